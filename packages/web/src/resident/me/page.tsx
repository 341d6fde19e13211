// 我的信息: a copy, who looked, consents, requests under the law, devices, closing the account.
import { Link } from 'wouter';
import { fieldWord } from '../../shared/field-word.ts';
import { get, messageOf, post, type Reply } from '../../shared/api/client.ts';
import { boot, inWords } from '../../shared/boot.ts';
import { timeOfDay, when, whenItBegins } from '../../shared/time.ts';
import { wordOf, w } from '../../shared/words.ts';
import { Loading } from '../loading.tsx';
import { useLive } from '../use-live.ts';
import { useState } from 'react';
import { Relatives } from './relatives.tsx';
import { Requests } from './requests.tsx';
import { Sessions } from './sessions.tsx';
import { Told } from './told.tsx';
import { t } from '../words.ts';
import { m } from './words.ts';

export const MyData = () => (
  <div className="stack">
    <h1 tabIndex={-1}>{m.title}</h1>
    <p>{m.lead}</p>
    <p>
      <Link className="button" href="/points">
        {t.title.points}
      </Link>
    </p>
    <Told />
    <Copy />
    <Seen />
    <Consents />
    <Relatives />
    <Requests />
    {boot.account ? <Sessions /> : <DemoSession />}
  </div>
);

const DemoSession = () => (
  <section className="card">
    <h2>{m.sessions}</h2>
    <p className="soft">{m.demoSession}</p>
  </section>
);

const Copy = () => (
  <section className="card stack">
    <h2>{m.copy}</h2>
    <p>{m.copyHint}</p>
    <a className="button" href="/api/v1/me/data" download="six-order-my-data.json">
      {m.download}
    </a>
  </section>
);

/** The latest, of what somebody may have been looked up hundreds of times. */
const FEW = 5;

function Seen() {
  const { data, ...state } = useLive<'listMyVisits'>(VISITS);
  const [earlier, setEarlier] = useState<readonly Reply<'listMyVisits'>[]>([]);
  const [all, setAll] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (!data) return <Loading {...state} />;
  const visits = [data, ...earlier].flatMap((page) => page.visits);
  const { next } = earlier[earlier.length - 1] ?? data;
  const goBack = (cursor: string) =>
    get<'listMyVisits'>(`${VISITS}?cursor=${cursor}`).then(
      (page) => {
        setFailure(null);
        setEarlier((before) => [...before, page]);
      },
      (error: unknown) => setFailure(messageOf(error)),
    );
  return (
    <section className="card stack">
      <h2>{m.seen}</h2>
      <p>{m.seenHint}</p>
      {visits.length === 0 && <p className="soft">{m.seenNone}</p>}
      <ul className="lines">
        {visits.map((visit, index) => (
          <li key={visit.id} className={all || index < FEW ? undefined : 'folded'}>
            <strong>
              {visit.role === null ? m.byCode : wordOf(w.role, visit.role)} <span lang="zh-CN">{visit.unit?.name}</span>
            </strong>
            <div className="small soft">
              {spanOf(visit)} · {visit.order.number}
            </div>
            {readingsOf(visit).map(({ how, reason, words }) => (
              <div key={`${how} ${reason}`}>
                {m.how[how]}
                {w.colon}
                {words}
                {reason !== null && (
                  <>
                    {m.because}
                    <span lang="zh-CN">{reason}</span>
                  </>
                )}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {failure && <p role="alert">{failure}</p>}
      {all && next !== null && (
        <button type="button" className="button" onClick={() => void goBack(next)}>
          {m.seenEarlier(visits.length, data.total)}
        </button>
      )}
      {visits.length > FEW && (
        <button type="button" className="button quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? m.seenFew(FEW) : m.seenAll(data.total)}
        </button>
      )}
    </section>
  );
}

const VISITS = '/api/v1/me/visits';
type Visit = Reply<'listMyVisits'>['visits'][number];

/** `今天 09:03`, `今天 09:03 到 09:21`. */
function spanOf({ from, to }: Visit): string {
  const [begun, ended] = [whenItBegins(from), whenItBegins(to)];
  if (begun === ended) return begun;
  const until = timeOfDay(Date.parse(to));
  return m.span(begun, begun.slice(0, -until.length) === ended.slice(0, -until.length) ? until : ended);
}

/** Fields that go by one word are one; read together they were read as often as the one that was most. */
function readingsOf({ read }: Visit) {
  const kinds = new Map<string, Pick<Visit['read'][number], 'how' | 'reason'> & { readonly times: Map<string, number> }>();
  for (const { field, how, reason, times } of read) {
    const kind = kinds.get(`${how} ${reason}`) ?? { how, reason, times: new Map<string, number>() };
    const word = fieldWord(field);
    kind.times.set(word, Math.max(times, kind.times.get(word) ?? 0));
    kinds.set(`${how} ${reason}`, kind);
  }
  return [...kinds.values()].map(({ times, ...kind }) => ({
    ...kind,
    words: [...times].map(([word, n]) => (n === 1 ? word : m.often(word, n))).join(m.between),
  }));
}

function Consents() {
  const { data, ...state } = useLive<'listMyConsents'>('/api/v1/me/consents');
  const [failure, setFailure] = useState<string | null>(null);
  if (!data) return <Loading {...state} />;
  // A guardian's consent is given as the guardian: its title says so.
  const say = ({ purpose, guardian }: (typeof data.consents)[number], given: boolean) =>
    post<'setMyConsent'>('/api/v1/me/consents', { purpose, given, notice: data.notice, asGuardian: guardian && given }).then(
      state.reload,
      (error: unknown) => setFailure(messageOf(error)),
    );
  return (
    <section className="card stack">
      <h2>{m.consents}</h2>
      {failure && <p role="alert">{failure}</p>}
      <ul className="lines">
        {data.consents.map((consent) => {
          const { purpose, title, with: used, without, given, at } = consent;
          return (
            <li key={purpose} className="stack">
              <p>
                <strong>{inWords(title)}</strong> · {given ? m.given : m.notGiven}
                {at && <span className="small soft"> · {when(at)}</span>}
              </p>
              <p className="small">{inWords(used)}</p>
              <p className="small soft">
                {m.without}
                {inWords(without)}
              </p>
              <button
                type="button"
                className="button"
                aria-label={`${given ? m.take : m.give} ${inWords(title)}`}
                onClick={() => void say(consent, !given)}
              >
                {given ? m.take : m.give}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

// 我的信息: a copy, who looked, consents, requests under the law, devices, closing the account.
import { Link } from 'wouter';
import { fieldWord } from '../../shared/field-word.ts';
import { messageOf, post } from '../../shared/api/client.ts';
import { boot, inWords } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
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

/** The latest, of what somebody may have been looked up hundreds of times. */
const FEW = 5;

function Copy() {
  const { data, ...state } = useLive<'getMyData'>('/api/v1/me/data');
  const [all, setAll] = useState(false);
  if (!data) return <Loading {...state} />;
  const readings = data.orders
    .flatMap(({ number, readings: own }) => own.map((reading) => ({ ...reading, number })))
    .sort((a, b) => b.at.localeCompare(a.at));
  const save = (): void => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
    link.download = 'six-order-my-data.json';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <section className="card stack">
        <h2>{m.copy}</h2>
        <p>{m.copyHint}</p>
        <button type="button" className="button" onClick={save}>
          {m.download}
        </button>
      </section>
      <section className="card stack">
        <h2>{m.seen}</h2>
        <p>{m.seenHint}</p>
        {readings.length === 0 && <p className="soft">{m.seenNone}</p>}
        <ul className="lines">
          {readings.map(({ at, number, field, how, role, unit, reason }, index) => (
            <li key={`${at}${number}${field}${index}`} className={all || index < FEW ? undefined : 'folded'}>
              <strong>
                {wordOf(w.role, role)} <span lang="zh-CN">{unit?.name}</span>
              </strong>{' '}
              {m.how[how]} · {fieldWord(field)}
              <div className="small soft">
                {when(at)} · {number} · <span lang="zh-CN">{reason ?? m.handling}</span>
              </div>
            </li>
          ))}
        </ul>
        {readings.length > FEW && (
          <button type="button" className="button quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? m.seenFew(FEW) : m.seenAll(readings.length)}
          </button>
        )}
      </section>
    </>
  );
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

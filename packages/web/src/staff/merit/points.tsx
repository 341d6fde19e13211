// 积分: one's own ledger, a member's for the secretary of the branch, what waits for a decision.
//
// P1: nobody is ranked here; a person's points are read one by one, by those to whom the server shows them.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { type Body, get, messageOf, newKey, post, type Reply } from '../../shared/api/client.ts';
import type { boot } from '../../shared/boot.ts';
import { dayOf, when } from '../../shared/time.ts';
import { Rules } from '../../shared/ui/point-rules.tsx';
import { w, wordOf } from '../../shared/words.ts';
import { type AskedField, AskForm, Unfold } from '../admin/form.tsx';
import { decidesPoints, earnsPoints, proposesRed } from '../desks.ts';
import { s } from './words.ts';

type Member = Reply<'getPersonPoints'>['member'];
type Entry = Member['entries'][number];
type Case = Member['cases'][number];

interface Props {
  readonly me: NonNullable<typeof boot.me>;
  /** Whose points, by id; undefined is one's own page. */
  readonly person: string | undefined;
}

export function Points({ me, person }: Props) {
  useEffect(() => {
    document.title = `${s.points} · ${w.product}`;
  }, []);
  return (
    <main id="main" className="alone stack">
      <h1>{s.points}</h1>
      <p className="soft">{s.lead}</p>
      {person !== undefined && <Of person={person} propose={proposesRed(me.post.role)} />}
      {person === undefined && decidesPoints(me.post.role) && <ToDecide />}
      {person === undefined && earnsPoints(me.post.role) && <Mine />}
    </main>
  );
}

const Failed = ({ error }: { readonly error: unknown }) => (
  <p className="notice alarm" role="alert">
    {messageOf(error)}
  </p>
);

function Mine() {
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: ['points'], queryFn: () => get<'getMyPoints'>('/api/v1/me/points') });
  const red = useQuery({
    queryKey: ['points', 'red'],
    queryFn: () => get<'listMyRedEntries'>('/api/v1/me/red-list').then(({ entries }) => entries),
  }).data;
  const again = () => queries.invalidateQueries({ queryKey: ['points'] });
  const consent = (id: string, given: boolean) =>
    void post<'consentToRedList'>(`/api/v1/me/red-list/${id}/consent`, { given }, newKey()).finally(again);
  return (
    <>
      <section className="card stack">
        <h2>{s.mine}</h2>
        {error && <Failed error={error} />}
        {!data && !error && <p role="status">{w.loading}</p>}
        {data && <Ledger member={data.member} own again={again} />}
      </section>
      {red && red.length > 0 && (
        <section className="card stack">
          <h2>{s.myRed}</h2>
          <ul className="rows">
            {red.map(({ id, month, reasons, consentedAt }) => (
              <li key={id}>
                <p>
                  {s.month(month)} · {reasons.map((reason) => wordOf(s.redReasons, reason)).join(' · ')} ·{' '}
                  {consentedAt ? s.agreed(when(consentedAt)) : s.notAgreed}
                </p>
                <button type="button" className="button" onClick={() => consent(id, consentedAt === null)}>
                  {consentedAt ? s.takeBack : s.agree}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Of({ person, propose }: { readonly person: string; readonly propose: boolean }) {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['points', person],
    queryFn: () => get<'getPersonPoints'>(`/api/v1/people/${encodeURIComponent(person)}/points`),
  });
  return (
    <section className="card stack">
      <h2>{s.of}</h2>
      {error && <Failed error={error} />}
      {!data && !error && <p role="status">{w.loading}</p>}
      {data && (
        <Ledger member={data.member} own={false} again={() => queries.invalidateQueries({ queryKey: ['points', person] })} />
      )}
      {propose && data && (
        <Unfold title={s.red}>
          <AskForm
            name="red"
            button={s.red}
            fields={[
              {
                name: 'reason',
                label: s.redReason,
                hint: s.redHint,
                options: Object.entries(s.redReasons).map(([value, label]) => ({ value, label })),
              },
            ]}
            send={async ({ reason = '' }) => {
              await post<'proposeRedPerson'>(
                `/api/v1/people/${person}/red-list`,
                { reason } as Body<'proposeRedPerson'>,
                newKey(),
              );
              return s.redDone;
            }}
          />
        </Unfold>
      )}
    </section>
  );
}

interface LedgerProps {
  readonly member: Member;
  /** Whether the reader may speak and appeal. */
  readonly own: boolean;
  readonly again: () => Promise<unknown>;
}

function Ledger({ member: { year, total, entries, lastYear, cases, rules }, own, again }: LedgerProps) {
  return (
    <>
      <p>
        <strong>{s.year(year, total)}</strong>
      </p>
      <p className="soft small">{rules ? <Rules said={s.rules} rules={rules} /> : s.noRules}</p>
      {entries.length === 0 && rules && <p className="soft">{s.noEntries}</p>}
      <Entries entries={entries} own={own} again={again} />
      {/* An older process does not say it yet. */}
      {lastYear && lastYear.entries.length > 0 && (
        <Unfold
          title={s.year(lastYear.year, lastYear.total)}
          begun={own && lastYear.entries.some(({ appealBy }) => appealBy !== null)}
        >
          <Entries entries={lastYear.entries} own={own} again={again} />
        </Unfold>
      )}
      {cases.length > 0 && (
        <>
          <h3>{s.cases}</h3>
          <ul className="rows">
            {cases.map((one) => (
              <li key={one.id}>
                <CaseFacts one={one} />
                {own && one.kind === 'deduction' && one.heardAt === null && one.decidedAt === null && (
                  <Unfold title={s.speak}>
                    <AskForm
                      name={`speak-${one.id}`}
                      button={s.speak}
                      fields={[{ name: 'text', label: s.speakText, kind: 'long', maxLength: 1_000 }]}
                      send={async ({ text = '' }) => {
                        await post<'speakOnDeduction'>(`/api/v1/me/points/cases/${one.id}/statement`, { text }, newKey());
                        await again();
                        return s.spoken;
                      }}
                    />
                  </Unfold>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Entries({ entries, own, again }: Omit<LedgerProps, 'member'> & { readonly entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <ul className="rows">
      {entries.map((entry) => (
        <EntryRow key={entry.id} entry={entry} own={own} again={again} />
      ))}
    </ul>
  );
}

function EntryRow({
  entry,
  own,
  again,
}: {
  readonly entry: Entry;
  readonly own: boolean;
  readonly again: () => Promise<unknown>;
}) {
  const { id, day, reason, points, order, reverses, appealBy } = entry;
  return (
    <li>
      <p>
        <strong>{points > 0 ? `+${points}` : points}</strong> {wordOf(s.reason, reason)}
        {reverses && ` · ${s.reversed}`} · {dayOf(day)}
        {order && (
          <>
            {' · '}
            <Link href={`/staff/orders/${order}`}>{s.see}</Link>
          </>
        )}
      </p>
      {own && appealBy && (
        <Unfold title={`${s.appeal}${w.colon}${s.by(when(appealBy))}`}>
          <AskForm
            name={`appeal-${id}`}
            button={s.appeal}
            fields={[{ name: 'text', label: s.appealText, kind: 'long', maxLength: 1_000 }]}
            send={async ({ text = '' }) => {
              await post<'appealPoints'>(`/api/v1/me/points/entries/${id}/appeal`, { text }, newKey());
              await again();
              return s.appealed;
            }}
          />
        </Unfold>
      )}
    </li>
  );
}

function CaseFacts({ one }: { readonly one: Case }) {
  const { kind, deduction, points, order, against, hearBy, heardAt, statement, decidedAt, upheld, grounds } = one;
  const state = decidedAt === null ? s.waiting : (upheld ? s.upheld : s.dismissed)[kind];
  return (
    <>
      <p>
        <strong>{s.kind[kind]}</strong> {deduction && `${wordOf(s.reason, deduction)} · ${s.off(points)} · `}
        {state}
        {order && (
          <>
            {' · '}
            <Link href={`/staff/orders/${order}`}>{s.see}</Link>
          </>
        )}
      </p>
      {kind === 'deduction' && heardAt === null && decidedAt === null && <p className="soft">{s.hearBy(when(hearBy))}</p>}
      {against?.ledger === 'households' && (
        <p className="soft">{s.against(wordOf(s.deeds, against.reason), against.points, dayOf(against.day))}</p>
      )}
      {statement && (
        <p>
          {s.statement}
          {w.colon}
          <span lang="zh-CN">{statement}</span>
        </p>
      )}
      {grounds && (
        <p>
          {s.grounds}
          {w.colon}
          <span lang="zh-CN">{grounds}</span>
        </p>
      )}
    </>
  );
}

type DeedKind = NonNullable<Body<'decidePointCase'>['deed']>['kind'];

/** What a household did, as it should have been entered. */
const deedFields: readonly AskedField[] = [
  {
    name: 'deed',
    label: s.deed,
    hint: s.deedHint,
    optional: true,
    options: Object.entries(s.deeds).map(([value, label]) => ({ value, label })),
  },
  { name: 'minutes', label: s.minutes, kind: 'number', optional: true },
];

function ToDecide() {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['points', 'cases'],
    queryFn: () => get<'listPointCases'>('/api/v1/points/cases').then(({ cases }) => cases),
  });
  return (
    <section className="card stack">
      <h2>{s.toDecide}</h2>
      {error && <Failed error={error} />}
      {!data && !error && <p role="status">{w.loading}</p>}
      {data?.length === 0 && <p className="soft">{s.noCases}</p>}
      <ul className="rows">
        {data?.map((one) => (
          <li key={one.id}>
            <CaseFacts one={one} />
            {one.mayDecide ? (
              <Unfold title={s.decide}>
                <AskForm
                  name={`decide-${one.id}`}
                  button={s.decide}
                  fields={[
                    {
                      name: 'upheld',
                      label: s.verdict,
                      options: Object.entries(s.verdicts[one.kind]).map(([value, label]) => ({ value, label })),
                    },
                    ...(one.against?.ledger === 'households' ? deedFields : []),
                    { name: 'grounds', label: s.grounds, kind: 'long', maxLength: 1_000 },
                  ]}
                  send={async ({ upheld, grounds = '', deed, minutes }) => {
                    const body = {
                      upheld: upheld === 'yes',
                      grounds,
                      ...(deed && { deed: { kind: deed as DeedKind, ...(minutes && { minutes: Number(minutes) }) } }),
                    };
                    await post<'decidePointCase'>(`/api/v1/points/cases/${one.id}/decision`, body, newKey());
                    await queries.invalidateQueries({ queryKey: ['points'] });
                    return s.decided;
                  }}
                />
              </Unfold>
            ) : (
              <p className="soft small">{s.notYet}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

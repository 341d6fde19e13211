// 平急转换: what is under way, how one is started, what an area can count on.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { type Body, get, messageOf, newKey, post, Problem } from '../../shared/api/client.ts';
import { type boot, inWords } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
import { stageWord, w } from '../../shared/words.ts';
import { AskForm, Unfold, type Values } from '../admin/form.tsx';
import { startOf } from '../admin/posts.tsx';
import { TableImport } from '../admin/table-import.tsx';
import { UnitPicker } from '../admin/unit-picker.tsx';
import { keeping } from '../begin/kept.ts';
import { startsEmergencies } from '../desks.ts';
import { countsOf, type OwnEmergency, useEmergencies } from './current.ts';
import { e } from './words.ts';

type Me = NonNullable<typeof boot.me>;
export function Emergencies({ me }: { readonly me: Me }) {
  const { data, error } = useEmergencies();
  useEffect(() => {
    document.title = `${e.title} · ${w.product}`;
  }, []);
  return (
    <main id="main" className="alone stack">
      <h1>{e.title}</h1>
      <p className="soft">{e.lead}</p>
      <section className="card stack">
        <h2>{e.current}</h2>
        {error && (
          <p className="notice alarm" role="alert">
            {messageOf(error)}
          </p>
        )}
        {!data && !error && <p role="status">{w.loading}</p>}
        {data?.length === 0 && <p className="soft">{e.none}</p>}
        <ul className="rows">
          {data?.map((one) => (
            <li key={one.id}>
              <One one={one} />
            </li>
          ))}
        </ul>
      </section>
      {startsEmergencies(me.post.role) && <Start me={me} />}
      <Register me={me} />
      <OwnPhone me={me} />
    </main>
  );
}

function One({ one }: { readonly one: OwnEmergency }) {
  const { id, number, kind, hazard, level, state, areas, plannedEnd, confirmBy, reportDue, call } = one;
  return (
    <>
      <p className="line-up">
        <strong>
          {e.kindWord[kind]} · {e.hazards[hazard]} · {e.levels[level]}
        </strong>
        <span className="tag">{stageWord({ workflow: 'emergency', state: { handling: state } })}</span>
      </p>
      <p lang="zh-CN">{areas.flatMap((unit) => unit?.name ?? []).join('、')}</p>
      <p className="small soft">
        {[
          number,
          confirmBy && e.confirmUntil(when(confirmBy)),
          plannedEnd && e.ends(when(plannedEnd)),
          reportDue && e.reportBy(when(reportDue)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {call && <p>{countsOf(call)}</p>}
      <Link className="button" href={`/staff/orders/${id}`} aria-label={`${e.open} ${number}`}>
        {e.open}
      </Link>
    </>
  );
}

const options = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** What is kept while one writes, besides what is sealed. */
const plain = ['kind', 'hazard', 'level', 'scope', 'document', 'until'];

/** How long it lasts where no end is given, and until when it is to be confirmed: by the plan that holds at the place for the hazard. */
function UntilHint({ values: { kind, hazard = '', level = '', scope = '' } }: { readonly values: Values }) {
  const { data, error } = useQuery({
    queryKey: ['emergency-limits', scope, hazard],
    queryFn: () => get<'readEmergencyLimits'>(`/api/v1/emergencies/limits?${new URLSearchParams({ unit: scope, hazard })}`),
    enabled: scope !== '' && hazard !== '',
    staleTime: 60_000,
  });
  if (error) return error instanceof Problem && error.status === 403 ? e.untilElsewhere : e.untilUnread;
  if (!data) return e.untilUnknown;
  if (kind === 'first-response') return e.untilFirst(inWords(data.firstResponse));
  const lasts = data.lasts[level as keyof typeof data.lasts];
  if (!lasts) return e.untilUnknown;
  return kind === 'drill' ? e.untilDrill(inWords(lasts)) : e.untilHint(inWords(lasts), inWords(data.confirmWithin));
}

function Start({ me }: { readonly me: Me }) {
  const [, go] = useLocation();
  // Begun once, also where its answer was lost and it is sent again.
  const [{ key, before, keep, forget }] = useState(() => keeping({ me, form: 'emergency', plain, sealed: ['text'] }));
  const community = me.post.role === 'community';
  const kinds = options(e.kinds).filter(({ value }) => value === 'drill' || (value === 'response') !== community);
  return (
    <section className="card">
      <Unfold title={e.start} begun={before !== null}>
        <p className="soft">{e.startLead}</p>
        <AskForm
          name="emergency"
          button={e.propose}
          start={{
            kind: community ? 'first-response' : 'response',
            level: 'IV',
            scope: me.post.unit.code,
            ...(before?.draft as Values | undefined),
          }}
          changed={keep}
          fields={({ kind = 'response', ...chosen }) => [
            { name: 'kind', label: e.kind, options: kinds },
            { name: 'hazard', label: e.hazard, options: options(e.hazards) },
            { name: 'level', label: e.level, options: options(e.levels) },
            {
              name: 'scope',
              label: e.scope,
              instead: (of) => <UnitPicker {...of} label={`${of.label}${w.colon}${e.scopeHint}`} />,
            },
            ...(kind === 'response' ? [{ name: 'document', label: e.document, hint: e.documentHint, maxLength: 80 }] : []),
            {
              name: 'until',
              label: e.until,
              hint: <UntilHint values={{ ...chosen, kind }} />,
              optional: true,
              kind: 'datetime-local',
            },
            { name: 'text', label: e.text, optional: true, kind: 'long', maxLength: 2_000 },
          ]}
          send={async ({ kind, hazard, level, scope, document, until, text }) => {
            const body = {
              workflow: 'emergency',
              kind,
              hazard,
              level,
              scope: [scope],
              ...(kind === 'response' && document && { document }),
              ...(until && { until: `${until}:00+08:00` }),
              ...(text && { text }),
            } as unknown as Body<'placeOrder'>;
            const { order } = await post<'placeOrder'>('/api/v1/orders', body, key);
            forget();
            go(`/staff/orders/${order.id}`);
            return e.proposed;
          }}
        />
      </Unfold>
    </section>
  );
}

const readers = new Set(['grid-worker', 'secretary', 'community', 'street', 'leader']);
const keepers = new Set(['community', 'street']);

function Register({ me }: { readonly me: Me }) {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['emergency-resources'],
    queryFn: () => get<'listEmergencyResources'>('/api/v1/emergency-resources'),
    enabled: readers.has(me.post.role),
  });
  if (!readers.has(me.post.role)) return null;
  const keeps = keepers.has(me.post.role);
  const known = data?.known ?? [];
  const again = () => queries.invalidateQueries({ queryKey: ['emergency-resources'] });
  return (
    <section className="card stack">
      <h2>{e.register}</h2>
      <p className="soft">{e.registerLead}</p>
      {error && (
        <p className="notice alarm" role="alert">
          {messageOf(error)}
        </p>
      )}
      {!data && !error && <p role="status">{w.loading}</p>}
      {data?.resources.length === 0 && <p className="soft">{e.registerNone}</p>}
      <ul className="rows">
        {data?.resources.map(({ id, name, amount, unit, source, until }) => (
          <li key={id} className="line">
            <span>
              {inWords(name)}: <strong>{amount}</strong> <span lang="zh-CN">{unit?.name}</span>{' '}
              {source && (
                <span className="soft small" lang="zh-CN">
                  ← {source.name}
                </span>
              )}{' '}
              {until && <span className="soft small">{e.ends(when(until))}</span>}
            </span>
            {keeps && (
              <button
                type="button"
                className="button"
                aria-label={e.endFor(inWords(name))}
                onClick={() => void post<'endEmergencyResource'>(`/api/v1/emergency-resources/${id}/end`, {}).then(again, again)}
              >
                {e.end}
              </button>
            )}
          </li>
        ))}
      </ul>
      {keeps && (
        <Unfold title={e.add}>
          <AskForm
            name="resource"
            button={e.keep}
            start={{ unit: me.post.unit.code }}
            fields={[
              {
                name: 'what',
                label: e.resource,
                options: known.map(({ what, name }) => ({ value: what, label: inWords(name) })),
              },
              { name: 'amount', label: e.amount, kind: 'number' },
              { name: 'unit', label: e.place, instead: (of) => <UnitPicker {...of} /> },
              { name: 'source', label: e.source, hint: e.sourceHint, optional: true, instead: (of) => <UnitPicker {...of} /> },
              { name: 'until', label: e.dayUntil, hint: e.dayHint, optional: true, kind: 'date' },
            ]}
            send={async ({ what = '', amount, unit = '', source, until }) => {
              const kind = known.find((one) => one.what === what)?.kind ?? 'supply';
              await post<'addEmergencyResources'>('/api/v1/emergency-resources', {
                resources: [
                  {
                    kind,
                    what,
                    unit,
                    amount: Number(amount),
                    ...(kind === 'force' && source && { source }),
                    ...(until && { until: startOf(until) }),
                  },
                ],
              });
              await again();
              return e.kept;
            }}
          />
        </Unfold>
      )}
      {keeps && (
        <Unfold title={e.importTable}>
          <TableImport
            name="resources"
            hint={e.importHint}
            send={async (table, dryRun) => {
              const { rows } = await post<'importEmergencyResources'>(
                '/api/v1/emergency-resources/import',
                { table, dryRun },
                newKey(),
              );
              if (!dryRun) await again();
              const count = (of: (typeof rows)[number]['outcome']) => rows.filter(({ outcome }) => outcome === of).length;
              return (dryRun ? e.tried : e.imported)(count('new'), count('changed'), count('same'));
            }}
          />
        </Unfold>
      )}
    </section>
  );
}

const OwnPhone = ({ me }: { readonly me: Me }) => (
  <section className="card">
    <Unfold title={e.ownPhone}>
      <AskForm
        name="phone"
        button={e.keep}
        fields={[{ name: 'phone', label: e.ownPhone, hint: e.ownPhoneHint, optional: true, maxLength: 40 }]}
        send={async ({ phone }) => {
          const { kept } = await post<'setDutyPhone'>(`/api/v1/people/${me.person.id}/duty-phone`, { phone: phone || null });
          return kept ? e.phoneKept : e.phoneGone;
        }}
      />
    </Unfold>
  </section>
);

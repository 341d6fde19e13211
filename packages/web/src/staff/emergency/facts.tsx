// An emergency for whoever deals with it: the call-out as it is counted and who is missing, the list, reports, what was decided.
//
// F1: a telephone is asked for by a press and forgotten with the page; the access log keeps who, whose and why.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { get, messageOf, newKey, type Order, post } from '../../shared/api/client.ts';

import { boot, inWords } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
import { w, wordOf } from '../../shared/words.ts';
import { t } from '../words.ts';
import { e } from './words.ts';

type Emergency = NonNullable<Order['emergency']>;
type State = 'heard' | 'out' | 'there';
const states: readonly State[] = ['heard', 'out', 'there'];

const read = (text: string | null | undefined): string | undefined =>
  text === null ? t.order.erased : text !== undefined && /^\*+$/.test(text) ? t.order.hidden : text;
const joined = (...parts: readonly (string | false | null | undefined)[]): string => parts.filter(Boolean).join(' · ');

interface Props {
  readonly order: Order;
  readonly emergency: Emergency;
  readonly changed: (what: string) => Promise<void>;
}

export function EmergencyFacts({ order, emergency, changed }: Props) {
  const { kind, hazard, level, document, scope, startedAt, endedAt, plannedEnd, confirmBy, request, orders, review, destroyed } =
    emergency;
  const [failure, setFailure] = useState<string | null>(null);
  const may = new Set(order.allowed.map(({ type }) => type));
  const send = (type: string, input: Record<string, unknown>, said: string): void => {
    setFailure(null);
    post<'sendCommand'>(`/api/v1/orders/${order.id}/commands`, { type, input }, newKey()).then(
      () => changed(said),
      (error: unknown) => setFailure(messageOf(error)),
    );
  };
  return (
    <>
      {failure && (
        <p className="notice alarm" role="alert">
          {failure}
        </p>
      )}
      <CallOut order={order} emergency={emergency} send={may.has('answerCall') ? send : null} />
      <Checklist emergency={emergency} send={may.has('check') ? send : null} />
      <Plan hazard={hazard} scope={scope} over={endedAt !== null} />
      <section className="card stack">
        <h2>{e.facts}</h2>
        <dl className="facts">
          <Fact name={e.kind}>{e.kindWord[kind]}</Fact>
          <Fact name={e.hazard}>{joined(e.hazards[hazard], e.levels[level])}</Fact>
          <Fact name={e.scope}>
            <span lang="zh-CN">{scope.flatMap((unit) => unit?.name ?? []).join('、')}</span>
          </Fact>
          <Fact name={e.document}>{document && <span lang="zh-CN">{document}</span>}</Fact>
          <Fact name={e.from}>{startedAt && when(startedAt)}</Fact>
          <Fact name={e.confirmBy}>{confirmBy && when(confirmBy)}</Fact>
          <Fact name={endedAt ? e.ended : e.until2}>{endedAt ? when(endedAt) : plannedEnd && when(plannedEnd)}</Fact>
          <Fact name={e.waits}>{request && joined(e.levels[request.level], request.document)}</Fact>
          <Fact name={e.orders}>
            {kind !== 'drill' && joined(e.entered(orders.entered), orders.following && e.following[orders.following])}
          </Fact>
          <Fact name={e.destroyed}>{destroyed && e.destroyedOf(destroyed.orders, when(destroyed.at))}</Fact>
        </dl>
        <Said title={e.reports} lines={emergency.reports} />
        {review && <Said title={e.review} lines={[review]} />}
        <h3>{e.decided}</h3>
        <ul className="stack">
          {emergency.decided.map(({ at, by, what, level: of, document: paper, until }) => (
            <li key={`${at} ${what}`}>
              <strong>{wordOf(e.what, what)}</strong> {e.levels[of]} {paper && <span lang="zh-CN">{paper}</span>}
              <p className="small soft">{joined(by, when(at), what !== 'ended' && what !== 'lapsed' && e.ends(when(until)))}</p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) =>
  children === null || children === undefined || children === '' || children === false ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );

const Said = ({ title, lines }: { readonly title: string; readonly lines: Emergency['reports'] }) =>
  lines.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <ul className="stack">
        {lines.map(({ at, by, text }) => (
          <li key={at}>
            <p>{read(text)}</p>
            <p className="small soft">{joined(by, when(at))}</p>
          </li>
        ))}
      </ul>
    </>
  );

type Send = (type: string, input: Record<string, unknown>, said: string) => void;

function CallOut({ order, emergency: { call, endedAt }, send }: { order: Order; emergency: Emergency; send: Send | null }) {
  if (!call) {
    return endedAt === null && order.allowed.some(({ type }) => type === 'callOut') ? (
      <section className="card stack">
        <h2>{e.call}</h2>
        <p className="soft">{e.callNone}</p>
      </section>
    ) : null;
  }
  const { missing, called, own } = call;
  const telephones = order.allowed.some(({ type }) => type === 'callOut');
  return (
    <section className="card stack call-out">
      <h2>{e.call}</h2>
      <p className="soft">{joined(e.called(called), call.by, when(call.at))}</p>
      {call.text !== undefined && <p>{read(call.text)}</p>}
      <dl className="facts counted" aria-live="polite">
        {states.map((state) => (
          <div key={state} data-count={state}>
            <dt>{e.answers[state]}</dt>
            <dd>
              <strong>{e.of(call[state], called)}</strong>
            </dd>
          </div>
        ))}
      </dl>
      {send && own && (
        <>
          <h3>{e.own}</h3>
          <div className="buttons">
            {states.map((state) => (
              <button
                key={state}
                type="button"
                className="button"
                data-answer={state}
                onClick={() => send('answerCall', { state }, e.answer(e.answers[state]))}
              >
                {e.answers[state]}
              </button>
            ))}
          </div>
        </>
      )}
      {endedAt === null &&
        (missing.length === 0 ? <p className="soft">{e.allAnswered}</p> : <h3>{e.missing(missing.length)}</h3>)}
      {endedAt === null && (
        <ul className="rows">
          {missing.map(({ person, name, team }) => (
            <li key={person} className="stack" data-missing={person}>
              <p>
                <strong lang="zh-CN">{name}</strong> {team && <span lang="zh-CN">{team.name}</span>}
              </p>
              {telephones && <Telephone order={order.id} person={person} name={name ?? ''} />}
              {telephones && send && (
                <div className="buttons" role="group" aria-label={e.writeDown(name ?? '')}>
                  {states.map((state) => (
                    <button
                      key={state}
                      type="button"
                      className="button"
                      aria-label={joined(e.writeDown(name ?? ''), e.answers[state])}
                      onClick={() => send('answerCall', { state, person }, e.answer(e.answers[state]))}
                    >
                      {e.answers[state]}
                    </button>
                  ))}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Telephone({ order, person, name }: { readonly order: string; readonly person: string; readonly name: string }) {
  const [phone, setPhone] = useState<string | null | undefined>();
  const [failure, setFailure] = useState<string | null>(null);
  if (phone !== undefined) {
    return (
      <p role="status" className="line-up">
        {phone === null ? (
          e.noPhone
        ) : (
          <a className="button main" href={`tel:${phone}`}>
            {t.reveal.call} {phone}
          </a>
        )}
        <span className="soft small">{e.logged}</span>
      </p>
    );
  }
  const ask = (): void => {
    setFailure(null);
    post<'telephoneCalled'>(`/api/v1/orders/${order}/call-phone`, { person, reason: e.phoneReason }).then(
      (reply) => setPhone(reply.phone),
      (error: unknown) => setFailure(messageOf(error)),
    );
  };
  return (
    <p>
      <button type="button" className="button" aria-label={e.phoneFor(name)} onClick={ask}>
        {e.phone}
      </button>
      {failure && <span role="alert">{failure}</span>}
    </p>
  );
}

function Checklist({ emergency: { checklist, endedAt }, send }: { emergency: Emergency; send: Send | null }) {
  if (checklist.length === 0) return null;
  return (
    <section className="card stack">
      <h2>
        {e.checklist}
        {w.colon}
        {e.checked(checklist.filter(({ at }) => at !== null).length, checklist.length)}
      </h2>
      <ul className="rows">
        {checklist.map(({ item, name: words, at, by }) => {
          const name = inWords(words);
          return (
            <li key={item} className="line" data-item={item}>
              <span>{name}</span>
              {at ? (
                <span className="soft small">{joined(e.done, by, when(at))}</span>
              ) : (
                send &&
                endedAt === null && (
                  <button
                    type="button"
                    className="button"
                    aria-label={e.doneFor(name)}
                    onClick={() => send('check', { item }, e.doneFor(name))}
                  >
                    {e.done}
                  </button>
                )
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const keepers = new Set(['grid-worker', 'secretary', 'community', 'street', 'leader']);

/** What the plan of the hazard lacks in the first area of the emergency; for whoever reads the register. */
function Plan({ hazard, scope, over }: { readonly hazard: string; readonly scope: Emergency['scope']; readonly over: boolean }) {
  const unit = scope[0]?.code;
  const enabled = !over && unit !== undefined && keepers.has(boot.me?.post.role ?? '');
  const { data } = useQuery({
    queryKey: ['emergency-resources', unit, hazard],
    queryFn: () =>
      get<'listEmergencyResources'>(
        `/api/v1/emergency-resources?unit=${encodeURIComponent(unit ?? '')}&hazard=${encodeURIComponent(hazard)}`,
      ),
    enabled,
    // The area of an emergency may be wider than the post's.
    retry: false,
  });
  if (!enabled || !data) return null;
  return (
    <section className="card stack">
      <h2>{e.register}</h2>
      {data.resources.length === 0 && <p className="soft">{e.registerNone}</p>}
      <ul className="stack">
        {data.resources.map(({ id, name, amount, unit: at }) => (
          <li key={id}>
            {inWords(name)}: <strong>{amount}</strong> <span lang="zh-CN">{at?.name}</span>
          </li>
        ))}
      </ul>
      {data.lacking.length === 0 ? (
        <p className="soft">{e.enough}</p>
      ) : (
        <>
          <h3>{e.lacking}</h3>
          <ul className="stack">
            {data.lacking.map(({ what, name, there, needed }) => (
              <li key={what}>{e.lacks(inWords(name), there, needed)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

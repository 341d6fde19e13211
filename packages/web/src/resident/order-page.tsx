// A resident's order, live, with what may be done about it now.
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { type Allowed, newKey, type Order, post } from '../shared/api/client.ts';
import { boot, inWords } from '../shared/boot.ts';
import { SchemaForm } from '../shared/ui/schema-form.tsx';
import type { Schema } from '../shared/ui/json-schema.ts';
import { useDone } from '../shared/use-done.ts';
import { w } from '../shared/words.ts';
import { correctionAsked } from './correct.ts';
import { changeOwn, Evaluate } from './evaluate.tsx';
import { Loading } from './loading.tsx';
import { commandSaid, isForOthers } from './matters/commands.ts';
import { OrderView } from './order-view.tsx';
import { Pressed } from './pressed.tsx';
import { changeWritten, notAsResident, Transcribe, written } from './transcribe.tsx';
import { useLive } from './use-live.ts';
import { t } from './words.ts';
import { isPrivate } from '../shared/ui/sign-in/go-on.ts';

export function OrderPage({ id }: { readonly id: string }) {
  const { data, ...state } = useLive<'getOrder'>(`/api/v1/orders/${encodeURIComponent(id)}`, id);
  /** What was sent from here, and of which revision. News of others leaves what is being written as it is. */
  const [sent, setSent] = useState<readonly { type: string; revision: number }[]>([]);
  const said = useRef<HTMLParagraphElement>(null);
  const sentOf = (type: string) => sent.filter((one) => one.type === type);
  /** Kept, and not shown, while whoever writes about it has still to sign in again. */
  const known = useRef<Order | null>(null);
  known.current = data?.order ?? (state.signedOut ? known.current : null);
  const order = known.current;
  const { done, told, say } = useDone(order, state.failure !== null);
  // What was pressed is not there any more.
  useLayoutEffect(() => {
    if (told) said.current?.focus();
  }, [told, done?.text, done?.revision]);
  if (!order) return <Loading {...state} />;
  const send = (type: string) => (input: object, key: string) =>
    post<'sendCommand'>(`/api/v1/orders/${order.id}/commands`, { type, input: { ...input } }, key).then((reply) => {
      setSent((before) => [...before, { type, revision: order.revision }]);
      say(
        commandSaid(order.workflow, type)?.done ??
          (type === 'transcribe' ? written : (t.order.done as Readonly<Record<string, string>>)[type]) ??
          w.updated,
        reply.order.revision,
      );
      state.reload();
    });
  /** One's own word, or what another said. */
  const evaluate =
    order.allowed.find(({ type }) => type === 'evaluate') ?? order.allowed.find(({ type }) => type === 'transcribe');
  const evaluated = evaluate ? sentOf(evaluate.type) : [];
  /** What he writes of how he was asked stays when he has evaluated. */
  const isOwnWord = evaluate?.type === 'evaluate' || sentOf('evaluate').length > 0;
  // Who wrote it down in a post, placed it for somebody, found it or did it is told whose word counts.
  const others = order.workflow === 'six-order' && order.state.handling === 'finished' && !evaluate;
  const rest = order.allowed
    .filter((command) => command !== evaluate && !isForOthers(order, command.type))
    .sort((one, other) => rankOf(one.type) - rankOf(other.type));
  // Whoever has just placed it may have seen no receipt: the page was read again, or closed.
  const fresh = ['placed', 'calling', 'waiting', 'proposed'].includes(order.state.handling);
  // The other side of a dispute, who does not read what was written, has none.
  const receipt = (order.workflow === 'six-order' || order.text !== undefined) && (
    <p className="buttons screen-only">
      <a
        className={fresh ? 'button' : 'button quiet'}
        href={`/api/v1/orders/${order.id}/receipt.html`}
        target="_blank"
        rel="noopener"
      >
        {t.receipt.print}
      </a>
      {fresh && boot.me?.post.role === 'resident' && <span className="hint">{t.home.followHint}</span>}
    </p>
  );
  const doing = (
    <section className="card screen-only">
      <h2>{t.order.now}</h2>
      {rest.map((command) => (
        <Action
          key={`${command.type}-${sentOf(command.type).length}`}
          command={command}
          order={order}
          send={send(command.type)}
        />
      ))}
    </section>
  );
  const shown = (
    <div key="order" className="stack" hidden={!data}>
      <p ref={said} role="status" tabIndex={-1} className={told ? 'notice' : 'hidden'}>
        {told && done?.text}
      </p>
      {boot.me && !isPrivate(boot.me.post.role) && (
        <p className="screen-only">
          <a className="button" href={`/staff/orders/${order.id}`}>
            {w.atDesk}
          </a>
        </p>
      )}
      <OrderView order={order} doing={rest.length > 0 && doing}>
        {fresh && receipt}
        {others && <p className="notice">{notAsResident}</p>}
        {evaluate && !evaluated.some(({ revision }) => revision === order.revision) && (
          <Folded
            name={order.state.handling === 'evaluated' ? (evaluate.type === 'transcribe' ? changeWritten : changeOwn) : null}
          >
            {evaluate.type === 'transcribe' ? (
              <Transcribe key={evaluated.length} send={send('transcribe')} />
            ) : (
              <Evaluate key={evaluated.length} send={send('evaluate')} />
            )}
          </Folded>
        )}
        {boot.me && isOwnWord && <Pressed order={order} me={boot.me} />}
      </OrderView>
      {!fresh && receipt}
    </div>
  );
  return (
    <>
      {!data && <SignedOut />}
      {data && state.failure && (
        <p className="notice" role="status">
          {state.failure}
        </p>
      )}
      {shown}
    </>
  );
}

/** Under its name; as it stands without one. */
const Folded = ({ name, children }: { readonly name: string | null; readonly children: ReactNode }) =>
  name === null ? (
    children
  ) : (
    <details className="screen-only">
      <summary>{name}</summary>
      {children}
    </details>
  );

/** In a tab of its own: what is being written here stays, and is there again when one comes back. */
const SignedOut = () => (
  <div className="summary stack" role="alert">
    <p>{w.problem.signedOut}</p>
    <a className="button" href="/sign-in" target="_blank" rel="noopener">
      {t.home.signIn}
    </a>
  </div>
);

interface ActionProps {
  readonly command: Allowed;
  readonly order: Order;
  readonly send: (input: Record<string, unknown>, key: string) => Promise<unknown>;
}

const names: Readonly<Record<string, () => string>> = {
  note: () => t.order.note,
  withdraw: () => t.order.withdraw,
  urge: () => t.order.urge,
  object: () => t.order.object,
  giveConsent: () => t.order.giveConsent,
  withdrawConsent: () => t.order.withdrawConsent,
};
const hints: Readonly<Record<string, () => string>> = {
  withdraw: () => t.order.withdrawHint,
  urge: () => t.order.urgeHint,
  object: () => t.order.objectHint,
  giveConsent: () => t.place.consent,
  withdrawConsent: () => t.order.withdrawConsentHint,
};
/** The order in which they stand; what ends the order comes last. */
const ranks = ['object', 'urge', 'note'];
const rankOf = (type: string): number =>
  type === 'withdraw' ? 99 : (ranks.indexOf(type) + ranks.length + 1) % (ranks.length + 1);

function Action({ command: { type, title, input }, order, send }: ActionProps) {
  const [key] = useState(newKey);
  const own = commandSaid(order.workflow, type);
  const name = own?.name ?? names[type]?.() ?? inWords(title);
  const hint = own?.hint ?? hints[type]?.();
  const correction = type === 'correct' ? correctionAsked(order, input as Schema) : null;
  return (
    <details>
      <summary>{name}</summary>
      <div className="stack">
        {hint && <p>{hint}</p>}
        <SchemaForm
          // What was put right is what it begins with the next time.
          key={JSON.stringify(correction?.start)}
          schema={input as Schema}
          {...correction}
          button={own || type === 'withdraw' ? name : w.send}
          send={(value) => send(correction ? { [correction.of]: value } : value, key)}
        />
      </div>
    </details>
  );
}

// What goes on beside an order's stage: what waits for a decision, who helps, what stands still.
import { broughtInSaid } from '../shared/brought-in.ts';
import { correctionSaid } from '../shared/correction.ts';
import { unreachedSaid } from '../shared/unreached.ts';
import { exclusionSaid } from '../shared/exclusion.ts';
import { f } from '../shared/ui/form-words.ts';
import { Link } from 'wouter';
import type { Order } from '../shared/api/client.ts';
import { tongueOf } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { w, wordOf } from '../shared/words.ts';
import { holderSaid } from './holder-name.ts';
import { t } from './words.ts';

/** How it was dispatched says what may be done until it is accepted, and nothing of the work. */
const isOffered = ({ state: { handling } }: Order): boolean => ['dispatched', 'pooled', 'claimed'].includes(handling ?? '');

export function WorkFacts({ order }: { readonly order: Order }) {
  const { work, state, suspendedAt, reference, handedOver } = order;
  if (!work) return null;
  const said: readonly (string | false | null | undefined)[] = [
    broughtInSaid(order),
    reference && t.reference(reference.system, reference.number),
    reference?.returnBy && state.handling === 'placed' && t.returnBy(when(reference.returnBy)),
    reference?.dueAt && t.theirDueAt(when(reference.dueAt)),
    handedOver && t.handedOver(handedOver.system, handedOver.number, when(handedOver.at)),
    work.request && t.work.request(wordOf(t.work.kinds, work.request.kind), when(work.request.at)),
    work.request?.duty &&
      t.work.duty(work.request.duty.row, wordOf(t.work.standings, work.request.duty.standing), work.request.duty.source),
    work.transferTo && t.work.transfer(work.transferTo.name),
    work.objection?.raisedAt && work.objection.upheld === null && t.work.objection(wordOf(t.work.matters, work.objection.matter)),
    work.objection?.upheld === true && t.work.upheld,
    work.objection?.upheld === false && t.work.dismissed,
    exclusionSaid(order),
    correctionSaid(order),
    work.unconfirmed && t.work.unconfirmed,
    work.level && t.work.level(work.level.name),
    work.designatedAt && t.work.designated,
    unreachedSaid(order),
    work.appointment && t.work.appointment(when(work.appointment)),
    state.handling === 'shelved' && work.shelvedUntil && t.work.shelved(when(work.shelvedUntil)),
    suspendedAt && t.work.suspended(when(suspendedAt)),
    work.settled && t.work.settled,
    (work.extensions ?? 0) > 0 && t.work.extended(work.extensions ?? 0),
    (work.urges ?? 0) > 0 && t.work.urged(work.urges ?? 0),
    (work.children ?? 0) > 0 && t.work.children(work.children ?? 0),
    work.source && work.source !== 'resident' && `${f.input.source}${w.colon}${wordOf(f.value.source, work.source)}`,
    work.how && isOffered(order) && wordOf(f.value.how, work.how),
  ];
  const lines = said.filter((line) => typeof line === 'string');
  const assistants = work.assistants ?? [];
  if (lines.length === 0 && assistants.length === 0 && !work.parent) return null;
  return (
    <section className="card stack">
      <h2>{t.work.title}</h2>
      <ul className="points">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {work.parent && (
          <li>
            <Link href={`/staff/orders/${work.parent}`}>{t.work.parent}</Link>
          </li>
        )}
        {assistants.map(({ holder, whistled, takenAt, doneAt }) => (
          <li key={holder?.id}>
            <strong lang={tongueOf(holderSaid(holder))}>{holderSaid(holder)}</strong> ·{' '}
            {whistled ? t.work.whistled[whistled] : t.work.assisting} ·{' '}
            {doneAt ? t.work.partDone(when(doneAt)) : takenAt ? t.work.partTaken(when(takenAt)) : t.work.partAsked}
          </li>
        ))}
      </ul>
    </section>
  );
}

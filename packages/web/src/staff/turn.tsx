// 该谁办: who is to act on an order now and until when, in a sentence for each; whoever reads it is told when it is himself.
import type { Order } from '../shared/api/client.ts';
import { boot, inWords, now } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { w } from '../shared/words.ts';
import { holderSaid } from './holder-name.ts';
import { t } from './words.ts';

/** By what one acts whose turn it is. */
const steps: Readonly<Record<string, readonly string[]>> = {
  resident: ['confirm', 'evaluate'],
  window: ['confirm', 'submit'],
  secretary: ['admit', 'dispatch', 'endConsultation'],
  holder: ['accept', 'contact', 'finish', 'sign', 'reply', 'report', 'tell', 'acknowledge'],
  pool: ['claim'],
  street: ['decide', 'decideObjection', 'dispatch', 'reviewShelving', 'confirm', 'end', 'review'],
  publisher: ['propose', 'publish'],
  decider: ['decidePublication'],
  supervisor: ['check', 'close', 'lookBack'],
  dpo: ['take', 'answer', 'carryOut'],
  mediator: ['take', 'session'],
  caller: ['followUp'],
  owner: ['assess'],
  visitor: ['record', 'close'],
  above: ['check'],
  convener: ['admit', 'decide', 'feedback'],
  parties: ['speak'],
};

/** Of whom a clock waits for one step alone: whoever may take others of his has not his turn. */
const only: Readonly<Record<string, string>> = { 'street confirm': 'confirm' };

type Turn = Order['turns'][number];

/** A card that was not answered, and went up to another unit than the reader's. */
export const wentUp = ({ card, holder }: Order): boolean =>
  card?.escalations.some(({ to }) => to !== null && to.id === holder?.id) === true && holder?.id !== boot.me?.post.unit.id;

function isReaders(order: Order, { who: { code }, clock }: Turn): boolean {
  const { allowed, holder, deliberation, publication } = order;
  if (code === 'holder' && wentUp(order)) return false;
  // Who wrote or published it may take it down, and is waited for by nobody.
  if (code === 'decider' && publication?.own) return false;
  // Whoever has spoken may change what he said; whoever writes down for others is none of them.
  if (code === 'parties' && deliberation) return deliberation.parties.some(({ own, stance }) => own && stance === null);
  const one = only[`${code} ${clock}`];
  const own = one === undefined ? steps[code] : [one];
  return allowed.some(({ type }) => own?.includes(type)) || (code === 'holder' && holder?.id === boot.me?.person.id);
}

/** It is others' turn, none of them the reader. */
export const isOthersTurn = (order: Order): boolean =>
  order.turns.length > 0 && !order.turns.some((turn) => isReaders(order, turn));

export function Turns({ order }: { readonly order: Order }) {
  const { turns, allowed, holder, suspendedAt, task, card, clocks, publication } = order;
  const report = task && clocks.find(({ name, light }) => name === 'report' && light !== 'done');
  if (turns.length === 0) return null;
  const mine = (turn: Turn): boolean => isReaders(order, turn);
  const nameOf = (turn: Turn): string => {
    const { who } = turn;
    if (mine(turn)) return t.turn.you;
    // It may be others than those who work on the order.
    const name = who.code === 'holder' && holder?.name ? holderSaid(holder) : undefined;
    return name === undefined ? inWords(who) : card ? name : t.turn.named(inWords(who), name);
  };
  const whatOf = (who: string, clock: string | null): string => {
    // Of what was done again since another text is written.
    if (who === 'publisher' && publication?.takenDownAt && publication.resultOf === undefined) return t.turn.correct;
    return card?.signedAt && clock === 'reply' ? w.clock.reply : what(who, clock);
  };
  // That it stands still is told beside it.
  if (suspendedAt) {
    const [turn] = turns;
    return (
      <div className="turns">
        {turn && <p className="turn">{t.turn.afterwards(nameOf(turn), whatOf(turn.who.code, turn.clock))}</p>}
      </div>
    );
  }
  return (
    <div className="turns">
      {turns.map((turn) => {
        const { who, clock, dueAt } = turn;
        return (
          <p key={who.code} className={mine(turn) ? 'turn mine' : 'turn'}>
            {t.turn.whose(nameOf(turn), whatOf(who.code, clock))}
            {dueAt && (Date.parse(dueAt) < now() ? t.turn.late : t.turn.until)(when(dueAt))}
            {who.code === 'holder' && report && t.turn.report(when(report.dueAt))}
          </p>
        );
      })}
      {wentUp(order) && holder && allowed.some(({ type }) => type === 'reply') && (
        <p className="small">{t.turn.wentUp(holderSaid(holder) ?? '')}</p>
      )}
    </div>
  );
}

/** By who it is where one clock runs through several stages, or none runs. */
function what(who: string, clock: string | null): string {
  const words: Readonly<Record<string, string>> = { ...w.clock, ...t.turn.does };
  return words[`${who} ${clock ?? ''}`.trim()] ?? ((clock !== null && words[clock]) || '');
}

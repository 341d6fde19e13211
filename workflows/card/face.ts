// The face of a supervision card: what desks search and sort by. No free text, no names (I12).
//
// F1: it carries its order's place, category and seal, so that whoever sees that order by area sees the card too (I11).
import { answerFrom, bornOf, marks, notCheckedBy } from '@six-order/community/desks/marks';
import type { Face, Snapshot } from '@six-order/engine';
import type { Context } from './context.ts';

export const contextOf = (snapshot: Snapshot): Context => snapshot.context as unknown as Context;

/** The state as people read it. */
export const handlingOf = (snapshot: Snapshot): string => (snapshot.value as { readonly handling: string }).handling;

/** States in which somebody must answer it, check the answer or close it. */
const inHand = new Set(['issued', 'signed', 'replied', 'returned', 'checked']);

/** In which it is the holder's to answer. */
const unanswered = new Set(['issued', 'signed', 'returned']);

/** In which those who supervise check it, close it or look again. */
const judged = new Set(['replied', 'checked', 'lookingBack']);

/** Whoever may not judge it: whose order or work it is about, and who had to answer it, or did. */
export const keptFrom = ({ order, answering, signer, replies }: Context): readonly string[] =>
  [...new Set([...order.concerned, ...answering, signer, ...replies.map(({ by }) => by)])].filter((id) => id !== null);

export function face(snapshot: Snapshot): Face {
  const context = contextOf(snapshot);
  const handling = handlingOf(snapshot);
  const labels = [`cat:${context.category}`, `order:${context.order.id}`, bornOf(context.order.id)];
  if (context.sealed) labels.push('sealed');
  if (inHand.has(handling)) labels.push(`card:${context.colour}`, marks.cards);
  if (handling === 'lookingBack') labels.push('look-back', marks.cards);
  if (unanswered.has(handling)) labels.push(answerFrom(context.holder.id));
  if (judged.has(handling)) labels.push(...keptFrom(context).map(notCheckedBy));
  if (context.escalations.length > 0) labels.push('escalated');
  const due = Object.values(context.clocks).flatMap((clock) => (clock.finishedAt === null ? [clock.dueAt] : []));
  return {
    path: context.unit.path,
    stage: handling,
    labels: labels.sort(),
    people: [...new Set([...context.answering, ...context.order.holders])].sort(),
    number: context.number,
    dueAt: due.length === 0 ? null : Math.min(...due),
    openedAt: context.issuedAt,
    closedAt: context.endedAt,
    data: {
      category: context.category,
      unit: context.unit.id,
      order: context.order.id,
      colour: context.colour,
      reason: context.reason,
      openedBy: context.issuer,
      holder: { ...context.holder },
      answering: [...context.answering],
      endedAt: context.endedAt,
    },
  };
}

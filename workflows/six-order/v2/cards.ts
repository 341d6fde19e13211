// What becomes of open cards (督办卡) when the order that they are about ends.
//
// Keeps: E1: an order that ends without work (withdrawn, refused, merged) leaves nothing to answer for. E2: after the work, what
// only pressed (blue, yellow, by a rule) is over with it; a red card, one that a person issued, and one about what was published are
// still to be answered.
import { enqueueActions } from 'xstate';
import type { Context } from './context.ts';
import type { Args, Asked } from './event.ts';

export const endedWithoutWork = ({ rounds, finishedAt }: Context): boolean => rounds.length === 0 && finishedAt === null;

/** By its colour, and by why it was issued. */
export const isTakenBack = (
  context: Context,
  { colour, reason }: { readonly colour?: unknown; readonly reason?: unknown },
): boolean => endedWithoutWork(context) || (colour !== 'red' && reason !== 'published-wrongly');

/** The command that takes a card back; whoever reads the card reads why. */
export const cancelOf = (card: string): Asked => ({
  order: card,
  type: 'cancel',
  input: { reason: '事项已结束，按规则撤回' },
  optional: true,
});

/** Takes open cards back. One that is only on its way is taken back when it tells of itself (supervision.ts). */
export const takeCardsBack: any = enqueueActions(({ context, enqueue }: any) => {
  const order = context as Args['context'];
  for (const { card, colour, reason, hand } of order.cards ?? []) {
    if (card === null || !isTakenBack(order, { colour, reason }) || (hand && !endedWithoutWork(order))) continue;
    enqueue({ type: 'command', params: cancelOf(card) });
  }
});

// A card's clocks (时限) as people see them, under the names that policies know them by.
import { replyClocks } from '@six-order/community/supervision/reason';
import type { Snapshot } from '@six-order/engine';
import { shownClock, type Ending, type ShownClock } from '../shown-clock.ts';
import { cardClocks, type CardClockName, type Context } from './context.ts';
import { contextOf } from './face.ts';

const said: { readonly [name in CardClockName]: (context: Context) => readonly (number | null)[] } = {
  reply: ({ replies }) => replies.map(({ at }) => at),
  check: ({ checks, closedAt, cancellation }) => [...checks.map(({ at }) => at), ...(cancellation === null ? [closedAt] : [])],
  lookBack: ({ lookBacks }) => lookBacks.map(({ at }) => at),
};

/** A card that was taken back took its clocks along. */
function endingOf(context: Context, name: CardClockName, at: number): Ending {
  if (said[name](context).includes(at)) return 'met';
  return at === context.cancellation?.at ? 'with-order' : 'ended';
}

/** `now` in epoch ms. */
export function clocksOf(snapshot: Snapshot, now: number): ShownClock[] {
  const context = contextOf(snapshot);
  const { clocks, colour } = context;
  return cardClocks.flatMap((name) => {
    const clock = clocks[name];
    const shown = { reply: replyClocks[colour], check: 'cardCheck', lookBack: 'lookBack' } as const;
    if (!clock) return [];
    const ending = clock.finishedAt === null ? undefined : endingOf(context, name, clock.finishedAt);
    return [shownClock(shown[name], clock, now, ending)];
  });
}

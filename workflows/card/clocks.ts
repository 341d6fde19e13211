// A card's clocks (时限) as people see them, under the names that policies know them by.
import { replyClocks } from '@six-order/community/supervision/reason';
import type { Snapshot } from '@six-order/engine';
import { shownClock, type ShownClock } from '../shown-clock.ts';
import { cardClocks } from './context.ts';
import { contextOf } from './face.ts';

/** `now` in epoch ms. */
export function clocksOf(snapshot: Snapshot, now: number): ShownClock[] {
  const { clocks, colour } = contextOf(snapshot);
  return cardClocks.flatMap((name) => {
    const clock = clocks[name];
    const shown = { reply: replyClocks[colour], check: 'cardCheck', lookBack: 'lookBack' } as const;
    return clock ? [shownClock(shown[name], clock, now)] : [];
  });
}

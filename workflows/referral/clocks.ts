// A referral's clocks (时限) as people see them.
import type { Snapshot } from '@six-order/engine';
import { shownClock, type ShownClock } from '../shown-clock.ts';
import { referralClocks } from './context.ts';
import { contextOf } from './face.ts';

/** `now` in epoch ms. */
export function clocksOf(snapshot: Snapshot, now: number): ShownClock[] {
  const { clocks } = contextOf(snapshot);
  return referralClocks.flatMap((name) => {
    const clock = clocks[name];
    return clock ? [shownClock(name, clock, now)] : [];
  });
}

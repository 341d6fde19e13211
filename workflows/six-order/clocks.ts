// An order's clocks (时限) as people see them.
import type { Snapshot } from '@six-order/engine';
import { shownClock, type ShownClock } from '../shown-clock.ts';
import { orderClocks, type OrderClockName } from './v2/context.ts';
import { contextOf } from './face.ts';

/** `now` in epoch ms. */
export function clocksOf(snapshot: Snapshot, now: number): ShownClock<OrderClockName>[] {
  const { clocks } = contextOf(snapshot);
  return orderClocks.flatMap((name) => {
    const clock = clocks[name];
    return clock ? [shownClock(name, clock, now)] : [];
  });
}

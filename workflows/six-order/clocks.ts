// An order's clocks (时限) as people see them.
import type { Snapshot } from '@six-order/engine';
import { shownClock, type ShownClock } from '../shown-clock.ts';
import { orderClocks, type OrderClockName } from './v2/context.ts';
import { endingOf } from './ending.ts';
import { contextOf } from './face.ts';

/** `now` in epoch ms. */
export function clocksOf(snapshot: Snapshot, now: number): ShownClock<OrderClockName>[] {
  const context = contextOf(snapshot);
  return orderClocks.flatMap((name) => {
    const clock = context.clocks[name];
    if (!clock) return [];
    return [shownClock(name, clock, now, clock.finishedAt === null ? undefined : endingOf(context, name, clock))];
  });
}

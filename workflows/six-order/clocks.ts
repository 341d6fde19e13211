// An order's clocks (时限) as people see them.
import type { Snapshot } from '@six-order/engine';
import { shownClock, type ShownClock } from '../shown-clock.ts';
import { orderClocks, type OrderClockName } from './v2/context.ts';
import { endingOf } from './ending.ts';
import { contextOf } from './face.ts';

/** `now` in epoch ms. */
export function clocksOf(snapshot: Snapshot, now: number): ShownClock<OrderClockName>[] {
  const context = contextOf(snapshot);
  const shown: ShownClock<OrderClockName>[] = [];
  for (const name of orderClocks) {
    const clock = context.clocks[name];
    if (clock) shown.push(shownClock(name, clock, now, clock.finishedAt === null ? undefined : endingOf(context, name, clock)));
  }
  return shown;
}

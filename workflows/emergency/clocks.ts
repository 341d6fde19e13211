// An emergency's clocks (时限) as people see them.
import type { Snapshot } from '@six-order/engine';
import { shownClock, type ShownClock } from '../shown-clock.ts';
import { emergencyClocks, type Context } from './context.ts';
import { contextOf } from './face.ts';

/** `now` in epoch ms. */
export function clocksOf(snapshot: Snapshot, now: number): ShownClock[] {
  const { clocks } = contextOf(snapshot);
  return emergencyClocks.flatMap((name) => {
    const clock = clocks[name];
    return clock ? [shownClock(name, clock, now)] : [];
  });
}

/** The planned end (epoch ms); before it is confirmed the one that was asked for. */
export function plannedEndOf({ clocks: { planned }, decided: [asked] }: Context): number | null {
  if (planned) return planned.dueAt;
  return asked ? Date.parse(asked.until) : null;
}

/** Until when it may be confirmed before it lapses (epoch ms); null once it is, or is over. */
export const confirmByOf = ({ clocks: { confirm } }: Context): number | null =>
  confirm && confirm.finishedAt === null ? confirm.dueAt : null;

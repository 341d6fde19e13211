// By how much the clock lags: the lateness of the oldest timer that is due and has not fired, in any process.
import type { Pool } from 'pg';
import { nextDueAt } from '@six-order/engine/runtime';

export interface ClockLag {
  /** 0 when nothing is late. Rejects when the database cannot be asked. */
  milliseconds(): Promise<number>;
}

/** Longer than any lease. */
const LEASES_END_MS = 60_000;

/** `now` may run ahead of `wall` (demo clock); both epoch ms. */
export function createClockLag(db: Pool, clock: { readonly now: () => number; readonly wall: () => number }): ClockLag {
  return {
    async milliseconds() {
      // As if every lease had ended: a timer is late until it has fired, whoever has it.
      const dueAt = await nextDueAt(db, { wall: clock.wall() + LEASES_END_MS });
      return dueAt === null ? 0 : Math.max(0, clock.now() - dueAt);
    },
  };
}

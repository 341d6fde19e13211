// The clock that a process lives by: the wall clock, in demo mode with a persisted offset, so that a whole order's life can
// be watched in a minute. The one place that reads the machine's time.
//
// C1: `now` never goes backwards, whatever the wall clock does. C2: outside demo mode it is the wall clock.
import type { Db } from '../tables.ts';
import { raiseOffset, readOffset } from './clock-store.ts';

export interface ProcessClock {
  /** The time by which orders live, epoch ms. */
  now(): number;
  /** The machine's time, epoch ms: for leases and back-off, which the demo must not speed up. */
  wall(): number;
  /**
   * Moves `now` to `to` (epoch ms), here at once and in other processes within a second; an instant that has passed changes
   * nothing. Throws outside demo mode, and RangeError when `to` is not an instant that a calendar can hold.
   */
  set(to: number): Promise<void>;
  /** Reads what another process may have set. */
  refresh(): Promise<void>;
  /** Stops looking for changes. */
  close(): Promise<void>;
}

/** How often another process's change is looked for, ms: one tiny statement each time, in demo mode only. */
const LOOK_MS = 500;

/** Year 9999: beyond it instants have no ISO 8601 text of the usual shape. */
const LAST_INSTANT = Date.UTC(9999, 11, 31);

export async function openClock({ db, demo }: { readonly db: Db; readonly demo: boolean }): Promise<ProcessClock> {
  let offset = 0;
  let latest = 0;
  // oxlint-disable-next-line no-restricted-properties -- the clock itself
  const wall = (): number => Date.now();
  const now = (): number => (latest = Math.max(latest, wall() + offset));
  const refresh = async (): Promise<void> => {
    if (demo) offset = Math.max(offset, await readOffset(db));
  };
  await refresh();

  let looking: Promise<void> | null = null;
  const look = (): void => {
    // A database that is gone for a while only delays the news: the next look reads it.
    looking ??= refresh()
      .catch(() => {})
      .finally(() => {
        looking = null;
      });
  };
  // oxlint-disable-next-line no-restricted-globals -- the clock itself
  const timer = demo ? setInterval(look, LOOK_MS).unref() : undefined;

  return {
    now,
    wall,
    async set(to) {
      if (!demo) throw new Error('the clock can be set in demo mode only');
      if (!Number.isSafeInteger(to) || to < 0 || to > LAST_INSTANT)
        throw new RangeError('the clock is set to whole milliseconds up to the year 9999');
      if (to > now()) offset = Math.max(offset, await raiseOffset(db, to - wall()));
    },
    refresh,
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

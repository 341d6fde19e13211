// Moves a clock that can be set (the demo's) forward, so that everything due on the way happens in its own time.
//
// Keeps: I7. U1: the clock stands at a timer's due instant when that timer fires, and moves on only when nothing that is due
// by then is left. U2: leases of others are taken over: whoever comes first fires the timer, for the other it is gone.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { TerminalError } from '@six-order/engine';
import { leaseDueTimers, nextDueAt, type Engine } from '@six-order/engine/runtime';
import { LEASE_MS } from './clock.ts';
import { fireAll } from './fire.ts';
import type { Log } from './log.ts';

export interface SettableClock {
  /** The system's time, epoch ms. */
  now(): number;
  /** Moves it, for the whole installation. */
  set(to: number): void | Promise<void>;
}

export interface FireUntilOptions {
  readonly engine: Pick<Engine, 'fire'>;
  readonly db: Pool;
  readonly clock: SettableClock;
  /** Real time, epoch ms. */
  readonly wall: () => number;
  /** Does what the fired timers asked of other orders; without it that follows when a worker comes to it, and the clock has moved on. */
  readonly settle?: () => Promise<void>;
  readonly log: Log;
}

const LIMIT = 500;
/** How soon to look again for what another process is firing. */
const ELSEWHERE_MS = 5;
/** A machine that arms a timer for the instant at which it fires would stand still for ever. */
const ROUNDS_AT_ONE_INSTANT = 5_000;

/**
 * Sets the clock to each instant at which something is due by `to` (epoch ms), fires all that is due then, and ends at
 * `to`. When it resolves, every timer due by then has fired, here or elsewhere (`fired` counts those seen here, whoever was
 * first), but for `failed` ones that met a fault: they are in the log and wait for their next lease. Never moves the clock
 * back. Throws TerminalError when timers go on being armed for one and the same instant.
 */
export async function fireUntil(
  { engine, db, clock, wall, settle, log }: FireUntilOptions,
  to: number,
): Promise<{ readonly fired: number; readonly failed: number }> {
  const failed = new Set<string>();
  let fired = 0;

  const fireInstant = async (at: number): Promise<void> => {
    for (let round = 0; ; round += 1) {
      if (round === ROUNDS_AT_ONE_INSTANT) throw new TerminalError('timers go on being armed for the same instant');
      // As if every lease had ended by now (U2); ours then lasts from that moment on, which is a lease from this one.
      const ask = { now: at, wall: wall() + LEASE_MS, limit: LIMIT + failed.size, leaseMs: 0 };
      const batch = (await leaseDueTimers(db, ask)).filter(({ id }) => !failed.has(id));
      if (batch.length === 0) {
        await settle?.();
        // What was settled may have armed one. A timer that somebody is firing right now cannot be leased, and what it arms cannot be seen yet.
        const next = failed.size > 0 ? null : await nextDueAt(db, { wall: wall() + LEASE_MS });
        if (next === null || next > at) return;
        await sleep(ELSEWHERE_MS);
        continue;
      }
      const left = await fireAll({ engine, log }, batch);
      for (const { id } of left) failed.add(id);
      fired += batch.length - left.length;
    }
  };

  await fireInstant(clock.now());
  for (;;) {
    const dueAt = await nextDueAt(db, { wall: wall() });
    if (dueAt === null || dueAt > to) break;
    if (dueAt > clock.now()) await clock.set(dueAt);
    await fireInstant(clock.now());
  }
  if (to > clock.now()) await clock.set(to);
  await fireInstant(clock.now());
  return { fired, failed: failed.size };
}

// The clock: sleeps until the next timer is due, leases what is due, hands it over to be fired.
//
// Owns: when to look, leases, how much is handed over at a time. Not ours: firing (the queue's workers, fire.ts).
// Keeps: I6. C1: a lease is committed before its batch is handed over. C2: no more is leased than is fired well within a
// lease, or the same timers would be leased again while their first batch still waits.
import type { Pool } from 'pg';
import { leaseDueTimers, nextDueAt, timersDue, type DueTimer, type Engine } from '@six-order/engine/runtime';
import { faultFields, type Log } from './log.ts';

/** How long a leased timer belongs to its batch (wall time): a batch that was lost is leased again after it (I6). */
export const LEASE_MS = 15_000;
/** Timers in a batch: large enough to cost nothing per timer, small enough that firing starts at once. */
export const BATCH = 250;
/** Batches of a process that may wait for a worker: C2 holds while 2,500 timers are fired within a lease. */
const BATCHES_WAITING = 10;
/** Handovers on their way while the next batch is leased. */
const HANDING = 3;
/** How long to wait for room among them, unless a batch was fired here meanwhile. */
const ROOM_MS = 25;
/** So long before an instant it is seen whether many timers are due at it. */
const AHEAD_MS = 5_000;
/** Of one instant: what is due within so long of it. */
const INSTANT_MS = 1_000;
/** From so many on they are prepared: fewer are fired at once anyhow. */
const MANY = 500;
const MOST = 10_000;
/** Prepared in one go: a clock that closes waits for no more. */
const AT_ONCE = 32;
/** The longest sleep, for the system's time may jump: another process moves the demo's, a machine sleeps. */
const LONGEST_MS = 1_000;
/** After a fault (database gone), how soon to try again. */
const AGAIN_MS = 1_000;

/** When a lease taken at `wall` is surely over: a whole second, so that many leases make few alarms. */
const endOfLease = (wall: number): number => Math.ceil((wall + LEASE_MS + 1) / 1_000) * 1_000;

export interface ClockOptions {
  readonly engine: Pick<Engine, 'onChange' | 'prepare'>;
  readonly db: Pool;
  /** The system's time, epoch ms: the demo's may jump. */
  readonly now: () => number;
  /** Real time, epoch ms: leases are counted in it. */
  readonly wall: () => number;
  readonly log: Log;
  /** Hands a leased batch over to be fired. */
  readonly hand: (batch: readonly DueTimer[]) => Promise<void>;
  /** How many batches were handed over, here or elsewhere, that nobody fires yet. */
  readonly waiting: () => Promise<number>;
}

export interface Clock {
  /** Looks now for what is due: at the start, when `now` has jumped, and on the net's beat. */
  wake(): void;
  /** A batch was fired here: there is room for the next one. */
  fired(): void;
  /** Leases nothing more; resolves when what is leased is handed over. */
  close(): Promise<void>;
}

export function createClock({ engine, db, now, wall, log, hand, waiting }: ClockOptions): Clock {
  let closed = false;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let alarm: NodeJS.Timeout | undefined;
  /** When the next timer that we know of is due (`now`'s time). */
  let dueAt = Infinity;
  /**
   * When leases end (wall time, rising, whole seconds): whatever was lost of one can be leased then. First of all those of a
   * process that died before this one began.
   */
  let leaseEnds = [endOfLease(wall())];
  /** What is due by then was seen beforehand (`now`'s time). */
  let seenTo = -Infinity;
  let preparing: Promise<void> = Promise.resolve();
  /** After a fault, when to look again (wall time). */
  let againAt = Infinity;
  /** Batches handed over and not yet fired, as far as this process knows: others fire some of them, and it some of theirs. */
  let handed = 0;
  let makeRoom = () => {};

  function wake(): void {
    if (closed) return;
    lookAgain = true;
    clearTimeout(alarm);
    looking ??= look().finally(() => {
      looking = null;
      if (lookAgain) wake();
      else setAlarm();
    });
  }

  async function look(): Promise<void> {
    try {
      while (lookAgain && !closed) {
        lookAgain = false;
        againAt = Infinity;
        leaseEnds = leaseEnds.filter((end) => end > wall());
        if (dueAt > now()) dueAt = (await nextDueAt(db, { wall: wall() })) ?? Infinity;
        if (dueAt > now()) {
          if (comesSoon()) await seeAhead();
          continue;
        }
        dueAt = Infinity;
        await leaseAll();
        lookAgain = true;
      }
    } catch (error) {
      log.warn(faultFields(error), 'the clock could not look for due timers and tries again');
      lookAgain = false;
      againAt = wall() + AGAIN_MS;
    }
  }

  /** So long before what is due next it is to be looked at: after a fault not before it is tried again. */
  const ahead = (): number => (dueAt > seenTo && againAt === Infinity ? AHEAD_MS : 0);

  const comesSoon = (): boolean => ahead() > 0 && dueAt - now() <= AHEAD_MS;

  /** Of many timers at one instant all but the commits is done before it. */
  async function seeAhead(): Promise<void> {
    seenTo = dueAt + INSTANT_MS;
    const timers = await timersDue(db, { from: now(), to: seenTo, limit: MOST });
    if (timers.length < MANY) return;
    preparing = prepareAll(timers).catch((error: unknown) => {
      log.warn(faultFields(error), 'timers that are due soon could not be prepared: they are read when they fire');
    });
  }

  /** Until the first of what is left is due: from then on they are fired. */
  async function prepareAll(timers: readonly DueTimer[]): Promise<void> {
    for (let n = 0; n < timers.length && !closed; n += AT_ONCE) {
      const some = timers.slice(n, n + AT_ONCE);
      if ((some[0] as DueTimer).dueAt <= now()) return;
      await engine.prepare(some);
    }
  }

  /** Until nothing is due. The next batch is leased while the last ones are on their way. */
  async function leaseAll(): Promise<void> {
    const handing = new Set<Promise<void>>();
    try {
      while (!closed) {
        const batch = await leaseDueTimers(db, { now: now(), wall: wall(), limit: BATCH, leaseMs: LEASE_MS });
        if (batch.length === 0) return;
        const end = endOfLease(wall());
        if (leaseEnds.at(-1) !== end) leaseEnds.push(end);
        handed += 1;
        const handover: Promise<void> = hand(batch).finally(() => handing.delete(handover));
        handing.add(handover);
        if (batch.length < BATCH) return;
        if (handing.size >= HANDING) await Promise.race(handing);
        // Others may have fired what was handed over here: only the queue knows how much waits.
        while (!closed && handed >= BATCHES_WAITING && (handed = await waiting()) >= BATCHES_WAITING) await room();
      }
    } finally {
      await Promise.all(handing);
    }
  }

  const room = (): Promise<void> =>
    new Promise((resolve) => {
      const timeout = setTimeout(resolve, ROOM_MS);
      makeRoom = () => {
        clearTimeout(timeout);
        resolve();
      };
    });

  function setAlarm(): void {
    clearTimeout(alarm);
    if (closed) return;
    const lookAt = Math.min(againAt, leaseEnds[0] ?? Infinity);
    const ms = Math.min(Math.ceil(dueAt - ahead() - now()), Math.ceil(lookAt - wall()), LONGEST_MS);
    alarm = setTimeout(
      () => {
        // An alarm that only measured the longest sleep asks nothing of the database.
        if (dueAt <= now() || comesSoon() || lookAt <= wall()) wake();
        else setAlarm();
      },
      Math.max(0, ms),
    );
  }

  const stopListening = engine.onChange((changes) => {
    let earliest = dueAt;
    for (const { armedAt } of changes) if (armedAt !== null && armedAt < earliest) earliest = armedAt;
    if (earliest === dueAt || closed) return;
    dueAt = earliest;
    if (looking) lookAgain = true;
    else setAlarm();
  });

  return {
    wake,
    fired() {
      handed = Math.max(0, handed - 1);
      makeRoom();
    },
    async close() {
      closed = true;
      clearTimeout(alarm);
      stopListening();
      makeRoom();
      await looking;
      await preparing;
    },
  };
}

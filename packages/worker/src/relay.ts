// The relay: offers outbox rows to the queue until their delivery is recorded.
//
// Owns: when to look, how much is on offer. Not ours: delivering (delivery.ts), attempts and dead letters (rows, by
// recordFailure). Keeps: I8 – a job carries ids only. R1: no more is on offer than is delivered well within AGAIN_MS, or
// rows would be offered twice while their first job still waits. R2: idle, it asks nothing but on the net's beat.
// R3: commands come first: while there are many, it pauses between its looks. R4: in a flood of them, what may wait is not handed
// over: it comes again with its next offer, AGAIN_MS later, and goes out then if the flood is over or has lasted a minute: it waits
// no longer than both together, however the flood comes and goes (load.ts).
import type { Pool } from 'pg';
import { offerOutbox, type Engine, type Offered } from '@six-order/engine/runtime';
import type { Load } from './load.ts';
import { faultFields, type Log } from './log.ts';

/** A row without a recorded delivery is offered again after this time, doubled with each failed attempt. */
export const AGAIN_MS = 30_000;
/** Effects in a job: what one statement delivers and one statement records. */
const PER_JOB = 200;
/** Jobs made of one look. */
const JOBS = 4;
/** R1. Jobs that may wait, over all processes. */
const JOBS_WAITING = 8;
/** After the first commit with effects, how long the next ones may still join its offer. */
const GATHER_MS = 15;
/** How soon to see whether there is room in the queue, or time for effects. */
const ROOM_MS = 25;
/** After a fault (database gone), how soon to try again. */
const FAULT_MS = 1_000;

export interface RelayOptions {
  readonly engine: Pick<Engine, 'onChange'>;
  readonly db: Pool;
  /** Epoch ms. */
  readonly wall: () => number;
  readonly log: Log;
  readonly load: Pick<Load, 'pause' | 'flooded'>;
  /** R4. */
  readonly mayWait: (effect: Pick<Offered, 'type' | 'params'>) => boolean;
  /** Hands jobs over: each is ids of rows of one type. */
  readonly hand: (jobs: readonly (readonly string[])[]) => Promise<void>;
  /** How many jobs were handed over, here or elsewhere, that nobody delivers yet. */
  readonly waiting: () => Promise<number>;
}

export interface Relay {
  /** Looks now. */
  wake(): void;
  /** A job was delivered here: there is room for the next one. */
  delivered(): void;
  /** Offers nothing more; resolves when what was taken is handed over. */
  close(): Promise<void>;
}

export function createRelay({ engine, db, wall, log, load, mayWait, hand, waiting }: RelayOptions): Relay {
  let closed = false;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let alarm: NodeJS.Timeout | undefined;
  let alarmAt = Infinity;
  let makeRoom = () => {};

  /** Looks at `at` (wall time), or earlier when that was asked before. */
  const lookAt = (at: number): void => {
    if (closed || at >= alarmAt) return;
    clearTimeout(alarm);
    alarmAt = at;
    alarm = setTimeout(wake, Math.max(0, Math.ceil(at - wall())));
  };

  function wake(): void {
    clearTimeout(alarm);
    alarmAt = Infinity;
    if (closed) return;
    lookAgain = true;
    looking ??= look().finally(() => {
      looking = null;
      if (lookAgain) wake();
    });
  }

  async function look(): Promise<void> {
    try {
      while (lookAgain && !closed) {
        lookAgain = false;
        const from = wall();
        // A clock that was put back has no say in how long it waits.
        while (!closed && wall() >= from && wall() - from < load.pause()) await room();
        if (closed) return;
        const rows = await offerOutbox(db, { wall: wall(), limit: PER_JOB * JOBS, againMs: AGAIN_MS });
        if (rows.length === 0) return;
        const now = load.flooded() ? rows.filter((row) => !mayWait(row)) : rows;
        if (now.length > 0) await hand(inJobs(now));
        lookAt(wall() + AGAIN_MS + 1);
        if (rows.length < PER_JOB * JOBS) continue;
        lookAgain = true;
        while (!closed && (await waiting()) >= JOBS_WAITING) await room();
      }
    } catch (error) {
      log.warn(faultFields(error), 'the relay could not offer effects and tries again');
      lookAgain = false;
      lookAt(wall() + FAULT_MS);
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

  const stopListening = engine.onChange((changes) => {
    if (looking) lookAgain ||= changes.some(({ effects }) => effects > 0);
    else if (changes.some(({ effects }) => effects > 0)) lookAt(wall() + GATHER_MS);
  });

  return {
    wake,
    delivered: () => makeRoom(),
    async close() {
      closed = true;
      clearTimeout(alarm);
      stopListening();
      makeRoom();
      await looking;
    },
  };
}

/** Rows of one type go together, because one handler delivers them in one statement. */
function inJobs(rows: readonly { readonly id: string; readonly type: string }[]): string[][] {
  const jobs: string[][] = [];
  for (const of of Map.groupBy(rows, ({ type }) => type).values()) {
    for (let from = 0; from < of.length; from += PER_JOB) jobs.push(of.slice(from, from + PER_JOB).map(({ id }) => id));
  }
  return jobs;
}

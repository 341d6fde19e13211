// Where a story is played: the whole system without its doors, on a throw-away database, with a clock that starts where the
// story does and jumps.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTables, type Db } from '@six-order/community/tables';
import { nextDueAt } from '@six-order/engine/runtime';
import { deliver, fireUntil, handlers, type DeliveryOptions } from '@six-order/worker';
import { pino } from 'pino';
import { readConfiguration } from '../configuration.ts';
import { openSystem, type System } from '../system.ts';
import { STORY_BEGINS } from './story.ts';

export interface Stage extends Pick<System, 'engine' | 'directory'> {
  readonly tables: Db;
  now(): number;
  /** Delivers every effect, and what that makes happen. */
  deliver(): Promise<void>;
  /** Moves on to `to` (epoch ms); what is due on the way happens, and is delivered, in its own time, and `after` is called then. */
  advance(to: number, after: () => Promise<void>): Promise<void>;
  /** Why effects could not be delivered. */
  readonly undelivered: readonly string[];
  close(): Promise<void>;
}

/** `databaseUrl`: an empty database of the caller's; without it PostgreSQL is started in a folder that goes at the end. */
export async function openStage(say: (line: string) => void, databaseUrl?: string): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'six-order-story-'));
  let time = Date.parse(STORY_BEGINS);
  const wall = (): number => Date.now();
  const clock = {
    now: () => time,
    wall,
    set: async (to: number) => {
      time = Math.max(time, to);
    },
    refresh: async () => undefined,
    close: async () => undefined,
  };
  const given = readConfiguration({ SIX_ORDER_DATA: folder, SIX_ORDER_DEMO: 'on' });
  const configuration = { ...given, databaseUrl: databaseUrl ?? null };
  const log = pino({ level: 'silent' });
  try {
    const system = await openSystem({ configuration, log, say, clock, api: false, worker: false, migrate: true, seed: true });
    const { engine, directory, db, rules } = system;
    const privacy = { record: system.recordErasure, keyring: system.keys.keyring, now: clock.now };
    const tables = openTables(db);
    const undelivered: string[] = [];
    const delivery: DeliveryOptions = {
      pool: db,
      tools: { db: tables, engine, directory, load: { ours: () => undefined, offersFrom: () => null }, rules, privacy },
      handlers,
      wall,
      log: {
        info: () => undefined,
        warn: (fields) => void undelivered.push(JSON.stringify(fields)),
        error: (fields) => void undelivered.push(JSON.stringify(fields)),
      },
    };
    const deliverAll = async (): Promise<void> => {
      for (;;) {
        const { rows } = await db.query<{ id: string }>('select id from outbox where dead_at is null order by at, id limit 500');
        if (rows.length === 0) return;
        await deliver(
          delivery,
          rows.map(({ id }) => id),
        );
      }
    };
    return {
      engine,
      directory,
      tables,
      now: clock.now,
      undelivered,
      deliver: deliverAll,
      async advance(to, after) {
        for (;;) {
          // As if every lease had ended: nobody else works here.
          const due = await nextDueAt(db, { wall: Number.MAX_SAFE_INTEGER / 4 });
          if (due === null || due > to) break;
          await fireUntil({ engine, db, clock, wall, log }, Math.max(due, time));
          await deliverAll();
          await after();
        }
        await clock.set(to);
      },
      async close() {
        await system.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

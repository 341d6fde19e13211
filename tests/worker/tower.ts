// A bell tower for the worker's tests: a database, clocks that the test sets, and any number of worker processes on it.
import { randomUUID } from 'node:crypto';
import { createWorker, handlers, migrateQueues, type Handler, type Worker, type WorkerOptions } from '@six-order/worker';
import { officialRules } from '@six-order/community/deadlines/clock';
import type { Json, OrderId } from '@six-order/engine';
import { createEngine, createKeyring, generateKeys, openPool, type Authorize, type Engine } from '@six-order/engine/runtime';
import { expect, onTestFinished, vi } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';
import { bell } from './bell.ts';

const actor = { person: null, post: null, role: 'tester', tenant: 'test', path: '' };

/** What a process has: its engine, and the worker on it. */
export interface Process {
  readonly engine: Engine;
  readonly worker: Worker;
  /** Ends it in good order. */
  stop(): Promise<void>;
}

/** `redisUrl`: the queues live there instead of in the database. `authorize`: everyone may do all. All is closed when the test ends. */
export async function openTower({
  redisUrl,
  authorize = () => 'allowed',
}: { readonly redisUrl?: string | undefined; readonly authorize?: Authorize } = {}) {
  const database = await cloneDatabase();
  await migrateQueues(database.url);
  const keys = generateKeys();
  const time = { now: Date.now(), ahead: 0 };
  const wall = () => Date.now() + time.ahead;
  const pool = openPool(database.url, 'engine', { max: 4 });
  const owner = openPool(database.url, 'owner', { max: 2 });
  const told = new Map<string, number>();
  const warnings: string[] = [];
  const log = {
    info() {},
    warn: (fields: object, message: string) => void warnings.push(`${message} ${JSON.stringify(fields)}`),
    error: (fields: object, message: string) => void warnings.push(`${message} ${JSON.stringify(fields)}`),
  };

  /** Counts each delivery. */
  const tell: Handler = async (_, rows) => {
    for (const { id } of rows) told.set(id, (told.get(id) ?? 0) + 1);
    return rows.map(() => null);
  };
  const fail: Handler = async () => {
    throw new TypeError('张三 138 0000 0000');
  };
  const directory = {
    refresh: async () => false,
    unitById: () => undefined,
    lineOf: () => [],
    postsIn: () => [],
    actorOf: () => undefined,
    post: () => undefined,
    postsOf: () => [],
    tenantOf: () => undefined,
    unitsWithin: () => [],
  };

  const openEngine = (db = pool): Engine =>
    createEngine({
      db,
      workflows: [bell],
      authorize,
      facts: async () => [],
      seal: createKeyring(keys),
      now: () => time.now,
      newId: () => randomUUID(),
    });

  const processes: Process[] = [];
  async function startProcess(options: Partial<WorkerOptions> = {}): Promise<Process> {
    const db = openPool(options.databaseUrl ?? database.url, 'engine', { max: 6 });
    const engine = openEngine(db);
    const worker = createWorker({
      engine,
      db,
      databaseUrl: database.url,
      redisUrl,
      now: () => time.now,
      wall,
      directory,
      deadlines: { rulesOf: () => officialRules },
      handlers: { ...handlers, tell, fail },
      log,
      ...options,
    });
    let stopped: Promise<void> | null = null;
    const process = {
      engine,
      worker,
      stop: () =>
        (stopped ??= (async () => {
          await worker.close();
          await engine.close();
          await db.end();
        })()),
    };
    processes.push(process);
    await worker.start();
    return process;
  }

  onTestFinished(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await Promise.all([pool.end(), owner.end()]);
  });

  const engine = openEngine();
  let bells = 0;
  return {
    engine,
    time,
    wall,
    told,
    warnings,
    log,
    pool,
    /** The system's clock as the demo sets it. */
    clock: {
      now: () => time.now,
      set(to: number): void {
        time.now = to;
        for (const { worker } of processes) worker.wake();
      },
    },
    url: database.url,
    startProcess,
    /** Bells of one process's making that ring at `ringAt` (epoch ms), and `more` times hourly. */
    async hang(
      count: number,
      ringAt: number,
      { more = 0, by = engine, knockAt }: { more?: number; by?: Engine; knockAt?: OrderId } = {},
    ): Promise<OrderId[]> {
      const outcomes = await by.executeMany(
        Array.from({ length: count }, () => ({
          workflow: 'bell',
          type: 'open',
          actor,
          input: { number: String((bells += 1)), ringAt, more, ...(knockAt && { knockAt }) },
        })),
      );
      return outcomes.map((outcome) => {
        if (outcome instanceof Error) throw outcome;
        if (outcome.kind !== 'applied') throw new Error(outcome.kind);
        return outcome.order.id;
      });
    },
    async ask(
      order: OrderId,
      effect: string,
      { times = 1, params = {} as { [key: string]: Json }, by = engine } = {},
    ): Promise<void> {
      expect(await by.execute({ order, type: 'ask', actor, input: { effect, times, params } })).toMatchObject({
        kind: 'applied',
      });
    },
    /** Moves the system's clock, as the demo does, and tells the workers. */
    set(now: number): void {
      time.now = now;
      for (const { worker } of processes) worker.wake();
    },
    /** Lets leases and back-offs pass. */
    skip(ms: number): void {
      time.ahead += ms;
      for (const { worker } of processes) worker.wake();
    },
    /** A statement of the database's owner. */
    query: async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => (await owner.query(text, values)).rows as Row[],
    /** The journal of each order, as types. */
    journals: async (): Promise<string[][]> => {
      const { rows } = await owner.query(
        `select array_agg(entry::jsonb->>'type' order by seq) as types from journal group by order_id`,
      );
      return rows.map(({ types }) => types);
    },
    async count(table: 'timers' | 'outbox'): Promise<number> {
      const { rows } = await owner.query(`select count(*)::int as n from ${table}`);
      return rows[0].n;
    },
  };
}

/** Until `what` holds. */
export const until = (what: () => Promise<unknown>, timeout = 15_000): Promise<void> =>
  vi.waitFor(async () => expect(await what()).toBeTruthy(), { timeout, interval: 25 }).then(() => {});

// The demo street on a migrated database: the real rules, a clock that the caller sets, timers that fire only when told to.
import { readWaiting } from '@six-order/community/attachments/attachment-store';
import { authorizeWith } from '@six-order/community/authority/authority';
import { keepsOutOf } from '@six-order/community/mediation/apart';
import { openCountyRules, type HeldRules } from '@six-order/community/county-rules/county-rule-store';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { seedDemo } from '@six-order/community/demo/seed';
import { heldBy } from '@six-order/community/dispatching/in-hand';
import { openDeadlines, type Deadlines } from '@six-order/community/deadlines/deadlines';
import { openDirectory, type Directory } from '@six-order/community/directory';
import { createFacts } from '@six-order/community/facts';
import { createNumbers } from '@six-order/community/numbers/number-store';
import { openTables, type Db } from '@six-order/community/tables';
import { newId } from '@six-order/cli/new-id';
import type { Actor, Outcome, OrderId, StoredOrder, Workflow } from '@six-order/engine';
import {
  createEngine,
  createKeyring,
  leaseDueTimers,
  openPool,
  type Authorize,
  type Engine,
  type Keyring,
} from '@six-order/engine/runtime';
import { deliver, handlers, type DeliveryOptions } from '@six-order/worker';
import { workflows } from '@six-order/workflows/all';
import { upheldIn } from '@six-order/workflows/six-order/upheld';
import type { Pool } from 'pg';
import { budgetOf, countAt, FIRE_BUDGET } from './statement-budget.ts';

/** A master key that only tests use. */
export const testKeys = '1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

export interface Street {
  readonly url: string;
  readonly db: Pool;
  readonly tables: Db;
  readonly keyring: Keyring;
  readonly directory: Directory;
  /** Calendar and limits; refreshed by the test that changes them. */
  readonly deadlines: Deadlines;
  /** What counties decided; refreshed by the test that changes them. */
  readonly rules: HeldRules;
  readonly engine: Engine;
  readonly clock: { now(): number; set(to: number): void; advance(ms: number): void };
  actor(persona: PersonaName): Actor;
  /** Places an order as a resident; throws when it is refused. */
  place(input?: Record<string, unknown>, as?: PersonaName): Promise<StoredOrder>;
  as(persona: PersonaName): {
    /** Opens an order of any workflow. */
    open(workflow: string, type: string, input: Record<string, unknown>): Promise<Outcome>;
    send(order: OrderId, type: string, input?: unknown, more?: { revision?: number; key?: string }): Promise<Outcome>;
  };
  get(order: OrderId): Promise<StoredOrder>;
  /** Fires everything that is due at the clock's time, and what that makes due at once. */
  tick(): Promise<number>;
  /** Delivers what waits, where effects are delivered (`delivers`). */
  deliver(): Promise<void>;
  /** Moves the clock to each due instant on the way and ticks there. */
  until(to: number): Promise<void>;
  /** Types of the journal's entries. */
  journal(order: OrderId): Promise<string[]>;
  /** What the outbox holds of the order: effect types, with a notice's template. */
  effects(order: OrderId): Promise<string[]>;
  /** How many statements were sent so far, by the engine and beside it. */
  statements(): number;
  /** What could not be delivered, each with why. */
  readonly undelivered: readonly string[];
  /** What was written down as erased, in order. */
  readonly erasures: readonly unknown[];
  close(): Promise<void>;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface StreetOptions {
  /** ISO instant. */
  readonly at?: string;
  /** Stands between the engine and its pool: for tests that let statements fail. */
  readonly wrap?: (pool: Pool) => Pool;
  /** Stands in for who may do what: for measuring what that costs. */
  readonly judge?: (judge: Authorize) => Authorize;
  /** What its process knows; without it what this release does. */
  readonly knows?: readonly Workflow[];
  /** How much a member holds binds a dispatch. Without it a file's tests may give all their orders to one. */
  readonly loadLimit?: boolean;
  /** Effects are delivered at once, as a worker that is never late would. Without it they stay in the outbox, to be looked at. */
  readonly delivers?: boolean;
}

const unwrapped = (pool: Pool): Pool => pool;

export async function streetOn(
  url: string,
  {
    at = '2026-03-02T09:00:00+08:00',
    wrap = unwrapped,
    judge = (real) => real,
    knows = workflows,
    loadLimit = false,
    delivers = false,
  }: StreetOptions = {},
): Promise<Street> {
  const db = openPool(url, 'app', { max: 4 });
  const engineDb = openPool(url, 'engine', { max: 4 });
  const counted = countAt([db, engineDb]);
  const tables = openTables(db);
  const keyring = createKeyring(testKeys);
  let time = Date.parse(at);
  const now = () => time;
  await seedDemo({ db: tables, keyring, newId });
  const directory = await openDirectory({ db: tables, keyring, now });
  const deadlines = await openDeadlines({ db: tables });
  const rules = await openCountyRules({ db: tables });
  const engine: Engine = createEngine({
    db: wrap(engineDb),
    workflows: knows,
    authorize: judge(authorizeWith(directory.holdsOf, keepsOutOf(directory))),
    facts: createFacts({
      directory,
      numbers: createNumbers(tables),
      deadlinesOf: deadlines.rulesOf,
      rules,
      digest: keyring.digest,
      waitingOf: (tenant, person, ids) => readWaiting(tables, tenant, person, ids),
      ...(loadLimit && {
        openOrdersOf: (tenant, person, limit) => engine.count({ tenant, filter: heldBy(person), limit }),
      }),
      orderOf: (order) => engine.get(order as OrderId),
      recentOf: async (tenant, filter, limit) => (await engine.find({ tenant, filter, sort: 'newest', limit })).orders,
      openOf: async (tenant, filter) => (await engine.findIds({ tenant, filter, limit: 100_000 })).ids.length,
      unsealOf: (order, ids) => engine.unseal(order, ids),
      upheldOf: async (order) => upheldIn(engine.workflows, await engine.journal(order as OrderId)),
    }),
    seal: keyring,
    now,
    newId,
  });
  const actor = (persona: PersonaName): Actor => {
    const found = directory.actorOf(personas[persona].post);
    if (!found) throw new Error(`no post for ${persona}`);
    return found;
  };

  /** Wrapped, the engine may be made to try again. */
  const keepTo = (budget: number, sent: number, what: string): void => {
    if (sent > budget && wrap === unwrapped) throw new Error(`${what} sent ${sent} statements, ${budget} are its budget`);
  };
  let sending = 0;
  /** A command on its own keeps to its budget. */
  const execute: Engine['execute'] = async (command) => {
    const alone = (sending += 1) === 1;
    const before = counted.count();
    const outcome = await engine.execute(command).finally(() => (sending -= 1));
    const workflow = command.workflow ?? ('order' in outcome ? outcome.order?.workflow : undefined);
    if (alone && sending === 0 && workflow !== undefined) {
      keepTo(budgetOf(workflow, command.type), counted.count() - before, `${workflow} ${command.type}`);
    }
    return outcome;
  };

  const erasures: unknown[] = [];
  const record = async (erasure: unknown): Promise<void> => void erasures.push(erasure);
  const undelivered: string[] = [];
  const note = (fields: object, message: string) => void undelivered.push(`${message} ${JSON.stringify(fields)}`);
  const delivery: DeliveryOptions = {
    pool: db,
    tools: {
      db: tables,
      engine,
      directory,
      load: { ours() {}, offersFrom: () => null },
      privacy: { record, keyring, now },
      rules,
    },
    handlers,
    wall: now,
    log: { info() {}, warn: note, error: note },
  };
  const deliverAll = async (): Promise<void> => {
    while (delivers) {
      const { rows } = await db.query<{ id: string }>('select id from outbox where dead_at is null order by at, id limit 500');
      if (rows.length === 0) return;
      await deliver(
        delivery,
        rows.map(({ id }) => id),
      );
    }
  };

  const street: Street = {
    async close() {
      await engine.close();
      await Promise.all([db.end(), engineDb.end()]);
    },
    url,
    db,
    tables,
    keyring,
    directory,
    deadlines,
    rules,
    engine,
    statements: counted.count,
    undelivered,
    erasures,
    clock: {
      now,
      set: (to) => {
        time = to;
      },
      advance: (ms) => {
        time += ms;
      },
    },
    actor,
    async place(input = {}, as = 'resident') {
      const outcome = await execute({
        workflow: 'six-order',
        type: 'place',
        input: { category: '0101', text: '三楼过道顶板漏水', unit: personas.resident.unit, ...input },
        actor: actor(as),
      });
      if (outcome.kind !== 'applied') throw new Error(`the order was not placed: ${JSON.stringify(outcome)}`);
      await deliverAll();
      return outcome.order;
    },
    as: (persona) => ({
      async open(workflow, type, input) {
        const outcome = await execute({ workflow, type, input, actor: actor(persona) });
        await deliverAll();
        return outcome;
      },
      async send(order, type, input = {}, more = {}) {
        const outcome = await execute({ order, type, input, actor: actor(persona), ...more });
        await deliverAll();
        return outcome;
      },
    }),
    async get(order) {
      const found = await engine.get(order);
      if (!found) throw new Error('no such order');
      return found;
    },
    deliver: deliverAll,
    async tick() {
      for (let fired = 0; ;) {
        const due = await leaseDueTimers(db, { now: time, wall: Number.MAX_SAFE_INTEGER / 4, limit: 500, leaseMs: 0 });
        if (due.length === 0) return fired;
        const alone = sending === 0 && due.length <= 8 && new Set(due.map(({ order }) => order)).size === due.length;
        const before = counted.count();
        const answers = await engine.fire(due);
        if (alone && sending === 0) keepTo(FIRE_BUDGET, counted.count() - before, `${due.length} timers`);
        for (const answer of answers) {
          if (answer instanceof Error) throw answer;
          if (answer === 'fired') fired += 1;
        }
        await deliverAll();
      }
    },
    async until(to) {
      for (;;) {
        const { rows } = await db.query('select (extract(epoch from min(due_at)) * 1000)::float8 as due from timers');
        const due = rows[0].due === null ? null : Math.round(rows[0].due);
        if (due === null || due > to) break;
        time = Math.max(time, due);
        await street.tick();
      }
      time = Math.max(time, to);
    },
    journal: async (order) => (await engine.journal(order)).map((entry) => entry.type),
    async effects(order) {
      const { rows } = await db.query('select type, params from outbox where order_id = $1 order by seq, id', [order]);
      return rows.map((row) => (row.type === 'notify' ? (JSON.parse(row.params) as { template: string }).template : row.type));
    },
  };
  return street;
}

/** The member who is dispatched to, as a command's input. */
export const toMember = { to: { kind: 'person', id: personas.member.person } };

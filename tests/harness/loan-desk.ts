// A loan desk on a database of its own: engines that share it as processes would, and a clock that the test sets.
import { newId } from '@six-order/cli/new-id';
import type { OrderId, Outcome, StoredOrder, Workflow } from '@six-order/engine';
import {
  createEngine,
  createKeyring,
  leaseDueTimers,
  openPool,
  type Command,
  type Engine,
  type EngineOptions,
  type Keyring,
  type ReadFacts,
} from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { afterAll } from 'vitest';
import { cloneDatabase } from './database.ts';
import { authorize, borrower, createLoanFacts, loan1 } from './toy.ts';

/** Two versions of a master key that only tests use. */
export const keys = {
  1: '1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
  2: '2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=',
};

export interface LoanDesk {
  readonly url: string;
  /** Superuser's connections, for looking at rows and for tampering. */
  readonly owner: Pool;
  /** As the application has it. */
  readonly app: Pool;
  readonly engine: Engine;
  readonly keyring: Keyring;
  readonly facts: ReadFacts;
  readonly clock: { now(): number; set(to: number): void; advance(ms: number): void };
  /** A further engine with connections of its own, as another process has them. */
  open(options?: Partial<EngineOptions> & { readonly wrap?: (pool: Pool) => Pool }): Engine;
  /** Places an order as the borrower; throws when it is refused. */
  place(input?: Record<string, unknown>, more?: Partial<Command>): Promise<StoredOrder>;
  send(order: OrderId, type: string, input?: unknown, more?: Partial<Command>): Promise<Outcome>;
  get(order: OrderId): Promise<StoredOrder>;
  /** Fires what is due at the clock's time, and what that makes due at once; the number of timers fired. */
  tick(engine?: Engine): Promise<number>;
  /** Moves the clock from one due instant to the next up to `to`, and ticks at each. */
  until(to: number): Promise<void>;
  /** Types of the journal's entries. */
  journal(order: OrderId): Promise<string[]>;
  query<Row = Record<string, any>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** How many rows each table of the engine has. */
  rowCounts(): Promise<Record<string, number>>;
}

export const tables = [
  'orders',
  'holders',
  'journal',
  'timers',
  'outbox',
  'sealed_values',
  'idempotency_keys',
  'anchors',
] as const;

/** What an applied command left; throws for every other outcome. */
export function applied(outcome: Outcome): StoredOrder {
  if (outcome.kind !== 'applied') throw new Error(`not applied: ${JSON.stringify(outcome)}`);
  return outcome.order;
}

/** Opens the desk; closed after the file. */
export async function openLoanDesk({
  at = '2026-03-02T01:00:00Z',
  workflows = [loan1],
  ring = keys[1],
}: { at?: string; workflows?: readonly Workflow[]; ring?: string } = {}): Promise<LoanDesk> {
  const { url } = await cloneDatabase();
  const owner = openPool(url, 'owner', { max: 2 });
  const app = openPool(url, 'app', { max: 4 });
  const keyring = createKeyring(ring);
  const facts = createLoanFacts();
  let time = Date.parse(at);
  const now = () => time;
  const closers: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    await Promise.all(closers.map((close) => close()));
    await Promise.all([owner.end(), app.end()]);
  });

  const desk: LoanDesk = {
    url,
    owner,
    app,
    keyring,
    facts,
    clock: {
      now,
      set: (to) => {
        time = to;
      },
      advance: (ms) => {
        time += ms;
      },
    },
    open({ wrap = (pool: Pool) => pool, ...options } = {}) {
      const pool = openPool(url, 'engine', { max: 4 });
      const engine = createEngine({ db: wrap(pool), workflows, authorize, facts, seal: keyring, now, newId, ...options });
      closers.push(async () => {
        await engine.close();
        await pool.end();
      });
      return engine;
    },
    get engine() {
      return first;
    },
    place: async (input = {}, more = {}) =>
      applied(
        await first.execute({ workflow: 'loan', type: 'place', input: { item: 'drill', ...input }, actor: borrower, ...more }),
      ),
    send: (order, type, input = {}, more = {}) => first.execute({ order, type, input, actor: borrower, ...more }),
    async get(order) {
      const found = await first.get(order);
      if (!found) throw new Error('no such order');
      return found;
    },
    async tick(engine = first) {
      for (let fired = 0; ;) {
        const due = await leaseDueTimers(app, { now: time, wall: time, limit: 500, leaseMs: 0 });
        if (due.length === 0) return fired;
        for (const answer of await engine.fire(due)) {
          if (answer instanceof Error) throw answer;
          if (answer === 'fired') fired += 1;
        }
      }
    },
    async until(to) {
      for (;;) {
        const [row] = await desk.query('select (extract(epoch from min(due_at)) * 1000)::float8 as due from timers');
        if (row?.['due'] === null || row?.['due'] > to) break;
        time = Math.max(time, Math.round(row?.['due']));
        await desk.tick();
      }
      time = Math.max(time, to);
    },
    journal: async (order) => (await first.journal(order)).map((entry) => entry.type),
    query: async (text, values = []) => (await owner.query(text, [...values])).rows,
    async rowCounts() {
      const [row] = await desk.query(
        `select ${tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ')}`,
      );
      return row as Record<string, number>;
    },
  };
  const first = desk.open();
  return desk;
}

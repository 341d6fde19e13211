// Two engines with connections of their own, as two processes have them, on the same orders at once.
import { setImmediate as turn } from 'node:timers/promises';
import type { OrderId, Outcome } from '@six-order/engine';
import type { Command } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { borrower, clerk } from '../harness/toy.ts';

const desk = await openLoanDesk();

/** What the database refused: a deadlock would be tried again in halves, and so be hidden. */
const refused: string[] = [];
const listening = (pool: Pool): Pool =>
  new Proxy(pool, {
    get(target, key) {
      if (key !== 'query') return Reflect.get(target, key) as unknown;
      return async (config: unknown, values?: unknown) => {
        try {
          return (await target.query(config as never, values as never)) as unknown;
        } catch (error) {
          refused.push(String((error as { code?: string }).code));
          throw error;
        }
      };
    },
  });
const engines = [desk.open({ wrap: listening }), desk.open({ wrap: listening })] as const;

/** It leaves the order as large as it was, and arms its clock anew. */
const renew = (order: OrderId, more: Partial<Command> = {}): Command => ({
  order,
  type: 'renew',
  input: { days: 3 },
  actor: clerk,
  ...more,
});

/** Each engine gets its share of the commands, all at once. */
const hammer = (commands: readonly Command[]): Promise<(Outcome | Error)[]> =>
  Promise.all(
    commands.map((command, n) => engines[n % 2]?.execute(command).catch((error: Error) => error) as Promise<Outcome | Error>),
  );

/** Revisions, entries and heads of the orders, checked against each other. */
async function sound(orders: readonly OrderId[]): Promise<number[]> {
  const revisions: number[] = [];
  expect(refused).toEqual([]);
  for (const id of orders) {
    const order = await desk.get(id);
    const rows = await desk.query('select seq from journal where order_id = $1 order by seq', [id]);
    expect(rows.map((row) => row['seq'])).toEqual(Array.from({ length: order.revision }, (_, n) => n + 1));
    expect(await desk.engine.verify(id)).toBe(true);
    expect(await desk.engine.replay(id)).toMatchObject({ same: true });
    revisions.push(order.revision);
  }
  return revisions;
}

const place = async (count: number): Promise<OrderId[]> => {
  const placed = await desk.engine.executeMany(
    Array.from({ length: count }, () => ({ workflow: 'loan', type: 'place', input: { item: 'drill' }, actor: borrower })),
  );
  return placed.map((outcome) => applied(outcome as Outcome).id);
};

/** Orders at revision 2, their clocks running. */
async function takeOut(count: number): Promise<OrderId[]> {
  const orders = await place(count);
  const taken = await desk.engine.executeMany(orders.map((order) => ({ order, type: 'take', input: {}, actor: borrower })));
  for (const outcome of taken) applied(outcome as Outcome);
  return orders;
}

test('without a revision all are applied, one after the other: none lost, none doubled', async () => {
  const orders = await takeOut(3);
  const outcomes = await hammer(Array.from({ length: 600 }, (_, n) => renew(orders[n % 3] as OrderId)));
  const made = new Map<string, number[]>(orders.map((id) => [id, []]));
  for (const outcome of outcomes) {
    const { id, revision } = applied(outcome as Outcome);
    made.get(id)?.push(revision);
  }
  // Each applied command was told a revision of its own.
  for (const id of orders) expect(made.get(id)?.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n + 3));
  expect(await sound(orders)).toEqual([202, 202, 202]);
});

test('of commands that name one revision exactly one is applied, the others are told the order as it stands', async () => {
  const orders = await takeOut(20);
  for (const revision of [2, 3, 4]) {
    const outcomes = await hammer(orders.flatMap((id) => Array.from({ length: 4 }, () => renew(id, { revision }))));
    for (const [n, id] of orders.entries()) {
      const own = outcomes.slice(n * 4, n * 4 + 4) as Outcome[];
      expect(own.map(({ kind }) => kind).sort()).toEqual(['applied', 'stale', 'stale', 'stale']);
      for (const outcome of own)
        if (outcome.kind === 'stale') expect(outcome.order).toMatchObject({ id, revision: revision + 1 });
    }
  }
  expect(new Set(await sound(orders))).toEqual(new Set([5]));
});

test('thousands of commands on many orders: no deadlock, nothing lost', async () => {
  const orders = await takeOut(150);
  // The two go through the orders in opposite directions.
  const commands = Array.from({ length: 3_000 }, (_, n) =>
    renew((n % 2 ? orders : orders.toReversed())[(n >> 1) % 150] as OrderId),
  );
  const outcomes = await hammer(commands);
  expect(outcomes.filter((outcome) => outcome instanceof Error || outcome.kind !== 'applied')).toEqual([]);
  const rows = await desk.query(
    'select id, revision, (select count(*)::int from journal where order_id = id) as entries from orders where id = any($1)',
    [orders],
  );
  expect(rows.filter((row) => row['revision'] !== 22 || row['entries'] !== 22)).toEqual([]);
  await sound(orders.slice(0, 5));
  for (const engine of engines) expect(engine.stats().batches).toBeLessThan(1_500);
});

test('a race for one state is won once', async () => {
  const orders = await place(30);
  const outcomes = (await hammer(
    orders.flatMap((order) => [
      { order, type: 'take', input: {}, actor: borrower },
      { order, type: 'cancel', input: {}, actor: clerk },
    ]),
  )) as Outcome[];
  for (const [n, id] of orders.entries()) {
    expect(
      outcomes
        .slice(n * 2, n * 2 + 2)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['applied', 'not-allowed']);
    expect((await desk.journal(id)).length).toBe(2);
  }
  await sound(orders);
});

/** A lone command's order is a text, those of a batch a list in binary: 16 bytes each, after its head and their length. */
const ordersIn = (ids: unknown): string[] =>
  Buffer.isBuffer(ids)
    ? Array.from({ length: ids.readInt32BE(12) }, (_, n) => ids.subarray(24 + 20 * n, 40 + 20 * n).toString('hex'))
    : [String(ids)];

test('a batch holds at most one command of an order', async () => {
  const batches: string[][] = [];
  const spied = desk.open({
    wrap: (pool) =>
      new Proxy(pool, {
        get(target, key) {
          if (key !== 'query') return Reflect.get(target, key) as unknown;
          return (config: { name?: string; values?: unknown[] }) => {
            if (config.name?.startsWith('orders-commit')) batches.push(ordersIn(config.values?.[0]));
            return target.query(config as never);
          };
        },
      }),
  });
  const orders = await takeOut(5);
  await Promise.all(Array.from({ length: 100 }, (_, n) => spied.execute(renew(orders[n % 5] as OrderId))));
  expect(batches.flat()).toHaveLength(100);
  for (const batch of batches) expect(new Set(batch).size).toBe(batch.length);
});

test('what is too much is answered busy, with nothing written and nothing kept in memory', async () => {
  const [id] = (await takeOut(1)) as [OrderId];
  const engine = desk.open();
  const before = await desk.rowCounts();
  const bad: Command = { workflow: 'loan', type: 'place', input: { item: 'none' }, actor: borrower };
  const flood = Array.from({ length: 25_000 }, () => engine.execute(bad));
  await turn();
  expect(engine.stats().waiting).toBeLessThanOrEqual(5_000);
  const kinds = (await Promise.all(flood)).map((outcome) =>
    outcome.kind === 'busy' ? `busy ${outcome.retryAfterSeconds}` : outcome.kind,
  );
  expect(new Set(kinds)).toEqual(new Set(['busy 1', 'invalid']));
  expect(kinds.filter((kind) => kind === 'invalid').length).toBeGreaterThanOrEqual(5_000);
  expect(await desk.rowCounts()).toEqual(before);
  await turn();
  expect(engine.stats()).toMatchObject({ waiting: 0, inFlight: 0 });
  expect(await engine.execute(renew(id))).toMatchObject({ kind: 'applied' });
});

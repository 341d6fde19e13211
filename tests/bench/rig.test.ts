// The benchmarks measure real work: what their rigs play is applied as a whole, verifies and replays. No timing here.
import { generateKeys } from '@six-order/engine/runtime';
import type { OrderId } from '@six-order/engine';
import { expect, test } from 'vitest';
import { cloneDatabase, emptyDatabase } from '../harness/database.ts';
import { judge } from './goals.ts';
import { LIFE, lifeOf } from './life.ts';
import { checkRows, openOrders8 } from './orders8/rig.ts';
import { orders8Commands, type NewState } from './orders8/workflow.ts';
import { openRig, verifyOrders } from './rig.ts';
import { measureRows } from './sizes.ts';

test('every life of the street is applied from placing to evaluation, with rows of the size that the baselines take over', async () => {
  const { url } = await cloneDatabase();
  const rig = await openRig({ database: url, keys: generateKeys() });
  try {
    const orders: OrderId[] = [];
    const round = rig.lives((order) => orders.push(order));
    await Promise.all(
      Array.from({ length: 12 }, () =>
        round(
          (command) => command(),
          () => false,
        ),
      ),
    );
    expect(orders).toHaveLength(12);
    await verifyOrders(rig.engine, orders);
    for (const order of orders) {
      expect((await rig.engine.journal(order)).map(({ type }) => type)).toEqual(lifeOf(0).map(({ type }) => type));
    }
    const sizes = await measureRows(rig, url);
    expect(sizes.commands).toHaveLength(LIFE);
    expect(sizes.commands.every(({ params }) => params !== null)).toBe(true);
    expect(Buffer.byteLength(sizes.typical.snapshot)).toBeCloseTo(sizes.snapshotBytes, -3);
  } finally {
    await rig.close();
  }
});

test('the comparison workload goes through its eight commands and leaves the rows that its harness checks', async () => {
  const { url } = await emptyDatabase();
  const rig = await openOrders8(url, bulk);
  try {
    const orders = await Promise.all(
      [1, 2, 3].map(async () => {
        let order: OrderId | undefined;
        for (let k = 1; k <= orders8Commands.length; k += 1) order = await rig.command(k, order);
        return order as OrderId;
      }),
    );
    const unfinished = await rig.command(1);
    await expect(rig.command(3, unfinished)).rejects.toThrow('dispatch was not applied: not-allowed');
    expect(await checkRows(rig.db, 3 * 8 + 1)).toBe(true);
    expect(await checkRows(rig.db, 99)).not.toBe(true);
    await verifyOrders(rig.engine, [...orders, unfinished]);
    const { rows } = await rig.db.query<{ bytes: number }>('select octet_length(snapshot) as bytes from orders');
    for (const { bytes } of rows) expect(bytes).toSatisfy((size: number) => size > 1_500 && size < 2_800);
  } finally {
    await rig.close();
  }
});

test('the worst of several results decides whether a goal is met', () => {
  const judged = judge([
    { bench: 'parked', parked: 0, statements_per_second: 3 },
    { bench: 'parked', parked: 1_000_000, statements_per_second: 16 },
    { bench: 'orders8', skipped: 'not here' },
  ]);
  expect(judged.map(({ goal, got, met }) => [goal.bench, got, met])).toEqual([['parked', 16, false]]);
});

/** As much as the harness gives a new order. */
const bulk: NewState = {
  citizen: { name: 'A. Citizen', phone: '+000000000000', address: 'ward 7, street 12, house 4' },
  notes: Array.from({ length: 26 }, (_, n) => `${n}-${n * 7_919} water pipe leak since monday evening report ${n}`),
};

import { createNumbers } from '@six-order/community/numbers/number-store';
import { parseOrderNumber } from '@six-order/community/numbers/order-number';
import { expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

const at = Date.parse('2026-11-24T09:00:00+08:00');
const sequences = (numbers: readonly string[]) => numbers.map((number) => parseOrderNumber(number)?.sequence ?? NaN);

test('one process hands out 1, 2, 3 … of a day, and of each county and day its own', async () => {
  const { db } = await openCommunity();
  const numbers = createNumbers(db);
  const first = [await numbers.next('522326', at), await numbers.next('522326', at), await numbers.next('522326', at)];
  expect(sequences(first)).toEqual([1, 2, 3]);
  expect(first[0]).toMatch(/^20261124-000001-\d$/);
  expect(sequences([await numbers.next('522301', at), await numbers.next('522326', at + 86_400_000)])).toEqual([1, 1]);
});

test('two processes at once hand out no number twice', async () => {
  const { db, another } = await openCommunity();
  const processes = [createNumbers(db), createNumbers(another().db)];
  const asked = Array.from({ length: 3_000 }, (_, nth) => processes[nth % 2]!.next('522326', at));
  const given = await Promise.all(asked);
  expect(new Set(given).size).toBe(3_000);
  expect(Math.max(...sequences(given))).toBeLessThan(10_000);
});

test('most asks cost no statement', async () => {
  const { db, pool } = await openCommunity();
  const numbers = createNumbers(db);
  let connects = 0;
  pool.on('acquire', () => (connects += 1));
  for (let nth = 0; nth < 2_000; nth += 1) await numbers.next('522326', at);
  expect(connects).toBeLessThan(12);
});

test('a process that starts anew goes on behind the blocks of the one before it', async () => {
  const { db } = await openCommunity();
  const before = sequences([await createNumbers(db).next('522326', at)]);
  const after = sequences([await createNumbers(db).next('522326', at)]);
  expect(after[0]).toBeGreaterThan(before[0]!);
});

test('an import that walks through years of days keeps no day in memory for ever, and gives no number twice', async () => {
  const { db } = await openCommunity();
  const numbers = createNumbers(db);
  const given: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    for (let day = 0; day < 100; day += 1) given.push(await numbers.next('522326', at + day * 86_400_000));
  }
  expect(new Set(given).size).toBe(200);
});

test('a database that fails for a moment fails the asks that met it, and no later one', async () => {
  const { db, asOwner } = await openCommunity();
  const numbers = createNumbers(db);
  await asOwner('alter table order_numbers rename to away');
  await expect(Promise.all([numbers.next('522326', at), numbers.next('522326', at)])).rejects.toThrow(/order_numbers/);
  await asOwner('alter table away rename to order_numbers');
  expect(sequences([await numbers.next('522326', at)])).toEqual([1]);
});

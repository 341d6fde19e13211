// Timers of some orders, and firing them as a clock that was never late.
import { OrderId } from '@six-order/engine';
import { type DueTimer, timersOf } from '@six-order/engine/runtime';
import { beforeAll, expect, test } from 'vitest';
import { type ImportPlace, openImport, wall } from './open-import.ts';

let place: ImportPlace;
beforeAll(async () => {
  place = await openImport();
  await place.run();
});

test('timers are read by order, the next one first', async () => {
  const all = (await place.owner.query<{ order_id: string; due_at: Date }>('select order_id, due_at from timers')).rows;
  const orders = [...new Set(all.map(({ order_id }) => OrderId.parse(order_id)))];
  expect(orders.length).toBeGreaterThan(5);

  const read = await timersOf(place.owner, orders);
  // Of timers that are due together either order may come first.
  const dues = read.map(({ dueAt }) => dueAt);
  expect(dues).toEqual(dues.toSorted((a, b) => a - b));
  expect(read.map(({ order, dueAt }) => `${order} ${dueAt}`).toSorted()).toEqual(
    all.map(({ order_id, due_at }) => `${order_id} ${due_at.getTime()}`).toSorted(),
  );
  expect(new Set(read.map(({ tenant }) => tenant))).toEqual(new Set(['boston']));
  const [first] = orders as [OrderId];
  expect((await timersOf(place.owner, [first])).every(({ order }) => order === first)).toBe(true);
  expect(await timersOf(place.owner, [])).toEqual([]);
});

test('a timer fires once, at the instant at which it is due, and is recorded now', async () => {
  const fire = (timers: readonly DueTimer[]) => place.engine.fire(timers, 'due');
  const orders = (await place.owner.query<{ order_id: OrderId }>('select distinct order_id from timers limit 3')).rows;
  const [first, second] = await timersOf(
    place.owner,
    orders.map(({ order_id }) => order_id),
  ).then((timers) => [...new Map(timers.toReversed().map((timer) => [timer.order, timer])).values()] as [DueTimer, DueTimer]);

  // Each twice, and one of an order that is not there.
  const nobody = { ...first, order: OrderId.parse('01900000-0000-7000-8000-000000000000') };
  const answers = await fire([first, second, first, second, nobody]);
  expect(answers.map(String).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['fired', 'fired', 'gone', 'gone', 'gone']);
  expect(await fire([first, second])).toEqual(['gone', 'gone']);
  for (const timer of [first, second]) {
    expect((await place.engine.journal(timer.order)).at(-1)).toMatchObject({
      at: timer.dueAt,
      timer: { id: timer.id, dueAt: timer.dueAt },
    });
    expect(await place.engine.verify(timer.order)).toBe(true);
  }
  const { rows } = await place.owner.query('select distinct recorded_at from journal');
  expect(rows).toEqual([{ recorded_at: new Date(wall()) }]);
});

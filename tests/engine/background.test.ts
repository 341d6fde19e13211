// Whoever is waited for goes on between the steps of a batch in the background.
import type { OrderId } from '@six-order/engine';
import { expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { borrower } from '../harness/toy.ts';

const desk = await openLoanDesk();
/** The first batch is half of them. */
const ORDERS = 96;
/** Eight of each of two batches: they may meet in one turn. */
const AT_ONCE = 16;

test('a batch in the background is stepped through in several turns of the event loop, one that is asked for in one', async () => {
  let turn = 0;
  let steps: number[] = [];
  const engine = desk.open({
    announce: () => {
      steps.push(turn);
      return [];
    },
  });
  let ticking = true;
  const tick = (): void => {
    turn += 1;
    if (ticking) setImmediate(tick);
  };
  tick();
  try {
    const commands = [];
    for (let n = 0; n < ORDERS; n += 1)
      commands.push({ order: (await desk.place()).id, type: 'take', input: {}, actor: borrower });
    const most = (): number => Math.max(...[...Map.groupBy(steps, (at) => at).values()].map(({ length }) => length));

    for (const outcome of await engine.executeMany(commands)) if (!(outcome instanceof Error)) applied(outcome);
    expect(steps).toHaveLength(ORDERS);
    expect(most()).toBeLessThanOrEqual(AT_ONCE);

    steps = [];
    const input = { condition: 'good' };
    const outcomes = await Promise.all(commands.map((one) => engine.execute({ ...one, type: 'giveBack', input })));
    outcomes.forEach(applied);
    expect(steps).toHaveLength(ORDERS);
    expect(most()).toBeGreaterThan(AT_ONCE);
  } finally {
    ticking = false;
  }
});

test('between its steps its orders are still its own, and an engine that closes lets all of it finish', async () => {
  const orders: OrderId[] = [];
  for (let n = 0; n < 32; n += 1) orders.push((await desk.place()).id);
  const later = orders[9]!;
  let steps = 0;
  let told = 0;
  let asked: Promise<unknown> | undefined;
  let closing: Promise<number> | undefined;
  const engine = desk.open({
    announce: () => {
      steps += 1;
      // In the middle of the batch somebody wants an order that comes later in it; then the process is to end.
      if (steps === 2) asked = engine.execute({ order: later, type: 'giveBack', input: { condition: 'good' }, actor: borrower });
      if (steps === 10) closing = engine.close().then(() => told);
      return [];
    },
  });
  // What other engines tell comes here too.
  engine.onChange((changes) => (told += changes.filter(({ order, revision }) => revision > 1 && orders.includes(order)).length));
  const outcomes = await engine.executeMany(orders.map((order) => ({ order, type: 'take', input: {}, actor: borrower })));
  for (const outcome of outcomes) expect(outcome).toMatchObject({ kind: 'applied', order: { revision: 2 } });
  expect(await asked).toMatchObject({ kind: 'applied', order: { revision: 3 } });
  expect(await closing).toBe(33);
});

// A process may die before or after every statement of an order's life. Whoever goes on after it comes to the same end, as
// if nothing had happened: nothing acknowledged is lost, no timer fires twice, every effect is delivered.
import {
  openPool,
  leaseDueTimers,
  offerOutbox,
  readOutbox,
  recordDelivery,
  type Command,
  type Engine,
} from '@six-order/engine/runtime';
import { RetryableError, type Json, type OrderId } from '@six-order/engine';
import { afterAll, expect, test } from 'vitest';
import { dyingPool, type Death, type DyingPool } from '../harness/dying-pool.ts';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { borrower, clerk, DAY, HOUR } from '../harness/toy.ts';

const desk = await openLoanDesk();
const pool = openPool(desk.url, 'engine', { max: 4 });
afterAll(() => pool.end());

const start = desk.clock.now();
let runs = 0;

/** A life in which people act, clocks wake the order and effects are delivered; every caller insists until he is answered. */
async function live(death: Death | null) {
  const run = `run-${(runs += 1)}`;
  desk.clock.set(start);
  let wall = start;
  let db: DyingPool = dyingPool(pool, death);
  let engine: Engine = desk.open({ wrap: () => db });
  let crashes = 0;
  const acknowledged: [revision: number, type: string][] = [];
  const fired: string[] = [];
  const delivered = new Map<string, string>();

  const insist = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!db.dead) throw error;
        expect(error).toSatisfy((fault: Error) => fault instanceof RetryableError || fault.message.includes('ECONNRESET'));
        crashes += 1;
        // Another process takes over, once the leases of the dead one have ended.
        db = dyingPool(pool, null);
        engine = desk.open({ wrap: () => db });
        wall += 60_000;
      }
    }
  };

  const send = (command: Omit<Command, 'actor'>, actor = borrower) =>
    insist(async () => {
      const order = applied(await engine.execute({ ...command, key: `${run} ${command.type}`, actor }));
      acknowledged.push([order.revision, command.type]);
      return order;
    });

  const tick = () =>
    insist(async () => {
      for (;;) {
        const timers = await leaseDueTimers(db, { now: desk.clock.now(), wall, limit: 10, leaseMs: 15_000 });
        if (timers.length === 0) return;
        for (const [n, answer] of (await engine.fire(timers)).entries()) {
          if (answer instanceof Error) throw answer;
          if (answer === 'fired') fired.push(timers[n]?.id as string);
        }
      }
    });

  const relay = () =>
    insist(async () => {
      for (;;) {
        const offered = await offerOutbox(db, { wall, limit: 10, againMs: 30_000 });
        if (offered.length === 0) return;
        const rows = await readOutbox(
          db,
          offered.map(({ id }) => id),
        );
        for (const { id, type, params } of rows)
          delivered.set(id, `${type} ${(params as { about?: string }).about ?? ''}`.trim());
        await recordDelivery(
          db,
          rows.map(({ id }) => id),
        );
      }
    });

  const { id } = await send({
    workflow: 'loan',
    type: 'place',
    input: { item: 'drill', days: 10, wish: 'the red one', number: run },
  });
  desk.clock.advance(HOUR);
  await send({ order: id, type: 'take', input: {} });
  for (const days of [5, 8, 10, 15, 16]) {
    desk.clock.set(start + HOUR + days * DAY);
    await tick();
    await relay();
  }
  await send({ order: id, type: 'note', input: { text: 'still needed' } });
  desk.clock.advance(HOUR);
  await send({ order: id, type: 'giveBack', input: { condition: 'worn', remark: 'a scratch' } }, clerk);
  wall += 60_000;
  await tick();
  await relay();
  const { statements } = db;
  return { run, id, statements, crashes, acknowledged, fired, delivered, ...(await state(id)) };
}

/** Everything that stands in the database about an order, with what differs from one run to the next made equal. */
async function state(id: OrderId) {
  const entries = await desk.engine.journal(id);
  const order = await desk.get(id);
  const alike = (value: Json): Json =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(/"digest":"[^"]+"/g, '"digest":""')
        .replaceAll(/"run-\d+"/g, '""'),
    ) as Json;
  return {
    types: entries.map(({ type }) => type),
    timers: entries.flatMap(({ timer }) => (timer ? [timer.id] : [])),
    snapshot: alike({ ...order.snapshot } as unknown as Json),
    times: entries.map(({ at }) => at - start),
    rows: await desk.query(
      `select (select count(*)::int from timers where order_id = $1) as timers, (select count(*)::int from outbox where order_id = $1) as outbox,
        (select array_agg(id order by id) from sealed_values where order_id = $1) as sealed,
        (select count(*)::int from idempotency_keys where order_id = $1) as keys, (select count(*)::int from holders where order_id = $1) as holders`,
      [id],
    ),
    sound: [await desk.engine.verify(id), (await desk.engine.replay(id)).same],
  };
}

const undisturbed = await live(null);

test('the undisturbed life is what it should be', () => {
  expect(undisturbed).toMatchObject({
    crashes: 0,
    types: ['place', 'take', 'loanHalf', 'loanPressing', 'loanDue', 'loanOver', 'loanAgain', 'note', 'giveBack'],
    rows: [{ timers: 0, outbox: 0, sealed: ['1/wish', '8/text', '9/remark'], keys: 4, holders: 1 }],
    sound: [true, true],
  });
  expect([...undisturbed.delivered.values()]).toEqual(['remind pressing', 'remind due', 'remind over', 'remind over', 'shelve']);
  expect(undisturbed.statements).toBeGreaterThan(40);
});

test.each(['before', 'after'] as const)(
  'a death %s each of its statements changes nothing',
  async (when) => {
    for (let at = 1; at <= undisturbed.statements; at += 1) {
      const lived = await live({ at, when });
      const where = `death ${when} statement ${at}`;
      expect(lived.crashes, where).toBe(1);
      for (const what of ['types', 'snapshot', 'times', 'rows', 'sound'] as const)
        expect(lived[what], where).toEqual(undisturbed[what]);
      expect([...lived.delivered.values()].sort(), where).toEqual([...undisturbed.delivered.values()].sort());
      // Each timer's firing is one entry, and whoever was told "fired" finds it there.
      expect(new Set(lived.timers).size, where).toBe(lived.timers.length);
      expect(lived.timers, where).toEqual(expect.arrayContaining(lived.fired));
      for (const [revision, type] of lived.acknowledged) expect(lived.types.slice(0, revision), where).toContain(type);
    }
  },
  60_000,
);

test('a commit of which nobody knows is answered as retryable, and never applied twice by itself', async () => {
  for (const when of ['before', 'after'] as const) {
    const { id } = await desk.place();
    // The load is the first statement, the commit the second.
    const db = dyingPool(pool, { at: 2, when, of: 'connection' });
    const engine = desk.open({ wrap: () => db });
    const take: Command = { order: id, type: 'take', input: {}, actor: borrower, key: `ambiguous ${when}`, revision: 1 };
    await expect(engine.execute(take)).rejects.toThrow(RetryableError);
    expect(db.statements).toBe(2);
    const journal = await desk.journal(id);
    expect(journal).toEqual(when === 'after' ? ['place', 'take'] : ['place']);
    // The caller asks again: by his key he learns what came of it, by the revision alone he learns that it has passed.
    const { key: _, ...keyless } = take;
    if (when === 'after') expect(await desk.engine.execute(keyless)).toMatchObject({ kind: 'stale', order: { revision: 2 } });
    expect(await desk.engine.execute(take)).toMatchObject({
      kind: 'applied',
      repeated: when === 'after',
      order: { revision: 2 },
    });
    expect(await desk.journal(id)).toEqual(['place', 'take']);
  }
});

test('a batch of which nobody knows is not tried in halves', async () => {
  const orders = await Promise.all(Array.from({ length: 4 }, () => desk.place()));
  const db = dyingPool(pool, { at: 2, when: 'after', of: 'connection' });
  const engine = desk.open({ wrap: () => db });
  const outcomes = await engine.executeMany(orders.map(({ id }) => ({ order: id, type: 'take', input: {}, actor: borrower })));
  for (const outcome of outcomes) expect(outcome).toBeInstanceOf(RetryableError);
  expect(db.statements).toBe(2);
  for (const { id } of orders) expect(await desk.journal(id)).toEqual(['place', 'take']);
});

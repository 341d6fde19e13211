// Ten thousand deadlines at one instant, a hundred thousand armed for later: each is fired by the real worker (clock,
// queue, engine) as a full command of its order.
//
// T1: nothing is inserted by hand: every timer was armed by a real order that was placed. T2: an order counts as late until
// its firing is committed and told.
import { setTimeout as sleep } from 'node:timers/promises';
import { outboxBacklog, type Change, type Command } from '@six-order/engine/runtime';
import type { OrderId } from '@six-order/engine';
import type { Bench } from './bench.ts';
import { sampleOf } from './commands.ts';
import { quantile, round } from './figures.ts';
import { lifeOf } from './life.ts';
import { openRig, verifyOrders, type Rig } from './rig.ts';
import { dropDatabase, makeDatabase, query } from './server.ts';

const CHUNK = 500;
const CHUNKS_AT_ONCE = 4;
const PATIENCE_MS = 120_000;
const WARM_UPS = 2;
/** All are placed before the worker looks ahead, by five seconds (decision 0435). */
const AHEAD_MS = 10_000;

export const timers: Bench = async ({ mode, server, say, report }) => {
  const [far, due] = mode === 'full' ? [100_000, 10_000] : [20_000, 2_000];
  const database = await makeDatabase(server);
  try {
    const setUp = await openRig({ database, keys: server.keys });
    say(`placing ${far} orders whose first reminder is minutes away …`);
    const began = performance.now();
    await place(setUp, far, setUp.system.clock.now());
    const perSecond = far / ((performance.now() - began) / 1000);
    const halfMs = await firstReminderAfter(database);
    await setUp.close();
    // The notices of those are no part of this: they are measured by commands-relay.
    await query(database, 'truncate outbox');
    await query(database, 'vacuum analyze');

    const rig = await openRig({ database, keys: server.keys, worker: true });
    try {
      const placeDue = async (count: number): Promise<{ readonly orders: readonly OrderId[]; readonly at: number }> => {
        // Before the worker looks ahead, beside whose messages they are placed more slowly.
        const leadMs = AHEAD_MS + (3_000 * count) / perSecond;
        const at = Math.ceil((rig.system.clock.now() + leadMs) / 1000) * 1000;
        say(`placing ${count} orders whose first reminder is due in ${Math.round(leadMs / 1000)} s …`);
        const orders = await place(rig, count, at - halfMs);
        if (rig.system.clock.now() >= at)
          throw new Error('this machine is too slow now: the orders were not all placed before they were due');
        return { orders, at };
      };
      // A worker that has just begun would first compile what fires a timer: it has fired some before, as commands are warmed up.
      for (let round = 0; round < WARM_UPS; round += 1) {
        const { orders, at } = await placeDue(due / 10);
        await firings(rig, orders, at);
      }
      const { orders, at } = await placeDue(due);
      for (let left = 1; left > 0 && rig.system.clock.now() < at - 500; await sleep(50))
        left = (await outboxBacklog(rig.system.db)).waiting;
      say('waiting for the instant …');
      const lateness = await firings(rig, orders, at);
      const once = await firedOnce(database, orders);
      await verifyOrders(rig.engine, sampleOf(orders, 50));
      const last = lateness.at(-1) ?? Number.NaN;
      report({
        bench: 'timers',
        armed_far: far,
        due,
        fired: lateness.length,
        fired_exactly_once: once,
        prepared: await preparedOf(database, orders, at),
        per_second: round(lateness.length / (last / 1000), 0),
        late_p50_ms: round(quantile(lateness, 0.5), 0),
        late_p99_ms: round(quantile(lateness, 0.99), 0),
        late_max_ms: round(last, 0),
        placed_per_second: round(perSecond, 0),
      });
    } finally {
      await rig.close();
    }
  } finally {
    await dropDatabase(server, database);
  }
};

/** Places `count` orders, all at the instant `at` (epoch ms). */
async function place(rig: Rig, count: number, at: number): Promise<OrderId[]> {
  const orders: OrderId[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next = Math.min(count, next + CHUNK);
      const batch = Array.from({ length: next - from }, (_, n): Command => placing(rig, from + n, at));
      for (const outcome of await rig.engine.executeMany(batch)) {
        if (outcome instanceof Error) throw outcome;
        if (outcome.kind !== 'applied') throw new Error(`an order was not placed: ${outcome.kind}`);
        orders.push(outcome.order.id);
      }
    }
  };
  await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, work));
  return orders;
}

function placing(rig: Rig, n: number, at: number): Command {
  const [step] = lifeOf(n);
  if (!step) throw new Error('a life begins with placing');
  // One category, and one whose clock runs by night as well: all first reminders come after the same time.
  return {
    workflow: 'six-order',
    type: step.type,
    input: { ...step.input, category: '0203' },
    actor: rig.actor(step.persona),
    at,
  };
}

/** How long after placing the first reminder is due, ms. */
async function firstReminderAfter(database: string): Promise<number> {
  const rows = await query<{ ms: number }>(
    database,
    `select distinct round(extract(epoch from t.due_at - o.opened_at) * 1000)::float8 as ms from timers t join orders o on o.id = t.order_id`,
  );
  if (rows.length !== 1 || !rows[0]) throw new Error(`one kind of timer was expected, found ${rows.length}`);
  return rows[0].ms;
}

/** Resolves with each order's lateness (ms, ascending) when all have fired. */
function firings(rig: Rig, orders: readonly OrderId[], at: number): Promise<number[]> {
  const waiting = new Set<string>(orders);
  const lateness: number[] = [];
  return new Promise((done, fail) => {
    const patience = setTimeout(
      () => fail(new Error(`${waiting.size} of ${orders.length} timers have not fired`)),
      at - Date.now() + PATIENCE_MS,
    );
    const hear = (changes: readonly Change[]): void => {
      const late = rig.system.clock.now() - at;
      for (const { order } of changes) if (waiting.delete(order)) lateness.push(late);
      if (waiting.size > 0) return;
      clearTimeout(patience);
      stop();
      done(lateness);
    };
    const stop = rig.engine.onChange(hear);
  });
}

/** Timers that were stepped beforehand: as of the very instant, which the others were fired some milliseconds after. */
async function preparedOf(database: string, orders: readonly OrderId[], at: number): Promise<number> {
  const rows = await query<{ n: number }>(
    database,
    `select count(*)::int as n from journal where order_id = any($1::uuid[]) and seq = 2 and (entry::jsonb ->> 'at')::float8 = $2`,
    [orders, at],
  );
  return rows[0]?.n ?? 0;
}

/** By the journal: after placing, each order has exactly one more entry, and it is the clock's. */
async function firedOnce(database: string, orders: readonly OrderId[]): Promise<boolean> {
  const rows = await query<{ by: string; orders: number }>(
    database,
    `select by, count(*)::int as orders from (
       select string_agg(entry::jsonb #>> '{actor,role}', ',' order by seq) as by from journal where order_id = any($1::uuid[]) group by order_id
     ) life group by by`,
    [orders],
  );
  return rows.length === 1 && rows[0]?.by === 'resident,clock' && rows[0].orders === orders.length;
}

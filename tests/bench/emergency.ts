// Turning a street of open orders to an emergency and back (平急转换), by the real worker, while others go on working elsewhere.
//
// E1: every order was placed and admitted by the engine, and is paused and resumed by a command of its own: the journal says so.
// E2: others place orders in another place of the county, one after another; their p99 is set beside that of quiet windows.
import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderId } from '@six-order/engine';
import { outboxBacklog, type Command } from '@six-order/engine/runtime';
import { demoStreet, personas } from '@six-order/community/demo/personas';
import { contextOf } from '@six-order/workflows/emergency/face';
import type { Bench } from './bench.ts';
import { sampleOf } from './commands.ts';
import { quantile, round } from './figures.ts';
import { openRig, verifyOrders, type Rig } from './rig.ts';
import { dropDatabase, makeDatabase, query } from './server.ts';

const CHUNK = 500;
const PATIENCE_MS = 300_000;
/** A village of another township: nobody of the demo street lives there. */
const ELSEWHERE = '522326002001';

export const emergency: Bench = async ({ mode, server, say, report }) => {
  const count = mode === 'full' ? 50_000 : 3_000;
  const database = await makeDatabase(server);
  try {
    // Orders are taken only where somebody dispatches them.
    await query(
      database,
      `insert into posts (tenant, id, person, role, unit, valid_from)
       select p.tenant, gen_random_uuid(), p.person, p.role, u.id, p.valid_from
       from posts p join units u on u.tenant = p.tenant and u.code = '${ELSEWHERE}' where p.role = 'secretary' limit 1`,
    );
    const setUp = await openRig({ database, keys: server.keys });
    say(`placing and admitting ${count} orders …`);
    const orders = await openOrders(setUp, count);
    await setUp.close();
    // The notices of those are no part of this.
    await query(database, 'truncate outbox');
    await query(database, 'vacuum analyze');

    const rig = await openRig({ database, keys: server.keys, worker: true });
    try {
      const quiet = await beside(rig, () => sleep(mode === 'full' ? 10_000 : 3_000));
      const begun = await rig.engine.execute({
        workflow: 'emergency',
        type: 'propose',
        input: { hazard: 'flood', level: 'II', scope: [demoStreet], document: '望应急〔2026〕3号' },
        actor: rig.actor('street'),
      });
      if (begun.kind !== 'applied') throw new Error(`it was not proposed: ${JSON.stringify(begun)}`);
      const id = begun.order.id;
      const turn = async (type: string, persona: 'leader' | 'street', direction: 'on' | 'off') => {
        let ms = 0;
        const others = await beside(rig, async () => {
          const from = performance.now();
          const outcome = await rig.engine.execute({ order: id, type, input: {}, actor: rig.actor(persona) });
          if (outcome.kind !== 'applied') throw new Error(`${type}: ${JSON.stringify(outcome)}`);
          await followed(rig, id, direction);
          ms = performance.now() - from;
        });
        return { ms, others };
      };
      say('into the emergency …');
      const on = await turn('confirm', 'leader', 'on');
      const followedAt = performance.now();
      for (let left = 1; left > 0; await sleep(100)) left = (await outboxBacklog(rig.system.db)).waiting;
      const told = performance.now() - followedAt;
      say('and back …');
      const off = await turn('end', 'street', 'off');
      const once = await followedOnce(database, orders.length);
      await verifyOrders(rig.engine, sampleOf(orders, 50));
      report({
        bench: 'emergency',
        orders: orders.length,
        on_seconds: round(on.ms / 1000, 1),
        off_seconds: round(off.ms / 1000, 1),
        told_seconds: round(told / 1000, 1),
        each_followed_once: once,
        quiet_p99_ms: round(quantile(quiet, 0.99), 1),
        on_p99_ms: round(quantile(on.others, 0.99), 1),
        off_p99_ms: round(quantile(off.others, 0.99), 1),
        p99_times: round(Math.max(quantile(on.others, 0.99), quantile(off.others, 0.99)) / Math.max(1, quantile(quiet, 0.99)), 1),
        others: on.others.length + off.others.length,
      });
    } finally {
      await rig.close();
    }
  } finally {
    await dropDatabase(server, database);
  }
};

async function openOrders(rig: Rig, count: number): Promise<OrderId[]> {
  const ids: OrderId[] = [];
  const applied = async (commands: readonly Command[]): Promise<OrderId[]> =>
    (await rig.engine.executeMany(commands)).map((outcome) => {
      if (outcome instanceof Error) throw outcome;
      if (outcome.kind !== 'applied') throw new Error(`not opened: ${JSON.stringify(outcome)}`);
      return outcome.order.id;
    });
  for (let from = 0; from < count; from += CHUNK) {
    const placed = await applied(
      Array.from({ length: Math.min(CHUNK, count - from) }, () => placing(rig, personas.resident.unit)),
    );
    await applied(placed.map((order) => ({ order, type: 'admit', input: {}, actor: rig.actor('secretary') })));
    ids.push(...placed);
  }
  return ids;
}

const placing = (rig: Rig, unit: string): Command => ({
  workflow: 'six-order',
  type: 'place',
  input: { category: '0105', text: '二栋一单元三楼到五楼的楼道灯坏了快两个星期', unit },
  actor: rig.actor('resident'),
});

/** What somebody who places orders elsewhere, one after another, waits for each while this runs: ms, sorted. */
async function beside(rig: Rig, work: () => Promise<unknown>): Promise<readonly number[]> {
  const waits: number[] = [];
  let over = false;
  const others = (async () => {
    while (!over) {
      const from = performance.now();
      const outcome = await rig.engine.execute(placing(rig, ELSEWHERE));
      if (outcome.kind !== 'applied') throw new Error(`not placed elsewhere: ${JSON.stringify(outcome)}`);
      waits.push(performance.now() - from);
      await sleep(5);
    }
  })();
  await work().finally(() => (over = true));
  await others;
  return waits.toSorted((a, b) => a - b);
}

async function followed(rig: Rig, id: OrderId, direction: 'on' | 'off'): Promise<void> {
  for (const from = performance.now(); performance.now() - from < PATIENCE_MS; await sleep(50)) {
    const order = await rig.engine.get(id);
    const switching = order && contextOf(order.snapshot).switching;
    if (switching?.direction === direction && switching.doneAt !== null) return;
  }
  throw new Error('the orders have not followed');
}

async function followedOnce(database: string, orders: number): Promise<boolean> {
  const rows = await query<{ entries: number; orders: number }>(
    database,
    `select count(*)::int as entries, count(distinct order_id)::int as orders from journal
      where entry::jsonb ->> 'type' in ('enterEmergency', 'leaveEmergency') group by entry::jsonb ->> 'type'`,
  );
  return rows.length === 2 && rows.every((row) => row.entries === orders && row.orders === orders);
}

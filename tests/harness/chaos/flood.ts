// A flood: hundreds of deadlines of one instant, prepared by each of two workers (decision 0435), one of which is killed before they have all
// fired, while people change some of these orders.
import { setTimeout as wait } from 'node:timers/promises';
import { personas } from '@six-order/community/demo/personas';
import { PATIENCE_MS } from './poll.ts';
import type { Rig } from './rig.ts';
import type { Chance } from './seeded.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** From 500 on a flood is prepared. */
const ORDERS = 540;
const DRIVERS = 16;
/** So long before the instant workers hear of it: they look five seconds ahead. */
const AHEAD_MS = 4_800;
const SHORTLY_MS = 120_000;
const CHANGED = 40;
/** Those whose deadline nobody changed fire as they stood. */
export const UNCHANGED = ORDERS - CHANGED;

export interface Flood {
  /** Timers of that instant that were prepared: as of the very instant, which their entries name. */
  readonly prepared: number;
  /** And those that were read when they fired, some milliseconds later: of orders that changed, and what a worker fires that prepared nothing. */
  readonly read: number;
}

/** Resolves when everything that was due has fired and both workers run or ended as they were told. `killMs`: after the clock was set. */
export async function playFlood(
  rig: Rig,
  { chance, killMs }: { readonly chance: Chance; readonly killMs: number },
): Promise<Flood> {
  // At night nothing runs in working time: all their clocks begin in the morning, together.
  await rig.clock.set(nightAfter(rig.clock.now()));
  await rig.settle(PATIENCE_MS);
  const orders = await placeAll(rig);
  const due = await dueOf(rig, orders);
  await rig.start('worker-2');
  try {
    await fireAll(rig, { chance, killMs, orders, due });
  } finally {
    // Where it fails, too: the next flood starts one of its own.
    await rig.stop('worker-2');
  }
  const { rows } = await rig.db.query<Flood>(
    `select count(*) filter (where at = $1)::int as prepared, count(*) filter (where at > $1)::int as read
     from (select (entry::jsonb ->> 'at')::float8 as at from journal
       where order_id = any($2) and (entry::jsonb #>> '{timer,dueAt}')::float8 = $1) as fired`,
    [due, orders],
  );
  return rows[0] as Flood;
}

interface Firing {
  readonly chance: Chance;
  readonly killMs: number;
  readonly orders: readonly string[];
  /** The instant of them all, epoch ms. */
  readonly due: number;
}

async function fireAll(rig: Rig, { chance, killMs, orders, due }: Firing): Promise<void> {
  // What is due before it is out of the way: nothing is prepared while something is to be fired.
  await rig.clock.set(due - SHORTLY_MS);
  await rig.settle(PATIENCE_MS);
  await rig.clock.set(due - AHEAD_MS);
  const killed = wait(killMs).then(() => rig.kill('worker'));
  const changed = orders.slice(0, CHANGED).map(async (order, n) => {
    await wait(chance.whole(0, AHEAD_MS + 300));
    await (n % 2 === 0
      ? rig.client.send('resident', order, 'note', { text: `补充 ${order}` })
      : rig.client.send('secretary', order, 'admit'));
  });
  const [, ...done] = await Promise.allSettled([killed, ...changed]);
  await killed;
  await rig.start('worker');
  for (const one of done) if (one.status === 'rejected') throw one.reason;
  await rig.settle(PATIENCE_MS);
}

/** The next two o'clock at night, east of Greenwich by eight hours. */
const nightAfter = (now: number): number => Math.ceil((now + 6 * HOUR) / DAY) * DAY - 6 * HOUR;

async function placeAll({ client }: Rig): Promise<readonly string[]> {
  const orders: string[] = [];
  let left = ORDERS;
  const place = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const placed = await client.place('resident', {
        category: '0101',
        unit: personas.resident.unit,
        text: `漏水 ${left}`,
        publishConsent: false,
      });
      if (placed.told?.kind !== 'acknowledged') throw new Error('an order was not placed');
      orders.push(placed.told.order);
    }
  };
  try {
    await Promise.all(Array.from({ length: DRIVERS }, place));
  } finally {
    // Where one failed the others place no more.
    left = 0;
  }
  return orders;
}

/** The instant at which all of them have a timer. */
async function dueOf({ db }: Rig, orders: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ due: number; count: number }>(
    `select (extract(epoch from due_at) * 1000)::float8 as due, count(*)::int as count from timers
     where order_id = any($1) group by due_at order by count(*) desc, due_at limit 1`,
    [orders],
  );
  const [first] = rows;
  if (first?.count !== orders.length) throw new Error(`no instant has all of them: the most is ${first?.count}`);
  return first.due;
}

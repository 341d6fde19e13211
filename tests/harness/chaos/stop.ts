// SIGTERM in the middle of work.
import { personas } from '@six-order/community/demo/personas';
import type { Sent } from './client.ts';
import { PATIENCE_MS, until } from './poll.ts';
import type { Rig } from './rig.ts';
import type { Chance } from './seeded.ts';
import type { End } from './service.ts';

const HOUR = 3_600_000;
const DRIVERS = 12;

/**
 * Stops the API while a command is surely under way: its order's row is held until nothing new is taken any more. Starts
 * another one. Gives what the sender of that command was told, how the API ended, and how long that took.
 */
export async function stopApi(
  rig: Rig,
  chance: Chance,
): Promise<{ readonly told: Sent; readonly end: End; readonly tookMs: number }> {
  const load = rig.load(chance, DRIVERS);
  await load.more(40);
  const placed = await rig.client.place('resident', { category: '0101', unit: personas.resident.unit, text: '停机之前' });
  if (placed.told?.kind !== 'acknowledged') throw new Error('the order was not placed');
  const { order } = placed.told;
  const letGo = await hold(rig, order);
  const asked = rig.client.send('resident', order, 'note', { text: '停机之时' });
  await until('the command is under way', PATIENCE_MS, () => someoneWaits(rig));

  const from = Date.now();
  const ended = rig.stop('api');
  await until('nothing more is taken', PATIENCE_MS, () =>
    rig.client.ask('GET', '/healthz').then(
      () => false,
      () => true,
    ),
  );
  await letGo();
  const end = await ended;
  const tookMs = Date.now() - from;
  const told = await asked;
  await rig.start('api');
  await load.more(40);
  await load.stop();
  return { told, end, tookMs };
}

/** Stops the worker while it fires timers; starts another one, as if half a minute later. */
export async function stopWorker(rig: Rig, chance: Chance): Promise<{ readonly end: End; readonly tookMs: number }> {
  const load = rig.load(chance, DRIVERS);
  await load.more(40);
  const before = await rig.fired();
  await rig.clock.set(Math.max(rig.clock.now() + 8 * HOUR, await soonDue(rig)));
  await until('timers are being fired', PATIENCE_MS, async () => (await rig.fired()) > before);
  const from = Date.now();
  const end = await rig.stop('worker');
  const tookMs = Date.now() - from;
  await load.more(20);
  await rig.endLeases();
  await rig.start('worker');
  await load.stop();
  return { end, tookMs };
}

/** So many deadlines may be met or put off before the clock has come to them. */
const MET = 12;

/**
 * When some of the deadlines that are armed are due: of those in working time, eight hours reach none on a Saturday night.
 */
async function soonDue({ db, clock }: Rig): Promise<number> {
  const { rows } = await db.query<{ due: number }>(
    `select (extract(epoch from due_at) * 1000)::float8 as due from timers order by due_at limit 1 offset $1`,
    [MET],
  );
  return rows[0]?.due ?? clock.now();
}

/** Holds an order's row, so that whatever writes to it waits. Gives the end of it. */
async function hold({ db }: Rig, order: string): Promise<() => Promise<void>> {
  const client = await db.connect();
  await client.query('begin');
  await client.query('select from orders where id = $1 for update', [order]);
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

async function someoneWaits({ db }: Rig): Promise<boolean> {
  const { rows } = await db.query<{ waits: boolean }>(
    `select exists (select from pg_stat_activity where application_name like 'six-order engine%' and wait_event_type = 'Lock') as waits`,
  );
  return rows[0]?.waits === true;
}

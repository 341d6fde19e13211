// The demo's street is lived in from the first start on: orders of the last weeks in every state, items on the board, figures to
// be read, and all of it came through the engine.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { affairs } from '@six-order/cli/demo-past/affairs';
import type { Hour } from '@six-order/cli/demo-past/courses';
import { instantsOf, plan } from '@six-order/cli/demo-past/plan';
import { lookAtDemoPast } from '@six-order/cli/doctor/demo-past';
import type { openSystem } from '@six-order/cli/system';
import { isWorkday, officialCalendar } from '@six-order/community/calendar/calendar';
import { dayOf, sayDay, startOf } from '@six-order/community/calendar/day';
import { demoCommunity, personas } from '@six-order/community/demo/personas';
import { demoTenant } from '@six-order/community/demo/seed';
import { readStatistics } from '@six-order/community/metrics/statistics-store';
import { openTables } from '@six-order/community/tables';
import type { OrderId } from '@six-order/engine';
import { generateKeys, openPool } from '@six-order/engine/runtime';
import { afterAll, expect, test, vi } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';
import { openPast } from './open-past.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function newDemo() {
  const folder = await mkdtemp(join(tmpdir(), 'six-order-past-'));
  folders.push(folder);
  const { url } = await cloneDatabase();
  const environment = { SIX_ORDER_DATA: folder, SIX_ORDER_DEMO: 'on', DATABASE_URL: url, SIX_ORDER_KEYS: generateKeys() };
  const open = (at: number, how?: Parameters<typeof openPast>[2]) => openPast(environment, at, how);
  return { url, environment, open };
}

const EVENING = Date.parse('2026-11-27T20:00:00+08:00');

/** What people did with each order, and how it stands, without its id, in no order. */
async function histories({ db }: Pick<Awaited<ReturnType<typeof openSystem>>, 'db'>): Promise<readonly string[]> {
  const { rows } = await db.query<{ history: string }>(
    `select o.stage || ': ' || string_agg(concat_ws(' ', entry ->> 'type', entry ->> 'at'), ', ' order by seq) as history
     from (select order_id, seq, entry::jsonb as entry from journal) j join orders o on o.id = j.order_id
     where entry -> 'actor' ->> 'person' is not null group by o.id`,
  );
  return rows.map(({ history }) => history).toSorted();
}

let undisturbed: readonly string[] = [];

test('weeks of orders in every state, an honest board and figures that may be told; never twice', async () => {
  const { open } = await newDemo();
  // Two first starts on one database at once.
  const both = await Promise.all([open(EVENING), open(EVENING)]);
  const [system, other] = both[0].lived ? both : [both[1], both[0]];
  expect(other.lived).toBeNull();
  await other.close();
  const { db, engine, lived } = system;
  expect(lived).toEqual({ orders: expect.any(Number), matters: affairs.length, leftOut: [] });
  const rows = async <T extends object>(sql: string) => (await db.query<T>(sql)).rows;

  const orders = await rows<{ id: OrderId; stage: string; labels: string[]; opened_at: Date }>(
    `select id, stage, labels, opened_at from orders where workflow = 'six-order'`,
  );
  expect(orders.length).toBe(lived?.orders);
  const stages = [
    'placed',
    'admitted',
    'dispatched',
    'working',
    'finished',
    'evaluated',
    'unanswered',
    'refused',
    'withdrawn',
    'merged',
  ];
  expect(new Set(orders.map(({ stage }) => stage))).toEqual(new Set(stages));
  const labels = new Set(orders.flatMap((order) => order.labels));
  for (const label of ['card:blue', 'card:yellow', 'publication:published', 'publication:retracted'])
    expect([label, labels.has(label)]).toEqual([label, true]);
  // The publisher has something to write of, in the community that he writes for.
  const toPublish = `select o.id from orders o join units u on o.path <@ u.path
     where u.code = '${demoCommunity}' and 'publication:open' = any (o.labels)`;
  expect(await rows(toPublish)).toHaveLength(1);
  const opened = orders.map(({ opened_at }) => opened_at.getTime());
  expect(Math.max(...opened)).toBeLessThan(EVENING);
  expect(Math.max(...opened) - Math.min(...opened)).toBeGreaterThan(50 * 86_400_000);

  const items = await rows<{ status: string | null; count: number }>(
    `select item ->> 'status' as status, count(*)::int from public_items group by 1`,
  );
  const shown = new Map(items.map(({ status, count }) => [status, count]));
  expect(new Set(shown.keys())).toEqual(new Set(['waiting', 'evaluated', 'unanswered', 'reworking', null]));
  expect(shown.get('evaluated')).toBeGreaterThan(20);

  const { total, communities, groups } = await readStatistics(openTables(db), { month: '2026-10', tenant: demoTenant });
  expect(Math.min(total.placed ?? 0, total.finished ?? 0, total.satisfied ?? 0)).toBeGreaterThanOrEqual(15);
  expect([...communities.values()].filter(({ placed, satisfied }) => placed !== null && satisfied !== null).length).toBe(3);
  expect([...groups.values()].some(({ placed }) => placed !== null)).toBe(true);

  const others = await rows<{ stage: string }>(
    `select distinct workflow || ' ' || stage as stage from orders where workflow not in ('six-order', 'card') order by 1`,
  );
  expect(others.map(({ stage }) => stage)).toEqual([
    ...['carrying', 'closed', 'hearing', 'proposed', 'refused'].map((stage) => `deliberation ${stage}`),
    ...['agreed', 'declined', 'mediating', 'settled', 'waiting'].map((stage) => `mediation ${stage}`),
    ...['assigned', 'finished', 'gathering', 'settled'].map((stage) => `task ${stage}`),
    ...['away', 'done', 'planned'].map((stage) => `visit ${stage}`),
    'warning raised',
  ]);
  // One that nobody took on in time took itself up.
  const disputes = await rows<{ id: OrderId }>(`select id from orders where workflow = 'mediation'`);
  const climbs = await Promise.all(disputes.map(async ({ id }) => (await engine.get(id))?.snapshot.context['climbs']));
  expect(climbs.some((climb) => (climb as readonly unknown[]).length > 0)).toBe(true);

  expect(await rows('select type from outbox')).toEqual([]);
  for (const { id } of await rows<{ id: OrderId }>('select id from orders')) expect(await engine.verify(id)).toBe(true);
  undisturbed = await histories(system);
  await system.close();

  const again = await open(EVENING);
  expect([again.lived, (await again.db.query('select 1 from orders where workflow = $1', ['six-order'])).rowCount]).toEqual([
    null,
    orders.length,
  ]);
  await again.close();
});

test('killed in the middle, it goes on at the next start, and every order has the history that it would have had', async () => {
  const { url, environment, open } = await newDemo();
  const program = join(import.meta.dirname, 'live-past.ts');
  const first = spawn(process.execPath, [program, String(EVENING)], { env: { ...process.env, ...environment }, stdio: 'ignore' });
  const ended = once(first, 'exit');
  const looking = openPool(url, 'owner', { max: 1 });
  // Some weeks in: the first orders are over, the last ones not yet placed.
  await vi.waitFor(
    async () => {
      const { rows } = await looking.query<{ there: number }>('select count(*)::int as there from orders');
      expect(rows[0]?.there).toBeGreaterThanOrEqual(60);
    },
    { timeout: 60_000, interval: 5 },
  );
  first.kill('SIGKILL');
  await ended;
  const { rows } = await looking.query<{ there: number }>('select count(*)::int as there from orders');
  expect(rows[0]?.there).toBeLessThan(undisturbed.length);
  await looking.end();

  const later = await open(EVENING + 3_600_000);
  expect(later.lived).toEqual({ orders: expect.any(Number), matters: affairs.length, leftOut: [] });
  expect(await histories(later)).toEqual(undisturbed);
  expect((await later.db.query('select 1 from outbox')).rowCount).toBe(0);
  // As if it had been cut short once more, and somebody had been at work since: it stays as it came.
  await later.db.query(`update demo_past set done_at = null, lived_until = lived_until - interval '3 days'`);
  await later.close();
  const again = await open(EVENING + 7_200_000);
  expect([again.lived, await histories(again)]).toEqual([null, undisturbed]);
  expect((await again.db.query('select 1 from demo_past where done_at is null')).rowCount).toBe(0);
  expect((await lookAtDemoPast(openTables(again.db))).detail).toMatch(
    /left out: all that was to come .* somebody has been at work since/,
  );
  await again.close();
}, 120_000);

test('what fails at every start ends one order’s course; the start goes on, says so, and the doctor says it again', async () => {
  const { url, open } = await newDemo();
  const owner = openPool(url, 'owner', { max: 1 });
  await owner.query(`create function fails() returns trigger language plpgsql as $$
    begin if new.entry::jsonb ->> 'type' = 'askPause' then raise exception 'broken'; end if; return new; end $$`);
  await owner.query('create trigger fails before insert on journal for each row execute function fails()');
  await owner.end();
  const said: string[] = [];
  const { lived, db, close } = await open(EVENING, { say: (line) => said.push(line) });
  expect(lived?.leftOut).toEqual([expect.stringMatching(/^paused, from askPause of 2026-\S+ on: TerminalError$/)]);
  const others = (all: readonly string[]) => all.filter((one) => !one.includes('askPause'));
  const came = await histories({ db });
  expect([came.length, others(came)]).toEqual([undisturbed.length, expect.arrayContaining([...others(undisturbed)])]);
  expect(said.join('\n')).toMatch(/was left out:\n +paused, from askPause [^]*SIX_ORDER_DATA=/);
  const { status, detail } = await lookAtDemoPast(openTables(db));
  expect([status, detail]).toEqual(['warning', expect.stringMatching(/^left out: paused, from askPause .*SIX_ORDER_DATA=/)]);
  await close();
}, 120_000);

test('where nothing of it can be lived the start goes on without; what came to no order is begun anew', async () => {
  const { open } = await newDemo();
  const street = await open(EVENING, { past: false });
  expect(await lookAtDemoPast(openTables(street.db))).toMatchObject({ status: 'ok', detail: 'none was lived here' });
  const { post } = personas.secretary;
  await street.db.query(`update posts set valid_to = valid_from + interval '1 day' where id = $1`, [post]);
  await street.close();
  const without = await open(EVENING);
  expect(without.lived).toEqual({ orders: 0, matters: 0, leftOut: [expect.stringMatching(/^all after 2026-\S+: Error$/)] });
  expect((await lookAtDemoPast(openTables(without.db))).status).toBe('warning');
  await without.db.query('update posts set valid_to = null where id = $1', [post]);
  await without.close();
  const whole = await open(EVENING);
  expect(whole.lived).toMatchObject({ matters: affairs.length, leftOut: [] });
  expect(await lookAtDemoPast(openTables(whole.db))).toMatchObject({ status: 'ok', detail: 'lived to its end' });
  await whole.close();
}, 120_000);

test('nothing of it is left out on a Tuesday, a weekend after the limits of Friday, nor where holidays move evaluations', async () => {
  const { open } = await newDemo();
  // A leap day of a year whose notice is not known: what the law takes off in January is off.
  const system = await open(Date.parse('2028-02-29T20:00:00+08:00'));
  expect(system.lived).toMatchObject({ matters: affairs.length, leftOut: [] });
  await system.close();
}, 120_000);

test('whenever it is begun, nobody of the past works on a day off, and each order goes forward', () => {
  for (let day = dayOf(Date.parse('2026-01-01T12:00:00+08:00')); day <= dayOf(Date.parse('2028-12-31T12:00:00+08:00')); day += 3)
    for (const planned of [...plan, ...affairs]) {
      const steps = instantsOf<{ readonly day: number; readonly hour: Hour }>(planned, startOf(day) + 20 * 3_600_000);
      const off = steps.filter(({ at }) => !isWorkday(officialCalendar, dayOf(at))).map(({ at }) => sayDay(dayOf(at)));
      expect(off).toEqual([]);
      expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).toSorted((a, b) => a - b));
    }
});

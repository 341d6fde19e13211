// Effects leave through the outbox at least once (I8): offered, offered again with back-off, dead after ten failures.
import { offerOutbox, openPool, outboxBacklog, readOutbox, recordDelivery, recordFailure } from '@six-order/engine/runtime';
import { newId } from '@six-order/cli/new-id';
import type { OrderId } from '@six-order/engine';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openLoanDesk } from '../harness/loan-desk.ts';
import { borrower, DAY } from '../harness/toy.ts';

const desk = await openLoanDesk();
const wall = Date.parse('2026-05-01T00:00:00Z');

beforeEach(() => desk.query('truncate outbox, timers'));

const offer = (at: number, limit = 100) => offerOutbox(desk.app, { wall: at, limit, againMs: 30_000 });

/** An order whose item was given back: one effect. */
async function giveBack(item = 'drill'): Promise<OrderId> {
  const { id } = await desk.place({ item });
  await desk.send(id, 'take');
  await desk.send(id, 'giveBack', { condition: 'good' });
  return id;
}

const one = async (): Promise<string> => {
  await giveBack();
  return (await offer(wall))[0]?.id as string;
};

test('an effect is a row of the commit that asked for it, whole', async () => {
  const id = await giveBack('saw');
  const offered = await offer(wall);
  expect(offered).toMatchObject([{ type: 'shelve' }]);
  expect(
    await readOutbox(
      desk.app,
      offered.map((row) => row.id),
    ),
  ).toEqual([
    {
      id: offered[0]?.id,
      order: id,
      seq: 3,
      tenant: 'north',
      type: 'shelve',
      params: { item: 'saw' },
      at: desk.clock.now(),
      attempts: 0,
      dead: false,
    },
  ]);
});

test('what may wait is offered from its time on, all else of the same commands at once, in a commit of one and of several', async () => {
  const later = (type: string) => ({ from: wall + 5_000, which: (effect: { readonly type: string }) => effect.type === type });
  const back = (order: OrderId, type: string) =>
    ({ order, type: 'giveBack', input: { condition: 'good' }, actor: borrower, later: later(type) }) as const;
  const taken = async (): Promise<OrderId> => {
    const { id } = await desk.place({ item: 'drill' });
    await desk.send(id, 'take');
    return id;
  };
  const heard: number[] = [];
  onTestFinished(desk.engine.onChange((changes) => heard.push(...changes.map(({ effects }) => effects))));
  await desk.engine.execute(back(await taken(), 'shelve'));
  await desk.engine.executeMany([back(await taken(), 'shelve'), back(await taken(), 'remind'), back(await taken(), 'shelve')]);
  expect(heard.filter((effects) => effects > 0)).toEqual([1]);
  expect(await offer(wall)).toHaveLength(1);
  expect(await offer(wall + 4_999)).toEqual([]);
  expect(await offer(wall + 5_000)).toHaveLength(3);
});

test('effects of one step keep their order, and what a refused command asked for is not there', async () => {
  const { id } = await desk.place({ days: 1 });
  await desk.send(id, 'giveBack', { condition: 'good' });
  await desk.send(id, 'take');
  await desk.until(desk.clock.now() + 2 * DAY);
  const rows = await desk.query('select seq, type, params from outbox where order_id = $1 order by id', [id]);
  expect(rows.map((row) => [row['seq'], (JSON.parse(row['params']) as { about: string }).about])).toEqual([
    [4, 'pressing'],
    [5, 'due'],
    [6, 'over'],
  ]);
});

test('what was offered is not offered again until its time, and then again until its delivery is recorded', async () => {
  const id = await one();
  expect(await offer(wall + 29_999)).toEqual([]);
  expect(await offer(wall + 30_000)).toEqual([{ id, type: 'shelve', params: '{"item":"drill"}' }]);
  expect(await offer(wall + 30_000)).toEqual([]);
  await recordDelivery(desk.app, [id]);
  expect(await offer(wall + DAY)).toEqual([]);
  expect(await readOutbox(desk.app, [id])).toEqual([]);
  // A second delivery's record finds nothing, and that is no fault.
  await recordDelivery(desk.app, [id]);
});

test('the oldest are offered first, as many as asked for', async () => {
  for (let n = 0; n < 5; n += 1) await giveBack();
  const all = (await desk.query<{ id: string }>('select id from outbox order by id')).map(({ id }) => id);
  const ids = async (limit: number) => (await offer(wall, limit)).map(({ id }) => id).sort();
  expect(await ids(2)).toEqual(all.slice(0, 2));
  expect(await ids(2)).toEqual(all.slice(2, 4));
  expect(await ids(2)).toEqual(all.slice(4));
});

test('each failure doubles the wait; the tenth makes a dead letter, which is offered no more', async () => {
  const id = await one();
  let at = wall;
  for (let failures = 0; failures < 10; failures += 1) {
    await recordFailure(desk.app, id, { wall: at, error: 'the gateway is away', terminal: false });
    const wait = 1_000 * 2 ** failures;
    if (failures < 9) {
      expect(await offer(at + wait - 1)).toEqual([]);
      expect(await offer(at + wait)).toEqual([{ id, type: 'shelve', params: '{"item":"drill"}' }]);
      // Offered without any record: the wait grows with the failures so far.
      const again = 30_000 * 2 ** (failures + 1);
      expect(await offer(at + wait + again - 1)).toEqual([]);
      at += wait;
    }
  }
  expect(await offer(at + 10_000 * DAY)).toEqual([]);
  expect(await readOutbox(desk.app, [id])).toMatchObject([{ attempts: 10, dead: true }]);
  expect(await desk.query('select error, dead_at from outbox')).toEqual([
    { error: 'the gateway is away', dead_at: new Date(at) },
  ]);
});

test('a terminal failure makes a dead letter at once', async () => {
  const id = await one();
  await recordFailure(desk.app, id, { wall, error: 'x'.repeat(2_000), terminal: true });
  expect(await offer(wall + DAY)).toEqual([]);
  expect(await readOutbox(desk.app, [id])).toMatchObject([{ attempts: 1, dead: true }]);
  expect(await desk.query('select length(error) as length from outbox')).toEqual([{ length: 500 }]);
});

test('what was set aside and is offered again by a release that does not know of it counts as dead when it dies again', async () => {
  const id = await one();
  const die = () => recordFailure(desk.app, id, { wall, error: 'TerminalError', terminal: true });
  await die();
  await desk.query('update outbox set aside_at = now()');
  expect(await outboxBacklog(desk.app)).toMatchObject({ dead: 0, aside: 1 });
  await desk.query(`update outbox set dead_at = null, attempts = 0, error = null, offer_at = '-infinity'`);
  await die();
  expect(await outboxBacklog(desk.app)).toMatchObject({ dead: 1, aside: 0 });
});

test('a failure of what was delivered meanwhile changes nothing', async () => {
  const id = await one();
  await recordDelivery(desk.app, [id]);
  await recordFailure(desk.app, id, { wall, error: 'late', terminal: true });
  expect(await outboxBacklog(desk.app)).toEqual({ waiting: 0, oldestAt: null, dead: 0, aside: 0 });
});

test('two relays at once offer no row twice and leave none', async () => {
  await Promise.all(Array.from({ length: 30 }, () => giveBack()));
  const offered = (await Promise.all(Array.from({ length: 8 }, () => offer(wall, 5)))).flat().map(({ id }) => id);
  expect(new Set(offered).size).toBe(offered.length);
  const rest = await offer(wall);
  expect(offered.length + rest.length).toBe(30);
});

test('the backlog tells how much waits, since when by the wall, and what is dead', async () => {
  expect(await outboxBacklog(desk.app)).toEqual({ waiting: 0, oldestAt: null, dead: 0, aside: 0 });
  const from = Date.now();
  await giveBack();
  const between = Date.now();
  desk.clock.advance(DAY);
  await giveBack();
  const { oldestAt, ...rest } = await outboxBacklog(desk.app);
  expect(rest).toEqual({ waiting: 2, dead: 0, aside: 0 });
  expect(oldestAt).toBeGreaterThanOrEqual(from);
  expect(oldestAt).toBeLessThanOrEqual(between);
  const [first] = await offer(wall, 1);
  await recordFailure(desk.app, first?.id as string, { wall, error: 'no', terminal: true });
  const later = await outboxBacklog(desk.app);
  expect(later).toMatchObject({ waiting: 1, dead: 1 });
  expect(later.oldestAt).toBeGreaterThanOrEqual(oldestAt as number);
});

test('reading what is not there gives nothing', async () => {
  expect(await readOutbox(desk.app, [newId()])).toEqual([]);
  expect(await readOutbox(desk.app, [])).toEqual([]);
});

test('rows are found by their keys in a flood although the table was empty for long', async () => {
  const pool = openPool(desk.url, 'app', { max: 1 });
  onTestFinished(() => pool.end());
  await desk.query('vacuum analyze outbox');
  // As often as it takes to keep a plan.
  for (let n = 0; n < 10; n += 1) expect(await readOutbox(pool, [newId()])).toEqual([]);
  const { id } = await desk.place();
  await desk.query(
    `insert into outbox (id, order_id, seq, tenant, type, params, at, offer_at)
      select gen_random_uuid(), $1, 1, 'north', 'shelve', '{}', to_timestamp(0), 'infinity' from generate_series(1, 3000)`,
    [id],
  );
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (costs off) execute "outbox-read" ('{${newId()}}')`);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Cond/);
});

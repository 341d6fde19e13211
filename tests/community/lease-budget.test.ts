// What a flood leaves to be sent is taken by the handful, and no handful reads the rest: neither what waits nor what is still in the outbox,
// though PostgreSQL knows nothing of tables that were empty a moment before.
import { failMessage, leaseNoticeMessages, putNoticeMessages } from '@six-order/community/notices/message-store';
import { openTables } from '@six-order/community/tables';
import { leaseMessages } from '@six-order/community/webhooks/message-store';
import { openPool } from '@six-order/engine/runtime';
import { afterAll, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const { url } = await cloneDatabase();
// One connection: it tells what it read before it is asked.
const db = openPool(url, 'app', { max: 1 });
afterAll(() => db.end());
const tables = openTables(db);
const WALL = Date.parse('2026-03-03T10:00:00+08:00');
const ORDERS = 4_000;

const read = async (): Promise<Readonly<Record<string, number>>> => {
  await db.query('select pg_stat_force_next_flush()');
  const { rows } = await db.query<{ name: string; rows: number }>(
    `select relname as name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_user_tables
     where relname in ('outbox', 'notice_messages', 'webhook_messages')`,
  );
  return Object.fromEntries(rows.map(({ name, rows: n }) => [name, n]));
};

async function expectFew(work: () => Promise<unknown>): Promise<void> {
  const before = await read();
  await work();
  const after = await read();
  for (const [table, rows] of Object.entries(after)) expect([table, rows - (before[table] ?? 0) < 500]).toEqual([table, true]);
}

test('a handful of what waits reads a handful', async () => {
  const [endpoint] = (
    await db.query<{ id: string }>(
      `insert into webhook_endpoints (tenant, id, name, unit, path, format, events, key, url, created_at)
       values ('t', gen_random_uuid(), 'x', gen_random_uuid(), 'a', 'standard', array['order.placed'], '', '', now()) returning id`,
    )
  ).rows;
  const orders = `(select gen_random_uuid() as id from generate_series(1, ${ORDERS})) o`;
  const data = {
    order: null,
    number: '1',
    workflow: 'six-order',
    station: 'place',
    stage: 'placed',
    light: 'green',
    revision: 1,
    dueAt: null,
  };
  await db.query(
    `insert into webhook_messages (endpoint, id, order_id, seq, type, data, at, next_at)
     select $1, gen_random_uuid(), o.id, seq, 'order.placed', $2, now(), 'epoch' from ${orders}, generate_series(1, 2) as seq`,
    [endpoint?.id, JSON.stringify(data)],
  );
  await db.query(
    `insert into notices (tenant, outbox, person, template, params, order_id, at)
     select 't', gen_random_uuid(), gen_random_uuid(), 'order-suspended', '{"number": "1", "category": "0101"}', o.id, now()
     from ${orders}`,
  );
  await db.query(
    `insert into notice_messages (tenant, outbox, person, way, next_at, order_id, seq)
     select tenant, outbox, person, 'sms', 'epoch', order_id, 2 from notices`,
  );
  await db.query(
    `insert into outbox (id, order_id, seq, tenant, type, params, at)
     select gen_random_uuid(), o.id, 1, 't', type, '{}', now() from ${orders}, unnest(array['webhook', 'notify']) as type`,
  );

  await expectFew(async () =>
    expect(await leaseNoticeMessages(tables, { wall: WALL, limit: 8, leaseMs: 1_000 })).toHaveLength(8),
  );
  await expectFew(async () => expect(await leaseMessages(tables, { wall: WALL, each: 8, leaseMs: 1_000 })).toHaveLength(8));
});

test('what follows one that the gateway did not take is not looked through until that one goes', async () => {
  for (const table of ['outbox', 'webhook_messages', 'notice_messages', 'notices']) await db.query(`delete from ${table}`);
  const { rows } = await db.query<{ outbox: string; person: string; order: string }>(
    `insert into notices (tenant, outbox, person, template, params, order_id, at)
     select 't', gen_random_uuid(), gen_random_uuid(), 'order-suspended', '{"number": "1", "category": "0101"}', gen_random_uuid(), now()
     from generate_series(1, ${ORDERS}) returning outbox, person, order_id as order`,
  );
  const later = WALL + 3_600_000;
  await db.query(
    `insert into notice_messages (tenant, outbox, person, way, next_at, order_id, seq, error)
     select tenant, outbox, person, 'sms', $1, order_id, 1, 'not taken' from notices`,
    [new Date(later)],
  );
  const { rows: following } = await db.query<(typeof rows)[number]>(
    `insert into notices (tenant, outbox, person, template, params, order_id, at)
     select tenant, gen_random_uuid(), person, 'order-unsuspended', params, order_id, at from notices
     returning outbox, person, order_id as order`,
  );
  for (let from = 0; from < ORDERS; from += 500)
    await putNoticeMessages(
      tables,
      following.slice(from, from + 500).map((one) => ({ ...one, tenant: 't', way: 'sms' as const, seq: 2 })),
      0,
    );
  await db.query('analyze notice_messages');
  await expectFew(async () => expect(await leaseNoticeMessages(tables, { wall: WALL, limit: 8, leaseMs: 1_000 })).toEqual([]));
  const [first] = await leaseNoticeMessages(tables, { wall: later, limit: 1, leaseMs: 1_000 });
  expect(rows.map(({ outbox }) => outbox)).toContain(first?.outbox);
  // It goes on waiting with the one before it, and no longer.
  const soon = later + 60_000;
  if (first) await failMessage(tables, first, { error: 'not taken', nextAt: soon }, later);
  const { rows: waiting } = await db.query<{ next_at: Date }>('select next_at from notice_messages where person = $1', [
    first?.person,
  ]);
  expect(waiting.map((one) => one.next_at.getTime())).toEqual([soon, soon]);
});

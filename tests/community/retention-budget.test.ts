// What is due is looked for among what is: neither years of what is done with, nor what ended within the year, is read for it.
import { destroyAttachments, purgeAttachments } from '@six-order/community/attachments/attachment-store';
import { countDue, planRetention } from '@six-order/community/privacy/retention/retention-store';
import { openTables } from '@six-order/community/tables';
import { OrderId } from '@six-order/engine';
import { openPool } from '@six-order/engine/runtime';
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const { url } = await cloneDatabase();
const owner = openPool(url, 'owner', { max: 1 });
// One connection: it tells what it read before it is asked.
const db = openPool(url, 'app', { max: 1 });
afterAll(() => Promise.all([db.end(), owner.end()]));
const tables = openTables(db);
const NOW = Date.parse('2026-03-31T10:00:00+08:00');

let ended = 0;
/** Orders that ended so many months ago, a minute after each other. `rest`: what of their text is left. */
async function end(
  count: number,
  {
    months,
    rest,
    label = 'cat:0102',
  }: { readonly months: number; readonly rest: 'all' | 'copy' | 'none'; readonly label?: string },
): Promise<readonly string[]> {
  const from = ended;
  ended += count;
  const { rows } = await owner.query<{ id: string }>(
    `insert into orders (id, tenant, workflow, version, revision, snapshot, head, data_key, path, stage, labels, people, number,
       opened_at, closed_at, data)
     select gen_random_uuid(), 't', 'six-order', 2, 1, '{}', '', case when $4 = 'all' then '\\x00'::bytea end, 'a', 'evaluated',
       array[$5], '{}', 'n' || ($1::int + n), $2::timestamptz - make_interval(months => $3 + 1),
       $2::timestamptz - make_interval(months => $3, mins => n), '{}'
     from generate_series(1, $6::int) as n returning id`,
    [from, new Date(NOW), months, rest, label, count],
  );
  const ids = rows.map(({ id }) => id);
  if (rest !== 'none')
    await owner.query(`insert into search_copies (order_id, tenant, text) select unnest($1::uuid[]), 't', '灯坏了'`, [ids]);
  // As an erasure does it.
  if (rest === 'copy') await owner.query('update orders set data_key = null where id = any($1::uuid[])', [ids]);
  return ids;
}

const read = async (): Promise<number> => {
  await db.query('select pg_stat_force_next_flush()');
  const { rows } = await db.query<{ rows: number }>(
    `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_user_tables
     where relname in ('orders', 'search_copies', 'attachments', 'early_ends')`,
  );
  return rows[0]?.rows ?? 0;
};

const photograph = (orders: readonly string[]) =>
  owner.query(
    `insert into attachments (tenant, id, person, order_id, kind, type, size, digest, key, at)
     select 't', gen_random_uuid(), gen_random_uuid(), o, 'photo', 'image/webp', 1, '', '', $2 from unnest($1::uuid[]) as o`,
    [orders, new Date(NOW)],
  );

test('what is due is found, and what is done with or has just ended is not read for it', async () => {
  for (const months of [37, 48, 60, 72]) await end(3_000, { months, rest: 'none' });
  for (const months of [13, 20, 30, 34]) await end(1_000, { months, rest: 'copy' });
  await end(3_000, { months: 0, rest: 'all' });
  await end(3_000, { months: 7, rest: 'all' });
  // Sealed, of an emergency, with a photograph, and not due either.
  await end(1_500, { months: 3, rest: 'all', label: 'sealed' });
  await end(1_500, { months: 0, rest: 'all', label: 'cat:1201' });
  await photograph(await end(1_500, { months: 3, rest: 'all' }));
  const due = [
    ...(await end(3, { months: 12, rest: 'all' })),
    ...(await end(1, { months: 6, rest: 'all', label: 'sealed' })),
    ...(await end(2, { months: 2, rest: 'all', label: 'cat:1201' })),
    ...(await end(4, { months: 36, rest: 'copy' })),
  ];
  const [photographed] = await end(1, { months: 7, rest: 'all' });
  await photograph([String(photographed)]);
  await owner.query('analyze');

  const before = await read();
  expect(await countDue(tables, 't', NOW)).toBe(due.length + 1);
  expect((await read()) - before).toBeLessThan(1_000);

  const run = randomUUID();
  expect((await planRetention(tables, 't', run, NOW))?.counts).toEqual([
    { rule: 'copy', planned: 4, done: 0, kept: 0 },
    { rule: 'emergency', planned: 2, done: 0, kept: 0 },
    { rule: 'personal', planned: 4, done: 0, kept: 0 },
    { rule: 'photos', planned: 1, done: 0, kept: 0 },
  ]);
  const planned = await owner.query<{ id: string }>('select order_id as id from retention_items where run = $1', [run]);
  expect(planned.rows.map(({ id }) => id).toSorted()).toEqual([...due, String(photographed)].toSorted());
});

test('what waits to be named is swept, and what orders have is not read for it', async () => {
  await owner.query(
    `insert into attachments (tenant, id, person, kind, type, size, digest, key, at)
     select 't', gen_random_uuid(), gen_random_uuid(), 'photo', 'image/webp', 1, '', '', $1::timestamptz - make_interval(days => n)
     from generate_series(0, 2) as n`,
    [new Date(NOW)],
  );
  await owner.query('analyze');
  const before = await read();
  expect(await purgeAttachments(tables, NOW)).toBe(1);
  expect((await read()) - before).toBeLessThan(20);
});

test('with the key of an order go its files, whoever destroys it; what is given to it then is not kept, and what had ended is noted', async () => {
  const [kept, erased] = [await end(1, { months: 1, rest: 'all' }), await end(1, { months: 1, rest: 'all' })].flat() as [
    string,
    string,
  ];
  await photograph([kept, erased]);
  const early = async () =>
    (await owner.query('select order_id, kind from early_ends where order_id = any($1::uuid[])', [[kept, erased]])).rows;
  expect(await early()).toHaveLength(2);
  await owner.query('update orders set data_key = null where id = $1', [erased]);
  expect(await early()).toEqual([{ order_id: kept, kind: 'photos' }]);
  const { rows } = await owner.query('select order_id from attachments where order_id = any($1::uuid[])', [[kept, erased]]);
  expect(rows).toEqual([{ order_id: kept }]);
  await destroyAttachments(tables, OrderId.parse(kept), ['photo', 'voice']);
  expect(await early()).toEqual([]);
});

test('at the end of a month nothing is passed by, and a thousand that ended at once are each found once', async () => {
  const at = (text: string) => new Date(`${text}T10:00:00+08:00`);
  await owner.query(`delete from search_copies`);
  await owner.query(`delete from orders`);
  const ids = await end(2_500, { months: 20, rest: 'all' });
  await owner.query(`update orders set labels = array['sealed'] where id = any($1::uuid[])`, [ids.slice(0, 1_200)]);
  // Six months after the 31 August are over on 28 February.
  await owner.query(`update orders set closed_at = $1`, [at('2026-08-31')]);
  expect(await countDue(tables, 't', at('2027-02-28').getTime() - 1)).toBe(0);
  expect(await countDue(tables, 't', at('2027-02-28').getTime())).toBe(1_200);
  expect(await countDue(tables, 't', at('2027-08-31').getTime())).toBe(2_500);
});

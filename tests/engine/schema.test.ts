// docs/schema.sql is the schema that the migrations make, for review to read. After a new migration:
// `vitest run tests/engine/schema.test.ts -u`.
import { dumpSchema, openPool } from '@six-order/engine/runtime';
import { afterAll, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const { url } = await cloneDatabase();
const owner = openPool(url, 'owner', { max: 1 });
afterAll(() => owner.end());

test('the schema dump is true', async () => {
  await expect(await dumpSchema(owner)).toMatchFileSnapshot('../../docs/schema.sql');
});

test.each([
  ['a table', 'create table extra (id int)', /^create table extra \(\n {2}id integer\n\);$/m],
  ['a column', 'alter table orders add extra text', /^ {2}extra text,$/m],
  ['a default', `alter table orders alter stage set default 'x'`, /^ {2}stage text not null default 'x'::text,$/m],
  ['a nullable column', 'alter table orders alter stage drop not null', /^ {2}stage text,$/m],
  ['a type', 'alter table orders alter workflow type varchar(9)', /^ {2}workflow character varying\(9\) not null,$/m],
  ['an option', 'alter table outbox set (fillfactor = 70)', /^\) with \(.*fillfactor=70\);$/m],
  ['a constraint', 'alter table orders add constraint odd check (revision > 0)', /^ {2}constraint odd CHECK \(revision > 0\)/m],
  [
    'an index',
    'create index odd on orders (stage) where closed_at is null',
    /^CREATE INDEX odd ON public.orders USING btree \(stage\) WHERE \(closed_at IS NULL\);$/m,
  ],
  [
    'a trigger',
    'create trigger odd before insert on orders for each row execute function suppress_redundant_updates_trigger()',
    /^CREATE TRIGGER odd BEFORE INSERT ON orders/m,
  ],
  ['a function', `create function odd() returns int language sql as 'select 1'`, /^CREATE OR REPLACE FUNCTION public.odd\(\)$/m],
  ['a right', 'grant update on journal to six_order_app', /^grant select, insert, update on journal to six_order_app;$/m],
  ['a schema', 'create schema odd create table inner_table (id int)', /^create table odd.inner_table/m],
])('shows %s', async (_, statement, line) => {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query(statement);
    expect(await dumpSchema({ query: client.query.bind(client) } as never)).toMatch(line);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

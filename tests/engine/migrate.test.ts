// Forward-only migrations: applied once, in the order of their numbers, whole or not at all.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { communityMigrations } from '@six-order/community/migrations';
import { engineMigrations, migrate, openPool } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { emptyDatabase } from '../harness/database.ts';

const pools: Pool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
});

async function empty(count = 1): Promise<Pool[]> {
  const { url } = await emptyDatabase();
  const opened = Array.from({ length: count }, () => openPool(url, 'owner', { max: 2 }));
  pools.push(...opened);
  return opened;
}

/** A folder of migrations, gone with the test. */
async function folder(files: Readonly<Record<string, string>>): Promise<URL> {
  const path = await mkdtemp(join(tmpdir(), 'six-order-migrations-'));
  onTestFinished(() => rm(path, { recursive: true }));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(path, name), sql);
  return pathToFileURL(`${path}/`);
}

const tablesOf = async (db: Pool): Promise<string[]> =>
  (
    await db.query(`select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`)
  ).rows.map((row) => row.relname);

const one = { '0001-one.sql': 'create table one (id int)' };
const two = { '0002-two.sql': 'create table two (id int)' };

test('applies what is new, in the order of the numbers, and nothing twice', async () => {
  const [db] = (await empty()) as [Pool];
  const folders = [
    await folder(two),
    await folder({ ...one, 'README.md': 'no migration', '3-three.sql': 'nor this', '0000-zero.sql': 'nor this' }),
  ];
  expect(await migrate(db, folders)).toEqual({ applied: ['0001-one.sql', '0002-two.sql'] });
  expect(await migrate(db, folders)).toEqual({ applied: [] });
  expect(await tablesOf(db)).toEqual(['migrations', 'one', 'two']);
  const late = [...folders, await folder({ '0005-five.sql': 'create table five (id int)' })];
  expect(await migrate(db, late)).toEqual({ applied: ['0005-five.sql'] });
  const { rows } = await db.query('select number, name, length(digest) as digest from migrations order by number');
  expect(rows).toEqual([
    { number: 1, name: '0001-one.sql', digest: 64 },
    { number: 2, name: '0002-two.sql', digest: 64 },
    { number: 5, name: '0005-five.sql', digest: 64 },
  ]);
});

test('our own run on an empty database, and again', async () => {
  const [db] = (await empty()) as [Pool];
  const { applied } = await migrate(db, [engineMigrations, communityMigrations]);
  expect(applied[0]).toBe('0001-orders.sql');
  expect(await migrate(db, [engineMigrations, communityMigrations])).toEqual({ applied: [] });
});

test.each<[string, Readonly<Record<string, string>>[], RegExp]>([
  [
    'a file that was applied and has changed',
    [{ '0001-one.sql': 'create table one (id bigint)' }, two],
    /migration 0001-one.sql was changed after it was applied/,
  ],
  ['a file that was applied and is gone', [two], /has migration 0001-one.sql, which this release does not know/],
  [
    'two files of one number',
    [one, two, { '0002-deux.sql': 'create table deux (id int)' }],
    /0002-(deux|two).sql and 0002-(deux|two).sql have the same number/,
  ],
])('%s stops it before anything is changed', async (_, files, message) => {
  const [db] = (await empty()) as [Pool];
  await migrate(db, [await folder(one)]);
  const folders = await Promise.all(files.map(folder));
  await expect(migrate(db, folders)).rejects.toThrow(message);
  expect(await tablesOf(db)).toEqual(['migrations', 'one']);
});

test('a file that fails leaves nothing of itself, and what came before it stays', async () => {
  const [db] = (await empty()) as [Pool];
  const bad = await folder({
    ...one,
    '0002-bad.sql': 'create table two (id int); select * from nowhere; create table three (id int)',
  });
  await expect(migrate(db, [bad])).rejects.toMatchObject({
    message: 'migration 0002-bad.sql failed; nothing of it was kept',
    cause: { message: 'relation "nowhere" does not exist' },
  });
  expect(await tablesOf(db)).toEqual(['migrations', 'one']);
  // The lock and the connection are free again.
  expect(await migrate(db, [await folder({ ...one, ...two })])).toEqual({ applied: ['0002-two.sql'] });
});

test('a file that meets a command, each waiting for the other, is applied again', async () => {
  const [db, other] = (await empty(2)) as [Pool, Pool];
  await migrate(db, [
    await folder({ '0001-one.sql': 'create table one (id int primary key, n int); insert into one values (1, 0), (2, 0)' }),
  ]);
  const command = await other.connect();
  // It is the file that is given up.
  await command.query(`set deadlock_timeout = '1min'`);
  await command.query('begin');
  await command.query('update one set n = 1 where id = 2');
  const applying = migrate(db, [
    await folder({
      '0001-one.sql': 'create table one (id int primary key, n int); insert into one values (1, 0), (2, 0)',
      '0002-two.sql': 'update one set n = n + 10 where id = 1; update one set n = n + 10 where id = 2',
    }),
  ]);
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await other.query(waiting)).rowCount).toBe(1);
  await command.query('update one set n = 1 where id = 1');
  await command.query('commit');
  command.release();
  expect(await applying).toEqual({ applied: ['0002-two.sql'] });
  expect((await db.query('select n from one order by id')).rows).toEqual([{ n: 11 }, { n: 11 }]);
});

/** The last file of which rows of orders were locked as the plan found them. */
const LAST_UNORDERED = 410;

test('a file that fills rows of orders locks them as commands do, by id', async () => {
  const files = (
    await Promise.all(
      [engineMigrations, communityMigrations].map(async (at) => (await readdir(at)).map((name) => new URL(name, at))),
    )
  )
    .flat()
    .filter(({ pathname }) => Number(pathname.split('/').at(-1)?.slice(0, 4)) > LAST_UNORDERED);
  for (const file of files) {
    const sql = await readFile(file, 'utf8');
    if (/update orders\b/.test(sql)) expect(sql, file.pathname).toMatch(/order by (\w+\.)?id for update/);
  }
});

test('two migrators at once: each file is applied by one of them', async () => {
  const [first, second] = (await empty(2)) as [Pool, Pool];
  const folders = [engineMigrations, communityMigrations];
  const [one_, other] = await Promise.all([migrate(first, folders), migrate(second, folders)]);
  const { rows } = await first.query('select name from migrations order by number');
  expect([...one_.applied, ...other.applied].sort()).toEqual(rows.map((row) => row.name));
  expect(Math.min(one_.applied.length, other.applied.length)).toBe(0);
});

test('the application’s role may use every table, and change only what is not append-only', async () => {
  const [db] = (await empty()) as [Pool];
  await migrate(db, [engineMigrations, communityMigrations]);
  const { rows } = await db.query(`select relname as table,
      has_table_privilege('six_order_app', oid, 'select') as read, has_table_privilege('six_order_app', oid, 'insert') as add,
      has_table_privilege('six_order_app', oid, 'update') or has_table_privilege('six_order_app', oid, 'delete')
        or has_table_privilege('six_order_app', oid, 'truncate') as change
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`);
  for (const row of rows) {
    const name = row.table as string;
    const appendOnly = ['journal', 'anchors', 'access_log', 'access_anchors', 'set_asides'].includes(name);
    expect([name, row.read, row.add, row.change]).toEqual([
      name,
      true,
      name !== 'migrations',
      name !== 'migrations' && !appendOnly,
    ]);
  }
  const role = await db.query(
    `select rolcanlogin, rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = 'six_order_app'`,
  );
  expect(role.rows).toEqual([{ rolcanlogin: false, rolsuper: false, rolcreaterole: false, rolcreatedb: false }]);
  const owned = await db.query(`select count(*)::int as n from pg_class where relowner = 'six_order_app'::regrole`);
  expect(owned.rows).toEqual([{ n: 0 }]);
});

// The access log: chained, anchored by the hour, written by many at once, and what somebody with the database could do to it.
import { randomUUID } from 'node:crypto';
import { newId } from '@six-order/cli/new-id';
import { seedDemo } from '@six-order/community/demo/seed';
import { anchorAccess, verifyAccessLog } from '@six-order/community/privacy/access-anchor-store';
import type { AccessEntry } from '@six-order/community/privacy/access-entry';
import { openAccessLog, readAccess } from '@six-order/community/privacy/access-log-store';
import { openTables, type Db } from '@six-order/community/tables';
import { createKeyring, generateKeys, openPool } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const HOUR = 3_600_000;
const nine = Date.parse('2026-03-02T09:00:00+08:00');
const tenant = '522326';
const keyring = createKeyring(generateKeys());

let owner: Pool;
let app: Pool;
let db: Db;
beforeEach(async () => {
  const { url } = await cloneDatabase();
  owner = openPool(url, 'owner', { max: 2 });
  app = openPool(url, 'app', { max: 4 });
  db = openTables(app);
  await seedDemo({ db, keyring, newId });
});
afterEach(async () => {
  await owner.end();
  await app.end();
});

const reading = (at: number, more: Partial<AccessEntry> = {}): AccessEntry => ({
  id: newId(),
  tenant,
  at,
  person: randomUUID(),
  post: randomUUID(),
  order: randomUUID(),
  field: 'text',
  how: 'full',
  reason: null,
  ...more,
});
const open = () => openAccessLog({ db, keyring, newId });
const state = () => verifyAccessLog(openTables(owner), keyring, nine);
const chains = async () =>
  (await owner.query('select chain, array_agg(seq order by seq) as seqs from access_log group by chain order by min(at), 2'))
    .rows;

test('many at once make one chain a process, county and hour, without a gap', async () => {
  const [one, other] = [open(), open()];
  await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      (n % 2 === 0 ? one : other).write([reading(nine + n), reading(nine + n, { field: 'contact.phone', how: 'masked' })]),
    ),
  );
  await one.write([reading(nine + HOUR)]);
  await one.write([reading(nine + HOUR, { tenant: '522327' })]);
  expect((await chains()).map(({ seqs }) => seqs.length).toSorted((a, b) => a - b)).toEqual([1, 1, 60, 60]);
  expect(await state()).toEqual({ entries: 122, unchained: 0, broken: [], anchors: [] });
});

test('a write that fails is told to whoever waits for it, and what comes after it begins a new chain', async () => {
  const log = open();
  await log.write([reading(nine)]);
  const twice = reading(nine);
  await log.write([twice]);
  await expect(log.write([reading(nine), twice])).rejects.toThrow(/access_log/);
  await log.write([reading(nine), reading(nine)]);
  expect((await chains()).map(({ seqs }) => seqs)).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect(await state()).toEqual({ entries: 4, unchained: 0, broken: [], anchors: [] });
});

test('more than goes into one statement is written all the same', async () => {
  const log = open();
  await Promise.all([
    log.write([reading(nine)]),
    log.write(Array.from({ length: 2_500 }, () => reading(nine))),
    log.write([reading(nine)]),
  ]);
  expect(await state()).toMatchObject({ entries: 2_502, broken: [], anchors: [] });
});

describe('whoever can write to the database', () => {
  const written = async () => {
    const log = open();
    for (let n = 0; n < 4; n += 1) await log.write([reading(nine + n, { reason: null, field: `notes.${n}.text` })]);
    return (await chains())[0].chain as string;
  };

  test.each([
    ['changes who it was', `update access_log set person = gen_random_uuid() where seq = 2`],
    ['changes what was read', `update access_log set field = 'text' where seq = 3`],
    ['changes when', `update access_log set at = at - interval '1 minute' where seq = 2`],
    ['changes whose it was', `update access_log set order_id = gen_random_uuid() where seq = 1`],
    ['takes the post away', `update access_log set post = null where seq = 4`],
    ['takes an entry out of the middle', `delete from access_log where seq = 2`],
    ['takes the first one out', `delete from access_log where seq = 1`],
    ['closes the gap', `with gone as (delete from access_log where seq = 3) update access_log set seq = 3 where seq = 4`],
  ])('%s: it is seen', async (_, tampering) => {
    const chain = await written();
    await owner.query(tampering.includes('with gone') ? `delete from access_log where seq = 3` : tampering);
    if (tampering.includes('with gone')) await owner.query('update access_log set seq = 3 where seq = 4');
    expect((await state()).broken).toEqual([chain]);
  });

  test('puts an entry in that no process wrote: refused without a chain, seen with one', async () => {
    const chain = await written();
    const columns = `(id, tenant, at, person, order_id, field, how) values (gen_random_uuid(), '${tenant}', now(), gen_random_uuid(), gen_random_uuid(), 'text', 'full')`;
    await expect(owner.query(`insert into access_log ${columns}`)).rejects.toThrow(/access_log_chained/);
    await owner.query(
      `insert into access_log (id, tenant, at, person, order_id, field, how, chain, seq, key, mac)
       select gen_random_uuid(), tenant, at, person, order_id, field, how, chain, 5, key, mac from access_log where seq = 4`,
    );
    expect((await state()).broken).toEqual([chain]);
  });

  test('takes the last entries, or a whole chain, out of an hour that was anchored: it is seen', async () => {
    const chain = await written();
    await open().write([reading(nine + 9)]);
    expect(await anchorAccess(db, nine + HOUR)).toBe(0);
    expect(await anchorAccess(db, nine + HOUR + 6 * 60_000)).toBe(1);
    expect(await anchorAccess(db, nine + HOUR + 6 * 60_000)).toBe(0);
    expect(await state()).toMatchObject({ broken: [], anchors: [] });
    const hour = `${tenant} ${new Date(nine).toISOString()}`;
    await owner.query('delete from access_log where chain = $1 and seq = 4', [chain]);
    expect(await state()).toMatchObject({ broken: [], anchors: [hour] });
    await owner.query('delete from access_log where chain = $1', [chain]);
    expect(await state()).toMatchObject({ broken: [], anchors: [hour] });
  });

  test('as the application itself may do none of it', async () => {
    await written();
    await anchorAccess(db, nine + 2 * HOUR);
    for (const statement of [
      `update access_log set field = 'x'`,
      'delete from access_log',
      'truncate access_log',
      'update access_anchors set chains = 0',
      'delete from access_anchors',
    ])
      await expect(app.query(statement)).rejects.toThrow('permission denied');
  });
});

test('an hour whose entries were let go after three years is no broken one; before that it is', async () => {
  await open().write([reading(nine)]);
  await anchorAccess(db, nine + 2 * HOUR);
  await owner.query('delete from access_log');
  const at = (now: number) => verifyAccessLog(db, keyring, now).then(({ anchors }) => anchors.length);
  expect(await at(nine + 365 * 24 * HOUR)).toBe(1);
  expect(await at(nine + 3 * 366 * 24 * HOUR)).toBe(0);
});

test('pages go on where the last one ended, of one order or of one reader', async () => {
  const log = open();
  const [person, order] = [randomUUID(), randomUUID()];
  const mine = Array.from({ length: 7 }, (_, n) => reading(nine + (n % 3), { person, order }));
  for (const one of mine) await log.write([one, reading(nine)]);
  const newest = mine.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
  for (const by of [{ person }, { order }]) {
    const seen: string[] = [];
    for (let after: { at: number; id: string } | undefined; ;) {
      const page = await readAccess(db, { tenant, ...by, after, limit: 2 });
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1);
      if (page.length < 2) break;
    }
    expect(seen).toEqual(newest);
  }
  expect(await readAccess(db, { tenant: '522327', person, limit: 10 })).toEqual([]);
});

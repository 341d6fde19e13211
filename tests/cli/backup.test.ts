// Backup while commands run, restore into an empty database, and what stays erased.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { hindrance, isUnfinished, markUnfinished, surveyBackup } from '@six-order/cli/backup/read-backup';
import { restoreBackup } from '@six-order/cli/backup/restore';
import { writeBackup } from '@six-order/cli/backup/write-backup';
import { verifyAll } from '@six-order/cli/backup/verify';
import { lookAtErasures } from '@six-order/cli/doctor/erasures';
import { engineAlone } from '@six-order/cli/engine-alone';
import { openLedger } from '@six-order/cli/erasure/ledger';
import { buffer } from 'node:stream/consumers';
import { giveAttachments, openAttachment, putAttachment } from '@six-order/community/attachments/attachment-store';
import { personas } from '@six-order/community/demo/personas';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { ERASED_NAME, eraseOrder, erasePerson } from '@six-order/community/privacy/erasure-store';
import { searchCopiesOf } from '@six-order/community/privacy/search-copy-store';
import { newId } from '@six-order/cli/new-id';
import { openDirectory } from '@six-order/community/directory';
import { openTables } from '@six-order/community/tables';
import { createKeyring, openPool } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, emptyDatabase } from '../harness/database.ts';
import { openStreet, testKeys, toMember } from '../harness/street.ts';

const secret = Buffer.alloc(32, 7).toString('base64');
const keyring = createKeyring(testKeys);
const street = await openStreet();
const owner = openPool(street.url, 'owner', { max: 2 });
afterAll(() => owner.end());

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'six-order-backup-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ledgerNamed = (name: string) => openLedger(join(folder, name), keyring);
let count = 0;

async function backUp(ledger = ledgerNamed('erasures.jsonl')): Promise<string> {
  await ledger.create();
  const file = join(folder, `${++count}.backup`);
  await writeBackup({
    db: owner,
    keyring,
    ledger,
    file,
    secret,
    now: street.clock.now(),
    progress: () => undefined,
  });
  return file;
}

async function restoreInto(url: string, file: string, ledger = ledgerNamed('erasures.jsonl')) {
  const survey = await surveyBackup(file, secret, () => undefined);
  expect(await hindrance(survey, { keyring, ledger, withoutLedger: false })).toBeNull();
  const quiet = { say: () => undefined, progress: () => undefined };
  return restoreBackup({ url, keyring, ledger, file, secret, survey, ...quiet });
}

async function withPool<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = openPool(url, 'owner', { max: 2 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

async function attach(text: string): Promise<string> {
  const id = newId();
  const upload = {
    id,
    tenant: '522326',
    person: personas.resident.person,
    type: 'application/pdf',
    bytes: Buffer.from(text),
  } as const;
  await putAttachment({ db: street.tables, keyring }, { ...upload, at: street.clock.now() });
  return id;
}

/** All of a table's rows as text, in an order of their own. */
const rowsOf = async (db: Pool, table: string): Promise<string[]> =>
  (await db.query<{ row: string }>(`select t::text as row from ${table} t order by 1`)).rows.map(({ row }) => row);

const tablesOf = async (db: Pool): Promise<string[]> =>
  (
    await db.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth') and tablename <> 'migrations' order by 1`,
    )
  ).rows.map(({ name }) => name);

test('what was restored is what was there, row by row, attachments too', async () => {
  const paper = await attach('蟠桃园'.repeat(100_000));
  const { id } = await street.place({ text: '蟠桃园的路灯坏了三天了', attachments: [paper] });
  await giveAttachments({ db: street.tables, engine: street.engine }, id, [paper]);
  await street.as('secretary').send(id, 'admit');
  await street.as('secretary').send(id, 'dispatch', { to: toMember });
  const file = await backUp();

  const { url } = await emptyDatabase();
  const report = await restoreInto(url, file);
  expect(report.orders).toBeGreaterThan(0);
  await withPool(url, async (restored) => {
    const tables = await tablesOf(owner);
    expect(await tablesOf(restored)).toEqual(tables);
    expect(tables).toContain('auth.attempts');
    for (const table of tables) expect(await rowsOf(restored, table), table).toEqual(await rowsOf(owner, table));
    const engineDb = openPool(url, 'engine', { max: 2 });
    const engine = engineAlone(engineDb, keyring);
    const opened = await openAttachment({ db: openTables(restored), engine, keyring }, id, paper);
    expect(opened && (await buffer(opened.parts))).toEqual(Buffer.from('蟠桃园'.repeat(100_000)));
    await engine.close();
    await engineDb.end();
    expect(await isUnfinished(restored)).toBe(false);
  });
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a backup made while commands run is of one moment: every journal verifies and replays', async () => {
  let running = true;
  let placed = 0;
  const load = Promise.all(
    [1, 2, 3, 4].map(async () => {
      while (running) {
        const { id } = await street.place();
        await street.as('secretary').send(id, 'admit');
        await street.as('secretary').send(id, 'dispatch', { to: toMember });
        placed++;
      }
    }),
  );
  // From the first order on: no backup may happen to fall into a pause.
  await expect.poll(() => placed).toBeGreaterThan(4);
  const files = [await backUp(), await backUp()];
  running = false;
  await load;
  expect(placed).toBeGreaterThan(8);

  for (const file of files) {
    const { url } = await emptyDatabase();
    const { orders } = await restoreInto(url, file);
    expect(orders).toBeGreaterThan(4);
    await withPool(url, async (restored) => {
      const engineDb = openPool(url, 'engine', { max: 2 });
      const engine = engineAlone(engineDb, keyring);
      expect(await verifyAll(restored, engine, () => undefined)).toEqual({ orders, broken: [], anchors: [] });
      await engine.close();
      await engineDb.end();
      // Each commit is in whole or not at all.
      const torn = await restored.query(
        'select from orders o where revision <> (select max(seq) from journal j where j.order_id = o.id)',
      );
      expect(torn.rowCount).toBe(0);
    });
  }
});

test('a command between the reading of two tables does not tear the backup', async () => {
  await street.place();
  let between = 0;
  const meddling = {
    async connect() {
      const client = await owner.connect();
      const query = client.query.bind(client) as (ask: unknown) => unknown;
      const slow = (ask: { readonly text: string }): PassThrough => {
        const later = Object.assign(new PassThrough(), { rowCount: 0 });
        void street.place().then(() => {
          between++;
          const stream = query(ask) as PassThrough & { rowCount: number };
          stream.on('end', () => (later.rowCount = stream.rowCount)).pipe(later);
        });
        return later;
      };
      const isCopy = (ask: unknown): ask is { text: string } => typeof ask === 'object' && ask !== null && 'text' in ask;
      return Object.assign(Object.create(client) as typeof client, {
        query: (ask: unknown) => (isCopy(ask) && ask.text.includes('"public"."orders" ') ? slow(ask) : query(ask)),
        release: (broken?: boolean) => client.release(broken),
      });
    },
  } as unknown as Pool;
  const file = join(folder, 'torn.backup');
  const ledger = ledgerNamed('erasures.jsonl');
  await ledger.create();
  const rest = { keyring, ledger, file, secret, now: 0, progress: () => undefined };
  await writeBackup({ db: meddling, ...rest });
  expect(between).toBe(1);
  const { url } = await emptyDatabase();
  // The journal was read before the order was placed: with it the order would be without one.
  expect((await restoreInto(url, file)).orders).toBeGreaterThan(0);
});

test('an order that was erased after the backup stays erased when it is restored', async () => {
  const canary = '金丝雀乙七三九在楼道里';
  const paper = await attach('照片里的门牌');
  const order = await street.place({ text: `${canary}，麻烦看一下`, attachments: [paper] });
  await giveAttachments({ db: street.tables, engine: street.engine }, order.id, [paper]);
  await searchCopiesOf({ db: street.tables, engine: street.engine }, [await street.get(order.id)]);
  const sealed = await owner.query<{ ciphertext: Buffer; key: Buffer }>(
    'select s.ciphertext, o.data_key as key from sealed_values s join orders o on o.id = s.order_id where o.id = $1',
    [order.id],
  );
  expect(sealed.rowCount).toBeGreaterThan(0);
  const parts = await owner.query<{ bytes: Buffer }>('select bytes from attachment_parts where attachment = $1', [paper]);
  expect(parts.rowCount).toBe(1);
  const copies = await owner.query<{ text: string }>('select text from search_copies where order_id = $1', [order.id]);
  expect(copies.rows[0]?.text).toContain(canary);

  const ledger = ledgerNamed('erasures.jsonl');
  const file = await backUp(ledger);
  await eraseOrder({ db: street.tables, engine: street.engine, record: ledger.append }, order.id, street.clock.now());

  const { url } = await emptyDatabase();
  expect(await restoreInto(url, file, ledger)).toMatchObject({ erased: 1 });
  const secrets = [
    Buffer.from(canary),
    ...parts.rows.map(({ bytes }) => bytes),
    ...sealed.rows.flatMap(({ ciphertext, key }) => [ciphertext, key]),
  ];
  await withPool(url, async (restored) => {
    for (const db of [owner, restored]) {
      expect((await db.query('select from orders where id = $1', [order.id])).rowCount).toBe(1);
      for (const bytes of secrets) expect(await columnsHolding(db, bytes)).toEqual([]);
    }
  });
  const backup = await readFile(file);
  for (const bytes of secrets) expect(backup.includes(bytes)).toBe(false);
});

/** Columns of all tables that hold the bytes, as bytes or as text. */
async function columnsHolding(db: Pool, bytes: Buffer): Promise<string[]> {
  const { rows: columns } = await db.query<{ table: string; name: string; type: string }>(
    `select format('%I.%I', table_schema, table_name) as table, quote_ident(column_name) as name, data_type as type
     from information_schema.columns where table_schema in ('public', 'auth')`,
  );
  const holding: string[] = [];
  for (const { table, name, type } of columns) {
    const value = type === 'bytea' ? name : `convert_to(${name}::text, 'UTF8')`;
    const { rowCount } = await db.query(`select from ${table} where position($1::bytea in ${value}) > 0 limit 1`, [bytes]);
    if (rowCount) holding.push(`${table}.${name}`);
  }
  return holding;
}

test('whoever was signed in is signed in no more, and a name that was erased since stays erased', async () => {
  const id = newId();
  await putPeople(street.tables, [sealPerson(keyring, { tenant: '522326', id, name: '金丝雀丙' })]);
  await owner.query(`insert into auth."user" (id, name, email, "emailVerified") values ('u', '金', 'u@test', true)`);
  await owner.query(
    `insert into auth."session" (id, "expiresAt", token, "updatedAt", "userId") values ('s', now() + interval '1 day', 't', now(), 'u')`,
  );
  await owner.query(
    `insert into auth."verification" (id, identifier, value, "expiresAt") values ('v', '13800000000', '123456', now() + interval '5 minutes')`,
  );
  // A relative who placed orders for him, a code, and a sealed order that was opened.
  const { rows: home } = await owner.query(`select unit from posts where role = 'resident' limit 1`);
  const bond = { id: newId(), tenant: '522326', person: personas.relative.person, role: 'relative' as const, unit: home[0].unit };
  await putPosts(street.tables, [{ ...bond, validFrom: 0, validTo: null, marks: { of: id } }]);
  await owner.query(`insert into relative_codes values ('522326', $1, '\\x01', now() + interval '1 day')`, [id]);
  await owner.query(
    `insert into sealed_openings (tenant, id, order_id, person, post, reason, asked_at, decided_by, decided_at, grounds, open_until)
     values ('522326', $1, $1, $1, $1, '核实', now(), $2, now(), '属实', now() + interval '2 days')`,
    [newId(), id],
  );
  const ledger = ledgerNamed('people.jsonl');
  const file = await backUp(ledger);
  const person = { tenant: '522326', person: id };
  await erasePerson({ db: street.tables, keyring, record: ledger.append }, person, 42);

  const { url } = await emptyDatabase();
  expect(await restoreInto(url, file, ledger)).toMatchObject({ erased: 1 });
  await withPool(url, async (restored) => {
    for (const table of ['auth."session"', 'auth."verification"', 'relative_codes'])
      expect(await rowsOf(restored, table), table).toEqual([]);
    expect(await rowsOf(restored, 'auth."user"')).toHaveLength(1);
    const directory = await openDirectory({ db: openTables(restored), keyring, now: street.clock.now });
    expect(directory.personName(id)).toBe(ERASED_NAME);
    expect(directory.personName(personas.member.person)).toBe(personas.member.name);
    const { rows } = await restored.query('select erased_at from people where id = $1', [id]);
    expect(rows).toEqual([{ erased_at: new Date(42) }]);
    // What was closed since would be open again: it is asked for anew.
    expect((await restored.query('select from sealed_openings where ended_at is null')).rowCount).toBe(0);
    for (const db of [restored, owner]) {
      const { rows: bonds } = await db.query('select valid_to from posts where id = $1', [bond.id]);
      expect(bonds[0].valid_to).not.toBeNull();
    }
  });
});

test('photographs whose time was over stay gone, the text and its papers are there', async () => {
  const paper = await attach('签字的纸');
  const photo = newId();
  const { person } = personas.resident;
  const upload = {
    id: photo,
    tenant: '522326',
    person,
    type: 'image/webp',
    bytes: Buffer.from('相片'),
    at: street.clock.now(),
  } as const;
  await putAttachment({ db: street.tables, keyring }, upload);
  const { id } = await street.place({ text: '照片里的井盖', attachments: [paper, photo] });
  await giveAttachments({ db: street.tables, engine: street.engine }, id, [paper, photo]);
  const ledger = ledgerNamed('photos.jsonl');
  const file = await backUp(ledger);
  await eraseOrder({ db: street.tables, engine: street.engine, record: ledger.append }, id, 42, 'text');

  const { url } = await emptyDatabase();
  await restoreInto(url, file, ledger);
  await withPool(url, async (restored) => {
    const kinds = await restored.query('select kind from attachments where order_id = $1', [id]);
    expect(kinds.rows).toEqual([{ kind: 'paper' }]);
    const order = await restored.query('select data_key is not null as kept from orders where id = $1', [id]);
    expect(order.rows).toEqual([{ kept: true }]);
    expect((await lookAtErasures(restored, ledger)).status).toBe('ok');
  });
});

test('a database that holds anything is refused and left as it is', async () => {
  const file = await backUp();
  const before = await rowsOf(owner, 'orders');
  await expect(restoreInto(street.url, file)).rejects.toThrow('not empty');
  expect(await rowsOf(owner, 'orders')).toEqual(before);
  expect(await isUnfinished(owner)).toBe(false);
});

test('one that was migrated and is empty is taken', async () => {
  const file = await backUp();
  const { url } = await cloneDatabase();
  expect((await restoreInto(url, file)).orders).toBeGreaterThan(0);
});

test('a restore that broke off leaves the database closed, and can be begun again', async () => {
  const file = await backUp();
  const { url } = await emptyDatabase();
  await withPool(url, async (db) => {
    await markUnfinished(db);
    expect(await isUnfinished(db)).toBe(true);
    expect((await restoreInto(url, file)).orders).toBeGreaterThan(0);
    expect(await isUnfinished(db)).toBe(false);
  });
});

test('an order that was changed behind the application’s back keeps the database closed', async () => {
  const spoiled = await openStreet();
  const { id } = await spoiled.place();
  const db = openPool(spoiled.url, 'owner', { max: 1 });
  await db.query(`update journal set entry = replace(entry, '"seq":1', '"seq": 1') where order_id = $1`, [id]);
  const file = join(folder, 'spoiled.backup');
  const ledger = ledgerNamed('spoiled.jsonl');
  await ledger.create();
  await writeBackup({ db, keyring, ledger, file, secret, now: 0, progress: () => undefined });
  await db.end();
  const { url } = await emptyDatabase();
  await expect(restoreInto(url, file, ledger)).rejects.toThrow(id);
  await withPool(url, async (restored) => expect(await isUnfinished(restored)).toBe(true));
});

test('other master keys, an absent ledger, an old copy of it, a newer release: each refused by name', async () => {
  const ledger = ledgerNamed('advanced.jsonl');
  await ledger.append({ order: (await street.place()).id, at: 1, remains: 'nothing' });
  const survey = await surveyBackup(await backUp(ledger), secret, () => undefined);
  const ask = { keyring, ledger, withoutLedger: false };
  expect(await hindrance(survey, ask)).toBeNull();

  const others = createKeyring(`1:${Buffer.alloc(32, 9).toString('base64')}`);
  expect(await hindrance(survey, { ...ask, keyring: others })).toMatch(/SIX_ORDER_KEYS.*version 1/);

  const absent = ledgerNamed('absent.jsonl');
  expect(await hindrance(survey, { ...ask, ledger: absent })).toMatch(/ledger .* is not there/);
  expect(await hindrance(survey, { ...ask, ledger: absent, withoutLedger: true })).toBeNull();
  await absent.create();
  expect(await hindrance(survey, { ...ask, ledger: absent })).toMatch(/old copy/);

  const migrations = [...survey.manifest.migrations, { number: 9999, name: '9999-of-tomorrow.sql', digest: 'x' }];
  const newer = { ...survey, manifest: { ...survey.manifest, migrations } };
  expect(await hindrance(newer, ask)).toMatch(/newer release.*9999-of-tomorrow/);
});

// Master keys: their change while everything goes on, and what stands still when one is lost.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineAlone } from '@six-order/cli/engine-alone';
import { rotate } from '@six-order/cli/key-rotation/rotate';
import { keyUsage } from '@six-order/cli/key-rotation/usage';
import { openKeys, writeKeys } from '@six-order/cli/keys';
import { newId } from '@six-order/cli/new-id';
import { lookAtKeys } from '@six-order/cli/doctor/keys';
import { readConfiguration } from '@six-order/cli/configuration';
import { openName, readPeople } from '@six-order/community/people/people-store';
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import { FrozenOrderError, type OrderId, type StoredOrder } from '@six-order/engine';
import { createEngine, createKeyring, openPool, type Engine, type Keyring } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openStreet, testKeys, toMember } from '../harness/street.ts';

const second = `2:${Buffer.alloc(32, 2).toString('base64')}`;
const old = createKeyring(testKeys);
const both = createKeyring(`${testKeys},${second}`);
const fresh = createKeyring(second);

const opened: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(opened.map((close) => close())));

function engineOn(url: string, keyring: Keyring): Engine {
  const db = openPool(url, 'engine', { max: 2 });
  const engine = engineAlone(db, keyring);
  opened.push(async () => {
    await engine.close();
    await db.end();
  });
  return engine;
}

const textOf = async (engine: Engine, { id, snapshot }: StoredOrder): Promise<unknown> => {
  const { text } = snapshot.context as { text: { sealed: string } };
  return (await engine.unseal(id, [text.sealed]))[text.sealed];
};

const never = new AbortController().signal;
const turn = (db: Pool, keyring = both, more: { progress?: (done: number) => void; stop?: AbortSignal } = {}) =>
  rotate({ db, keyring, progress: () => undefined, stop: never, ...more });

test('all data keys are wrapped anew while commands run; nothing is lost, and the old key opens nothing any more', async () => {
  // Wrapped: whose key is being turned is tried again, which no budget of statements knows.
  const street = await openStreet({ wrap: (pool) => pool });
  const before = [];
  for (let n = 0; n < 30; n++) before.push(await street.place({ text: `第${n}件事` }));

  let running = true;
  let sent = 0;
  const load = (async () => {
    for (const { id } of before) {
      if (!running) break;
      await street.as('secretary').send(id, 'admit');
      await street.as('secretary').send(id, 'dispatch', { to: toMember });
      sent++;
    }
  })();
  const done = await turn(street.db);
  running = false;
  await load;
  expect(sent).toBeGreaterThan(0);
  expect(done).toMatchObject({ unreadable: 0, left: 0 });
  expect(done.people).toBeGreaterThan(20);

  const usage = await keyUsage(street.db, [1, 2]);
  expect(usage[0]).toEqual({ version: 1, orders: 0, people: 0, webhooks: 0 });
  expect(usage[1]).toMatchObject({ version: 2, orders: 30 });
  const newOnly = engineOn(street.url, fresh);
  const withBoth = engineOn(street.url, both);
  for (const [n, { id }] of before.entries()) {
    const order = await street.get(id);
    expect(await textOf(newOnly, order)).toBe(`第${n}件事`);
    expect(await withBoth.verify(id)).toBe(true);
    await expect(street.engine.unseal(id, [])).rejects.toThrow(FrozenOrderError);
  }
  const [person] = await readPeople(street.tables);
  expect(person && openName(fresh, person)).not.toBe('');
  expect(await turn(street.db)).toEqual({ orders: 0, people: 0, webhooks: 0, unreadable: 0, left: 0 });
});

test('broken off, it goes on where it was', async () => {
  const street = await openStreet();
  for (let n = 0; n < 5; n++) await street.place();
  const stopping = new AbortController();
  const first = await turn(street.db, both, { progress: () => stopping.abort(), stop: stopping.signal });
  expect(first).toMatchObject({ orders: 5, people: 0 });
  const rest = await turn(street.db);
  expect(rest).toMatchObject({ orders: 0, unreadable: 0, left: 0 });
  expect(rest.people).toBeGreaterThan(0);
});

test('a row that is worked on is passed over, and an erasure in between stands', async () => {
  const street = await openStreet();
  const [busy, gone, other] = [await street.place(), await street.place(), await street.place()];
  const holder = await street.db.connect();
  await holder.query('begin');
  await holder.query('select from orders where id = $1 for update', [busy.id]);
  // Between reading the keys and writing them back, one of the orders is erased.
  let erased = false;
  const meddling = {
    async query(text: string, values: unknown[]) {
      if (text.startsWith('with free') && !erased) {
        erased = true;
        await eraseOrder({ db: street.tables, engine: street.engine, record: async () => undefined }, gone.id, 1);
      }
      return street.db.query(text, values);
    },
  } as unknown as Pool;
  const done = await turn(meddling);
  await holder.query('rollback');
  holder.release();
  expect(done).toMatchObject({ orders: 1, left: 1 });
  const keys = await street.db.query<{ id: string; version: number | null }>(
    'select id, get_byte(data_key, 2) as version from orders order by id',
  );
  expect(Object.fromEntries(keys.rows.map(({ id, version }) => [id, version]))).toEqual({
    [busy.id]: 1,
    [gone.id]: null,
    [other.id]: 2,
  });
  expect(await turn(street.db)).toMatchObject({ orders: 1, left: 0 });
});

test('drill: with a key missing, what hangs on it stands still and says so; everything else works', async () => {
  const street = await openStreet();
  const lost = await street.place({ text: '旧钥匙下的事' });
  const sound = await street.place({ text: '新钥匙下的事' });
  await street.db.query('update orders set data_key = $2 where id = $1', [
    sound.id,
    both.rewrap(sound.id, (await keyOf(street.db, sound.id)) as Buffer),
  ]);
  const engine = engineOn(street.url, fresh);

  await expect(textOf(engine, lost)).rejects.toThrow(FrozenOrderError);
  expect(await textOf(engine, sound)).toBe('新钥匙下的事');
  const working = createEngine({
    db: street.db,
    workflows: street.engine.workflows.all,
    authorize: () => 'allowed',
    facts: async (asks) => asks.map(() => ({ value: null })),
    seal: fresh,
    now: street.clock.now,
    newId,
  });
  const refuse = { type: 'refuse', input: { reason: '请拨打110' }, actor: street.actor('secretary') };
  const [stuck, answered] = await working.executeMany([
    { ...refuse, order: lost.id },
    { ...refuse, order: sound.id },
  ]);
  expect(stuck).toBeInstanceOf(FrozenOrderError);
  expect((stuck as Error).message).not.toContain(testKeys.slice(2));
  expect(answered).toMatchObject({ kind: 'applied' });
  // Entries of before the change need the old key for their MAC: it is kept, or they no longer verify.
  expect(await engine.verify(sound.id)).toBe(false);

  const held = { text: second, file: null, keyring: fresh, refresh: async () => undefined };
  const finding = await lookAtKeys(street.db, held);
  expect(finding).toMatchObject({ status: 'problem', detail: expect.stringMatching(/version 1: 1 orders, \d+ people/) });
  expect(await turn(street.db, fresh)).toMatchObject({ orders: 0, unreadable: expect.any(Number) });
  const whole = { ...held, text: `${testKeys},${second}`, keyring: both };
  expect(await lookAtKeys(street.db, whole)).toMatchObject({ status: 'warning', detail: expect.stringContaining('keys rotate') });
  await turn(street.db);
  expect(await lookAtKeys(street.db, whole)).toMatchObject({ status: 'ok' });
});

const keyOf = async (db: Pool, order: OrderId): Promise<Buffer | undefined> =>
  (await db.query<{ data_key: Buffer }>('select data_key from orders where id = $1', [order])).rows[0]?.data_key;

test('a running process takes a key from its file: first it holds it, then it uses it', async () => {
  const data = await mkdtemp(join(tmpdir(), 'six-order-keys-'));
  opened.push(() => rm(data, { recursive: true }));
  const file = join(data, 'keys');
  await writeKeys(file, testKeys);
  const keys = await openKeys(readConfiguration({ SIX_ORDER_DATA: data }));
  expect(keys.keyring.version).toBe(1);

  await writeKeys(file, `${testKeys},${second.replace(':', '?:')}`);
  await keys.refresh();
  expect(keys.keyring.version).toBe(1);
  const wrapped = fresh.newKey('order').wrapped;
  expect(() => keys.keyring.open('order', wrapped)).not.toThrow();
  expect(old.newKey('order').wrapped[2]).toBe(1);

  await writeKeys(file, `${testKeys},${second}`);
  await keys.refresh();
  expect(keys.keyring.version).toBe(2);
  expect(keys.text).toBe(`${testKeys},${second}`);
});

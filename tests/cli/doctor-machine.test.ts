// What the doctor says of the machine and of what was changed behind the application's back: clock, disk, keys, chains, backups.
import { lookAtBackups } from '@six-order/cli/doctor/backups';
import { lookAtChains } from '@six-order/cli/doctor/chains';
import { lookAtClock } from '@six-order/cli/doctor/clock';
import { judgeRoom, lookAtDisk } from '@six-order/cli/doctor/disk';
import { readConfiguration } from '@six-order/cli/configuration';
import { lookAtApi } from '@six-order/cli/doctor/running';
import { lookAtKeys } from '@six-order/cli/doctor/keys';
import { createKeyring, generateKeys, openPool } from '@six-order/engine/runtime';
import { afterAll, expect, test } from 'vitest';
import { openStreet } from '../harness/street.ts';

const street = await openStreet();
const owner = openPool(street.url, 'owner', { max: 2 });
afterAll(() => owner.end());
const HOUR = 3_600_000;

test('the clock: apart from the database’s, and before what is written already', async () => {
  const looked = (now: number, off: number) => lookAtClock(owner, { now: () => now, wall: () => Date.now() + off });
  expect(await looked(Date.now(), 0)).toMatchObject({ status: 'ok' });
  expect(await looked(Date.now(), -8_000)).toMatchObject({
    status: 'warning',
    detail: expect.stringContaining('NTP'),
  });
  expect(await looked(Date.now(), HOUR)).toMatchObject({
    status: 'problem',
    detail: expect.stringMatching(/^3[56]\d\d\.\d s/),
  });
  const { id } = await street.place();
  const at = new Date(street.clock.now()).toISOString();
  const behind = await looked(street.clock.now() - HOUR, 0);
  expect(behind).toMatchObject({ status: 'problem', detail: expect.stringContaining(at) });
  expect(await looked(street.clock.now(), 0)).toMatchObject({ status: 'ok' });
  expect(await street.engine.verify(id)).toBe(true);
});

test.each([
  [500e6, 40e9, 'problem'],
  [5e9, 500e9, 'warning'],
  [5e9, 20e9, 'ok'],
  [50e9, 2000e9, 'ok'],
] as const)('the disk: %d of %d bytes free is %s', (freeBytes, totalBytes, status) => {
  const roomy = { folder: '/a', freeBytes: 100e9, totalBytes: 200e9 };
  const found = judgeRoom([roomy, { folder: '/b', freeBytes, totalBytes }], false);
  expect(found).toMatchObject({ status, detail: expect.stringContaining('/b') });
});

test('an API that does not answer is a problem where somebody said where it is, and else a warning', async () => {
  const given = { DATABASE_URL: 'postgres://db/six_order', SIX_ORDER_KEYS: '1:x' };
  const located = (env: object) => readConfiguration({ ...given, ...env }).located;
  expect(
    [{}, { PORT: '8080' }, { HOST: '10.0.0.7' }, { PUBLIC_URL: 'https://x.example' }, { DATABASE_URL: '' }].map(located),
  ).toEqual([false, true, true, true, true]);
  const looked = async (said: boolean) => lookAtApi({ host: '127.0.0.1', port: 9, publicUrl: null, located: said });
  expect(await looked(true)).toMatchObject({ status: 'problem', detail: expect.stringContaining('nobody can place') });
  expect(await looked(false)).toMatchObject({ status: 'warning', detail: expect.stringContaining('set PUBLIC_URL here') });
});

test('the disk of folders that are there, and of none', async () => {
  expect((await lookAtDisk(['/', '/no/such/folder'], true)).detail).toMatch(/free in \/; the disk of DATABASE_URL/);
  expect((await lookAtDisk(['/no/such/folder'], true)).status).toBe('ok');
});

test('another key under the same version is told from the right one', async () => {
  await street.place();
  const held = (text: string) => ({ text, file: null, keyring: createKeyring(text), refresh: async () => undefined });
  const right = await lookAtKeys(owner, { ...held(generateKeys()), keyring: street.keyring });
  expect(right.status).toBe('ok');
  const wrong = await lookAtKeys(owner, held(generateKeys()));
  expect(wrong).toMatchObject({
    status: 'problem',
    detail: expect.stringContaining('version 1 of SIX_ORDER_KEYS is another key'),
  });
});

test('an entry or a state that was changed outside the application is named', async () => {
  const [first, second] = [await street.place(), await street.place()];
  expect(await lookAtChains(owner, street.engine)).toMatchObject({ status: 'ok' });
  await owner.query(`update journal set entry = replace(entry, '"at":1', '"at":2') where order_id = $1 and seq = 1`, [first.id]);
  const entry = await lookAtChains(owner, street.engine);
  expect([entry.status, entry.detail.includes(first.id), entry.detail.includes(second.id)]).toEqual(['problem', true, false]);
  await owner.query(`update orders set snapshot = replace(snapshot, '"openedAt":1', '"openedAt":2') where id = $1`, [second.id]);
  expect((await lookAtChains(owner, street.engine)).detail).toMatch(/^2 of \d+ orders/);
});

test('a backup that is old or was never written', async () => {
  const wall = Date.parse('2026-03-02T09:00:00Z');
  const looked = (demo: boolean) => lookAtBackups(owner, { wall, demo });
  expect([(await looked(false)).status, (await looked(true)).status]).toEqual(['warning', 'ok']);
  await owner.query('insert into backups values ($1, 1)', [new Date(wall - 40 * HOUR)]);
  expect(await looked(false)).toMatchObject({ status: 'warning', detail: expect.stringContaining('40 h old') });
  await owner.query('insert into backups values ($1, 1)', [new Date(wall - 10 * HOUR)]);
  expect(await looked(false)).toMatchObject({ status: 'ok', detail: expect.stringContaining('10 h old') });
});

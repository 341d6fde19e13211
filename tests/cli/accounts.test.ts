// Accounts of staff and keys of other systems from the command line, used over HTTP against the same database.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@six-order/cli/new-id';
import { personas } from '@six-order/community/demo/personas';
import { seedDemo } from '@six-order/community/demo/seed';
import { openTables } from '@six-order/community/tables';
import { createKeyring, openPool } from '@six-order/engine/runtime';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';
import { testKeys } from '../harness/street.ts';

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');
let data: string;
let url: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'six-order-accounts-'));
  ({ url } = await cloneDatabase());
  const db = openPool(url, 'app', { max: 1 });
  await seedDemo({ db: openTables(db), keyring: createKeyring(testKeys), newId });
  await db.end();
});
afterAll(() => rm(data, { recursive: true, force: true }));

/** Those that have not ended: what a test that failed or timed out began ends with it. */
const living = new Set<ChildProcess>();
afterEach(async () => {
  const left = [...living].map((child) => once(child, 'close'));
  for (const child of living) child.kill('SIGKILL');
  await Promise.all(left);
});

const start = (args: readonly string[]) => {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: data,
      SIX_ORDER_DATA: data,
      DATABASE_URL: url,
      SIX_ORDER_KEYS: testKeys,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  living.add(child);
  child.once('close', () => living.delete(child));
  return child;
};

async function run(args: readonly string[]): Promise<{ code: number | null; output: string; errors: string }> {
  const child = start(args);
  let [output, errors] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, output, errors })));
}

test('with a database and no demo, an invited person sets a password, and a key reads what its post may', async () => {
  const [invited, made, unknown] = await Promise.all([
    run(['staff', 'invite', personas.secretary.post, '--username', 'wang', '--json']),
    run(['key', 'make', personas.secretary.post, '--name', '12345', '--scopes', 'read', '--json']),
    run(['staff', 'invite', newId()]),
  ]);
  expect([invited.code, made.code, unknown.code]).toEqual([0, 0, 1]);
  expect(unknown.errors).toContain('no post in force');
  const invitation = JSON.parse(invited.output) as { username: string; code: string };
  const { id, key } = JSON.parse(made.output) as { id: string; key: string };
  expect(invitation.username).toBe('wang');

  const api = start(['api', '--json']);
  const errors: string[] = [];
  api.stderr.on('data', (text: Buffer) => errors.push(text.toString()));
  const { address } = await new Promise<{ address: string }>((done, fail) => {
    api.stdout.on('data', (text: Buffer) => {
      const line = text
        .toString()
        .split('\n')
        .find((one) => one.includes('"address"'));
      if (line !== undefined) done(JSON.parse(line));
    });
    api.once('close', () => fail(new Error(errors.join(''))));
  });
  const post = (path: string, body: object) =>
    fetch(address + path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  const password = 'a password of its own';
  expect((await post('/api/v1/session/staff/password', { code: invitation.code, password })).status).toBe(200);
  expect(await (await post('/api/v1/session/staff', { username: 'wang', password })).json()).toMatchObject({
    next: 'set-up-authenticator',
  });
  const me = () => fetch(`${address}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } });
  expect(((await (await me()).json()) as { person: { id: string } }).person.id).toBe(personas.secretary.person);
  expect((await post('/api/v1/demo/session', { persona: 'admin' })).status).toBe(404);

  const listed = await run(['key', 'list']);
  expect(listed.output).toMatch(new RegExp(`${id} +12345 · read · until`));
  expect(listed.output).not.toContain(key);
  expect((await run(['key', 'revoke', id])).code).toBe(0);
  expect((await me()).status).toBe(401);
  expect((await run(['key', 'revoke', id])).code).toBe(1);
  const ended = new Promise((done) => api.once('close', done));
  api.kill('SIGTERM');
  await ended;
}, 60_000);

test('what is asked for wrongly is said', async () => {
  const wrong = await Promise.all([
    run(['key', 'make', personas.secretary.post, '--name', 'x', '--scopes', 'all']),
    run(['key', 'make', personas.secretary.post, '--name', 'x', '--days', '0']),
    run(['key', 'make', personas.secretary.post]),
    run(['staff', 'invite', personas.member.post, '--username', '王']),
  ]);
  expect(wrong.map(({ code }) => code)).toEqual([2, 2, 2, 1]);
  expect(wrong.map(({ errors }) => errors).join('')).toMatch(/read, write, reveal[^]*1 to 730[^]*--name[^]*3 to 32/);
}, 60_000);

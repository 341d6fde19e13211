import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@six-order/cli/database';
import { type RunningPostgres, startPostgres } from '@six-order/cli/embedded-postgres';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const program = join(import.meta.dirname, 'hold-postgres.ts');
let parent: string;
let folder: string;
const servers: RunningPostgres[] = [];
const holders: ChildProcess[] = [];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'six-order-pg-'));
  await chmod(parent, 0o700);
  folder = join(parent, 'postgres');
});

afterEach(async () => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL');
  for (const server of servers.splice(0)) await server.stop();
  await rm(parent, { recursive: true, force: true });
});

const start = async (options: { port?: number; runAs?: 'any' | 'user'; say?: (line: string) => void } = {}) => {
  const server = await startPostgres({ folder, ...options });
  servers.push(server);
  return server;
};

/** Another process that starts or adopts the server and keeps it. */
const hold = async (): Promise<{ child: ChildProcess; pid: number; adopted: boolean }> => {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  holders.push(child);
  const said = await new Promise<string>((done) => child.stdout?.once('data', (data: Buffer) => done(data.toString())));
  return { child, ...(JSON.parse(said) as { pid: number; adopted: boolean }) };
};

const kill = (child: ChildProcess) =>
  new Promise((done) => {
    child.once('exit', done);
    child.kill('SIGKILL');
  });

const ask = async <T>(url: string, text: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end();
  }
};

/** A dead process that its parent has not asked about yet has no command line any more. */
const alive = (pid: number) => {
  try {
    return process.platform === 'linux' ? readFileSync(`/proc/${pid}/cmdline`).length > 0 : process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a new cluster: durable, UTF-8, sees Chinese, local, with a password', async () => {
  const server = await start();
  expect(server.adopted).toBe(false);
  const [row] = await ask<Record<string, unknown>>(
    server.url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as listen,
            current_setting('unix_socket_directories') as sockets, current_setting('server_encoding') as encoding, datctype, datlocale, current_database() as name
     from pg_database where datname = current_database()`,
  );
  expect(row).toEqual({
    fsync: 'on',
    commit: 'on',
    listen: '127.0.0.1',
    sockets: '',
    encoding: 'UTF8',
    datctype: 'C.UTF-8',
    datlocale: 'C.UTF-8',
    name: 'six_order',
  });
  await ask(server.url, 'create extension pg_trgm');
  expect(await ask(server.url, `select show_trgm('点单') <> '{}' as sees`)).toEqual([{ sees: true }]);
  expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600);
  await expect(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
});

test('stopped and started again: the same data on the same port', async () => {
  const first = await start();
  await ask(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  expect(alive(first.pid)).toBe(false);
  const second = await start();
  expect(second.port).toBe(first.port);
  expect(second.adopted).toBe(false);
  expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a server whose starter was killed lives on and is adopted', async () => {
  const { child, pid } = await hold();
  await kill(child);
  expect(alive(pid)).toBe(true);
  const server = await start();
  expect(server).toMatchObject({ adopted: true, pid });
  await server.stop();
  expect(alive(pid)).toBe(false);
});

test('of two processes the last to leave stops the server', async () => {
  const { child, pid } = await hold();
  const server = await start();
  expect(server).toMatchObject({ adopted: true, pid });
  await server.stop();
  expect(alive(pid)).toBe(true);
  child.kill('SIGTERM');
  await new Promise((done) => child.once('exit', done));
  expect(alive(pid)).toBe(false);
});

test('two that ask at once get one server', async () => {
  const [one, other] = await Promise.all([hold(), hold()]);
  expect(one.pid).toBe(other.pid);
  expect(one.adopted).not.toBe(other.adopted);
  await kill(one.child);
  other.child.kill('SIGTERM');
  await new Promise((done) => other.child.once('exit', done));
  expect(alive(one.pid)).toBe(false);
});

test('a killed server recovers, and a stale pid file whose number lives on as another process hinders nobody', async () => {
  const first = await start();
  await ask(first.url, 'create table kept as select 42 as answer');
  process.kill(first.pid, 'SIGKILL');
  while (alive(first.pid)) await new Promise((done) => setTimeout(done, 10));
  const file = join(folder, 'data', 'postmaster.pid');
  const lines = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, [String(process.pid), ...lines.slice(1)].join('\n'));
  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a database that is kept running comes back on its address after its server was killed', async () => {
  const said: string[] = [];
  const database = await openDatabase({ databaseUrl: null, data: parent, keys: null }, (line) => said.push(line));
  try {
    // Whatever made it, the keys it will be sealed with lie beside it.
    expect(await readFile(join(parent, 'keys'), 'utf8')).toMatch(/^1:/);
    process.kill(Number((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL');
    await vi.waitFor(() => expect(said).toContain('The embedded PostgreSQL has ended; starting it again …'), { timeout: 10_000 });
    await vi.waitFor(() => ask(database.url, 'select 1'), { timeout: 10_000, interval: 100 });
  } finally {
    await database.close();
  }
  await expect(ask(database.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('a lock of a dead process hinders nobody', async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'lock'), '999999999 1');
  expect((await start()).adopted).toBe(false);
});

test('a taken port that was asked for is refused with what to do', async () => {
  const first = await start();
  await expect(startPostgres({ folder: join(parent, 'other'), port: first.port })).rejects.toThrow(
    /could not bind|Address already in use/,
  );
});

test('data without its password file is refused with what to do', async () => {
  const first = await start();
  await first.stop();
  await rm(join(folder, 'password'));
  await expect(start()).rejects.toThrow(/Put .*password back/);
});

test('root without user namespaces in a 0700 folder: the database goes where its user may, and that is said', async (ctx) => {
  if (process.getuid?.() !== 0) return ctx.skip('only root needs another user');
  const said: string[] = [];
  const first = await start({ runAs: 'user', say: (line) => said.push(line) });
  const moved = (await readFile(join(folder, 'moved-to'), 'utf8')).trim();
  try {
    expect(said.join('\n')).toContain(moved);
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start({ runAs: 'user' });
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
    const third = await start();
    expect(await ask(third.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await third.stop();
  } finally {
    await rm(moved, { recursive: true, force: true });
  }
});

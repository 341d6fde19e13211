// The running server of a data directory: found by its `postmaster.pid`, started, stopped.
import { open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Place } from './place.ts';
import { commandLine, isAlive } from './process-identity.ts';
import { spawnAs } from './run-as.ts';

const START_MS = 60_000;
const STOP_MS = 30_000;
const LOG_BYTES = 10 * 1024 * 1024;

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** Of the machine, or of the container that we are in, MB. */
const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20;

/** An eighth of it: the orders that a street has open in an emergency are 400 MB, and are written twice. */
const buffers = Math.round(Math.min(1024, Math.max(128, memory / 8)));

/** Settings for a small machine. What a user's text is part of stays out of the log (I12). */
const defaults: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: `${buffers}MB`,
  max_connections: '200',
  effective_cache_size: `${4 * buffers}MB`,
  random_page_cost: '1.1',
  min_wal_size: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
};

/** What `postmaster.pid` says of a server that lives; null when there is none. */
export async function findPostmaster(data: string): Promise<Postmaster | null> {
  const file = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => null);
  if (file === null) return null;
  const lines = file.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!(pid > 0) || !isAlive(pid) || !(await isServerOf(pid, data))) return null;
  return { pid, port: Number.parseInt(lines[3] ?? '', 10), ready: lines[7]?.trim() === 'ready' };
}

/** Whether the process is a PostgreSQL of this data directory, and not another one that got its number. */
async function isServerOf(pid: number, data: string): Promise<boolean> {
  const words = await commandLine(pid);
  return words.includes('postgres') && words.includes(await realpath(data).catch(() => data));
}

/** Takes away the `postmaster.pid` of a server that died: PostgreSQL would believe it if its number were used again. */
export async function clearStalePid(data: string): Promise<void> {
  if ((await findPostmaster(data)) === null) await unlink(join(data, 'postmaster.pid')).catch(() => undefined);
}

/** Connects to the server as its superuser and asks whether it is the one of `data`. Throws when it does not answer. */
export async function answers(url: string, data: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ dir: string }>(`select current_setting('data_directory') as dir`);
    return (await realpath(rows[0]?.dir ?? '')) === (await realpath(data));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts the server in a session of its own (a Ctrl-C meant for us does not reach it). Its log grows at `log`. */
export async function launch(
  place: Place,
  port: number,
  log: string,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster> {
  const data = await realpath(place.data);
  await rollLog(log);
  const from = (await stat(log).catch(() => null))?.size ?? 0;
  const file = await open(log, 'a', 0o600);
  const set = Object.entries({ ...defaults, ...settings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = spawnAs(place.way, place.binaries.postgres, ['-D', data, ...set], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', file.fd, file.fd],
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
  });
  let ended = '';
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended ||= `it ended with ${signal ?? `code ${code ?? 0}`}`));
  child.unref();
  await file.close();
  for (const until = Date.now() + START_MS; Date.now() < until; await wait(20)) {
    if (ended !== '') throw new Error(`PostgreSQL did not start: ${ended}.\n${await logSince(log, from)}(whole log: ${log})`);
    const server = await findPostmaster(data);
    if (server?.ready && server.pid === child.pid) return server;
  }
  throw new Error(`PostgreSQL has not become ready within a minute.\n${await logSince(log, from)}(whole log: ${log})`);
}

/** Waits until a server that is starting or stopping is ready (then it is returned) or gone (null). */
export async function settled(data: string): Promise<Postmaster | null> {
  for (const until = Date.now() + START_MS; ; await wait(50)) {
    const server = await findPostmaster(data);
    if (server === null || server.ready) return server;
    if (Date.now() > until) {
      throw new Error(
        `The PostgreSQL of ${data} (process ${server.pid}) has been neither ready nor gone for a minute. End it, then start again.`,
      );
    }
  }
}

/** Fast shutdown: connections are cut, nothing committed is lost. After half a minute it is killed and recovers next time. */
export async function shutDown(data: string, pid: number): Promise<void> {
  const alive = async () => isAlive(pid) && (await isServerOf(pid, data));
  for (const [signal, patience] of [
    ['SIGINT', STOP_MS],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!(await alive())) return;
    process.kill(pid, signal);
    for (const until = Date.now() + patience; Date.now() < until; await wait(20)) if (!(await alive())) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not end. Its data is in ${data}.`);
}

async function rollLog(log: string): Promise<void> {
  const size = (await stat(log).catch(() => null))?.size ?? 0;
  if (size > LOG_BYTES) await rename(log, `${log}.1`);
}

async function logSince(log: string, from: number): Promise<string> {
  const text = (await readFile(log).catch(() => Buffer.alloc(0))).subarray(from).toString();
  return text.split('\n').slice(-12).join('\n');
}

// The embedded PostgreSQL: a whole server from npm for a machine that has none.
//
// Owns: its cluster, port and password in one folder; starting, adopting and stopping it.
// Not ours: what is in the database (migrations, roles).
// E1: it listens on 127.0.0.1 only. E2: it outlives our process when that is killed, and the next start adopts it.
// E3: of several processes that use it, the last to leave stops it.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries } from './postgres/binaries.ts';
import { SUPERUSER, makeCluster, passwordOf } from './postgres/cluster.ts';
import { withFolderLock } from './postgres/folder-lock.ts';
import { choosePlace, homeOf } from './postgres/place.ts';
import { type Postmaster, answers, clearStalePid, findPostmaster, launch, settled, shutDown } from './postgres/postmaster.ts';
import type { RunAsChoice } from './postgres/run-as.ts';
import { enter, leave } from './postgres/users.ts';

const DATABASE = 'six_order';
const ATTEMPTS = 3;

export interface PostgresOptions {
  /** Where the cluster lies; made when it is not there. */
  readonly folder: string;
  /** TCP port; 0 or absent: a free one, kept the same between starts while it stays free. */
  readonly port?: number;
  /** Told, line by line, what takes long or lies where nobody would look. */
  readonly say?: (line: string) => void;
  /** PostgreSQL settings over ours. They hold from the next start of the server, not for an adopted one. */
  readonly settings?: Readonly<Record<string, string>>;
  /** For root only: `user` leaves out the user namespace, as on machines that have none. */
  readonly runAs?: RunAsChoice;
}

export interface RunningPostgres {
  /** Superuser's URL of the database `six_order`. Holds the password: not for a log. */
  readonly url: string;
  readonly port: number;
  /** The postmaster's process id. */
  readonly pid: number;
  /** It was running already. */
  readonly adopted: boolean;
  /** Whether a server of this folder runs, be it this one or one that was started after it. */
  isRunning(): Promise<boolean>;
  /** Stops the server (fast), unless another living process uses it. */
  stop(): Promise<void>;
}

/** Starts the PostgreSQL of a folder, or adopts the one that runs there. Throws an Error that says what to do. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const folder = resolve(options.folder);
  const say = options.say ?? (() => undefined);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return withFolderLock(join(folder, 'lock'), say, async () => {
    const adopted = await adopt(folder);
    const server = adopted ?? (await start(folder, options, say));
    const { data, pid, port, password } = server;
    await makeDatabase(urlOf(port, password, 'postgres'));
    const note = await enter(folder);
    let stopped: Promise<void> | undefined;
    return {
      url: urlOf(port, password, DATABASE),
      port,
      pid,
      adopted: adopted !== null,
      isRunning: async () => (await findPostmaster(data)) !== null,
      stop: () =>
        (stopped ??= withFolderLock(join(folder, 'lock'), say, async () => {
          if ((await leave(folder, note)) > 0) return;
          // Not the one that was started: it may have been killed and started anew since.
          const last = await findPostmaster(data);
          if (last) await shutDown(data, last.pid);
        })),
    };
  });
}

interface Server extends Postmaster {
  readonly data: string;
  readonly password: string;
}

async function adopt(folder: string): Promise<Server | null> {
  const data = join(await homeOf(folder), 'data');
  const server = await settled(data);
  if (!server) return null;
  const password = await passwordOf(folder, data);
  try {
    if (await answers(urlOf(server.port, password, 'postgres'), data)) return { ...server, data, password };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The PostgreSQL of ${data} runs (process ${server.pid}) but does not let us in: ${reason}. End it, then start again.`,
      { cause: error },
    );
  }
  throw new Error(
    `Process ${server.pid} holds port ${server.port} but serves another folder than ${data}. End it, then start again.`,
  );
}

async function start(folder: string, options: PostgresOptions, say: (line: string) => void): Promise<Server> {
  const place = await choosePlace(await findBinaries(), folder, options.runAs ?? 'any', say);
  const { data } = place;
  const password = await passwordOf(folder, data);
  await makeCluster(place, password, options.settings?.['fsync'] !== 'off');
  await clearStalePid(data);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port || (await freePort(folder));
    try {
      const server = await launch(place, port, join(folder, 'log'), options.settings ?? {});
      await remember(folder, port);
      return { ...server, data, password };
    } catch (error) {
      // Someone took the port between our look and the server's; or backends of a killed server are still ending.
      const passing = error instanceof Error && /could not bind|pre-existing shared memory/.test(error.message);
      if (!passing || attempt === ATTEMPTS || (options.port && !error.message.includes('shared memory'))) throw error;
      await new Promise((done) => setTimeout(done, 500 * attempt));
    }
  }
}

const urlOf = (port: number, password: string, database: string): string =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

/** The port of the last start when it is free, else any free one. */
async function freePort(folder: string): Promise<number> {
  const last = Number.parseInt(await readFile(join(folder, 'port'), 'utf8').catch(() => ''), 10);
  return (last > 0 && (await listenOn(last))) || (await listenOn(0)) || 0;
}

/** Listens for a moment: the port, or 0 when it is taken. */
const listenOn = (port: number): Promise<number> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(0));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });

async function remember(folder: string, port: number): Promise<void> {
  await writeFile(join(folder, 'port.new'), String(port));
  await rename(join(folder, 'port.new'), join(folder, 'port'));
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

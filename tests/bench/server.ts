// The throw-away PostgreSQL of a run, and databases on it.
//
// Owns: its folder, its settings (the same for all contenders), the template that each bench clones.
// B1: commits wait for the disk as in production. B2: what a run that was killed left behind, the next one removes.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@six-order/cli/embedded-postgres';
import { migrateAll } from '@six-order/cli/migrations';
import { newId } from '@six-order/cli/new-id';
import { seedDemo } from '@six-order/community/demo/seed';
import { openTables } from '@six-order/community/tables';
import { createKeyring, generateKeys, openPool } from '@six-order/engine/runtime';
import pg from 'pg';
import type { Server } from './bench.ts';

const notes = join(import.meta.dirname, '../.out/bench');

/** What is said here is the default as well; it stands here because figures without it would mean nothing. */
const settings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

/** MB. More than a run writes between two checkpoints. */
const LOG = 1_500;

export interface ThrowAwayServer extends Server {
  /** `PostgreSQL 18.4`. */
  readonly version: string;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

export async function startServer(say: (line: string) => void): Promise<ThrowAwayServer> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), 'six-order-bench-'));
  await mkdir(notes, { recursive: true });
  const note = join(notes, String(process.pid));
  await writeFile(note, folder);
  say('starting a throw-away PostgreSQL …');
  const server = await startPostgres({ folder, settings, say });
  const keys = generateKeys();
  const template = 'bench_template';
  await query(server.url, `create database ${template}`);
  const url = databaseUrl(server.url, template);
  await migrateAll(url);
  await seed(url, keys);
  say('filling its write-ahead log …');
  await fillLog(server.url);
  const [row] = await query<{ version: string }>(
    server.url,
    `select 'PostgreSQL ' || current_setting('server_version') as version`,
  );
  return {
    url: server.url,
    pid: server.pid,
    template,
    keys,
    version: row?.version ?? 'PostgreSQL',
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
      await rm(note, { force: true });
    },
  };
}

/**
 * A server that has run for a while writes its log into files that it has; a new one stops every commit for each file that it makes,
 * twice a second at our rates.
 */
async function fillLog(url: string): Promise<void> {
  await query(url, `select count(pg_logical_emit_message(false, 'fill', repeat('x', 1000000))) from generate_series(1, ${LOG})`);
  await query(url, 'checkpoint');
}

async function seed(url: string, keys: string): Promise<void> {
  const pool = openPool(url, 'app', { max: 1 });
  try {
    await seedDemo({ db: openTables(pool), keyring: createKeyring(keys), newId });
  } finally {
    await pool.end();
  }
}

let made = 0;

/** A database of one's own, empty or cloned from the run's template. Returns the owner's URL. */
export async function makeDatabase({ url, template }: Server, from: 'template' | 'nothing' = 'template'): Promise<string> {
  const name = `bench_${process.pid}_${(made += 1)}`;
  await query(url, `create database ${name}${from === 'template' ? ` template ${template}` : ''}`);
  return databaseUrl(url, name);
}

export async function dropDatabase({ url }: Server, database: string): Promise<void> {
  await query(url, `drop database ${new URL(database).pathname.slice(1)} with (force)`);
}

const databaseUrl = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

/** One statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(notes).catch(() => [])) {
    if (isAlive(Number(name))) continue;
    const folder = await readFile(join(notes, name), 'utf8');
    // A server outlives the run that was killed: it is adopted and stopped.
    if (existsSync(join(folder, 'data/postmaster.pid'))) await (await startPostgres({ folder })).stop();
    await rm(folder, { recursive: true, force: true });
    await rm(join(notes, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

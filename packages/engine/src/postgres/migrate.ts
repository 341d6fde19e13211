// Forward-only numbered migrations, one transaction a file, under an advisory lock (even `create table if not exists` races).
//
// M1: commands go on meanwhile, and lock orders by id: a file that fills rows of orders locks them by id, too (0455). Older ones do not: one that
// meets a command so that each waits for the other is applied again.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Pool, PoolClient } from 'pg';
import { APP_ROLE, isContention } from './pool.ts';

/** The engine's own migrations. */
export const engineMigrations = new URL('./migrations/', import.meta.url);

const LOCK = 522_326;
/** How often a file is applied that met a command (M1). */
const TRIES = 5;

interface MigrationFile {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly digest: string;
}

/**
 * Brings the database to the newest version. `folders` share one sequence of numbers; `owner` must be allowed to create
 * tables and, the first time, the role and the extensions. Throws, changing nothing, when a file that was applied has
 * changed or is missing, or when two files have one number.
 */
export async function migrate(owner: Pool, folders: readonly URL[]): Promise<{ applied: string[] }> {
  const files = await read(folders);
  const client = await owner.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(
      'create table if not exists migrations (number integer primary key, name text not null, digest text not null, applied_at timestamptz not null default now())',
    );
    const applied = await apply(client, files);
    await grant(client);
    return { applied };
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => {});
    client.release();
  }
}

async function read(folders: readonly URL[]): Promise<MigrationFile[]> {
  const files: MigrationFile[] = [];
  for (const folder of folders) {
    for (const name of await readdir(folder)) {
      const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]);
      if (!number) continue;
      const sql = await readFile(new URL(name, folder), 'utf8');
      files.push({ number, name, sql, digest: createHash('sha256').update(sql).digest('hex') });
    }
  }
  files.sort((a, b) => a.number - b.number);
  for (const [index, file] of files.entries()) {
    if (files[index + 1]?.number === file.number)
      throw new Error(`${file.name} and ${files[index + 1]?.name} have the same number`);
  }
  return files;
}

async function apply(client: PoolClient, files: readonly MigrationFile[]): Promise<string[]> {
  const { rows } = await client.query<{ number: number; name: string; digest: string }>(
    'select number, name, digest from migrations',
  );
  const done = new Map(rows.map((row) => [row.number, row]));
  for (const row of rows) {
    const file = files.find(({ number }) => number === row.number);
    if (!file)
      throw new Error(`this database has migration ${row.name}, which this release does not know: run the release that made it`);
    if (file.digest !== row.digest)
      throw new Error(`migration ${row.name} was changed after it was applied: add a new one instead`);
  }
  const applied: string[] = [];
  for (const file of files) {
    if (done.has(file.number)) continue;
    await applyOne(client, file);
    applied.push(file.name);
  }
  return applied;
}

async function applyOne(client: PoolClient, file: MigrationFile): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await client.query('begin');
    try {
      await client.query('insert into migrations (number, name, digest) values ($1, $2, $3)', [
        file.number,
        file.name,
        file.digest,
      ]);
      await client.query(file.sql);
      await client.query('commit');
      return;
    } catch (error) {
      await client.query('rollback');
      if (isContention(error) && tries < TRIES) continue;
      throw new Error(`migration ${file.name} failed; nothing of it was kept`, { cause: error });
    }
  }
}

/** What nothing may change once it is written. */
const APPEND_ONLY = ['journal', 'anchors', 'access_log', 'access_anchors', 'set_asides'];

async function grant(client: PoolClient): Promise<void> {
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${APP_ROLE}') then create role ${APP_ROLE} nologin; end if;
      if not pg_has_role(current_user, '${APP_ROLE}', 'member') then grant ${APP_ROLE} to current_user; end if;
    end $$;
    grant usage on schema public to ${APP_ROLE};
    grant select, insert, update, delete on all tables in schema public to ${APP_ROLE};
    grant usage, select on all sequences in schema public to ${APP_ROLE};
    revoke insert, update, delete on migrations from ${APP_ROLE};
  `);
  for (const table of APPEND_ONLY) {
    await client.query(
      `do $$ begin if to_regclass('public.${table}') is not null then revoke update, delete, truncate on ${table} from ${APP_ROLE}; end if; end $$`,
    );
  }
}

// All migrations of the system, in the order in which they must run: engine and community, then the queues' own.
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { communityMigrations } from '@six-order/community/migrations';
import { engineMigrations, migrate, openPool } from '@six-order/engine/runtime';
import { migrateQueues } from '@six-order/worker';
import type { Pool } from 'pg';

const folders = [engineMigrations, communityMigrations];

/** Brings the database of the owner's `url` to this release. Returns the files that were applied. */
export async function migrateAll(url: string): Promise<readonly string[]> {
  const owner = openPool(url, 'owner', { max: 1 });
  try {
    const { applied } = await migrate(owner, folders);
    await migrateQueues(url);
    return applied;
  } finally {
    await owner.end();
  }
}

/** Names of this release's migrations that the database has not. `db` may be of any role. */
export async function pendingMigrations(db: Pool): Promise<readonly string[]> {
  const { rows } = await db.query<{ there: boolean }>(`select to_regclass('public.migrations') is not null as there`);
  const done = rows[0]?.there
    ? (await db.query<{ name: string }>('select name from migrations')).rows.map(({ name }) => name)
    : [];
  const names = (await Promise.all(folders.map((folder) => readdir(folder))))
    .flat()
    .filter((name) => /^\d{4}-.*\.sql$/.test(name));
  return names.filter((name) => !done.includes(name)).toSorted();
}

/** Names of the database's migrations that this release does not have. `db` may be of any role. */
export async function newerMigrations(db: Pool): Promise<readonly string[]> {
  const { rows } = await db.query<{ there: boolean }>(`select to_regclass('public.migrations') is not null as there`);
  if (!rows[0]?.there) return [];
  const known = await filesByName();
  const applied = await db.query<{ name: string }>('select name from migrations order by number');
  return applied.rows.map(({ name }) => name).filter((name) => !known.has(name));
}

export const madeByNewer = (names: readonly string[]): string =>
  `A newer release has this database in hand: this one does not know ${names.join(', ')}. It serves for the time of an upgrade, or until that release is back; what only the newer one knows it leaves alone.`;

/** A migration as a database remembers it. */
export interface Applied {
  readonly name: string;
  /** SHA-256 of its file, in hex. */
  readonly digest: string;
}

/** Those that this release does not have, or has with another text. */
export async function unknownMigrations(applied: readonly Applied[]): Promise<readonly string[]> {
  const known = await filesByName();
  const unknown: string[] = [];
  for (const { name, digest } of applied) {
    const file = known.get(name);
    const text = file && (await readFile(file));
    if (!text || createHash('sha256').update(text).digest('hex') !== digest) unknown.push(name);
  }
  return unknown;
}

/** Brings the owner's database to just these migrations, which this release knows: what a backup of that state fits into. */
export async function migrateTo(owner: Pool, applied: readonly Applied[]): Promise<void> {
  const known = await filesByName();
  const folder = await mkdtemp(join(tmpdir(), 'six-order-migrations-'));
  try {
    for (const { name } of applied) await cp(known.get(name) as URL, join(folder, name));
    await migrate(owner, [pathToFileURL(`${folder}/`)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function filesByName(): Promise<ReadonlyMap<string, URL>> {
  const files = new Map<string, URL>();
  for (const folder of folders) for (const name of await readdir(folder)) files.set(name, new URL(name, folder));
  return files;
}

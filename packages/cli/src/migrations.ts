// All migrations of the system, in the order in which they must run: engine and community, then the queues' own.
import { readdir } from 'node:fs/promises';
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

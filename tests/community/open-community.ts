// A migrated database of a test's own, with the community's tables, a key ring and ids.
import { randomUUID } from 'node:crypto';
import { createKeyring, generateKeys, openPool } from '@six-order/engine/runtime';
import { openTables } from '@six-order/community/tables';
import { onTestFinished } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

/** Works under the application's role, as a process does. Closed when the test ends. */
export async function openCommunity() {
  const { url } = await cloneDatabase();
  const open = () => {
    const pool = openPool(url, 'app', { max: 4 });
    onTestFinished(() => pool.end());
    return { pool, db: openTables(pool) };
  };
  return {
    ...open(),
    /** What a second process on the same database has. */
    another: open,
    /** A statement of the database's owner, who may change tables. */
    async asOwner(statement: string): Promise<void> {
      const owner = openPool(url, 'owner', { max: 1 });
      await owner.query(statement).finally(() => owner.end());
    },
    keyring: createKeyring(generateKeys()),
    newId: () => randomUUID(),
  };
}

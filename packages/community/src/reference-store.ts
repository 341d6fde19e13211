// Versions of reference data: one tiny statement tells a process whether what it holds in memory still stands.
import type { Db } from './tables.ts';

/** The version of a kind of reference data, of one county or of all: a text to compare, never to count with. */
export async function referenceVersion(db: Db, name: string, tenant?: string): Promise<string> {
  const rows = await db
    .selectFrom('reference_versions')
    .select(['tenant', 'version'])
    .where('name', '=', name)
    .$if(tenant !== undefined, (query) => query.where('tenant', '=', tenant as string))
    .orderBy('tenant')
    .execute();
  return rows.map((row) => `${row.tenant} ${row.version}`).join('\n');
}

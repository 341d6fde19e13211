// The access log: one row for each personal field that a reader was shown. Only ever added to.
import type { ColumnType } from 'kysely';
import type { Db } from '../tables.ts';

export interface AccessLogTable {
  id: string;
  tenant: string;
  at: ColumnType<Date, Date, never>;
  person: string;
  post: string | null;
  order_id: string;
  field: string;
  how: 'full' | 'masked' | 'reveal';
  reason: string | null;
}

export interface AccessEntry {
  readonly id: string;
  readonly tenant: string;
  /** Epoch ms. */
  readonly at: number;
  readonly person: string;
  readonly post: string | null;
  readonly order: string;
  readonly field: string;
  readonly how: 'full' | 'masked' | 'reveal';
  /** Only with `reveal`; holds no personal data. */
  readonly reason: string | null;
}

const tables = (db: Db) => db.withTables<{ access_log: AccessLogTable }>();

/** Writes the entries in one statement. Committed when it returns. */
export async function writeAccess(db: Db, entries: readonly AccessEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tables(db)
    .insertInto('access_log')
    .values(entries.map(({ at, order, ...entry }) => ({ ...entry, at: new Date(at), order_id: order })))
    .execute();
}

/** Who read an order's personal fields, newest first; at most `limit` entries. */
export async function readAccess(
  db: Db,
  ask: { readonly tenant: string; readonly order: string; readonly limit: number },
): Promise<AccessEntry[]> {
  const rows = await tables(db)
    .selectFrom('access_log')
    .selectAll()
    .where('tenant', '=', ask.tenant)
    .where('order_id', '=', ask.order)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(ask.limit)
    .execute();
  return rows.map(({ at, order_id, ...row }) => ({ ...row, at: at.getTime(), order: order_id }));
}

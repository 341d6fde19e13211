// How far the demo's past is lived, in the database: one row for the whole installation. Times are epoch ms of the system's time.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';

const tables = (db: Db) => db.withTables<{ demo_past: { id: boolean; lived_until: Date; done_at: Date | null } }>();

/** A past that was begun and is not done. */
export interface BegunPast {
  /** Until when it is to be lived. */
  readonly until: number;
  /** When the last command happened, of this past or of anything else; null when none did. */
  readonly lastAt: number | null;
}

/** What was cut short; null where no past was begun, or where it is done. */
export async function readBegunPast(db: Db): Promise<BegunPast | null> {
  const begun = await tables(db).selectFrom('demo_past').select('lived_until').where('done_at', 'is', null).executeTakeFirst();
  if (!begun) return null;
  const { rows } = await sql<{ last: Date | null }>`select max(recorded_at) as last from journal`.execute(db);
  return { until: begun.lived_until.getTime(), lastAt: rows[0]?.last?.getTime() ?? null };
}

/** Says that it is begun: to be told before its first order. */
export const beginPast = (db: Db, until: number) =>
  tables(db)
    .insertInto('demo_past')
    .values({ id: true, lived_until: new Date(until), done_at: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();

/** Nothing more of it is to be lived. */
export const endPast = (db: Db, at: number) =>
  tables(db)
    .updateTable('demo_past')
    .set({ done_at: new Date(at) })
    .where('done_at', 'is', null)
    .execute();

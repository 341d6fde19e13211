// How far the demo's past is lived, in the database: one row for the whole installation. Times are epoch ms of the system's time.
import { sql, type ColumnType } from 'kysely';
import type { Db } from '../tables.ts';

interface PastTable {
  id: boolean;
  lived_until: Date;
  done_at: Date | null;
  left_out: ColumnType<string[], string[] | undefined>;
}

const tables = (db: Db) => db.withTables<{ demo_past: PastTable }>();

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

/** Says that it is begun: to be told before its first order. One that came to no order at all is begun anew. */
export const beginPast = (db: Db, until: number) =>
  tables(db)
    .insertInto('demo_past')
    .values({ id: true, lived_until: new Date(until), done_at: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ lived_until: new Date(until), done_at: null, left_out: [] }))
    .execute();

/** Nothing more of it is to be lived. `leftOut`: what of it did not come about, each with why. */
export const endPast = (db: Db, at: number, leftOut: readonly string[]) =>
  tables(db)
    .updateTable('demo_past')
    .set({ done_at: new Date(at), left_out: [...leftOut] })
    .where('done_at', 'is', null)
    .execute();

/** What is known of it: whether it is done, and what was left out; null where none was begun. */
export async function readPast(db: Db): Promise<{ readonly done: boolean; readonly leftOut: readonly string[] } | null> {
  const past = await tables(db).selectFrom('demo_past').select(['done_at', 'left_out']).executeTakeFirst();
  return past ? { done: past.done_at !== null, leftOut: past.left_out } : null;
}

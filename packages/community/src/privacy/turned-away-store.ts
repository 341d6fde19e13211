// Leads about breaches of discipline (1102) that were turned away at the door: how many, by month.
//
// T1: nothing of what they said is kept, nor who wrote, nor from where; they belong to discipline inspection, and a community's
// platform does not hold them. Source: domain research 4.
import { sql } from 'kysely';
import { monthOf } from '../metrics/measure.ts';
import { categoryByCode } from '../catalogue/catalogue.ts';
import type { Db } from '../tables.ts';

interface TurnedAwayTable {
  tenant: string;
  month: string;
  count: number;
}
const tables = (db: Db) => db.withTables<{ turned_away: TurnedAwayTable }>();

/** Whether orders of this category are taken nowhere here, but told where to turn. */
export const isTurnedAway = (category: string): boolean => categoryByCode(category)?.flags.includes('discipline-only') === true;

/** Counts one, at `at` (epoch ms). */
export const countTurnedAway = (db: Db, tenant: string, at: number) =>
  tables(db)
    .insertInto('turned_away')
    .values({ tenant, month: monthOf(at), count: 1 })
    .onConflict((conflict) => conflict.columns(['tenant', 'month']).doUpdateSet({ count: sql`turned_away.count + 1` }))
    .execute();

/** The months that have any, newest first. */
export const readTurnedAway = (db: Db, tenant: string): Promise<readonly { readonly month: string; readonly count: number }[]> =>
  tables(db).selectFrom('turned_away').select(['month', 'count']).where('tenant', '=', tenant).orderBy('month', 'desc').execute();

// Absences in the database.
import type { Db } from '../tables.ts';
import type { Absence } from './absence.ts';

/** Adds absences; one that is there already stays as it is. `enteredBy`: who entered it. Returns how many are new. */
export async function putAbsences(db: Db, absences: readonly (Absence & { readonly enteredBy: string })[]): Promise<number> {
  if (absences.length === 0) return 0;
  const done = await db
    .insertInto('absences')
    .values(
      absences.map(({ id, tenant, person, startsAt, endsAt, enteredBy }) => ({
        id,
        tenant,
        person,
        starts_at: new Date(startsAt),
        ends_at: new Date(endsAt),
        entered_by: enteredBy,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant', 'id']).doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows);
}

/**
 * The person is back at `at` (epoch ms): the absence ends then, or goes when it had not begun. False when there is none of
 * this person under this id that ends later.
 */
export async function endAbsence(
  db: Db,
  absence: { readonly tenant: string; readonly person: string; readonly id: string },
  at: number,
): Promise<boolean> {
  const gone = await db
    .deleteFrom('absences')
    .where('tenant', '=', absence.tenant)
    .where('person', '=', absence.person)
    .where('id', '=', absence.id)
    .where('starts_at', '>=', new Date(at))
    .executeTakeFirst();
  if (gone.numDeletedRows > 0n) return true;
  const cut = await db
    .updateTable('absences')
    .set({ ends_at: new Date(at) })
    .where('tenant', '=', absence.tenant)
    .where('person', '=', absence.person)
    .where('id', '=', absence.id)
    .where('ends_at', '>', new Date(at))
    .executeTakeFirst();
  return cut.numUpdatedRows > 0n;
}

/** Absences that end after `since` (epoch ms); of one county when `tenant` is given. */
export async function readAbsences(db: Db, since: number, tenant?: string): Promise<Absence[]> {
  const rows = await db
    .selectFrom('absences')
    .select(['id', 'tenant', 'person', 'starts_at', 'ends_at'])
    .where('ends_at', '>', new Date(since))
    .$if(tenant !== undefined, (query) => query.where('tenant', '=', tenant as string))
    .execute();
  return rows.map(({ starts_at, ends_at, ...row }) => ({ ...row, startsAt: starts_at.getTime(), endsAt: ends_at.getTime() }));
}

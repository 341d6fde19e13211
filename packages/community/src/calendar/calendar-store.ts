// Imported notices in the database.
import { z } from 'zod';
import type { Db } from '../tables.ts';
import { problemsBeside, type Notice, type NoticeProblem } from './notice.ts';
import { officialNotices } from './official.ts';

const Days = z.array(z.strictObject({ day: z.int(), kind: z.enum(['holiday', 'workday']), zh: z.string(), en: z.string() }));

/** Imported notices by county; of one when `tenant` is given. */
export async function readImportedNotices(db: Db, tenant?: string): Promise<ReadonlyMap<string, readonly Notice[]>> {
  const rows = await db
    .selectFrom('calendar_notices')
    .select(['tenant', 'year', 'document', 'days'])
    .$if(tenant !== undefined, (query) => query.where('tenant', '=', tenant as string))
    .orderBy('year')
    .execute();
  const notices = rows.map(({ days, ...row }) => ({ ...row, days: Days.parse(days) }));
  return Map.groupBy(notices, (notice) => notice.tenant);
}

/** What a county holds: the notices of this release, and its own in place of them and after them. */
export function noticesWith(imported: readonly Notice[]): readonly Notice[] {
  const years = new Set(imported.map(({ year }) => year));
  return [...officialNotices.filter(({ year }) => !years.has(year)), ...imported].toSorted((a, b) => a.year - b.year);
}

/** Processes look for changes every 5 seconds: a notice is known to all of them after so long. */
export const READ_BY_ALL_MS = 6_000;

/** What hinders notices from joining the calendars of counties, as `putNotices` would say. */
export async function unfitNotices(
  db: Db,
  tenants: readonly string[],
  notices: readonly Notice[],
): Promise<readonly NoticeProblem[]> {
  const imported = await readImportedNotices(db);
  for (const tenant of tenants) {
    const problems = problemsBeside(noticesWith(imported.get(tenant) ?? []), notices);
    if (problems.length > 0) return problems;
  }
  return [];
}

/**
 * Puts notices into the calendar of counties, all or none. Returns what hinders it: a year between that is missing, a day that
 * another year's notice has. `at`: epoch ms.
 */
export const putNotices = (
  db: Db,
  tenants: readonly string[],
  notices: readonly Notice[],
  at: number,
): Promise<readonly NoticeProblem[]> =>
  db.transaction().execute(async (transaction) => {
    const problems = await unfitNotices(transaction, tenants, notices);
    if (problems.length > 0) return problems;
    await transaction
      .insertInto('calendar_notices')
      .values(
        tenants.flatMap((tenant) =>
          notices.map(({ year, document, days }) => ({
            tenant,
            year,
            document,
            imported_at: new Date(at),
            days: JSON.stringify(days),
          })),
        ),
      )
      .onConflict((conflict) =>
        conflict.columns(['tenant', 'year']).doUpdateSet((row) => ({
          document: row.ref('excluded.document'),
          imported_at: row.ref('excluded.imported_at'),
          days: row.ref('excluded.days'),
        })),
      )
      .execute();
    return [];
  });

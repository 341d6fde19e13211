// Clocks that were counted when years without a notice had no day off but weekends (decision 0473): their calendar does not name that rule.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';

/** Of one trace, in the order of canonical JSON. One that stands still is counted anew when it is resumed. */
const BEFORE = '"calendar":"official-\\d{4}(?!\\+law)((?!"trace":|"paused":).)*"provisional":true';

/** Open orders, cards and the like with such a clock, due beyond the official days. Costs a look through what is open; no term has a calendar. */
export async function countedBefore(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from orders
    where closed_at is null and position('"provisional":true' in snapshot) > 0 and snapshot ~ ${BEFORE}`.execute(db);
  return rows[0]?.count ?? 0;
}

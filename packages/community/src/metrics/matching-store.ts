// What residents asked for in a month, counted in the database.
import { sql } from 'kysely';
import { monthSpan } from '../calendar/day.ts';
import type { Db } from '../tables.ts';
import type { Population } from './counts.ts';
import type { Demand } from './matching.ts';

/** What residents placed at the path or below in a month; what staff found themselves is no demand. */
export async function readDemands(db: Db, { tenant, month, path }: Population): Promise<readonly Demand[]> {
  const [from, to] = monthSpan(month).map((one) => new Date(one).toISOString());
  const { rows } = await sql<Demand>`
    select category, count(*)::int as orders, count(done_at)::int as finished from order_measures
    where tenant = ${tenant} and path <@ ${path}::ltree and not proactive
      and opened_at >= ${from}::timestamptz and opened_at < ${to}::timestamptz
    group by category order by category`.execute(db);
  return rows;
}

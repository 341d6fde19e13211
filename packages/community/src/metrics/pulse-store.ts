// How an area goes from day to day: what came and what was finished in a fortnight, and which kinds come on which weekday.
//
// Not ours: who may read it (api/routes/metrics), the month's figures (measure-store.ts).
import { sql } from 'kysely';
import { dayOf, parseDay, sayDay, startOf, weekdayOf } from '../calendar/day.ts';
import { categories } from '../catalogue/catalogue.ts';
import type { Db } from '../tables.ts';

export interface Pulse {
  /** The last 14 days in China, today last. */
  readonly days: readonly { readonly day: string; readonly received: number; readonly finished: number }[];
  /** Orders of the last 28 days by group of the catalogue and ISO weekday, Monday first; groups without any are left out. */
  readonly heat: readonly { readonly group: string; readonly weekdays: readonly number[] }[];
}

const PULSE_DAYS = 14;
const HEAT_DAYS = 28;

/** What is sealed is counted in no table that hangs on a wall. */
const open = categories.filter(({ sealed }) => !sealed).map(({ code }) => code);

/** Of everything that lies at `path` or below; `now`: epoch ms. */
export async function readPulse(
  db: Db,
  { tenant, path }: { readonly tenant: string; readonly path: string },
  now: number,
): Promise<Pulse> {
  const today = dayOf(now);
  const days = Array.from({ length: PULSE_DAYS }, (_, n) => sayDay(today - (PULSE_DAYS - 1 - n)));
  const since = new Date(startOf(today - HEAT_DAYS + 1)).toISOString();
  const { rows } = await sql<{ what: 'received' | 'finished'; day: string; grp: string; n: number }>`
    with own as (
      select category, opened_at, done_at from order_measures
      where tenant = ${tenant} and path <@ ${path}::ltree and category = any(${open}::text[])
        and (opened_at >= ${since}::timestamptz or done_at >= ${since}::timestamptz)
    )
    select 'received' as what, to_char(opened_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, left(category, 2) as grp,
      count(*)::int as n from own group by 2, 3
    union all
    select 'finished', to_char(done_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'), '', count(*)::int
      from own where done_at is not null group by 2
  `.execute(db);
  const sum = (what: string, day: string): number =>
    rows.reduce((total, row) => (row.what === what && row.day === day ? total + row.n : total), 0);
  const heat = new Map<string, number[]>();
  const first = sayDay(today - (HEAT_DAYS - 1));
  for (const { what, day, grp, n } of rows) {
    if (what !== 'received' || day < first) continue;
    const weekdays = heat.get(grp) ?? Array.from({ length: 7 }, () => 0);
    const at = (weekdayOf(parseDay(day) ?? today) + 6) % 7;
    weekdays[at] = (weekdays[at] ?? 0) + n;
    heat.set(grp, weekdays);
  }
  return {
    days: days.map((day) => ({ day, received: sum('received', day), finished: sum('finished', day) })),
    heat: [...heat].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([group, weekdays]) => ({ group, weekdays })),
  };
}

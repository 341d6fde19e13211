// The figures of a month as they were reported. A line stays as it is: a correction is the next line, with its reason.
import { sql } from 'kysely';
import { DAY_MS, monthSpan } from '../calendar/day.ts';
import type { Db } from '../tables.ts';
import type { Unit, UnitKind } from '../units/unit.ts';
import { countNames, type Counts, type Population } from './counts.ts';
import { monthOf } from './measure.ts';
import { readCounts } from './measure-store.ts';

interface FrozenCounts {
  readonly counts: Counts;
  readonly line: number;
  readonly reason: string | null;
  readonly frozenAt: number;
}

/** What was not counted yet when a month was frozen. */
const nothing = Object.fromEntries(countNames.map((name) => [name, 0]));

/** The line that stands. */
export async function readFrozen(db: Db, { tenant, month, path }: Population): Promise<FrozenCounts | null> {
  const { rows } = await sql<{ counts: Counts; line: number; reason: string | null; frozen_at: Date }>`
    select counts, line, reason, frozen_at from monthly_figures
    where tenant = ${tenant} and month = ${month} and path = ${path}::ltree order by line desc limit 1
  `.execute(db);
  const [row] = rows;
  return row
    ? { counts: { ...nothing, ...row.counts }, line: row.line, reason: row.reason, frozenAt: row.frozen_at.getTime() }
    : null;
}

/** Line 1, where there is none yet. */
const freeze = (db: Db, { tenant, month, path }: Population, counts: Counts, now: number) =>
  sql`
    insert into monthly_figures values (${tenant}, ${month}, ${path}::ltree, 1, ${JSON.stringify(counts)}::jsonb, null, ${new Date(now)})
    on conflict do nothing
  `.execute(db);

/** The number of the new line; null when the month is not frozen yet. */
export async function correctFigures(db: Db, population: Population, reason: string, now: number): Promise<number | null> {
  const { tenant, month, path } = population;
  const counts = await readCounts(db, population, now);
  const { rows } = await sql<{ line: number }>`
    insert into monthly_figures
    select tenant, month, path, max(line) + 1, ${JSON.stringify(counts)}::jsonb, ${reason}, ${new Date(now)} from monthly_figures
    where tenant = ${tenant} and month = ${month} and path = ${path}::ltree group by tenant, month, path
    returning line
  `.execute(db);
  return rows[0]?.line ?? null;
}

const reported: ReadonlySet<UnitKind> = new Set(['county', 'street', 'community', 'department', 'team', 'property']);
/** A month is frozen when its last windows are over: on the 11th of the next. */
const AFTER_DAYS = 10;

/** Freezes last month for every unit that reports, once it is time. Safe to repeat; returns how many it froze. */
export async function freezeMonths(db: Db, units: readonly Unit[], now: number): Promise<number> {
  const [begun] = monthSpan(monthOf(now));
  if (now < begun + AFTER_DAYS * DAY_MS) return 0;
  const month = monthOf(begun - 1);
  const { rows } = await sql<{ tenant: string; path: string }>`
    select tenant, path::text as path from monthly_figures where month = ${month} and line = 1
  `.execute(db);
  const done = new Set(rows.map(({ tenant, path }) => `${tenant} ${path}`));
  const open = units.filter(({ kind, tenant, path }) => reported.has(kind) && !done.has(`${tenant} ${path}`));
  for (const { tenant, path } of open) {
    const population = { tenant, month, path };
    await freeze(db, population, await readCounts(db, population, now), now);
  }
  return open.length;
}

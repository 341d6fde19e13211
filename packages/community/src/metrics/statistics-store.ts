// What the public may count of a month that is over, and what a handler reads of evaluations.
//
// K1: fewer than 5 is not told, every other count is cut down to fives. K2: the total is the sum of what is told, so it says
// nothing of what is not. K3: what one list tells beyond the other is less than half of what the other may hide, so neither
// gives the other's numbers back. K4: nothing of the month that still runs, so that no two readings differ by one order.
// K5: residents' orders only: what staff found themselves (未诉先办) is not in it.
import { sql } from 'kysely';
import { monthSpan } from '../calendar/day.ts';
import type { Db } from '../tables.ts';
import { monthOf } from './measure.ts';

export const statisticNames = ['placed', 'finished', 'satisfied', 'unsatisfied', 'unanswered'] as const;
export type Statistic = Readonly<Record<(typeof statisticNames)[number], number | null>>;

/** Fewer than this many say who they are. */
const FEWEST = 5;

/** Null: fewer than 5. */
export const told = (count: number): number | null => (count < FEWEST ? null : count - (count % FEWEST));

const sum = (list: readonly (number | null)[]): number => list.reduce<number>((total, one) => total + (one ?? 0), 0);

/**
 * Two ways to divide the same count, as they may be told side by side: the smallest of the list that tells more are kept back
 * until what it tells beyond the other is no more than half of what the other's cut-off remainders could be (4 each).
 */
export function toldOf(
  one: readonly number[],
  other: readonly number[],
): readonly [readonly (number | null)[], readonly (number | null)[]] {
  const lists = [one.map(told), other.map(told)] as [(number | null)[], (number | null)[]];
  for (const [a, b] of [lists, lists.toReversed()] as [(number | null)[], (number | null)[]][]) {
    while (sum(a) - sum(b) > 2 * b.length) {
      const least = Math.min(...a.filter((count) => count !== null));
      a[a.indexOf(least)] = null;
    }
  }
  return lists;
}

interface Statistics {
  readonly total: Statistic;
  /** By path of the community. */
  readonly communities: ReadonlyMap<string, Statistic>;
  /** By the first two digits of the category. */
  readonly groups: ReadonlyMap<string, Statistic>;
}

/** `tenant`: null for all counties. */
export async function readStatistics(db: Db, { month, tenant }: { readonly month: string; readonly tenant: string | null }) {
  const [from, to] = monthSpan(month).map((at) => new Date(at));
  const { rows } = await sql<{ community: string | null; kind: string | null } & Record<keyof Statistic, string>>`
    with events as (
      select path, category, 'placed' as what from order_measures where not proactive and opened_at >= ${from} and opened_at < ${to}
        ${tenant === null ? sql`` : sql`and tenant = ${tenant}`}
      union all
      select path, category, 'finished' from order_measures where not proactive and done_at >= ${from} and done_at < ${to}
        ${tenant === null ? sql`` : sql`and tenant = ${tenant}`}
      union all
      select path, category, case when outcome = 'unanswered' then 'unanswered' when stars >= 3 then 'satisfied' else 'unsatisfied' end
      from order_measures
      where not proactive and closed_at >= ${from} and closed_at < ${to} and (outcome = 'unanswered' or outcome = 'evaluated' and stars is not null)
        ${tenant === null ? sql`` : sql`and tenant = ${tenant}`}
    ), placed_in as (
      select case when nlevel(path) >= 3 then subpath(path, 0, 3)::text end as community, left(category, 2) as kind, what from events
    )
    select case grouping(community) when 0 then community end as community, case grouping(kind) when 0 then kind end as kind,
      count(*) filter (where what = 'placed') as placed, count(*) filter (where what = 'finished') as finished,
      count(*) filter (where what = 'satisfied') as satisfied, count(*) filter (where what = 'unsatisfied') as unsatisfied,
      count(*) filter (where what = 'unanswered') as unanswered
    from placed_in group by grouping sets ((community), (kind))
  `.execute(db);
  const part = (key: 'community' | 'kind') =>
    rows.filter((row) => row[key] !== null).toSorted((a, b) => ((a[key] as string) < (b[key] as string) ? -1 : 1));
  const [communities, groups] = [part('community'), part('kind')];
  const said = Object.fromEntries(
    statisticNames.map((name) => {
      const counts = (list: typeof rows) => list.map((row) => Number(row[name]));
      return [name, toldOf(counts(communities), counts(groups))];
    }),
  ) as Record<keyof Statistic, ReturnType<typeof toldOf>>;
  const statistic = (of: (name: keyof Statistic) => number | null): Statistic =>
    Object.fromEntries(statisticNames.map((name) => [name, of(name)])) as Statistic;
  return {
    total: statistic((name) => sum(said[name][0]) || null),
    communities: new Map(
      communities.map((row, n) => [row.community as string, statistic((name) => said[name][0][n] ?? null)] as const),
    ),
    groups: new Map(groups.map((row, n) => [row.kind as string, statistic((name) => said[name][1][n] ?? null)] as const)),
  } satisfies Statistics;
}

/** Months that are over, from the first order on, newest first; at most 24. `now`: epoch ms. */
export async function monthsOver(db: Db, now: number): Promise<readonly string[]> {
  const { rows } = await sql<{ first: Date | null }>`select min(opened_at) as first from order_measures`.execute(db);
  const first = rows[0]?.first;
  const months: string[] = [];
  for (
    let at = monthSpan(monthOf(now))[0] - 1;
    first && at >= first.getTime() && months.length < 24;
    at = monthSpan(monthOf(at))[0] - 1
  )
    months.push(monthOf(at));
  return months;
}

const BATCH = 5;

interface StarBatch {
  /** When the first and the last of them could no longer be changed, epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly stars: readonly number[];
}

/** A handler's evaluations that are not changed any more, in whole batches of five, newest first: which is whose cannot be told. */
export async function readStarBatches(db: Db, handler: string, now: number): Promise<readonly StarBatch[]> {
  const { rows } = await sql<{ stars: number; at: Date }>`
    select stars, settled_at as at from order_measures
    where handler = ${handler}::uuid and stars is not null and settled_at <= ${new Date(now)} and closed_at is not null
    order by settled_at, order_id
  `.execute(db);
  const whole = Math.floor(rows.length / BATCH);
  return Array.from({ length: whole }, (_, n) => {
    const batch = rows.slice(n * BATCH, (n + 1) * BATCH);
    const [from = 0, to = 0] = [batch.at(0), batch.at(-1)].map((row) => row?.at.getTime());
    return { from, to, stars: batch.map(({ stars }) => stars).toSorted((a, b) => a - b) };
  }).toReversed();
}

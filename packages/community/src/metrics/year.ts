// A year of a branch's area, for the review of its secretary (书记述职评议; domain research 1, row 54): its months as they were reported, and
// their sum. Pure.
//
// Y1: what cannot be added up (medians, members who took part, residents) has no figure of the year: null, never a mean of means.
import { countNames, type Counts } from './counts.ts';
import type { MetricName } from './metrics.ts';

/** Not to be added up over months. */
export const monthlyOnly: ReadonlySet<MetricName> = new Set<MetricName>([
  'medianMinutes',
  'p90Minutes',
  'participation',
  'perThousand',
]);

export const sumOf = (months: readonly Counts[]): Counts => ({
  ...(Object.fromEntries(countNames.map((name) => [name, months.reduce((total, counts) => total + counts[name], 0)])) as Counts),
  medianMinutes: null,
  p90Minutes: null,
});

/** The twelve months of a year, those alone that begin before `until` (YYYY-MM, the running one, is not over). */
export const monthsOf = (year: number, until: string): readonly string[] =>
  Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`).filter((month) => month < until);

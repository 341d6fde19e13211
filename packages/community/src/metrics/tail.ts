// 排队抓尾: the units that most need help, for those who must help them and nobody else (domain research 1, row 66). Pure.
//
// T1: it is of units that one unit stands above, never of persons, and never of streets beside each other. T2: whoever has too few orders or
// answers is in no tail. T3: it is kept nowhere and shown on no board: help is a task, not a label.
import { figuresOf, profiles, type MetricName } from './metrics.ts';
import type { Counts } from './counts.ts';

export interface Part<Of> {
  readonly of: Of;
  readonly counts: Counts;
  /** Mixed with the whole's, so that small ones do not jump; null: nothing to score. */
  readonly score: number | null;
  /** Enough orders and answers to be set beside others. */
  readonly enough: boolean;
}

export interface Behind<Of> {
  readonly of: Of;
  readonly orders: number;
  readonly score: number;
  /** The rates of the score that are furthest below the whole's, the furthest first: what the help is about. */
  readonly weakest: readonly MetricName[];
}

/** One in ten, and one at least. */
const SHARE = 10;
const MOST_WEAK = 3;

/** The last tenth of those that can be compared, the furthest behind first; only such as stay below the whole. */
export function tailOf<Of>(
  parts: readonly Part<Of>[],
  whole: { readonly counts: Counts; readonly score: number | null },
): readonly Behind<Of>[] {
  const compared = parts
    .flatMap((part) => (part.enough && part.score !== null ? [{ ...part, score: part.score }] : []))
    .toSorted((a, b) => a.score - b.score);
  if (compared.length < 2 || whole.score === null) return [];
  const { score: bar } = whole;
  return compared
    .slice(0, Math.ceil(compared.length / SHARE))
    .filter(({ score }) => score < bar)
    .map(({ of, counts, score }) => ({ of, orders: counts.v, score, weakest: weakestOf(counts, whole.counts) }));
}

function weakestOf(counts: Counts, whole: Counts): readonly MetricName[] {
  const [own, all] = [figuresOf(counts, { residents: null }), figuresOf(whole, { residents: null })];
  return (Object.keys(profiles.default) as (keyof typeof profiles.default)[])
    .flatMap((name) => {
      const [mine, theirs] = [own[name], all[name]];
      return mine !== null && theirs !== null && mine < theirs ? [{ name, gap: theirs - mine }] : [];
    })
    .toSorted((a, b) => b.gap - a.gap)
    .slice(0, MOST_WEAK)
    .map(({ name }) => name);
}

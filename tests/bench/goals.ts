// What the figures are held against. A goal that is not met is said; it fails nothing: machines differ, ratios less so.
import type { Result } from './bench.ts';

export interface Goal {
  readonly bench: string;
  /** Which of its results. */
  readonly where: Readonly<Record<string, string | number>>;
  readonly figure: string;
  readonly is: 'at least' | 'at most' | 'exactly';
  readonly wanted: number | boolean;
  readonly says: string;
}

export const goals: readonly Goal[] = [
  {
    bench: 'commands',
    where: { callers: 64 },
    figure: 'ratio_pgbench',
    is: 'at least',
    wanted: 1.5,
    says: '64 callers: times pgbench',
  },
  {
    bench: 'commands',
    where: { callers: 64 },
    figure: 'ratio_handwritten',
    is: 'at least',
    wanted: 2,
    says: '64 callers: times hand-written transactions',
  },
  {
    bench: 'commands',
    where: { callers: 16 },
    figure: 'ratio_pgbench',
    is: 'at least',
    wanted: 1.2,
    says: '16 callers: times pgbench',
  },
  {
    bench: 'commands',
    where: { callers: 1 },
    figure: 'ratio_pgbench',
    is: 'at least',
    wanted: 0.8,
    says: '1 caller: times pgbench',
  },
  {
    bench: 'versions',
    where: {},
    figure: 'ratio_v1',
    is: 'at least',
    wanted: 0.7,
    says: 'version 2 of six-order: times version 1',
  },
  {
    bench: 'orders8',
    where: { peer: 'six-order engine' },
    figure: 'ratio_restate',
    is: 'at least',
    wanted: 5,
    says: '64 callers: times Restate',
  },
  {
    bench: 'orders8',
    where: { peer: 'six-order engine' },
    figure: 'ratio_dbos',
    is: 'at least',
    wanted: 10,
    says: '64 callers: times DBOS',
  },
  { bench: 'timers', where: {}, figure: 'late_p99_ms', is: 'at most', wanted: 1_200, says: 'lateness of 99 %, ms' },
  {
    bench: 'timers',
    where: {},
    figure: 'fired_exactly_once',
    is: 'exactly',
    wanted: true,
    says: 'each fired once, by the journal',
  },
  { bench: 'emergency', where: {}, figure: 'on_seconds', is: 'at most', wanted: 20, says: '50,000 orders into an emergency, s' },
  { bench: 'emergency', where: {}, figure: 'off_seconds', is: 'at most', wanted: 20, says: '50,000 orders back out of it, s' },
  {
    bench: 'emergency',
    where: {},
    figure: 'p99_times',
    is: 'at most',
    wanted: 2,
    says: 'others’ p99 meanwhile, times a quiet one',
  },
  {
    bench: 'emergency',
    where: {},
    figure: 'each_followed_once',
    is: 'exactly',
    wanted: true,
    says: 'each order in and out once, by the journal',
  },
  { bench: 'deadlines', where: {}, figure: 'count_ms', is: 'at most', wanted: 200, says: '10,000 deadlines, ms' },
  {
    bench: 'parked',
    where: {},
    figure: 'statements_per_second',
    is: 'at most',
    wanted: 15,
    says: 'statements a second when idle',
  },
  { bench: 'desks', where: {}, figure: 'p95_ms', is: 'at most', wanted: 20, says: 'a page of each desk, p95, ms' },
  {
    bench: 'authority',
    where: { part: 'all pages' },
    figure: 'page_percent',
    is: 'at most',
    wanted: 15,
    says: 'authority adds to a page of a desk, %',
  },
  {
    bench: 'authority',
    where: { part: 'command' },
    figure: 'command_percent',
    is: 'at most',
    wanted: 10,
    says: 'authority adds to a command, %',
  },
  {
    bench: 'http',
    where: { parts: 'api alone' },
    figure: 'ratio_engine',
    is: 'at least',
    wanted: 0.5,
    says: '64 connections: times the engine’s own rate',
  },
  { bench: 'http', where: { parts: 'api alone' }, figure: 'p99_ms', is: 'at most', wanted: 50, says: '64 connections: p99, ms' },
  { bench: 'memory', where: {}, figure: 'rss_growth_percent', is: 'at most', wanted: 5, says: 'growth of memory, %' },
  { bench: 'start', where: {}, figure: 'seconds', is: 'at most', wanted: 6, says: 'seconds to the first answer' },
  {
    bench: 'board',
    where: { what: 'board' },
    figure: 'p95_ms',
    is: 'at most',
    wanted: 30,
    says: 'a page of the board, 95 %, ms',
  },
  {
    bench: 'board',
    where: { what: 'feed' },
    figure: 'p95_ms',
    is: 'at most',
    wanted: 30,
    says: 'a feed, 95 %, ms',
  },
  {
    bench: 'board',
    where: { what: 'held' },
    figure: 'p95_ms',
    is: 'at most',
    wanted: 10,
    says: 'a page that still holds, 95 %, ms',
  },
  {
    bench: 'board',
    where: { what: 'figures' },
    figure: 'seconds',
    is: 'at most',
    wanted: 5,
    says: 'a month’s figures of 16 streets, s',
  },
  {
    bench: 'board',
    where: { what: 'measuring' },
    figure: 'behind_ms',
    is: 'at most',
    wanted: 2_000,
    says: 'from a command to its figures, ms',
  },
  { bench: 'exports', where: {}, figure: 'per_second', is: 'at least', wanted: 20_000, says: 'orders written a second' },
  { bench: 'exports', where: {}, figure: 'rss_growth_mb', is: 'at most', wanted: 48, says: 'growth of memory with the file, MB' },
];

export interface Judgement {
  readonly goal: Goal;
  readonly got: number | boolean | null;
  readonly met: boolean;
}

/** Goals of benches that did not run, or were skipped, are left out; of several results that fit, the worst counts. */
export function judge(results: readonly Result[]): Judgement[] {
  return goals.flatMap((goal) => {
    const fitting = results.filter(
      (result) =>
        result.bench === goal.bench &&
        result['skipped'] === undefined &&
        Object.entries(goal.where).every(([name, value]) => result[name] === value),
    );
    const judged = fitting.map((result): Judgement => {
      const got = result[goal.figure];
      const value = typeof got === 'number' || typeof got === 'boolean' ? got : null;
      return { goal, got: value, met: value !== null && meets(goal, value) };
    });
    const worst = judged.find(({ met }) => !met) ?? judged.at(-1);
    return worst ? [worst] : [];
  });
}

const meets = ({ is, wanted }: Goal, got: number | boolean): boolean =>
  is === 'exactly' ? got === wanted : is === 'at least' ? got >= wanted : got <= wanted;

/** `at least 1.5`. */
export const wish = ({ is, wanted }: Goal): string => (is === 'exactly' ? String(wanted) : `${is} ${wanted}`);

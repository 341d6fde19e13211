// docs/benchmarks.md, written from the results of a run.
import type { Result } from './bench.ts';
import { benchNames, entryOf } from './benches.ts';
import { judge, wish } from './goals.ts';
import { caseOf, others, shown } from './table.ts';

const fullMinutes = Math.round(benchNames.reduce((sum, name) => sum + entryOf(name).minutes, 0));

/**
 * Markdown of results: of a run, or of several one after the other, of which the last that has a bench counts for it. Throws when they do not
 * say on what machine they were made.
 */
export function benchmarksPage(all: readonly Result[]): string {
  const runs = runsOf(all);
  const [first] = runs;
  if (!first) throw new Error('these results do not begin with a machine: they are not of `pnpm bench --out FILE`');
  const { mode, cpu, cores, memory_gb, system, node, postgres } = first.machine;
  const stranger = runs.find(({ machine }) => sameOfAll.some((figure) => machine[figure] !== first.machine[figure]));
  if (stranger)
    throw new Error(
      `the run of ${shown(stranger.machine['date'])} is of another machine or mode than the first: one page is of one`,
    );
  const results = runs.flatMap((run) => run.results);
  const sections = benchNames.flatMap((name) => {
    const own = results.filter(({ bench }) => bench === name);
    return own.length === 0 ? [] : [section(name, own)];
  });
  return `# Benchmarks

Written by \`pnpm bench --write-docs FILE\` from the results in FILE; do not edit by hand. Single rates hold for this
machine only and vary with what else it does (\`other_cores\`: cores that other processes kept busy in the window); ratios
are of neighbouring windows in the same run.${mode === 'short' ? ' This was a short run: short windows, smaller numbers of timers and orders; it shows roughly where it stands.' : ''}

- Run: ${runs.map((run) => madeOf(run, run !== first)).join('; ')}
- Machine: ${shown(cpu)}, ${shown(cores)} cores, ${shown(memory_gb)} GB, ${shown(system)}; load generator, engine and PostgreSQL share it
- Software: Node ${shown(node)}, ${shown(postgres)} (the embedded one with its usual settings; fsync, synchronous_commit and full_page_writes on; the files of its write-ahead log made before it is measured, as they are there on a server that has run for a while)

Again: \`pnpm bench\` (all, about ${fullMinutes} minutes), \`pnpm bench --short\` (all, about 7), \`pnpm bench commands http\` (some),
\`pnpm bench --out FILE\` (JSON lines into a file).

## Goals

| bench | goal | wanted | got | |
|---|---|---|---|---|
${judge(results)
  .map(({ goal, got, met }) => `| ${goal.bench} | ${goal.says} | ${wish(goal)} | ${got ?? 'not measured'} | ${met ? '✓' : '✗'} |`)
  .join('\n')}

${sections.join('\n')}`;
}

/** What a page says once of all its runs. */
const sameOfAll = ['mode', 'cpu', 'cores', 'memory_gb', 'system', 'node', 'postgres'] as const;

interface Run {
  readonly machine: Result;
  readonly results: readonly Result[];
}

/** Each run with those of its benches that no later one has. */
function runsOf(all: readonly Result[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [start, machine] of all.entries()) {
    if (machine.bench !== 'machine') continue;
    const later = all.slice(start + 1);
    const end = later.findIndex(({ bench }) => bench === 'machine');
    const own = end === -1 ? later : later.slice(0, end);
    const again = end === -1 ? [] : later.slice(end);
    runs.push({ machine, results: own.filter(({ bench }) => !again.some((other) => other.bench === bench)) });
  }
  return runs;
}

/** When a run was made and of what; `named`: which benches are of it. */
function madeOf({ machine: { date, commit, mode }, results }: Run, named: boolean): string {
  const names = named ? `${[...new Set(results.map(({ bench }) => bench))].join(', ')}: ` : '';
  return `${names}${shown(date).slice(0, 16).replace('T', ' ')} UTC, commit ${shown(commit)}, ${shown(mode)} mode`;
}

function section(name: (typeof benchNames)[number], results: readonly Result[]): string {
  const { what, limits, title } = entryOf(name);
  const skipped = results.find((result) => result['skipped'] !== undefined);
  const body = skipped ? `Skipped in this run: ${shown(skipped['skipped'])}.` : figures(results);
  return `## ${name}

${title[0]?.toUpperCase()}${title.slice(1)}. Again: \`pnpm bench ${name}\`.

${what}

${body}

What limits: ${limits}
`;
}

/** One column for each result, one row for each figure: figures are many, results few. Where results are many it is turned round. */
function figures(results: readonly Result[]): string {
  const names = [
    ...new Set(results.flatMap((result) => ['per_second', 'p50_ms', 'p99_ms', ...others(result).map(([figure]) => figure)])),
  ].filter((figure) => results.some((result) => isThere(result, figure)));
  const heads = results.map((result) => caseOf(result) || 'figure');
  return results.length > MANY
    ? turned(results, heads, names)
    : grid(
        ['', ...heads],
        names.map((figure) => [figure, ...results.map((result) => shown(result[figure]))]),
      );
}

const MANY = 4;

/** A row for each result; what is the same of all, or is of one alone, stands below. */
function turned(results: readonly Result[], heads: readonly string[], names: readonly string[]): string {
  const own = names.filter((figure) => !figure.startsWith(RATIO));
  const holders = (figure: string): readonly Result[] => results.filter((result) => isThere(result, figure));
  const isOfAll = (figure: string): boolean =>
    holders(figure).length === results.length && new Set(holders(figure).map((result) => shown(result[figure]))).size === 1;
  const columns = own.filter((figure) => holders(figure).length > 1 && !isOfAll(figure));
  const said = (result: Result, figures: readonly string[]): string =>
    figures.map((figure) => `${figure} ${shown(result[figure])}`).join(', ');
  const rows = results.map((result, n) => [heads[n] ?? '', ...columns.map((figure) => shown(result[figure]))]);
  const ofAll = own.filter(isOfAll);
  const ofOne = results.map((result, n) => {
    const alone = own.filter((figure) => holders(figure).length === 1 && isThere(result, figure));
    return alone.length === 0 ? '' : `${heads[n]}: ${said(result, alone)}.`;
  });
  const below = [
    ofAll.length === 0 ? '' : `Of all: ${ofAll.map((figure) => said(holders(figure)[0] as Result, [figure])).join(', ')}.`,
    ...ofOne,
    ratiosOf(results),
  ];
  const withColumns = rows.filter((row) => row.slice(1).some((cell) => cell !== ''));
  return [grid(['', ...columns], withColumns), ...below.filter((line) => line !== '')].join('\n\n');
}

const isThere = (result: Result, figure: string): boolean => result[figure] !== undefined && result[figure] !== null;

const RATIO = 'ratio_';

/** `Ours by theirs: restate 9.8, dbos 14.1.`; empty of what is compared with nobody. */
function ratiosOf(results: readonly Result[]): string {
  const ratios = results.flatMap((result) => others(result).filter(([name]) => name.startsWith(RATIO)));
  if (ratios.length === 0) return '';
  return `Ours by theirs, medians of neighbours: ${ratios.map(([name, value]) => `${name.slice(RATIO.length).replaceAll('_', ' ')} ${shown(value)}`).join(', ')}.`;
}

const grid = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

// Results as people read them on a screen.
import type { Figure, Result } from './bench.ts';
import { judge, wish } from './goals.ts';

/** Shown in columns of their own; all others follow as `name value`. */
const columns = ['bench', 'case', 'per_second', 'p50_ms', 'p99_ms'] as const;
/** What tells two results of one bench apart. */
const cases = ['peer', 'parts', 'part', 'desk', 'what', 'format', 'persona', 'callers', 'parked'] as const;

export function caseOf(result: Result): string {
  const parts = cases.map((name) => {
    const value = shown(result[name]);
    if (value === '' || (name !== 'callers' && name !== 'parked')) return value;
    return `${value} ${value === '1' ? name.replace(/s$/, '') : name}`;
  });
  return parts.filter((part) => part !== '').join(', ');
}

/** Of what is neither the case nor in a column. */
export const others = (result: Result): [string, Figure][] =>
  Object.entries(result).filter((entry): entry is [string, Figure] => {
    const [name, value] = entry;
    return (
      value !== undefined &&
      value !== null &&
      !(columns as readonly string[]).includes(name) &&
      !(cases as readonly string[]).includes(name)
    );
  });

export const shown = (value: Figure | undefined): string =>
  value === undefined || value === null ? '' : Array.isArray(value) ? value.join(' ') : String(value);

export function table(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.bench,
    caseOf(result),
    shown(result['per_second']),
    shown(result['p50_ms']),
    shown(result['p99_ms']),
    others(result)
      .map(([name, value]) => `${name} ${shown(value)}`)
      .join(', '),
  ]);
  const heads = ['bench', 'case', 'per second', 'p50 ms', 'p99 ms', ''];
  const lines = [heads, ...rows].map((row) => row.slice(0, 5));
  const widths = heads.slice(0, 5).map((_, column) => Math.max(...lines.map((row) => (row[column] ?? '').length)));
  const text = [heads, ...rows].map((row) => {
    const cells = widths.map((width, column) =>
      column < 2 ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width),
    );
    return `${cells.join('  ')}  ${row[5] ?? ''}`.trimEnd();
  });
  const verdicts = judge(results).map(
    ({ goal, got, met }) => `${met ? '✓' : '✗'} ${goal.bench}, ${goal.says}: ${got ?? 'not measured'} (wanted ${wish(goal)})`,
  );
  return `${[...text, ...(verdicts.length > 0 ? ['', ...verdicts] : [])].join('\n')}\n`;
}

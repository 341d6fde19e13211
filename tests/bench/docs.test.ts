// What docs/benchmarks.md makes of results: which figure is whose. No timing here.
import { expect, test } from 'vitest';
import { benchmarksPage } from './docs.ts';

const machine = { bench: 'machine', date: '2026-01-01T00:00', mode: 'full', commit: 'c' };

const sectionOf = (name: string, results: readonly Record<string, string | number>[]): string => {
  const page = benchmarksPage([machine, ...results.map((result) => ({ bench: name, ...result }))]);
  return page.slice(page.indexOf(`## ${name}\n`)).split('\n## ')[0] ?? '';
};

const tableOf = (section: string): string[] => section.split('\n').filter((line) => line.startsWith('|'));

test('of many results each has a row under its name; what is the same of all and what is of one alone stands below', () => {
  const desks = ['inbox', 'drafts', 'calls', 'today', 'all'].map((desk, n) => ({
    desk,
    orders: 1_000_000,
    slowest_for: `post ${n}`,
    p50_ms: n,
    p95_ms: n + 0.5,
  }));
  const section = sectionOf('desks', [
    ...desks,
    { desk: 'how many are on each', orders: 1_000_000, p50_ms: 9, counts_p95_ms: 10 },
  ]);
  expect(tableOf(section)).toEqual([
    '|  | p50_ms | slowest_for | p95_ms |',
    '| --- | --- | --- | --- |',
    '| inbox | 0 | post 0 | 0.5 |',
    '| drafts | 1 | post 1 | 1.5 |',
    '| calls | 2 | post 2 | 2.5 |',
    '| today | 3 | post 3 | 3.5 |',
    '| all | 4 | post 4 | 4.5 |',
    '| how many are on each | 9 |  |  |',
  ]);
  expect(section).toContain('\n\nOf all: orders 1000000.\n\nhow many are on each: counts_p95_ms 10.\n\nWhat limits');
  expect(section).not.toContain('Ours by theirs');
});

test('of few results each figure has a row, under the name of what it is of', () => {
  const section = sectionOf('exports', [
    { format: 'csv', per_second: 2, seconds: 1 },
    { format: 'xlsx', per_second: 1, seconds: 2 },
  ]);
  expect(tableOf(section)).toEqual(['|  | csv | xlsx |', '| --- | --- | --- |', '| per_second | 2 | 1 |', '| seconds | 1 | 2 |']);
});

test('what is compared says by how much, once', () => {
  const peers = ['ours', 'a', 'b', 'c', 'd'].map((peer, n) => ({ peer, callers: 64, per_second: 10 - n }));
  const section = sectionOf(
    'orders8',
    peers.map((peer) => ({ ...peer, ...(peer.peer === 'ours' && { ratio_a: 1.1, batch: 21 }) })),
  );
  expect(tableOf(section).slice(0, 3)).toEqual(['|  | per_second |', '| --- | --- |', '| ours, 64 callers | 10 |']);
  expect(section).toContain('ours, 64 callers: batch 21.\n\nOurs by theirs, medians of neighbours: a 1.1.');
});

test('of several runs the last that has a bench counts for it, and the page says which is of which', () => {
  const again = { ...machine, date: '2026-01-02T00:00', commit: 'd' };
  const page = benchmarksPage([
    machine,
    { bench: 'timers', due: 1 },
    { bench: 'deadlines', count_ms: 3 },
    again,
    { bench: 'timers', due: 2 },
  ]);
  expect(page).toContain('- Run: 2026-01-01 00:00 UTC, commit c, full mode; timers: 2026-01-02 00:00 UTC, commit d, full mode\n');
  expect(page).toContain('| due | 2 |');
  expect(page).toContain('| count_ms | 3 |');
  expect(page).not.toContain('| due | 1 |');
});

test('runs of two machines make no page', () => {
  expect(() => benchmarksPage([machine, { bench: 'timers', due: 1 }, { ...machine, cpu: 'another' }])).toThrow(/another machine/);
});

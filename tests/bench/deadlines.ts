// What 10,000 deadlines cost: counted by the calendar, said in words, and counted anew after a notice was imported.
import { categories } from '@six-order/community/catalogue/catalogue';
import { changeClock } from '@six-order/community/deadlines/change';
import { clockOf, type ClockAsk } from '@six-order/community/deadlines/clock';
import { explain } from '@six-order/community/deadlines/explain';
import type { Clock } from '@six-order/engine';
import type { Bench } from './bench.ts';
import { median, round } from './figures.ts';

const COUNT = 10_000;
const FIRST = Date.parse('2026-01-05T09:00:00+08:00');
const YEAR_MS = 360 * 86_400_000;

export const deadlines: Bench = async ({ mode, report }) => {
  const asks = Array.from({ length: COUNT }, (_, n): ClockAsk => ({
    clock: 'whole',
    category: categories[n % categories.length] as (typeof categories)[number],
    urgency: 'U2',
    path: 'u522326.u004.u002.u01',
    // Over the whole year, at any hour of day and night.
    from: FIRST + ((n * 7_919_000) % YEAR_MS),
  }));
  const made: number[] = [];
  const said: number[] = [];
  const moved: number[] = [];
  for (let round = 0; round < (mode === 'full' ? 20 : 5); round += 1) {
    const start = performance.now();
    const clocks = asks.map((ask) => clockOf(ask) as Clock);
    made.push(performance.now() - start);
    const words = performance.now();
    for (const clock of clocks) explain(clock);
    said.push(performance.now() - words);
    const again = performance.now();
    clocks.forEach((clock, n) => changeClock(clock, { change: 'recompute' }, FIRST, asks[n] as ClockAsk));
    moved.push(performance.now() - again);
  }
  report({
    bench: 'deadlines',
    deadlines: COUNT,
    first_ms: round(made[0] ?? 0),
    count_ms: round(median(made)),
    explain_ms: round(median(said)),
    recount_ms: round(median(moved)),
  });
};

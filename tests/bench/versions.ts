// What version 2 of six-order costs beside version 1, in one run: the same lives on two engines that share a database.
//
// V1: the two take turns, window by window; a ratio is the median of its rounds. V2: the same life, so what version 2 keeps beyond
// version 1 is in the figure: its cards, its regions, its longer snapshot.
import { migrateAll } from '@six-order/cli/migrations';
import { v1 } from '@six-order/workflows/six-order/v1/workflow';
import { liftLoadLimit } from '../harness/lift-load-limit.ts';
import { streetOn, type Street } from '../harness/street-on.ts';
import type { Bench } from './bench.ts';
import { closedLoop, type Window } from './closed-loop.ts';
import { median, round } from './figures.ts';
import { livesOn } from './life.ts';
import { dropDatabase, makeDatabase } from './server.ts';

const CALLERS = 64;

export const versions: Bench = async ({ mode, server, say, report }) => {
  const { rounds, ...window } =
    mode === 'full' ? { rounds: 7, warmUpMs: 500, windowMs: 3_000 } : { rounds: 3, warmUpMs: 300, windowMs: 1_300 };
  const database = await makeDatabase(server, 'nothing');
  await migrateAll(database);
  await liftLoadLimit(database);
  const before = await streetOn(database, { knows: [v1] });
  const now = await streetOn(database);
  const loop = (street: Street) =>
    closedLoop({ ...window, callers: CALLERS, postmaster: server.pid, round: livesOn(street.engine, street.actor) });
  try {
    say('warming up …');
    await loop(before);
    await loop(now);
    const windows: { readonly before: Window[]; readonly now: Window[] } = { before: [], now: [] };
    for (let n = 0; n < rounds; n += 1) {
      say(`${CALLERS} callers, round ${n + 1} of ${rounds}`);
      // Who goes first changes from round to round.
      for (const name of n % 2 === 0 ? (['before', 'now'] as const) : (['now', 'before'] as const))
        windows[name].push(await loop(name === 'now' ? now : before));
    }
    const of = (one: readonly Window[], figure: (window: Window) => number, digits: number) =>
      round(median(one.map(figure)), digits);
    const ratio = (figure: (window: Window) => number) =>
      round(median(windows.now.map((window, n) => figure(window) / figure(windows.before[n] as Window))));
    report({
      bench: 'versions',
      callers: CALLERS,
      per_second: of(windows.now, ({ perSecond }) => perSecond, 0),
      p50_ms: of(windows.now, ({ p50 }) => p50, 2),
      p99_ms: of(windows.now, ({ p99 }) => p99, 2),
      cpu_ms: of(windows.now, cpuOf, 3),
      v1_per_second: of(windows.before, ({ perSecond }) => perSecond, 0),
      v1_p50_ms: of(windows.before, ({ p50 }) => p50, 2),
      v1_p99_ms: of(windows.before, ({ p99 }) => p99, 2),
      v1_cpu_ms: of(windows.before, cpuOf, 3),
      ratio_v1: ratio(({ perSecond }) => perSecond),
      cpu_ratio_v1: ratio(cpuOf),
      rounds,
    });
  } finally {
    await before.close();
    await now.close();
    await dropDatabase(server, database);
  }
};

/** Of both processes, a command. */
const cpuOf = ({ oursMs, postgresMs }: Window): number => oursMs + (postgresMs ?? 0);

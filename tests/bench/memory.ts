// Whether the process grows: 200,000 commands, memory before and after, each time after a forced collection.
//
// M1: before, the process has its size: the orders kept at hand are all there, and the spaces of V8 are as large as this load
// makes them, which takes some 100,000 commands. What it had on the way there is told as well.
import type { Bench } from './bench.ts';
import type { Round } from './closed-loop.ts';
import { megabytes, round } from './figures.ts';
import { openRig } from './rig.ts';
import { dropDatabase, makeDatabase } from './server.ts';

const CALLERS = 64;
/** Readings on the way: a leak shows as a line that climbs. */
const STAGES = 4;

export const memory: Bench = async ({ mode, server, say, report }) => {
  const [warmUp, wanted] = mode === 'full' ? [150_000, 200_000] : [20_000, 40_000];
  const database = await makeDatabase(server);
  const rig = await openRig({ database, keys: server.keys });
  const lives = rig.lives();
  const run = async (commands: number): Promise<number> => {
    const target = rig.engine.stats().commands + commands;
    const isDone = () => rig.engine.stats().commands >= target;
    const from = performance.now();
    await Promise.all(Array.from({ length: CALLERS }, () => untilDone(lives, isDone)));
    return (performance.now() - from) / 1000;
  };
  try {
    say(`warming up with ${warmUp} commands …`);
    await run(warmUp / 3);
    const early = await settled();
    await run((2 * warmUp) / 3);
    const readings = [await settled()];
    let seconds = 0;
    for (let stage = 1; stage <= STAGES; stage += 1) {
      seconds += await run(wanted / STAGES);
      readings.push(await settled());
      say(`${(wanted / STAGES) * stage} commands, ${readings.at(-1)?.rss} MB`);
    }
    const [start, end] = [readings[0], readings.at(-1)];
    if (!start || !end) throw new Error('nothing was read');
    report({
      bench: 'memory',
      callers: CALLERS,
      commands: wanted,
      per_second: round(wanted / seconds, 0),
      rss_start_mb: start.rss,
      rss_end_mb: end.rss,
      rss_growth_percent: round((100 * (end.rss - start.rss)) / start.rss, 1),
      heap_start_mb: start.heap,
      heap_end_mb: end.heap,
      [`rss_after_${warmUp / 3}_mb`]: early.rss,
      rss_on_the_way_mb: readings.map(({ rss }) => rss),
    });
  } finally {
    await rig.close();
    await dropDatabase(server, database);
  }
};

async function untilDone(lives: Round, isDone: () => boolean): Promise<void> {
  while (!isDone()) await lives((command) => command(), isDone);
}

async function settled(): Promise<{ readonly rss: number; readonly heap: number }> {
  if (!globalThis.gc) throw new Error('this bench needs --expose-gc');
  // What is freed in one collection may let go of buffers that only the next one frees.
  for (let n = 0; n < 3; n += 1) await globalThis.gc({ execution: 'async', type: 'major' });
  const { rss, heapUsed } = process.memoryUsage();
  return { rss: megabytes(rss), heap: megabytes(heapUsed) };
}

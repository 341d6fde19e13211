// Commands a second: real six-order commands in a closed loop, against pgbench and hand-written transactions in the same
// run on the same database, window by window in turn.
import type { OrderId } from '@six-order/engine';
import { findPgbench, pgbenchVersion } from './baseline/find-pgbench.ts';
import { runOwnClient, runPgbench } from './baseline/pgbench.ts';
import { openHandwritten } from './baseline/handwritten.ts';
import { makeTables } from './baseline/tables.ts';
import type { Bench, Mode } from './bench.ts';
import { closedLoop, type Window } from './closed-loop.ts';
import { median, round } from './figures.ts';
import { openRig, verifyOrders } from './rig.ts';
import { dropDatabase, makeDatabase } from './server.ts';
import { measureRows } from './sizes.ts';

export const CALLERS = [64, 16, 1] as const;

const times: Record<Mode, { readonly warmUpMs: number; readonly windowMs: number; readonly rounds: number }> = {
  short: { warmUpMs: 700, windowMs: 1_300, rounds: 3 },
  full: { warmUpMs: 600, windowMs: 2_000, rounds: 9 },
};

export const commands: Bench = async ({ mode, server, say, report }) => {
  const { rounds, ...window } = times[mode];
  const database = await makeDatabase(server);
  const rig = await openRig({ database, keys: server.keys });
  const opened: OrderId[] = [];
  const lives = rig.lives((order) => opened.push(order));
  const sizes = await measureRows(rig, database);
  await makeTables(database, sizes.typical.snapshot);
  const handwritten = openHandwritten(database, sizes);
  const program = findPgbench();
  if (program === null) say('no PostgreSQL installation here has pgbench: the same script runs through a client of ours');
  const common = { ...window, postmaster: server.pid };
  try {
    say('warming up …');
    await closedLoop({ ...common, callers: 16, round: lives, windowMs: 0, warmUpMs: mode === 'full' ? 6_000 : 3_000 });
    for (const callers of CALLERS) {
      const ours: Window[] = [];
      const pgbench: Window[] = [];
      const byHand: Window[] = [];
      const batches: number[] = [];
      for (let n = 1; n <= rounds; n += 1) {
        say(`${callers} callers, round ${n} of ${rounds}`);
        const marks: { readonly commands: number; readonly batches: number }[] = [];
        ours.push(await closedLoop({ ...common, callers, round: lives, mark: () => void marks.push(rig.engine.stats()) }));
        const [from, to] = marks;
        if (from && to) batches.push((to.commands - from.commands) / (to.batches - from.batches));
        const options = { ...common, callers, database, sizes };
        pgbench.push(program === null ? await runOwnClient(options) : await runPgbench(program, options));
        byHand.push(await handwritten.run({ ...common, callers }));
      }
      const of = (windows: readonly Window[], figure: keyof Window, digits = 2) =>
        round(median(windows.map((each) => each[figure] ?? Number.NaN)), digits);
      const ratio = (others: readonly Window[]) =>
        round(median(ours.map((each, n) => each.perSecond / (others[n]?.perSecond ?? Number.NaN))));
      report({
        bench: 'commands',
        callers,
        per_second: of(ours, 'perSecond', 0),
        p50_ms: of(ours, 'p50'),
        p99_ms: of(ours, 'p99'),
        ratio_pgbench: ratio(pgbench),
        ratio_handwritten: ratio(byHand),
        batch: round(median(batches), 1),
        node_cpu_ms: of(ours, 'oursMs', 3),
        postgres_cpu_ms: of(ours, 'postgresMs', 3),
        pgbench_per_second: of(pgbench, 'perSecond', 0),
        pgbench_p50_ms: of(pgbench, 'p50'),
        pgbench_p99_ms: of(pgbench, 'p99'),
        pgbench_postgres_cpu_ms: of(pgbench, 'postgresMs', 3),
        pgbench_client: program === null ? 'pg (no pgbench here)' : pgbenchVersion(program),
        handwritten_per_second: of(byHand, 'perSecond', 0),
        handwritten_p50_ms: of(byHand, 'p50'),
        handwritten_p99_ms: of(byHand, 'p99'),
        handwritten_node_cpu_ms: of(byHand, 'oursMs', 3),
        handwritten_postgres_cpu_ms: of(byHand, 'postgresMs', 3),
        other_cores: of(ours, 'otherCores'),
        snapshot_bytes: sizes.snapshotBytes,
        entry_bytes: sizes.entryBytes,
        params_bytes: sizes.paramsBytes,
        rounds,
      });
    }
    say('verifying a sample of journals …');
    await verifyOrders(rig.engine, sampleOf(opened, 50));
  } finally {
    await handwritten.close();
    await rig.close();
    await dropDatabase(server, database);
  }
};

/** Evenly spread. */
export const sampleOf = <T>(all: readonly T[], size: number): T[] => {
  const every = Math.max(1, Math.floor(all.length / size));
  return all.filter((_, index) => index % every === 0).slice(0, size);
};

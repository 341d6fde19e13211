// The same commands with the worker on: its relay offers the effects, its handlers deliver them, in the same process.
import { setTimeout as sleep } from 'node:timers/promises';
import { outboxBacklog } from '@six-order/engine/runtime';
import type { Bench } from './bench.ts';
import { closedLoop } from './closed-loop.ts';
import { round } from './figures.ts';
import { openRig } from './rig.ts';
import { dropDatabase, makeDatabase } from './server.ts';

const CALLERS = 64;
const DRAIN_PATIENCE_MS = 300_000;

export const commandsRelay: Bench = async ({ mode, server, say, report }) => {
  const database = await makeDatabase(server);
  const rig = await openRig({ database, keys: server.keys, worker: true });
  const { engine, db } = rig.system;
  let written = 0;
  engine.onChange((changes) => {
    for (const { effects } of changes) written += effects;
  });
  const readings: { readonly written: number; readonly waiting: number }[] = [];
  const mark = async () => {
    readings.push({ written, waiting: (await outboxBacklog(db)).waiting });
  };
  try {
    say('commands with delivery …');
    const window = await closedLoop({
      callers: CALLERS,
      round: rig.lives(),
      postmaster: server.pid,
      mark,
      ...(mode === 'full' ? { warmUpMs: 5_000, windowMs: 12_000 } : { warmUpMs: 2_000, windowMs: 4_000 }),
    });
    const [from, to] = readings;
    if (!from || !to) throw new Error('the window was not marked');
    const backlog = (await outboxBacklog(db)).waiting;
    const began = performance.now();
    say(`draining ${backlog} effects …`);
    for (let left = backlog; left > 0; left = (await outboxBacklog(db)).waiting) {
      if (performance.now() - began > DRAIN_PATIENCE_MS) throw new Error(`${left} effects are not delivered after five minutes`);
      await sleep(100);
    }
    const drain = (performance.now() - began) / 1000;
    report({
      bench: 'commands-relay',
      callers: CALLERS,
      per_second: round(window.perSecond, 0),
      p50_ms: round(window.p50),
      p99_ms: round(window.p99),
      node_cpu_ms: round(window.oursMs, 3),
      postgres_cpu_ms: round(window.postgresMs ?? Number.NaN, 3),
      effects_written_per_second: round((to.written - from.written) / window.seconds, 0),
      effects_delivered_per_second: round((to.written - to.waiting - (from.written - from.waiting)) / window.seconds, 0),
      backlog,
      drain_seconds: round(drain, 1),
      drained_per_second: backlog === 0 ? null : round(backlog / drain, 0),
      other_cores: round(window.otherCores ?? Number.NaN),
    });
  } finally {
    await rig.close();
    await dropDatabase(server, database);
  }
};

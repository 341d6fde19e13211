// What waiting costs: memory and statements of an idle system with no order, and with a million that wait for a deadline.
//
// K1: the parked orders are copies, made by SQL, of one that the engine made: order, timer and holder rows of full size
// under ids and numbers of their own. Their journals are not copied: an idle system reads none.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Bench, Server } from './bench.ts';
import { megabytes, round } from './figures.ts';
import { lifeOf } from './life.ts';
import { openRig, type Rig } from './rig.ts';
import { dropDatabase, makeDatabase, query } from './server.ts';

const CHUNK = 25_000;

export const parked: Bench = async ({ mode, server, say, report }) => {
  const [count, seconds] = mode === 'full' ? [1_000_000, 20] : [100_000, 10];
  const statements = countStatements();
  const database = await makeDatabase(server);
  try {
    say(`idle without orders, ${seconds} s …`);
    const empty = await idle({ server, database, statements, seconds });
    report({ bench: 'parked', parked: 0, ...empty });
    say(`parking ${count} orders …`);
    const began = performance.now();
    await park(database, await openTemplate(server, database), count, say);
    const minutes = (performance.now() - began) / 60_000;
    say(`parked in ${minutes.toFixed(1)} min; idle with them, ${seconds} s …`);
    const full = await idle({ server, database, statements, seconds });
    report({
      bench: 'parked',
      parked: count,
      ...full,
      rss_growth_mb: round(full.rss_mb - empty.rss_mb, 1),
      statements_growth: round(full.statements_per_second - empty.statements_per_second),
    });
  } finally {
    await dropDatabase(server, database);
  }
};

/** All statements that this process sends through `pg`, whoever sends them. Returns the count so far. */
function countStatements(): () => number {
  let sent = 0;
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const send = prototype.query;
  prototype.query = function (...args) {
    sent += 1;
    return send.apply(this, args);
  };
  return () => sent;
}

interface IdleOptions {
  readonly server: Server;
  readonly database: string;
  readonly statements: () => number;
  readonly seconds: number;
}

/** Opens the whole system (API and worker), lets it settle, and watches it do nothing. */
async function idle({ server, database, statements, seconds }: IdleOptions) {
  const rig = await openRig({ database, keys: server.keys, api: true, worker: true });
  try {
    // PostgreSQL counts what an idle connection did up to ten seconds later.
    await sleep(12_000);
    await globalThis.gc?.({ execution: 'async', type: 'major' });
    const commits = async () =>
      Number(
        (
          await query<{ n: string }>(server.url, 'select xact_commit as n from pg_stat_database where datname = $1', [
            databaseName(database),
          ])
        )[0]?.n,
      );
    const [sent, committed, cpu] = [statements(), await commits(), process.cpuUsage()];
    await sleep(seconds * 1000);
    // One of them is our own look at the commits.
    const statementsPerSecond = (statements() - sent - 1) / seconds;
    const used = process.cpuUsage(cpu);
    const commitsPerSecond = ((await commits()) - committed) / seconds;
    await globalThis.gc?.({ execution: 'async', type: 'major' });
    const { rss, heapUsed } = process.memoryUsage();
    return {
      statements_per_second: Math.round(statementsPerSecond * 100) / 100,
      commits_per_second: Math.round(commitsPerSecond * 100) / 100,
      node_cpu_percent: round((used.user + used.system) / seconds / 10_000),
      rss_mb: megabytes(rss),
      heap_mb: megabytes(heapUsed),
    };
  } finally {
    await rig.close();
  }
}

const databaseName = (database: string): string => new URL(database).pathname.slice(1);

/** An order that a member has accepted: it waits for two clocks. Returns its id. */
async function openTemplate(server: Server, database: string): Promise<string> {
  const rig = await openRig({ database, keys: server.keys });
  try {
    return await accepted(rig);
  } finally {
    await rig.close();
  }
}

async function accepted({ engine, actor }: Rig): Promise<string> {
  let order: string | undefined;
  for (const { persona, type, input } of lifeOf(0).slice(0, 4)) {
    const outcome = await engine.execute({
      ...(order ? { order: order as never } : { workflow: 'six-order' }),
      type,
      input,
      actor: actor(persona),
    });
    if (outcome.kind !== 'applied') throw new Error(`${type} was not applied: ${outcome.kind}`);
    order = outcome.order.id;
  }
  return order as string;
}

async function park(database: string, template: string, count: number, say: (line: string) => void): Promise<void> {
  for (let from = 0; from < count; from += CHUNK) {
    await query(database, COPY, [template, from, Math.min(count, from + CHUNK)]);
    if ((from / CHUNK) % 8 === 7) say(`${from + CHUNK} of ${count}`);
  }
  await query(database, 'truncate outbox');
  await query(database, 'vacuum analyze orders, timers, holders');
}

/** $1 the template, then from (inclusive) and to (exclusive) of the copies' numbers. */
const COPY = `
with copy as materialized (
  select n, gen_random_uuid() as id, o.number || '-' || n as new_number
  from orders o, generate_series($2::int, $3::int - 1) n where o.id = $1::uuid
), parked as (
  insert into orders (id, tenant, workflow, version, revision, snapshot, head, data_key, path, stage, labels, people, number, due_at, opened_at, closed_at, data)
  select c.id, o.tenant, o.workflow, o.version, o.revision, replace(o.snapshot, o.number, c.new_number), o.head, o.data_key, o.path, o.stage, o.labels, o.people,
    c.new_number, o.due_at, o.opened_at, o.closed_at, o.data
  from copy c, orders o where o.id = $1::uuid
), armed as (
  insert into timers (order_id, slot, id, tenant, due_at)
  select c.id, t.slot, gen_random_uuid(), t.tenant, t.due_at + interval '1 day' from copy c, timers t where t.order_id = $1::uuid
)
insert into holders (holder, order_id, due_at)
select h.holder, c.id, h.due_at from copy c, holders h where h.order_id = $1::uuid`;

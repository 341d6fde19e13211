// What a page of each desk costs over a million orders, of which a street has 50,000 open ones, for every post that has the desk.
//
// D1: what is timed is what the API asks of the engine: the desk cut to what its reader may see, first page, orders parsed.
// D2: each page is read a few times before it counts: a desk is looked at all day. The plans go to docs/desk-plans.md.
import { deskNames, type DeskName } from '@six-order/community/desks/desk-name';
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { deskOf, momentOf } from '@six-order/community/desks/desks';
import { personaNames, type PersonaName } from '@six-order/community/demo/persona-name';
import type { Actor } from '@six-order/engine';
import { migrateAll } from '@six-order/cli/migrations';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import pg, { type Pool } from 'pg';
import { streetOn, type Street } from '../harness/street-on.ts';
import type { Bench } from './bench.ts';
import { fill, NOW } from './desk-orders.ts';
import { median, quantile, round } from './figures.ts';
import { dropDatabase, makeDatabase } from './server.ts';

const PAGE = 50;
const WARM = 3;
/** By so many looks each the slowest post is found, whose figure counts. */
const LOOKS = 7;
const page = join(import.meta.dirname, '../../docs/desk-plans.md');

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Measured {
  readonly desk: DeskName;
  readonly persona: PersonaName;
  readonly orders: number;
  readonly sorted: readonly number[];
}

export const desks: Bench = async ({ mode, server, say, report }) => {
  const [count, rounds] = mode === 'full' ? [1_000_000, 200] : [50_000, 40];
  const database = await makeDatabase(server, 'nothing');
  await migrateAll(database);
  let last: Statement | null = null;
  let pool: Pool | null = null;
  const street = await streetOn(database, {
    delivers: true,
    wrap: (engineDb) => {
      pool = engineDb;
      return new Proxy(engineDb, {
        get(target, key) {
          if (key !== 'query') return Reflect.get(target, key) as unknown;
          return (config: string | Statement, values?: unknown[]) => {
            last = typeof config === 'string' ? { text: config, values: values ?? [] } : config;
            return target.query(config as never, values as never);
          };
        },
      });
    },
  });
  try {
    const began = performance.now();
    await fill(street, count, say);
    say(`${count} orders in ${((performance.now() - began) / 60_000).toFixed(1)} min`);
    street.clock.set(NOW);
    const loads = [loadavg()[0] ?? 0];
    const { rows } = await street.db.query<{ open: number }>('select count(*)::int as open from orders where closed_at is null');

    const measured: (Measured & { readonly statement: Statement })[] = [];
    for (const desk of deskNames) {
      const looks: Measured[] = [];
      for (const persona of personaNames) looks.push(await timed(street, desk, persona, LOOKS));
      const { persona } = slowestOf(looks);
      const slowest = { ...(await timed(street, desk, persona, rounds)), statement: last as unknown as Statement };
      measured.push(slowest);
      loads.push(loadavg()[0] ?? 0);
      report({
        bench: 'desks',
        desk,
        orders: count,
        open: rows[0]?.open ?? null,
        slowest_for: persona,
        on_its_page: slowest.orders,
        all_posts_p50_ms: round(median(looks.flatMap(({ sorted }) => sorted))),
        p50_ms: round(median(slowest.sorted)),
        p95_ms: round(p95(slowest)),
      });
    }
    const counted: Measured[] = [];
    for (const persona of personaNames) counted.push(await timedCounts(street, persona, LOOKS));
    const slowest = await timedCounts(street, slowestOf(counted).persona, rounds);
    report({
      bench: 'desks',
      desk: 'how many are on each',
      orders: count,
      open: rows[0]?.open ?? null,
      slowest_for: slowest.persona,
      all_posts_p50_ms: round(median(counted.flatMap(({ sorted }) => sorted))),
      p50_ms: round(median(slowest.sorted)),
      counts_p95_ms: round(p95(slowest)),
    });
    if (mode === 'full') {
      const plans = [];
      for (const one of measured) plans.push({ ...one, plan: await planOf(pool as unknown as Pool, one.statement) });
      await writeFile(page, plansPage(count, rows[0]?.open ?? 0, plans, loads));
      say(`plans written: ${page}`);
    }
  } finally {
    await street.close();
    await dropDatabase(server, database);
  }
};

const p95 = ({ sorted }: Measured): number => quantile(sorted, 0.95);

const slowestOf = (looks: readonly Measured[]): Measured =>
  looks.reduce((slowest, one) => (median(one.sorted) > median(slowest.sorted) ? one : slowest));

const readerOf = (street: Street, actor: Actor) => ({ ...actor, holds: street.directory.holdsOf(actor) });

async function timed(street: Street, desk: DeskName, persona: PersonaName, rounds: number): Promise<Measured> {
  const actor = street.actor(persona);
  const { filter, sort } = deskOf(desk, readerOf(street, actor), momentOf(officialCalendar, NOW));
  let orders = 0;
  const sorted = await rounded(rounds, async () => {
    orders = (await street.engine.find({ tenant: actor.tenant, filter, sort, limit: PAGE })).orders.length;
  });
  return { desk, persona, orders, sorted };
}

async function timedCounts(street: Street, persona: PersonaName, rounds: number): Promise<Measured> {
  const actor = street.actor(persona);
  const filters = deskNames.map((name) => deskOf(name, readerOf(street, actor), momentOf(officialCalendar, NOW)).filter);
  const sorted = await rounded(rounds, () => street.engine.counts({ tenant: actor.tenant, filters, limit: 100 }));
  return { desk: 'all', persona, orders: 0, sorted };
}

async function rounded(rounds: number, look: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < rounds + WARM; n += 1) {
    const began = performance.now();
    await look();
    if (n >= WARM) times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b);
}

/** As it runs: one plan for all values, so that no value stands in it. */
async function planOf(pool: Pool, { text, values }: Statement): Promise<string> {
  const literal = (value: unknown): string =>
    value === null
      ? 'null'
      : Array.isArray(value)
        ? pg.escapeLiteral(`{${value.map((one) => JSON.stringify(String(one))).join(',')}}`)
        : pg.escapeLiteral(String(value as string | number));
  const client = await pool.connect();
  try {
    await client.query(`prepare looked as ${text}`);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers, costs off, timing off, summary off) execute looked${values.length > 0 ? `(${values.map(literal).join(', ')})` : ''}`,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.query('deallocate looked').catch(() => {});
    client.release();
  }
}

/** One thread of ours and one of PostgreSQL's are busy; what comes on top is not the bench's. */
function loadSaid(loads: readonly number[]): string {
  const cores = availableParallelism();
  const load = median(loads);
  const said = `The load of the machine (${cores} cores) while they were read was ${load.toFixed(1)}`;
  return load <= 1.5
    ? `${said}: nothing else ran.`
    : `${said}: other work ran beside them, so the p95 tell more of it than of the desks; the p50 are nearer to those of a quiet machine.`;
}

const plansPage = (
  orders: number,
  open: number,
  plans: readonly (Measured & { readonly plan: string })[],
  loads: readonly number[],
): string => `# How the desks are found

Written by \`pnpm bench desks\` (full mode); do not edit by hand. ${orders.toLocaleString('en')} orders, ${open.toLocaleString('en')} of them open in one street.
Of each desk the post that waits longest for its first page of ${PAGE}: p50 and p95, and the plan with the rows and pages that it touched.
${loadSaid(loads)}
Which keys there are: [decision 0065](decisions/0065-keys-under-which-orders-are-found.md). What stands on each desk, and its budget: [desks.md](desks.md).

| desk | slowest for | on its page | p50, ms | p95, ms |
|---|---|---|---|---|
${plans.map((one) => `| [${one.desk}](#${one.desk}) | ${one.persona} | ${one.orders} | ${median(one.sorted).toFixed(1)} | ${p95(one).toFixed(1)} |`).join('\n')}

${plans
  .map(
    ({ desk, persona, plan }) => `## ${desk}

For ${persona}.

\`\`\`
${plan}
\`\`\`
`,
  )
  .join('\n')}`;

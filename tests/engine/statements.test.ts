// Every statement of the engine, and the shape of its plan, as golden files for review: ranges of indexes, never a whole table.
// After a change: `vitest run tests/engine/statements.test.ts -u`.
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { everything, type FaceFilter } from '@six-order/engine';
import {
  leaseDueTimers,
  nextDueAt,
  stuckTimers,
  offerOutbox,
  openPool,
  outboxBacklog,
  purgeKeys,
  readOutbox,
  recordDelivery,
  recordFailure,
  timersDue,
  timersOf,
  type Command,
} from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { admin, borrower, DAY, loan1, loan2 } from '../harness/toy.ts';

const desk = await openLoanDesk({ workflows: [loan1, loan2] });
const pool = openPool(desk.url, 'engine', { max: 2 });
afterAll(() => pool.end());

const empty = await openLoanDesk({ workflows: [loan1] });
await empty.query('vacuum analyze');
const ofEmpty = openPool(empty.url, 'engine', { max: 1 });
afterAll(() => ofEmpty.end());

/** Texts as they were sent, by the statement's name, or by the name that is set when it has none. */
const sent = new Map<string, string>();
let naming: string | ((text: string) => string) | null = null;

const recorded = new Proxy(pool, {
  get(target, key) {
    if (key !== 'query') return Reflect.get(target, key) as unknown;
    return (config: string | { name?: string; text: string }, values?: unknown[]) => {
      const text = typeof config === 'string' ? config : config.text;
      const named = typeof naming === 'function' ? naming(text) : naming;
      const name = text.includes('pg_notify') ? 'changes-tell' : typeof config === 'string' ? named : (config.name ?? named);
      if (name !== null) sent.set(name, text);
      return target.query(config as never, values as never);
    };
  },
}) as Pool;

const model = await desk.place();

// A county's worth of rows in small, so that the planner has something to weigh.
await desk.query(`
  with o as (
    insert into orders (id, tenant, workflow, version, revision, snapshot, head, path, stage, labels, people, number, due_at, opened_at, closed_at, data)
    select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'north', 'loan', 1, 3,
      (select snapshot from orders where id = '${model.id}'), '\\x00', ('desk.u' || n % 50)::ltree, 'placed', '{}',
      array[('00000000-0000-4000-8000-' || lpad(to_hex(n % 900), 12, '0'))::uuid], 'N' || n,
      case when n % 9 > 0 then to_timestamp(n % 1000) end, to_timestamp(n), case when n % 3 = 0 then to_timestamp(n) end, '{}'
    from generate_series(1, 6000) n returning id, people, tenant
  ), h as (insert into holders (holder, order_id, due_at) select people[1], id, null from o)
  , j as (insert into journal (order_id, seq, recorded_at, entry, mac) select id, n, to_timestamp(n), '{}', '\\x00' from o, generate_series(1, 3) n)
  , t as (insert into timers (order_id, slot, id, tenant, due_at) select id, 's' || n, gen_random_uuid(), tenant, to_timestamp(1e10) from o, generate_series(1, 2) n)
  , s as (insert into sealed_values (order_id, id, ciphertext) select id, '1/text', '\\x00' from o)
  , k as (insert into idempotency_keys (key, digest, order_id, at) select sha256(id::text::bytea), '\\x00', id, to_timestamp(0) from o)
  insert into outbox (id, order_id, seq, tenant, type, params, at, offer_at)
  select gen_random_uuid(), id, 1, tenant, 'x', '{}', to_timestamp(0), 'infinity' from o`);
await desk.query('analyze');

const engine = desk.open({ wrap: () => recorded });
const old = desk.open({ workflows: [loan1] });
const place: Command = { workflow: 'loan', type: 'place', input: { item: 'drill', wish: 'x', days: 1 }, actor: borrower };

// Batches of every kind: first the one whose commit has all its parts, then those without one or both of them.
const [out, ready] = [await desk.place(), await desk.place()];
const [born, late] = [applied(await old.execute(place)), applied(await old.execute(place))];
await desk.send(out.id, 'take');
await engine.executeMany([
  ...Array.from({ length: 8 }, (_, n) => ({ ...place, key: `k${n}` })),
  { order: out.id, type: 'giveBack', input: { condition: 'good', remark: 'x' }, actor: borrower, key: 'k' },
  { order: ready.id, type: 'take', input: {}, actor: borrower },
  { order: born.id, type: 'migrate', input: {}, actor: admin },
]);
await engine.executeMany(['n1', 'n2'].map((key) => ({ ...place, key })));
await engine.executeMany([place, { order: late.id, type: 'migrate', input: {}, actor: admin }]);
await engine.executeMany([place, place]);
await Promise.all([
  engine.get(out.id),
  engine.getMany([out.id]),
  engine.getByNumber('north', out.face.number),
  engine.facesNumbered('north', [out.face.number, 'N1', 'N2']),
  engine.journal(out.id),
  engine.verify(out.id),
  engine.unseal(out.id, ['3/remark']),
  engine.unsealMany([{ order: out.id, id: '3/remark' }]),
]);

// Timers, one of which its machine does not take.
const foreign = await desk.place();
await desk.query(`update timers set slot = 'xstate.after.none' where order_id = $1`, [foreign.id]);
desk.clock.advance(2 * DAY);
const wall = desk.clock.now();
await nextDueAt(recorded, { wall });
await stuckTimers(recorded, { now: wall, wall, lateMs: 1 });
await timersOf(recorded, [ready.id]);
await timersDue(recorded, { from: wall - 1, to: wall, limit: 10 });
await engine.fire(await leaseDueTimers(recorded, { now: wall, wall, limit: 100, leaseMs: 0 }));

const ids = (await offerOutbox(recorded, { wall, limit: 10, againMs: 1 })).map(({ id }) => id);
await readOutbox(recorded, ids);
await recordFailure(recorded, ids[0] as string, { wall, error: 'x', terminal: false });
await recordDelivery(recorded, ids);
await engine.behind(10);
await engine.openAfter(ready.id, 10);
await desk.query(`update orders set labels = '{}', stage = 'old' where id = $1`, [ready.id]);
await engine.drawFaces([ready.id]);
naming = 'outbox-backlog';
await outboxBacklog(recorded);
naming = 'keys-purge';
await purgeKeys(recorded, { before: 0 });

const pages: Readonly<Record<string, FaceFilter>> = {
  open: { open: true },
  stage: { all: [{ open: true }, { stage: ['placed', 'out'] }] },
  within: { all: [{ open: true }, { within: 'desk.north' }] },
  mine: { all: [{ open: true }, { people: [borrower.person as string] }] },
  marked: { all: [{ open: true }, { within: 'desk.north' }, { label: '#late' }] },
  either: { all: [{ open: true }, { any: [{ stage: ['placed'] }, { people: [borrower.person as string] }] }] },
  'held-or-marked': {
    all: [
      { open: true },
      { stage: ['placed', 'out'] },
      { within: 'desk.north' },
      { any: [{ people: [borrower.person as string] }, { label: '#late' }] },
    ],
  },
  'no-stage': { all: [{ open: true }, { stage: ['placed'] }, { all: [{ stage: ['out'] }, { within: 'desk.north' }] }] },
  late: { all: [{ open: true }, { any: [{ label: 'late' }, { dueBy: 0 }] }, { not: { workflow: 'lending' } }] },
};
for (const [name, filter] of Object.entries(pages)) {
  const ask = { tenant: 'north', filter, sort: 'due', limit: 1 } as const;
  naming = `find-${name}`;
  await engine.find(ask);
  naming = `count-${name}`;
  await engine.count({ ...ask, limit: 1_000 });
}
naming = 'count-several';
await engine.counts({ tenant: 'north', filters: [pages['mine'], pages['marked']].filter((one) => one !== undefined), limit: 9 });
naming = 'count-held';
await engine.countHeld({
  tenant: 'north',
  asks: [
    { filter: { all: [{ open: true }, { stage: ['out'] }] }, people: [borrower.person as string] },
    { filter: { label: 'late' }, people: [borrower.person as string], label: 'out-with:' },
  ],
  limit: 9,
});
const after = (due: number | null) => Buffer.from(JSON.stringify([due, out.id])).toString('base64url');
naming = 'find-open-after-dated';
await engine.find({ tenant: 'north', filter: { open: true }, sort: 'due', limit: 1, cursor: after(wall) });
naming = 'find-open-after-undated';
await engine.find({ tenant: 'north', filter: { open: true }, sort: 'due', limit: 1, cursor: after(null) });
naming = (text) => `walk-${text.includes('due_at is null') ? 'undated' : 'dated'}${/ > [($]/.test(text) ? '-after' : ''}`;
await engine.findIds({ tenant: 'north', filter: { within: 'desk.u1' }, limit: 1 });
naming = 'find-newest';
await engine.find({ tenant: 'north', filter: everything, sort: 'newest', limit: 1 });
naming = 'find-newest-mine';
await engine.find({ tenant: 'north', filter: { people: [borrower.person as string] }, sort: 'newest', limit: 1 });
naming = 'find-newest-of-mine';
const own: FaceFilter = { all: [{ people: [borrower.person as string] }, { data: 'borrower', has: borrower.person as string }] };
await engine.find({ tenant: 'north', filter: own, sort: 'newest', limit: 1 });
naming = 'find-newest-after';
await engine.find({ tenant: 'north', filter: everything, sort: 'newest', limit: 1, cursor: after(null) });
naming = null;

// A commit of one order leaves out each part that it does not need: those of batches stand for them. When changes are told, is up to the clock.
for (const name of sent.keys()) if (name === 'changes-tell' || /^orders-commit-(?:open|move)/.test(name)) sent.delete(name);

const names = [...sent.keys()].sort();
const golden = new URL('golden/', import.meta.url);

test.each(names)('%s', async (name) => {
  const text = sent.get(name) as string;
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (generic_plan, costs off) ${text}`);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  const file = fileURLToPath(new URL(`${name}.sql`, golden));
  await expect(`${text.trim()};\n\n-- ${plan.replaceAll('\n', '\n-- ')}\n`).toMatchFileSnapshot(file);
  // The backlog counts all that waits: the table of what is not yet delivered.
  if (name !== 'outbox-backlog') expect(plan).not.toMatch(/Seq Scan|Disabled/);
});

// A table that is empty when the first command prepares it, keys of last week deleted, is so for the plan until the next analyze.
test('what a command must know is looked up by key even when that was planned on empty tables', async () => {
  const text = sent.get('orders-load') as string;
  const { rows } = await ofEmpty.query<{ 'QUERY PLAN': string }>(`explain (generic_plan, costs off) ${text}`);
  const plan = rows.map((row) => row['QUERY PLAN']);
  const scans = plan.flatMap((line, n) => (/Scan using/.test(line) ? [`${line} ${plan[n + 1] ?? ''}`] : []));
  expect(scans.length).toBeGreaterThan(0);
  expect(scans.filter((scan) => !scan.includes('Index Cond'))).toEqual([]);
});

test('no golden file is of a statement that is sent no more', async () => {
  const files = await readdir(golden).catch(() => []);
  expect(files.filter((file) => !names.includes(file.replace(/\.sql$/, '')))).toEqual([]);
});

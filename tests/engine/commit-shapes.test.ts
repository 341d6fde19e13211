// A commit leaves out parts that its batch does not need: whatever it leaves out, what is written is the same.
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { admin, borrower, clerk, DAY, loan1, loan2, otherBorrower } from '../harness/toy.ts';
import type { OrderId, Outcome } from '@six-order/engine';
import type { Command, Engine } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';

const desk = await openLoanDesk({ workflows: [loan1, loan2] });
/** Statements by name. */
const sent = new Set<string>();
const wrap = (pool: Pool): Pool =>
  new Proxy(pool, {
    get(target, key) {
      if (key !== 'query') return Reflect.get(target, key) as unknown;
      return (config: { name?: string }) => {
        if (config.name) sent.add(config.name);
        return target.query(config as never);
      };
    },
  });
const [old, engine] = [desk.open({ workflows: [loan1], wrap }), desk.open({ wrap })];

type Act = Omit<Command, 'order' | 'actor'> & { readonly actor?: Command['actor'] };

/** Lives that together need every part in every company. */
const lives: readonly (readonly Act[])[] = [
  [
    { type: 'take', input: {} },
    { type: 'giveBack', input: { condition: 'good', remark: 'a scratch' }, key: 'b' },
  ],
  [
    { type: 'take', input: {}, key: 'a' },
    { type: 'renew', input: { days: 9 } },
    { type: 'note', input: { text: 'x' } },
  ],
  [
    { type: 'note', input: { text: 'x' }, key: 'a' },
    { type: 'cancel', input: {} },
  ],
  [
    { type: 'migrate', input: {}, actor: admin },
    { type: 'take', input: {} },
    { type: 'giveBack', input: { condition: 'worn' }, actor: clerk },
  ],
  [
    { type: 'take', input: {} },
    { type: 'migrate', input: {}, actor: admin, key: 'm' },
    { type: 'giveBack', input: { condition: 'good' } },
  ],
  [
    { type: 'note', input: { text: 'y' }, actor: otherBorrower, key: 'n' },
    { type: 'cancel', input: {}, actor: clerk, key: 'c' },
  ],
];

const place = (group: string, n: number): Command => ({
  workflow: 'loan',
  type: 'place',
  input: {
    item: 'saw',
    days: 1 + n,
    number: `${group}-${n}`,
    ...(n % 2 === 0 ? { wish: 'the red one', contact: { name: 'A', phone: '1' } } : {}),
  },
  actor: borrower,
  ...(n % 3 === 0 ? { key: `${group} ${n}` } : {}),
});

type Run = (engine: Engine, commands: readonly Command[]) => Promise<readonly (Outcome | Error)[]>;

const oneByOne: Run = async (engine, commands) => {
  const outcomes: Outcome[] = [];
  for (const command of commands) outcomes.push(await engine.execute(command));
  return outcomes;
};
const together: Run = (engine, commands) => engine.executeMany(commands);
/** What has a key and what is a migration each among their like. */
const apart: Run = async (engine, commands) => {
  const outcomes = new Map<Command, Outcome | Error>();
  for (const like of Map.groupBy(commands, ({ key, type }) => `${key !== undefined} ${type === 'migrate'}`).values()) {
    const answers = await engine.executeMany(like);
    like.forEach((command, n) => outcomes.set(command, answers[n] as Outcome | Error));
  }
  return commands.map((command) => outcomes.get(command) as Outcome | Error);
};

/** Everything that the group's lives wrote, with ids left out. */
async function written(group: string, run: Run) {
  const count = lives.length * 3;
  const placed = await run(
    old,
    Array.from({ length: count }, (_, n) => place(group, n)),
  );
  const orders = placed.map((outcome) => applied(outcome as Outcome).id);
  for (let round = 0; round < 3; round += 1) {
    const acts = orders.flatMap((order, n) => {
      const act = lives[n % lives.length]?.[round];
      return act ? [{ actor: borrower, ...act, order } satisfies Command] : [];
    });
    for (const outcome of await run(engine, acts)) applied(outcome as Outcome);
  }
  return Promise.all(orders.map(rows));
}

async function rows(id: OrderId) {
  const [order] = await desk.query(
    `select workflow, version, revision, path::text, stage, labels, people, split_part(number, '-', 2) as number, due_at, opened_at, closed_at, data,
       regexp_replace(regexp_replace(snapshot, '"digest":"[^"]*"', '', 'g'), '"number":"[^"]*"', '') as snapshot, data_key is not null as keyed,
       array(select (h.holder, h.due_at)::text from holders h where order_id = o.id order by 1) as holders,
       array(select (t.slot, t.due_at)::text from timers t where order_id = o.id order by 1) as timers,
       array(select (e.seq, e.type, e.params, e.at)::text from outbox e where order_id = o.id order by e.id) as effects,
       array(select s.id from sealed_values s where order_id = o.id order by 1) as sealed,
       (select count(*)::int from idempotency_keys where order_id = o.id) as keys
     from orders o where id = $1`,
    [id],
  );
  expect(await desk.engine.verify(id)).toBe(true);
  expect(await desk.engine.replay(id)).toMatchObject({ same: true });
  return { ...order, journal: await desk.journal(id) };
}

test('one by one, all at once and among their like commands write the same', async () => {
  const single = await written('one', oneByOne);
  expect(await written('all', together)).toEqual(single);
  sent.clear();
  expect(await written('like', apart)).toEqual(single);
  expect([...sent].filter((name) => name.startsWith('orders-commit')).toSorted()).toEqual([
    'orders-commit',
    'orders-commit-keyed',
    'orders-commit-plain',
    'orders-commit-sweeping',
  ]);
  expect(new Set(single.flatMap((row) => row.journal))).toEqual(
    new Set(['place', 'take', 'giveBack', 'renew', 'note', 'cancel', 'migrate']),
  );
});

test('a batch of stale commands only writes nothing, small or large', async () => {
  const orders = await Promise.all(Array.from({ length: 12 }, () => desk.place()));
  desk.clock.advance(DAY);
  const before = await desk.rowCounts();
  for (const size of [1, 2, 4, 5, 12]) {
    const outcomes = await desk.engine.executeMany(
      orders
        .slice(0, size)
        .map(({ id }) => ({ order: id, type: 'take', input: {}, actor: borrower, revision: 7, key: `stale ${size}` })),
    );
    expect(outcomes.map((outcome) => (outcome instanceof Error ? outcome.name : outcome.kind))).toEqual(
      Array.from({ length: size }, () => 'stale'),
    );
  }
  expect(await desk.rowCounts()).toEqual(before);
});

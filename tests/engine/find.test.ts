// Pages of orders: the filter as SQL says the same as the filter in memory, and every order of it is on exactly one page.
import { everything, isWithin, matches, nothing, type FaceFilter, type StoredOrder } from '@six-order/engine';
import { engineMigrations } from '@six-order/engine/runtime';
import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { openLoanDesk } from '../harness/loan-desk.ts';
import { borrower, clerk, DAY, HOUR, loan1, otherBorrower } from '../harness/toy.ts';

const desk = await openLoanDesk();
const { engine } = desk;
let orders: readonly StoredOrder[] = [];

/** Orders in every stage, many with the same deadline, many with none. */
beforeAll(async () => {
  const items = ['drill', 'saw', 'sander', 'spade'];
  for (let n = 0; n < 72; n += 1) {
    const actor = n % 3 === 0 ? otherBorrower : borrower;
    const { id } = await desk.place({ item: items[n % 4], days: 1 + (n % 5) }, { actor });
    if (n % 6 > 0) await desk.send(id, 'take', {}, { actor });
    if (n % 6 > 3) await desk.send(id, 'giveBack', { condition: 'good' }, { actor: clerk });
    if (n % 12 === 0) await desk.send(id, 'cancel', {}, { actor });
    if (n % 9 === 0) desk.clock.advance(HOUR);
  }
  await desk.until(desk.clock.now() + 2 * DAY);
  for (let n = 0; n < 12; n += 1) await desk.place({ item: items[n % 4] });
  // One that belongs to nobody here.
  await desk.place({}, { actor: { ...borrower, tenant: 'south' } });
  const rows = await desk.query<{ id: StoredOrder['id'] }>(`select id from orders where tenant = 'north'`);
  orders = await Promise.all(rows.map(({ id }) => desk.get(id)));
});

const leaf: fc.Arbitrary<FaceFilter> = fc.oneof(
  fc.constant(everything),
  fc.constant(nothing),
  fc.record({ workflow: fc.constantFrom('loan', 'lending') }),
  fc.record({ stage: fc.subarray(['placed', 'out', 'returned', 'cancelled', 'lapsed', 'none']) }),
  fc.record({ label: fc.constantFrom('late', '#late', '#saw', 'item:saw', 'item:drill', 'none', `it's "odd"\\`) }),
  fc.record({ people: fc.subarray([borrower.person as string, otherBorrower.person as string, clerk.person as string]) }),
  fc.record({
    data: fc.constantFrom('borrower', 'lent', 'days', 'none'),
    has: fc.constantFrom(...[borrower, clerk].map(({ person }) => person as string)),
  }),
  fc.record({ within: fc.constantFrom('', 'desk', 'desk.south', 'desk.north', 'des', 'desk.nort', 'elsewhere') }),
  fc.record({ open: fc.boolean() }),
  fc.record({
    opened: fc.tuple(fc.integer({ min: -60, max: 1 }), fc.integer({ min: 0, max: 60 })).map(([from, hours]) => ({
      from: desk.clock.now() + from * HOUR,
      until: desk.clock.now() + (from + hours) * HOUR,
    })),
  }),
  fc.record({ dueBy: fc.integer({ min: -2, max: 5 }).map((days) => desk.clock.now() + days * DAY) }),
);

const { filter } = fc.letrec<{ filter: FaceFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
}));

const due = ({ face }: StoredOrder) => face.dueAt ?? Number.POSITIVE_INFINITY;
const byId = (a: StoredOrder, b: StoredOrder) => (a.id < b.id ? -1 : 1);
const order = {
  due: (a: StoredOrder, b: StoredOrder) => (due(a) === due(b) ? byId(a, b) : due(a) - due(b)),
  newest: (a: StoredOrder, b: StoredOrder) => byId(b, a),
};

async function pages(ask: { filter: FaceFilter; sort: 'due' | 'newest'; limit: number }): Promise<StoredOrder[]> {
  const found: StoredOrder[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await engine.find({ tenant: 'north', ...ask, ...(cursor === undefined ? {} : { cursor }) });
    expect(page.orders.length).toBeLessThanOrEqual(ask.limit);
    if (page.next !== null) expect(page.orders.length).toBe(ask.limit);
    found.push(...page.orders);
    expect(found.length).toBeLessThanOrEqual(orders.length);
    if (page.next === null) return found;
    cursor = page.next;
  }
}

test('the orders to be found are of every kind', () => {
  expect(new Set(orders.map(({ face }) => face.stage))).toEqual(new Set(['placed', 'out', 'returned', 'cancelled', 'lapsed']));
  const dues = orders.map(due);
  expect(dues.filter((at) => at === Number.POSITIVE_INFINITY).length).toBeGreaterThan(10);
  expect(new Set(dues).size).toBeLessThan(dues.length - 30);
});

test('paging through gives every order of the filter once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(filter, fc.constantFrom('due', 'newest'), fc.integer({ min: 1, max: 40 }), async (wanted, sort, limit) => {
      const expected = orders.filter((each) => matches(wanted, each)).sort(order[sort]);
      expect(await pages({ filter: wanted, sort, limit })).toEqual(expected);
      expect(await engine.count({ tenant: 'north', filter: wanted, limit: 20 })).toBe(Math.min(20, expected.length));
    }),
    { numRuns: 120 },
  );
});

const walk = async (tenant: string, wanted: FaceFilter, limit: number): Promise<string[]> => {
  const found: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await engine.findIds({ tenant, filter: wanted, limit, ...(cursor !== undefined && { cursor }) });
    if (page.next !== null) expect(page.ids.length).toBe(limit);
    found.push(...page.ids);
    if (page.next === null) return found;
    cursor = page.next;
  }
};

test('a walk gives every open order of the filter once, the newest first', async () => {
  await fc.assert(
    fc.asyncProperty(filter, fc.integer({ min: 1, max: 40 }), async (wanted, limit) => {
      const expected = orders.filter((each) => each.face.closedAt === null && matches(wanted, each)).sort(order.newest);
      expect(await walk('north', wanted, limit)).toEqual(expected.map(({ id }) => id));
    }),
    { numRuns: 40 },
  );
});

test('a walk through more than one statement looks at passes nothing by', async () => {
  // Two in three at one of seven instants, the rest without a deadline.
  await desk.query(
    `insert into orders (id, tenant, workflow, version, revision, snapshot, head, path, stage, labels, people, number, due_at, opened_at, data)
     select gen_random_uuid(), 'west', 'loan', 1, 1, '{}', '', ('desk.west' || n % 2)::ltree, 'out', '{}', '{}', 'W' || n,
       case when n % 3 > 0 then to_timestamp(1700000000.123 + n % 7) end, now(), '{}' from generate_series(1, 17000) n`,
  );
  const wanted = { within: 'desk.west1' };
  const rows = await desk.query<{ id: string }>(
    `select id from orders where tenant = 'west' and path = 'desk.west1' order by id desc`,
  );
  expect(rows).toHaveLength(8_500);
  expect(await walk('west', wanted, 3_000)).toEqual(rows.map(({ id }) => id));
  await desk.query(`delete from orders where tenant = 'west'`);
});

test('pages of a mark, and how many have it', async () => {
  const marked = { all: [{ open: true }, { within: 'desk.north' }, { label: '#late' }] };
  const wanted = orders.filter((each) => matches(marked, each)).sort(order.due);
  expect(wanted.length).toBeGreaterThan(1);
  expect(await pages({ filter: marked, sort: 'due', limit: 1 })).toEqual(wanted);
  expect(await engine.count({ tenant: 'north', filter: marked, limit: 50 })).toBe(Math.min(50, wanted.length));
});

const rowsOfMarks = () =>
  desk.query<{ right: boolean; at: number | null }>(
    `select h.due_at = coalesce(o.due_at, 'infinity') as right, extract(epoch from nullif(h.due_at, 'infinity'))::float8 as at
     from holders h join orders o on o.id = h.order_id where h.holder <> all(o.people) and h.holder::text not like '______________f%'
     order by h.holder, h.order_id`,
  );

test('a mark’s row keeps the deadline of its order; the migration gives it to those from before', async () => {
  const kept = await rowsOfMarks();
  expect(kept.filter(({ right }) => !right)).toEqual([]);
  expect(new Set(kept.map(({ at }) => at)).size).toBeGreaterThan(5);
  await desk.query(`update holders set due_at = null where due_at is not null`);
  const migration = await readFile(new URL('0105-deadlines-of-marks.sql', engineMigrations), 'utf8');
  await desk.query(/^update [^;]+;$/m.exec(migration)?.[0] ?? '');
  expect(await rowsOfMarks()).toEqual(kept);
});

test('what a version without deadlines in its rows has marked is found, and sorted from its next command on', async () => {
  const marked = { all: [{ open: true }, { within: 'desk.north' }, { label: '#late' }] };
  const wanted = orders.filter((each) => matches(marked, each)).sort(order.due);
  const [first] = wanted;
  const id = first?.id as StoredOrder['id'];
  await desk.query(
    `with gone as (delete from holders where order_id = $1 and due_at is not null returning holder) insert into holders (holder, order_id) select holder, $1 from gone`,
    [id],
  );
  expect((await pages({ filter: marked, sort: 'due', limit: 1 })).map((one) => one.id)).toEqual([
    ...wanted.slice(1).map((one) => one.id),
    id,
  ]);
});

test('several filters, and several holders, are counted in one statement as they are one by one', async () => {
  const people = [...new Set(orders.flatMap(({ face }) => face.people))];
  await fc.assert(
    fc.asyncProperty(fc.array(filter, { maxLength: 5 }), fc.integer({ min: 1, max: 30 }), async (filters, limit) => {
      const among = (wanted: FaceFilter) => Math.min(limit, orders.filter((each) => matches(wanted, each)).length);
      expect(await engine.counts({ tenant: 'north', filters, limit })).toEqual(filters.map(among));
      const asks = filters.flatMap((one) => [one, { all: [{ open: true }, one] }]).map((one) => ({ filter: one, people }));
      expect(await engine.countHeld({ tenant: 'north', asks, limit })).toEqual(
        asks.map((ask) => people.map((person) => among({ all: [ask.filter, { people: [person] }] }))),
      );
      const labelled = asks.map((ask) => ({ ...ask, label: 'out-with:' }));
      expect(await engine.countHeld({ tenant: 'north', asks: labelled, limit })).toEqual(
        asks.map((ask) =>
          people.map((person) => among({ all: [ask.filter, { people: [person] }, { label: `out-with:${person}` }] })),
        ),
      );
    }),
    { numRuns: 60 },
  );
});

test.each(['due', 'newest'] as const)('pages of one: %s', async (sort) => {
  const expected = [...orders].sort(order[sort]);
  expect((await pages({ filter: everything, sort, limit: 1 })).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
});

test('an order that changes while one pages is skipped or seen, the others once', async () => {
  const first = await engine.find({ tenant: 'north', filter: { open: true }, sort: 'due', limit: 5 });
  const [moved] = first.orders;
  await desk.send(moved?.id as StoredOrder['id'], 'renew', { days: 60 }, { actor: clerk });
  const rest = await engine.find({
    tenant: 'north',
    filter: { open: true },
    sort: 'due',
    limit: 200,
    cursor: first.next as string,
  });
  const ids = rest.orders.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id } of first.orders.slice(1)) expect(ids).not.toContain(id);
  expect(ids).toContain(moved?.id);
});

test('another tenant’s orders are on nobody else’s page', async () => {
  expect((await engine.find({ tenant: 'south', filter: everything, sort: 'newest', limit: 200 })).orders).toHaveLength(1);
  expect((await engine.find({ tenant: 'west', filter: everything, sort: 'due', limit: 200 })).orders).toEqual([]);
});

describe('a cursor that is none of ours reads as the first page', () => {
  const id = '01a20d95-fb22-74f5-a8e0-3190dea9d9a0';
  const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  test.each([
    ['empty', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('[1,').toString('base64url')],
    ['no list', packed({ due: null, id })],
    ['null', packed(null)],
    ['too short', packed([1])],
    ['an id of another kind', packed([null, 'L-000001'])],
    ['an id that is a list', packed([null, [id]])],
    ['a due that is a text', packed(['now', id])],
    ['a due beyond time', packed([1e300, id])],
    ['a due before time', packed([-1e300, id])],
    ['a due before PostgreSQL’s time', packed([-8e15, id])],
    ['a due at the end of JavaScript’s time', packed([8.64e15, id])],
    ['SQL', packed([null, `${id}' or true --`])],
    ['10 kB of anything', 'x'.repeat(10_000)],
  ])('%s', async (_, cursor) => {
    for (const sort of ['due', 'newest'] as const) {
      const ask = { tenant: 'north', filter: everything, sort, limit: 3 };
      expect(await engine.find({ ...ask, cursor })).toEqual(await engine.find(ask));
    }
  });

  test('and one of the other sorting is no fault', async () => {
    const { next } = await engine.find({ tenant: 'north', filter: everything, sort: 'due', limit: 5 });
    const page = await engine.find({ tenant: 'north', filter: everything, sort: 'newest', limit: 5, cursor: next as string });
    expect(page.orders.length).toBeLessThanOrEqual(5);
  });
});

test('the filter’s words mean what they say', () => {
  const { face } = {
    face: {
      ...(orders[0] as StoredOrder).face,
      path: 'desk.north',
      dueAt: 10,
      closedAt: null,
      labels: ['late'],
      data: { one: 'a', some: ['a', 'b'], kept: { id: 'a' } },
    },
  };
  const one = { workflow: loan1.id, face };
  const table: readonly [FaceFilter, boolean][] = [
    [everything, true],
    [nothing, false],
    [{ not: nothing }, true],
    [{ dueBy: 9 }, false],
    [{ dueBy: 10 }, true],
    [{ open: true }, true],
    [{ open: false }, false],
    [{ label: 'late' }, true],
    [{ within: 'desk' }, true],
    [{ within: 'desk.nor' }, false],
    [{ people: [] }, false],
    [{ data: 'one', has: 'a' }, true],
    [{ data: 'one', has: 'b' }, false],
    [{ data: 'some', has: 'b' }, true],
    [{ data: 'some', has: 'c' }, false],
    [{ data: 'kept', has: 'id' }, false],
    [{ not: { data: 'none', has: 'a' } }, true],
    [{ all: [{ open: true }, { not: { label: 'late' } }] }, false],
    [{ any: [{ open: false }, { label: 'late' }] }, true],
  ];
  for (const [wanted, expected] of table) expect(matches(wanted, one), JSON.stringify(wanted)).toBe(expected);
  expect([isWithin('a.b', 'a'), isWithin('ab', 'a'), isWithin('a', 'a.b'), isWithin('a', '')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

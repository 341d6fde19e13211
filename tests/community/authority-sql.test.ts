// The same filter judged in memory and by PostgreSQL: nobody's desk shows an order that a single read would deny, or hides one.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { defineWorkflow, matches, type Face, type FaceFilter, type StoredOrder } from '@six-order/engine';
import { createEngine, createKeyring, generateKeys, openPool, type Engine } from '@six-order/engine/runtime';
import { mayAskToOpen, maySee, statusVisibleTo, visibleTo } from '@six-order/community/authority/authority';
import { openable } from '@six-order/community/authority/sight';
import { deskNames } from '@six-order/community/desks/desk-name';
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { deskOf, momentOf } from '@six-order/community/desks/desks';
import { cloneDatabase } from '../harness/database.ts';
import { faces, paths, readers, workflowIds, workflowsOfOrders, type WorkflowId } from './faces.ts';

/** Orders that are what their opening command says. */
const machine = setup({ types: {} as { context: { face: Face | null }; events: any } }).createMachine({
  context: { face: null },
  initial: 'new',
  states: {
    new: { on: { place: { target: 'placed', actions: assign({ face: ({ event }) => event.input.face }) } } },
    placed: {},
  },
});
const ofFaces = (id: WorkflowId) =>
  defineWorkflow({
    id,
    version: 1,
    title: { zh: '面', en: 'Faces' },
    machine,
    opens: 'place',
    commands: {
      place: { title: { zh: '点', en: 'Place' }, docs: 'As given.', input: z.object({ face: z.any() }), by: ['system'] },
    },
    effects: [],
    face: ({ context }) => context['face'] as unknown as Face,
  });

const at = 1_772_400_000_000;
let engine: Engine;
let orders: readonly StoredOrder[];
let end: () => Promise<void>;

beforeAll(async () => {
  const { url } = await cloneDatabase();
  const db = openPool(url, 'app', { max: 2 });
  engine = createEngine({
    db,
    workflows: workflowIds.map(ofFaces),
    authorize: () => 'allowed',
    facts: () => Promise.resolve([]),
    seal: createKeyring(generateKeys()),
    now: () => at,
    newId: randomUUID,
  });
  end = async () => {
    await engine.close();
    await db.end();
  };
  const sample = fc.sample(fc.tuple(faces, workflowsOfOrders), { numRuns: 400, seed: 6 });
  const actor = { person: null, post: null, role: 'system', tenant: '522326', path: '' };
  const outcomes = await engine.executeMany(
    sample.map(([face, workflow], n) => ({ workflow, type: 'place', input: { face: { ...face, number: `n-${n}` } }, actor })),
  );
  orders = outcomes.map((outcome) => {
    if (outcome instanceof Error || outcome.kind !== 'applied')
      throw new Error('an order could not be placed', { cause: outcome });
    return outcome.order;
  });
});

afterAll(() => end());

async function found(filter: FaceFilter, sort: 'due' | 'newest'): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await engine.find({ tenant: '522326', filter, sort, limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...page.orders.map(({ id }) => id));
    if (page.next === null) return ids.sort();
    cursor = page.next;
  }
}

const ids = (some: readonly StoredOrder[]) => some.map(({ id }) => id).sort();

test('what a reader may see is what PostgreSQL finds', async () => {
  await fc.assert(
    fc.asyncProperty(readers, async (reader) => {
      expect(await found(visibleTo(reader), 'newest')).toEqual(ids(orders.filter((order) => maySee(reader, order))));
    }),
    { numRuns: 150 },
  );
});

test('of the disputes that a volunteer’s units are in, he sees those of which one is a side that is answered for', () => {
  const disputes = orders.filter(({ workflow }) => workflow === 'mediation');
  const sided = (order: StoredOrder, holds: readonly string[]) =>
    holds.some((unit) => order.face.labels.includes(`side:${unit}`));
  const seen = { sided: 0, unseen: 0 };
  for (const reader of fc.sample(readers, { numRuns: 300, seed: 2 }).map((one) => ({ ...one, role: 'member' }))) {
    for (const order of disputes) {
      const part = [reader.person, ...reader.holds].some((id) => id !== null && order.face.people.includes(id));
      expect(maySee(reader, order)).toBe(part && sided(order, reader.holds));
      if (part) seen[sided(order, reader.holds) ? 'sided' : 'unseen'] += 1;
    }
  }
  expect(seen.sided).toBeGreaterThan(10);
  expect(seen.unseen).toBeGreaterThan(10);
});

test('of which orders a head of households learns how they stand is what PostgreSQL finds: none sealed, about staff, or his own', async () => {
  await fc.assert(
    fc.asyncProperty(readers, fc.subarray([...paths], { maxLength: 2 }), async (reader, buildings) => {
      const filter = statusVisibleTo(reader, buildings);
      const there = await found(filter, 'newest');
      expect(there).toEqual(ids(orders.filter((order) => matches(filter, order))));
      const byHand = orders.filter(({ workflow, face: { labels, people, path } }) => {
        const areas = [...(reader.path === '' ? [] : [reader.path]), ...buildings];
        const inside = areas.some((area) => path === area || path.startsWith(`${area}.`));
        const hidden = labels.some((label) => ['sealed', 'cat:1101'].includes(label)) || people.includes(reader.person ?? '');
        return reader.role === 'household-head' && workflow === 'six-order' && inside && !hidden;
      });
      expect(there).toEqual(ids(byHand));
    }),
    { numRuns: 60 },
  );
  const heads = fc.sample(readers, { numRuns: 200, seed: 1 }).map((reader) => ({ ...reader, role: 'household-head' }));
  for (const reader of heads.slice(0, 20))
    expect(await found(statusVisibleTo(reader, []), 'newest')).toEqual(
      ids(orders.filter((order) => matches(statusVisibleTo(reader, []), order))),
    );
});

test('which sealed orders may be opened to a reader is what PostgreSQL finds: of the area, none for discipline inspection, none of his own', async () => {
  await fc.assert(
    fc.asyncProperty(readers, async (reader) => {
      const mine = orders.filter(({ workflow, face: { labels, people, path } }) => {
        const inside = reader.path !== '' && (path === reader.path || path.startsWith(`${reader.path}.`));
        const part = [reader.person, ...reader.holds].some((id) => id !== null && people.includes(id));
        return inside && workflow === 'six-order' && labels.includes('sealed') && !labels.includes('cat:1102') && !part;
      });
      expect(await found(openable(reader), 'newest')).toEqual(ids(mine));
      const street = reader.role === 'street' && reader.person !== null && reader.tenant === '522326';
      expect(ids(orders.filter((order) => mayAskToOpen(reader, order)))).toEqual(street ? ids(mine) : []);
    }),
    { numRuns: 100 },
  );
});

test.each(deskNames)('the desk %s holds the same orders in memory and in PostgreSQL', async (name) => {
  await fc.assert(
    fc.asyncProperty(readers, fc.option(fc.constantFrom(...paths), { nil: undefined }), async (reader, unit) => {
      const { filter, sort } = deskOf(name, reader, momentOf(officialCalendar, at), unit);
      const there = await found(filter, sort);
      expect(there).toEqual(ids(orders.filter((order) => matches(filter, order))));
      const seen = new Set<string>(ids(orders.filter((order) => maySee(reader, order))));
      for (const id of there) expect(seen.has(id)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

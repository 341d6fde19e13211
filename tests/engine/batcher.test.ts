// How commands gather: B1 (one of an order at a time) and B2 (a bounded queue) hold whatever comes in whatever order.
import { createBatcher, type Batcher } from '@six-order/engine/internal/batcher';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

interface Piece {
  readonly order: string;
  readonly n: number;
  readonly background: boolean;
}

const piece = (order: string, n = 1): Piece => ({ order, n, background: false });
const behind = (order: string, n = 1): Piece => ({ order, n, background: true });

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A batcher whose batches end when the test says so. */
function rig(limits: Partial<Parameters<typeof createBatcher>[0]> = {}) {
  const flying: { readonly batch: readonly Piece[]; readonly land: () => void }[] = [];
  const batches: (readonly Piece[])[] = [];
  const batcher: Batcher<Piece> = createBatcher<Piece>({
    maxBatch: 4,
    minBeside: 2,
    maxBehind: 4,
    maxInFlight: 2,
    maxWaiting: 10,
    ...limits,
    run: (batch) =>
      new Promise((resolve) => {
        batches.push(batch);
        const flight = {
          batch,
          land: () => {
            flying.splice(flying.indexOf(flight), 1);
            resolve();
          },
        };
        flying.push(flight);
      }),
  });
  return { batcher, flying, batches };
}

const names = (batch: readonly Piece[] | undefined) => batch?.map(({ order, n }) => `${order}${n}`);

test('a lone piece goes at once; what comes meanwhile goes together', async () => {
  const { batcher, batches, flying } = rig({ maxInFlight: 1 });
  batcher.add(piece('a'));
  await turn();
  for (const order of ['b', 'c', 'd']) batcher.add(piece(order));
  await turn();
  expect(batches.map(names)).toEqual([['a1']]);
  flying[0]?.land();
  await turn();
  await turn();
  expect(batches.map(names)).toEqual([['a1'], expect.arrayContaining(['b1', 'c1'])]);
});

test('what one turn of the event loop brings goes in one batch', async () => {
  const { batcher, batches } = rig({ minBeside: 10 });
  for (const order of ['a', 'b', 'c']) batcher.add(piece(order));
  await Promise.resolve();
  batcher.add(piece('d'));
  await turn();
  expect(batches.map(names)).toEqual([['a1', 'b1', 'c1', 'd1']]);
});

test('a batch beside one in flight must be worth it', async () => {
  const { batcher, batches } = rig({ minBeside: 2 });
  batcher.add(piece('a'));
  await turn();
  batcher.add(piece('b'));
  await turn();
  expect(batches).toHaveLength(1);
  batcher.add(piece('c'));
  await turn();
  expect(batches.map(names)).toEqual([['a1'], ['b1', 'c1']]);
});

test('one batch begins in a turn, so that it is on its way when the next is computed', async () => {
  const { batcher, batches } = rig();
  for (const order of 'abcd') batcher.add(piece(order));
  await turn();
  expect(batches.map(names)).toEqual([['a1', 'b1']]);
  await turn();
  expect(batches.map(names)).toEqual([
    ['a1', 'b1'],
    ['c1', 'd1'],
  ]);
});

test('beside a batch in flight all that waits goes in one: two halves, not ever smaller parts', async () => {
  const { batcher, batches } = rig({ maxBatch: 10 });
  for (const order of 'abcdefgh') batcher.add(piece(order));
  await turn();
  await turn();
  expect(batches.map((batch) => batch.length)).toEqual([4, 4]);
});

test('of one order only one piece is in flight, the others keep their order', async () => {
  const { batcher, batches, flying } = rig();
  for (const n of [1, 2, 3]) batcher.add(piece('a', n));
  for (let landed = 0; landed < 3; landed += 1) {
    await turn();
    flying[0]?.land();
    await turn();
  }
  expect(batches.map(names)).toEqual([['a1'], ['a2'], ['a3']]);
});

describe('work in the background', () => {
  test('never has what somebody waits for queue behind it, however much there is', async () => {
    const { batcher, batches } = rig();
    for (const order of 'abcdefgh') batcher.add(behind(order));
    await turn();
    const before = batches.length;
    batcher.add(piece('z'));
    await turn();
    expect(batches.slice(before).map(names)).toEqual([['z1']]);
  });

  test('goes on, one batch at a time, while there is always somebody who waits', async () => {
    const { batcher, batches, flying } = rig();
    for (const order of 'abcdefgh') batcher.add(piece(order));
    await turn();
    for (const order of 'pqrstuv') batcher.add(behind(order));
    await turn();
    const far = () => flying.filter(({ batch }) => batch[0]?.background);
    expect(far()).toHaveLength(1);
    for (let n = 0; n < 12 && batcher.stats().waiting > 0; n += 1) {
      batcher.add(piece('abcdefgh'[n % 8] as string, n + 2));
      (n % 2 === 0 ? far()[0] : flying.find(({ batch }) => !batch[0]?.background))?.land();
      await turn();
      expect(far().length).toBeLessThanOrEqual(1);
    }
    expect(new Set(batches.flat().filter(({ background }) => background))).toHaveLength(7);
  });

  test('waits for an order that somebody works on, and the other way round', async () => {
    const { batcher, batches, flying } = rig();
    batcher.add(piece('a'));
    await turn();
    batcher.add(behind('a'));
    await turn();
    expect(batches.map(names)).toEqual([['a1']]);
    flying[0]?.land();
    await turn();
    await turn();
    expect(batches.map(names)).toEqual([['a1'], ['a1']]);
  });

  test('has a queue of its own: a flood of it refuses nobody', async () => {
    const { batcher } = rig({ maxWaiting: 2 });
    for (const order of 'abc') batcher.add(behind(order));
    expect(batcher.add(behind('d'))).toBe(false);
    expect(batcher.add(piece('e'))).toBe(true);
  });
});

describe('a full queue', () => {
  test('refuses what does not fit and takes again when there is room', async () => {
    const { batcher, flying } = rig({ maxWaiting: 3, maxInFlight: 1 });
    expect(['a', 'b', 'c', 'd', 'e'].map((order) => batcher.add(piece(order)))).toEqual([true, true, true, false, false]);
    expect(batcher.stats()).toMatchObject({ waiting: 3, inFlight: 0 });
    await turn();
    expect(batcher.add(piece('f'))).toBe(true);
    flying[0]?.land();
  });

  test('puts work that was taken already back at the front, full or not', async () => {
    const { batcher, batches, flying } = rig({ maxWaiting: 1, maxInFlight: 1, maxBatch: 1 });
    batcher.add(piece('a'));
    await turn();
    batcher.add(piece('b'));
    batcher.again(piece('a'));
    expect(batcher.stats().waiting).toBe(2);
    flying[0]?.land();
    await turn();
    await turn();
    expect(batches.map(names)).toEqual([['a1'], ['a1']]);
  });
});

test('is idle when nothing waits and nothing is in flight', async () => {
  const { batcher, flying } = rig();
  await batcher.idle();
  batcher.add(piece('a'));
  let idle = false;
  const waited = batcher.idle().then(() => {
    idle = true;
  });
  await turn();
  expect(idle).toBe(false);
  flying[0]?.land();
  await waited;
  expect(idle).toBe(true);
});

test('every piece runs once, its order in order, within all limits', async () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ add: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), background: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ land: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.constant({ turn: true as const }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (script) => {
      const { batcher, flying, batches } = rig();
      const taken: Piece[] = [];
      const check = () => {
        const inFlight = flying.flatMap(({ batch }) => batch.map(({ order }) => order));
        expect(new Set(inFlight).size).toBe(inFlight.length);
        const far = flying.filter(({ batch }) => batch.some(({ background }) => background)).length;
        expect(far).toBeLessThanOrEqual(2);
        expect(flying.length - far).toBeLessThanOrEqual(2);
        expect(flying.length).toBeLessThanOrEqual(4);
        expect(batcher.stats().batches).toBe(batches.length);
        expect(batcher.stats().waiting).toBeLessThanOrEqual(20);
      };
      for (const [n, action] of script.entries()) {
        if ('add' in action) {
          const { add: order, background } = action;
          if (batcher.add({ order, n, background })) taken.push({ order, n, background });
        } else if ('land' in action) flying[action.land]?.land();
        else await turn();
        check();
      }
      while (batcher.stats().waiting > 0 || flying.length > 0) {
        flying[0]?.land();
        await turn();
        check();
      }
      const ran = batches.flat();
      expect(new Set(ran)).toEqual(new Set(taken));
      expect(ran).toHaveLength(taken.length);
      for (const order of 'abcdefg') {
        for (const background of [false, true]) {
          const own = (each: Piece): boolean => each.order === order && each.background === background;
          expect(ran.filter(own)).toEqual(taken.filter(own));
        }
      }
      for (const batch of batches) expect(new Set(batch.map(({ background }) => background)).size).toBe(1);
      expect(Math.max(0, ...batches.map((batch) => batch.length))).toBeLessThanOrEqual(4);
    }),
    { numRuns: 150 },
  );
});

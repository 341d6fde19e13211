// Moving the demo's clock: everything due on the way happens in its own time.
import type { OrderId } from '@six-order/engine';
import { fireUntil } from '@six-order/worker';
import type { DueTimer, Engine } from '@six-order/engine/runtime';
import { expect, test } from 'vitest';
import { openTower } from './tower.ts';

const HOUR = 3_600_000;

test('each timer fires at its own instant, and what that arms fires in its turn', async () => {
  const tower = await openTower();
  const start = tower.time.now;
  const first = await tower.hang(30, start + HOUR, { more: 2 });
  const second = await tower.hang(20, start + 90 * 60_000);
  const late = await tower.hang(1, start + 50 * HOUR);
  const { log, wall, pool: db, engine } = tower;
  // A bell that rings no more still consumes its last timer.
  const fired = await fireUntil({ engine, db, clock: tower.clock, wall, log }, start + 10 * HOUR);
  expect(fired).toEqual({ fired: 30 * 4 + 20 * 2, failed: 0 });
  expect(tower.time.now).toBe(start + 10 * HOUR);
  expect(await ringsOf(engine, first)).toEqual(Array(30).fill([1, 2, 3].map((hour) => start + hour * HOUR)));
  expect(await ringsOf(engine, second)).toEqual(Array.from({ length: 20 }, () => [start + 90 * 60_000]));
  expect(await ringsOf(engine, late)).toEqual([[]]);
});

test('a worker that fires at the same time changes nothing about it', { timeout: 60_000 }, async () => {
  const tower = await openTower();
  const start = tower.time.now;
  await Promise.all([tower.startProcess(), tower.startProcess()]);
  const bells = await tower.hang(300, start + HOUR, { more: 3 });
  const { log, wall, pool: db, engine } = tower;
  await fireUntil({ engine, db, clock: tower.clock, wall, log }, start + 4 * HOUR);
  expect(await ringsOf(engine, bells)).toEqual(Array(300).fill([1, 2, 3, 4].map((hour) => start + hour * HOUR)));
});

test('what a timer asks of another order is done at its own instant, before the clock moves on', async () => {
  const tower = await openTower();
  const start = tower.time.now;
  // Nothing is offered to a queue: only settling sends it.
  const { worker, engine } = await tower.startProcess({ relay: false });
  const { log, wall, pool: db } = tower;
  const [second] = await tower.hang(1, start + 2 * HOUR);
  await tower.hang(1, start + HOUR, { knockAt: second as OrderId });
  await fireUntil({ engine, db, clock: tower.clock, wall, log, settle: () => worker.settle() }, start + 3 * HOUR);
  expect((await engine.journal(second as OrderId)).map(({ type, at }) => [type, at - start])).toEqual([
    ['open', 0],
    ['knock', HOUR],
    ['ring', 2 * HOUR],
  ]);
  expect(await tower.count('outbox')).toBe(0);
});

test('it takes over leases that nobody will ever fire', async () => {
  const tower = await openTower();
  const start = tower.time.now;
  const bells = await tower.hang(3, start + HOUR);
  await tower.query(`update timers set leased_until = now() + interval '14 s'`);
  const { log, wall, pool: db, engine } = tower;
  expect(await fireUntil({ engine, db, clock: tower.clock, wall, log }, start + 2 * HOUR)).toEqual({ fired: 3, failed: 0 });
  // A lease says that the clock stood at the timer's instant already: it is not put back for it.
  expect(await ringsOf(engine, bells)).toEqual(Array.from({ length: 3 }, () => [start + 2 * HOUR]));
});

test('a timer that cannot fire is reported and holds up no other', { timeout: 30_000 }, async () => {
  const tower = await openTower();
  const start = tower.time.now;
  const [bad, ...good] = await tower.hang(5, start + HOUR);
  const { log, wall, pool: db, engine } = tower;
  const failing: Pick<Engine, 'fire'> = {
    fire: async (timers: readonly DueTimer[]) => {
      const results = await engine.fire(timers.filter(({ order }) => order !== bad));
      const left = results.values();
      return timers.map(({ order }) =>
        order === bad ? new TypeError('broken') : (left.next().value as (typeof results)[number]),
      );
    },
  };
  expect(await fireUntil({ engine: failing, db, clock: tower.clock, wall, log }, start + 1.5 * HOUR)).toEqual({
    fired: 4,
    failed: 1,
  });
  expect(await ringsOf(engine, good)).toEqual(Array.from({ length: 4 }, () => [start + HOUR]));
  expect(tower.time.now).toBe(start + 1.5 * HOUR);
  expect(tower.warnings).toHaveLength(1);
  expect(tower.warnings[0]).toContain('TypeError');
  expect(tower.warnings[0]).not.toContain('broken');
});

/** When each order rang, by its journal. */
const ringsOf = (engine: Engine, orders: readonly Parameters<Engine['journal']>[0][]): Promise<number[][]> =>
  Promise.all(
    orders.map(async (order) => (await engine.journal(order)).filter(({ timer }) => timer !== undefined).map(({ at }) => at)),
  );

// What a worker promises, on whatever its queues live in. Played for PostgreSQL, one Redis and a Cluster.
import { expect, test, type TestContext } from 'vitest';
import { openTower, until } from './tower.ts';

export interface QueuePlace {
  /** Why this place is not here. */
  readonly missing: string | null;
  /** Without it: PostgreSQL. */
  readonly redisUrl: () => string | undefined;
  /** Loses every job, as a server does that is emptied. */
  readonly empty: (query: (text: string) => Promise<unknown>) => Promise<void>;
}

const HOUR = 3_600_000;
const LEASE = 15_000;

export function playSuite(place: QueuePlace): void {
  const open = async ({ skip }: TestContext) => {
    if (place.missing !== null) skip(place.missing);
    return openTower({ redisUrl: place.redisUrl() });
  };

  test('two workers fire each of 2,000 timers once, however they share them', { timeout: 60_000 }, async (context) => {
    const tower = await open(context);
    const due = tower.time.now + HOUR;
    await tower.hang(2_000, due);
    await Promise.all([tower.startProcess(), tower.startProcess()]);
    tower.set(due);
    await until(
      async () => (await tower.count('timers')) === 2_000 && (await tower.journals()).every((types) => types.length === 2),
      30_000,
    );
    expect(new Set((await tower.journals()).map((types) => types.join()))).toEqual(new Set(['open,ring']));
    expect(tower.warnings).toEqual([]);
  });

  test('a timer that this process arms wakes its clock by itself', async (context) => {
    const tower = await open(context);
    tower.time.now = Date.now();
    const { engine } = await tower.startProcess({ now: Date.now });
    await tower.hang(1, Date.now() + 300, { by: engine });
    await until(async () => (await tower.journals())[0]?.length === 2, 3_000);
  });

  test('a clock that jumps, wherever it was set, is noticed within a second or two', async (context) => {
    const tower = await open(context);
    const due = tower.time.now + HOUR;
    const { engine } = await tower.startProcess();
    await tower.hang(1, due, { by: engine });
    tower.time.now = due;
    await until(async () => (await tower.journals())[0]?.length === 2, 3_000);
  });

  test('jobs that are lost are fired again within a lease', { timeout: 60_000 }, async (context) => {
    const tower = await open(context);
    const due = tower.time.now + HOUR;
    const { worker } = await tower.startProcess();
    await tower.hang(600, due);
    // Nobody takes the jobs, so that the emptying surely meets them.
    await worker.queues.find(({ name }) => name === 'timers')?.pause();
    tower.set(due);
    await until(async () => (await tower.query(`select from timers where leased_until is not null`)).length === 600);
    const from = Date.now();
    await place.empty(tower.query);
    await until(async () => (await tower.journals()).every((types) => types.length === 2), LEASE + 5_000);
    expect(Date.now() - from).toBeLessThan(LEASE + 4_000);
    expect(new Set((await tower.journals()).map((types) => types.join()))).toEqual(new Set(['open,ring']));
  });

  test('a queue store that is emptied again and again under load loses nothing', { timeout: 90_000 }, async (context) => {
    const tower = await open(context);
    const due = tower.time.now + HOUR;
    const { engine } = await tower.startProcess();
    const [order] = await tower.hang(2_000, due, { by: engine });
    if (!order) throw new Error('no bell');
    tower.set(due);
    for (let n = 0; n < 10; n += 1) {
      await place.empty(tower.query);
      await tower.ask(order, 'tell', { times: 50, by: engine });
    }
    await until(async () => {
      // Lost jobs come back when their lease or offer ends: real time is not waited for twice.
      tower.skip(5_000);
      return (await tower.journals()).every((types) => types.length >= 2) && (await tower.count('outbox')) === 0;
    }, 60_000);
    const types = (await tower.journals()).flat();
    expect(types.filter((type) => type === 'ring')).toHaveLength(2_000);
    expect(tower.told.size).toBe(500);
  });

  test('effects are delivered and their rows go', async (context) => {
    const tower = await open(context);
    const { engine } = await tower.startProcess();
    const [order] = await tower.hang(1, tower.time.now + HOUR, { by: engine });
    if (!order) throw new Error('no bell');
    await Promise.all(Array.from({ length: 20 }, () => tower.ask(order, 'tell', { times: 50, by: engine })));
    await until(async () => (await tower.count('outbox')) === 0);
    expect(tower.told.size).toBe(1_000);
    expect([...tower.told.values()].every((times) => times === 1)).toBe(true);
  });

  test('without the relay effects wait in their rows, and go once there is one', async (context) => {
    const tower = await open(context);
    const idle = await tower.startProcess({ relay: false });
    const [order] = await tower.hang(1, tower.time.now + HOUR, { by: idle.engine });
    if (!order) throw new Error('no bell');
    await tower.ask(order, 'tell', { times: 3, by: idle.engine });
    idle.worker.wake();
    expect(await tower.count('outbox')).toBe(3);
    await tower.startProcess();
    await until(async () => (await tower.count('outbox')) === 0);
    expect(tower.told.size).toBe(3);
  });

  test('a handler that always fails ends in dead letters after ten attempts, its neighbours are delivered', async (context) => {
    const tower = await open(context);
    const { engine } = await tower.startProcess();
    const [order] = await tower.hang(1, tower.time.now + HOUR, { by: engine });
    if (!order) throw new Error('no bell');
    await tower.ask(order, 'tell', { times: 5, by: engine });
    await tower.ask(order, 'fail', { times: 2, by: engine });
    await until(async () => {
      tower.skip(HOUR);
      return (await tower.query('select from outbox where dead_at is null')).length === 0;
    });
    expect(await tower.query('select type, attempts, error from outbox')).toEqual(
      Array.from({ length: 2 }, () => ({ type: 'fail', attempts: 10, error: 'TypeError' })),
    );
    expect(tower.told.size).toBe(5);
  });

  test('a command to another order is applied once, a refused one is a dead letter at once', async (context) => {
    const tower = await open(context);
    const { engine } = await tower.startProcess();
    const [order, other] = await tower.hang(2, tower.time.now + HOUR, { by: engine });
    if (!order || !other) throw new Error('no bells');
    await tower.ask(order, 'command', { params: { order: other, type: 'ask', input: { effect: 'tell', times: 2 } }, by: engine });
    await until(async () => tower.told.size === 2 && (await tower.count('outbox')) === 0);
    expect(await tower.engine.journal(other)).toMatchObject([
      { type: 'open' },
      { type: 'ask', actor: { person: null, role: 'system' } },
    ]);
    await tower.ask(order, 'command', { params: { order: other, type: 'shout' }, by: engine });
    await until(async () => (await tower.query('select from outbox where dead_at is not null')).length === 1);
    expect(await tower.query('select attempts, error from outbox')).toEqual([
      { attempts: 1, error: 'RefusedCommandError invalid' },
    ]);
  });

  test('a worker that closes in the middle of its work leaves the rest to the next one', { timeout: 60_000 }, async (context) => {
    const tower = await open(context);
    const due = tower.time.now + HOUR;
    await tower.hang(2_000, due);
    const first = await tower.startProcess();
    tower.set(due);
    await until(async () => (await tower.journals()).some((types) => types.length === 2));
    await first.stop();
    const settled = (await tower.journals()).filter((types) => types.length === 2).length;
    expect((await tower.journals()).filter((types) => types.length === 2)).toHaveLength(settled);
    await tower.startProcess();
    await until(async () => {
      tower.skip(LEASE / 3);
      return (await tower.journals()).every((types) => types.length === 2);
    }, 30_000);
    expect(new Set((await tower.journals()).map((types) => types.join()))).toEqual(new Set(['open,ring']));
    expect(tower.warnings).toEqual([]);
  });
}

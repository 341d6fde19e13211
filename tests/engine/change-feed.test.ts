// What one process commits, another hears within a tenth of a second: a hint for event streams and clocks, never a record.
import type { OrderId } from '@six-order/engine';
import { openPool, type Change, type Engine } from '@six-order/engine/runtime';
import { expect, test } from 'vitest';
import { openLoanDesk } from '../harness/loan-desk.ts';
import { HOUR } from '../harness/toy.ts';

const desk = await openLoanDesk();

/** Backends that listen now. */
const listeners = async (): Promise<number[]> =>
  (
    await desk.query<{ pid: number }>(
      `select pid from pg_stat_activity where query like 'listen %' and datname = current_database()`,
    )
  ).map(({ pid }) => pid);

/** Lets an engine listen, and waits until PostgreSQL has a further backend that does. */
async function listen(engine: Engine) {
  const before = await listeners();
  const heard: Change[] = [];
  let wake = () => {};
  const stop = engine.onChange((changes) => {
    heard.push(...changes);
    wake();
  });
  await another(before);
  return {
    heard,
    stop,
    async until(enough: () => boolean) {
      while (!enough()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

async function another(before: readonly number[]): Promise<void> {
  while ((await listeners()).every((pid) => before.includes(pid))) continue;
}

const of = (changes: readonly Change[], id: OrderId) => changes.filter(({ order }) => order === id);

test('a second process hears what the first committed, and nothing of what was refused', async () => {
  const other = desk.open();
  const { heard, until, stop } = await listen(other);
  const { id } = await desk.place();
  await desk.send(id, 'giveBack', { condition: 'good' });
  await desk.send(id, 'cancel', {}, { revision: 9 });
  await desk.send(id, 'take');
  await desk.send(id, 'giveBack', { condition: 'good' });
  await until(() => of(heard, id).length === 3);
  expect(of(heard, id)).toMatchObject([
    { order: id, revision: 1, armedAt: desk.clock.now() + 48 * HOUR, effects: 0 },
    { order: id, revision: 2, effects: 0 },
    { order: id, revision: 3, armedAt: null, effects: 1 },
  ]);
  stop();
});

test('more changes than one notification holds are all heard', async () => {
  const { heard, until, stop } = await listen(desk.open());
  const orders = await Promise.all(Array.from({ length: 250 }, () => desk.place()));
  const all = () => orders.every(({ id }) => of(heard, id).length === 1);
  await until(() => heard.length >= 250 && all());
  expect(all()).toBe(true);
  stop();
});

test('one’s own commits are heard once, at once', async () => {
  const other = desk.open();
  const { heard } = await listen(desk.engine);
  const theirs = await listen(other);
  const { id } = await desk.place();
  expect(of(heard, id)).toHaveLength(1);
  // By now its own notification has come back, too.
  await theirs.until(() => of(theirs.heard, id).length > 0);
  await desk.query('select 1');
  expect(of(heard, id)).toHaveLength(1);
});

test('a lost connection is opened again', async () => {
  const { heard, until, stop } = await listen(desk.open());
  const before = await listeners();
  await desk.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [before]);
  await another(before);
  const { id } = await desk.place();
  await until(() => of(heard, id).length > 0);
  stop();
});

test.each(['at once', 'when it listens'])('an engine that is closed %s gives its connection back', async (when) => {
  const pool = openPool(desk.url, 'engine', { max: 2 });
  const engine = desk.open({ wrap: () => pool });
  if (when === 'at once') engine.onChange(() => {});
  else await listen(engine);
  await engine.close();
  await pool.end();
  expect(pool.totalCount).toBe(0);
});

test('when it cannot begin to listen, the connection goes back and one other is opened', async () => {
  const pool = openPool(desk.url, 'engine', { max: 3 });
  let refused = 0;
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      if (String(args[0]).startsWith('listen ') && (refused += 1) === 1) {
        // As when the server goes away in this moment: the statement fails, and the connection ends.
        client.emit('error', new Error('gone'));
        return Promise.reject(new Error('gone'));
      }
      return query(...args);
    }) as typeof client.query;
  });
  const engine = desk.open({ wrap: () => pool });
  const { heard, until } = await listen(engine);
  const { id } = await desk.place();
  await until(() => of(heard, id).length > 0);
  expect(refused).toBe(2);
  expect(of(heard, id)).toHaveLength(1);
  await engine.close();
  await pool.end();
  expect(pool.totalCount).toBe(0);
});

// A queue shares work, nothing depends on it: with the store away the worker works alone.
import { expect, test } from 'vitest';
import { openTower, until } from './tower.ts';

const HOUR = 3_600_000;

test('with Redis away timers fire and effects are delivered all the same', { timeout: 60_000 }, async () => {
  // A port on which nobody listens.
  const tower = await openTower({ redisUrl: 'redis://127.0.0.1:1' });
  const due = tower.time.now + HOUR;
  const { engine } = await tower.startProcess();
  const [order] = await tower.hang(20, due, { by: engine });
  if (!order) throw new Error('no bell');
  await tower.ask(order, 'tell', { times: 5, by: engine });
  tower.set(due);
  await until(
    async () => (await tower.count('outbox')) === 0 && (await tower.journals()).every((types) => types.includes('ring')),
    30_000,
  );
  expect(tower.told.size).toBe(5);
  expect(tower.warnings.some((warning) => warning.includes('timers are fired without the queue'))).toBe(true);
});

test('a worker does not start on a database without the queues’ tables', async () => {
  const tower = await openTower();
  await tower.query('drop schema bullmq cascade');
  await expect(tower.startProcess()).rejects.toThrow(/schema|migrat/i);
});

test('a worker does not start when an effect has no handler', async () => {
  const tower = await openTower();
  await expect(tower.startProcess({ handlers: {} })).rejects.toThrow('no handler for the effects tell, fail, command');
});

// A worker that ends while it hands work over: the lease is taken and the job is lost, the job is done and the record is
// lost.
import { expect, test } from 'vitest';
import { at, endWithEffect, endWithTimers, hangBells, LEASE_MS, type End } from '../harness/chaos/hand-over.ts';
import { openTower, until } from '../worker/tower.ts';

test.for<End>([
  ['they are leased and nobody was told', 'after', 'timers-lease'],
  ['they have fired and nobody knows', 'after', 'orders-commit'],
])('a worker that has due timers ends when %s: each fires once', { timeout: 60_000 }, async (end) =>
  endWithTimers(await openTower(), at(end)),
);

test.for<End>([
  ['it is offered and nobody was told', 'after', 'outbox-offer'],
  ['it is done and not recorded', 'before', 'outbox-delivered'],
])('a worker that has an effect ends when %s: it takes effect once', { timeout: 60_000 }, async (end) =>
  endWithEffect(await openTower(), at(end)),
);

test('timers whose job is lost fire a lease later, whatever is leased after them', { timeout: 60_000 }, async () => {
  const tower = await openTower();
  const { due } = await hangBells(tower);
  const { worker, engine } = await tower.startProcess();
  const queue = worker.queues.find(({ name }) => name === 'timers');
  await queue?.pause();
  tower.set(due);
  await until(async () => (await tower.query(`select from bullmq.job where queue = 'timers'`)).length === 1);
  await queue?.obliterate();

  // Nobody wakes the clock from here on: it looks by itself.
  tower.time.ahead += LEASE_MS / 2;
  await tower.hang(1, due + 1, { by: engine });
  tower.time.now += 1;
  const rung = async () => (await tower.journals()).filter((types) => types.includes('ring')).length;
  await until(async () => (await rung()) === 1, 5_000);
  tower.time.ahead += LEASE_MS / 2 + 1_000;
  await until(async () => (await rung()) === 3, 4_000);
  expect(new Set((await tower.journals()).map((types) => types.join()))).toEqual(new Set(['open,ring']));
});

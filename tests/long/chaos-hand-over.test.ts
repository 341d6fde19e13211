// A worker that ends at any of its statements, the queues' own among them, from its start until its work is done.
import { expect, test } from 'vitest';
import { at, endAtEvery, endWithEffect, endWithTimers, type End } from '../harness/chaos/hand-over.ts';
import { openTower } from '../worker/tower.ts';

test.for<End>([
  ['their job is taken and nothing done', 'before', 'orders-load'],
  ['all is ready to be written', 'before', 'orders-commit'],
])('a worker that has due timers ends when %s: each fires once', { timeout: 60_000 }, async (end) =>
  endWithTimers(await openTower(), at(end)),
);

test.for<End>([
  ['its job is taken and nothing done', 'before', 'outbox-read'],
  ['all is ready to be written', 'before', 'orders-commit'],
  ['it is done and its worker does not know', 'after', 'orders-commit'],
  ['it is recorded and its job has not ended', 'after', 'outbox-delivered'],
])('a worker that has an effect ends when %s: it takes effect once', { timeout: 60_000 }, async (end) =>
  endWithEffect(await openTower(), at(end)),
);

test('a worker that ends at any of its statements: what it had to do is done once', { timeout: 400_000 }, async () => {
  const ends = await endAtEvery(await openTower());
  // Fewer would mean that it ended before it had anything to do.
  expect(ends).toBeGreaterThan(15);
});

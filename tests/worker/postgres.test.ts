// The worker with its queues in PostgreSQL, and what an idle one costs there.
import { expect, test } from 'vitest';
import { countStatements } from '../harness/statement-counter.ts';
import { playSuite } from './suite.ts';
import { openTower } from './tower.ts';

playSuite({
  missing: null,
  redisUrl: () => undefined,
  empty,
});

/** Its queues' own statements lock these tables in another order: where PostgreSQL ends this one for it, it is made again. */
async function empty(query: (text: string) => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return void (await query('truncate bullmq.job, bullmq.scheduler, bullmq.meta cascade'));
    } catch (error) {
      if (!isDeadlock(error) || tries === 10) throw error;
    }
  }
}

const isDeadlock = (error: unknown): boolean => (error as { readonly code?: string }).code === '40P01';

test('two idle workers cost fewer than 15 statements a second, however many orders are parked', { timeout: 60_000 }, async () => {
  const tower = await openTower();
  await tower.hang(5_000, tower.time.now + 30 * 86_400_000);
  const counter = await countStatements(tower.url);
  await Promise.all([tower.startProcess({ databaseUrl: counter.url }), tower.startProcess({ databaseUrl: counter.url })]);
  const seconds = 10;
  const before = counter.count();
  expect(before).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  expect((counter.count() - before) / seconds).toBeLessThan(15);
});

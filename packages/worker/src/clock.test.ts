// The clock without its database: how often it asks for it.
import type { OrderId } from '@six-order/engine';
import { openPool, type Change } from '@six-order/engine/runtime';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createClock } from './clock.ts';

test('a database that is gone shortly before a deadline is asked again after a second, not at once', async () => {
  const db = openPool('postgres://nobody@127.0.0.1:9/none', 'engine', { max: 1 });
  const warned: number[] = [];
  let tell: (changes: readonly Change[]) => void = () => {};
  const clock = createClock({
    engine: {
      onChange: (listener) => {
        tell = listener;
        return () => {};
      },
      prepare: async () => {},
    },
    db,
    now: Date.now,
    wall: Date.now,
    log: { info() {}, warn: () => void warned.push(performance.now()), error() {} },
    hand: async () => {},
    waiting: async () => 0,
  });
  onTestFinished(async () => {
    await clock.close();
    await db.end();
  });
  tell([{ order: '0190f3c8-0000-7000-8000-000000000001' as OrderId, revision: 1, armedAt: Date.now() + 4_000, effects: 0 }]);
  const since = (at: number | undefined): number => (at ?? 0) - (warned[0] ?? 0);
  await vi.waitFor(() => expect(since(warned.at(-1))).toBeGreaterThan(900), { timeout: 3_000 });
  expect(warned.filter((at) => since(at) < 900).length).toBe(1);
});

// Many deadlines of one instant: all but their commits is done before it.
import { openPool } from '@six-order/engine/runtime';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openTower, until } from './tower.ts';

const HOUR = 3_600_000;

test.each([
  ['many timers of one instant are prepared before it, and rang at it', 600, true],
  ['a few are not', 20, false],
])('%s', { timeout: 60_000 }, async (_, count, ahead) => {
  const tower = await openTower();
  const due = tower.time.now + HOUR;
  const db = openPool(tower.url, 'engine', { max: 4 });
  onTestFinished(() => db.end());
  const asked = vi.spyOn(db, 'query');
  const { engine } = await tower.startProcess({ db });
  const prepare = vi.spyOn(engine, 'prepare');
  await tower.hang(count, due, { by: engine });
  await tower.hang(1, due + HOUR, { by: engine });
  tower.set(due - 2_000);
  await until(async () => asked.mock.calls.some(([query]) => (query as { readonly name?: string }).name === 'timers-due'));
  const prepared = () => prepare.mock.calls.reduce((sum, [timers]) => sum + timers.length, 0);
  await until(async () => prepared() === (ahead ? count : 0));
  await Promise.all(prepare.mock.results.map(({ value }) => value));
  tower.set(due + 5_000);
  await until(async () => (await tower.journals()).filter((types) => types.length === 2).length === count, 30_000);
  const rang = await tower.query<{ at: number }>(
    `select distinct (entry::jsonb ->> 'at')::float8 as at from journal where seq = 2`,
  );
  expect(rang).toEqual([{ at: ahead ? due : due + 5_000 }]);
  expect(tower.warnings).toEqual([]);
});

// A worker that ends while it hands work over; another one goes on.
import { expect } from 'vitest';
import { until, type openTower } from '../../worker/tower.ts';
import { openCutLine, type CutWhen } from './cut-line.ts';

export const LEASE_MS = 15_000;
export const OFFER_MS = 30_000;
const HOUR = 3_600_000;

export type Tower = Awaited<ReturnType<typeof openTower>>;

/** Two bells that ring at `due`. */
export async function hangBells(tower: Tower) {
  const due = tower.time.now + HOUR;
  const [bell, other] = await tower.hang(2, due);
  if (!bell || !other) throw new Error('no bells');
  return { due, bell, other };
}

/** Starts a worker that ends at a statement, all its connections cut, once it has been given `work`. Resolves when it has. */
async function startDoomed(tower: Tower, when: CutWhen, work: () => void = () => {}): Promise<void> {
  const line = await openCutLine(tower.url, when);
  await tower.startProcess({ databaseUrl: line.url }).catch((error: unknown) => {
    // What waits already may be handed over, and the worker end, before all of it has started.
    if (!line.isCut()) throw error;
  });
  work();
  await until(async () => line.isCut());
}

/** The worker ends when two timers are due. Each must have fired once. */
export async function endWithTimers(tower: Tower, when: CutWhen): Promise<void> {
  const { due } = await hangBells(tower);
  await startDoomed(tower, when, () => tower.set(due));
  tower.skip(LEASE_MS);
  await tower.startProcess();
  await until(async () => (await tower.journals()).every((types) => types.includes('ring')));
  tower.skip(LEASE_MS);
  expect((await tower.journals()).map((types) => types.join())).toEqual(['open,ring', 'open,ring']);
}

/** The worker ends when one order has a command for another. It must have been applied once. */
export async function endWithEffect(tower: Tower, when: CutWhen): Promise<void> {
  const { bell, other } = await hangBells(tower);
  await tower.ask(bell, 'command', { params: { order: other, type: 'ask', input: { effect: 'tell' } } });
  await startDoomed(tower, when);
  tower.skip(OFFER_MS);
  await tower.startProcess();
  await until(async () => (await tower.count('outbox')) === 0);
  const { engine } = tower;
  expect((await engine.journal(other)).map(({ type, actor }) => `${type} by ${actor.role}`)).toEqual([
    'open by tester',
    'ask by system',
  ]);
  expect((await engine.journal(bell)).map(({ type }) => type)).toEqual(['open', 'ask']);
  expect(tower.told.size).toBe(1);
}

/**
 * Workers that end after their first, second, third … statement once they have started, until one has done all its work
 * before: each time two timers and an effect, which must have happened once. Returns how many ended.
 */
export async function endAtEvery(tower: Tower): Promise<number> {
  const { engine } = tower;
  const stopping: Promise<void>[] = [];
  for (let ends = 0; ; ends += 1) {
    const { due, bell, other } = await hangBells(tower);
    await tower.ask(bell, 'command', { params: { order: other, type: 'ask', input: { effect: 'tell' } } });
    const isDone = async () =>
      (await tower.count('outbox')) === 0 &&
      (await Promise.all([bell, other].map((id) => engine.journal(id)))).every((own) => own.length === 3);

    tower.time.now = due;
    let left = Infinity;
    const line = await openCutLine(tower.url, () => (--left === 0 ? 'after' : null));
    const doomed = await tower.startProcess({ databaseUrl: line.url });
    left = ends + 1;
    await until(async () => line.isCut() || (await isDone()));
    const ended = line.isCut();
    line.cut();
    tower.skip(OFFER_MS);
    const next = await tower.startProcess();
    await until(isDone);
    const types = async (id: typeof bell) => (await engine.journal(id)).map(({ type }) => type).sort();
    expect([await types(bell), await types(other)], `ended after ${line.statements.at(-1)}`).toEqual([
      ['ask', 'open', 'ring'],
      ['ask', 'open', 'ring'],
    ]);
    stopping.push(doomed.stop());
    await next.stop();
    if (ended) continue;
    await Promise.all(stopping);
    return ends;
  }
}

/** Where it ends, in words; before or after which statement, by the beginning of its name. */
export type End = readonly [what: string, side: 'before' | 'after', statement: string];

export const at =
  ([, side, statement]: End): CutWhen =>
  ({ text }) =>
    text.startsWith(statement) ? side : null;

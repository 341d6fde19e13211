// One bad command never fails its neighbours, wherever in its life it turns bad, and whatever the size of the batch.
import { FrozenOrderError, RetryableError, TerminalError, type Outcome } from '@six-order/engine';
import type { Change, Command } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { borrower, odd } from '../harness/toy.ts';

const desk = await openLoanDesk();

const place = (item: string, more: Record<string, unknown> = {}): Command => ({
  workflow: 'loan',
  type: 'place',
  input: { item, ...more },
  actor: borrower,
});

const kindOf = (outcome: Outcome | Error | undefined): string =>
  outcome instanceof Error ? outcome.name : (outcome?.kind ?? 'none');

/** Runs the bad ones in the midst of good ones; all the good ones must be applied. */
async function among(good: readonly Command[], bad: readonly Command[], engine = desk.engine): Promise<(Outcome | Error)[]> {
  const middle = good.length >> 1;
  const outcomes = await engine.executeMany([...good.slice(0, middle), ...bad, ...good.slice(middle)]);
  const own = outcomes.slice(middle, middle + bad.length);
  const others = outcomes.filter((_, n) => n < middle || n >= middle + bad.length);
  expect(others.map(kindOf)).toEqual(good.map(() => 'applied'));
  return own;
}

const good = Array.from({ length: 9 }, () => place('drill'));

test('a machine that throws', async () => {
  const { id } = await desk.place({ item: odd.cursed });
  const [outcome] = await among(good, [{ order: id, type: 'take', input: {}, actor: borrower }]);
  expect(outcome).toBeInstanceOf(TerminalError);
  expect(outcome).toMatchObject({
    message: expect.stringContaining('loan@1 failed on take'),
    cause: { message: 'the item is cursed' },
  });
  expect(await desk.get(id)).toMatchObject({ revision: 1 });
});

test('a face that throws', async () => {
  const { id } = await desk.place({ item: odd.faceless });
  const [outcome] = await among(good, [{ order: id, type: 'take', input: {}, actor: borrower }]);
  expect(outcome).toBeInstanceOf(TerminalError);
  expect(await desk.get(id)).toMatchObject({ revision: 1 });
});

test('a facts reader that throws for one ask', async () => {
  const reads: number[] = [];
  const engine = desk.open({
    facts: (asks) => {
      reads.push(asks.length);
      return desk.facts(asks);
    },
  });
  const [outcome] = await among(
    Array.from({ length: 63 }, () => place('drill')),
    [place(odd.unreadable)],
    engine,
  );
  expect(kindOf(outcome)).toBe('Error');
  expect(outcome).toMatchObject({ message: 'the catalogue cannot read this item' });
  // In halves, two readings a level; one by one would be a reading for each of its batch.
  expect(reads.length).toBeLessThanOrEqual(16);
});

test('a facts reader that throws for two asks of a batch', async () => {
  const own = await among(good, [place(odd.unreadable), place('saw'), place(odd.unreadable)]);
  expect(own.map(kindOf)).toEqual(['Error', 'applied', 'Error']);
});

test('a facts reader that answers fewer than were asked fails who asked, not who did not', async () => {
  const [one, two] = [await desk.place(), await desk.place()];
  const engine = desk.open({ facts: async () => [] });
  const outcomes = await engine.executeMany([
    { order: one.id, type: 'note', input: { text: 'x' }, actor: borrower },
    { order: two.id, type: 'take', input: {}, actor: borrower },
  ]);
  expect(outcomes.map(kindOf)).toEqual(['applied', 'Error']);
});

test('facts that cannot be read for now fail as retryable, once for all who asked', async () => {
  const { id } = await desk.place();
  let reads = 0;
  const engine = desk.open({
    facts: () => {
      reads += 1;
      return Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }));
    },
  });
  const outcomes = await engine.executeMany([
    place('drill'),
    { order: id, type: 'note', input: { text: 'x' }, actor: borrower },
    place('drill'),
  ]);
  expect(outcomes.map(kindOf)).toEqual(['RetryableError', 'applied', 'RetryableError']);
  expect(reads).toBe(1);
});

test('a commit that violates: a number that is taken', async () => {
  await desk.place({ number: 'taken' });
  const own = await among(good, [place('drill', { number: 'taken' })]);
  expect(own[0]).toBeInstanceOf(TerminalError);
  expect(own[0]).toMatchObject({ message: expect.stringContaining('23505'), cause: { constraint: 'orders_number' } });
});

test('two that want one number: one has it', async () => {
  const own = await among(good, [place('drill', { number: 'one' }), place('drill', { number: 'one' })]);
  expect(own.map(kindOf).sort()).toEqual(['TerminalError', 'applied']);
});

test('a batch that holds every kind of bad command at once', async () => {
  const cursed = await desk.place({ item: odd.cursed });
  const erased = await desk.place();
  await desk.engine.erase(erased.id);
  await desk.place({ number: 'here' });
  const own = await among(good, [
    { order: cursed.id, type: 'take', input: {}, actor: borrower },
    place(odd.unreadable),
    { order: erased.id, type: 'note', input: { text: 'x' }, actor: borrower },
    place('none'),
    place('drill', { number: 'here' }),
    { order: erased.id, type: 'burn', input: {}, actor: borrower },
  ]);
  expect(own.map(kindOf)).toEqual(['TerminalError', 'Error', 'FrozenOrderError', 'invalid', 'TerminalError', 'invalid']);
  expect(own[2]).toBeInstanceOf(FrozenOrderError);
});

/** A pool whose commits fail while `fault` says so, before anything is sent. */
const failing = (fault: (ids: readonly string[]) => Error | null) => (pool: Pool) =>
  new Proxy(pool, {
    get(target, key) {
      if (key !== 'query') return Reflect.get(target, key) as unknown;
      return async (config: { name?: string; values?: unknown[] }) => {
        const error = config.name?.startsWith('orders-commit') ? fault([config.values?.[0] as string | string[]].flat()) : null;
        if (error) throw error;
        return target.query(config as never);
      };
    },
  });

test.each([
  ['a deadlock', '40P01'],
  ['a conflict of isolation', '40001'],
  ['a lock that was not to be had', '55P03'],
  ['a database that only reads', '25006'],
  ['no more connections', '53300'],
  ['a database that shuts down', '57P01'],
  ['a statement that took too long', '57014'],
  ['a host that is not there', 'EHOSTUNREACH'],
])('%s is worth another try', async (_, code) => {
  const engine = desk.open({ wrap: failing(() => Object.assign(new Error('no'), { code })) });
  const outcomes = await engine.executeMany([place('drill'), place('drill')]);
  expect(outcomes.map(kindOf)).toEqual(['RetryableError', 'RetryableError']);
  for (const outcome of outcomes) expect(outcome).toBeInstanceOf(RetryableError);
});

test('a listener that throws spoils neither the commit nor what other listeners hear', async () => {
  const engine = desk.open();
  // Commits of other tests, of which PostgreSQL tells late, are heard as well.
  const heard: Change[] = [];
  const thrown: unknown[] = [];
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => thrown.push(error));
  const stop = engine.onChange(() => {
    throw new Error('deaf');
  });
  engine.onChange((changes) => heard.push(...changes));
  const order = applied(await engine.execute(place('drill')));
  expect(await engine.execute({ order: order.id, type: 'take', input: {}, actor: borrower, revision: 1 })).toMatchObject({
    kind: 'applied',
  });
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  // What other engines told late must not throw into the next test.
  stop();
  process.removeAllListeners('uncaughtException');
  for (const listener of before) process.on('uncaughtException', listener);
  expect(heard.filter((change) => change.order === order.id).map(({ revision }) => revision)).toEqual([1, 2]);
  expect(thrown.length).toBeGreaterThanOrEqual(2);
  for (const error of thrown) expect(error).toMatchObject({ message: 'deaf' });
});

// A key that the caller names makes a command happen once: scoped to the actor and the order, or for an opening command to
// the actor and the tenant; kept 7 days; refusals are not kept.
import type { Command } from '@six-order/engine/runtime';
import { purgeKeys } from '@six-order/engine/runtime';
import { beforeEach, expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { authorize, borrower, clerk, DAY, otherBorrower, stranger } from '../harness/toy.ts';

const desk = await openLoanDesk();
const other = desk.open();

const place = (more: Partial<Command> = {}): Command => ({
  workflow: 'loan',
  type: 'place',
  input: { item: 'drill', wish: 'the red one' },
  actor: borrower,
  key: 'k1',
  ...more,
});

beforeEach(() => desk.query('truncate idempotency_keys'));

const orders = async (): Promise<number> => (await desk.rowCounts())['orders'] as number;

test('the same key and body again: the first order, as it stands now, and nothing written', async () => {
  const first = await desk.engine.execute(place());
  const { id } = applied(first);
  expect(first).toMatchObject({ repeated: false });
  await desk.send(id, 'take');
  const before = await desk.rowCounts();
  for (const engine of [desk.engine, other]) {
    expect(await engine.execute(place())).toEqual({ kind: 'applied', repeated: true, order: await desk.get(id) });
  }
  expect(await desk.rowCounts()).toEqual(before);
});

test('the order of members makes no other body', async () => {
  const { id } = applied(await desk.engine.execute(place({ input: { item: 'drill', days: 3 } })));
  expect(await desk.engine.execute(place({ input: { days: 3, item: 'drill' } }))).toMatchObject({
    repeated: true,
    order: { id },
  });
});

test.each<[string, Partial<Command>]>([
  ['another input', { input: { item: 'saw', wish: 'the red one' } }],
  ['another personal field', { input: { item: 'drill', wish: 'the blue one' } }],
  ['another command', { type: 'take' }],
  ['another workflow', { workflow: 'lending' }],
])('the same key with %s is refused', async (_, more) => {
  await desk.engine.execute(place());
  const before = await desk.rowCounts();
  expect(await desk.engine.execute(place(more))).toEqual({ kind: 'key-reused' });
  expect(await desk.rowCounts()).toEqual(before);
});

test('a key belongs to its actor, its tenant and its order', async () => {
  const { id } = applied(await desk.engine.execute(place()));
  const before = await orders();
  for (const more of [{ actor: otherBorrower }, { actor: { ...borrower, tenant: 'south' } }]) {
    expect(await desk.engine.execute(place(more))).toMatchObject({ kind: 'applied', repeated: false });
  }
  expect(await orders()).toBe(before + 2);

  const second = await desk.place();
  const note = (order: typeof id, actor = borrower): Command => ({ order, type: 'note', input: { text: 'x' }, actor, key: 'k1' });
  expect(await desk.engine.execute(note(id))).toMatchObject({ repeated: false, order: { revision: 2 } });
  expect(await desk.engine.execute(note(id, clerk))).toMatchObject({ repeated: false, order: { revision: 3 } });
  expect(await desk.engine.execute(note(second.id))).toMatchObject({ repeated: false, order: { revision: 2 } });
  expect(await desk.engine.execute(note(id))).toMatchObject({ repeated: true, order: { revision: 3 } });
});

test('a repeated command is answered as done although its revision has passed', async () => {
  const { id } = await desk.place();
  const take: Command = { order: id, type: 'take', input: {}, actor: borrower, key: 'k2', revision: 1 };
  expect(await desk.engine.execute(take)).toMatchObject({ kind: 'applied', repeated: false });
  expect(await desk.engine.execute(take)).toMatchObject({ kind: 'applied', repeated: true, order: { revision: 2 } });
});

test('who may no longer know of the order is not told of it by a key', async () => {
  const { id } = applied(await desk.engine.execute(place()));
  const gone = { ...stranger, person: borrower.person };
  expect(await desk.engine.execute(place({ actor: gone }))).toEqual({ kind: 'not-found' });
  const note: Command = { order: id, type: 'note', input: { text: 'x' }, actor: borrower, key: 'k3' };
  await desk.engine.execute(note);
  expect(await desk.engine.execute({ ...note, actor: gone })).toEqual({ kind: 'not-found' });
});

test('who hid the order from himself by this very command is told what came of it then, and nothing of later', async () => {
  const engine = desk.open({
    authorize: (ask) => (ask.order?.face.stage === 'returned' && ask.actor.role === 'borrower' ? 'hidden' : authorize(ask)),
  });
  const { id } = await desk.place();
  await desk.send(id, 'take');
  const giveBack: Command = { order: id, type: 'giveBack', input: { condition: 'good' }, actor: borrower, key: 'k6' };
  const first = await engine.execute(giveBack);
  await desk.send(id, 'note', { text: 'nothing for him' }, { actor: clerk });
  expect(await engine.execute(giveBack)).toEqual({ ...first, repeated: true });
  expect(await engine.execute({ ...giveBack, actor: { ...borrower, post: clerk.post } })).toEqual({ kind: 'not-found' });
});

test('of two commands of one kind, each is told what came of itself', async () => {
  const engine = desk.open({
    authorize: (ask) => (ask.order?.face.stage === 'returned' && ask.actor.role === 'borrower' ? 'hidden' : authorize(ask)),
  });
  const { id } = await desk.place();
  await desk.send(id, 'take');
  const noteOf = (key: string): Command => ({ order: id, type: 'note', input: { text: key }, actor: borrower, key });
  const first = await engine.execute(noteOf('n1'));
  desk.clock.advance(1_000);
  const second = await engine.execute(noteOf('n2'));
  await desk.send(id, 'giveBack', { condition: 'good' });
  expect(await engine.execute(noteOf('n1'))).toEqual({ ...first, repeated: true });
  expect(await engine.execute(noteOf('n2'))).toEqual({ ...second, repeated: true });
});

test('refusals are not kept: the key is free for a better body', async () => {
  expect(await desk.engine.execute(place({ input: { item: 'none' } }))).toMatchObject({ kind: 'invalid' });
  expect(await desk.engine.execute(place({ actor: stranger }))).toMatchObject({ kind: 'forbidden' });
  const { id } = applied(await desk.engine.execute(place()));
  const giveBack: Command = { order: id, type: 'giveBack', input: { condition: 'good' }, actor: borrower, key: 'k4' };
  expect(await desk.engine.execute(giveBack)).toMatchObject({ kind: 'not-allowed' });
  expect(await desk.engine.execute({ ...giveBack, type: 'take', input: {} })).toMatchObject({ kind: 'applied', repeated: false });
});

test('one key at once, in one process or in two: one order', async () => {
  for (let round = 0; round < 10; round += 1) {
    const before = await orders();
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, n) => (n % 2 ? desk.engine : other).execute(place({ key: `round ${round}` }))),
    );
    expect(new Set(outcomes.map((outcome) => applied(outcome).id)).size).toBe(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'applied' && !outcome.repeated)).toHaveLength(1);
    expect(await orders()).toBe(before + 1);
  }
});

test('one key at once with different bodies: one order, and the others are told', async () => {
  for (let round = 0; round < 10; round += 1) {
    const before = await orders();
    const outcomes = await Promise.all(
      ['drill', 'saw', 'drill', 'saw'].map((item, n) =>
        (n < 2 ? desk.engine : other).execute(place({ input: { item }, key: `bodies ${round}` })),
      ),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['applied', 'applied', 'key-reused', 'key-reused']);
    expect(await orders()).toBe(before + 1);
  }
});

test('the body is kept as a keyed digest only', async () => {
  await desk.engine.execute(place());
  const [row] = await desk.query(
    `select key, digest, encode(key, 'escape') || encode(digest, 'escape') as text from idempotency_keys`,
  );
  expect([row?.['key'].length, row?.['digest'].length]).toEqual([32, 32]);
  expect(row?.['text']).not.toMatch(/k1|drill|red/);
});

test('old keys are forgotten, younger ones are not', async () => {
  const first = applied(await desk.engine.execute(place()));
  desk.clock.advance(8 * DAY);
  const second = applied(await desk.engine.execute(place({ key: 'k5' })));
  expect(await purgeKeys(desk.app, { before: desk.clock.now() - 7 * DAY })).toBe(1);
  expect(await purgeKeys(desk.app, { before: desk.clock.now() - 7 * DAY })).toBe(0);
  expect(applied(await desk.engine.execute(place({ key: 'k5' }))).id).toBe(second.id);
  expect(applied(await desk.engine.execute(place())).id).not.toBe(first.id);
});

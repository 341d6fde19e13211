// Two versions of a workflow live side by side; an order stays on its own until a declared migration moves it (I10).
import { createRegistry, defineWorkflow, RetryableError, type OrderId, type StoredOrder } from '@six-order/engine';
import { newId } from '@six-order/cli/new-id';
import { describe, expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { admin, borrower, clerk, DAY, HOUR, loan1, loan2, stranger } from '../harness/toy.ts';

// `desk.engine` knows both; `old` is a process of the release before.
const desk = await openLoanDesk({ workflows: [loan1, loan2] });
const old = desk.open({ workflows: [loan1] });

async function placeOld(input: object = {}): Promise<OrderId> {
  const outcome = await old.execute({ workflow: 'loan', type: 'place', input: { item: 'drill', ...input }, actor: borrower });
  return applied(outcome).id;
}

const timers = (id: OrderId) =>
  desk.query<{ slot: string; due: number }>(
    'select slot, (extract(epoch from due_at) * 1000)::float8 as due from timers where order_id = $1',
    [id],
  );

const sound = async (id: OrderId) => {
  expect(await desk.engine.verify(id)).toBe(true);
  expect(await desk.engine.replay(id)).toMatchObject({ same: true });
};

describe('side by side', () => {
  test('an order of a version that a process does not know can be seen there, by the face it was stored with', async () => {
    const { id, face } = await desk.place();
    const seen = await old.get(id);
    expect(seen).toMatchObject({ workflow: 'loan', version: 2, revision: 1, face });
    expect(await old.getByNumber('north', face.number)).toEqual(seen);
    const { orders } = await old.find({ tenant: 'north', filter: { people: face.people }, sort: 'newest', limit: 5 });
    expect(orders[0]).toEqual(seen);
    expect(old.allowed(orders[0] as StoredOrder, borrower)).toEqual([]);
    await expect(old.execute({ order: id, type: 'take', input: {}, actor: borrower })).rejects.toBeInstanceOf(RetryableError);
  });

  test('a new order is of the newest version, an old one goes on as it was born', async () => {
    const first = await placeOld();
    const second = await desk.place();
    expect([(await desk.get(first)).version, second.version]).toEqual([1, 2]);
    for (const id of [first, second.id]) {
      applied(await desk.send(id, 'take'));
      applied(await desk.send(id, 'giveBack', { condition: 'good' }));
    }
    expect((await desk.get(first)).face.stage).toBe('returned');
    expect((await desk.get(second.id)).face.stage).toBe('checking');
    expect(await desk.send(first, 'check', {}, { actor: clerk })).toMatchObject({
      kind: 'invalid',
      issues: [{ path: ['type'] }],
    });
    expect(await desk.send(second.id, 'check', {}, { actor: clerk })).toMatchObject({ kind: 'applied' });
    await sound(first);
    await sound(second.id);
  });

  test('a process that does not know an order’s version leaves it alone, and serves its neighbours', async () => {
    const { id } = await desk.place();
    const own = await placeOld();
    const outcomes = await old.executeMany([
      { order: id, type: 'take', input: {}, actor: borrower },
      { order: own, type: 'take', input: {}, actor: borrower },
    ]);
    expect(outcomes[0]).toMatchObject({ message: expect.stringContaining('loan@2 is not known to this process') });
    expect(outcomes[1]).toMatchObject({ kind: 'applied' });
    expect(await desk.get(id)).toMatchObject({ revision: 1 });
  });
});

describe('a migration', () => {
  test('is a journal entry that moves state and version, and replay goes through both', async () => {
    const id = await placeOld({ wish: 'the red one' });
    const before = await desk.get(id);
    const outcome = applied(await desk.engine.migrate(id, admin));
    expect(outcome).toMatchObject({
      version: 2,
      revision: 2,
      snapshot: { value: 'ready' },
      face: { stage: 'ready', number: before.face.number },
    });
    expect(outcome.snapshot.context).toEqual({ ...before.snapshot.context, fee: 0 });
    const { person, post, role } = admin;
    expect((await desk.engine.journal(id))[1]).toMatchObject({
      seq: 2,
      type: 'migrate',
      workflow: 'loan',
      version: 2,
      actor: { person, post, role },
      input: {},
      facts: {},
    });
    for (const [type, input, actor] of [
      ['take', {}, borrower],
      ['giveBack', { condition: 'worn' }, borrower],
      ['check', {}, clerk],
    ] as const) {
      applied(await desk.send(id, type, input, { actor }));
    }
    expect(await desk.journal(id)).toEqual(['place', 'migrate', 'take', 'giveBack', 'check']);
    expect((await desk.engine.journal(id)).map(({ version }) => version)).toEqual([1, 2, 2, 2, 2]);
    expect(await desk.engine.unseal(id, ['1/wish'])).toEqual({ '1/wish': 'the red one' });
    await sound(id);
  });

  test('arms the clocks of the new state and drops those of the old', async () => {
    const id = await placeOld();
    expect(await timers(id)).toEqual([{ slot: 'xstate.after.pickup.loan.placed', due: desk.clock.now() + 48 * HOUR }]);
    desk.clock.advance(HOUR);
    applied(await desk.engine.migrate(id, admin));
    expect(await timers(id)).toEqual([{ slot: 'xstate.after.pickup.loan.ready', due: desk.clock.now() + 24 * HOUR }]);
    desk.clock.advance(24 * HOUR);
    await desk.tick();
    expect(await desk.journal(id)).toEqual(['place', 'migrate', 'pickup']);
    await sound(id);
  });

  test('of a running clock leaves its rungs where they were', async () => {
    const id = await placeOld({ days: 10 });
    applied(await desk.send(id, 'take'));
    const taken = desk.clock.now();
    await desk.until(taken + 6 * DAY);
    applied(await desk.engine.migrate(id, admin));
    expect(await timers(id)).toEqual([{ slot: 'xstate.after.loanPressing.loan.out.half', due: taken + 8 * DAY }]);
    await desk.until(taken + 11 * DAY);
    expect(await desk.journal(id)).toEqual(['place', 'take', 'loanHalf', 'migrate', 'loanPressing', 'loanDue']);
    await sound(id);
  });

  test('makes a timer that was leased before it gone', async () => {
    const id = await placeOld();
    const [row] = await desk.query<{ slot: string; id: string }>('select slot, id from timers where order_id = $1', [id]);
    applied(await desk.engine.migrate(id, admin));
    const timer = { order: id, slot: row?.slot as string, id: row?.id as string, dueAt: desk.clock.now(), tenant: 'north' };
    expect(await desk.engine.fire([timer])).toEqual(['gone']);
  });

  test('happens once, also of two at once', async () => {
    const id = await placeOld();
    const outcomes = await Promise.all([desk.engine, desk.open()].map((engine) => engine.migrate(id, admin)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['applied', 'not-allowed']);
    expect(await desk.engine.migrate(id, admin)).toMatchObject({ kind: 'not-allowed', order: { version: 2, revision: 2 } });
    expect(await desk.journal(id)).toEqual(['place', 'migrate']);
  });

  test('is refused to who may not, for what is not there, and where none is declared', async () => {
    const id = await placeOld();
    expect(await desk.engine.migrate(id, borrower)).toEqual({ kind: 'forbidden' });
    expect(await desk.engine.migrate(id, stranger)).toEqual({ kind: 'not-found' });
    expect(await desk.engine.migrate(newId() as OrderId, admin)).toEqual({ kind: 'not-found' });
    expect(await old.migrate(id, admin)).toMatchObject({ kind: 'not-allowed', order: { version: 1 } });
    expect(await desk.journal(id)).toEqual(['place']);
  });

  test('goes step by step when an order is two versions behind', async () => {
    const loan3 = defineWorkflow({ ...loan2, version: 3, migrates: { from: 2, snapshot: (snapshot) => snapshot } });
    const newest = desk.open({ workflows: [loan1, loan2, loan3] });
    const id = await placeOld();
    expect(applied(await newest.migrate(id, admin)).version).toBe(2);
    expect(applied(await newest.migrate(id, admin)).version).toBe(3);
    expect(await newest.migrate(id, admin)).toMatchObject({ kind: 'not-allowed' });
    expect(await newest.replay(id)).toMatchObject({ same: true });
  });
});

describe('the registry', () => {
  test('gives each version, and the newest whatever the order in which they were named', () => {
    for (const workflows of [
      [loan1, loan2],
      [loan2, loan1],
    ]) {
      const registry = createRegistry(workflows);
      expect(registry.get('loan', 1)).toBe(loan1);
      expect(registry.latest('loan')).toBe(loan2);
    }
    expect(createRegistry([loan1]).latest('lending')).toBeUndefined();
    expect(() => createRegistry([loan1]).get('loan', 2)).toThrow('workflow loan@2 is not known to this process');
  });

  test('refuses a version that is named twice', () => {
    expect(() => createRegistry([loan1, loan1])).toThrow('loan@1 is registered twice');
  });
});

describe('a definition', () => {
  test('must open by a command of its own', () => {
    expect(() => defineWorkflow({ ...loan1, opens: 'begin' })).toThrow('the opening command begin is not among its commands');
    expect(() => defineWorkflow({ ...loan1, opens: 'toString' })).toThrow('opening command');
  });

  test('may not call a command as the engine calls its own', () => {
    expect(() => defineWorkflow({ ...loan1, commands: { ...loan1.commands, migrate: loan1.commands['take'] as never } })).toThrow(
      'migrate',
    );
  });
});

// Every answer that a command may get, what it holds, and which of two answers comes first.
import type { Actor, OrderId, Outcome } from '@six-order/engine';
import type { Command } from '@six-order/engine/runtime';
import { newId } from '@six-order/cli/new-id';
import { describe, expect, test } from 'vitest';
import { applied, openLoanDesk } from '../harness/loan-desk.ts';
import { admin, borrower, clerk, otherBorrower, stranger, visitor } from '../harness/toy.ts';

const desk = await openLoanDesk();
const missing = newId() as OrderId;

/** Sends a command and asserts that nothing at all was written. */
async function refused(command: Command): Promise<Outcome> {
  const before = await desk.rowCounts();
  const outcome = await desk.engine.execute(command);
  expect(await desk.rowCounts()).toEqual(before);
  return outcome;
}

describe('applied', () => {
  test('an opening command makes revision 1 of an order of the newest version', async () => {
    const order = await desk.place({ days: 3 });
    expect(order).toMatchObject({ tenant: 'north', workflow: 'loan', version: 1, revision: 1, snapshot: { value: 'placed' } });
    expect(order.face).toMatchObject({ stage: 'placed', people: [borrower.person], openedAt: desk.clock.now(), closedAt: null });
    expect(await desk.get(order.id)).toEqual(order);
  });

  test('each further command makes one revision and one journal entry with the values used', async () => {
    const { id } = await desk.place({ days: 3 });
    const outcome = await desk.send(id, 'take');
    expect(outcome).toMatchObject({ kind: 'applied', repeated: false, order: { id, revision: 2, face: { stage: 'out' } } });
    const [place, take] = await desk.engine.journal(id);
    expect(place).toMatchObject({
      seq: 1,
      type: 'place',
      input: { item: 'drill', days: 3 },
      facts: { item: { code: 'drill', shelf: 'north' } },
    });
    const { person, post, role } = borrower;
    expect(take).toMatchObject({
      seq: 2,
      at: desk.clock.now(),
      type: 'take',
      workflow: 'loan',
      version: 1,
      actor: { person, post, role },
    });
    expect(take?.facts).toHaveProperty('clock.dueAt', desk.clock.now() + 3 * 86_400_000);
    expect(take).not.toHaveProperty('timer');
  });

  test('`at` is when the command happened', async () => {
    const at = desk.clock.now() - 5_000;
    const order = await desk.place({}, { at });
    expect(order.face.openedAt).toBe(at);
    expect(await desk.engine.journal(order.id)).toMatchObject([{ at }]);
  });
});

describe('refused, with nothing written', () => {
  const open = (more: Partial<Command>): Command => ({
    workflow: 'loan',
    type: 'place',
    input: { item: 'drill' },
    actor: borrower,
    ...more,
  });
  const opening: readonly [string, Command, object][] = [
    ['an unknown workflow', open({ workflow: 'lending' }), { kind: 'invalid', issues: [{ path: ['workflow'] }] }],
    [
      'no workflow',
      { type: 'place', input: { item: 'drill' }, actor: borrower },
      { kind: 'invalid', issues: [{ path: ['workflow'] }] },
    ],
    ['a workflow named like a property of every object', open({ workflow: 'constructor' }), { kind: 'invalid' }],
    ['a command that opens nothing', open({ type: 'take' }), { kind: 'invalid', issues: [{ path: ['type'] }] }],
    ['a missing field', open({ input: {} }), { kind: 'invalid', issues: [{ path: ['item'] }] }],
    ['no input', open({ input: undefined }), { kind: 'invalid', issues: [{ path: ['item'] }] }],
    ['an input that is no object', open({ input: 'drill' }), { kind: 'invalid', issues: [{ path: [] }] }],
    ['a list for an object', open({ input: [] }), { kind: 'invalid', issues: [{ path: [] }] }],
    [
      'two wrong fields',
      open({ input: { item: '', days: 0 } }),
      { kind: 'invalid', issues: [{ path: ['item'] }, { path: ['days'] }] },
    ],
    [
      'a wrong field deep down',
      open({ input: { item: 'drill', contact: { name: 'A', phone: 1 } } }),
      { kind: 'invalid', issues: [{ path: ['contact', 'phone'] }] },
    ],
    ['an item that the facts do not know', open({ input: { item: 'none' } }), { kind: 'invalid', issues: [{ path: ['item'] }] }],
    ['a role that may not place', open({ actor: visitor }), { kind: 'forbidden' }],
    ['a stranger', open({ actor: stranger }), { kind: 'forbidden' }],
  ];
  test.each(opening)('opening: %s', async (_, command, expected) => {
    expect(await refused(command)).toMatchObject(expected);
  });

  const later: readonly [string, Omit<Command, 'order' | 'input'> & { input?: unknown }, object][] = [
    ['an unknown command', { type: 'burn', actor: borrower }, { kind: 'invalid', issues: [{ path: ['type'] }] }],
    [
      'a command named like a property of every object',
      { type: 'toString', actor: borrower },
      { kind: 'invalid', issues: [{ path: ['type'] }] },
    ],
    ['the name of a clock', { type: 'pickup', actor: borrower }, { kind: 'invalid', issues: [{ path: ['type'] }] }],
    [
      'a slot of a timer',
      { type: 'xstate.after.pickup.loan.placed', actor: borrower },
      { kind: 'invalid', issues: [{ path: ['type'] }] },
    ],
    ['a second opening', { type: 'place', input: { item: 'drill' }, actor: borrower }, { kind: 'not-allowed' }],
    [
      'a command that the state does not take',
      { type: 'giveBack', input: { condition: 'good' }, actor: borrower },
      { kind: 'not-allowed' },
    ],
    ['a command that a guard holds back', { type: 'take', actor: otherBorrower }, { kind: 'not-allowed' }],
    [
      'a wrong input',
      { type: 'renew', input: { days: 'x' }, actor: borrower },
      { kind: 'invalid', issues: [{ path: ['days'] }] },
    ],
    ['a role that may not send it', { type: 'take', actor: clerk }, { kind: 'forbidden' }],
    ['a stale revision', { type: 'take', actor: borrower, revision: 7 }, { kind: 'stale' }],
    ['a stranger', { type: 'take', actor: stranger }, { kind: 'not-found' }],
    ['an actor of another tenant', { type: 'take', actor: { ...borrower, tenant: 'south' } }, { kind: 'not-found' }],
    ['a migration by one who may not', { type: 'migrate', actor: borrower }, { kind: 'forbidden' }],
    ['a migration to nowhere', { type: 'migrate', actor: admin }, { kind: 'not-allowed' }],
  ];
  test.each(later)('later: %s', async (_, { input = {}, ...command }, expected) => {
    const order = await desk.place();
    const outcome = await refused({ order: order.id, input, ...command });
    expect(outcome).toMatchObject(expected);
    // Whoever is told about the state is told the order as it stands; the others are told nothing.
    if (outcome.kind === 'stale' || outcome.kind === 'not-allowed') expect(outcome.order).toEqual(order);
    else expect(outcome).not.toHaveProperty('order');
  });

  test('an order that is not there', async () => {
    expect(await refused({ order: missing, type: 'take', input: {}, actor: borrower })).toEqual({ kind: 'not-found' });
  });

  test('an id that is none fails nobody else in its batch', async () => {
    const { id } = await desk.place();
    const outcomes = await desk.engine.executeMany([
      { order: 'L-000001' as OrderId, type: 'take', input: {}, actor: borrower },
      { order: id, type: 'take', input: {}, actor: borrower },
    ]);
    expect(outcomes).toMatchObject([{ kind: 'not-found' }, { kind: 'applied' }]);
  });

  test('the same id in capitals is the same order', async () => {
    const { id } = await desk.place();
    const outcomes = await desk.engine.executeMany(
      [id, id.toUpperCase() as OrderId].map((order) => ({ order, type: 'note', input: { text: 'x' }, actor: borrower })),
    );
    expect(outcomes.map((outcome) => outcome instanceof Error || applied(outcome).revision)).toEqual([2, 3]);
    expect(await desk.engine.verify(id)).toBe(true);
  });
});

describe('which answer comes first', () => {
  // Each column of wrongs is one more than the one before it could tell.
  const wrongs: readonly [string, Actor, Partial<Command>, Outcome['kind']][] = [
    ['a stranger with a stale revision', stranger, { revision: 9 }, 'not-found'],
    ['a stranger with a wrong input', stranger, { input: { days: 'x' } }, 'not-found'],
    ['a stranger with an unknown command', stranger, { type: 'burn' }, 'not-found'],
    ['a stranger with a command that the state does not take', stranger, { type: 'giveBack' }, 'not-found'],
    ['a stranger with a migration', stranger, { type: 'migrate' }, 'not-found'],
    ['another tenant with a stale revision', { ...clerk, tenant: 'south' }, { revision: 9 }, 'not-found'],
    ['a visitor with a wrong input', visitor, { input: { days: 'x' } }, 'forbidden'],
    ['a visitor with a command that the state does not take', visitor, { type: 'giveBack' }, 'forbidden'],
    ['a clerk with a stale revision and a wrong input', clerk, { revision: 9, input: { days: 'x' } }, 'stale'],
    ['a clerk with a stale revision and a command that the state does not take', clerk, { revision: 9 }, 'stale'],
    ['a clerk with a wrong input for a command that the state does not take', clerk, { input: { days: 'x' } }, 'invalid'],
    ['a clerk with a command that the state does not take', clerk, {}, 'not-allowed'],
  ];
  test.each(wrongs)('%s', async (_, actor, more, kind) => {
    const { id } = await desk.place();
    const outcome = await desk.engine.execute({ order: id, type: 'renew', input: { days: 3 }, actor, ...more });
    expect(outcome.kind).toBe(kind);
  });

  test('a stranger is answered about an order that is there as about one that is not', async () => {
    const { id } = await desk.place();
    for (const type of ['take', 'burn', 'migrate', 'place']) {
      const answers = await Promise.all(
        [id, missing].map((order) => desk.engine.execute({ order, type, input: {}, actor: stranger, revision: 1, key: newId() })),
      );
      expect(answers[0]).toEqual(answers[1]);
    }
  });
});

test('`allowed` names what machine and authority both let pass', async () => {
  const placed = await desk.place();
  expect(desk.engine.allowed(placed, borrower)).toEqual(['take', 'note', 'cancel']);
  expect(desk.engine.allowed(placed, otherBorrower)).toEqual(['note', 'cancel']);
  expect(desk.engine.allowed(placed, clerk)).toEqual(['note', 'cancel']);
  expect(desk.engine.allowed(placed, visitor)).toEqual([]);
  const out = applied(await desk.send(placed.id, 'take'));
  expect(desk.engine.allowed(out, borrower)).toEqual(['renew', 'giveBack', 'note']);
});

test('an order is found by its number in its own tenant only', async () => {
  const order = await desk.place();
  expect(await desk.engine.getByNumber('north', order.face.number)).toEqual(order);
  expect(await desk.engine.getByNumber('south', order.face.number)).toBeNull();
  expect(await desk.engine.getByNumber('north', 'L-none')).toBeNull();
  const later = await desk.place();
  const numbers = [order.face.number, 'L-none', later.face.number];
  expect(await desk.engine.facesNumbered('north', numbers)).toEqual(
    [later, order].map(({ id, workflow, revision, face }) => ({ id, workflow, revision, face })),
  );
  expect(await desk.engine.facesNumbered('south', numbers)).toEqual([]);
});

test('an engine that was closed takes no more and lets finish what it took', async () => {
  const engine = desk.open();
  const { id } = await desk.place();
  const inFlight = engine.execute({ order: id, type: 'take', input: {}, actor: borrower });
  const closing = engine.close();
  await expect(engine.execute({ order: id, type: 'cancel', input: {}, actor: borrower })).rejects.toThrow(/shutting down/);
  expect(await inFlight).toMatchObject({ kind: 'applied' });
  await closing;
});

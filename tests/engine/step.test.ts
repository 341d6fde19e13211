// A step is pure: the same order, command, facts and time give the same next order and the same effects (I4).
import {
  defineWorkflow,
  personal,
  replay,
  step,
  createRegistry,
  TerminalError,
  type Json,
  type JournalEntry,
  type Snapshot,
} from '@six-order/engine';
import fc from 'fast-check';
import { setup, type AnyStateMachine } from 'xstate';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { borrower, clerk, DAY, HOUR, loan1, loan2, loanClock, otherBorrower, odd } from '../harness/toy.ts';

type StepEvent = Parameters<typeof step>[2];

/** Nothing may be written into what a step is given. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) frozen(member);
  }
  return value;
}

const event = (type: string, at: number, more: Partial<StepEvent> = {}): StepEvent =>
  frozen({
    type,
    at,
    actor: { person: borrower.person, post: borrower.post, role: borrower.role },
    input: {},
    facts: {},
    ...more,
  });

const place = (at: number, item = 'drill') =>
  event('place', at, { input: { item, days: 3 }, facts: { item: { code: item, shelf: 'north' }, number: 'L-1' } });

const commands: readonly ((at: number) => StepEvent)[] = [
  place,
  (at) => event('take', at, { facts: { clock: loanClock(3, at) as unknown as Json } }),
  (at) => event('take', at, { actor: { person: otherBorrower.person, post: null, role: 'borrower' } }),
  (at) => event('renew', at, { input: { days: 5 }, facts: { clock: loanClock(5, at) as unknown as Json } }),
  (at) => event('giveBack', at, { input: { condition: 'good' } }),
  (at) => event('check', at, { actor: { person: clerk.person, post: null, role: 'clerk' } }),
  (at) => event('note', at, { input: { text: { sealed: '1/text', digest: 'd' } } }),
  (at) => event('cancel', at),
  (at) => event('nonsense', at),
  ...['half', 'pressing', 'due', 'over'].flatMap((_, n, all) => [
    (at: number) =>
      event(
        `xstate.after.loan${(all[n] as string)[0]?.toUpperCase()}${(all[n] as string).slice(1)}.loan.out.${n === 0 ? 'running' : all[n - 1]}`,
        at,
      ),
  ]),
  (at) => event('xstate.after.loanAgain.loan.out.over', at),
  (at) => event('xstate.after.pickup.loan.placed', at),
  (at) => event('xstate.after.pickup.loan.ready', at),
];

const script = fc.array(fc.tuple(fc.nat(commands.length - 1), fc.integer({ min: 0, max: 3 * DAY })), { maxLength: 25 });

describe.each([loan1, loan2])('loan v$version', (workflow) => {
  test('the same input twice gives the same output, and the input stays as it was', () => {
    fc.assert(
      fc.property(script, (run) => {
        let snapshot: Snapshot | null = null;
        let at = 1_000_000;
        for (const [n, later] of [[0, 0] as const, ...run]) {
          at += later;
          const given = (commands[n] as (at: number) => StepEvent)(at);
          const before = JSON.stringify([snapshot, given]);
          const once = step(workflow, snapshot, given);
          // Another order's step in between makes no difference.
          step(workflow, null, place(5, 'saw'));
          const stored = snapshot === null ? null : (JSON.parse(JSON.stringify(snapshot)) as Snapshot);
          expect(step(workflow, frozen(stored), given)).toEqual(once);
          expect(JSON.stringify([snapshot, given])).toBe(before);
          if (once.kind === 'applied') {
            expect(JSON.parse(JSON.stringify(once.snapshot))).toEqual(once.snapshot);
            snapshot = frozen(once.snapshot);
          }
        }
      }),
    );
  });

  test('arms exactly the timers of the states that it enters, and cancels those that it leaves', () => {
    fc.assert(
      fc.property(script, (run) => {
        let snapshot: Snapshot | null = null;
        let at = 1_000_000;
        const armed = new Map<string, number>();
        for (const [n, later] of [[0, 0] as const, ...run]) {
          at += later;
          const given = (commands[n] as (at: number) => StepEvent)(at);
          // A timer fires only while it is armed; as the engine does, its firing consumes it.
          if (given.type.startsWith('xstate.after.') && !armed.delete(given.type)) continue;
          const result = step(workflow, snapshot, given);
          if (result.kind !== 'applied') continue;
          snapshot = result.snapshot;
          for (const slot of result.cancel) armed.delete(slot);
          for (const { slot, dueAt } of result.arm) {
            expect(dueAt).toBeGreaterThanOrEqual(at);
            armed.set(slot, dueAt);
          }
          const { value } = snapshot;
          const out = (value as { out?: string }).out;
          const expected =
            out !== undefined
              ? [
                  `xstate.after.${{ running: 'loanHalf', half: 'loanPressing', pressing: 'loanDue', due: 'loanOver', over: 'loanAgain' }[out]}.loan.out.${out}`,
                ]
              : value === 'placed' || value === 'ready'
                ? [`xstate.after.pickup.loan.${value}`]
                : [];
          expect([...armed.keys()]).toEqual(expected);
        }
      }),
    );
  });
});

test('effects are data, in the order in which the machine asked for them', () => {
  let snapshot = (step(loan1, null, place(0)) as { snapshot: Snapshot }).snapshot;
  snapshot = (
    step(loan1, snapshot, event('take', 0, { facts: { clock: loanClock(3, 0) as unknown as Json } })) as { snapshot: Snapshot }
  ).snapshot;
  for (const rung of ['loanHalf.loan.out.running', 'loanPressing.loan.out.half', 'loanDue.loan.out.pressing']) {
    snapshot = (step(loan1, snapshot, event(`xstate.after.${rung}`, 3 * DAY)) as { snapshot: Snapshot }).snapshot;
  }
  expect(step(loan1, snapshot, event('xstate.after.loanOver.loan.out.due', 5 * DAY))).toMatchObject({
    kind: 'applied',
    effects: [{ type: 'remind', params: { person: borrower.person, number: 'L-1', about: 'over' } }],
    snapshot: { context: { timesOver: 1 } },
  });
});

test('a machine that throws is a terminal fault, and the next step is as good as ever', () => {
  const { snapshot } = step(loan1, null, place(0, odd.cursed)) as { snapshot: Snapshot };
  const take = event('take', HOUR, { facts: { clock: loanClock(3, 0) as unknown as Json } });
  expect(() => step(loan1, snapshot, take)).toThrow(TerminalError);
  expect(step(loan1, snapshot, event('cancel', HOUR))).toMatchObject({ kind: 'applied', effects: [] });
});

test('an effect that its workflow does not declare is a terminal fault', () => {
  const undeclared = defineWorkflow({ ...loan1, effects: ['remind'] });
  let { snapshot } = step(undeclared, null, place(0)) as { snapshot: Snapshot };
  ({ snapshot } = step(undeclared, snapshot, event('take', 0, { facts: { clock: loanClock(3, 0) as unknown as Json } })) as {
    snapshot: Snapshot;
  });
  expect(() => step(undeclared, snapshot, event('giveBack', 1, { input: { condition: 'good' } }))).toThrow(
    new TerminalError('loan@1 asked for the effect shelve, which it does not declare'),
  );
});

test('a guard that throws is a terminal fault too', () => {
  const machine = setup({ guards: { bad: () => JSON.parse('{') as boolean } }).createMachine({
    initial: 'a',
    states: { a: { on: { place: { guard: 'bad', target: 'b' } } }, b: {} },
  }) as unknown as AnyStateMachine;
  expect(() => step(defineWorkflow({ ...loan1, machine }), null, place(0))).toThrow(TerminalError);
});

describe('replay', () => {
  const registry = createRegistry([loan1, loan2]);
  const entry = (seq: number, type: string, more: Partial<JournalEntry> = {}): JournalEntry => {
    const { actor, input, facts, at } = (commands.find((make) => make(0).type === type) ?? ((time: number) => event(type, time)))(
      seq * HOUR,
    );
    return { seq, at, type, workflow: 'loan', version: 1, actor, input, facts, key: 1, mac: '', ...more };
  };

  test('folds every entry through the version it ran on', () => {
    const snapshot = replay(registry, [entry(1, 'place'), entry(2, 'migrate', { version: 2 }), entry(3, 'take', { version: 2 })]);
    expect(snapshot).toMatchObject({ value: { out: 'running' }, context: { fee: 0, number: 'L-1' } });
  });

  test.each<[string, JournalEntry[], RegExp]>([
    ['an empty journal', [], /empty/],
    ['an entry that does not follow', [entry(1, 'place'), entry(2, 'giveBack')], /entry 2 \(giveBack\) does not follow/],
    [
      'a timer that did not run',
      [entry(1, 'place'), entry(2, 'loanHalf', { timer: { slot: 'xstate.after.loanHalf.loan.out.running', id: '', dueAt: 0 } })],
      /entry 2/,
    ],
    ['a migration of nothing', [entry(1, 'migrate', { version: 2 })], /entry 1 migrates to a version without a migration/],
    [
      'a migration to a version without one',
      [entry(1, 'place'), entry(2, 'migrate')],
      /entry 2 migrates to a version without a migration/,
    ],
    ['a version that nobody knows', [entry(1, 'place', { version: 3 })], /loan@3 is not known/],
  ])('refuses %s', (_, journal, message) => {
    expect(() => replay(registry, journal)).toThrow(message);
  });
});

describe('personal fields', () => {
  const paths = (input: z.ZodObject) =>
    defineWorkflow({ ...loan1, opens: 'c', commands: { c: { ...(loan1.commands['take'] as object), input } as never } }).personal[
      'c'
    ];
  const text = personal(z.string());

  test.each<[string, z.ZodObject, string[][]]>([
    ['none', z.object({ a: z.string() }), []],
    ['at the top', z.object({ a: text, b: z.string() }), [['a']]],
    [
      'deep down',
      z.object({ a: z.object({ b: z.object({ c: text }), d: text }) }),
      [
        ['a', 'b', 'c'],
        ['a', 'd'],
      ],
    ],
    [
      'optional, nullable, with a default',
      z.object({ a: text.optional(), b: text.nullable(), c: text.default('x'), d: text.nullish() }),
      [['a'], ['b'], ['c'], ['d']],
    ],
    ['inside an optional object', z.object({ a: z.object({ b: text }).optional() }), [['a', 'b']]],
    ['marked after the wrapping', z.object({ a: personal(z.string().optional()) }), [['a']]],
    ['a whole object', z.object({ a: personal(z.object({ b: z.string() })) }), [['a']]],
    ['a whole list', z.object({ a: personal(z.array(z.string())) }), [['a']]],
    [
      'through a readonly, a catch, a pipe',
      z.object({ a: text.readonly(), b: text.catch('x'), c: z.string().pipe(text), d: z.string().transform(String).pipe(text) }),
      [['a'], ['b'], ['c'], ['d']],
    ],
    [
      'after further checks, a description, a brand',
      z.object({ a: text.max(3), b: text.describe('b').optional(), c: text.brand<'c'>(), d: text.refine(Boolean) }),
      [['a'], ['b'], ['c'], ['d']],
    ],
    ['marked whole before a transformation', z.object({ a: text.transform((value) => value.length) }), [['a']]],
  ])('are found %s', (_, input, expected) => {
    expect(paths(input)).toEqual(expected);
  });

  test.each<[string, z.ZodObject]>([
    ['the items of a list', z.object({ a: z.array(text) })],
    ['a field of the items of a list', z.object({ a: z.array(z.object({ b: text })) })],
    ['the values of a record', z.object({ a: z.record(z.string(), text) })],
    ['the members of a tuple', z.object({ a: z.tuple([text]) })],
    ['one side of a union', z.object({ a: z.union([z.number(), z.object({ b: text })]) })],
    [
      'one side of a discriminated union',
      z.object({ a: z.discriminatedUnion('k', [z.object({ k: z.literal('x'), b: text }), z.object({ k: z.literal('y') })]) }),
    ],
    ['one side of an intersection', z.object({ a: z.intersection(z.object({ b: text }), z.object({ c: z.string() })) })],
    ['a catchall', z.object({}).catchall(text)],
    ['in a schema that names itself', z.object({ a: z.lazy(() => z.object({ b: text })) })],
    ['a part of what is transformed', z.object({ a: z.object({ b: text }).transform(({ b }) => [b]) })],
    ['promised', z.object({ a: z.promise(text) })],
  ])('cannot be %s: the definition is refused, for they would go in clear', (_, input) => {
    expect(() => paths(input)).toThrow(/personal/);
  });

  test('the mark is on the schema that was marked, not on the one it was made from', () => {
    const plain = z.string();
    personal(plain);
    expect(paths(z.object({ a: plain }))).toEqual([]);
  });
});

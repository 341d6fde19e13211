// What is asked of a state's own nodes is what the library's walk through the whole chart says.
import { expect, test } from 'vitest';
import { setup } from 'xstate';
import type { Snapshot } from './order.ts';
import { taking } from './step.ts';
import type { Workflow } from './workflow.ts';

const types = ['go', 'back', 'both', 'shadowed', 'guarded', 'deep', 'unheard'] as const;

/** Two regions, one nested; events that only a guard decides, that an inner state forbids, that an outer one takes. */
const chart = (wild: boolean) =>
  setup({
    types: { context: {} as { a: boolean; b: boolean } },
    guards: { a: ({ context }) => context.a, b: ({ context }) => context.b },
  }).createMachine({
    id: 'chart',
    type: 'parallel',
    context: { a: false, b: false },
    on: { both: { guard: 'b', actions: () => {} } },
    states: {
      left: {
        initial: 'one',
        states: {
          one: {
            on: {
              go: 'two',
              guarded: [
                { guard: 'a', target: 'two' },
                { guard: 'b', actions: () => {} },
              ],
            },
          },
          two: {
            initial: 'in',
            on: { back: 'one', shadowed: 'one', deep: { guard: 'a', target: 'one' } },
            states: {
              in: { on: { shadowed: {}, deep: { guard: 'b', target: 'out' } } },
              out: { on: { go: { guard: 'a', target: 'in' } } },
            },
          },
        },
      },
      right: {
        initial: 'idle',
        states: {
          idle: { on: { both: { guard: 'a', target: 'done' } } },
          done: wild ? { on: { '*': { guard: 'b', target: 'idle' } } } : {},
        },
      },
    },
  });

const machines = [chart(false), chart(true)];
const workflowOf = (machine: (typeof machines)[number]) =>
  ({ id: 'chart', version: 1, machine, commands: Object.fromEntries(types.map((type) => [type, {}])) }) as unknown as Workflow;
const workflows = machines.map(workflowOf);

const lefts = ['one', { two: 'in' }, { two: 'out' }];
const rights = ['idle', 'done'];
const flags = [false, true];
const actor = { person: null, post: null, role: 'nobody' };

test('an event is taken as the chart takes it, in every state and whatever its guards say', () => {
  const answers = new Set<boolean>();
  for (const [which, machine] of machines.entries())
    for (const left of lefts)
      for (const right of rights)
        for (const a of flags)
          for (const b of flags) {
            const value = { left, right };
            const context = { a, b };
            const { heard, takes } = taking(workflows[which] as Workflow, { value, context } as Snapshot);
            const taken = heard.filter((type) => takes({ type, at: 0, actor, input: {}, facts: {} }));
            const state = machine.resolveState({ value: value as never, context });
            const expected = types.filter((type) => state.can({ type }));
            for (const type of types) answers.add(expected.includes(type));
            expect(taken, JSON.stringify({ which, value, context })).toEqual(expected);
          }
  expect(answers.size).toBe(2);
});

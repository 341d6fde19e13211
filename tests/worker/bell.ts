// A workflow for tests: an order that rings at an instant, asks for effects and sends commands to others.
import { defineWorkflow, type Snapshot } from '@six-order/engine';
import { assign, enqueueActions, setup } from 'xstate';
import { z } from 'zod';

interface Context {
  readonly number: string;
  readonly openedAt: number;
  readonly ringAt: number;
  /** When it rang, by the engine's clock. */
  readonly rings: readonly number[];
  /** How often it rings again after the first time, hourly. */
  readonly more: number;
  /** The orders that knocked. */
  readonly knocks: readonly string[];
  /** The order at which it knocks when it rings. */
  readonly knockAt: string | null;
}

type Args = { readonly context: Context; readonly event: any };

const HOUR = 3_600_000;

const machine = setup({
  types: {} as { context: Context; events: any },
  delays: {
    ring: ({ context, event }: any) => Math.max(0, context.ringAt - event.at),
    again: () => HOUR,
  },
  guards: { more: ({ context }: Args) => context.rings.length <= context.more },
  actions: {
    open: assign(({ event }: Args) => ({
      number: event.input.number,
      openedAt: event.at,
      ringAt: event.input.ringAt,
      more: event.input.more,
      rings: [],
      knocks: [],
      knockAt: event.input.knockAt ?? null,
    })),
    knock: assign(({ context, event }: Args) => ({ knocks: [...context.knocks, event.input.from] })),
    ring: assign(({ context, event }: Args) => ({ rings: [...context.rings, event.at] })),
    ask: enqueueActions(({ event, enqueue }: any) => {
      for (let n = 0; n < event.input.times; n += 1) enqueue({ type: event.input.effect, params: { n, ...event.input.params } });
    }),
    knockOn: enqueueActions(({ context, enqueue }: any) => {
      if (context.knockAt) enqueue({ type: 'command', params: { order: context.knockAt, type: 'knock', sender: 'from' } });
    }),
    tell: () => {},
    fail: () => {},
    command: () => {},
  },
}).createMachine({
  context: { number: '', openedAt: 0, ringAt: 0, rings: [], more: 0, knocks: [], knockAt: null } as Context,
  initial: 'new',
  states: {
    new: { on: { open: { target: 'armed', actions: 'open' } } },
    armed: {
      after: { ring: { target: 'rung', actions: ['ring', 'knockOn'] } },
      on: { ask: { actions: 'ask' }, knock: { actions: 'knock' } },
    },
    rung: {
      after: { again: { target: 'rung', reenter: true, guard: 'more', actions: 'ring' } },
      on: { ask: { actions: 'ask' } },
    },
  },
});

const title = { zh: '测试铃', en: 'Bell' };
const base = { title, docs: 'For tests.', by: ['tester'] };

export const bell = defineWorkflow({
  id: 'bell',
  version: 1,
  title,
  machine,
  opens: 'open',
  commands: {
    open: {
      ...base,
      by: ['tester', 'system'],
      input: z.object({ number: z.string(), ringAt: z.number(), more: z.number().default(0), knockAt: z.string().optional() }),
    },
    /** Only before it has rung. */
    knock: { ...base, by: ['tester', 'system'], input: z.object({ from: z.string() }) },
    ask: {
      ...base,
      input: z.object({
        effect: z.enum(['tell', 'fail', 'command']),
        times: z.number().default(1),
        params: z.record(z.string(), z.any()).default({}),
      }),
    },
  },
  effects: ['tell', 'fail', 'command'],
  face: ({ value, context }: Snapshot) => ({
    path: 'bells',
    stage: JSON.stringify(value),
    labels: [],
    people: [],
    number: context['number'] as string,
    dueAt: null,
    openedAt: context['openedAt'] as number,
    closedAt: null,
    data: {},
  }),
});

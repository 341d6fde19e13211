// The comparison harness's workload as a workflow of ours: eight commands in a row, a day's deadline in each state but the
// last, one effect a command, a snapshot of about 2 KB that changes every time.
//
// Source of the workload and of its row sizes: the harness's README ("orders8").
import { defineWorkflow, type Face, type Snapshot, type Workflow } from '@six-order/engine';
import { assign, setup, type AnyStateMachine } from 'xstate';
import { z } from 'zod';

export const orders8Commands = ['place', 'admit', 'dispatch', 'accept', 'contact', 'finish', 'evaluate', 'archive'] as const;
const states = ['placed', 'admitted', 'dispatched', 'accepted', 'contacted', 'finished', 'evaluated', 'archived'] as const;

/** What the harness gives every new order: its bulk. */
export interface NewState {
  readonly citizen: { readonly name: string; readonly phone: string; readonly address: string };
  readonly notes: readonly string[];
}

interface Context extends NewState {
  /** What the face calls the order by. */
  readonly number: string;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly history: readonly { readonly c: string; readonly at: number; readonly by: string }[];
}

interface Event {
  readonly type: string;
  readonly at: number;
  readonly actor: { readonly role: string };
  readonly facts: { readonly number?: string };
}

/** As the harness's outbox row: its topic and 80 characters of text; order and revision are columns of ours. */
const announcement = (state: string) => ({ topic: `order.${state}`, text: 'y'.repeat(80) });

/** The fact `number` must be unique in the database. */
export function orders8({ citizen, notes }: NewState): Workflow {
  const chart = setup({
    types: {} as { context: Context; events: Event },
    delays: { deadline: 86_400_000 },
    actions: {
      remember: assign({
        number: ({ context, event }) => event.facts.number ?? context.number,
        openedAt: ({ context, event }) => context.openedAt || event.at,
        updatedAt: ({ event }) => event.at,
        history: ({ context, event }) => [...context.history, { c: event.type, at: event.at, by: event.actor.role }],
      }),
      announce: (_: unknown, _params: ReturnType<typeof announcement>) => {},
    },
  });
  const on = (index: number) => ({
    [orders8Commands[index] as string]: {
      target: states[index] as string,
      actions: ['remember' as const, { type: 'announce' as const, params: announcement(states[index] as string) }],
    },
  });
  const machine = chart.createMachine({
    id: 'orders8',
    initial: 'new',
    context: { citizen, notes, number: '', openedAt: 0, updatedAt: 0, history: [] },
    states: {
      new: { on: on(0) },
      ...Object.fromEntries(
        states.map((state, index) => [
          state,
          index === states.length - 1 ? {} : { after: { deadline: 'late' }, on: on(index + 1) },
        ]),
      ),
      late: {},
    },
  }) as unknown as AnyStateMachine;
  return defineWorkflow({
    id: 'orders8',
    version: 1,
    title: { zh: '八步单', en: 'Eight commands' },
    machine,
    opens: 'place',
    commands: Object.fromEntries(
      orders8Commands.map((type) => [
        type,
        {
          title: { zh: type, en: type },
          docs: 'One of the eight.',
          by: ['operator'],
          input: z.strictObject({ comment: z.string().max(200) }),
          ...(type === 'place' ? { facts: () => ({ number: { kind: 'number' } }) } : {}),
        },
      ]),
    ),
    effects: ['announce'],
    face,
  });
}

function face({ value, context }: Snapshot): Face {
  const { number, openedAt, updatedAt } = context as unknown as Context;
  const ended = value === 'archived';
  return {
    path: 'ward7',
    stage: value as string,
    labels: [],
    people: [],
    number,
    dueAt: ended ? null : updatedAt + 86_400_000,
    openedAt,
    closedAt: ended ? updatedAt : null,
    data: {},
  };
}

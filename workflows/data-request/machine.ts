// The chart of a request about one's own data: 提出 → 受理 → 答复, and once more after an objection. Source: PIPL 44–50.
//
// Owns: what may follow what, the clock of the answer, what is told to whom. Not ours: who may send a command (authority),
// how long the clock is (facts), how things are deleted and put right
// (the effects `erase` and `correct`).
// Keeps: I4. M1: only `handling` takes commands; `limit` follows events that it raises. M2: nobody answers his own request.
import { clockLadder, ladderDelays, type Clock } from '@six-order/engine';
import { countedGuards, countedWays, recountedClocks, unlessCounted } from '../recount.ts';
import { and, assign, raise, setup } from 'xstate';
import type { DataDesk } from '@six-order/community/privacy/data-request';
import { emptyContext, type Context, type Said } from './context.ts';

interface Event {
  readonly type: string;
  readonly at: number;
  readonly actor: { readonly person: string | null; readonly post: string | null; readonly role: string };
  /** Empty when it is only asked whether the command could be sent. */
  readonly input: Readonly<Record<string, any>>;
  readonly facts: Readonly<Record<string, any>>;
}

interface Args {
  readonly context: Context;
  readonly event: Event;
}

/** The effect `notify`: to whom, which words, and what fills them. */
export interface RequestNotice {
  readonly workflow: 'data-request';
  readonly to: readonly string[];
  readonly template: string;
  readonly number: string;
  readonly dueAt?: number;
}

/** The effect `erase`: the person's orders to destroy, by id. */
export interface RequestErasure {
  readonly person: string;
  readonly orders: readonly string[];
}

/** The effect `correct`: what to put right, by its sealed values (I12). */
export interface RequestCorrection {
  readonly person: string;
  readonly contact?: { readonly order: string; readonly sealed: string };
  readonly name?: { readonly sealed: string };
}

const desk = ({ desk, officer }: Context): readonly string[] => (officer === null ? desk : [...new Set([officer, ...desk])]);
const asker = ({ resident }: Context): readonly string[] => (resident === null ? [] : [resident]);

const tell = (template: string, who: (context: Context) => readonly string[]) => ({
  type: 'notify' as const,
  params: ({ context }: Args): RequestNotice => {
    const { dataRequest } = context.clocks;
    return {
      workflow: 'data-request',
      to: who(context),
      template,
      number: context.number,
      ...(dataRequest && { dueAt: dataRequest.dueAt }),
    };
  },
});

const started = (clock: Clock): Context['clocks'] => ({ dataRequest: { ...clock, finishedAt: null } });

const finished = ({ clocks }: Context, at: number): Context['clocks'] => {
  const clock = clocks.dataRequest;
  if (!clock || clock.finishedAt !== null) return clocks;
  return { dataRequest: { startedAt: clock.startedAt, dueAt: clock.dueAt, finishedAt: at } };
};

const said = ({ at, actor, input }: Event): Said => ({ at, by: actor.person, text: input['text'] ?? null });

const remember = (change: (args: Args) => Partial<Context>): any => assign(change as never);

/** Passes the instant on to the region that follows (M1). */
const signal = (type: string): any => raise(({ event }: { event: Event }) => ({ ...event, type }));

/** An objection is heard so long after the answer. */
const OBJECTION_MS = 30 * 86_400_000;

const chart = setup({
  types: {} as { context: Context; events: Event },
  delays: ladderDelays(['dataRequest']) as Record<string, (args: any) => number>,
  actions: {
    notify: (_: unknown, _params: RequestNotice) => {},
    erase: (_: unknown, _params: RequestErasure) => {},
    correct: (_: unknown, _params: RequestCorrection) => {},
    ask: remember(({ event: { at, actor, input, facts } }) => {
      const { id, path, people } = facts['unit'] as DataDesk;
      return {
        number: facts['number'],
        kind: input['kind'],
        text: input['text'] ?? null,
        about: input['about'] ?? null,
        resident: actor.person,
        askedAt: at,
        unit: { id, path },
        desk: people,
        clocks: started(facts['answer']),
      };
    }),
    take: remember(({ event: { at, actor } }) => ({ takenAt: at, officer: actor.person })),
    carryOut: remember(({ context, event: { at, actor, facts } }) => ({
      officer: actor.person,
      carriedOut: [...(context.carriedOut ?? []), { at, by: actor.person, orders: facts['carried'].orders.length }],
    })),
    answer: remember(({ context, event }) => ({
      officer: event.actor.person,
      answer: { ...said(event), outcome: event.input['outcome'] },
      endedAt: event.at,
      clocks: finished(context, event.at),
    })),
    object: remember(({ context, event }) => ({
      notes: [...context.notes, said(event)],
      endedAt: null,
      clocks: started(event.facts['answer']),
    })),
    recount: remember(({ context, event }) => ({ clocks: recountedClocks(context.clocks, event.facts) })),
    withdraw: remember(({ context, event: { at } }) => ({ endedAt: at, clocks: finished(context, at) })),
  },
  guards: {
    ...countedGuards('dataRequest'),
    deletes: ({ context }) => context.kind === 'delete',
    corrects: ({ context }) => context.kind === 'correct' || context.kind === 'complete',
    isOther: ({ context, event }) => event.actor.person !== null && event.actor.person !== context.resident,
    isFirstInTime: ({ context, event }) =>
      context.notes.length === 0 && context.answer !== null && event.at <= context.answer.at + OBJECTION_MS,
  },
});

const answer = {
  guard: 'isOther' as const,
  target: 'answered',
  actions: ['answer' as const, signal('limitStop'), tell('data-request-answered', asker)],
};
const carryOut = [
  {
    guard: and(['isOther', 'deletes']),
    target: 'taken',
    actions: [
      'carryOut' as const,
      {
        type: 'erase' as const,
        params: ({ context, event }: Args): RequestErasure => ({
          person: context.resident ?? '',
          orders: event.facts['carried'].orders,
        }),
      },
    ],
  },
  {
    guard: and(['isOther', 'corrects']),
    target: 'taken',
    actions: [
      'carryOut' as const,
      {
        type: 'correct' as const,
        params: ({ context, event: { input } }: Args): RequestCorrection => ({
          person: context.resident ?? '',
          ...(input['contact'] && context.about && { contact: { order: context.about, sealed: input['contact'].sealed } }),
          ...(input['name'] && { name: { sealed: input['name'].sealed } }),
        }),
      },
    ],
  },
];
const withdraw = { target: 'withdrawn', actions: ['withdraw' as const, signal('limitStop')] };

/** A calendar came. */
const recompute = { guard: 'isCounted' as const, actions: ['recount' as const, signal('limitCounted')] };

export const machine = chart.createMachine({
  id: 'data-request',
  type: 'parallel',
  context: emptyContext,
  states: {
    handling: {
      initial: 'new',
      states: {
        new: {
          on: {
            ask: {
              target: 'asked',
              actions: ['ask', signal('limitStart'), tell('data-request-asked', desk), tell('data-request-taken-in', asker)],
            },
          },
        },
        asked: {
          meta: { turn: ['dpo'], clock: 'dataRequest' },
          on: { take: { guard: 'isOther', target: 'taken', actions: ['take'] }, carryOut, answer, withdraw, recompute },
        },
        taken: { meta: { turn: ['dpo'], clock: 'dataRequest' }, on: { carryOut, answer, withdraw, recompute } },
        answered: {
          meta: { end: true },
          on: {
            object: {
              guard: 'isFirstInTime',
              target: 'asked',
              actions: ['object', signal('limitStart'), tell('data-request-objected', desk)],
            },
          },
        },
        withdrawn: { meta: { end: true } },
      },
    },
    /** The limit of the answer, from asking or objecting to the answer. */
    limit: {
      initial: 'off',
      states: {
        off: { on: { limitStart: 'on' } },
        on: {
          meta: { clock: 'dataRequest' },
          ...clockLadder<any>('dataRequest', {
            half: [],
            pressing: [unlessCounted('limitCounted', tell('data-request-pressing', desk))],
            due: [tell('data-request-due', desk)],
            over: [tell('data-request-over', desk)],
          }),
          on: { limitStop: 'off', limitCounted: countedWays('dataRequest') },
        },
      },
    },
  },
});

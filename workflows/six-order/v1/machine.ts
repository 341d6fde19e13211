// The chart of six-order (六单), version 1, as orders still run on it: 点 → 派 → 接 → 督 → 晒 → 评, and round again after a bad evaluation.
//
// Owns: what may follow what, which clock runs where, what is told to whom.
// Not ours: who may send a command beyond being its holder or owner (authority), how long a clock is (the `clock` facts).
// Keeps: I4, I13 (a lapsed evaluation ends as unanswered). M1: only `handling` and `publication` take commands; `whole` and
// `supervision` follow events that those raise, so that no region can take a command which the others refuse.
import { clockLadder, ladderDelays, type Clock, type SealedValue } from '@six-order/engine';
import { assign, enqueueActions, raise, setup } from 'xstate';
import {
  clockNames,
  emptyContext,
  type ClockName,
  type Context,
  type Evaluation,
  type Holder,
  type OrderClock,
  type Urgency,
} from './context.ts';

interface Event {
  readonly type: string;
  readonly at: number;
  readonly actor: { readonly person: string | null; readonly post: string | null; readonly role: string };
  readonly input: Readonly<Record<string, any>>;
  readonly facts: Readonly<Record<string, any>>;
}

type Args = { readonly context: Context; readonly event: Event };

export interface Notice {
  /** Persons, teams or units. */
  readonly to: readonly string[];
  /** The unit whose dispatchers are told, while nobody in particular has the order in hand. */
  readonly desk: string | null;
  readonly template: string;
  readonly number: string;
  readonly category: string;
  readonly clock?: ClockName;
  /** When that clock is due, epoch ms. */
  readonly dueAt?: number;
  readonly colour?: string;
}

const present = (ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((id) => id !== null && id !== undefined)),
];

const owners = (context: Context) => present([context.resident, context.openedBy]);
const workers = (context: Context) => present([context.handler ?? context.holder?.id]);
const office = (context: Context) => present([context.dispatcher]);

/** A notice about this order to some of its people. */
const tell = (template: string, who: (context: Context) => string[], more: Pick<Notice, 'clock' | 'colour'> = {}) => ({
  type: 'notify' as const,
  params: ({ context }: { context: Context }): Notice => {
    const to = who(context);
    const due = more.clock && context.clocks[more.clock];
    return {
      to,
      desk: to.length === 0 ? context.unit.id : null,
      template,
      number: context.number,
      category: context.category,
      ...more,
      ...(due && { dueAt: due.dueAt }),
    };
  },
});

const workersAndOffice = (context: Context) => present([...workers(context), ...office(context)]);

const started = (clock: Clock): OrderClock => ({ ...clock, finishedAt: null });

/** The clocks with some finished at `at`. */
const finished = (context: Context, at: number, ...names: readonly ClockName[]): Context['clocks'] => {
  const clocks: { [name in ClockName]?: OrderClock } = { ...context.clocks };
  for (const name of names) {
    const clock = clocks[name];
    if (!clock || clock.finishedAt !== null) continue;
    clocks[name] = { startedAt: clock.startedAt, dueAt: clock.dueAt, finishedAt: at };
  }
  return clocks;
};

const allClocks = (context: Context, at: number) => finished(context, at, ...clockNames);

const evaluationOf = ({ event }: { event: Event }): Evaluation => ({
  solved: event.input.solved,
  stars: event.input.stars,
  comment: event.input.comment ?? null,
  at: event.at,
  by: event.actor.person,
});

const isBad = (event: Event): boolean =>
  event.input.solved === 'no' || (typeof event.input.stars === 'number' && event.input.stars <= 2);

const isResident = (context: Context, { actor }: Event): boolean =>
  actor.person !== null && actor.person === context.resident && actor.person !== context.handler;

const MAX_NOTES = 100;

/** Passes the instant on to an event that another region waits for (M1). */
const signal = (type: string): any => raise(({ event }: { event: Event }) => ({ ...event, type }));

/** What a stage's clock does on its rungs: half and pressing remind, a missed limit raises a blue card. */
const stageLadder = (clock: ClockName, to: (context: Context) => string[]) =>
  clockLadder<any>(clock, {
    half: [tell('clock-half', to, { clock })],
    pressing: [tell('clock-pressing', to, { clock })],
    due: [tell('clock-due', to, { clock }), signal('cardBlue')],
    over: [tell('clock-over', to, { clock })],
  });

const chart = setup({
  types: {} as { context: Context; events: Event },
  delays: ladderDelays(clockNames) as Record<string, (args: any) => number>,
  actions: {
    notify: (_: unknown, _params: Notice) => {},
    place: assign(({ event: { at, actor, input, facts } }: Args): Partial<Context> => ({
      number: facts.number,
      category: facts.category.code,
      sealed: facts.category.sealed,
      urgency: facts.category.urgency as Urgency,
      claimedUrgency: input.urgency ?? null,
      unit: { id: facts.unit.id, code: facts.unit.code, path: facts.unit.path },
      building: facts.building?.id ?? null,
      text: input.text as SealedValue,
      contact: input.contact ?? null,
      placeNote: input.place?.note ?? null,
      resident: input.onBehalfOf ?? actor.person,
      openedBy: actor.person,
      openedAt: at,
      publishConsent: input.publishConsent === true && !facts.category.sealed,
      clocks: { intake: started(facts.intake) },
    })),
    admit: assign(({ context, event: { at, input, facts } }: Args): Partial<Context> => ({
      admittedAt: at,
      urgency: input.urgency ?? context.urgency,
      clocks: { ...finished(context, at, 'intake'), whole: started(facts.whole), dispatch: started(facts.dispatch) },
    })),
    refuse: assign(({ context, event: { at, input } }: Args): Partial<Context> => ({
      refusal: { reason: input.reason, channel: input.channel ?? null },
      closedAt: at,
      clocks: allClocks(context, at),
    })),
    dispatch: assign(({ context, event: { at, actor, input, facts } }: Args): Partial<Context> => ({
      dispatchedAt: at,
      dispatcher: actor.person,
      dispatchNote: input.note ?? null,
      holder: facts.holder as Holder,
      clocks: { ...finished(context, at, 'dispatch'), accept: started(facts.accept) },
    })),
    accept: assign(({ context, event: { at, actor, facts } }: Args): Partial<Context> => ({
      acceptedAt: at,
      handler: actor.person,
      clocks: { ...finished(context, at, 'accept'), contact: started(facts.contact) },
    })),
    decline: assign(({ context, event: { at, input, facts } }: Args): Partial<Context> => ({
      holder: null,
      returns: context.returns + 1,
      returnReason: input.reason ?? null,
      clocks: { ...finished(context, at, 'accept'), dispatch: started(facts.dispatch) },
    })),
    contacted: assign(({ context, event: { at, actor, input } }: Args): Partial<Context> => ({
      contactedAt: context.contactedAt ?? at,
      notes: input.note ? [...context.notes, { at, by: actor.person, text: input.note }] : context.notes,
      clocks: finished(context, at, 'contact'),
    })),
    finish: assign(({ context, event: { at, input, facts } }: Args): Partial<Context> => ({
      finishedAt: at,
      result: input.result,
      clocks: { ...finished(context, at, 'contact', 'whole', 'rework'), evaluate: started(facts.evaluate) },
    })),
    evaluate: assign((args: Args): Partial<Context> => ({
      rounds: [...args.context.rounds, evaluationOf(args)],
      closedAt: args.event.at,
      clocks: allClocks(args.context, args.event.at),
    })),
    reopen: assign((args: Args): Partial<Context> => ({
      rounds: [...args.context.rounds, evaluationOf(args)],
      finishedAt: null,
      clocks: { ...finished(args.context, args.event.at, 'evaluate'), rework: started(args.event.facts.rework) },
    })),
    close: assign(({ context, event: { at } }: Args): Partial<Context> => ({ closedAt: at, clocks: allClocks(context, at) })),
    note: assign(({ context, event: { at, actor, input } }: Args): Partial<Context> => ({
      notes: [...context.notes, { at, by: actor.person, text: input.text }],
    })),
    card: assign(({ event }: Args): Partial<Context> => ({ cardAt: event.at })),
    dropProposal: assign((): Partial<Context> => ({ proposal: null })),
    propose: assign(({ event: { at, actor, input } }: Args): Partial<Context> => ({
      proposal: { title: input.title, text: input.text, at, by: actor.person },
    })),
    publish: assign(({ event: { at, actor } }: Args): Partial<Context> => ({ publishedAt: at, publisher: actor.person })),
  },
  guards: {
    /** A person's own order to accept; which members may act for a team or a unit is authority's to say. */
    isHolder: ({ context, event }) =>
      context.holder !== null && (context.holder.kind !== 'person' || context.holder.id === event.actor.person),
    isHandler: ({ context, event }) => context.handler !== null && context.handler === event.actor.person,
    isOwner: ({ context, event }) => event.actor.person !== null && owners(context).includes(event.actor.person),
    /** Only the resident's own word counts, and never of one who did the work (domain.md 3.1). */
    isResident: ({ context, event }) => isResident(context, event),
    isResidentUnhappy: ({ context, event }) => isResident(context, event) && isBad(event),
    isUnhappyAgain: ({ context }) => context.rounds.length > 1,
    mayBePublished: ({ context }) => context.publishConsent,
    isNotHandler: ({ context, event }) => context.handler !== event.actor.person,
    hasRoomForNotes: ({ context }) => context.notes.length < MAX_NOTES,
  },
});

const withdraw = {
  guard: 'isOwner' as const,
  target: 'withdrawn',
  actions: ['close' as const, tell('order-withdrawn', workersAndOffice), signal('workEnded'), signal('wholeStop')],
};

const note = { guard: 'hasRoomForNotes' as const, actions: ['note' as const] };

const refinish = {
  guard: 'isHandler' as const,
  target: 'finished',
  actions: ['finish' as const, tell('order-finished', owners), signal('wholeStop'), signal('workDone')],
};

export const machine = chart.createMachine({
  id: 'six-order',
  type: 'parallel',
  context: emptyContext,
  states: {
    handling: {
      initial: 'new',
      states: {
        new: {
          meta: { turn: ['resident'] },
          on: { place: { target: 'placed', actions: ['place', tell('order-placed', owners)] } },
        },
        placed: {
          meta: { turn: ['secretary'], clock: 'intake' },
          ...stageLadder('intake', office),
          on: {
            admit: { target: 'admitted', actions: ['admit', tell('order-admitted', owners), signal('wholeStart')] },
            refuse: { target: 'refused', actions: ['refuse', tell('order-refused', owners), signal('workEnded')] },
            withdraw,
            note,
          },
        },
        admitted: {
          meta: { turn: ['secretary'], clock: 'dispatch' },
          ...stageLadder('dispatch', office),
          on: {
            dispatch: { target: 'dispatched', actions: ['dispatch', tell('order-dispatched', workers)] },
            withdraw,
            note,
          },
        },
        dispatched: {
          meta: { turn: ['holder'], clock: 'accept' },
          ...stageLadder('accept', workersAndOffice),
          on: {
            accept: { guard: 'isHolder', target: 'accepted', actions: ['accept', tell('order-accepted', owners)] },
            decline: { guard: 'isHolder', target: 'admitted', actions: [tell('order-declined', office), 'decline'] },
            dispatch: { target: 'dispatched', reenter: true, actions: ['dispatch', tell('order-dispatched', workers)] },
            withdraw,
            note,
          },
        },
        accepted: {
          meta: { turn: ['holder'], clock: 'contact' },
          ...stageLadder('contact', workersAndOffice),
          on: {
            contact: { guard: 'isHandler', target: 'working', actions: ['contacted', tell('order-contacted', owners)] },
            finish: refinish,
            withdraw,
            note,
          },
        },
        working: {
          meta: { turn: ['holder'], clock: 'whole' },
          on: { contact: { guard: 'isHandler', actions: ['contacted'] }, finish: refinish, withdraw, note },
        },
        finished: {
          meta: { turn: ['resident'], clock: 'evaluate' },
          ...clockLadder<any>(
            'evaluate',
            {
              half: [tell('clock-half', owners, { clock: 'evaluate' })],
              pressing: [tell('clock-pressing', owners, { clock: 'evaluate' })],
            },
            'pressing',
          ),
          after: { evaluateDue: { target: 'unanswered', actions: ['close', tell('order-unanswered', workersAndOffice)] } },
          on: {
            evaluate: [
              {
                guard: 'isResidentUnhappy',
                target: 'reworking',
                actions: [
                  'reopen',
                  signal('workReopened'),
                  tell('order-reopened', workersAndOffice),
                  enqueueActions(({ enqueue, check }) => {
                    if (check('isUnhappyAgain')) enqueue.raise(({ event }: { event: Event }) => ({ ...event, type: 'cardRed' }));
                  }),
                ],
              },
              { guard: 'isResident', target: 'evaluated', actions: ['evaluate', tell('order-evaluated', workersAndOffice)] },
            ],
            note,
          },
        },
        reworking: {
          meta: { turn: ['holder'], clock: 'rework' },
          ...clockLadder<any>('rework', {
            half: [tell('clock-half', workersAndOffice, { clock: 'rework' })],
            pressing: [tell('clock-pressing', workersAndOffice, { clock: 'rework' })],
            due: [tell('clock-due', workersAndOffice, { clock: 'rework' }), signal('cardYellow')],
            over: [tell('clock-over', workersAndOffice, { clock: 'rework' }), signal('cardRed')],
          }),
          on: { contact: { guard: 'isHandler', actions: ['contacted'] }, finish: refinish, note },
        },
        evaluated: { meta: { end: true } },
        unanswered: { meta: { end: true } },
        refused: { meta: { end: true } },
        withdrawn: { meta: { end: true } },
      },
    },
    /** The whole clock, from admission to the end of the work. */
    whole: {
      initial: 'off',
      states: {
        off: { on: { wholeStart: 'on' } },
        on: {
          meta: { clock: 'whole' },
          ...clockLadder<any>('whole', {
            half: [tell('clock-half', workersAndOffice, { clock: 'whole' })],
            pressing: [tell('clock-pressing', workersAndOffice, { clock: 'whole' })],
            due: [tell('clock-due', workersAndOffice, { clock: 'whole' }), signal('cardYellow')],
            over: [tell('clock-over', workersAndOffice, { clock: 'whole' }), signal('cardRed')],
          }),
          on: { wholeStop: 'off' },
        },
      },
    },
    /** 督: the colour of the card. It only ever darkens (domain.md 2.6). */
    supervision: {
      initial: 'clear',
      states: {
        clear: { on: { cardBlue: 'blue', cardYellow: 'yellow', cardRed: 'red' } },
        blue: {
          entry: ['card', tell('card-raised', workersAndOffice, { colour: 'blue' })],
          on: { cardYellow: 'yellow', cardRed: 'red' },
        },
        yellow: { entry: ['card', tell('card-raised', workersAndOffice, { colour: 'yellow' })], on: { cardRed: 'red' } },
        red: { entry: ['card', tell('card-raised', workersAndOffice, { colour: 'red' })] },
      },
    },
    /** 晒: open from the end of the work on, when the resident agreed and the category allows it. */
    publication: {
      initial: 'waiting',
      states: {
        waiting: {
          on: { workDone: [{ guard: 'mayBePublished', target: 'open' }, { target: 'skipped' }], workEnded: 'skipped' },
        },
        open: {
          meta: { turn: ['publisher'] },
          on: {
            propose: { guard: 'isNotHandler', target: 'proposed', actions: ['propose'] },
            skipPublication: { guard: 'isNotHandler', target: 'skipped' },
          },
        },
        proposed: {
          meta: { turn: ['publisher'] },
          on: {
            propose: { guard: 'isNotHandler', actions: ['propose'] },
            // What was written of a round that did not hold is not published for the next.
            workReopened: { target: 'open', actions: ['dropProposal'] },
            publish: { guard: 'isNotHandler', target: 'published', actions: ['publish', tell('order-published', owners)] },
            skipPublication: { guard: 'isNotHandler', target: 'skipped' },
          },
        },
        published: { meta: { end: true } },
        skipped: { meta: { end: true } },
      },
    },
  },
});

// A loan desk: the small workflow by which the engine's tests try it, with nothing of a community in it.
//
// A borrower places a request for an item, takes it, and gives it back before its clock runs out.
// Version 2 puts a check between giving back and the shelf, and shortens the time to pick up.
import {
  clockLadder,
  defineWorkflow,
  ladderDelays,
  personal,
  type Actor,
  type Clock,
  type Face,
  type Json,
  type Snapshot,
  type Workflow,
} from '@six-order/engine';
import type { Authorize, FactAnswer, ReadFacts } from '@six-order/engine/runtime';
import { assign, setup, type AnyStateMachine } from 'xstate';
import { z } from 'zod';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Both must be different things: what is personal must be found nowhere but sealed. */
export const borrower: Actor = actorOf('11111111-1111-4111-8111-111111111111', 'borrower', 'desk.north');
export const otherBorrower: Actor = actorOf('22222222-2222-4222-8222-222222222222', 'borrower', 'desk.south');
export const clerk: Actor = actorOf('33333333-3333-4333-8333-333333333333', 'clerk', 'desk');
/** May see every order, may send nothing. */
export const visitor: Actor = actorOf('44444444-4444-4444-8444-444444444444', 'visitor', 'desk');
/** May not even know that an order exists. */
export const stranger: Actor = actorOf('55555555-5555-4555-8555-555555555555', 'stranger', 'elsewhere');
export const admin: Actor = actorOf('66666666-6666-4666-8666-666666666666', 'admin', 'desk');

function actorOf(person: string, role: string, path: string): Actor {
  return { person, post: person.replaceAll('-4', '-5'), role, tenant: 'north', path };
}

/** Items with a life of their own; every other code is an ordinary item, but `none`, which the desk does not have. */
export const odd = {
  /** Its fact cannot be read. */
  unreadable: 'unreadable',
  /** The machine throws when it is taken. */
  cursed: 'cursed',
  /** The face throws once it is taken. */
  faceless: 'faceless',
} as const;

interface Event {
  readonly type: string;
  readonly at: number;
  readonly actor: Pick<Actor, 'person' | 'post' | 'role'>;
  readonly input: Readonly<Record<string, any>>;
  readonly facts: Readonly<Record<string, any>>;
}

interface Context {
  readonly number: string;
  readonly item: { readonly code: string; readonly shelf: string } | null;
  readonly borrower: string | null;
  readonly days: number;
  readonly wish: Json;
  readonly notes: readonly Json[];
  readonly clocks: { readonly loan?: Clock };
  readonly timesOver: number;
  readonly placedAt: number;
  readonly closedAt: number | null;
  readonly condition: string | null;
  /** Version 2 only. */
  readonly fee?: number;
}

const empty: Context = {
  number: '',
  item: null,
  borrower: null,
  days: 0,
  wish: null,
  notes: [],
  clocks: {},
  timesOver: 0,
  placedAt: 0,
  closedAt: null,
  condition: null,
};

const en = (text: string) => ({ zh: text, en: text });

const commands = {
  place: {
    title: en('Place'),
    docs: 'Asks for an item.',
    by: ['borrower', 'clerk'],
    input: z.object({
      item: z.string().min(1).max(40),
      days: z.int().min(1).max(60).default(7),
      wish: personal(z.string().max(200)).optional(),
      contact: z.object({ name: personal(z.string()), phone: personal(z.string()), hour: z.int().optional() }).optional(),
      /** A number of the caller's own: two orders may then have the same one, which the database refuses. */
      number: z.string().optional(),
    }),
    facts: ({ input }) => ({ item: { kind: 'item', code: input.item }, number: { kind: 'number', own: input.number ?? null } }),
  },
  take: {
    title: en('Take'),
    docs: 'Takes the item home; its clock starts.',
    by: ['borrower'],
    input: z.object({}),
    facts: ({ context, at }) => ({ clock: { kind: 'clock', days: context.days, from: at } }),
  },
  renew: {
    title: en('Renew'),
    docs: 'Starts the clock anew.',
    by: ['borrower', 'clerk'],
    input: z.object({ days: z.int().min(1).max(60) }),
    facts: ({ input, at }) => ({ clock: { kind: 'clock', days: input.days, from: at } }),
  },
  giveBack: {
    title: en('Give back'),
    docs: 'Brings the item back.',
    by: ['borrower', 'clerk'],
    input: z.object({ condition: z.enum(['good', 'worn', 'broken']), remark: personal(z.string()).optional() }),
  },
  note: {
    title: en('Note'),
    docs: 'Adds a note, in any state.',
    by: ['borrower', 'clerk'],
    input: z.object({ text: personal(z.string().max(2_000)), tag: z.string().max(20).optional() }),
  },
  cancel: { title: en('Cancel'), docs: 'Gives up the request.', by: ['borrower', 'clerk'], input: z.object({}) },
} satisfies Parameters<typeof defineWorkflow>[0]['commands'];

const remind = (about: string) => ({
  type: 'remind' as const,
  params: ({ context }: { context: Context }) => ({ person: context.borrower, number: context.number, about }),
});

const shelve = { type: 'shelve' as const, params: ({ context }: { context: Context }) => ({ item: context.item?.code ?? '' }) };

const rig = (pickupHours: number) =>
  setup({
    types: { context: {} as Context, events: {} as Event },
    actions: {
      remind: (_, _params: { person: string | null; number: string; about: string }) => {},
      shelve: (_, _params: { item: string }) => {},
      place: assign(({ event }) => ({
        number: event.facts.number,
        item: event.facts.item,
        borrower: event.actor.person,
        days: event.input.days,
        wish: event.input.wish ?? null,
        placedAt: event.at,
      })),
      start: assign(({ context, event }) => {
        if (context.item?.code === odd.cursed) throw new Error('the item is cursed');
        return { clocks: { loan: event.facts.clock } };
      }),
      note: assign(({ context, event }) => ({ notes: [...context.notes, event.input.text] })),
      countOver: assign({ timesOver: ({ context }) => context.timesOver + 1 }),
      takeBack: assign({ condition: ({ event }) => event.input.condition }),
      close: assign({ closedAt: ({ event }) => event.at }),
    },
    guards: { isBorrower: ({ context, event }) => event.actor.person === context.borrower },
    delays: { ...ladderDelays(['loan']), pickup: () => pickupHours * HOUR },
  });

const ladder = () =>
  clockLadder<any>('loan', {
    pressing: remind('pressing'),
    due: remind('due'),
    over: ['countOver', remind('over')],
  });

/** The two versions differ in the name of the first state, the time to pick up, and what follows giving back. */
const chart = (requested: string, pickupHours: number, context: Context, afterReturn: object): AnyStateMachine =>
  rig(pickupHours).createMachine({
    id: 'loan',
    context,
    initial: 'waiting',
    states: {
      waiting: { on: { place: { target: requested, actions: 'place' } } },
      [requested]: {
        after: { pickup: { target: 'lapsed', actions: 'close' } },
        on: {
          take: { guard: 'isBorrower', target: 'out', actions: 'start' },
          cancel: { target: 'cancelled', actions: 'close' },
          note: { actions: 'note' },
        },
      },
      out: {
        ...ladder(),
        on: { renew: { target: 'out', reenter: true, actions: 'start' }, note: { actions: 'note' }, ...afterReturn },
      },
      checking: { on: { check: { target: 'returned', actions: ['close', shelve] }, note: { actions: 'note' } } },
      returned: { on: { note: { actions: 'note' } } },
      lapsed: {},
      cancelled: {},
    },
  } as never) as unknown as AnyStateMachine;

const machine1 = chart('placed', 48, empty, { giveBack: { target: 'returned', actions: ['takeBack', 'close', shelve] } });
const machine2 = chart('ready', 24, { ...empty, fee: 0 }, { giveBack: { target: 'checking', actions: 'takeBack' } });

function face({ value, context: raw }: Snapshot): Face {
  const context = raw as unknown as Context;
  const stage = typeof value === 'string' ? value : (Object.keys(value as object)[0] as string);
  if (context.item?.code === odd.faceless && stage === 'out') throw new Error('this item has no face');
  const rung = typeof value === 'string' ? null : String((value as { out?: unknown }).out);
  return {
    path: `desk.${context.item?.shelf ?? 'none'}`,
    stage,
    labels: [
      `item:${context.item?.code ?? ''}`,
      ...(context.item?.code === 'saw' ? ['#saw'] : []),
      ...(stage === 'out' ? [`out-with:${context.borrower}`] : []),
      ...(rung === 'due' || rung === 'over' ? ['late', '#late'] : []),
    ],
    people: context.borrower === null ? [] : [context.borrower],
    number: context.number,
    dueAt: stage === 'out' ? (context.clocks.loan?.dueAt ?? null) : null,
    openedAt: context.placedAt,
    closedAt: context.closedAt,
    data: { days: context.days, borrower: context.borrower, lent: context.borrower === null ? [] : [context.borrower] },
  };
}

const common = {
  id: 'loan',
  title: en('Loan'),
  opens: 'place',
  commands,
  effects: ['remind', 'shelve'],
  face,
} as const;

export const loan1: Workflow = defineWorkflow({ ...common, version: 1, machine: machine1 });

export const loan2: Workflow = defineWorkflow({
  ...common,
  version: 2,
  machine: machine2,
  commands: { ...commands, check: { title: en('Check'), docs: 'Looks the item over.', by: ['clerk'], input: z.object({}) } },
  migrates: {
    from: 1,
    snapshot: ({ value, context }) => ({ value: value === 'placed' ? 'ready' : value, context: { ...context, fee: 0 } }),
  },
});

/** Roles by the commands' own lists; strangers see nothing; the administrator migrates. */
export const authorize: Authorize = ({ actor, workflow, type, order }) => {
  if (actor.role === 'stranger') return order ? 'hidden' : 'forbidden';
  if (type === 'migrate') return actor.role === 'admin' ? 'allowed' : 'forbidden';
  return workflow.commands[type]?.by.includes(actor.role) ? 'allowed' : 'forbidden';
};

/** A clock of natural days. */
export function loanClock(days: number, from: number): Clock {
  const limit = days * DAY;
  return {
    startedAt: from,
    halfAt: from + limit / 2,
    pressingAt: from + limit * 0.8,
    dueAt: from + limit,
    overAt: from + limit * 1.5,
    everyMs: DAY,
    limitMinutes: limit / 60_000,
    trace: { days },
    policy: 'loan/1',
  };
}

/** Facts out of thin air; numbers count up. One reader may serve several engines. */
export function createLoanFacts(): ReadFacts {
  let number = 0;
  const answer: Record<string, (ask: Readonly<Record<string, any>>) => FactAnswer> = {
    item({ code }) {
      if (code === odd.unreadable) throw new Error('the catalogue cannot read this item');
      if (code === 'none') return { issues: [{ path: ['item'], message: 'the desk has no such item' }] };
      return { value: { code, shelf: String(code).startsWith('s') ? 'south' : 'north' } };
    },
    number: ({ own }) => ({ value: own ?? `L-${String((number += 1)).padStart(6, '0')}` }),
    clock: ({ days, from }) => ({ value: loanClock(days, from) as unknown as Json }),
  };
  return async (asks) =>
    asks.map((ask) => {
      const read = answer[ask.kind];
      if (!read) throw new Error(`no such fact: ${ask.kind}`);
      return read(ask);
    });
}

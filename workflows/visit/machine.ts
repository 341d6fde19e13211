// The chart of a visit (走访单): planned for a day, made or tried again, orders of it linked, ended; one that repeats plans the next.
// Source: domain research 1 (rows 49, 67, 76), 5.6.
//
// Keeps: I4. M1: only `handling` takes commands; the clocks' regions follow events that it raises. V1: it names a place and a
// visitor, nobody who is visited.
import type { VisitAfterFact, VisitDayFact, VisitNextFact, VisitPlanFact } from '@six-order/community/visits/facts';
import type { VisitNews } from '@six-order/community/visits/news';
import { type Clock } from '@six-order/engine';
import {
  ask,
  askSelf,
  chartMachine,
  clockRegion,
  finished,
  only,
  recompute,
  remember as keep,
  running,
  said,
  signal,
  started,
  telling,
  type Args,
  type Part,
} from '../chart.ts';
import { when } from '../six-order/v2/rule.ts';
import { emptyContext, visitClocks, type Context } from './context.ts';
import { visitChartRules } from './rules.ts';

type A = Args<Context>;

const news = telling<'visit', Context>('visit');
const tell = (event: VisitNews, who: (context: Context) => readonly (string | null)[] = ({ visitor }) => [visitor]) =>
  news((context) => ({ event, to: who(context), due: running(context.clocks.day) }));

const remember = keep<Context>;
const dayOf = ({ event: { facts } }: A) => started((facts['plan'] as VisitPlanFact).day);

const plan = remember((args) => {
  const { at, actor, input, facts } = args.event;
  const { id, path } = facts['unit'];
  return {
    number: facts['number'],
    unit: { id, path },
    purpose: input['purpose'],
    visitor: input['visitor'],
    plannedBy: actor.person ?? input['arrangedBy'] ?? null,
    plannedAt: at,
    repeats: input['repeats'],
    clocks: { day: dayOf(args) },
  };
});

const move = remember((args) => ({
  moves: args.context.moves + 1,
  clocks: { ...args.context.clocks, day: dayOf(args) },
}));

const record = remember(({ context, event }) => ({
  records: [...context.records, { ...said(event), outcome: event.input['outcome'] }],
  clocks: finished(context.clocks, event.at, 'day'),
}));

/** Somebody comes again; a visit from before there was a day for it waits as it did. */
const againOf = ({ event: { facts } }: A): Clock | undefined => (facts['after'] as Partial<VisitAfterFact>).again;
const comeAgain = [
  signal('dayStop'),
  only<Context>(
    (args) => againOf(args) !== undefined,
    remember((args) => {
      const again = againOf(args);
      return again ? { clocks: { ...args.context.clocks, day: started(again) } } : {};
    }),
    signal('dayStart'),
  ),
];

const linkable = remember(({ context, event: { facts } }) => ({
  clocks: { ...context.clocks, linking: started((facts['after'] as VisitAfterFact).linking) },
}));

const end = remember(({ context, event: { at } }) => ({ endedAt: at, clocks: finished(context.clocks, at, ...visitClocks) }));

/** Of what closed before it was asked, the visitor makes the next. */
const nextOf = ({ visitor }: Context, { facts }: A['event']): VisitNextFact =>
  (facts['next'] as VisitNextFact | undefined) ?? { visitor };
const next = [
  only<Context>(
    ({ context, event }) => context.repeats && nextOf(context, event).visitor !== null,
    ask<Context>(({ context, event }) => {
      const { visitor, arranger } = nextOf(context, event);
      const { unit, purpose } = context;
      return {
        workflow: 'visit',
        type: 'plan',
        input: { unit: unit.id, visitor, purpose, repeats: true, ...(arranger !== undefined && { arrangedBy: arranger }) },
      };
    }),
  ),
  only<Context>(
    ({ context, event }) => context.repeats && ![null, context.visitor].includes(nextOf(context, event).visitor),
    news((context, event) => ({ event: 'fallsTo', to: [nextOf(context, event).visitor] })),
  ),
  // No next one: whoever made it, whoever planned it, and whoever arranges visits there now know.
  only<Context>(
    ({ context, event }) => context.repeats && nextOf(context, event).visitor === null,
    news((context, event) => {
      const { lacks, arranger = null } = nextOf(context, event);
      return { event: lacks === 'place' ? 'placeEnded' : 'nobodyVisits', to: [context.visitor, context.plannedBy, arranger] };
    }),
  ),
];

const link = {
  guard: when('is-visitor', 'is-not-linked', 'has-room'),
  actions: [remember(({ context, event }) => ({ orders: [...context.orders, event.input['order']] }))],
};
const moved = {
  guard: 'is-planner',
  target: 'planned',
  actions: [
    move,
    signal('dayStart'),
    tell('moved'),
    only<Context>(
      ({ event: { facts } }) => (facts['plan'] as VisitDayFact | undefined)?.left === true,
      tell('passItOn', ({ plannedBy }) => [plannedBy]),
    ),
  ],
};
const handOver = {
  guard: 'is-planner-or-office',
  actions: [remember(({ event }) => ({ visitor: event.input['visitor'] })), tell('handedOver')],
};
const cancel = { guard: 'is-planner', target: 'cancelled', actions: [end, signal('dayStop'), tell('cancelled')] };
const recorded = [
  { guard: when('is-visitor', 'is-away-again'), target: 'away', actions: [record, ...comeAgain] },
  {
    guard: 'is-visitor',
    target: 'visited',
    actions: [record, linkable, signal('dayStop'), signal('linkingStart')],
  },
];

const regions: Part = {
  handling: {
    initial: 'new',
    on: { recompute: recompute(visitClocks) },
    states: {
      new: {
        on: { plan: { target: 'planned', actions: [plan, signal('dayStart'), tell('planned')] } },
      },
      planned: { meta: { turn: ['visitor'], clock: 'day' }, on: { record: recorded, move: moved, handOver, link, cancel } },
      away: { meta: { turn: ['visitor'], clock: 'day' }, on: { record: recorded, move: moved, handOver, link, cancel } },
      visited: {
        meta: { turn: ['visitor'], clock: 'linking' },
        on: {
          link,
          close: { guard: 'is-visitor-or-rule', target: 'done', actions: [end, signal('linkingStop'), ...next] },
        },
      },
      done: { meta: { end: true } },
      cancelled: { meta: { end: true } },
    },
  },
  day: clockRegion('day', {
    pressing: [tell('pressing')],
    due: [tell('due')],
    over: [tell('over', ({ visitor, plannedBy }) => [visitor, plannedBy])],
  }),
  linking: clockRegion('linking', { due: [askSelf('close')] }, 'due'),
};

export const machine = chartMachine('visit', {
  regions,
  clocks: visitClocks,
  rules: visitChartRules,
  context: emptyContext,
});

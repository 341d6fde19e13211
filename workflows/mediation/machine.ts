// The chart of a mediation (调解单, 枫桥): 网格 → 社区调委会 → 街道综治中心（司法所） → 街道, then told of other ways; an agreement with
// both sides' signature record, the court's word, the follow-up. Source: domain research 2.6; 人民调解法.
//
// Owns: what may follow what, which clock runs where, what is told to whom. Not ours: who may send a command (authority), the
// ladder and its limits (facts).
// Keeps: I4. M1: only `handling` takes commands; the clocks' regions follow events that it raises. M2: it is voluntary: a party
// may end it at any time. M3: what is asked for as a warning names a kind of dispute and a place, nobody.
import type { DisputesFact, RungFact } from '@six-order/community/mediation/facts';
import type { MediationNews } from '@six-order/community/mediation/news';
import {
  ask,
  askSelf,
  chartMachine,
  clockRegion,
  finished,
  only,
  recompute,
  remember as keep,
  said,
  signal,
  started,
  telling,
  type Args,
  type Part,
} from '../chart.ts';
import { when } from '../six-order/v2/rule.ts';
import {
  emptyContext,
  mediationClocks,
  mediatorsOf,
  personsOf,
  unitsOf,
  type Channel,
  type Context,
  type MediationClock,
  type Party,
} from './context.ts';
import { mediationChartRules } from './rules.ts';

type A = Args<Context>;

type Who = (context: Context) => readonly (string | null)[];

const parties: Who = (context) => [...personsOf(context), ...unitsOf(context), context.resident];
const atWork: Who = ({ mediator, holder }) => [mediator ?? holder.id];
const unit: Who = ({ holder }) => [holder.id];

const news = telling<'mediation', Context>('mediation');
/** All sides but who did it himself. */
const otherParties = (event: MediationNews) =>
  news((context, { actor }) => ({
    event,
    to: parties(context).filter((id) => id !== actor.person),
    category: context.category,
  }));
/** A resident asked; whoever writes it down for others is told nothing of what he did. */
const asksForItself = ({ context }: A): boolean => context.resident !== null;
const toApplicant = news(({ resident, category }) => ({ event: 'applied', to: [resident], category }));
/** The unit that has it in hand stands for those who may take it on; a unit that is a side for whoever answers for it. */
const tell = (event: MediationNews, who: Who, clock?: MediationClock) =>
  news((context) => ({
    event,
    to: who(context),
    category: context.category,
    due: clock && context.clocks[clock],
    keptOut: who === parties ? undefined : { people: context.excluded, persons: personsOf(context), units: unitsOf(context) },
  }));

/** Whoever may follow it up: not who mediates it, nor who keeps out; where nobody else is, those above. */
const toCallers = news((context) => ({
  event: 'followUp',
  to: [],
  callers: context.holder.id,
  category: context.category,
  due: context.clocks.followUp,
  keptOut: { people: [...mediatorsOf(context)], persons: personsOf(context), units: unitsOf(context) },
}));

/** All who could mediate where it now lies keep out of it: it does not wait there, and goes up by the rule, as far as there is a rung. */
const isUnattended = ({ context, event: { facts } }: A): boolean => {
  const rung = facts['rung'] as RungFact | null | undefined;
  return rung ? rung.unattended === true && !rung.last : facts['unattended'] === true && !context.standing.last;
};
const goesOn = only(isUnattended, askSelf('climb'));
/** Whoever could take it on is told, where there is anybody. */
const toTakeOn = (event: MediationNews) => only((args: A) => !isUnattended(args), tell(event, unit, 'rung'));

const remember = keep<Context>;

const partyOf = (
  given: { persons: readonly string[]; unit?: string; name?: Party['name'] },
  unit: { readonly id: string; readonly kind: string } | undefined,
): Party => ({
  persons: given.persons,
  unit: unit?.id ?? given.unit ?? null,
  ...(unit && { kind: unit.kind }),
  name: given.name ?? null,
});

const standingOf = ({ rung, last, zh, en }: RungFact): Context['standing'] => ({ rung, last, zh, en });

const open = remember(({ event: { at, actor, input, facts } }) => {
  const { id, path } = facts['unit'];
  const rung = facts['rung'] as RungFact;
  const { a, b } = input['parties'];
  return {
    number: facts['number'],
    category: facts['category'].code,
    sealed: facts['category'].sealed,
    unit: { id, path },
    place: (facts['disputes'] as DisputesFact).place,
    text: input['text'],
    parties: { a: partyOf(a, facts['side-a']), b: partyOf(b, facts['side-b']) },
    ...(facts['building'] && { building: facts['building'].id }),
    ...(input['contact'] && { contact: { name: input['contact'].name, phone: input['contact'].phone ?? null } }),
    order: input['order'] ?? null,
    openedBy: actor.person,
    resident: actor.role === 'resident' ? actor.person : null,
    openedAt: at,
    standing: standingOf(rung),
    holder: { kind: 'unit', id: rung.holder },
    clocks: { ...(rung.whole && { whole: started(rung.whole) }), rung: started(rung.clock) },
  };
});

/** 预警: disputes of one kind at one place have become many. */
const warns = ({ event }: A): boolean => (event.facts['disputes'] as DisputesFact).colour !== null;

const warn = ask<Context>(({ context, event }) => {
  const { count, colour, warning, newest } = event.facts['disputes'] as DisputesFact;
  if (warning !== null) return { order: warning, type: 'recur', input: { count, colour }, optional: true };
  const { category, place } = context;
  return {
    workflow: 'warning',
    type: 'raise',
    input: { category, unit: place, count, colour },
    // Disputes that were opened at once know of no warning, each of them: it is raised once all the same.
    ...(newest !== undefined && { key: `warning ${category} ${place} after ${newest}`, optional: true }),
  };
});

const take = remember(({ event: { actor } }) => ({ mediator: actor.person }));

/** The unit whose people are to follow it up, where those of the unit that has it in hand may not. Before it was asked for: nothing. */
const callerOf = ({ callers }: A['event']['facts'], { holder }: Context): Partial<Context> =>
  callers === undefined ? {} : { caller: callers === holder.id ? null : callers };

/** 交接: the next mediator has the time that is left. */
const handOver = {
  guard: when('is-mediator-or-office', 'goes-to-another'),
  actions: [
    // Whoever mediated stays out of it: he neither takes it again nor follows it up. Nor does the next one follow it up.
    remember(({ context, event: { input, facts } }) => ({
      ...callerOf(facts, context),
      mediator: input['person'],
      excluded: [...mediatorsOf(context)],
    })),
    tell('handedOver', atWork, 'rung'),
    tell('changed', parties),
  ],
};

/** More of it stays as it was. */
const correct = {
  guard: 'asked-or-mediates',
  actions: [
    remember(({ context: { contact }, event: { input } }) => ({
      contact: { name: null, phone: null, ...contact, ...input['contact'] },
    })),
    tell('reached', ({ mediator }) => [mediator]),
  ],
};

const free = remember(({ context: { mediator, excluded } }) => ({
  mediator: null,
  excluded: mediator === null ? excluded : [...excluded, mediator],
}));

const climb = remember(({ context, event: { at, actor, facts } }) => {
  const rung = facts['rung'] as RungFact;
  return {
    standing: standingOf(rung),
    holder: { kind: 'unit' as const, id: rung.holder },
    mediator: null,
    climbs: [...context.climbs, { at, by: actor.person, rung: rung.rung }],
    clocks: { ...finished(context.clocks, at, 'confirmation', 'followUp'), rung: started(rung.clock) },
  };
});

const agree = remember(({ context, event }) => ({
  ...callerOf(event.facts, context),
  agreement: { ...said(event), form: event.input['form'], signed: event.input['signed'] },
  confirmation: null,
  clocks: {
    ...finished(context.clocks, event.at, 'whole', 'rung'),
    confirmation: started(event.facts['confirmation']),
    followUp: started(event.facts['followUp']),
  },
}));

const reconcile = remember(({ context, event }) => ({
  ...callerOf(event.facts, context),
  clocks: { ...finished(context.clocks, event.at, 'whole', 'rung'), followUp: started(event.facts['followUp']) },
}));

const followed = remember(({ context, event }) => ({
  followUps: [...context.followUps, { ...said(event), kept: event.input['kept'] }],
}));

const end = remember(({ context, event: { at } }) => ({ endedAt: at, clocks: finished(context.clocks, at, ...mediationClocks) }));

/** Above the ladder: 仲裁, 诉讼. */
const beyond: readonly Channel[] = ['arbitration', 'litigation'];
const toldOf = remember(({ event: { input } }) => ({ told: input['channels'] ?? beyond }));

const stopped = [signal('rungStop'), signal('wholeStop'), signal('confirmationStop'), signal('followUpStop')];
const ended = (...actions: readonly unknown[]): readonly unknown[] => [...actions, end, ...stopped];

const climbing = {
  guard: when('is-mediator-or-rule', 'has-rung-above'),
  target: 'waiting',
  actions: [climb, signal('rungStart'), toTakeOn('climbed'), tell('moved', parties), goesOn],
};
/** The last rung has had its time, or there never was one above it. */
const toldAtTop = {
  guard: when('is-mediator-or-rule', 'is-top'),
  target: 'referred',
  actions: ended(toldOf, tell('told', parties)),
};
const refer = { guard: 'is-mediator', target: 'referred', actions: ended(toldOf, tell('told', parties)) };
const decline = {
  guard: 'is-party',
  target: 'declined',
  actions: ended(
    remember(() => ({ told: beyond })),
    tell('declined', atWork),
    tell('told', parties),
  ),
};
const withdraw = { target: 'withdrawn', actions: ended(tell('withdrawn', atWork), otherParties('takenBack')) };

const broken = [
  {
    guard: when('is-not-mediator', 'is-broken', 'is-top'),
    target: 'referred',
    actions: ended(followed, toldOf, tell('told', parties)),
  },
  {
    guard: when('is-not-mediator', 'is-broken', 'has-rung-above'),
    target: 'waiting',
    actions: [
      followed,
      climb,
      signal('confirmationStop'),
      signal('followUpStop'),
      signal('rungStart'),
      toTakeOn('broken'),
      tell('moved', parties),
      goesOn,
    ],
  },
];

const followUp = [
  ...broken,
  {
    guard: when('is-not-mediator', 'is-partly-kept'),
    actions: [
      followed,
      remember(({ context, event }) => ({ clocks: { ...context.clocks, followUp: started(event.facts['followUp']) } })),
      signal('followUpStart'),
    ],
  },
  { guard: when('is-not-mediator', 'is-kept'), target: 'settled', actions: ended(followed) },
];

const regions: Part = {
  handling: {
    initial: 'new',
    on: { recompute: recompute(mediationClocks) },
    states: {
      new: {
        on: {
          open: {
            target: 'waiting',
            actions: [
              open,
              signal('rungStart'),
              signal('wholeStart'),
              toTakeOn('opened'),
              otherParties('received'),
              only(asksForItself, toApplicant),
              goesOn,
              only(warns, warn),
            ],
          },
        },
      },
      waiting: {
        meta: { turn: ['mediator'], clock: 'rung' },
        on: {
          take: { guard: 'is-not-excluded', target: 'mediating', actions: [take, tell('taken', parties)] },
          climb: [climbing, toldAtTop],
          correct,
          decline,
          withdraw,
        },
      },
      mediating: {
        meta: { turn: ['mediator'], clock: 'rung' },
        on: {
          session: {
            guard: when('is-mediator', 'has-room'),
            actions: [remember(({ context, event }) => ({ sessions: [...context.sessions, said(event)] }))],
          },
          correct,
          handOver,
          stepAside: {
            guard: 'is-mediator',
            target: 'waiting',
            actions: [free, toTakeOn('freed'), tell('changing', parties), goesOn],
          },
          refuseMediator: {
            guard: 'is-party',
            target: 'waiting',
            actions: [tell('relieved', atWork), free, toTakeOn('refused'), tell('changing', parties), goesOn],
          },
          agree: {
            guard: when('is-mediator', 'both-signed', 'written-is-signed'),
            target: 'agreed',
            actions: [
              agree,
              signal('rungStop'),
              signal('wholeStop'),
              signal('confirmationStart'),
              signal('followUpStart'),
              tell('agreed', parties, 'confirmation'),
            ],
          },
          reconcile: {
            guard: 'is-mediator',
            target: 'reconciled',
            actions: [reconcile, signal('rungStop'), signal('wholeStop'), signal('followUpStart'), tell('reconciled', parties)],
          },
          climb: [climbing, toldAtTop],
          refer,
          decline,
          withdraw,
        },
      },
      agreed: {
        meta: { turn: ['caller'], clock: 'followUp' },
        on: {
          correct,
          handOver,
          applyConfirmation: {
            guard: when('is-mediator', 'asked-together', 'not-asked-yet', 'within-confirmation'),
            actions: [
              remember(({ context, event: { at } }) => ({
                confirmation: { appliedAt: at, ruledAt: null, confirmed: null },
                clocks: finished(context.clocks, at, 'confirmation'),
              })),
              signal('confirmationStop'),
            ],
          },
          recordRuling: {
            guard: when('is-not-excluded', 'waits-for-ruling'),
            actions: [
              remember(({ context: { confirmation }, event: { at, input } }) => ({
                confirmation: { appliedAt: confirmation?.appliedAt ?? at, ruledAt: at, confirmed: input['confirmed'] },
              })),
            ],
          },
          followUp,
        },
      },
      reconciled: { meta: { turn: ['caller'], clock: 'followUp' }, on: { correct, followUp } },
      settled: { meta: { end: true } },
      referred: { meta: { end: true } },
      declined: { meta: { end: true } },
      withdrawn: { meta: { end: true } },
    },
  },
  rung: clockRegion(
    'rung',
    { half: [tell('half', atWork, 'rung')], pressing: [tell('pressing', atWork, 'rung')], due: [askSelf('climb')] },
    'due',
  ),
  whole: clockRegion('whole', { due: [tell('late', atWork)] }, 'due'),
  confirmation: clockRegion('confirmation', { pressing: [tell('confirmationCloses', parties, 'confirmation')] }, 'pressing'),
  followUp: clockRegion('followUp', { due: [toCallers], over: [toCallers] }),
};

export const machine = chartMachine('mediation', {
  regions,
  clocks: mediationClocks,
  rules: mediationChartRules,
  context: emptyContext,
});

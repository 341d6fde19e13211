// 派: an admitted order is consulted about, dispatched, pooled, claimed; it is accepted, declined, or returned with a ground.
import type { DutyRowFact } from '@six-order/community/facts';
import { countOf, msOf } from '@six-order/community/policies/policies';
import {
  backTo,
  decisionLadder,
  finished,
  goUp,
  ladder,
  recountHere,
  reminders,
  running,
  stageLadder,
  started,
  startedOf,
} from './clock.ts';
import type { Context, Holder } from './context.ts';
import { askSelf, noted, only, remember, signal, type Args, type Part } from './event.ts';
import { refused, settleNow, withdraw } from './intake.ts';
import { merge } from './merging.ts';
import { nobody, office, owners, tell, workers, workersAndOffice } from './notice.ts';
import { recorded } from './recording.ts';
import { when } from './rule.ts';
import { mostReturns } from './rules/dispatch.ts';

/** A claim that is not confirmed in time goes back to the pool (design). */
export const claimLapses = ({ context }: Pick<Args, 'context'>): number => msOf(context.policies, `claim/${context.urgency}`);
/** Epoch ms. */
const claimEnds = (context: Context): number | null =>
  context.claimedAt === undefined ? null : context.claimedAt + claimLapses({ context });

const dispatch = remember(({ context, event: { at, actor, input, facts } }) => ({
  dispatchedAt: at,
  dispatcher: actor.person,
  dispatchedAs: actor.role,
  dispatchNote: input['note'] ?? null,
  holder: facts['holder'] as Holder,
  handler: null,
  how: input['how'] === 'assign' ? undefined : input['how'],
  passed: undefined,
  untaken: undefined,
  transfer: undefined,
  returnBy: facts['returnWindow']?.dueAt ?? null,
  designated: context.returns >= mostReturns(context) ? { at, as: actor.role } : undefined,
  clocks: { ...finished(context, at, 'dispatch', 'consult'), ...startedOf(facts, 'whole', 'accept') },
}));

/** The other system's confirmation (移交确认), where the holder speaks for one. */
const handedOver = ({ at, input }: Args['event']) =>
  input['reference'] === undefined ? {} : { handedOver: { ...(input['reference'] as { system: string; number: string }), at } };

const accept = remember(({ context, event }) => ({
  acceptedAt: event.at,
  // What a clerk records was done by whom it was dispatched to.
  handler: event.type === 'record' ? (context.holder?.id ?? null) : event.actor.person,
  pool: undefined,
  claimedAt: undefined,
  passed: undefined,
  untaken: undefined,
  ...handedOver(event),
  clocks: { ...finished(context, event.at, 'accept'), ...startedOf(event.facts, 'contact', 'arrive', 'feedback') },
}));

/** Declining an invitation or a claim costs nothing and is not counted (domain research 2.6, 5.2); nor is what a leaver hands over. */
const decline = remember(({ context, event: { at, input, facts } }) => ({
  holder: null,
  returns: context.returns + (context.how === undefined && facts['leaving'] !== true ? 1 : 0),
  returnReason: input['reason'] ?? null,
  clocks: { ...finished(context, at, 'accept'), dispatch: started(facts['dispatch']) },
}));

const claim = remember(({ event: { at, facts }, context }) => ({
  pool: context.holder ?? undefined,
  holder: facts['holder'] as Holder,
  claimedAt: at,
}));

const backToPool = remember(({ context }) => ({ holder: context.pool ?? context.holder, pool: undefined, claimedAt: undefined }));

/** U0, a quarter of an hour without an answer: the duty room hears of it, and the offer passes on to the next who fits. */
const untaken: any = only(
  ({ context }) => context.urgency === 'U0',
  remember(() => ({ untaken: true as const })),
  tell('order-untaken', office, { clock: 'accept' }),
  tell('order-untaken', nobody, { clock: 'accept', desk: 'street' }),
  askSelf('passOn'),
);

const passedOn = remember(({ context, event: { facts } }) => ({
  passed: [...(context.passed ?? []), ...(context.holder?.kind === 'person' ? [context.holder.id] : [])],
  untaken: undefined,
  holder: facts['next'] as Holder,
  how: 'invite' as const,
  pool: undefined,
  clocks: { ...context.clocks, ...startedOf(facts, 'accept') },
}));

/** Nobody is left to ask: the order goes up, and its reminders go on. */
const nobodyLeft: readonly unknown[] = [remember(() => ({ untaken: undefined })), goUp('unanswered', 'accept')];

/** So often an offer passes on by itself; after that the duty room finds somebody. */
export const passChecks = {
  isUntaken: { holds: ({ context }: Args) => context.untaken === true },
  isPassedOn: {
    holds: ({ context, event }: Args) =>
      context.untaken === true &&
      event.facts['next'] != null &&
      (context.passed?.length ?? 0) < countOf(context.policies, 'pass-on'),
  },
};

const passOn: readonly Part[] = [
  {
    guard: 'isPassedOn',
    target: 'dispatched',
    reenter: true,
    actions: [tell('order-passed-on', workers), passedOn, tell('order-dispatched', workers)],
  },
  { guard: 'isUntaken', actions: nobodyLeft },
];

const consult = remember((args) => ({
  notes: noted(args, 'consultation', 'question'),
  clocks: { ...finished(args.context, args.event.at, 'dispatch'), consult: started(args.event.facts['consult']) },
}));

const endConsultation = remember((args) => ({
  notes: noted(args, 'consultation', 'note'),
  clocks: { ...finished(args.context, args.event.at, 'consult'), dispatch: started(args.event.facts['dispatch']) },
}));

/** Of an order that went up after too many bad evaluations, the whole clock begins anew. */
const restart: any = only(({ event }) => event.facts['whole'] !== undefined, signal('wholeStart'));

/** To a pool, or to somebody. */
export const dispatched: readonly Part[] = [
  {
    guard: when('designates', 'isForPool'),
    target: 'pooled',
    reenter: true,
    actions: [dispatch, tell('order-pooled', workers), restart],
  },
  {
    guard: when('designates'),
    target: 'dispatched',
    reenter: true,
    actions: [dispatch, tell('order-dispatched', workers), restart],
  },
];

const accepted: Part = { target: 'accepted', actions: [accept, tell('order-accepted', owners), signal('aside')] };

const askReturn: Part = {
  guard: when('isAtWork', 'isNotDesignated', 'hasReturnsLeft', 'mayReturn', 'isInReturnWindow', 'hasNoRequest'),
  target: 'returning',
};

/** 退单申请: the level above reviews it; until then nobody works on it. */
export const asksReturn = (from: 'dispatched' | 'accepted' | 'working'): Part => ({
  ...askReturn,
  actions: [
    remember((args) => {
      const { context, event } = args;
      return {
        request: {
          kind: 'return' as const,
          at: event.at,
          by: event.actor.person,
          ground: event.input['ground'],
          catalogue: (event.facts['duty'] as DutyRowFact | undefined)?.row ?? event.input['catalogue'] ?? null,
          ...(event.facts['duty'] && { duty: event.facts['duty'] as DutyRowFact }),
          from,
        },
        returnsAsked: (context.returnsAsked ?? 0) + 1,
        returnReason: event.input['reason'] ?? null,
        clocks: {
          ...finished(context, event.at, 'accept', 'contact'),
          returnReview: started(event.facts['returnReview']),
        },
      };
    }),
    tell('return-asked', office, { desk: 'street' }),
    signal('aside'),
  ],
});

const returned = remember((args) => ({
  holder: null,
  handler: null,
  acceptedAt: null,
  request: undefined,
  transfer: undefined,
  handedOver: undefined,
  returns: args.context.returns + 1,
  notes: noted(args, 'decision'),
  clocks: {
    ...finished(args.context, args.event.at, 'returnReview', 'arrive', 'feedback', 'reportIn', 'transfer'),
    dispatch: started(args.event.facts['dispatch']),
  },
}));

/** Not granted: it stays with the holder; after the second time that is a designation. */
const kept = remember((args) => ({
  request: undefined,
  designated:
    (args.context.returnsAsked ?? 0) >= mostReturns(args.context)
      ? { at: args.event.at, as: args.event.actor.role }
      : args.context.designated,
  notes: noted(args, 'decision'),
  clocks: {
    ...finished(args.context, args.event.at, 'returnReview'),
    ...startedOf(args.event.facts, 'accept', 'contact', 'arrive', 'feedback'),
  },
}));

const decides = ['isDecider', 'isSecondPerson', 'isNotResident'] as const;
const keep: readonly unknown[] = [kept, tell('request-decided', workers), signal('aside')];

/** What needs enforcement is not for a grid: it goes up to the street at once. */
const enforced: any = only(
  ({ context: { request } }) => request?.kind === 'return' && request.ground === 'needs-enforcement',
  askSelf('escalate', { ground: 'enforcement' }),
);

/** A claim that held the offer past its limit: the ladder is entered above the rung that would have said so (L1). */
const lapsedLate: any = only(({ context, event }) => (running(context, 'accept')?.dueAt ?? Infinity) <= event.at, untaken);

export const dispatching: Part = {
  admitted: {
    meta: { turn: ['secretary'], clock: 'dispatch' },
    ...stageLadder('dispatch', office, [tell('order-handed-over', nobody, { desk: 'street', clock: 'dispatch' })]),
    on: {
      dispatch: dispatched,
      consult: { guard: when('consultsOnce'), target: 'consulting', actions: [consult] },
      settle: settleNow,
      merge,
      withdraw,
      ...recountHere('handling.admitted', 'dispatch'),
    },
  },
  /** 会商: unclear whose it is. Its clock takes the place of the dispatch clock. */
  consulting: {
    meta: { turn: ['secretary'], clock: 'consult' },
    ...ladder('consult', reminders('consult', office, { due: [signal('cardBlue')] })),
    on: {
      endConsultation: { target: 'admitted', actions: [endConsultation] },
      dispatch: dispatched,
      refuse: refused,
      merge,
      withdraw,
      ...recountHere('handling.consulting', 'consult'),
    },
  },
  dispatched: {
    meta: { turn: ['holder'], clock: 'accept' },
    ...stageLadder('accept', workersAndOffice, [untaken]),
    on: {
      accept: { guard: when('isHolder'), ...accepted },
      decline: {
        guard: when('isHolder', 'isNotDesignated', 'mayDecline'),
        target: 'admitted',
        actions: [tell('order-declined', office), decline],
      },
      record: recorded('acceptance', accepted, 'isForPerson'),
      askReturn: asksReturn('dispatched'),
      dispatch: dispatched,
      passOn,
      withdraw,
      ...recountHere('handling.dispatched', 'accept'),
    },
  },
  /** 抢单: open to everyone of a unit or a team. */
  pooled: {
    meta: { turn: ['pool'], clock: 'accept' },
    ...stageLadder('accept', workersAndOffice, [untaken]),
    on: {
      claim: { target: 'claimed', actions: [claim] },
      dispatch: dispatched,
      passOn,
      withdraw,
      ...recountHere('handling.pooled', 'accept'),
    },
  },
  /** Claimed by one, until that one confirms it. */
  claimed: {
    meta: { turn: ['holder'], clock: 'accept', until: claimEnds },
    after: {
      claimLapses: backTo('handling.pooled', 'accept', { actions: [tell('claim-lapsed', workers), backToPool, lapsedLate] }),
    },
    on: {
      accept: { guard: when('isHolder'), ...accepted },
      decline: backTo('handling.pooled', 'accept', { guard: when('isHolder'), actions: [backToPool] }),
      dispatch: dispatched,
      withdraw,
    },
  },
  returning: {
    meta: { turn: ['street'], clock: 'returnReview' },
    ...decisionLadder('returnReview'),
    on: {
      decide: [
        {
          guard: when(...decides, 'isGranted'),
          target: 'admitted',
          actions: [enforced, returned, tell('order-declined', office), signal('aside')],
        },
        { guard: when(...decides, 'wasAccepted'), target: 'accepted', actions: keep },
        { guard: when(...decides, 'wasWorking'), target: 'working', actions: keep },
        { guard: when(...decides), target: 'dispatched', actions: keep },
      ],
      withdraw,
      ...recountHere('handling.returning', 'returnReview'),
    },
  },
};

// 点: an order is drafted, placed, admitted, consulted about, refused, or answered on the spot; its owner may withdraw it.
import { msOf } from '@six-order/community/policies/policies';
import { mustBeReported } from '@six-order/community/referrals/policy';
import type { SealedValue } from '@six-order/engine';
import { attach, attached } from './attaching.ts';
import { takeCardsBack } from './cards.ts';
import { allFinished, finished, recountHere, stageLadder, started, startedOf, stoppedAt } from './clock.ts';
import { isProactive, type Urgency } from './context.ts';
import { joinsEmergency, rejoinsEmergency } from './joins-emergency.ts';
import { ask, askSelf, noted, only, remember, signal, type Args, type Part } from './event.ts';
import { merge, tellChildren } from './merging.ts';
import { everyoneAtWork, nobody, office, owners, tell, workersAndOffice } from './notice.ts';
import { objectionTo, raiseObjection } from './objection.ts';
import { when } from './rule.ts';
import { sourceOf } from './rules/intake.ts';
import { alarm } from './urgency.ts';

/** A draft that nobody confirmed in time is dropped (design). */
export const draftLapses = ({ context }: Pick<Args, 'context'>): number => msOf(context.policies, 'draft');

/** What staff found themselves (未诉先办) is nobody's order, unless they say whom it concerns: whoever found it evaluates nothing. */
const residentOf = (args: Args) => {
  const { actor, input } = args.event;
  if (input['onBehalfOf'] !== undefined) return input['onBehalfOf'];
  return actor.role !== 'resident' && isProactive(sourceOf(args)) ? null : actor.person;
};

interface Referred {
  readonly system: string;
  readonly number: string;
  readonly dueAt?: string;
  readonly returnBy?: string;
}
const referenceOf = ({ system, number, dueAt, returnBy }: Referred) => ({
  system,
  number,
  ...(dueAt && { dueAt: Date.parse(dueAt) }),
  ...(returnBy && { returnBy: Date.parse(returnBy) }),
});

const place = remember((args) => {
  const { at, actor, input, facts } = args.event;
  const { category, unit } = facts;
  return {
    number: facts['number'],
    category: category.code,
    sealed: category.sealed,
    urgency: category.urgency as Urgency,
    claimedUrgency: input['urgency'] ?? null,
    unit: { id: unit.id, code: unit.code, path: unit.path, ...(unit.street && { street: unit.street }) },
    building: facts['building']?.id ?? null,
    text: input['text'] as SealedValue,
    contact: input['contact'] ?? null,
    placeNote: input['place']?.note ?? null,
    resident: residentOf(args),
    openedBy: actor.person,
    openedAt: at,
    publishConsent: input['publishConsent'] === true && !category.sealed,
    clocks: {
      ...startedOf(facts, 'intake', ...required),
      ...(facts['proxy']?.confirm === true && startedOf(facts, 'confirm')),
    },
    source: sourceOf(args),
    ...(facts['policies'] && { policies: facts['policies'] }),
    ...(input['requestType'] && { requestType: input['requestType'] }),
    ...(input['consentHow'] && { consentHow: input['consentHow'] }),
    ...(input['detailsConsent'] && { detailsConsent: input['detailsConsent'] }),
    ...(facts['proxy']?.confirm === true && { unconfirmed: true }),
    ...(input['reference'] && { reference: referenceOf(input['reference']) }),
    ...(input['contact'] && input['contactBySms'] === true && { contactBySms: true as const }),
    ...(facts['publication'] === 'evaluation' && { publishAfter: 'evaluation' as const }),
    ...attached(args),
  };
});

/** 处置要求: what some kinds of order ask for at once; the rest begins with the whole clock. */
const required = ['report', 'police'] as const;
const requiredOnce = ['cordon', 'refer'] as const;

const callRequested = remember(({ event }) => ({ clocks: { callRequest: started(event.facts['callRequest']) } }));

const submit = remember(({ context, event: { at, input, facts } }) => ({
  text: input['text'] ?? context.text,
  openedAt: at,
  publishConsent: (input['publishConsent'] ?? context.publishConsent) === true && !context.sealed,
  clocks: { ...finished(context, at, 'callRequest'), ...startedOf(facts, 'intake', ...required) },
}));

const admit = remember(({ context, event: { at, input, facts } }) => ({
  admittedAt: context.admittedAt ?? at,
  urgency: input['urgency'] ?? context.urgency,
  stopped: undefined,
  clocks: {
    ...finished(context, at, 'intake'),
    whole: started(facts['whole']),
    dispatch: started(facts['dispatch']),
    ...startedOf(facts, ...requiredOnce),
  },
}));

const refuse = remember((args) => {
  const { at, input, facts } = args.event;
  return {
    refusal: {
      reason: input['reason'],
      channel: input['channel'] ?? null,
      ...(input['channelCode'] && { channelCode: input['channelCode'] }),
      ...(facts['earlier'] && { earlier: facts['earlier'] }),
    },
    closedAt: at,
    request: undefined,
    clocks: allFinished(args.context, at),
    ...stoppedAt(args.context, at),
    ...objectionTo(args, 'refusal'),
  };
});

/** 即办: who answers on the spot has worked on it, and the resident evaluates. */
const settle = remember(({ context, event: { at, actor, input, facts } }) => ({
  settled: true,
  handler: actor.person,
  acceptedAt: at,
  admittedAt: context.admittedAt ?? at,
  finishedAt: at,
  request: undefined,
  result: input['settle']?.result ?? input['result'],
  clocks: {
    ...finished(context, at, 'intake', 'dispatch', 'consult', 'whole', 'decision', ...required, ...requiredOnce, 'confirm'),
    evaluate: started(facts['evaluate']),
    ...startedOf(facts, 'callback'),
  },
}));

const settled: readonly unknown[] = [
  settle,
  tell('order-finished', owners),
  signal('wholeStop'),
  signal('workDone'),
  signal('aside'),
];

/** The handling ends here, whatever it came to. */
export const close = remember(({ context, event: { at } }) => ({
  closedAt: at,
  request: undefined,
  transfer: undefined,
  clocks: allFinished(context, at),
}));

const addNote = remember((args) => {
  const { at, actor, input } = args.event;
  return { notes: [...args.context.notes, { at, by: actor.person, text: input['text'] }], ...attached(args) };
});

export const confirm: Part = {
  guard: when('isOpen', 'isUnconfirmed', 'isNotPlacer'),
  actions: [
    remember(({ context, event }) => ({ unconfirmed: false, clocks: finished(context, event.at, 'confirm') })),
    signal('aside'),
  ],
};

/** 落实处置要求: reported, 110 called, cordoned off, referred. */
export const meet: Part = {
  guard: when('isOpen', 'isNotResident', 'isAskedFor'),
  actions: [
    remember((args) => ({
      notes: noted(args, 'requirement', 'note'),
      clocks: finished(args.context, args.event.at, args.event.input['requirement']),
    })),
    tell('requirement-met', workersAndOffice),
    signal('aside'),
  ],
};

export const note: Part = { guard: when('isOpen', 'hasRoomForNotes'), actions: [addNote, attach] };

export const correct: Part = {
  guard: when('isOpen', 'recordsConsent', 'consentsWithoutAccount'),
  actions: [
    remember(({ context, event: { input } }) => ({
      contact: input['contact'],
      ...(input['contactBySms'] !== undefined && input['contactBySms'] !== (context.contactBySms ?? false)
        ? { contactBySms: input['contactBySms'] === true ? (true as const) : undefined }
        : {}),
      ...(input['detailsConsent'] !== undefined && {
        detailsConsent: input['detailsConsent'] === 'none' ? undefined : input['detailsConsent'],
      }),
      ...(context.consentHow === undefined && input['consentHow'] !== undefined && { consentHow: input['consentHow'] }),
    })),
  ],
};

export const withdraw: Part = {
  guard: when('isOwner'),
  target: 'withdrawn',
  actions: [
    tell('order-withdrawn', everyoneAtWork),
    close,
    takeCardsBack,
    signal('workEnded'),
    signal('wholeStop'),
    signal('aside'),
    tellChildren('parentEnded'),
  ],
};

/** Admitted after all, by the level above. */
export const admitUpheld: readonly unknown[] = [
  admit,
  tell('order-admitted', owners),
  signal('wholeBack'),
  signal('workOpened'),
  ...rejoinsEmergency,
];
/** What needs enforcement is not for a grid: it goes up to the street as it is admitted. */
export const enforced: any = only(
  ({ event: { actor, facts } }) => facts['enforcement'] === true && !['street', 'discipline'].includes(actor.role),
  askSelf('escalate', { ground: 'enforcement' }),
);
const admitted: readonly unknown[] = [
  only(({ context, event }) => event.input['urgency'] === 'U0' && context.urgency !== 'U0', ...alarm),
  admit,
  tell('order-admitted', owners),
  signal('wholeStart'),
  signal('aside'),
  enforced,
  ...joinsEmergency,
];
export const refused: Part = {
  guard: when('isNotResident', 'isTakenBack'),
  target: 'refused',
  actions: [
    refuse,
    only(({ event }) => event.facts['earlier'] !== undefined, tell('order-same-matter', owners)),
    only(({ event }) => event.facts['earlier'] === undefined, tell('order-refused', owners)),
    takeCardsBack,
    signal('workEnded'),
    signal('wholeStop'),
    signal('aside'),
    tellChildren('parentEnded'),
  ],
};

/** 强制报告: the duty to report begins as soon as it is known. */
const mandatoryReport = only(
  ({ context }) => mustBeReported(context.category),
  ask(({ context }) => ({ workflow: 'referral', type: 'open', sender: 'order', input: { kind: 'harm', unit: context.unit.id } })),
);
/**
 * Nobody sits at the desk it comes to: on leave without a deputy, or at night, when what is urgent cannot wait. The street's duty
 * room has it at once; of a matter of life both are told anyway.
 */
const isUnmanned = ({ context: { urgency }, event: { facts } }: Args): boolean =>
  facts['unmanned'] === 'away' || (facts['unmanned'] === 'night' && urgency === 'U1');
const toDutyRoom = only(
  isUnmanned,
  remember(() => ({ unmanned: true as const })),
  tell('desk-unmanned', nobody, { desk: 'street' }),
);

/** 我也一样. By then the other may have ended: this one goes on by itself. */
const joins = only(
  ({ event: { input } }) => input['parent'] !== undefined,
  ask(({ event: { input } }) => ({ order: 'self', type: 'join', input: { parent: input['parent'] }, optional: true })),
);

const placed: readonly unknown[] = [
  joins,
  tell('order-placed', owners),
  toDutyRoom,
  signal('aside'),
  only(({ context }) => context.urgency === 'U0', ...alarm),
  mandatoryReport,
];

export const settleNow: Part = { guard: when('isNotOwnMatter', 'hasReported'), target: 'finished', actions: settled };

export const intake: Part = {
  new: {
    meta: { turn: ['resident'] },
    on: {
      place: [
        {
          guard: when('isKeptHere', 'namesSource', 'recordsConsent', 'consentsWithoutAccount', 'wantsCall'),
          target: 'calling',
          actions: [place, attach, callRequested, signal('aside')],
        },
        {
          guard: when('isKeptHere', 'namesSource', 'recordsConsent', 'consentsWithoutAccount', 'wantsDraft'),
          target: 'draft',
          actions: [place, attach],
        },
        {
          guard: when('isKeptHere', 'namesSource', 'recordsConsent', 'consentsWithoutAccount', 'settlesAtOnce'),
          target: 'finished',
          actions: [place, attach, ...settled],
        },
        {
          guard: when('isKeptHere', 'namesSource', 'recordsConsent', 'consentsWithoutAccount', 'settlesNot'),
          target: 'placed',
          actions: [place, attach, ...placed],
        },
      ],
    },
  },
  /** 草稿: until the speaker confirms it, or somebody else who called him. Nobody keeps what nobody confirmed. */
  draft: {
    meta: { turn: ['resident'] },
    after: { draftLapses: { target: 'withdrawn', actions: [close, signal('workEnded')] } },
    on: { submit: { guard: when('isNotPlacer'), target: 'placed', actions: [submit, ...placed] }, withdraw },
  },
  /** 请给我回电: the window calls back and writes down what is wanted. */
  calling: {
    meta: { turn: ['window'], clock: 'callRequest' },
    ...stageLadder('callRequest', office),
    on: {
      submit: { target: 'placed', actions: [submit, ...placed] },
      withdraw,
      ...recountHere('handling.calling', 'callRequest'),
    },
  },
  placed: {
    meta: { turn: ['secretary'], clock: 'intake' },
    ...stageLadder('intake', office, [tell('order-handed-over', nobody, { desk: 'street', clock: 'intake' })]),
    on: {
      admit: { guard: when('isNotResident', 'keepsUrgency'), target: 'admitted', actions: admitted },
      refuse: refused,
      settle: settleNow,
      join: merge,
      withdraw,
      ...recountHere('handling.placed', 'intake'),
    },
  },
  refused: {
    meta: { end: true },
    on: { object: { guard: when('isResident', 'mayObject'), target: 'objecting', actions: raiseObjection } },
  },
  withdrawn: { meta: { end: true } },
};

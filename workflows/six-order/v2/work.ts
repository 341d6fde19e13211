// 接: the handler reaches the resident, meets, reports, works, and finishes; hands over, waits for others, is put on account.
import { dayOf } from '@six-order/community/calendar/day';
import {
  backTo,
  decisionLadder,
  finished,
  ladder,
  recountHere,
  reminders,
  stageLadder,
  started,
  startedOf,
  stoppedAt,
  workClock,
} from './clock.ts';
import { attach, attached } from './attaching.ts';
import { helping } from './assistants.ts';
import type { Holder } from './context.ts';
import { asksReturn } from './dispatch.ts';
import { askSelf, noted, only, remember, signal, type Args, type Part } from './event.ts';
import { withdraw } from './intake.ts';
import { joinsEmergency } from './joins-emergency.ts';
import { tellChildren } from './merging.ts';
import { office, owners, receiver, tell, workers, workersAndOffice } from './notice.ts';
import { objectionTo, upheld } from './objection.ts';
import { recorded } from './recording.ts';
import { askExtension, askPause, askShelving, decideInWork } from './requests.ts';
import { when } from './rule.ts';

const contacted = remember((args) => ({
  contactedAt: args.context.contactedAt ?? args.event.at,
  notes: noted(args, 'contact', 'note'),
  clocks: finished(args.context, args.event.at, 'contact'),
}));

/** So many calls in vain are remembered. */
const MOST_UNREACHED = 20;

const isFirstInVainOfDay = ({ context: { unreachedAt = [] }, event: { at } }: Args): boolean => {
  const last = unreachedAt.at(-1);
  return last === undefined || dayOf(last) !== dayOf(at);
};

/**
 * 没打通: the resident hears of the call, once a day however often he is called; the first contact is still owed, and no clock ends by it
 * (domain research 2.4).
 */
const calledInVain: Part = {
  guard: when('isHandler', 'wasNotReached', 'hasRoomForNotes'),
  actions: [
    only(isFirstInVainOfDay, tell('order-unreached', owners)),
    remember((args) => ({
      unreachedAt: [...(args.context.unreachedAt ?? []), args.event.at].slice(-MOST_UNREACHED),
      notes: noted(args, 'unreached', 'note'),
    })),
  ],
};

/** What nobody waits for when the work is done. */
const endsWithWork = [
  'contact',
  'whole',
  'rework',
  'arrive',
  'feedback',
  'police',
  'cordon',
  'refer',
  'confirm',
  'reportIn',
  'decision',
  'transfer',
] as const;

const finishWork = remember((args) => {
  const { at, input, facts } = args.event;
  return {
    finishedAt: at,
    result: input['result'],
    request: undefined,
    transfer: undefined,
    clocks: {
      ...finished(args.context, at, ...endsWithWork),
      evaluate: started(facts['evaluate']),
      ...startedOf(facts, 'callback'),
    },
    ...attached(args),
  };
});

const finishedNow: readonly unknown[] = [
  finishWork,
  attach,
  tell('order-finished', owners),
  signal('wholeStop'),
  signal('aside'),
  signal('workDone'),
  tellChildren('parentFinished'),
];

export const finish: Part = {
  guard: when('isHandler', 'hasNoOpenParts', 'hasReported'),
  target: 'finished',
  actions: finishedNow,
};

const appoint: Part = {
  guard: when('isHandler'),
  actions: [
    remember((args) => ({ appointment: Date.parse(args.event.input['on']), notes: noted(args, 'appointment', 'note') })),
    tell('order-appointed', owners),
  ],
};

const arrived = remember(({ context, event: { at } }) => ({
  arrivedAt: context.arrivedAt ?? at,
  clocks: finished(context, at, 'arrive'),
}));

/** 先期反馈: what was done so far. At U3 it is asked for again. */
const progressed = remember((args) => ({
  notes: noted(args, 'progress', 'text'),
  clocks: {
    ...finished(args.context, args.event.at, 'feedback'),
    ...(args.event.facts['feedback'] && { feedback: started(args.event.facts['feedback']) }),
  },
  ...attached(args),
}));

const progressedNow: readonly unknown[] = [progressed, attach, tell('order-progress', owners), signal('aside')];

const transfer: Part = {
  guard: when('isHandlerOrOffice', 'hasNoTransfer'),
  actions: [
    remember((args) => ({
      transfer: { to: args.event.facts['holder'] as Holder, at: args.event.at },
      notes: noted(args, 'transfer'),
      clocks: { ...args.context.clocks, ...startedOf(args.event.facts, 'transfer') },
    })),
    tell('transfer-offered', receiver, { clock: 'transfer' }),
    signal('aside'),
  ],
};

/** 转办: until the receiver accepts, the first handler answers for it. */
const takeOver: Part = {
  guard: when('isReceiver'),
  actions: [
    tell('order-transferred', (context) => [...workers(context), ...office(context), ...owners(context)]),
    remember(({ context, event }) => ({
      handler: event.actor.person,
      holder: context.transfer?.to ?? context.holder,
      transfer: undefined,
      clocks: finished(context, event.at, 'transfer'),
    })),
    signal('aside'),
  ],
};
const declineTransfer: Part = {
  guard: when('isReceiver'),
  actions: [
    remember((args) => ({
      transfer: undefined,
      notes: noted(args, 'transfer'),
      clocks: finished(args.context, args.event.at, 'transfer'),
    })),
    tell('transfer-declined', workers),
    signal('aside'),
  ],
};

const paused = remember((args) => {
  const { context, event } = args;
  const name = workClock(context);
  return {
    clocks: {
      ...finished(context, event.at, 'contact', 'arrive', 'feedback'),
      [name]: started(event.facts[name]),
      pause: started(event.facts['pause']),
    },
    ...objectionTo(args, 'pause'),
  };
});

const pause: Part = {
  target: 'paused',
  actions: [paused, tell('order-paused', owners), signal('wholePause'), signal('aside')],
};

const shelved = remember(({ context, event: { at, facts } }) => ({
  shelvedUntil: context.request?.kind === 'shelving' ? context.request.target : at,
  firstShelvedAt: context.firstShelvedAt ?? at,
  ...stoppedAt(context, at),
  clocks: {
    ...finished(context, at, 'whole', 'rework', 'contact', 'arrive', 'feedback', 'reportIn'),
    shelveReview: started(facts['shelveReview']),
  },
}));

const shelve: Part = {
  target: 'shelved',
  actions: [shelved, tell('order-shelved', owners), signal('wholeStop'), signal('aside')],
};

/** Until the target day; as a delay of the state. */
export const shelvingEnds = ({ context, event }: Args): number => Math.max(0, (context.shelvedUntil ?? 0) - event.at);

const resumed = remember(({ context, event: { at, facts } }) => {
  const { pauses = [], clocks } = context;
  const name = workClock(context);
  return {
    pauses: [...pauses, { from: clocks.pause?.startedAt ?? at, to: at }],
    clocks: {
      ...finished(context, at, 'pause'),
      [name]: started(facts[name]),
      ...startedOf(facts, 'contact', 'arrive', 'feedback'),
    },
  };
});
/** 恢复办理, after 挂起 or 挂账: whose order it is hears of it as whoever works on it does. */
const tellResumed = tell('order-resumed', (context) => [...owners(context), ...workersAndOffice(context)]);

const goneOn: readonly unknown[] = [resumed, tellResumed, signal('wholeResume'), signal('aside'), ...joinsEmergency];

/** The work goes on where it stood still: in a rework, before the first contact, or after it. */
const onwards = (actions: readonly unknown[]): readonly Part[] => [
  ...backTo('handling.reworking', 'rework', { guard: when('isHandlerOrOffice', 'stoodInRework'), actions }),
  { guard: when('isHandlerOrOffice', 'owesContact'), target: 'accepted', actions },
  { guard: when('isHandlerOrOffice'), target: 'working', actions },
];

const resume = onwards(goneOn);

/** An upheld objection to a pause ends it. */
const upheldPause: readonly Part[] = resume.map((way) => ({
  ...way,
  guard: [when('isAboveDecider', 'isObjected', 'isUpheld', 'isAboutPause'), ...way['guard'].split(' & ').slice(1)].join(' & '),
  actions: [...upheld, ...goneOn],
}));

const unshelved = remember(({ context, event: { at, facts } }) => ({
  shelvedUntil: undefined,
  stopped: undefined,
  clocks: {
    ...finished(context, at, 'shelveReview'),
    ...startedOf(facts, 'whole', 'rework', 'contact', 'arrive', 'feedback'),
  },
}));

/** What is done at work, whatever the round. */
export const atWork = (extension: readonly Part[]): Part => ({
  appoint,
  arrive: { guard: when('isHandler'), actions: [arrived, signal('aside')] },
  progress: { guard: when('isHandler', 'hasRoomForNotes'), actions: progressedNow },
  transfer,
  accept: takeOver,
  decline: declineTransfer,
  askExtension,
  askPause,
  askShelving,
  decide: decideInWork(extension, pause, shelve),
  finish,
  ...helping,
});

/** The whole clock runs in a region of its own. */
const extendWhole: readonly Part[] = [{ actions: [signal('wholeGo')] }];

const contactFirst: Part = { target: 'working', actions: [contacted, tell('order-contacted', owners)] };

export const contactAgain: readonly Part[] = [calledInVain, { guard: when('isHandler', 'wasReached'), actions: [contacted] }];
const recordedContact = (way: Part): readonly Part[] => [
  recorded('contact', { actions: calledInVain['actions'] }, 'wasNotReached', 'hasRoomForNotes'),
  recorded('contact', way, 'wasReached'),
];

export const recordAtWork: readonly Part[] = [
  recorded('arrival', { actions: [arrived, signal('aside')] }),
  recorded('progress', { actions: progressedNow }),
  recorded('finish', { target: 'finished', actions: finishedNow }, 'hasNoOpenParts', 'hasReported'),
];

export const work: Part = {
  accepted: {
    meta: { turn: ['holder'], clock: 'contact' },
    ...stageLadder('contact', workersAndOffice),
    on: {
      ...atWork(extendWhole),
      contact: [calledInVain, { guard: when('isHandler', 'wasReached'), ...contactFirst }],
      record: [...recordedContact(contactFirst), ...recordAtWork],
      askReturn: asksReturn('accepted'),
      withdraw,
      ...recountHere('handling.accepted', 'contact'),
    },
  },
  working: {
    meta: { turn: ['holder'], clock: 'whole' },
    on: {
      ...atWork(extendWhole),
      contact: contactAgain,
      record: [...recordedContact({ actions: [contacted] }), ...recordAtWork],
      askReturn: asksReturn('working'),
      withdraw,
    },
  },
  /** 挂起: waits for the resident or a third party; the clock of the work stands still. */
  paused: {
    meta: { turn: ['holder'], clock: 'pause' },
    ...ladder('pause', reminders('pause', workersAndOffice), 'pressing'),
    after: { pauseDue: { actions: [askSelf('resume')] } },
    on: { resume, decideObjection: upheldPause, withdraw, ...recountHere('handling.paused', 'pause', 'pressing') },
  },
  /** 挂账: cannot be solved now. Reviewed every 30 days, ends on its target day. */
  shelved: {
    meta: { turn: ['street'], clock: 'shelveReview' },
    ...decisionLadder('shelveReview'),
    after: { shelvingEnds: { actions: [askSelf('unshelve')] } },
    on: {
      reviewShelving: {
        guard: when('isStreet'),
        target: 'shelved',
        reenter: true,
        actions: [
          remember((args) => ({
            notes: noted(args, 'shelving', 'note'),
            clocks: { ...args.context.clocks, shelveReview: started(args.event.facts['shelveReview']) },
          })),
        ],
      },
      unshelve: onwards([
        unshelved,
        tellResumed,
        only(({ event }) => event.facts['whole'] !== undefined, signal('wholeGo')),
        signal('aside'),
        ...joinsEmergency,
      ]),
      withdraw,
      ...recountHere('handling.shelved', 'shelveReview'),
    },
  },
};

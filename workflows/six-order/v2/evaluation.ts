// 评: the resident says whether it is solved; a bad evaluation sends the order round again, until the level above takes it over;
// no answer is no satisfaction (I13). Source: domain research 2.4, 5.1.
import { isWrittenDown } from '@six-order/community/proxy/written-down';
import { takeCardsBack } from './cards.ts';
import { allFinished, backTo, finished, goUp, ladder, recountHere, reminders, started, startedOf } from './clock.ts';
import type { Context, Evaluation } from './context.ts';
import { askSelf, noted, only, remember, signal, type Args, type Event, type Part } from './event.ts';
import { dispatched } from './dispatch.ts';
import { close } from './intake.ts';
import { rejoinsEmergency, rejoinsInPlace } from './joins-emergency.ts';
import { nobody, owners, tell, workersAndOffice, type Who } from './notice.ts';
import { when } from './rule.ts';
import { atWork, contactAgain, recordAtWork } from './work.ts';

/** By the query code of the receipt, which names nobody. */
const isByCode = ({ actor, input }: Event): boolean => actor.role === 'system' && input['byCode'] === true;

const evaluationOf = ({ event }: Args): Evaluation => {
  const { at, actor, input, facts } = event;
  return {
    solved: input['solved'],
    stars: input['stars'],
    comment: input['comment'] ?? null,
    at,
    by: actor.person,
    ...(input['scores'] && { scores: input['scores'] }),
    ...(actor.role === 'system' && { byToken: true as const, ...(actor.post !== null && { handedOutBy: actor.post }) }),
    ...(isByCode(event) && { byCode: true as const }),
    ...(input['how'] && { transcribed: input['how'] }),
    ...(facts['ratingChange'] && { changeBy: facts['ratingChange'].dueAt }),
    ...(facts['ratingReview'] && { reviewBy: facts['ratingReview'].dueAt }),
  };
};

/** One evaluation for each round: a changed one takes the place of the one before, and its window goes on. */
const roundsWith = (args: Args, changes: boolean): Context['rounds'] => {
  const { rounds } = args.context;
  if (!changes) return [...rounds, evaluationOf(args)];
  const before = rounds.at(-1);
  return [
    ...rounds.slice(0, -1),
    { ...evaluationOf(args), ...(before?.changeBy !== undefined && { changeBy: before.changeBy }) },
  ];
};

/** The draw with its seed; in journals from before it was kept, that it was drawn. */
const isDrawn = (draw: unknown): boolean => draw === true || (draw as { readonly drawn?: boolean } | undefined)?.drawn === true;

/** One in ten of those that were written down is called about (domain research 3.1). */
const drawn = ({ event }: Args): Partial<Context> => (isDrawn(event.facts['sampled']) ? { sampled: true } : {});

const evaluate = (changes: boolean) =>
  remember((args) => ({
    ...drawn(args),
    rounds: roundsWith(args, changes),
    closedAt: args.event.at,
    clocks: allFinished(args.context, args.event.at),
  }));

const reopen = (changes: boolean) =>
  remember((args) => ({
    rounds: roundsWith(args, changes),
    finishedAt: null,
    closedAt: null,
    clocks: { ...finished(args.context, args.event.at, 'callback', 'evaluate'), rework: started(args.event.facts['rework']) },
  }));

/** A receipt may lie in other hands: whose order it is hears of what was said by it. Of a rework he hears anyway. */
const tellByCode = only(({ event }) => isByCode(event), tell('order-evaluated-by-code', owners));

/**
 * Whose word was written down, and who entered the order. Whoever wrote it down just now knows it; but the telephone that was left is told
 * by way of his box (worker/notices, S3).
 */
const spokenFor: Who = (context) => {
  const writer = context.rounds.at(-1)?.by;
  return owners(context).filter((person) => person !== writer || (context.contactBySms === true && isWrittenDown(context)));
};

/** It may not be what he said: whose order it is hears of it as of one by his receipt. */
const tellTranscribed = only(
  ({ context, event }) => event.input['how'] !== undefined && spokenFor(context).length > 0,
  tell('order-evaluation-transcribed', spokenFor),
);

/** A second bad evaluation: a red card, and the order goes up. */
const again: readonly unknown[] = [signal('cardRedBad'), askSelf('escalate', { ground: 'bad-again' })];

/** What an evaluation leads to. `rules`: whose it must be; `changes`: it takes the place of the last one. */
const ways = (rules: readonly string[], changes: boolean): readonly Part[] => {
  const reopened: readonly unknown[] = [
    reopen(changes),
    signal('workReopened'),
    tell('order-reopened', workersAndOffice),
    tell('order-rework-begun', owners, { clock: 'rework' }),
  ];
  return [
    {
      guard: when(...rules, 'isUnhappy', 'isUnhappyTooOften'),
      target: 'escalated',
      actions: [
        remember((args) => ({
          rounds: roundsWith(args, changes),
          finishedAt: null,
          closedAt: null,
          clocks: {
            ...finished(args.context, args.event.at, 'callback', 'evaluate'),
            ...startedOf(args.event.facts, 'dispatch'),
          },
        })),
        signal('workReopened'),
        tell('order-reopened', nobody, { desk: 'level' }),
        tellByCode,
        tellTranscribed,
        ...again,
        ...rejoinsInPlace,
      ],
    },
    {
      guard: when(...rules, 'isUnhappy', 'wasUnhappy'),
      target: 'reworking',
      actions: [...reopened, ...again, ...rejoinsInPlace],
    },
    { guard: when(...rules, 'isUnhappy'), target: 'reworking', actions: [...reopened, ...rejoinsEmergency] },
    {
      guard: when(...rules),
      target: 'evaluated',
      actions: [
        evaluate(changes),
        takeCardsBack,
        signal('workEvaluated'),
        tell('order-evaluated', workersAndOffice),
        tellByCode,
        tellTranscribed,
      ],
    },
  ];
};

const called: Part = {
  guard: when('isNotHandler', 'isNotResident', 'isNotPublisher', 'isRecent'),
  actions: [
    remember((args) => ({
      callbacks: [
        ...(args.context.callbacks ?? []),
        { at: args.event.at, by: args.event.actor.person, outcome: args.event.input['outcome'] },
      ],
      notes: noted(args, 'callback', 'note'),
      clocks: finished(args.context, args.event.at, 'callback'),
    })),
  ],
};

/** 虚假办结: it was said to be done and was not. The work begins again under a red card. */
const declareFalse: Part = {
  guard: when('isNotHandler', 'isNotResident', 'isRecent'),
  target: 'reworking',
  actions: [
    remember((args) => ({
      finishedAt: null,
      closedAt: null,
      falseAt: args.event.at,
      notes: noted(args, 'false-completion'),
      clocks: { ...finished(args.context, args.event.at, 'callback', 'evaluate'), rework: started(args.event.facts['rework']) },
    })),
    signal('workReopened'),
    signal('cardRedFalse'),
    tell('order-declared-false', workersAndOffice),
    tell('order-false-redone', owners, { clock: 'rework' }),
    ...rejoinsEmergency,
  ],
};

/** 泄露个人信息: whoever did the work answers a red card; nobody's word undoes it (domain research 2.6). */
export const declareLeak: Part = {
  guard: when('isNotHandler', 'isNotResident', 'isAdmitted', 'isRecent'),
  actions: [remember((args) => ({ leakedAt: args.event.at, notes: noted(args, 'privacy-leak') })), signal('cardRedLeak')],
};

/** 差评核查: whether a bad evaluation counts. The work that it began goes on whatever comes of it. */
export const reviewEvaluation: Part = {
  guard: when('isNotHandler', 'isNotResident', 'mayReview'),
  actions: [
    remember((args) => {
      const { rounds } = args.context;
      const last = rounds.at(-1);
      if (!last) return {};
      const reviewed = { ...last, counts: args.event.input['counts'], reviewedBy: args.event.actor.person };
      return { rounds: [...rounds.slice(0, -1), reviewed], notes: noted(args, 'evaluation') };
    }),
    signal('workReviewed'),
    tell('evaluation-reviewed', owners),
  ],
};

const undecided: readonly unknown[] = [goUp('undecided', 'dispatch')];

const toReworking = backTo('handling.reworking', 'rework', {});

export const evaluation: Part = {
  finished: {
    meta: { turn: ['resident'], clock: 'evaluate' },
    ...ladder('evaluate', reminders('evaluate', owners), 'pressing'),
    after: {
      evaluateDue: {
        target: 'unanswered',
        actions: [close, takeCardsBack, signal('workEvaluated'), tell('order-unanswered', workersAndOffice)],
      },
    },
    on: {
      evaluate: ways(['isResidentOrToken'], false),
      transcribe: ways(['isNotHandler', 'isNotOwnWord', 'isNotDispatcher', 'isNotRecorder', 'isNotFinder'], false),
      callback: called,
      declareFalse,
      ...recountHere('handling.finished', 'evaluate', 'pressing'),
    },
  },
  reworking: {
    meta: { turn: ['holder'], clock: 'rework' },
    ...ladder('rework', reminders('rework', workersAndOffice, { due: [signal('cardYellow')], over: [signal('cardRed')] })),
    on: { ...atWork(toReworking), contact: contactAgain, record: recordAtWork, ...recountHere('handling.reworking', 'rework') },
  },
  /** Too often in vain: the level above gives it to somebody else, or ends it and says why. A silence takes it to the street, then up. */
  escalated: {
    meta: { turn: ['street'], clock: 'dispatch' },
    ...ladder(
      'dispatch',
      reminders('dispatch', nobody, { due: [signal('cardUndecided'), ...undecided], over: undecided }, 'street'),
    ),
    on: {
      dispatch: dispatched,
      ...recountHere('handling.escalated', 'dispatch'),
      conclude: {
        guard: when('isStreet', 'isNotHandler', 'isNotResident'),
        target: 'evaluated',
        actions: [
          close,
          remember((args) => ({ finishedAt: args.event.at, notes: noted(args, 'conclusion') })),
          takeCardsBack,
          signal('workDone'),
          signal('workEvaluated'),
          tell('order-concluded', owners),
        ],
      },
    },
  },
  evaluated: {
    meta: { end: true },
    on: {
      evaluate: ways(['isResident', 'mayChange'], true),
      transcribe: ways(['isNotHandler', 'isWriter', 'isNotDispatcher', 'isNotRecorder', 'mayChange', 'isNotOverruling'], true),
      callback: called,
      declareFalse,
    },
  },
  unanswered: { meta: { end: true }, on: { callback: called, declareFalse } },
};

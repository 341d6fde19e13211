// 晒: open from the end of the work on, or after the evaluation where the county wants it so, when the resident agreed and the
// category allows it. Consent is withdrawn as easily as it was given. Source: domain research 2.4, 7.
import { publicFields } from '@six-order/community/publication/fields';
import type { PreparedPhoto } from '@six-order/community/publication/photo';
import { publishedTime, redoneOf } from '../redone.ts';
import type { Context } from './context.ts';
import { countedWays, finished, ladder, reminders, running, started } from './clock.ts';
import { askSelf, noted, only, remember, signal, type Args, type Part } from './event.ts';
import { nobody, owners, tell, type Who } from './notice.ts';
import { when } from './rule.ts';
import { barredTextsOf } from './rules/evaluation.ts';

/** 分离、回避: neither who did the work nor whose order it is. */
const apart = ['isNotHandler', 'isNotResident'] as const;

const propose: Part = {
  guard: when(...apart, 'isCorrected'),
  actions: [
    remember(({ context, event: { at, actor, input } }) => ({
      proposal: {
        title: input['title'],
        text: input['text'],
        ...(input['after'] && { after: input['after'] }),
        at,
        by: actor.person,
        // Prepared by themselves: another text leaves them as they are, but not those of what was taken off the board.
        ...(context.proposal?.photos && !context.proposal.takenDown && { photos: context.proposal.photos }),
      },
    })),
  ],
};
/** The photographs of the proposal without this one; absent when none is left (X2). */
const without = (photos: readonly PreparedPhoto[] | undefined, photo: string): readonly PreparedPhoto[] =>
  (photos ?? []).filter((one) => one.photo !== photo);
const preparePhoto: Part = {
  guard: when(...apart, 'isPhotoOfOrder', 'hasRoomForPhoto'),
  actions: [
    remember(({ context: { proposal }, event: { at, actor, input } }) => {
      if (!proposal) return {};
      const { photo, side, areas } = input as Pick<PreparedPhoto, 'photo' | 'side' | 'areas'>;
      const prepared: PreparedPhoto = { photo, side, areas, at, by: actor.person };
      return { proposal: { ...proposal, photos: [...without(proposal.photos, photo), prepared] } };
    }),
  ],
};
const dropPhoto: Part = {
  guard: when(...apart, 'isPrepared'),
  actions: [
    remember(({ context: { proposal }, event: { input } }) => {
      if (!proposal) return {};
      const { photos, ...rest } = proposal;
      const left = without(photos, input['photo']);
      return { proposal: left.length === 0 ? rest : { ...rest, photos: left } };
    }),
  ],
};
const clearFinding: Part = {
  guard: when(...apart),
  actions: [
    remember(({ context: { proposal }, event: { input } }) =>
      proposal ? { proposal: { ...proposal, cleared: [...new Set([...(proposal.cleared ?? []), input['finding']])] } } : {},
    ),
  ],
};

/** The board is drawn anew from the order (worker/handlers/board). */
const show: any = { type: 'board' };
const whoPublished: Who = ({ publisher }) => (publisher === null ? [] : [publisher]);

/** From the end of the handling on it is published within three working days, or not at all (domain research 2.4). */
const awaitsLimit = ({ context }: Pick<Args, 'context'>): boolean =>
  context.closedAt !== null && running(context, 'publish') === null;
const limited: any = only(awaitsLimit, askSelf('limitPublication'));
const limitPublication: Part = {
  guard: 'awaitsLimit',
  actions: [
    remember(({ context, event: { facts } }) => ({ clocks: { ...context.clocks, publish: started(facts['publish']) } })),
    signal('aside'),
  ],
};
/** It was published or set aside, or the work goes on: nobody waits for it any more. */
const unlimited: any = only(
  ({ context }) => running(context, 'publish') !== null,
  remember(({ context, event }) => ({ clocks: finished(context, event.at, 'publish') })),
  signal('aside'),
);
/** Nobody published it in time: it is set aside, so that the order can end. */
const publishLapsed: Part = {
  target: 'skipped',
  actions: [unlimited, tell('publication-lapsed', owners, { publishers: true })],
};

const skipPublication: Part = { guard: when(...apart), target: 'skipped', actions: [unlimited] };

/**
 * 待更新: it was done again, and what is on the board tells of a time before; whoever publishes has not left it so. Where the county
 * publishes after the evaluation, from then on.
 */
const isToBeRenewed = ({ context }: Pick<Args, 'context'>): boolean =>
  context.publishConsent &&
  context.finishedAt !== null &&
  (context.publishAfter === undefined || context.closedAt !== null) &&
  publishedTime(context) !== null &&
  redoneOf(context)?.time !== context.leftAsOf;
/**
 * By a command of its own: journals from before it fold as they did (decision 0380). What is off the board because its time is over is
 * not shown for another; asked here and not by the guard, for journals hold renewals of such (decision 0400).
 */
const renewal: any = only(
  (args) => isToBeRenewed(args) && args.event.at < (args.context.showing?.until ?? Number.POSITIVE_INFINITY),
  askSelf('renewPublication'),
);

/** It was done again, and whoever publishes set it aside before that, or let the time pass: now there is another result to tell of. */
const isToBeOffered = ({ context }: Pick<Args, 'context'>): boolean =>
  context.publishConsent && context.finishedAt !== null && redoneOf(context) !== null;
/** Once for each time of doing it: set aside again, it stays so. `after`: where the county publishes then. */
const offer = (after: Context['publishAfter']): any =>
  only((args) => isToBeOffered(args) && args.context.publishAfter === after, askSelf('renewPublication'));

/**
 * 撤下待更正: what was taken off the board may stand there again once it is put right. The consent still holds, there is a result to tell
 * of, and the time on the board is not over.
 */
const isToBeCorrected = ({ context, event }: Args): boolean =>
  context.publishConsent &&
  !context.sealed &&
  (context.closedAt === null || context.finishedAt !== null) &&
  event.at < (context.showing?.until ?? Number.POSITIVE_INFINITY);
/** By a command of its own: where an objection was upheld before, it stays off the board, and its journal folds as it did (decision 0440). */
const correction: any = only(isToBeCorrected, askSelf('correctPublication'));

export const publicationChecks = {
  awaitsLimit: { holds: awaitsLimit },
  isToBeRenewed: { holds: isToBeRenewed },
  isToBeOffered: { holds: isToBeOffered },
  isToBeCorrected: { holds: isToBeCorrected },
};

/** What is on the board is the proposal again; another that was written meanwhile is given up. */
const backToShown = ({ stillShown }: Context): Partial<Context> =>
  stillShown ? { proposal: stillShown, stillShown: undefined } : {};
const undrafted = remember(({ context }) => backToShown(context));
/** It stays as it is, and does not come back for this time of doing it. */
const left = remember(({ context }) => {
  const redone = redoneOf(context);
  return { ...backToShown(context), ...(redone && { leftAsOf: redone.time }) };
});
const keepPublication: Part = { guard: when(...apart), target: 'published', actions: [left, unlimited] };
const renewalLapsed: Part = {
  target: 'published',
  actions: [left, unlimited, tell('renewal-lapsed', nobody, { publishers: true })],
};

const withdrawn = remember(() => ({ publishConsent: false, proposal: null, stillShown: undefined }));
/** What is set aside or taken off the board already stays so, and is not shown when the work begins again. */
const withdrawConsent: Part = {
  guard: when('isOwner', 'hasConsent'),
  actions: [withdrawn, unlimited, tell('consent-withdrawn', owners)],
};
const given = remember(() => ({ publishConsent: true }));
const mayGive = ['isResident', 'hasNoConsent', 'mayBeShown', 'isOpenOrDone'] as const;

const closed = remember((args) => ({ clocks: finished(args.context, args.event.at, 'publicObjection') }));
/** Of who objected in vain: by keyed digests, which tell nothing once the order's key is gone. */
const deniedWith = ({ publicObjection, deniedObjections = [] }: Context): Context['deniedObjections'] =>
  publicObjection
    ? [...deniedObjections, { by: publicObjection.contact?.digest ?? null, ground: publicObjection.text.digest }]
    : deniedObjections;
const decided = (upheld: boolean) =>
  remember((args) => ({
    ...(!upheld && { deniedObjections: deniedWith(args.context) }),
    ...(args.context.publicObjection && { publicObjection: { ...args.context.publicObjection, upheld } }),
    notes: noted(args, 'objection'),
    clocks: finished(args.context, args.event.at, 'publicObjection'),
  }));

/** Nobody decided, long after the limit: what somebody says concerns him stays off the board. */
const upheldBySilence = remember(({ context, event: { at } }) => ({
  ...(context.publicObjection && { publicObjection: { ...context.publicObjection, upheld: true } }),
  clocks: finished(context, at, 'publicObjection'),
}));

const noProposal = remember(() => ({ proposal: null }));

/** There is something to write of; while it is done again, whoever publishes does not see the order. */
const hasResult = ({ context }: Pick<Args, 'context'>): boolean => context.finishedAt !== null;
/** What stood on the board is what a corrected text is written from; of a round that did not hold nothing is corrected. */
const toCorrect = remember(({ context }) =>
  context.proposal ? { proposal: hasResult({ context }) ? { ...context.proposal, takenDown: true as const } : null } : {},
);
const forgotten = remember(({ context: { proposal } }) => (proposal?.takenDown ? { proposal: null } : {}));
/** What was said in vain against one text may be said of the next. */
const heardAnew = remember(() => ({ deniedObjections: undefined }));

/** After an upheld objection: the very text is not proposed again. */
const barred = remember(({ context }) => {
  const barredTexts = barredTextsOf(context);
  return barredTexts.length > 0 ? { barredTexts } : {};
});

/** 撤下: whoever publishes takes a mistake off the board himself. */
const takenDown: readonly unknown[] = [
  remember((args) => ({ takenDownAt: args.event.at, stillShown: undefined, notes: noted(args, 'retraction') })),
  heardAnew,
  show,
  tell('order-retracted', owners),
];
/** Who published it need not be who took it down. */
const byAnother = ({ context, event }: Args): boolean => context.publisher !== event.actor.person;
const tellWhoPublished = (correctable: (args: Args) => boolean): readonly unknown[] => [
  only((args) => byAnother(args) && correctable(args), tell('publication-to-correct', whoPublished)),
  only((args) => byAnother(args) && !correctable(args), tell('publication-retracted', whoPublished)),
];
/** Back to whoever publishes, where it may be put right. */
const retracting = (back: Part): readonly Part[] => [
  {
    guard: when(...apart, 'isOnBoard', 'isToBeCorrected'),
    ...back,
    actions: [...back['actions'], ...takenDown, ...tellWhoPublished(hasResult), limited],
  },
  {
    guard: when(...apart, 'isOnBoard'),
    target: 'retracted',
    actions: [noProposal, unlimited, ...takenDown, ...tellWhoPublished(() => false)],
  },
];
// As long to correct it as for a first text, however little was left to renew it.
const retractPublication = retracting({ target: 'open', actions: [toCorrect, unlimited] });

const publish: Part = {
  guard: when(...apart, 'isNotCaller', 'isPreviewed', 'isScanned', 'isNotAsUpheld'),
  target: 'published',
  actions: [
    remember(({ context: { stillShown }, event: { at, actor, input, facts } }) => ({
      publishedAt: at,
      publisher: actor.person,
      // Another text: what was said in vain against the one before may be said of it.
      ...(stillShown && { stillShown: undefined, deniedObjections: undefined }),
      ...(facts['showing'] && {
        showing: {
          alias: facts['showing'].alias,
          until: facts['showing'].until,
          fields: input['fields'] ?? publicFields,
        },
      }),
    })),
    unlimited,
    show,
    tell('order-published', owners),
  ],
};

/** What becomes of the text itself until it is published. */
const preparing: Part = { propose, clearFinding, preparePhoto, dropPhoto, publish };

const objected: readonly unknown[] = [
  remember(({ context, event: { at, input, facts } }) => ({
    publicObjection: { at, text: input['reason'], contact: input['contact'] ?? null },
    clocks: { ...context.clocks, publicObjection: started(facts['publicObjection']) },
  })),
  show,
  tell('publication-objected', whoPublished, { clock: 'publicObjection', desk: 'street', publishers: true }),
];

const consentGone: readonly unknown[] = [show, tell('consent-withdrawn', owners)];

/** Whoever publishes sees an order of which the work is done: while it is done again, it is nobody's turn to write of it. */
const settled = ['finished', 'evaluated', 'unanswered'] as const;

/** On the board, while whoever publishes may put another text in its place. `ways`: what becomes of that. */
const renewing = (ways: Part): Part => ({
  meta: { turn: ['publisher'], limit: 'publish', while: settled },
  on: {
    ...ways,
    workEvaluated: { actions: [show, limited] },
    workReopened: { target: 'published', actions: [undrafted, unlimited, show] },
    workReviewed: { actions: [show] },
    kindCorrected: { actions: [show] },
    workEnded: { target: 'published', actions: [undrafted, unlimited, show] },
    limitPublication,
    publishLapsed: renewalLapsed,
    keepPublication,
    withdrawConsent: { ...withdrawConsent, target: 'retracted', actions: [withdrawn, unlimited, ...consentGone] },
    // Another text is written once it is decided about, if it stands.
    objectToPublication: { guard: 'isNewGround', target: 'hidden', actions: [undrafted, unlimited, ...objected] },
  },
});

export const publication: Part = {
  initial: 'waiting',
  states: {
    waiting: {
      on: {
        workDone: [
          { guard: when('mayBePublished'), target: 'open' },
          { guard: when('waitsForEvaluation') },
          { target: 'skipped' },
        ],
        workEvaluated: [{ guard: when('mayBePublishedNow'), target: 'open', actions: [limited] }, { target: 'skipped' }],
        workEnded: 'skipped',
        giveConsent: { guard: when(...mayGive), actions: [given] },
        withdrawConsent,
      },
    },
    open: {
      meta: { turn: ['publisher'], limit: 'publish', while: settled },
      on: {
        propose: { ...propose, target: 'proposed' },
        workEvaluated: { actions: [limited] },
        workReopened: { actions: [forgotten, unlimited] },
        workEnded: { target: 'skipped', actions: [unlimited] },
        limitPublication,
        publishLapsed,
        skipPublication,
        withdrawConsent: { ...withdrawConsent, target: 'skipped' },
      },
    },
    proposed: {
      meta: { turn: ['publisher'], limit: 'publish', while: settled },
      on: {
        ...preparing,
        workEvaluated: { actions: [limited] },
        workEnded: { target: 'skipped', actions: [unlimited] },
        // What was written of a round that did not hold is not published for the next.
        workReopened: { target: 'open', actions: [noProposal, unlimited] },
        limitPublication,
        publishLapsed,
        skipPublication,
        withdrawConsent: { ...withdrawConsent, target: 'skipped' },
      },
    },
    /** What becomes of the order meanwhile is shown with it: 待评, its stars, 重办中. */
    published: {
      meta: { end: true },
      on: {
        workDone: { actions: [show, renewal] },
        workEvaluated: { actions: [show, renewal] },
        workReopened: { actions: [show] },
        workReviewed: { actions: [show] },
        kindCorrected: { actions: [show] },
        workEnded: { actions: [show] },
        renewPublication: { guard: 'isToBeRenewed', target: 'outdated', actions: [limited] },
        retractPublication,
        withdrawConsent: { ...withdrawConsent, target: 'retracted', actions: [withdrawn, ...consentGone] },
        objectToPublication: { guard: 'isNewGround', target: 'hidden', actions: objected },
      },
    },
    /** 待更新: what is on the board stays there, and tells of which time it is, until another text is published in its place. */
    outdated: renewing({
      retractPublication,
      propose: {
        ...propose,
        target: 'redrafted',
        actions: [
          remember(({ context: { proposal } }) => ({ ...(proposal && { stillShown: proposal }), proposal: null })),
          ...propose['actions'],
        ],
      },
    }),
    // What was written anew is not what was wrong: it stays at work.
    redrafted: renewing({ ...preparing, retractPublication: retracting({ target: 'proposed', actions: [] }) }),
    /** Off the board until somebody has decided about the objection; who put it there can only take it down himself. */
    hidden: {
      meta: { turn: ['decider'], clock: 'publicObjection' },
      ...ladder(
        'publicObjection',
        reminders('publicObjection', whoPublished, { due: [signal('cardBlue')], over: [signal('objectionLapsed')] }),
      ),
      on: {
        publicCounted: countedWays('publication.hidden', 'publicObjection', {}),
        decidePublication: [
          {
            guard: when(...apart, 'isNotShower', 'upholds'),
            target: 'retracted',
            actions: [decided(true), show, signal('cardYellowPublished'), tell('order-retracted', owners), correction],
          },
          { guard: when(...apart, 'isNotShower'), target: 'published', actions: [decided(false), show, renewal] },
        ],
        objectionLapsed: {
          target: 'retracted',
          actions: [upheldBySilence, show, tell('objection-stands', owners, { publishers: true }), correction],
        },
        withdrawConsent: {
          ...withdrawConsent,
          target: 'retracted',
          actions: [withdrawn, closed, ...consentGone],
        },
      },
    },
    skipped: {
      meta: { end: true },
      on: {
        // Asked again at the end of the work, the resident may agree after all.
        giveConsent: [
          { guard: when(...mayGive, 'isDone'), target: 'open', actions: [given, limited] },
          { guard: when(...mayGive), target: 'waiting', actions: [given] },
        ],
        withdrawConsent,
        // An order that had ended goes on.
        workOpened: [{ guard: when('hasConsent'), target: 'waiting' }],
        workDone: { actions: [offer(undefined)] },
        workEvaluated: { actions: [offer('evaluation')] },
        workReopened: { actions: [forgotten] },
        renewPublication: { guard: 'isToBeOffered', target: 'open', actions: [limited] },
      },
    },
    /** Taken off the board; its place stays empty. */
    retracted: {
      meta: { end: true },
      on: {
        correctPublication: {
          guard: 'isToBeCorrected',
          target: 'open',
          actions: [
            barred,
            toCorrect,
            heardAnew,
            only(hasResult, tell('publication-to-correct', nobody, { publishers: true })),
            limited,
          ],
        },
        giveConsent: { guard: when(...mayGive), target: 'open', actions: [given, limited] },
        withdrawConsent,
      },
    },
  },
};

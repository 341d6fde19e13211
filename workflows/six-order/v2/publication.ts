// 晒: open from the end of the work on, or after the evaluation where the county wants it so, when the resident agreed and the
// category allows it. Consent is withdrawn as easily as it was given. Source: domain research 2.4, 7.
import { remember, type Part } from './event.ts';
import { owners, tell } from './notice.ts';
import { when } from './rule.ts';

const propose: Part = {
  guard: when('isNotHandler'),
  actions: [
    remember(({ event: { at, actor, input } }) => ({
      proposal: { title: input['title'], text: input['text'], at, by: actor.person },
    })),
  ],
};
const skipPublication: Part = { guard: when('isNotHandler'), target: 'skipped' };

const withdrawn = remember(() => ({ publishConsent: false, proposal: null }));
const withdrawConsent = (target: string): Part => ({
  guard: when('isOwner', 'hasConsent'),
  target,
  actions: [withdrawn, tell('consent-withdrawn', owners)],
});
const given = remember(() => ({ publishConsent: true }));
const mayGive = ['isResident', 'hasNoConsent', 'mayBeShown', 'isOpenOrDone'] as const;

const noProposal = remember(() => ({ proposal: null }));

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
        workEvaluated: [{ guard: when('mayBePublishedNow'), target: 'open' }, { target: 'skipped' }],
        workEnded: 'skipped',
        giveConsent: { guard: when(...mayGive), actions: [given] },
        withdrawConsent: { ...withdrawConsent('waiting'), reenter: false },
      },
    },
    open: {
      meta: { turn: ['publisher'] },
      on: {
        propose: { ...propose, target: 'proposed' },
        workEnded: 'skipped',
        skipPublication,
        withdrawConsent: withdrawConsent('skipped'),
      },
    },
    proposed: {
      meta: { turn: ['publisher'] },
      on: {
        propose,
        workEnded: 'skipped',
        // What was written of a round that did not hold is not published for the next.
        workReopened: { target: 'open', actions: [noProposal] },
        publish: {
          guard: when('isNotHandler'),
          target: 'published',
          actions: [
            remember(({ event: { at, actor } }) => ({ publishedAt: at, publisher: actor.person })),
            tell('order-published', owners),
          ],
        },
        skipPublication,
        withdrawConsent: withdrawConsent('skipped'),
      },
    },
    published: { meta: { end: true }, on: { withdrawConsent: withdrawConsent('retracted') } },
    skipped: {
      meta: { end: true },
      on: {
        // Asked again at the end of the work, the resident may agree after all.
        giveConsent: [
          { guard: when(...mayGive, 'isDone'), target: 'open', actions: [given] },
          { guard: when(...mayGive), target: 'waiting', actions: [given] },
        ],
        // An order that had ended goes on.
        workOpened: [{ guard: when('hasConsent'), target: 'waiting' }],
      },
    },
    /** Taken off the board because the consent was withdrawn; its place stays empty. */
    retracted: { meta: { end: true }, on: { giveConsent: { guard: when(...mayGive), target: 'open', actions: [given] } } },
  },
};

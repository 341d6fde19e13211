// Notices: what a person is told about an order, as a template with ids, codes and instants. No free text and no personal
// data (I12): the words are made when the notice is shown (template.ts).
import { z } from 'zod';
import { activityKinds } from '../activities/activity.ts';
import { clockNames } from '../deadlines/clock-name.ts';
import { emergencyNews } from '../emergency/news.ts';
import { deliberationNews } from '../deliberation/news.ts';
import { mediationNews, warningNews } from '../mediation/news.ts';
import { referralNews } from '../referrals/news.ts';
import { colours } from '../supervision/reason.ts';
import { taskNews } from '../tasks/news.ts';
import { visitNews } from '../visits/news.ts';

const Order = z.object({
  /** The order's number, as people write it. */
  number: z.string(),
  /** Code of its category. */
  category: z.string(),
});
const Clock = Order.extend({
  clock: z.enum(clockNames),
  /** Epoch ms. */
  dueAt: z.number().optional(),
});
/** `late`: what else of the order is late. */
const LateClock = Clock.extend({ late: z.array(z.enum(clockNames)).optional() });
/** A request about one's own data has no category. */
const Request = z.object({
  number: z.string(),
  category: z.string().default(''),
  /** Until when it is to be answered, epoch ms. */
  dueAt: z.number().optional(),
});
const Card = Order.extend({ colour: z.enum(colours) });
/** From a card of its own workflow. */
const NumberedCard = Card.extend({
  /** The card's number; `number` is its order's. */
  card: z.string(),
  /** Until when it is to be answered, epoch ms. */
  dueAt: z.number().optional(),
});

/** An activity that one has joined: no title, its kind and when it was to begin (epoch ms). */
const Joined = z.object({ kind: z.enum(activityKinds), startsAt: z.number() });

/** News of a workflow of its own, by name. */
const news = <N extends string>(names: Readonly<Record<N, unknown>>) =>
  z.object({
    number: z.string(),
    category: z.string().default(''),
    event: z.enum(Object.keys(names) as [N, ...N[]]),
    /** Epoch ms. */
    dueAt: z.number().optional(),
  });

/** What each template is filled with. */
export const noticeParams = {
  'order-placed': Order,
  'order-admitted': Order,
  'order-refused': Order,
  /** To whom it is dispatched. */
  'order-dispatched': Order,
  'order-accepted': Order,
  /** To the desk that dispatched it. */
  'order-declined': Order,
  'order-contacted': Order,
  /** Asks the resident for an evaluation. */
  'order-finished': Order,
  'order-evaluated': Order,
  /** To whose order it is: somebody with the receipt evaluated it. */
  'order-evaluated-by-code': Order,
  /** To whose order it is: somebody wrote down what he said of it. */
  'order-evaluation-transcribed': Order,
  'order-reopened': Order,
  /** To whose order it is: who handles it again after his bad evaluation, and until when. */
  'order-rework-begun': Clock,
  /** 虚假办结: to whoever said that it was done, and to whose order it is, with until when it is done again. */
  'order-declared-false': Order,
  'order-false-redone': Clock,
  'order-unanswered': Order,
  'order-withdrawn': Order,
  'order-published': Order,
  /** To whose order it is. */
  'order-retracted': Order,
  /** To whoever published it, when somebody else took it off the board. */
  'publication-retracted': Order,
  /** To the publishers, or whoever published it: what was taken off the board waits for another text. */
  'publication-to-correct': Order,
  /** To the publishers, and whose order it is: it was not published in time. */
  'publication-lapsed': Order,
  /** To the publishers: what is on the board was not written anew in time, though the work was done again. */
  'renewal-lapsed': Order,
  'objection-stands': Order,
  /** To whoever published it. */
  'publication-objected': Clock,
  'order-handed-over': Clock,
  'order-alarm': Order,
  'order-deputy': Clock,
  /** U0: nobody took it within a quarter of an hour. */
  'order-untaken': Clock,
  /** To whoever had it and did not take it. */
  'order-passed-on': Order,
  'requirement-met': Order,
  'desk-unmanned': Order,
  /** There is no level above. */
  'order-at-top': Order,
  'transfer-lapsed': Order,
  'order-same-matter': Order,
  'order-pooled': Order,
  'claim-lapsed': Order,
  'return-asked': Order,
  'request-made': Order,
  'request-decided': Order,
  'order-extended': Order,
  'order-paused': Order,
  'order-resumed': Order,
  'order-shelved': Order,
  'order-appointed': Order,
  'order-unreached': Order,
  'order-progress': Order,
  'transfer-offered': Order,
  'order-transferred': Order,
  'transfer-declined': Order,
  'part-asked': Order,
  'part-taken': Order,
  'part-finished': Order,
  'part-declined': Order,
  'order-whistled': Order,
  'order-escalated': Order,
  'order-urged': Order,
  'urgency-changed': Order,
  /** `was`: code of the category that it was taken for; of an order with a limit `dueAt`. */
  'category-corrected': Order.extend({ was: z.string(), dueAt: z.number().optional() }),
  'order-merged': Order,
  'order-joined': Order,
  'order-split': Order,
  'objection-made': Order,
  'objection-decided': Order,
  'objection-upheld': Order,
  'evaluation-reviewed': Order,
  'exclusion-proposed': Order,
  'exclusion-to-decide': Order,
  'exclusion-decided': Order,
  'exclusion-contested': Order,
  'order-concluded': Order,
  'consent-withdrawn': Order,
  /** 平急转换: ordinary work waits, and goes on. */
  'order-suspended': Order,
  'order-unsuspended': Order,
  'clock-half': Clock,
  'clock-pressing': Clock,
  'clock-due': Clock,
  'clock-over': LateClock,
  'card-raised': Card,
  /** To whom it is to answer. */
  'card-issued': NumberedCard,
  /** To the leader (包保领导) of a large resettlement community. */
  'card-copied': NumberedCard,
  'card-half': NumberedCard,
  'card-pressing': NumberedCard,
  'card-due': NumberedCard,
  'card-over': NumberedCard,
  /** To the level that it went up to. */
  'card-escalated': NumberedCard,
  /** To whoever issued it, or supervises the place. */
  'card-replied': NumberedCard,
  /** To the same: the answer waits to be checked, or the card to be closed. */
  'card-check-half': NumberedCard,
  'card-check-pressing': NumberedCard,
  'card-check-due': NumberedCard,
  'card-check-over': NumberedCard,
  /** To those who supervise one level up. */
  'card-check-escalated': NumberedCard,
  'card-returned': NumberedCard,
  'card-checked': NumberedCard,
  'card-closed': NumberedCard,
  /** To whoever issued it, or supervises the place, 30 days after it was closed. */
  'card-look-back': NumberedCard,
  'card-reopened': NumberedCard,
  'card-cancelled': NumberedCard,
  /** To the data protection officer's desk; to whoever asked. */
  'data-request-asked': Request,
  'data-request-taken-in': Request,
  'data-request-answered': Request,
  'data-request-objected': Request,
  'data-request-pressing': Request,
  'data-request-due': Request,
  'data-request-over': Request,
  /** To the data protection officers: somebody asks that a sealed order be opened to him. */
  'sealed-opening-asked': Order,
  /** To whoever asked; `dueAt`: until when it is open (epoch ms). */
  'sealed-opening-granted': Order.extend({ dueAt: z.number() }),
  'sealed-opening-refused': Order,
  /** Before its time, by the data protection officer. */
  'sealed-opening-ended': Order,
  /** To whoever corrects figures: a decision changed what of a month that was reported is counted. `month`: YYYY-MM. */
  'figures-touched': Order.extend({ month: z.string() }),
  'mediation-news': news(mediationNews),
  'warning-news': news(warningNews),
  'visit-news': news(visitNews),
  'task-news': news(taskNews),
  'deliberation-news': news(deliberationNews),
  'referral-news': news(referralNews),
  'emergency-news': news(emergencyNews),
  'activity-cancelled': Joined,
  /** `to`: when it begins now. */
  'activity-moved': Joined.extend({ to: z.number() }),
} as const;

export type NoticeTemplate = keyof typeof noticeParams;
export const NoticeTemplate = z.enum(Object.keys(noticeParams) as [NoticeTemplate, ...NoticeTemplate[]]);

/** What this release has words for: another may have templates of its own. */
export const isTemplate = (name: unknown): name is NoticeTemplate => NoticeTemplate.safeParse(name).success;

/** About what one has joined, not about an order: read in the box, and by no other way. */
export type ActivityTemplate = 'activity-cancelled' | 'activity-moved';
export const isOfActivity = (template: NoticeTemplate): template is ActivityTemplate =>
  template === 'activity-cancelled' || template === 'activity-moved';
export type ParamsOf<T extends NoticeTemplate> = z.infer<(typeof noticeParams)[T]>;

/** A template with what fills it. */
export type NoticeContent = { [T in NoticeTemplate]: { readonly template: T; readonly params: ParamsOf<T> } }[NoticeTemplate];

/**
 * Checks a template and its parameters together; other keys are dropped, so that nothing but what the template names is
 * ever stored. Throws ZodError.
 */
export function parseNotice(template: unknown, params: unknown): NoticeContent {
  const name = NoticeTemplate.parse(template);
  return { template: name, params: noticeParams[name].parse(params) } as NoticeContent;
}

/** A notice as it is stored; null where only another release can read it. */
export function readNotice(template: string, params: unknown): NoticeContent | null {
  if (!isTemplate(template)) return null;
  const read = noticeParams[template].safeParse(params);
  return read.success ? ({ template, params: read.data } as NoticeContent) : null;
}

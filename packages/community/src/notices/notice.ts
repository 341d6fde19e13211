// Notices: what a person is told about an order, as a template with ids, codes and instants. No free text and no personal
// data (I12): the words are made when the notice is shown (template.ts).
import { z } from 'zod';
import { clockNames } from '../deadlines/policy.ts';

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
const Card = Order.extend({ colour: z.enum(['blue', 'yellow', 'red']) });

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
  'order-reopened': Order,
  'order-unanswered': Order,
  'order-withdrawn': Order,
  'order-published': Order,
  'clock-half': Clock,
  'clock-pressing': Clock,
  'clock-due': Clock,
  'clock-over': Clock,
  'card-raised': Card,
} as const;

export type NoticeTemplate = keyof typeof noticeParams;
export const NoticeTemplate = z.enum(Object.keys(noticeParams) as [NoticeTemplate, ...NoticeTemplate[]]);
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

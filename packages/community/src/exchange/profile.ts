// How a county exchanges orders with another system: whose keys speak for it, and which of its words mean what here.
//
// Owns: the shape of the rule (county-rules, kind `exchange`, key: the system), reading a work order by it. Pure.
// E1: what the profile does not know takes its fall-back, or is refused with what is known; nothing is guessed.
import { z } from 'zod';
import { categoryByCode } from '../catalogue/catalogue.ts';
import { Urgency } from '../catalogue/category.ts';
import { Telephone } from '../privacy/telephone-input.ts';
import type { Words } from '../rules/rule.ts';

const OurCategory = z.string().refine((code) => categoryByCode(code) !== undefined, 'no category has this code');
const word = z.string().trim().min(1).max(80);

/** What a table's columns are called, by our field. */
const Columns = z
  .strictObject({
    number: word,
    category: word,
    unit: word,
    text: word,
    urgency: word,
    dueAt: word,
    returnBy: word,
    name: word,
    phone: word,
    address: word,
  })
  .partial();

export const ExchangeProfile = z.strictObject({
  /** The posts whose keys speak for this system, and no other. */
  posts: z.array(z.uuid()).min(1).max(20),
  source: z.enum(['12345', 'superior', 'patrol', 'visit']),
  /** Their category to ours. */
  categories: z.record(word, OurCategory).default({}),
  /** Ours for what is not in `categories`; without it such an order is refused. */
  otherwise: OurCategory.optional(),
  /** Their urgency to what is claimed here; what is not here claims nothing. */
  urgencies: z.record(word, Urgency).default({}),
  /** Their name or code of a place to the code of a unit of ours; what is not here is taken as our own code. */
  units: z.record(word, z.string().min(2).max(40)).default({}),
  /** What a stage of ours is called there. */
  statuses: z.record(z.string().max(32), word).default({}),
  columns: Columns.default({}),
  /** Code of the unit of ours that stands for the system: what is dispatched to it is handed over (移交). */
  receives: z.string().min(2).max(40).optional(),
});
export type ExchangeProfile = z.infer<typeof ExchangeProfile>;

export const SYSTEM = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** A work order as the other system sends it. */
export const WorkOrder = z.strictObject({
  number: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/, '1 to 64 letters, digits, . _ / or -')
    .describe('对方的工单号 / their number'),
  category: word.describe('对方的类别，按映射表转换 / their category, mapped'),
  unit: word.describe('对方的区域名或编码，或本系统单元编码 / their name of a place, or our code of a unit'),
  text: z.string().trim().min(1).max(2_000),
  urgency: word.optional(),
  dueAt: z.iso.datetime({ offset: true }).optional().describe('对方要求的办结时限；我方时限不晚于它 / our limits end no later'),
  returnBy: z.iso.datetime({ offset: true }).optional().describe('对方允许退单的期限 / until when they take it back'),
  contact: z
    .strictObject({
      name: z.string().trim().min(1).max(40),
      phone: Telephone,
      address: z.string().trim().min(1).max(200).optional(),
      sms: z.boolean().optional().describe('来电人同意短信告知进展 / the caller agrees to be told by SMS how it goes'),
    })
    .optional(),
});
export type WorkOrder = z.infer<typeof WorkOrder>;

/** `Said`: a sentence as a schema has it; in both languages apart where it names words of the other system, which may be of either. */
export interface Problem<Said = string> {
  readonly path: string;
  readonly message: Said;
}

/** A work order as it was read. */
export interface Read {
  readonly order: WorkOrder;
  /** Its contact's address, where the contact was left out. */
  readonly address?: string;
  /** What was left out, and why. */
  readonly problems: readonly Problem[];
}

interface Unread {
  readonly order?: undefined;
  /** What is wrong with it. */
  readonly problems: readonly Problem[];
}

export function readOrder(given: Readonly<Record<string, unknown>>): Read | Unread {
  const parsed = WorkOrder.safeParse(given);
  return parsed.success ? { order: parsed.data, problems: [] } : { problems: problemsOf(parsed.error) };
}

/**
 * A row of a table: who enters old work orders cannot ask for the right number any more. One whose telephone alone is wrong is taken
 * without its contact.
 */
export function readRow(given: Readonly<Record<string, unknown>>): Read | Unread {
  const whole = readOrder(given);
  if (whole.order || whole.problems.some(({ path }) => path !== 'contact.phone')) return whole;
  const { contact, ...rest } = given;
  const without = readOrder(rest);
  const { address } = contact as { readonly address?: string };
  return without.order ? { ...without, ...(address && { address }), problems: whole.problems } : without;
}

const problemsOf = ({ issues }: z.ZodError): readonly Problem[] =>
  issues.map(({ path, message }) => ({ path: path.join('.'), message }));

/** The input of `place`, or what is wrong with the order. */
export function placeInput(
  system: string,
  profile: ExchangeProfile,
  { order, address }: Pick<Read, 'order' | 'address'>,
): { readonly input: Readonly<Record<string, unknown>> } | { readonly problems: readonly Problem<Words>[] } {
  const { number, category: theirs, unit, text, urgency, dueAt, returnBy } = order;
  const { sms, ...contact } = order.contact ?? {};
  const known = Object.hasOwn(profile.categories, theirs) ? profile.categories[theirs] : undefined;
  const own = categoryByCode(theirs)?.code;
  const category = known ?? own ?? profile.otherwise;
  if (category === undefined) {
    const mapped = Object.keys(profile.categories).toSorted().slice(0, 60).join(', ');
    const message = { zh: `映射表中没有此类别；已有：${mapped}`, en: `no mapping has this category; known are ${mapped}` };
    return { problems: [{ path: 'category', message }] };
  }
  const claimed = urgency !== undefined && Object.hasOwn(profile.urgencies, urgency) ? profile.urgencies[urgency] : undefined;
  return {
    input: {
      category,
      text,
      unit: Object.hasOwn(profile.units, unit) ? profile.units[unit] : unit,
      source: profile.source,
      ...(claimed && { urgency: claimed }),
      ...(order.contact && { contact }),
      ...(address && { place: { note: { note: address } } }),
      ...(sms && { contactBySms: true }),
      reference: { system, number, ...(dueAt && { dueAt }), ...(returnBy && { returnBy }) },
    },
  };
}

/** Our category in their word; our own code where they have none. */
export const categoryFor = ({ categories }: ExchangeProfile, category: string): string =>
  Object.keys(categories).find((theirs) => categories[theirs] === category) ?? category;

/** What the other system says of an order that was handed over to it, as a command of the order. */
export const Report = z
  .strictObject({
    what: z
      .enum(['contact', 'progress', 'result', 'return'])
      .describe('已联系点单人 / 进展 / 办结结果 / 申请退回 (returned after review, before it is confirmed or later)'),
    text: z.string().trim().min(1).max(2_000),
    ground: z
      .enum(['not-our-duty', 'wrong-place', 'needs-enforcement', 'unclear', 'conflict-of-interest', 'beyond-means'])
      .optional()
      .describe('退回理由 / of a return'),
  })
  .refine(({ what, ground }) => (what === 'return') === (ground !== undefined), {
    path: ['ground'],
    message: '退回须注明理由，其他不填 / a return names its ground, and nothing else does',
  });
export type Report = z.infer<typeof Report>;

export function reported({ what, text, ground }: Report): {
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
} {
  switch (what) {
    case 'contact':
      return { type: 'contact', input: { note: text } };
    case 'progress':
      return { type: 'progress', input: { text } };
    case 'result':
      return { type: 'finish', input: { result: text } };
    case 'return':
      return { type: 'askReturn', input: { ground, reason: text } };
  }
}

/** What a stage is called in the other system; our own word where it has none. */
export const statusOf = ({ statuses }: ExchangeProfile, stage: string): string =>
  Object.hasOwn(statuses, stage) ? (statuses[stage] as string) : stage;

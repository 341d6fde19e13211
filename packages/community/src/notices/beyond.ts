// Notices beyond the box (短信、邮件): which go out, when, and in what words: what a county or street can set for itself. Pure.
//
// N1 (I12): a message says number, station, light and a link; no text, no kind of order, no name: a telephone is read over somebody's
// shoulder, and gateways keep what they are given. N2: at night only matters of life and property (U0) go out; the rest waits for the
// morning. Source: domain research 2.6, 8.
import { z } from 'zod';
import { DAY_MS, dayOf, HOUR_MS, startOf } from '../calendar/day.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import { inBoth } from '../rules/rule.ts';
import type { WebhookData } from '../webhooks/event.ts';
import { isOfActivity, NoticeTemplate } from './notice.ts';

export type Way = 'sms' | 'email';
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写作 22:00 / write a time of day as 22:00');
const Templates = z
  .array(NoticeTemplate)
  .refine((names) => new Set(names).size === names.length, '每种通知只写一次 / each template stands once')
  .readonly();

/** Rule of the kind `notices`; its key is ''. What is left out stands as by default. */
export const NoticeRules = z.strictObject({
  /** 免打扰时段, local time; null: none. */
  quiet: z
    .strictObject({ from: Time, until: Time })
    .refine(
      ({ from, until }) => from !== until,
      '免打扰的起止时间相同：不设请写 null / the quiet hours begin and end at the same time: write null for none',
    )
    .nullable()
    .optional(),
  /** Which notices go by SMS, which by e-mail. */
  sms: Templates.optional(),
  email: Templates.optional(),
  /** For those who chose none. */
  language: z.enum(languages).optional(),
});

/** What holds somewhere. */
export interface NoticeRulesThere {
  readonly quiet: { readonly from: string; readonly until: string } | null;
  readonly sms: readonly NoticeTemplate[];
  readonly email: readonly NoticeTemplate[];
  readonly language: Language;
}

const places = ['number', 'station', 'light', 'link'] as const;
type Place = (typeof places)[number];
const inBraces = places.map((place) => `{${place}}`);

/** N1: what stands in braces is one of four, and the number is among them. 500 characters are seven SMS. */
const Wording = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => text.includes('{number}'), '须含 {number} / it must hold {number}')
  .refine(
    (text) => !/[{}]/.test(places.reduce((rest, place) => rest.replaceAll(`{${place}}`, ''), text)),
    inBoth({ zh: `大括号里只能写${inBraces.join('、')}`, en: `in braces stand only ${inBraces.join(', ')}` }),
  )
  .refine((text) => !/\p{Cc}/u.test(text), '只能写一行 / it is one line');

/** Rule of the kind `notice-words`; its key is a template's name, or `*` for all that have no words of their own, here or by default. */
export const NoticeWords = z.strictObject({ zh: Wording, en: Wording });
type NoticeWords = z.infer<typeof NoticeWords>;
export const isWordsKey = (key: string): boolean => key === '*' || NoticeTemplate.safeParse(key).success;

/** What happens to a resident's order, and what somebody at work must do; not what is read at the desk anyway. */
const bySms: readonly NoticeTemplate[] = [
  'order-placed',
  'order-admitted',
  'order-refused',
  'order-dispatched',
  'order-accepted',
  'order-finished',
  // A receipt may lie in other hands: whose order it is must hear of it where he is.
  'order-evaluated-by-code',
  // Nor is what somebody wrote down for him always what he said.
  'order-evaluation-transcribed',
  'order-reopened',
  'order-declared-false',
  'order-false-redone',
  'order-alarm',
  'order-deputy',
  'order-untaken',
  'order-passed-on',
  'order-handed-over',
  'order-merged',
  'order-joined',
  // Other limits hold from then on.
  'category-corrected',
  // Whoever may speak within three days, or contest within five, hears of it where he is.
  'exclusion-proposed',
  'exclusion-decided',
  'desk-unmanned',
  'clock-due',
  'clock-over',
  'card-issued',
  'card-copied',
  'card-escalated',
  'data-request-answered',
  'emergency-news',
];

const standing: NoticeRulesThere = {
  quiet: { from: '22:00', until: '07:00' },
  sms: bySms,
  email: NoticeTemplate.options.filter((template) => !isOfActivity(template)),
  language: 'zh',
};

/** 【六单】单号 26…。环节：评单；绿灯。https://… */
const standingWords: Readonly<Partial<Record<NoticeTemplate, NoticeWords>>> & { readonly '*': NoticeWords } = {
  '*': {
    zh: '【六单】单号 {number} 有新进展。环节：{station}；{light}。{link}',
    en: '[Six Orders] {number} has news. Station: {station}; {light}. {link}',
  },
  'order-finished': {
    zh: '【六单】单号 {number} 请您评价。环节：{station}；{light}。{link}',
    en: '[Six Orders] {number} waits for your evaluation. Station: {station}; {light}. {link}',
  },
  'order-evaluated-by-code': {
    zh: '【六单】单号 {number} 有人凭查询码评过了。不是您评的，请打 12345 或者告诉社区。{link}',
    en: '[Six Orders] {number} was evaluated by its query code. If that was not you, call 12345 or tell your community. {link}',
  },
  'order-evaluation-transcribed': {
    zh: '【六单】单号 {number} 的评价是别人替您记下的。和您说的不一样，请打 12345 或者告诉社区。{link}',
    en: '[Six Orders] The evaluation of {number} was written down for you. If it is not what you said, call 12345 or tell your community. {link}',
  },
};

/** To whoever wrote the order down for somebody without an account: that one evaluates, not he. */
const writersWords: Readonly<Partial<Record<NoticeTemplate, NoticeWords>>> = {
  'order-finished': {
    zh: '【六单】单号 {number} 办完了，请问问居民：问题解决了吗？{link}',
    en: '[Six Orders] {number} is finished: please ask the resident whether it is solved. {link}',
  },
  'order-evaluated-by-code': {
    zh: '【六单】单号 {number} 有人凭查询码评过了。不是居民本人评的，请打 12345 或者告诉社区。{link}',
    en: '[Six Orders] {number} was evaluated by its query code. If that was not the resident, call 12345 or tell your community. {link}',
  },
  'order-evaluation-transcribed': {
    zh: '【六单】单号 {number} 的评价已代录。和居民说的不一样，请打 12345 或者告诉社区。{link}',
    en: '[Six Orders] The evaluation of {number} was written down. If it is not what the resident said, call 12345 or tell your community. {link}',
  },
};

const stationWords: Readonly<Record<WebhookData['station'], NoticeWords>> = {
  place: { zh: '点单', en: 'order' },
  dispatch: { zh: '派单', en: 'dispatch' },
  accept: { zh: '接单', en: 'acceptance' },
  supervise: { zh: '督单', en: 'supervision' },
  publish: { zh: '晒单', en: 'publication' },
  evaluate: { zh: '评单', en: 'evaluation' },
};
const lightWords: Readonly<Record<WebhookData['light'], NoticeWords>> = {
  green: { zh: '绿灯', en: 'green light' },
  blue: { zh: '蓝灯', en: 'blue light' },
  yellow: { zh: '黄灯', en: 'yellow light' },
  red: { zh: '红灯', en: 'red light' },
  done: { zh: '已结束', en: 'closed' },
};

/** Of the place of an order, at an instant (epoch ms). */
interface Where {
  readonly tenant: string;
  readonly path: string;
  readonly at: number;
}

export function noticeRulesAt(rules: CountyRules, where: Where): NoticeRulesThere {
  const own = rules.find('notices', '', where)?.value ?? {};
  return {
    quiet: own.quiet === undefined ? standing.quiet : own.quiet,
    sms: own.sms ?? standing.sms,
    email: own.email ?? standing.email,
    language: own.language ?? standing.language,
  };
}

export interface Said {
  readonly template: NoticeTemplate;
  readonly language: Language;
  readonly number: string;
  readonly station: WebhookData['station'];
  readonly light: WebhookData['light'];
  /** null without a public address: then the words go without it. */
  readonly link: string | null;
  /** To whoever wrote the order down for somebody without an account. */
  readonly toWriter?: boolean;
}

/** A message in words, one line; its subject, for e-mail. */
export function messageText(rules: CountyRules, where: Where, said: Said): { readonly subject: string; readonly text: string } {
  const { template, language, number, station, light, toWriter = false } = said;
  const own = rules.find('notice-words', template, where)?.value;
  const general = rules.find('notice-words', '*', where)?.value;
  const standingHere = (toWriter ? writersWords[template] : undefined) ?? standingWords[template];
  const wording = (own ?? standingHere ?? general ?? standingWords['*'])[language];
  const filled: Readonly<Record<Place, string>> = {
    number,
    station: stationWords[station][language],
    light: lightWords[light][language],
    link: said.link ?? '',
  };
  const text = wording.replaceAll(/\{(\w+)\}/g, (_, place: string) => filled[place as Place]).trim();
  return { text, subject: language === 'zh' ? `【六单】${number}` : `[Six Orders] ${number}` };
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** N2: when a message may go out that would go at `at` (epoch ms): then, or at the end of the quiet hours. */
export function goesAt(at: number, quiet: NoticeRulesThere['quiet'], urgency: string | null): number {
  if (quiet === null || urgency === 'U0') return at;
  const day = startOf(dayOf(at));
  const minute = Math.floor((at - day) / 60_000);
  const [from, until] = [minutesOf(quiet.from), minutesOf(quiet.until)];
  const within = from < until ? minute >= from && minute < until : minute >= from || minute < until;
  if (!within) return at;
  const end = day + (until / 60) * HOUR_MS;
  return end > at ? end : end + DAY_MS;
}

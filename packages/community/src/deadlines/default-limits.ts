// The limits that hold where nobody set others, as data. Source: domain research on comparable programmes, tables 2.4–2.6, 6
// (DB11/T 2021—2022 Beijing, 遵义12345, 夏阳街道 and others); the county's own scheme was never published.
import type { Urgency } from '../catalogue/category.ts';
import type { ClockName } from './clock-name.ts';
import { parseDuration, type Duration } from './duration.ts';
import type { Words } from '../rules/rule.ts';

/** Named by every clock that these limits set; a changed limit is a new id. */
export const defaultPolicy = 'default-2026-2';

/** 咨询, 代办小事, 求助, 建议, 投诉, 投诉 about property, 举报, 矛盾纠纷, 微心愿. */
export const requestTypes = [
  'enquiry',
  'errand',
  'help',
  'suggestion',
  'complaint',
  'property-complaint',
  'report',
  'dispute',
  'wish',
] as const;
export type RequestType = (typeof requestTypes)[number];

/** Null: there is no such clock at this urgency. */
export type Limits = Readonly<Record<Urgency, Duration | null>>;

const NONE = '–';
const limit = (text: string): Duration | null => (text === NONE ? null : parseDuration(text));
const row = (...texts: readonly [u0: string, u1: string, u2: string, u3: string]): Limits => ({
  U0: limit(texts[0]),
  U1: limit(texts[1]),
  U2: limit(texts[2]),
  U3: limit(texts[3]),
});
const always = (text: string): Limits => row(text, text, text, text);

export const urgencyLimits: Readonly<Record<ClockName, Limits>> = {
  //                U0 特急    U1 紧急    U2 一般           U3 疑难
  intake: row('15 min', '1 h', '4 wh', '1 wd'),
  consult: row(NONE, '1 wd', '1 wd', '1 wd'),
  dispatch: row('30 min', '2 h', '24 h', '24 h'),
  accept: row('15 min', '1 h', '8 wh', '1 wd'),
  contact: row('30 min', '1 h', '24 h, next wd', '1 wd'),
  arrive: row('1 h', '4 h', NONE, NONE),
  feedback: row('2 h', '24 h', '3 wd', '5 wd'),
  // Of the kinds of order that ask for it (milestoneClocks): at once is within a quarter of an hour.
  report: always('15 min'),
  police: always('15 min'),
  cordon: always('2 h'),
  refer: always('1 wd'),
  confirm: row('24 h', '24 h', '3 wd', '3 wd'),
  whole: row('24 h', '24 h', '5 wd', '15 wd'),
  returnWindow: row(NONE, '30 min', '1 wd', '1 wd'),
  returnReview: row(NONE, '30 min', '1 wd', '1 wd'),
  decision: row('15 min', '30 min', '1 wd', '1 wd'),
  transfer: row('15 min', '1 h', '8 wh', '1 wd'),
  pause: always('5 wd'),
  shelve: always('180 d'),
  shelveReview: always('30 d'),
  reportIn: row('2 h', '2 h', '1 wd', '1 wd'),
  callback: row('24 h', '24 h', '3 wd', '3 wd'),
  evaluate: row('7 d', '7 d', '15 d', '15 d'),
  ratingChange: always('7 d'),
  ratingReview: row('2 h', '2 h', '1 wd', '1 wd'),
  hearing: always('3 wd'),
  rework: row('24 h', '24 h', '3 wd', '5 wd'),
  publish: always('3 wd'),
  objection: always('5 wd'),
  objectionReview: always('1 wd'),
  publicObjection: always('3 wd'),
  cardBlue: always('1 wd'),
  cardYellow: always('1 wd'),
  cardRed: always('4 wh'),
  cardCheck: always('1 wd'),
  lookBack: always('30 d'),
  callRequest: always('30 wmin'),
  dataRequest: always('15 wd'),
};

/** Whether no urgency makes it shorter: cards, objections, what is published. */
export const isUniform = (clock: ClockName): boolean =>
  new Set(Object.values(urgencyLimits[clock]).map((of) => JSON.stringify(of))).size === 1;

/** 办结 by request type, where the category has no limit of its own (2.5). */
export const requestLimits: Readonly<Record<RequestType, Duration>> = {
  enquiry: parseDuration('1 wd'),
  errand: parseDuration('3 wd'),
  help: parseDuration('5 wd'),
  suggestion: parseDuration('7 wd'),
  complaint: parseDuration('10 wd'),
  'property-complaint': parseDuration('7 wd'),
  report: parseDuration('15 wd'),
  dispute: parseDuration('7 wd'),
  wish: parseDuration('15 d'),
};

/** 办结 in an emergency (6). At U3 nothing is set: its limit is counted day and night. */
export const emergencyLimits: Limits = row('1 h', '4 h', '24 h', NONE);

/** Clocks of the resident, who may act until midnight; the others end at close of business (民法典 203). */
export const residentsClocks: ReadonlySet<ClockName> = new Set(['evaluate', 'ratingChange', 'objection', 'hearing']);

/** What no county may exceed: dispatch at U0 (DB11/T 2021). */
export const hardLimits: { readonly [name in ClockName]?: { readonly [urgency in Urgency]?: Duration } } = {
  dispatch: { U0: parseDuration('1 h') },
};

/** What no county may shorten, or leave out: who is concerned is heard for 3 working days (domain research 5.2, 5.5). */
export const leastLimits: { readonly [name in ClockName]?: Duration } = { hearing: parseDuration('3 wd') };

/** Why a clock is missing at some urgencies, where there is more to say than that. */
export const noSuchClock: { readonly [name in ClockName]?: Words } = {
  consult: { zh: '特急事项须先处置，不安排会商。', en: 'At U0 act first: there is no consultation.' },
  arrive: { zh: '到场时间由双方约定。', en: 'Arrival is by appointment.' },
  returnWindow: { zh: '特急事项须先处置，不得退单。', en: 'At U0 act first: an order cannot be returned.' },
  returnReview: { zh: '特急事项不得退单。', en: 'At U0 an order cannot be returned.' },
};

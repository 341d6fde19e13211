// The numbers of the rules (policies): what holds where no county or street set another, by name.
//
// Owns: their names, defaults, shapes, words and sources. Not ours: rows and precedence (../county-rules, kind `policy`), limits of
// clocks (../deadlines/limits), what each number does (the subject that reads it).
// Keeps: P1: a number is told once: an order's when it is placed, a clock's when it begins; a later row changes neither.
import { naturalMinutes, parseDuration } from '../deadlines/duration.ts';
import type { Words } from '../rules/rule.ts';
import { z } from 'zod';

/** A count, a share in percent, or a length such as "30 min". */
export type PolicyValue = number | string;
export const PolicyValue = z.union([z.number(), z.string()]);

export interface Policy extends Words {
  readonly standing: PolicyValue;
  readonly shape: z.ZodType<PolicyValue>;
  readonly source: Words;
}

const research = (paragraph: string): Words => ({ zh: `领域研究 ${paragraph}`, en: `domain research ${paragraph}` });
const design: Words = { zh: '系统默认〔设计〕', en: 'design default' };

const counted = (standing: number, least: number, most: number, zh: string, en: string, source: Words) => ({
  standing,
  shape: z.int().min(least).max(most),
  zh,
  en,
  source,
});

/** Parts of a clock or of a sample, 1 to 99 or 0 to 100 percent. */
const percent = (standing: number, least: number, most: number, zh: string, en: string, source: Words) => ({
  standing,
  shape: z.number().min(least).max(most),
  zh,
  en,
  source,
});

const lengthOf = (text: string) => {
  try {
    return parseDuration(text);
  } catch {
    return null;
  }
};

/** Of natural time: no calendar is asked. `least`, `most`: in the same words. */
const natural = (standing: string, least: string, most: string, zh: string, en: string, source: Words) => ({
  standing,
  shape: z.string().refine((text) => {
    const length = lengthOf(text);
    if (length === null || length.nextWorkday || !['min', 'h', 'd'].includes(length.unit)) return false;
    const minutes = naturalMinutes(length);
    return minutes >= naturalMinutes(parseDuration(least)) && minutes <= naturalMinutes(parseDuration(most));
  }, `write a number and one of min, h, d, from ${least} to ${most}`),
  zh,
  en,
  source,
});

const length = (standing: string, most: string, zh: string, en: string, source: Words) => ({
  standing,
  shape: z.string().refine((text) => {
    const given = lengthOf(text);
    return given !== null && naturalMinutes(given) <= naturalMinutes(parseDuration(most));
  }, `write a number and one of min, h, wmin, wh, wd, d, such as "5 wd", at most ${most}`),
  zh,
  en,
  source,
});

/** Told to an order when it is placed; it keeps them to its end. */
export const orderPolicies = {
  returns: counted(
    2,
    0,
    5,
    '退单最多次数，之后指定承办',
    'how often an order is returned before it is designated',
    research('2.4 退单'),
  ),
  reworks: counted(
    2,
    1,
    5,
    '差评自动重办的次数，之后提级另派',
    'how many bad evaluations bring rework before the level above takes over',
    research('2.6'),
  ),
  extensions: counted(2, 0, 10, '延期超过此次数发红卡', 'more extensions than these bring a red card', research('2.6 督办')),
  'claim/U0': natural('15 min', '1 min', '1 h', '特急单抢单后确认的时限', 'a claim at U0 is confirmed within', design),
  'claim/U1': natural('30 min', '1 min', '4 h', '紧急单抢单后确认的时限', 'a claim at U1 is confirmed within', design),
  'claim/U2': natural('30 min', '1 min', '24 h', '一般单抢单后确认的时限', 'a claim at U2 is confirmed within', design),
  'claim/U3': natural('30 min', '1 min', '24 h', '疑难单抢单后确认的时限', 'a claim at U3 is confirmed within', design),
  draft: natural('7 d', '1 h', '30 d', '草稿无人确认的保留时间', 'a draft that nobody confirms is kept for', design),
  'urge/U0': natural(
    '15 min',
    '1 min',
    '24 h',
    '特急单同一人再次催办的间隔',
    'between two urgings by one person at U0',
    research('2.6 催办'),
  ),
  'urge/U1': natural('1 h', '1 min', '7 d', '紧急单同一人再次催办的间隔', 'between two urgings by one person at U1', design),
  'urge/U2': natural(
    '24 h',
    '1 min',
    '7 d',
    '一般单同一人再次催办的间隔',
    'between two urgings by one person at U2',
    research('2.6 催办'),
  ),
  'urge/U3': natural(
    '24 h',
    '1 min',
    '7 d',
    '疑难单同一人再次催办的间隔',
    'between two urgings by one person at U3',
    research('2.6 催办'),
  ),
  reminders: counted(
    4,
    1,
    20,
    '特急单逾期催办几次后电话联系并提级',
    'so many reminders at U0 before the deputy is telephoned and the order goes up',
    research('2.6 催办'),
  ),
  'pass-on': counted(
    4,
    0,
    20,
    '特急单无人接时自动转派的次数',
    'how often an order of life and property passes on by itself',
    research('2.4、2.6'),
  ),
  units: counted(3, 1, 12, '参办单位超过此数提级', 'more units with a part in it take the order up', research('2.6 提级')),
  helpers: counted(12, 1, 50, '协办的最多个数', 'how many may help with an order', design),
  'called-within': natural(
    '30 d',
    '1 d',
    '30 d',
    '结束后可以回访、认定虚假办结的时间',
    'how long after its end an order is called about, or found to be done falsely',
    research('2.6 回访'),
  ),
} as const satisfies Record<string, Policy>;

export type OrderPolicyName = keyof typeof orderPolicies;
export const isOrderPolicy = (name: string): name is OrderPolicyName => Object.hasOwn(orderPolicies, name);

/** Told to a clock when it begins; an extension of it is judged by those, too. */
export const clockPolicies = {
  'remind/half': percent(
    50,
    1,
    99,
    '第一次提醒：时限过了百分之几',
    'first reminder, at this part of the limit',
    research('2.6 催办'),
  ),
  'remind/pressing': percent(
    80,
    1,
    99,
    '第二次提醒：时限过了百分之几',
    'second reminder, at this part of the limit',
    research('2.6 催办'),
  ),
  'repeat/U0': natural(
    '15 min',
    '1 min',
    '24 h',
    '特急单逾期后提醒的间隔',
    'between reminders of what is late at U0',
    research('2.6 催办'),
  ),
  'repeat/U1': natural(
    '24 h',
    '1 min',
    '7 d',
    '紧急单逾期后提醒的间隔',
    'between reminders of what is late at U1',
    research('2.6 催办'),
  ),
  'repeat/U2': natural(
    '24 h',
    '1 min',
    '7 d',
    '一般单逾期后提醒的间隔',
    'between reminders of what is late at U2',
    research('2.6 催办'),
  ),
  'repeat/U3': natural(
    '24 h',
    '1 min',
    '7 d',
    '疑难单逾期后提醒的间隔',
    'between reminders of what is late at U3',
    research('2.6 催办'),
  ),
  grave: percent(
    50,
    1,
    400,
    '逾期超过时限的百分之几发红卡',
    'late by this part of the limit brings a red card',
    research('2.6 督办'),
  ),
  'grave/most': length(
    '5 wd',
    '60 d',
    '逾期超过此时间发红卡',
    'late by so much brings a red card whatever the limit',
    research('2.6 督办'),
  ),
  'extend/U1': counted(1, 0, 3, '紧急单延期的次数', 'how often an order is extended at U1', research('2.4 延期')),
  'extend/U2': counted(1, 0, 5, '一般单延期的次数', 'how often an order is extended at U2', research('2.4 延期')),
  'extend/U3': counted(2, 0, 5, '疑难单延期的次数', 'how often an order is extended at U3', research('2.4 延期')),
  'extend-most/U1': length('24 h', '3 d', '紧急单延期合计最长', 'all extensions at U1 come to at most', research('2.4 延期')),
  'extend-most/U2': length(
    '5 wd',
    '30 d',
    '一般单延期合计最长，且不超过原时限',
    'all extensions at U2 come to at most, and no more than the limit itself',
    research('2.4 延期'),
  ),
  'extend-most/U3': length('15 wd', '60 d', '疑难单延期合计最长', 'all extensions at U3 come to at most', research('2.4 延期')),
} as const satisfies Record<string, Policy>;

export type ClockPolicyName = keyof typeof clockPolicies;

/** Asked for when the sample is drawn. */
export const samplePolicies = {
  'sample/transcribed': percent(
    10,
    0,
    100,
    '代录评价抽样回访的比例',
    'of the evaluations that were written down, called about',
    research('3.1'),
  ),
  'sample/five-star': percent(
    5,
    0,
    100,
    '五星评价抽样回访的比例',
    'of the evaluations with five stars, called about',
    research('5.5'),
  ),
} as const satisfies Record<string, Policy>;

/** Asked for when a month is read, as they stood when it ended. */
export const figurePolicies = {
  'figures/orders': counted(
    5,
    1,
    100,
    '少于此数的单，只列出不排序',
    'with fewer orders a unit is listed, not ranked',
    research('5.5'),
  ),
  'figures/answers': percent(
    30,
    0,
    100,
    '回访覆盖率低于此比例（%），解决率、满意率灰显，不排序',
    'with answers to a smaller part, solved and satisfied are shown grey and rank nobody',
    research('5.5 回访覆盖率'),
  ),
  'figures/mixed-in': counted(
    10,
    0,
    100,
    '排序时按街道平均水平折算的单数，使小单位不大起大落',
    'orders of the street’s average that a unit’s own are mixed with, so that small units do not jump',
    research('5.5'),
  ),
  'figures/both-sides': counted(
    0,
    0,
    1,
    '双考核：1 为吹哨的街道和报到的部门按同一批事项一并评分，0 为不评；只由县级规定',
    'caller and department of a whistle scored together, by the same orders: 1, or 0 for not; of the county’s rules alone',
    research('5.5 双考核'),
  ),
} as const satisfies Record<string, Policy>;

const weight = (standing: number, zh: string, en: string) =>
  counted(
    standing,
    0,
    100,
    `考核得分：${zh}的权重，只由县级规定`,
    `score: weight of ${en}; of the county’s rules alone`,
    research('5.5'),
  );
const off = (standing: number, most: number, zh: string, en: string) =>
  counted(
    standing,
    0,
    most,
    `考核得分：${zh}扣的分，只由县级规定`,
    `score: taken off for ${en}; of the county’s rules alone`,
    research('5.5'),
  );

/** Asked for when a month is scored, as they stood when it ended; the county's alone, so that its units are scored alike. */
export const scorePolicies = {
  'score/accepted': weight(10, '接单及时率', 'accepted in time'),
  'score/contacted': weight(10, '响应率', 'contacted in time'),
  'score/done': weight(15, '按时办结率', 'done in time'),
  'score/solved': weight(30, '解决率', 'solved'),
  'score/satisfied': weight(30, '满意率', 'satisfied'),
  'score/cardsAnswered': weight(5, '督单回应率', 'cards answered in time'),
  'score/yellow': off(1, 20, '一张黄卡', 'a yellow card'),
  'score/red': off(3, 50, '一张红卡', 'a red card'),
  'score/falseCompletions': off(20, 100, '一件虚假办结', 'a false completion'),
  'score/bonus': counted(
    0,
    0,
    5,
    '考核得分：未诉先办按时办结每件加 0.5 分，合计最多加的分；只由县级规定',
    'score: half a point for each order found by staff and done in time, so many points at most; of the county’s rules alone',
    research('5.5'),
  ),
} as const satisfies Record<string, Policy>;

/** Asked for when points are proposed to be taken off, entered or read. */
export const pointPolicies = {
  'points/hearing': counted(
    3,
    3,
    15,
    '扣分提出后本人可以陈述的工作日',
    'working days to speak about a deduction that is proposed',
    research('5.2'),
  ),
  'points/appeal': counted(
    5,
    5,
    20,
    '积分入账后可以申诉的工作日',
    'working days to appeal against an entry of points',
    research('5.2'),
  ),
  'points/warned': counted(60, 7, 180, '积分到期前多少天提醒', 'so many days before points end it is said', research('5.3')),
} as const satisfies Record<string, Policy>;

/** Asked for each day. */
export const calendarPolicies = {
  'calendar/notice-due': counted(
    60,
    7,
    180,
    '节假日安排用完前多少天提醒导入下一年的通知',
    'so many days before the official days end the next year’s notice is asked for',
    research('8'),
  ),
} as const satisfies Record<string, Policy>;

export const policies = {
  ...orderPolicies,
  ...clockPolicies,
  ...samplePolicies,
  ...figurePolicies,
  ...scorePolicies,
  ...pointPolicies,
  ...calendarPolicies,
};
export type PolicyName = keyof typeof policies;
export const isPolicyName = (name: string): name is PolicyName => Object.hasOwn(policies, name);

/** What an order was told otherwise than the defaults say. */
export type Told = { readonly [N in OrderPolicyName]?: PolicyValue } | undefined;

/** A count of an order's. */
export const countOf = (told: Told, name: OrderPolicyName): number => Number(told?.[name] ?? policies[name].standing);

/** A length of an order's, in ms. */
export const msOf = (told: Told, name: OrderPolicyName): number =>
  naturalMinutes(parseDuration(String(told?.[name] ?? policies[name].standing))) * 60_000;

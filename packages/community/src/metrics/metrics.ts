// The monthly metrics (domain research 5.5): each formula once, over the sums of counts.ts. docs/metrics.md lists them.
//
// M1: a rate without a population is null, never 0 or 1. M2: what is measured on few answers is shown grey and ranks nobody.
import type { CountyRules } from '../county-rules/county-rules.ts';
import { figurePolicies, scorePolicies } from '../policies/policies.ts';
import { monthSpan } from '../calendar/day.ts';
import type { Counts } from './counts.ts';
import type { Words } from '../rules/rule.ts';

interface Metric {
  readonly zh: string;
  readonly en: string;
  readonly formula: string;
  /** Which orders it is about. */
  readonly population: Words;
  readonly of: (counts: Counts, about: About) => number | null;
}

/** What is known of the unit beside its orders. */
interface About {
  readonly residents: number | null;
}

const V = { zh: 'V', en: 'V' };
const R = { zh: 'R（含被合并的单；不含挂账）', en: 'R, merged orders in it; without shelved ones' };
const ALL_R = { zh: 'R（含挂账）', en: 'R, shelved ones in it' };
const CHARGED = { zh: 'V 与挂账', en: 'V and shelved ones' };
const FOUND = { zh: '未诉先办的单（不在 V）', en: 'orders that staff found themselves, not in V' };
const SETTLED = { zh: '即办的单（不在 V）', en: 'orders answered on the spot, not in V' };

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const metrics = {
  accepted: {
    zh: '接单及时率',
    en: 'accepted in time',
    formula: '#{accepted_at ≤ accept_due} / #V',
    population: V,
    of: (c) => share(c.acceptedInTime, c.v),
  },
  contacted: {
    zh: '响应率',
    en: 'contacted in time',
    formula: '#{first_contact_at ≤ contact_due} / #V',
    population: V,
    of: (c) => share(c.contactedInTime, c.v),
  },
  done: {
    zh: '按时办结率',
    en: 'done in time',
    formula: '#{done_at ≤ due incl. approved extension} / #V',
    population: V,
    of: (c) => share(c.doneInTime, c.v),
  },
  solved: {
    zh: '解决率',
    en: 'solved',
    formula: 'Σ s / #R, s = 1, 0.5, 0',
    population: R,
    of: (c) => share(c.solved, c.answered),
  },
  satisfied: {
    zh: '满意率',
    en: 'satisfied',
    formula: '#{stars ≥ 3} / #R',
    population: ALL_R,
    of: (c) => share(c.satisfied, c.allAnswered),
  },
  index: {
    zh: '满意指数',
    en: 'satisfaction index',
    formula: 'Σ (stars − 1)/4 / #R',
    population: ALL_R,
    of: (c) => share(c.starIndex, c.allAnswered),
  },
  coverage: {
    zh: '回访覆盖率',
    en: 'answers',
    formula: '#R / #V',
    population: V,
    of: (c) => (c.v === 0 ? null : Math.min(1, c.answered / c.v)),
  },
  atOnce: {
    zh: '一次办结率',
    en: 'done at the first go',
    formula: '#{done, no rework, no return} / #V',
    population: V,
    of: (c) => share(c.atOnce, c.v),
  },
  reworked: {
    zh: '重办率',
    en: 'worked on again',
    formula: '#{rework} / #R',
    population: ALL_R,
    of: (c) => share(c.reworked, c.allAnswered),
  },
  bad: {
    zh: '差评率',
    en: 'bad evaluations',
    formula: '#{stars ≤ 2} / #R',
    population: ALL_R,
    of: (c) => share(c.bad, c.allAnswered),
  },
  mended: {
    zh: '差评整改率',
    en: 'bad ones mended',
    formula: '#{差评 whose last rating ≥ 3} / #{差评}',
    population: CHARGED,
    of: (c) => share(c.mended, c.everBad),
  },
  returned: {
    zh: '退单率',
    en: 'returns asked for',
    formula: '#{return asked} / #{dispatched}',
    population: CHARGED,
    of: (c) => share(c.returnsAsked, c.dispatches),
  },
  overdue: { zh: '超期率', en: 'overdue', formula: '1 − 按时办结率', population: V, of: (c) => share(c.v - c.doneInTime, c.v) },
  meanLate: {
    zh: '平均超期（分钟）',
    en: 'mean lateness (minutes)',
    formula: 'Σ max(0, done − due) / #overdue',
    population: V,
    of: (c) => share(c.lateMinutes, c.overdue),
  },
  medianMinutes: {
    zh: '办结时长中位数（工作分钟）',
    en: 'median of the work (working minutes)',
    formula: 'median of working minutes accepted → done',
    population: V,
    of: (c) => c.medianMinutes,
  },
  p90Minutes: {
    zh: '办结时长 P90（工作分钟）',
    en: '90th percentile of the work (working minutes)',
    formula: 'P90 of working minutes accepted → done',
    population: V,
    of: (c) => c.p90Minutes,
  },
  repeated: {
    zh: '重复诉求率',
    en: 'the same matter again',
    formula: '#children / (#children + #V)',
    population: CHARGED,
    of: (c) => share(c.children, c.children + c.v),
  },
  proactive: {
    zh: '未诉先办率',
    en: 'done before anyone asked',
    formula: '#proactive done / (#proactive done + #V)',
    population: { zh: '未诉先办的单与 V', en: 'orders that staff found themselves, and V' },
    of: (c) => share(c.proactiveDone, c.proactiveDone + c.v),
  },
  proactiveInTime: {
    zh: '未诉先办按时办结率',
    en: 'found by staff and done in time',
    formula: '#{proactive, done_at ≤ due} / #proactive',
    population: FOUND,
    of: (c) => share(c.proactiveInTime, c.proactive),
  },
  settled: {
    zh: '即办率',
    en: 'answered on the spot',
    formula: '#settled / (#settled + #V)',
    population: { zh: '即办的单与 V', en: 'orders answered on the spot, and V' },
    of: (c) => share(c.settled, c.settled + c.v),
  },
  settledSolved: {
    zh: '即办解决率',
    en: 'solved on the spot',
    formula: 'Σ s / #{settled with an answer}, s = 1, 0.5, 0',
    population: SETTLED,
    of: (c) => share(c.settledSolved, c.settledAnswered),
  },
  settledSatisfied: {
    zh: '即办满意率',
    en: 'satisfied on the spot',
    formula: '#{settled, stars ≥ 3} / #{settled with an answer}',
    population: SETTLED,
    of: (c) => share(c.settledSatisfied, c.settledAnswered),
  },
  consented: {
    zh: '同意率',
    en: 'agreed to publication',
    formula: '#consented / #closed',
    population: CHARGED,
    of: (c) => share(c.consented, c.closed),
  },
  published: {
    zh: '晒单率',
    en: 'published',
    formula: '#published / #{closed ∧ consented}',
    population: CHARGED,
    of: (c) => share(c.published, c.consented),
  },
  cardsAnswered: {
    zh: '督单回应率',
    en: 'cards answered in time',
    formula: '#cards answered in time / #cards',
    population: { zh: '当月应回复、未撤销的督办卡', en: 'cards to be answered in the month, not cancelled' },
    of: (c) => share(c.cardsAnswered, c.cards),
  },
  perThousand: {
    zh: '千人点单量',
    en: 'orders per thousand residents',
    formula: '1000 · #orders / residents',
    population: { zh: '当月点单', en: 'placed in the month' },
    of: (c, { residents }) => (residents ? (1_000 * c.placed) / residents : null),
  },
  participation: {
    zh: '党员参与率',
    en: 'members who took part',
    formula: '#{members with ≥ 1 accepted order} / #{members reported in}',
    population: {
      zh: '当月在该单元报到的党员，接了该单元的单',
      en: 'members reported in to the unit at some time of the month; orders that lie in it, accepted in the month',
    },
    of: (c) => share(c.participants, c.members),
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;
export const metricNames = Object.keys(metrics) as readonly MetricName[];

export type Figures = Readonly<Record<MetricName, number | null>>;

export const figuresOf = (counts: Counts, about: About): Figures =>
  Object.fromEntries(metricNames.map((name) => [name, metrics[name].of(counts, about)])) as Figures;

/** On how little a unit is not ranked, and what small ones are mixed with. */
interface Thresholds {
  /** With fewer orders a unit is listed, not ranked. */
  readonly orders: number;
  /** With answers to a smaller share, solved and satisfied are shown grey and rank nobody. */
  readonly answers: number;
  /** Orders of the street that a unit's own are mixed with. */
  readonly mixedIn: number;
}

/** Those of a place as they stood when the month ended. */
export function thresholdsOf(rules: CountyRules, where: { tenant: string; path: string; month: string }): Thresholds {
  const at = monthSpan(where.month)[1] - 1;
  const told = (name: keyof typeof figurePolicies): number =>
    Number(rules.find('policy', name, { ...where, at })?.value ?? figurePolicies[name].standing);
  return { orders: told('figures/orders'), answers: told('figures/answers') / 100, mixedIn: told('figures/mixed-in') };
}

/**
 * The paper by which the county has both sides of a whistle scored in a month (双考核); undefined: it has not. A street's own rule
 * sets none: what compares streets and departments is the county's to publish. `path`: of any unit of the county.
 */
export function bothSidesBy(rules: CountyRules, where: { tenant: string; path: string; month: string }): string | undefined {
  const county = where.path.split('.', 1).join();
  const rule = rules.find('policy', 'figures/both-sides', { ...where, path: county, at: monthSpan(where.month)[1] - 1 });
  return rule?.value === 1 ? rule.document : undefined;
}

/** Whether solved and satisfied of these orders say enough to be set beside others. */
export const isEnough = (counts: Counts, { orders, answers }: Thresholds): boolean =>
  counts.v >= orders && (figuresOf(counts, { residents: null }).coverage ?? 0) >= answers;

/** Weights of the score's rates: the default, which a county may set, and the three rates alone (三率). */
export const profiles = {
  default: {
    accepted: scorePolicies['score/accepted'].standing,
    contacted: scorePolicies['score/contacted'].standing,
    done: scorePolicies['score/done'].standing,
    solved: scorePolicies['score/solved'].standing,
    satisfied: scorePolicies['score/satisfied'].standing,
    cardsAnswered: scorePolicies['score/cardsAnswered'].standing,
  },
  'three-rates': { contacted: 10, solved: 45, satisfied: 45 },
} as const satisfies Record<string, Readonly<Partial<Record<MetricName, number>>>>;

const offNames = ['yellow', 'red', 'falseCompletions'] as const;
/** For each order that staff found themselves and did in time, as far as the bonus goes. */
const POINTS_FOUND = 0.5;

/** What the score is made of: weights of the rates, what is taken off for each card, and the most that is added. */
export type Scoring = Readonly<Record<keyof typeof scorePolicies, number>>;
const scoreNames = Object.keys(scorePolicies) as readonly (keyof typeof scorePolicies)[];

export const standingScoring = Object.fromEntries(scoreNames.map((name) => [name, scorePolicies[name].standing])) as Scoring;

/** That of a county as it stood when the month ended; no street has one of its own. `path`: of any unit of the county. */
export function scoringOf(rules: CountyRules, where: { tenant: string; path: string; month: string }): Scoring {
  const asked = { tenant: where.tenant, path: where.path.split('.', 1).join(), at: monthSpan(where.month)[1] - 1 };
  return Object.fromEntries(
    scoreNames.map((name) => [name, Number(rules.find('policy', name, asked)?.value ?? scorePolicies[name].standing)]),
  ) as Scoring;
}

/**
 * 0 to 100, or null when there is nothing to score. A rate without a population is left out and the others stand for it.
 * What is added is 5 at most (domain research 5.5), and nothing unless the county set it: what staff find could be found for its own
 * sake.
 */
export function scoreOf(counts: Counts, scoring: Scoring = standingScoring): number | null {
  const weights = (Object.keys(profiles.default) as (keyof typeof profiles.default)[]).map(
    (name) => [name, scoring[`score/${name}`]] as const,
  );
  const rates = weighted(counts, weights);
  if (rates === null) return null;
  const off = offNames.reduce((total, name) => total + scoring[`score/${name}`] * counts[name], 0);
  const bonus = Math.min(scoring['score/bonus'], POINTS_FOUND * counts.proactiveInTime);
  return Math.min(100, Math.max(0, rates + bonus - off));
}

/** 三率: the three rates alone, with nothing added or taken off. */
export const threeRatesOf = (counts: Counts): number | null =>
  weighted(counts, Object.entries(profiles['three-rates']) as [MetricName, number][]);

function weighted(counts: Counts, weights: readonly (readonly [MetricName, number])[]): number | null {
  const figures = figuresOf(counts, { residents: null });
  const known = weights.filter(([name]) => figures[name] !== null);
  const weight = known.reduce((total, [, points]) => total + points, 0);
  if (weight === 0) return null;
  return (100 / weight) * known.reduce((total, [name, points]) => total + points * (figures[name] as number), 0);
}

/** r̂ = (n·r + m·r_street) / (n + m). Null when one of the rates is, or where both are of no order. */
export const shrunk = (
  n: number,
  { rate, streets, mixedIn }: { readonly rate: number | null; readonly streets: number | null; readonly mixedIn: number },
): number | null =>
  rate === null || streets === null || n + mixedIn === 0 ? null : (n * rate + mixedIn * streets) / (n + mixedIn);

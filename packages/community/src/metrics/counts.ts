// The sums that every formula is made of, over the orders of a unit and month: the slow reference of measure-store.ts.
//
// Keeps: V, X and R as domain research 5.5 has them. C1: an order without an answer is never counted as satisfied (I13).
// C2: what staff found themselves (未诉先办), and what was answered on the spot (即办), is in no sum of what residents asked for.
// What went wrong with it is charged as with any other. C3: while a month runs, what is not due yet and not done is in no sum: it is
// neither in time nor late (decision 0510). Of a month that is over nothing is left out by this.
import { monthSpan } from '../calendar/day.ts';
import { isDecidedOut, monthOf, type Acceptance, type CardMeasure, type OrderMeasure, type ReportedIn } from './measure.ts';

/**
 * What is summed. `v` is V: its members with 挂账 in force are counted apart (`shelved`) and are in nothing but `all*`.
 * `proactive*` and `settled*` are populations of their own; what is both is proactive.
 */
export const countNames = [
  'v',
  'shelved',
  'acceptedInTime',
  'contactedInTime',
  'doneInTime',
  'overdue',
  'lateMinutes',
  'answered',
  'solved',
  'allAnswered',
  'satisfied',
  'starIndex',
  'bad',
  'everBad',
  'mended',
  'reworked',
  'atOnce',
  'returnsAsked',
  'dispatches',
  'children',
  'proactive',
  'proactiveDone',
  'proactiveInTime',
  'settled',
  'settledAnswered',
  'settledSolved',
  'settledSatisfied',
  'closed',
  'consented',
  'published',
  'falseCompletions',
  'cards',
  'cardsAnswered',
  'yellow',
  'red',
  'placed',
  'members',
  'participants',
] as const;
type CountName = (typeof countNames)[number];
export type Counts = Readonly<Record<CountName, number>> & {
  /** Median and 90th percentile of the working minutes; null without any. */
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
};

export interface Population {
  readonly tenant: string;
  /** YYYY-MM, in China. */
  readonly month: string;
  /** Path of the unit; its subtree is counted. */
  readonly path: string;
  /** Of a whistle, in place of what the unit is the main handler of. */
  readonly side?: Side | undefined;
}

/**
 * 双考核: the street that whistled (`caller`), by where the order lies, and a department that it called in (`called`): each answers for
 * the whole order, whoever was its main handler.
 */
export type Side = 'caller' | 'called';

const within = (path: string | null, above: string): boolean => path !== null && (path === above || path.startsWith(`${above}.`));
const isAskedFor = ({ proactive, settled }: OrderMeasure): boolean => !proactive && !settled;
const isChargedTo = (order: OrderMeasure, { path, side }: Population): boolean => {
  if (side === undefined) return within(order.unitPath, path);
  if (side === 'caller') return order.called.length > 0 && within(order.path, path);
  return order.called.some((one) => within(one, path));
};
const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((total, one) => total + of(one), 0);

interface Histories {
  readonly orders: readonly OrderMeasure[];
  readonly cards: readonly CardMeasure[];
  readonly acceptances?: readonly Acceptance[];
  readonly reportedIn?: readonly ReportedIn[];
}

/** Everything of a county in; what the unit and month are charged with out. `now`: epoch ms, for what is not done yet. */
export function countsOf(
  { orders, cards, acceptances = [], reportedIn = [] }: Histories,
  population: Population,
  now: number,
): Counts {
  const { tenant, month, path } = population;
  const own = orders.filter((order) => order.tenant === tenant);
  const all = own.filter(
    (order) =>
      order.excluded === null &&
      order.dueAt !== null &&
      monthOf(order.dueAt) === month &&
      (order.dueAt <= now || order.doneAt !== null) &&
      isChargedTo(order, population),
  );
  const charged = all.filter(isAskedFor);
  const proactive = all.filter((order) => order.proactive);
  const settled = all.filter((order) => order.settled && !order.proactive);
  const settledAnswers = settled.filter(({ stars }) => stars !== null);
  const v = charged.filter(({ shelved }) => !shelved);
  const ids = new Set(charged.map(({ order }) => order));
  const children = own.filter(
    (order) => order.parent !== null && ids.has(order.parent) && isAskedFor(order) && !isDecidedOut(order),
  );
  const shelvedIds = new Set(charged.filter(({ shelved }) => shelved).map(({ order }) => order));
  const allAnswered = [...charged, ...children].filter(({ stars }) => stars !== null);
  const answered = allAnswered.filter(
    ({ order, parent }) => !shelvedIds.has(order) && !(parent !== null && shelvedIds.has(parent)),
  );
  const late = v.filter(({ doneInTime, doneAt, dueAt }) => !doneInTime && (doneAt ?? now) > (dueAt as number));
  const byId = new Map(own.map((order) => [order.order, order]));
  const mine = cards.filter((card) => {
    const order = byId.get(card.about);
    const counts = card.tenant === tenant && !card.cancelled && card.dueAt !== null && monthOf(card.dueAt) === month;
    return counts && order !== undefined && isChargedTo(order, population) && !isDecidedOut(order);
  });
  const asked = mine.filter(({ about, dueAt, answeredInTime }) => {
    const order = byId.get(about) as OrderMeasure;
    return isAskedFor(order) && order.excluded !== 'emergency' && ((dueAt as number) <= now || answeredInTime);
  });
  const minutes = v.flatMap(({ workMinutes }) => (workMinutes === null ? [] : [workMinutes]));
  const [from, to] = monthSpan(month);
  const members = new Set(
    reportedIn
      .filter((one) => one.tenant === tenant && within(one.path, path))
      .filter(({ reportedAt, endedAt }) => reportedAt < to && (endedAt === null || endedAt > from))
      .map(({ person }) => person),
  );
  const took = new Set(
    acceptances
      .filter((one) => one.tenant === tenant && one.month === month && within(byId.get(one.order)?.path ?? null, path))
      .map(({ person }) => person),
  );
  const closed = charged.filter(({ closedAt }) => closedAt !== null);
  return {
    v: v.length,
    shelved: charged.length - v.length,
    acceptedInTime: v.filter((one) => one.acceptedInTime).length,
    contactedInTime: v.filter((one) => one.contactedInTime).length,
    doneInTime: v.filter((one) => one.doneInTime).length,
    overdue: late.length,
    lateMinutes: sum(late, (one) => Math.floor(((one.doneAt ?? now) - (one.dueAt as number)) / 60_000)),
    answered: answered.length,
    solved: sum(answered, (one) => one.solved ?? 0),
    allAnswered: allAnswered.length,
    satisfied: allAnswered.filter((one) => (one.stars as number) >= 3).length,
    starIndex: sum(allAnswered, (one) => ((one.stars as number) - 1) / 4),
    bad: allAnswered.filter((one) => (one.stars as number) <= 2).length,
    everBad: charged.filter((one) => one.wasBad).length,
    mended: charged.filter((one) => one.wasBad && (one.stars ?? 0) >= 3).length,
    reworked: charged.filter((one) => one.reworks > 0).length,
    atOnce: v.filter((one) => one.doneAt !== null && one.reworks === 0 && one.returnsAsked === 0).length,
    returnsAsked: sum(charged, (one) => one.returnsAsked),
    dispatches: sum(charged, (one) => one.dispatches),
    children: children.length,
    proactive: proactive.length,
    proactiveDone: proactive.filter((one) => one.doneAt !== null).length,
    proactiveInTime: proactive.filter((one) => one.doneInTime).length,
    settled: settled.length,
    settledAnswered: settledAnswers.length,
    settledSolved: sum(settledAnswers, (one) => one.solved ?? 0),
    settledSatisfied: settledAnswers.filter((one) => (one.stars as number) >= 3).length,
    closed: closed.length,
    consented: closed.filter((one) => one.consented).length,
    published: closed.filter((one) => one.consented && one.published).length,
    falseCompletions: all.filter((one) => one.falseCompletion).length,
    cards: asked.length,
    cardsAnswered: asked.filter((one) => one.answeredInTime).length,
    yellow: mine.filter((one) => one.colour === 'yellow').length,
    red: mine.filter((one) => one.colour === 'red').length,
    placed: own.filter((one) => !one.proactive && monthOf(one.openedAt) === month && within(one.path, path)).length,
    members: members.size,
    participants: [...members].filter((person) => took.has(person)).length,
    medianMinutes: percentile(minutes, 0.5),
    p90Minutes: percentile(minutes, 0.9),
  };
}

/** Interpolated, as PostgreSQL's percentile_cont. */
function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] as number;
  return low + ((sorted[Math.ceil(at)] as number) - low) * (at - Math.floor(at));
}

/** Counts that only a decision changes once a month was reported; what goes on by itself (lateness, late answers) is no reason to correct. */
export const touchedNames = ['v', 'shelved', 'falseCompletions'] as const satisfies readonly CountName[];

/** Where a month that was reported would be counted otherwise now. */
export const touchedCounts = (reported: Counts, now: Counts) =>
  touchedNames.flatMap((count) =>
    reported[count] === now[count] ? [] : [{ count, reported: reported[count], now: now[count] }],
  );

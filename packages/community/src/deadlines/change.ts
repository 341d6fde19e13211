// Moves a clock: pause, resume, extend, go on after it was set aside, switch to an emergency and back, another urgency, another
// category, another calendar.
//
// Owns: which change is allowed, and the new clock. Not ours: the counting (fold.ts), who may ask for it (authority).
// Keeps: I4. M1: a refusal names its rule and where that stands. M2: a clock keeps the limit that it was given, however
// policies change; only a mode, urgency or category of its own gives it another.
import type { Clock } from '@six-order/engine';
import { workingMsBetween, officeMsOn } from '../calendar/counting.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { dayOf } from '../calendar/day.ts';
import type { Urgency } from '../catalogue/category.ts';
import { extendable, extensionAllowance } from './allowance.ts';
import { officialRules, stamp, type Making, type Rules } from './clock.ts';
import { noSuchClock } from './default-limits.ts';
import { isWorking, naturalMinutes, sayDuration, type Duration } from './duration.ts';
import { addDuration, count, type Change } from './fold.ts';
import { prevailing, type LimitAsk, type Mode } from './policy.ts';
import { limitOf } from './limits.ts';
import type { Refused } from '../rules/rule.ts';
import { deadlineRefusal } from './refusal.ts';
import { traceOf, type CountedTrace } from './trace.ts';

/** A change and what it brings along. */
export type Move =
  | { readonly change: 'pause'; readonly reason: 'waiting' | 'emergency' }
  | { readonly change: 'resume'; readonly grant?: Duration | undefined }
  | { readonly change: 'extend'; readonly by: Duration }
  /** It was set aside at `since` (epoch ms), late or not, and goes on with what was left. */
  | { readonly change: 'goOn'; readonly since: number }
  | { readonly change: 'mode'; readonly mode: Mode }
  | { readonly change: 'urgency'; readonly urgency: Urgency }
  /** `urgency`: as it is by then. */
  | { readonly change: 'category'; readonly category: LimitAsk['category']; readonly urgency: Urgency }
  | { readonly change: 'recompute' };

/** The order, as it is before the change. */
export interface ChangedOrder extends Omit<LimitAsk, 'clock' | 'from' | 'mode'> {
  /** When the whole clock is due now (epoch ms); absent: as when the clock was last counted. */
  readonly cap?: number | undefined;
  /** All pauses of the order so far, whichever of its clocks they stopped; absent: those of the clock itself. Epoch ms. */
  readonly pauses?: readonly Pause[] | undefined;
}

export interface Pause {
  readonly from: number;
  readonly to: number;
}

export type ChangeResult =
  | { readonly kind: 'changed'; readonly clock: Clock }
  | { readonly kind: 'refused'; readonly reason: Refused };

/** The clock after `move` at `at` (epoch ms). */
export function changeClock(
  clock: Clock,
  move: Move,
  at: number,
  order: ChangedOrder,
  rules: Rules = officialRules,
): ChangeResult {
  const trace = traceOf(clock);
  if ('said' in trace) return refused('imported-clock');
  const calendar = rules.calendarAt(order.path);
  const standing: Standing = { clock, trace, at, order, rules, calendar, changes: trace.changes ?? [] };
  const reason = refusals[move.change](standing, move as never);
  if (reason) return reason;
  return { kind: 'changed', clock: stamp(rules, order.path, makings[move.change](standing, move as never)) };
}

interface Standing {
  readonly clock: Clock;
  readonly trace: CountedTrace;
  readonly at: number;
  readonly order: ChangedOrder;
  readonly rules: Rules;
  readonly calendar: Calendar;
  readonly changes: readonly Change[];
}

type Of<C extends Move['change']> = Extract<Move, { change: C }>;
type ByChange<Result> = { readonly [C in Move['change']]: (standing: Standing, move: Of<C>) => Result };

const refused = (...rule: Parameters<typeof deadlineRefusal>): ChangeResult => ({
  kind: 'refused',
  reason: deadlineRefusal(...rule),
});

const refusals: ByChange<ChangeResult | null> = {
  pause(standing, { reason }) {
    const { clock, trace, at } = standing;
    if (trace.paused) return refused('pause-once');
    if (at >= clock.dueAt) return refused('pause-in-time');
    if (reason === 'emergency') return null;
    const { totalMs, usedMs, limit } = pauseBudget(standing);
    if (usedMs < totalMs) return null;
    const most = limit && sayDuration(limit);
    return refused(
      'pause-total',
      most
        ? { zh: `挂起累计不超过 ${most.zh}，已用完。`, en: `Pauses end after ${most.en} in all, and all of it is used.` }
        : { zh: '此处不得挂起。', en: 'There are no pauses here.' },
    );
  },
  resume: ({ trace }) => (trace.paused ? null : refused('resume-paused')),
  extend({ clock, trace, at, calendar, order, rules, changes }, { by }) {
    if (!extendable.has(trace.clock)) return refused('extend-work');
    if (at >= clock.dueAt) return refused('extend-in-time');
    if (trace.paused) return refused('extend-running');
    const allowance = extensionAllowance(rules, { ...order, from: clock.startedAt });
    if (allowance === null) return refused('extend-never');
    const { times } = allowance;
    if (changes.filter(({ kind }) => kind === 'extend').length >= times)
      return refused('extend-times', {
        zh: times === 0 ? `${order.urgency} 不延期。` : `${order.urgency} 最多延期 ${times} 次，已用完。`,
        en:
          times === 0
            ? `At ${order.urgency} there is no extension here.`
            : `At ${order.urgency} a clock is extended ${times === 1 ? 'once' : `${times} times`} at most, and it was.`,
      });
    const course = { from: clock.startedAt, limit: trace.limit, ends: 'close' } as const;
    const without = count(calendar, { ...course, changes: changes.filter(({ kind }) => kind !== 'extend') }).dueAt;
    const wanted = count(calendar, { ...course, changes: [...changes, { kind: 'extend', at, by }] }).dueAt;
    for (const most of allowance.most) {
      const length = most === 'its own limit' ? trace.limit : most;
      if (wanted <= addDuration(calendar, without, length)) continue;
      const own = most !== length;
      const { zh, en } = sayDuration(length);
      return refused('extend-length', {
        zh: `${order.urgency} 延期合计不超过 ${zh}${own ? '（原时限）' : ''}。`,
        en: `At ${order.urgency} extensions come to ${en} at most${own ? ', its own limit' : ''}.`,
      });
    }
    return null;
  },
  goOn: ({ trace }) => (trace.paused ? refused('pause-once') : null),
  mode: () => null,
  urgency: (standing, { urgency }) => hasLimit(standing, { urgency }),
  category(standing, { category, urgency }) {
    const { clock, trace, at, order, rules } = standing;
    const without = hasLimit(standing, { category, urgency });
    if (without || !extendable.has(trace.clock) || clock.dueAt > at) return without;
    const { dueAt } = stamp(rules, order.path, otherwise(standing, category, urgency));
    return dueAt > clock.dueAt ? refused('category-in-time') : null;
  },
  recompute: () => null,
};

function hasLimit({ trace, clock, order, rules }: Standing, now: Partial<LimitAsk>): ChangeResult | null {
  const { limit } = prevailing({ ...order, ...now, clock: trace.clock, from: clock.startedAt }, rules.overrides);
  return limit === null ? refused('no-such-clock', noSuchClock[trace.clock]) : null;
}

const makings: ByChange<Making> = {
  pause: (standing, { reason }) => making(standing, { kind: 'pause', at: standing.at, reason }),
  resume: (standing, { grant }) => making(standing, { kind: 'resume', at: standing.at, ...(grant && { grant }) }),
  extend: (standing, { by }) => making(standing, { kind: 'extend', at: standing.at, by }),
  goOn: (standing, { since }) =>
    making(standing, { kind: 'pause', at: since, reason: 'aside' }, { kind: 'resume', at: standing.at }),
  mode(standing, { mode }) {
    const { clock, trace, at, order, rules, changes } = standing;
    const switched = changes.findLast(({ kind }) => kind === 'emergency' || kind === 'ordinary');
    if ((switched?.kind ?? 'ordinary') === mode || trace.origin === 'law') return making(standing);
    const resolved = prevailing({ ...order, mode, clock: trace.clock, from: at }, rules.overrides);
    if (resolved.limit === null) return making(standing);
    const change: Change = mode === 'emergency' ? { kind: mode, at, limit: resolved.limit } : { kind: mode, at };
    const policy =
      mode === 'emergency'
        ? resolved.policy
        : prevailing({ ...order, clock: trace.clock, from: clock.startedAt }, rules.overrides).policy;
    return { ...making(standing, change), policy };
  },
  urgency: (standing, { urgency }) => otherwise(standing, standing.order.category, urgency),
  category: (standing, { category, urgency }) => otherwise(standing, category, urgency),
  recompute: (standing) => making(standing),
};

/** From its own start by the limit of another urgency or category; what it says of itself is what became other. */
function otherwise(standing: Standing, category: LimitAsk['category'], urgency: Urgency): Making {
  const { clock, trace, at, order, rules, changes } = standing;
  const ask = { ...order, category, urgency, clock: trace.clock };
  const { limit, origin, policy } = prevailing({ ...ask, from: clock.startedAt }, rules.overrides);
  const milestones = trace.clock === 'whole' ? (limitOf(category.limit)?.milestones ?? []) : [];
  const { milestones: _, ...made } = making(standing);
  const [before = '', after = ''] = [order.category.code, category.code];
  const isOther = after !== before;
  return {
    ...made,
    urgency,
    limit: limit ?? trace.limit,
    origin,
    policy,
    changes: [
      ...changes.map((change) => {
        if (change.kind !== 'emergency') return change;
        const emergency = prevailing({ ...ask, mode: 'emergency', from: change.at }, rules.overrides).limit;
        return { ...change, limit: emergency ?? change.limit };
      }),
      ...(isOther ? [{ kind: 'category', at, from: before, to: after } as const] : []),
      ...(isOther && urgency === order.urgency ? [] : [{ kind: 'urgency', at, from: order.urgency, to: urgency } as const]),
    ],
    ...(milestones.length > 0 && { milestones }),
  };
}

function making({ clock, trace, order, changes }: Standing, ...more: readonly Change[]): Making {
  const cap = order.cap ?? trace.cap;
  return {
    clock: trace.clock,
    urgency: order.urgency,
    from: clock.startedAt,
    limit: trace.limit,
    origin: trace.origin,
    policy: clock.policy,
    changes: [...changes, ...more],
    ...(cap !== undefined && { cap }),
    ...(trace.milestones && { milestones: trace.milestones }),
  };
}

/** The pauses that waited for somebody and are over. */
function waitsIn(changes: readonly Change[]): readonly Pause[] {
  const waits: Pause[] = [];
  let since: number | null = null;
  for (const change of changes) {
    if (change.kind === 'pause') since = change.reason === 'waiting' ? change.at : null;
    if (change.kind !== 'resume') continue;
    if (since !== null) waits.push({ from: since, to: change.at });
    since = null;
  }
  return waits;
}

/** The pauses in all, in office time: what the rule gives, and what was used up to `at`. */
function pauseBudget({ calendar, order, rules, changes, at }: Pick<Standing, 'calendar' | 'order' | 'rules' | 'changes' | 'at'>) {
  const { limit } = prevailing({ ...order, clock: 'pause', from: at }, rules.overrides);
  const usedMs = (order.pauses ?? waitsIn(changes)).reduce((sum, { from, to }) => sum + workingMsBetween(calendar, from, to), 0);
  const dayMs = officeMsOn(calendar, dayOf(at));
  const totalMs = limit === null ? 0 : limit.unit === 'wd' ? limit.amount * dayMs : naturalMinutes(limit) * 60_000;
  return { limit, totalMs, usedMs };
}

/**
 * The clock of a pause that begins at `at` (挂起): when it is due the paused clock must go on. Earlier pauses (of the order, or of
 * `clock` where those are not given) are taken off; null when they have used all of it.
 */
export function pauseClock(clock: Clock, at: number, order: ChangedOrder, rules: Rules = officialRules): Clock | null {
  const trace = traceOf(clock);
  if ('said' in trace) return null;
  const calendar = rules.calendarAt(order.path);
  const changes = trace.changes ?? [];
  const { limit, totalMs, usedMs } = pauseBudget({ calendar, order, rules, changes, at });
  const { origin, policy } = prevailing({ ...order, clock: 'pause', from: at }, rules.overrides);
  const minutes = Math.floor((totalMs - usedMs) / 60_000);
  if (limit === null || minutes < 1) return null;
  const left: Duration =
    usedMs === 0 || !isWorking(limit)
      ? limit
      : minutes % 60 === 0
        ? { amount: minutes / 60, unit: 'wh' }
        : { amount: minutes, unit: 'wmin' };
  return stamp(rules, order.path, { clock: 'pause', urgency: order.urgency, from: at, limit: left, origin, policy, changes: [] });
}

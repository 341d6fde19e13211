// Stamps a stage's clock: how long, counted from when, due when, and in data why.
//
// Owns: the cut by the whole clock, the engine's shape of a clock, the trace.
// Not ours: which limit prevails (policy.ts), the counting (fold.ts), the trace in words (explain.ts), what a rung does (the workflow).
// Keeps: I4. C1: the whole clock cuts a stage's, unless it has run out already. Source: domain research 2.4, 2.6.
import type { Clock, Json } from '@six-order/engine';
import { officialCalendar, type Calendar } from '../calendar/calendar.ts';
import { DAY_MS, isWeekend, sayDay } from '../calendar/day.ts';
import type { Urgency } from '../catalogue/category.ts';
import { residentsClocks } from './default-limits.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import { clockPolicies, type ClockPolicyName, type PolicyValue } from '../policies/policies.ts';
import { isWorking, naturalMinutes, needsCalendar, parseDuration, type Duration } from './duration.ts';
import { addDuration, count, graveAt, rungs, type Change, type Counted, type Shares } from './fold.ts';
import { limitOf } from './limits.ts';
import { prevailing, type LimitAsk, type Override } from './policy.ts';
import type { CountedTrace, DayRange } from './trace.ts';

export interface ClockAsk extends LimitAsk {
  /** When the whole clock is due (epoch ms). */
  readonly cap?: number | undefined;
}

/** What clocks are counted by in one county. */
export interface Rules {
  readonly calendarAt: (path: string) => Calendar;
  readonly overrides: readonly Override[];
  /** A number of the rules as it holds there then. `at`: epoch ms. */
  readonly policyAt: (name: ClockPolicyName, path: string, at: number) => PolicyValue;
}

/** The numbers of a county, out of its rules. */
export const policiesOf =
  (rules: CountyRules, tenant: string): Rules['policyAt'] =>
  (name, path, at) =>
    rules.find('policy', name, { tenant, path, at })?.value ?? clockPolicies[name].standing;

/** Of a county that has set nothing of its own. */
export const officialRules: Rules = {
  calendarAt: () => officialCalendar,
  overrides: [],
  policyAt: (name) => clockPolicies[name].standing,
};

/** The clock of a stage that begins at `from`; null when there is no such clock for this order. */
export function clockOf(ask: ClockAsk, rules: Rules = officialRules): Clock | null {
  const { clock, category, mode, from, cap } = ask;
  const ordinary = prevailing({ ...ask, mode: 'ordinary' }, rules.overrides);
  if (ordinary.limit === null) return null;
  const emergency = mode === 'emergency' && ordinary.origin !== 'law' ? prevailing(ask, rules.overrides) : null;
  const milestones = clock === 'whole' ? limitOf(category.limit)?.milestones : undefined;
  return stamp(rules, ask.path, {
    clock,
    urgency: ask.urgency,
    from,
    limit: ordinary.limit,
    policy: emergency?.policy ?? ordinary.policy,
    origin: ordinary.origin,
    changes: emergency?.limit ? [{ kind: 'emergency', at: from, limit: emergency.limit }] : [],
    ...(cap !== undefined && { cap }),
    ...(milestones && milestones.length > 0 && { milestones }),
  });
}

/** What a clock is made of; all of it but the urgency is in its trace. */
export interface Making extends Pick<CountedTrace, 'clock' | 'limit' | 'origin' | 'milestones'> {
  readonly urgency: Urgency;
  readonly from: number;
  readonly policy: string;
  readonly changes: readonly Change[];
  readonly cap?: number;
}

/** When a clock of `from` reminds, how often when it is late, when that is grave: by the numbers as they held when it began. */
interface Urging {
  readonly shares: Shares;
  readonly everyMs: number;
  readonly grave: Parameters<typeof graveAt>[3];
}

function urgingOf({ policyAt }: Rules, path: string, { urgency, from }: Making): Urging {
  const number = (name: ClockPolicyName): number => Number(policyAt(name, path, from));
  const length = (name: ClockPolicyName): Duration => parseDuration(String(policyAt(name, path, from)));
  const pressing = number('remind/pressing') / 100;
  return {
    shares: { half: Math.min(number('remind/half') / 100, pressing), pressing },
    everyMs: naturalMinutes(length(`repeat/${urgency}`)) * 60_000,
    grave: { share: number('grave') / 100, most: length('grave/most') },
  };
}

/** Counts a clock of an order at `path` and gives it the engine's shape. */
export function stamp(rules: Rules, path: string, making: Making): Clock {
  const { clock, from, limit, origin, policy, changes, cap, milestones } = making;
  const calendar = rules.calendarAt(path);
  const urging = urgingOf(rules, path, making);
  const { shares, everyMs } = urging;
  const counted = count(calendar, { from, limit, ends: residentsClocks.has(clock) ? 'midnight' : 'close', changes, shares });
  const cut = cap !== undefined && cap > from && cap < counted.dueAt;
  const dueAt = cut ? cap : counted.dueAt;
  const shape = cut && counted.paused === null ? rungsUpTo(calendar, counted.binding, making, cap, shares) : counted;
  const days = counted.days && !cut ? dayRanges(calendar, counted.days) : [];
  const onCalendar = needsCalendar(limit);
  // In the order of canonical JSON, here and in the trace: what is in order is written without being sorted.
  return {
    dueAt,
    everyMs,
    halfAt: shape.halfAt,
    limitMinutes: Math.round((dueAt - from) / 60_000),
    overAt: overAt(calendar, making, counted.binding, dueAt, urging),
    policy,
    pressingAt: shape.pressingAt,
    startedAt: from,
    trace: {
      ...(onCalendar && { calendar: calendar.version }),
      ...(cap !== undefined && { cap }),
      ...(cap !== undefined && cap <= from && { capPassed: true }),
      ...(changes.length > 0 && { changes }),
      clock,
      ...(cut && { cut }),
      ...(days.length > 0 && { days }),
      limit,
      ...(milestones && { milestones }),
      origin,
      ...(counted.paused && { paused: counted.paused }),
      ...(!cut && counted.days && counted.days.to > calendar.coverageUntil && { provisional: true }),
    } satisfies CountedTrace as unknown as Json,
  };
}

function rungsUpTo(
  calendar: Calendar,
  limit: Duration,
  { from, changes }: Making,
  dueAt: number,
  shares: Shares,
): Pick<Counted, 'halfAt' | 'pressingAt'> {
  const running: [number, number][] = [];
  let since = from;
  for (const change of changes) {
    if (change.kind === 'pause') running.push([since, Math.max(since, Math.min(change.at, dueAt))]);
    if (change.kind === 'resume') since = change.at;
  }
  return rungs(calendar, limit, [...running, [since, Math.max(since, dueAt)]], shares);
}

/** From due to over. The whole: gravely late. A stage: as long as between reminders; a day of those is a working day. */
function overAt(
  calendar: Calendar,
  { clock, urgency }: Making,
  limit: Duration,
  dueAt: number,
  { everyMs, grave }: Urging,
): number {
  if (clock === 'whole') return graveAt(calendar, limit, dueAt, grave);
  if (urgency === 'U0' || !isWorking(limit) || everyMs !== DAY_MS) return dueAt + everyMs;
  return addDuration(calendar, dueAt, { amount: 1, unit: 'wd' });
}

/** The days of a stretch that are named or rest days, alike ones together. */
export function dayRanges(calendar: Calendar, { from, to }: { readonly from: number; readonly to: number }): DayRange[] {
  const ranges: { en?: string; from: string; kind: DayRange['kind']; to: string; zh?: string; last: number }[] = [];
  for (let day = from; day <= to; day += 1) {
    const name = calendar.named.get(day);
    const kind = name?.kind ?? (isWeekend(day) ? 'weekend' : null);
    if (kind === null) continue;
    const before = ranges.at(-1);
    if (before && before.last === day - 1 && before.kind === kind && before.zh === name?.zh) {
      before.last = day;
      before.to = sayDay(day);
    } else {
      ranges.push({
        ...(name && { en: name.en }),
        from: sayDay(day),
        kind,
        to: sayDay(day),
        ...(name && { zh: name.zh }),
        last: day,
      });
    }
  }
  return ranges.map(({ last: _, ...range }) => range);
}

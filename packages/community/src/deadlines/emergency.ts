// The clocks of an order as its area turns to an emergency and back (平急转换): ordinary work stands still and goes on with what
// was left and as much office time more as it stood still for, a working day's at most; urgent work has the emergency's limits, day and
// night, until the end.
//
// Owns: which clocks move. Not ours: the counting (change.ts), which orders stand still (the workflow), which area is in an
// emergency (../emergency). Source: domain research 6.
// Keeps: I4. E1: a clock that stands still already, or was made elsewhere, is let be. E2: what was late when the emergency came
// is as late afterwards. E3: a stage stays within the whole clock as it comes out now. E4: a resident's window, and what is
// decided about rights (objections, publication), go on.
import type { Clock } from '@six-order/engine';
import type { Calendar } from '../calendar/calendar.ts';
import { officeMsOn, workdayFrom, workingMsBetween } from '../calendar/counting.ts';
import { dayOf } from '../calendar/day.ts';
import { changeClock, type ChangedOrder } from './change.ts';
import type { Rules } from './clock.ts';
import type { ClockName } from './clock-name.ts';
import { isWorking, type Duration } from './duration.ts';
import { traceOf } from './trace.ts';

export const emergencyTurns = ['suspend', 'goOn', 'enter', 'leave'] as const;
export type EmergencyTurn = (typeof emergencyTurns)[number];

/**
 * What a clock of `limit` that stood still from `since` to `at` (epoch ms) is given beside what was left: the office time between, in whole
 * minutes, a working day's at most; so switching on and off gains no more than was lost (decisions 0357, 0386). It is given in the time
 * that the limit is counted in: office time, or as many minutes of day and night. Undefined: no office time was lost.
 */
export function grantOf(calendar: Calendar, limit: Duration, since: number, at: number): Duration | undefined {
  const dayMs = officeMsOn(calendar, workdayFrom(calendar, dayOf(since)));
  const amount = Math.floor(Math.min(workingMsBetween(calendar, since, at), dayMs) / 60_000);
  return amount === 0 ? undefined : { amount, unit: isWorking(limit) ? 'wmin' : 'min' };
}

/** Of those who work on an order and decide about the work. */
const works: ReadonlySet<ClockName> = new Set([
  'intake',
  'consult',
  'dispatch',
  'accept',
  'contact',
  'arrive',
  'feedback',
  'whole',
  'rework',
  'returnReview',
  'decision',
  'transfer',
  'reportIn',
]);

export const runsInEmergency = (clock: ClockName): boolean => works.has(clock);

type Kept = Clock | { readonly finishedAt: number };

/** The clocks that stand otherwise after the turn at `at` (epoch ms), by name. */
export function clocksAtTurn(
  clocks: Readonly<Record<string, Kept | undefined>>,
  order: Omit<ChangedOrder, 'cap'>,
  turn: EmergencyTurn,
  at: number,
  rules: Rules,
): Readonly<Record<string, Clock>> {
  const moved: Record<string, Clock> = {};
  for (const name of Object.keys(clocks).toSorted((a, b) => Number(b === 'whole') - Number(a === 'whole'))) {
    const clock = running(clocks[name]);
    const trace = clock && traceOf(clock);
    if (!clock || !trace || 'said' in trace || !works.has(trace.clock)) continue;
    const whole = trace.cap === undefined ? undefined : (moved['whole'] ?? running(clocks['whole']));
    const about = { ...order, ...(whole && { cap: whole.dueAt }) };
    const result = turns[turn](clock, about, at, rules);
    if (result?.kind === 'changed') moved[name] = result.clock;
  }
  return moved;
}

type Turn = (clock: Clock, order: ChangedOrder, at: number, rules: Rules) => ReturnType<typeof changeClock> | null;

const turns: Readonly<Record<EmergencyTurn, Turn>> = {
  // Late ones are refused by the change itself (E2).
  suspend: (clock, order, at, rules) => changeClock(clock, { change: 'pause', reason: 'emergency' }, at, order, rules),
  goOn(clock, order, at, rules) {
    const trace = traceOf(clock);
    if ('said' in trace) return null;
    const last = trace.changes?.at(-1);
    if (last?.kind !== 'pause' || last.reason !== 'emergency') return null;
    const grant = grantOf(rules.calendarAt(order.path), trace.limit, last.at, at);
    return changeClock(clock, { change: 'resume', grant }, at, order, rules);
  },
  enter: (clock, order, at, rules) => modeOf(clock, order, 'emergency', at, rules),
  leave: (clock, order, at, rules) => modeOf(clock, order, 'ordinary', at, rules),
};

/** Another due time, or none of this turn's business. */
function modeOf(clock: Clock, order: ChangedOrder, mode: 'emergency' | 'ordinary', at: number, rules: Rules) {
  const result = changeClock(clock, { change: 'mode', mode }, at, order, rules);
  const same = result.kind === 'changed' && JSON.stringify(result.clock.trace) === JSON.stringify(clock.trace);
  return same ? null : result;
}

const running = (clock: Kept | undefined): Clock | undefined =>
  clock && 'dueAt' in clock && 'trace' in clock ? clock : undefined;

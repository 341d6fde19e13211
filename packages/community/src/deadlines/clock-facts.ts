// The facts `clock`, `clock-change` and `clock-recount`: a clock that begins, a running one moved, all of an order by a new calendar. README.md of this folder is their contract.
//
// Owns: the shape of the questions. Not ours: the answers' arithmetic (clock.ts, change.ts).
import { z } from 'zod';
import type { Clock, Json } from '@six-order/engine';
import { categoryByCode } from '../catalogue/catalogue.ts';
import { Urgency } from '../catalogue/category.ts';
import { changeClock, pauseClock, type ChangedOrder, type Move } from './change.ts';
import { clockOf, type Rules } from './clock.ts';
import { clockNames } from './clock-name.ts';
import { noSuchClock, requestTypes } from './default-limits.ts';
import { parseDuration } from './duration.ts';
import { clocksAtTurn, emergencyTurns } from './emergency.ts';
import { clocksAt, recountClocks } from './recount.ts';
import { recountTerm } from '../terms/term.ts';
import { unknownCategory } from '../fact-answer.ts';
import type { InBoth, Refused } from '../rules/rule.ts';
import { deadlineRefusal } from './refusal.ts';
import { traceOf } from './trace.ts';

/** It was stored as JSON: looked through once more, it would cost more than the counting. */
const Trace = z.custom<Json>((trace) => typeof trace === 'object' && trace !== null);

/** As it was stamped and as a workflow stored it; what else stands there is not ours. */
const RunningClock = z.object({
  startedAt: z.number(),
  halfAt: z.number(),
  pressingAt: z.number(),
  dueAt: z.number(),
  overAt: z.number(),
  everyMs: z.number(),
  limitMinutes: z.number(),
  trace: Trace,
  policy: z.string(),
});

const order = {
  category: z.string(),
  /** Absent: the category's own. */
  urgency: Urgency.optional(),
  requestType: z.enum(requestTypes).nullish(),
  path: z.string().default(''),
  /** When the whole clock is due. */
  cap: z.number().nullish(),
  /** Of a pause: all pauses of the order so far, whichever of its clocks they stopped. */
  pauses: z.array(z.object({ from: z.number(), to: z.number() })).nullish(),
};

export const ClockAsk = z.object({
  kind: z.literal('clock'),
  ...order,
  field: z.string().default('category'),
  clock: z.enum(clockNames),
  /** Of an order that is being placed, instead of `path`: id or code of its unit. */
  unit: z.string().nullish(),
  from: z.number(),
  mode: z.enum(['ordinary', 'emergency']).nullish(),
  /** For `pause`: the clock that is about to be paused. */
  of: RunningClock.nullish(),
  /** Instead of `cap`: the whole clock that goes on at the same moment, after a pause or, since an instant, after it was set aside. */
  within: z.object({ clock: RunningClock, since: z.number().nullish() }).nullish(),
  /** Where there is no such clock: an issue instead of null. */
  required: z.boolean().default(false),
});
export type ClockAsk = z.infer<typeof ClockAsk>;

const change = { kind: z.literal('clock-change'), ...order, clock: RunningClock, field: z.string().optional() };

export const ClockChangeAsk = z.discriminatedUnion('change', [
  z.object({ ...change, change: z.literal('pause'), reason: z.enum(['waiting', 'emergency']).default('waiting') }),
  z.object({ ...change, change: z.literal('resume'), grant: z.string().nullish() }),
  z.object({ ...change, change: z.literal('extend'), by: z.string() }),
  z.object({ ...change, change: z.literal('mode'), mode: z.enum(['ordinary', 'emergency']) }),
  /** `urgency` is the new one. */
  z.object({ ...change, change: z.literal('urgency'), urgency: Urgency }),
  z.object({ ...change, change: z.literal('goOn'), since: z.number() }),
  z.object({ ...change, change: z.literal('recompute') }),
]);
export type ClockChangeAsk = z.infer<typeof ClockChangeAsk>;

/** All clocks of an order, as its workflow stores them; those that ended are let be. */
export const ClockRecountAsk = z.object({
  kind: z.literal('clock-recount'),
  category: order.category,
  urgency: order.urgency,
  requestType: order.requestType,
  path: order.path,
  clocks: z.record(z.string(), RunningClock.or(z.object({ finishedAt: z.number() }))),
  /** Another urgency, instead of another calendar. */
  to: Urgency.nullish(),
  /** With `to`: another category, by its code; `to` is the urgency that the order has by then. */
  toCategory: z.string().nullish(),
  /** With `to`, of clocks that stand still: since when (epoch ms). */
  since: z.number().nullish(),
  field: z.string().optional(),
});
export type ClockRecountAsk = z.infer<typeof ClockRecountAsk>;

/** All clocks of an order as its area turns to an emergency, or back. */
export const ClockTurnAsk = z.object({
  kind: z.literal('clock-turn'),
  category: order.category,
  urgency: order.urgency,
  requestType: order.requestType,
  path: order.path,
  clocks: z.record(z.string(), RunningClock.or(z.object({ finishedAt: z.number() }))),
  turn: z.enum(emergencyTurns),
});
export type ClockTurnAsk = z.infer<typeof ClockTurnAsk>;

/** All clocks of a matter whose limits its policy gives (../terms/term.ts). */
export const TermRecountAsk = z.object({
  kind: z.literal('term-recount'),
  path: order.path,
  clocks: z.record(z.string(), RunningClock.or(z.object({ finishedAt: z.number() }))),
});
export type TermRecountAsk = z.infer<typeof TermRecountAsk>;

/** A clock, none, or why not in a person's words. */
type Answer = { readonly clock: Clock | null } | { readonly issue: InBoth | Refused };

const UNKNOWN_CATEGORY = { issue: unknownCategory } as const;

export function answerClock(ask: ClockAsk, rules: Rules): Answer {
  const category = categoryByCode(ask.category);
  if (!category) return UNKNOWN_CATEGORY;
  const { clock, urgency = category.urgency, from, mode, of, required } = ask;
  const about = {
    category,
    urgency,
    path: ask.path,
    requestType: ask.requestType ?? undefined,
    pauses: ask.pauses ?? undefined,
  };
  if (clock === 'pause' && of) {
    const pause = pauseClock(of, from, about, rules);
    return pause ? { clock: pause } : { issue: deadlineRefusal('pause-total') };
  }
  const cap = ask.within ? dueGoingOn(ask.within, from, about, rules) : (ask.cap ?? undefined);
  const made = clockOf({ ...about, clock, from, cap, mode: mode ?? undefined }, rules);
  return made || !required ? { clock: made } : { issue: deadlineRefusal('no-such-clock', noSuchClock[clock]) };
}

/** When a clock that goes on `at` (epoch ms) is due, with what was left of it. */
function dueGoingOn({ clock, since }: NonNullable<ClockAsk['within']>, at: number, about: ChangedOrder, rules: Rules): number {
  const move: Move = since == null ? { change: 'resume' } : { change: 'goOn', since };
  const result = changeClock(clock as Clock, move, at, about, rules);
  return result.kind === 'changed' ? result.clock.dueAt : clock.dueAt;
}

/** `at`: epoch ms. */
export function answerClockChange(ask: ClockChangeAsk, at: number, rules: Rules): Answer {
  const category = categoryByCode(ask.category);
  if (!category) return UNKNOWN_CATEGORY;
  const move = moveOf(ask);
  if (!move)
    return {
      issue: '请写数字加单位，例如 "3 wd" 或 "24 h" / write how much longer as a number and a unit, such as "3 wd" or "24 h"',
    };
  const result = changeClock(
    ask.clock as Clock,
    move,
    at,
    {
      category,
      urgency: ask.urgency ?? category.urgency,
      path: ask.path,
      requestType: ask.requestType ?? undefined,
      cap: ask.cap ?? undefined,
      pauses: ask.pauses ?? undefined,
    },
    rules,
  );
  return result.kind === 'changed' ? { clock: result.clock } : { issue: result.reason };
}

/** What stands against the correction of the category, in words; null when nothing does. `at`: epoch ms. */
export function correctionRefused(
  { category: code, urgency, requestType, path, clocks, to, toCategory }: Omit<ClockRecountAsk, 'kind'>,
  at: number,
  rules: Rules,
): Refused | null {
  const [category, other] = [categoryByCode(code), categoryByCode(toCategory ?? '')];
  if (!category || !other || !to) return null;
  const about = { category, urgency: urgency ?? category.urgency, requestType: requestType ?? undefined, path };
  for (const clock of [clocks['whole'], clocks['rework']]) {
    // What another system said of its own stands (R3, recount.ts), whatever the category.
    if (!clock || !('trace' in clock) || 'said' in traceOf(clock as Clock)) continue;
    const result = changeClock(clock as Clock, { change: 'category', category: other, urgency: to }, at, about, rules);
    if (result.kind === 'refused') return result.reason;
  }
  return null;
}

/** The clocks that come out otherwise, or those of another urgency or category, by name; null when there are none. `at`: epoch ms. */
export function answerClockRecount(
  { category: code, urgency, requestType, path, clocks, to, toCategory, since }: Omit<ClockRecountAsk, 'kind'>,
  at: number,
  rules: Rules,
): Readonly<Record<string, Clock>> | null {
  const category = categoryByCode(code);
  if (!category) return null;
  const about = { category, urgency: urgency ?? category.urgency, requestType: requestType ?? undefined, path };
  const other = toCategory == null ? category : categoryByCode(toCategory);
  if (!other) return null;
  const counted = to
    ? clocksAt(clocks as never, about, { urgency: to, category: other }, at, rules, since ?? at)
    : recountClocks(clocks as never, about, at, rules);
  return Object.keys(counted).length === 0 ? null : counted;
}

/** The clocks that the turn moves, by name; null when there are none. `at`: epoch ms. */
export function answerClockTurn(
  { category: code, urgency, requestType, path, clocks, turn }: Omit<ClockTurnAsk, 'kind'>,
  at: number,
  rules: Rules,
): Readonly<Record<string, Clock>> | null {
  const category = categoryByCode(code);
  if (!category) return null;
  const about = { category, urgency: urgency ?? category.urgency, requestType: requestType ?? undefined, path };
  const moved = clocksAtTurn(clocks as never, about, turn, at, rules);
  return Object.keys(moved).length === 0 ? null : moved;
}

/** The terms that come out otherwise by the calendar of the place, by name; null when there are none. */
export function answerTermRecount(
  { path, clocks }: Omit<TermRecountAsk, 'kind'>,
  rules: Rules,
): Readonly<Record<string, Clock>> | null {
  const calendar = rules.calendarAt(path);
  const counted = Object.entries(clocks).flatMap(([name, clock]) => {
    const anew = 'trace' in clock ? recountTerm(calendar, clock as Clock) : null;
    return anew ? [[name, anew] as const] : [];
  });
  return counted.length === 0 ? null : Object.fromEntries(counted);
}

/** Undefined when what a person wrote is no duration. */
function moveOf(ask: ClockChangeAsk): Move | undefined {
  if (ask.change !== 'extend' && ask.change !== 'resume') return ask;
  const text = ask.change === 'extend' ? ask.by : ask.grant;
  if (text == null) return { change: 'resume' };
  try {
    const length = parseDuration(text);
    return ask.change === 'extend' ? { change: 'extend', by: length } : { change: 'resume', grant: length };
  } catch {
    return undefined;
  }
}

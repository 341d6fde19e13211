// A calendar came, or an order has another urgency or category: which of its running clocks come out otherwise by it.
//
// Owns: which clocks are counted anew. Not ours: the counting (change.ts), what a chart does with them (the workflows).
// Keeps: I4. R1: a clock that stands still is counted anew when it is resumed. R2: a stage stays within the whole clock as it
// comes out now. R3: a clock that was made elsewhere (an imported target) is left alone. R4: the work keeps its beginning whatever its
// urgency or category; a stage that becomes more urgent, or would be late at once by it, has its new limit from then on, and never more
// time than it had. R5: what is late already has no more time for being less urgent, but for what it lost by having been more urgent
// meanwhile: that it gets back. It says so and reminds by the new beat as all others do.
import type { Clock } from '@six-order/engine';
import type { Urgency } from '../catalogue/category.ts';
import { changeClock, type ChangedOrder, type Move } from './change.ts';
import { clockOf, type Rules } from './clock.ts';
import type { ClockName } from './clock-name.ts';
import type { Change } from './fold.ts';
import type { LimitAsk } from './policy.ts';
import { isProvisional, traceOf, type CountedTrace } from './trace.ts';

/** As a workflow's context keeps it: the one who met it says when. */
type Kept = Clock | { readonly finishedAt: number };

/** The clocks that stand otherwise now, by name; `at` in epoch ms. Empty when the calendar touches none. */
export function recountClocks(
  clocks: Readonly<Record<string, Kept | undefined>>,
  order: Omit<ChangedOrder, 'cap'>,
  at: number,
  rules: Rules,
): Readonly<Record<string, Clock>> {
  const counted: Record<string, Clock> = {};
  const recount = (name: string, clock: Clock): void => {
    const trace = traceOf(clock);
    if ('said' in trace || trace.paused) return;
    const whole = trace.cap === undefined ? undefined : (counted['whole'] ?? running(clocks['whole']));
    const result = changeClock(clock, { change: 'recompute' }, at, { ...order, cap: whole?.dueAt }, rules);
    if (result.kind === 'changed' && isOther(result.clock, clock)) counted[name] = result.clock;
  };
  for (const name of wholeFirst(clocks)) {
    const clock = running(clocks[name]);
    if (clock) recount(name, clock);
  }
  return counted;
}

/** The whole clock first: the stages hang on it (R2). */
const wholeFirst = (clocks: object): readonly string[] =>
  Object.keys(clocks).toSorted((a, b) => Number(b === 'whole') - Number(a === 'whole'));

const works: ReadonlySet<ClockName> = new Set(['whole', 'rework']);
/** Of those who handle it and decide about it; a resident's window and a review of what is public hang on no urgency. */
const stages: ReadonlySet<ClockName> = new Set([
  'consult',
  'dispatch',
  'accept',
  'contact',
  'arrive',
  'feedback',
  'returnReview',
  'decision',
  'transfer',
  'reportIn',
]);

/** What an order is from now on. */
export interface Otherwise {
  readonly urgency: Urgency;
  readonly category: LimitAsk['category'];
}

/**
 * The running clocks of an order that becomes of another urgency or category, by name; each says so in its trace. A stage that has no
 * limit then is not among them. `at`, and `since` when they stand still: epoch ms.
 */
export function clocksAt(
  clocks: Readonly<Record<string, Kept | undefined>>,
  order: Omit<ChangedOrder, 'cap'>,
  to: Otherwise,
  at: number,
  rules: Rules,
  since: number = at,
): Readonly<Record<string, Clock>> {
  const counted: Record<string, Clock> = {};
  const move: Move =
    to.category.code === order.category.code ? { change: 'urgency', urgency: to.urgency } : { change: 'category', ...to };
  for (const name of wholeFirst(clocks)) {
    const clock = running(clocks[name]);
    const trace = clock && traceOf(clock);
    if (!clock || !trace || 'said' in trace) continue;
    const isStage = stages.has(trace.clock);
    if (!isStage && !works.has(trace.clock)) continue;
    const whole = counted['whole'] ?? running(clocks['whole']);
    const cap = isStage ? whole?.dueAt : undefined;
    const result = changeClock(clock, move, at, { ...order, cap }, rules);
    if (result.kind !== 'changed') continue;
    const isLess = move.change === 'urgency' && to.urgency > order.urgency;
    const late = isLess && clock.dueAt <= since && result.clock.dueAt > clock.dueAt ? promised(clock, order, at, rules) : null;
    if (late && late.dueAt <= since && late.dueAt < result.clock.dueAt) {
      const said = saidAt(result.clock, at).map((change) => ({ ...change, late: true }) as Change);
      counted[name] = { ...saying(late, said), everyMs: result.clock.everyMs };
      continue;
    }
    const isMissed = result.clock.dueAt <= at && clock.dueAt > at;
    if (isStage && (to.urgency < order.urgency || isMissed)) {
      const fresh = clockOf({ ...order, ...to, clock: trace.clock, from: at, cap }, rules);
      if (fresh) counted[name] = sooner(clock, fresh, saidAt(result.clock, at), at);
    } else counted[name] = result.clock;
  }
  return counted;
}

/** The one that ends first; one that was late begins anew. Either reminds as often as it does from now on, and says what became other. */
function sooner(clock: Clock, fresh: Clock, said: readonly Change[], at: number): Clock {
  if (clock.dueAt <= at || fresh.dueAt < clock.dueAt) return saying(fresh, said);
  const overAt = Math.min(clock.overAt, clock.dueAt + (fresh.overAt - fresh.dueAt));
  return { ...saying(clock, said), overAt, everyMs: fresh.everyMs };
}

/** What became other at `at`. */
const saidAt = (clock: Clock, at: number): readonly Change[] =>
  ((traceOf(clock) as CountedTrace).changes ?? []).filter(
    (change) => change.at === at && (change.kind === 'urgency' || change.kind === 'category'),
  );

/**
 * R5: the clock as it would stand had it never been made more urgent than it began, nor less when it was late; itself where that gives
 * no more time. Less urgent in time is a promise, too.
 */
function promised(clock: Clock, order: Omit<ChangedOrder, 'cap'>, at: number, rules: Rules): Clock {
  const trace = traceOf(clock) as CountedTrace;
  const changes = trace.changes ?? [];
  const as = (urgency: Urgency, until: number): Clock | null => {
    const then = {
      ...clock,
      trace: { ...trace, changes: changes.filter((change) => change.at <= until) } as unknown as Clock['trace'],
    };
    const result = changeClock(then, { change: 'urgency', urgency }, at, order, rules);
    return result.kind === 'changed' ? result.clock : null;
  };
  const switched = changes.flatMap((change) => (change.kind === 'urgency' ? [change] : []));
  let urgency = switched[0]?.from ?? order.urgency;
  for (const { at: when, to } of switched) {
    const before = to > urgency ? as(urgency, when) : null;
    if (before && before.dueAt > when) urgency = to;
  }
  if (urgency <= order.urgency) return clock;
  const before = as(urgency, at);
  if (!before || before.dueAt <= clock.dueAt) return clock;
  return { ...before, trace: { ...(traceOf(before) as CountedTrace), changes } as unknown as Clock['trace'] };
}

function saying(clock: Clock, said: readonly Change[]): Clock {
  const trace = clock.trace as unknown as CountedTrace;
  return { ...clock, trace: { ...trace, changes: [...(trace.changes ?? []), ...said] } as unknown as Clock['trace'] };
}

const running = (clock: Kept | undefined): Clock | undefined =>
  clock && 'dueAt' in clock && 'trace' in clock ? clock : undefined;

const isOther = (a: Clock, b: Clock): boolean =>
  a.dueAt !== b.dueAt || a.halfAt !== b.halfAt || a.overAt !== b.overAt || isProvisional(a) !== isProvisional(b);

// A calendar came: which running clocks of an order come out otherwise by it.
//
// Owns: which clocks are counted anew. Not ours: the counting (change.ts), what a chart does with them (the workflows).
// Keeps: I4. R1: a clock that stands still is counted anew when it is resumed. R2: a stage stays within the whole clock as it
// comes out now. R3: a clock that was made elsewhere (an imported target) is left alone.
import type { Clock } from '@six-order/engine';
import { changeClock, type ChangedOrder } from './change.ts';
import type { Rules } from './clock.ts';
import { isProvisional, traceOf } from './trace.ts';

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
  // The whole clock first: the stages hang on it (R2).
  const names = Object.keys(clocks).toSorted((a, b) => Number(b === 'whole') - Number(a === 'whole'));
  for (const name of names) {
    const clock = running(clocks[name]);
    if (clock) recount(name, clock);
  }
  return counted;
}

const running = (clock: Kept | undefined): Clock | undefined =>
  clock && 'dueAt' in clock && 'trace' in clock ? clock : undefined;

const isOther = (a: Clock, b: Clock): boolean =>
  a.dueAt !== b.dueAt || a.halfAt !== b.halfAt || a.overAt !== b.overAt || isProvisional(a) !== isProvisional(b);

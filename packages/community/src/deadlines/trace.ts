// What a clock keeps of how it was counted: data, small, because every snapshot carries it (decision 0005). Absent means no.
import type { Clock } from '@six-order/engine';
import type { Milestone } from './category-limit.ts';
import type { ClockName } from './clock-name.ts';
import type { Duration } from './duration.ts';
import type { Change } from './fold.ts';
import type { LimitOrigin } from './policy.ts';

/** Days on end that are not what their weekday would be, or rest days. Dates as `2026-10-01`, both included. */
export interface DayRange {
  readonly kind: 'holiday' | 'workday' | 'weekend';
  readonly from: string;
  readonly to: string;
  /** Name of the holiday, or of the one that the day is worked for. */
  readonly zh?: string;
  readonly en?: string;
}

export interface CountedTrace {
  readonly clock: ClockName;
  readonly limit: Duration;
  readonly origin: LimitOrigin;
  /** When the whole clock is due, epoch ms. */
  readonly cap?: number;
  /** The whole clock ends earlier and cuts this one. */
  readonly cut?: true;
  /** The whole clock had run out before this one began. */
  readonly capPassed?: true;
  readonly milestones?: readonly Milestone[];
  readonly changes?: readonly Change[];
  readonly paused?: { readonly since: number; readonly leftMs: number };
  /** The days that decided the due time. */
  readonly days?: readonly DayRange[];
  /** Version of the calendar. Absent on a limit that hangs on none, and on clocks from before there was one. */
  readonly calendar?: string;
  /** Due beyond the official calendar: counted by weekdays and statutory holidays until its notice is imported. */
  readonly provisional?: true;
}

/** A clock that came from elsewhere (an imported target) brings its own words. */
export interface SaidTrace {
  readonly said: { readonly zh: string; readonly en: string };
  /** Of a term (../terms/term.ts): by what it is counted anew when a calendar comes. */
  readonly term?: {
    readonly limit: Duration;
    /** Epoch ms: it ends by then. */
    readonly cap?: number;
    readonly words: { readonly zh: string; readonly en: string };
  };
}

export type Trace = CountedTrace | SaidTrace;

export const traceOf = ({ trace }: Pick<Clock, 'trace'>): Trace => trace as unknown as Trace;

/** Whether a clock's due date awaits the official calendar of its year. */
export function isProvisional(clock: Pick<Clock, 'trace'>): boolean {
  const trace = traceOf(clock);
  return !('said' in trace) && trace.provisional === true;
}

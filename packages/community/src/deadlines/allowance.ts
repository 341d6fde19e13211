// How far a clock may be moved, as data. Source: domain research 2.4 (延期), 2.6 (挂起).
import type { Urgency } from '../catalogue/category.ts';
import type { ClockName } from './clock-name.ts';
import { parseDuration, type Duration } from './duration.ts';

export interface ExtensionAllowance {
  readonly times: number;
  /** All extensions together stay within each of these, counted from where the clock would be due without them. */
  readonly most: readonly (Duration | 'its own limit')[];
}

/** Null: no extension at all. */
export const extensionAllowance: Readonly<Record<Urgency, ExtensionAllowance | null>> = {
  U0: null,
  U1: { times: 1, most: [parseDuration('24 h')] },
  U2: { times: 1, most: ['its own limit', parseDuration('5 wd')] },
  U3: { times: 2, most: [parseDuration('15 wd')] },
};

/** Clocks of the work itself: the stages before it and the answers to supervisors are not extended. */
export const extendable: ReadonlySet<ClockName> = new Set(['whole', 'rework']);

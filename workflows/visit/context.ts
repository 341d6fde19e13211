// What a visit (走访单) remembers: a place, a visitor, a day, what came of it. No household, no position, no reason to visit anybody
// in particular; what was said is sealed (I12).
import type { VisitPurpose } from '@six-order/community/visits/policy';
import type { Said } from '../chart.ts';
import type { KeptClock } from '../shown-clock.ts';

export const visitClocks = ['day', 'linking'] as const;
export type VisitClock = (typeof visitClocks)[number];

export const outcomes = ['met', 'away', 'declined'] as const;
export type VisitOutcome = (typeof outcomes)[number];

export interface Context {
  readonly number: string;
  readonly unit: { readonly id: string; readonly path: string };
  readonly purpose: VisitPurpose;
  readonly visitor: string;
  readonly plannedBy: string | null;
  readonly plannedAt: number;
  /** It is followed by the next after the policy's interval. */
  readonly repeats: boolean;
  /** How often its day was moved. */
  readonly moves: number;
  readonly records: readonly (Said & { readonly outcome: VisitOutcome })[];
  /** Orders that were born of it. */
  readonly orders: readonly string[];
  readonly endedAt: number | null;
  readonly clocks: { readonly [name in VisitClock]?: KeptClock };
}

export const emptyContext: Context = {
  number: '',
  unit: { id: '', path: '' },
  purpose: 'round',
  visitor: '',
  plannedBy: null,
  plannedAt: 0,
  repeats: false,
  moves: 0,
  records: [],
  orders: [],
  endedAt: null,
  clocks: {},
};

// What a warning (预警研判单) remembers: a kind of dispute, a place, how often, who sees to it and until when. No person is in it
// but its owner.
import type { WarningColour } from '@six-order/community/mediation/policy';
import type { Said } from '../chart.ts';
import type { KeptClock } from '../shown-clock.ts';

export const warningClocks = ['assess', 'review'] as const;
export type WarningClock = (typeof warningClocks)[number];

export interface Context {
  readonly number: string;
  readonly category: string;
  readonly unit: { readonly id: string; readonly path: string };
  /** Disputes of the kind at the place within the policy's days, as last counted. */
  readonly count: number;
  readonly colour: WarningColour;
  readonly raisedAt: number;
  /** How often it was raised. */
  readonly times: number;
  readonly holder: { readonly kind: 'unit'; readonly id: string };
  readonly owner: string | null;
  /** What is done about it, and when it is looked at again. */
  readonly measures: readonly (Said & { readonly reviewAt: number })[];
  readonly closing: (Said & { readonly eased: boolean }) | null;
  readonly endedAt: number | null;
  readonly clocks: { readonly [name in WarningClock]?: KeptClock };
}

export const emptyContext: Context = {
  number: '',
  category: '',
  unit: { id: '', path: '' },
  count: 0,
  colour: 'blue',
  raisedAt: 0,
  times: 0,
  holder: { kind: 'unit', id: '' },
  owner: null,
  measures: [],
  closing: null,
  endedAt: null,
  clocks: {},
};

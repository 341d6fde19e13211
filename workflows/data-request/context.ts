// What a request about one's own data (个人信息权利请求) remembers between two commands. Plain JSON; what people write is sealed.
import type { DataRequestKind } from '@six-order/community/privacy/data-request';
import type { SealedValue } from '@six-order/engine';
import type { KeptClock } from '../shown-clock.ts';

/** One thing that the person said about the answer. */
export interface Said {
  readonly at: number;
  readonly by: string | null;
  readonly text: SealedValue | null;
}

/** `refused`: with the ground, and where else to turn. */
export const outcomes = ['granted', 'partly', 'refused'] as const;
export type RequestOutcome = (typeof outcomes)[number];

export interface Context {
  readonly number: string;
  readonly kind: DataRequestKind;
  readonly text: SealedValue | null;
  /** The order that it is about; null when it is about all that is kept. */
  readonly about: string | null;
  /** Whose data it is: who asked. */
  readonly resident: string | null;
  readonly askedAt: number;
  readonly unit: { readonly id: string; readonly path: string };
  /** Persons of the data protection officer's desk when it was asked. */
  readonly desk: readonly string[];
  readonly takenAt: number | null;
  readonly officer: string | null;
  /** What was done by command; of a deletion how many orders. */
  readonly carriedOut?: readonly { readonly at: number; readonly by: string | null; readonly orders: number }[];
  readonly answer: (Said & { readonly outcome: RequestOutcome }) | null;
  /** What the person said against an answer. */
  readonly notes: readonly Said[];
  readonly endedAt: number | null;
  readonly clocks: { readonly dataRequest?: KeptClock };
}

export const emptyContext: Context = {
  number: '',
  kind: 'access',
  text: null,
  about: null,
  resident: null,
  askedAt: 0,
  unit: { id: '', path: '' },
  desk: [],
  takenAt: null,
  officer: null,
  answer: null,
  notes: [],
  endedAt: null,
  clocks: {},
};

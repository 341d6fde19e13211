// What a six-order order remembers between two commands. Plain JSON; personal data only as sealed values (I12).
//
// Keeps: X1: what version 1 knew keeps its name and its meaning. X2: what is new is absent until there is something to say,
// so that an ordinary order stays small.
import type { Clock, SealedValue } from '@six-order/engine';

export type Urgency = 'U0' | 'U1' | 'U2' | 'U3';

/** In the order in which an order meets them. */
export const orderClocks = ['intake', 'dispatch', 'accept', 'contact', 'whole', 'evaluate', 'rework'] as const;
export type OrderClockName = (typeof orderClocks)[number];

/** A running clock, or what is worth remembering of one whose stage was left; the journal keeps the whole. Epoch ms. */
export type OrderClock = (Clock & { readonly finishedAt: null }) | FinishedClock;

export interface FinishedClock extends Pick<Clock, 'startedAt' | 'dueAt'> {
  readonly finishedAt: number;
}

export interface Holder {
  readonly kind: 'person' | 'unit' | 'team';
  readonly id: string;
}

export interface Evaluation {
  readonly solved: 'yes' | 'partly' | 'no';
  readonly stars: number;
  readonly comment: SealedValue | null;
  readonly at: number;
  readonly by: string | null;
}

export interface Context {
  readonly number: string;
  readonly category: string;
  /** A category that is never published and shown to few. */
  readonly sealed: boolean;
  readonly urgency: Urgency;
  /** What the person who placed it thought; a person decides at admission. */
  readonly claimedUrgency: Urgency | null;
  readonly unit: { readonly id: string; readonly code: string; readonly path: string };
  readonly building: string | null;
  readonly text: SealedValue | null;
  readonly contact: SealedValue | null;
  readonly placeNote: SealedValue | null;
  /** Whose order it is, and who entered it. */
  readonly resident: string | null;
  readonly openedBy: string | null;
  readonly openedAt: number;
  readonly admittedAt: number | null;
  readonly dispatchedAt: number | null;
  readonly dispatcher: string | null;
  readonly dispatchNote: SealedValue | null;
  readonly holder: Holder | null;
  /** Who accepted; leads to the end (首接负责). */
  readonly handler: string | null;
  readonly acceptedAt: number | null;
  readonly contactedAt: number | null;
  readonly finishedAt: number | null;
  /** When the handling ended, however it did. */
  readonly closedAt: number | null;
  /** How often it was given back to be dispatched anew. */
  readonly returns: number;
  readonly returnReason: SealedValue | null;
  readonly refusal: { readonly reason: SealedValue; readonly channel: SealedValue | null } | null;
  readonly result: SealedValue | null;
  /** One evaluation for each round of work. */
  readonly rounds: readonly Evaluation[];
  readonly notes: readonly { readonly at: number; readonly by: string | null; readonly text: SealedValue }[];
  readonly publishConsent: boolean;
  readonly proposal: {
    readonly title: SealedValue;
    readonly text: SealedValue;
    readonly at: number;
    readonly by: string | null;
  } | null;
  readonly publishedAt: number | null;
  readonly publisher: string | null;
  /** Since when the card shown has its colour. */
  readonly cardAt: number | null;
  readonly clocks: { readonly [name in OrderClockName]?: OrderClock };
}

/** Before its opening command an order remembers nothing. */
export const emptyContext: Context = {
  number: '',
  category: '',
  sealed: false,
  urgency: 'U2',
  claimedUrgency: null,
  unit: { id: '', code: '', path: '' },
  building: null,
  text: null,
  contact: null,
  placeNote: null,
  resident: null,
  openedBy: null,
  openedAt: 0,
  admittedAt: null,
  dispatchedAt: null,
  dispatcher: null,
  dispatchNote: null,
  holder: null,
  handler: null,
  acceptedAt: null,
  contactedAt: null,
  finishedAt: null,
  closedAt: null,
  returns: 0,
  returnReason: null,
  refusal: null,
  result: null,
  rounds: [],
  notes: [],
  publishConsent: false,
  proposal: null,
  publishedAt: null,
  publisher: null,
  cardAt: null,
  clocks: {},
};

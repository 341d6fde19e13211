// What a supervision card (督办卡) remembers between two commands. Plain JSON; personal data only as sealed values (I12).
import type { Between } from '@six-order/community/mediation/apart';
import type { CardHolder } from '@six-order/community/supervision/card-fact';
import type { CardReason, Colour } from '@six-order/community/supervision/reason';
import type { SealedValue } from '@six-order/engine';
import type { KeptClock } from '../shown-clock.ts';

/** 回复, 核查 or 销号 of what was answered, and 回头看 after closing. */
export const cardClocks = ['reply', 'check', 'lookBack'] as const;
export type CardClockName = (typeof cardClocks)[number];

/** One thing that somebody said about the card. */
export interface Said {
  readonly at: number;
  readonly by: string | null;
  readonly text: SealedValue | null;
}

export interface Context {
  readonly number: string;
  readonly colour: Colour;
  readonly reason: CardReason;
  /** 督办事由, in words. */
  readonly grounds: SealedValue | null;
  /**
   * What it is about. `holders`: who has that order in hand; `concerned`: persons whose order or whose work it is; `between`: of a dispute
   * who is a side of it, and who left it.
   */
  readonly order: {
    readonly id: string;
    readonly number: string;
    readonly holders: readonly string[];
    readonly concerned: readonly string[];
    readonly between?: Between;
  };
  readonly category: string;
  readonly sealed: boolean;
  readonly unit: { readonly id: string; readonly path: string };
  /** The card that this one follows, because the matter was found unsolved. */
  readonly previous: string | null;
  /** Person id; null when a rule issued it. */
  readonly issuer: string | null;
  readonly issuedAt: number;
  /** Who must answer now, and the unit from which it goes up. */
  readonly holder: CardHolder;
  readonly level: string;
  /** The unit whose supervisors must check or close it, since nobody below did in time. */
  readonly watch: string | null;
  /** All who had to answer so far: it went up, and they may still. */
  readonly answering: readonly string[];
  readonly signedAt: number | null;
  readonly signer: string | null;
  readonly replies: readonly Said[];
  readonly checks: readonly (Said & { readonly verdict: 'accepted' | 'returned' })[];
  readonly escalations: readonly { readonly at: number; readonly by: string | null; readonly to: string }[];
  readonly lookBacks: readonly (Said & { readonly solved: boolean })[];
  readonly cancellation: Said | null;
  /** 销号. */
  readonly closedAt: number | null;
  /** When nothing was left to do. */
  readonly endedAt: number | null;
  readonly clocks: { readonly [name in CardClockName]?: KeptClock };
}

export const emptyContext: Context = {
  number: '',
  colour: 'blue',
  reason: 'other',
  grounds: null,
  order: { id: '', number: '', holders: [], concerned: [] },
  category: '',
  sealed: false,
  unit: { id: '', path: '' },
  previous: null,
  issuer: null,
  issuedAt: 0,
  holder: { kind: 'unit', id: '' },
  level: '',
  watch: null,
  answering: [],
  signedAt: null,
  signer: null,
  replies: [],
  checks: [],
  escalations: [],
  lookBacks: [],
  cancellation: null,
  closedAt: null,
  endedAt: null,
  clocks: {},
};

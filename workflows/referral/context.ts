// What a referral (移送单) remembers: which order it is about, whom it goes to, who was told when and how, with which number and receipt.
// Who was told, and their number, is sealed (I12): a petition is found by nobody who looks for the petitioner.
import type { ReferralFact } from '@six-order/community/referrals/facts';
import type { ReferralKind } from '@six-order/community/referrals/policy';
import type { SealedValue } from '@six-order/engine';
import type { Said } from '../chart.ts';
import type { KeptClock } from '../shown-clock.ts';

export const referralClocks = ['duty', 'receipt'] as const;
export type ReferralClock = (typeof referralClocks)[number];

export const ways = ['telephone', 'in-person', 'written'] as const;

export interface Telling {
  readonly body: string;
  /** When it was told, epoch ms; `at` when that was written down. */
  readonly toldAt: number;
  readonly at: number;
  readonly by: string | null;
  readonly how: (typeof ways)[number];
  /** Whom there. */
  readonly who: SealedValue | null;
}

export interface Receipt {
  readonly body: string;
  readonly at: number;
  readonly by: string | null;
  /** Their number. */
  readonly number: SealedValue | null;
}

export interface Context {
  readonly number: string;
  readonly kind: ReferralKind;
  readonly order: string;
  readonly unit: string;
  readonly holder: { readonly kind: 'unit'; readonly id: string; readonly path: string };
  readonly bodies: ReferralFact['bodies'];
  readonly openedBy: string | null;
  readonly openedAt: number;
  readonly tellings: readonly Telling[];
  /** Bodies that the law does not ask for here, with the reason. */
  readonly waivers: readonly (Said & { readonly body: string })[];
  readonly receipts: readonly Receipt[];
  readonly endedAt: number | null;
  readonly clocks: { readonly [name in ReferralClock]?: KeptClock };
}

export const emptyContext: Context = {
  number: '',
  kind: 'harm',
  order: '',
  unit: '',
  holder: { kind: 'unit', id: '', path: '' },
  bodies: [],
  openedBy: null,
  openedAt: 0,
  tellings: [],
  waivers: [],
  receipts: [],
  endedAt: null,
  clocks: {},
};

type Told = Pick<Context, 'bodies' | 'tellings' | 'waivers' | 'receipts'>;
const has = (list: readonly { readonly body: string }[], code: string): boolean => list.some(({ body }) => body === code);

/** Those who are still to be told. */
export const untold = ({ bodies, tellings, waivers }: Told) =>
  bodies.filter(({ code }) => !has(tellings, code) && !has(waivers, code));

/** Those who were told and gave no receipt yet. */
export const unreceipted = ({ bodies, tellings, receipts }: Told) =>
  bodies.filter(({ code }) => has(tellings, code) && !has(receipts, code));

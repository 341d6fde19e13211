// What a mediation (调解单) remembers between two commands. Plain JSON; what people say, and what they are called, is sealed (I12).
import type { SealedValue } from '@six-order/engine';
import type { Said } from '../chart.ts';
import type { KeptClock } from '../shown-clock.ts';

/** 和解 调解 公证 仲裁 裁决 复议 诉讼 (贵州省矛盾纠纷多元化解条例). */
export const channels = [
  'reconciliation',
  'mediation',
  'notary',
  'arbitration',
  'ruling',
  'reconsideration',
  'litigation',
] as const;
export type Channel = (typeof channels)[number];

export const sides = ['a', 'b'] as const;
export type Side = (typeof sides)[number];

/** How a side bears witness to the agreement; of an oral one the mediator writes it down (人民调解法 28). */
export const signatures = ['signed', 'fingerprint', 'recorded'] as const;
export type Signature = (typeof signatures)[number];

/** One side of the dispute: persons of the platform, a unit, or somebody known by name only. */
export interface Party {
  readonly persons: readonly string[];
  readonly unit: string | null;
  /** Kind of that unit: whoever stands in a firm answers for it, whoever lives in a grid does not for the grid. */
  readonly kind?: string;
  readonly name: SealedValue | null;
}

export const mediationClocks = ['whole', 'rung', 'confirmation', 'followUp'] as const;
export type MediationClock = (typeof mediationClocks)[number];

export interface Rung {
  readonly rung: number;
  readonly last: boolean;
  readonly zh: string;
  readonly en: string;
}

export interface Context {
  readonly number: string;
  readonly category: string;
  readonly sealed: boolean;
  readonly unit: { readonly id: string; readonly path: string };
  /** Id of the grid, community or higher unit by which disputes of one kind are counted. */
  readonly place: string;
  /** What it is about, as whoever opened it says it. The other side does not read it. */
  readonly text: SealedValue | null;
  readonly parties: Readonly<Record<Side, Party>>;
  /** Id of the building where it is, where one was named. */
  readonly building?: string;
  /** How whoever asked is called and reached, where it was said: for whoever mediates. */
  readonly contact?: { readonly name: SealedValue | null; readonly phone: SealedValue | null };
  /** The six-order order that it was born of. */
  readonly order: string | null;
  readonly openedBy: string | null;
  /** The party who opened it himself. */
  readonly resident: string | null;
  readonly openedAt: number;
  readonly standing: Rung;
  /** The unit that has it in hand. */
  readonly holder: { readonly kind: 'unit'; readonly id: string };
  readonly mediator: string | null;
  /** The unit above whose people follow up what was settled: all in the unit that has it in hand keep out. */
  readonly caller?: string | null;
  /** Who stepped aside, or whom a party did not want. */
  readonly excluded: readonly string[];
  readonly climbs: readonly { readonly at: number; readonly by: string | null; readonly rung: number }[];
  readonly sessions: readonly Said[];
  readonly agreement: (Said & { readonly form: 'written' | 'oral'; readonly signed: Readonly<Record<Side, Signature>> }) | null;
  readonly confirmation: {
    readonly appliedAt: number;
    readonly ruledAt: number | null;
    readonly confirmed: boolean | null;
  } | null;
  readonly followUps: readonly (Said & { readonly kept: 'yes' | 'partly' | 'no' })[];
  /** Of which the parties were told. */
  readonly told: readonly Channel[];
  readonly endedAt: number | null;
  readonly clocks: { readonly [name in MediationClock]?: KeptClock };
}

const nobody: Party = { persons: [], unit: null, name: null };

export const emptyContext: Context = {
  number: '',
  category: '',
  sealed: false,
  unit: { id: '', path: '' },
  place: '',
  text: null,
  parties: { a: nobody, b: nobody },
  order: null,
  openedBy: null,
  resident: null,
  openedAt: 0,
  standing: { rung: 0, last: false, zh: '', en: '' },
  holder: { kind: 'unit', id: '' },
  mediator: null,
  excluded: [],
  climbs: [],
  sessions: [],
  agreement: null,
  confirmation: null,
  followUps: [],
  told: [],
  endedAt: null,
  clocks: {},
};

/** The units that are a side. */
export const unitsOf = ({ parties: { a, b } }: Pick<Context, 'parties'>): readonly string[] =>
  [a.unit, b.unit].filter((unit) => unit !== null);

/** Who mediates it, or did. */
export const mediatorsOf = ({ mediator, excluded }: Pick<Context, 'mediator' | 'excluded'>): readonly string[] =>
  mediator === null ? excluded : [...excluded, mediator];

/** Every person of a side who is known to the platform. */
export const personsOf = ({ parties: { a, b } }: Pick<Context, 'parties'>): readonly string[] => [...a.persons, ...b.persons];

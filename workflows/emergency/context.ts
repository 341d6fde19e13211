// What an emergency (平急转换) remembers: hazard, level, areas, by which document and whom it holds until when, what was reported,
// whom it calls out, how far its orders have followed. What people write is sealed (I12).
import type { RosterTeam } from '@six-order/community/emergency/roster';
import type { EmergencyKind, Hazard, Level } from '@six-order/community/emergency/hazard';
import type { SealedValue } from '@six-order/engine';
import type { Said } from '../chart.ts';
import type { KeptClock } from '../shown-clock.ts';

export const emergencyClocks = ['confirm', 'planned', 'report', 'closing', 'review', 'destroy'] as const;
export type EmergencyClock = (typeof emergencyClocks)[number];

/** Those that a new calendar counts anew. How long it holds was announced with its document: no calendar moves that. */
export const countedAnew = ['confirm', 'report', 'closing', 'review', 'destroy'] as const satisfies readonly EmergencyClock[];

export const callStates = ['heard', 'out', 'there'] as const;
/** 收到, 出动, 到位. */
export type CallState = (typeof callStates)[number];

export interface Called {
  readonly at: number;
  readonly by: string | null;
  readonly text: SealedValue | null;
  /** Everyone who was called, with the furthest that they said. */
  readonly people: readonly {
    readonly person: string;
    readonly team: string;
    readonly state: CallState | null;
    readonly at: number | null;
    /** Who wrote it down after a telephone call; absent where the person said so. */
    readonly by?: string;
  }[];
}

/** By whom, citing what, it began, went on or changed. */
export interface Decided {
  readonly at: number;
  readonly by: string | null;
  readonly what: 'proposed' | 'confirmed' | 'renewed' | 'upgrade-asked' | 'upgraded' | 'upgrade-dropped' | 'ended' | 'lapsed';
  readonly level: Level;
  readonly document: string | null;
  /** ISO instant of the planned end. */
  readonly until: string;
}

export interface Context {
  readonly number: string;
  readonly kind: EmergencyKind;
  readonly hazard: Hazard;
  readonly level: Level;
  /** The county's document and its number; null of a first response and a drill. */
  readonly document: string | null;
  /** ISO instant of the end that was asked for; null: as long as the level lasts. */
  readonly until: string | null;
  readonly path: string;
  readonly scope: readonly { readonly id: string; readonly path: string }[];
  /** Ids of the streets, communities and grids of the areas. */
  readonly units: readonly string[];
  readonly teams: readonly RosterTeam[];
  readonly checklist: readonly { readonly item: string; readonly at: number | null; readonly by: string | null }[];
  /** Of how many of the forces and supplies that the plan needs too few were registered; absent of those from before. */
  readonly lacking?: number;
  readonly text: SealedValue | null;
  readonly openedBy: string | null;
  readonly openedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly closedAt: number | null;
  readonly decided: readonly Decided[];
  /** A graver level, until a second person confirms it. */
  readonly request: {
    readonly level: Level;
    readonly document: string;
    readonly until: string | null;
    readonly by: string | null;
  } | null;
  /** How far the orders of the scope have followed; null where none is to. */
  readonly switching: {
    readonly direction: 'on' | 'off';
    readonly cursor: string | null;
    readonly orders: number;
    readonly doneAt: number | null;
  } | null;
  /** Orders that entered in all. */
  readonly entered: number;
  readonly reports: readonly Said[];
  readonly calls: readonly Called[];
  readonly review: Said | null;
  /** When the data was destroyed, and of how many orders. */
  readonly destroyed: { readonly at: number; readonly orders: number } | null;
  readonly clocks: { readonly [name in EmergencyClock]?: KeptClock };
}

export const emptyContext: Context = {
  number: '',
  kind: 'response',
  hazard: 'other',
  level: 'IV',
  document: null,
  until: null,
  path: '',
  scope: [],
  units: [],
  teams: [],
  checklist: [],
  text: null,
  openedBy: null,
  openedAt: 0,
  startedAt: null,
  endedAt: null,
  closedAt: null,
  decided: [],
  request: null,
  switching: null,
  entered: 0,
  reports: [],
  calls: [],
  review: null,
  destroyed: null,
  clocks: {},
};

export const isDrill = ({ kind }: Pick<Context, 'kind'>): boolean => kind === 'drill';

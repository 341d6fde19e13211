// What one order, or one card, adds to the figures of a month. Pure. Source: domain research 5.5.
import type { Json } from '@six-order/engine';
import { dayOf, sayDay } from '../calendar/day.ts';

/** YYYY-MM in China. `at`: epoch ms. */
export const monthOf = (at: number): string => sayDay(dayOf(at)).slice(0, 7);

export type Outcome = 'open' | 'evaluated' | 'unanswered' | 'refused' | 'withdrawn' | 'merged';

/**
 * X: withdrawn before it was dispatched, not accepted (不予受理), a child that its parent is counted for, worked on with the limits of
 * an emergency (domain research 6: that period counts in no ranking), found untrue (不属实), suspended by force majeure (不可抗力).
 */
export const exclusions = ['withdrawn', 'refused', 'merged', 'emergency', 'untrue', 'force-majeure'] as const;
export type Exclusion = (typeof exclusions)[number];

/** By a person's decision, heard and open to be contested: the order, what was said of it and the cards about it are in no sum. */
export const isDecidedOut = ({ excluded }: Pick<OrderMeasure, 'excluded'>): boolean =>
  excluded === 'untrue' || excluded === 'force-majeure';

/** Instants are epoch ms. */
export interface OrderMeasure {
  readonly order: string;
  readonly tenant: string;
  readonly revision: number;
  readonly category: string;
  /** Where it lies. */
  readonly path: string;
  /** Main handler: id and path of the unit; null while it is nobody's. */
  readonly unit: string | null;
  readonly unitPath: string | null;
  readonly handler: string | null;
  readonly resident: string | null;
  readonly openedAt: number;
  /** With approved extensions; of one that was answered on the spot when that was. Null while the work is not limited yet. */
  readonly dueAt: number | null;
  /** The first time. */
  readonly doneAt: number | null;
  readonly closedAt: number | null;
  readonly outcome: Outcome;
  readonly excluded: Exclusion | null;
  /** 挂账 in force. */
  readonly shelved: boolean;
  readonly acceptedInTime: boolean;
  readonly contactedInTime: boolean;
  readonly doneInTime: boolean;
  /** Working minutes from acceptance to the end of the work; null where it was accepted anew after that. */
  readonly workMinutes: number | null;
  /** The resident's last word that counts (unfounded ones do not): 1 solved, 0.5 partly, 0 no. */
  readonly solved: number | null;
  readonly stars: number | null;
  /** From when the evaluation is not changed any more. */
  readonly settledAt: number | null;
  /** One of its evaluations that count was bad (差评). */
  readonly wasBad: boolean;
  readonly reworks: number;
  readonly returnsAsked: number;
  readonly dispatches: number;
  /** The order that it was merged into. */
  readonly parent: string | null;
  /** 未诉先办: found by staff, asked for by nobody. In populations of its own. */
  readonly proactive: boolean;
  /** 即办: answered on the spot. In populations of its own. */
  readonly settled: boolean;
  readonly consented: boolean;
  readonly published: boolean;
  readonly falseCompletion: boolean;
  /** 吹哨报到: paths of the departments that the street called in. */
  readonly called: readonly string[];
}

/** Somebody took an order on, in a month YYYY-MM. */
export interface Acceptance {
  readonly order: string;
  readonly tenant: string;
  readonly person: string;
  readonly month: string;
}

/** A Party member reported in to the unit at the path (双报到); instants are epoch ms. */
export interface ReportedIn {
  readonly tenant: string;
  readonly person: string;
  readonly path: string;
  readonly reportedAt: number;
  readonly endedAt: number | null;
}

export interface CardMeasure {
  readonly card: string;
  readonly tenant: string;
  readonly revision: number;
  /** The order that it is about. */
  readonly about: string;
  readonly colour: 'blue' | 'yellow' | 'red';
  readonly dueAt: number | null;
  readonly cancelled: boolean;
  readonly answeredInTime: boolean;
}

/** An order with what its journal adds to its snapshot. */
export interface Measurable {
  readonly id: string;
  readonly tenant: string;
  readonly workflow: string;
  readonly revision: number;
  readonly snapshot: { readonly value: Json; readonly context: Readonly<Record<string, Json>> };
  readonly path: string;
  readonly openedAt: number;
  /** Post in which it was last accepted, or answered on the spot. */
  readonly acceptedIn: string | null;
  /** Somebody took it on, once at least. */
  readonly wasAccepted: boolean;
  /** It was in an emergency of its area, standing still or with other limits. */
  readonly entered: boolean;
  readonly dispatches: number;
  /** Ids of the departments that were whistled for, of each whistle. */
  readonly whistled: readonly (readonly string[])[];
}

// What a member gets for an order that he handled, and what may be proposed to be taken off. Pure; amounts in tenths of a point.
//
// Source: domain research 5.2. M1: nothing is taken off by itself: a deduction is proposed, heard and decided (case.ts).
// M2: what is given is cut to what the day and the month have left.
import type { DeductionKind, MemberRules } from './rule-set.ts';

/** An order whose evaluation is not changed any more, as far as points go. */
export interface Deed {
  readonly urgent: boolean;
  /** 平急转换: it was an emergency's. */
  readonly emergency: boolean;
  readonly acceptedInTime: boolean;
  readonly doneInTime: boolean;
  /** Confirmed minutes of service for it. */
  readonly minutes: number;
  /** The last evaluation that counts; null when nobody evaluated. */
  readonly stars: number | null;
  readonly reworkSolved: boolean;
  /** 虚假办结: nothing is given for it. */
  readonly falseCompletion: boolean;
  /** Whoever ordered is the member, or one of the same household. */
  readonly ownHousehold: boolean;
  /** How many orders of the same resident counted for the member in this month before. */
  readonly ofPair: number;
}

export const memberReasons = [
  'accepted-in-time',
  'done-in-time',
  'service',
  'five-stars',
  'four-stars',
  'rework-solved',
] as const;
export type MemberReason = (typeof memberReasons)[number];

export interface Credit<R extends string> {
  readonly reason: R;
  readonly tenths: number;
}

/** Before the caps of day and month. */
export function memberCredits(deed: Deed, rules: MemberRules): readonly Credit<MemberReason>[] {
  if (deed.ownHousehold || deed.falseCompletion || deed.ofPair >= rules.ordersOfAPair) return [];
  const times = Math.max(deed.urgent ? rules.urgentTimes : 1, deed.emergency ? rules.emergencyTimes : 1);
  const hours = Math.min(Math.floor(deed.minutes / 60), rules.hoursAnOrder);
  const given: readonly (readonly [MemberReason, number])[] = [
    ['accepted-in-time', deed.acceptedInTime ? rules.acceptedInTime : 0],
    ['done-in-time', deed.doneInTime ? rules.doneInTime : 0],
    ['service', hours * rules.hour],
    ['five-stars', deed.stars === 5 ? rules.fiveStars : 0],
    ['four-stars', deed.stars === 4 ? rules.fourStars : 0],
    ['rework-solved', deed.reworkSolved ? rules.reworkSolved : 0],
  ];
  return given
    .map(([reason, points]) => ({ reason, tenths: Math.round(points * times * 10) }))
    .filter(({ tenths }) => tenths > 0);
}

/** What is left of credits, in their order, when at most `left` tenths may be given; what is cut to nothing is left out. */
export function cut<R extends string>(credits: readonly Credit<R>[], left: number): readonly Credit<R>[] {
  let rest = Math.max(0, left);
  return credits.flatMap(({ reason, tenths }) => {
    const given = Math.min(tenths, rest);
    rest -= given;
    return given > 0 ? [{ reason, tenths: given }] : [];
  });
}

/** `today`, `thisMonth`: tenths given for the deed's day and month before. */
export const memberLeft = (rules: MemberRules, given: { readonly today: number; readonly thisMonth: number }): number =>
  Math.min(rules.mostADay * 10 - given.today, rules.mostAMonth * 10 - given.thisMonth);

/** What of an order bears a deduction; a leak of personal data is found by people, in any order of the member's. */
export interface Faults {
  readonly returnsAsked: number;
  readonly doneInTime: boolean;
  readonly redCards: number;
  readonly falseCompletion: boolean;
  readonly stars: number | null;
}

export const bears: Record<DeductionKind, (faults: Faults) => boolean> = {
  'return-without-ground': ({ returnsAsked }) => returnsAsked > 0,
  overdue: ({ doneInTime }) => !doneInTime,
  'red-card': ({ redCards }) => redCards > 0,
  'false-completion': ({ falseCompletion }) => falseCompletion,
  'privacy-leak': () => true,
  'two-stars': ({ stars }) => stars === 2,
  'one-star': ({ stars }) => stars === 1,
};

// What a household gets. Only ever added to (domain research 5.3). Pure; amounts in tenths of a point.
//
// H1: nothing here is below zero: nobody pays for another of the family, and no meeting can fine.
import { monthsAfter } from '../calendar/day.ts';
import type { DeedKind, HouseholdRules } from './rule-set.ts';

export type HouseholdReason = 'base' | 'rating' | DeedKind;

/** Before a day's cap. `minutes`: of volunteering. */
export function deedTenths(kind: DeedKind, minutes: number, rules: HouseholdRules): number {
  if (kind === 'volunteering') return Math.floor(minutes / 60) * rules.volunteeringHour * 10;
  return rules[kind] * 10;
}

/** What a deed gives when `today` tenths were given for volunteering on its day before. */
export function deedLeft(kind: DeedKind, today: number, rules: HouseholdRules): number {
  return kind === 'volunteering' ? Math.max(0, rules.volunteeringADay * 10 - today) : Number.POSITIVE_INFINITY;
}

/**
 * What an entry lacks once its deed is known to have been such; 0 or less when it has all that the rules give. `today`: tenths that its
 * day has been given for deeds of this kind, the entry among them where it was one.
 */
export function lackingTenths(
  entry: { readonly reason: string; readonly tenths: number },
  deed: { readonly kind: DeedKind; readonly minutes: number },
  today: number,
  rules: HouseholdRules,
): number {
  const others = today - (entry.reason === deed.kind ? entry.tenths : 0);
  return Math.min(deedTenths(deed.kind, deed.minutes, rules), deedLeft(deed.kind, others, rules)) - entry.tenths;
}

export const ratingTenths = (rules: HouseholdRules, thisMonth: number): number =>
  Math.max(0, Math.min(rules.rating * 10, rules.ratingsAMonth * 10 - thisMonth));

export interface Lot {
  readonly tenths: number;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * What of entries is there to exchange at `now`, the oldest spent first, and what ends within `warnedDays`. Instants are epoch ms.
 */
export function balanceOf(
  entries: readonly Lot[],
  spent: readonly Lot[],
  { validMonths, warnedDays }: { readonly validMonths: number; readonly warnedDays: number },
  now: number,
): { readonly tenths: number; readonly ending: number } {
  const lots = entries
    .toSorted((a, b) => a.at - b.at)
    .map(({ tenths, at }) => ({ left: tenths, at, ends: monthsAfter(at, validMonths) }));
  for (const { tenths, at } of spent.toSorted((a, b) => a.at - b.at)) {
    let rest = tenths;
    for (const lot of lots) {
      if (lot.at > at || lot.ends <= at) continue;
      const taken = Math.min(rest, lot.left);
      lot.left -= taken;
      rest -= taken;
    }
  }
  const good = lots.filter(({ at, ends }) => at <= now && ends > now);
  const sum = (some: typeof good) => some.reduce((total, { left }) => total + left, 0);
  return { tenths: sum(good), ending: sum(good.filter(({ ends }) => ends <= now + warnedDays * 86_400_000)) };
}

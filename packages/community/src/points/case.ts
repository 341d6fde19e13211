// What people decide about points: a deduction, which is proposed, heard and decided; an appeal against an entry. Pure.
//
// Source: domain research 5.2. C1: whoever decides is another person than whoever proposed, and never the person concerned.
// C2: nothing is decided before the person spoke, or the time to speak is over.
import type { Calendar } from '../calendar/calendar.ts';
import { addWorkdays } from '../calendar/counting.ts';
import { dayOf, startOf } from '../calendar/day.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import { pointPolicies } from '../policies/policies.ts';
import type { Words } from '../rules/rule.ts';
import type { DeductionKind } from './rule-set.ts';

/** How many days hold at a place: working days to speak about a deduction and to appeal against an entry, days to be warned. `at`: epoch ms. */
export const pointDays = (
  rules: CountyRules,
  name: keyof typeof pointPolicies,
  where: { readonly tenant: string; readonly path: string; readonly at: number },
): number => Number(rules.find('policy', name, where)?.value ?? pointPolicies[name].standing);

/** The end of the `count`-th working day after `from` (epoch ms). */
export const endOfWorkdays = (calendar: Calendar, from: number, count: number): number =>
  startOf(addWorkdays(calendar, dayOf(from), count) + 1);

interface Counted {
  readonly rules: CountyRules;
  readonly calendarAt: (tenant: string, path: string) => Calendar;
}

/** Until when an entry may be appealed against (epoch ms), by the days that hold at the place of the appeal when it is entered. */
export const appealEnd = (
  { rules, calendarAt }: Counted,
  where: { readonly tenant: string; readonly path: string; readonly at: number },
): number => endOfWorkdays(calendarAt(where.tenant, where.path), where.at, pointDays(rules, 'points/appeal', where));

export interface PointCase {
  readonly id: string;
  readonly tenant: string;
  readonly kind: 'deduction' | 'appeal';
  readonly person: string;
  /** Of the unit whose branch it is. */
  readonly path: string;
  readonly order: string | null;
  readonly deduction: DeductionKind | null;
  /** What would be taken off, in tenths; of an appeal 0. */
  readonly tenths: number;
  readonly rule: string;
  readonly ruleVersion: string;
  /** The entry that is appealed against. */
  readonly entry: string | null;
  readonly openedBy: string;
  /** Epoch ms. */
  readonly openedAt: number;
  readonly hearBy: number;
  readonly heardAt: number | null;
  readonly decidedAt: number | null;
  readonly upheld: boolean | null;
}

/** Why this person may not decide now; null when he may. `entryBy`: who decided the entry that is appealed against. */
export function whyNotDecide(
  one: Pick<PointCase, 'kind' | 'person' | 'openedBy' | 'hearBy' | 'heardAt' | 'decidedAt'>,
  by: { readonly person: string; readonly at: number; readonly entryBy?: string | null },
): Words | null {
  if (one.decidedAt !== null) return { zh: '已经决定', en: 'it is decided already' };
  if (by.person === one.person) return { zh: '本人不能决定自己的积分', en: 'nobody decides about his own points' };
  if (one.kind === 'deduction' && by.person === one.openedBy)
    return { zh: '提出扣分的人不能决定', en: 'whoever proposed a deduction does not decide on it' };
  if (one.kind === 'appeal' && by.entryBy === by.person)
    return { zh: '原决定人不能复核', en: 'whoever decided the entry does not judge the appeal' };
  if (one.kind === 'deduction' && one.heardAt === null && by.at < one.hearBy)
    return { zh: '本人尚未陈述，陈述期未满', en: 'the person has not spoken yet, and may still do so' };
  return null;
}

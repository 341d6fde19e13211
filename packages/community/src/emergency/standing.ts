// Which orders stand still in an emergency and which go on with its limits. Source: domain research 6 (changes).
import type { FaceFilter } from '@six-order/engine';
import { categories, categoryByCode } from '../catalogue/catalogue.ts';
import type { Urgency } from '../catalogue/category.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { ClockName } from '../deadlines/clock-name.ts';
import { runsInEmergency } from '../deadlines/emergency.ts';
import type { Mode } from '../deadlines/policy.ts';
import { emergencyAt } from './mode.ts';

/** Orders of the kinds that an emergency itself brings (12xx). */
export const ofEmergencies: FaceFilter = {
  any: categories.filter(({ group }) => group.emergency).map(({ code }) => ({ label: `cat:${code}` })),
};

/**
 * The key under which an order enters an emergency, or leaves it: whoever sends it on its way, and however often, it does so once.
 * What was let go on by hand stays so.
 */
export const switchKey = (emergency: string, direction: 'on' | 'off'): string => `${emergency} ${direction}`;

/** Ordinary work: U2 and U3, but for what the emergency itself brings. */
export const standsStill = (category: string, urgency: Urgency): boolean =>
  (urgency === 'U2' || urgency === 'U3') && categoryByCode(category)?.group.emergency !== true;

/** Whether an order that is admitted at `at` (epoch ms) will stand still, for an emergency that its place is in. */
export const willStandStill = (
  rules: CountyRules,
  { category, urgency, path }: { readonly category: string; readonly urgency: Urgency; readonly path: string },
  where: { readonly tenant: string; readonly at: number },
): boolean => standsStill(category, urgency) && emergencyAt(rules, { ...where, path }) !== null;

interface Asked {
  readonly category: string;
  readonly urgency?: Urgency | undefined;
  readonly path: string;
  readonly clock: ClockName;
}

/** In which mode a clock begins. Ordinary work is admitted by its ordinary limits, and then stands still. */
export function modeOf(
  rules: CountyRules,
  { category, urgency = categoryByCode(category)?.urgency, path, clock }: Asked,
  where: { readonly tenant: string; readonly at: number },
): Mode {
  if (urgency === undefined || !runsInEmergency(clock) || standsStill(category, urgency)) return 'ordinary';
  return emergencyAt(rules, { ...where, path }) ? 'emergency' : 'ordinary';
}

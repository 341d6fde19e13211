// How much a person may be given at once: a policy that a county, street or community can set for itself.
import { z } from 'zod';
import { Urgency } from '../catalogue/category.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import { Role } from '../people/role.ts';

export const DispatchLimits = z.strictObject({
  /** For a post's role, the orders that a person may have in hand before another is given; a role that is not here has no limit. */
  openOrders: z.partialRecord(Role, z.int().min(1).max(10_000)),
  /** Urgencies that no load holds back. */
  whateverLoad: z.array(Urgency),
});
export type DispatchLimits = z.infer<typeof DispatchLimits>;

/** 〔设计〕 Members serve beside their own work; whoever is paid for it has a chief who knows. */
export const defaultLimits: DispatchLimits = { openOrders: { member: 5 }, whateverLoad: ['U0', 'U1'] };

export const limitsAt = (
  rules: CountyRules,
  where: { readonly tenant: string; readonly path: string; readonly at: number },
): DispatchLimits => rules.find('dispatch', '', where)?.value ?? defaultLimits;

// How long before the official days end the next year's notice is asked for.
import type { CountyRule } from '../county-rules/county-rules.ts';
import { inForce } from '../people/post.ts';
import { calendarPolicies } from '../policies/policies.ts';

const NAME = 'calendar/notice-due';

/** Days, in a county at `at` (epoch ms). The notice is the whole county's: of several rules the one that began last holds. */
export function noticeDueDays(rules: readonly CountyRule[], tenant: string, at: number): number {
  const [last] = rules
    .filter((rule) => rule.tenant === tenant && rule.kind === 'policy' && rule.key === NAME && inForce(rule, at))
    .toSorted((a, b) => b.validFrom - a.validFrom);
  return Number(last?.value ?? calendarPolicies[NAME].standing);
}

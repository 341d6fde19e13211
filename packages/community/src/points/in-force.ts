// Which rule set of a ledger holds at a place.
import type { CountyRule, CountyRules } from '../county-rules/county-rules.ts';
import type { HouseholdRules, MemberRules } from './rule-set.ts';

interface Where {
  readonly tenant: string;
  readonly path: string;
  /** Epoch ms. */
  readonly at: number;
}

type In<V> = Omit<CountyRule<'points'>, 'value'> & { readonly value: V };

export function rulesAt(rules: CountyRules, ledger: 'members', where: Where): In<MemberRules> | undefined;
export function rulesAt(rules: CountyRules, ledger: 'households', where: Where): In<HouseholdRules> | undefined;
export function rulesAt(rules: CountyRules, ledger: 'members' | 'households', where: Where): In<unknown> | undefined {
  const rule = rules.find('points', ledger, where);
  return rule?.value.ledger === ledger ? rule : undefined;
}

// The kinds of rule that a county may decide for itself, each with the shape of its value.
//
// The shape lies with its subject; here is only the list. A kind that is not here cannot be stored.
import { z } from 'zod';
import { OfficeHoursRule, OwnDaysRule } from '../calendar/own-rules.ts';
import { DutyChange } from '../catalogue/duty.ts';
import { PowerGrant } from '../catalogue/power.ts';
import { Brand, TagChange } from '../catalogue/tag.ts';
import { ExchangeProfile } from '../exchange/profile.ts';
import { LimitRule } from '../deadlines/limit-rule.ts';
import { DeliberationPolicy } from '../deliberation/policy.ts';
import { DispatchLimits } from '../dispatching/limits.ts';
import { DuplicateLimits } from '../duplicates/rules.ts';
import { EmergencyMode } from '../emergency/mode.ts';
import { EmergencyPlan } from '../emergency/plan.ts';
import { ListRules } from '../lists/lists.ts';
import { MediationPolicy } from '../mediation/policy.ts';
import { isWordsKey, NoticeRules, NoticeWords } from '../notices/beyond.ts';
import { isPolicyName, policies, PolicyValue } from '../policies/policies.ts';
import { PointRules } from '../points/rule-set.ts';
import { PublicationPolicy } from '../publication/policy.ts';
import { ReferralPolicy } from '../referrals/policy.ts';
import { StationTemplate } from '../templates/station-template.ts';
import { TaskPolicy } from '../tasks/policy.ts';
import { VisitPolicy } from '../visits/policy.ts';

export const ruleValues = {
  /** Key: a category's code. */
  duty: DutyChange,
  /** Key: a power. */
  power: PowerGrant,
  /** Key: `set/tag`. */
  tag: TagChange,
  /** Key: ''. */
  brand: Brand,
  /** Key: ''. */
  dispatch: DispatchLimits,
  /** Key: ''. */
  duplicates: DuplicateLimits,
  /** Key: the other system, such as `12345`. */
  exchange: ExchangeProfile,
  /** Key: ''. */
  mediation: MediationPolicy,
  /** Key: ''. */
  visits: VisitPolicy,
  /** Key: ''. */
  tasks: TaskPolicy,
  /** Key: ''. */
  deliberation: DeliberationPolicy,
  /** Key: ''. */
  referrals: ReferralPolicy,
  /** Key: a policy's name. */
  policy: PolicyValue,
  /** Key: a hazard. */
  'emergency-plan': EmergencyPlan,
  /** Key: id of the emergency that wrote it; no table of rules may. */
  'emergency-mode': EmergencyMode,
  /** Key: ''. */
  lists: ListRules,
  /** Key: ''. */
  notices: NoticeRules,
  /** Key: a notice's template, or `*`. */
  'notice-words': NoticeWords,
  /** Key: the ledger, `members` or `households`. */
  points: PointRules,
  /** Key: ''. */
  publication: PublicationPolicy,
  /** Key: ''. */
  stations: StationTemplate,
  /** Key: any that tells it from the others, such as `whole/0101`. */
  limit: LimitRule,
  /** Key: the first day, such as `2026-04-20`. */
  'own-days': OwnDaysRule,
  /** Key: ''. */
  'office-hours': OfficeHoursRule,
} as const satisfies Record<string, z.ZodType>;

export type RuleKind = keyof typeof ruleValues;
export const RuleKind = z.enum(Object.keys(ruleValues) as [RuleKind, ...RuleKind[]]);
export type RuleValue<K extends RuleKind> = z.infer<(typeof ruleValues)[K]>;

/** The shape of a rule's value; of some kinds the key has a say. Undefined for a key that is not known. */
export const shapeOf = (kind: RuleKind, key: string): z.ZodType<RuleValue<RuleKind>> | undefined => {
  if (kind === 'notice-words' && !isWordsKey(key)) return undefined;
  if (kind !== 'policy') return ruleValues[kind];
  return isPolicyName(key) ? policies[key].shape : undefined;
};

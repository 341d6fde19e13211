// Whether an order may go to whom it is dispatched, or who takes a part: that he is there, and no rule stands against it.
//
// Owns: the question and the answer of the fact `holder`. Not ours: the rules one by one (breaches.ts).
import type { FactAnswer } from '@six-order/engine/runtime';
import { z } from 'zod';
import { categoryByCode } from '../catalogue/catalogue.ts';
import { Urgency } from '../catalogue/category.ts';
import { dutyOf } from '../catalogue/duties.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Directory } from '../directory.ts';
import { emergencyAt } from '../emergency/mode.ts';
import { issue, issueAt, unknownCategory, unknownPerson, unknownUnit, value } from '../fact-answer.ts';
import { refusalOf } from '../rules/rule.ts';
import { breachesOf } from './breaches.ts';
import { limitsAt } from './limits.ts';
import { dispatchRules } from './rules.ts';
import { targetOf } from './target.ts';

export const HolderAsk = z.object({
  kind: z.literal('holder'),
  holder: z.enum(['person', 'unit', 'team']),
  id: z.string(),
  field: z.string().optional(),
  /** Given when the order is to be worked on: its category, where it lies, whose it is. */
  work: z
    .object({
      category: z.string(),
      path: z.string(),
      urgency: Urgency.optional(),
      requestType: z.string().optional(),
      resident: z.string().nullish(),
    })
    .optional(),
  /** With `work`: who dispatches; without it the rules about dispatchers are not asked. */
  by: z.object({ person: z.string().nullable(), role: z.string(), path: z.string() }).optional(),
  /** With `work`: 指派, 邀请 or 抢单. */
  how: z.enum(['assign', 'invite', 'claim']).default('assign'),
  /** With `work`: 主办 or 协办. */
  part: z.enum(['lead', 'assist']).default('lead'),
  /** With `work`: has the order already, so that neither load nor absence stands against it. */
  kept: z.literal(true).optional(),
});

/** `kind: 'holder'`: whom an order can be dispatched to. */
export interface HolderFact {
  readonly kind: 'person' | 'unit' | 'team';
  readonly id: string;
}

interface HolderSources {
  readonly directory: Directory;
  readonly rules: CountyRules;
  /** How many orders a person has in hand, counted up to `limit`; without it no load limit binds. */
  readonly openOrdersOf: ((tenant: string, person: string, limit: number) => Promise<number>) | undefined;
}

/** The holder, or an issue at its field for each rule that stands against it. */
export function holderFacts({ directory, rules, openOrdersOf }: HolderSources) {
  return (ask: z.infer<typeof HolderAsk>, at: number, tenant: string): FactAnswer | Promise<FactAnswer> => {
    const { holder: kind, id, field, work, by = null, how, part, kept } = ask;
    if (kind === 'person') {
      if (directory.tenantOf(id) !== tenant) return issue(field, unknownPerson);
      if (directory.postsOf(id).length === 0) return issue(field, '这个人现在没有任何岗位 / this person holds no post now');
    } else {
      const unit = directory.unitById(id) && directory.findUnit(tenant, id);
      if (!unit) return issue(field, unknownUnit);
      if (kind === 'team' && unit.kind !== 'team') return issue(field, '这个单元不是队伍 / this unit is not a team');
    }
    const found = value<HolderFact>({ id, kind });
    if (!work) return found;
    const { path, resident = null } = work;
    const where = { tenant, path, at };
    const category = categoryByCode(work.category);
    const duty = dutyOf(rules, work.category, where);
    if (!category || !duty) return issue(field, unknownCategory);
    const { urgency = category.urgency } = work;
    const target = targetOf(directory, { kind, id });
    const limits = limitsAt(rules, where);
    const judge = (load: number | null): FactAnswer => {
      const away = (person: string) => !kept && directory.awayAt(person, at) !== undefined;
      const emergency = emergencyAt(rules, where) !== null;
      const { requestType } = work;
      const asked = {
        tenant,
        at,
        emergency,
        rules,
        limits,
        category,
        duty,
        urgency,
        requestType,
        path,
        resident,
        by,
        how,
        part,
        target,
        away,
        load,
      };
      const broken = breachesOf(asked);
      if (broken.length === 0) return found;
      return { issues: broken.map((rule) => issueAt(field, refusalOf(rule, dispatchRules[rule]))) };
    };
    const most = Math.max(0, ...target.capacities.map(({ post }) => (post && limits.openOrders[post.role]) ?? 0));
    if (kept || kind !== 'person' || most === 0 || !openOrdersOf || limits.whateverLoad.includes(urgency)) return judge(null);
    return openOrdersOf(tenant, id, most).then(judge);
  };
}

// What a referral must know of what lies beside it: the order that it is about, who has it in hand, whom it goes to, by when.
//
// Keeps: I12: ids and codes only. F1: nothing of it can be found by the person whom it concerns, or by the order.
import { type Clock, type StoredOrder } from '@six-order/engine';
import type { FactAnswer } from '@six-order/engine/runtime';
import { z } from 'zod';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Rules } from '../deadlines/clock.ts';
import { parseDuration } from '../deadlines/duration.ts';
import type { Directory } from '../directory.ts';
import { issue, value } from '../fact-answer.ts';
import { mayName, Naming } from '../links/fact.ts';
import { linkRules } from '../links/rules.ts';
import { refusalOf } from '../rules/rule.ts';
import { termOf } from '../terms/term.ts';
import { defaultReferrals, mustBeReported, referralKinds, type ReferralPolicy } from './policy.ts';
import { referralRules } from './rules.ts';

export const ReferralAsk = z.object({
  kind: z.literal('referral'),
  of: z.enum(referralKinds),
  /** The order that it is about. */
  about: z.string(),
  by: Naming,
  /** Id or code: where that lies. */
  unit: z.string(),
  from: z.number(),
});

export const ReferralReceiptAsk = z.object({
  kind: z.literal('referral-receipt'),
  of: z.enum(referralKinds),
  path: z.string(),
  from: z.number(),
});

export const referralAsks = [ReferralAsk, ReferralReceiptAsk] as const;

/** `kind: 'referral'`. */
export interface ReferralFact {
  /** The community or, above it, the street that has it in hand. */
  readonly holder: { readonly id: string; readonly path: string };
  readonly bodies: ReferralPolicy['harm']['bodies'];
  readonly duty: Clock;
}

export interface ReferralSources {
  readonly directory: Directory;
  readonly rules: CountyRules;
  readonly deadlinesOf: (tenant: string) => Rules;
  readonly orderOf?: ((order: string) => Promise<StoredOrder | null>) | undefined;
}

const words = {
  duty: { zh: '报告、移交', en: 'reporting or handing over' },
  receipt: { zh: '登记编号和回执', en: 'their number and receipt' },
};

export function referralFacts({ directory, rules, deadlinesOf, orderOf }: ReferralSources) {
  const policyAt = (tenant: string, path: string, at: number): { readonly policy: ReferralPolicy; readonly id: string } => {
    const rule = rules.find('referrals', '', { tenant, path, at });
    return { policy: rule?.value ?? defaultReferrals, id: rule?.id ?? 'default' };
  };
  return {
    async referral(
      { of, about, by, unit: ref, from }: z.infer<typeof ReferralAsk>,
      _at: number,
      tenant: string,
    ): Promise<FactAnswer> {
      const unit = directory.findUnit(tenant, ref);
      const order = (await orderOf?.(about)) ?? null;
      if (!unit || !mayName(directory, order, by, unit.path))
        return issue(['order'], refusalOf('same-street-link', linkRules['same-street-link']));
      const { category } = order.face.data;
      if (of === 'harm' && !(typeof category === 'string' && mustBeReported(category)))
        return issue(['kind'], refusalOf('must-be-reported', referralRules['must-be-reported']));
      const line = directory.lineOf(unit);
      const holder = line.findLast(({ kind }) => kind === 'community' || kind === 'street') ?? unit;
      const { policy, id } = policyAt(tenant, holder.path, from);
      const { bodies, limit } = policy[of];
      const calendar = deadlinesOf(tenant).calendarAt(holder.path);
      const duty = termOf(calendar, { limit: parseDuration(limit), from, words: words.duty, policy: id });
      return value({ holder: { id: holder.id, path: holder.path }, bodies, duty } satisfies ReferralFact);
    },
    'referral-receipt'({ of, path, from }: z.infer<typeof ReferralReceiptAsk>, _at: number, tenant: string): FactAnswer {
      const { policy, id } = policyAt(tenant, path, from);
      const limit = parseDuration(policy[of].receipt);
      return value(termOf(deadlinesOf(tenant).calendarAt(path), { limit, from, words: words.receipt, policy: id }));
    },
  };
}

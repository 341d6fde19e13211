// What a visit must know of what lies beside it: whether its place may be visited, whether the visitor visits, its terms.
//
// Keeps: I12: ids only. V1: a place is a grid, a household group or a building; there is no field for a person or a reason.
import type { Clock } from '@six-order/engine';
import type { FactAnswer } from '@six-order/engine/runtime';
import { z } from 'zod';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Rules } from '../deadlines/clock.ts';
import { parseDuration } from '../deadlines/duration.ts';
import { addDuration } from '../deadlines/fold.ts';
import type { Directory } from '../directory.ts';
import { issue, unknownUnit, value } from '../fact-answer.ts';
import { refusalOf } from '../rules/rule.ts';
import { datedTerm, termOf } from '../terms/term.ts';
import type { UnitKind } from '../units/unit.ts';
import { defaultVisits, type VisitPolicy } from './policy.ts';
import { visitRules } from './rules.ts';
import { followsIn, visitsAt } from './visitors.ts';

/** The plan: where, by whom, when. */
export const VisitPlanAsk = z.object({
  kind: z.literal('visit-plan'),
  /** Id or code. */
  unit: z.string(),
  visitor: z.string(),
  from: z.number(),
  /** ISO instant; without it the policy's interval from now, for a visit that repeats. */
  on: z.string().optional(),
  /** A person plans it for somebody else. */
  forAnother: z.boolean().default(false),
});

/** Another day for a visit that was planned: whoever planned it may move it, also where its visitor visits there no more. */
export const VisitDayAsk = z.object({
  kind: z.literal('visit-day'),
  visitor: z.string(),
  unit: z.object({ id: z.string(), path: z.string() }),
  from: z.number(),
  /** ISO instant. */
  on: z.string(),
});

/** Whether somebody visits at a place. */
export const VisitorAsk = z.object({
  kind: z.literal('visitor'),
  person: z.string(),
  /** Id or code. */
  unit: z.string(),
});

/** After the visit: how long orders may be linked, and how many attempts there are. */
export const VisitAfterAsk = z.object({ kind: z.literal('visit-after'), path: z.string(), from: z.number() });

/** Who makes the next of a visit that repeats, and for whom: the visitor, where he still visits at the place; whoever planned it. */
export const VisitNextAsk = z.object({
  kind: z.literal('visit-next'),
  visitor: z.string(),
  plannedBy: z.string().nullable(),
  /** Id or code. */
  unit: z.string(),
});

export const visitAsks = [VisitPlanAsk, VisitDayAsk, VisitorAsk, VisitAfterAsk, VisitNextAsk] as const;

/** `kind: 'visit-plan'`. */
export interface VisitPlanFact {
  readonly day: Clock;
}

/** `kind: 'visit-day'`. */
export interface VisitDayFact {
  readonly day: Clock;
  /** Its visitor visits at the place no more. */
  readonly left?: true;
}

/** `kind: 'visit-after'`. */
export interface VisitAfterFact {
  readonly linking: Clock;
  readonly attempts: number;
  /** Until when somebody comes again. */
  readonly again: Clock;
}

/** `kind: 'visit-next'`. */
export interface VisitNextFact {
  /** Null: there is no next. */
  readonly visitor: string | null;
  /** Whoever planned it, or, where he arranges nothing there any more, whoever does. */
  readonly arranger?: string;
  /** Why there is no next: the place is no more, or nobody is left who visits there. */
  readonly lacks?: 'place' | 'visitor';
}

export interface VisitSources {
  readonly directory: Directory;
  readonly rules: CountyRules;
  readonly deadlinesOf: (tenant: string) => Rules;
}

const places: ReadonlySet<UnitKind> = new Set(['grid', 'household-group', 'building']);
const words = {
  day: { zh: '走访', en: 'visit' },
  again: { zh: '再次走访', en: 'coming again' },
  linking: { zh: '关联走访中的诉求', en: 'linking what was asked for at the visit' },
};
const DAY_MS = 86_400_000;

export function visitFacts({ directory, rules, deadlinesOf }: VisitSources) {
  const policyAt = (tenant: string, path: string, at: number): { readonly policy: VisitPolicy; readonly id: string } => {
    const rule = rules.find('visits', '', { tenant, path, at });
    return { policy: rule?.value ?? defaultVisits, id: rule?.id ?? 'default' };
  };
  const dayOf = (
    tenant: string,
    path: string,
    { from, on }: { readonly from: number; readonly on?: string | undefined },
  ): Clock | FactAnswer => {
    const { policy, id } = policyAt(tenant, path, from);
    const calendar = deadlinesOf(tenant).calendarAt(path);
    const until = on === undefined ? addDuration(calendar, from, parseDuration(policy.every)) : Date.parse(on);
    if (!(until > from)) return issue('on', '日期须在今后 / name a day that is still to come');
    if (until > from + policy.aheadDays * DAY_MS)
      return issue('on', `走访最多提前 ${policy.aheadDays} 天安排 / a visit is planned ${policy.aheadDays} days ahead at most`);
    return datedTerm(calendar, { from, until, words: words.day, policy: id });
  };
  const notNear = issue('visitor', refusalOf('visitor-near', visitRules['visitor-near']));

  return {
    'visit-plan'(
      { unit: ref, visitor, from, on, forAnother }: z.infer<typeof VisitPlanAsk>,
      _at: number,
      tenant: string,
    ): FactAnswer {
      const unit = directory.findUnit(tenant, ref);
      if (!unit) return issue('unit', unknownUnit);
      if (!places.has(unit.kind)) return issue('unit', refusalOf('visit-place', visitRules['visit-place']));
      if (forAnother) return issue('arrangedBy', refusalOf('arranges-himself', visitRules['arranges-himself']));
      if (!visitsAt(directory, visitor, unit)) return notNear;
      const day = dayOf(tenant, unit.path, { from, on });
      return 'dueAt' in day ? value({ day } satisfies VisitPlanFact) : day;
    },
    'visit-day'({ visitor, unit: place, from, on }: z.infer<typeof VisitDayAsk>, _at: number, tenant: string): FactAnswer {
      const day = dayOf(tenant, place.path, { from, on });
      if (!('dueAt' in day)) return day;
      const unit = directory.unitById(place.id);
      const stays = unit !== undefined && visitsAt(directory, visitor, unit);
      return value({ day, ...(!stays && { left: true }) } satisfies VisitDayFact);
    },
    visitor({ person, unit: ref }: z.infer<typeof VisitorAsk>, _at: number, tenant: string): FactAnswer {
      const unit = directory.findUnit(tenant, ref);
      return unit && visitsAt(directory, person, unit) ? value(null) : notNear;
    },
    'visit-next'({ visitor, plannedBy, unit: ref }: z.infer<typeof VisitNextAsk>, _at: number, tenant: string): FactAnswer {
      const unit = directory.findUnit(tenant, ref);
      // Of a place that is no more, those above it are asked all the same.
      const was = unit ?? directory.unitById(ref);
      const arranger = was && followsIn(directory, [plannedBy], was);
      const known = arranger === undefined ? {} : { arranger };
      if (!unit) return value({ visitor: null, lacks: 'place', ...known } satisfies VisitNextFact);
      const follower = followsIn(directory, [visitor, plannedBy], unit);
      if (follower === undefined) return value({ visitor: null, lacks: 'visitor', ...known } satisfies VisitNextFact);
      return value({ visitor: follower, ...known } satisfies VisitNextFact);
    },
    'visit-after'({ path, from }: z.infer<typeof VisitAfterAsk>, _at: number, tenant: string): FactAnswer {
      const { policy, id } = policyAt(tenant, path, from);
      const calendar = deadlinesOf(tenant).calendarAt(path);
      const term = (limit: string, said: typeof words.day) =>
        termOf(calendar, { limit: parseDuration(limit), from, words: said, policy: id });
      return value({
        linking: term(policy.linking, words.linking),
        attempts: policy.attempts,
        again: term(policy.again, words.again),
      } satisfies VisitAfterFact);
    },
  };
}

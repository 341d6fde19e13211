// What mediation and its warnings must know of what lies beside them: the rung and its clocks, whether a mediator is apart from
// the parties, how many such disputes there were at the place, the terms after an agreement.
//
// Keeps: I12: ids and codes only. F1: a warning keys on a kind of dispute and a place, never on a person.
import type { Clock, FaceFilter, StoredOrder } from '@six-order/engine';
import type { FactAnswer } from '@six-order/engine/runtime';
import { z } from 'zod';
import { sendersOf } from '../authority/acts.ts';
import { categoryByCode } from '../catalogue/catalogue.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import { clockOf, type Rules } from '../deadlines/clock.ts';
import { parseDuration, type Duration } from '../deadlines/duration.ts';
import { DAY_MS } from '../calendar/day.ts';
import type { Directory } from '../directory.ts';
import { issue, unknownPerson, unknownUnit, value } from '../fact-answer.ts';
import type { Post } from '../people/post.ts';
import { refusalOf, type Words } from '../rules/rule.ts';
import { termOf } from '../terms/term.ts';
import type { Unit, UnitKind } from '../units/unit.ts';
import {
  colourOf,
  defaultMediation,
  scaledLimit,
  warningColours,
  type MediationPolicy,
  type Rung,
  type WarningColour,
} from './policy.ts';
import { mediationRules } from './rules.ts';
import { isApart, isOutOf } from './apart.ts';
import { callersOf } from './callers.ts';

const field = z.string().optional();

/** The sides of a dispute, and who mediated it and does not any more. */
export const Between = z.object({ persons: z.array(z.string()), units: z.array(z.string()), people: z.array(z.string()) });

/** The rung on which a dispute is, or goes to; null when the ladder ends below it. */
export const MediationRungAsk = z.object({
  kind: z.literal('mediation-rung'),
  category: z.string(),
  /** Id or code. */
  unit: z.string(),
  rung: z.int().min(0),
  from: z.number(),
  /** When the whole is due, once it runs. */
  cap: z.number().nullish(),
  /** Between whom it is, and who left it. Absent in what asks from before. */
  between: Between.optional(),
  field,
});

/** Whether all who could mediate in a unit keep out of the dispute: it waits for nobody there. */
export const UnattendedAsk = z.object({ kind: z.literal('unattended'), holder: z.string(), between: Between });

/** The unit whose people follow up what is settled; null where nobody may, up to the county. */
export const CallersAsk = z.object({ kind: z.literal('callers'), holder: z.string(), category: z.string(), between: Between });

export const MediatorAsk = z.object({
  kind: z.literal('mediator'),
  person: z.string().nullable(),
  persons: z.array(z.string()),
  units: z.array(z.string()),
  /** The unit that has it in hand: whoever is named stands in it. Without it whoever takes it on does, by authority. */
  holder: z.string().optional(),
  field,
});

/** Whether they are people of the county: of another county none is told that he is a side here. */
export const PersonsAsk = z.object({ kind: z.literal('persons'), ids: z.array(z.string()), field });

/** How many disputes of the kind were at the place of late, this one included, and the warnings about them. */
export const DisputesAsk = z.object({ kind: z.literal('disputes'), category: z.string(), unit: z.string() });

export const MediationTermAsk = z.object({
  kind: z.literal('mediation-term'),
  term: z.enum(['confirmation', 'followUp']),
  path: z.string(),
  from: z.number(),
});

/** Where a warning lies, who sees to it, and until when. */
export const WarningAsk = z.object({
  kind: z.literal('warning'),
  unit: z.string(),
  colour: z.enum(warningColours),
  from: z.number(),
  field,
});

export const mediationAsks = [
  MediationRungAsk,
  UnattendedAsk,
  CallersAsk,
  MediatorAsk,
  PersonsAsk,
  DisputesAsk,
  MediationTermAsk,
  WarningAsk,
] as const;

/** `kind: 'warning'`. */
export interface WarningFact {
  /** The community that sees to it; a red one is the street's. */
  readonly holder: string;
  readonly clock: Clock;
}

/** `kind: 'mediation-rung'`. */
export interface RungFact {
  readonly rung: number;
  readonly last: boolean;
  /** Who mediates there. */
  readonly zh: string;
  readonly en: string;
  /** Id of the unit that has it in hand. */
  readonly holder: string;
  readonly clock: Clock;
  /** The whole of it; only where it begins. */
  readonly whole: Clock | null;
  /** All who could mediate there keep out of it. */
  readonly unattended?: true;
}

/** `kind: 'disputes'`. */
export interface DisputesFact {
  readonly count: number;
  /** Id of the place: a grid, a community or above, never a home. */
  readonly place: string;
  readonly colour: WarningColour | null;
  /** Id of the open warning about them. */
  readonly warning: string | null;
  /** Id of the newest warning about them, ended or not. Absent in what was journalled before it was asked for. */
  readonly newest?: string | null;
}

export interface MediationSources {
  readonly directory: Directory;
  readonly rules: CountyRules;
  readonly deadlinesOf: (tenant: string) => Rules;
  /** The newest orders of a filter. */
  readonly recentOf?: ((tenant: string, filter: FaceFilter, limit: number) => Promise<readonly StoredOrder[]>) | undefined;
}

const termWords: Record<z.infer<typeof MediationTermAsk>['term'] | 'assess', Words> = {
  confirmation: { zh: '共同申请司法确认', en: 'asking a court together to confirm the agreement' },
  followUp: { zh: '调解回访', en: 'asking whether the agreement is kept' },
  assess: { zh: '预警研判', en: 'assessment of the warning' },
};

/** Labels by which disputes of a kind at a place, and the warning about them, are found. */
export const disputeLabel = (category: string, unit: string): string => `dispute:${category}@${unit}`;
export const riskLabel = (category: string, unit: string): string => `risk:${category}@${unit}`;

export function mediationFacts({ directory, rules, deadlinesOf, recentOf }: MediationSources) {
  const policyAt = (tenant: string, path: string, at: number): { readonly policy: MediationPolicy; readonly id: string } => {
    const rule = rules.find('mediation', '', { tenant, path, at });
    return { policy: rule?.value ?? defaultMediation, id: rule?.id ?? 'default' };
  };

  const rungFact = (ask: z.infer<typeof MediationRungAsk>, tenant: string): FactAnswer => {
    const category = categoryByCode(ask.category);
    if (!category?.flags.includes('mediation'))
      return issue(ask.field, refusalOf('mediation-category', mediationRules['mediation-category']));
    const unit = directory.findUnit(tenant, ask.unit);
    if (!unit) return issue('unit', unknownUnit);
    const line = directory.lineOf(unit);
    const { path } = unit;
    const { policy, id } = policyAt(tenant, path, ask.from);
    const standing = policy.ladder.flatMap((rung) => {
      const holder = nearest(line, rung.at);
      return holder ? [{ rung, holder }] : [];
    });
    const found = standing[ask.rung];
    if (!found)
      return ask.rung === 0
        ? issue('unit', '那里没有人调解：请写网格、社区或街道 / nobody mediates there: name a grid, a community or a street')
        : value(null);
    const county = deadlinesOf(tenant);
    const whole = clockOf({ clock: 'whole', category, urgency: category.urgency, path, from: ask.from }, county);
    const limit = (whole?.trace as { readonly limit?: Duration } | undefined)?.limit;
    if (!whole || !limit) return issue(ask.field, '这一类纠纷没有设时限 / this kind of dispute has no limit');
    const cap = ask.cap ?? whole.dueAt;
    const last = ask.rung === standing.length - 1;
    const { zh, en } = found.rung;
    const words = { zh: `调解（${zh}）`, en: `mediation by ${en}` };
    const scaled = scaledLimit(
      standing.map(({ rung }) => rung) as readonly Rung[],
      ask.rung,
      limit,
      county.calendarAt(path),
      ask.from,
    );
    const clock = termOf(county.calendarAt(path), { limit: scaled, from: ask.from, cap, words, policy: id });
    return value({
      rung: ask.rung,
      last,
      zh,
      en,
      holder: found.holder.id,
      clock,
      whole: ask.cap ? null : whole,
      ...(ask.between && isUnattended(found.holder.id, ask.between) && { unattended: true as const }),
    } satisfies RungFact);
  };

  const isUnattended = (holder: string, between: z.infer<typeof Between>): boolean => {
    const able = directory.postsIn(holder).filter((post) => mediates(directory, post, holder));
    return able.length > 0 && able.every(({ person }) => isOutOf(directory, person, between));
  };

  const apart = (ask: z.infer<typeof MediatorAsk>): FactAnswer => {
    const { person, persons, units, holder, field: path } = ask;
    if (person === null) return value(null);
    const posts = directory.postsOf(person);
    if (holder !== undefined && !posts.some((post) => mediates(directory, post, holder))) {
      return issue(path, refusalOf('mediator-able', mediationRules['mediator-able']));
    }
    if (!isApart(directory, person, { persons, units })) {
      return issue(path, refusalOf('mediator-apart', mediationRules['mediator-apart']));
    }
    return value(null);
  };

  return {
    'mediation-rung': (ask: z.infer<typeof MediationRungAsk>, _at: number, tenant: string): FactAnswer => rungFact(ask, tenant),
    unattended: ({ holder, between }: z.infer<typeof UnattendedAsk>): FactAnswer => ({ value: isUnattended(holder, between) }),
    callers: ({ between, ...settled }: z.infer<typeof CallersAsk>): FactAnswer => ({
      value: callersOf(directory, settled, between)?.unit ?? null,
    }),
    mediator: (ask: z.infer<typeof MediatorAsk>): FactAnswer => apart(ask),
    persons: ({ ids, field: path }: z.infer<typeof PersonsAsk>, _at: number, tenant: string): FactAnswer =>
      ids.every((id) => directory.tenantOf(id) === tenant) ? value(null) : issue(path, unknownPerson),
    async disputes({ category, unit: ref }: z.infer<typeof DisputesAsk>, at: number, tenant: string): Promise<FactAnswer> {
      const unit = directory.findUnit(tenant, ref);
      const { policy } = policyAt(tenant, unit?.path ?? '', at);
      const { disputes, days } = policy.warning;
      const key = (unit && directory.lineOf(unit).findLast(({ kind }) => places.has(kind)))?.id ?? ref;
      const [before, warnings = []] = await Promise.all([
        recentOf?.(
          tenant,
          { all: [{ workflow: 'mediation' }, { label: disputeLabel(category, key) }] },
          Math.min(200, disputes * 3),
        ),
        recentOf?.(tenant, { all: [{ workflow: 'warning' }, { label: riskLabel(category, key) }] }, SOME_WARNINGS),
      ]);
      const count =
        1 + (before ?? []).filter(({ face }) => face.openedAt > at - days * DAY_MS && face.stage !== 'withdrawn').length;
      return value({
        count,
        place: key,
        colour: colourOf(policy, count),
        warning: warnings.find(({ face }) => face.closedAt === null)?.id ?? null,
        newest: warnings[0]?.id ?? null,
      } satisfies DisputesFact);
    },
    warning({ unit: ref, colour, from, field: at }: z.infer<typeof WarningAsk>, _at: number, tenant: string): FactAnswer {
      const unit = directory.findUnit(tenant, ref);
      if (!unit) return issue(at, unknownUnit);
      const line = directory.lineOf(unit);
      const holder = (colour === 'red' ? undefined : nearest(line, 'community')) ?? nearest(line, 'street') ?? unit;
      const { policy, id } = policyAt(tenant, unit.path, from);
      const calendar = deadlinesOf(tenant).calendarAt(unit.path);
      const clock = termOf(calendar, { limit: parseDuration(policy.assess), from, words: termWords.assess, policy: id });
      return value({ holder: holder.id, clock } satisfies WarningFact);
    },
    'mediation-term'({ term, path, from }: z.infer<typeof MediationTermAsk>, _at: number, tenant: string): FactAnswer {
      const { policy, id } = policyAt(tenant, path, from);
      const calendar = deadlinesOf(tenant).calendarAt(path);
      return value(termOf(calendar, { limit: parseDuration(policy[term]), from, words: termWords[term], policy: id }));
    },
  };
}

/** One is open at most, and it is the newest; those of before one was raised once alone may lie otherwise. */
const SOME_WARNINGS = 5;

/** A building and a kind of dispute would point at a neighbour. */
const places: ReadonlySet<UnitKind> = new Set(['grid', 'community', 'street', 'county']);

const nearest = (line: readonly Unit[], kind: UnitKind): Unit | undefined => line.findLast((unit) => unit.kind === kind);

const mediators: ReadonlySet<string> = new Set(sendersOf('mediation', 'take'));

const mediates = (directory: Directory, post: Post, holder: string): boolean => {
  const actor = mediators.has(post.role) ? directory.actorOf(post.id) : undefined;
  return actor !== undefined && directory.holdsOf(actor).includes(holder);
};

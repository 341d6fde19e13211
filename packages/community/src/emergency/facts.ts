// What an emergency must know of what lies beside it: its scope, who may be called, its plan's terms; what overlaps it.
//
// Keeps: I12: ids and codes only. F1: two real emergencies never hold at one place.
import { isWithin, type Clock, type FaceFilter, type StoredOrder } from '@six-order/engine';
import type { FactAnswer } from '@six-order/engine/runtime';
import { z } from 'zod';
import { sendersOf } from '../authority/acts.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Rules } from '../deadlines/clock.ts';
import { parseDuration, sayDuration } from '../deadlines/duration.ts';
import { instant } from '../deadlines/explain.ts';
import { addDuration } from '../deadlines/fold.ts';
import type { Directory } from '../directory.ts';
import { breaking, issue, unknownUnit, value } from '../fact-answer.ts';
import { refusalOf, type Words } from '../rules/rule.ts';
import { datedTerm, termOf } from '../terms/term.ts';
import type { Unit } from '../units/unit.ts';
import { emergencyKinds, Hazard, Level } from './hazard.ts';
import { emergencyAt } from './mode.ts';
import { needsOf, planAt } from './plan.ts';
import { needsOfArea, shortages, type Needs, type Resource } from './resource.ts';
import { rosterOf, type RosterTeam } from './roster.ts';
import { emergencyRules } from './rules.ts';
import { ofEmergencies } from './standing.ts';

export const EmergencyStartAsk = z.object({
  kind: z.literal('emergency-start'),
  /** Ids or codes of the areas. */
  scope: z.array(z.string()),
  /** Where the post stands that asks. */
  within: z.string(),
  as: z.enum(emergencyKinds),
  hazard: Hazard,
  level: Level,
  document: z.string().nullish(),
  from: z.number(),
  /** ISO instant. */
  until: z.string().nullish(),
});

/** The plan's terms for what an emergency enters now. */
export const EmergencyTermsAsk = z.object({
  kind: z.literal('emergency-terms'),
  /** Paths of its areas. */
  scope: z.array(z.string()).min(1),
  hazard: Hazard,
  level: Level,
  from: z.number(),
  until: z.string().nullish(),
  names: z.array(z.enum(['planned', 'report', 'closing', 'review', 'destroy'])),
  /** A real one checks again that nothing overlaps it. */
  real: z.boolean().default(false),
  /** Becomes a response that cites nothing. */
  undocumented: z.boolean().default(false),
});

/** The emergency that a place is in. */
export const EmergencyModeAsk = z.object({ kind: z.literal('emergency-mode'), path: z.string() });

/** What is still to be done of an emergency's own kinds, opened while it held. Epoch ms. */
export const EmergencyOpenAsk = z.object({
  kind: z.literal('emergency-open'),
  /** Paths of its areas. */
  scope: z.array(z.string()).min(1),
  from: z.number(),
  until: z.number(),
});

export const emergencyAsks = [EmergencyStartAsk, EmergencyTermsAsk, EmergencyModeAsk, EmergencyOpenAsk] as const;

/** `kind: 'emergency-terms'`. */
export type EmergencyTerms = { [name in 'planned' | 'report' | 'closing' | 'review' | 'destroy']?: Clock } & {
  /** Of a real one: how much of what its plan needs the register does not hold. */
  lacking?: number;
};

/** `kind: 'emergency-start'`. */
export interface EmergencyStartFact {
  readonly scope: readonly { readonly id: string; readonly path: string }[];
  /** The innermost area that all of the scope lies in. */
  readonly path: string;
  /**
   * Ids of the streets, communities and grids of it: who stands there is told, and reports; and, unless it is a drill, of those above
   * it without whom nobody could confirm it.
   */
  readonly units: readonly string[];
  readonly teams: readonly RosterTeam[];
  /** Codes of what is gone through. */
  readonly checklist: readonly string[];
  /** How many forces and supplies that the plan needs the register holds too few of. */
  readonly lacking?: number;
  readonly planned: Clock;
  readonly confirm: Clock;
  readonly report: Clock;
}

/** `kind: 'emergency-mode'`. */
export interface EmergencyModeFact {
  readonly emergency: string;
}

/** `kind: 'emergency-open'`. What waits for its evaluation is done. */
export interface EmergencyOpenFact {
  readonly open: number;
}

export interface EmergencySources {
  readonly directory: Directory;
  readonly rules: CountyRules;
  readonly deadlinesOf: (tenant: string) => Rules;
  readonly recentOf?: ((tenant: string, filter: FaceFilter, limit: number) => Promise<readonly StoredOrder[]>) | undefined;
  /** How many open orders of a filter there are; without it none are known. */
  readonly openOf?: ((tenant: string, filter: FaceFilter) => Promise<number>) | undefined;
  /** The register of these units at an instant (epoch ms); without it nothing is said of what is lacking. */
  readonly resourcesIn?: ((tenant: string, units: readonly string[], at: number) => Promise<readonly Resource[]>) | undefined;
}

const broken = breaking(emergencyRules);

/** By it the emergencies of a county are found which hold or are to be confirmed; a drill has none. */
export const REAL = 'real-emergency';
/** The stages in which an area is spoken for. */
export const holding = ['proposed', 'responding', 'active'] as const;
/** By stage they are few among all that is open; by the label alone every open order would be looked at. */
const real: FaceFilter = { all: [{ workflow: 'emergency' }, { open: true }, { stage: holding }, { label: REAL }] };

/** Nobody has to work on these: nothing was asked for yet, or its resident is to say how it was. */
const doneOrDraft = ['draft', 'finished'];

const words = {
  planned: { zh: '应急响应', en: 'the emergency response' },
  confirm: { zh: '确认', en: 'confirmation' },
  report: { zh: '情况报告', en: 'report on the situation' },
  closing: { zh: '应急单清零', en: 'closing of the emergency’s orders' },
  review: { zh: '评估报告', en: 'after-action report' },
  destroy: { zh: '个人信息销毁', en: 'destruction of the data' },
} as const satisfies Record<string, Words>;

/** Kinds of unit in which somebody answers for the place. */
const staffed: ReadonlySet<string> = new Set(['street', 'community', 'grid']);

const overlaps = (a: string, b: string): boolean => isWithin(a, b) || isWithin(b, a);

function commonPath(paths: readonly string[]): string {
  const [first = '', ...rest] = paths;
  const labels = first.split('.');
  while (labels.length > 0 && !rest.every((path) => isWithin(path, labels.join('.')))) labels.pop();
  return labels.join('.');
}

const confirming: ReadonlySet<string> = new Set(sendersOf('emergency', 'confirm'));

/** So many people who may confirm it are told of it: of a first response one, as a community begins it; else another than who asked. */
const confirmersOf = { 'first-response': 1, response: 2, drill: 0 } as const;

/** The units of a scope's unit and above, from the nearest on, whose people may confirm it, until there are enough of them. */
function confirmersAt(directory: Directory, unit: Unit, enough: number): readonly string[] {
  const people = new Set<string>();
  const found: string[] = [];
  for (const { id } of directory.lineOf(unit).toReversed()) {
    if (people.size >= enough) break;
    const there = directory.postsIn(id).filter(({ role }) => confirming.has(role));
    if (there.length > 0) found.push(id);
    for (const { person } of there) people.add(person);
  }
  return found;
}

/** The community that a place lies in: what stands in it is at hand in each of its grids. */
const communityOf = (path: string): string => path.split('.').slice(0, 3).join('.');

export function emergencyFacts({ directory, rules, deadlinesOf, recentOf, openOf, resourcesIn }: EmergencySources) {
  /** Of how many of the forces and supplies that the plan needs too few are there. */
  const lackingOf = async (
    tenant: string,
    { paths, needs, at }: { readonly paths: readonly string[]; readonly needs: Needs; readonly at: number },
  ): Promise<{ readonly lacking?: number }> => {
    if (!resourcesIn) return {};
    const areas = [...new Set(paths.map(communityOf))];
    const units = new Map(areas.flatMap((area) => directory.unitsWithin(area)).map((unit) => [unit.id, unit]));
    const communities = [...units.values()].filter(({ kind }) => kind === 'community').length;
    const resources = await resourcesIn(tenant, [...units.keys()], at);
    return { lacking: shortages(resources, needsOfArea(needs, communities)).length };
  };

  /** The areas of other emergencies that hold or wait to be confirmed. */
  const taken = async (tenant: string, except: string): Promise<readonly string[]> => {
    const found = (await recentOf?.(tenant, real, 200)) ?? [];
    return found.flatMap(({ id, face }) => (id === except ? [] : (face.data['scope'] as readonly string[])));
  };

  /** Why not when it ends too late, or has ended: by when it may end at most. */
  const plannedOf = (
    tenant: string,
    path: string,
    {
      from,
      until,
      limit,
      alarmMinutes,
      id,
    }: { from: number; until: string | null | undefined; limit: string; alarmMinutes: number; id: string },
  ): Clock | { readonly refused: FactAnswer } => {
    const calendar = deadlinesOf(tenant).calendarAt(path);
    const latest = addDuration(calendar, from, parseDuration(limit));
    const end = until == null ? latest : Date.parse(until);
    if (!(end > from) || end > latest) {
      const [most, by] = [sayDuration(parseDuration(limit)), instant(latest, null)];
      const rule = emergencyRules['until-in-time'];
      const said = {
        zh: `${rule.zh}：这次最长 ${most.zh}，最晚 ${by.zh}`,
        en: `${rule.en}: here ${most.en} at most, until ${by.en}`,
      };
      return { refused: issue(['until'], refusalOf('until-in-time', { ...rule, ...said })) };
    }
    const said = { words: words.planned, policy: id };
    const clock =
      until == null
        ? termOf(calendar, { limit: parseDuration(limit), from, ...said })
        : datedTerm(calendar, { from, until: end, ...said });
    const alarm = Math.max(from, end - alarmMinutes * 60_000);
    return { ...clock, halfAt: Math.min(clock.halfAt, alarm), pressingAt: alarm };
  };

  return {
    async 'emergency-start'(
      ask: z.infer<typeof EmergencyStartAsk>,
      at: number,
      tenant: string,
      order: string,
    ): Promise<FactAnswer> {
      const { scope: refs, within, as, hazard, level, document, from, until } = ask;
      const scope: Unit[] = [];
      for (const [n, ref] of refs.entries()) {
        const unit = directory.findUnit(tenant, ref);
        if (!unit) return issue(['scope', n], unknownUnit);
        if (!isWithin(unit.path, within)) return broken(['scope', n], 'own-area');
        if (scope.some(({ path }) => overlaps(path, unit.path))) return broken(['scope', n], 'scope-once');
        scope.push(unit);
      }
      if (as === 'response' && !document) return broken(['document'], 'has-document');
      const paths = scope.map(({ path }) => path);
      if (as !== 'drill') {
        const others = await taken(tenant, order);
        const n = paths.findIndex((path) => others.some((other) => overlaps(path, other)));
        if (n >= 0) return broken(['scope', n], 'no-overlap');
      }
      const path = commonPath(paths);
      const { plan, id } = planAt(rules, hazard, { tenant, path, at: from });
      const teams = rosterOf(directory, scope, { calls: plan.calls, at });
      if (teams.length < plan.teams) return broken(['hazard'], 'plan-has-roster');
      const limit = as === 'first-response' ? plan.firstResponse : plan.lasts[level];
      const planned = plannedOf(tenant, path, { from, until, limit, alarmMinutes: plan.alarmMinutes, id });
      if ('refused' in planned) return planned.refused;
      const calendar = deadlinesOf(tenant).calendarAt(path);
      const limitToConfirm = as === 'first-response' ? plan.firstResponse : plan.confirmWithin;
      const confirm = termOf(calendar, { limit: parseDuration(limitToConfirm), from, words: words.confirm, policy: id });
      const report = termOf(calendar, { limit: parseDuration(plan.reportEvery[level]), from, words: words.report, policy: id });
      return value({
        scope: scope.map((unit) => ({ id: unit.id, path: unit.path })),
        path,
        units: [
          ...new Set([
            ...scope.flatMap((unit) =>
              directory.unitsWithin(unit.path).flatMap(({ id: one, kind }) => (staffed.has(kind) ? [one] : [])),
            ),
            ...scope.flatMap((unit) => confirmersAt(directory, unit, confirmersOf[as])),
          ]),
        ],
        teams,
        checklist: plan.checklist.map(({ code }) => code),
        ...(await lackingOf(tenant, { paths, needs: needsOf(hazard, plan), at })),
        planned,
        confirm,
        report,
      } satisfies EmergencyStartFact);
    },
    async 'emergency-terms'(
      ask: z.infer<typeof EmergencyTermsAsk>,
      at: number,
      tenant: string,
      order: string,
    ): Promise<FactAnswer> {
      const { scope, hazard, level, from, until, names, real, undocumented } = ask;
      if (undocumented) return broken(['document'], 'has-document');
      const path = commonPath(scope);
      const { plan, id } = planAt(rules, hazard, { tenant, path, at: from });
      if (real) {
        const others = await taken(tenant, order);
        if (scope.some((one) => others.some((other) => overlaps(one, other)))) return broken([], 'no-overlap');
      }
      const limits = {
        report: plan.reportEvery[level],
        closing: plan.closeWithin,
        review: plan.reviewWithin,
        destroy: plan.destroyWithin,
      };
      const calendar = deadlinesOf(tenant).calendarAt(path);
      const terms: EmergencyTerms = real ? await lackingOf(tenant, { paths: scope, needs: needsOf(hazard, plan), at }) : {};
      for (const name of names) {
        const term =
          name === 'planned'
            ? plannedOf(tenant, path, { from, until, limit: plan.lasts[level], alarmMinutes: plan.alarmMinutes, id })
            : termOf(calendar, { limit: parseDuration(limits[name]), from, words: words[name], policy: id });
        if ('refused' in term) return term.refused;
        terms[name] = term;
      }
      return value(terms);
    },
    async 'emergency-open'(
      { scope, from, until }: z.infer<typeof EmergencyOpenAsk>,
      _at: number,
      tenant: string,
    ): Promise<FactAnswer> {
      const area: FaceFilter = { any: scope.map((path) => ({ within: path })) };
      const opened: FaceFilter = { opened: { from, until } };
      const all: FaceFilter[] = [{ workflow: 'six-order' }, area, ofEmergencies, { not: { stage: doneOrDraft } }, opened];
      const open = (await openOf?.(tenant, { all })) ?? 0;
      return value({ open } satisfies EmergencyOpenFact);
    },
    'emergency-mode'({ path }: z.infer<typeof EmergencyModeAsk>, at: number, tenant: string): FactAnswer {
      const found = emergencyAt(rules, { tenant, path, at });
      return value(found && ({ emergency: found.value.emergency } satisfies EmergencyModeFact));
    },
  };
}

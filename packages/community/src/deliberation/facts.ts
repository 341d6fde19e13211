// What a deliberation must know of what lies beside it: the forum and who convenes it, who its parties are and who speaks for them,
// whether an order may come before it, where its tasks go, its terms.
//
// Keeps: I12: ids and codes only. F1: a lower unit whose secretary’s post is vacant keeps its seat: what it says is written down.
import { isWithin, type Actor, type Clock, type StoredOrder } from '@six-order/engine';
import type { FactAnswer } from '@six-order/engine/runtime';
import { z } from 'zod';
import { DAY_MS } from '../calendar/day.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Rules } from '../deadlines/clock.ts';
import { parseDuration } from '../deadlines/duration.ts';
import { marks } from '../desks/marks.ts';
import type { Directory } from '../directory.ts';
import { breaking, issue, unknownUnit, value } from '../fact-answer.ts';
import { mayName, Naming } from '../links/fact.ts';
import { linkRules } from '../links/rules.ts';
import { refusalOf, type Words } from '../rules/rule.ts';
import { defaultTasks } from '../tasks/policy.ts';
import { datedTerm, termOf } from '../terms/term.ts';
import { type Unit, type UnitKind } from '../units/unit.ts';
import { convenerOf } from './forums.ts';
import { countOf, defaultDeliberation, type DeliberationPolicy, type Forum } from './policy.ts';
import { deliberationRules } from './rules.ts';

/** Which forum, and who convenes it. */
export const ForumAsk = z.object({
  kind: z.literal('deliberation-forum'),
  forum: z.string(),
  /** Id or code: where the matter is. */
  unit: z.string(),
  /** The order that is put before it. */
  about: z.string().nullish(),
  by: Naming,
  from: z.number(),
});

/** Who takes part, how many must speak and agree, and until when. */
export const PartiesAsk = z.object({
  kind: z.literal('deliberation-parties'),
  forum: z.string(),
  /** Id of the unit that convenes. */
  unit: z.string(),
  from: z.number(),
  /** ISO instant: the day of the meeting. */
  on: z.string().optional(),
});

export const VoiceAsk = z.object({
  kind: z.literal('party-voice'),
  person: z.string().nullable(),
  unit: z.string(),
  /** Who speaks for the party. */
  persons: z.array(z.string()),
  /** Written down for it. */
  recorded: z.boolean(),
});

/** Where what was decided goes. */
export const DecisionAsk = z.object({
  kind: z.literal('deliberation-decision'),
  forum: z.string(),
  unit: z.string(),
  tasks: z.array(z.object({ unit: z.string(), dueOn: z.string() })),
  raised: z.boolean(),
  from: z.number(),
});

export const DeliberationTermAsk = z.object({
  kind: z.literal('deliberation-term'),
  term: z.enum(['decide', 'feedback']),
  path: z.string(),
  from: z.number(),
});

export const deliberationAsks = [ForumAsk, PartiesAsk, VoiceAsk, DecisionAsk, DeliberationTermAsk] as const;

/** `kind: 'deliberation-forum'`. */
export interface ForumFact {
  readonly forum: { readonly code: string; readonly zh: string; readonly en: string };
  readonly holder: { readonly id: string; readonly path: string };
  /** Id of the street or county above the holder; null at the top. */
  readonly above: string | null;
  readonly agenda: Clock;
}

export interface PartyFact {
  /** `below:<unit id>` of a party that each lower unit is. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** The lower unit that it is; null: of the unit that convenes. */
  readonly unit: string | null;
  readonly persons: readonly string[];
}

/** `kind: 'deliberation-parties'`. */
export interface PartiesFact {
  readonly parties: readonly PartyFact[];
  readonly quorum: number;
  readonly passes: number;
  readonly opinions: Clock;
}

/** `kind: 'deliberation-decision'`. */
export interface DecisionFact {
  /** Ids of the units, in the order of the tasks. */
  readonly tasks: readonly string[];
  readonly above: { readonly forum: string; readonly unit: string } | null;
  readonly feedback: Clock;
}

export interface DeliberationSources {
  readonly directory: Directory;
  readonly rules: CountyRules;
  readonly deadlinesOf: (tenant: string) => Rules;
  readonly orderOf?: ((order: string) => Promise<StoredOrder | null>) | undefined;
}

const broken = breaking(deliberationRules);

const words = {
  agenda: { zh: '审定议题', en: 'putting the topic on the agenda' },
  opinions: { zh: '各方发表意见', en: 'opinions of the parties' },
  meeting: { zh: '会议', en: 'the meeting' },
  decide: { zh: '形成结论', en: 'the decision' },
  feedback: { zh: '反馈结果', en: 'telling what came of it' },
} as const satisfies Record<string, Words>;

const levelBelow: Partial<Record<UnitKind, UnitKind>> = { county: 'street', street: 'community', community: 'grid' };

export function deliberationFacts({ directory, rules, deadlinesOf, orderOf }: DeliberationSources) {
  const policyAt = (tenant: string, path: string, at: number): { readonly policy: DeliberationPolicy; readonly id: string } => {
    const rule = rules.find('deliberation', '', { tenant, path, at });
    return { policy: rule?.value ?? defaultDeliberation, id: rule?.id ?? 'default' };
  };
  const term = (tenant: string, path: string, from: number, name: 'agenda' | 'opinions' | 'decide' | 'feedback'): Clock => {
    const { policy, id } = policyAt(tenant, path, from);
    const limit = parseDuration(policy[name]);
    return termOf(deadlinesOf(tenant).calendarAt(path), { limit, from, words: words[name], policy: id });
  };
  const forumAt = (tenant: string, path: string, at: number, code: string): Forum | undefined =>
    policyAt(tenant, path, at).policy.forums.find((forum) => forum.code === code);
  const convener = (unit: Unit, forum: Forum): Unit | undefined => convenerOf(directory, unit, forum);

  /** A party's people: those of the unit, and of what hangs on it and is no level of its own. */
  const peopleOf = (unit: Unit, speaks: readonly string[]): readonly string[] => {
    const levels = new Set<UnitKind>(['street', 'community', 'grid', 'household-group', 'building']);
    const hanging = directory.unitsWithin(unit.path).filter(({ parent, kind }) => parent === unit.id && !levels.has(kind));
    const posts = [unit, ...hanging].flatMap(({ id }) => directory.postsIn(id));
    return [...new Set(posts.filter(({ role }) => speaks.includes(role)).map(({ person }) => person))].sort();
  };
  const partiesOf = (unit: Unit, forum: Forum): readonly PartyFact[] =>
    forum.parties.flatMap(({ code, zh, en, of, speaks }): PartyFact[] => {
      if (of === 'unit') return [{ code, zh, en, unit: null, persons: peopleOf(unit, speaks) }];
      const lower = directory
        .unitsWithin(unit.path)
        .filter(({ parent, kind }) => parent === unit.id && kind === levelBelow[unit.kind]);
      return lower.map((one) => ({ code: `${code}:${one.id}`, zh, en, unit: one.id, persons: peopleOf(one, speaks) }));
    });

  /** What stands against an order's coming before a forum; null when nothing does. */
  const againstOrder = async (by: Actor, path: string, forum: Forum, id: string): Promise<FactAnswer | null> => {
    const order = (await orderOf?.(id)) ?? null;
    if (!mayName(directory, order, by, path))
      return issue(['order'], refusalOf('same-street-link', linkRules['same-street-link']));
    const { labels } = order.face;
    if (!isWithin(order.face.path, path)) return broken(['order'], 'order-of-place');
    if (labels.includes('sealed')) return broken(['order'], 'sealed-stays-out');
    const went = labels.includes(marks.raised) || labels.includes(marks.shelved);
    return forum.orders === 'any' || went ? null : broken(['order'], 'raised-or-shelved');
  };

  return {
    async 'deliberation-forum'(ask: z.infer<typeof ForumAsk>, _at: number, tenant: string): Promise<FactAnswer> {
      const unit = directory.findUnit(tenant, ask.unit);
      if (!unit) return issue(['unit'], unknownUnit);
      const forum = forumAt(tenant, unit.path, ask.from, ask.forum);
      if (!forum) return broken(['forum'], 'known-forum');
      const holder = convener(unit, forum);
      if (!holder) return broken(['unit'], 'forum-level');
      const against = ask.about ? await againstOrder(ask.by, holder.path, forum, ask.about) : null;
      if (against) return against;
      const { code, zh, en } = forum;
      return value({
        forum: { code, zh, en },
        holder: { id: holder.id, path: holder.path },
        above:
          directory.lineOf(holder).findLast(({ id, kind }) => id !== holder.id && (kind === 'street' || kind === 'county'))?.id ??
          null,
        agenda: term(tenant, holder.path, ask.from, 'agenda'),
      } satisfies ForumFact);
    },
    'deliberation-parties'(ask: z.infer<typeof PartiesAsk>, _at: number, tenant: string): FactAnswer {
      const unit = directory.unitById(ask.unit);
      const forum = unit && forumAt(tenant, unit.path, ask.from, ask.forum);
      if (!unit || !forum) return broken([], 'known-forum');
      const parties = partiesOf(unit, forum);
      const quorum = countOf(forum.quorum, parties.length);
      const passes = countOf(forum.passes, parties.length);
      if (ask.on === undefined)
        return value({ parties, quorum, passes, opinions: term(tenant, unit.path, ask.from, 'opinions') } satisfies PartiesFact);
      const { policy, id } = policyAt(tenant, unit.path, ask.from);
      const until = Date.parse(ask.on);
      if (!(until > ask.from)) return issue(['on'], '日期须在今后 / name a day that is still to come');
      if (until > ask.from + policy.aheadDays * DAY_MS)
        return issue(['on'], `日期不得超过 ${policy.aheadDays} 天 / name a day within ${policy.aheadDays} days`);
      const calendar = deadlinesOf(tenant).calendarAt(unit.path);
      const opinions = datedTerm(calendar, { from: ask.from, until, words: words.meeting, policy: id });
      return value({ parties, quorum, passes, opinions } satisfies PartiesFact);
    },
    'party-voice'({ person, unit, persons, recorded }: z.infer<typeof VoiceAsk>): FactAnswer {
      if (person === null) return broken([], 'speaks-for-party');
      if (!recorded) return persons.includes(person) ? value(null) : broken(['record'], 'speaks-for-party');
      const convenes = directory.postsOf(person).some((post) => post.unit === unit);
      return convenes ? value(null) : broken(['record'], 'written-down-by-convener');
    },
    'deliberation-decision'(ask: z.infer<typeof DecisionAsk>, _at: number, tenant: string): FactAnswer {
      const holder = directory.unitById(ask.unit);
      if (!holder) return issue([], unknownUnit);
      const { value: policy = defaultTasks } = rules.find('tasks', '', { tenant, path: holder.path, at: ask.from }) ?? {};
      const tasks: string[] = [];
      for (const [index, { unit: ref, dueOn }] of ask.tasks.entries()) {
        const unit = directory.findUnit(tenant, ref);
        if (!unit) return issue(['tasks', index, 'unit'], unknownUnit);
        if (!isWithin(unit.path, holder.path) || tasks.includes(unit.id)) return broken(['tasks', index, 'unit'], 'task-within');
        const until = Date.parse(dueOn);
        if (!(until > ask.from)) return issue(['tasks', index, 'dueOn'], '日期须在今后 / name a day that is still to come');
        if (until > ask.from + policy.aheadDays * DAY_MS)
          return issue(
            ['tasks', index, 'dueOn'],
            `日期不得超过 ${policy.aheadDays} 天 / name a day within ${policy.aheadDays} days`,
          );
        tasks.push(unit.id);
      }
      const feedback = term(tenant, holder.path, ask.from, 'feedback');
      if (!ask.raised) return value({ tasks, above: null, feedback } satisfies DecisionFact);
      const above = forumAbove(tenant, holder, ask);
      return above ? value({ tasks, above, feedback } satisfies DecisionFact) : broken(['verdict'], 'meeting-above');
    },
    'deliberation-term': (
      { term: name, path, from }: z.infer<typeof DeliberationTermAsk>,
      _at: number,
      tenant: string,
    ): FactAnswer => value(term(tenant, path, from, name)),
  };

  function forumAbove(tenant: string, holder: Unit, { forum: code, from }: z.infer<typeof DecisionAsk>): DecisionFact['above'] {
    const next = forumAt(tenant, holder.path, from, code)?.above;
    const parent = holder.parent === null ? undefined : directory.unitById(holder.parent);
    const forum = next === undefined || !parent ? undefined : forumAt(tenant, parent.path, from, next);
    const unit = parent && forum && convener(parent, forum);
    return forum && unit ? { forum: forum.code, unit: unit.id } : null;
  }
}

// To whom an order of life or property is offered when nobody took it in time: the next who fits (domain research 2.4).
//
// Owns: who is next. Not ours: that it passes on (the workflow), whether it may be theirs (breaches.ts), the order of a list
// of suggestions (reasons.ts).
// Keeps: N1: an offer, never an assignment: declining it costs nothing. N2: whoever had it already is not asked again.
import { categoryByCode } from '../catalogue/catalogue.ts';
import type { Urgency } from '../catalogue/category.ts';
import { dutyOf } from '../catalogue/duties.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Directory } from '../directory.ts';
import type { Role } from '../people/role.ts';
import { breachesOf } from './breaches.ts';
import { limitsAt } from './limits.ts';
import { compareRanks, nearnessOf, rankOf } from './reasons.ts';
import { targetOf } from './target.ts';

/** Who goes out at once; desks and departments are called by people. */
const onCall: ReadonlySet<Role> = new Set(['member', 'grid-worker', 'team-lead', 'property']);

interface Asking {
  readonly directory: Directory;
  readonly rules: CountyRules;
  readonly tenant: string;
  /** Epoch ms. */
  readonly at: number;
  readonly category: string;
  readonly urgency: Urgency;
  /** Where the order lies in the unit tree. */
  readonly path: string;
  readonly resident?: string | null | undefined;
  /** Persons who had it already. */
  readonly tried: readonly string[];
}

/** A person of the order's community; null when nobody is left. */
export function nextHolder(asking: Asking): { readonly kind: 'person'; readonly id: string } | null {
  const { directory, rules, tenant, at, urgency, path, resident = null, tried } = asking;
  const where = { tenant, path, at };
  const category = categoryByCode(asking.category);
  const duty = dutyOf(rules, asking.category, where);
  if (!category || !duty) return null;
  const community = path.split('.').slice(0, 3).join('.');
  const place = { path, community };
  const limits = limitsAt(rules, where);
  const away = (person: string): boolean => directory.awayAt(person, at) !== undefined;
  const posts = directory.holdersWithin(community).filter(({ role, person }) => onCall.has(role) && !tried.includes(person));
  const people = [...Map.groupBy(posts, ({ person }) => person)];
  const ranked = people.flatMap(([person, [post]]) => {
    const target = targetOf(directory, { kind: 'person', id: person });
    const ask = { ...where, rules, limits, category, duty, urgency, resident, by: null, target, away, load: null };
    if (breachesOf({ ...ask, how: 'invite', part: 'lead' }).length > 0) return [];
    const unit = (post && directory.unitById(post.unit)?.path) ?? community;
    const nearness = nearnessOf(unit, place);
    return [{ person, rank: rankOf({ target, duty, place, limits, nearness, load: 0, skills: [] }) }];
  });
  const [next] = ranked.toSorted((a, b) => compareRanks(a.rank, b.rank) || (a.person < b.person ? -1 : 1));
  return next ? { kind: 'person', id: next.person } : null;
}

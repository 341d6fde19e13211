// Which binding rules a dispatch would break.
//
// Owns: the judgement, for the command and for the list of candidates alike. Not ours: the rules' words (rules.ts).
// B1: one capacity in which somebody may take the order is enough. B2: whoever only assists need not be of the catalogue.
import { isWithin } from '@six-order/engine';
import { isMeant, type Duty, type Party } from '../catalogue/duty.ts';
import type { Category, Urgency } from '../catalogue/category.ts';
import { hasPower, mayEnforce } from '../catalogue/power.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import { serves } from '../units/facility.ts';
import type { DispatchLimits } from './limits.ts';
import type { DispatchRule } from './rules.ts';
import type { Capacity, Target } from './target.ts';

export interface DispatchAsk {
  readonly tenant: string;
  /** Epoch ms. */
  readonly at: number;
  readonly rules: CountyRules;
  readonly limits: DispatchLimits;
  readonly category: Category;
  readonly duty: Duty;
  readonly urgency: Urgency;
  /** The area is in an emergency: work is given, not offered (domain research 6). */
  readonly emergency?: boolean;
  /** Where the order lies in the unit tree. */
  readonly path: string;
  /** What is asked for, where it was said: a complaint of any category is one. */
  readonly requestType?: string | undefined;
  /** Whose order it is; null when nobody in particular. */
  readonly resident: string | null;
  /** Who dispatches; null where that is not known. */
  readonly by: { readonly person: string | null; readonly role: string; readonly path: string } | null;
  /** 指派, 邀请, 抢单. */
  readonly how: 'assign' | 'invite' | 'claim';
  /** 主办, 协办. */
  readonly part: 'lead' | 'assist';
  readonly target: Target;
  /** Persons among the target who are away. */
  readonly away: (person: string) => boolean;
  /** The orders that a person has in hand; null for a team or a unit, or where it is not counted. */
  readonly load: number | null;
}

/** The rules that stand against it, none when it may be. */
export function breachesOf(ask: DispatchAsk): readonly DispatchRule[] {
  const { target } = ask;
  if (target.capacities.length === 0) return ['nobody-able'];
  const ways = target.capacities.map((capacity) => breachesAs(ask, capacity));
  // B1: the way with the least against it is what the dispatcher is told about.
  const best = ways.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return [...best, ...aboutPersons(ask)];
}

function breachesAs(ask: DispatchAsk, capacity: Capacity): readonly DispatchRule[] {
  const found: DispatchRule[] = [];
  if (ask.part === 'lead') found.push(...againstCatalogue(ask, capacity));
  if (byWrongHand(ask, capacity)) found.push('departments-by-street');
  if (assignsStranger(ask, capacity)) found.push('own-members-only');
  if (isOverloaded(ask, capacity)) found.push('load-limit');
  if (ask.emergency && ask.how === 'claim' && ask.target.kind !== 'person') found.push('push-in-emergency');
  return found;
}

const includes = (parties: readonly Party[], ...names: readonly string[]): boolean =>
  parties.some((party) => names.includes(party));
const isDepartment = (parties: readonly Party[]): boolean => parties.some((party) => party.split(':')[0] === 'department');

function againstCatalogue(ask: DispatchAsk, { parties, unit }: Capacity): readonly DispatchRule[] {
  const { tenant, at, rules, duty, category } = ask;
  const found: DispatchRule[] = [];
  const leads = parties.some((party) => isMeant(party, duty.main));
  if (duty.kind === 'reclaimed' && !isDepartment(parties)) found.push('reclaimed');
  const unserved = unit.kind === 'facility' && !serves(unit, category.code);
  if (unserved || (!leads && parties.some((party) => isMeant(party, duty.notMine)))) found.push('not-mine');
  if (duty.flags.includes('enforcement')) {
    const enforces = unit.flags['enforcement'] === true;
    const delegated = includes(parties, 'street') && mayEnforce(rules, duty, false, { tenant, path: unit.path, at });
    if (!enforces && !delegated) found.push('enforcement-only');
  }
  const local = parties.length > 0 && parties.every((party) => includes([party], 'community', 'grid'));
  if (duty.flags.includes('community-not-main') && local) found.push('community-not-main');
  return found;
}

/** A county's department is called by the street, whose power says so; the discipline inspection goes its own way. */
function byWrongHand({ tenant, at, rules, by }: DispatchAsk, { parties }: Capacity): boolean {
  if (by === null || by.role === 'discipline' || !isDepartment(parties) || includes(parties, 'street')) return false;
  return by.role !== 'street' || !hasPower(rules, 'overall-coordination', { tenant, path: by.path, at });
}

/** In an emergency a street with the power of disposal sends whoever is there. */
function assignsStranger(
  { tenant, at, rules, by, how, urgency, emergency }: DispatchAsk,
  { parties, unit, post }: Capacity,
): boolean {
  if (how !== 'assign' || post === null || !includes(parties, 'member')) return false;
  const urgent = (urgency === 'U0' || emergency === true) && by?.role === 'street';
  if (urgent && hasPower(rules, 'emergency-disposal', { tenant, path: by.path, at })) return false;
  if (post.marks?.membership !== undefined) return true;
  return by !== null && !isWithin(unit.path, by.path);
}

function isOverloaded({ limits, urgency, load }: DispatchAsk, { post }: Capacity): boolean {
  if (post === null || load === null || limits.whateverLoad.includes(urgency)) return false;
  const limit = limits.openOrders[post.role];
  return limit !== undefined && load >= limit;
}

/** What speaks against the persons themselves, whatever their post. */
function aboutPersons(ask: DispatchAsk): readonly DispatchRule[] {
  const { target, resident, by, path, away } = ask;
  const { able } = target;
  const found: DispatchRule[] = [];
  const someone = (fits: (able: Target['able'][number]) => boolean): boolean => able.some(fits);
  if (isAboutStaff(ask.category)) {
    // County, street, community are the first three labels; above a community nobody in particular is meant.
    const labels = path.split('.');
    const concerned = labels.length < 3 ? null : labels.slice(0, 3).join('.');
    if (concerned !== null && !someone((one) => !isWithin(one.path, concerned))) found.push('unit-concerned');
  }
  if (isComplaint(ask)) {
    const self = by !== null && by.person !== null && !someone(({ person }) => person !== by.person);
    if (self) found.push('self-dispatch');
  }
  if (resident !== null && !someone(({ person }) => person !== resident)) found.push('interested-person');
  if (!someone(({ person }) => !away(person))) found.push('away');
  return found;
}

const isAboutStaff = ({ flags }: Category): boolean => flags.includes('bypasses-unit');

/** 投诉、物业投诉, whatever the category. */
const complaints: ReadonlySet<string | undefined> = new Set(['complaint', 'property-complaint']);
const isComplaint = ({ category, requestType }: DispatchAsk): boolean => isAboutStaff(category) || complaints.has(requestType);

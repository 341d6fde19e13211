// What the unit tree lacks: the reports that a county office and `doctor` look at.
//
// Owns: each rule, pure over units and posts. Not ours: who is told. C1: it counts posts, never judges people.
import type { Post } from '../people/post.ts';
import { markOf } from './marks.ts';
import type { Unit } from './unit.ts';

/** Units and posts in force; of one county. */
export interface Roster {
  readonly units: readonly Unit[];
  readonly posts: readonly Post[];
}

export const gaps = [
  'grid-without-dispatcher',
  'grid-without-branch',
  'community-without-leader',
  'full-time-post-unfilled',
  'group-without-trio',
  'compound-without-cover',
  'building-outside-compound',
] as const;
export type GapKind = (typeof gaps)[number];

export interface Gap {
  readonly kind: GapKind;
  readonly unit: Unit;
  /** What is missing: names of roles and kinds, a count. */
  readonly missing: readonly string[];
}

/** A community of so many people must have a county leader responsible for it (包保); domain research 1, row 52. */
const LEADER_FROM_POPULATION = 10_000;
export const needsLeader = (unit: Unit): boolean =>
  unit.kind === 'community' && (markOf(unit, 'population') ?? 0) >= LEADER_FROM_POPULATION;

/** 党小组(党支部)、网格员、联户长 of a household group: the posts and the Party organisation that are there. */
export interface Trio {
  readonly group: Unit;
  /** The grid's branch or group. */
  readonly party: Unit | null;
  readonly gridWorkers: readonly Post[];
  readonly heads: readonly Post[];
}

interface Indexed {
  readonly childrenOf: (unit: Unit, kind: Unit['kind']) => readonly Unit[];
  readonly postsIn: (unit: Unit) => readonly Post[];
  readonly above: (unit: Unit) => readonly Unit[];
  readonly roster: Roster;
}

function index(roster: Roster): Indexed {
  const byId = new Map(roster.units.map((unit) => [unit.id, unit]));
  const children = Map.groupBy(roster.units, ({ parent }) => parent);
  const posts = Map.groupBy(roster.posts, ({ unit }) => unit);
  const above = (unit: Unit): readonly Unit[] => {
    const parent = unit.parent === null ? undefined : byId.get(unit.parent);
    return parent ? [parent, ...above(parent)] : [];
  };
  return {
    childrenOf: (unit, kind) => (children.get(unit.id) ?? []).filter((child) => child.kind === kind),
    postsIn: (unit) => posts.get(unit.id) ?? [],
    above,
    roster,
  };
}

const holds = (posts: readonly Post[], role: Post['role']): readonly Post[] => posts.filter((post) => post.role === role);

/** Each household group with its trio. */
export function triosOf(roster: Roster): readonly Trio[] {
  const indexed = index(roster);
  return roster.units.filter(({ kind }) => kind === 'household-group').map((group) => trioOf(group, indexed));
}

function trioOf(group: Unit, { above, childrenOf, postsIn }: Indexed): Trio {
  const grid = above(group).find(({ kind }) => kind === 'grid');
  return {
    group,
    party: grid ? (childrenOf(grid, 'party')[0] ?? null) : null,
    gridWorkers: grid ? holds(postsIn(grid), 'grid-worker') : [],
    heads: holds(postsIn(group), 'household-head'),
  };
}

const rules: Record<GapKind, (unit: Unit, indexed: Indexed) => readonly string[]> = {
  /** Nobody would dispatch what is ordered there: neither in the grid, nor in its Party organisation, nor in the community. */
  'grid-without-dispatcher': (unit, { childrenOf, postsIn, above }) => {
    if (unit.kind !== 'grid') return [];
    const community = above(unit).filter(({ kind }) => kind === 'community');
    const places = [unit, ...childrenOf(unit, 'party'), ...community];
    const dispatchers = places.flatMap((place) =>
      postsIn(place).filter(({ role }) => role === 'secretary' || role === 'community'),
    );
    return dispatchers.length > 0 ? [] : ['secretary'];
  },
  /** 1个网格设立1个党支部或党小组: domain research 1, row 41. */
  'grid-without-branch': (unit, { childrenOf }) =>
    unit.kind === 'grid' && childrenOf(unit, 'party').length === 0 ? ['branch or group'] : [],
  'community-without-leader': (unit, { postsIn }) => {
    if (!needsLeader(unit)) return [];
    return postsIn(unit).some(({ marks }) => marks?.duty === 'responsible-leader') ? [] : ['responsible leader'];
  },
  'full-time-post-unfilled': (unit, { postsIn }) => {
    const wanted = unit.kind === 'grid' ? (markOf(unit, 'fullTimePosts') ?? 0) : 0;
    const filled = postsIn(unit).filter(({ marks }) => marks?.duty === 'full-time').length;
    return filled < wanted ? [`${wanted - filled} of ${wanted}`] : [];
  },
  'group-without-trio': (unit, indexed) => {
    if (unit.kind !== 'household-group') return [];
    const { party, gridWorkers, heads } = trioOf(unit, indexed);
    return [
      ...(party === null ? ['branch or group'] : []),
      ...(gridWorkers.length === 0 ? ['grid-worker'] : []),
      ...(heads.length === 0 ? ['household-head'] : []),
    ];
  },
  /** Without cover the community is the fallback (兜底): domain research 1, row 34. */
  'compound-without-cover': (unit, { childrenOf, roster }) => {
    if (unit.kind !== 'compound') return [];
    const property = markOf(unit, 'property') ?? 'none';
    if (property === 'self-run') return childrenOf(unit, 'owners-committee').length > 0 ? [] : ['owners-committee'];
    const firm = markOf(unit, 'firm');
    const stands = roster.units.some(({ kind, code }) => kind === 'property' && code === firm);
    return property !== 'none' && stands ? [] : ['property'];
  },
  /** Only where the community has compounds at all. */
  'building-outside-compound': (unit, { above, childrenOf }) => {
    if (unit.kind !== 'building' || markOf(unit, 'compound') !== undefined) return [];
    const community = above(unit).find(({ kind }) => kind === 'community');
    return community && childrenOf(community, 'compound').length > 0 ? ['compound'] : [];
  },
};

/** What is missing, by rule and then by unit. */
export function gapsOf(roster: Roster): readonly Gap[] {
  const indexed = index(roster);
  return gaps.flatMap((kind) =>
    roster.units.flatMap((unit): Gap[] => {
      const missing = rules[kind](unit, indexed);
      return missing.length === 0 ? [] : [{ kind, unit, missing }];
    }),
  );
}

/** Posts that end within `days` after `at` (epoch ms), the first to end first: their hand-over is due (交接). */
export const endingPosts = (posts: readonly Post[], at: number, days: number): readonly Post[] =>
  posts
    .filter(({ validTo }) => validTo !== null && validTo > at && validTo <= at + days * 86_400_000)
    .toSorted((a, b) => (a.validTo as number) - (b.validTo as number));

/** Who answers for a building's property: the firm of its compound, or the community where there is none (兜底). */
export function propertyOf(
  building: Unit,
  units: readonly Unit[],
): { readonly unit: Unit; readonly fallback: boolean } | undefined {
  const compound = units.find(({ kind, code }) => kind === 'compound' && code === markOf(building, 'compound'));
  const firm = compound && markOf(compound, 'property') !== 'none' ? markOf(compound, 'firm') : undefined;
  const served = units.find(({ kind, code }) => kind === 'property' && code === firm);
  if (served) return { unit: served, fallback: false };
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  for (let above = building.parent; above !== null;) {
    const unit = byId.get(above);
    if (!unit) return undefined;
    if (unit.kind === 'community') return { unit, fallback: true };
    above = unit.parent;
  }
  return undefined;
}

/** The Party organisation that leads a unit's own: that of the nearest area above which has one; domain research 1, row 80. */
export function partyAbove(party: Unit, units: readonly Unit[]): Unit | undefined {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const area = party.parent === null ? undefined : byId.get(party.parent);
  for (let above = area?.parent ?? null; above !== null;) {
    const found = units.find(({ kind, parent }) => kind === 'party' && parent === above);
    if (found) return found;
    above = byId.get(above)?.parent ?? null;
  }
  return undefined;
}

// Why somebody is suggested for an order. A suggestion with its reasons, never a decision (PIPL 24, domain research 3.3).
//
// Owns: the reasons, the order of the list and its parts. S1: what somebody finished before is shown to the dispatcher and moves nobody
// up or down: it ranks no one. S2: a grid that the catalogue names is the order's own: another's is not meant (decision 0450).
import { isWithin } from '@six-order/engine';
import { isMeant, Party, type Duty } from '../catalogue/duty.ts';
import type { Words } from '../rules/rule.ts';
import type { DispatchLimits } from './limits.ts';
import type { Capacity, Target } from './target.ts';

/** 3 in the order's own grid, 2 in its community, 1 above. */
export type Nearness = 1 | 2 | 3;

/** Paths in the unit tree: where an order lies, and its community. */
export interface Place {
  readonly path: string;
  readonly community: string;
}

/** How near a unit (its path) is to an order. */
export function nearnessOf(unit: string, { path, community }: Place): Nearness {
  if (!isWithin(unit, community)) return 1;
  if (path === community) return 2;
  const [grid = ''] = path.slice(community.length + 1).split('.');
  return isWithin(unit, `${community}.${grid}`) ? 3 : 2;
}

export interface Standing {
  readonly target: Target;
  readonly duty: Duty;
  readonly place: Place;
  readonly limits: DispatchLimits;
  readonly nearness: Nearness;
  readonly load: number;
  readonly skills: readonly string[];
}

/** Smaller stands first; compared member by member. */
export type Rank = readonly number[];

/** The parts of the list, as they follow each other. */
export const groups = ['own-grid', 'lead', 'assist', 'unnamed'] as const;
export type Group = (typeof groups)[number];

/** Of those whom the catalogue names to lead, the order's own grid stands before all others. */
export function groupOf(standing: Standing): Group {
  const part = partOf(standing);
  if (part === null) return 'unnamed';
  if (part === 'assist') return 'assist';
  return standing.nearness === 3 ? 'own-grid' : 'lead';
}

export const rankOf = (standing: Standing): Rank => [
  groups.indexOf(groupOf(standing)),
  partRank(partOf(standing)),
  -ableIn(standing).length,
  -standing.nearness,
  standing.load,
];

export const compareRanks = (a: Rank, b: Rank): number =>
  a.map((value, at) => value - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;

/** `finished`: orders of the category that were finished; null where it was not asked. */
export function reasonsOf(standing: Standing, finished: number | null): readonly Words[] {
  const able = ableIn(standing);
  return [
    ...partReason(partOf(standing)),
    ...(able.length > 0 ? [{ zh: `有所需技能：${able.join('、')}`, en: `has the skills wanted: ${able.join(', ')}` }] : []),
    near[standing.nearness],
    loadReason(standing),
    ...(finished !== null && finished > 0
      ? [{ zh: `曾办结本类 ${finished} 件（仅供参考，不排名）`, en: `finished ${finished} of this kind (to know, no ranking)` }]
      : []),
  ];
}

const near: Record<Nearness, Words> = {
  3: { zh: '就在本网格', en: 'in the order’s own grid' },
  2: { zh: '在本社区', en: 'in the order’s community' },
  1: { zh: '服务范围覆盖本社区', en: 'serves this community from above' },
};

const ableIn = ({ skills, duty }: Standing): readonly string[] => skills.filter((skill) => duty.skills.includes(skill));

/** The place among those who lead, 'assist', or null when the catalogue does not name it. */
type Part = number | 'assist' | null;

function partOf({ target, duty, place }: Standing): Part {
  const parties = target.capacities.flatMap((capacity) =>
    isOtherGrid(capacity, place) ? capacity.parties.filter((party) => party !== GRID) : capacity.parties,
  );
  const leads = duty.main.findIndex((named) => parties.some((party) => isMeant(party, [named])));
  if (leads >= 0) return leads;
  return parties.some((party) => isMeant(party, duty.assisting)) ? 'assist' : null;
}

const GRID = Party.parse('grid');

/** Of an order that lies in no grid any of its community may be meant. */
const isOtherGrid = ({ unit }: Capacity, place: Place): boolean =>
  place.path !== place.community && nearnessOf(unit.path, place) < 3;

const partRank = (part: Part): number => (typeof part === 'number' ? part : part === 'assist' ? 50 : 90);

function partReason(part: Part): readonly Words[] {
  if (part === null) return [];
  return typeof part === 'number'
    ? [{ zh: '职责清单列为主责', en: 'the catalogue of duties names it to lead' }]
    : [{ zh: '职责清单列为协助', en: 'the catalogue of duties names it to assist' }];
}

function loadReason({ target, limits, load }: Standing): Words {
  const caps = target.capacities.map(({ post }) => (post === null ? undefined : limits.openOrders[post.role]));
  const limit = caps.length > 0 && caps.every((cap) => cap !== undefined) ? Math.max(...(caps as number[])) : null;
  return limit === null
    ? { zh: `在手 ${load} 件`, en: `${load} in hand` }
    : { zh: `在手 ${load} 件，上限 ${limit} 件`, en: `${load} in hand, ${limit} at most` };
}

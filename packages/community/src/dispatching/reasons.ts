// Why somebody is suggested for an order. A suggestion with its reasons, never a decision (PIPL 24, domain research 3.3).
//
// Owns: the reasons and the order of the list. S1: what somebody finished before is shown to the dispatcher and moves nobody
// up or down: it ranks no one.
import { isWithin } from '@six-order/engine';
import { isMeant, type Duty } from '../catalogue/duty.ts';
import type { Words } from '../rules/rule.ts';
import type { DispatchLimits } from './limits.ts';
import type { Target } from './target.ts';

/** 3 in the order's own grid, 2 in its community, 1 above. */
export type Nearness = 1 | 2 | 3;

/** How near a unit is to an order; `path` is the order's, `community` the path of its community. */
export function nearnessOf(unit: string, path: string, community: string): Nearness {
  if (!isWithin(unit, community)) return 1;
  return unit !== community && isWithin(path, unit) ? 3 : 2;
}

export interface Standing {
  readonly target: Target;
  readonly duty: Duty;
  readonly limits: DispatchLimits;
  readonly nearness: Nearness;
  readonly load: number;
  readonly skills: readonly string[];
}

/** Smaller stands first; compared member by member. */
export type Rank = readonly number[];

export const rankOf = (standing: Standing): Rank => [
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

function partOf({ target, duty }: Standing): Part {
  const parties = target.capacities.flatMap((capacity) => capacity.parties);
  const leads = duty.main.findIndex((named) => parties.some((party) => isMeant(party, [named])));
  if (leads >= 0) return leads;
  return parties.some((party) => isMeant(party, duty.assisting)) ? 'assist' : null;
}

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

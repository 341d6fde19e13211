// Why somebody is suggested for an order. A suggestion with its reasons, never a decision (PIPL 24, domain research 3.3).
//
// Owns: the reasons and the order of the list. S1: what somebody finished before is shown to the dispatcher and moves nobody
// up or down: it ranks no one.
import { isMeant, type Duty } from '../catalogue/duty.ts';
import type { Words } from '../rules/rule.ts';
import type { DispatchLimits } from './limits.ts';
import type { Target } from './target.ts';

export interface Standing {
  readonly target: Target;
  readonly duty: Duty;
  readonly limits: DispatchLimits;
  /** Steps between the order's place and the target's unit in the unit tree. */
  readonly distance: number;
  readonly load: number;
  /** Orders of the category finished in a year; null where it was not asked. */
  readonly finished: number | null;
  readonly skills: readonly string[];
}

export interface Suggestion {
  readonly reasons: readonly Words[];
  /** Smaller is first; compared member by member. */
  readonly rank: readonly number[];
}

export function suggestionOf(standing: Standing): Suggestion {
  const { duty, distance, load, finished, skills } = standing;
  const part = partOf(standing);
  const able = skills.filter((skill) => duty.skills.includes(skill));
  return {
    reasons: [
      ...partReason(part, duty),
      ...(able.length > 0 ? [{ zh: `有所需技能：${able.join('、')}`, en: `has the skills wanted: ${able.join(', ')}` }] : []),
      nearReason(distance),
      loadReason(standing),
      ...(finished !== null && finished > 0
        ? [
            {
              zh: `近一年办结本类 ${finished} 件（仅供参考，不排名）`,
              en: `finished ${finished} of this kind in a year (to know, no ranking)`,
            },
          ]
        : []),
    ],
    rank: [partRank(part), -able.length, distance, load],
  };
}

/** The place among those who lead, 'assist', or null when the catalogue does not name it. */
type Part = number | 'assist' | null;

function partOf({ target, duty }: Pick<Standing, 'target' | 'duty'>): Part {
  const parties = target.capacities.flatMap((capacity) => capacity.parties);
  const leads = duty.main.findIndex((named) => parties.some((party) => isMeant(party, [named])));
  if (leads >= 0) return leads;
  return parties.some((party) => isMeant(party, duty.assisting)) ? 'assist' : null;
}

const partRank = (part: Part): number => (typeof part === 'number' ? part : part === 'assist' ? 50 : 90);

function partReason(part: Part, { source }: Duty): readonly Words[] {
  if (part === null) return [];
  return typeof part === 'number'
    ? [{ zh: `职责清单列为主责（${source}）`, en: `the catalogue of duties names it to lead (${source})` }]
    : [{ zh: `职责清单列为协助（${source}）`, en: `the catalogue of duties names it to assist (${source})` }];
}

function nearReason(distance: number): Words {
  if (distance === 0) return { zh: '就在本单所在处', en: 'right where the order is' };
  if (distance <= 2) return { zh: '在附近', en: 'near by' };
  return { zh: `组织层级相隔 ${distance} 步`, en: `${distance} steps away in the unit tree` };
}

function loadReason({ target, limits, load }: Standing): Words {
  const caps = target.capacities.map(({ post }) => (post === null ? undefined : limits.openOrders[post.role]));
  const limit = caps.length > 0 && caps.every((cap) => cap !== undefined) ? Math.max(...(caps as number[])) : null;
  return limit === null
    ? { zh: `在手 ${load} 件`, en: `${load} open` }
    : { zh: `在手 ${load} 件，上限 ${limit} 件`, en: `${load} open of at most ${limit}` };
}

/** Steps from one path to another over the unit that holds both. */
export function distanceOf(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  let shared = 0;
  while (shared < left.length && shared < right.length && left[shared] === right[shared]) shared += 1;
  return left.length + right.length - 2 * shared;
}

/** Which of two stands before the other. */
export const before = (a: Suggestion['rank'], b: Suggestion['rank']): number => {
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? 0;
    if (value !== other) return value - other;
  }
  return 0;
};

// Separations (回避): which parts in one order no one person may take together, and cross-appointments that would join them.
//
// Owns: the judgement, pure: who took which part, and where a person serves, come in. Used wherever somebody is given a part:
// dispatch, supervision, publication, callback. Not ours: who may take a part at all (../authority).
// X1: whoever serves in the team, firm or unit that handles an order counts as its handler.
import type { Rule } from '../rules/rule.ts';

/** Parts that a person can have in an order. */
export type Part = 'resident' | 'dispatcher' | 'handler' | 'publisher' | 'callback' | 'supervisor' | 'reviewer';

/** Who has which part: ids of persons, and of the unit or team that handles it. */
export type Parts = Readonly<Partial<Record<Part, readonly string[]>>>;

interface Separation {
  readonly apart: readonly [Part, Part];
  /** Only for these: complaints about staff (category flag bypasses-unit). */
  readonly only?: 'complaint';
}

const said = { zh: '领域研究 3.1 分离、2.6 回避', en: 'domain research 3.1, separation; 2.6' };

/** The rules as people read them. */
export const separationRules = {
  'own-order': { zh: '与本单有利害关系的人应回避', en: 'whoever an order is of steps aside', source: said },
  'handler-publishes': { zh: '承办人不得审核晒单', en: 'the handler does not publish', source: said },
  'handler-calls-back': { zh: '承办人不得回访', en: 'the handler does not call back', source: said },
  'publisher-calls-back': { zh: '晒单人不得回访', en: 'the publisher does not call back', source: said },
  'handler-supervises': { zh: '承办人不得督办本单', en: 'the handler does not supervise the order', source: said },
  'handler-reviews': {
    zh: '承办人不得复核对自己的差评',
    en: 'the handler does not review a bad rating of the work',
    source: said,
  },
  'dispatches-to-self': {
    zh: '投诉类事项，派单人不得派给自己',
    en: 'a complaint is not dispatched by a person to himself',
    source: said,
  },
} as const satisfies Record<string, Rule>;
export type SeparationRule = keyof typeof separationRules;

const table: Record<Exclude<SeparationRule, 'own-order'>, Separation> = {
  'handler-publishes': { apart: ['handler', 'publisher'] },
  'handler-calls-back': { apart: ['handler', 'callback'] },
  'publisher-calls-back': { apart: ['publisher', 'callback'] },
  'handler-supervises': { apart: ['handler', 'supervisor'] },
  'handler-reviews': { apart: ['handler', 'reviewer'] },
  'dispatches-to-self': { apart: ['dispatcher', 'handler'], only: 'complaint' },
};

/** Parts that whoever an order is of may not take in it. */
const steppingAside: ReadonlySet<Part> = new Set(['dispatcher', 'handler', 'publisher', 'callback', 'supervisor', 'reviewer']);

export interface PartAsk {
  readonly person: string;
  /** Ids of the units and teams where the person has a post that works on orders. */
  readonly serves: readonly string[];
  /** The part that the person is to take. */
  readonly wanted: Part;
  readonly parts: Parts;
  /** The order is a complaint about staff. */
  readonly complaint: boolean;
}

/** The rules that the person would break by taking the part; empty when none. */
export function separationsBroken({ person, serves, wanted, parts, complaint }: PartAsk): readonly SeparationRule[] {
  const has = (part: Part): boolean => {
    const ids = parts[part] ?? [];
    return ids.includes(person) || (part === 'handler' && serves.some((unit) => ids.includes(unit)));
  };
  const own: SeparationRule[] = steppingAside.has(wanted) && has('resident') ? ['own-order'] : [];
  const others = (Object.keys(table) as (keyof typeof table)[]).filter((rule) => {
    const { apart, only } = table[rule];
    if (only === 'complaint' && !complaint) return false;
    return (apart[0] === wanted && has(apart[1])) || (apart[1] === wanted && has(apart[0]));
  });
  return [...own, ...others];
}

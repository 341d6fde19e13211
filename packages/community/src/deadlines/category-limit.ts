// A category's own limit as its row of categories.csv writes it: the whole, and before it what must have happened earlier.
//
//   "5 wd" · "24 h" · "15 d"            the whole
//   "on site 30 min, 2 h"               on site within 30 minutes, the whole 2 hours
//   "report at once, 2 h"               reported without delay
//   "pass on 1 wd"                      passing it on is the whole
import type { ClockName } from './clock-name.ts';
import { parseDuration, type Duration } from './duration.ts';

/** 到场, 首次联系, 先行围护, 移送, 强制报告, 拨打110, 转交. */
export const milestoneNames = ['on site', 'contact', 'cordon', 'transfer', 'report', '110', 'pass on'] as const;
export type MilestoneName = (typeof milestoneNames)[number];

export interface Milestone {
  readonly name: MilestoneName;
  readonly within: Duration | 'at once';
}

/** What a milestone's clock is called; contact and arrival are stages of every order. */
export const milestoneClocks = {
  report: 'report',
  110: 'police',
  cordon: 'cordon',
  transfer: 'refer',
} as const satisfies { readonly [M in MilestoneName]?: ClockName };
/** 处置要求: what an order of some kinds asks for besides being done. */
export type Requirement = (typeof milestoneClocks)[keyof typeof milestoneClocks];
export const requirements = Object.values(milestoneClocks) as readonly Requirement[];
export const isRequirement = (clock: ClockName): clock is Requirement => (requirements as readonly ClockName[]).includes(clock);

export interface CategoryLimit {
  /** From 受理 to 办结. */
  readonly whole: Duration;
  readonly milestones: readonly Milestone[];
}

/**
 * Reads a limit text; an empty one is null: the category leaves it to its urgency. Call it at start, for every row.
 * Throws RangeError when the text cannot be read.
 */
export function parseCategoryLimit(text: string): CategoryLimit | null {
  if (text === '') return null;
  const parts = text.split(', ').map((part) => parsePart(part, text));
  const last = parts.at(-1) as Part;
  if (last.within === 'at once') throw unreadable(text, 'the last part must be the whole limit');
  if (last.name !== null && parts.length > 1) throw unreadable(text, 'the last of several parts must be the plain whole limit');
  const milestones = parts.filter((part): part is Milestone => part.name !== null);
  if (milestones.length !== parts.length - (last.name === null ? 1 : 0)) throw unreadable(text, 'it has two whole limits');
  if (new Set(milestones.map(({ name }) => name)).size < milestones.length) throw unreadable(text, 'it names a milestone twice');
  return { whole: last.within, milestones };
}

interface Part {
  readonly name: MilestoneName | null;
  readonly within: Duration | 'at once';
}

function parsePart(part: string, text: string): Part {
  const name = milestoneNames.find((candidate) => part.startsWith(`${candidate} `)) ?? null;
  const rest = name === null ? part : part.slice(name.length + 1);
  if (name !== null && rest === 'at once') return { name, within: 'at once' };
  try {
    return { name, within: parseDuration(rest) };
  } catch (error) {
    throw unreadable(text, (error as Error).message);
  }
}

const unreadable = (text: string, why: string): RangeError => new RangeError(`category limit "${text}" is unreadable: ${why}`);

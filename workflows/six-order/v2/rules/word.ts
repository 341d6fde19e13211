// How a rule is written down: its words, where they come from, when it holds.
import type { Words } from '@six-order/community/rules/rule';
import type { Args } from '../event.ts';
import type { Rule } from '../rule.ts';

/** A paragraph of the domain research, with what it rests on. */
export const research = (paragraph: string, zh = '', en = ''): Words => ({
  zh: `领域研究 ${paragraph}${zh && `，${zh}`}`,
  en: `domain research ${paragraph}${en && `, ${en}`}`,
});

export const design: Words = { zh: '系统默认〔设计〕', en: 'design default' };

export const rule = (source: Words, zh: string, en: string, holds: Rule['holds'], detail?: Rule['detail']): Rule => ({
  zh,
  en,
  source,
  holds,
  ...(detail && { detail }),
});

/** A day in Asia/Shanghai: 「10月3日」, "3 October". */
export function sayDay(at: number): Words {
  const iso = new Date(at + 8 * 3_600_000).toISOString();
  const [month, day] = [Number(iso.slice(5, 7)), Number(iso.slice(8, 10))];
  return { zh: `${month}月${day}日`, en: `${day} ${months[month - 1]}` };
}

const months = 'January February March April May June July August September October November December'.split(' ');

export const actsAs = ({ event }: Args, ...roles: readonly string[]): boolean => roles.includes(event.actor.role);

/** The levels of those who decide about orders: one judges what a lower one decided (domain research 2.6, 3.1). */
const ranks: Readonly<Record<string, number>> = {
  window: 0,
  'grid-worker': 0,
  secretary: 1,
  community: 2,
  street: 3,
  discipline: 3,
  leader: 4,
};
/** Of those who dispatch. */
const TOP = 3;
const rankOf = (role: string): number => ranks[role] ?? -1;

/** Whether a post is above another; above whoever dispatches at the top nobody dispatches. */
export const isAbove = (role: string, other: string): boolean => {
  const rank = rankOf(role);
  return rank > (ranks[other] ?? 0) || rank === TOP;
};

export const isLevelWith = (role: string, other: string): boolean => rankOf(role) >= rankOf(other);

/** Whether one may judge what was decided: from above, at the top as well as another of the same level; never one's own decision. */
export const maySitOver = (
  { person, role }: { readonly person: string | null; readonly role: string },
  decidedAs: string,
  decidedBy: string | null,
): boolean => isAbove(role, decidedAs) && (person === null || person !== decidedBy);

/** What was decided at the top of those who dispatch: another there may judge it, or the county. */
export const isTop = (role: string): boolean => rankOf(role) === TOP;

const roleWords: Readonly<Record<string, Words>> = {
  secretary: { zh: '支部', en: 'the branch' },
  community: { zh: '社区', en: 'the community' },
  street: { zh: '街道', en: 'the street' },
  discipline: { zh: '纪检监察', en: 'discipline inspection' },
};

export const sayRole = (role: string): Words => roleWords[role] ?? { zh: role, en: role };

// The duties and tags that this installation works with: the tables beside this file, read once when the process starts, and
// what counties changed of them.
import { readFileSync } from 'node:fs';
import type { CountyRules } from '../county-rules/county-rules.ts';
import { parseDuties, type Duty } from './duty.ts';
import { isTagged, parseTags, TagSet, type Tag } from './tag.ts';

const table = (name: string): string => readFileSync(new URL(`./${name}.csv`, import.meta.url), 'utf8');

/** One for each category. */
export const defaultDuties: readonly Duty[] = parseDuties(table('duties'));
export const defaultTags: readonly Tag[] = parseTags(table('tags'));

const byCategory = new Map(defaultDuties.map((duty) => [duty.category, duty]));

interface Where {
  readonly tenant: string;
  /** Where the order lies. */
  readonly path: string;
  /** Epoch ms. */
  readonly at: number;
}

/** The duty that holds for a category there and then; undefined for a category that no table has. */
export function dutyOf(rules: CountyRules, category: string, where: Where): Duty | undefined {
  const standing = byCategory.get(category);
  const change = rules.find('duty', category, where);
  return standing && change ? { ...standing, ...defined(change.value), source: change.document } : standing;
}

/** `partial()` lets a member be there and undefined; such a one changes nothing. */
const defined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** The tags of a place: the default ones, those that a county renamed or reshaped, and its own. */
export function tagsAt(rules: CountyRules, where: Where): readonly Tag[] {
  const tags = new Map(defaultTags.map((tag) => [`${tag.set}/${tag.tag}`, tag]));
  for (const { key, value } of rules.all('tag', where)) {
    const [set, tag = ''] = key.split('/');
    const known = TagSet.safeParse(set);
    if (known.success && tag !== '') tags.set(key, { set: known.data, tag, ...value });
  }
  return [...tags.values()];
}

/** The tags that orders of a category carry there by themselves. */
export const tagsOf = (rules: CountyRules, category: string, where: Where): readonly Tag[] =>
  tagsAt(rules, where).filter((tag) => isTagged(tag, category));

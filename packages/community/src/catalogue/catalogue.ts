// The catalogue that this installation works with: categories.csv, read once when the process starts.
import type { Words } from '../rules/rule.ts';
import { readFileSync } from 'node:fs';
import { parseCategories, type Category, type Group } from './category.ts';

export const categories: readonly Category[] = parseCategories(
  readFileSync(new URL('./categories.csv', import.meta.url), 'utf8'),
);

const byCode = new Map(categories.map((category) => [category.code, category]));

export const categoryByCode = (code: string): Category | undefined => byCode.get(code);

/** By its name; its code where the table has it no more. */
export function categoryName(code: string): Words {
  const category = categoryByCode(code);
  return { zh: category?.nameZh ?? code, en: category?.nameEn ?? code };
}

/** The groups in the order of their codes. */
export const groups: readonly Group[] = [...new Map(categories.map(({ group }) => [group.code, group])).values()].sort((a, b) =>
  a.code < b.code ? -1 : 1,
);

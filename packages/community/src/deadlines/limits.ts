// The limit texts of the catalogue, all read when the process starts: an unreadable one stops it then, not at the first order.
import { categories } from '../catalogue/catalogue.ts';
import { parseCategoryLimit, type CategoryLimit } from './category-limit.ts';

const read = new Map(categories.map(({ limit }) => [limit, parseCategoryLimit(limit)]));

/** A category's limit by its text; null when it has none. Throws RangeError when a text outside the catalogue is unreadable. */
export const limitOf = (text: string): CategoryLimit | null => read.get(text) ?? parseCategoryLimit(text);

// The limit texts of the catalogue, all read when the process starts: an unreadable one stops it then, not at the first order.
import { categories, categoryByCode } from '../catalogue/catalogue.ts';
import { milestoneClocks, parseCategoryLimit, type CategoryLimit, type Requirement } from './category-limit.ts';

const read = new Map(categories.map(({ limit }) => [limit, parseCategoryLimit(limit)]));

/** A category's limit by its text; null when it has none. Throws RangeError when a text outside the catalogue is unreadable. */
export const limitOf = (text: string): CategoryLimit | null => read.get(text) ?? parseCategoryLimit(text);

/** What a kind of order asks for besides being done, by the clocks of it; none of a code that is no category's. */
export const requirementsOf = (code: string): readonly Requirement[] =>
  (limitOf(categoryByCode(code)?.limit ?? '')?.milestones ?? []).flatMap(({ name }) =>
    Object.hasOwn(milestoneClocks, name) ? [milestoneClocks[name as keyof typeof milestoneClocks]] : [],
  );

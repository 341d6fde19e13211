// “我也一样”: whom an order may be shown to as something to join, and how little of it.
//
// M1: no text, no person, no door: category, community or grid, date. Source: domain research 2.6; PIPL 6, 25.
import type { Category } from '../catalogue/category.ts';

/** Groups that are nobody else's business, whatever a county publishes. */
const never: ReadonlySet<string> = new Set(['05', '07', '08', '11']);

/** Whether others may be offered to join an order of this category: a public facility (部件), or one that is published. */
export const mayJoin = (category: Category, published: boolean): boolean =>
  !category.sealed && !never.has(category.group.code) && (published || category.flags.includes('part'));

export interface Joinable {
  readonly category: string;
  /** Code of the community or grid. */
  readonly unit: string;
  /** YYYY-MM-DD in China. */
  readonly day: string;
}

/** All that is shown of such an order; `openedAt` in epoch ms. */
export const joinable = (order: { readonly category: string; readonly unit: string; readonly openedAt: number }): Joinable => ({
  category: order.category,
  unit: order.unit,
  day: new Date(order.openedAt + 8 * 3_600_000).toISOString().slice(0, 10),
});

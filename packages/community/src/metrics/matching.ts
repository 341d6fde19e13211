// Demands beside services (居民有需求、社区有服务): what residents asked for in a month, and which facilities serve it. Mission row 88.
//
// Not ours: who may read it (api/routes/metrics), the counting (matching-store.ts). Keeps: nothing that is sealed is in it (its kind tells too much of too few).
import { categoryByCode } from '../catalogue/catalogue.ts';
import type { Category } from '../catalogue/category.ts';
import { serves } from '../units/facility.ts';
import type { Unit } from '../units/unit.ts';

export interface Demand {
  /** Code of the catalogue. */
  readonly category: string;
  /** Placed in the month. */
  readonly orders: number;
  readonly finished: number;
}

interface Served extends Omit<Demand, 'category'> {
  readonly category: Category;
  readonly facilities: readonly Unit[];
}

/** Demands that no facility serves first, then by how many ask; and the facilities that nobody asked for anything. */
export function matchServices(
  demands: readonly Demand[],
  facilities: readonly Unit[],
): { readonly served: readonly Served[]; readonly unasked: readonly Unit[] } {
  const served = demands
    .flatMap(({ category: code, ...counts }): Served[] => {
      const category = categoryByCode(code);
      if (!category || category.sealed) return [];
      return [{ ...counts, category, facilities: facilities.filter((one) => serves(one, code)) }];
    })
    .toSorted(
      (a, b) =>
        Number(a.facilities.length > 0) - Number(b.facilities.length > 0) ||
        b.orders - a.orders ||
        (a.category.code < b.category.code ? -1 : 1),
    );
  const asked = new Set(served.flatMap(({ facilities: by }) => by.map(({ id }) => id)));
  return { served, unasked: facilities.filter(({ id }) => !asked.has(id)) };
}

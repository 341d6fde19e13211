// A condition on an order's face, as data: judged here in memory, written as SQL in postgres/find.ts. One source for both,
// so that a desk, an event stream and a single read can never disagree about who sees what (I11).
import type { Face } from './order.ts';

export type FaceFilter =
  | { readonly all: readonly FaceFilter[] }
  | { readonly any: readonly FaceFilter[] }
  | { readonly not: FaceFilter }
  | { readonly workflow: string }
  | { readonly stage: readonly string[] }
  | { readonly label: string }
  /** At least one of these ids holds the order. */
  | { readonly people: readonly string[] }
  /** This field of its data is the id, or a list in which it stands: what somebody is to the order. */
  | { readonly data: string; readonly has: string }
  /** The order lies in this subtree of the unit tree. */
  | { readonly within: string }
  | { readonly open: boolean }
  /** Opened from one instant on until another, both included (epoch ms). */
  | { readonly opened: { readonly from: number; readonly until: number } }
  /** The nearest deadline is at or before this instant (epoch ms). */
  | { readonly dueBy: number };

export const everything: FaceFilter = { all: [] };
export const nothing: FaceFilter = { any: [] };

/** Whether `path` is `root` or below it. */
export const isWithin = (path: string, root: string): boolean => root === '' || path === root || path.startsWith(`${root}.`);

export function matches(filter: FaceFilter, order: { readonly workflow: string; readonly face: Face }): boolean {
  const { face } = order;
  if ('all' in filter) return filter.all.every((part) => matches(part, order));
  if ('any' in filter) return filter.any.some((part) => matches(part, order));
  if ('not' in filter) return !matches(filter.not, order);
  if ('workflow' in filter) return order.workflow === filter.workflow;
  if ('stage' in filter) return filter.stage.includes(face.stage);
  if ('label' in filter) return face.labels.includes(filter.label);
  if ('people' in filter) return filter.people.some((id) => face.people.includes(id));
  if ('data' in filter) return hasInData(face, filter.data, filter.has);
  if ('within' in filter) return isWithin(face.path, filter.within);
  if ('open' in filter) return (face.closedAt === null) === filter.open;
  if ('opened' in filter) return face.openedAt >= filter.opened.from && face.openedAt <= filter.opened.until;
  return face.dueAt !== null && face.dueAt <= filter.dueBy;
}

function hasInData({ data }: Face, field: string, id: string): boolean {
  const value = data[field];
  return value === id || (Array.isArray(value) && value.includes(id));
}

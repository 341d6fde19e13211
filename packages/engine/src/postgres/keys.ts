// The keys under which an order is found: rows of `holders`, so that a page of few among very many is a range of an index.
//
// K1: everybody who holds it, for ever. K2: as long as it is open, each of them once more under a key of their own: who has
// handled thousands has a few in hand. K3: a label that begins with `#` is a mark, with a key for the place and each one above
// it: what few orders have is found in an area without looking at the others there. K4: a mark's row keeps the order's deadline,
// so that the most pressing of thousands are a range of an index.
import { hash } from 'node:crypto';
import type { Face } from '../core/order.ts';

export const isMark = (label: string): boolean => label.startsWith('#');

/** Somebody's open orders. Of ids no version is 15, so it is nobody's own. */
export const openKey = (person: string): string => `${person.slice(0, 14)}f${person.slice(15)}`;

/** The same few marks in the same places come with nearly every command; forgotten all at once when there are too many. */
const knownKeys = new Map<string, string>();
const MAX_KNOWN = 20_000;

/** The orders in a subtree that have a mark. */
export function markKey(tenant: string, mark: string, path: string): string {
  const named = `${tenant} ${mark} ${path}`;
  const known = knownKeys.get(named);
  if (known !== undefined) return known;
  const hex = hash('md5', named);
  const key = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  if (knownKeys.size >= MAX_KNOWN) knownKeys.clear();
  knownKeys.set(named, key);
  return key;
}

/** The path and those above it. */
const upwards = (path: string): readonly string[] => {
  const labels = path.split('.');
  return labels.map((_, n) => labels.slice(0, n + 1).join('.'));
};

/** K1, K2. */
export const holderKeys = ({ people, closedAt }: Face): readonly string[] =>
  closedAt === null ? [...people, ...people.map(openKey)] : people;

/** A row of `holders`. `dueAt`: of a mark its order's deadline in epoch ms, Infinity without one; null of everybody who holds it. */
export interface HolderRow {
  readonly key: string;
  readonly dueAt: number | null;
}

/** K3. */
export function markKeys(tenant: string, { labels, path }: Face): readonly string[] {
  const marks = labels.filter(isMark);
  return marks.length === 0 ? marks : upwards(path).flatMap((at) => marks.map((mark) => markKey(tenant, mark, at)));
}

/** All the rows of an order, each once. */
export function keyRows(tenant: string, face: Face): readonly HolderRow[] {
  const rows = new Map<string, number | null>(holderKeys(face).map((key) => [key, null]));
  for (const key of markKeys(tenant, face)) rows.set(key, face.dueAt ?? Number.POSITIVE_INFINITY);
  return [...rows].map(([key, dueAt]): HolderRow => ({ key, dueAt }));
}

/** The same people hold it, open or ended as before: most commands change neither. */
const isHeldAlike = (before: Face, after: Face): boolean =>
  (before.closedAt === null) === (after.closedAt === null) &&
  before.people.length === after.people.length &&
  before.people.every((person, n) => person === after.people[n]);

/**
 * What a command changes of an order's keys. Marks are handed over every time, and written where the row is not there as it
 * should be: a face that has come to know one since the last command is found by it from the next on.
 */
export function keyChanges(
  tenant: string,
  before: Face | null,
  after: Face,
): { readonly added: readonly HolderRow[]; readonly gone: readonly string[] } {
  const [hadMarks, marks] = [before ? markKeys(tenant, before) : [], markKeys(tenant, after)];
  const held = before !== null && isHeldAlike(before, after);
  if (held && hadMarks.length === 0 && marks.length === 0) return { added: [], gone: [] };
  const [had, holds] = held ? [[], []] : [before ? holderKeys(before) : [], holderKeys(after)];
  const due = after.dueAt ?? Number.POSITIVE_INFINITY;
  // Each row once: the statement that writes them could not write one twice.
  const added = new Map<string, number | null>(holds.filter((key) => !had.includes(key)).map((key) => [key, null]));
  for (const key of marks) added.set(key, due);
  return {
    added: [...added].map(([key, dueAt]): HolderRow => ({ key, dueAt })),
    gone: [...had.filter((key) => !holds.includes(key)), ...hadMarks.filter((key) => !marks.includes(key))],
  };
}

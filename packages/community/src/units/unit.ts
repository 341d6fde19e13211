// Units: the nodes of the area tree, and how their codes and paths are built.
//
// Owns: kinds, codes of our own, path labels, the names that people call a community by.
// Not ours: who holds a post in a unit (../people), who may see into one (../authority).
import { z } from 'zod';
import type { Json } from '@six-order/engine';

/**
 * `street` is the whole township level (街道, 镇, 乡), `community` the whole level below it (居委会, 村委会): the mark
 * `class` tells them apart. `property` is a property firm or the community's own service that stands in for one,
 * `compound` a 小区, `party` a Party organisation of any level, `organisation` a self-governing, mass, social or economic one.
 */
export const UnitKind = z.enum([
  'province',
  'city',
  'county',
  'street',
  'community',
  'grid',
  'household-group',
  'building',
  'department',
  'team',
  'property',
  'compound',
  'owners-committee',
  'party',
  'organisation',
  'facility',
]);
export type UnitKind = z.infer<typeof UnitKind>;

export interface Unit {
  readonly id: string;
  /** The county's code. */
  readonly tenant: string;
  /** Official statistical code (county 6 digits, street 9, community 12), or our own built on it. */
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  /** Id of the unit above; null at the root. */
  readonly parent: string | null;
  /** Place in the tree (ltree): the parent's path, a dot and the unit's own label. */
  readonly path: string;
  /** Epoch ms. */
  readonly validFrom: number;
  /** Epoch ms, exclusive; null while it stands. */
  readonly validTo: number | null;
  /** Marks of the kind: marks.ts. */
  readonly flags: Readonly<Record<string, Json>>;
}

/** A unit before it has an id and a path: those follow from its parent. */
export interface UnitEntry {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  /** Code of the unit above; null at the root. */
  readonly parent: string | null;
  readonly flags?: Readonly<Record<string, Json>>;
  /** Epoch ms; absent: when it is put in, and without an end. */
  readonly validFrom?: number;
  readonly validTo?: number;
  /** The code that it had until now: the unit keeps its id and path under the new one. */
  readonly was?: string;
}

/**
 * A unit's own label in the path: `u` and its code without its parent's, when it begins with that.
 * `522326004002` below `522326004` gives `u002`. Throws RangeError when the code has other than digits and capitals.
 */
export function pathLabel(code: string, parentCode: string | null): string {
  if (!/^[0-9A-Z]{2,32}$/.test(code)) throw new RangeError('a unit code is 2 to 32 digits and capital letters');
  const own = parentCode !== null && code.startsWith(parentCode) ? code.slice(parentCode.length) : code;
  if (own === '') throw new RangeError('a unit code differs from its parent’s');
  return `u${own}`;
}

/** The street that a path (ltree) lies in: county and street are its first two labels. */
export const streetOf = (path: string): string => path.split('.').slice(0, 2).join('.');

/**
 * Codes of our own below an official one: grid = community + 2 digits, household group = grid + 2, building = grid + 3
 * (domain: codes of the administrative tree); whatever else hangs on a unit = that unit's code + letter + 2.
 */
export const ownCode = {
  grid: (community: string, ordinal: number) => community + digits(ordinal, 2),
  householdGroup: (grid: string, ordinal: number) => grid + digits(ordinal, 2),
  building: (grid: string, ordinal: number) => grid + digits(ordinal, 3),
  department: (unit: string, ordinal: number) => `${unit}D${digits(ordinal, 2)}`,
  team: (unit: string, ordinal: number) => `${unit}T${digits(ordinal, 2)}`,
  property: (unit: string, ordinal: number) => `${unit}P${digits(ordinal, 2)}`,
  compound: (unit: string, ordinal: number) => `${unit}C${digits(ordinal, 2)}`,
  ownersCommittee: (unit: string, ordinal: number) => `${unit}W${digits(ordinal, 2)}`,
  party: (unit: string, ordinal: number) => `${unit}B${digits(ordinal, 2)}`,
  organisation: (unit: string, ordinal: number) => `${unit}O${digits(ordinal, 2)}`,
  facility: (unit: string, ordinal: number) => `${unit}F${digits(ordinal, 2)}`,
} as const;

function digits(ordinal: number, width: number): string {
  if (!Number.isInteger(ordinal) || ordinal < 1 || ordinal >= 10 ** width) {
    throw new RangeError(`a number from 1 to ${10 ** width - 1} is wanted, got ${ordinal}`);
  }
  return String(ordinal).padStart(width, '0');
}

// Who keeps out of a dispute (回避): who is a side of it, a relative of one, or of a unit that is one, neither mediates nor reads it.
import type { Actor } from '@six-order/engine';
import type { Directory } from '../directory.ts';
import { isPrivate } from '../people/role.ts';
import type { UnitKind } from '../units/unit.ts';

/** Ids of the persons and units that a dispute is between. */
export interface Sides {
  readonly persons: readonly string[];
  readonly units: readonly string[];
}

/** The same with who mediated it and does not any more: stepped aside, was not wanted, handed it over. */
export interface Between extends Sides {
  readonly people: readonly string[];
}

type Posts = Pick<Directory, 'postsOf' | 'unitById' | 'lineOf'>;

/** Who lives in a unit is not of it. */
const living: ReadonlySet<string> = new Set(['resident', 'relative']);

/** No party, no relative of one, nobody of a unit that is one. */
export function isApart(directory: Posts, person: string, { persons, units }: Sides): boolean {
  const posts = directory.postsOf(person).filter(({ role }) => !living.has(role));
  const serves = posts.some(({ unit }) => units.some((concerned) => isIn(directory, unit, concerned)));
  return !persons.includes(person) && !serves && !persons.some((party) => areKin(directory, person, party));
}

/** Whether a person keeps out of it: he left it, or is not apart from its sides. */
export const isOutOf = (directory: Posts, person: string, { people, ...sides }: Between): boolean =>
  people.includes(person) || !isApart(directory, person, sides);

/** Whether whoever acts keeps out of a dispute between given sides, by what the directory knows of him. */
export const keepsOutOf =
  (directory: Posts) =>
  ({ person }: Actor) =>
  (sides: Sides): boolean =>
    person !== null && !isApart(directory, person, sides);

const isIn = (directory: Posts, unit: string, concerned: string): boolean => {
  const standing = directory.unitById(unit);
  return standing !== undefined && directory.lineOf(standing).some(({ id }) => id === concerned);
};

/** Whoever gave no building is written down for his grid or community, and is no relative of all who live there. */
const homes: ReadonlySet<UnitKind | undefined> = new Set<UnitKind>(['building', 'household-group']);

/** They are written down for one building or household group, the one as a resident there or for one. */
function areKin(directory: Posts, one: string, other: string): boolean {
  const homesOf = (person: string) =>
    directory
      .postsOf(person)
      .filter(({ role, unit }) => isPrivate(role) && homes.has(directory.unitById(unit)?.kind))
      .map(({ unit }) => unit);
  const theirs = new Set(homesOf(other));
  return homesOf(one).some((unit) => theirs.has(unit));
}

// Who may be named as the visitor of a place.
import { isWithin } from '@six-order/engine';
import { sendersOf } from '../authority/acts.ts';
import { mayListPeople } from '../authority/reference-acts.ts';
import type { Reader } from '../authority/reader.ts';
import type { Directory } from '../directory.ts';
import type { Post } from '../people/post.ts';
import type { Unit } from '../units/unit.ts';

/** Roles that plan visits, and those that make them. */
const planners: ReadonlySet<string> = new Set(sendersOf('visit', 'plan'));
const visitors: ReadonlySet<string> = new Set(sendersOf('visit', 'record'));

const communityOf = (line: readonly Unit[], place: Unit): Unit => line.find(({ kind }) => kind === 'community') ?? place;

/** Whether somebody visits at a place: in a post in its community, or in a unit above that. */
export function visitsAt(directory: Pick<Directory, 'lineOf' | 'postsOf' | 'unitById'>, person: string, place: Unit): boolean {
  const { path: community } = communityOf(directory.lineOf(place), place);
  return directory.postsOf(person).some(({ role, tenant, unit }) => {
    const at = directory.unitById(unit)?.path;
    const isNear = at !== undefined && (isWithin(at, community) || isWithin(community, at));
    return isNear && visitors.has(role) && tenant === place.tenant;
  });
}

/** Who arranges visits where nobody else is left to, nearest first. */
const offices = ['secretary', 'community', 'street'];

/**
 * Who goes on visiting at a place: the first of these persons who visits there, else whoever arranges visits in its community, else in
 * the nearest unit above that. Undefined: nobody does.
 */
export function followsIn(
  directory: Pick<Directory, 'lineOf' | 'postsOf' | 'postsIn' | 'unitById'>,
  persons: readonly (string | null)[],
  place: Unit,
): string | undefined {
  const still = persons.find((person) => person !== null && visitsAt(directory, person, place));
  if (still) return still;
  const line = directory.lineOf(place);
  const above = line.filter(({ path }) => isWithin(communityOf(line, place).path, path)).toReversed();
  const posts = above.flatMap(({ id }) => {
    const there = directory.postsIn(id);
    return offices.flatMap((office) => there.filter(({ role }) => role === office));
  });
  return posts[0]?.person;
}

/**
 * Posts of those who visit in the community of a place, or stand above it. A leader is shown those in offices;
 * whoever plans visits and is shown no people otherwise (网格员、民情观察员) visits himself, and so does whoever plans outside his
 * community. Null: the reader plans none.
 */
export function visitorsFor(
  directory: Pick<Directory, 'lineOf' | 'postsIn' | 'holdersWithin'>,
  reader: Reader,
  place: Unit,
): readonly Post[] | null {
  if (!planners.has(reader.role)) return null;
  const line = directory.lineOf(place);
  const community = communityOf(line, place);
  const posts = [
    ...directory.holdersWithin(community.path),
    ...line.filter(({ path }) => community.path.startsWith(`${path}.`)).flatMap(({ id }) => directory.postsIn(id)),
  ].filter(({ role, tenant }) => visitors.has(role) && tenant === reader.tenant);
  if (mayListPeople(reader) && isWithin(place.path, areaOf(reader))) return posts;
  // Members are known to those who give them work.
  return posts.filter(({ role, person }) => person === reader.person || (reader.role === 'leader' && role !== 'member'));
}

/** The community that the reader’s post lies in; of a post above one, all of its area. */
const areaOf = ({ path }: Reader): string => path.split('.').slice(0, 3).join('.');

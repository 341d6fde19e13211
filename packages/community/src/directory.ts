// The directory: units, people and posts in memory, so that a command's facts and a page cost no statement.
//
// Owns: look-ups by id, code, place and person; the actor that a post makes.
// Not ours: what an actor may do (authority/), how rows are stored (units/, people/).
// D1: what has ended (unit, post) is found by id, because journals name it, and by nothing else.
// D2: a name is opened when it is first asked for, not before (I12).
// D3: a deputy's post (B岗) is in force only while the post it stands in for has nobody at work (people/absence.ts).
import { isWithin, type Actor } from '@six-order/engine';
import type { Keyring } from '@six-order/engine/runtime';
import { absenceAt, canActIn, type Absence } from './people/absence.ts';
import { readAbsences } from './people/absence-store.ts';
import { openName, readPeople, readPosts, type SealedPerson } from './people/people-store.ts';
import { inForce, type Post } from './people/post.ts';
import { referenceVersion } from './reference-store.ts';
import type { Db } from './tables.ts';
import { readUnits } from './units/unit-store.ts';
import { plainCode } from './units/rules.ts';
import type { Unit } from './units/unit.ts';

export interface Directory {
  /** Reads all of it anew when it has changed since; else one tiny statement. True when it was read. */
  refresh(): Promise<boolean>;
  /** Ended ones too. */
  unitById(id: string): Unit | undefined;
  /** By official or own code. */
  unitByCode(tenant: string, code: string): Unit | undefined;
  /** By id or code (522326004002-01 too), as people may give either; only units of the tenant that stand. */
  findUnit(tenant: string, ref: string): Unit | undefined;
  /** The units of a subtree that stand, its root among them, in the order of their paths; '' is all of them. */
  unitsWithin(path: string): readonly Unit[];
  /** The unit and those above it that are part of its path, the county first. */
  lineOf(unit: Unit): readonly Unit[];
  /** The tenant of a known person. */
  tenantOf(person: string): string | undefined;
  /** In clear: only for eyes that `privacy` has let through. */
  personName(person: string): string | undefined;
  /** Ended ones too. */
  post(id: string): Post | undefined;
  /** A person's posts in force, oldest first. */
  postsOf(person: string): readonly Post[];
  /** The absence that a person is on at `at` (epoch ms), so that nothing new is given to them; undefined when there. */
  awayAt(person: string, at: number): Absence | undefined;
  /** The deputies' posts (B岗) whose term runs for a post, whether they are needed now or not; oldest first. */
  deputiesOf(post: string): readonly Post[];
  /** The posts in which a person is deputy (B岗) and whose term runs, whether they are needed now or not. */
  deputyPostsOf(person: string): readonly Post[];
  /** The posts in force in one unit: a team's members, a property firm's people. */
  postsIn(unit: string): readonly Post[];
  /** The posts in force in a subtree. */
  holdersWithin(path: string): readonly Post[];
  /** The teams of a subtree that stand. */
  teamsWithin(path: string): readonly Unit[];
  /** What an actor's post stands for: the ids of its unit and of the person's teams. Empty for the system's own acts. */
  holdsOf(actor: Actor): readonly string[];
  /** Who acts in a post; undefined when there is no such post in force, or its unit has ended. */
  actorOf(post: string): Actor | undefined;
}

/** `now` gives epoch ms and decides what is in force; without `tenant` the directory holds every county of the database. */
export interface DirectoryOptions {
  readonly db: Db;
  readonly keyring: Keyring;
  readonly now: () => number;
  readonly tenant?: string;
}

/** Reads the directory and keeps it. The caller refreshes it: before a command that needs it fresh, or every few seconds. */
export async function openDirectory({ db, keyring, now, tenant }: DirectoryOptions): Promise<Directory> {
  let version: string | null = null;
  let held = index([], [], [], []);

  const read = async (): Promise<boolean> => {
    // The version is read before the rows: rows that are newer than it are read once more next time, never missed.
    const found = await referenceVersion(db, 'directory', tenant);
    if (found === version) return false;
    const [units, people, posts, absences] = await Promise.all([
      readUnits(db, tenant),
      readPeople(db, tenant),
      readPosts(db, tenant),
      readAbsences(db, now() - ABSENCES_KEPT_MS, tenant),
    ]);
    held = index(units, people, posts, absences);
    version = found;
    return true;
  };
  const refresh = sharedRuns(read);
  await refresh();

  const awayAt = (person: string, at: number): Absence | undefined => absenceAt(held.absencesByPerson.get(person) ?? [], at);
  const stands = (row: Unit | Post, at: number): boolean => {
    if (!('deputyOf' in row) || row.deputyOf === undefined) return inForce(row, at);
    const principal = held.postById.get(row.deputyOf);
    return canActIn(row, at, { principal, away: (person, when) => awayAt(person, when) !== undefined });
  };
  const standing = <T extends Unit | Post>(row: T | undefined): T | undefined => (row && stands(row, now()) ? row : undefined);
  const allStanding = <T extends Unit | Post>(rows: readonly T[] | undefined): readonly T[] => {
    const at = now();
    return (rows ?? []).filter((row) => stands(row, at));
  };
  const unitsWithin = (path: string): readonly Unit[] => allStanding(subtree(held, path));

  return {
    refresh,
    unitById: (id) => held.unitById.get(id),
    unitByCode: (of, code) => standing(held.unitByCode.get(`${of} ${code}`)),
    findUnit(of, ref) {
      const unit =
        held.unitById.get(ref) ?? held.unitByCode.get(`${of} ${ref}`) ?? held.unitByCode.get(`${of} ${plainCode(ref)}`);
      return unit?.tenant === of ? standing(unit) : undefined;
    },
    unitsWithin,
    lineOf(unit) {
      const line = [unit];
      for (let above = unit.parent; above !== null;) {
        const parent = held.unitById.get(above);
        if (!parent || !isWithin(unit.path, parent.path)) break;
        line.unshift(parent);
        above = parent.parent;
      }
      return line;
    },
    tenantOf: (person) => held.personById.get(person)?.tenant,
    personName(person) {
      const known = held.names.get(person);
      if (known !== undefined) return known;
      const sealed = held.personById.get(person);
      if (!sealed) return undefined;
      const name = openName(keyring, sealed);
      held.names.set(person, name);
      return name;
    },
    post: (id) => held.postById.get(id),
    postsOf: (person) => allStanding(held.postsByPerson.get(person)),
    awayAt,
    deputiesOf: (post) => (held.deputiesByPost.get(post) ?? []).filter((deputy) => inForce(deputy, now())),
    deputyPostsOf: (person) =>
      (held.postsByPerson.get(person) ?? []).filter((post) => post.deputyOf !== undefined && inForce(post, now())),
    postsIn: (unit) => allStanding(held.postsByUnit.get(unit)),
    holdersWithin: (path) => unitsWithin(path).flatMap((unit) => allStanding(held.postsByUnit.get(unit.id))),
    teamsWithin: (path) => unitsWithin(path).filter((unit) => unit.kind === 'team'),
    holdsOf({ person, post: id }) {
      const unit = id === null ? undefined : standing(held.postById.get(id))?.unit;
      if (person === null || unit === undefined) return [];
      const teams = allStanding(held.postsByPerson.get(person))
        .map((post) => post.unit)
        .filter((at) => held.unitById.get(at)?.kind === 'team');
      return [...new Set([unit, ...teams])];
    },
    actorOf(id) {
      const post = standing(held.postById.get(id));
      const unit = post && standing(held.unitById.get(post.unit));
      if (!post || !unit) return undefined;
      return { person: post.person, post: post.id, role: post.role, tenant: post.tenant, path: unit.path };
    },
  };
}

interface Held {
  readonly unitById: ReadonlyMap<string, Unit>;
  readonly unitByCode: ReadonlyMap<string, Unit>;
  /** In the order of their paths, so that a subtree is one stretch. */
  readonly unitsByPath: readonly Unit[];
  readonly personById: ReadonlyMap<string, SealedPerson>;
  readonly names: Map<string, string>;
  readonly postById: ReadonlyMap<string, Post>;
  readonly postsByPerson: ReadonlyMap<string, readonly Post[]>;
  readonly postsByUnit: ReadonlyMap<string, readonly Post[]>;
  readonly deputiesByPost: ReadonlyMap<string, readonly Post[]>;
  readonly absencesByPerson: ReadonlyMap<string, readonly Absence[]>;
}

/** Nobody asks who was away longer ago. */
const ABSENCES_KEPT_MS = 31 * 86_400_000;

function index(
  units: readonly Unit[],
  people: readonly SealedPerson[],
  posts: readonly Post[],
  absences: readonly Absence[],
): Held {
  const oldestFirst = posts.toSorted((a, b) => a.validFrom - b.validFrom || (a.id < b.id ? -1 : 1));
  return {
    unitById: new Map(units.map((unit) => [unit.id, unit])),
    unitByCode: new Map(units.map((unit) => [`${unit.tenant} ${unit.code}`, unit])),
    unitsByPath: units.toSorted((a, b) => comparePaths(a.path, b.path)),
    personById: new Map(people.map((person) => [person.id, person])),
    names: new Map(),
    postById: new Map(posts.map((post) => [post.id, post])),
    postsByPerson: Map.groupBy(oldestFirst, (post) => post.person),
    postsByUnit: Map.groupBy(oldestFirst, (post) => post.unit),
    deputiesByPost: Map.groupBy(
      oldestFirst.filter(({ deputyOf }) => deputyOf !== undefined),
      ({ deputyOf }) => deputyOf as string,
    ),
    absencesByPerson: Map.groupBy(absences, ({ person }) => person),
  };
}

/** A dot sorts below every character of a label, so that a unit stands right before what is below it. */
const comparePaths = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function subtree({ unitsByPath }: Held, root: string): readonly Unit[] {
  let low = 0;
  for (let high = unitsByPath.length; low < high;) {
    const middle = (low + high) >> 1;
    if (comparePaths((unitsByPath[middle] as Unit).path, root) < 0) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < unitsByPath.length && isWithin((unitsByPath[end] as Unit).path, root)) end += 1;
  return unitsByPath.slice(low, end);
}

/** Calls made while a run is under way share the next one, so that each sees what was there when it was made. */
function sharedRuns<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let waiting: Promise<T> | null = null;
  const start = (): Promise<T> =>
    (running = run().finally(() => {
      running = null;
    }));
  const startNext = (): Promise<T> => {
    waiting = null;
    return start();
  };
  return () => (running === null ? start() : (waiting ??= running.then(startNext, startNext)));
}

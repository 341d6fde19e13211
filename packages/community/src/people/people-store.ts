// People and their posts in the database. A name goes in sealed and comes out sealed (I12).
import type { Keyring } from '@six-order/engine/runtime';
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { PostMarks, type Post } from './post.ts';
import { Role } from './role.ts';

/** A person as stored: `name` opens with `openName` and nothing else. */
export interface SealedPerson {
  readonly tenant: string;
  readonly id: string;
  readonly key: Uint8Array;
  readonly name: Uint8Array;
}

const binding = (id: string) => `person ${id}`;

export type PersonKey = ReturnType<Keyring['open']>;

/** A person's own key, for what is sealed under it beside the name. Throws when the key ring lacks the master key. */
export const personKey = (keyring: Keyring, person: Pick<SealedPerson, 'id' | 'key'>): PersonKey =>
  keyring.open(binding(person.id), person.key);

/** A person's key wrapped by the newest master key. Throws when the key ring lacks the one that it is wrapped by. */
export const rewrapPerson = (keyring: Keyring, person: Pick<SealedPerson, 'id' | 'key'>): Uint8Array =>
  keyring.rewrap(binding(person.id), person.key);

/** Seals a person's name under a new key of the person's own. */
export function sealPerson(
  keyring: Keyring,
  person: { readonly tenant: string; readonly id: string; readonly name: string },
): SealedPerson {
  const { key, wrapped } = keyring.newKey(binding(person.id));
  return { tenant: person.tenant, id: person.id, key: wrapped, name: key.seal('name', person.name) };
}

/** The person's name in clear. Throws when the key ring lacks the master key or the row was changed. */
export const openName = (keyring: Keyring, person: SealedPerson): string =>
  personKey(keyring, person).unseal('name', person.name);

/** Adds people; one who is there already stays as he is. Returns how many are new. */
export const putPeople = (db: Db, people: readonly SealedPerson[]): Promise<number> =>
  inChunks(people, async (chunk) => {
    const done = await db
      .insertInto('people')
      .values(chunk.map(({ tenant, id, key, name }) => ({ tenant, id, key, name })))
      .onConflict((conflict) => conflict.columns(['tenant', 'id']).doNothing())
      .executeTakeFirst();
    return Number(done.numInsertedOrUpdatedRows);
  });

/** Adds posts; one that is there already stays as it is. Person and unit must be there. Returns how many are new. */
export const putPosts = (db: Db, posts: readonly Post[]): Promise<number> =>
  inChunks(posts, async (chunk) => {
    const done = await db
      .insertInto('posts')
      .values(
        chunk.map(({ id, tenant, person, role, unit, validFrom, validTo, deputyOf, marks }) => ({
          id,
          tenant,
          person,
          role: Role.parse(role),
          unit,
          valid_from: new Date(validFrom),
          valid_to: validTo === null ? null : new Date(validTo),
          deputy_of: deputyOf ?? null,
          marks: JSON.stringify(PostMarks.parse(marks ?? {})),
        })),
      )
      .onConflict((conflict) => conflict.columns(['tenant', 'id']).doNothing())
      .executeTakeFirst();
    return Number(done.numInsertedOrUpdatedRows);
  });

/**
 * Ends a post's term at `at` (epoch ms). False when there is no such post that would run longer. A term is never empty: one that
 * began at that very instant, or is still to begin, has its first millisecond.
 */
export async function endPost(db: Db, post: { readonly tenant: string; readonly id: string }, at: number): Promise<boolean> {
  const done = await db
    .updateTable('posts')
    .set({ valid_to: sql<Date>`greatest(${new Date(at)}, valid_from + interval '1 millisecond')` })
    .where('tenant', '=', post.tenant)
    .where('id', '=', post.id)
    .where((either) => either.or([either('valid_to', 'is', null), either('valid_to', '>', new Date(at))]))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** A person's key as it is stored; undefined when the county has no such person. */
export const readPersonKey = (db: Db, tenant: string, person: string): Promise<Pick<SealedPerson, 'id' | 'key'> | undefined> =>
  db.selectFrom('people').select(['id', 'key']).where('tenant', '=', tenant).where('id', '=', person).executeTakeFirst();

/** Puts a person's name right, under the person's own key. False when the county has no such person. */
export async function renamePerson(
  db: Db,
  keyring: Keyring,
  { tenant, id, name }: { readonly tenant: string; readonly id: string; readonly name: string },
): Promise<boolean> {
  const stored = await readPersonKey(db, tenant, id);
  if (!stored) return false;
  await db
    .updateTable('people')
    .set({ name: personKey(keyring, stored).seal('name', name) })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute();
  return true;
}

/** All people, sealed; of one county when `tenant` is given. */
export const readPeople = (db: Db, tenant?: string): Promise<SealedPerson[]> =>
  db
    .selectFrom('people')
    .select(['tenant', 'id', 'key', 'name'])
    .$if(tenant !== undefined, (query) => query.where('tenant', '=', tenant as string))
    .execute();

/** All posts, ended ones too; of one county when `tenant` is given. */
export async function readPosts(db: Db, tenant?: string): Promise<Post[]> {
  const rows = await db
    .selectFrom('posts')
    .selectAll()
    .$if(tenant !== undefined, (query) => query.where('tenant', '=', tenant as string))
    .execute();
  return rows.map(({ valid_from, valid_to, role, deputy_of, marks, ...row }) => ({
    ...row,
    role: Role.parse(role),
    validFrom: valid_from.getTime(),
    validTo: valid_to?.getTime() ?? null,
    ...(deputy_of !== null && { deputyOf: deputy_of }),
    ...(Object.keys(marks).length > 0 && { marks: PostMarks.parse(marks) }),
  }));
}

/** PostgreSQL takes 65,535 parameters a statement; rows go in by 1,000. */
async function inChunks<T>(rows: readonly T[], put: (chunk: readonly T[]) => Promise<number>): Promise<number> {
  let done = 0;
  for (let from = 0; from < rows.length; from += 1000) done += await put(rows.slice(from, from + 1000));
  return done;
}

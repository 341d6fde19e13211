// Target groups, only as a person says of himself: sealed under the person's own key, gone when taken back.
//
// T1: nobody else may set, read or search them; they are asked for by nothing and bring no disadvantage.
import { z } from 'zod';
import type { Db } from '../tables.ts';
import type { PersonKey } from './people-store.ts';

/** 一老一小、青年、外出务工人员、新就业群体: domain research 1, row 84. */
export const PersonTag = z.enum(['elder', 'child-guardian', 'youth', 'migrant-worker', 'new-employment']);
export type PersonTag = z.infer<typeof PersonTag>;

interface PersonTagsTable {
  tenant: string;
  id: string;
  person: string;
  tag: Uint8Array;
  digest: string;
  declared_at: Date;
}
const tables = (db: Db) => db.withTables<{ person_tags: PersonTagsTable }>();

interface Whose {
  readonly tenant: string;
  readonly person: string;
}
const binding = (id: string): string => `tag ${id}`;

/** What the person says of himself, in the order of saying. `key` is the person's own. */
export async function readTags(db: Db, key: PersonKey, { tenant, person }: Whose): Promise<PersonTag[]> {
  const rows = await tables(db)
    .selectFrom('person_tags')
    .select(['id', 'tag'])
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .orderBy('declared_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, tag }) => PersonTag.parse(key.unseal(binding(id), tag)));
}

/** From now on exactly these: the others are taken back, without a trace. */
export async function setTags(
  db: Db,
  key: PersonKey,
  { tenant, person }: Whose,
  { tags, at, newId }: { readonly tags: readonly PersonTag[]; readonly at: number; readonly newId: () => string },
): Promise<void> {
  const digests = tags.map((tag) => key.digest(tag));
  await db.transaction().execute(async (transaction) => {
    await tables(transaction)
      .deleteFrom('person_tags')
      .where('tenant', '=', tenant)
      .where('person', '=', person)
      .$if(digests.length > 0, (query) => query.where('digest', 'not in', digests))
      .execute();
    if (tags.length === 0) return;
    await tables(transaction)
      .insertInto('person_tags')
      .values(
        tags.map((tag) => {
          const id = newId();
          return { tenant, id, person, tag: key.seal(binding(id), tag), digest: key.digest(tag), declared_at: new Date(at) };
        }),
      )
      .onConflict((conflict) => conflict.columns(['tenant', 'person', 'digest']).doNothing())
      .execute();
  });
}

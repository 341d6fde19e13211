import type { BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import type { Library } from './library.ts';

/** What the library would add to schema `auth` if it were let: our own migrations must have made it all. */
export async function missingIn({ options }: Library): Promise<readonly string[]> {
  const plan = await getMigrations(options as BetterAuthOptions, { throwOnUnsafe: false });
  return [
    ...plan.toBeCreated.map(({ table }) => `table ${table}`),
    ...plan.toBeAdded.flatMap(({ table, fields }) => Object.keys(fields).map((field) => `column ${table}.${field}`)),
    ...plan.toBeAddedIndexes.map(({ name }) => `index ${name}`),
    ...plan.unsafeChanges,
    ...plan.schemaProblems,
  ];
}

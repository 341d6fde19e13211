// Builds the demo street: the whole county as listed, the street's own units, and a person in a post for every persona.
//
// S1: whatever is there already stays, so that it can run at every start.
import type { Keyring } from '@six-order/engine/runtime';
import { putCountyRules } from '../county-rules/county-rule-store.ts';
import { putPeople, putPosts, sealPerson } from '../people/people-store.ts';
import type { Post } from '../people/post.ts';
import type { Role } from '../people/role.ts';
import type { Db } from '../tables.ts';
import { countyUnits } from '../units/county.ts';
import { putUnits, readUnits } from '../units/unit-store.ts';
import { wangmo } from '../units/wangmo.ts';
import { demoRules } from './county-rules.ts';
import { demoId } from './demo-id.ts';
import { personaNames, personas } from './personas.ts';
import { demoPeople, demoUnits } from './street.ts';

/** The demo's county. */
export const demoTenant = wangmo.county.code;

/** How many rows are new or changed. */
export interface Seeded {
  readonly units: number;
  readonly people: number;
  readonly posts: number;
}

export interface SeedOptions {
  readonly db: Db;
  readonly keyring: Keyring;
  readonly newId: () => string;
  /** Told what is being done, a line each. */
  readonly say?: (line: string) => void;
}

/** Units and posts begin here, 2000-01-01 in China: before any order that the demo, a test or an import may bring. */
const FROM = 946_656_000_000;

/** All or nothing. */
export const seedDemo = ({ db, keyring, newId, say = () => {} }: SeedOptions): Promise<Seeded> =>
  db.transaction().execute(async (transaction) => {
    const entries = [...countyUnits(wangmo), ...demoUnits];
    say(`units of ${wangmo.county.name}: ${entries.length}`);
    const units = await putUnits(transaction, demoTenant, entries, { newId, at: FROM });

    const idOf = new Map((await readUnits(transaction, demoTenant)).map((unit) => [unit.code, unit.id]));
    say(`people in posts: ${cast.length}`);
    const people = await putPeople(
      transaction,
      cast.map(({ person, name }) => sealPerson(keyring, { tenant: demoTenant, id: person, name })),
    );
    const posts = await putPosts(
      transaction,
      cast.flatMap(({ person, posts }) =>
        posts.map(({ id, role, unit }): Post => ({
          id,
          tenant: demoTenant,
          person,
          role,
          unit: idOf.get(unit) as string,
          validFrom: FROM,
          validTo: null,
        })),
      ),
    );
    await putCountyRules(transaction, demoRules(FROM));
    return { units, people, posts };
  });

interface Cast {
  readonly person: string;
  readonly name: string;
  readonly posts: readonly { readonly id: string; readonly role: Role; readonly unit: string }[];
}

const cast: readonly Cast[] = [
  ...personaNames.map((name): Cast => {
    const { person, post, role, unit, name: called } = personas[name];
    return { person, name: called, posts: [{ id: post, role, unit }] };
  }),
  ...demoPeople.map(({ name, posts }): Cast => ({
    person: demoId(`person ${name}`),
    name,
    posts: posts.map(([role, unit]) => ({ id: demoId(`post ${name} ${role} ${unit}`), role, unit })),
  })),
];

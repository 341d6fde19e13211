// Builds the demo street: the whole county as listed, the street's own units, and a person in a post for every persona.
//
// S1: whatever is there already stays, so that it can run at every start.
import type { Keyring } from '@six-order/engine/runtime';
import { putCountyRules } from '../county-rules/county-rule-store.ts';
import { putPeople, putPosts, sealPerson } from '../people/people-store.ts';
import type { Post } from '../people/post.ts';
import { shippedProcessing } from '../privacy/record.ts';
import { putPrivacyRecord } from '../privacy/record-store.ts';
import type { Db } from '../tables.ts';
import { countyUnits } from '../units/county.ts';
import { putUnits, readUnits } from '../units/unit-store.ts';
import { wangmo } from '../units/wangmo.ts';
import { demoRules } from './county-rules.ts';
import { demoId } from './demo-id.ts';
import { demoMarks, demoOrganisations, demoPosts, personaMarks } from './organisations.ts';
import { personaNames } from './persona-name.ts';
import { personas } from './personas.ts';
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
    const entries = [...countyUnits(wangmo), ...demoUnits, ...demoOrganisations].map((entry) => ({
      ...entry,
      flags: { ...entry.flags, ...demoMarks.get(entry.code) },
    }));
    say(`units of ${wangmo.county.name}: ${entries.length}`);
    const units = await putUnits(transaction, demoTenant, entries, { newId, at: FROM, addOnly: true });

    const idOf = new Map((await readUnits(transaction, demoTenant)).map((unit) => [unit.code, unit.id]));
    say(`people in posts: ${cast.length}`);
    const people = await putPeople(
      transaction,
      cast.map(({ person, name }) => sealPerson(keyring, { tenant: demoTenant, id: person, name })),
    );
    const posts = await putPosts(
      transaction,
      cast.flatMap(({ person, posts }) =>
        posts.map(({ unit, until, ...post }): Post => ({
          ...post,
          tenant: demoTenant,
          person,
          unit: idOf.get(unit) as string,
          validFrom: FROM,
          validTo: until === undefined ? null : Date.parse(`${until}T00:00:00+08:00`),
        })),
      ),
    );
    await putCountyRules(transaction, demoRules(FROM));
    for (const [at, body] of shippedProcessing.entries()) {
      const id = demoId(`processing ${at + 1}`);
      const enteredBy = personas.dpo.person;
      await putPrivacyRecord(transaction, {
        id,
        tenant: demoTenant,
        kind: 'processing',
        at: FROM,
        enteredBy,
        supersedes: null,
        body,
      });
    }
    return { units, people, posts };
  });

interface Cast {
  readonly person: string;
  readonly name: string;
  readonly posts: readonly (Pick<Post, 'id' | 'role' | 'deputyOf' | 'marks'> & {
    readonly unit: string;
    readonly until?: string;
  })[];
}

const personOf = (name: string): string => demoId(`person ${name}`);

const cast: readonly Cast[] = [
  ...personaNames.map((name): Cast => {
    const { person, post, role, unit, name: called } = personas[name];
    const marks = personaMarks[name];
    return { person, name: called, posts: [{ id: post, role, unit, ...(marks && { marks }) }] };
  }),
  ...demoPeople.map(({ name, posts }): Cast => ({
    person: personOf(name),
    name,
    posts: posts.map(([role, unit]) => ({ id: demoId(`post ${name} ${role} ${unit}`), role, unit })),
  })),
  // After the main posts: a deputy's post names one of them.
  ...demoPosts.map(({ who, deputyOf, role, unit, ...post }): Cast => {
    const { person, name } = typeof who === 'string' ? personas[who] : { person: personOf(who.name), name: who.name };
    const id = demoId(`post ${name} ${role} ${unit}${deputyOf === undefined ? '' : ' deputy'}`);
    const stead = deputyOf === undefined ? {} : { deputyOf: personas[deputyOf].post };
    return { person, name, posts: [{ id, role, unit, ...post, ...stead }] };
  }),
];

import { openDirectory } from '@six-order/community/directory';
import { demoId } from '@six-order/community/demo/demo-id';
import { personaNames } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { demoTenant, seedDemo } from '@six-order/community/demo/seed';
import { demoPosts } from '@six-order/community/demo/organisations';
import { demoPeople } from '@six-order/community/demo/street';
import { describe, expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

const now = () => Date.parse('2026-03-02T09:00:00+08:00');
const names = [
  ...new Set([
    ...personaNames.map((persona) => personas[persona].name),
    ...demoPeople.map(({ name }) => name),
    ...demoPosts.flatMap(({ who }) => (typeof who === 'string' ? [] : [who.name])),
  ]),
];

/** Every value of every row of the schema, as text and as the bytes of byte columns. */
async function everythingIn(pool: Awaited<ReturnType<typeof openCommunity>>['pool']): Promise<Buffer> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const parts: Buffer[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<Record<string, unknown>>(`select * from ${name}`);
    for (const row of rows) {
      for (const value of Object.values(row))
        parts.push(Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value) ?? ''));
    }
  }
  return Buffer.concat(parts);
}

describe('the seed', () => {
  test('builds county, street and a person in a post for every persona', async () => {
    const { db, keyring, newId } = await openCommunity();
    const said: string[] = [];
    const seeded = await seedDemo({ db, keyring, newId, say: (line) => said.push(line) });
    expect(seeded.units).toBeGreaterThan(188);
    expect(seeded).toMatchObject({ people: names.length });
    expect(said.length).toBeGreaterThan(0);

    const directory = await openDirectory({ db, keyring, now });
    for (const name of personaNames) {
      const { person, post, role, unit, name: called } = personas[name];
      expect(directory.personName(person)).toBe(called);
      expect(directory.actorOf(post)).toEqual({
        person,
        post,
        role,
        tenant: demoTenant,
        path: directory.unitByCode(demoTenant, unit)?.path,
      });
      expect(directory.postsOf(person)[0]?.id).toBe(post);
    }
  });

  test('places the personas where the design says', async () => {
    const { db, keyring, newId } = await openCommunity();
    await seedDemo({ db, keyring, newId });
    const directory = await openDirectory({ db, keyring, now });
    const paths = Object.fromEntries(personaNames.map((name) => [name, directory.actorOf(personas[name].post)?.path]));
    const grid = 'u522326.u004.u002.u01';
    expect(paths).toMatchObject({
      secretary: 'u522326.u004.u002',
      member: grid,
      'member-2': grid,
      'grid-worker': grid,
      resident: `${grid}.u001`,
      'resident-2': `${grid}.u002`,
      relative: `${grid}.u001`,
      'household-head': `${grid}.u01`,
      community: 'u522326.u004.u002',
      property: 'u522326.u004.u002.uP01',
      'team-lead': 'u522326.u004.u002.uT01',
      street: 'u522326.u004',
      supervisor: 'u522326.u004',
      department: 'u522326.uD01',
      discipline: 'u522326',
      leader: 'u522326',
      admin: 'u522326',
      dpo: 'u522326',
    });
  });

  test('run again, and by two processes at once, adds nothing', async () => {
    const { db, another, keyring, newId } = await openCommunity();
    const [one, other] = await Promise.all([seedDemo({ db, keyring, newId }), seedDemo({ db: another().db, keyring, newId })]);
    expect(one.units + other.units).toBeGreaterThan(188);
    expect(one.people + other.people).toBe(names.length);
    expect(await seedDemo({ db, keyring, newId })).toEqual({ units: 0, people: 0, posts: 0 });
  });

  test('leaves no name clear in the database', async () => {
    const { db, pool, keyring, newId } = await openCommunity();
    await seedDemo({ db, keyring, newId });
    const all = await everythingIn(pool);
    // The search itself finds what is there in clear.
    expect(all.includes('蟠桃园社区')).toBe(true);
    expect(names.filter((name) => all.includes(name))).toEqual([]);
  });
});

test('a demo id is a UUIDv7 and always the same', () => {
  expect(demoId('person member')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(demoId('person member')).toBe(personas.member.person);
  expect(new Set(personaNames.flatMap((name) => [personas[name].person, personas[name].post])).size).toBe(
    personaNames.length * 2,
  );
});

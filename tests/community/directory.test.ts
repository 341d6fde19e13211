import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { demoTenant, seedDemo } from '@six-order/community/demo/seed';
import { openDirectory } from '@six-order/community/directory';
import { endPost, openName, putPeople, putPosts, readPeople, sealPerson } from '@six-order/community/people/people-store';
import { ownCode } from '@six-order/community/units/unit';
import { putUnits } from '@six-order/community/units/unit-store';
import { createKeyring, generateKeys } from '@six-order/engine/runtime';
import { expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

const start = Date.parse('2026-03-02T09:00:00+08:00');

async function openStreet() {
  const community = await openCommunity();
  await seedDemo(community);
  const clock = { at: start };
  const open = (options: { readonly tenant?: string } = {}) => openDirectory({ ...community, now: () => clock.at, ...options });
  return { ...community, clock, open, directory: await open() };
}

test('units are found by id, by code and by either, within their county only', async () => {
  const { directory } = await openStreet();
  const grid = directory.unitByCode(demoTenant, demoGrid);
  expect(grid).toMatchObject({ code: demoGrid, kind: 'grid', name: '第一网格' });
  expect(directory.unitById(grid!.id)).toBe(grid);
  expect(directory.findUnit(demoTenant, grid!.id)).toBe(grid);
  expect(directory.findUnit(demoTenant, demoGrid)).toBe(grid);
  expect(directory.findUnit('522301', demoGrid)).toBeUndefined();
  expect(directory.findUnit('522301', grid!.id)).toBeUndefined();
  expect(directory.findUnit(demoTenant, 'no such')).toBeUndefined();
  expect(directory.lineOf(grid!).map(({ code }) => code)).toEqual(['522326', '522326004', demoCommunity, demoGrid]);
});

test('a subtree is the unit and all below it, and no unit whose label only begins alike', async () => {
  const { directory } = await openStreet();
  const within = directory.unitsWithin('u522326.u004.u002.u01').map(({ code }) => code);
  expect(within).toEqual([
    demoGrid,
    ...[1, 2, 3].flatMap((ordinal) => {
      const building = ownCode.building(demoGrid, ordinal);
      return [building, ownCode.party(building, 1)];
    }),
    ...[1, 2].map((ordinal) => ownCode.householdGroup(demoGrid, ordinal)),
    ownCode.party(demoGrid, 1),
  ]);
  expect(directory.unitsWithin('u522326.u00')).toEqual([]);
  expect(directory.unitsWithin('')).toHaveLength(directory.unitsWithin('u522326').length);
});

test('holders, teams and their members are found by place', async () => {
  const { directory } = await openStreet();
  const roles = directory.holdersWithin('u522326.u004.u002.u01').map(({ role }) => role);
  expect(roles).toEqual(expect.arrayContaining(['member', 'grid-worker', 'resident', 'household-head']));
  expect(roles).not.toContain('community');
  const [team] = directory.teamsWithin('u522326.u004.u002');
  expect(team).toMatchObject({ code: ownCode.team(demoCommunity, 1), kind: 'team' });
  expect(
    directory
      .postsIn(team!.id)
      .map(({ role }) => role)
      .toSorted(),
  ).toEqual(['member', 'member', 'team-lead']);
});

test('a post stands for its unit and for the teams of its person', async () => {
  const { directory } = await openStreet();
  const [team] = directory.teamsWithin('u522326.u004.u002');
  const [post] = directory.postsIn(team!.id).filter(({ role }) => role === 'member');
  const main = directory.postsOf(post!.person).find(({ unit }) => unit !== team!.id);
  expect(directory.holdsOf(directory.actorOf(main!.id)!)).toEqual([main!.unit, team!.id]);
  expect(directory.holdsOf({ person: null, post: null, role: 'clock', tenant: demoTenant, path: '' })).toEqual([]);
});

test('refresh reads anew what another process changed, and only then', async () => {
  const { db, another, newId, keyring, directory } = await openStreet();
  expect(await directory.refresh()).toBe(false);

  const other = another().db;
  await putUnits(other, demoTenant, [{ code: `${demoCommunity}09`, name: '第九网格', kind: 'grid', parent: demoCommunity }], {
    newId,
    at: start,
  });
  expect(directory.unitByCode(demoTenant, `${demoCommunity}09`)).toBeUndefined();
  expect(await directory.refresh()).toBe(true);
  expect(directory.unitByCode(demoTenant, `${demoCommunity}09`)).toMatchObject({ name: '第九网格' });

  const id = newId();
  await putPeople(other, [sealPerson(keyring, { tenant: demoTenant, id, name: '石小新' })]);
  expect(await directory.refresh()).toBe(true);
  expect(directory.personName(id)).toBe('石小新');
  expect(await directory.refresh()).toBe(false);
  expect(await putPeople(db, [sealPerson(keyring, { tenant: demoTenant, id, name: '别的名' })])).toBe(0);
  expect(await directory.refresh()).toBe(false);
});

test('a refresh asked for after a change sees it, though another is under way', async () => {
  const { db, newId, directory } = await openStreet();
  for (let round = 1; round <= 5; round += 1) {
    const code = `${demoCommunity}9${round}`;
    const running = directory.refresh();
    await putUnits(db, demoTenant, [{ code, name: '新网格', kind: 'grid', parent: demoCommunity }], { newId, at: start });
    await Promise.all([directory.refresh(), directory.refresh(), running]);
    expect(directory.unitByCode(demoTenant, code)).toBeDefined();
  }
});

test('terms begin and end by the clock, and what has ended is still found by id', async () => {
  const { db, newId, clock, directory } = await openStreet();
  const unit = directory.unitByCode(demoTenant, demoGrid)!.id;
  const { person, post } = personas.member;
  const later = {
    id: newId(),
    tenant: demoTenant,
    person,
    role: 'secretary' as const,
    unit,
    validFrom: start + 1_000,
    validTo: start + 2_000,
  };
  expect(await putPosts(db, [later])).toBe(1);
  expect(await endPost(db, { tenant: demoTenant, id: post }, start + 1_000)).toBe(true);
  expect(await endPost(db, { tenant: demoTenant, id: post }, start + 5_000)).toBe(false);
  // A post can end in the millisecond in which it began.
  const brief = { ...later, id: newId(), person: personas.secretary.person, validTo: null };
  await putPosts(db, [brief]);
  expect(await endPost(db, { tenant: demoTenant, id: brief.id }, brief.validFrom)).toBe(true);
  await directory.refresh();

  const held = () => directory.postsOf(person).map(({ id }) => id);
  expect(held()).toEqual([post]);
  expect(directory.actorOf(later.id)).toBeUndefined();
  clock.at = start + 1_000;
  expect(held()).toEqual([later.id]);
  expect(directory.actorOf(post)).toBeUndefined();
  expect(directory.actorOf(later.id)).toMatchObject({ role: 'secretary', person });
  clock.at = start + 2_000;
  expect(held()).toEqual([]);
  expect(directory.post(post)).toMatchObject({ validTo: start + 1_000 });
});

test('a unit that has ended is found by id only, and nobody acts in it', async () => {
  const { db, clock, directory } = await openStreet();
  const unit = directory.unitByCode(demoTenant, demoGrid)!;
  await db
    .updateTable('units')
    .set({ valid_to: new Date(start + 1_000) })
    .where('id', '=', unit.id)
    .execute();
  await directory.refresh();
  clock.at = start + 1_000;
  expect(directory.unitById(unit.id)).toMatchObject({ validTo: start + 1_000 });
  expect(directory.unitByCode(demoTenant, demoGrid)).toBeUndefined();
  expect(directory.findUnit(demoTenant, unit.id)).toBeUndefined();
  expect(directory.actorOf(personas.member.post)).toBeUndefined();
});

test('a directory of one county holds nothing of another', async () => {
  const { db, open, newId } = await openStreet();
  await putUnits(db, '522301', [{ code: '522301', name: '兴义市', kind: 'county', parent: null }], { newId, at: start });
  const [here, there, all] = await Promise.all([open({ tenant: '522326' }), open({ tenant: '522301' }), open()]);
  expect(here.unitByCode('522301', '522301')).toBeUndefined();
  expect(there.unitsWithin('')).toHaveLength(1);
  expect(there.personName(personas.member.person)).toBeUndefined();
  expect(all.unitsWithin('')).toHaveLength(here.unitsWithin('').length + 1);
});

test('a name opens with the key ring that sealed it, for its own person, and unchanged only', async () => {
  const { db, keyring } = await openStreet();
  const [one, other] = await readPeople(db);
  expect(openName(keyring, one!)).toMatch(/\p{Script=Han}{2,}/u);
  expect(() => openName(createKeyring(generateKeys()), one!)).toThrow(/authenticate/);
  expect(() => openName(keyring, { ...one!, name: other!.name })).toThrow(/authenticate/);
  expect(() => openName(keyring, { ...one!, id: other!.id })).toThrow(/authenticate/);
});

test('a post needs a person and a unit of its own county', async () => {
  const { db, newId, directory } = await openStreet();
  const unit = directory.unitByCode(demoTenant, demoGrid)!.id;
  const post = { id: newId(), person: personas.member.person, role: 'member' as const, unit, validFrom: start, validTo: null };
  await expect(putPosts(db, [{ ...post, tenant: '522301' }])).rejects.toThrow(/foreign key/);
  await expect(putPosts(db, [{ ...post, tenant: demoTenant, person: newId() }])).rejects.toThrow(/foreign key/);
  await expect(putPosts(db, [{ ...post, tenant: demoTenant, role: 'king' as 'member' }])).rejects.toThrow(/Invalid option/);
});

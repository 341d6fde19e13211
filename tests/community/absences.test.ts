import { personas } from '@six-order/community/demo/personas';
import { demoTenant, seedDemo } from '@six-order/community/demo/seed';
import { openDirectory } from '@six-order/community/directory';
import { absenceAt, canActIn, type Absence } from '@six-order/community/people/absence';
import { endAbsence, putAbsences } from '@six-order/community/people/absence-store';
import { endPost, putPosts } from '@six-order/community/people/people-store';
import { inForce, type Post } from '@six-order/community/people/post';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCommunity } from './open-community.ts';

const monday = Date.parse('2026-03-02T09:00:00+08:00');
const DAY = 86_400_000;

const absence = (startsAt: number, endsAt: number): Absence => ({ id: 'a', tenant: 't', person: 'p', startsAt, endsAt });

test('a person is away from the first instant of an absence to its last, of overlapping ones to the end of the longest', () => {
  const spans = [absence(10, 20), absence(15, 30), absence(40, 50)];
  const ends = [9, 10, 19, 20, 29, 30, 40, 49, 50].map((at) => absenceAt(spans, at)?.endsAt ?? null);
  expect(ends).toEqual([null, 20, 30, 30, 30, null, 50, 50, null]);
});

test('a deputy acts in his term when the principal is away or his term is over, and never beside him', () => {
  const term = fc
    .record({ validFrom: fc.integer({ min: 0, max: 9 }), length: fc.option(fc.integer({ min: 1, max: 9 })) })
    .map(({ validFrom, length }) => ({ validFrom, validTo: length === null ? null : validFrom + length }));
  const post = (id: string, held: object): Post =>
    ({ id, tenant: 't', person: id, role: 'secretary', unit: 'u', ...held }) as Post;
  fc.assert(
    fc.property(term, term, fc.boolean(), fc.integer({ min: 0, max: 20 }), (one, other, isAway, at) => {
      const principal = post('a', one);
      const deputy = post('b', { ...other, deputyOf: 'a' });
      const away = (person: string) => isAway && person === 'a';
      const acts = canActIn(deputy, at, { principal, away });
      const principalAtWork = inForce(principal, at) && !isAway;
      expect(acts && principalAtWork).toBe(false);
      expect(acts).toBe(inForce(deputy, at) && at >= principal.validFrom && !principalAtWork);
      expect(canActIn(principal, at, { principal: undefined, away })).toBe(inForce(principal, at));
    }),
  );
});

async function openStreet() {
  const community = await openCommunity();
  await seedDemo(community);
  const clock = { at: monday };
  const directory = await openDirectory({ ...community, now: () => clock.at });
  return { ...community, clock, directory };
}

test('while the secretary is on leave the deputy acts in a post of the same role and place, and not a minute longer', async () => {
  const { db, newId, clock, directory } = await openStreet();
  const secretary = directory.post(personas.secretary.post)!;
  const deputy: Post = {
    id: newId(),
    tenant: demoTenant,
    person: personas['member-2'].person,
    role: secretary.role,
    unit: secretary.unit,
    validFrom: monday - DAY,
    validTo: null,
    deputyOf: secretary.id,
  };
  await putPosts(db, [deputy]);
  const leave = {
    id: newId(),
    tenant: demoTenant,
    person: secretary.person,
    startsAt: monday + DAY,
    endsAt: monday + 3 * DAY,
    enteredBy: secretary.person,
  };
  expect(await putAbsences(db, [leave, leave])).toBe(1);
  await directory.refresh();

  const seen = () => [
    directory.awayAt(secretary.person, clock.at) !== undefined,
    directory.actorOf(deputy.id)?.role ?? null,
    directory.postsOf(deputy.person).some(({ id }) => id === deputy.id),
    directory.postsIn(secretary.unit).filter(({ id }) => id === secretary.id || id === deputy.id).length,
  ];
  expect(directory.deputiesOf(secretary.id)).toContainEqual(deputy);
  expect(seen()).toEqual([false, null, false, 1]);
  clock.at = leave.startsAt;
  expect(seen()).toEqual([true, 'secretary', true, 2]);
  expect(directory.actorOf(deputy.id)).toMatchObject({ person: deputy.person, post: deputy.id, path: 'u522326.u004.u002' });
  clock.at = leave.endsAt;
  expect(seen()).toEqual([false, null, false, 1]);

  // The post falls vacant: the deputy stands in.
  await endPost(db, secretary, clock.at);
  await directory.refresh();
  expect(directory.actorOf(deputy.id)?.role).toBe('secretary');
});

test('whoever is back early is there at once, and an absence that had not begun leaves no trace', async () => {
  const { db, newId, clock, directory } = await openStreet();
  const { person } = personas.member;
  const id = newId();
  const leave = { id, tenant: demoTenant, person, startsAt: monday, endsAt: monday + 5 * DAY, enteredBy: person };
  await putAbsences(db, [leave, { ...leave, id: newId(), startsAt: monday + 9 * DAY, endsAt: monday + 10 * DAY }]);
  await directory.refresh();
  clock.at = monday + DAY;
  expect(directory.awayAt(person, clock.at)).toMatchObject({ endsAt: monday + 5 * DAY });

  expect(await endAbsence(db, { tenant: demoTenant, person: personas.resident.person, id }, clock.at)).toBe(false);
  expect(await endAbsence(db, leave, clock.at)).toBe(true);
  expect(await endAbsence(db, leave, clock.at)).toBe(false);
  await directory.refresh();
  expect(directory.awayAt(person, clock.at)).toBeUndefined();

  const [later] = await db.selectFrom('absences').select('id').where('starts_at', '>', new Date(clock.at)).execute();
  expect(await endAbsence(db, { tenant: demoTenant, person, id: later!.id }, clock.at)).toBe(true);
  expect(await db.selectFrom('absences').select('id').where('starts_at', '>', new Date(clock.at)).execute()).toEqual([]);
});

import { newId } from '@six-order/cli/new-id';
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { putPosts } from '@six-order/community/people/people-store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let admin: Persona;
let secretary: Persona;
let member: Persona;
let resident: Persona;
beforeAll(async () => {
  service = await openService();
  [admin, secretary, member, resident] = (await Promise.all(
    (['admin', 'secretary', 'member', 'resident'] as const).map(service.as),
  )) as [Persona, Persona, Persona, Persona];
});
afterAll(() => service.close());

const HOUR = 3_600_000;
const later = (ms: number): string => new Date(service.clock.now() + ms).toISOString();

describe('posts', () => {
  const give = (body: object) => admin.post('/api/v1/posts', { reason: '换届任岗', ...body });

  test('are given to a new person, whose name is sealed, and end', async () => {
    const answer = await give({ name: '韦新任', role: 'grid-worker', unit: demoGrid, duty: 'full-time' });
    const { post } = fits('addPost', 201, answer.json);
    expect(post).toMatchObject({ role: 'grid-worker', unit: { code: demoGrid }, to: null });
    expect(service.directory.personName(post.person)).toBe('韦新任');
    expect(service.directory.post(post.id)?.marks).toEqual({ duty: 'full-time' });
    const { rows } = await service.db.query('select * from reference_changes, people');
    expect(JSON.stringify(rows)).not.toContain('韦新任');

    expect((await admin.post(`/api/v1/posts/${post.id}/end`, { at: later(-HOUR), reason: '调离岗位' })).status).toBe(422);
    const ended = await admin.post(`/api/v1/posts/${post.id}/end`, { at: later(HOUR), reason: '调离岗位' });
    expect(fits('endPost', 200, ended.json).post.to).not.toBeNull();
    expect((await admin.post(`/api/v1/posts/${post.id}/end`, { at: later(2 * HOUR), reason: '调离岗位' })).status).toBe(422);
  });

  test('a member who reports in from another unit, or a volunteer, is marked so and is invited, never assigned', async () => {
    const { post } = fits(
      'addPost',
      201,
      (await give({ name: '蒙报到', role: 'member', unit: demoGrid, membership: 'reported-in' })).json,
    );
    expect(service.directory.post(post.id)?.marks).toEqual({ membership: 'reported-in' });
    const { order } = await resident.place('0102');
    await secretary.send(order.id, 'admit');
    const dispatch = (how: string) =>
      secretary.post(`/api/v1/orders/${order.id}/commands`, {
        type: 'dispatch',
        input: { to: { kind: 'person', id: post.person }, how },
      });
    expect((await dispatch('assign')).status).toBe(422);
    expect((await dispatch('invite')).status).toBe(200);
  });

  test.each([
    ['a relative, who is named by a resident', { name: '某某', role: 'relative', unit: demoGrid }, 'role'],
    ['a role that is none', { name: '某某', role: 'mayor', unit: demoGrid }, 'role'],
    ['a secretary in a building', { name: '某某', role: 'secretary', unit: `${demoGrid}001` }, 'unit'],
    ['nobody', { role: 'member', unit: demoGrid }, 'person'],
    ['a person who is not there', { person: '01900000-0000-7000-8000-000000000000', role: 'member', unit: demoGrid }, 'person'],
    ['an administrator as data protection officer', { person: personas.admin.person, role: 'dpo', unit: '522326' }, 'role'],
    [
      'an end before the beginning',
      { name: '某某', role: 'member', unit: demoGrid, from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      'to',
    ],
    [
      'a deputy of himself',
      { person: personas.secretary.person, role: 'secretary', unit: demoCommunity, deputyOf: personas.secretary.post },
      'deputyOf',
    ],
    [
      'a deputy in another place',
      { person: personas.member.person, role: 'secretary', unit: demoGrid, deputyOf: personas.secretary.post },
      'deputyOf',
    ],
    ['a membership that is none', { name: '某某', role: 'member', unit: demoGrid, membership: 'honorary' }, 'membership'],
    ['a duty that is none', { name: '某某', role: 'member', unit: demoGrid, duty: 'king' }, 'duty'],
  ])('%s is refused', async (_, body, path) => {
    const { status, json } = await give(body);
    expect(status).toBe(422);
    expect(json.errors.map((error: { path: string }) => error.path)).toEqual([path]);
  });
});

test('whoever works on orders of a place and watches over it is named to who looks after the place', async () => {
  const body = {
    person: personas.member.person,
    role: 'representative',
    unit: demoCommunity,
    chosenHow: 'elected',
    reason: '居民代表选举',
  };
  const { post } = fits('addPost', 201, (await admin.post('/api/v1/posts', body)).json);
  const { cross } = fits('getCoverage', 200, (await secretary.get('/api/v1/coverage')).json);
  expect(cross).toMatchObject([
    { person: member.person, works: { role: 'member' }, watches: { id: post.id, role: 'representative' } },
  ]);
  await admin.post(`/api/v1/posts/${post.id}/end`, { at: later(HOUR), reason: '测试结束' });
});

describe('absences', () => {
  test('put the deputy in the post, are known in the area only, and end early', async () => {
    const { json, status } = await secretary.post('/api/v1/absences', { from: later(-HOUR), to: later(72 * HOUR) });
    expect(status).toBe(201);
    const { absence } = fits('addAbsence', 201, json);
    expect(absence).toMatchObject({ person: { name: '王守正' }, deputies: [{ name: '班致和', role: 'secretary' }] });
    expect(service.directory.actorOf(absence.deputies[0].post)).toMatchObject({ role: 'secretary', path: 'u522326.u004.u002' });

    const listed = async (who: Persona) =>
      fits('listAbsences', 200, (await who.get('/api/v1/absences')).json).absences.map(({ id }: { id: string }) => id);
    const street = await service.as('street');
    expect(await listed(street)).toContain(absence.id);
    expect(await listed(secretary)).toContain(absence.id);
    for (const name of ['member', 'resident', 'department', 'publisher'] as const)
      expect(await listed(await service.as(name))).toEqual([]);

    expect((await member.post(`/api/v1/absences/${absence.id}/end`, {})).status).toBe(404);
    expect((await secretary.post(`/api/v1/absences/${absence.id}/end`, {})).status).toBe(200);
    expect(service.directory.actorOf(absence.deputies[0].post)).toBeUndefined();
    expect(await listed(street)).not.toContain(absence.id);
  });

  test('of others are entered for one’s own area, never for a stranger', async () => {
    const span = { from: later(HOUR), to: later(2 * HOUR) };
    expect((await secretary.post('/api/v1/absences', { person: personas.member.person, ...span })).status).toBe(201);
    expect((await secretary.post('/api/v1/absences', { person: personas.department.person, ...span })).status).toBe(422);
    expect((await secretary.post('/api/v1/absences', { person: personas.resident.person, ...span })).status).toBe(422);
    expect((await member.post('/api/v1/absences', { person: personas['member-2'].person, ...span })).status).toBe(422);
    expect((await resident.post('/api/v1/absences', span)).status).toBe(403);
    expect((await member.post('/api/v1/absences', { from: span.to, to: span.from })).status).toBe(422);
  });
});

describe('the hand-over', () => {
  test('lists what lies with the leaver by number, and who would take it; to the leaver and his area’s dispatchers only', async () => {
    const placed = await resident.place('0101');
    await secretary.send(placed.order.id, 'admit');
    await secretary.send(placed.order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
    const path = `/api/v1/posts/${personas.member.post}/hand-over`;
    const plan = async (who: Persona, query = '') => fits('planHandOver', 200, (await who.get(path + query)).json);

    const [item] = (await plan(secretary, `?to=${personas['member-2'].person}`)).orders;
    expect(item).toMatchObject({
      id: placed.order.id,
      number: placed.order.number,
      action: 'transfer',
      to: personas['member-2'].person,
    });
    expect((await plan(member)).orders[0]).toMatchObject({ action: 'return', to: null });
    // Whose order it is never gets it.
    expect((await plan(member, `?to=${resident.person}`)).orders[0]).toMatchObject({ action: 'return', to: null });
    const { sheet } = await plan(secretary, `?to=${personas['member-2'].person}`);
    expect(sheet).toContain(`${placed.order.number}`);
    expect(sheet).toContain('移交 杨有为');
    expect(sheet).not.toContain('漏水');

    // What is in hand is offered, and theirs when they accept; what is not accepted yet is dispatched to them.
    const inHand = await resident.place('0102');
    await secretary.send(inHand.order.id, 'admit');
    await secretary.send(inHand.order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
    await member.send(inHand.order.id, 'accept');
    const next = await service.as('member-2');
    const hand = { to: personas['member-2'].person, reason: '任期届满，工作移交' };
    const done = fits('handOver', 200, (await secretary.post(path, hand)).json).orders;
    const outcomeOf = (id: string) => done.find((order: { id: string }) => order.id === id).outcome;
    expect([outcomeOf(inHand.order.id), outcomeOf(placed.order.id)]).toEqual(['offered', 'offered']);
    await next.send(inHand.order.id, 'accept');
    await next.send(placed.order.id, 'accept');
    expect((await plan(secretary)).orders).toEqual([]);
    expect((await next.post(path, hand)).status).toBe(404);

    const statuses = await Promise.all(
      (['member-2', 'publisher', 'resident', 'admin', 'dpo', 'department'] as const).map(
        async (name) => (await (await service.as(name)).get(path)).status,
      ),
    );
    expect(statuses).toEqual([404, 404, 403, 404, 404, 404]);
  });

  test('says of each piece that stays why, and what is to be done; the leaver gives back what nobody may take', async () => {
    const path = `/api/v1/posts/${personas.member.post}/hand-over`;
    const toMember = { to: { kind: 'person', id: personas.member.person } };
    const give = async () => {
      const { order } = await resident.place('0101');
      await secretary.send(order.id, 'admit');
      await secretary.send(order.id, 'dispatch', toMember);
      return order.id as string;
    };
    const [offered, inHand] = [await give(), await give()];
    await member.send(inHand, 'accept');
    const supervisor = await service.as('supervisor');
    const issued = await supervisor.post('/api/v1/orders', {
      workflow: 'card',
      order: inHand,
      colour: 'yellow',
      reason: 'overdue',
      holder: toMember.to,
    });
    expect([issued.status, issued.text]).toEqual([201, expect.anything()]);
    const hand = async (who: Persona, more: object = {}) =>
      fits('handOver', 200, (await who.post(path, { reason: '任期届满', ...more })).json).orders as readonly any[];
    const of = (done: readonly any[], id: string) => done.find((order) => order.id === id);

    // Without a successor, by the leaver: what is not accepted goes back to the desk, what is in hand stays.
    const alone = await hand(member);
    expect(of(alone, offered)).toMatchObject({ outcome: 'returned', to: null, why: null });
    expect((await secretary.get(`/api/v1/orders/${offered}`)).json.order.state.handling).toBe('admitted');
    expect(of(alone, inHand)).toMatchObject({ outcome: 'left', why: { zh: expect.stringContaining('派单人') } });
    const card = issued.json.order.id as string;
    expect(of(alone, card)).toMatchObject({ outcome: 'left', why: { zh: expect.stringContaining('没有指定接手的人') } });

    // One that is on its way to somebody already is not offered twice.
    const to = personas['member-2'].person;
    const passed = await hand(secretary, { to });
    expect(of(passed, inHand)).toMatchObject({ outcome: 'offered', to, why: null });
    // The card goes along: theirs to answer in the time that is left, and on no later list.
    expect(of(passed, card)).toMatchObject({ outcome: 'offered', to, why: null });
    const theirs = (await (await service.as('member-2')).get(`/api/v1/orders/${card}`)).json.order;
    expect([theirs.holder.id, theirs.allowed.map(({ type }: any) => type)]).toEqual([to, expect.arrayContaining(['reply'])]);
    const again = of(await hand(secretary, { to }), inHand);
    expect([again.outcome, again.why.zh]).toEqual(['left', expect.stringMatching(/规则|处理/)]);
    expect(of(await hand(secretary, { to }), card)).toBeUndefined();
  });

  test('moves visits and mediations, by whoever arranges it; a mediation that nobody follows in goes back to the unit', async () => {
    const [gridWorker, community] = [await service.as('grid-worker'), await service.as('community')];
    const path = `/api/v1/posts/${personas['grid-worker'].post}/hand-over`;
    const { unit } = service.directory.post(personas['grid-worker'].post)!;
    const place = async (who: Persona, body: object): Promise<string> => {
      const answer = await who.post('/api/v1/orders', body);
      expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
      return answer.json.order.id;
    };
    const follower = { ...service.directory.post(personas['grid-worker'].post)!, id: newId(), person: secretary.person };
    await putPosts(service.tables, [follower]);
    await service.directory.refresh();
    const visit = await place(gridWorker, { workflow: 'visit', unit, visitor: gridWorker.person });
    const dispute = { workflow: 'mediation', category: '0502', unit, text: '楼道堆物' };
    const parties = { a: { persons: [resident.person] }, b: { name: '对门' } };
    const [first, second] = [await place(gridWorker, { ...dispute, parties }), await place(gridWorker, { ...dispute, parties })];
    await gridWorker.send(first, 'take');
    const hand = async (who: Persona, to?: string) =>
      fits('handOver', 200, (await who.post(path, { reason: '任期届满', ...(to && { to }) })).json).orders as readonly any[];
    const to = secretary.person;
    const done = await hand(community, to);
    for (const id of [visit, first])
      expect(done.find((order) => order.id === id)).toMatchObject({ outcome: 'offered', to, why: null });
    // What lies with the unit stays with it.
    expect(done.find((order) => order.id === second)).toBeUndefined();
    expect((await secretary.get(`/api/v1/orders/${first}`)).json.order.state.handling).toBe('mediating');
    await secretary.send(visit, 'record', { outcome: 'met' });
    expect(await hand(community, to)).toEqual([]);

    await gridWorker.send(second, 'take');
    expect((await hand(community)).find((order) => order.id === second)).toMatchObject({ outcome: 'left' });
    expect((await hand(gridWorker)).find((order) => order.id === second)).toMatchObject({ outcome: 'returned', why: null });
    expect((await community.get(`/api/v1/orders/${second}`)).json.order.state.handling).toBe('waiting');
  });

  test('passes the deputy on to a successor who holds the same post', async () => {
    const { tenant, role, unit } = service.directory.post(personas.window.post)!;
    const [next, deputy] = [newId(), newId()];
    const base = { tenant, role, unit, validFrom: 0, validTo: null };
    await putPosts(service.tables, [
      { ...base, id: next, person: personas['opinion-aide'].person },
      { ...base, id: deputy, person: personas['grid-worker'].person, deputyOf: personas.window.post },
    ]);
    await service.directory.refresh();
    const path = `/api/v1/posts/${personas.window.post}/hand-over`;
    const community = await service.as('community');
    // Broken off between the old post's end and the new one's beginning, for the successor's is gone by then: nothing is done.
    await service.db.query('delete from posts where id = $1', [next]);
    expect((await community.post(path, { to: personas['opinion-aide'].person, reason: '换届' })).status).toBe(500);
    await putPosts(service.tables, [{ ...base, id: next, person: personas['opinion-aide'].person }]);
    await service.directory.refresh();
    expect(service.directory.deputiesOf(personas.window.post).map(({ id }) => id)).toEqual([deputy]);
    const { deputies } = fits(
      'handOver',
      200,
      (await community.post(path, { to: personas['opinion-aide'].person, reason: '换届' })).json,
    );
    expect(deputies).toMatchObject([{ post: deputy, moved: expect.any(String) }]);
    await service.directory.refresh();
    expect(service.directory.deputiesOf(personas.window.post)).toEqual([]);
    expect(service.directory.deputiesOf(next).map(({ id }) => id)).toEqual([deputies[0].moved]);
  });

  test('ends the posts in which the leaver was deputy, with his term', async () => {
    const { id: unit } = service.directory.findUnit('522326', personas.secretary.unit)!;
    const post = newId();
    const principal = service.directory.post(personas.secretary.post)!;
    const deputy = { id: post, tenant: '522326', person: personas.community.person, role: 'secretary' as const, unit };
    await putPosts(service.tables, [{ ...deputy, validFrom: 0, validTo: null, deputyOf: principal.id }]);
    await service.directory.refresh();
    const path = `/api/v1/posts/${personas.community.post}/hand-over`;
    const street = await service.as('street');
    const { deputies } = fits('handOver', 200, (await street.post(path, { reason: '换届' })).json);
    expect(deputies.map((one: { post: string }) => one.post)).toContain(post);
    await service.directory.refresh();
    expect(service.directory.deputyPostsOf(personas.community.person)).toEqual([]);
    const { rows } = await service.db.query(`select change from reference_changes where subject_id = $1`, [post]);
    expect(rows).toEqual([{ change: 'ended' }]);
  });
});

// Activities of a service base: planned, joined, cancelled, their hours; what the public reads of them.
import { forgetVolunteers } from '@six-order/community/activities/activity-store';
import { demoCommunity, personas } from '@six-order/community/demo/personas';
import { afterAll, expect, test } from 'vitest';
import { fits, openService, type Persona } from './service.ts';

const shell = '<html lang="zh-CN"><head></head><body><!--boot--></body></html>';
const none = { pages: {}, en: [] };
const service = await openService({
  faces: { shells: { resident: shell, staff: shell }, besides: { resident: none, staff: none }, assets: new Map() },
});
afterAll(service.close);
const [community, secretary, resident, neighbour, member] = (await Promise.all(
  (['community', 'secretary', 'resident', 'resident-2', 'member'] as const).map(service.as),
)) as [Persona, Persona, Persona, Persona, Persona];

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(service.clock.now() + hours * HOUR).toISOString();
const plan = (change: object = {}, who = community) =>
  who.post('/api/v1/activities', {
    kind: 'couplets',
    unit: demoCommunity,
    title: '新春写春联',
    place: '党群服务中心一楼大厅',
    startsAt: inHours(24),
    endsAt: inHours(26),
    wanted: 2,
    ...change,
  });
const planned = async (change: object = {}) => fits('planActivity', 201, (await plan(change)).json).activity;
const join = (id: string, who: Persona) => who.post(`/api/v1/activities/${id}/joining`, undefined);
const leave = (id: string, who: Persona) => service.call('DELETE', `/api/v1/activities/${id}/joining`, { token: who.token });
const at = async (to: string) => {
  const { token } = await service.as('admin');
  expect((await service.call('POST', '/api/v1/demo/clock', { token, body: { to } })).status).toBe(200);
};

test('rows 68, 86 and 87, 文明实践、微心愿、写春联: planned, joined by volunteers, in the guide, their hours recorded', async () => {
  const activity = await planned();
  expect(activity).toMatchObject({ kind: 'couplets', unit: { code: demoCommunity }, wanted: 2, joined: 0, volunteers: [] });
  const joined = fits('joinActivity', 200, (await join(activity.id, member)).json).activity;
  expect(joined).toMatchObject({ mine: true, joined: 1, full: false });
  expect(joined).not.toHaveProperty('volunteers');
  expect((await join(activity.id, member)).json.activity.joined).toBe(1);

  const guide = await service.call('GET', '/board/guide');
  expect(guide).toMatchObject({ status: 200, text: expect.stringContaining('新春写春联') });
  const { activities } = fits('publicActivities', 200, (await service.call('GET', '/api/v1/public/activities')).json);
  expect(activities).toMatchObject([{ title: '新春写春联', place: '党群服务中心一楼大厅', full: false, cancelled: false }]);
  for (const said of [guide.text, JSON.stringify(activities)])
    for (const secret of [member.person, '李向前', '"joined"']) expect(said).not.toContain(secret);

  const hours = (person: string, who = community, minutes?: number) =>
    who.post(`/api/v1/activities/${activity.id}/hours`, { person, ...(minutes && { minutes }) });
  expect((await hours(member.person)).status).toBe(409);
  await at(inHours(27));
  const confirmed = fits('confirmActivityHours', 201, (await hours(member.person)).json).activity;
  expect(confirmed.volunteers).toEqual([{ person: member.person, name: personas.member.name, confirmed: true }]);
  expect((await hours(member.person)).status).toBe(409);
  expect((await hours(resident.person)).status).toBe(409);
  expect((await hours(member.person, member)).status).toBe(404);
  const mine = fits('listMyService', 200, (await member.get('/api/v1/me/service')).json);
  expect(mine.records).toMatchObject([{ kind: 'activity', minutes: 120, day: expect.any(String) }]);
  // What is over is in the guide no more; its hours are found for a month.
  expect((await service.call('GET', '/api/v1/public/activities')).json.activities).toEqual([]);
  const listed = fits('listActivities', 200, (await secretary.get('/api/v1/activities')).json).activities;
  expect(listed.map(({ id }: { id: string }) => id)).toContain(activity.id);
});

test('as many join as are wanted, however many try at once; who leaves leaves no trace', async () => {
  const { id } = await planned({ wanted: 1 });
  const answers = await Promise.all([resident, neighbour, member].map((who) => join(id, who)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  const first = [resident, neighbour, member][answers.findIndex(({ status }) => status === 200)]!;
  expect(fits('leaveActivity', 200, (await leave(id, first)).json).activity).toMatchObject({ mine: false, joined: 0 });
  expect((await leave(id, first)).status).toBe(409);
  expect((await service.db.query('select from activity_volunteers where activity = $1', [id])).rows).toEqual([]);
});

test('who joined and got no hours is forgotten 30 days after the end; who got them stays', async () => {
  const { id, endsAt } = await planned();
  for (const who of [member, resident]) expect((await join(id, who)).status).toBe(200);
  await at(inHours(27));
  expect((await community.post(`/api/v1/activities/${id}/hours`, { person: member.person })).status).toBe(201);
  const names = async () =>
    (await service.db.query('select person from activity_volunteers where activity = $1 order by 1', [id])).rows.map(
      ({ person }) => person,
    );
  const month = Date.parse(endsAt) + 30 * 24 * HOUR;
  await forgetVolunteers(service.tables, month - 1);
  expect(await names()).toHaveLength(2);
  await forgetVolunteers(service.tables, month);
  expect(await names()).toEqual([member.person]);
});

test('cancelled before it begins, it is said so and nobody joins', async () => {
  const { id } = await planned({ kind: 'wish', title: '圆一个微心愿' });
  const cancel = (who: Persona) => who.post(`/api/v1/activities/${id}/cancellation`, undefined);
  expect((await cancel(resident)).status).toBe(404);
  expect(fits('cancelActivity', 200, (await cancel(secretary)).json).activity.cancelled).toBe(true);
  expect((await cancel(secretary)).status).toBe(409);
  expect((await join(id, resident)).status).toBe(409);
  const { activities } = (await service.call('GET', '/api/v1/public/activities')).json;
  expect(activities.find((one: { id: string }) => one.id === id)).toMatchObject({ cancelled: true });
});

test('who has joined is told when it is cancelled or moved, and nobody else; once it is over nothing is left of it in the box', async () => {
  const { id } = await planned({ title: '社区读书会' });
  for (const who of [member, resident]) expect((await join(id, who)).status).toBe(200);
  const [startsAt, endsAt] = [inHours(48), inHours(50)];
  const move = (body: object, who = community) => who.post(`/api/v1/activities/${id}/moving`, { startsAt, endsAt, ...body });
  expect((await move({}, resident)).status).toBe(404);
  for (const [wrong, path] of [
    [{ place: '5栋1单元301韦春梅家' }, 'place'],
    [{ startsAt: '2020-01-01T00:00:00+08:00' }, 'startsAt'],
    [{ endsAt: startsAt }, 'endsAt'],
  ] as const)
    expect((await move(wrong)).json.errors).toMatchObject([{ path }]);
  const moved = fits('moveActivity', 200, (await move({ place: '社区广场' })).json).activity;
  expect(moved).toMatchObject({ startsAt: new Date(startsAt).toISOString(), place: '社区广场', facility: null, joined: 2 });
  expect((await community.post(`/api/v1/activities/${id}/cancellation`, undefined)).status).toBe(200);
  expect((await move({})).status).toBe(409);

  const told = async (who: Persona) =>
    fits('listNotices', 200, (await who.get('/api/v1/notices')).json).notices.filter(
      ({ activity }: { activity: string | null }) => activity === id,
    );
  for (const who of [member, resident]) {
    const notices = await told(who);
    expect(notices.map(({ template }: { template: string }) => template).toSorted()).toEqual([
      'activity-cancelled',
      'activity-moved',
    ]);
    expect(notices).toMatchObject([{ order: null }, { order: null }]);
    expect(JSON.stringify(notices)).not.toMatch(/读书会|广场/);
  }
  expect(await told(neighbour)).toEqual([]);
  await forgetVolunteers(service.tables, Date.parse(endsAt) - 1);
  expect(await told(member)).toHaveLength(2);
  await forgetVolunteers(service.tables, Date.parse(endsAt));
  expect(await told(member)).toEqual([]);
});

test.each([
  ['a telephone in the title', { title: '找韦大姐报名13812345678' }, 'title'],
  ['a home as its place', { place: '5栋1单元301韦春梅家' }, 'place'],
  ['no place at all', { place: undefined }, 'place'],
  ['a facility that is none', { facility: demoCommunity }, 'facility'],
  ['an end before its beginning', { endsAt: '2020-01-01T00:00:00+08:00' }, 'endsAt'],
  ['a beginning in the past', { startsAt: '2020-01-01T00:00:00+08:00', endsAt: '2020-01-02T00:00:00+08:00' }, 'startsAt'],
  ['a unit that is not there', { unit: '999999' }, 'unit'],
])('refused with what would be right: %s', async (_, change, path) => {
  const { status, json } = await plan(change);
  expect([status, json.errors?.map((error: { path: string }) => error.path)]).toEqual([422, [path]]);
});

test('planned in one’s own area by who may, and read under its own street', async () => {
  for (const who of [resident, member]) expect((await plan({}, who)).status).toBe(403);
  expect((await plan({ unit: '522326001' })).status).toBe(403);
  expect((await join('01900000-0000-7000-8000-000000000000', resident)).status).toBe(404);
});

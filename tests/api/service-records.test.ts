import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let secretary: Persona;
let member: Persona;
beforeAll(async () => {
  service = await openService();
  [secretary, member] = [await service.as('secretary'), await service.as('member')];
});
afterAll(() => service.close());

const today = () => new Date(service.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const confirm = (body: object, who = secretary, person = member.person) =>
  who.post(`/api/v1/people/${person}/service`, { unit: demoGrid, day: today(), kind: 'visit', minutes: 90, ...body });

test('hours are confirmed by another person in the area, taken back once, and certified', async () => {
  const { record } = fits('confirmService', 201, (await confirm({ unit: demoCommunity })).json);
  const wrong = fits('confirmService', 201, (await confirm({ unit: demoCommunity, minutes: 600 })).json).record;
  const reverse = `/api/v1/people/${member.person}/service/${wrong.id}/reverse`;
  expect(fits('reverseService', 201, (await secretary.post(reverse, {})).json).record).toMatchObject({
    minutes: -600,
    reverses: wrong.id,
  });
  expect((await secretary.post(reverse, {})).status).toBe(409);
  const mine = fits('listMyService', 200, (await member.get('/api/v1/me/service')).json);
  expect(mine).toMatchObject({ minutes: 90 });
  expect(mine.records).toHaveLength(3);
  expect(mine.records.map(({ id }: { id: string }) => id)).toContain(record.id);
  const { text } = fits('getCertificate', 200, (await member.get(`/api/v1/me/service/certificate?unit=${demoCommunity}`)).json);
  expect(text).toContain('李向前同志在蟠桃园社区参加志愿服务。');
  expect(text).toContain('累计服务 1.5 小时');
});

test('hours are refused by whom, of whom and for what they may not be confirmed', async () => {
  const status = async (answer: ReturnType<typeof confirm>) => (await answer).status;
  expect(await status(confirm({}, member, personas['member-2'].person))).toBe(403);
  expect(await status(confirm({}, secretary, personas.department.person))).toBe(404);
  expect(await status(confirm({}, secretary, secretary.person))).toBe(422);
  expect(await status(confirm({ unit: '522326004200' }))).toBe(422);
  expect(await status(confirm({ day: '2099-01-01' }))).toBe(422);
  expect(await status(confirm({ materialCents: 500 }))).toBe(422);
  expect(await status(confirm({ materialCents: 500, materialAgreedAt: '2026-01-01T00:00:00+08:00' }))).toBe(201);
});

test('a member reports in once, and has a letter to his unit made at his own request', async () => {
  const report = (body: object) => member.post('/api/v1/me/report-ins', body);
  const { reports } = fits('reportIn', 201, (await report({ unit: demoCommunity, employer: '望谟县水务局' })).json);
  expect(reports).toMatchObject([{ unit: { code: demoCommunity }, employer: '望谟县水务局', endedAt: null }]);
  expect((await report({ unit: demoCommunity })).status).toBe(409);
  expect((await report({ unit: demoGrid })).status).toBe(422);
  const letter = `/api/v1/me/report-ins/${reports[0].id}/letter`;
  expect(fits('getReportInLetter', 200, (await member.get(letter)).json).text).toContain('望谟县水务局党组织：');
  expect((await secretary.get(letter)).status).toBe(404);
  expect((await secretary.post(`/api/v1/me/report-ins/${reports[0].id}/end`, {})).status).toBe(404);
  expect(
    fits('endReportIn', 200, (await member.post(`/api/v1/me/report-ins/${reports[0].id}/end`, {})).json).reports[0].endedAt,
  ).not.toBeNull();
  expect(service.lines.join('\n')).not.toContain('水务局');
});

test('groups are said by oneself and taken back', async () => {
  const set = async (...tags: string[]) => fits('setTags', 200, (await member.post('/api/v1/me/tags', { tags })).json).tags;
  expect(await set('youth')).toEqual(['youth']);
  expect(fits('getTags', 200, (await member.get('/api/v1/me/tags')).json)).toEqual({ tags: ['youth'] });
  expect(fits('getTags', 200, (await secretary.get('/api/v1/me/tags')).json)).toEqual({ tags: [] });
  expect(await set()).toEqual([]);
  expect((await member.post('/api/v1/me/tags', { tags: ['rich'] })).status).toBe(422);
});

// Lists of units over HTTP: off until enabled, told before they are shown, appealed, corrected, ended; persons by consent alone.
import { newId } from '@six-order/cli/new-id';
import { endCountyRule, putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { demoCommunity } from '@six-order/community/demo/personas';
import { ListRules } from '@six-order/community/lists/lists';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draw, freezeBadMonth } from './bad-month.ts';
import { fits, openService, type Persona, type Service } from './service.ts';

const tenant = '522326';
const rule = newId();
let service: Service;
const who = {} as Record<'community' | 'street' | 'secretary' | 'member' | 'resident' | 'leader' | 'supervisor', Persona>;
beforeAll(async () => {
  service = await openService();
  for (const name of ['community', 'street', 'secretary', 'member', 'resident', 'leader', 'supervisor'] as const)
    who[name] = await service.as(name);
  await freezeBadMonth(service, tenant);
});
afterAll(() => service.close());

const shown = async () => fits('publicLists', 200, (await service.call('GET', '/api/v1/public/lists')).json).entries;
const told = async (by: Persona) => fits('listUnitEntries', 200, (await by.get('/api/v1/lists')).json).entries;
/** Whatever holidays lie between: the working days before somebody is shown may be two weeks. */
const passTo = async (to: string) =>
  expect((await service.call('POST', '/api/v1/demo/clock', { body: { to } })).status).toBe(200);

test('row 22, 考核由区级以上统筹: off until the county enables them with a document', async () => {
  expect(await draw(service)).toBe(0);
  expect(await shown()).toEqual([]);
  const propose = await who.secretary.post(`/api/v1/people/${who.member.person}/red-list`, { reason: 'service' });
  expect(propose.status).toBe(409);
});

test('row 62, 红黑榜: a unit is told, appeals for itself, is judged from above by another, and is not shown meanwhile', async () => {
  const path = service.directory.findUnit(tenant, tenant)?.path as string;
  const of = {
    id: rule,
    tenant,
    kind: 'lists' as const,
    key: '',
    path,
    document: '望办发〔2026〕9号',
    validFrom: 0,
    validTo: null,
  };
  await putCountyRules(service.tables, [{ ...of, value: ListRules.parse({}) }]);
  await service.seed();
  expect(await draw(service)).toBe(1);
  expect(await draw(service)).toBe(0);
  const [entry] = await told(who.community);
  expect(entry).toMatchObject({ list: 'black', unit: { code: demoCommunity }, reasons: ['score', 'overdue'], shown: false });
  expect(await shown()).toEqual([]);
  expect((await who.resident.get('/api/v1/lists')).status).toBe(403);
  expect((await who.member.get('/api/v1/lists')).status).toBe(403);

  const appeal = (by: Persona) => by.post(`/api/v1/lists/${entry.id}/appeal`, { ground: 'force-majeure' });
  const decide = (by: Persona, upheld: boolean) => by.post(`/api/v1/lists/${entry.id}/decision`, { upheld });
  expect((await appeal(who.resident)).status).toBe(403);
  expect((await appeal(who.street)).status).toBe(404);
  expect((await decide(who.street, true)).status).toBe(409);
  expect(fits('appealUnitEntry', 200, (await appeal(who.community)).json).entry).toMatchObject({ ground: 'force-majeure' });
  expect((await appeal(who.community)).status).toBe(409);
  await passTo(entry.appealBy);
  expect(await shown()).toEqual([]);
  expect((await decide(who.community, false)).status).toBe(403);
  expect(fits('decideUnitEntry', 200, (await decide(who.street, false)).json).entry).toMatchObject({
    upheld: false,
    shown: true,
  });
  expect(await shown()).toMatchObject([
    { list: 'black', unit: { code: demoCommunity }, person: null, reasons: ['score', 'overdue'] },
  ]);
  expect((await who.community.post(`/api/v1/lists/${entry.id}/correction`, {})).status).toBe(403);
  expect((await who.street.post(`/api/v1/lists/${entry.id}/correction`, {})).status).toBe(200);
  expect(await shown()).toEqual([]);
});

test('a person stands on the red list with consent, by surname, and off it at once', async () => {
  const propose = (by: Persona, person = who.member.person) =>
    by.post(`/api/v1/people/${person}/red-list`, { reason: 'service' });
  expect((await propose(who.member, who.secretary.person)).status).toBe(403);
  expect((await propose(who.secretary, who.leader.person)).status).toBe(404);
  expect((await propose(who.secretary, who.secretary.person)).status).toBe(404);
  expect((await propose(who.secretary)).status).toBe(201);
  expect((await propose(who.secretary)).status).toBe(409);
  const [entry] = fits('listMyRedEntries', 200, (await who.member.get('/api/v1/me/red-list')).json).entries;
  await passTo(entry.shownFrom);
  expect(await shown()).toEqual([]);
  const say = (by: Persona, given: boolean) => by.post(`/api/v1/me/red-list/${entry.id}/consent`, { given });
  expect((await say(who.secretary, true)).status).toBe(404);
  expect(fits('consentToRedList', 200, (await say(who.member, true)).json).entry.shown).toBe(true);
  expect(await shown()).toMatchObject([{ list: 'red', unit: null, person: '李同志', reasons: ['service'] }]);
  await say(who.member, false);
  expect(await shown()).toEqual([]);
  await expect(
    service.db
      .query(`insert into list_entries select tenant, gen_random_uuid(), 'black', month, null, person, reasons, score, rule, document,
      noticed_at, shown_from, appeal_by, ends_at from list_entries where person is not null`),
  ).rejects.toThrow(/check/);
});

test('what a county enables it ends, and with it all that is shown', async () => {
  const [entry] = fits('listMyRedEntries', 200, (await who.member.get('/api/v1/me/red-list')).json).entries;
  await who.member.post(`/api/v1/me/red-list/${entry.id}/consent`, { given: true });
  expect((await shown()).length).toBe(1);
  await endCountyRule(service.tables, { tenant, id: rule }, service.clock.now());
  await service.seed();
  expect(await shown()).toEqual([]);
});

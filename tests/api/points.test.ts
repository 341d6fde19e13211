// Points over HTTP: what an order's end gives, who reads it, how something is taken off and given back (domain research 5.2, 5.3).
import { newId } from '@six-order/cli/new-id';
import { dayOf, sayDay, startOf } from '@six-order/community/calendar/day';
import { putCountyRules, readCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { holdRules } from '@six-order/community/county-rules/county-rules';
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { drawBases, drawPoints } from '@six-order/community/points/draw-store';
import { putEntries } from '@six-order/community/points/point-store';
import { putMode } from '@six-order/community/emergency/mode-store';
import { PointRules } from '@six-order/community/points/rule-set';
import type { OrderId } from '@six-order/engine';
import { measure } from '@six-order/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

const tenant = '522326';
let service: Service;
const who = {} as Record<
  'resident' | 'resident-2' | 'secretary' | 'member' | 'member-2' | 'community' | 'street' | 'supervisor' | 'window' | 'leader',
  Persona
>;
const placed: OrderId[] = [];

beforeAll(async () => {
  service = await openService();
  for (const name of [
    'resident',
    'resident-2',
    'secretary',
    'member',
    'member-2',
    'community',
    'street',
    'supervisor',
    'window',
    'leader',
  ] as const)
    who[name] = await service.as(name);
  // Points are read by the year: none turns within the half of one that is lived here, and no long holiday puts off what ends.
  const next = Number(sayDay(dayOf(service.clock.now())).slice(0, 4)) + 1;
  const to = `${next}-03-02T09:00:00+08:00`;
  await service.clock.set(Date.parse(to));
});
afterAll(() => service.close());

const meeting = { heldOn: '2020-01-10', record: '蟠桃园居会〔2020〕1号', present: 30, inFavour: 22 };
async function adopt(): Promise<void> {
  const path = service.directory.findUnit(tenant, demoCommunity)?.path as string;
  const rule = (ledger: string, more: object = {}) => ({
    id: newId(),
    tenant,
    kind: 'points' as const,
    key: ledger,
    path,
    value: PointRules.parse({ ledger, version: '2020-1', meeting, ...more }),
    document: '蟠桃园居会〔2020〕1号',
    validFrom: startOf(dayOf(service.clock.now())),
    validTo: null,
  });
  const items = [{ code: 'umbrella', zh: '雨伞', en: 'Umbrella', points: 20 }];
  await putCountyRules(service.tables, [rule('members'), rule('households', { items })]);
  await service.seed();
}

async function live(stars: number, resident: 'resident' | 'resident-2' = 'resident'): Promise<OrderId> {
  const { order } = await who[resident].place('0101');
  placed.push(order.id);
  await who.secretary.send(order.id, 'admit');
  await who.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: who.member.person } });
  await who.member.send(order.id, 'accept');
  await who.member.send(order.id, 'contact');
  await who.member.send(order.id, 'finish', { result: '已补好' });
  await who[resident].send(order.id, 'evaluate', { solved: stars > 2 ? 'yes' : 'no', stars });
  return order.id;
}
const pass = async (duration: string) =>
  expect((await service.call('POST', '/api/v1/demo/clock', { body: { advance: duration } })).status).toBe(200);
async function draw(): Promise<void> {
  await measure(service.tables, service, placed);
  const rules = holdRules(await readCountyRules(service.tables, undefined, ['points', 'emergency-mode', 'policy']));
  const calendarAt = (tenant: string, path: string) => service.deadlines.rulesOf(tenant).calendarAt(path);
  const now = service.clock.now();
  while ((await drawPoints({ db: service.tables, newId, rules, directory: service.directory, calendarAt, now })) > 0);
  await drawBases({ db: service.tables, newId, rules, now });
}
const mine = async (persona: Persona) => fits('getMyPoints', 200, (await persona.get('/api/v1/me/points')).json);

test('row 79, 居民自治: without a rule set that a residents’ meeting adopted nothing is given', async () => {
  await live(5);
  await pass('P15D');
  await draw();
  expect((await mine(who.member)).member).toMatchObject({ entries: [], total: 0, rules: null });
  expect((await who.resident.post('/api/v1/me/points/household', { unit: demoGrid })).status).toBe(409);
});

test('row 61, 党建+积分: an order gives its handler what the rule set says, once, and its rater the same for every star', async () => {
  await adopt();
  const rules = fits('listPointRules', 200, (await who.resident.get(`/api/v1/points/rules?unit=${demoGrid}`)).json).rules;
  expect(rules).toMatchObject([
    { ledger: 'members', record: meeting.record, amounts: { doneInTime: 2, mostADay: 10 } },
    { ledger: 'households', amounts: { base: 100 } },
  ]);
  const opened = await who.resident.post('/api/v1/me/points/household', { unit: demoGrid });
  expect(fits('openHousehold', 201, opened.json).household).toMatchObject({ points: 0, entries: [] });
  expect((await who.resident.post('/api/v1/me/points/household', { unit: demoGrid })).status).toBe(409);
  const order = await live(5);
  await draw();
  // Until it is not changed any more, an evaluation gives nothing.
  expect((await mine(who.member)).member.entries).toEqual([]);
  await pass('P15D');
  await draw();
  await draw();
  const { member } = await mine(who.member);
  expect(member.entries.map(({ reason, points }: any) => [reason, points])).toEqual([
    ['accepted-in-time', 1],
    ['done-in-time', 2],
    ['five-stars', 3],
  ]);
  expect(member.entries[0]).toMatchObject({ order, ruleVersion: '2020-1', decided: false, reverses: null });
  expect(member.total).toBe(6);
  const { household } = await mine(who.resident);
  expect(household.entries.map(({ reason, points }: any) => [reason, points]).toSorted()).toEqual([
    ['base', 100],
    ['rating', 1],
  ]);
  expect(household.points).toBe(101);
});

test('the third order of the same two in a month gives nothing; another resident’s does', async () => {
  // What was done before is of another month, what is done now ends in this one, and 3 points each keep below the day’s most.
  const month = sayDay(dayOf(service.clock.now()) + 31).slice(0, 7);
  const { token } = await service.as('admin');
  const to = new Date(`${month}-01T09:00:00+08:00`).toISOString();
  expect((await service.call('POST', '/api/v1/demo/clock', { token, body: { to } })).status).toBe(200);
  const all = [await live(3), await live(3), await live(3), await live(3, 'resident-2')];
  await pass('P15D');
  await draw();
  const counted = (await mine(who.member)).member.entries.map(({ order }: { order: string }) => order);
  expect(all.map((order) => counted.includes(order))).toEqual([true, true, false, true]);
});

test('what was done in an emergency of the place counts twice, also when it has long ended', async () => {
  await pass('P32D');
  const path = service.directory.findUnit(tenant, demoCommunity)?.path as string;
  const order = await live(4, 'resident-2');
  const at = service.clock.now();
  const mode = { emergency: newId(), hazard: 'flood', level: 'II', firstResponse: false } as const;
  const row = { tenant, scope: [path], mode, document: '望应急〔2026〕3号', from: at - 3_600_000 };
  await putMode(service.tables, { ...row, until: at + 1_000 });
  await pass('P15D');
  await draw();
  const entries = (await mine(who.member)).member.entries.filter((one: { order: string }) => one.order === order);
  expect(entries.map(({ reason, points }: any) => [reason, points])).toEqual([
    ['accepted-in-time', 2],
    ['done-in-time', 4],
    ['four-stars', 4],
  ]);
  // One that ended as it began never was.
  await putMode(service.tables, { ...row, until: row.from });
  expect(await readCountyRules(service.tables, tenant, ['emergency-mode'])).toEqual([]);
});

test('points are read by the person and by the secretary of his branch; for all others nobody is there', async () => {
  const path = `/api/v1/people/${who.member.person}/points`;
  expect(fits('getPersonPoints', 200, (await who.member.get(path)).json).member.total).toBeGreaterThan(0);
  expect((await who.secretary.get(path)).status).toBe(200);
  for (const name of ['member-2', 'resident', 'community', 'street', 'supervisor', 'leader'] as const)
    expect([name, (await who[name].get(path)).status]).toEqual([name, 404]);
  expect((await who.secretary.get(`/api/v1/people/${who.resident.person}/points`)).status).toBe(404);
});

test('a deduction is proposed by one, heard, decided by another, entered, appealed against and reversed by a third', async () => {
  const order = await live(2);
  const path = `/api/v1/people/${who.member.person}/points/deductions`;
  const bad = (body: object, by = who.secretary) => by.post(path, body);
  // An order that is not ended, or that the record does not bear, gives none.
  expect((await bad({ kind: 'overdue', order })).status).toBe(422);
  const ended = placed.at(-2) as OrderId;
  expect((await bad({ kind: 'overdue', order: ended })).status).toBe(409);
  expect((await bad({ kind: 'privacy-leak', order: ended }, who.member)).status).toBe(403);
  expect((await bad({ kind: 'privacy-leak', order: ended }, who['member-2'])).status).toBe(403);
  const proposed = fits('proposeDeduction', 201, (await bad({ kind: 'privacy-leak', order: ended })).json).case;
  expect(proposed).toMatchObject({ points: 20, upheld: null });
  expect((await bad({ kind: 'privacy-leak', order: ended })).status).toBe(409);
  const before = (await mine(who.member)).member.total;

  const decide = (by: Persona, id: string, upheld = true) =>
    by.post(`/api/v1/points/cases/${id}/decision`, { upheld, grounds: '经核实' });
  expect((await decide(who.community, proposed.id)).status).toBe(409);
  const speak = (by: Persona) => by.post(`/api/v1/me/points/cases/${proposed.id}/statement`, { text: '照片里没有别人' });
  expect((await speak(who['member-2'])).status).toBe(404);
  expect(fits('speakOnDeduction', 200, (await speak(who.member)).json).case.statement).toBe('照片里没有别人');
  expect((await speak(who.member)).status).toBe(409);
  expect((await decide(who.secretary, proposed.id)).status).toBe(409);
  expect((await decide(who.member, proposed.id)).status).toBe(403);
  const waiting = fits('listPointCases', 200, (await who.community.get('/api/v1/points/cases')).json).cases;
  expect(waiting).toMatchObject([{ id: proposed.id, person: who.member.person, mayDecide: true }]);
  expect((await who.resident.get('/api/v1/points/cases')).status).toBe(403);
  // Another read what he said for himself: that is written down, his own reading is not.
  const { readings } = (await (await service.as('dpo')).get(`/api/v1/privacy/access-log?limit=200&order=${ended}`)).json;
  const said = readings.filter(({ field }: any) => field === 'points.statement').map(({ reader }: any) => reader.id);
  expect(said).toEqual([who.community.person]);
  expect(fits('decidePointCase', 200, (await decide(who.community, proposed.id)).json).case.upheld).toBe(true);
  expect((await decide(who.street, proposed.id)).status).toBe(409);
  const after = (await mine(who.member)).member;
  expect(after.total).toBe(before - 20);
  const entry = after.entries.find(({ reason }: any) => reason === 'privacy-leak');
  expect(entry).toMatchObject({ points: -20, decided: true, order: ended, appealBy: expect.any(String) });

  const appeal = (by: Persona) => by.post(`/api/v1/me/points/entries/${entry.id}/appeal`, { text: '请再核实' });
  expect((await appeal(who['member-2'])).status).toBe(404);
  const appealed = fits('appealPoints', 201, (await appeal(who.member)).json).case;
  expect((await appeal(who.member)).status).toBe(409);
  expect((await decide(who.community, appealed.id)).status).toBe(409);
  expect((await decide(who.street, appealed.id)).status).toBe(200);
  const settled = (await mine(who.member)).member;
  expect(settled.total).toBe(before);
  expect(settled.entries.find(({ reverses }: any) => reverses === entry.id)).toMatchObject({
    points: 20,
    reason: 'privacy-leak',
  });
});

test('what came late of the year before is read in the new one, apart from its sum, and appealed against', async () => {
  const { rules, year, total } = (await mine(who.member)).member;
  const id = newId();
  const of = { tenant, ledger: 'members' as const, subject: who.member.person, year: year - 1, day: `${year - 1}-12-30` };
  const by = { order: null, rule: rules.id, ruleVersion: rules.version, reverses: null, decidedBy: who.secretary.person };
  await putEntries(service.tables, [
    { ...of, ...by, id, reason: 'overdue', tenths: -30, at: service.clock.now(), appealBy: null },
  ]);
  const { member } = await mine(who.member);
  expect(member.total).toBe(total);
  expect(member.lastYear).toMatchObject({
    year: year - 1,
    total: -3,
    entries: [{ id, points: -3, appealBy: expect.any(String) }],
  });
  expect((await who.member.post(`/api/v1/me/points/entries/${id}/appeal`, { text: '那天停电' })).status).toBe(201);
  expect((await mine(who.member)).member.lastYear.entries).toMatchObject([{ id, appealBy: null }]);
  expect((await mine(who.member)).member.entries.some((one: { id: string }) => one.id === id)).toBe(false);
});

test('who read what was said against an entry that no order stands behind is written down, and of whom', async () => {
  const { rules } = (await who.member.get(`/api/v1/points/rules?unit=${demoGrid}`)).json;
  const day = sayDay(dayOf(service.clock.now()));
  const entry = {
    tenant,
    id: newId(),
    ledger: 'members' as const,
    subject: who.member.person,
    year: Number(day.slice(0, 4)),
    day,
    reason: 'corrected',
    tenths: -10,
    order: null,
    rule: rules[0].id,
    ruleVersion: rules[0].version,
    reverses: null,
    decidedBy: who.secretary.person,
    at: service.clock.now(),
    appealBy: null,
  };
  await putEntries(service.tables, [entry]);
  const appealed = await who.member.post(`/api/v1/me/points/entries/${entry.id}/appeal`, { text: '这一分不该扣' });
  const { id } = fits('appealPoints', 201, appealed.json).case;
  const dpo = await service.as('dpo');
  const readings = async () => (await dpo.get(`/api/v1/privacy/access-log?limit=200&order=${id}`)).json.readings;
  expect(await readings()).toEqual([]);
  const waiting = (await who.community.get('/api/v1/points/cases')).json.cases;
  expect(waiting).toContainEqual(expect.objectContaining({ id, statement: '这一分不该扣' }));
  expect(await readings()).toMatchObject([
    { reader: { id: who.community.person }, field: 'points.statement', order: { id, number: null, resident: who.member.person } },
  ]);
});

test('a household is only ever given points, by others, and exchanges them once a month', async () => {
  const { household } = await mine(who.resident);
  const day = new Date(service.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const credit = (body: object, by = who.secretary) =>
    by.post(`/api/v1/points/households/${household.id}/credits`, { day, ...body });
  expect(fits('creditHousehold', 201, (await credit({ kind: 'volunteering', minutes: 180 })).json).entry.points).toBe(6);
  expect((await credit({ kind: 'volunteering', minutes: 180 })).json.entry.points).toBe(2);
  expect((await credit({ kind: 'volunteering', minutes: 180 })).status).toBe(409);
  for (const [body, by, status] of [
    [{ kind: 'volunteering' }, who.secretary, 422],
    [{ kind: 'hazard', minutes: 60 }, who.secretary, 422],
    [{ kind: 'neighbour' }, who.secretary, 422],
    [{ kind: 'neighbour', confirmedBy: who.resident.person }, who.secretary, 422],
    [{ kind: 'hazard', day: '2999-01-01' }, who.secretary, 422],
    [{ kind: 'hazard' }, who.member, 403],
    [{ kind: 'hazard' }, who.resident, 403],
    [{ kind: 'neighbour', confirmedBy: personas['resident-2'].person }, who.secretary, 201],
  ] as const)
    expect([JSON.stringify(body), (await credit(body, by)).status]).toEqual([JSON.stringify(body), status]);
  const exchange = (by: Persona, item = 'umbrella') => by.post(`/api/v1/points/households/${household.id}/exchanges`, { item });
  expect((await exchange(who.secretary)).status).toBe(403);
  expect((await exchange(who.window, 'gold')).status).toBe(422);
  const before = (await mine(who.resident)).household.points;
  expect(fits('exchangePoints', 201, (await exchange(who.window)).json)).toEqual({ item: 'umbrella', points: 20 });
  expect((await exchange(who.window)).status).toBe(409);
  expect((await mine(who.resident)).household).toMatchObject({
    points: before - 20,
    exchanges: [{ item: 'umbrella', points: 20 }],
  });
});

test('a household appeals against what somebody entered, another decides on it, and nothing is ever taken off', async () => {
  const { household } = await mine(who.resident);
  const day = sayDay(dayOf(service.clock.now()) - 2);
  const credited = await who.secretary.post(`/api/v1/points/households/${household.id}/credits`, {
    kind: 'volunteering',
    minutes: 60,
    day,
  });
  const entered = fits('creditHousehold', 201, credited.json).entry;
  const base = household.entries.find(({ reason }: any) => reason === 'base');
  const appeal = (id: string, by = who.resident) =>
    by.post(`/api/v1/me/points/entries/${id}/appeal`, { text: '那天做了四个小时' });
  expect([entered.appealBy, base.appealBy]).toEqual([expect.any(String), null]);
  expect((await appeal(base.id)).status).toBe(404);
  expect((await appeal(entered.id, who.member)).status).toBe(404);
  const { case: one } = fits('appealPoints', 201, (await appeal(entered.id)).json);
  expect(one).toMatchObject({ kind: 'appeal', statement: '那天做了四个小时' });
  expect((await appeal(entered.id)).status).toBe(409);
  const after = (await mine(who.resident)).household;
  expect(after.cases).toMatchObject([{ id: one.id, entry: entered.id, decidedAt: null }]);
  expect(after.entries.find(({ id }: any) => id === entered.id).appealBy).toBeNull();
  expect(one.against).toEqual({ ledger: 'households', reason: 'volunteering', points: entered.points, day: entered.day });
  const decide = (by: Persona, deed: unknown, upheld = true) =>
    by.post(`/api/v1/points/cases/${one.id}/decision`, { upheld, grounds: '签到表为证', ...(deed !== null && { deed }) });
  const longer = { kind: 'volunteering', minutes: 240 };
  // Whoever entered it does not judge it.
  expect((await decide(who.secretary, longer)).status).toBeGreaterThanOrEqual(403);
  for (const [deed, upheld, status] of [
    [null, true, 422],
    [longer, false, 422],
    [{ kind: 'volunteering' }, true, 422],
    [{ kind: 'hazard', minutes: 60 }, true, 422],
    [{ kind: 'neighbour' }, true, 422],
    // By the rules this gives no more than was entered.
    [{ kind: 'volunteering', minutes: 60 }, true, 409],
  ] as const)
    expect([deed, (await decide(who.community, deed, upheld)).status]).toEqual([deed, status]);
  expect((await mine(who.resident)).household.cases).toMatchObject([{ decidedAt: null }]);
  // Of two at once one decides, and it is entered once.
  const both = await Promise.all([decide(who.community, longer), decide(who.community, longer)]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const decided = (await mine(who.resident)).household;
  expect(decided.cases).toMatchObject([{ upheld: true, grounds: '签到表为证' }]);
  const [given, ...again] = decided.entries.filter(({ reverses }: any) => reverses === entered.id);
  expect(again).toEqual([]);
  expect(given).toMatchObject({ reason: 'volunteering', day: entered.day, decided: true, appealBy: null });
  expect(entered.points + given.points).toBe(8);
  expect(decided.points).toBe(after.points + given.points);
  // The day has had its most now, the correction counted.
  const more = await who.secretary.post(`/api/v1/points/households/${household.id}/credits`, {
    kind: 'volunteering',
    minutes: 60,
    day: entered.day,
  });
  expect(more.status).toBe(409);
});

test.each([
  [
    'of another kind, and was volunteering: the day has had its most',
    { kind: 'hazard' },
    { kind: 'volunteering', minutes: 240 },
    8,
    409,
  ],
  [
    'volunteering, and was of another kind: the day has all of its most',
    { kind: 'volunteering', minutes: 60 },
    { kind: 'suggestion' },
    9,
    201,
  ],
] as const)('what was entered as %s', async (_name, entered, deed, ago, status) => {
  const { household } = await mine(who.resident);
  const day = sayDay(dayOf(service.clock.now()) - ago);
  const credit = (body: object) => who.secretary.post(`/api/v1/points/households/${household.id}/credits`, { ...body, day });
  const { entry } = (await credit(entered)).json;
  const { case: one } = (await who.resident.post(`/api/v1/me/points/entries/${entry.id}/appeal`, { text: '记错了事项' })).json;
  const body = { upheld: true, grounds: '签到表为证', deed };
  expect((await who.community.post(`/api/v1/points/cases/${one.id}/decision`, body)).status).toBe(200);
  if (status === 201) expect((await credit({ kind: 'volunteering', minutes: 180 })).json.entry.points).toBe(6);
  expect((await credit({ kind: 'volunteering', minutes: 60 })).status).toBe(status);
});

test('the day’s most for volunteering holds when two enter it at once; an order that is not there is named by nobody', async () => {
  const { household } = await mine(who.resident);
  const day = sayDay(dayOf(service.clock.now()) - 3);
  const credit = (more: object = {}) =>
    who.secretary.post(`/api/v1/points/households/${household.id}/credits`, { kind: 'volunteering', minutes: 180, day, ...more });
  const all = await Promise.all(Array.from({ length: 6 }, () => credit()));
  const given = all.flatMap(({ status, json }) => (status === 201 ? [json.entry.points] : []));
  expect(given.reduce((sum, one) => sum + one, 0)).toBe(8);
  expect((await credit({ day: sayDay(dayOf(service.clock.now()) - 4), order: newId() })).status).toBe(422);
});

test('the database adds to a ledger and does nothing else, and takes nothing off a household', async () => {
  for (const statement of [
    'update point_entries set tenths = 1',
    'delete from point_entries',
    'truncate point_entries',
    'delete from point_exchanges',
    `insert into point_entries select tenant, gen_random_uuid(), ledger, subject, year, day, 'fine', -10, null, rule, rule_version, null, '${who.street.person}', at
     from point_entries where ledger = 'households' limit 1`,
    `insert into point_entries select tenant, gen_random_uuid(), ledger, subject, year, day, 'fine', -10, null, rule, rule_version, null, null, at
     from point_entries where ledger = 'members' limit 1`,
  ])
    await expect(service.db.query(statement), statement).rejects.toThrow();
});

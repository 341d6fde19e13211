// Working days of what hangs on no order: lists and points, too, are counted by the calendar of their place, with its own days off.
import { newId } from '@six-order/cli/new-id';
import { dayOf, sayDay, startOf } from '@six-order/community/calendar/day';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { type CountyRule } from '@six-order/community/county-rules/county-rules';
import type { RuleKind, RuleValue } from '@six-order/community/county-rules/kinds';
import { officialRules } from '@six-order/community/deadlines/clock';
import { ListRules } from '@six-order/community/lists/lists';
import { putEntries } from '@six-order/community/points/point-store';
import { PointRules } from '@six-order/community/points/rule-set';
import { measure } from '@six-order/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draw, freezeBadMonth } from './bad-month.ts';
import { openService, type Persona, type Service } from './service.ts';

const tenant = '522326';
let service: Service;
const who = {} as Record<'resident' | 'secretary' | 'member' | 'community', Persona>;
/** After the last day off. */
let afterwards: number;

const pass = async (advance: string) =>
  expect((await service.call('POST', '/api/v1/demo/clock', { body: { advance } })).status).toBe(200);
const pathOf = (code: string) => service.directory.findUnit(tenant, code)?.path as string;
const ruled = <K extends RuleKind>(kind: K, key: string, value: RuleValue<K>): CountyRule =>
  ({
    id: newId(),
    tenant,
    kind,
    key,
    path: pathOf(tenant),
    value,
    document: '望府办〔2026〕1号',
    validFrom: 0,
    validTo: null,
  }) as CountyRule;

const meeting = { heldOn: '2020-01-10', record: '居会〔2020〕1号', present: 30, inFavour: 22 };
let order: string;
let points: CountyRule;

// A county that has a fortnight off, and an order that is over by then.
beforeAll(async () => {
  service = await openService();
  for (const name of ['resident', 'secretary', 'member', 'community'] as const) who[name] = await service.as(name);
  ({ id: order } = (await who.resident.place('0101')).order);
  await who.secretary.send(order, 'admit');
  await who.secretary.send(order, 'dispatch', { to: { kind: 'person', id: who.member.person } });
  await who.member.send(order, 'accept');
  await who.member.send(order, 'contact');
  await who.member.send(order, 'finish', { result: '已补好' });
  await who.resident.send(order, 'evaluate', { solved: 'yes', stars: 4 });
  // However long the holidays that its last day is moved by.
  await pass('P30D');
  await measure(service.tables, service, [order]);

  const today = dayOf(service.clock.now());
  afterwards = startOf(today + 15);
  const off = { kind: 'holiday', zh: '州庆', en: 'Jubilee', from: sayDay(today), to: sayDay(today + 14) } as const;
  points = ruled('points', 'members', PointRules.parse({ ledger: 'members', version: '2020-1', meeting }));
  await putCountyRules(service.tables, [ruled('own-days', 'jubilee', off), ruled('lists', '', ListRules.parse({})), points]);
  await service.seed();
});
afterAll(() => service.close());

test('days to speak about a deduction, and to appeal against an entry', async () => {
  const deduction = { kind: 'privacy-leak', order };
  const proposed = await who.secretary.post(`/api/v1/people/${who.member.person}/points/deductions`, deduction);
  expect(Date.parse(proposed.json.case.hearBy)).toBeGreaterThan(afterwards);

  const at = service.clock.now();
  const day = sayDay(dayOf(at));
  const id = newId();
  const entry = {
    ledger: 'members',
    subject: who.member.person,
    year: Number(day.slice(0, 4)),
    day,
    reason: 'corrected',
  } as const;
  const by = { rule: points.id, ruleVersion: '2020-1', reverses: null, decidedBy: who.secretary.person };
  // As it was written before the limit was kept with it.
  await putEntries(service.tables, [{ tenant, id, ...entry, tenths: -10, order: null, ...by, at, appealBy: null }]);
  const heard = await who.member.post(`/api/v1/me/points/cases/${proposed.json.case.id}/statement`, { text: '不是我传出去的' });
  expect(heard.status).toBe(200);
  const decision = { upheld: true, grounds: '群里有截图' };
  expect((await who.community.post(`/api/v1/points/cases/${proposed.json.case.id}/decision`, decision)).status).toBe(200);
  const told = async () => {
    const { entries } = (await who.member.get('/api/v1/me/points')).json.member;
    const [counted, kept] = [{ id }, { reason: 'privacy-leak' }].map((wanted) =>
      Date.parse(
        entries.find((one: typeof entry) => Object.entries(wanted).every(([key, value]) => Reflect.get(one, key) === value))
          .appealBy,
      ),
    );
    return { counted, kept };
  };
  const { counted, kept } = await told();
  expect([counted, kept].every((end) => Number(end) > afterwards)).toBe(true);

  // The county takes more days off: what was told with the entry stays, what is counted at each reading moves.
  const longer = {
    kind: 'holiday',
    zh: '州庆补假',
    en: 'More of it',
    from: sayDay(dayOf(at) + 15),
    to: sayDay(dayOf(at) + 40),
  } as const;
  await putCountyRules(service.tables, [ruled('own-days', 'more', longer)]);
  await service.seed();
  expect((await told()).kept).toBe(kept);
  expect((await told()).counted).toBeGreaterThan(Number(counted));
});

test('days before a unit is listed, and a person', async () => {
  await freezeBadMonth(service, tenant);
  expect(await draw(service)).toBe(1);
  const [listed] = (await who.community.get('/api/v1/lists')).json.entries;
  expect(Date.parse(listed.shownFrom)).toBeGreaterThan(afterwards);

  await who.secretary.post(`/api/v1/people/${who.member.person}/red-list`, { reason: 'service' });
  const [proposed] = (await who.member.get('/api/v1/me/red-list')).json.entries;
  expect(Date.parse(proposed.shownFrom)).toBeGreaterThan(afterwards);
});

test('minutes of work in the figures: none of a day off of the place; what was counted stays when its order changes', async () => {
  const { id } = (await who.resident.place('0101')).order;
  await who.secretary.send(id, 'admit');
  await who.secretary.send(id, 'dispatch', { to: { kind: 'person', id: who.member.person } });
  await who.member.send(id, 'accept');
  await who.member.send(id, 'contact');
  await pass('P7D');
  await who.member.send(id, 'finish', { result: '已补好' });
  const minutes = async () =>
    (await service.db.query('select work_minutes from order_measures where order_id = $1', [id])).rows[0].work_minutes;
  await measure(service.tables, service, [id]);
  expect(await minutes()).toBe(0);

  await who.resident.send(id, 'evaluate', { solved: 'yes', stars: 5 });
  const elsewhere = { directory: service.directory, deadlines: { rulesOf: () => officialRules } };
  await measure(service.tables, elsewhere, [id]);
  expect(await minutes()).toBe(0);
  await service.db.query(
    'update order_measures set done_at = done_at - interval $$1 minute$$, revision = 0 where order_id = $1',
    [id],
  );
  await measure(service.tables, elsewhere, [id]);
  const counted = await minutes();
  expect(counted).toBeGreaterThan(0);

  // Accepted anew after that end of the work: what was counted stays; what was not is not known, and a 0 of it goes.
  const acceptedAnew = `update orders set snapshot = jsonb_set(snapshot::jsonb, '{context,acceptedAt}', to_jsonb($2::float8))::text where id = $1`;
  await service.db.query(acceptedAnew, [id, service.clock.now() + 1]);
  for (const [stored, told] of [
    [counted, counted],
    [0, null],
    [null, null],
  ]) {
    await service.db.query('update order_measures set work_minutes = $2, revision = 0 where order_id = $1', [id, stored]);
    await measure(service.tables, elsewhere, [id]);
    expect(await minutes()).toBe(told);
  }
});

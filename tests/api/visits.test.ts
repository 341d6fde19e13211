// Visits over HTTP: planned, recorded, shown to whom, refused by name of the rule.
import { demoGrid } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Answer, type Persona, type Service } from './service.ts';

let service: Service;
let [secretary, gridWorker, resident, supervisor] = [] as unknown as [Persona, Persona, Persona, Persona];

beforeAll(async () => {
  service = await openService();
  [secretary, gridWorker, resident, supervisor] = [
    await service.as('secretary'),
    await service.as('grid-worker'),
    await service.as('resident'),
    await service.as('supervisor'),
  ];
});
afterAll(() => service.close());

const place = ownCode.householdGroup(demoGrid, 1);
const plan = (more: object = {}): Promise<Answer> =>
  secretary.post('/api/v1/orders', {
    workflow: 'visit',
    unit: place,
    visitor: gridWorker.person,
    on: new Date(service.clock.now() + 2 * 86_400_000).toISOString(),
    ...more,
  });
const read = async (persona: Persona, id: string): Promise<any> =>
  fits('getOrder', 200, (await persona.get(`/api/v1/orders/${id}`)).json).order;

test('a visit is planned, made, and an order born of it is linked; each reads what is his', async () => {
  const answer = await plan();
  expect(answer.status).toBe(201);
  const { order } = fits('placeOrder', 201, answer.json);
  expect(order).toMatchObject({
    workflow: 'visit',
    category: null,
    state: { handling: 'planned' },
    holder: { kind: 'person', id: gridWorker.person, name: '岑雨晴' },
    visit: { place: { code: place }, purpose: 'round', visitor: '岑雨晴', plannedBy: '王守正', records: [], orders: [] },
    clocks: [{ name: 'day', light: 'green', explanation: { zh: expect.stringMatching(/^走访：.*到期/) } }],
  });
  const inbox = fits('listOrders', 200, (await gridWorker.get('/api/v1/orders?desk=inbox')).json).orders;
  expect(inbox.map(({ id }: any) => id)).toContain(order.id);
  await gridWorker.send(order.id, 'record', { outcome: 'met', text: '韦春梅说灯坏了，电话 13800000000' });
  const born = (await resident.place('0101')).order.id;
  await gridWorker.send(order.id, 'link', { order: born });
  expect((await read(gridWorker, order.id)).visit).toMatchObject({
    records: [{ outcome: 'met', by: '岑雨晴', text: expect.stringContaining('13800000000') }],
    orders: [born],
  });
  expect((await read(supervisor, order.id)).visit.records[0].text).not.toContain('13800000000');
  expect((await resident.get(`/api/v1/orders/${order.id}`)).status).toBe(404);
});

test('a visit to a person, for a reason that singles out, or to a whole community is refused', async () => {
  for (const more of [{ person: resident.person }, { purpose: 'petition' }]) expect((await plan(more)).status).toBe(422);
  const whole = await plan({ unit: demoGrid.slice(0, 12) });
  expect(whole.status).toBe(422);
  expect(whole.json.errors).toMatchObject([{ path: 'unit', message: expect.stringContaining('visit-place') }]);
  const { order } = (await plan()).json;
  const moved = await supervisor.post(`/api/v1/orders/${order.id}/commands`, { type: 'cancel', input: {} });
  expect(moved.status).toBe(403);
});

test('whoever plans visits is shown who visits there: a grid worker himself, a dispatcher his own people, others nobody', async () => {
  const at = async (persona: Persona, unit: string) => {
    const { status, json } = await persona.get(`/api/v1/visitors?unit=${unit}`);
    return status === 200 ? fits('listVisitors', 200, json).visitors.map(({ id }: any) => id) : status;
  };
  expect(await at(secretary, place)).toEqual(expect.arrayContaining([gridWorker.person, secretary.person]));
  expect(await at(gridWorker, place)).toEqual([gridWorker.person]);
  expect([await at(resident, place), await at(supervisor, place)]).toEqual([403, 403]);
  const [leader, member] = [await service.as('leader'), await service.as('member')];
  expect(await at(leader, place)).toEqual(expect.arrayContaining([leader.person, gridWorker.person]));
  expect([(await at(leader, place)).includes(member.person), (await at(secretary, place)).includes(member.person)]).toEqual([
    false,
    true,
  ]);
  // Of another community a dispatcher is shown nobody.
  expect(await at(secretary, '522326001001')).toEqual([]);
  expect(await at(secretary, '1')).toBe(422);
  const everyone = await at(secretary, place);
  expect(new Set(everyone).size).toBe(everyone.length);
});

// Row 60, 联户长: how the orders of the household group stand, and nothing else of them.
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import { afterAll, expect, test } from 'vitest';
import { fits, openService } from './service.ts';

const service = await openService();
afterAll(() => service.close());
const path = '/api/v1/households/orders';
const group = ownCode.householdGroup(demoGrid, 1);
const [head, resident, secretary] = await Promise.all([
  service.as('household-head'),
  service.as('resident'),
  service.as('secretary'),
]);
const shown = async () => fits('listHouseholdOrders', 200, (await head.get(path)).json).orders;

test('number, kind, station, light and deadline, of the group’s orders alone', async () => {
  const contact = { name: '韦春梅', phone: '13800001234' };
  const { order } = await resident.place('0101', { unit: group, text: '金丝雀漏水', contact });
  const elsewhere = [
    await resident.place('0101', { unit: ownCode.householdGroup(demoGrid, 2) }),
    await resident.place('0101', { unit: demoGrid }),
    await resident.place('0101', { unit: demoCommunity }),
  ];
  const [one, ...rest] = await shown();
  expect(rest).toEqual([]);
  expect(one).toEqual({
    number: order.number,
    category: { zh: '房屋漏水渗水', en: 'leak in dwelling' },
    station: 'place',
    light: 'green',
    dueAt: order.dueAt,
  });
  const { text } = await head.get(path);
  for (const hidden of [
    '金丝雀',
    '韦春梅',
    '1234',
    order.id,
    personas.resident.person,
    ...elsewhere.map(({ order: { number } }) => number),
  ])
    expect([hidden, text.includes(hidden)]).toEqual([hidden, false]);
  await secretary.send(order.id, 'admit');
  expect((await shown())[0]).toMatchObject({ number: order.number, station: 'dispatch' });
  // Nothing else knows it: to the head the order itself does not exist.
  for (const of of ['', '/journal', '/receipt.html'])
    expect([of, (await head.get(`/api/v1/orders/${order.id}${of}`)).status]).toEqual([of, 404]);
  expect((await head.post(`/api/v1/orders/${order.id}/commands`, { type: 'note', input: { text: '看看' } })).status).toBe(404);
  expect((await head.get('/api/v1/orders?desk=all')).text).not.toContain(order.number);
});

test('none that is sealed, about staff, or that the head has a part in', async () => {
  const before = (await shown()).map(({ number }: { number: string }) => number);
  await resident.place('0702', { unit: group });
  await resident.place('1101', { unit: group });
  await head.place('0101', { unit: group, onBehalfOf: personas.resident.person, consentHow: 'in-person' });
  expect((await shown()).map(({ number }: { number: string }) => number)).toEqual(before);
});

test('a group named for its buildings takes in their orders too', async () => {
  const unit = service.directory.unitByCode('522326', group);
  const building = ownCode.building(demoGrid, 1);
  const { order } = await resident.place('0101', { unit: building });
  const numbers = async () => (await shown()).map(({ number }: { number: string }) => number);
  expect(await numbers()).not.toContain(order.number);
  await service.db.query('update units set flags = flags || $2 where id = $1', [
    unit?.id,
    JSON.stringify({ buildings: [building] }),
  ]);
  await service.directory.refresh();
  expect(await numbers()).toContain(order.number);
});

test('is the head’s alone', async () => {
  for (const name of ['resident', 'grid-worker', 'secretary', 'window', 'admin', 'supervisor'] as const)
    expect([name, (await (await service.as(name)).get(path)).status]).toEqual([name, 403]);
  expect((await service.call('GET', path)).status).toBe(401);
});

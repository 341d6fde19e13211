// What a neighbour is told of an order that is open already: that there is one, and nothing else.
import { demoCommunity, demoGrid } from '@six-order/community/demo/personas';
import { afterAll, expect, test } from 'vitest';
import { fits, openService } from './service.ts';

const service = await openService();
afterAll(service.close);
const [resident, neighbour] = await Promise.all([service.as('resident'), service.as('resident-2')]);
const offers = async (as: typeof resident, category: string, unit: string = demoGrid) =>
  fits('meToo', 200, (await as.get(`/api/v1/me-too?category=${category}&unit=${unit}`)).json).offers;

test('a public facility: category, grid, day and a token', async () => {
  const { order } = await resident.place('0105', { text: '楼道灯不亮', contact: { name: '韦春梅', phone: '13800001234' } });
  const [offer, ...more] = await offers(neighbour, '0105');
  expect(more).toEqual([]);
  expect(Object.keys(offer).toSorted()).toEqual(['category', 'day', 'join', 'published', 'unit']);
  expect(offer).toMatchObject({ category: '0105', unit: { code: demoGrid }, published: null });
  // Ids and the token hold any figures, but hardly a telephone's first seven.
  expect(JSON.stringify(offer)).not.toMatch(new RegExp(`${order.id}|${order.number}|楼道|韦|1380000`));
  // Of the whole community, not of the next; not one's own; not once it is over.
  expect(await offers(neighbour, '0105', `${demoCommunity}02`)).toHaveLength(1);
  expect(await offers(neighbour, '0105', '522326004001')).toEqual([]);
  expect(await offers(resident, '0105')).toEqual([]);
  await resident.send(order.id, 'withdraw');
  expect(await offers(neighbour, '0105')).toEqual([]);
});

test.each([
  ['0101', 'a leak at home, not published'],
  ['0502', 'a quarrel'],
  ['0701', 'aid'],
  ['0801', 'care'],
  ['1101', 'a complaint about staff'],
])('%s, %s: not a word', async (category) => {
  await resident.place(category, { text: '说明情况' });
  expect(await offers(neighbour, category)).toEqual([]);
});

test('odd questions', async () => {
  expect(await offers(neighbour, '9999')).toEqual([]);
  expect(await offers(neighbour, '0105', '522326')).toEqual([]);
  expect((await neighbour.get('/api/v1/me-too?category=01&unit=522326')).status).toBe(422);
  expect((await neighbour.get('/api/v1/me-too?category=0105&unit=999999')).status).toBe(422);
});

test('joining: the token leads to that order, for whom it was made and as long as it is not done', async () => {
  const { order } = await resident.place('0105', { text: '楼道灯不亮' });
  const [{ join }] = await offers(neighbour, '0105');
  const joins = async (as: typeof resident, category: string, token: string, more = {}): Promise<boolean> => {
    const placed = await as.place(category, { text: '我家也遇到了', join: token, ...more });
    const asked = await service.db.query("select 1 from outbox where order_id = $1 and type = 'command'", [placed.order.id]);
    await as.send(placed.order.id, 'withdraw');
    // What its receipt says of it.
    expect(placed.joined === true).toBe(asked.rowCount === 1);
    return asked.rowCount === 1;
  };
  expect(await joins(neighbour, '0105', join)).toBe(true);
  // Another's, of another kind, made up: an order of its own.
  expect(await joins(await service.as('relative'), '0105', join, { source: 'proxy', onBehalfOf: resident.person })).toBe(false);
  expect(await joins(neighbour, '0101', join)).toBe(false);
  expect(await joins(neighbour, '0105', order.id)).toBe(false);
  await resident.send(order.id, 'withdraw');
  expect(await joins(neighbour, '0105', join)).toBe(false);
});

test('sent again with its key, it is what it was the first time, whatever became of the other order', async () => {
  const { order } = await resident.place('0105', { text: '单元门关不上' });
  const [{ join }] = await offers(neighbour, '0105');
  const body = { category: '0105', unit: demoGrid, text: '我家也关不上门' };
  const send = (key: string, more: object) => neighbour.post('/api/v1/orders', { ...body, ...more }, { 'idempotency-key': key });
  const first = await send('joins', { join });
  expect([first.status, first.json.joined]).toEqual([201, true]);
  const none = 'A'.repeat(24);
  const alone = await send('alone', { join: none });
  expect([alone.status, alone.json.joined]).toEqual([201, undefined]);
  await resident.send(order.id, 'withdraw');
  expect(await offers(neighbour, '0105')).toEqual([]);

  const again = await send('joins', { join });
  expect([again.status, again.json.order?.id, again.json.joined]).toEqual([201, first.json.order.id, true]);
  const aloneAgain = await send('alone', { join: none });
  expect([aloneAgain.status, aloneAgain.json.order?.id]).toEqual([201, alone.json.order.id]);
  // Another body under the same key is another request, still.
  for (const [key, more] of [
    ['joins', { join, text: '别的事' }],
    ['joins', { join: none }],
    ['joins', {}],
  ] as const)
    expect([key, (await send(key, more)).json.type]).toEqual([key, expect.stringContaining('key-reused')]);
});

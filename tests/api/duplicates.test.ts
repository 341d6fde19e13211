// Duplicates as a dispatcher is shown them, and what is kept to find them.
import { deleteSearchCopy } from '@six-order/community/privacy/search-copy-store';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { OrderId } from '@six-order/engine';
import { afterAll, expect, test } from 'vitest';
import { fits, openService } from './service.ts';

const service = await openService();
afterAll(service.close);
const [resident, other, window, secretary, member] = await Promise.all([
  service.as('resident'),
  service.as('resident-2'),
  service.as('window'),
  service.as('secretary'),
  service.as('member'),
]);
const lamp = '三栋二单元楼道灯不亮，韦春梅的母亲看不见路，请联系13800001234';
const building = { place: { building: `${demoGrid}001` } };

const duplicates = async (order: string) =>
  fits('listDuplicates', 200, (await secretary.get(`/api/v1/orders/${order}/duplicates`)).json);
const copies = async (): Promise<string[]> =>
  (await service.db.query('select text from search_copies')).rows.map(({ text }) => text);

test('the same resident again, and what stays of the text in clear', async () => {
  const first = await resident.place('0105', { text: lamp, contact: { name: '韦春梅', phone: '13800001234' }, ...building });
  const second = await resident.place('0105', { text: '楼道灯还是不亮', ...building });
  const { duplicates: found, parent, answered } = await duplicates(second.order.id);
  expect(found).toMatchObject([
    { order: { id: first.order.id, number: first.order.number, endedAt: null }, rule: 'same-resident', samePlace: true },
  ]);
  expect(found[0].reason.zh).toContain('30 天');
  expect([parent, answered]).toEqual([first.order.id, null]);
  // The copy is redacted, and of these two orders only.
  expect(await copies()).toHaveLength(2);
  expect((await copies()).join()).not.toMatch(/韦春梅|13800001234/);
  expect(JSON.stringify(found)).not.toMatch(/楼道|韦/);
});

test('three residents on one matter', async () => {
  const text = '小区门口的井盖松动，车一过就响';
  const a = await resident.place('0404', { text, ...building });
  const b = await other.place('0404', { text: '门口井盖松动，车过就响，担心翻车', ...building });
  expect((await duplicates(b.order.id)).duplicates).toEqual([]);
  const c = await window.place('0404', {
    text: `${text}，请尽快处理`,
    onBehalfOf: personas.relative.person,
    consentHow: 'in-person',
    ...building,
  });
  const { duplicates: found, parent } = await duplicates(c.order.id);
  expect(found.map(({ order, rule }: any) => [order.id, rule])).toEqual(
    expect.arrayContaining([
      [a.order.id, 'many-residents'],
      [b.order.id, 'many-residents'],
    ]),
  );
  expect(parent).toBe(a.order.id);
});

test('whoever may not dispatch asks in vain, and sealed texts are not copied', async () => {
  const { order } = await resident.place('0701', { text: '低保申请材料' });
  const again = await resident.place('0701', { text: '低保申请' });
  expect((await member.get(`/api/v1/orders/${order.id}/duplicates`)).status).toBe(404);
  expect((await resident.get(`/api/v1/orders/${order.id}/duplicates`)).status).toBe(403);
  const before = await copies();
  expect((await duplicates(again.order.id)).duplicates).toMatchObject([{ order: { id: order.id }, similarity: null }]);
  expect(await copies()).toEqual(before);
});

test('erasing an order takes its copy along, and looking again makes no new one', async () => {
  const first = await resident.place('0304', { text: '树枝压到电线' });
  const second = await resident.place('0304', { text: '树枝压到电线了' });
  await duplicates(second.order.id);
  expect((await copies()).join()).toContain('树枝压到电线了');
  const id = OrderId.parse(second.order.id);
  await service.engine.erase(id);
  await deleteSearchCopy(service.tables, id);
  expect((await copies()).join()).not.toContain('树枝压到电线了');
  await duplicates(first.order.id);
  expect((await copies()).join()).not.toContain('树枝压到电线了');
});

test('no-new-facts: what is ended is proposed as answered, and the resident reads how far it has come', async () => {
  const first = await resident.place('0902', { text: '想借用文体活动室' });
  await secretary.send(first.order.id, 'settle', { result: '周末可借' });
  await resident.send(first.order.id, 'evaluate', { solved: 'yes', stars: 5 });
  const second = await resident.place('0902', { text: '想借用文体活动室' });
  expect(await duplicates(second.order.id)).toMatchObject({ parent: null, answered: first.order.id });
  await secretary.send(second.order.id, 'refuse', { reason: '同一事项', earlier: first.order.id });
  const { order } = fits('getOrder', 200, (await resident.get(`/api/v1/orders/${second.order.id}`)).json);
  expect(order.refusal).toMatchObject({ earlier: { id: first.order.id, number: first.order.number, stage: 'evaluated' } });
});

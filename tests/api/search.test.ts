// Search over redacted texts: by words, among the orders that a post sees, and never past what it may read of them.
import { personaNames, type PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { orderNumber, parseOrderNumber } from '@six-order/community/numbers/order-number';
import { copyForSearch } from '@six-order/community/privacy/search-copy-store';
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import { OrderId } from '@six-order/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let as: Record<PersonaName, Persona>;
beforeAll(async () => {
  service = await openService();
  as = Object.fromEntries(await Promise.all(personaNames.map(async (name) => [name, await service.as(name)]))) as typeof as;
});
afterAll(() => service.close());

const search = async (who: PersonaName, text: string, more: object = {}): Promise<readonly string[]> => {
  const answer = await as[who].post('/api/v1/orders/search', { text, ...more });
  expect([answer.status, answer.status === 200 ? '' : service.lines.at(-1)]).toEqual([200, '']);
  return fits('searchOrders', 200, answer.json).orders.map(({ id }: { id: string }) => id);
};

test('finds an order by words of its text for whoever may read that, and for nobody else; what is found is logged', async () => {
  const { order } = await as.resident.place('0101', {
    text: '楼顶水箱渗漏，找韦春梅，电话13812345678',
    contact: { name: '韦春梅', phone: '13812345678' },
  });
  const sealed = (await as.resident.place('0503', { text: '楼顶水箱的事和家里人吵架' })).order;
  const finds: PersonaName[] = [];
  for (const name of personaNames) if ((await search(name, '水箱渗漏')).includes(order.id)) finds.push(name);
  expect(finds.toSorted()).toEqual(
    ['resident', 'secretary', 'community', 'street', 'supervisor', 'discipline', 'representative', 'leader'].toSorted(),
  );
  // Sealed kinds have no copy, not even for whose order it is.
  for (const name of personaNames) expect(await search(name, '家里人吵架')).not.toContain(sealed.id);
  // What is masked in it is not found by what it was, by anybody.
  for (const words of ['13812345678', '春梅']) for (const name of finds) expect(await search(name, words)).toEqual([]);

  await as.secretary.send(order.id, 'admit');
  await as.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  expect(await search('member', '水箱')).toEqual([order.id]);
  expect(await search('member-2', '水箱')).toEqual([]);
  expect(await search('secretary', '水箱', { desk: 'intake' })).toEqual([]);

  const { readings } = (await as.dpo.get('/api/v1/privacy/access-log?limit=200')).json;
  const logged = readings.filter((one: any) => one.order.id === order.id && one.field === 'text' && one.how === 'masked');
  expect(new Set(logged.map(({ reader }: any) => reader.id))).toEqual(
    new Set([...finds, 'member' as const].map((name) => personas[name].person)),
  );
  expect(service.lines.join('\n')).not.toContain('水箱');

  await eraseOrder(
    { db: service.tables, engine: service.engine, record: async () => {} },
    OrderId.parse(order.id),
    service.clock.now(),
  );
  expect(await search('secretary', '水箱')).toEqual([]);
});

test('what is withheld from a handler for want of a consent is found by none of its words, and of such a kind nothing is ever shown in a row of a desk', async () => {
  const { notice } = (await as.resident.get('/api/v1/me/consents')).json;
  const say = (given: boolean) => as.resident.post('/api/v1/me/consents', { notice, purpose: 'outside-provider', given });
  const { order } = await as.resident.place('0802', { text: '老人想请人上门理发' });
  await as.secretary.send(order.id, 'admit');
  await as.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: personas.facility.person } });
  const row = async () =>
    (await as.facility.get('/api/v1/orders?desk=accept&limit=100')).json.orders.find(({ id }: { id: string }) => id === order.id);
  expect(await search('facility', '上门理发')).toEqual([order.id]);
  expect((await row()).excerpt).toBe(null);
  expect((await say(false)).status).toBeLessThan(300);
  expect(await search('facility', '上门理发')).toEqual([]);
  expect((await row()).excerpt).toBe(null);
  expect(await search('secretary', '上门理发')).toEqual([order.id]);
  expect((await say(true)).status).toBeLessThan(300);
  expect(await search('facility', '上门理发')).toEqual([order.id]);
});

test('an order is found by its whole number on the desks on which it stands, sealed or not, by whoever sees it there and by nobody else; that is no reading', async () => {
  const { order } = await as.resident.place('0101', { text: '围墙倒了一截' });
  const sealed = (await as.resident.place('0503', { text: '围墙边的争吵' })).order;
  const logged = async (): Promise<number> =>
    (await as.dpo.get('/api/v1/privacy/access-log?limit=200')).json.readings.filter(({ order: of }: any) =>
      [order.id, sealed.id].includes(of.id),
    ).length;
  const before = await logged();
  const typed = (number: string) => [number, ` ${number} `, number.replaceAll('-', ''), number.replaceAll('-', '－')];
  for (const { id, number } of [order, sealed]) {
    const finds: PersonaName[] = [];
    const lists: PersonaName[] = [];
    for (const name of personaNames) {
      const found = await search(name, number);
      expect(found.every((one) => one === id)).toBe(true);
      if (found.length > 0) finds.push(name);
      const { orders } = (await as[name].get('/api/v1/orders?desk=all&limit=200')).json;
      if (orders.some((one: any) => one.id === id)) lists.push(name);
    }
    expect(finds).toEqual(lists);
    expect(finds).toContain('resident');
    expect(finds).not.toContain('member-2');
    for (const text of typed(number)) expect(await search('resident', text)).toEqual([id]);
  }
  expect(await search('secretary', order.number)).toEqual([order.id]);
  expect(await search('secretary', order.number, { desk: 'intake' })).toEqual([order.id]);
  expect(await search('secretary', order.number, { desk: 'overdue' })).toEqual([]);
  // Less than the whole is no number.
  expect(await search('secretary', order.number.slice(0, -1))).toEqual([]);
  expect(await logged()).toBe(before);
});

test('an order is found by the last characters of its number, within what its reader sees, and that is no reading', async () => {
  const { order } = await as.resident.place('0101', { text: '雨棚松了' });
  const sealed = (await as.resident.place('0503', { text: '雨棚下的争吵' })).order;
  const logged = async (): Promise<number> =>
    (await as.dpo.get('/api/v1/privacy/access-log?limit=200')).json.readings.filter(({ order: of }: any) =>
      [order.id, sealed.id].includes(of.id),
    ).length;
  const before = await logged();
  for (const { id, number } of [order, sealed]) {
    for (const end of [number.slice(-6), number.slice(-8), number.slice(-8).replace('-', ''), number.slice(-11)]) {
      const lists: PersonaName[] = [];
      const finds: PersonaName[] = [];
      for (const name of ['resident', 'resident-2', 'secretary', 'member', 'member-2', 'supervisor', 'admin'] as const) {
        if ((await search(name, end)).includes(id)) finds.push(name);
        const { orders } = (await as[name].get('/api/v1/orders?desk=all&limit=200')).json;
        if (orders.some((one: any) => one.id === id)) lists.push(name);
      }
      expect(finds).toEqual(lists);
      expect(finds).toContain('resident');
      expect(finds).not.toContain('resident-2');
    }
  }
  expect(await search('resident', order.number.slice(-8), { desk: 'requests' })).toEqual([order.id]);
  expect(await search('secretary', order.number.slice(-8), { desk: 'overdue' })).toEqual([]);
  expect(await search('secretary', order.number.slice(-5))).toEqual([]);
  expect(await logged()).toBe(before);
});

test('what ends a number may stand in somebody’s words, too: by number first, then by words, each once; only the words were read', async () => {
  const { order } = await as.resident.place('0101', { text: '花坛塌了一角' });
  const end = order.number.slice(-8);
  const naming = (await as.resident.place('0101', { text: `同上次 ${order.number} 的花坛` })).order;
  expect(await search('secretary', end)).toEqual([order.id, naming.id]);
  expect(await search('resident', end, { desk: 'requests' })).toEqual([order.id, naming.id]);
  // Of those whose words are another’s to read, by number alone.
  expect(await search('resident-2', end)).toEqual([]);
  const { readings } = (await as.dpo.get('/api/v1/privacy/access-log?limit=200')).json;
  const read = (id: string) => readings.filter((one: any) => one.order.id === id && one.field === 'text').length;
  expect([read(order.id), read(naming.id) > 0]).toEqual([0, true]);
  const { day, sequence } = parseOrderNumber(naming.number)!;
  const own = orderNumber(day, sequence + 1);
  const both = (await as.resident.place('0101', { text: `单号要是 ${own} 就好记` })).order;
  expect(both.number).toBe(own);
  expect(await search('secretary', own.slice(-8))).toEqual([both.id]);
});

test('a card is found by its number, with the word or the letter before it or without; an order by its own beside it', async () => {
  const { order } = await as.resident.place('0101', { text: '台阶塌了' });
  await as.secretary.send(order.id, 'admit');
  await as.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  const issued = await as.supervisor.post('/api/v1/orders', {
    workflow: 'card',
    order: order.id,
    colour: 'yellow',
    reason: 'other',
  });
  const card = issued.json.order;
  expect(card.number).toMatch(/^D/);
  const plain = card.number.slice(1);
  const { orders } = (await as.supervisor.get('/api/v1/orders?desk=all&limit=200')).json;
  const twins = orders.filter(({ number }: any) => number === plain || number === card.number).map(({ id }: any) => id);
  expect(twins).toContain(card.id);
  expect((await search('supervisor', plain)).toSorted()).toEqual(twins.toSorted());
  for (const text of [card.number, card.number.toLowerCase(), `督办卡 ${card.number}`]) {
    expect(await search('supervisor', text)).toContain(card.id);
    expect(await search('supervisor', text, { desk: 'cards' })).toEqual([card.id]);
  }
  // By the number of the order that it is about, where that does not stand itself; by nobody else.
  expect(await search('supervisor', order.number, { desk: 'cards' })).toEqual([card.id]);
  expect(await search('resident-2', order.number, { desk: 'cards' })).toEqual([]);
  expect(await search('supervisor', `单号 ${order.number}`)).toContain(order.id);
  expect(await search('resident-2', plain)).toEqual([]);
});

test('too few words, an unknown desk, another county’s place: a clear no', async () => {
  const statuses = await Promise.all(
    [
      { text: '水' },
      { text: '' },
      { text: '水箱', desk: 'none' },
      { text: '水箱', unit: '110101' },
      { text: '水箱', all: true },
    ].map(async (body) => (await as.secretary.post('/api/v1/orders/search', body)).status),
  );
  expect(statuses).toEqual([422, 422, 422, 422, 422]);
  expect((await service.call('POST', '/api/v1/orders/search', { body: { text: '水箱' } })).status).toBe(401);
});

test('copies are made beforehand, of what is open and not sealed, once', async () => {
  const { order } = await as.resident.place('0101', { text: '单元门禁坏了' });
  const sealed = (await as.resident.place('0503', { text: '门禁的事' })).order;
  const copying = { db: service.tables, engine: service.engine };
  const copied = async (id: string) =>
    (await service.db.query('select text from search_copies where order_id = $1', [id])).rows.map(({ text }) => text);
  expect(await copied(order.id)).toEqual([]);
  expect(await copyForSearch(copying, 500)).toBeGreaterThan(0);
  expect([await copied(order.id), await copied(sealed.id)]).toEqual([['单元门禁坏了'], []]);
  expect(await copyForSearch(copying, 500)).toBe(0);
});

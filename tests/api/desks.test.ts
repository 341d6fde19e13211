import { newId } from '@six-order/cli/new-id';
import { demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { deskNames } from '@six-order/community/desks/desk-name';
import { putNotice } from '@six-order/community/notices/notice-store';
import { categories } from '@six-order/community/catalogue/catalogue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let resident: Persona;
let secretary: Persona;
const placed: string[] = [];
beforeAll(async () => {
  service = await openService();
  resident = await service.as('resident');
  secretary = await service.as('secretary');
  for (let n = 0; n < 7; n += 1) placed.push((await resident.place(n % 2 === 0 ? '0101' : '0201')).order.id);
});
afterAll(() => service.close());

async function page(who: Persona, query: string): Promise<{ ids: string[]; next: string | null; orders: any[] }> {
  const answer = await who.get(`/api/v1/orders?${query}`);
  if (answer.status !== 200) throw new Error(answer.text);
  const { orders, next } = fits('listOrders', 200, answer.json);
  return { ids: orders.map(({ id }: { id: string }) => id), next, orders };
}

test('a desk is read page by page, each order once, and the last page says so', async () => {
  const seen: string[] = [];
  let cursor = '';
  for (let pages = 0; pages < 10; pages += 1) {
    const { ids, next } = await page(resident, `desk=requests&limit=3${cursor}`);
    expect(ids.length).toBe(pages < 2 ? 3 : 1);
    seen.push(...ids);
    if (next === null) break;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
  expect(seen).toEqual(placed.toReversed());
});

test('a page stays put while new orders come in', async () => {
  const first = await page(resident, 'desk=requests&limit=3');
  const { order } = await resident.place();
  const second = await page(resident, `desk=requests&limit=3&cursor=${first.next}`);
  expect(second.ids).not.toContain(order.id);
  expect(second.ids).toEqual(placed.toReversed().slice(3, 6));
});

test('a desk shows each post what it has to do', async () => {
  const [id] = placed as [string];
  const on = async (who: Persona, desk: string) => (await page(who, `desk=${desk}`)).ids.includes(id);
  const member = await service.as('member');
  expect(await on(secretary, 'intake')).toBe(true);
  expect(await on(member, 'all')).toBe(false);
  await secretary.send(id, 'admit');
  expect([await on(secretary, 'intake'), await on(secretary, 'dispatch')]).toEqual([false, true]);
  await secretary.send(id, 'dispatch', { to: { kind: 'person', id: member.person } });
  expect([await on(member, 'accept'), await on(member, 'mine'), await on(await service.as('member-2'), 'accept')]).toEqual([
    true,
    true,
    false,
  ]);
  await member.send(id, 'accept');
  expect([await on(member, 'accept'), await on(member, 'mine')]).toEqual([false, true]);
  for (const nobody of ['admin', 'dpo'] as const) expect((await page(await service.as(nobody), 'desk=all')).ids).toEqual([]);
  expect((await page(await service.as('resident-2'), 'desk=all')).ids).toEqual([]);
});

test('nearest deadlines come first on a working desk', async () => {
  const { orders } = await page(secretary, 'desk=intake');
  const due = orders.map(({ dueAt }) => Date.parse(dueAt));
  expect(due).toEqual(due.toSorted((a, b) => a - b));
  expect(due.length).toBeGreaterThan(5);
});

test('a desk can be cut to a unit below; a unit that there is not is refused', async () => {
  expect((await page(secretary, `unit=${demoGrid}`)).ids.length).toBeGreaterThan(5);
  expect((await page(secretary, 'unit=522326001001')).ids).toEqual([]);
  const unknown = await secretary.get('/api/v1/orders?unit=999');
  expect([unknown.status, unknown.json.errors[0].path]).toEqual([422, 'unit']);
});

test('a list opens nothing personal', async () => {
  const logged = async () => (await service.db.query('select count(*)::int as n from access_log')).rows[0].n;
  const before = await logged();
  const { orders } = await page(resident, 'desk=all');
  for (const order of orders)
    for (const member of ['text', 'contact', 'allowed', 'excerpt']) expect(order).not.toHaveProperty(member);
  expect(await logged()).toBe(before);
});

test('the categories and the units are there for everyone signed in', async () => {
  const all = fits('listCategories', 200, (await resident.get('/api/v1/categories')).json).categories;
  expect(all).toHaveLength(categories.length);
  expect(all[0]).toMatchObject({ code: '0101', name: { zh: '房屋漏水渗水' }, urgency: 'U2', sealed: false });
  const { units } = fits('listUnits', 200, (await resident.get('/api/v1/units?kind=street')).json);
  expect(units).toHaveLength(16);
  const below = fits('listUnits', 200, (await resident.get(`/api/v1/units?parent=${demoStreet}&kind=community`)).json).units;
  expect(below.map(({ code }: { code: string }) => code)).toContain('522326004002');
  expect((await resident.get('/api/v1/units?parent=999')).status).toBe(422);
});

test('where nobody dispatches, orders are not offered and not taken', async () => {
  const { units } = fits('listUnits', 200, (await resident.get('/api/v1/units?kind=community&orders=taken')).json);
  const codes = units.map(({ code }: { code: string }) => code);
  expect(codes).toContain('522326004002');
  expect(codes).not.toContain('522326001001');
  for (const more of [{}, { draft: true }, { callBack: true, contact: { name: '韦一', phone: '13800000000' } }]) {
    const refused = await resident.post('/api/v1/orders', { category: '0101', text: '漏水', unit: '522326001001', ...more });
    expect([refused.status, refused.json.errors]).toEqual([422, [{ path: 'unit', message: '这里还没有开通点单，请拨打 12345' }]]);
  }
});

test('people in official posts are listed to those in one; residents are listed to nobody', async () => {
  const { people } = fits('listPeople', 200, (await secretary.get('/api/v1/people')).json);
  const names = people.map(({ name }: { name: string }) => name);
  expect(names).toContain(personas.member.name);
  expect(names).not.toContain(personas.resident.name);
  const members = fits('listPeople', 200, (await secretary.get(`/api/v1/people?unit=${demoGrid}&role=member`)).json).people;
  expect(members.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining([personas.member.name, personas['member-2'].name]),
  );
  expect((await resident.get('/api/v1/people')).status).toBe(403);
});

test('everyone reads his own notices, newest first, page by page', async () => {
  const [order] = placed as [string];
  const notices = Array.from({ length: 5 }, (_, n) => ({
    outbox: newId(),
    tenant: '522326',
    person: resident.person,
    order,
    content: { template: 'order-admitted', params: { number: '20261124-000001-0', category: '0101' } } as const,
    at: service.clock.now() + n,
  }));
  const unread = (who: Persona) => who.get('/api/v1/notices/unread').then(({ json }) => fits('countNotices', 200, json).unread);
  expect(await unread(resident)).toBe(0);
  await putNotice(service.tables, ...notices);
  expect([await unread(resident), await unread(secretary)]).toEqual([5, 0]);
  const first = fits('listNotices', 200, (await resident.get('/api/v1/notices?limit=3')).json);
  expect(first.notices.map(({ id }: { id: string }) => id)).toEqual(
    notices
      .toReversed()
      .slice(0, 3)
      .map(({ outbox }) => outbox),
  );
  expect(first.notices[0]).toMatchObject({
    order,
    template: 'order-admitted',
    text: { zh: expect.stringContaining('已受理') },
    readAt: null,
  });
  const second = fits('listNotices', 200, (await resident.get(`/api/v1/notices?limit=3&cursor=${first.next}`)).json);
  expect([second.notices.length, second.next]).toEqual([2, null]);
  expect((await secretary.get('/api/v1/notices')).json.notices).toEqual([]);
  // He has read some of them, which nobody else can say for him, and once is enough.
  const read = (who: Persona, ids: readonly string[]) =>
    who.post('/api/v1/notices/read', { ids }).then(({ json }) => fits('readNotices', 200, json).read);
  const ids = notices.slice(0, 2).map(({ outbox }) => outbox);
  expect([await read(secretary, ids), await read(resident, [...ids, newId()]), await read(resident, ids)]).toEqual([0, 2, 0]);
  const all = (await resident.get('/api/v1/notices?limit=9')).json.notices;
  expect(all.filter(({ readAt }: { readAt: string | null }) => readAt !== null).map(({ id }: { id: string }) => id)).toEqual(
    ids.toReversed(),
  );
  expect(await unread(resident)).toBe(3);
  // As many as the page shows, and of those what this release has words for.
  const more = Array.from({ length: 50 }, (_, n) => ({ ...notices[0]!, outbox: newId(), at: service.clock.now() + 10 + n }));
  await putNotice(service.tables, ...more);
  expect(await unread(resident)).toBe(50);
  await service.db.query(`update notices set template = 'no-such' where outbox = $1`, [more[0]!.outbox]);
  await service.db.query(`update notices set params = '{}' where outbox = $1`, [more[1]!.outbox]);
  expect(await unread(resident)).toBe(48);
  for (const wrong of [{}, { ids: [] }, { ids: ['1'] }, { ids, more: 1 }])
    expect((await resident.post('/api/v1/notices/read', wrong)).status).toBe(422);
});

test('a workflow is described by its machine', async () => {
  const workflow = fits('getWorkflow', 200, (await resident.get('/api/v1/workflows/six-order')).json);
  expect(workflow).toMatchObject({ id: 'six-order', version: 2 });
  expect(workflow.states).toEqual(
    expect.arrayContaining([
      'handling',
      'handling.dispatched',
      'handling.dispatched.due',
      'supervision.red',
      'publication.published',
    ]),
  );
  expect(workflow.clocks).toEqual(
    expect.arrayContaining(['intake', 'dispatch', 'accept', 'contact', 'whole', 'evaluate', 'rework']),
  );
  expect(workflow.commands.find(({ type }: { type: string }) => type === 'place')).toMatchObject({
    opens: true,
    by: expect.arrayContaining(['resident']),
  });
  expect(workflow.chart).toMatch(/^stateDiagram-v2\n/);
});

test('the desks are counted as their reader sees them', async () => {
  const countsOf = async (who: Persona): Promise<Record<string, number>> => {
    const { desks } = fits('countDesks', 200, (await who.get('/api/v1/desks')).json);
    return Object.fromEntries(desks.map(({ desk, count }: { desk: string; count: number }) => [desk, count]));
  };
  const before = await countsOf(secretary);
  await resident.place();
  const after = await countsOf(secretary);
  expect(after['intake']).toBe((before['intake'] ?? 0) + 1);
  expect(Object.keys(after)).toEqual([...deskNames]);
  expect((await countsOf(await service.as('dpo')))['all']).toBe(0);
});

test('what will be late stands on a desk of its own until it is, and is counted there', async () => {
  const [supervisor, member] = [await service.as('supervisor'), await service.as('member')];
  const { order } = await resident.place('0105');
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  await member.send(order.id, 'contact');
  const { clocks } = (await supervisor.get(`/api/v1/orders/${order.id}`)).json.order;
  const due = Date.parse(clocks.find(({ name }: { name: string }) => name === 'whole').dueAt);
  const standsOn = async () => {
    const counts = fits('countDesks', 200, (await supervisor.get('/api/v1/desks')).json).desks;
    const found = [];
    for (const desk of ['at-risk', 'overdue']) {
      const { ids } = await page(supervisor, `desk=${desk}&limit=100`);
      expect([desk, counts.find((one: { desk: string }) => one.desk === desk).count]).toEqual([desk, ids.length]);
      if (ids.includes(order.id)) found.push(desk);
    }
    return found;
  };
  const moved = async (to: number) => {
    const body = { to: new Date(to).toISOString() };
    expect((await service.call('POST', '/api/v1/demo/clock', { token: supervisor.token, body })).status).toBe(200);
    return standsOn();
  };
  expect(await moved(due - 60_000)).toEqual(['at-risk']);
  expect(await moved(due + 60_000)).toEqual(['overdue']);
});

test('one’s own orders say how they begin and where they are, so that they can be told apart', async () => {
  const neighbour = await service.as('resident-2');
  const text = `三楼楼道的灯坏了，找王师傅 13800001234。\n${'晚上看不见。'.repeat(20)}`;
  const { order } = await neighbour.place('0105', { text, place: { building: `${demoGrid}001`, room: '301' } });
  const sealed = (await neighbour.place('0701', { text: '低保材料怎么办' })).order.id;
  const { orders } = await page(neighbour, 'desk=requests&limit=10');
  const own = orders.find(({ id }) => id === order.id);
  expect(own.where).toBe('蟠桃园社区 1栋');
  // One’s own words as one wrote them, on one line; anybody else reads them masked.
  expect(own.excerpt).toMatch(/^三楼楼道的灯坏了，找王师傅 13800001234。 晚上看不见。.{1,8}…$/);
  expect((await page(secretary, 'desk=intake&limit=100')).orders.find(({ id }) => id === order.id).excerpt).toMatch(
    /^三楼楼道的灯坏了，找.+ 138\*{4}1234。/,
  );
  expect(orders.find(({ id }) => id === sealed)).toMatchObject({ excerpt: null });
  // So do a dispute and a topic of one's own; of a dispute that another asked for nothing is said.
  const other = await service.as('resident');
  const asked = await neighbour.post('/api/v1/orders', {
    workflow: 'mediation',
    category: '0502',
    unit: demoGrid,
    text: '楼上漏水一直不肯修',
    parties: { a: { persons: [neighbour.person] }, b: { persons: [other.person] } },
  });
  const topic = await neighbour.post('/api/v1/orders', {
    workflow: 'deliberation',
    forum: 'three-parties',
    unit: demoGrid.slice(0, 12),
    text: '快递没有地方放',
  });
  const listedOf = async (who: Persona) => {
    const rows = (await page(who, 'desk=requests&limit=10')).orders;
    return [asked, topic].map(({ json }) => rows.find(({ id }) => id === json.order.id)?.excerpt);
  };
  expect(await listedOf(neighbour)).toEqual(['楼上漏水一直不肯修', '快递没有地方放']);
  expect(await listedOf(other)).toEqual([null, undefined]);
  // Whoever convenes tells topics apart by what they are about.
  const agenda = (await page(secretary, 'desk=topics&limit=10')).orders.find(({ id }) => id === topic.json.order.id);
  expect(agenda).toMatchObject({ excerpt: '快递没有地方放', forum: { zh: '三方共议' } });
  // What one looks at oneself would bury who else looked.
  const read = await service.db.query('select order_id from access_log where person = $1', [neighbour.person]);
  expect(read.rows).toEqual([]);
  // Whoever placed several for others tells them apart by what he wrote, and nobody else's list says it.
  const grid = await service.as('grid-worker');
  const forOther = { onBehalfOf: neighbour.person, consentHow: 'in-person' };
  const placed = (await grid.place('0105', { text, ...forOther })).order.id;
  const hushed = (await grid.place('0701', { text: '低保材料怎么办', ...forOther })).order.id;
  const listed = async (who: Persona, id: string) =>
    (await page(who, 'desk=requests')).orders.find((one) => one.id === id)?.excerpt;
  expect(await listed(grid, placed)).toMatch(/^三楼楼道的灯坏了.{20,33}…$/);
  expect(await listed(grid, placed)).not.toMatch(/13800001234/);
  expect(await listed(grid, hushed)).toBe(null);
  expect(await listed(await service.as('relative'), placed)).toBe(undefined);
  expect((await service.db.query('select order_id from access_log where person = $1', [grid.person])).rows).toEqual([]);
});

test('a row of a desk that a post works from says how the order begins, of what the post may read; a look at it is no reading', async () => {
  const neighbour = await service.as('resident-2');
  const [member, supervisor, publisher] = [
    await service.as('member'),
    await service.as('supervisor'),
    await service.as('publisher'),
  ];
  const text = `楼上一用水就滴，电话 13800005678，${'滴了三天。'.repeat(20)}`;
  const open = (await neighbour.place('0101', { text })).order.id;
  const sealed = (await neighbour.place('0701', { text: '低保材料怎么办' })).order.id;
  const logged = async () => (await service.db.query('select count(*)::int as n from access_log')).rows[0].n;
  const before = await logged();
  const beginningOf = async (who: Persona, desk: string, id: string) =>
    (await page(who, `desk=${desk}&limit=100`)).orders.find((one) => one.id === id)?.excerpt;
  const begins = expect.stringMatching(/^楼上一用水就滴，电话 138\*{4}5678，.{10,20}…$/);
  expect(await beginningOf(secretary, 'intake', open)).toEqual(begins);
  expect(await beginningOf(supervisor, 'all', open)).toEqual(begins);
  // Whoever must open it to read it reads none of it in passing.
  expect(await beginningOf(secretary, 'intake', sealed)).toBe(null);
  // Nor of what rests on a separate consent, though it is not sealed; whose words they are has them on his own list.
  const school = (await neighbour.place('0901', { text: '孩子转学要什么材料' })).order.id;
  expect(await beginningOf(secretary, 'intake', school)).toBe(null);
  expect(await beginningOf(neighbour, 'requests', school)).toBe('孩子转学要什么材料');
  // The handler's, from when it is his until a week after.
  await secretary.send(open, 'admit');
  await secretary.send(open, 'dispatch', { to: { kind: 'person', id: member.person } });
  expect(await beginningOf(member, 'accept', open)).toEqual(begins);
  expect(await beginningOf(publisher, 'all', open)).toBeFalsy();
  // A resident's other lists say nothing of it.
  expect(await beginningOf(neighbour, 'all', open)).toBe(undefined);
  expect(await logged()).toBe(before);
  // A search asks what texts hold: of what it finds the same is shown, and it is logged.
  const found = await secretary.post('/api/v1/orders/search', { text: '一用水就滴', desk: 'all' });
  expect(found.json.orders.find(({ id }: { id: string }) => id === open).excerpt).toEqual(begins);
  expect(await logged()).toBeGreaterThan(before);
});

test('overdue: a supervisor cuts it to one community, and reads of each order who has it by name and post', async () => {
  const member = await service.as('member');
  const supervisor = await service.as('supervisor');
  const { order } = await resident.place('0105');
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  await secretary.post('/api/v1/demo/clock', { advance: 'P20D' });
  const overdue = (unit: string) => page(supervisor, `desk=overdue${unit}`);
  const all = await overdue('');
  expect(all.orders.find(({ id }) => id === order.id).holder).toMatchObject({
    kind: 'person',
    name: personas.member.name,
    as: { role: { code: 'member', zh: '党员' }, unit: { code: demoGrid } },
  });
  expect((await overdue('&unit=522326004002')).ids).toEqual(all.ids);
  expect((await overdue('&unit=522326004001')).ids).toEqual([]);
  // What lies beyond his street he sees in no part of it.
  expect((await overdue('&unit=522326')).ids).toEqual(all.ids);
  expect((await overdue('&unit=522326001')).ids).toEqual([]);
});

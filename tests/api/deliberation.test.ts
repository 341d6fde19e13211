// Deliberations over HTTP: proposed, put to the parties, spoken about, decided; shown to whom; refused by name of the rule.
import { demoCommunity, demoGrid, demoStreet } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Answer, type Persona, type Service } from './service.ts';

let service: Service;
let [resident, neighbour, secretary, property, representative] = [] as unknown as [Persona, Persona, Persona, Persona, Persona];
let [supervisor, office] = [] as unknown as [Persona, Persona];

beforeAll(async () => {
  service = await openService();
  [resident, neighbour, secretary, property, representative, supervisor, office] = [
    await service.as('resident'),
    await service.as('resident-2'),
    await service.as('secretary'),
    await service.as('property'),
    await service.as('representative'),
    await service.as('supervisor'),
    await service.as('street'),
  ];
});
afterAll(() => service.close());

const propose = (more: object = {}, by: Persona = resident): Promise<Answer> =>
  by.post('/api/v1/orders', {
    workflow: 'deliberation',
    forum: 'three-parties',
    unit: demoGrid,
    text: '空地怎么用，我电话 13800000000',
    ...more,
  });
const read = async (persona: Persona, id: string): Promise<any> =>
  fits('getOrder', 200, (await persona.get(`/api/v1/orders/${id}`)).json).order;
const inDays = (days: number): string => new Date(service.clock.now() + days * 86_400_000).toISOString();
const deskOf = async (persona: Persona): Promise<readonly string[]> =>
  fits('listOrders', 200, (await persona.get('/api/v1/orders?desk=topics')).json).orders.map(({ id }: any) => id);

test('a topic goes from a resident to the parties and comes back decided; each reads what is his', async () => {
  const answer = await propose();
  expect(answer.status).toBe(201);
  const { order } = fits('placeOrder', 201, answer.json);
  expect(order).toMatchObject({
    workflow: 'deliberation',
    state: { handling: 'proposed' },
    category: null,
    text: expect.stringContaining('13800000000'),
    deliberation: { forum: { code: 'three-parties', zh: '三方共议' }, parties: [], opinions: [], decision: null, tasks: [] },
    clocks: [{ name: 'agenda', light: 'green', explanation: { zh: expect.stringMatching(/^审定议题时限 5 个工作日/) } }],
  });
  expect(order.allowed.map(({ type }: any) => type)).toEqual(['withdraw']);
  expect(await deskOf(secretary)).toContain(order.id);
  expect(await deskOf(property)).not.toContain(order.id);

  await secretary.send(order.id, 'admit', { text: '空地停车还是绿化', on: inDays(5) });
  expect(await deskOf(property)).toContain(order.id);
  const open = await read(property, order.id);
  expect(open.text).toBeUndefined();
  expect(open.deliberation).toMatchObject({ question: '空地停车还是绿化', quorum: 2, passes: 2 });
  expect(open.deliberation.parties.map(({ code, stance, persons }: any) => [code, stance, persons])).toEqual([
    ['community', null, 2],
    ['owners', null, 1],
    ['property', null, 1],
  ]);
  expect(open.allowed.map(({ type }: any) => type)).toEqual(['speak']);
  // Whom each speaks for need not be asked; a firm's row says what was put to it, nobody's words.
  const speaksFor = async (who: Persona) =>
    (await read(who, order.id)).deliberation.parties.flatMap(({ code, own }: any) => (own ? [code] : []));
  expect(await Promise.all([property, representative, resident].map(speaksFor))).toEqual([['property'], ['owners'], []]);
  const rowOf = async (who: Persona) =>
    fits('listOrders', 200, (await who.get('/api/v1/orders?desk=topics')).json).orders.find(({ id }: any) => id === order.id);
  expect((await rowOf(property)).excerpt).toBe('空地停车还是绿化');
  expect((await rowOf(secretary)).excerpt).toMatch(/^空地怎么用/);
  expect(open.clocks[1].explanation.en).toMatch(/^The meeting: due/);

  await property.send(order.id, 'speak', { party: 'property', stance: 'agree', text: '可以划线' });
  await representative.send(order.id, 'speak', { party: 'owners', stance: 'disagree', text: '要树' });
  const record = { how: 'ballot', on: inDays(-1), people: 43 };
  await secretary.send(order.id, 'speak', { party: 'owners', stance: 'agree', text: '三十一户同意', record });
  await secretary.send(order.id, 'speak', { party: 'community', stance: 'agree' });
  const tasks = [{ unit: `${demoCommunity}P01`, dueOn: inDays(9) }];
  await secretary.send(order.id, 'decide', { verdict: 'adopted', text: '停车，留一排树，联系13800000001', tasks });

  const mine = await read(resident, order.id);
  expect(mine).toMatchObject({
    state: { handling: 'carrying' },
    deliberation: {
      decision: { verdict: 'adopted', text: '停车，留一排树，联系13800000001' },
      opinions: [
        { party: 'property', stance: 'agree', record: null },
        { party: 'owners', stance: 'disagree', record: null },
        { party: 'owners', stance: 'agree', record: { how: 'ballot', people: 43 } },
        { party: 'community' },
      ],
      parties: [{ stance: 'agree' }, { stance: 'agree' }, { stance: 'agree' }],
      tasks: [{ unit: { code: `${demoCommunity}P01` }, state: 'assigned' }],
    },
  });
  expect((await read(property, order.id)).deliberation).toMatchObject({ decision: { text: '停车，留一排树，联系13800000001' } });
  // The row of a task that came of it says what was decided; the worker, which does not run here, gives the task.
  const { id: unit } = mine.deliberation.tasks[0].unit;
  const assigned = await service.engine.execute({
    workflow: 'task',
    type: 'assign',
    input: { unit, to: [], dueOn: tasks[0]?.dueOn, kind: 'major', parent: order.id },
    actor: { person: null, post: null, role: 'system', tenant: '522326', path: '' },
  });
  const rows = fits('listOrders', 200, (await property.get('/api/v1/orders?desk=tasks&limit=100')).json).orders;
  expect(assigned.kind === 'applied' && rows.find(({ id }: any) => id === assigned.order.id)).toMatchObject({
    excerpt: '停车，留一排树，联系138****0001',
  });
  expect((await read(supervisor, order.id)).text).not.toContain('13800000000');
  expect((await neighbour.get(`/api/v1/orders/${order.id}`)).status).toBe(404);
});

test('an order is named by those alone who see it, and comes before the forum of its own place', async () => {
  const { order: foreign } = await neighbour.place('0101');
  const { order: own } = await resident.place('0101');
  const linked = (order: string, by: Persona, more: object = {}) => propose({ order, ...more }, by);
  const refused = await linked(foreign.id, resident);
  const unknown = await linked('01a21d00-0000-7000-8000-000000000000', resident);
  expect([refused.status, refused.json.errors]).toEqual([422, unknown.json.errors]);
  expect((await linked(own.id, resident)).status).toBe(201);
  expect((await linked(foreign.id, secretary)).status).toBe(201);
  // Of the same street, but of another community: whoever convenes there has no say in it.
  const elsewhere = await linked(own.id, resident, { unit: '522326004001' });
  expect([elsewhere.status, elsewhere.json.errors[0]]).toMatchObject([422, { message: expect.stringMatching(/order-of-place/) }]);
  const dispute = {
    workflow: 'mediation',
    category: '0501',
    unit: demoGrid,
    text: '争执',
    parties: { a: { name: '甲' }, b: { name: '乙' } },
  };
  expect((await resident.post('/api/v1/orders', { ...dispute, order: foreign.id })).json.errors).toMatchObject([
    { path: 'order' },
  ]);
});

test('rows 10 and 37: the minutes have the meeting’s items with their orders, for those who may read them; links lead both ways', async () => {
  const { order: lamp } = await resident.place('0105');
  const day = inDays(3);
  const decided = async (question: string, more: object, tasks: readonly object[]) => {
    const { order } = (await propose(more)).json;
    await secretary.send(order.id, 'admit', { text: question, on: day });
    await property.send(order.id, 'speak', { party: 'property', stance: 'agree', text: '可以<b>划线</b>' });
    const record = { how: 'ballot', on: inDays(-1), people: 43 };
    await secretary.send(order.id, 'speak', { party: 'owners', stance: 'agree', text: '三十一户同意', record });
    await secretary.send(order.id, 'closeHearing', {});
    await secretary.send(order.id, 'decide', { verdict: 'adopted', text: '照办', tasks });
    return order;
  };
  const minutes = (who: Persona, id: string) => who.get(`/api/v1/orders/${id}/minutes.html`);
  const first = await decided('空地停车还是绿化', { order: lamp.id }, []);
  const second = await decided('楼道灯谁来换', {}, [{ unit: `${demoCommunity}P01`, dueOn: inDays(9) }]);
  // However much the forum was asked since: minutes are printed a year later, too.
  for (let n = 0; n < 51; n += 1) expect((await propose()).status).toBe(201);

  const paper = await minutes(secretary, first.id);
  expect(paper.status).toBe(200);
  expect(paper.headers.get('cache-control')).toBe('no-store');
  for (const shown of [
    '会议纪要',
    `一、议题 ${first.number}`,
    `二、议题 ${second.number}`,
    '空地停车还是绿化',
    '楼道灯谁来换',
    `关联单 ${lamp.number}`,
    '可以&lt;b&gt;划线&lt;/b&gt;',
    /三十一户同意　（表决记录，\d+年\d+月\d+日，43 人）/,
    '没有表态',
    '结论：通过。',
    '已交办',
  ])
    expect(paper.text).toMatch(shown);
  expect(paper.text).not.toContain('13800000000');
  // A party that does not see the order is not told its number.
  expect((await minutes(property, first.id)).text).not.toContain(lamp.number);
  expect((await minutes(neighbour, first.id)).status).toBe(404);
  expect((await minutes(secretary, lamp.id)).status).toBe(404);
  const open = (await propose()).json.order;
  expect((await minutes(secretary, open.id)).status).toBe(409);

  const links = async (who: Persona, id: string) =>
    fits('listLinks', 200, (await who.get(`/api/v1/orders/${id}/links`)).json).links.map(
      ({ workflow, relation, number }: any) => `${relation} ${workflow} ${number}`,
    );
  expect(await links(secretary, lamp.id)).toEqual([`to deliberation ${first.number}`]);
  expect(await links(secretary, first.id)).toEqual([`from six-order ${lamp.number}`]);
  expect(await links(property, first.id)).toEqual([]);
  expect((await neighbour.get(`/api/v1/orders/${lamp.id}/links`)).status).toBe(404);
});

test('what cannot be is refused with the rule and its source', async () => {
  const errors = async (answer: Promise<Answer>) => (await answer).json.errors[0];
  expect(await errors(propose({ forum: 'seven-parties' }))).toMatchObject({
    path: 'forum',
    message: expect.stringMatching(/known-forum.*31/),
  });
  expect(await errors(propose({ unit: demoStreet }))).toMatchObject({
    path: 'unit',
    message: expect.stringMatching(/forum-level/),
  });
  const { order: plain } = await resident.place('0105');
  const meeting = { forum: 'joint-meeting', unit: demoStreet, order: plain.id };
  expect(await errors(propose(meeting, office))).toMatchObject({
    path: 'order',
    message: expect.stringMatching(/raised-or-shelved/),
  });
  expect((await propose({ text: undefined })).status).toBe(422);
  expect((await propose({ lower: plain.id })).status).toBe(422);
  expect((await propose({}, property)).status).toBe(403);

  const { order } = (await propose()).json;
  await secretary.send(order.id, 'admit', { text: '空地怎么用' });
  const send = (persona: Persona, type: string, input: object) =>
    persona.post(`/api/v1/orders/${order.id}/commands`, { type, input });
  const foreign = await send(property, 'speak', { party: 'owners', stance: 'agree' });
  expect([foreign.status, foreign.text]).toEqual([422, expect.stringMatching(/speaks-for-party/)]);
  const early = await send(secretary, 'closeHearing', {});
  expect([early.status, early.text]).toEqual([409, expect.stringMatching(/has-quorum/)]);
  expect((await send(supervisor, 'speak', { party: 'owners', stance: 'agree' })).status).toBe(403);
});

test('the forums that there are for a place are the policy’s, each with who convenes it and its parties', async () => {
  const at = async (unit: string) => fits('listForums', 200, (await resident.get(`/api/v1/forums?unit=${unit}`)).json).forums;
  const [three, five, meeting] = await at(demoGrid);
  expect(three).toMatchObject({ code: 'three-parties', zh: '三方共议', convener: { code: demoCommunity }, orders: 'any' });
  expect(three?.parties.map(({ zh }: any) => zh)).toEqual(['社区（居委会）', '业委会（业主代表）', '物业服务企业']);
  expect([five?.parties.length, meeting?.orders]).toEqual([5, 'raised-or-shelved']);
  // Above a community there is the joint meeting alone, and the street convenes it.
  expect(await at(demoStreet)).toMatchObject([{ code: 'joint-meeting', convener: { code: demoStreet } }]);
  const nowhere = await resident.get('/api/v1/forums?unit=1');
  expect([nowhere.status, nowhere.json.errors[0].path]).toEqual([422, 'unit']);
});

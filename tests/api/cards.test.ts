// Supervision cards over HTTP: issued, listed, answered, checked; who sees them; and what is not known here fails nothing.
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fits, openService, type Answer, type Persona, type Service } from './service.ts';

let service: Service;
let [supervisor, member, resident, secretary] = [] as unknown as [Persona, Persona, Persona, Persona];

beforeAll(async () => {
  service = await openService();
  [supervisor, member, resident, secretary] = [
    await service.as('supervisor'),
    await service.as('member'),
    await service.as('resident'),
    await service.as('secretary'),
  ];
});
afterAll(() => service.close());

async function orderInHand(): Promise<string> {
  const { order } = await resident.place('0101');
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  return order.id;
}

const issue = (order: string, more: object = {}): Promise<Answer> =>
  supervisor.post('/api/v1/orders', {
    workflow: 'card',
    order,
    colour: 'yellow',
    reason: 'overdue',
    text: '  李向前请说明，电话 13800000000  ',
    ...more,
  });

async function issued(): Promise<{ readonly order: string; readonly card: any }> {
  const order = await orderInHand();
  const answer = await issue(order);
  expect(answer.status).toBe(201);
  return { order, card: fits('placeOrder', 201, answer.json).order };
}

const desk = async (persona: Persona, name: string): Promise<string[]> =>
  fits('listOrders', 200, (await persona.get(`/api/v1/orders?desk=${name}&limit=200`)).json).orders.map(({ id }: any) => id);

test('a supervisor issues a card: numbered, with its clock in words and what may be done next', async () => {
  const { order, card } = await issued();
  expect(card).toMatchObject({
    workflow: 'card',
    number: expect.stringMatching(/^D\d{8}-\d{6}-\d$/),
    state: { handling: 'issued', supervision: 'yellow', publication: null },
    category: '0101',
    stations: [],
    holder: { kind: 'person', id: member.person, name: '李向前' },
    card: {
      colour: 'yellow',
      reason: { code: 'overdue', text: { zh: '办理超期', en: 'overdue' } },
      order: { id: order },
      grounds: '李向前请说明，电话 13800000000',
      issuedBy: '蒙督明',
      signedAt: null,
      replies: [],
    },
  });
  expect(card.clocks).toMatchObject([
    { name: 'cardYellow', light: 'green', explanation: { zh: expect.stringContaining('1 个工作日') } },
  ]);
  expect(card.allowed.map(({ type }: any) => type).toSorted()).toEqual(['cancel', 'escalate']);
  expect((await supervisor.get(`/api/v1/orders/${card.id}`)).json.order.card.grounds).toContain('13800000000');
});

test('its whole life by commands; desks list it while it is to be answered or checked', async () => {
  const { card } = await issued();
  for (const persona of [member, supervisor, secretary]) expect(await desk(persona, 'cards')).toContain(card.id);
  expect(await desk(member, 'inbox')).toContain(card.id);
  expect(await desk(resident, 'all')).not.toContain(card.id);
  await member.send(card.id, 'sign');
  await member.send(card.id, 'reply', { text: '材料已到，明日完工' });
  expect(await desk(member, 'inbox')).not.toContain(card.id);
  const read = fits('getOrder', 200, (await supervisor.get(`/api/v1/orders/${card.id}`)).json).order;
  expect(read.card).toMatchObject({ signedBy: '李向前', replies: [{ by: '李向前', text: '材料已到，明日完工' }] });
  await supervisor.send(card.id, 'check', { verdict: 'accepted', note: '属实' });
  const closed = await supervisor.send(card.id, 'close');
  expect(closed).toMatchObject({ state: { handling: 'closed' }, closedAt: null, card: { closedAt: expect.any(String) } });
  expect(closed.clocks.map(({ name }: any) => name)).toEqual(['cardYellow', 'cardCheck', 'lookBack']);
  expect(await desk(member, 'cards')).not.toContain(card.id);
  const { entries, verified } = fits('readJournal', 200, (await supervisor.get(`/api/v1/orders/${card.id}/journal`)).json);
  expect(entries.map(({ type }: any) => type)).toEqual(['issue', 'sign', 'reply', 'check', 'close']);
  expect(verified).toBe(true);
  expect(JSON.stringify(entries)).not.toContain('13800000000');
});

test('a card says what its order is about, on its page and in a list: to each as he may read that order, and to nobody by the card', async () => {
  const { order: placed } = await resident.place('0105', { text: '三楼楼道的灯坏了，电话 13800000000，找韦春梅' });
  await secretary.send(placed.id, 'admit');
  await secretary.send(placed.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  const facility = await service.as('facility');
  const answer = await issue(placed.id, { reason: 'other', holder: { kind: 'person', id: facility.person } });
  expect([answer.status, answer.json.order.text]).toEqual([201, undefined]);
  const { id } = answer.json.order;
  const read = async (persona: Persona) => fits('getOrder', 200, (await persona.get(`/api/v1/orders/${id}`)).json).order;
  const listed = async (persona: Persona) =>
    fits('listOrders', 200, (await persona.get('/api/v1/orders?desk=cards&limit=200')).json).orders.find(
      (one: any) => one.id === id,
    );
  // A supervisor reads the redacted copy, the secretary all but the number.
  expect((await read(supervisor)).text).toMatch(/^三楼楼道的灯坏了，电话 138\*+0000/);
  expect((await read(supervisor)).text).not.toContain('韦春梅');
  expect((await read(secretary)).text).toContain('韦春梅');
  expect((await listed(supervisor)).excerpt).toMatch(/^三楼楼道的灯坏了/);
  // Whoever must answer it, and may not see the order.
  expect((await facility.get(`/api/v1/orders/${placed.id}`)).status).toBe(404);
  expect([(await read(facility)).text, (await listed(facility)).excerpt]).toEqual([undefined, null]);
  const { rows } = await service.db.query(`select person, how from access_log where order_id = $1 and field = 'text'`, [
    placed.id,
  ]);
  expect(rows).toContainEqual({ person: supervisor.person, how: 'masked' });
  expect(rows.map(({ person }) => person)).not.toContain(facility.person);
});

test('a consent that is withdrawn closes the words of the order on the card’s page at once, which says why', async () => {
  const [facility, other] = [await service.as('facility'), await service.as('resident-2')];
  const { notice } = (await other.get('/api/v1/me/consents')).json;
  const say = async (given: boolean) =>
    expect((await other.post('/api/v1/me/consents', { notice, purpose: 'outside-provider', given })).status).toBe(200);
  await say(true);
  const { order } = await other.place('0802', { text: '奶奶想要中午送餐' });
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: facility.person } });
  await facility.send(order.id, 'accept');
  const { id } = (await issue(order.id)).json.order;
  const read = (tag?: string | null) =>
    service.call('GET', `/api/v1/orders/${id}`, { token: facility.token, ...(tag && { headers: { 'if-none-match': tag } }) });
  const given = await read();
  expect(fits('getOrder', 200, given.json).order).toMatchObject({ text: '奶奶想要中午送餐', withheld: [] });
  expect((await read(given.headers.get('etag'))).status).toBe(304);
  await say(false);
  const withdrawn = await read(given.headers.get('etag'));
  expect(withdrawn.status).toBe(200);
  expect(withdrawn.json.order.text).toBeUndefined();
  expect(withdrawn.json.order.withheld).toMatchObject([{ purpose: 'outside-provider', why: { zh: expect.any(String) } }]);
  // Who supervises reads it as before.
  const watched = (await supervisor.get(`/api/v1/orders/${id}`)).json.order;
  expect([watched.text, watched.withheld]).toEqual(['奶奶想要中午送餐', []]);
  await say(true);
  const again = await read(withdrawn.headers.get('etag'));
  expect([again.status, again.json.order.text, again.json.order.withheld]).toEqual([200, '奶奶想要中午送餐', []]);
});

test('a card’s row says no more of an order whose kind became a sensitive one than the order’s own row', async () => {
  const { order } = await resident.place('0101', { text: '奶奶想要中午送餐，在第三医院看肾病' });
  await secretary.send(order.id, 'admit');
  const { id } = (await issue(order.id, { holder: { kind: 'person', id: secretary.person } })).json.order;
  const excerpts = (persona: Persona) =>
    Promise.all(
      [
        ['cards', id],
        ['all', order.id],
      ].map(async ([name, of]) => {
        const { orders } = fits('listOrders', 200, (await persona.get(`/api/v1/orders?desk=${name}&limit=200`)).json);
        return orders.find((one: any) => one.id === of).excerpt;
      }),
    );
  for (const persona of [supervisor, secretary])
    expect(await excerpts(persona)).toEqual([expect.stringMatching(/^奶奶/), expect.stringMatching(/^奶奶/)]);
  await secretary.send(order.id, 'correctCategory', { to: '0802', reason: '其实是送餐' });
  for (const persona of [supervisor, secretary]) expect(await excerpts(persona)).toEqual([null, null]);
});

const count = async (persona: Persona) => {
  const { desks } = fits('countDesks', 200, (await persona.get('/api/v1/desks')).json);
  const { count: all, waiting } = desks.find(({ desk: name }: { desk: string }) => name === 'cards');
  return { all, waiting: waiting.count };
};

test('the number beside the desk of cards is how many wait for its reader, to answer or to check', async () => {
  const [before, answered, watched] = [await count(member), await count(secretary), await count(supervisor)];
  const { card } = await issued();
  expect(await count(member)).toEqual({ all: before.all + 1, waiting: before.waiting + 1 });
  for (const [persona, now] of [
    [secretary, answered],
    [supervisor, watched],
  ] as const)
    expect(await count(persona)).toEqual({ all: now.all + 1, waiting: now.waiting });
  await member.send(card.id, 'reply', { text: '明日完工' });
  expect([(await count(member)).waiting, (await count(secretary)).waiting]).toEqual([before.waiting, answered.waiting]);
  expect(await count(supervisor)).toEqual({ all: watched.all + 1, waiting: watched.waiting + 1 });
  // Of other desks none is told apart.
  const { desks } = (await secretary.get('/api/v1/desks')).json;
  expect(desks.filter(({ waiting }: any) => waiting !== null).map(({ desk: name }: any) => name)).toEqual(['cards']);
});

test('nor does it count what is on the desk and another’s to answer, or was answered by its reader himself', async () => {
  const [facility, next, leader] = [await service.as('facility'), await service.as('member-2'), await service.as('leader')];
  const [of, ofNext, ofLeader] = await Promise.all([member, next, leader].map(async (one) => (await count(one)).waiting));
  // He has the order in hand; another must answer.
  const elsewhere = (await issue(await orderInHand(), { reason: 'other', holder: { kind: 'person', id: facility.person } })).json;
  expect([(await count(member)).waiting, await desk(member, 'cards')]).toEqual([
    of,
    expect.arrayContaining([elsewhere.order.id]),
  ]);
  // Handed over it is the other's, though whoever had it may still answer.
  const { card } = await issued();
  expect((await count(member)).waiting).toBe(of + 1);
  await member.send(card.id, 'handOver', { person: next.person });
  expect([(await count(member)).waiting, (await count(next)).waiting]).toEqual([of, ofNext + 1]);
  expect(await desk(member, 'inbox')).toContain(card.id);
  // Who supervises does not check what he answered himself.
  const own = (await issue(await orderInHand(), { holder: { kind: 'person', id: leader.person } })).json.order.id;
  expect((await count(leader)).waiting).toBe(ofLeader + 1);
  const watched = (await count(supervisor)).waiting;
  await leader.send(own, 'reply', { text: '已安排' });
  expect([(await count(leader)).waiting, (await count(supervisor)).waiting]).toEqual([ofLeader, watched + 1]);
  await supervisor.send(own, 'check', { verdict: 'returned', note: '没有安排' });
  expect([(await count(leader)).waiting, (await count(supervisor)).waiting]).toEqual([ofLeader + 1, watched]);
});

test('of more than are counted it says that there are more', async () => {
  const [order, facility] = [await orderInHand(), await service.as('facility')];
  for (let n = 0; n < 100; n += 1)
    expect((await issue(order, { reason: 'other', holder: { kind: 'person', id: facility.person } })).status).toBe(201);
  const { desks } = fits('countDesks', 200, (await facility.get('/api/v1/desks')).json);
  expect(desks.find(({ desk: name }: { desk: string }) => name === 'cards')).toEqual({
    desk: 'cards',
    count: 99,
    more: true,
    waiting: { count: 99, more: true },
  });
});

describe('督办通知书', () => {
  const notice = (who: Persona, id: string) => who.get(`/api/v1/orders/${id}/notice.html`);

  test('names card, order, holder, reason and limit, and what was said; whoever reads it is logged', async () => {
    const { card } = await issued();
    await member.send(card.id, 'reply', { text: '材料已到 <明日> 完工' });
    const answer = await notice(supervisor, card.id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    for (const text of [
      '督办通知书',
      card.number,
      '黄色督办卡',
      '李向前',
      '房屋漏水渗水',
      '办理超期',
      '13800000000',
      '&lt;明日&gt;',
      '发出：蒙督明',
    ])
      expect(answer.text).toContain(text);
    expect(answer.text).not.toContain('<明日>');
    const { rows } = await service.db.query('select field from access_log where order_id = $1', [card.id]);
    expect(rows.map(({ field }) => field)).toEqual(expect.arrayContaining(['grounds', 'replies.0.text']));
  });

  test('asks for an answer by a time while there is none', async () => {
    const { card } = await issued();
    expect((await notice(member, card.id)).text).toMatch(/请签收，并于 \d{4}年\d+月\d+日 \d\d:\d\d 前书面回复/);
    await member.send(card.id, 'sign');
    expect((await notice(member, card.id)).text).toMatch(/请于 \d{4}年\d+月\d+日 \d\d:\d\d 前书面回复/);
  });

  test('tells whoever works on the order that it is his, and whom the card went up to that it did', async () => {
    const { card } = await issued();
    const own = (await notice(member, card.id)).text;
    expect(own).toContain('您处承办的');
    expect(own).not.toContain('提级，由您处');
    await supervisor.send(card.id, 'escalate');
    const above = (await notice(supervisor, card.id)).text;
    expect(above).toContain('逾期未回复，按规定提级，由您处督促办理并回复');
    expect(above).not.toContain('您处承办的');
  });

  test('a watcher prints it masked; whom it does not concern, and an order, get none', async () => {
    const { order, card } = await issued();
    expect((await notice(await service.as('representative'), card.id)).text).not.toContain('13800000000');
    expect((await notice(resident, card.id)).status).toBe(404);
    expect((await notice(supervisor, order)).status).toBe(404);
  });
});

describe('证据清单', () => {
  const list = (who: Persona, id: string) => who.get(`/api/v1/orders/${id}/evidence.html`);

  test('says when, who by post and what, files by digest, clocks, cards and the chain; nothing that is sealed, and so no reading', async () => {
    const { order, card } = await issued();
    const image = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'white' } })
      .jpeg()
      .toBuffer();
    const { json: photo } = await service.call('POST', '/api/v1/attachments', {
      token: member.token,
      raw: new Uint8Array(image),
      headers: { 'content-type': 'image/jpeg' },
    });
    await member.send(order, 'contact', { note: '韦春梅说下午在家' });
    await member.send(order, 'finish', { result: '换好了，打 13900000000', attachments: [photo.id] });
    await member.send(card.id, 'reply', { text: '材料已到' });
    const { rows: digests } = await service.db.query('select digest from attachments where id = $1', [photo.id]);
    const answer = await list(supervisor, order);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    for (const text of [
      '证据清单',
      '日志共 6 条，逐条链接，校验一致',
      '<td>居民</td>',
      '<td>派单</td>',
      '对象：李向前',
      '<td>首次联系</td><td>党员 李向前</td>',
      '文字内容（已封存）',
      `照片，指纹 ${digests[0].digest}`,
      '首次联系时限',
      '按时完成',
      card.number,
      '黄色督办卡，因办理超期',
      '回复（文字已封存）',
      '打印：督办专员 蒙督明',
    ])
      expect(answer.text).toContain(text);
    // A day ends at 24:00, in the columns as in the sentence below.
    expect(answer.text).toMatch(/<tr><td>评单<\/td><td>[^<]+<\/td><td>\d+年\d+月\d+日 24:00<\/td>/);
    const sealed = /李向前请说明|韦春梅|13[89]0{8}|换好了|材料已到/;
    expect(answer.text).not.toMatch(sealed);
    const ofCard = await list(supervisor, card.id);
    for (const text of ['督办卡', '<td>发卡</td>', '<td>回复</td>', '黄卡回复']) expect(ofCard.text).toContain(text);
    expect(ofCard.text).not.toMatch(sealed);
    const { rows } = await service.db.query('select field from access_log where order_id = any($1) and person = $2', [
      [order, card.id],
      supervisor.person,
    ]);
    expect(rows).toEqual([]);
    expect(answer.text).toContain('现状、时限和督办卡与按日志重算的一致');
    // A limit moved beside an untouched journal, of its card too; then the journal's own end.
    const move = `update orders set snapshot = regexp_replace(snapshot, '"dueAt":1', '"dueAt":2') where id = $1`;
    const back = `update orders set snapshot = regexp_replace(snapshot, '"dueAt":2', '"dueAt":1') where id = $1`;
    for (const id of [order, card.id]) {
      await service.db.query(move, [id]);
      expect((await list(supervisor, order)).text).toContain('日志链校验不一致');
      await service.db.query(back, [id]);
      expect((await list(supervisor, order)).text).toContain('校验一致，没有改动');
    }
    await service.db.query(`update orders set head = 'x', revision = revision + 1 where id = $1`, [order]);
    expect((await list(supervisor, order)).text).toContain('日志链校验不一致');
  });

  test('says what was made of the kind and the urgency, from old to new, and of a call in vain that it is no contact', async () => {
    const { order } = await resident.place('0101');
    await secretary.send(order.id, 'admit');
    await secretary.send(order.id, 'correctCategory', { to: '0204', reason: '是管道堵了' });
    await secretary.send(order.id, 'changeUrgency', { to: 'U0', reason: '污水进屋' });
    await secretary.send(order.id, 'changeUrgency', { to: 'U2', reason: '已经止住' });
    await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
    const { text } = await list(supervisor, order.id);
    expect(text).toMatch(/更正类别.*类别：房屋漏水渗水 → 管网堵塞、污水外溢.*紧急程度：U2 → U1/);
    expect(text).toContain('紧急程度：U1 → U0');
    // Down it goes by a second person's word only.
    expect(text).toContain('申请改为：紧急程度 U2');
    expect(text).not.toContain('U0 → U2');
    // Before it was admitted, too, when no clock hangs on its kind.
    const early = (await resident.place('0101')).order.id;
    await secretary.send(early, 'correctCategory', { to: '0204', reason: '是管道堵了' });
    expect((await list(supervisor, early)).text).toMatch(/更正类别.*类别：房屋漏水渗水 → 管网堵塞、污水外溢/);
    const other = await orderInHand();
    await member.send(other, 'contact', { reached: false });
    await secretary.send(other, 'record', { act: 'contact', reached: false });
    const inVain = (await list(supervisor, other)).text;
    expect(inVain).toMatch(/<td>联系（没打通）<\/td>.*没有打通，不算首次联系/);
    expect(inVain).toMatch(/<td>代录<\/td>.*首次联系.*没有打通，不算首次联系/);
    expect(inVain).not.toContain('<td>首次联系</td><td>党员');
  });

  test('leaves none of the order’s cards out, however many there are', async () => {
    const order = await orderInHand();
    const numbers: string[] = [];
    for (let n = 0; n < 51; n += 1) numbers.push((await issue(order)).json.order.number);
    const { text } = await list(supervisor, order);
    expect(numbers.filter((number) => !text.includes(number))).toEqual([]);
  });

  test('whoever calls to account prints it; whoever works on it does not, and whom it does not concern finds nothing', async () => {
    const { order } = await issued();
    const statuses = async (...names: readonly Parameters<Service['as']>[0][]) =>
      Promise.all(names.map(async (name) => (await list(await service.as(name), order)).status));
    expect(await statuses('supervisor', 'representative', 'leader')).toEqual([200, 200, 200]);
    expect(await statuses('secretary', 'street', 'member', 'resident')).toEqual([403, 403, 403, 403]);
    expect(await statuses('resident-2', 'publisher', 'admin')).toEqual([404, 404, 404]);
  });
});

describe('who', () => {
  test('a watcher who did not issue it reads it masked; whom it does not concern finds nothing', async () => {
    const { card } = await issued();
    const representative = await service.as('representative');
    const { grounds } = (await representative.get(`/api/v1/orders/${card.id}`)).json.order.card;
    expect(grounds).not.toContain('13800000000');
    for (const persona of [resident, await service.as('member-2'), await service.as('publisher'), await service.as('admin')])
      expect((await persona.get(`/api/v1/orders/${card.id}`)).status).toBe(404);
  });

  test.each(['resident', 'secretary', 'street', 'member'] as const)('%s issues none', async (persona) => {
    const order = await orderInHand();
    const body = { workflow: 'card', order, colour: 'blue', reason: 'other' };
    expect((await (await service.as(persona)).post('/api/v1/orders', body)).status).toBe(403);
  });

  test('it is sent once for one key', async () => {
    const order = await orderInHand();
    const body = { workflow: 'card', order, colour: 'blue', reason: 'other' };
    const [first, second] = [
      await supervisor.post('/api/v1/orders', body, { 'idempotency-key': 'card-1' }),
      await supervisor.post('/api/v1/orders', body, { 'idempotency-key': 'card-1' }),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json.order.id).toBe(first.json.order.id);
  });
});

test.each([
  [{}, 'reason'],
  [{ reason: 'overdue', colour: 'green' }, 'colour'],
  [{ reason: 'overdue', holder: { kind: 'person' } }, 'holder.id'],
  [{ reason: 'overdue', order: 'x' }, 'order'],
  [{ reason: 'overdue', holder: { kind: 'person', id: '018f0000-0000-7000-8000-000000000000' } }, 'holder'],
  [{ reason: 'overdue', text: ' ' }, 'text'],
] as const)('%j is refused at %s', async (more, path) => {
  const order = await orderInHand();
  const answer = await supervisor.post('/api/v1/orders', { workflow: 'card', order, colour: 'blue', ...more });
  expect(answer.status).toBe(422);
  expect(answer.json.errors.map((error: any) => error.path)).toEqual([path]);
});

test('the complaints about an order that is placed are its own, whatever workflow it names', async () => {
  const complaints = async (body: object) =>
    (await resident.post('/api/v1/orders', body)).json.errors.map(({ path }: any) => path).toSorted();
  expect(await complaints({})).toEqual(['category', 'text', 'unit']);
  expect(await complaints({ workflow: 'six-order', category: 7, text: 'x', unit: 'x' })).toEqual(['category']);
});

describe('an order of a version that this release does not know', () => {
  test('is shown by its face, with nothing to be done; no page fails', async () => {
    const { order } = await resident.place('0101');
    await service.db.query('update orders set version = 99, revision = revision + 1 where id = $1', [order.id]);
    const strange = fits('getOrder', 200, (await secretary.get(`/api/v1/orders/${order.id}`)).json).order;
    expect(strange).toMatchObject({
      number: order.number,
      version: 99,
      state: { handling: 'placed', supervision: null, publication: null },
      category: '0101',
      unit: order.unit,
      stations: [],
      clocks: [],
      allowed: [],
    });
    expect(strange.text).toBeUndefined();
    expect(await desk(secretary, 'intake')).toContain(order.id);
    expect(await desk(resident, 'requests')).toContain(order.id);
    expect((await resident.get(`/api/v1/orders/${order.id}/journal`)).status).toBe(200);
    expect((await secretary.post(`/api/v1/orders/${order.id}/commands`, { type: 'admit' })).status).toBe(503);
  });
});

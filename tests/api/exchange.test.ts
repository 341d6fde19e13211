// Exchange of work orders: 12345 and a grid platform send theirs by key, read state and result back under their own numbers.
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { exchangeRules } from '@six-order/community/exchange/rules';
import { WorkOrder } from '@six-order/community/exchange/profile';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsOf } from './browser.ts';
import { fits, openService, type Service } from './service.ts';

const tenant = '522326';
let service: Service;
let hotline: string;
let grid: string;
let readOnly: string;
let platform: string;

beforeAll(async () => {
  service = await openService();
  const county = service.directory.findUnit(tenant, tenant);
  const unit = county?.id as string;
  const receiver = service.directory.post(personas.department.post)?.unit as string;
  // A post of its own for each system: it sees what it placed, and nothing else.
  const people = ['市民热线', '网格平台', '省级平台'].map((name) => ({ tenant, id: newId(), name }));
  await putPeople(
    service.tables,
    people.map((person) => sealPerson(service.keyring, person)),
  );
  const posts = people.map(({ id: person }, at) => ({
    id: newId(),
    tenant,
    person,
    // What is handed over to a system is dispatched to the unit that stands for it.
    role: at === 2 ? ('department' as const) : ('opinion-aide' as const),
    unit: at === 2 ? receiver : unit,
    validFrom: 0,
    validTo: null,
  }));
  await putPosts(service.tables, posts);
  await service.directory.refresh();
  const [ofHotline, ofGrid, ofPlatform] = posts.map(({ id }) => id) as [string, string, string];
  const rule = (key: string, value: object) => ({
    id: newId(),
    tenant,
    kind: 'exchange' as const,
    key,
    path: county?.path as string,
    value: value as never,
    document: '望数发〔2026〕3号',
    validFrom: 0,
    validTo: null,
  });
  await putCountyRules(service.tables, [
    rule('12345', {
      posts: [ofHotline],
      source: '12345',
      categories: { '供水/漏水': '0102', 投诉干部: '1101', '阀门 / valve': '0506' },
      urgencies: { 加急: 'U1' },
      units: { 蟠桃园社区: demoCommunity },
      statuses: { placed: '已签收', admitted: '已受理', working: '办理中', finished: '已办结', refused: '退单' },
      columns: {
        number: '工单编号',
        category: '诉求类别',
        unit: '所属区域',
        text: '诉求内容',
        dueAt: '办结时限',
        name: '来电人',
        phone: '来电号码',
      },
    }),
    rule('grid', { posts: [ofGrid], source: 'patrol', otherwise: '0101' }),
    rule('province', {
      posts: [ofPlatform],
      source: 'superior',
      categories: { 房屋渗漏: '0101' },
      receives: service.directory.unitById(receiver)?.code,
    }),
  ]);
  await service.seed();
  const key = async (post: string, scopes: readonly ('read' | 'write')[]) =>
    (await accountsOf(service).keys.make({ tenant, post, name: '12345', scopes, days: 30, aMinute: 10_000 })).key;
  hotline = await key(ofHotline, ['read', 'write']);
  grid = await key(ofGrid, ['read', 'write']);
  readOnly = await key(ofHotline, ['read']);
  platform = await key(ofPlatform, ['read', 'write']);
});
afterAll(() => service.close());

const send = (token: string, orders: readonly object[], system = '12345', language = 'zh') =>
  service.call('POST', `/api/v1/exchange/${system}/orders`, {
    token,
    body: { orders },
    headers: { 'accept-language': language },
  });
/** What is wrong with work orders is told in the reader's language. */
const inChinese = (results: readonly { readonly problems: readonly { readonly message: string }[] }[]): void => {
  for (const { problems } of results) for (const { message } of problems) expect(message).toMatch(/\p{Script=Han}/u);
};
const read = (token: string, number: string, system = '12345') =>
  service.call('GET', `/api/v1/exchange/${system}/orders/${number}`, { token });
const workOrder = (number: string, more: object = {}) => ({
  number,
  category: '供水/漏水',
  unit: '蟠桃园社区',
  text: '3栋502漏水，联系韦春梅13800001234',
  urgency: '加急',
  contact: { name: '韦春梅', phone: '13800001234' },
  ...more,
});

test('a work order becomes one order, however often and however closely together it is sent', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => send(hotline, [workOrder('GZ2026030200001')])));
  const results = answers.map(({ json }) => fits('takeWorkOrders', 200, json).results[0]);
  expect(results.filter(({ outcome }) => outcome === 'placed').length).toBe(1);
  expect(results.filter(({ outcome }) => outcome === 'known').length).toBe(4);
  expect(new Set(results.map(({ order }) => order.id)).size).toBe(1);
  const { rows } = await service.db.query(
    `select count(*)::int as n from orders where data->'reference'->>'number' = 'GZ2026030200001'`,
  );
  expect(rows).toEqual([{ n: 1 }]);

  const changed = await send(hotline, [workOrder('GZ2026030200001', { text: '另一件事' })]);
  expect(fits('takeWorkOrders', 200, changed.json).results).toMatchObject([
    { outcome: 'different', order: { id: results[0].order.id }, problems: [{ path: 'number' }] },
  ]);
});

test('it takes the mapped category and place, their urgency as claimed, and is refused with what is known', async () => {
  const answer = await send(hotline, [
    workOrder('A1'),
    workOrder('A2', { category: '没有的类别' }),
    workOrder('A3', { unit: '没有的社区' }),
    workOrder('A4', { category: '0101', unit: demoGrid }),
  ]);
  const { results } = fits('takeWorkOrders', 200, answer.json);
  inChinese(results);
  expect(results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['placed', 'refused', 'refused', 'placed']);
  expect(results[1].problems).toEqual([
    { path: 'category', message: '映射表中没有此类别；已有：供水/漏水, 投诉干部, 阀门 / valve' },
  ]);
  const inEnglish = await send(hotline, [workOrder('A5', { category: '没有的类别' })], '12345', 'en');
  expect(fits('takeWorkOrders', 200, inEnglish.json).results[0].problems).toEqual([
    { path: 'category', message: 'no mapping has this category; known are 供水/漏水, 投诉干部, 阀门 / valve' },
  ]);
  expect(results[2].problems).toMatchObject([{ path: 'unit' }]);
  const order = await service.engine.get(results[0].order.id);
  expect(order?.snapshot.context).toMatchObject({
    category: '0102',
    source: '12345',
    claimedUrgency: 'U1',
    unit: { code: demoCommunity },
    reference: { system: '12345', number: 'A1' },
  });
  // Whatever was refused may be sent again, put right.
  const right = await send(hotline, [workOrder('A2')]);
  expect(fits('takeWorkOrders', 200, right.json).results).toMatchObject([{ outcome: 'placed' }]);
});

test('the hotline’s deadline prevails over ours when it is earlier, and ours stands when theirs is later', async () => {
  const soon = new Date(service.clock.now() + 3 * 3_600_000).toISOString();
  const late = new Date(service.clock.now() + 90 * 86_400_000).toISOString();
  const answer = await send(hotline, [workOrder('D1', { dueAt: soon, returnBy: soon }), workOrder('D2', { dueAt: late })]);
  const [first, second] = fits('takeWorkOrders', 200, answer.json).results;
  const secretary = await service.as('secretary');
  const whole = async (id: string) => {
    const order = await secretary.send(id, 'admit');
    return order.clocks.find(({ name }: { name: string }) => name === 'whole');
  };
  const cut = await whole(first.order.id);
  expect(cut.dueAt).toBe(soon);
  expect(cut.explanation.zh).toContain('来单系统要求的时限先到');
  const own = await whole(second.order.id);
  expect(Date.parse(own.dueAt)).toBeLessThan(Date.parse(late));
  expect(own.explanation.zh).not.toContain('来单系统');
  expect((await read(hotline, 'D1')).json.workOrder).toMatchObject({ returnBy: soon });
});

test('state in their words, result and evaluation go back under their number', async () => {
  const placed = await send(hotline, [workOrder('R1', { urgency: undefined })]);
  const { id, number } = fits('takeWorkOrders', 200, placed.json).results[0].order;
  const status = async () => fits('getWorkOrder', 200, (await read(hotline, 'R1')).json).workOrder;
  expect(await status()).toMatchObject({
    number: 'R1',
    order: { id, number },
    status: '已签收',
    stage: 'placed',
    evaluation: null,
  });
  const [secretary, member] = [await service.as('secretary'), await service.as('member')];
  await secretary.send(id, 'admit');
  expect(await status()).toMatchObject({ status: '已受理' });
  await secretary.send(id, 'dispatch', { to: { kind: 'person', id: member.person } });
  expect(await status()).toMatchObject({ status: 'dispatched' });
  await member.send(id, 'accept');
  await member.send(id, 'contact', { note: '已联系' });
  await member.send(id, 'finish', { result: '已更换水管' });
  expect(await status()).toMatchObject({
    status: '已办结',
    stage: 'finished',
    result: '已更换水管',
    finishedAt: expect.any(String),
  });
  const { rows } = await service.db.query('select field, how from access_log where order_id = $1 and field = $2', [id, 'result']);
  expect(rows.length).toBeGreaterThan(0);

  const evaluation = { solved: 'yes', stars: 4, comment: '解决了' };
  const path = '/api/v1/exchange/12345/orders/R1/evaluation';
  const said = await service.call('POST', path, { token: hotline, body: evaluation, headers: { 'idempotency-key': 'r1' } });
  expect(said.status, said.text).toBe(200);
  expect(fits('evaluateWorkOrder', 200, said.json).workOrder).toMatchObject({ evaluation: { solved: 'yes', stars: 4 } });
  const again = await service.call('POST', path, { token: hotline, body: evaluation, headers: { 'idempotency-key': 'r1' } });
  expect(again.status).toBe(200);
  const journal = (await service.engine.journal(id)).map(({ type }) => type);
  expect(journal.filter((type) => type === 'transcribe').length).toBe(1);
  expect(await status()).toMatchObject({ light: 'done' });
});

test('row 78, 网格化平台: a system speaks only through its own posts, sees only what it sent, and a key needs the scope', async () => {
  await send(hotline, [workOrder('P1')]);
  await send(grid, [workOrder('G1', { category: '别的', unit: demoGrid })], 'grid');
  expect((await send(grid, [workOrder('P2')])).status).toBe(404);
  expect((await read(grid, 'P1')).status).toBe(404);
  expect((await read(grid, 'P1', 'grid')).status).toBe(404);
  expect((await read(hotline, 'G1', 'grid')).status).toBe(404);
  expect((await send(readOnly, [workOrder('P3')])).status).toBe(403);
  expect((await read(readOnly, 'P1')).status).toBe(200);
  expect((await read((await service.as('secretary')).token, 'P1')).status).toBe(404);
  expect((await service.call('GET', '/api/v1/exchange/12345/orders')).status).toBe(401);
  const list = fits('listWorkOrders', 200, (await service.call('GET', '/api/v1/exchange/grid/orders', { token: grid })).json);
  expect(list.workOrders.map(({ number }: { number: string }) => number)).toEqual(['G1']);
});

test('pages list every work order once', async () => {
  await send(
    hotline,
    Array.from({ length: 12 }, (_, n) => workOrder(`L${n}`)),
  );
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = cursor === '' ? '?limit=5' : `?limit=5&cursor=${cursor}`;
    const page = fits(
      'listWorkOrders',
      200,
      (await service.call('GET', `/api/v1/exchange/12345/orders${query}`, { token: hotline })).json,
    );
    seen.push(...page.workOrders.map(({ number }: { number: string }) => number));
    cursor = page.next;
  }
  expect(new Set(seen).size).toBe(seen.length);
  const { rows } = await service.db.query(`select count(*)::int as n from exchange_orders where system = '12345'`);
  expect(seen.length).toBe(rows[0].n);
});

test('until when the hotline takes it back stands on the desk, and after that it is not refused any more', async () => {
  const soon = new Date(service.clock.now() + 3_600_000).toISOString();
  const sent = await send(hotline, [workOrder('B1', { returnBy: soon }), workOrder('B2', { returnBy: soon }), workOrder('B3')]);
  const [first, second, third] = fits('takeWorkOrders', 200, sent.json).results.map(({ order }: any) => order.id);
  const body = { solved: 'yes', stars: 5 };
  const early = await service.call('POST', '/api/v1/exchange/12345/orders/B3/evaluation', { token: hotline, body });
  expect([early.status, early.json.detail]).toEqual([409, expect.stringContaining('不能代录评价')]);
  const secretary = await service.as('secretary');
  const desk = fits('listOrders', 200, (await secretary.get('/api/v1/orders?desk=intake&limit=200')).json).orders;
  const row = (id: string) => desk.find((order: { id: string }) => order.id === id);
  expect(row(first).reference).toEqual({ system: '12345', number: 'B1', dueAt: null, returnBy: soon });
  expect(row(third).reference).toMatchObject({ returnBy: null });
  const refuse = (id: string) =>
    secretary.post(`/api/v1/orders/${id}/commands`, { type: 'refuse', input: { reason: '不属本平台', channelCode: '12345' } });
  expect((await refuse(first)).status).toBe(200);
  expect((await read(hotline, 'B1')).json.workOrder).toMatchObject({ status: '退单' });
  await service.call('POST', '/api/v1/demo/clock', { body: { advance: 'PT61M' } });
  const late = await refuse(second);
  expect(late.status).toBe(409);
  expect(late.json.detail).toMatch(/来单系统的退单期限已于/);
  expect((await refuse(third)).status).toBe(200);
  expect((await service.call('GET', `/api/v1/orders/${second}`, { token: secretary.token })).json.order.state.handling).toBe(
    'placed',
  );
});

test('row 27, 一体化信息平台: an order is handed over to another system, which confirms it under its number, reports, and may ask to give it back', async () => {
  const [street, secretary, resident] = [await service.as('street'), await service.as('secretary'), await service.as('resident')];
  const receiver = service.directory.post(personas.department.post)?.unit as string;
  const offer = async () => {
    const { order } = await resident.place('0101', { contact: { name: '韦春梅', phone: '13800001234' } });
    await secretary.send(order.id, 'admit');
    await street.send(order.id, 'dispatch', { to: { kind: 'unit', id: receiver } });
    return order.id as string;
  };
  const path = '/api/v1/exchange/province/hand-overs';
  const ask = (method: string, rest = '', body?: object, token = platform) =>
    service.call(method, path + rest, { token, ...(body && { body }) });
  const [taken, back] = [await offer(), await offer()];
  const offered = fits('listHandOvers', 200, (await ask('GET')).json).handOvers;
  expect(offered.map(({ order }: any) => order.id)).toEqual(expect.arrayContaining([taken, back]));
  expect(offered[0]).toMatchObject({ state: 'offered', number: null, confirmedAt: null, category: '房屋渗漏' });
  const opened = fits('getHandOver', 200, (await ask('GET', `/${taken}`)).json).handOver;
  expect(opened.text).toContain('漏水');
  const { rows: read } = await service.db.query('select field from access_log where order_id = $1 and field = $2', [
    taken,
    'text',
  ]);
  expect(read.length).toBeGreaterThan(0);

  // Nobody but the receiver confirms; until it does, the accept clock runs and the order counts as not taken on.
  expect((await ask('POST', `/${taken}/confirmation`, { number: 'S-1' }, grid)).status).toBe(404);
  expect((await ask('POST', `/${taken}/confirmation`, { number: '不 行' })).status).toBe(422);
  expect((await ask('POST', `/${taken}/report`, { what: 'result', text: '好了' })).status).toBe(409);
  const confirm = () => ask('POST', `/${taken}/confirmation`, { number: 'S-1' });
  const confirmed = fits('confirmHandOver', 200, (await confirm()).json).handOver;
  expect(confirmed).toMatchObject({ state: 'taken', number: 'S-1', confirmedAt: expect.any(String) });
  expect((await confirm()).json.handOver).toEqual(confirmed);
  expect((await ask('POST', `/${taken}/confirmation`, { number: 'S-2' })).status).toBe(409);
  const seen = fits('getOrder', 200, (await street.get(`/api/v1/orders/${taken}`)).json).order;
  expect(seen.handedOver).toMatchObject({ system: 'province', number: 'S-1' });

  const report = (id: string, what: string, more: object = {}) => ask('POST', `/${id}/report`, { what, text: '已处理', ...more });
  expect((await report(taken, 'return')).status).toBe(422);
  expect((await report(taken, 'progress', { ground: 'unclear' })).status).toBe(422);
  for (const what of ['contact', 'progress', 'result']) {
    const answer = await report(taken, what);
    expect(answer.status, answer.text).toBe(200);
    fits('reportHandOver', 200, answer.json);
  }
  expect((await ask('GET', `/${taken}`)).json.handOver).toMatchObject({ state: 'finished', number: 'S-1' });
  expect((await resident.get(`/api/v1/orders/${taken}`)).json.order.result).toBe('已处理');

  const returning = await report(back, 'return', { ground: 'not-our-duty' });
  expect(returning.json.handOver, returning.text).toMatchObject({ state: 'returning', number: null });
  const entries = (await service.engine.journal(taken as never)).map(({ type }) => type);
  expect(entries.filter((type) => type === 'accept').length).toBe(1);
});

test('exchange-speaks: by the ordinary way nobody claims the number of a system that he does not speak for', async () => {
  const [secretary, resident, member] = [await service.as('secretary'), await service.as('resident'), await service.as('member')];
  const reference = { system: '12345', number: 'GZ-CLAIMED' };
  const { order } = await resident.place('0102');
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  const before = await service.engine.journal(order.id);
  const accept = (system: string) =>
    member.post(`/api/v1/orders/${order.id}/commands`, { type: 'accept', input: { reference: { ...reference, system } } });
  for (const answer of [await accept('12345'), await accept('province'), await accept('nowhere')]) {
    expect([answer.status, answer.json.errors[0].path]).toEqual([422, 'input.reference.system']);
    expect(answer.json.errors[0].message).toMatch(/对接岗位.*规则 exchange-speaks/);
    const { zh, source } = exchangeRules['exchange-speaks'];
    expect(answer.json.errors[0].rule).toMatchObject({ name: 'exchange-speaks', says: zh, source: source.zh });
  }
  expect(await service.engine.journal(order.id)).toEqual(before);
  await member.send(order.id, 'accept');

  // Nor does a placing that no route lets through: the rule stands where the order is.
  const place = (persona: 'resident' | 'opinion-aide') =>
    service.engine.execute({
      workflow: 'six-order',
      type: 'place',
      input: {
        category: '0102',
        text: '漏水',
        unit: demoCommunity,
        source: persona === 'resident' ? 'resident' : '12345',
        reference,
      },
      actor: service.directory.actorOf(personas[persona].post) as never,
    });
  for (const persona of ['resident', 'opinion-aide'] as const) {
    expect(await place(persona)).toMatchObject({
      kind: 'invalid',
      issues: [{ message: expect.stringMatching(/rule exchange-speaks/) }],
    });
  }
});

const header = '工单编号,诉求类别,所属区域,诉求内容,办结时限,来电人,来电号码';
const table = (token: string, raw: Uint8Array | string) =>
  service.call('POST', '/api/v1/exchange/12345/orders.csv', {
    token,
    raw,
    headers: { 'content-type': 'text/csv', 'accept-language': 'en' },
  });

test('a table is read in UTF-8, UTF-16 and GBK, row by row', async () => {
  const rows = (mark: string) =>
    [
      header,
      `${mark}1,供水/漏水,蟠桃园社区,"一楼漏水,很大",2026-12-31 17:30,韦春梅,13800001234`,
      `${mark}2,供水/漏水,蟠桃园社区,,2026-12-31 17:30,,`,
      `${mark}3,不认识,蟠桃园社区,路灯坏了,,,`,
      `${mark} 4,供水/漏水,蟠桃园社区,路灯坏了,明天,,`,
    ].join('\r\n');
  const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  const files = { U: Buffer.from(`\ufeff${rows('U')}`), W: utf16(rows('W')), G: gbk(rows('G')) };
  for (const [mark, file] of Object.entries(files)) {
    const answer = await table(hotline, file);
    expect(answer.status, answer.text).toBe(200);
    const { results } = fits('takeWorkOrderTable', 200, answer.json);
    expect(results.map(({ line, outcome }: { line: number; outcome: string }) => [line, outcome])).toEqual([
      [2, 'placed'],
      [3, 'refused'],
      [4, 'refused'],
      [5, 'refused'],
    ]);
    expect(results[0].number).toBe(`${mark}1`);
    expect(new Set(results[3].problems.map(({ path }: { path: string }) => path))).toEqual(new Set(['dueAt', 'number']));
    const order = await service.engine.get(results[0].order.id);
    expect(order?.snapshot.context).toMatchObject({ reference: { dueAt: Date.parse('2026-12-31T17:30:00+08:00') } });
  }
});

test('a row whose telephone is none is taken without it, and says so; a work order that is sent is refused, to be put right', async () => {
  const rows = ['13800001234', '95588000', ''].map((phone, n) => `T${n},供水/漏水,蟠桃园社区,漏水,,韦春梅,${phone}`);
  const { results } = fits('takeWorkOrderTable', 200, (await table(hotline, [header, ...rows].join('\n'))).json);
  const told = [{ path: 'contact.phone', message: expect.stringMatching(/^a mobile number has 11 digits/) }];
  expect(results).toMatchObject([
    { line: 2, outcome: 'placed', problems: [] },
    { line: 3, outcome: 'placed', problems: told },
    { line: 4, outcome: 'placed', problems: told },
  ]);
  const contacts = await Promise.all(
    results.map(async ({ order }: any) => (await service.engine.get(order.id))?.snapshot.context['contact'] ?? null),
  );
  expect(contacts).toEqual([expect.objectContaining({ sealed: expect.any(String) }), null, null]);
  const sent = await send(hotline, [workOrder('T9', { contact: { name: '韦春梅', phone: '95588000' } })]);
  expect(fits('takeWorkOrders', 200, sent.json).results).toMatchObject([
    { outcome: 'refused', problems: [{ path: 'contact.phone', message: expect.stringMatching(/^手机号码是 11 位/) }] },
  ]);
});

test('one work order that cannot be read is refused by itself and keeps no other out', async () => {
  const orders = [
    workOrder('GZ-A'),
    workOrder('GZ-B', { dueAt: '2026-02-30T17:30:00+08:00' }),
    workOrder('GZ-C', { text: undefined, more: 1 }),
    workOrder('GZ-D'),
  ];
  const { status, json } = await send(hotline, orders);
  expect(status).toBe(200);
  const { results } = fits('takeWorkOrders', 200, json);
  inChinese(results);
  const said = results.map(({ number, outcome, problems }: any) => [number, outcome, problems.map((one: any) => one.path)]);
  expect(said).toEqual([
    ['GZ-A', 'placed', []],
    ['GZ-B', 'refused', ['dueAt']],
    ['GZ-C', 'refused', ['text', '']],
    ['GZ-D', 'placed', []],
  ]);
  expect((await send(hotline, [])).status).toBe(422);
});

test('what is no table is refused with what would be right, and writes nothing', async () => {
  const before = await service.db.query('select count(*)::int as n from orders');
  for (const [raw, message] of [
    ['', /first line must name the columns/],
    ['a,b,c\n1,2,3', /工单编号, 诉求类别, 所属区域, 诉求内容/],
    [header, /no row/],
    [`${header}\n"open`, /quotation mark/],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), /UTF-8, UTF-16 or GBK/],
    [`${header}\n1,x,y,${'长'.repeat(30_000)},,,`, /too long/],
    // One field of twenty thousand lines.
    [`${header}\n1,x,y,"${'一行\n'.repeat(20_000)}",,,`, /too long/],
    [`${header}\n${'1,供水/漏水,蟠桃园社区,x,,,\n'.repeat(501)}`, /at most 500/],
  ] as const) {
    const answer = await table(hotline, raw);
    expect(answer.status, String(message)).toBe(422);
    expect(answer.json.errors[0].message).toMatch(message);
  }
  expect((await service.db.query('select count(*)::int as n from orders')).rows).toEqual(before.rows);
});

test('whatever is sent, nothing is a fault of ours', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ number: fc.string(), category: fc.string(), unit: fc.string(), text: fc.string() })),
      async (orders) => {
        const { status } = await send(hotline, orders);
        expect([200, 400, 422]).toContain(status);
      },
    ),
    { numRuns: 30 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect([200, 400, 422]).toContain((await table(hotline, bytes)).status);
    }),
    { numRuns: 30 },
  );
  expect(WorkOrder.safeParse({}).success).toBe(false);
});

/** Node has no encoder of GBK: the few characters that are needed, by the decoder turned round. */
function gbk(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const byChar = new Map<string, readonly number[]>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) byChar.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Uint8Array.from(
    Array.from(text).flatMap((char) => (char.charCodeAt(0) < 128 ? [char.charCodeAt(0)] : (byChar.get(char) ?? []))),
  );
}

import { readAccess } from '@six-order/community/privacy/access-log-store';
import { personas } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let resident: Persona;
beforeAll(async () => {
  service = await openService();
  resident = await service.as('resident');
});
afterAll(() => service.close());

/** Each test comes from an address of its own, so that one's tries do not count for another's. */
const follow = (number: string, code: string, address: string) =>
  service.call('POST', '/api/v1/follow', { body: { number, code }, headers: { 'x-forwarded-for': address } });

test('number and code show the order as its resident may see it, without a session and without anything to send', async () => {
  const text = '厨房天花板漏水，打 13900005678 也行';
  const { order, queryCode } = await resident.place('0101', { text, contact: { name: '韦春梅', phone: '13800001234' } });
  const answer = await follow(order.number, queryCode, '192.0.2.1');
  expect(fits('followOrder', 200, answer.json).order).toMatchObject({
    id: order.id,
    text: '厨房天花板漏水，打 139****5678 也行',
    contact: { name: '韦春梅', phone: '138****1234' },
    allowed: [],
  });
  const log = await readAccess(service.tables, { tenant: '522326', order: order.id, limit: 10 });
  // Nobody knows who holds a receipt: the log does not say that it was the resident.
  expect(new Set(log.map(({ person, post }) => `${person} ${post}`))).toEqual(new Set(['null null']));
  const dpo = await service.as('dpo');
  const { readings } = fits('listAccess', 200, (await dpo.get(`/api/v1/privacy/access-log?order=${order.id}`)).json);
  expect(readings.map(({ reader, post }: { reader: unknown; post: unknown }) => [reader, post])).toContainEqual([null, null]);
  const own = fits('getMyData', 200, (await resident.get('/api/v1/me/data')).json);
  const copy = own.orders.find(({ id }: { id: string }) => id === order.id);
  expect(copy.readings.map(({ role, field }: { role: unknown; field: string }) => [role, field])).toContainEqual([null, 'text']);
  // Whose it is reads his own as he gave it.
  const signedIn = fits('getOrder', 200, (await resident.get(`/api/v1/orders/${order.id}`)).json).order;
  expect(signedIn).toMatchObject({ text, contact: { phone: '13800001234' } });
});

test('where an office says to call, it is read by the code too', async () => {
  const { order, queryCode } = await resident.place();
  const channel = '县民政局，电话 0859-4661234';
  const reason = '不属于本街道，请打 0859-4665678 问';
  await (await service.as('secretary')).send(order.id, 'refuse', { reason, channel });
  const { json } = await follow(order.number, queryCode, '192.0.2.6');
  expect(fits('followOrder', 200, json).order.refusal).toMatchObject({ reason, channel });
});

test('a mobile number of the office that is the right channel is read by the code, one of a person is not', async () => {
  const [secretary, supervisor] = [await service.as('secretary'), await service.as('supervisor')];
  const sent = async (channel: string) => {
    const { order, queryCode } = await resident.place('0101', { contact: { name: '珍珍', phone: '13800001234' } });
    await secretary.send(order.id, 'refuse', { reason: '不属于本街道，请打 13985670000 问', channel });
    return { order, queryCode };
  };
  const channelFor = async ({ get }: Pick<Persona, 'get'>, id: string) =>
    (await get(`/api/v1/orders/${id}`)).json.order.refusal?.channel;
  for (const [n, [channel, read]] of [
    ['县民政局值班室 13985671234', '县民政局值班室 13985671234'],
    ['供电所抢修 18085901234、0859-4661234，微信 gds_4661234', '供电所抢修 18085901234、0859-4661234，微信 ******'],
    ['请找房东王建国 13985671234', '请找房东王建国 139****1234'],
    // By no pattern a name, but that of whom the order is about.
    ['找珍珍 13985671234', '找珍珍 139****1234'],
    ['找淼淼 13985671234', '找淼淼 13985671234'],
    ['司法所，您留的 13800001234 会有人打', '司法所，您留的 138****1234 会有人打'],
    ['信访局 13985671234，带 522326199001011234', '信访局 13985671234，带 522326********1234'],
  ].entries()) {
    const { order, queryCode } = await sent(channel as string);
    const { json } = await follow(order.number, queryCode, `192.0.2.${40 + n}`);
    expect(json.order.refusal).toMatchObject({ channel: read, reason: '不属于本街道，请打 139****0000 问' });
    expect(await channelFor(resident, order.id)).toBe(channel);
    expect(await channelFor(secretary, order.id)).toBe(read);
    expect(await channelFor(supervisor, order.id)).not.toMatch(/1\d{10}/);
  }
});

test('by the code no telephone or identity number is read in what an office writes; signed in, whose order it is reads it', async () => {
  const { order, queryCode } = await resident.place();
  const [secretary, member] = [await service.as('secretary'), await service.as('member')];
  const said = '已联系本人 13833334444，身份证 522326199001011234，窗口 0859-4661234';
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  await member.send(order.id, 'accept');
  await member.send(order.id, 'contact', { reached: true, note: said });
  await member.send(order.id, 'finish', { result: said });
  const masked = '已联系本人 138****4444，身份证 522326********1234，窗口 0859-4661234';
  const read = async ({ get }: Pick<Persona, 'get'>) => {
    const { json } = await get(`/api/v1/orders/${order.id}`);
    return [json.order.result, json.order.notes[0].text];
  };
  const { json } = await follow(order.number, queryCode, '192.0.2.7');
  expect([json.order.result, json.order.notes[0].text]).toEqual([masked, masked]);
  expect(await read(secretary)).toEqual([masked, masked]);
  expect(await read(member)).toEqual([said, said]);
  expect(await read(resident)).toEqual([said, said]);
  const revealed = await secretary.post(`/api/v1/orders/${order.id}/reveal`, { field: 'result', reason: '核对' });
  expect(revealed.json).toMatchObject({ value: said });
});

test('the number and the code are read as people write them', async () => {
  const { order, queryCode } = await resident.place();
  const spoken = `${queryCode.slice(0, 5)}-${queryCode.slice(5)} `.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
  expect((await follow(order.number.replaceAll('-', ' '), spoken, '192.0.2.2')).status).toBe(200);
});

test('an unknown number and a wrong code get the same answer', async () => {
  const { order, queryCode } = await resident.place();
  const wrong = `${queryCode.slice(0, 9)}${queryCode.endsWith('Z') ? 'Y' : 'Z'}`;
  const answers = [
    await follow(order.number, wrong, '192.0.2.3'),
    await follow('20261124-999999-0', queryCode, '192.0.2.3'),
    await follow('nonsense', 'x', '192.0.2.3'),
    await follow(order.number, `${queryCode}0`, '192.0.2.3'),
    await follow(order.number, queryCode.slice(0, 9), '192.0.2.3'),
    await follow(order.number, '\u00e9\u4e00'.repeat(5), '192.0.2.3'),
  ];
  const [first] = answers;
  for (const { status, json } of answers) {
    expect(status).toBe(404);
    expect({ ...json, requestId: '' }).toEqual({ ...first?.json, requestId: '' });
  }
});

test('one address has few tries, and right ones count too', async () => {
  const { order, queryCode } = await resident.place();
  const statuses: number[] = [];
  for (let n = 0; n < 25; n += 1)
    statuses.push((await follow(`2026112${n % 10}-00000${n % 10}-0`, 'AAAAAAAAAA', '192.0.2.4')).status);
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 404));
  expect(statuses.at(-1)).toBe(429);
  const late = await follow(order.number, queryCode, '192.0.2.4');
  expect(late.status).toBe(429);
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await follow(order.number, queryCode, '192.0.2.5')).status).toBe(200);
});

test('one number has few wrong tries, whatever address they come from, and the right code is never locked out', async () => {
  const { order, queryCode } = await resident.place();
  const statuses: number[] = [];
  for (let n = 0; n < 22; n += 1) statuses.push((await follow(order.number, 'AAAAAAAAAA', `198.51.100.${n}`)).status);
  expect(statuses.at(-1)).toBe(429);
  expect((await follow(order.number, queryCode, '203.0.113.7')).status).toBe(200);
});

test('who places for another gets no code: it would show what only the resident may see', async () => {
  const worker = await service.as('grid-worker');
  const { status, json } = await worker.post('/api/v1/orders', {
    category: '0101',
    unit: '522326004002-01',
    text: '楼道灯不亮',
    onBehalfOf: resident.person,
    consentHow: 'in-person',
  });
  expect(status).toBe(201);
  expect(json).not.toHaveProperty('queryCode');
});

test('nor does the window in the answer: it hands the code over on paper alone, and that it did is in the log', async () => {
  const window = await service.as('window');
  const said = { onBehalfOf: resident.person, consentHow: 'in-person' };
  const { order, ...rest } = await window.place('0101', said);
  expect(rest).toEqual({});
  const code = async (of: string) =>
    /[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec((await window.get(`/api/v1/orders/${of}/receipt.html`)).text)?.[0];
  const printed = (await code(order.id))?.split('-').join('') ?? '';
  expect((await follow(order.number, printed, '192.0.2.9')).status).toBe(200);
  const log = await readAccess(service.tables, { tenant: '522326', order: order.id, limit: 50 });
  expect(log.filter(({ field }) => field === 'query-code').map(({ person, how }) => [person, how])).toEqual([
    [window.person, 'reveal'],
  ]);
  // Of a sealed order it may see nothing, so it gets no code of it.
  const { order: sealed } = await window.place('0702', said);
  expect(await code(sealed.id)).toBeUndefined();
});

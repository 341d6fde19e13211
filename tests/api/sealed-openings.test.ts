// What a sealed order says, opened to the street by the data protection officer: asked for, decided, read for a time, logged.
import { beforeAll, afterAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

const path = '/api/v1/privacy/sealed-openings';
const names = [
  'resident',
  'secretary',
  'member',
  'street',
  'dpo',
  'supervisor',
  'admin',
  'archives',
  'community',
  'discipline',
] as const;
let service: Service;
const who = {} as Record<(typeof names)[number], Persona>;
let order: { id: string; number: string };

beforeAll(async () => {
  service = await openService();
  for (const name of names) who[name] = await service.as(name);
  const placed = await who.resident.place('0701', { text: '丈夫酒后动手，孩子在旁' });
  order = placed.order;
});
afterAll(() => service.close());

const ask = (by: Persona, number: string, reason = '上级转办，需核实处置经过') => by.post(path, { number, reason });
const decide = (by: Persona, id: string, body: object) =>
  by.post(`${path}/${id}/decision`, { grounds: '情况属实，限时查阅', ...body });
const read = (by: Persona, id: string) => by.get(`${path}/${id}/order`);
const list = async (by: Persona) => fits('listSealedOpenings', 200, (await by.get(path)).json).openings;

test('who has no business with it can neither ask nor look at requests, and an order that is not sealed is not there', async () => {
  for (const name of names.filter((one) => one !== 'street')) {
    expect([name, (await ask(who[name], order.number)).status]).toEqual([name, 403]);
    if (name !== 'dpo') expect([name, (await who[name].get(path)).status]).toEqual([name, 403]);
  }
  const plain = (await who.resident.place('0102')).order;
  for (const number of [plain.number, '0000', order.number.slice(1)])
    expect([number, (await ask(who.street, number)).status]).toEqual([number, 404]);
  expect((await ask(who.street, order.number, '  ')).status).toBe(422);
});

test('the officer opens it to whoever asked, for a time; each field that is read stands in the log with the reason', async () => {
  const asked = fits(
    'askSealedOpening',
    201,
    (await ask(who.street, order.number, '上级转办，请联系张三 13812345678')).json,
  ).opening;
  expect(asked).toMatchObject({ state: 'waiting', order: { number: order.number }, allowed: ['end'] });
  // What was given as a reason is kept without what looks like personal data in it.
  expect(asked.reason).not.toContain('13812345678');
  expect((await ask(who.street, order.number)).status).toBe(409);
  expect((await read(who.street, asked.id)).status).toBe(404);
  for (const name of ['street', 'archives', 'admin', 'supervisor'] as const)
    expect([name, (await decide(who[name], asked.id, { granted: true })).status]).toEqual([name, 403]);
  expect((await decide(who.dpo, asked.id, { granted: true, hours: 73 })).status).toBe(422);
  const waiting = (await list(who.dpo)).find(({ id }: { id: string }) => id === asked.id);
  expect(waiting).toMatchObject({ state: 'waiting', allowed: ['decide'] });
  // The officer decides without reading it.
  expect(JSON.stringify(waiting)).not.toContain('动手');
  const opened = fits('decideSealedOpening', 200, (await decide(who.dpo, asked.id, { granted: true, hours: 2 })).json).opening;
  expect(opened).toMatchObject({ state: 'open', allowed: ['end'] });
  expect((await decide(who.dpo, asked.id, { granted: false })).status).toBe(409);

  const { fields } = fits('readSealedOpening', 200, (await read(who.street, asked.id)).json);
  expect(fields).toMatchObject({ text: '丈夫酒后动手，孩子在旁' });
  expect((await read(who.dpo, asked.id)).status).toBe(404);
  for (const name of ['secretary', 'community', 'supervisor', 'resident'] as const)
    expect([name, (await read(who[name], asked.id)).status]).toEqual([name, 404]);
  const { readings } = (await who.dpo.get(`/api/v1/privacy/access-log?limit=200&order=${order.id}`)).json;
  const ofStreet = readings.filter(({ reader }: any) => reader?.id === who.street.person);
  expect(ofStreet).toContainEqual(expect.objectContaining({ field: 'text', how: 'reveal', reason: asked.reason }));
  expect(ofStreet).toHaveLength(Object.keys(fields).length);
  // The resident reads who read it.
  const mine = (await who.resident.get('/api/v1/me/data')).json.orders.find(({ id }: any) => id === order.id);
  expect(mine.readings).toContainEqual(expect.objectContaining({ role: 'street', how: 'reveal', reason: asked.reason }));

  // No other door knows of it.
  const found = await who.street.post('/api/v1/orders/search', { text: '酒后动手' });
  expect(found.json.orders).toEqual([]);
  expect((await who.street.get(`/api/v1/orders/${order.id}`)).json.order?.text ?? null).toBeNull();

  await service.call('POST', '/api/v1/demo/clock', { token: who.admin.token, body: { advance: 'PT2H' } });
  expect((await read(who.street, asked.id)).status).toBe(404);
  expect((await list(who.street)).find(({ id }: { id: string }) => id === asked.id)).toMatchObject({
    state: 'over',
    allowed: [],
  });
});

test('the officer is told of a request, whoever asked of the decision, by number alone, and nobody else', async () => {
  const sealed = (await who.resident.place('0701', { text: '夜里又动手' })).order;
  const told = async (by: Persona): Promise<string[]> =>
    (await by.get('/api/v1/notices?limit=50')).json.notices
      .filter(({ template, order: of }: any) => template.startsWith('sealed-opening-') && of === sealed.id)
      .map(({ text: { zh } }: any) => zh.replaceAll(/\d+月\d+日 \d\d:\d\d/g, '…'));
  const granted = (await ask(who.street, sealed.number)).json.opening.id;
  expect((await ask(who.street, sealed.number)).status).toBe(409);
  expect(await told(who.dpo)).toEqual([`【督单】${sealed.number} 有人申请查阅密封内容，请在“密封件查阅”中审批。`]);
  expect(await told(who.street)).toEqual([]);
  await decide(who.dpo, granted, { granted: true });
  const refused = (await ask(who.street, sealed.number)).json.opening.id;
  await decide(who.dpo, refused, { granted: false });
  expect((await told(who.street)).toSorted()).toEqual([
    `【督单】${sealed.number} 的查阅申请已获同意，…前请在“密封件查阅”中查看。`,
    `【督单】${sealed.number} 的查阅申请未获同意，意见请在“密封件查阅”中查看。`,
  ]);
  expect(await told(who.dpo)).toHaveLength(2);
  for (const name of names.filter((one) => one !== 'street' && one !== 'dpo'))
    expect([name, await told(who[name])]).toEqual([name, []]);
  // Whoever asked ends it himself, and needs no telling; the officer's end of it he is told of.
  await who.street.post(`${path}/${granted}/end`, {});
  expect(await told(who.street)).toHaveLength(2);
  const again = (await ask(who.street, sealed.number)).json.opening.id;
  await decide(who.dpo, again, { granted: true });
  await who.dpo.post(`${path}/${again}/end`, {});
  expect((await told(who.street)).filter((text) => text.includes('提前结束'))).toHaveLength(1);
  expect((await told(who.dpo)).filter((text) => text.includes('提前结束'))).toEqual([]);
});

test('a refused request opens nothing; an open one is closed by either before its time, and a waiting one taken back', async () => {
  const id = async () => (await ask(who.street, order.number)).json.opening.id;
  const refused = await id();
  expect((await decide(who.dpo, refused, { granted: false })).json.opening).toMatchObject({ state: 'refused', openUntil: null });
  expect((await read(who.street, refused)).status).toBe(404);
  const end = (by: Persona, one: string) => by.post(`${path}/${one}/end`, {});
  expect((await end(who.street, refused)).status).toBe(409);
  for (const by of [who.dpo, who.street]) {
    const open = await id();
    await decide(who.dpo, open, { granted: true });
    expect((await read(who.street, open)).status).toBe(200);
    expect((await end(who.secretary, open)).status).toBe(404);
    expect(fits('endSealedOpening', 200, (await end(by, open)).json).opening.state).toBe('over');
    expect((await read(who.street, open)).status).toBe(404);
  }
  const back = await id();
  expect((await end(who.dpo, back)).status).toBe(409);
  expect((await end(who.street, back)).json.opening.state).toBe('over');
  expect((await decide(who.dpo, back, { granted: true })).status).toBe(409);
  expect((await list(who.street)).length).toBeGreaterThan(3);
});

test('the database opens nothing to whoever decides on it, and nothing for longer', async () => {
  for (const change of [`person = decided_by`, `open_until = decided_at + interval '4 days'`])
    await expect(service.db.query(`update sealed_openings set ${change} where open_until is not null`), change).rejects.toThrow();
});

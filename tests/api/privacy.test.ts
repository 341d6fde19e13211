import { personaNames, type PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, personas } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let as: Record<PersonaName, Persona>;
beforeAll(async () => {
  service = await openService();
  as = Object.fromEntries(await Promise.all(personaNames.map(async (name) => [name, await service.as(name)]))) as typeof as;
});
afterAll(() => service.close());

test('the notice is read without a session, by version too', async () => {
  const notice = fits('getPrivacyNotice', 200, (await service.call('GET', '/api/v1/privacy-notice')).json);
  expect((await service.call('GET', `/api/v1/privacy-notice?version=${notice.version}`)).json).toEqual(notice);
  expect((await service.call('GET', '/api/v1/privacy-notice?version=none')).status).toBe(404);
});

const given = (reply: any): string[] =>
  reply.consents.filter(({ given }: { given: boolean }) => given).map(({ purpose }: { purpose: string }) => purpose);

test('nothing is agreed to at first; giving and taking back are the same call, and no service depends on it', async () => {
  const start = fits('listMyConsents', 200, (await as.resident.get('/api/v1/me/consents')).json);
  expect(given(start)).toEqual([]);
  const say = async (body: object) => as.resident.post('/api/v1/me/consents', { notice: start.notice, ...body });
  expect(given(fits('setMyConsent', 200, (await say({ purpose: 'red-list', given: true })).json))).toEqual(['red-list']);
  expect(given((await say({ purpose: 'red-list', given: false })).json)).toEqual([]);
  expect((await say({ purpose: 'red-list', given: true, notice: 'unread' })).status).toBe(422);
  expect((await say({ purpose: 'child-details', given: true })).status).toBe(422);
  expect(start.consents.filter(({ guardian }: { guardian: boolean }) => guardian).map(({ purpose }: any) => purpose)).toEqual([
    'child-details',
  ]);
  expect(given((await say({ purpose: 'child-details', given: true, asGuardian: true })).json)).toEqual(['child-details']);
  expect((await say({ purpose: 'red-list', given: true, asGuardian: true })).status).toBe(422);

  for (const { purpose } of start.consents) expect((await say({ purpose, given: false })).status).toBe(200);
  const { categories } = fits('listCategories', 200, (await as.resident.get('/api/v1/categories')).json);
  const asks = (code: string) => categories.find((one: { code: string }) => one.code === code).consents;
  expect([asks('0701'), asks('0804'), asks('0101')]).toEqual([['sensitive-details'], ['child-details', 'outside-provider'], []]);
  const { order } = await as.resident.place('0701');
  expect(order.publishConsent).toBe(false);
  await as.secretary.send(order.id, 'admit');
});

test('a proxy of the area enters what was said, and how it was got; for a child with the guardian', async () => {
  const enter = (who: Persona, person: string, body: object) =>
    who.post(`/api/v1/people/${person}/consents`, { notice: '2026-1', given: true, how: 'signature', ...body });
  const resident = personas['resident-2'].person;
  expect(given(fits('recordConsent', 201, (await enter(as.window, resident, { purpose: 'outside-provider' })).json))).toEqual([
    'outside-provider',
  ]);
  expect((await enter(as.window, resident, { purpose: 'child-details' })).status).toBe(422);
  expect(
    (await enter(as['grid-worker'], resident, { purpose: 'child-details', guardian: personas.relative.person })).status,
  ).toBe(201);
  expect((await enter(as.window, resident, { purpose: 'red-list', how: 'self' })).status).toBe(422);
  expect((await enter(as.window, personas.department.person, { purpose: 'red-list' })).status).toBe(404);
  expect((await enter(as.member, resident, { purpose: 'red-list' })).status).toBe(403);
  expect(given((await as.dpo.get(`/api/v1/people/${resident}/consents`)).json)).toEqual(['child-details', 'outside-provider']);
  for (const name of ['admin', 'secretary', 'resident'] as const)
    expect((await as[name].get(`/api/v1/people/${resident}/consents`)).status).toBe(403);
});

test('a copy of one’s own data has all that is kept of oneself, who read it, and nothing of others', async () => {
  const placed = await as['resident-2'].place('0101', {
    text: '卧室渗水,请联系我',
    contact: { name: '黄小满', phone: '13987654321' },
  });
  await as.secretary.get(`/api/v1/orders/${placed.order.id}`);
  await as.secretary.send(placed.order.id, 'admit');
  await as.secretary.send(placed.order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  const copy = fits('getMyData', 200, (await as['resident-2'].get('/api/v1/me/data')).json);
  expect(copy.person.name).toBe('黄小满');
  expect(copy.posts).toMatchObject([{ role: 'resident' }]);
  const order = copy.orders.find(({ id }: { id: string }) => id === placed.order.id);
  expect(order.fields).toMatchObject({ text: '卧室渗水,请联系我', 'contact.name': '黄小满', 'contact.phone': '13987654321' });
  expect(order.readings.map(({ role, field }: { role: string; field: string }) => `${role} ${field}`)).toContain(
    'secretary text',
  );
  expect(JSON.stringify(copy)).not.toContain(personas.secretary.name);

  // In an official post one reads one's own orders only, not those one handles.
  for (const name of ['secretary', 'member'] as const) {
    const official = fits('getMyData', 200, (await as[name].get('/api/v1/me/data')).json);
    expect(official.orders).toEqual([]);
    expect(JSON.stringify(official)).not.toContain('13987654321');
  }
});

test('a request about one’s own data is asked, answered by the officer, and read by whoever asked', async () => {
  const body = { kind: 'delete', text: '请删除我的电话13800001111' };
  const { request } = fits('askDataRequest', 201, (await as.resident.post('/api/v1/me/data-requests', body)).json);
  expect(request).toMatchObject({ kind: 'delete', title: { zh: '删除' }, stage: 'asked', outcome: null });
  expect((await as.resident.post('/api/v1/me/data-requests', { kind: 'sell' })).status).toBe(422);
  expect((await as.admin.post('/api/v1/me/data-requests', body)).status).toBe(403);

  const { requests } = fits('listDataRequests', 200, (await as.dpo.get('/api/v1/privacy/data-requests')).json);
  expect(requests.find(({ id }: { id: string }) => id === request.id).person).toEqual({ id: as.resident.person, name: '韦春梅' });
  const path = `/api/v1/orders/${request.id}`;
  const seen = fits('getOrder', 200, (await as.dpo.get(path)).json).order;
  // Numbers in it are opened as those in an order are.
  expect(seen).toMatchObject({
    workflow: 'data-request',
    text: '请删除我的电话138****1111',
    revealable: ['text'],
    clocks: [{ name: 'dataRequest', light: 'green' }],
  });
  const opened = await as.dpo.post(`${path}/reveal`, { field: 'text', reason: '按申请查找' });
  expect(fits('revealField', 200, opened.json).value).toBe(body.text);
  expect(seen.allowed.map(({ type }: { type: string }) => type).toSorted()).toEqual(['answer', 'carryOut', 'take']);
  await as.dpo.send(request.id, 'answer', { outcome: 'granted', text: '已删除' });

  const mine = fits('listMyDataRequests', 200, (await as.resident.get('/api/v1/me/data-requests')).json).requests;
  expect(mine[0]).toMatchObject({ id: request.id, stage: 'answered', outcome: 'granted', dueAt: null });
  expect((await as.resident.get(path)).json.order).toMatchObject({ text: body.text, result: '已删除' });
  for (const name of personaNames.filter((one) => one !== 'resident' && one !== 'dpo')) {
    expect((await as[name].get(path)).status).toBe(404);
    expect((await as[name].get('/api/v1/privacy/data-requests')).status).toBe(403);
  }
  const open = fits('listOrders', 200, (await as.dpo.get('/api/v1/orders?desk=inbox')).json).orders;
  expect(open.map(({ id }: { id: string }) => id)).not.toContain(request.id);
  expect(service.lines.join('\n')).not.toContain('13800001111');
});

test('processing, assessments and breaches are the data protection officer’s', async () => {
  const { records } = fits('listPrivacyRecords', 200, (await as.dpo.get('/api/v1/privacy/records?kind=processing')).json);
  expect(records.map(({ body }: { body: { name: string } }) => body.name)).toContain('点单办理');
  const add = (kind: string, body: object, more: object = {}) => as.dpo.post('/api/v1/privacy/records', { kind, body, ...more });
  const assessment = {
    subject: '晒单公开',
    cause: 'publication',
    necessity: '公开办理结果',
    risks: ['被邻居认出'],
    measures: ['只到社区'],
    conclusion: 'go-with-measures',
  };
  const first = fits('addPrivacyRecord', 201, (await add('assessment', assessment)).json).record;
  expect((await add('assessment', { ...assessment, conclusion: 'maybe' })).status).toBe(422);
  expect((await add('assessment', { ...assessment, conclusion: 'go' }, { supersedes: first.id })).status).toBe(201);
  expect((await add('assessment', assessment, { supersedes: first.id })).status).toBe(409);

  const breach = {
    discoveredAt: '2026-03-02T09:00:00+08:00',
    what: 'leak',
    kinds: ['电话'],
    cause: '名单误发',
    harm: '骚扰电话',
    measures: ['收回', '改口令'],
    persons: 1,
    authorityNotifiedAt: null,
    tellPersons: true,
  };
  const { id } = fits('addPrivacyRecord', 201, (await add('breach', breach)).json).record;
  const list = `/api/v1/privacy/breaches/${id}/people`;
  const people = [personas.resident.person];
  expect(fits('noteBreachPeople', 200, (await as.dpo.post(list, { people })).json).people[0]).toMatchObject({ notifiedAt: null });
  expect((await as.dpo.post(list, { people, told: 'telephone' })).json.people[0]).toMatchObject({ how: 'telephone' });
  expect(fits('listBreachPeople', 200, (await as.dpo.get(list)).json).people).toHaveLength(1);
  expect((await as.dpo.post(list, { people: ['01900000-0000-7000-8000-000000000000'] })).status).toBe(422);

  const others = personaNames.filter((name) => name !== 'dpo');
  const statuses = await Promise.all(
    others.flatMap((name) => [
      as[name].get('/api/v1/privacy/records?kind=breach'),
      as[name].get(list),
      as[name].post('/api/v1/privacy/records', { kind: 'breach', body: breach }),
    ]),
  );
  expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([403]));
});

test('the officer sees which open orders lack a consent that their kind asks for, the guardian’s among them; nobody else does', async () => {
  const lacking = async () =>
    fits('listMissingConsents', 200, (await as.dpo.get('/api/v1/privacy/missing-consents')).json).orders as readonly any[];
  const of = async (number: string) =>
    (await lacking()).find((order) => order.number === number)?.missing.map(({ purpose }: any) => purpose);
  const { notice } = (await as['resident-2'].get('/api/v1/me/consents')).json;
  const say = (purpose: string, given: boolean) =>
    as['resident-2'].post('/api/v1/me/consents', {
      notice,
      purpose,
      given,
      ...(purpose === 'child-details' && { asGuardian: true }),
    });
  await say('sensitive-details', false);
  await say('child-details', false);
  const [aid, child, leak] = [
    await as['resident-2'].place('0701'),
    await as['resident-2'].place('0804'),
    await as['resident-2'].place('0101'),
  ].map(({ order }) => order);
  expect([await of(aid.number), await of(child.number), await of(leak.number)]).toEqual([
    ['sensitive-details'],
    ['child-details'],
    undefined,
  ]);
  expect((await lacking()).find(({ number }) => number === aid.number)).toMatchObject({
    category: { code: '0701' },
    person: personas['resident-2'].person,
  });
  await say('child-details', true);
  expect([await of(aid.number), await of(child.number)]).toEqual([['sensitive-details'], undefined]);
  await say('child-details', false);
  expect(await of(child.number)).toEqual(['child-details']);
  await as['resident-2'].send(aid.id, 'withdraw');
  expect(await of(aid.number)).toBeUndefined();
  // Whoever wrote it down at the window has no consent to give for whoever stood there.
  const contact = { name: '韦春梅', phone: '13812345678' };
  const written = (await as.window.place('0701', { source: 'proxy', consentHow: 'in-person', contact })).order;
  expect((await lacking()).find(({ number }) => number === written.number)).toMatchObject({
    person: null,
    missing: [{ purpose: 'sensitive-details' }],
  });
  for (const name of ['admin', 'secretary', 'street', 'supervisor', 'resident'] as const)
    expect([name, (await as[name].get('/api/v1/privacy/missing-consents')).status]).toEqual([name, 403]);
});

test('without the guardian’s consent the handler is shown whom to ask, not what was written; the order goes on all the same', async () => {
  const { notice } = (await as['resident-2'].get('/api/v1/me/consents')).json;
  const say = (purpose: string, given: boolean) =>
    as['resident-2'].post('/api/v1/me/consents', { notice, purpose, given, asGuardian: given && purpose === 'child-details' });
  await say('child-details', false);
  const text = '孩子放学没人接，想找托管';
  const contact = { name: '韦春梅', phone: '13812345678' };
  const { order } = await as['resident-2'].place('0804', { text, contact });
  await as.secretary.send(order.id, 'admit');
  await as.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  await as.member.send(order.id, 'accept');
  const shown = async (persona: Persona) =>
    fits('getOrder', 200, (await persona.get(`/api/v1/orders/${order.id}`)).json).order as any;
  const reveal = () => as.member.post(`/api/v1/orders/${order.id}/reveal`, { field: 'text', reason: '上门前核对' });

  const closed = await shown(as.member);
  expect([closed.text, closed.contact.name, closed.revealable]).toEqual([undefined, '韦春梅', ['contact.phone']]);
  expect(closed.withheld).toMatchObject([{ purpose: 'child-details' }]);
  const refused = await reveal();
  expect([refused.status, refused.json.detail]).toEqual([403, expect.stringContaining('监护人')]);
  const phone = { field: 'contact.phone', reason: '请监护人同意' };
  expect((await as.member.post(`/api/v1/orders/${order.id}/reveal`, phone)).json.value).toBe(contact.phone);
  expect((await shown(as['resident-2'])).text).toBe(text);

  // The last word counts at once, either way.
  await say('child-details', true);
  expect(await shown(as.member)).toMatchObject({ text, withheld: [] });
  expect((await reveal()).json.value).toBe(text);
  await say('child-details', false);
  expect((await shown(as.member)).text).toBeUndefined();
  await as.member.send(order.id, 'contact', {});
  await as.member.send(order.id, 'finish', { result: '已对接托管点' });
});

test('of somebody without an account the guardian’s consent is written down with the order, or later, and taken back', async () => {
  const text = '孙女放学没人接，想找托管';
  const contact = { name: '韦春梅', phone: '13812345678' };
  const body = { text, contact, source: 'proxy', consentHow: 'in-person' };
  const missing = async (number: string) =>
    (await as.dpo.get('/api/v1/privacy/missing-consents')).json.orders.find((one: any) => one.number === number)?.missing;
  const dispatched = async (more: object) => {
    const { order } = await as.window.place('0804', { ...body, ...more });
    await as.secretary.send(order.id, 'admit');
    await as.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
    return order;
  };
  const shown = async ({ id }: { id: string }) => (await as.member.get(`/api/v1/orders/${id}`)).json.order.text;

  const agreed = await dispatched({ detailsConsent: 'guardian' });
  expect([await shown(agreed), await missing(agreed.number)]).toEqual([text, undefined]);
  const own = await dispatched({ detailsConsent: 'self' });
  expect([await shown(own), await missing(own.number)]).toEqual([
    undefined,
    [expect.objectContaining({ purpose: 'child-details' })],
  ]);
  const later = await dispatched({});
  expect(await shown(later)).toBeUndefined();
  const say = (detailsConsent: string) => as.window.send(later.id, 'correct', { contact, detailsConsent, consentHow: 'phone' });
  await say('guardian');
  expect([await shown(later), await missing(later.number)]).toEqual([text, undefined]);
  await say('none');
  expect(await shown(later)).toBeUndefined();
});

test('consent to read is written down with how it was got, and not beside an account', async () => {
  const text = '孙女放学没人接，想找托管';
  const contact = { name: '韦春梅', phone: '13812345678' };
  const refused = ({ status, json }: { status: number; json: unknown }) => [status, JSON.stringify(json)];
  const how = expect.stringContaining('须注明如何取得同意');
  const account = expect.stringContaining('有账号的由本人');
  const placing = (who: Persona, more: object) =>
    who.post('/api/v1/orders', { category: '0804', unit: demoCommunity, text, contact, detailsConsent: 'guardian', ...more });
  expect(refused(await placing(as.window, { source: 'proxy' }))).toEqual([409, how]);
  expect(refused(await placing(as['resident-2'], { consentHow: 'phone' }))).toEqual([409, account]);
  const onBehalfOf = personas.resident.person;
  expect(refused(await placing(as.window, { onBehalfOf, consentHow: 'phone' }))).toEqual([409, account]);

  const correcting = (who: Persona, id: string, input: object) =>
    who.post(`/api/v1/orders/${id}/commands`, { type: 'correct', input: { contact, ...input } });
  const { order: stranger } = await as.window.place('0804', { text, contact, source: 'proxy' });
  expect(refused(await correcting(as.window, stranger.id, { detailsConsent: 'guardian' }))).toEqual([409, how]);
  expect((await correcting(as.window, stranger.id, { detailsConsent: 'none' })).status).toBe(200);
  const { order: hers } = await as['resident-2'].place('0804', { text, contact });
  const said = { detailsConsent: 'guardian', consentHow: 'phone' };
  expect(refused(await correcting(as['resident-2'], hers.id, said))).toEqual([409, account]);
  expect((await correcting(as['resident-2'], hers.id, {})).status).toBe(200);
});

test('sensitive details are closed to the handler from a refusal on, and never before', async () => {
  const { order } = await as.resident.place('0805', { text: '想找心理疏导' });
  const { notice } = (await as.resident.get('/api/v1/me/consents')).json;
  const say = (given: boolean) => as.resident.post('/api/v1/me/consents', { notice, purpose: 'sensitive-details', given });
  await as.secretary.send(order.id, 'admit');
  await as.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  const text = async () => (await as.member.get(`/api/v1/orders/${order.id}`)).json.order.text;
  await say(true);
  expect(await text()).toBe('想找心理疏导');
  await say(false);
  expect(await text()).toBeUndefined();
});

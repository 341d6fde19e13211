// Mediations and warnings over HTTP: asked for, shown to whom, refused by name of the rule.
import { readFile } from 'node:fs/promises';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { communityMigrations } from '@six-order/community/migrations';
import { ownCode } from '@six-order/community/units/unit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Answer, type Persona, type Service } from './service.ts';

let service: Service;
let [resident, neighbour, gridWorker, community, supervisor] = [] as unknown as [Persona, Persona, Persona, Persona, Persona];

beforeAll(async () => {
  service = await openService();
  [resident, neighbour, gridWorker, community, supervisor] = [
    await service.as('resident'),
    await service.as('resident-2'),
    await service.as('grid-worker'),
    await service.as('community'),
    await service.as('supervisor'),
  ];
});
afterAll(() => service.close());

const ask = (more: object = {}): Promise<Answer> =>
  resident.post('/api/v1/orders', {
    workflow: 'mediation',
    category: '0502',
    unit: demoGrid,
    text: '楼上半夜拖桌椅，我电话 13800000000',
    parties: { a: { persons: [resident.person] }, b: { persons: [neighbour.person], name: '黄小满' } },
    ...more,
  });

const read = async (persona: Persona, id: string): Promise<any> =>
  fits('getOrder', 200, (await persona.get(`/api/v1/orders/${id}`)).json).order;

test('a resident asks for mediation; the answer says on which rung it stands, its limits in words, what may be done next', async () => {
  const answer = await ask();
  expect(answer.status).toBe(201);
  const { order } = fits('placeOrder', 201, answer.json);
  expect(order).toMatchObject({
    workflow: 'mediation',
    state: { handling: 'waiting', supervision: null, publication: null },
    category: '0502',
    text: '楼上半夜拖桌椅，我电话 13800000000',
    mediation: {
      rung: { number: 1, last: false, zh: '网格', holder: { code: demoGrid } },
      parties: { a: { persons: 1, unit: null }, b: { persons: 1, unit: null } },
      mediator: null,
      agreement: null,
      told: [],
    },
  });
  expect(order.clocks.map(({ name, light }: any) => [name, light])).toEqual([
    ['whole', 'green'],
    ['rung', 'green'],
  ]);
  expect(order.clocks[1].explanation.zh).toMatch(/^调解（网格）时限 1 个工作日/);
  expect(order.allowed.map(({ type }: any) => type).toSorted()).toEqual(['correct', 'decline', 'withdraw']);
});

test('whoever takes it on looks up how whoever asked is reached, for a reason; the other side and the branch do not', async () => {
  const { order } = (await ask({ building: ownCode.building(demoGrid, 1), contact: { name: '韦春梅', phone: '13900001111' } }))
    .json;
  const look = (persona: Persona) =>
    persona.post(`/api/v1/orders/${order.id}/reveal`, { field: 'contact.phone', reason: '约时间调解' });
  expect((await look(gridWorker)).status).toBe(403);
  await gridWorker.send(order.id, 'take');
  expect(await read(gridWorker, order.id)).toMatchObject({
    contact: { name: '韦春梅', phone: '139****1111' },
    revealable: expect.arrayContaining(['contact.phone']),
    place: { building: { code: ownCode.building(demoGrid, 1) } },
  });
  expect((await look(gridWorker)).json).toEqual({ field: 'contact.phone', value: '13900001111' });
  for (const other of [neighbour, community, supervisor]) {
    expect((await read(other, order.id)).contact).toBeUndefined();
    expect((await look(other)).status).toBe(403);
  }
});

test('each reads what is his: who asked all, the other side what was agreed, a supervisor the redacted text', async () => {
  const { order } = (await ask()).json;
  await gridWorker.send(order.id, 'take');
  await gridWorker.send(order.id, 'session', { text: '约定明日再谈' });
  await gridWorker.send(order.id, 'agree', { form: 'written', text: '晚十点后安静', signed: { a: 'signed', b: 'signed' } });
  const own = await read(resident, order.id);
  expect(own).toMatchObject({ text: expect.stringContaining('13800000000'), mediation: { agreement: { text: '晚十点后安静' } } });
  expect(JSON.stringify(own)).not.toMatch(/明日再谈/);
  const theirs = await read(neighbour, order.id);
  expect(theirs.text).toBeUndefined();
  expect(theirs.mediation).toMatchObject({ agreement: { text: '晚十点后安静', signed: { a: 'signed', b: 'signed' } } });
  expect(JSON.stringify(theirs)).not.toMatch(/拖桌椅|明日再谈|黄小满/);
  const watched = await read(supervisor, order.id);
  expect(watched.text).not.toContain('13800000000');
  expect((await read(gridWorker, order.id)).mediation).toMatchObject({
    mediator: '岑雨晴',
    sessions: [{ text: '约定明日再谈' }],
  });
});

test('how the sides are called is masked wherever it stands in the words, before whoever watches; what they are to others stays', async () => {
  const { order } = (
    await ask({
      text: '莫二狗家的狗半夜叫，二狗媳妇和韦春梅吵过，房东不管',
      contact: { name: '韦春梅', phone: '13900001111' },
      parties: { a: { persons: [resident.person], name: '韦春梅' }, b: { persons: [neighbour.person], name: '莫二狗' } },
    })
  ).json;
  const { text } = await read(supervisor, order.id);
  expect(text).toContain('莫**家的狗半夜叫');
  expect(text).toContain('韦**吵过，房东不管');
  // Nor is it found by them, a copy from before they were masked included.
  const finds = async (words: string) =>
    (await supervisor.post('/api/v1/orders/search', { text: words })).json.orders.map(({ id }: { id: string }) => id);
  expect([await finds('莫二狗'), await finds('半夜叫')]).toEqual([[], [order.id]]);
  const copied = { text: '莫二狗家的狗半夜叫' };
  await service.tables.updateTable('search_copies').set(copied).where('order_id', '=', order.id).execute();
  expect(await finds('莫二狗')).toEqual([order.id]);
  await service.db.query(await readFile(new URL('0401-copies-of-disputes-anew.sql', communityMigrations), 'utf8'));
  expect([await finds('莫二狗'), await finds('半夜叫')]).toEqual([[], [order.id]]);
  const other = (await ask({ text: '房东半夜拖桌椅', parties: { a: { persons: [resident.person] }, b: { name: '房东' } } })).json;
  expect((await read(supervisor, other.order.id)).text).toBe('房东半夜拖桌椅');
});

test('whoever stepped aside does not choose who mediates, nor learns whom it could be', async () => {
  const secretary = await service.as('secretary');
  const { order } = (await ask({ unit: personas.community.unit })).json;
  await community.send(order.id, 'take');
  await community.send(order.id, 'stepAside');
  await secretary.send(order.id, 'take');
  expect((await read(community, order.id)).allowed.map(({ type }: any) => type)).not.toContain('handOver');
  expect((await community.get(`/api/v1/orders/${order.id}/mediators`)).status).toBe(403);
  const refused = await community.post(`/api/v1/orders/${order.id}/commands`, {
    type: 'handOver',
    input: { person: secretary.person },
  });
  expect([refused.status, refused.json.rule?.name ?? refused.json.detail]).toEqual([
    403,
    expect.stringContaining('is-not-excluded'),
  ]);
});

test('what cannot be is refused with the rule and its source', async () => {
  expect((await ask({ category: '0101' })).json).toMatchObject({
    errors: [{ path: 'category', message: expect.stringContaining('mediation-category') }],
  });
  expect((await ask({ parties: { a: {}, b: {} } })).json.errors.map(({ path }: any) => path)).toEqual(['parties.a', 'parties.b']);
  expect((await ask({ hospital: 1 })).status).toBe(422);
  const { order } = (await ask()).json;
  await gridWorker.send(order.id, 'take');
  const unsigned = await gridWorker.post(`/api/v1/orders/${order.id}/commands`, {
    type: 'agree',
    input: { form: 'written', text: '安静', signed: { a: 'signed' } },
  });
  expect(unsigned.status).toBe(409);
  expect(unsigned.json.detail.zh ?? unsigned.json.detail).toMatch(/both-signed/);
  expect(unsigned.json.rule).toMatchObject({
    name: 'both-signed',
    law: expect.stringMatching(/《人民调解法》第二十八条|articles 28/),
  });
  expect(unsigned.json.detail).toContain(unsigned.json.rule.says);
});

test('a warning stands on the risk list of the area, with a kind and a place and nobody’s name; a person opens none', async () => {
  const unit = service.directory.unitByCode('522326', demoGrid)!.id;
  await service.engine.execute({
    workflow: 'warning',
    type: 'raise',
    input: { category: '0502', unit, count: 3, colour: 'blue' },
    actor: { person: null, post: null, role: 'system', tenant: '522326', path: '' },
  });
  const { orders } = fits('listOrders', 200, (await community.get('/api/v1/orders?desk=risks')).json);
  expect(orders).toHaveLength(1);
  const warning = await read(community, orders[0].id);
  expect(warning).toMatchObject({
    workflow: 'warning',
    warning: { colour: expect.stringMatching(/blue|yellow/), place: { code: demoGrid }, owner: null, measures: [] },
  });
  expect(JSON.stringify(warning)).not.toMatch(new RegExp(`${resident.person}|${neighbour.person}|拖桌椅`));
  expect((await resident.get(`/api/v1/orders/${warning.id}`)).status).toBe(404);
  const raised = await community.post('/api/v1/orders', { workflow: 'warning', category: '0502', unit: demoGrid, text: 'x' });
  expect(raised.status).toBeGreaterThanOrEqual(403);
  await community.send(warning.id, 'own', { person: gridWorker.person });
  const reviewOn = new Date(service.clock.now() + 5 * 86_400_000).toISOString();
  await gridWorker.send(warning.id, 'assess', { text: '约定安静时段', reviewOn });
  expect(await read(community, warning.id)).toMatchObject({
    state: { handling: 'watched' },
    warning: { owner: '岑雨晴', measures: [{ by: '岑雨晴', text: '约定安静时段' }] },
  });
});

test('of a dispute that is born of an order its placer is a side, known by account; nobody learns by it whose an order is', async () => {
  const { order } = await resident.place('0502', { text: '楼上漏水' });
  const from = (by: Persona, more: object = {}) =>
    by.post('/api/v1/orders', {
      workflow: 'mediation',
      category: '0502',
      unit: demoGrid,
      text: '楼上漏水，多次劝说不听',
      parties: { a: { placer: true }, b: { name: '四楼住户' } },
      order: order.id,
      ...more,
    });
  const opened = await from(community);
  expect([opened.status, opened.json.order?.mediation.parties.a]).toEqual([201, { name: undefined, persons: 1, unit: null }]);
  expect((await read(resident, opened.json.order.id)).allowed.map(({ type }: any) => type)).toContain('decline');
  // Who does not see the order has no side by it, and is refused as if there were none.
  const unseen = await from(await service.as('window'));
  expect([unseen.status, unseen.json.errors.length]).toEqual([422, 1]);
  const alone = await from(community, { order: undefined });
  expect([alone.status, alone.json.errors[0].path]).toEqual([422, 'parties.a']);
  // The other side is not told which order it came of.
  const between = (await from(community, { parties: { a: { placer: true }, b: { persons: [neighbour.person] } } })).json.order;
  expect([(await read(community, between.id)).mediation.order, (await read(neighbour, between.id)).mediation.order]).toEqual([
    order.id,
    null,
  ]);
  // Whoever wrote an order down for somebody without an account is no side by it.
  const { order: written } = await gridWorker.place('0502', { text: '楼上漏水', source: 'proxy', consentHow: 'in-person' });
  const stranger = await from(community, { order: written.id });
  expect([stranger.status, stranger.json.errors?.[0].path]).toEqual([422, 'parties.a']);
  const named = await from(community, {
    order: written.id,
    parties: { a: { placer: true, name: '三楼住户' }, b: { name: '四楼住户' } },
  });
  expect([named.status, named.json.order?.mediation.parties.a.persons]).toEqual([201, 0]);
  expect((await read(gridWorker, named.json.order.id)).allowed.map(({ type }: any) => type)).toContain('take');
});

test('a firm that is a side finds the dispute on its desk, reads what is agreed alone, and answers for itself', async () => {
  const property = await service.as('property');
  const firm = service.directory.unitByCode('522326', personas.property.unit)!;
  const { order } = (await ask({ parties: { a: { persons: [resident.person] }, b: { unit: firm.id } } })).json;
  const { orders } = fits('listOrders', 200, (await property.get('/api/v1/orders?desk=inbox')).json);
  expect(orders.map(({ id }: any) => id)).toContain(order.id);
  const theirs = await read(property, order.id);
  expect(theirs.text).toBeUndefined();
  expect(theirs.allowed.map(({ type }: any) => type)).toEqual(['decline']);
  expect((await (await service.as('facility')).get(`/api/v1/orders/${order.id}`)).status).toBe(404);
  await property.send(order.id, 'decline');
  expect((await read(resident, order.id)).state.handling).toBe('declined');
});

test('whoever is a relative of a side, or of its unit, is offered nothing that he would be refused, and reads why', async () => {
  const grid = service.directory.unitByCode('522326', demoGrid)!;
  const { order } = (await ask({ parties: { a: { persons: [resident.person] }, b: { unit: grid.id } } })).json;
  const theirs = await read(gridWorker, order.id);
  // As whoever answers for the unit, and not as whoever mediates.
  expect(theirs.allowed.map(({ type }: any) => type)).toEqual(['decline']);
  const refused = await gridWorker.post(`/api/v1/orders/${order.id}/commands`, { type: 'take', input: {} });
  expect([refused.status, refused.json.rule?.name ?? refused.json.detail]).toEqual([
    403,
    expect.stringContaining('mediator-apart'),
  ]);
  expect((await read(neighbour, order.id).catch(() => null))?.allowed).toBeUndefined();
});

test('of a card about it who keeps out reads nothing and is refused with the rule; the others of the unit answer it', async () => {
  const secretary = await service.as('secretary');
  const parties = { a: { persons: [resident.person] }, b: { persons: [secretary.person] } };
  const { order } = (await ask({ unit: personas.community.unit, parties })).json;
  const about = { workflow: 'card', order: order.id, colour: 'yellow', reason: 'overdue', text: '楼上仍拖桌椅，请说明' };
  const { order: card } = fits('placeOrder', 201, (await supervisor.post('/api/v1/orders', about)).json);
  expect(JSON.stringify(await read(secretary, card.id))).not.toContain('拖桌椅');
  expect((await read(community, card.id)).card.grounds).toContain('拖桌椅');
  const reply = { type: 'reply', input: { text: '已约双方' } };
  const refused = await secretary.post(`/api/v1/orders/${card.id}/commands`, reply);
  expect([refused.status, refused.json.rule?.name ?? refused.json.detail]).toEqual([403, expect.stringContaining('card-apart')]);
  await community.send(card.id, 'reply', { text: '已约双方' });
});

test('whoever mediated it and does not any more finds nothing of it: no words, no sides, no place', async () => {
  const building = service.directory.unitByCode('522326', ownCode.building(demoGrid, 1))!;
  const { order } = (await ask({ building: building.id })).json;
  expect(order.where).toContain(building.name);
  await gridWorker.send(order.id, 'take');
  await gridWorker.send(order.id, 'session', { text: '约定明日再谈' });
  await neighbour.send(order.id, 'refuseMediator');
  const theirs = await read(gridWorker, order.id);
  expect(theirs).toMatchObject({
    state: { handling: 'waiting' },
    place: { building: null },
    where: expect.not.stringContaining(building.name),
    mediation: {
      parties: { a: { persons: 0 }, b: { persons: 0 } },
      sessions: [],
      keepsOut: { zh: expect.stringContaining('不再调解') },
    },
  });
  expect(JSON.stringify(theirs)).not.toMatch(/拖桌椅|明日再谈|黄小满/);
  expect((await read(community, order.id)).mediation.sessions).toHaveLength(1);
  // Nor in its journal, which says what happened, and what he did himself.
  const journal = async (persona: Persona) =>
    fits('readJournal', 200, (await persona.get(`/api/v1/orders/${order.id}/journal`)).json).entries;
  const said = await journal(gridWorker);
  expect(said.map(({ type, input }: any) => [type, Object.keys(input)])).toEqual([
    ['open', []],
    ['take', []],
    ['session', ['text']],
    ['refuseMediator', []],
  ]);
  expect(Object.keys((await journal(community))[0].input)).toContain('parties');
});

test('whoever keeps out of a dispute is not led from it to the order that it came of, nor back', async () => {
  const secretary = await service.as('secretary');
  const { order: origin } = await resident.place('0502', { text: '楼上漏水' });
  const { order } = (await ask({ unit: personas.community.unit, order: origin.id })).json;
  await community.send(order.id, 'take');
  const linked = async (persona: Persona): Promise<string[][]> =>
    Promise.all(
      [order.id, origin.id].map(async (id) =>
        fits('listLinks', 200, (await persona.get(`/api/v1/orders/${id}/links`)).json).links.map((link: any) => link.id),
      ),
    );
  expect(await linked(community)).toEqual([[origin.id], [order.id]]);
  await neighbour.send(order.id, 'refuseMediator');
  expect(await linked(community)).toEqual([[], []]);
  expect(await linked(secretary)).toEqual([[origin.id], [order.id]]);
});

test('a wrong telephone is put right by whoever asked; the mediator reads the new one', async () => {
  const { order } = (await ask({ contact: { name: '韦春梅', phone: '13900001111' } })).json;
  await gridWorker.send(order.id, 'take');
  const nobodys = { type: 'correct', input: { contact: { phone: '16012345678901' } } };
  expect((await resident.post(`/api/v1/orders/${order.id}/commands`, nobodys)).json.errors).toEqual([
    { path: 'input.contact.phone', message: expect.stringMatching(/手机号码是 11 位|a mobile number has 11 digits/) },
  ]);
  await resident.send(order.id, 'correct', { contact: { phone: '13900002222' } });
  const look = await gridWorker.post(`/api/v1/orders/${order.id}/reveal`, { field: 'contact.phone', reason: '约时间调解' });
  expect(look.json).toEqual({ field: 'contact.phone', value: '13900002222' });
  expect(await read(resident, order.id)).toMatchObject({ contact: { name: '韦春梅', phone: '13900002222' } });
});

test('a mediation is handed over to another of its unit; nobody else is told who mediates there', async () => {
  const { order } = (await ask()).json;
  await gridWorker.send(order.id, 'take');
  await gridWorker.send(order.id, 'climb');
  await community.send(order.id, 'take');
  const at = async (persona: Persona) => {
    const { status, json } = await persona.get(`/api/v1/orders/${order.id}/mediators`);
    return status === 200 ? fits('listMediators', 200, json).mediators.map(({ id }: any) => id) : status;
  };
  const secretary = await service.as('secretary');
  const others = await at(community);
  expect(others).toContain(secretary.person);
  expect(others).not.toContain(community.person);
  expect([await at(resident), await at(supervisor), await at(await service.as('publisher'))]).toEqual([403, 403, 404]);
  // Who is a party himself, or of one household with one, is not offered what he would be refused.
  const own = (await ask({ parties: { a: { persons: [resident.person] }, b: { persons: [secretary.person] } } })).json.order.id;
  for (const [persona, type] of [
    [gridWorker, 'take'],
    [gridWorker, 'climb'],
    [community, 'take'],
  ] as const)
    await persona.send(own, type);
  expect(fits('listMediators', 200, (await community.get(`/api/v1/orders/${own}/mediators`)).json).mediators).toEqual([]);
  await community.send(order.id, 'handOver', { person: secretary.person });
  expect((await read(secretary, order.id)).mediation.mediator).toBe('王守正');
  // Nor back to whoever handed it over.
  expect(await at(secretary)).not.toContain(community.person);
  // By the journal neither side learns an id of the other, nor of who mediates or did; who asked reads what he said himself.
  const journal = async (persona: Persona): Promise<string> =>
    JSON.stringify(fits('readJournal', 200, (await persona.get(`/api/v1/orders/${order.id}/journal`)).json).entries);
  expect(await journal(neighbour)).toContain(neighbour.person);
  for (const id of [resident.person, secretary.person]) expect(await journal(neighbour)).not.toContain(id);
  expect(await journal(resident)).toContain(neighbour.person);
  expect(await journal(resident)).not.toContain(secretary.person);
  expect(await journal(secretary)).toContain(secretary.person);
});

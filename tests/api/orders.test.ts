import { readAccess } from '@six-order/community/privacy/access-log-store';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let resident: Persona;
let secretary: Persona;
let member: Persona;
beforeAll(async () => {
  service = await openService();
  resident = await service.as('resident');
  secretary = await service.as('secretary');
  member = await service.as('member');
});
afterAll(() => service.close());

const contact = { name: '韦春梅', phone: '13800001234', address: '蟠桃园社区3栋501' };
const text = '韦春梅家漏水，电话13800001234';
/** To whom the telephone is not open yet. */
const spared = '韦春梅家漏水，电话138****1234';
const get = async (who: Persona, id: string) => fits('getOrder', 200, (await who.get(`/api/v1/orders/${id}`)).json).order;
const log = (order: string) => readAccess(service.tables, { tenant: '522326', order, limit: 100 });
async function dispatched(more: object = {}): Promise<string> {
  const { order } = await resident.place('0101', { text, contact, place: { room: '501', note: '按门铃' }, ...more });
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  return order.id;
}

test('placing answers the order, where it is, and a code that is the same for the same order', async () => {
  const answer = await resident.post(
    '/api/v1/orders',
    { category: '0101', text: ' 漏水 ', unit: demoGrid },
    { 'idempotency-key': 'place-1' },
  );
  expect(answer.status).toBe(201);
  const { order, queryCode } = fits('placeOrder', 201, answer.json);
  expect(answer.headers.get('location')).toBe(`/api/v1/orders/${order.id}`);
  expect(order).toMatchObject({
    number: expect.stringMatching(/^\d{8}-\d{6}-\d$/),
    workflow: 'six-order',
    version: 2,
    revision: 1,
    state: { handling: 'placed', supervision: 'clear', publication: 'waiting' },
    category: '0101',
    urgency: 'U2',
    unit: { code: demoGrid },
    text: '漏水',
    closedAt: null,
    holder: null,
  });
  expect(order.stations.map(({ station, status }: any) => `${station} ${status}`)).toEqual([
    'place done',
    'dispatch now',
    'accept todo',
    'supervise todo',
    'publish todo',
    'evaluate todo',
  ]);
  expect(order.clocks).toMatchObject([
    { name: 'intake', light: 'green', finishedAt: null, explanation: { zh: expect.stringContaining('受理') } },
  ]);
  const again = await resident.post(
    '/api/v1/orders',
    { category: '0101', text: ' 漏水 ', unit: demoGrid },
    { 'idempotency-key': 'place-1' },
  );
  expect(again.json).toMatchObject({ order: { id: order.id, revision: 1 }, queryCode });
});

test('a unit is named by its id or by its code', async () => {
  const { id } = service.directory.findUnit('522326', demoGrid) as { id: string };
  expect((await resident.place('0101', { unit: id })).order.unit).toMatchObject({ id, code: demoGrid });
});

test('`allowed` holds what this actor may send now, with the schema of its input', async () => {
  const { order } = await resident.place();
  const types = async (who: Persona) => (await get(who, order.id)).allowed.map(({ type }: { type: string }) => type);
  expect(await types(resident)).toEqual(['withdraw', 'note', 'correct', 'urge', 'giveConsent']);
  expect(await types(secretary)).toEqual(['admit', 'refuse', 'settle', 'note', 'correctCategory']);
  const [admit] = (await get(secretary, order.id)).allowed;
  expect(admit).toEqual({
    type: 'admit',
    title: { zh: '受理', en: 'Admit' },
    input: {
      type: 'object',
      properties: { urgency: { type: 'string', enum: ['U0', 'U1', 'U2', 'U3'] } },
      additionalProperties: false,
    },
  });
  const after = await secretary.send(order.id, 'admit');
  expect(after.allowed.map(({ type }: { type: string }) => type)).toEqual([
    'consult',
    'settle',
    'note',
    'changeUrgency',
    'correctCategory',
    'merge',
    'dispatch',
    'proposeExclusion',
  ]);
});

test('who may not know of an order gets what he would get for none', async () => {
  const id = await dispatched();
  const stranger = await service.as('resident-2');
  const other = await service.as('member-2');
  for (const who of [stranger, other, await service.as('admin'), await service.as('dpo')]) {
    for (const path of ['', '/journal', '/candidates']) {
      const answer = await who.get(`/api/v1/orders/${id}${path}`);
      expect([answer.status, answer.json.type]).toEqual([404, 'urn:six-order:problem:not-found']);
    }
    expect((await who.post(`/api/v1/orders/${id}/commands`, { type: 'accept', input: {} })).status).toBe(404);
    expect((await who.post(`/api/v1/orders/${id}/reveal`, { field: 'contact.phone', reason: '核实' })).status).toBe(404);
  }
  expect((await resident.post(`/api/v1/orders/${id}/commands`, { type: 'accept', input: {} })).status).toBe(403);
});

test('who handles it: by name and by what he works as for staff, on their desks too; for whoever ordered it by the latter, and no name', async () => {
  const id = await dispatched();
  const { name } = personas.member;
  const role = { code: 'member', zh: '党员', en: 'member' };
  const as = { role, unit: expect.objectContaining({ code: demoGrid, within: '蟠桃园社区' }) };
  const unnamed = { kind: 'person', id: member.person, name: '承办人', as };
  const named = { kind: 'person', id: member.person, name, as };
  const row = async (who: Persona, desk: string) =>
    fits('listOrders', 200, (await who.get(`/api/v1/orders?desk=${desk}&limit=100`)).json).orders.find(
      (one: { id: string }) => one.id === id,
    );
  for (const act of [async () => undefined, () => member.send(id, 'accept')]) {
    await act();
    expect([(await get(resident, id)).holder, (await row(resident, 'requests')).holder]).toEqual([unnamed, unnamed]);
    expect([(await get(secretary, id)).holder, (await row(secretary, 'all')).holder]).toEqual([named, named]);
    for (const path of [`/api/v1/orders/${id}`, '/api/v1/orders?desk=requests&limit=100'])
      expect((await resident.get(path)).text).not.toContain(name);
  }
});

describe('personal data', () => {
  test('each post reads what the table gives it, and each field read is logged', async () => {
    const id = await dispatched();
    const own = await get(resident, id);
    expect(own).toMatchObject({ text, contact, place: { room: '501', note: '按门铃' } });
    expect(await log(id)).toHaveLength(6);

    const offered = await get(member, id);
    expect(offered).toMatchObject({ text: spared, contact: { name: '韦**', address: '蟠桃园社区*栋' }, place: { room: '*' } });
    expect(offered.contact.phone).toBeUndefined();
    expect(offered.revealable).toEqual([]);

    await member.send(id, 'accept');
    const handled = await get(member, id);
    expect(handled.contact).toMatchObject({ name: '韦春梅', phone: '138****1234' });
    expect(handled.text).toBe(spared);
    expect(handled.revealable).toEqual(['text', 'contact.phone']);

    const watched = await get(await service.as('supervisor'), id);
    expect(watched.text).toBe('韦**家漏水，电话138****1234');
    expect(watched.contact.phone).toBe('138****1234');
    expect(watched.revealable).toEqual([]);
  });

  test('a field is revealed for a reason, to those who may, and the log says so', async () => {
    const id = await dispatched();
    await member.send(id, 'accept');
    const reveal = (who: Persona, body: object) => who.post(`/api/v1/orders/${id}/reveal`, body);
    expect((await reveal(member, { field: 'text', reason: '约上门时间' })).json).toEqual({ field: 'text', value: text });
    expect(fits('revealField', 200, (await reveal(member, { field: 'contact.phone', reason: '约上门时间' })).json)).toEqual({
      field: 'contact.phone',
      value: '13800001234',
    });
    expect((await log(id))[0]).toMatchObject({
      person: member.person,
      field: 'contact.phone',
      how: 'reveal',
      reason: '约上门时间',
    });
    expect((await reveal(await service.as('supervisor'), { field: 'contact.phone', reason: '核实' })).status).toBe(403);
    expect((await reveal(member, { field: 'contact.phone', reason: '' })).status).toBe(422);
    expect((await reveal(member, { field: 'contact.phone' })).status).toBe(422);
    expect((await reveal(member, { field: 'toString', reason: '核实' })).status).toBe(422);
    expect((await reveal(member, { field: 'result', reason: '核实' })).status).toBe(404);
  });

  test('a number in what the resident added is revealed as his telephone is; a note without one is read as it is', async () => {
    const id = await dispatched();
    await resident.send(id, 'note', { text: '白天打13900000003' });
    await resident.send(id, 'note', { text: '门铃坏了' });
    expect((await get(await service.as('secretary'), id)).revealable).toEqual(['text', 'contact.phone', 'notes.0.text']);
    expect((await get(member, id)).revealable).toEqual([]);
    await member.send(id, 'accept');
    const handled = await get(member, id);
    expect(handled.notes.map((note: { text: string }) => note.text)).toEqual(['白天打139****0003', '门铃坏了']);
    expect(handled.revealable).toEqual(['text', 'contact.phone', 'notes.0.text']);
    const asked = await member.post(`/api/v1/orders/${id}/reveal`, { field: 'notes.0.text', reason: '约上门时间' });
    expect(fits('revealField', 200, asked.json)).toEqual({ field: 'notes.0.text', value: '白天打13900000003' });
  });

  test('a command’s answer opens nothing and leaves no trace in the log', async () => {
    const id = await dispatched();
    const answer = await member.send(id, 'accept');
    expect(answer.text).toBeUndefined();
    expect(answer.contact).toBeUndefined();
    expect(await log(id)).toEqual([]);
  });

  test('what was erased is null', async () => {
    const id = await dispatched();
    const path = `/api/v1/orders/${id}`;
    const before = await service.call('GET', path, { token: resident.token });
    await service.engine.erase(id as never);
    const known = { 'if-none-match': before.headers.get('etag') as string };
    expect((await service.call('GET', path, { token: resident.token, headers: known })).json.order.text).toBeNull();
    expect(await get(resident, id)).toMatchObject({ text: null, place: { room: null } });
    expect((await resident.get(`/api/v1/orders/${id}/journal`)).json.verified).toBe(true);
    const note = await resident.post(`/api/v1/orders/${id}/commands`, { type: 'note', input: { text: '还在吗' } });
    expect([note.status, note.json.type]).toEqual([409, 'urn:six-order:problem:frozen']);
  });

  test('staff are named to staff, and are their part to residents', async () => {
    const id = await dispatched();
    const by = async (who: Persona) => (await get(who, id)).stations.map((station: { by: string | null }) => station.by);
    expect(await by(secretary)).toEqual(['点单人', personas.secretary.name, null, null, null, null]);
    expect(await by(resident)).toEqual(['点单人', '派单人', null, null, null, null]);
    const { entries } = fits('readJournal', 200, (await resident.get(`/api/v1/orders/${id}/journal`)).json);
    expect(entries.map(({ actor }: any) => actor)).toEqual([
      { role: 'resident', name: null },
      { role: 'secretary', name: null },
      { role: 'secretary', name: null },
    ]);
    expect(entries[0].input).toMatchObject({ text: { sealed: true }, contact: { sealed: true }, category: '0101' });
  });

  test('nothing personal is in the log of the service', () => {
    expect(service.lines.length).toBeGreaterThan(50);
    expect(service.lines.join('')).not.toMatch(/韦|漏水|13800001234|门铃|authorization|cookie/i);
    expect(service.lines.join('')).not.toContain(personas.resident.person);
  });
});

test('an order is shown to whoever may work on it next: candidates with reasons, load and conflicts', async () => {
  const { order } = await resident.place();
  await secretary.send(order.id, 'admit');
  const { candidates } = fits('listCandidates', 200, (await secretary.get(`/api/v1/orders/${order.id}/candidates`)).json);
  const of = (name: string) => candidates.find((candidate: { name: string }) => candidate.name === name);
  expect(of(personas.member.name)).toMatchObject({ kind: 'person', id: member.person, role: 'member' });
  expect(of(personas.member.name).reasons).toContainEqual({ zh: '就在本网格', en: 'in the order’s own grid' });
  expect(of(personas.member.name).load).toBeGreaterThan(0);
  expect(of(personas['member-2'].name)).toMatchObject({ load: 0, conflicts: [] });
  expect(new Set(candidates.map(({ id }: { id: string }) => id)).size).toBe(candidates.length);
  expect(new Set(candidates.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['person', 'team', 'unit']));
  expect(candidates.map(({ name }: { name: string }) => name)).not.toContain(personas.resident.name);
  expect((await resident.get(`/api/v1/orders/${order.id}/candidates`)).status).toBe(403);
});

test('whoever has an answer already gets it again when anything in it is another: reader, language, clock, what may be sent', async () => {
  const { order } = await resident.place('0101', { text, contact });
  const path = `/api/v1/orders/${order.id}`;
  const ask = (who: Persona, headers: Record<string, string> = {}) => service.call('GET', path, { token: who.token, headers });
  const first = await ask(secretary);
  const known = { 'if-none-match': first.headers.get('etag') as string };
  const read = (await log(order.id)).length;
  expect([(await ask(secretary, known)).status, (await log(order.id)).length]).toEqual([304, read]);
  const others = {
    language: await ask(secretary, { ...known, 'accept-language': 'en' }),
    reader: await ask(await service.as('community'), known),
  };
  // No timer fires here: only the light is another.
  await service.clock.set(Date.parse(first.json.order.clocks[0].dueAt));
  const later = await ask(secretary, known);
  expect([others.language.status, others.reader.status, later.status]).toEqual([200, 200, 200]);
  expect(later.json.order.revision).toBe(order.revision);
  const now = { 'if-none-match': later.headers.get('etag') as string };
  expect((await ask(secretary, now)).status).toBe(304);
  await secretary.send(order.id, 'admit');
  expect((await ask(secretary, now)).status).toBe(200);
});

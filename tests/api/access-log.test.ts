// Who may read the access log over HTTP: the data protection officer all of it, those who supervise sums, residents their own.
import { newId } from '@six-order/cli/new-id';
import { openAccessLog } from '@six-order/community/privacy/access-log-store';
import { personaNames } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let dpo: Persona;
let secretary: Persona;
let order: any;
beforeAll(async () => {
  service = await openService();
  [dpo, secretary] = await Promise.all([service.as('dpo'), service.as('secretary')]);
  const resident = await service.as('resident');
  const contact = { name: '韦春梅', phone: '13812345678' };
  ({ order } = await resident.place('0101', { contact }));
  for (let n = 0; n < 6; n += 1) await secretary.get(`/api/v1/orders/${order.id}`);
  const body = { field: 'contact.phone', reason: '回电核实，电话13812345678' };
  const revealed = await secretary.post(`/api/v1/orders/${order.id}/reveal`, body);
  if (revealed.status !== 200) throw new Error(revealed.text);
});
afterAll(() => service.close());

const log = '/api/v1/privacy/access-log';
const sums = '/api/v1/privacy/access-sums?month=';

test('the officer reads who saw what of whom, in which post and why, page by page; the log holds no personal data itself', async () => {
  const pages: any[] = [];
  for (let cursor = ''; ;) {
    const answer = await dpo.get(`${log}?order=${order.id}&limit=5${cursor}`);
    expect(answer.status).toBe(200);
    fits('listAccess', 200, answer.json);
    expect(answer.text).not.toMatch(/13812345678|厨房/);
    pages.push(...answer.json.readings);
    if (answer.json.next === null) break;
    cursor = `&cursor=${answer.json.next}`;
  }
  // Text and contact (which members it has is known only when it is opened) for each of six readings, and one revealed.
  expect(pages).toHaveLength(6 * 4 + 1);
  expect(pages[0]).toMatchObject({
    reader: { id: personas.secretary.person, name: personas.secretary.name },
    post: { id: personas.secretary.post, role: 'secretary' },
    order: { id: order.id, number: order.number, resident: personas.resident.person },
    field: 'contact.phone',
    how: 'reveal',
    reason: '回电核实，电话138****5678',
  });
  const { json } = await dpo.get(`${log}?person=${personas.secretary.person}&limit=200`);
  expect(json.readings).toHaveLength(25);
  expect((await dpo.get(`${log}?person=${personas.member.person}`)).json.readings).toEqual([]);
});

test('nobody else reads it; sums are for street and supervisors, of their own area, and below five say nothing', async () => {
  const month = new Date(service.clock.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const summing = new Set(['dpo', 'street', 'supervisor', 'discipline', 'representative', 'leader']);
  for (const name of personaNames) {
    const persona = await service.as(name);
    expect([name, (await persona.get(log)).status]).toEqual([name, name === 'dpo' ? 200 : 403]);
    const answer = await persona.get(sums + month);
    expect([name, answer.status]).toEqual([name, summing.has(name) ? 200 : 403]);
    if (answer.status !== 200) continue;
    fits('sumAccess', 200, answer.json);
    expect([name, answer.json.sums]).toEqual([
      name,
      [
        { role: 'secretary', how: 'full', count: 18 },
        { role: 'secretary', how: 'masked', count: 6 },
        { role: 'secretary', how: 'reveal', count: null },
      ],
    ]);
  }
  expect((await service.call('GET', log)).status).toBe(401);
  expect((await dpo.get(`${sums}2020-01`)).json.sums).toEqual([]);
  for (const bad of ['2026-13', 'x', '']) expect([bad, (await dpo.get(sums + bad)).status]).toEqual([bad, 422]);
});

test('a resident reads every reading of his own order, by post and never by name: one by one in the copy, by visits page by page', async () => {
  const resident = await service.as('resident');
  const { tables: db, keyring, clock } = service;
  const before = clock.now() - 3_600_000;
  const one = { tenant: '522326', order: order.id, field: 'text', how: 'masked' as const, reason: null };
  const own = { ...one, at: clock.now() + 1, person: resident.person, post: null };
  // Two hours in which somebody looks every six seconds, with more than half an hour between them.
  const others = Array.from({ length: 1_200 }, (_, n) => {
    const at = before - n * 6_000 - (n < 600 ? 0 : 1_800_000);
    return { ...one, id: newId(), at, person: personas.member.person, post: personas.member.post };
  });
  const log = openAccessLog({ db, keyring, newId });
  await log.write([...others, ...Array.from({ length: 200 }, () => ({ ...own, id: newId() }))]);

  const { json, text } = await resident.get('/api/v1/me/data');
  fits('getMyData', 200, json);
  const mine = json.orders.find(({ id }: { id: string }) => id === order.id);
  expect(mine.readings).toHaveLength(6 * 4 + 1 + others.length);
  expect(mine.readings[0]).toMatchObject({ role: 'secretary', field: 'contact.phone', how: 'reveal' });

  const visits: any[] = [];
  for (let cursor = ''; ;) {
    const answer = await resident.get(`/api/v1/me/visits?limit=2${cursor}`);
    fits('listMyVisits', 200, answer.json);
    expect(answer.json.total).toBe(3);
    expect(answer.text).not.toContain(personas.secretary.name);
    visits.push(...answer.json.visits);
    if (answer.json.next === null) break;
    cursor = `&cursor=${answer.json.next}`;
  }
  expect(visits.map(({ role }) => role)).toEqual(['secretary', 'member', 'member']);
  expect(visits[0].read).toContainEqual({ field: 'text', how: 'full', reason: null, times: 6 });
  expect(visits[0].read).toContainEqual(expect.objectContaining({ field: 'contact.phone', how: 'reveal', times: 1 }));
  for (const visit of visits.slice(1)) {
    expect(visit.read).toEqual([{ field: 'text', how: 'masked', reason: null, times: 600 }]);
    expect(Date.parse(visit.to) - Date.parse(visit.from)).toBe(599 * 6_000);
  }
  expect(visits[1]).toMatchObject({ order: { id: order.id, number: order.number }, to: new Date(before).toISOString() });
  expect((await (await service.as('resident-2')).get('/api/v1/me/visits')).json).toEqual({ visits: [], total: 0, next: null });
  expect(text).not.toContain(personas.secretary.name);
});

// A resident names a relative who may place orders for him: by a code that the relative enters in his own session, until either ends it.
import { CODE_LASTS_MS, putRelativeCode } from '@six-order/community/people/relative-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, GRID, openService, type Persona, type Service } from './service.ts';

const path = '/api/v1/me/relatives';
let service: Service;
const who = {} as Record<'resident' | 'resident-2' | 'relative' | 'secretary' | 'window' | 'admin' | 'supervisor', Persona>;
beforeAll(async () => {
  service = await openService();
  for (const name of ['resident', 'resident-2', 'relative', 'secretary', 'window', 'admin', 'supervisor'] as const)
    who[name] = await service.as(name);
});
afterAll(() => service.close());

const list = async (by: Persona) => fits('listRelatives', 200, (await by.get(path)).json);
const make = async (by: Persona): Promise<string> =>
  fits('makeRelativeCode', 201, (await by.post(`${path}/codes`, {})).json).code;
const enter = (by: Persona, code: string) => by.post(path, { code });
const end = (by: Persona, id: string) => by.post(`${path}/${id}/end`, {});
const place = (by: Persona, onBehalfOf: string, consentHow = 'phone') =>
  by.post('/api/v1/orders', {
    workflow: 'six-order',
    category: '0102',
    unit: GRID,
    text: '老人家里水管漏水',
    source: 'proxy',
    onBehalfOf,
    consentHow,
  });

test('row 2, 代点: a relative places for whom named him, without one more call, and for nobody else', async () => {
  expect((await list(who.relative)).of).toHaveLength(1);
  const placed = await place(who.relative, who.resident.person);
  expect([placed.status, placed.json.order?.state.handling]).toEqual([201, 'placed']);
  expect((await place(who.relative, who['resident-2'].person)).status).toBe(422);
  // For whom it is must be said: it would be nobody's otherwise, or the relative's own.
  for (const chosen of [{}, { onBehalfOf: who.relative.person }, { source: 'patrol' }]) {
    const answer = await who.relative.post('/api/v1/orders', { category: '0102', unit: GRID, text: '水管漏水', ...chosen });
    expect([chosen, answer.status, answer.text.includes('proxy-names')]).toEqual([chosen, 422, true]);
  }
  // At the window the same has yet to be confirmed by a call.
  const { json } = await place(who.window, who.resident.person);
  await who.secretary.get(`/api/v1/orders/${json.order.id}`);
  expect(json.order.allowed.length).toBeGreaterThan(0);
});

test('a code is shown once, works once, within three days, and never for oneself', async () => {
  for (const name of ['secretary', 'window', 'admin', 'supervisor', 'relative'] as const)
    expect([name, (await who[name].post(`${path}/codes`, {})).status]).toEqual([name, 403]);
  const old = await make(who['resident-2']);
  const code = await make(who['resident-2']);
  expect(code).toMatch(/^\d{8}$/);
  expect(JSON.stringify(await list(who['resident-2']))).not.toContain(code);
  expect((await enter(who['resident-2'], code)).status).toBe(404);
  if (old !== code) expect((await enter(who.relative, old)).status).toBe(404);
  expect((await enter(who.relative, 'abc')).status).toBe(422);

  const entered = fits('acceptRelativeCode', 201, (await enter(who.relative, code)).json);
  expect(entered.of).toHaveLength(2);
  expect((await enter(who.resident, code)).status).toBe(404);
  const [named] = (await list(who['resident-2'])).named;
  // A code may have come into the wrong hands: neither learns the other's whole name by it.
  expect(named.name).toContain('*');
  expect((await place(who.relative, who['resident-2'].person)).status).toBe(201);

  // Nobody else ends it; either of the two does, at once.
  expect((await end(who.resident, named.id)).status).toBe(404);
  expect((await end(who.secretary, named.id)).status).toBe(404);
  expect((await end(who['resident-2'], named.id)).status).toBe(200);
  expect((await list(who.relative)).of).toHaveLength(1);
  expect((await place(who.relative, who['resident-2'].person)).status).toBe(422);
  expect((await end(who['resident-2'], named.id)).status).toBe(404);

  const late = await make(who['resident-2']);
  await service.call('POST', '/api/v1/demo/clock', { token: who.admin.token, body: { advance: 'P3D' } });
  expect((await enter(who.relative, late)).status).toBe(404);
  expect((await list(who['resident-2'])).codeUntil).toBeNull();
});

test('codes are not tried out', async () => {
  const answers = [];
  for (let n = 0; n < 8; n += 1) answers.push((await enter(who.supervisor, `0000000${n}`)).status);
  expect(answers.slice(0, 3)).toEqual([404, 404, 404]);
  expect(answers.at(-1)).toBe(429);
});

test('a relative sees what he placed and nothing else of whom named him', async () => {
  const own = (await who.resident.place('0101')).order;
  expect((await who.relative.get(`/api/v1/orders/${own.id}`)).status).toBe(404);
  const { json } = await place(who.relative, who.resident.person);
  expect((await who.relative.get(`/api/v1/orders/${json.order.id}`)).status).toBe(200);
  // The post in which he acts ends with it, and so does its session.
  const [bond] = (await list(who.resident)).named;
  expect((await end(who.relative, bond.id)).status).toBe(200);
  expect((await place(who.relative, who.resident.person)).status).toBe(401);
});

test('a code is one resident’s at a time, and is kept no longer than it is good for', async () => {
  const now = service.clock.now();
  const [digest, tenant] = [Buffer.from('same'), '522326'];
  const put = (by: Persona, at: number) => putRelativeCode(service.tables, { tenant, resident: by.person, digest, now: at });
  expect(await put(who.resident, now)).toBe(true);
  expect(await put(who['resident-2'], now)).toBe(false);
  expect(await put(who.resident, now)).toBe(false);
  expect(await put(who['resident-2'], now + CODE_LASTS_MS)).toBe(true);
  const { rows } = await service.db.query('select resident from relative_codes');
  expect(rows).toEqual([{ resident: who['resident-2'].person }]);
});

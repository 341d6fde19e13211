// 防串通: which evaluations a supervisor looks at twice, who never learns of it, and how little is kept for it.
import { newId } from '@six-order/cli/new-id';
import { personas, type personas as Personas } from '@six-order/community/demo/personas';
import { deviceOf } from '@six-order/community/evaluation/device';
import { forgetDevices, openDeviceNotes } from '@six-order/community/evaluation/mark-store';
import { putPosts } from '@six-order/community/people/people-store';
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import { OrderId } from '@six-order/engine';
import { openPool } from '@six-order/engine/runtime';
import { measure } from '@six-order/worker';
import { afterAll, expect, test } from 'vitest';
import { fits, openService, type Persona } from './service.ts';

const service = await openService();
afterAll(service.close);
type Name = keyof typeof Personas;
const as = async (name: Name): Promise<Persona> => service.as(name);
const [secretary, supervisor] = [await as('secretary'), await as('supervisor')];

/** Worked on to its end by `handler` and evaluated from a browser that says it is `browser`. */
async function evaluated(resident: Name, handler: 'member' | 'member-2', browser: string): Promise<OrderId> {
  const [who, member] = [await as(resident), await as(handler)];
  const { order } = await who.place('0101');
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  await member.send(order.id, 'contact');
  await member.send(order.id, 'finish', { result: '已补好' });
  const { status } = await service.call('POST', `/api/v1/orders/${order.id}/commands`, {
    token: who.token,
    headers: { 'user-agent': browser },
    body: { type: 'evaluate', input: { solved: 'yes', stars: 5 } },
  });
  expect(status).toBe(200);
  await measure(service.tables, service, [order.id]);
  return order.id;
}
const read = async (who: Persona, query = '') => who.get(`/api/v1/evaluation-marks${query}`);
const marksOf = async (order: string) => {
  const { evaluations } = fits('readEvaluationMarks', 200, (await read(supervisor, `?order=${order}`)).json);
  return evaluations[0] ?? null;
};

test('one device for two residents, one pair too often, one’s own house: each is marked, and nothing else', async () => {
  const alone = await evaluated('resident', 'member', 'a phone');
  expect(await marksOf(alone)).toBeNull();
  const other = await evaluated('resident-2', 'member', 'a phone');
  expect(await marksOf(other)).toMatchObject({ marks: ['same-device'], otherResidents: 1, otherResidentsOfHandler: 1 });
  // It is said of both: nobody knows whose phone it was.
  expect(await marksOf(alone)).toMatchObject({
    marks: ['same-device'],
    order: { id: alone, category: '0101', unit: { name: '第一网格', within: '蟠桃园社区' } },
  });

  const second = await evaluated('resident', 'member', 'own phone');
  expect(await marksOf(second)).toBeNull();
  const third = await evaluated('resident', 'member', 'own phone');
  expect(await marksOf(third)).toMatchObject({ marks: ['same-pair'], ofPair: 3, otherResidents: 0 });

  const neighbour = await evaluated('resident-2', 'member-2', 'another phone');
  expect(await marksOf(neighbour)).toBeNull();
  const home = service.directory.postsOf(personas['resident-2'].person).find(({ role }) => role === 'resident')!.unit;
  const post = { id: newId(), tenant: '522326', person: personas['member-2'].person, role: 'resident' as const, unit: home };
  await putPosts(service.tables, [{ ...post, validFrom: 0, validTo: null }]);
  await service.directory.refresh();
  expect(await marksOf(neighbour)).toMatchObject({ marks: ['own-household'] });
});

test('it is for supervisors of the area, and never for whoever handled it, in whatever post', async () => {
  const all = fits('readEvaluationMarks', 200, (await read(supervisor)).json).evaluations;
  expect(all.length).toBeGreaterThanOrEqual(4);
  for (const name of ['member', 'secretary', 'community', 'street', 'resident', 'publisher'] as const)
    expect([name, (await read(await as(name))).status]).toEqual([name, 403]);
  expect((await read(supervisor, '?unit=522326')).status).toBe(403);
  expect((await read(supervisor, '?unit=999999')).status).toBe(422);
  // The handler, made a supervisor: of his own orders he reads nothing.
  const unit = service.directory.postsOf(supervisor.person).find(({ role }) => role === 'supervisor')!.unit;
  const { person } = personas.member;
  const id = newId();
  await putPosts(service.tables, [{ id, tenant: '522326', person, role: 'supervisor', unit, validFrom: 0, validTo: null }]);
  await service.directory.refresh();
  const payload = Buffer.from(JSON.stringify({ person, post: id, exp: Date.now() + 3_600_000 })).toString('base64url');
  const token = `${payload}.${Buffer.from(service.keyring.digest('session', payload)).toString('base64url')}`;
  const { json } = await service.call('GET', '/api/v1/evaluation-marks', { token });
  const seen = fits('readEvaluationMarks', 200, json).evaluations;
  expect(seen.length).toBeLessThan(all.length);
  const measures = await service.db.query<{ id: string }>('select order_id as id from order_measures where handler = $1', [
    person,
  ]);
  const own = new Set(measures.rows.map((row) => row.id));
  expect(seen.filter(({ order }: { order: { id: string } }) => own.has(order.id))).toEqual([]);
});

test('it is taken up with a reason and closed with what was found, by whoever may see it and nobody else', async () => {
  const order = await evaluated('resident', 'member', 'a phone');
  const open = (who: Persona, why = '同一部手机评了几单') => who.post(`/api/v1/evaluation-marks/${order}/open`, { why });
  const close = (who: Persona, body: object = { outcome: 'own-word', found: '已回访 13812345678，是本人评的' }) =>
    who.post(`/api/v1/evaluation-marks/${order}/close`, body);
  for (const name of ['member', 'secretary', 'community', 'street', 'resident', 'publisher', 'leader'] as const)
    expect([name, (await open(await as(name))).status, (await close(await as(name))).status]).toEqual([name, 403, 403]);
  expect((await close(supervisor)).status).toBe(409);
  expect((await open(supervisor, ' ')).status).toBe(422);
  fits('openEvaluationReview', 201, (await open(supervisor)).json);
  expect((await open(supervisor)).status).toBe(409);
  expect((await marksOf(order))?.review).toMatchObject({ why: '同一部手机评了几单', closedAt: null, outcome: null });
  expect((await close(supervisor, { outcome: 'guilty', found: '看过' })).status).toBe(422);
  fits('closeEvaluationReview', 200, (await close(supervisor)).json);
  expect((await close(supervisor)).status).toBe(409);
  const review = (await marksOf(order))?.review;
  expect(review).toMatchObject({ outcome: 'own-word', closedBy: expect.any(String) });
  // Reasons are kept without what looks like personal data.
  expect(review?.found).not.toContain('13812345678');
  // What carries no mark, or is not there, is not to be taken up.
  const plain = await evaluated('resident', 'member-2', 'a phone of its own');
  expect(await marksOf(plain)).toBeNull();
  expect((await supervisor.post(`/api/v1/evaluation-marks/${plain}/open`, { why: '抽查' })).status).toBe(404);
  expect((await supervisor.post(`/api/v1/evaluation-marks/${newId()}/open`, { why: '抽查' })).status).toBe(404);
  // With the order it goes.
  await eraseOrder({ db: service.tables, engine: service.engine, record: async () => {} }, order, service.clock.now());
  expect((await service.db.query('select from evaluation_reviews where order_id = $1', [order])).rows).toEqual([]);
});

test('nothing follows by itself: the figures, points and the order stay as they are', async () => {
  const order = await evaluated('resident', 'member', 'a phone');
  const before = await service.engine.get(order);
  expect((await marksOf(order))?.marks).toContain('same-device');
  expect(await service.engine.get(order)).toEqual(before);
  expect(before?.face.labels.filter((label) => label.startsWith('card:'))).not.toContain('card:yellow');
  expect(JSON.stringify(before)).not.toContain('same-device');
});

test('what is kept of a device is a digest, for 30 days or as long as the order', async () => {
  const order = await evaluated('resident', 'member', 'a phone');
  const rows = async (id: string) =>
    (await service.db.query('select device from evaluation_devices where order_id = $1', [id])).rows;
  expect(JSON.stringify(await rows(order))).not.toMatch(/phone|127\.0\.0\.1/);
  await eraseOrder({ db: service.tables, engine: service.engine, record: async () => {} }, order, service.clock.now());
  expect(await rows(order)).toEqual([]);
  const kept = await evaluated('resident', 'member', 'a phone');
  // Nobody closes it: it goes as well.
  expect((await supervisor.post(`/api/v1/evaluation-marks/${kept}/open`, { why: '同一部手机' })).status).toBe(201);
  const cases = async () => (await service.db.query('select from evaluation_reviews where order_id = $1', [kept])).rowCount;
  expect(await forgetDevices(service.tables, service.clock.now() + 29 * 86_400_000)).toBe(0);
  expect([(await rows(kept)).length, await cases()]).toEqual([1, 1]);
  expect(await forgetDevices(service.tables, service.clock.now() + 30 * 86_400_000)).toBeGreaterThan(0);
  expect([(await rows(kept)).length, await cases()]).toEqual([0, 0]);
});

test('a device of one month says nothing of one of another, or of another county', () => {
  const { digest } = service.keyring;
  const seen = { tenant: '522326', address: '10.0.0.1', browser: 'a phone', at: Date.parse('2026-03-31T23:59:00+08:00') };
  const one = deviceOf(digest, seen);
  expect(one).toHaveLength(16);
  expect(deviceOf(digest, { ...seen, at: Date.parse('2026-03-01T00:00:00+08:00') })).toEqual(one);
  for (const change of [{ at: seen.at + 60_000 }, { tenant: '522327' }, { address: '10.0.0.2' }, { browser: 'b' }])
    expect(deviceOf(digest, { ...seen, ...change })).not.toEqual(one);
});

test('devices that come in at once are all written; of two of one order the last stands', async () => {
  const note = openDeviceNotes(service.tables);
  const at = service.clock.now();
  const device = (n: number) => Buffer.alloc(16, n);
  const orders = Array.from({ length: 5 }, () => OrderId.parse(newId()));
  const seen = (order: OrderId, n: number) => note({ order, tenant: '522326', device: device(n), at });
  const [first, ...others] = orders as [OrderId, ...OrderId[]];
  await Promise.all([seen(first, 1), ...others.map((order, n) => seen(order, n + 2)), seen(first, 9)]);
  await seen(first, 10);
  const { rows } = await service.db.query<{ device: Buffer }>(
    'select device from evaluation_devices where order_id = any($1) order by device',
    [orders],
  );
  expect(rows.map((row) => row.device[0])).toEqual([2, 3, 4, 5, 10]);
});

// The last one: the table is gone after it.
test('an evaluation is answered as it went, though its device could not be noted; the fault is logged', async () => {
  const owner = openPool(service.databaseUrl, 'owner', { max: 1 });
  await owner.query('alter table evaluation_devices rename to evaluation_devices_gone');
  await owner.end();
  const order = await evaluated('resident', 'member', 'a phone');
  expect((await service.engine.get(order))?.face.stage).toBe('evaluated');
  const line = service.lines.find((one) => one.includes('the device of an evaluation was not noted'));
  expect(line).toContain(order);
  expect(line).not.toMatch(/a phone|127\.0\.0\.1/);
});

// Keys of other systems: for one post, with scopes, an end and a rate.
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { endPost, putPosts } from '@six-order/community/people/people-store';
import { newId } from '@six-order/cli/new-id';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsOf, ok } from './browser.ts';
import { openService, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

type Scope = 'read' | 'write' | 'reveal';
const make = (scopes: readonly Scope[], of: { post?: string; days?: number; aMinute?: number } = {}) => {
  const { post = personas.secretary.post, days = 30, aMinute = 1000 } = of;
  return accountsOf(service).keys.make({ tenant: '522326', post, name: '12345 热线', scopes, days, aMinute });
};
const get = (token: string, path: string) => service.call('GET', path, { token });
const place = (token: string) =>
  service.call('POST', '/api/v1/orders', { token, body: { category: '0101', text: '漏水', unit: demoGrid, source: '12345' } });

test('a key acts in its post as far as its scopes reach, and nowhere in sessions', async () => {
  const { order } = await (await service.as('resident')).place('0101', { contact: { name: '韦春梅', phone: '13800001234' } });
  const reveal = (token: string) =>
    service.call('POST', `/api/v1/orders/${order.id}/reveal`, { token, body: { field: 'contact.phone', reason: '回访核实' } });
  const reach: Record<string, readonly number[]> = {};
  for (const scopes of [['read'], ['write'], ['reveal'], ['read', 'write', 'reveal']] as const) {
    const { key } = await make(scopes);
    reach[scopes.join()] = [
      (await get(key, `/api/v1/orders/${order.id}`)).status,
      (await place(key)).status,
      (await reveal(key)).status,
      (await get(key, '/api/v1/sessions')).status,
    ];
  }
  expect(reach).toEqual({
    read: [200, 403, 403, 401],
    write: [403, 201, 403, 401],
    reveal: [403, 403, 200, 401],
    'read,write,reveal': [200, 201, 200, 401],
  });
  const { key } = await make(['write']);
  const placed = (await place(key)).json.order;
  const { rows } = await service.db.query('select entry from journal where order_id = $1', [placed.id]);
  expect(JSON.parse(rows[0].entry).actor).toMatchObject({ person: personas.secretary.person, post: personas.secretary.post });
});

test('a key is kept as a digest, and in no log', async () => {
  const { key } = await make(['read']);
  await ok(get(key, '/api/v1/me'));
  const { rows } = await service.authDb.query('select * from auth.api_keys');
  expect(rows.length).toBeGreaterThan(0);
  const secret = key.slice('sixkey_'.length);
  const bytes = Buffer.from(secret, 'base64url');
  for (const row of rows) {
    expect(JSON.stringify({ ...row, digest: row.digest.toString('base64url') })).not.toContain(secret);
    expect(row.digest.equals(bytes)).toBe(false);
  }
  expect(service.lines.join('')).not.toContain(secret);
});

test('a key that is over, revoked, changed or of an ended post is none', async () => {
  const [over, revoked, fine] = [await make(['read'], { days: 1 }), await make(['read']), await make(['read'], { days: 700 })];
  expect(await accountsOf(service).keys.revoke(revoked.id)).toBe(true);
  expect(await accountsOf(service).keys.revoke(revoked.id)).toBe(false);
  expect((await get(revoked.key, '/api/v1/me')).status).toBe(401);
  expect((await get(over.key, '/api/v1/me')).status).toBe(200);
  service.pass(86_400_000);
  expect((await get(over.key, '/api/v1/me')).status).toBe(401);
  for (const bad of [`${fine.key}x`, fine.key.slice(0, -1), `sixkey_${'A'.repeat(43)}`, 'sixkey_', fine.key.toUpperCase()])
    expect((await get(bad, '/api/v1/me')).status).toBe(401);

  const unit = service.directory.findUnit('522326', demoGrid)?.id as string;
  const machine = {
    id: newId(),
    tenant: '522326',
    person: personas.member.person,
    role: 'window' as const,
    unit,
    validFrom: 0,
    validTo: null,
  };
  await putPosts(service.tables, [machine]);
  await service.directory.refresh();
  const { key } = await make(['read'], { post: machine.id });
  expect((await get(key, '/api/v1/me')).status).toBe(200);
  await endPost(service.tables, machine, service.clock.now());
  await service.directory.refresh();
  expect((await get(key, '/api/v1/me')).status).toBe(401);
});

test('beyond its rate a key waits for the next minute, counted for all processes together', async () => {
  const { key } = await make(['read'], { aMinute: 5 });
  // To the beginning of a minute.
  service.pass(60_000 - ((service.clock.wall() + passed()) % 60_000));
  const answers = await Promise.all(Array.from({ length: 8 }, () => get(key, '/api/v1/me')));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
  const beyond = answers.find(({ status }) => status === 429)?.headers;
  const wait = Number(beyond?.get('retry-after'));
  expect(wait >= 1 && wait <= 60).toBe(true);
  expect(beyond?.get('ratelimit')).toBe(`"default";r=0;t=${wait}`);
  const left = answers.filter(({ status }) => status === 200).map(({ headers }) => headers.get('ratelimit')?.split(';')[1]);
  expect(new Set(left).size).toBe(left.length);
  expect(answers[0]?.headers.get('ratelimit-policy')).toMatch(/^"default";q=\d+;w=60$/);
  service.pass(60_000);
  expect((await get(key, '/api/v1/me')).status).toBe(200);
});

/** What the tests before let pass. */
const passed = () => 86_400_000;

test('a key as a cookie is none', async () => {
  const { key } = await make(['read']);
  expect((await service.call('GET', '/api/v1/me', { headers: { cookie: `six_order_session=${key}` } })).status).toBe(401);
});

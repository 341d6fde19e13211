import { newId } from '@six-order/cli/new-id';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { endPost, putPosts } from '@six-order/community/people/people-store';
import { createKeyring, generateKeys } from '@six-order/engine/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fits, openService, type Service } from './service.ts';

let service: Service;
/** Reached from outside under another address. */
let outside: Service;
beforeAll(async () => {
  [service, outside] = await Promise.all([openService(), openService({ publicUrl: 'https://orders.example/base' })]);
});
afterAll(async () => {
  await Promise.all([service.close(), outside.close()]);
});

const me = (headers: Record<string, string>) => service.call('GET', '/api/v1/me', { headers });
const bearer = (token: string) => me({ authorization: `Bearer ${token}` });
const open = async (persona: string) => {
  const answer = await service.call('POST', '/api/v1/demo/session', { body: { persona } });
  return { token: answer.json.token as string, cookie: answer.headers.getSetCookie()[0] as string, answer };
};

test('every persona gets a session, as a token and as a cookie that no script reads and no other site sends', async () => {
  for (const [persona, { person, role, name }] of Object.entries(personas)) {
    const { token, cookie, answer } = await open(persona);
    expect(fits('openDemoSession', 200, answer.json).me).toMatchObject({ person: { id: person, name }, post: { role } });
    expect(cookie).toMatch(
      new RegExp(`^six_order_session=${token}; Max-Age=43200; Path=/; Expires=[^;]+; HttpOnly; SameSite=Strict$`),
    );
    expect(fits('getMe', 200, (await bearer(token)).json)).toMatchObject({
      person: { id: person },
      post: { role },
      posts: expect.arrayContaining([expect.objectContaining({ role })]),
    });
    expect((await me({ cookie: `a=b; six_order_session=${token}; c=d` })).status).toBe(200);
  }
});

test('the cookie is marked Secure where the public address is https', async () => {
  const { headers } = await outside.call('POST', '/api/v1/demo/session', { body: { persona: 'resident' } });
  expect(headers.getSetCookie()[0]).toContain('; Secure');
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=/);
});

test('a token that was changed, cut, forged or made up is no session', async () => {
  const { token } = await open('resident');
  const [payload, mac] = token.split('.') as [string, string];
  const read = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const other = Buffer.from(JSON.stringify({ ...read, person: personas.admin.person, post: personas.admin.post })).toString(
    'base64url',
  );
  const foreign = createKeyring(generateKeys());
  const forged = `${payload}.${Buffer.from(foreign.digest('session', payload)).toString('base64url')}`;
  const flipped = `${payload}.${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`;
  for (const bad of [
    `${other}.${mac}`,
    forged,
    flipped,
    payload,
    `${payload}.`,
    `.${mac}`,
    `${token}.${mac}`,
    'x',
    'x'.repeat(5_000),
    'a.b.c',
  ]) {
    expect((await bearer(bad)).status).toBe(401);
    expect((await me({ cookie: `six_order_session=${bad}` })).status).toBe(401);
  }
  expect((await me({ authorization: token })).status).toBe(401);
  expect((await me({ authorization: `Basic ${token}` })).status).toBe(401);
  expect((await me({})).headers.get('www-authenticate')).toBe('Bearer');
});

test('what was written in one post is done in no other, and who does not say in which is taken as before', async () => {
  const { token } = await open('resident');
  const place = (post?: string) =>
    service.call('POST', '/api/v1/orders', {
      token,
      body: { category: '0101', unit: '522326004002', text: '楼道灯不亮' },
      headers: post === undefined ? {} : { 'six-order-post': post },
    });
  const { post } = personas.resident;
  expect([(await place()).status, (await place(post)).status]).toEqual([201, 201]);
  const before = await service.engine.count({ tenant: '522326', filter: { workflow: 'six-order' }, limit: 100 });
  const refused = await place(personas.secretary.post);
  expect(refused).toMatchObject({ status: 409, json: { type: 'urn:six-order:problem:other-post' } });
  expect((await place('not an id')).status).toBe(409);
  expect(await service.engine.count({ tenant: '522326', filter: { workflow: 'six-order' }, limit: 100 })).toBe(before);
  const headers = { 'six-order-post': personas.secretary.post };
  expect((await service.call('GET', '/api/v1/me', { token, headers })).status).toBe(200);
  // How one comes right again: a session in another post, and none.
  const again = { token, headers, body: { persona: 'secretary' } };
  expect((await service.call('POST', '/api/v1/demo/session', again)).status).toBe(200);
  expect((await service.call('DELETE', '/api/v1/session', { token, headers })).status).toBeLessThan(300);
});

test('a session ends after twelve hours of wall time, and the demo’s clock does not end it', async () => {
  const sign = (exp: number) => {
    const { person, post } = personas.resident;
    const payload = Buffer.from(JSON.stringify({ person, post, exp })).toString('base64url');
    return `${payload}.${Buffer.from(service.keyring.digest('session', payload)).toString('base64url')}`;
  };
  expect((await bearer(sign(service.clock.wall() + 60_000))).status).toBe(200);
  expect((await bearer(sign(service.clock.wall() - 1))).status).toBe(401);
  const { token } = await open('resident');
  const { exp } = JSON.parse(Buffer.from(token.split('.')[0] as string, 'base64url').toString());
  expect(Math.round((exp - service.clock.wall()) / 60_000)).toBe(720);
  await service.clock.set(service.clock.now() + 48 * 3_600_000);
  expect((await bearer(token)).status).toBe(200);
});

test('a post that ends takes its session along', async () => {
  const unit = service.directory.findUnit('522326', demoGrid)?.id as string;
  const post = {
    id: newId(),
    tenant: '522326',
    person: personas.member.person,
    role: 'property' as const,
    unit,
    validFrom: 0,
    validTo: null,
  };
  await putPosts(service.tables, [post]);
  await service.directory.refresh();
  const payload = Buffer.from(
    JSON.stringify({ person: post.person, post: post.id, exp: service.clock.wall() + 60_000 }),
  ).toString('base64url');
  const token = `${payload}.${Buffer.from(service.keyring.digest('session', payload)).toString('base64url')}`;
  const held = await bearer(token);
  expect(held.json.post).toMatchObject({ id: post.id, role: 'property' });
  expect(held.json.posts).toHaveLength(2);
  await endPost(service.tables, post, service.clock.now());
  await service.directory.refresh();
  expect((await bearer(token)).status).toBe(401);
});

describe('another site', () => {
  const order = { category: '0101', text: '漏水', unit: demoGrid };
  const place = (headers: Record<string, string>) => service.call('POST', '/api/v1/orders', { body: order, headers });

  test('a cookie alone writes nothing: the Origin must be there and ours', async () => {
    const { token } = await open('resident');
    const cookie = `six_order_session=${token}`;
    const missing = await place({ cookie });
    expect([missing.status, missing.json.type]).toEqual([403, 'urn:six-order:problem:foreign-origin']);
    // What a program must send is no part of what people are shown.
    expect(missing.json.detail).toBe('为了安全，这次没有收下：请从本站页面重新打开再试。');
    expect(missing.json.hint).toMatch(/Origin.*Bearer/);
    for (const origin of [
      'https://evil.example',
      'null',
      `${service.url}.evil.example`,
      service.url.replace('127.0.0.1', '127.0.0.2'),
    ]) {
      expect((await place({ cookie, origin })).status).toBe(403);
    }
    expect((await place({ cookie, origin: service.url })).status).toBe(201);
    expect((await me({ cookie, origin: 'https://evil.example' })).status).toBe(200);
  });

  test('a Bearer token needs no Origin, but a foreign one is refused with it too', async () => {
    const { token } = await open('resident');
    expect((await place({ authorization: `Bearer ${token}` })).status).toBe(201);
    expect((await place({ authorization: `Bearer ${token}`, origin: 'https://evil.example' })).status).toBe(403);
  });

  test('no other site signs anyone in', async () => {
    const answer = await service.call('POST', '/api/v1/demo/session', {
      body: { persona: 'admin' },
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('behind another address the public one counts', async () => {
    const { token } = (await outside.call('POST', '/api/v1/demo/session', { body: { persona: 'resident' } })).json;
    const cookie = `six_order_session=${token}`;
    const at = (origin: string) => outside.call('POST', '/api/v1/orders', { body: order, headers: { cookie, origin } });
    expect((await at('https://orders.example')).status).toBe(201);
    expect((await at('https://other.example')).status).toBe(403);
  });
});

import { newId } from '@six-order/cli/new-id';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openService, type Persona, type Service } from './service.ts';

let service: Service;
let resident: Persona;
beforeAll(async () => {
  service = await openService();
  resident = await service.as('resident');
});
afterAll(() => service.close());

test('a problem says what, in Chinese by default and in English when asked', async () => {
  const zh = await service.call('GET', '/api/v1/me');
  expect(zh.status).toBe(401);
  expect(zh.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(zh.json).toEqual({
    type: 'urn:six-order:problem:unauthenticated',
    title: '请先登录',
    status: 401,
    requestId: zh.headers.get('x-request-id'),
  });
  const en = await service.call('GET', '/api/v1/me', { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
  expect(en.json.title).toBe('A session is needed');
  expect((await service.call('GET', '/api/v1/me', { headers: { 'accept-language': 'fr' } })).json.title).toBe('请先登录');
});

test('a well-formed request id is taken over, any other is replaced', async () => {
  const own = await service.call('GET', '/healthz', { headers: { 'x-request-id': 'trace-0001.a_B' } });
  expect(own.headers.get('x-request-id')).toBe('trace-0001.a_B');
  for (const bad of ['short', 'x'.repeat(65), 'white space', '"><script>']) {
    const answer = await service.call('GET', '/healthz', { headers: { 'x-request-id': bad } });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('unknown addresses are 404, known ones with another method 405 with what they take', async () => {
  expect((await service.call('GET', '/api/v1/nothing')).status).toBe(404);
  expect((await service.call('GET', '/')).status).toBe(404);
  const wrong = await service.call('DELETE', '/api/v1/orders', { token: resident.token });
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')).toBe('POST, GET, HEAD, OPTIONS');
  expect((await service.call('PUT', `/api/v1/orders/${newId()}/commands`)).headers.get('allow')).toBe('POST, OPTIONS');
  expect((await service.call('POST', '/healthz')).status).toBe(405);
  expect((await service.call('HEAD', '/healthz')).status).toBe(200);
});

test('malformed ids and unknown ones are the same 404', async () => {
  for (const id of [newId(), '1', 'null', '%00', 'not-a-uuid', "1' or '1'='1"]) {
    const answer = await resident.get(`/api/v1/orders/${id}/journal`);
    expect([id, answer.status]).toEqual([id, 404]);
  }
  expect((await resident.get('/api/v1/orders/%FF/journal')).status).toBe(400);
  expect((await resident.get('/api/v1/workflows/six-order')).status).toBe(200);
  expect((await resident.get('/api/v1/workflows/Seven')).status).toBe(404);
  expect((await resident.get('/api/v1/workflows/seven')).status).toBe(404);
});

test('what a query cannot mean is a 422 that names the member', async () => {
  const { status, json } = await resident.get('/api/v1/orders?desk=kitchen&limit=0');
  expect(status).toBe(422);
  expect(json.errors.map(({ path }: { path: string }) => path)).toEqual(['desk', 'limit']);
  expect((await resident.get('/api/v1/orders?colour=red')).status).toBe(422);
  expect((await resident.get('/api/v1/orders?desk=all&desk=mine')).status).toBe(422);
  expect((await resident.get('/api/v1/orders?unit=%00')).json.errors[0].path).toBe('unit');
  for (const cursor of ['abc', '%ED%A0%80', '']) {
    for (const page of ['orders', 'notices']) {
      const foreign = await resident.get(`/api/v1/${page}?cursor=${cursor}`);
      expect([foreign.status, foreign.json.errors[0].path]).toEqual([422, 'cursor']);
    }
  }
});

test('complaints come in the reader’s language', async () => {
  const en = await resident.post('/api/v1/orders', { category: '0101', text: 7, unit: 'x' }, { 'accept-language': 'en' });
  expect(en.json.errors).toEqual([{ path: 'text', message: 'This must be text, not a number' }]);
  const zh = await resident.post('/api/v1/orders', { category: '0101', text: 7, unit: 'x' });
  expect(zh.json.errors).toEqual([{ path: 'text', message: '应为文字，而不是数字' }]);
});

describe('headers', () => {
  test('answers are never stored, never framed, and tell nothing of what serves them', async () => {
    const { headers } = await resident.get('/api/v1/me');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('etag')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

test('a command out of turn says which rule stands against it, or whose turn it is', async () => {
  const secretary = await service.as('secretary');
  const { order } = await resident.place('0201');
  const send = (body: object) =>
    service.call('POST', `/api/v1/orders/${order.id}/commands`, {
      token: secretary.token,
      body,
      headers: { 'accept-language': 'en' },
    });
  const down = await send({ type: 'admit', input: { urgency: 'U2' } });
  expect(down).toMatchObject({ status: 409, json: { detail: expect.stringContaining('second person') } });
  const early = await send({ type: 'dispatch', input: { to: { kind: 'person', id: resident.person } } });
  expect([409, 422]).toContain(early.status);
  const consult = await send({ type: 'consult' });
  expect(consult.json.detail).toBe('Consult is not possible while the order is placed; it is the turn of whoever dispatches');
});

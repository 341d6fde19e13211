import { contract } from '@six-order/api/contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openService, type Service } from './service.ts';

let service: Service;
let outside: Service;
beforeAll(async () => {
  [service, outside] = await Promise.all([openService(), openService({ demo: false, publicUrl: 'https://orders.example' })]);
});
afterAll(async () => {
  await Promise.all([service.close(), outside.close()]);
});

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** `get /api/v1/me` for every route that answers one method; those for all methods (405) are left out. */
function mounted(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return mounted(handle.stack ?? []);
    return Object.keys(route.methods)
      .filter((method) => method !== '_all')
      .map((method) => `${method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`);
  });
}
const mountedIn = ({ api }: Service): string[] => mounted(api.app.router.stack as unknown as readonly Layer[]).sort();
const promised = (demo: boolean): string[] =>
  Object.values(contract)
    .filter((entry) => demo || !('demo' in entry))
    .map(({ method, path }) => `${method} ${path}`)
    .sort();

test('every entry of the contract is mounted and every mounted route is in the contract', () => {
  expect(mountedIn(service)).toEqual(promised(true));
});

test('outside demo mode the personas and the clock do not exist', async () => {
  expect(mountedIn(outside)).toEqual(promised(false));
  expect((await outside.call('POST', '/api/v1/demo/session', { body: { persona: 'admin' } })).status).toBe(404);
  expect((await outside.call('POST', '/api/v1/demo/clock', { body: { advance: 'PT1H' } })).status).toBe(404);
  expect(Object.keys((await outside.call('GET', '/openapi.json')).json.paths)).not.toContain('/api/v1/demo/session');
});

/** What nobody's answer but the public's is: a cache may keep it, to ask whether it still holds. */
const kept: ReadonlySet<string> = new Set([
  '/api/v1/public/activities',
  '/api/v1/public/items',
  '/api/v1/public/filters',
  '/api/v1/public/feed.atom',
  '/api/v1/public/feed.json',
  '/api/v1/public/items.csv',
  '/api/v1/public/dictionary',
  '/api/v1/public/emergencies',
  '/api/v1/public/lists',
  '/api/v1/public/statistics',
  '/api/v1/public/statistics.csv',
]);

test('no cache keeps an answer of the API but of what is public, and of that none without asking again', async () => {
  const personas = ['resident', 'secretary', 'publisher', 'supervisor', 'admin', 'dpo', 'window'] as const;
  const everyone = await Promise.all(personas.map(service.as));
  const { order } = await (everyone[0] as (typeof everyone)[number]).place('0101');
  const granted = new Set<string>();
  const seen = new Set<string>();
  for (const { method, path } of Object.values(contract)) {
    // With an order of the resident’s in each address; what changes something is only refused.
    const address = path.replaceAll(/\{\w+\}/g, order.id);
    for (const token of method === 'get' ? [...everyone.map((one) => one.token), null] : [null]) {
      const controller = new AbortController();
      const answer = await fetch(service.url + address, {
        method: method.toUpperCase(),
        headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' },
        ...(method === 'post' && { body: '{"nothing":0}' }),
        redirect: 'manual',
        signal: controller.signal,
      });
      const said = answer.headers.get('cache-control');
      seen.add(`${method} ${path}`);
      if (answer.ok) granted.add(`${method} ${path}`);
      const expected = answer.ok && kept.has(path) ? /^public, no-cache$/ : /(^|, )no-store(,|$)/;
      expect([method, path, answer.status, said]).toEqual([method, path, answer.status, expect.stringMatching(expected)]);
      controller.abort();
    }
  }
  expect(seen.size).toBe(new Set(promised(true)).size);
  expect([...kept].filter((path) => !granted.has(`get ${path}`))).toEqual([]);
  for (const path of ['/api/v1/orders', '/api/v1/orders/{id}', '/api/v1/me', '/api/v1/notices'])
    expect(granted).toContain(`get ${path}`);
});

test('/openapi.json is a valid OpenAPI 3.1 document of the whole contract', async () => {
  const { json, headers } = await service.call('GET', '/openapi.json');
  expect(headers.get('content-type')).toContain('application/json');
  expect(json.openapi).toBe('3.1.0');
  const result = await new Validator().validate(structuredClone(json));
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
  const operations = Object.values(json.paths).flatMap((path) =>
    Object.values(path as object).map(({ operationId }) => operationId),
  );
  expect(new Set(operations)).toEqual(new Set(Object.keys(contract)));
  expect(operations).toHaveLength(Object.keys(contract).length);
  // What compares the post says so.
  const compared = ([method, path]: readonly [string, string]): boolean =>
    json.paths[path][method].parameters?.some(({ name }: { name: string }) => name === 'Six-Order-Post') &&
    json.paths[path][method].responses['409'] !== undefined;
  const own = ['/api/v1/session/account', '/api/v1/sessions', '/api/v1/sessions/{id}'].map((path) => ['delete', path] as const);
  const staff = ['recovery-codes', 'authenticator'].map((name) => ['post', `/api/v1/session/staff/${name}`] as const);
  expect([...own, ...staff, ['post', '/api/v1/orders'] as const].filter((one) => !compared(one))).toEqual([]);
  expect([['delete', '/api/v1/session'] as const, ['post', '/api/v1/session/post'] as const].filter(compared)).toEqual([]);
});

test('every reference in the document points at something', async () => {
  const { json, text } = await service.call('GET', '/openapi.json');
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
    expect(json.components.schemas).toHaveProperty(name as string);
  expect([...text.matchAll(/"\$ref":"#\/(?!components\/schemas)/g)]).toEqual([]);
});

test('/docs holds every operation, runs no script and fetches nothing from elsewhere', async () => {
  const { text, headers } = await service.call('GET', '/docs');
  for (const operation of Object.keys(contract)) expect(text).toContain(`id="${operation}"`);
  expect(text).not.toMatch(/<script|<link|<img|https?:\/\//);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
});

test('a large answer is packed for whoever can unpack it, a small one for nobody', async () => {
  const { token } = (await service.call('POST', '/api/v1/demo/session', { body: { persona: 'resident' } })).json;
  const ask = async (path: string, coding: string) => {
    const { headers } = await fetch(service.url + path, {
      headers: { authorization: `Bearer ${token}`, 'accept-encoding': coding },
    });
    return [headers.get('content-encoding'), Number(headers.get('content-length'))] as const;
  };
  const [plain, length] = await ask('/api/v1/categories', 'identity');
  const [packed, less] = await ask('/api/v1/categories', 'gzip');
  expect([plain, packed]).toEqual([null, 'gzip']);
  expect(less * 3).toBeLessThan(length);
  expect((await ask('/api/v1/me', 'gzip'))[0]).toBeNull();
});

// Whoever is signed in, or nobody, and asks for what is not his: every route of the OpenAPI document, as every persona.
//
// A new route joins by itself: what its paths, queries and bodies take is filled from the document.
import { connect } from 'node:net';
import { newId } from '@six-order/cli/new-id';
import { personaNames, type PersonaName } from '@six-order/community/demo/persona-name';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { putUnits, readUnits } from '@six-order/community/units/unit-store';
import { workflows } from '@six-order/workflows/all';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ok, signInByCode, type Browser } from './browser.ts';
import { openService, type Answer, type Persona, type Service } from './service.ts';
import { operationsOf, type Operation } from '../privacy/crawl.ts';

/** What stands in the two orders and nowhere else. */
const secret = { text: '金丝雀文字', name: '雀氏金', phone: '13912348765', room: '雀八八一' };
const canary = /金丝雀文字|雀氏金|13912348765|雀八八一|139\*{4}8765|雀\*{1,2}/;

/** A community of another street of the county, and one of the demo's own street. */
const far = '522326001001';
const near = '522326004003';

let service: Service;
let cast: Record<PersonaName, Persona>;
let operations: Operation[];
/** A resident of the other street, with an order there; the same next door; and one in the demo's own grid. */
let stranger: Browser;
let orders: { far: string; near: string; own: string };
beforeAll(async () => {
  service = await openService();
  cast = Object.fromEntries(
    await Promise.all(personaNames.map(async (name) => [name, await service.as(name)] as const)),
  ) as Record<PersonaName, Persona>;
  const { text, name, phone, room } = secret;
  const body = (unit: string) => ({ category: '0101', text, unit, place: { room }, contact: { name, phone } });
  const settle = async (number: string, unit: string): Promise<[Browser, string]> => {
    const browser = await signInByCode(service, number);
    await ok(browser.post('/api/v1/session/home', { unit, name: '另一街居民' }));
    return [browser, (await ok(browser.post('/api/v1/orders', body(unit)), 201)).order.id];
  };
  // Orders are taken only where somebody dispatches them.
  const post = { name: '另街书记', role: 'secretary', unit: far, reason: '换届任岗' };
  await ok(cast.admin.post('/api/v1/posts', post), 201);
  const [[there, farOrder], [, nearOrder]] = [await settle('13800010001', far), await settle('13800010002', near)];
  stranger = there;
  const { order } = (await cast.resident.post('/api/v1/orders', body(demoGrid))).json;
  orders = { far: farOrder, near: nearOrder, own: order.id };
  operations = operationsOf((await service.call('GET', '/openapi.json')).json);
});
afterAll(() => service.close());

/** A value of a JSON schema, ids and units of the far order wherever they fit. */
function sample(schema: any, of: string): any {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (variants) return sample(variants[0], of);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => (schema.required ?? []).includes(name))
          .map(([name, inner]) => [name, sample(inner, of)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items, of));
    case 'string':
      if (schema.format === 'uuid') return of;
      return schema.format === 'date-time' ? '2030-01-01T00:00:00Z' : 'x'.repeat(Math.max(1, schema.minLength ?? 1));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return null;
  }
}

const pathWith = ({ path }: Operation, id: string) => path.replaceAll(/\{\w+\}/g, id);
/** Streams do not end, and the clock would move under the other tests. */
const crawled = () => operations.filter(({ id }) => id !== 'streamEvents' && id !== 'moveDemoClock');
const callAs = (token: string | undefined, operation: Operation, id: string, query = ''): Promise<Answer> =>
  service.call(operation.method, pathWith(operation, id) + query, {
    ...(token !== undefined && { token }),
    ...(operation.body && { body: sample(operation.body, id) }),
  });
/** What an answer tells beside which exchange it was. */
const told = ({ status, json, text }: Answer) => [status, json ? { ...json, requestId: null } : text];

test('no body takes a member that the document does not name', async () => {
  const open = (schema: any): boolean =>
    (schema.anyOf ?? schema.oneOf)?.some(open) ?? (schema.type === 'object' && schema.additionalProperties !== false);
  expect(operations.filter(({ body }) => body && open(body)).map(({ id }) => id)).toEqual([]);
  for (const operation of crawled().filter(({ body }) => body)) {
    for (const member of ['tenant', 'person', 'actor', 'role', 'revisionOf', 'id', 'state']) {
      if (member in (operation.body.properties ?? {})) continue;
      const { status } = await service.call(operation.method, pathWith(operation, orders.own), {
        token: cast.secretary.token,
        body: { ...sample(operation.body, orders.own), [member]: personas.admin.person },
      });
      expect([operation.id, member, status]).toEqual([operation.id, member, expect.toBeOneOf([401, 403, 404, 422])]);
    }
  }
});

describe('as nobody', () => {
  test('every route that is not open wants a session, whatever is asked of it', async () => {
    const closed = operations.filter(({ open }) => !open);
    expect(closed.length).toBeGreaterThan(20);
    for (const operation of closed) {
      for (const id of [orders.own, newId(), 'x', '%00', '..']) {
        const { status, text } = await callAs(undefined, operation, id);
        expect([operation.id, id, status]).toEqual([
          operation.id,
          id,
          ['..', '%00'].includes(id) && status === 404 ? 404 : status === 403 ? 403 : 401,
        ]);
        expect(text).not.toMatch(canary);
      }
    }
  });

  test('no open route tells anything of an order', async () => {
    for (const operation of crawled().filter(({ open }) => open)) {
      const { status, text } = await callAs(undefined, operation, orders.own);
      expect([operation.id, status < 500]).toEqual([operation.id, true]);
      expect(text).not.toMatch(canary);
    }
  });
});

describe('an order of another area', () => {
  /** Whose area is the whole county, by domain research 3.1–3.2. Not: departments, administrators and the DPO. */
  const ofCounty: ReadonlySet<PersonaName> = new Set(['discipline', 'leader'] as const);

  test.each([['far'], ['near']] as const)(
    '%s: who is not of it gets the answers of an order that does not exist',
    async (where) => {
      const id = orders[where];
      const unknown = newId();
      const inArea: ReadonlySet<PersonaName> =
        where === 'far' ? ofCounty : new Set([...ofCounty, 'street', 'supervisor'] as const);
      const aboutOrders = operations.filter(({ path }) => path.startsWith('/api/v1/orders/{id}'));
      expect(aboutOrders.length).toBeGreaterThan(4);
      for (const name of personaNames.filter((name) => !inArea.has(name))) {
        for (const operation of aboutOrders) {
          const [asked, missing] = [
            await callAs(cast[name].token, operation, id),
            await callAs(cast[name].token, operation, unknown),
          ];
          expect([name, operation.id, told(asked)]).toEqual([name, operation.id, told(missing)]);
          expect([name, operation.id, asked.status]).toEqual([name, operation.id, expect.toBeOneOf([404, 422])]);
        }
      }
    },
  );

  test('the leader of another county finds nothing of this one', async () => {
    const tenant = '522327';
    const at = [{ code: tenant, name: '册亨县', kind: 'county', parent: null }] as const;
    await putUnits(service.tables, tenant, at, { newId, at: 0 });
    const [unit] = await readUnits(service.tables, tenant);
    const [person, post] = [newId(), newId()];
    await putPeople(service.tables, [sealPerson(service.keyring, { tenant, id: person, name: '册亨某' })]);
    await putPosts(service.tables, [
      { id: post, tenant, person, role: 'leader', unit: unit?.id as string, validFrom: 0, validTo: null },
    ]);
    await service.directory.refresh();
    const payload = Buffer.from(JSON.stringify({ person, post, exp: Date.now() + 3_600_000 })).toString('base64url');
    const token = `${payload}.${Buffer.from(service.keyring.digest('session', payload)).toString('base64url')}`;
    expect((await service.call('GET', '/api/v1/me', { token })).json.post.id).toBe(post);
    const unknown = newId();
    for (const operation of crawled()) {
      if (/\/session/.test(operation.path)) continue;
      const [asked, missing] = [await callAs(token, operation, orders.own), await callAs(token, operation, unknown)];
      if (operation.path.includes('/orders/{id}')) expect([operation.id, told(asked)]).toEqual([operation.id, told(missing)]);
      expect([operation.id, asked.status < 500, canary.test(asked.text)]).toEqual([operation.id, true, false]);
      if (!operation.open) expect([operation.id, asked.text.includes('522326')]).toEqual([operation.id, false]);
    }
  }, 120_000);

  test('what is sent names nobody and nothing of another county', async () => {
    const tenant = '522328';
    const at = [
      { code: tenant, name: '安龙县', kind: 'county', parent: null },
      { code: `${tenant}001`, name: '安龙街道', kind: 'street', parent: tenant },
      { code: `${tenant}001001`, name: '安龙社区', kind: 'community', parent: `${tenant}001` },
      { code: `${tenant}00100101`, name: '第一网格', kind: 'grid', parent: `${tenant}001001` },
    ] as const;
    await putUnits(service.tables, tenant, at, { newId, at: 0 });
    const units = await readUnits(service.tables, tenant);
    const [community, grid] = (['community', 'grid'] as const).map((wanted) => units.find(({ kind }) => kind === wanted)!.id);
    const person = newId();
    await putPeople(service.tables, [sealPerson(service.keyring, { tenant, id: person, name: '安龙某' })]);
    const post = { id: newId(), tenant, person, role: 'member' as const, unit: grid!, validFrom: 0, validTo: null };
    await putPosts(service.tables, [post]);
    await service.directory.refresh();
    const { id } = (await ok(cast.resident.post('/api/v1/orders', { category: '0101', text: '路灯不亮', unit: demoGrid }), 201))
      .order;
    await cast.secretary.send(id, 'admit');
    const dispute = { workflow: 'mediation', category: '0502', unit: demoGrid, text: '楼上半夜拖桌椅' };
    const a = { persons: [personas.resident.person] };
    const order = { category: '0101', text: '路灯不亮', unit: demoGrid };
    const on = new Date(Date.now() + 86_400_000).toISOString();
    const visit = { workflow: 'visit', unit: demoGrid, visitor: personas['grid-worker'].person, purpose: 'round', on };
    const card = { workflow: 'card', order: id, colour: 'yellow', reason: 'overdue' };
    const dispatch = (kind: string, named: string | undefined) => ({ type: 'dispatch', input: { to: { kind, id: named } } });
    /** Where it is sent, and which part of it is refused. */
    const sent: readonly (readonly [PersonaName, object, string, string?])[] = [
      ['resident', { ...order, unit: grid }, 'unit'],
      ['resident', { ...order, place: { building: grid } }, 'place.building'],
      ['window', { ...order, onBehalfOf: person, consentHow: 'in-person' }, 'onBehalfOf'],
      ['resident', { ...dispute, parties: { a, b: { persons: [person] } } }, 'parties.b.persons'],
      ['resident', { ...dispute, parties: { a, b: { unit: community } } }, 'parties.b.unit'],
      ['resident', { ...dispute, unit: grid, parties: { a, b: { name: '楼上' } } }, 'unit'],
      ['grid-worker', { ...visit, visitor: person }, 'visitor'],
      ['grid-worker', { ...visit, unit: grid }, 'unit'],
      ['supervisor', { ...card, holder: { kind: 'person', id: person } }, 'holder'],
      ['supervisor', { ...card, holder: { kind: 'unit', id: community } }, 'holder'],
      ['admin', { person, role: 'member', unit: demoGrid, reason: '任岗' }, 'person', '/api/v1/posts'],
      ['admin', { name: '某', role: 'member', unit: grid, reason: '任岗' }, 'unit', '/api/v1/posts'],
      ['secretary', dispatch('person', person), 'input.to.id', `/api/v1/orders/${id}/commands`],
      ['secretary', dispatch('unit', community), 'input.to.id', `/api/v1/orders/${id}/commands`],
    ];
    for (const [who, body, part, path = '/api/v1/orders'] of sent) {
      const { status, json, text } = await cast[who].post(path, body);
      expect([who, body, status, json.errors?.[0]?.path]).toEqual([who, body, 422, part]);
      expect(text).not.toMatch(/安龙/);
    }
    const box = 'select from notices where person = $1 or tenant = $2';
    expect((await service.db.query(box, [person, tenant])).rowCount).toBe(0);
  });

  test('no command of any workflow tells it from one that does not exist, nor changes it', async () => {
    const head = async () => (await service.db.query('select revision from orders where id = $1', [orders.far])).rows[0].revision;
    const before = await head();
    const types = [...new Set(workflows.flatMap(({ commands }) => Object.keys(commands)))];
    expect(types.length).toBeGreaterThan(10);
    for (const name of ['resident', 'secretary', 'member', 'street', 'publisher'] as const) {
      for (const type of types) {
        const send = (id: string) => cast[name].post(`/api/v1/orders/${id}/commands`, { type, input: {} });
        expect([name, type, told(await send(orders.far))]).toEqual([name, type, told(await send(newId()))]);
      }
    }
    expect(await head()).toBe(before);
  });

  test('no route, query or body brings its content to anybody of another street', async () => {
    const { rows } = await service.db.query(`select data->>'resident' as resident, number from orders where id = $1`, [
      orders.far,
    ]);
    const ids = [orders.far, rows[0].resident, rows[0].number, far];
    for (const name of personaNames.filter((name) => !ofCounty.has(name))) {
      for (const operation of crawled()) {
        if (/\/session/.test(operation.path)) continue;
        for (const id of operation.path.includes('{') ? ids : [orders.far]) {
          // Every query once; what stands in the path varies by itself. A sheet is drawn once: its page is asked for everything.
          const drawn = operation.path.endsWith('.pdf');
          const queries =
            id === orders.far && !drawn ? ['', ...operation.query.flatMap((parameter) => valuesOf(parameter, ids))] : [''];
          for (const query of queries) {
            const { status, text } = await callAs(cast[name].token, operation, id, query);
            expect([name, operation.id, query, status < 500]).toEqual([name, operation.id, query, true]);
            // The one of one's own grid has the same words: those are for who may read them.
            const elsewhere = text.includes(orders.far) && !query.includes(orders.far);
            expect([name, operation.id, query, elsewhere && /金丝雀/.test(text)]).toEqual([name, operation.id, query, false]);
          }
        }
      }
    }
  }, 240_000);

  /** Enumerations one by one, else every id there is. */
  const valuesOf = ({ name, schema }: Operation['query'][number], ids: readonly string[]): string[] =>
    (schema.enum ?? schema.anyOf?.find((one: any) => one.enum)?.enum ?? ids).map(
      (value: string) => `?${name}=${encodeURIComponent(value)}`,
    );
});

describe('an order of one’s own area', () => {
  test('its text and contact come to whom domain research 3.2 names, and to nobody else', async () => {
    const seen: Record<string, readonly string[]> = {};
    for (const name of personaNames) {
      const { status, text } = await cast[name].get(`/api/v1/orders/${orders.own}`);
      if (status === 404) continue;
      seen[name] = [
        ...(text.includes(secret.text) ? ['text'] : []),
        ...(text.includes(secret.name) ? ['name'] : []),
        ...(text.includes(secret.phone) ? ['phone'] : []),
        ...(text.includes(secret.room) ? ['room'] : []),
      ];
    }
    // The resident all; branch and community all but the telephone, which takes a reveal; the street the text; those who
    // supervise the redacted text, in which these words need no mask. Administrators see no content at all.
    expect(seen).toEqual({
      resident: ['text', 'name', 'phone', 'room'],
      secretary: ['text', 'name', 'room'],
      community: ['text', 'name', 'room'],
      street: ['text'],
      supervisor: ['text'],
      representative: ['text'],
      discipline: ['text'],
      leader: ['text'],
    });
  });

  test('another resident, a neighbour and a relative get nothing of it by any route', async () => {
    for (const name of ['resident-2', 'relative'] as const) {
      for (const operation of crawled()) {
        if (/\/session/.test(operation.path)) continue;
        const { status, text } = await callAs(cast[name].token, operation, orders.own);
        expect([name, operation.id, status < 500]).toEqual([name, operation.id, true]);
        expect([name, operation.id, canary.test(text)]).toEqual([name, operation.id, false]);
      }
    }
  });

  test('a person who signed in gets no more than the persona', async () => {
    expect((await stranger.get(`/api/v1/orders/${orders.far}`)).status).toBe(200);
    for (const id of [orders.own, orders.near]) expect((await stranger.get(`/api/v1/orders/${id}`)).status).toBe(404);
  });
});

describe('paths', () => {
  test('tricks reach nothing that the plain path would not', async () => {
    const { token } = cast['resident-2'];
    const own = orders.own;
    for (const path of [
      `/api/v1/orders/${own}/`,
      `/api/v1/orders/${own}//journal`,
      `//api/v1/orders/${own}`,
      `/api/v1//orders/${own}`,
      `/api/v1/./orders/${own}`,
      `/api/v1/me/../orders/${own}`,
      `/api/v1/me/%2e%2e/orders/${own}`,
      `/api/v1/orders/%2e%2e/orders/${own}`,
      `/api/v1/orders/${own}%2fjournal`,
      `/api/v1/orders/${own}%00`,
      `/api/v1/orders/${own}%20`,
      `/api/v1/orders/${own};jsessionid=x`,
      `/api/v1/orders/${own}?id=${newId()}`,
      `/api/v1/orders/${own}.json`,
      `/api/v1/orders/${own.toUpperCase()}`,
      `/API/V1/ORDERS/${own}`,
      `/api/v1/orders\\${own}`,
      `/api/v1/orders/${own}/..%5cjournal`,
      `/healthz/../api/v1/orders/${own}`,
      `/openapi.json/%2e%2e/api/v1/orders/${own}`,
      `/public/..;/api/v1/orders/${own}`,
      `/api/v1/orders/%C0%AE%C0%AE/${own}`,
      `/api/v1/orders/%u002e%u002e/${own}`,
      `/admin/queues/..%2f..%2fapi/v1/orders/${own}`,
      `/api/v1/orders/__proto__`,
      `/api/v1/workflows/constructor`,
      `/api/v1/workflows/..%2f..%2fpackage`,
      `http://evil.example/api/v1/orders/${own}`,
    ]) {
      const raw = await sendRaw(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\nconnection: close\r\n\r\n`);
      expect([path, statusOf(raw)]).toEqual([path, expect.toBeOneOf([400, 404, 403])]);
      expect(raw).not.toMatch(canary);
    }
  });

  test('long paths, many parameters and large headers are refused, not read', async () => {
    const get = (path: string, headers: Record<string, string> = {}) =>
      service.call('GET', path, { token: cast.secretary.token, headers });
    expect((await get(`/api/v1/orders/${'a'.repeat(8_000)}`)).status).toBe(404);
    expect((await get(`/api/v1/orders?${'desk=all&'.repeat(800)}`)).status).toBe(422);
    expect((await get(`/api/v1/orders?${Array.from({ length: 500 }, (_, n) => `p${n}=1`).join('&')}`)).status).toBe(422);
    for (const raw of [
      `GET /api/v1/me?${'x'.repeat(40_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
      `GET /api/v1/me HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
      `GET /api/v1/me HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(10_000)}\r\n`,
    ])
      expect(statusOf(await sendRaw(raw))).toBe(431);
  });
});

describe('headers', () => {
  test('none of a proxy’s or a framework’s changes who asks for what', async () => {
    const { token } = cast['resident-2'];
    const admin = personas.admin;
    for (const headers of [
      { 'x-original-url': `/api/v1/orders/${orders.own}` },
      { 'x-rewrite-url': `/api/v1/orders/${orders.own}` },
      { 'x-http-method-override': 'DELETE' },
      { 'x-user': admin.person, 'x-person': admin.person, 'x-post': admin.post, 'x-role': 'admin' },
      { 'x-six-order-client': '127.0.0.1' },
      { forwarded: 'for=127.0.0.1;host=evil.example;proto=https' },
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      { 'x-forwarded-for': "127.0.0.1', '::1" },
      { authorization: `Bearer ${token}, Bearer ${cast.admin.token}` },
      { cookie: `six_order_session=${cast.admin.token}` },
    ] as Record<string, string>[]) {
      const { status, json, text, headers: back } = await service.call('GET', '/api/v1/me', { token, headers });
      expect(status === 200 ? json.person.id : status).toBe('authorization' in headers ? 401 : personas['resident-2'].person);
      expect(text + JSON.stringify([...back])).not.toContain('evil.example');
    }
  });

  test('line breaks smuggle nothing in and nothing out', async () => {
    const { token } = cast.secretary;
    for (const raw of [
      `GET /api/v1/me HTTP/1.1\r\nhost: x\r\nx-request-id: a\r\n b\r\nconnection: close\r\n\r\n`,
      `GET /api/v1/me HTTP/1.1\nhost: x\nconnection: close\n\n`,
      `GET /api/v1/me HTTP/1.1\r\nhost: x\r\nx-request-id: abcdefgh\rset-cookie: evil=1\r\nconnection: close\r\n\r\n`,
      `POST /api/v1/orders HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`,
      `POST /api/v1/orders HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!`,
      `POST /api/v1/orders HTTP/1.1\r\nhost: x\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n`,
      `GET /api/v1/me HTTP/1.1\r\nhost : x\r\n\r\n`,
      `GET /api/v1/me\r\nhost: x HTTP/1.1\r\n\r\n`,
    ]) {
      const answer = await sendRaw(raw);
      expect([raw, statusOf(answer)]).toEqual([raw, expect.toBeOneOf([400, 401])]);
      expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
      expect(answer).not.toMatch(/evil/);
    }
  });

  test('what was asked for is never put into an answer’s headers', async () => {
    const answer = await service.call(
      'GET',
      `/api/v1/orders/${encodeURIComponent('x\r\nset-cookie: evil=1')}?cursor=${encodeURIComponent('a\r\nb: c')}`,
      {
        token: cast.secretary.token,
        headers: { 'accept-language': 'zh;q=evil', 'x-request-id': '<script>alert(1)</script>' },
      },
    );
    expect(answer.status).toBe(404);
    expect(JSON.stringify([...answer.headers])).not.toMatch(/evil|script|b: c/);
  });
});

describe('odd texts', () => {
  const odd: Record<string, string> = {
    'right to left': '\u202e漏水\u202c',
    'zero width': '漏\u200b水\u200d\ufeff',
    'a heap of marks': `漏${'\u0301'.repeat(1_900)}`,
    'a thousand families': '👨‍👩‍👧‍👦'.repeat(180),
    'rare characters': '𠮷𡃁𪚥'.repeat(300),
    'control characters': '漏\u0001\u0008\u001b[31m水\u007f\u0085\u2028\u2029',
    'private and unassigned': '\ue000\u{10fffd}\u0378',
    markup: '<script>alert(1)</script><img src=x onerror=alert(1)>',
    formula: "=cmd|' /C calc'!A0",
    template: '${7*7}{{7*7}}%s%n#{1}',
    'a query': "'; drop table orders; --",
  };

  test('come back as they were, or are refused; never change or break anything', async () => {
    for (const [name, text] of Object.entries(odd)) {
      const placed = await cast.resident.post('/api/v1/orders', { category: '0101', text, unit: demoGrid });
      expect([name, placed.status]).toEqual([name, expect.toBeOneOf([201, 422])]);
      if (placed.status !== 201) continue;
      const read = await cast.resident.get(`/api/v1/orders/${placed.json.order.id}`);
      expect([name, read.json.order.text]).toEqual([name, text.trim()]);
      expect(read.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(read.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(service.lines.join('')).not.toMatch(/drop table|alert\(1\)|calc/);
  });

  test('are refused where a code, a unit or a name is wanted, without a fault', async () => {
    for (const text of Object.values(odd)) {
      for (const body of [
        { category: text, text: 'x', unit: demoGrid },
        { category: '0101', text: 'x', unit: text },
        { category: '0101', text: 'x', unit: demoGrid, contact: { name: 'x', phone: text } },
      ])
        expect((await cast.resident.post('/api/v1/orders', body)).status).toBe(422);
      const { status } = await cast.resident.get(`/api/v1/people?unit=${encodeURIComponent(text)}`);
      expect(status).toBeLessThan(500);
    }
  });
});

/** Bytes as they are, and all that comes back. */
function sendRaw(text: string): Promise<string> {
  const { port } = new URL(service.url);
  return new Promise((done, fail) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.setTimeout(1_500, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? done(answer) : fail(error),
    );
    socket.on('close', () => done(answer));
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

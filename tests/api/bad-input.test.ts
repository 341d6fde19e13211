// Everything that must never reach an order: a clear 4xx problem, nothing written, never a 5xx.
import { connect } from 'node:net';
import { request } from 'node:http';
import { newId } from '@six-order/cli/new-id';
import { demoGrid } from '@six-order/community/demo/personas';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openService, type Answer, type Persona, type Service } from './service.ts';

let service: Service;
let resident: Persona;
let order: string;
beforeAll(async () => {
  service = await openService();
  resident = await service.as('resident');
  order = (await resident.place()).order.id;
});
afterAll(() => service.close());

/** Rows that a write would leave somewhere. */
async function rows(): Promise<unknown> {
  const { rows } = await service.db.query(
    `select (select count(*) from orders) as orders, (select count(*) from journal) as entries, (select count(*) from outbox) as effects,
            (select count(*) from timers) as timers, (select count(*) from sealed_values) as sealed, (select count(*) from idempotency_keys) as keys`,
  );
  return rows[0];
}

async function refused(status: number, send: () => Promise<Answer>): Promise<Answer> {
  const before = await rows();
  const answer = await send();
  expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.json).toMatchObject({ status, title: expect.any(String), requestId: expect.any(String) });
  expect(await rows()).toEqual(before);
  return answer;
}

const good = { category: '0101', text: '漏水', unit: demoGrid };
const place = (raw: string | Uint8Array, headers: Record<string, string> = {}) =>
  service.call('POST', '/api/v1/orders', { token: resident.token, raw, headers });
const json = (value: unknown) => JSON.stringify(value);
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

test('an order with a telephone number that is none is refused, told what would be right, and the number is not quoted', async () => {
  const told = '手机号码是 11 位，以 13 到 19 开头；座机 7 到 8 位，外地的前面加区号，例如 0859-7654321';
  for (const phone of ['1381111', '1381111000', '138111100090', '765432', '1654321', '']) {
    const body = { ...good, contact: { name: '韦春梅', phone } };
    const answer = await refused(422, () => place(json(body), { 'accept-language': 'zh' }));
    expect(answer.json.errors).toEqual([{ path: 'contact.phone', message: told }]);
  }
  // What is given as an example is one.
  const example = told.slice(-12);
  for (const phone of [
    example,
    '13800001234',
    '+86 138 0000 1234',
    '010 6655 4433',
    '766 5432',
    '0859-7654321-12',
    '+852 2123 4567',
  ])
    expect((await place(json({ ...good, contact: { name: '韦春梅', phone } }))).status).toBe(201);
});

describe('bodies that are no fit JSON', () => {
  const bodies: Record<string, readonly [number, string | Uint8Array]> = {
    'nothing at all': [400, ''],
    'malformed JSON': [400, '{"category":"0101",'],
    'two values': [400, '{}{}'],
    'single quotes': [400, "{'category':'0101'}"],
    NaN: [400, '{"text":NaN}'],
    'broken UTF-8': [400, Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])],
    'UTF-16': [400, Buffer.from(json(good), 'utf16le')],
    'an overlong form': [400, Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xc0, 0x80]), Buffer.from('"}')])],
    'a lone surrogate': [400, '{"category":"0101","text":"\\ud800","unit":"x"}'],
    'a lone surrogate in a name': [400, '{"\\udfff":1}'],
    NUL: [400, '{"category":"0101","text":"a\\u0000b","unit":"x"}'],
    'NUL in a name': [400, '{"a\\u0000":1}'],
    'a raw NUL': [400, '{"text":"a\0b"}'],
    'a member __proto__': [400, '{"category":"0101","text":"x","unit":"x","__proto__":{"polluted":true}}'],
    'a member constructor': [400, '{"constructor":{"prototype":{"polluted":true}}}'],
    'prototype far inside': [400, '{"a":[{"b":{"prototype":1}}]}'],
    'nesting of 33': [400, `{"a":${deep(32)}}`],
    'nesting of 100,000': [400, `{"a":${deep(100_000)}}`],
    'a number out of range': [400, '{"a":1e999}'],
    'a string': [422, '"place"'],
    null: [422, 'null'],
    'a list': [422, json([good])],
    'wrong types': [422, json({ category: 101, text: ['x'], unit: {} })],
    'a member that is not known': [422, json({ ...good, priority: 1 })],
    'no text': [422, json({ ...good, text: '   ' })],
    'a text too long': [422, json({ ...good, text: '水'.repeat(2_001) })],
    'an unknown category': [422, json({ ...good, category: '9999' })],
    'an unknown unit': [422, json({ ...good, unit: '999999' })],
    'an unknown workflow': [422, json({ ...good, workflow: 'seven' })],
    'a workflow that is a member of every object': [422, json({ ...good, workflow: 'toString' })],
    'a telephone number of letters': [422, json({ ...good, contact: { name: '韦', phone: 'call me' } })],
    'a person nobody knows': [422, json({ ...good, onBehalfOf: newId() })],
    'an urgency that there is not': [422, json({ ...good, urgency: 'U9' })],
  };
  for (const [name, [status, body]] of Object.entries(bodies)) {
    test(`${name}: ${status}`, async () => {
      const { json } = await refused(status, () => place(body));
      expect(json.errors.length).toBeGreaterThan(0);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });
  }

  test('what is complained about is named by its place and never quoted', async () => {
    const { json, text } = await refused(422, () =>
      place('{"category":"0101","text":"x","unit":"x","contact":{"name":"韦春梅","phone":"secret-13800001234"}}'),
    );
    expect(json.errors).toEqual([{ path: 'contact.phone', message: expect.any(String) }]);
    expect(text).not.toMatch(/韦春梅|13800001234/);
    const nested = await refused(422, () => place('{"category":"0101","text":"x","unit":"x","place":{"room":""}}'));
    expect(nested.json.errors[0].path).toBe('place.room');
  });

  test('nesting of 32 is still read', async () => {
    expect((await place(`{"a":${deep(31)}}`)).status).toBe(422);
  });
});

describe('bodies of another kind or size', () => {
  test('another content type: 415', async () => {
    for (const type of [
      'text/plain',
      'application/xml',
      'application/json; charset=gbk',
      'multipart/form-data; boundary=x',
      'json',
    ]) {
      await refused(415, () => place(json(good), { 'content-type': type }));
    }
  });

  test('none, or a compressed one: 415', async () => {
    await refused(415, () =>
      service.call('POST', '/api/v1/orders', {
        token: resident.token,
        raw: Buffer.from(json(good)),
        headers: { 'content-type': '' },
      }),
    );
    await refused(415, () => place(json(good), { 'content-encoding': 'gzip' }));
  });

  test('JSON under its other names is read', async () => {
    expect((await place('[]', { 'content-type': 'application/vnd.six-order+json; charset="UTF-8"' })).status).toBe(422);
  });

  test('more than 256 kB, and 10 MB: 413', async () => {
    await refused(413, () => place(json({ ...good, text: 'x'.repeat(256 * 1024) })));
    await refused(413, () => place(json({ ...good, text: 'x'.repeat(10 * 1024 * 1024) })));
  });

  test('10 MB that do not say their length: 413', async () => {
    const status = await new Promise<number | undefined>((done, fail) => {
      const { hostname, port } = new URL(service.url);
      const req = request(
        {
          hostname,
          port,
          path: '/api/v1/orders',
          method: 'POST',
          headers: { authorization: `Bearer ${resident.token}`, 'content-type': 'application/json' },
        },
        (res) => {
          res.resume();
          done(res.statusCode);
        },
      );
      req.on('error', fail);
      for (let sent = 0; sent < 160; sent += 1) req.write('x'.repeat(64 * 1024));
      req.end();
    });
    expect(status).toBe(413);
  });

  test('a body that ends early leaves the service as it was', async () => {
    const before = await rows();
    await new Promise<void>((done) => {
      const { hostname, port } = new URL(service.url);
      const req = request({
        hostname,
        port,
        path: '/api/v1/orders',
        method: 'POST',
        headers: { authorization: `Bearer ${resident.token}`, 'content-type': 'application/json', 'content-length': 1000 },
      });
      req.on('error', () => done());
      req.write('{"category":');
      setTimeout(() => req.destroy(), 50);
    });
    expect((await service.call('GET', '/healthz')).status).toBe(200);
    expect(await rows()).toEqual(before);
  });
});

describe('commands', () => {
  const send = (body: unknown, headers: Record<string, string> = {}, id = order) =>
    resident.post(`/api/v1/orders/${id}/commands`, body, headers);

  test('unknown ones: 422 with those that there are', async () => {
    for (const type of ['explode', 'xstate.init', 'place ', 'intakeDue']) {
      const { json } = await refused(422, () => send({ type, input: {} }));
      expect(json.errors[0]).toMatchObject({ path: 'type' });
    }
    // Names that every object has.
    for (const type of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
      expect([403, 422]).toContain((await send({ type, input: {} })).status);
    }
    await refused(422, () => send({ type: '', input: {} }));
    await refused(422, () => send({ type: 'note', input: [] }));
    await refused(422, () => send({ type: 'note', input: { text: 'x' }, revision: 1.5 }));
    await refused(422, () => send({ type: 'note', input: { text: 'x' }, revision: -1 }));
  });

  test('wrong input: 422 under `input`', async () => {
    const { json } = await refused(422, () => send({ type: 'note', input: { text: 5, more: 1 } }));
    expect(json.errors.map(({ path }: { path: string }) => path)).toEqual(['input.text', 'input']);
  });

  test('the machine’s own events cannot be sent', async () => {
    for (const type of ['cardRed', 'wholeStop', 'workDone']) await refused(422, () => send({ type, input: {} }));
  });

  test('ids of other kinds: 404', async () => {
    for (const id of ['1', resident.person, 'undefined', '00000000-0000-0000-0000-000000000000', '{}', '%F0%9F%8F%A0']) {
      await refused(404, () => send({ type: 'note', input: { text: 'x' } }, {}, id));
    }
    const secretary = await service.as('secretary');
    await secretary.send(order, 'admit');
    const unit = service.directory.findUnit('522326', demoGrid)?.id;
    for (const to of [
      { kind: 'person', id: order },
      { kind: 'person', id: unit },
      { kind: 'team', id: resident.person },
      { kind: 'unit', id: 'x' },
    ]) {
      await refused(422, () => secretary.post(`/api/v1/orders/${order}/commands`, { type: 'dispatch', input: { to } }));
    }
  });

  test('a stale revision: 409 with the one that stands and what is allowed now', async () => {
    const { json } = await refused(409, () => send({ type: 'note', revision: 1, input: { text: 'x' } }));
    expect(json).toMatchObject({ type: 'urn:six-order:problem:stale', revision: 2 });
    expect(json.allowed.map(({ type }: { type: string }) => type)).toContain('note');
  });

  test('what the state does not take: 409 with what is allowed now', async () => {
    const secretary = await service.as('secretary');
    const { json } = await refused(409, () => secretary.post(`/api/v1/orders/${order}/commands`, { type: 'admit', input: {} }));
    expect(json).toMatchObject({ type: 'urn:six-order:problem:not-allowed', revision: 2 });
    expect(json.allowed.map(({ type }: { type: string }) => type)).toContain('dispatch');
  });

  test('a key that was used with another body: 422; malformed keys: 400', async () => {
    const first = await send({ type: 'note', input: { text: 'x' } }, { 'idempotency-key': 'k-1' });
    const again = await send({ type: 'note', input: { text: 'x' } }, { 'idempotency-key': 'k-1' });
    expect([first.status, again.status, again.json.order.revision]).toEqual([200, 200, first.json.order.revision]);
    const { json } = await refused(422, () => send({ type: 'note', input: { text: 'y' } }, { 'idempotency-key': 'k-1' }));
    expect(json).toMatchObject({ type: 'urn:six-order:problem:key-reused', hint: expect.stringContaining('Idempotency-Key') });
    expect(json.title).not.toContain('Idempotency-Key');
    for (const key of ['', 'with space', 'x'.repeat(201), 'schl\u00fcssel']) {
      await refused(400, () => send({ type: 'note', input: { text: 'x' } }, { 'idempotency-key': key }));
    }
  });
});

test('whatever is sent, the answer is no fault', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const value = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
  /** Members of the right names with values of any kind, so that more than the first check is met. */
  const near = (members: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record(
      Object.fromEntries(Object.entries(members).map(([name, fit]) => [name, fc.oneof({ weight: 3, arbitrary: fit }, value)])),
      {
        requiredKeys: [],
      },
    );
  const orders = near({
    category: fc.constant('0101'),
    text,
    unit: fc.constant(demoGrid),
    place: near({ building: text, room: text, note: text }),
    contact: near({ name: text, phone: text }),
    workflow: fc.constantFrom('six-order', 'toString'),
  });
  const commands = near({
    type: fc.constantFrom('note', 'withdraw', 'evaluate', 'dispatch', 'finish', 'propose'),
    input: near({
      text,
      to: near({ kind: fc.constant('person'), id: fc.constant(resident.person) }),
      result: text,
      stars: fc.integer(),
    }),
    revision: fc.integer(),
  });
  await fc.assert(
    fc.asyncProperty(orders, commands, text, async (place, command, query) => {
      const answers = [
        await resident.post('/api/v1/orders', place),
        await resident.post(`/api/v1/orders/${order}/commands`, command),
        await resident.post('/api/v1/follow', command),
        await resident.get(`/api/v1/orders?desk=all&unit=${encodeURIComponent(query.toWellFormed())}`),
      ];
      for (const { status } of answers) expect(status).toBeLessThan(500);
    }),
    { numRuns: 150 },
  );
});

test('nothing of all this was a fault', () => {
  expect(service.lines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});

test('more bodies than there is room for are told to come back, and the rest are served', async () => {
  const { port, hostname } = new URL(service.url);
  const size = 250 * 1024;
  const half = Buffer.alloc(size, ' ');
  const head = `POST /api/v1/orders HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${resident.token}\r\ncontent-type: application/json\r\ncontent-length: ${size + 1}\r\nconnection: close\r\n\r\n`;
  const sockets = Array.from({ length: 280 }, () => connect(Number(port), hostname));
  const answers = sockets.map(async (socket) => {
    // One that was refused is closed under our last byte.
    socket.on('error', () => {});
    socket.write(head);
    socket.write(half);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await new Promise((closed) => socket.on('close', closed));
    return Buffer.concat(chunks).toString();
  });
  // Those that found no room are answered while the others are still to send their last byte.
  await Promise.any(answers.map(async (answer) => expect(await answer).toMatch(/^HTTP\/1.1 503 [^]*retry-after: 1\r\n/i)));
  expect((await resident.get('/api/v1/me')).status).toBe(200);
  for (const socket of sockets) socket.write(' ');
  const statuses = (await Promise.all(answers)).map((answer) => answer.slice(9, 12));
  // Whoever was still sending when it was refused may find the connection closed before the answer.
  for (const status of statuses) expect(['400', '503', '']).toContain(status);
  expect(statuses.filter((status) => status === '400').length).toBeGreaterThan(200);
  expect((await resident.place()).order.id).toBeDefined();
});

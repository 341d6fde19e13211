import { request } from 'node:http';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { createKeyring, generateKeys, openPool } from '@six-order/engine/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fits, openService, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

test('the process lives, and is ready when database, keys and clock are', async () => {
  expect(fits('getHealth', 200, (await service.call('GET', '/healthz')).json)).toEqual({ status: 'ok' });
  const ready = await service.call('GET', '/readyz');
  expect(fits('getReadiness', 200, ready.json)).toEqual({ ready: true, database: true, keys: true, clockLagSeconds: 0 });
});

test('not ready when the clock lags by thirty seconds', async () => {
  const behind = await openService();
  const resident = await behind.as('resident');
  await resident.place('0203');
  // Nobody fires here: the first rung of the intake clock of a gas leak is half of a quarter of an hour away.
  await behind.clock.set(behind.clock.now() + 450_000 + 20_000);
  expect((await behind.call('GET', '/readyz')).json).toMatchObject({ ready: true });
  await behind.clock.set(behind.clock.now() + 20_000);
  const late = await poll(
    () => behind.call('GET', '/readyz'),
    ({ status }) => status === 503,
  );
  expect(fits('getReadiness', 503, late.json).clockLagSeconds).toBeGreaterThan(30);
  await behind.close();
});

/** Asks until the answer kept for a second is renewed. */
async function poll<T>(ask: () => Promise<T>, until: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (until(answer)) return answer;
  }
}

test('metrics count commands by type and outcome, time exchanges by route, and name nobody', async () => {
  const resident = await service.as('resident');
  const { order } = await resident.place();
  await resident.post(`/api/v1/orders/${order.id}/commands`, { type: 'admit', input: {} });
  await resident.post(`/api/v1/orders/${order.id}/commands`, { type: personas.resident.name, input: {} });
  const { text, headers } = await service.call('GET', '/metrics');
  expect(headers.get('content-type')).toMatch(/^text\/plain; version=/);
  expect(text).toContain('six_order_commands_total{type="place",outcome="applied"} 1');
  expect(text).toContain('six_order_commands_total{type="admit",outcome="forbidden"} 1');
  expect(text).toContain('six_order_commands_total{type="unknown",outcome="invalid"} 1');
  expect(text).toMatch(
    /six_order_http_seconds_count\{method="POST",route="\/api\/v1\/orders\/\{id\}\/commands",status="403"\} 1/,
  );
  for (const name of [
    'engine_batch_size',
    'engine_waiting',
    'timer_lag_seconds',
    'outbox_age_seconds',
    'outbox_waiting',
    'pool_waiting',
    'pool_wait_seconds',
  ]) {
    expect(text).toMatch(new RegExp(`^six_order_${name} [\\d.e-]+$`, 'm'));
  }
  expect(text).not.toMatch(new RegExp(`${personas.resident.name}|${order.id}|${resident.person}|${order.number}`));
});

test('a line of the log names route, status, time, request and role, and nothing of the request', async () => {
  const secretary = await service.as('secretary');
  const { headers } = await secretary.get('/api/v1/orders?desk=intake&unit=522326');
  const line = JSON.parse(service.lines.find((text) => text.includes(headers.get('x-request-id') as string)) as string);
  expect(line).toEqual({
    level: 30,
    time: expect.any(Number),
    requestId: headers.get('x-request-id'),
    method: 'GET',
    route: '/api/v1/orders',
    status: 200,
    ms: expect.any(Number),
    role: 'secretary',
    msg: 'answered',
  });
});

describe('when things end', () => {
  test('requests in flight are answered, streams end, new connections are refused', async () => {
    const ending = await openService();
    const resident = await ending.as('resident');
    const stream = await fetch(`${ending.url}/api/v1/events`, { headers: { authorization: `Bearer ${resident.token}` } });
    const slow = slowPlace(ending.url, resident.token);
    await slow.begun;
    const closed = ending.api.close();
    slow.finish();
    expect(await slow.status).toBe(201);
    expect(await stream.text()).toContain(': open');
    await closed;
    await expect(fetch(`${ending.url}/healthz`)).rejects.toThrow('fetch failed');
    await ending.close();
  });

  test('a client that never ends its request does not hold the stop for longer than it has patience', async () => {
    const ending = await openService();
    const { hostname, port } = new URL(ending.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    await new Promise<void>((done) => socket.write('GET /healthz HTTP/1.1\r\n', () => done()));
    // Without its patience (ms) it would wait for ever, and this test end in its time-out.
    await ending.api.close(300);
    await ending.close();
  });

  test('a client that connected and asks for nothing does not hold the stop, however much patience it has', async () => {
    const ending = await openService();
    const { hostname, port } = new URL(ending.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    await once(socket, 'connect');
    // The server has it by then.
    await ending.call('GET', '/healthz');
    // Longer than this test may take.
    await ending.api.close(600_000);
    await ending.close();
  });

  test('when the database is gone requests are told to come back, and all goes on when it returns', async () => {
    const wire = await openWire();
    const shaken = await openService({ through: wire.to });
    const resident = await shaken.as('resident');
    const { order } = await resident.place();
    await wire.cut();

    for (const send of [
      () => resident.get(`/api/v1/orders/${order.id}`),
      () => resident.post('/api/v1/orders', { category: '0101', text: '漏水', unit: demoGrid }),
      () => resident.post(`/api/v1/orders/${order.id}/commands`, { type: 'note', input: { text: '快点' } }),
      () => resident.get(`/api/v1/orders/${order.id}/journal`),
      () => resident.get('/api/v1/orders?desk=all'),
      () => resident.get('/api/v1/notices'),
      () => shaken.call('POST', '/api/v1/follow', { body: { number: order.number, code: 'AAAAAAAAAA' } }),
    ]) {
      const answer = await send();
      expect([answer.status, answer.json.type, answer.headers.get('retry-after')]).toEqual([
        503,
        'urn:six-order:problem:unavailable',
        '2',
      ]);
    }
    expect((await shaken.call('GET', '/healthz')).status).toBe(200);
    const unready = await poll(
      () => shaken.call('GET', '/readyz'),
      ({ status }) => status === 503,
    );
    expect(unready.json).toMatchObject({ ready: false, database: false, clockLagSeconds: null });
    expect((await shaken.call('GET', '/metrics')).text).not.toMatch(/^six_order_outbox_waiting \d/m);

    await wire.mend();
    expect((await resident.get(`/api/v1/orders/${order.id}`)).status).toBe(200);
    expect((await resident.send(order.id, 'note', { text: '快点' })).revision).toBe(2);
    await shaken.close();
    await wire.cut();
  });

  test('a fault is a 500 that tells nothing, and a log line that names where without a value', async () => {
    const broken = await openService();
    const resident = await broken.as('resident');
    const { order } = await resident.place();
    const owner = openPool(broken.databaseUrl, 'owner', { max: 1 });
    await owner.query('alter table access_log rename to access_log_gone');
    const answer = await resident.get(`/api/v1/orders/${order.id}`);
    expect(answer.json).toEqual({
      type: 'urn:six-order:problem:fault',
      title: '系统内部错误',
      status: 500,
      requestId: expect.any(String),
    });
    const line = JSON.parse(broken.lines.find((text) => text.includes('request failed')) as string);
    expect(line).toMatchObject({
      level: 50,
      requestId: answer.json.requestId,
      route: '/api/v1/orders/{id}',
      fault: { name: 'error', code: '42P01' },
    });
    expect(JSON.stringify(line)).not.toContain('access_log');
    await owner.query('alter table access_log_gone rename to access_log');
    await owner.end();
    await broken.close();
  });
});

/** A place whose body is held back until `finish`. */
function slowPlace(url: string, token: string) {
  const body = JSON.stringify({ category: '0101', text: '漏水', unit: demoGrid });
  const { hostname, port } = new URL(url);
  const req = request({
    hostname,
    port,
    path: '/api/v1/orders',
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      expect: '100-continue',
    },
  });
  const begun = new Promise<void>((done) => req.on('continue', () => done()));
  const status = new Promise<number | undefined>((done, fail) => {
    req.on('error', fail);
    req.on('response', (res) => {
      res.resume();
      done(res.statusCode);
    });
  });
  req.flushHeaders();
  return { begun, status, finish: () => req.end(body) };
}

test('not ready with keys that do not open what the database holds', async () => {
  const locked = await openService({ seededUnder: createKeyring(generateKeys()) });
  const { json } = await locked.call('GET', '/readyz');
  expect(fits('getReadiness', 503, json)).toMatchObject({ ready: false, database: true, keys: false });
  await locked.close();
});

/** A wire between the service and its database that can be cut: connections end, new ones are refused. */
async function openWire() {
  let target: URL | undefined;
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target?.port), target?.hostname ?? '');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        ends.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    async to(databaseUrl: string): Promise<string> {
      target = new URL(databaseUrl);
      const url = new URL(databaseUrl);
      url.host = `127.0.0.1:${port}`;
      return url.href;
    },
    async cut(): Promise<void> {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const end of ends) end.destroy();
      await closed;
    },
    mend: () => listen(port),
  };
}

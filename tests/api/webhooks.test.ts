// Webhooks of other systems, from the administrator's desk to a receiver that verifies them with the standard's own library.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoCommunity, demoGrid } from '@six-order/community/demo/personas';
import { listMessages, purgeMessages } from '@six-order/community/webhooks/message-store';
import { waitAfter } from '@six-order/community/webhooks/retry';
import { lookAtWebhooks } from '@six-order/cli/doctor/webhooks';
import { newId } from '@six-order/cli/new-id';
import { createWebhookSender, deliver, handlers, type WebhookSender } from '@six-order/worker';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { accountsOf } from './browser.ts';
import { fits, openService, type Persona, type Service } from './service.ts';

const HOUR = 3_600_000;
const reason = '接入市热线平台';

let service: Service;
let admin: Persona;
let sender: WebhookSender;
let wall = Date.now();

beforeAll(async () => {
  service = await openService({ privateWebhooks: true, publicUrl: 'https://orders.example' });
  admin = await service.as('admin');
});
afterAll(() => service.close());
beforeEach(async () => {
  wall = Date.now();
  sender = senderOn({ allowPrivate: true });
  for (const table of ['webhook_messages', 'webhook_secrets', 'webhook_health', 'webhook_endpoints', 'outbox'])
    await service.db.query(`delete from ${table}`);
});

const logged: string[] = [];
const senderOn = (more: { allowPrivate: boolean }): WebhookSender =>
  createWebhookSender({
    db: service.tables,
    keyring: service.keyring,
    wall: () => wall,
    now: service.clock.now,
    newId,
    publicUrl: 'https://orders.example',
    log: { info() {}, warn: (fields) => void logged.push(JSON.stringify(fields)), error() {} },
    ...more,
  });

interface Got {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A receiver on this machine; `answer` gives the status, and the body of a robot's platform. */
async function receiver(
  answer: (got: Got) => number | { status: number; body: string; headers?: Record<string, string> } = () => 204,
) {
  const got: Got[] = [];
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += String(chunk);
    const one = { path: req.url ?? '', headers: req.headers, body };
    got.push(one);
    const said = answer(one);
    const { status, body: text, headers = {} } = typeof said === 'number' ? { status: said, body: '' } : said;
    res.writeHead(status, headers).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hooks`, port, got, types: () => got.map(({ body }) => JSON.parse(body).type) };
}

async function register(url: string, more: object = {}) {
  const body = { name: '12345 热线', url, unit: demoCommunity, events: ['order.*'], reason, ...more };
  const answer = await admin.post('/api/v1/webhooks', body);
  expect(answer.status, answer.text).toBe(201);
  return fits('addWebhook', 201, answer.json) as { webhook: { id: string }; secret: string };
}

/** Everything that is in the outbox reaches its handler. */
async function relay(): Promise<void> {
  const { rows } = await service.db.query<{ id: string }>(`select id from outbox where type = 'webhook' order by id`);
  const tools = {
    db: service.tables,
    engine: service.engine,
    directory: service.directory,
    load: { ours() {}, offersFrom: () => null },
  };
  const log = { info() {}, warn() {}, error() {} };
  const delivery = { pool: service.db, tools, handlers, wall: () => wall, log };
  await deliver(
    delivery,
    rows.map(({ id }) => id),
  );
}

/** An order on its way to its member. */
async function dispatched(more: object = {}) {
  const { order } = await (await service.as('resident')).place('0102', more);
  const secretary = await service.as('secretary');
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: (await service.as('member')).person } });
  return order as { id: string; number: string };
}

const messagesOf = (endpoint: string) => listMessages(service.tables, { endpoint, state: null, before: null, limit: 200 });

test('a receiver verifies each message with the library, in the order of events, and finds no personal data', async () => {
  const hook = await receiver();
  const { secret } = await register(hook.url);
  const contact = { name: '韦春梅', phone: '13800001234', address: '3栋502' };
  const order = await dispatched({ text: '厨房漏水，找韦春梅13800001234', contact });
  await relay();
  expect(await sender.send()).toBe(3);
  expect(hook.types()).toEqual(['order.placed', 'order.admitted', 'order.dispatched']);
  for (const { body, headers } of hook.got) {
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      data: { order: order.id, number: order.number, light: 'green', link: `https://orders.example/staff/orders/${order.id}` },
    });
    expect(() => new Webhook(secret).verify(body.replace('green', 'red'), headers as Record<string, string>)).toThrow();
    expect(body).not.toMatch(/韦春梅|13800001234|漏水|栋502|"0102"/);
  }
  expect(Object.keys(JSON.parse(hook.got[0]?.body ?? '').data).toSorted()).toEqual(
    ['dueAt', 'light', 'link', 'number', 'order', 'reference', 'revision', 'stage', 'station', 'workflow'].toSorted(),
  );
  expect(new Set(hook.got.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
  expect(await sender.send()).toBe(0);
});

test('delivered twice by the outbox, a message is sent once; its id is the same at each attempt', async () => {
  let failing = true;
  const hook = await receiver(() => (failing ? 503 : 200));
  await register(hook.url, { events: ['order.placed'] });
  await (await service.as('resident')).place();
  const { rows } = await service.db.query(`select * from outbox where type = 'webhook'`);
  await relay();
  for (const row of rows)
    await service.db.query(
      'insert into outbox (id, order_id, seq, tenant, type, params, at) values ($1, $2, $3, $4, $5, $6, $7)',
      [row.id, row.order_id, row.seq, row.tenant, row.type, row.params, row.at],
    );
  await relay();
  await sender.send();
  failing = false;
  wall += HOUR;
  expect(await sender.send()).toBe(1);
  expect(hook.got.map(({ headers }) => headers['webhook-id'])).toEqual([`msg_${rows[0].id}`, `msg_${rows[0].id}`]);
  expect(hook.got.map(({ headers }) => Number(headers['webhook-timestamp']))).toEqual([
    expect.any(Number),
    Math.floor(wall / 1000),
  ]);
});

test('an earlier message of an order holds its later ones back, and nothing of other orders', async () => {
  let stuck = '';
  const hook = await receiver(({ body }) =>
    JSON.parse(body).data.order === stuck && JSON.parse(body).type === 'order.placed' ? 500 : 200,
  );
  const { webhook } = await register(hook.url);
  const first = await dispatched();
  stuck = first.id;
  const second = await dispatched();
  await relay();
  await sender.send();
  wall += 10_000;
  await sender.send();
  const of = (id: string) => hook.got.map(({ body }) => JSON.parse(body)).filter(({ data }) => data.order === id);
  expect(of(second.id).map(({ type }) => type)).toEqual(['order.placed', 'order.admitted', 'order.dispatched']);
  expect(new Set(of(first.id).map(({ type }) => type))).toEqual(new Set(['order.placed']));
  stuck = '';
  wall += HOUR;
  await sender.send();
  expect(
    of(first.id)
      .map(({ type }) => type)
      .slice(-3),
  ).toEqual(['order.placed', 'order.admitted', 'order.dispatched']);
  expect((await messagesOf(webhook.id)).every(({ state }) => state === 'sent')).toBe(true);
});

test('what only a newer release can say or read is left to a process of it, and keeps nobody waiting', async () => {
  const hook = await receiver(() => ({ status: 200, body: '{"errcode":0}' }));
  const { webhook } = await register(hook.url);
  const { webhook: robot } = await register(`${hook.url}/robot`, { format: 'wecom' });
  const first = await dispatched();
  const second = await dispatched();
  await relay();
  const ofFirst = (column: string, value: string, endpoint: string) =>
    service.db.query(`update webhook_messages set ${column} = ${value} where endpoint = $1 and order_id = $2 and seq = 1`, [
      endpoint,
      first.id,
    ]);
  await ofFirst('data', `replace(data, '"place"', '"mend"')`, webhook.id);
  await ofFirst('type', `'order.mended'`, robot.id);
  const told = (number: string) => ({
    standard: hook.got.flatMap(({ path, body }) =>
      path.endsWith('hooks') && JSON.parse(body).data.number === number ? [JSON.parse(body).type] : [],
    ),
    robot: hook.got.filter(({ path, body }) => path.endsWith('robot') && body.includes(number)).length,
  });
  const all = { standard: ['order.placed', 'order.admitted', 'order.dispatched'], robot: 3 };
  await sender.send();
  expect([told(second.number), told(first.number)]).toEqual([all, { standard: [], robot: 0 }]);
  expect(await lookAtWebhooks(service.db)).toMatchObject({
    status: 'ok',
    detail: expect.stringContaining('2 messages that wait'),
  });
  // What has no words here was not even tried.
  expect(await messagesOf(robot.id)).toContainEqual(expect.objectContaining({ type: 'order.mended', attempts: 0, error: null }));
  const listed = await admin.get(`/api/v1/webhooks/${webhook.id}/messages?state=waiting`);
  expect(fits('listWebhookMessages', 200, listed.json).messages).toContainEqual(
    expect.objectContaining({ number: '', attempts: 1, error: 'what it says can only be read by a newer release' }),
  );
  // Its process may take it yet. After eight minutes what follows it goes, out of turn, rather than never.
  wall = Date.now() + 8 * 60_000;
  await sender.send();
  expect(told(first.number)).toEqual({ standard: ['order.admitted', 'order.dispatched'], robot: 2 });
  // Put off for hours by now, it goes at once when a process that can read it begins.
  for (let tries = 0; tries < 3; tries += 1) {
    wall += 3 * HOUR;
    await sender.send();
  }
  await ofFirst('data', `replace(data, '"mend"', '"place"')`, webhook.id);
  await ofFirst('type', `'order.placed'`, robot.id);
  await sender.send();
  expect(told(first.number)).toEqual({ standard: ['order.admitted', 'order.dispatched'], robot: 3 });
  await senderOn({ allowPrivate: true }).send();
  expect([told(first.number).standard.at(-1), told(first.number).robot]).toEqual(['order.placed', 3]);
});

test('an endpoint that does not open takes nothing, is switched off after two days, and keeps nobody else waiting', async () => {
  const [shut, open] = [await receiver(), await receiver()];
  const { webhook } = await register(shut.url);
  await register(open.url);
  await dispatched();
  await relay();
  await service.db.query(`update webhook_endpoints set key = set_byte(key, 9, 255 - get_byte(key, 9)) where id = $1`, [
    webhook.id,
  ]);
  expect(await sender.send()).toBe(3);
  expect([shut.got.length, open.types()]).toEqual([0, ['order.placed', 'order.admitted', 'order.dispatched']]);
  expect((await messagesOf(webhook.id)).map(({ attempts, error }) => [attempts, error])).toEqual([
    [0, null],
    [0, null],
    [1, 'its address does not open with the keys here'],
  ]);
  expect(await lookAtWebhooks(service.db)).toMatchObject({
    status: 'warning',
    detail: expect.stringMatching(new RegExp(`^${webhook.id} did not open with the keys here .* 3 wait for it; when`)),
  });
  // As one that takes nothing it is switched off before any of them is given up.
  for (let hours = 0; hours < 80; hours += 1) {
    wall += HOUR;
    await sender.send();
  }
  expect(fits('listWebhooks', 200, (await admin.get('/api/v1/webhooks')).json).webhooks).toContainEqual(
    expect.objectContaining({ id: webhook.id, off: expect.objectContaining({ why: 'failing' }) }),
  );
  expect((await messagesOf(webhook.id)).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
});

test('what has not come out of the outbox yet is waited for', async () => {
  const hook = await receiver();
  await register(hook.url);
  await dispatched();
  const { rows } = await service.db.query(`select id from outbox where type = 'webhook' order by seq desc`);
  const tools = {
    db: service.tables,
    engine: service.engine,
    directory: service.directory,
    load: { ours() {}, offersFrom: () => null },
  };
  const delivery = { pool: service.db, tools, handlers, wall: () => wall, log: { info() {}, warn() {}, error() {} } };
  for (const { id } of rows) {
    await deliver(delivery, [id]);
    await sender.send();
  }
  expect(hook.types()).toEqual(['order.placed', 'order.admitted', 'order.dispatched']);
});

test('a message is tried again by the schedule, then given up, and sent again by hand', async () => {
  let failing = true;
  const hook = await receiver(() => (failing ? 500 : 200));
  const { webhook } = await register(hook.url, { events: ['order.placed'] });
  await (await service.as('resident')).place();
  await relay();
  const tries: number[] = [];
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await service.db.query('delete from webhook_health'); // the endpoint's own rest is another test's
    await sender.send();
    tries.push(hook.got.length);
    // A moment early nothing is sent.
    wall += (waitAfter(attempt) ?? HOUR) - 1;
    await sender.send();
    wall += 1;
  }
  expect(tries).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const listed = await admin.get(`/api/v1/webhooks/${webhook.id}/messages?state=dead`);
  const [dead] = fits('listWebhookMessages', 200, listed.json).messages;
  expect(dead).toMatchObject({ state: 'dead', attempts: 10, status: 500, error: 'the webhook answered 500', nextAt: null });
  await sender.send();
  expect(hook.got.length).toBe(10);

  failing = false;
  const replayed = await admin.post(`/api/v1/webhooks/${webhook.id}/replay`, { messages: [dead.id], reason: '对方已修复' });
  expect(fits('replayWebhook', 200, replayed.json)).toEqual({ replayed: 1 });
  wall = Date.now() + 400 * HOUR;
  expect(await sender.send()).toBe(1);
  expect(hook.got.at(-1)?.headers['webhook-id']).toBe(`msg_${dead.id}`);
});

test('an endpoint that takes nothing is left alone a while, and switched off after two days; all that happened waits', async () => {
  let failing = true;
  const hook = await receiver(() => (failing ? 500 : 200));
  const { webhook } = await register(hook.url, { events: ['order.placed'] });
  const resident = await service.as('resident');
  for (let n = 0; n < 12; n += 1) await resident.place();
  await relay();
  await sender.send();
  // One round of eight at most, then it rests.
  expect(hook.got.length).toBe(8);
  for (let hours = 0; hours < 80; hours += 1) {
    wall += HOUR;
    await sender.send();
  }
  const { webhooks } = fits('listWebhooks', 200, (await admin.get('/api/v1/webhooks')).json);
  expect(webhooks).toMatchObject([{ id: webhook.id, on: false, off: { why: 'failing' } }]);
  const before = hook.got.length;
  wall += HOUR;
  await sender.send();
  expect(hook.got.length).toBe(before);
  const { rows } = await service.db.query(
    `select person, after, reason from reference_changes where subject_id = $1 order by at, id`,
    [webhook.id],
  );
  expect(rows.at(-1)).toMatchObject({ person: null, after: { on: false, why: 'failing' } });

  failing = false;
  const on = await admin.post(`/api/v1/webhooks/${webhook.id}`, { on: true, reason: '对方已修复' });
  expect(fits('changeWebhook', 200, on.json).webhook).toMatchObject({ on: true, off: null });
  wall += 24 * HOUR;
  await sender.send();
  expect((await messagesOf(webhook.id)).filter(({ state }) => state === 'sent').length).toBe(12);
});

test('what waits for an endpoint that is off waits for 90 days, and the doctor counts it', async () => {
  const hook = await receiver();
  const { webhook: off } = await register(hook.url, { events: ['order.placed'] });
  const { webhook: on } = await register(hook.url, { events: ['order.placed'] });
  expect((await admin.post(`/api/v1/webhooks/${off.id}`, { on: false, reason: '对方停机检修' })).status).toBe(200);
  await (await service.as('resident')).place();
  await relay();
  expect(await lookAtWebhooks(service.db)).toMatchObject({
    status: 'ok',
    detail: expect.stringContaining('1 messages wait for what is off: after 90 days'),
  });
  const forgotten: number[] = [];
  const left = async (days: number, offDays = days) => {
    const [wall, now] = [Date.now() + days * 24 * HOUR, service.clock.now() + offDays * 24 * HOUR];
    forgotten.push(await purgeMessages(service.tables, { wall, now }));
    return Promise.all([off, on].map(async ({ id }) => (await messagesOf(id)).length));
  };
  // However old it is: one that was switched off a week ago has been off for a week.
  expect([await left(89), await left(91, 7), await left(91)]).toEqual([
    [1, 1],
    [1, 1],
    [0, 1],
  ]);
  expect(forgotten).toEqual([0, 0, 1]);
});

test('a receiver that is gone (410) is switched off at once', async () => {
  const hook = await receiver(() => 410);
  const { webhook } = await register(hook.url);
  await (await service.as('resident')).place();
  await relay();
  await sender.send();
  const { webhooks } = fits('listWebhooks', 200, (await admin.get('/api/v1/webhooks')).json);
  expect(webhooks).toMatchObject([{ id: webhook.id, on: false, off: { why: 'gone' } }]);
});

test('after a rotation both secrets verify for a day, then only the new one; of three never the first', async () => {
  const hook = await receiver();
  const { webhook, secret: first } = await register(hook.url, { events: ['order.placed'] });
  const rotate = async () =>
    fits('rotateWebhookSecret', 200, (await admin.post(`/api/v1/webhooks/${webhook.id}/secret`, { reason: '例行更换' })).json)
      .secret as string;
  const verifies = (secret: string): boolean => {
    const { body, headers } = hook.got.at(-1) as Got;
    try {
      new Webhook(secret).verify(body, { ...(headers as Record<string, string>) });
      return true;
    } catch {
      return false;
    }
  };
  const send = async () => {
    await (await service.as('resident')).place();
    await relay();
    await sender.send();
  };
  const second = await rotate();
  await send();
  expect([first, second].map(verifies)).toEqual([true, true]);
  const third = await rotate();
  await send();
  expect([first, second, third].map(verifies)).toEqual([false, true, true]);
  const { rows } = await service.db.query('select version from webhook_secrets where endpoint = $1 order by version', [
    webhook.id,
  ]);
  expect(rows.map(({ version }) => version)).toEqual([2, 3]);
  await service.db.query('update webhook_secrets set ends_at = to_timestamp($1) where version = 2', [wall / 1000]);
  await send();
  expect([second, third].map(verifies)).toEqual([false, true]);
});

test('a sender that may not reach inside refuses an address there, at registration, by name and by redirect', async () => {
  const inner = await receiver();
  const redirecting = await receiver(() => ({ status: 302, body: '', headers: { location: inner.url } }));
  // Registered while it was allowed: the sender judges for itself.
  const { webhook } = await register(inner.url, { events: ['order.placed'] });
  const named = await register(`http://localhost:${inner.port}/`, { events: ['order.placed'] });
  await (await service.as('resident')).place();
  await relay();
  expect(await senderOn({ allowPrivate: false }).send()).toBe(0);
  expect(inner.got).toEqual([]);
  for (const id of [webhook.id, named.webhook.id])
    expect(await messagesOf(id)).toMatchObject([{ state: 'dead', status: null, attempts: 1 }]);

  await register(redirecting.url, { events: ['order.placed'] });
  await (await service.as('resident')).place();
  await relay();
  await service.db.query('update webhook_endpoints set off_at = now(), off_why = $2 where id = any($1)', [
    [webhook.id, named.webhook.id],
    'asked',
  ]);
  await sender.send();
  expect(redirecting.got.length).toBe(1);
  expect(inner.got).toEqual([]);
  expect(logged.join()).not.toMatch(/127\.0\.0\.1|localhost|hooks/);
});

test('sealed orders are told to nobody, orders elsewhere and events that were not asked for neither', async () => {
  const hook = await receiver();
  const { webhook: all } = await register(hook.url, { events: ['*'] });
  const elsewhere = await register(hook.url, { events: ['*'], unit: '522326001' });
  const finished = await register(hook.url, { events: ['order.finished', 'card.*'] });
  const { rows } = await service.db.query(`select 1`);
  expect(rows.length).toBe(1);
  const sealed = await (
    await service.as('resident')
  ).post('/api/v1/orders', {
    category: '1101',
    text: '反映社区工作人员的问题',
    unit: demoGrid,
  });
  expect(sealed.status, sealed.text).toBe(201);
  await dispatched();
  await relay();
  expect((await messagesOf(all.id)).map(({ type }) => type).toSorted()).toEqual([
    'order.admitted',
    'order.dispatched',
    'order.placed',
  ]);
  expect(await messagesOf(elsewhere.webhook.id)).toEqual([]);
  expect(await messagesOf(finished.webhook.id)).toEqual([]);
});

test('without an endpoint that wants it, a command writes no row for it', async () => {
  await service.db.query(`update reference_versions set version = version + 1 where name = 'webhooks'`);
  const other = await receiver();
  const { webhook } = await register(other.url, { events: ['order.merged'] });
  await dispatched();
  const count = async () => Number((await service.db.query(`select count(*) as n from outbox where type = 'webhook'`)).rows[0].n);
  expect(await count()).toBe(0);
  const ended = await admin.post(`/api/v1/webhooks/${webhook.id}/end`, { reason: '不再需要' });
  expect(fits('endWebhook', 200, ended.json)).toEqual({ ended: true });
  const { rows } = await service.db.query(
    'select length(url) as url, (select count(*)::int from webhook_secrets) as secrets from webhook_endpoints',
  );
  expect(rows).toEqual([{ url: 0, secrets: 0 }]);
});

test('robots of the three chats get a text with number, light and link, signed their own way', async () => {
  const hook = await receiver(({ path }) => ({
    status: 200,
    body: JSON.stringify(
      path.includes('feishu') ? { code: 0 } : path.includes('refusing') ? { errcode: 310000 } : { errcode: 0 },
    ),
  }));
  const robot = (format: string, more: object = {}) =>
    register(`${hook.url}/${format}?key=the-token`, { format, events: ['order.placed'], ...more });
  await robot('dingtalk', { secret: 'SEC0123456789' });
  await robot('feishu', { secret: 'feishu-secret' });
  await robot('wecom');
  const { webhook: refusing } = await register(`${hook.url}/refusing`, { format: 'wecom', events: ['order.placed'] });
  const { order } = await (await service.as('resident')).place();
  await relay();
  expect(await sender.send()).toBe(3);
  const text = `【六单】${order.number} 已点单。环节：点单；绿灯。https://orders.example/staff/orders/${order.id}`;
  const at = (name: string) => hook.got.find(({ path }) => path.includes(name));
  expect(JSON.parse(at('wecom')?.body ?? '')).toEqual({ msgtype: 'text', text: { content: text } });
  expect(JSON.parse(at('dingtalk')?.body ?? '')).toEqual({ msgtype: 'text', text: { content: text } });
  expect(at('dingtalk')?.path).toMatch(/\?key=the-token&timestamp=\d{13}&sign=/);
  expect(JSON.parse(at('feishu')?.body ?? '')).toEqual({
    timestamp: String(Math.floor(wall / 1000)),
    sign: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    msg_type: 'text',
    content: { text },
  });
  expect(await messagesOf(refusing.id)).toMatchObject([{ state: 'waiting', error: 'the robot did not take it', status: 200 }]);
});

test('a trial reaches the endpoint that it was asked for', async () => {
  const hook = await receiver();
  const { webhook, secret } = await register(hook.url, { events: ['order.placed'] });
  const answer = await admin.post(`/api/v1/webhooks/${webhook.id}/trial`, {});
  expect(answer.status).toBe(202);
  fits('tryWebhook', 202, answer.json);
  expect(await sender.send()).toBe(1);
  const { body, headers } = hook.got[0] as Got;
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    type: 'webhook.trial',
    data: { order: null },
  });
});

test('only the administrator arranges webhooks, never another system’s key, and the journal of changes says who and why', async () => {
  const hook = await receiver();
  const body = { name: 'x', url: hook.url, unit: demoCommunity, events: ['*'], reason };
  for (const persona of ['secretary', 'street', 'leader', 'dpo', 'resident'] as const)
    expect((await (await service.as(persona)).post('/api/v1/webhooks', body)).status, persona).toBe(403);
  const { key } = await accountsOf(service).keys.make({
    tenant: '522326',
    post: (await service.as('admin').then(() => service.directory.postsOf(admin.person)))[0]?.id as string,
    name: 'x',
    scopes: ['read', 'write'],
    days: 1,
    aMinute: 100,
  });
  expect((await service.call('POST', '/api/v1/webhooks', { token: key, body })).status).toBe(403);
  const { webhook } = await register(hook.url);
  const { rows } = await service.db.query(
    'select person, subject, change, before, after, reason from reference_changes where subject_id = $1',
    [webhook.id],
  );
  expect(rows).toEqual([
    {
      person: admin.person,
      subject: 'webhook',
      change: 'added',
      before: null,
      after: expect.objectContaining({ events: ['order.*'], format: 'standard' }),
      reason,
    },
  ]);
  // Neither address nor secret lies in clear.
  const stored = JSON.stringify(
    (await service.db.query('select * from webhook_endpoints, webhook_secrets, reference_changes')).rows,
  );
  expect(stored).not.toContain('127.0.0.1');
  expect(stored).not.toContain('whsec_');
  expect((await admin.get('/api/v1/webhooks')).text).not.toContain('127.0.0.1');
});

test('bad input is answered with what would be right', async () => {
  const good = { name: 'x', url: 'https://a.example/', unit: demoCommunity, events: ['*'], reason };
  const wrong: readonly (readonly [object, string])[] = [
    [{ url: 'ftp://a.example/' }, 'url'],
    [{ url: 'no url' }, 'url'],
    [{ url: 'https://user:pass@a.example/' }, 'url'],
    [{ events: ['order.exploded'] }, 'events.0'],
    [{ events: [] }, 'events'],
    [{ unit: '999' }, 'unit'],
    [{ secret: 'of my own making' }, 'secret'],
    [{ format: 'carrier-pigeon' }, 'format'],
    [{ reason: '' }, 'reason'],
  ];
  for (const [change, path] of wrong) {
    const answer = await admin.post('/api/v1/webhooks', { ...good, ...change });
    expect(answer.status, path).toBe(422);
    expect(answer.json.errors.map((error: { path: string }) => error.path)).toContain(path);
  }
  const nobody = '/api/v1/webhooks/0193e2a0-0000-7000-8000-000000000000';
  for (const [path, body] of [
    ['', { on: true, reason }],
    ['/secret', { reason }],
    ['/end', { reason }],
    ['/replay', { messages: [newId()], reason }],
    ['/trial', {}],
  ] as const)
    expect((await admin.post(nobody + path, body)).status, path).toBe(404);
  expect((await admin.get(`${nobody}/messages`)).status).toBe(404);
});

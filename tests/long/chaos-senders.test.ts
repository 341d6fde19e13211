// A worker that ends at any statement between the outbox and a receiver, of the handlers, of the sender of SMS and of that of webhooks: nothing
// is lost, each comes under its one id however often, and of an order nothing comes after what happened later.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@six-order/cli/new-id';
import { phonesOf } from '@six-order/api/sign-in';
import { noCountyRules } from '@six-order/community/county-rules/county-rules';
import { demoCommunity } from '@six-order/community/demo/personas';
import { openTables } from '@six-order/community/tables';
import { createNoticeSender, createWebhookSender, deliver, handlers } from '@six-order/worker';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openService, type Service } from '../api/service.ts';
import type { Death } from '../harness/dying-pool.ts';

const DAYTIME = Date.parse('2026-03-03T10:00:00+08:00');
const MESSAGES = 3;
const silent = { info() {}, warn() {}, error() {} };

let service: Service;
let url = '';
let order: { readonly id: string; readonly number: string };
/** What the gateway and the endpoint took, in turn: by which path, under which id. */
const got: { readonly path: string; readonly id: string }[] = [];
const receiver = createServer(async (req, res) => {
  let body = '';
  for await (const chunk of req) body += String(chunk);
  const id = String(req.headers['webhook-id'] ?? (JSON.parse(body) as { id: string }).id);
  got.push({ path: req.url ?? '', id });
  res.writeHead(204).end();
});

beforeAll(async () => {
  service = await openService({ privateWebhooks: true });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const resident = await service.as('resident');
  await service.authDb.query(
    `insert into auth."user" (id, name, email, "emailVerified", "phoneNumber", "phoneNumberVerified", person, tenant)
     values ('r', '', 'r@resident.invalid', false, '+8613800001234', true, $1, '522326')`,
    [resident.person],
  );
  order = (await resident.place('0102')).order;
  const endpoint = { name: '热线', url: `${url}/hooks`, unit: demoCommunity, events: ['order.*'], reason: '接入' };
  const { status } = await (await service.as('admin')).post('/api/v1/webhooks', endpoint);
  if (status !== 201) throw new Error(`the endpoint was not taken: ${status}`);
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await service.close();
});

/** A pool whose process ends at its n-th statement, on whichever connection. */
function ending(pool: Pool, death: Death | null): { readonly pool: Pool; readonly count: () => number } {
  let statements = 0;
  let dead = false;
  const ended = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  const counted =
    (query: (...asked: readonly unknown[]) => Promise<unknown>) =>
    async (...asked: readonly unknown[]) => {
      statements += 1;
      if (dead) throw ended();
      if (statements !== death?.at) return query(...asked);
      dead = true;
      if (death.when === 'after') await query(...asked);
      throw ended();
    };
  const wrapped = <T extends object>(target: T, own: Readonly<Record<string, unknown>>): T =>
    new Proxy(target, {
      get: (of, key) => {
        if (typeof key === 'string' && key in own) return own[key];
        const value = Reflect.get(of, key) as unknown;
        return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(of) : value;
      },
    });
  const connect = async () => {
    const client = await pool.connect();
    return wrapped(client, { query: counted((...asked) => client.query(...(asked as [string])) as Promise<unknown>) });
  };
  return {
    pool: wrapped(pool, { query: counted((...asked) => pool.query(...(asked as [string])) as Promise<unknown>), connect }),
    count: () => statements,
  };
}

/** What a worker does from the outbox to the receivers, until it is done or ends. */
async function work(pool: Pool, wall: number): Promise<void> {
  const { engine, keyring, directory } = service;
  const db = openTables(pool);
  const sms = { url: `${url}/sms`, secret: 'secret', allowPrivate: true };
  const shared = { db, keyring, wall: () => wall, log: silent, publicUrl: null };
  const notices = createNoticeSender({
    ...shared,
    engine,
    rules: noCountyRules,
    directory,
    now: () => DAYTIME,
    sms,
    phonesOf: (people) => phonesOf(service.authDb, people),
    mailer: null,
  });
  const webhooks = createWebhookSender({ ...shared, now: () => DAYTIME, newId, allowPrivate: true });
  const beyond = { ways: ['sms'] as const, rules: noCountyRules };
  const tools = { db, engine, directory, load: { ours() {}, offersFrom: () => null }, beyond };
  const { rows } = await pool.query<{ id: string }>('select id from outbox where dead_at is null order by id');
  // One by one, and the last one first: in the order in which jobs of a flood may be worked off.
  for (const { id } of rows.toReversed()) {
    await deliver({ pool, tools, handlers, wall: () => wall, log: silent }, [id]);
    await notices.send();
    await webhooks.send();
  }
  await notices.send();
  await webhooks.send();
}

async function play(death: Death | null): Promise<number> {
  for (const table of ['outbox', 'notice_messages', 'webhook_messages', 'webhook_health'])
    await service.db.query(`delete from ${table}`);
  got.length = 0;
  const path = service.directory.unitByCode('522326', demoCommunity)?.path ?? '';
  const { person } = await service.as('resident');
  const told = { to: [person], template: 'order-admitted', number: order.number, category: '0102' };
  for (let seq = 1; seq <= MESSAGES; seq += 1) {
    const data = {
      order: order.id,
      number: order.number,
      workflow: 'six-order',
      station: 'place',
      stage: 'placed',
      light: 'green',
      revision: seq,
      dueAt: null,
    };
    for (const [type, params, at] of [
      ['notify', told, DAYTIME],
      // After the endpoint was made.
      ['webhook', { event: 'order.placed', path, data }, service.clock.now()],
    ] as const)
      await service.db.query(
        `insert into outbox (id, order_id, seq, tenant, type, params, at) values ($1, $2, $3, '522326', $4, $5, $6)`,
        [newId(), order.id, seq, type, JSON.stringify(params), new Date(at)],
      );
  }
  const first = ending(service.db, death);
  const wall = Date.now();
  await work(first.pool, wall).catch((error: unknown) => {
    if (death === null) throw error;
  });
  // The next one begins when the leases of the first have ended.
  if (death !== null) await work(service.db, wall + 600_000);

  const expected = [...Array(MESSAGES).keys()];
  for (const way of ['/sms', '/hooks']) {
    const ids = got.filter(({ path: of }) => of === way).map(({ id }) => id);
    const seen = [...new Set(ids)];
    // Each came, and once more at most; never one after what followed it.
    expect([death, way, seen.length, ids.map((id) => seen.indexOf(id))]).toEqual([
      death,
      way,
      MESSAGES,
      ids.map((id) => seen.indexOf(id)).toSorted((a, b) => a - b),
    ]);
    expect(expected.every((n) => ids.filter((id) => id === seen[n]).length <= 2)).toBe(true);
  }
  const { rows } = await service.db.query(
    `select (select count(*) from outbox)::int as outbox, (select count(*) from notice_messages where ended is distinct from 'sent')::int as notices,
            (select count(*) from webhook_messages where sent_at is null)::int as webhooks`,
  );
  expect(rows).toEqual([{ outbox: 0, notices: 0, webhooks: 0 }]);
  return first.count();
}

test.for(['before', 'after'] as const)(
  'a worker that ends %s any statement on the way out',
  { timeout: 400_000 },
  async (when) => {
    const statements = await play(null);
    expect(statements).toBeGreaterThan(30);
    for (let at = 1; at <= statements; at += 1) await play({ at, when });
  },
);

// Notices by SMS and e-mail, from the command to a gateway and a mail server on this machine.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { holdRules, noCountyRules, type CountyRules } from '@six-order/community/county-rules/county-rules';
import { noteEmailCode, readNoticeChoices } from '@six-order/community/notices/choice-store';
import { createNoticeSender, deliver, handlers, openMailer, webhookSignature, type Mailer } from '@six-order/worker';
import { lookAtNotices } from '@six-order/cli/doctor/notices';
import { newId } from '@six-order/cli/new-id';
import { phonesOf } from '@six-order/api/sign-in';
import type { OrderId } from '@six-order/engine';
import { openPool } from '@six-order/engine/runtime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fits, GRID, openService, type Persona, type Service } from '../api/service.ts';

const SECRET = 'a shared secret of the gateway';
const DAYTIME = Date.parse('2026-03-03T10:00:00+08:00');
const NIGHT = Date.parse('2026-03-03T23:00:00+08:00');
const MORNING = Date.parse('2026-03-04T07:00:00+08:00');
const RESIDENT_PHONE = '+8613800001234';
const MEMBER_PHONE = '+8613900005678';

interface Sms {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly phone: string; readonly text: string; readonly language: string };
}
const sms: Sms[] = [];
let gatewaySays = 204;
const gateway = createServer(async (req, res) => {
  let body = '';
  for await (const chunk of req) body += String(chunk);
  const signature = String(req.headers['six-order-signature']);
  const seconds = Number(/^t=(\d+)/.exec(signature)?.[1]);
  const status = signature === webhookSignature(SECRET, seconds, body) ? gatewaySays : 401;
  if (status < 300) sms.push(JSON.parse(body));
  res.writeHead(status).end();
});

const mails: { readonly to: string; readonly raw: string }[] = [];
let serverRefuses: number | null = null;
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    let raw = '';
    stream.on('data', (chunk: Buffer) => (raw += chunk.toString('utf8')));
    stream.on('end', () => {
      if (serverRefuses !== null) return done(Object.assign(new Error('no'), { responseCode: serverRefuses }));
      mails.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), raw });
      done();
    });
  },
});

let service: Service;
let cast: Record<'resident' | 'secretary' | 'member', Persona>;
let mailer: Mailer;
let smsUrl: string;
let now = DAYTIME;
let wall = DAYTIME;
const logged: string[] = [];

beforeAll(async () => {
  mailServer.listen(0, '127.0.0.1');
  await once(mailServer.server, 'listening');
  const { port } = mailServer.server.address() as AddressInfo;
  mailer = await openMailer({ url: `smtp://127.0.0.1:${port}`, from: '六单一体 <no-reply@orders.example>', allowPlain: true });
  service = await openService({ mailer });
  const as = (name: 'resident' | 'secretary' | 'member') => service.as(name);
  cast = { resident: await as('resident'), secretary: await as('secretary'), member: await as('member') };
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  smsUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`;
  await service.authDb.query(
    `insert into auth."user" (id, name, email, "emailVerified", "phoneNumber", "phoneNumberVerified", person, tenant)
     values ('r', '', 'r@resident.invalid', false, $1, true, $2, '522326')`,
    [RESIDENT_PHONE, cast.resident.person],
  );
  const choice = { language: 'en', email: 'member@orders.example', phone: MEMBER_PHONE, sms: true };
  fits('chooseNotices', 200, (await cast.member.post('/api/v1/notices/choice', choice)).json);
  const confirmed = await cast.member.post('/api/v1/notices/email', { code: codeIn(mails.at(-1)) });
  fits('confirmNoticeEmail', 200, confirmed.json);
});
const codeIn = (mail: { readonly raw: string } | undefined): string => {
  const [, encoded = ''] = mail?.raw.split(/\r\n\r\n/) ?? [];
  const text = /base64/i.test(mail?.raw ?? '') ? Buffer.from(encoded, 'base64').toString() : encoded;
  return /\b\d{6}\b/.exec(text)?.[0] ?? '';
};
afterAll(async () => {
  mailer.close();
  gateway.closeAllConnections();
  gateway.close();
  await new Promise<void>((done) => mailServer.close(() => done()));
  await service.close();
});
beforeEach(async () => {
  await service.db.query('delete from notice_messages');
  await service.db.query('delete from outbox');
  [sms, mails, logged].forEach((list) => list.splice(0));
  [gatewaySays, serverRefuses, now, wall] = [204, null, DAYTIME, DAYTIME];
});

const log = { info() {}, warn: (fields: object) => void logged.push(JSON.stringify(fields)), error() {} };
const senderWith = (rules: CountyRules = noCountyRules) =>
  createNoticeSender({
    db: service.tables,
    engine: service.engine,
    keyring: service.keyring,
    rules,
    directory: service.directory,
    wall: () => wall,
    now: () => now,
    log,
    publicUrl: 'https://orders.example',
    sms: { url: smsUrl, secret: SECRET, allowPrivate: true },
    phonesOf: (people) => phonesOf(service.authDb, people),
    mailer,
  });

/** What the last commands asked to be told lies in the boxes, as if it happened `now`. */
async function relay(rules: CountyRules = noCountyRules): Promise<void> {
  const { rows } = await service.db.query<{ id: string }>(`select id from outbox where type = 'notify' order by id`);
  const beyond = { ways: ['sms', 'email'] as const, rules };
  const tools = {
    db: service.tables,
    engine: service.engine,
    directory: service.directory,
    load: { ours() {}, offersFrom: () => null },
    beyond,
  };
  const ids = rows.map(({ id }) => id);
  await deliver({ pool: service.db, tools, handlers, wall: () => wall, log }, ids);
  // Delivered again, it is told once.
  await service.db.query('update notices set at = $1 where outbox = any($2::uuid[])', [new Date(now), ids]);
}
const stateOf = async () =>
  (await service.db.query<{ way: string; ended: string | null }>('select way, ended from notice_messages order by way, ended'))
    .rows;

const contact = { name: '韦春梅', phone: '13800001234', address: '3栋502' };
async function dispatched(category = '0102', more: object = {}): Promise<{ readonly id: string; readonly number: string }> {
  const { order } = await cast.resident.place(category, { contact, ...more });
  await cast.secretary.send(order.id, 'admit');
  await service.db.query('delete from outbox');
  await cast.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: cast.member.person } });
  return order;
}

test('a handler is told by SMS and e-mail in his language: number, station, light and link, and nothing else', async () => {
  const order = await dispatched();
  await relay();
  await senderWith().send();
  const link = `https://orders.example/staff/orders/${order.id}`;
  const text = `[Six Orders] ${order.number} has news. Station: acceptance; green light. ${link}`;
  const toMember = sms.filter(({ data }) => data.phone === MEMBER_PHONE);
  expect(toMember).toEqual([
    { id: expect.stringMatching(/^[0-9a-f]{32}$/), type: 'notice', data: { phone: MEMBER_PHONE, text, language: 'en' } },
  ]);
  const [mail] = mails;
  expect(mails.map(({ to }) => to)).toEqual(['member@orders.example']);
  expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated/m);
  expect(mail?.raw).toContain(`Subject: [Six Orders] ${order.number}`);
  expect(mail?.raw.replaceAll('=\r\n', '').replaceAll('\r\n', '')).toContain(link);
  expect(JSON.stringify([sms, mails])).not.toMatch(/韦春梅|栋502|漏/);
  // Once sent, nothing goes again.
  expect(await senderWith().send()).toBe(0);
});

test('at 办结 the resident gets a link by SMS that evaluates once, and nobody else gets one', async () => {
  const order = await dispatched();
  await cast.member.send(order.id, 'accept');
  await cast.member.send(order.id, 'contact');
  await service.db.query('delete from outbox');
  await cast.member.send(order.id, 'finish', { result: '水管已更换' });
  await relay();
  await senderWith().send();
  const links = sms.filter(({ data }) => data.text.includes('/evaluate#'));
  expect(links.map(({ data }) => data.phone)).toEqual([RESIDENT_PHONE]);
  expect(mails.map(({ raw }) => raw).join()).not.toContain('evaluate');
  const token = /#([\w-]+)$/.exec(links[0]?.data.text ?? '')?.[1];
  const evaluate = () => service.call('POST', `/api/v1/evaluations/${token}`, { body: { solved: 'yes', stars: 5 } });
  expect((await evaluate()).status).toBe(200);
  expect((await evaluate()).status).toBe(410);
});

test('at night it waits for the morning, and goes no more when it was read in the box; U0 goes at once', async () => {
  [now, wall] = [NIGHT, NIGHT];
  await dispatched();
  await relay();
  expect(await senderWith().send()).toBe(0);
  expect(await stateOf()).toContainEqual({ way: 'sms', ended: null });
  await service.db.query('update notices set read_at = now() where person = $1', [cast.member.person]);
  [now, wall] = [MORNING - 1, MORNING - 1];
  expect(await senderWith().send()).toBe(0);
  [now, wall] = [MORNING, MORNING];
  await senderWith().send();
  expect(sms.filter(({ data }) => data.phone === MEMBER_PHONE)).toEqual([]);
  expect(mails).toEqual([]);
  expect(await stateOf()).toContainEqual({ way: 'sms', ended: 'unneeded' });

  [now, wall] = [NIGHT, NIGHT];
  await service.db.query('delete from notice_messages');
  const { order } = await cast.resident.place('0102', { contact, urgency: 'U0' });
  await cast.secretary.send(order.id, 'admit', { urgency: 'U0' });
  await service.db.query('delete from outbox');
  await cast.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: cast.member.person } });
  await relay();
  await senderWith().send();
  expect(sms.filter(({ data }) => data.phone === MEMBER_PHONE)).toHaveLength(1);
});

test('what only a newer release can say waits for a process of it, and holds nobody else up', async () => {
  const { id } = await dispatched();
  await cast.member.send(id, 'accept');
  await relay();
  const mine = `update notices set template = 'no-such' where order_id = $1 and person = $2`;
  expect((await service.db.query(mine, [id, cast.resident.person])).rowCount).toBe(1);
  await senderWith().send();
  expect([...new Set(sms.map(({ data }) => data.phone))]).toEqual([MEMBER_PHONE]);
});

/** An id as one of the outbox is that was written at an instant. */
const idAt = (ms: number): string => {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
};

test('however many of them are due before all others, they are left to a process of the newer release, and the others go at once', async () => {
  await dispatched();
  await relay();
  await service.db.query(
    `with newer as (
       insert into notices (tenant, outbox, person, template, params, order_id, at)
       select tenant, gen_random_uuid(), gen_random_uuid(), 'no-such', params, order_id, at
       from (select * from notices where order_id is not null limit 1) n, generate_series(1, 20) returning *)
     insert into notice_messages (tenant, outbox, person, way, order_id, next_at)
     select tenant, outbox, person, 'sms', gen_random_uuid(), 'epoch'::timestamptz - interval '1 s' from newer`,
  );
  await senderWith().send();
  expect(sms.map(({ data }) => data.phone)).toContain(MEMBER_PHONE);
  const { rows } = await service.db.query(
    `select count(*)::int as waiting, count(m.leased_until)::int as leased from notice_messages m
     join notices n using (tenant, outbox, person) where n.template = 'no-such' and m.ended is null`,
  );
  expect(rows).toEqual([{ waiting: 20, leased: 0 }]);
  expect(await lookAtNotices(service.db)).toMatchObject({
    status: 'ok',
    detail: expect.stringMatching(/^20 wait to go out.*; 20 that wait can only be said by a newer release/),
  });
  // So it says where something was given up, too.
  await service.db.query(
    `update notice_messages set ended = 'dead', ended_at = now(), error = 'status 400'
     where outbox = (select outbox from notice_messages where ended is null limit 1)`,
  );
  expect((await lookAtNotices(service.db)).detail).toMatch(/^1 were given up by the gateway; .*; 19 that wait can only be said/);
});

test('of one order it holds back what follows for eight minutes, while its process may take it', async () => {
  const { id } = await dispatched();
  await relay();
  await senderWith().send();
  sms.length = 0;
  const tell = (template: string, seq: number, outbox: string) =>
    service.db.query(
      `with told as (
         insert into notices (tenant, outbox, person, template, params, order_id, seq, at)
         values ('522326', $1, $2, $3, $4, $5, $6, $7) returning *)
       insert into notice_messages (tenant, outbox, person, way, order_id, seq, next_at)
       select tenant, outbox, person, 'sms', order_id, seq, 'epoch' from told`,
      [outbox, cast.resident.person, template, JSON.stringify({ number: '1', category: '0102' }), id, seq, new Date(now)],
    );
  const first = idAt(wall);
  await tell('no-such', 10, first);
  await tell('order-progress', 11, idAt(wall));
  await senderWith().send();
  wall += 8 * 60_000;
  await senderWith().send();
  expect(sms).toEqual([]);
  wall += 1;
  // One that its own process has in hand, or that its gateway has not taken, keeps its turn.
  await service.db.query('update notice_messages set leased_until = $2 where outbox = $1', [first, new Date(wall + 1)]);
  await senderWith().send();
  expect(sms).toEqual([]);
  wall += 1;
  await senderWith().send();
  expect(sms.map(({ data }) => data.phone)).toEqual([RESIDENT_PHONE]);
});

test('what fills a template so as this release does not know it is tried again, and the others go', async () => {
  const { id } = await dispatched();
  await cast.member.send(id, 'accept');
  await relay();
  const whose = [id, cast.resident.person];
  const { rows: told } = await service.db.query('select params from notices where order_id = $1 and person = $2', whose);
  const mine = `update notices set params = '{}' where order_id = $1 and person = $2`;
  expect((await service.db.query(mine, whose)).rowCount).toBe(1);
  await senderWith().send();
  expect([...new Set(sms.map(({ data }) => data.phone))]).toEqual([MEMBER_PHONE]);
  const { rows } = await service.db.query('select distinct attempts, ended, error from notice_messages where person = $1', [
    cast.resident.person,
  ]);
  expect(rows).toEqual([{ attempts: 1, ended: null, error: 'what fills it can only be read by a newer release' }]);
  // Once it is given up, the doctor does not lay it at the gateway's door.
  const giveUp = `update notice_messages set ended = 'dead', ended_at = now() where person = $1`;
  const { rowCount } = await service.db.query(giveUp, [cast.resident.person]);
  const { status, detail } = await lookAtNotices(service.db);
  expect([status, detail]).toEqual([
    'warning',
    expect.stringMatching(
      new RegExp(`^${rowCount} were given up, each because what fills it can only be read by a newer release; when`),
    ),
  ]);
  expect(detail).not.toContain('gateway');
  // His box shows the rest.
  expect((await cast.resident.get('/api/v1/notices')).status).toBe(200);
  // However long it would wait, it goes at once when a process that can read it begins.
  await service.db.query(`update notice_messages set ended = null, ended_at = null, next_at = 'infinity' where person = $1`, [
    cast.resident.person,
  ]);
  await service.db.query('update notices set params = $3 where order_id = $1 and person = $2', [...whose, told[0].params]);
  await senderWith().send();
  expect(sms.map(({ data }) => data.phone)).toContain(RESIDENT_PHONE);
});

test('whose order or addressee does not open is tried again, and the others go', async () => {
  const spoil = (table: string, column: string, id: string) =>
    service.db.query(`update ${table} set ${column} = set_byte(${column}, 9, 255 - get_byte(${column}, 9)) where id = $1`, [id]);
  const { id } = await dispatched();
  await cast.member.send(id, 'accept');
  await relay();
  await spoil('people', 'key', cast.member.person);
  try {
    await senderWith().send();
  } finally {
    await spoil('people', 'key', cast.member.person);
  }
  expect([...new Set(sms.map(({ data }) => data.phone))]).toEqual([RESIDENT_PHONE]);
  const { rows } = await service.db.query('select distinct attempts, ended, error from notice_messages where person = $1', [
    cast.member.person,
  ]);
  expect(rows).toEqual([{ attempts: 1, ended: null, error: expect.stringMatching(/^it cannot be made ready: \w+$/) }]);
  // Sent, and not recorded as sent: tried again under the same id, and the row says why.
  const owner = openPool(service.databaseUrl, 'owner', { max: 1 });
  await owner.query(`alter table notice_messages add constraint unrecorded check (ended is distinct from 'sent') not valid`);
  wall += 30_000;
  await senderWith().send();
  await owner.query('alter table notice_messages drop constraint unrecorded');
  await owner.end();
  expect(sms.map(({ data }) => data.phone)).toContain(MEMBER_PHONE);
  const { rows: again } = await service.db.query(
    'select distinct attempts, error from notice_messages where person = $1 and attempts > 1',
    [cast.member.person],
  );
  expect(again).toEqual([{ attempts: 2, error: expect.stringMatching(/^it was sent, and that could not be recorded: \w+$/) }]);
});

test('what a county keeps in the box stays there', async () => {
  const rule = {
    id: 'x',
    tenant: '522326',
    kind: 'notices' as const,
    key: '',
    path: '522326',
    document: 'x',
    validFrom: 0,
    validTo: null,
  };
  const { path } = service.directory.unitsWithin('').find(({ kind }) => kind === 'county') ?? { path: '' };
  await dispatched();
  await relay(holdRules([{ ...rule, path, value: { sms: [], email: [] } }]));
  expect(await stateOf()).toEqual([]);
});

test('a resident is not written to about what is sealed, nor once he wants none; about the rest he is', async () => {
  const tell = async (category: string) => {
    const { order } = await cast.resident.place(category, { contact });
    await service.db.query('delete from outbox');
    const row = {
      id: randomUUID(),
      order: order.id,
      seq: 1,
      tenant: '522326',
      type: 'notify',
      at: now,
      attempts: 0,
      dead: false,
    };
    const params = { to: [cast.resident.person], template: 'order-admitted', number: order.number, category };
    const beyond = { ways: ['sms'] as const, rules: noCountyRules };
    const tools = {
      db: service.tables,
      engine: service.engine,
      directory: service.directory,
      load: { ours() {}, offersFrom: () => null },
      beyond,
    };
    expect(await handlers.notify(tools, [{ ...row, params }])).toEqual([null]);
    await senderWith().send();
    return sms.splice(0).map(({ data }) => data.phone);
  };
  expect(await tell('0102')).toEqual([RESIDENT_PHONE]);
  expect(await tell('0701')).toEqual([]);
  const choice = { language: null, email: null, phone: null, sms: false };
  await cast.resident.post('/api/v1/notices/choice', choice);
  expect(await tell('0102')).toEqual([]);
  await cast.resident.post('/api/v1/notices/choice', { ...choice, sms: true });
});

test('a gateway that fails is tried again later, one that refuses is not, and no log line quotes anybody', async () => {
  await dispatched();
  await relay();
  [gatewaySays, serverRefuses] = [500, 451];
  await senderWith().send();
  expect((await stateOf()).filter(({ ended }) => ended === null).map(({ way }) => way)).toEqual(
    expect.arrayContaining(['email', 'sms']),
  );
  expect(await senderWith().send()).toBe(0);
  wall += 30_000;
  [gatewaySays, serverRefuses] = [400, 550];
  await senderWith().send();
  expect((await stateOf()).filter(({ ended }) => ended === 'dead').map(({ way }) => way)).toEqual(
    expect.arrayContaining(['email', 'sms']),
  );
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.join()).not.toMatch(/1390000|1380000|@|20\d{6}-/);
  const errors = await service.db.query<{ error: string }>('select error from notice_messages where error is not null');
  expect(errors.rows.map(({ error }) => error)).toEqual(
    expect.arrayContaining(['the webhook answered 400', 'the mail server answered 550']),
  );
});

describe('of one order a person is told in the order in which it happened', () => {
  const standing = { 'order-suspended': '已暂停', 'order-unsuspended': '已恢复', 'order-paused': '已挂起' } as const;
  const rule = { tenant: '522326', document: 'x', validFrom: 0, validTo: null };
  const said = { 'order-appointed': '已约定', 'order-progress': '有进展', 'order-finished': '已办结', ...standing } as const;
  type Told = keyof typeof said;
  let rules: CountyRules;
  /** These go by SMS. */
  let rulesOf: (templates: readonly Told[]) => CountyRules;
  let order: { readonly id: string; readonly number: string };
  beforeEach(async () => {
    const path = service.directory.unitsWithin('').find(({ kind }) => kind === 'county')?.path ?? '';
    const words = Object.entries(said).map(([key, word]) => {
      const text = `${word} {number}`;
      return { ...rule, id: key, kind: 'notice-words' as const, key, path, value: { zh: text, en: text } };
    });
    const ways = { ...rule, id: 'ways', kind: 'notices' as const, key: '', path };
    rulesOf = (templates) => holdRules([...words, { ...ways, value: { sms: [...templates], email: [] } }]);
    rules = rulesOf(Object.keys(said) as Told[]);
    order = (await cast.resident.place('0102', { contact })).order;
    await service.db.query('delete from outbox');
  });

  /** What the order's entries asked for lies in the outbox. Its ids, in that order. */
  const ask = async (...templates: readonly Told[]): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (const template of templates) {
      const id = newId();
      ids.push(id);
      await service.db.query(
        `insert into outbox (id, order_id, seq, tenant, type, params, at, offer_at)
         values ($1, $2, (select count(*) from notices where order_id = $2) + $3, '522326', 'notify', $4, $5, $5)`,
        [
          id,
          order.id,
          ids.length,
          JSON.stringify({ to: [cast.resident.person], template, number: order.number, category: '0102' }),
          new Date(now),
        ],
      );
    }
    return ids;
  };
  const arrive = async (...ids: readonly string[]): Promise<void> => {
    const beyond = { ways: ['sms'] as const, rules };
    const { tables: db, engine, directory } = service;
    const tools = { db, engine, directory, load: { ours() {}, offersFrom: () => null }, beyond };
    for (const id of ids) await deliver({ pool: service.db, tools, handlers, wall: () => wall, log }, [id]);
  };
  const got = () => sms.map(({ data }) => Object.values(said).find((word) => data.text.startsWith(word)));
  const send = () => senderWith(rules).send();

  test('what comes out of the outbox late is waited for, by what tells of the same order alone', async () => {
    const ids = await ask('order-appointed', 'order-progress', 'order-finished');
    for (const id of ids.toReversed()) {
      await arrive(id);
      await send();
    }
    expect(got()).toEqual(['已约定', '有进展', '已办结']);
  });

  test('it is never sent beside an earlier one, and waits as long as that one does', async () => {
    await arrive(...(await ask('order-appointed', 'order-progress')));
    gatewaySays = 500;
    expect(await send()).toBe(0);
    gatewaySays = 204;
    expect(await send()).toBe(0);
    wall += 30_000;
    expect(await send()).toBe(2);
    expect(got()).toEqual(['已约定', '有进展']);
  });

  test('what was given up holds back nothing', async () => {
    await arrive(...(await ask('order-appointed')));
    gatewaySays = 400;
    await send();
    gatewaySays = 204;
    await arrive(...(await ask('order-progress')));
    await send();
    expect(got()).toEqual(['有进展']);
  });

  test('of how it stands the last word alone, once there is a later one', async () => {
    await arrive(...(await ask('order-suspended', 'order-unsuspended', 'order-paused', 'order-appointed')));
    await send();
    expect(got()).toEqual(['已挂起', '已约定']);
  });

  test('what was overtaken before it went leaves its way to what overtook it, which would not go by itself', async () => {
    rules = rulesOf(['order-paused', 'order-appointed']);
    await arrive(...(await ask('order-suspended')));
    expect(await send()).toBe(0);
    [now, wall] = [NIGHT, NIGHT];
    const [paused = '', suspended = '', on = ''] = await ask('order-paused', 'order-suspended', 'order-unsuspended');
    await arrive(paused);
    expect(await send()).toBe(0);
    await arrive(on, suspended);
    [now, wall] = [MORNING, MORNING];
    await send();
    expect(got()).toEqual(['已恢复']);
    // By then all of it is told: what comes now is told by the box alone.
    await arrive(...(await ask('order-suspended')));
    expect(await send()).toBe(0);
  });

  test('a notice comes into its box with what it sends beyond it: no other overtakes it in between', async () => {
    rules = rulesOf(['order-paused']);
    const [paused = '', on = ''] = await ask('order-paused', 'order-unsuspended');
    const owner = openPool(service.databaseUrl, 'owner', { max: 1 });
    await owner.query('alter table notice_messages add constraint broken_off check (false) not valid');
    await arrive(paused);
    await owner.query('alter table notice_messages drop constraint broken_off');
    await owner.end();
    await arrive(on);
    await arrive(paused);
    await send();
    expect(got()).toEqual(['已恢复']);
  });

  test('at night all of it waits for the morning; once it is urgent, all of it goes', async () => {
    [now, wall] = [NIGHT, NIGHT];
    await arrive(...(await ask('order-appointed')));
    expect(await send()).toBe(0);
    await arrive(...(await ask('order-progress')));
    expect(await send()).toBe(0);
    const { rows } = await service.db.query<{ next_at: Date }>('select distinct next_at from notice_messages');
    expect(rows.map(({ next_at }) => next_at.getTime())).toEqual([MORNING]);
    await cast.secretary.send(order.id, 'admit', { urgency: 'U0' });
    await service.db.query('delete from outbox');
    await arrive(...(await ask('order-finished')));
    await send();
    expect(got()).toEqual(['已约定', '有进展', '已办结']);
  });

  test('so does what the gateway had not taken in the evening', async () => {
    await arrive(...(await ask('order-appointed')));
    gatewaySays = 500;
    await send();
    gatewaySays = 204;
    [now, wall] = [NIGHT, NIGHT];
    expect(await send()).toBe(0);
    await cast.secretary.send(order.id, 'admit', { urgency: 'U0' });
    await service.db.query('delete from outbox');
    await arrive(...(await ask('order-progress')));
    await send();
    expect(got()).toEqual(['已约定', '有进展']);
  });
});

test('the administrator sees what was given up, not whom it was for, and has it sent once more; the doctor says so', async () => {
  await dispatched();
  await relay();
  [gatewaySays, serverRefuses] = [400, 550];
  await senderWith().send();
  const admin = await service.as('admin');
  const path = '/api/v1/notices/undelivered';
  expect((await cast.secretary.get(path)).status).toBe(403);
  expect((await cast.secretary.post(`${path}/retry`, {})).status).toBe(403);
  const answer = await admin.get(path);
  const { count, messages } = fits('listUndelivered', 200, answer.json);
  const dead = (messages as { ended: string; way: string }[]).filter(({ ended }) => ended === 'dead');
  expect(dead.map(({ way }) => way)).toEqual(expect.arrayContaining(['email', 'sms']));
  expect(count).toBe((messages as unknown[]).length);
  expect(JSON.stringify(answer.json)).not.toMatch(/1390000|1380000|@|"person"|"to"/);
  const doctor = await lookAtNotices(service.db);
  expect(doctor).toMatchObject({ status: 'warning', detail: expect.stringContaining(`${dead.length} were given up`) });
  expect(fits('retryUndelivered', 200, (await admin.post(`${path}/retry`, {})).json)).toEqual({ retried: dead.length });
  expect((await stateOf()).filter(({ ended }) => ended === 'dead')).toEqual([]);
  expect((await lookAtNotices(service.db)).status).toBe('ok');
  expect((await admin.post(`${path}/retry`, {})).json).toEqual({ retried: 0 });
});

test('one’s own choice is read back; a resident leaves no number but the one he signs in with', async () => {
  expect((await cast.member.get('/api/v1/notices/choice')).json).toEqual({
    language: 'en',
    email: 'member@orders.example',
    emailConfirmed: true,
    phone: MEMBER_PHONE,
    sms: true,
  });
  const choice = { language: null, email: null, phone: MEMBER_PHONE, sms: true };
  expect((await cast.resident.post('/api/v1/notices/choice', choice)).status).toBe(422);
  expect(
    (await cast.resident.post('/api/v1/notices/choice', { ...choice, phone: null, email: 'a@b.example, c@d.example' })).status,
  ).toBe(422);
  // The same rule as wherever SMS go: no landline, none of another country.
  for (const phone of ['0859-7654321', '+12025550123'])
    expect((await cast.member.post('/api/v1/notices/choice', { ...choice, phone })).status).toBe(422);
  const stored = await service.db.query<{ email: Buffer }>('select email from notice_choices where email is not null');
  expect(stored.rows[0]?.email.toString('latin1')).not.toContain('member@');
});

test('an e-mail address is written to once its code came back; a guess, an old code and another person’s do not confirm it', async () => {
  const { secretary } = cast;
  const choose = (email: string | null) =>
    secretary.post('/api/v1/notices/choice', { language: null, email, phone: null, sms: true });
  const confirm = (code: string, persona: Persona = secretary) => persona.post('/api/v1/notices/email', { code });
  const chosen = fits('chooseNotices', 200, (await choose('secretary@orders.example')).json);
  expect(chosen).toMatchObject({ emailConfirmed: false, codeSent: true });
  const first = codeIn(mails[0]);
  expect(mails.map(({ to }) => to)).toEqual(['secretary@orders.example']);
  const wrong = first === '000000' ? '000001' : '000000';
  expect([(await confirm(wrong)).status, (await confirm(first, cast.resident)).status]).toEqual([422, 422]);

  // Until then its notices lie in the box alone.
  const { order } = await cast.resident.place('0102', { contact });
  const tell = async () => {
    mails.splice(0);
    const id = randomUUID();
    const params = { to: [secretary.person], template: 'order-declined', number: order.number, category: '0102' };
    const row = { id, order: order.id, seq: 1, tenant: '522326', type: 'notify', at: now, attempts: 0, dead: false, params };
    const beyond = { ways: ['email'] as const, rules: noCountyRules };
    const tools = {
      db: service.tables,
      engine: service.engine,
      directory: service.directory,
      load: { ours() {}, offersFrom: () => null },
      beyond,
    };
    await service.db.query('delete from outbox');
    expect(await handlers.notify(tools, [row])).toEqual([null]);
    await senderWith().send();
    return mails.map(({ to }) => to);
  };
  expect(await tell()).toEqual([]);

  // A new code ends the one before; a code is tried five times, and is good for a quarter of an hour.
  await choose('secretary@orders.example');
  const second = codeIn(mails.at(-1));
  if (second !== first) expect((await confirm(first)).status).toBe(422);
  const stored = await service.db.query<{ email_code: Buffer }>(
    'select email_code from notice_choices where email_code is not null',
  );
  expect(stored.rows[0]?.email_code.toString('latin1')).not.toContain(second);
  service.pass(16 * 60_000);
  expect((await confirm(second)).status).toBe(422);
  await choose('secretary@orders.example');
  const third = codeIn(mails.at(-1));
  for (let n = 0; n < 5; n += 1) expect((await confirm(third === wrong ? '111111' : wrong)).status).toBe(422);
  expect((await confirm(third)).status).toBe(422);
  await choose('secretary@orders.example');
  expect(fits('confirmNoticeEmail', 200, (await confirm(codeIn(mails.at(-1)))).json)).toMatchObject({ emailConfirmed: true });
  expect(await tell()).toEqual(['secretary@orders.example']);

  // What stands stays confirmed; another address is not, and no mail goes to a stranger by the hundred.
  expect((await choose('secretary@orders.example')).json).toMatchObject({ emailConfirmed: true, codeSent: false });
  expect((await choose('other@orders.example')).json).toMatchObject({ emailConfirmed: false, codeSent: true });
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await choose(`no-${n}@orders.example`)).status);
  expect(statuses.at(-1)).toBe(429);

  // Of two addresses entered at the same instant the one that stands is not the one that the code went to: it confirms nothing.
  const whose = { tenant: '522326', person: secretary.person };
  const standing = (await readNoticeChoices(service.tables, service.keyring, whose.tenant, [whose.person])).get(
    whose.person,
  )?.email;
  const note = (email: string) =>
    noteEmailCode(service.tables, service.keyring, whose, { email, code: '123456', wall: service.clock.wall() + 16 * 60_000 });
  await note('secretary@orders.example');
  expect((await confirm('123456')).status).toBe(422);
  await note(standing ?? '');
  expect((await confirm('123456')).status).toBe(200);
  expect(service.lines.join('\n')).not.toMatch(/@orders\.example/);
});

test('whoever has no account is told by SMS at the telephone that he left, when he agreed to it; and no more once he does not', async () => {
  const resident = (await service.as('resident-2')).person;
  const [worker, secretary] = [await service.as('grid-worker'), cast.secretary];
  const placed = async (more: object) => {
    const body = {
      onBehalfOf: resident,
      consentHow: 'in-person',
      source: 'proxy',
      contact: { ...contact, phone: '13700002222' },
    };
    const { order } = await worker.place('0102', { ...body, ...more });
    return order as { readonly id: string; readonly number: string };
  };
  const told = async (rules: CountyRules = noCountyRules) => {
    await relay(rules);
    await senderWith(rules).send();
    return sms.splice(0).filter(({ data }) => data.phone === '13700002222');
  };
  const silent = await placed({});
  expect(await told()).toEqual([]);
  const order = await placed({ contactBySms: true });
  const text = `【六单】单号 ${order.number} 有新进展。环节：点单；绿灯。https://orders.example/follow`;
  expect((await told()).map(({ data }) => data.text)).toEqual(expect.arrayContaining([text]));
  expect(JSON.stringify((await service.engine.journal(order.id as OrderId)).map(({ input }) => input))).not.toContain(
    '13700002222',
  );

  // Quiet hours hold there too.
  await service.db.query('delete from outbox');
  await secretary.send(order.id, 'admit');
  now = NIGHT;
  expect(await told()).toEqual([]);
  [now, wall] = [MORNING, wall + MORNING - NIGHT];
  await senderWith().send();
  expect(sms.splice(0).map(({ data }) => data.phone)).toContain('13700002222');

  // A sealed matter, and whoever agrees no more: nothing goes out.
  const sealed = await placed({ category: '0701', contactBySms: true }).catch(() => null);
  if (sealed) expect(await told()).toEqual([]);
  await service.db.query('delete from outbox');
  await worker.send(order.id, 'correct', { contact: { ...contact, phone: '13700002222' }, contactBySms: false });
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: cast.member.person } });
  expect(await told()).toEqual([]);

  // Erased, there is no telephone to be found.
  const erased = await placed({ contactBySms: true });
  await relay();
  await service.engine.erase(erased.id as OrderId);
  await senderWith().send();
  expect(sms.splice(0).filter(({ data }) => data.phone === '13700002222')).toEqual([]);
  expect(silent.id).not.toBe(order.id);
});

describe('of an order written down for somebody without an account', () => {
  const WRITERS = '+8613600003333';
  const LEFT = '13700002222';
  let worker: Persona;
  beforeAll(async () => {
    worker = await service.as('grid-worker');
    await service.authDb.query(
      `insert into auth."user" (id, name, email, "emailVerified", "phoneNumber", "phoneNumberVerified", person, tenant)
       values ('w', '', 'w@resident.invalid', false, $1, true, $2, '522326')`,
      [WRITERS, worker.person],
    );
  });

  async function done(more: object) {
    const { order, queryCode: code } = await worker.place('0102', { source: 'proxy', consentHow: 'in-person', ...more });
    await cast.secretary.send(order.id, 'admit');
    await cast.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: cast.member.person } });
    await cast.member.send(order.id, 'accept');
    await cast.member.send(order.id, 'contact');
    await service.db.query('delete from outbox');
    await cast.member.send(order.id, 'finish', { result: '水管已更换' });
    return { id: order.id as string, number: order.number as string, code };
  }
  async function evaluated({ number, code }: { readonly number: string; readonly code: string }) {
    await service.db.query('delete from outbox');
    const { finishedAt } = (await service.call('POST', '/api/v1/follow', { body: { number, code } })).json.evaluation;
    const body = { number, code, finishedAt, solved: 'yes', stars: 5 };
    expect((await service.call('POST', '/api/v1/follow/evaluation', { body })).status).toBe(200);
  }
  async function told(read = false) {
    await relay();
    if (read) await service.db.query('update notices set read_at = now() where person = $1', [worker.person]);
    await senderWith().send();
    const toThese = sms.splice(0).filter(({ data }) => data.phone === WRITERS || data.phone === LEFT);
    return toThese.map(({ data }) => [data.phone, data.text]);
  }

  test('its writer gets no link that evaluates, and is asked for no word of his own', async () => {
    const order = await done({});
    const link = `https://orders.example/orders/${order.id}`;
    const said = (words: string) => [[WRITERS, `【六单】单号 ${order.number} ${words}${link}`]];
    expect(await told()).toEqual(said('办完了，请问问居民：问题解决了吗？'));
    await evaluated(order);
    expect(await told()).toEqual(said('有人凭查询码评过了。不是居民本人评的，请打 12345 或者告诉社区。'));
  });

  test('the telephone that was left hears that it is done, and that it was evaluated by the code, whatever its writer has read', async () => {
    const order = await done({ contact: { ...contact, phone: LEFT }, contactBySms: true });
    const link = 'https://orders.example/follow';
    expect(await told(true)).toEqual([[LEFT, expect.stringMatching(new RegExp(`请您评价.*${link}$`))]]);
    await evaluated(order);
    const words = `【六单】单号 ${order.number} 有人凭查询码评过了。不是您评的，请打 12345 或者告诉社区。${link}`;
    expect(await told(true)).toEqual([[LEFT, words]]);
  });

  async function transcribed(who: Persona, id: string, more: object = {}) {
    await service.db.query('delete from outbox');
    await who.send(id, 'transcribe', { solved: 'yes', stars: 5, how: 'telephone', ...more });
  }

  test('the telephone that was left hears that an evaluation was written down for him, and each time that it was written anew', async () => {
    const order = await done({ contact: { ...contact, phone: LEFT }, contactBySms: true });
    const link = 'https://orders.example/follow';
    const words = `【六单】单号 ${order.number} 的评价是别人替您记下的。和您说的不一样，请打 12345 或者告诉社区。${link}`;
    await transcribed(worker, order.id);
    expect(await told(true)).toEqual([[LEFT, words]]);
    await transcribed(worker, order.id, { solved: 'partly', stars: 4 });
    expect(await told(true)).toEqual([[LEFT, words]]);
    // In his box its writer reads that it was told there.
    const { notices } = (await worker.get('/api/v1/notices?limit=50')).json;
    const mine = notices.find(
      (notice: { order: string; template: string }) => notice.template === 'order-evaluation-transcribed',
    );
    expect(mine).toMatchObject({
      order: order.id,
      text: { zh: expect.stringContaining('能发短信的，会按本人留的手机号发短信告诉本人。和本人说的不一样，请告诉社区') },
    });
  });

  test('where no telephone was left, whoever wrote it down just now is not told what he knows; of another’s he is', async () => {
    const [one, other] = [await done({}), await done({})];
    await transcribed(worker, one.id);
    expect(await told()).toEqual([]);
    await transcribed(await service.as('community'), other.id);
    const words = '的评价已代录。和居民说的不一样，请打 12345 或者告诉社区。';
    const link = `https://orders.example/orders/${other.id}`;
    expect(await told()).toEqual([[WRITERS, `【六单】单号 ${other.number} ${words}${link}`]]);
  });

  test('whoever has an account hears of it there, and changes it himself', async () => {
    const { id, number } = await dispatched();
    await cast.member.send(id, 'accept');
    await cast.member.send(id, 'contact');
    await cast.member.send(id, 'finish', { result: '水管已更换' });
    await transcribed(await service.as('community'), id);
    await relay();
    await senderWith().send();
    const words = `【六单】单号 ${number} 的评价是别人替您记下的。和您说的不一样，请打 12345 或者告诉社区。https://orders.example/orders/${id}`;
    expect(sms.filter(({ data }) => data.phone === RESIDENT_PHONE).map(({ data }) => data.text)).toEqual([words]);
    const { notices } = (await cast.resident.get('/api/v1/notices?limit=50')).json;
    const told = notices.find((one: { order: string; template: string }) => one.template === 'order-evaluation-transcribed');
    expect(told).toMatchObject({ order: id, text: { zh: expect.stringMatching(/替您记下。.*请告诉社区；还能改评的，/) } });
    await cast.resident.send(id, 'evaluate', { solved: 'no', stars: 1 });
    expect((await service.engine.get(id as OrderId))?.snapshot.context['rounds']).toMatchObject([{ by: cast.resident.person }]);
  });

  test('of what he wrote down himself its writer hears neither by e-mail nor at a telephone of his own; of another’s he does', async () => {
    const choice = { language: 'zh', email: 'worker@orders.example', phone: null, sms: true };
    fits('chooseNotices', 200, (await worker.post('/api/v1/notices/choice', choice)).json);
    fits('confirmNoticeEmail', 200, (await worker.post('/api/v1/notices/email', { code: codeIn(mails.at(-1)) })).json);
    const his = await done({ contact: { ...contact, phone: '136 0000 3333' }, contactBySms: true });
    const anothers = await done({ contact: { ...contact, phone: LEFT }, contactBySms: true });
    const all = async () => {
      await relay();
      await senderWith().send();
      const phones = sms.splice(0).map(({ data }) => data.phone.replaceAll(' ', ''));
      return [phones, mails.splice(0).flatMap(({ to }) => (to === choice.email ? [to] : []))];
    };
    await all();
    await transcribed(worker, his.id);
    expect(await all()).toEqual([[], []]);
    const unneeded = `select way from notice_messages where order_id = $1 and ended = 'unneeded' order by way`;
    expect((await service.db.query(unneeded, [his.id])).rows).toEqual([{ way: 'email' }, { way: 'sms' }]);
    await transcribed(worker, anothers.id);
    expect(await all()).toEqual([[LEFT], []]);
    const third = await done({ contact: { ...contact, phone: '136 0000 3333' }, contactBySms: true });
    await all();
    await transcribed(await service.as('community'), third.id);
    expect(await all()).toEqual([['13600003333'], [choice.email]]);
  });
});

test.each([
  ['a fixed number', '0859-7654321'],
  ['a fixed number of the same area', '7654321'],
  ['a foreign number', '+44 7700 900123'],
])('%s that was left is not written to, and why not is said', async (_, phone) => {
  const resident = (await service.as('resident-2')).person;
  const worker = await service.as('grid-worker');
  const body = {
    category: '0102',
    text: '水龙头漏水',
    unit: GRID,
    onBehalfOf: resident,
    consentHow: 'in-person',
    source: 'proxy',
  };
  const place = (contactBySms: boolean) =>
    worker.post('/api/v1/orders', { ...body, contact: { ...contact, phone }, contactBySms });
  expect(await place(true)).toMatchObject({
    status: 422,
    json: { errors: [{ path: 'contactBySms', message: expect.stringMatching(/手机号码|mobile numbers/) }] },
  });
  // It may be left to be called at.
  const placed = await place(false);
  expect(placed.status).toBe(201);
  const put = { type: 'correct', input: { contact: { ...contact, phone }, contactBySms: true } };
  expect((await worker.post(`/api/v1/orders/${placed.json.order.id}/commands`, put)).status).toBe(422);
});

test.each([
  ['a premium number', '16012345678901'],
  ['a service number', '95588000'],
])('%s is left by nobody', async (_, phone) => {
  const worker = await service.as('grid-worker');
  const body = { category: '0102', text: '水龙头漏水', unit: GRID, source: 'proxy', contact: { ...contact, phone } };
  const told = expect.stringMatching(/手机号码|mobile number/);
  expect(await worker.post('/api/v1/orders', body)).toMatchObject({
    status: 422,
    json: { errors: [{ path: 'contact.phone', message: told }] },
  });
  const { order } = fits('placeOrder', 201, (await worker.post('/api/v1/orders', { ...body, contact })).json);
  const put = { type: 'correct', input: { contact: { ...contact, phone } } };
  expect(await worker.post(`/api/v1/orders/${order.id}/commands`, put)).toMatchObject({
    status: 422,
    json: { errors: [{ path: 'input.contact.phone', message: told }] },
  });
});

// Notices by SMS and e-mail, from the command to a gateway and a mail server on this machine.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { holdRules, noCountyRules, type CountyRules } from '@six-order/community/county-rules/county-rules';
import { createNoticeSender, deliver, handlers, openMailer, webhookSignature, type Mailer } from '@six-order/worker';
import { phonesOf } from '@six-order/api/sign-in';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openService, type Persona, type Service } from '../api/service.ts';

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
  service = await openService();
  const as = (name: 'resident' | 'secretary' | 'member') => service.as(name);
  cast = { resident: await as('resident'), secretary: await as('secretary'), member: await as('member') };
  gateway.listen(0, '127.0.0.1');
  mailServer.listen(0, '127.0.0.1');
  await Promise.all([once(gateway, 'listening'), once(mailServer.server, 'listening')]);
  smsUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`;
  const { port } = mailServer.server.address() as AddressInfo;
  mailer = await openMailer({ url: `smtp://127.0.0.1:${port}`, from: '六单一体 <no-reply@orders.example>', allowPlain: true });
  await service.authDb.query(
    `insert into auth."user" (id, name, email, "emailVerified", "phoneNumber", "phoneNumberVerified", person, tenant)
     values ('r', '', 'r@resident.invalid', false, $1, true, $2, '522326')`,
    [RESIDENT_PHONE, cast.resident.person],
  );
  const choice = { language: 'en', email: 'member@orders.example', phone: MEMBER_PHONE, sms: true };
  await cast.member.post('/api/v1/notices/choice', choice);
});
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
  const tools = { db: service.tables, engine: service.engine, directory: service.directory, load: { ours() {} }, beyond };
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
  expect(JSON.stringify([sms, mails])).not.toMatch(/韦春梅|502|漏/);
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
    const tools = { db: service.tables, engine: service.engine, directory: service.directory, load: { ours() {} }, beyond };
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
  expect(logged.join()).not.toMatch(/139|138|@|20\d{6}-/);
  const errors = await service.db.query<{ error: string }>('select error from notice_messages where error is not null');
  expect(errors.rows.map(({ error }) => error)).toEqual(
    expect.arrayContaining(['the webhook answered 400', 'the mail server answered 550']),
  );
});

test('one’s own choice is read back; a resident leaves no number but the one he signs in with', async () => {
  expect((await cast.member.get('/api/v1/notices/choice')).json).toEqual({
    language: 'en',
    email: 'member@orders.example',
    phone: MEMBER_PHONE,
    sms: true,
  });
  const choice = { language: null, email: null, phone: MEMBER_PHONE, sms: true };
  expect((await cast.resident.post('/api/v1/notices/choice', choice)).status).toBe(422);
  expect(
    (await cast.resident.post('/api/v1/notices/choice', { ...choice, phone: null, email: 'a@b.example, c@d.example' })).status,
  ).toBe(422);
  const stored = await service.db.query<{ email: Buffer }>('select email from notice_choices where email is not null');
  expect(stored.rows[0]?.email.toString('latin1')).not.toContain('member@');
});

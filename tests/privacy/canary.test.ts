// The canary crawl: every personal field of many orders holds a value that stands nowhere else. Then everything that anybody
// can read is read, and each value must have turned up exactly where the field's table has it, and nowhere else.
import { randomUUID } from 'node:crypto';
import { personaNames, type PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { fieldsOf } from '@six-order/community/privacy/field-name';
import { OrderId } from '@six-order/engine';
import { createWorker, handlers, migrateQueues, type Worker } from '@six-order/worker';
import { workflows } from '@six-order/workflows/all';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openService, type Answer, type Persona, type Service } from '../api/service.ts';
import { signInByCode, type Browser } from '../api/browser.ts';
import { inDisguise, openAviary, type Canary, type Sign } from './canaries.ts';
import { readColumns } from './columns.ts';
import {
  addressesOf,
  answered,
  bodyOf,
  inTurn,
  listenTo,
  operationAt,
  operationsOf,
  type Operation,
  type Things,
} from './crawl.ts';
import { openDoors } from './doors.ts';
import { carries, data, mayRead, onBoard, type Letter } from './expected.ts';
import { textOf } from './unpack.ts';
import { live, type Datum, type Life, type Lives } from './lives.ts';

type Who = PersonaName | 'nobody';

const aviary = openAviary();
let service: Service;
let worker: Worker;
let cast: Record<PersonaName, Persona>;
let operations: readonly Operation[];
let things: Things;
let told: Lives;
let newcomer: Browser;
/** Id of the request by which the street reads the order “sealed”. */
let opening: string;
let streams: readonly { text(): string; close(): void }[];
/** What the worker logged. */
const workerLines: string[] = [];
/** By who asked, then by what the canary stands in: the signs that plain reading showed, and those that only a reveal did. */
const seen = new Map<Who, Map<string, { plain: Set<Sign>; revealed: Set<Sign> }>>();
/** By operation: what its answers carried. */
const carried = new Map<string, Set<string>>();
const disguises: string[] = [];
/** The database while its effects stand in the queues, and when all is delivered and read. */
let columns: { queued: ReadonlyMap<string, string>; after: ReadonlyMap<string, string> };

/** Canaries that do not stand in an order. */
const apartFrom = [
  'name of a newcomer',
  'name of a member',
  'why a post',
  'employer',
  'breach',
  'lead that was turned away',
  'why a reveal',
  'why an export',
  'why an opening',
  'user agent',
] as const;
const apart = Object.fromEntries(apartFrom.map((at) => [at, aviary.hatch(at)])) as Record<(typeof apartFrom)[number], Canary>;

beforeAll(async () => {
  service = await openService();
  const log = Object.fromEntries(
    ['info', 'warn', 'error'].map((level) => [
      level,
      (fields: object, message: string) => workerLines.push(message + JSON.stringify(fields)),
    ]),
  ) as never;
  await migrateQueues(service.databaseUrl);
  const { engine, db, databaseUrl, directory, deadlines, clock, keyring } = service;
  const recordErasure = async () => {};
  worker = createWorker({
    engine,
    db,
    databaseUrl,
    now: clock.now,
    wall: clock.wall,
    directory,
    deadlines,
    handlers,
    log,
    keyring,
    recordErasure,
  });
  await worker.start();
  const effects = worker.queues.find(({ name }) => name === 'effects');
  await effects?.pause();

  operations = operationsOf((await service.call('GET', '/openapi.json')).json);
  cast = Object.fromEntries(
    await Promise.all(personaNames.map(async (name) => [name, watched(name, await service.as(name))] as const)),
  ) as Record<PersonaName, Persona>;
  streams = await Promise.all(personaNames.map((name) => listenTo(service, cast[name].token)));
  told = await live(service, cast, aviary);
  const doors = await openDoors(service, aviary);
  told = { ...told, lives: [...told.lives, ...doors.lives] };
  for (const { operation, answer } of doors.answers) note('nobody', operation, answer);
  await tellApart();
  opening = await openSealed();
  worker.wake();
  let queued: ReadonlyMap<string, string> = new Map();
  const inQueue = async (): Promise<boolean> => {
    queued = await readColumns(service.databaseUrl);
    return /effects/.test(queued.get('bullmq.job.queue') ?? '');
  };
  await vi.waitUntil(inQueue, { timeout: 10_000, interval: 200 });
  await effects?.resume();
  await vi.waitUntil(async () => (await db.query('select from outbox where dead_at is null')).rowCount === 0, {
    timeout: 20_000,
  });

  things = await thingsThere();
  await read();
  await write();
  columns = { queued, after: await readColumns(service.databaseUrl) };
}, 600_000);

afterAll(async () => {
  for (const stream of streams) stream.close();
  await worker.close();
  await service.close();
});

/** A persona whose answers are looked at too: what a command answers is shown like what a page does. */
function watched(who: PersonaName, { post, ...persona }: Persona): Persona {
  const noted: Persona['post'] = async (path, body, headers) => {
    const answer = await post(path, body, headers);
    note(who, operationAt(operations, 'POST', path)?.id ?? path, answer, path.endsWith('/reveal'));
    return answer;
  };
  return {
    ...persona,
    post: noted,
    async send(order, type, input = {}) {
      const answer = await noted(`/api/v1/orders/${order}/commands`, { type, input });
      if (answer.status !== 200) throw new Error(`${type} refused: ${answer.text}`);
      return answer.json.order;
    },
  };
}

/** Personal data that is no order's. */
async function tellApart(): Promise<void> {
  const expectMade = (answer: Answer) =>
    expect([answer.status, answer.status < 300 ? '' : answer.text]).toEqual([answer.status, '']);
  newcomer = await signInByCode(service, apart['name of a newcomer'].phone);
  const { word } = apart['user agent'];
  expectMade(
    await newcomer.post(
      '/api/v1/session/home',
      { unit: demoGrid, name: `韦${apart['name of a newcomer'].word}` },
      { 'user-agent': `Browser ${word}` },
    ),
  );
  const hired = await cast.admin.post('/api/v1/posts', {
    name: `岑${apart['name of a member'].word}`,
    role: 'member',
    unit: demoGrid,
    reason: apart['why a post'].text,
  });
  expectMade(hired);
  expectMade(
    await cast.admin.post(`/api/v1/posts/${hired.json.post.id}/end`, {
      reason: apart['why a post'].text,
      at: '2099-01-01T00:00:00Z',
    }),
  );
  // Nothing is kept of it: it turns up nowhere.
  const lead = { category: '1102', unit: demoGrid, text: apart['lead that was turned away'].text };
  expect((await cast.resident.post('/api/v1/orders', lead)).status).toBe(409);
  expectMade(await cast.member.post('/api/v1/me/report-ins', { unit: demoCommunity, employer: apart['employer'].text }));
  const text = apart['breach'].text;
  expectMade(
    await cast.dpo.post('/api/v1/privacy/records', {
      kind: 'breach',
      body: {
        discoveredAt: '2026-03-02T09:00:00Z',
        what: 'leak',
        kinds: [text],
        cause: text,
        harm: text,
        measures: [text],
        persons: 1,
        authorityNotifiedAt: null,
        tellPersons: true,
      },
    }),
  );
}

const sealedLife = () => told.lives.find(({ name }) => name === 'sealed') as Life;

/** The street asks for a sealed order and is given it for a time. */
async function openSealed(): Promise<string> {
  const path = '/api/v1/privacy/sealed-openings';
  const { text } = apart['why an opening'];
  const asked = await cast.street.post(path, { number: sealedLife().number, reason: text });
  const { id } = asked.json.opening;
  const decided = await cast.dpo.post(`${path}/${id}/decision`, { granted: true, grounds: text });
  expect([asked.status, decided.status]).toEqual([201, 200]);
  return id;
}

async function thingsThere(): Promise<Things> {
  const orders = told.lives.map(({ id }) => id);
  const people = [personas.resident.person, personas.member.person, (await newcomer.get('/api/v1/me')).json.person.id];
  const posts = [personas.member.post, personas.secretary.post];
  const unit = (code: string): string => service.directory.unitByCode('522326', code)?.id as string;
  const units = [unit(demoGrid), unit(demoCommunity)];
  const { rows: records } = await service.db.query('select id from privacy_records');
  const { rows: items } = await service.db.query('select alias from public_items');
  const { rows: reports } = await service.db.query('select id from report_ins');
  return {
    inPath: {
      '/api/v1/orders/': [...orders, randomUUID()],
      ...Object.fromEntries(
        told.lives.map(({ id, attachment }) => [`/api/v1/orders/${id}/attachments/`, attachment ? [attachment] : []]),
      ),
      '/api/v1/units/': [...units, demoCommunity],
      '/api/v1/workflows/': [...new Set(workflows.map(({ id }) => id))],
      '/api/v1/posts/': posts,
      '/api/v1/people/': people,
      '/api/v1/privacy/sealed-openings/': [opening],
      [`/api/v1/privacy/sealed-openings/${opening}/attachments/`]: [sealedLife().attachment as string],
      '/api/v1/public/items/': items.map(({ alias }) => alias),
    },
    anywhere: [randomUUID(), records[0]?.id, reports[0]?.id, people[0], posts[0], orders[0]].filter((id) => id !== undefined),
    inQuery: [demoCommunity, demoGrid, '0101', '0702', personas.resident.person, told.lives[0]!.number],
  };
}

function note(who: Who, operation: string, answer: Answer, revealed = false): void {
  const text = answered(answer);
  const disguise = inDisguise(text);
  if (disguise !== null) disguises.push(`${operation}: ${disguise}`);
  for (const { canary, sign } of aviary.sightings(text)) {
    const of = seen.get(who) ?? new Map();
    seen.set(who, of);
    const signs = of.get(canary.at) ?? { plain: new Set(), revealed: new Set() };
    of.set(canary.at, signs);
    signs[revealed ? 'revealed' : 'plain'].add(sign);
    carried.set(operation, (carried.get(operation) ?? new Set()).add(canary.at));
  }
}

/** Who may take out what they see (domain research 3.1, statistics and lists: not handlers, not residents). */
const exporters = ['secretary', 'community', 'street', 'department', 'supervisor', 'discipline', 'leader'] as const;

/** Lives whose orders’ every route is asked for by everyone, those too who may not know of them. */
const probes: readonly string[] = ['placed', 'sealed', 'staff', 'data-request'];

/** Every GET as everyone and as nobody; every field revealed by whoever may; each order followed by its code. */
async function read(): Promise<void> {
  const gets = operations.filter(({ method, id, packed }) => method === 'GET' && id !== 'streamEvents' && !packed);
  const asks = gets.flatMap((operation) => addressesOf(operation, things).map((address) => ({ operation, address })));
  const fields = await sealedFields();
  for (const who of [...personaNames, 'nobody'] as const) {
    const token = who === 'nobody' ? undefined : cast[who].token;
    const shown = new Set(told.lives.filter(({ name }) => probes.includes(name)).map(({ id }) => id));
    const ask = async ({ operation, address }: (typeof asks)[number]) => {
      const answer = await service.call('GET', address, { ...(token !== undefined && { token }) });
      if (answer.status >= 500) faults.add(`${operation.id} ${address}`);
      note(who, operation.id, answer);
      if (operation.id === 'getOrder' && answer.status === 200) shown.add(answer.json.order.id);
    };
    await inTurn(
      asks.filter(({ operation }) => operation.id === 'getOrder'),
      ask,
    );
    const mayKnow = ({ operation, address }: (typeof asks)[number]) =>
      operation.id !== 'getOrder' && (!/\/orders\//.test(address) || shown.has(address.split('/')[4] as string));
    await inTurn(asks.filter(mayKnow), ask);
    if (token === undefined) continue;
    await inTurn(
      fields.filter(({ id }) => shown.has(id)),
      async ({ id, field }) => {
        const reason = `${who}，${apart['why a reveal'].text}`;
        note(who, 'revealField', await cast[who as PersonaName].post(`/api/v1/orders/${id}/reveal`, { field, reason }), true);
      },
    );
  }
  for (const who of personaNames) {
    const { text } = apart['why an export'];
    const asked = await cast[who].post('/api/v1/exports', { format: 'csv', desk: 'all', text: true, reason: text });
    if (asked.status !== 201) continue;
    const file = await cast[who].get(asked.json.export.file);
    exported.push(file.text);
    note(who, 'fetchExport', file);
    note(who, 'getExport', await cast[who].get(`/api/v1/exports/${asked.json.export.id}`));
  }
  await readPacked();
  note('dpo', 'listExports', await cast.dpo.get('/api/v1/exports'));
  // Why his orders were looked at, a resident sees when it was done.
  for (const who of ['resident', 'resident-2'] as const) note(who, 'getMyData', await cast[who].get('/api/v1/me/data'));
  for (const [index, { number, queryCode, of }] of told.lives.entries()) {
    if (queryCode === '') continue;
    const headers = { 'x-forwarded-for': `10.9.0.${index}` };
    const follow = (code: string) => service.call('POST', '/api/v1/follow', { headers, body: { number, code } });
    note(of, 'followOrder', await follow(queryCode));
    note('nobody', 'followOrder', await follow('0000000000'));
  }
}

/** What is packed: every such route as everyone and as nobody, and a workbook of everyone who may take one out. */
async function readPacked(): Promise<void> {
  const open = async (who: Who, operation: string, address: string): Promise<boolean> => {
    const headers = who === 'nobody' ? {} : { authorization: `Bearer ${cast[who].token}` };
    const response = await fetch(service.url + address, { headers });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status >= 500) faults.add(`${operation} ${address}`);
    if (response.status !== 200) return false;
    const text = await textOf(response.headers.get('content-type') ?? '', bytes);
    unpacked.set(operation, (unpacked.get(operation) ?? '') + text);
    note(who, operation, { status: 200, headers: response.headers, text, json: undefined });
    return true;
  };
  const reason = apart['why an export'].text;
  const books = new Map<Who, string>();
  for (const who of exporters) {
    const asked = await cast[who].post('/api/v1/exports', { format: 'xlsx', desk: 'all', text: true, reason });
    if (asked.status === 201) books.set(who, asked.json.export.file);
  }
  const routes = operations.filter(({ method, packed, id }) => method === 'GET' && packed && id !== 'fetchExport');
  for (const who of [...personaNames, 'nobody'] as const) {
    const own = books.get(who);
    if (own !== undefined) await open(who, 'fetchExport', own);
    // One answer of each will do; what is open to all shows the same to everyone.
    for (const operation of routes.filter(({ open: free }) => !free || who === 'nobody')) {
      for (const address of addressesOf(operation, things)) if (await open(who, operation.id, address)) break;
    }
  }
}

/** Sent in every place of every request that takes a text. */
const echo = aviary.hatch('echo');
/** Operations that ended in a fault. */
const faults = new Set<string>();
/** Files that were taken out. */
const exported: string[] = [];
/** By operation: the text of what was packed. */
const unpacked = new Map<string, string>();
/** By operation: refusals that said again what they had been sent. */
const echoed: string[] = [];

/** Every route that writes, as everyone and as nobody, about orders and about nothing; what it refuses tells nothing either. */
async function write(): Promise<void> {
  const moving = new Set(['moveDemoClock', 'openDemoSession']);
  const writes = operations.filter(({ method, id }) => method !== 'GET' && !moving.has(id));
  const about = [echo.text, ...told.lives.filter(({ name }) => probes.includes(name)).map(({ id }) => id)];
  // What names no id is the same request about each of them: sent once.
  const requests = [
    ...new Map(
      writes
        .flatMap(({ id: operation, method, path, body }) =>
          about.map((id) => ({
            operation,
            method,
            address: path.replaceAll(/\{\w+\}/g, encodeURIComponent(id)),
            body: body && bodyOf(body, { word: echo.text, id }),
          })),
        )
        .map((request) => [JSON.stringify(request), request] as const),
    ).values(),
  ];
  for (const [index, who] of [...personaNames, 'nobody' as const].entries()) {
    const said = { 'idempotency-key': echo.word, referer: `http://x/${echo.word}`, 'user-agent': echo.word };
    const headers = { ...said, 'x-forwarded-for': `10.8.0.${index}` };
    await inTurn(requests, async ({ operation, method, address, body }) => {
      const answer = await service.call(method, `${address}?q=${encodeURIComponent(echo.text)}`, {
        ...(who !== 'nobody' && { token: cast[who].token }),
        headers,
        ...(body && { body }),
      });
      if (answer.status >= 500) faults.add(operation);
      if (answer.status < 400) return note(who, operation, answer, operation === 'revealField');
      if (aviary.sightings(answered(answer)).length > 0) echoed.push(`${operation}: ${answer.text}`);
    });
  }
}

/** Every personal field that is filled, of every order. */
async function sealedFields(): Promise<readonly { readonly id: string; readonly field: string }[]> {
  const orders = await Promise.all(told.lives.map(({ id }) => service.engine.get(OrderId.parse(id))));
  return orders.flatMap((order) => (order ? fieldsOf(order).map((field) => ({ id: order.id, field })) : []));
}

const openness = (datum: Datum, signs: ReadonlySet<Sign>): Letter => {
  if (['name', 'address', 'room', 'published'].includes(datum)) return signs.has('word') ? 'F' : '-';
  if (signs.has('phone')) return 'F';
  return signs.size > 0 ? 'M' : '-';
};
const letterOf = (who: Who, life: string, datum: Datum): Letter => {
  const signs = seen.get(who)?.get(`${life}/${datum}`) ?? { plain: new Set<Sign>(), revealed: new Set<Sign>() };
  const plain = openness(datum, signs.plain);
  return plain !== 'F' && openness(datum, signs.revealed) === 'F' ? 'R' : plain;
};

/** What the table says. What is on the board is everybody's. */
const letterFor = (life: string, who: Who, datum: Datum): Letter => {
  if (datum === 'published' && onBoard.includes(life)) return 'F';
  return who === 'nobody' ? '-' : (mayRead[life]?.[who]?.[data.indexOf(datum)] ?? '-');
};

test('every personal field of every command of every workflow holds a canary', () => {
  const fields = workflows.flatMap(({ id, personal }) =>
    Object.entries(personal).flatMap(([command, paths]) => paths.map((path) => `${id} ${command} ${path.join('.')}`)),
  );
  const missing = fields.filter((field) => ![...told.planted].some((said) => said === field || said.startsWith(`${field}.`)));
  expect(missing).toEqual([]);
});

describe.each(Object.keys(mayRead))('the order “%s”', (life) => {
  test('is read by whom the table names, as far as it says, and by nobody else', () => {
    const has = data.filter((datum) => aviary.all.some(({ at }) => at === `${life}/${datum}`));
    const lines = (letter: (who: Who, datum: Datum) => Letter) =>
      Object.fromEntries(
        [...personaNames, 'nobody' as const].map((who) => [who, has.map((datum) => `${datum} ${letter(who, datum)}`).join(', ')]),
      );
    expect(has.length).toBeGreaterThan(0);
    expect(lines((who, datum) => letterOf(who, life, datum))).toEqual(lines((who, datum) => letterFor(life, who, datum)));
  });
});

test('every life has its line in the table', () => {
  expect(told.lives.map(({ name }) => name).toSorted()).toEqual(Object.keys(mayRead).toSorted());
});

test('no route carries what the table does not let it carry, in whatever shape', () => {
  const over = [...carried].flatMap(([operation, sightings]) =>
    [...sightings]
      .filter((at) => at.includes('/') && !carries[operation]?.includes(at.split('/')[1] as Datum))
      .map((at) => `${operation}: ${at}`),
  );
  expect(over).toEqual([]);
  expect(disguises).toEqual([]);
});

test('what is no order’s comes to whom it concerns, and to nobody else', () => {
  const by = [...carried].filter(([, ats]) => ats.has('name put right')).map(([operation]) => operation);
  const shown = [...seen].flatMap(([who, of]) =>
    [...of].filter(([at]) => !at.includes('/')).map(([at, { plain }]) => `${at}: ${who} ${openness('text', plain)}`),
  );
  expect(shown.toSorted(), `the name that was put right: ${by.join(', ')}`).toEqual(
    [
      // A new member is shown to those who dispatch, and to the administrator who gave the post; a word of a name has no
      // number, so it counts as masked here.
      ...['secretary', 'community', 'street', 'discipline', 'admin'].map((who) => `name of a member: ${who} M`),
      'employer: member F',
      // Of the person whose name was put right, and of the officer who did it.
      'name put right: resident M',
      'name put right: dpo M',
      'breach: dpo M',
      // Whoever took something out, and the officer.
      ...[...new Set(['dpo', ...exporters])].map((who) => `why an export: ${who} M`),
      // The access log.
      'why a reveal: dpo M',
      // The street asked for a sealed order, the officer opened it, and whose it was reads why.
      ...['street', 'dpo', 'resident'].map((who) => `why an opening: ${who} M`),
      // Whose order it was reads why it was looked at, and by which post; with what looks like personal data masked.
      ...['resident', 'resident-2'].map((who) => `why a reveal: ${who} M`),
    ].toSorted(),
  );
});

test('files that are taken out hold texts, masked, and nothing else of anybody', () => {
  expect(exported.length).toBeGreaterThan(4);
  const found = aviary.sightings(exported.join('\n'));
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter(({ canary, sign }) => sign === 'phone' || !canary.at.endsWith('/text'))).toEqual([]);
});

test('what is packed was opened: workbooks hold masked texts, reports figures, sheets what the board shows', () => {
  const packed = operations.filter(({ method, packed }) => method === 'GET' && packed).map(({ id }) => id);
  expect([...unpacked.keys()].toSorted()).toEqual([...new Set([...packed, 'fetchExport'])].toSorted());
  const found = aviary.sightings(unpacked.get('fetchExport') ?? '');
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter(({ canary, sign }) => sign === 'phone' || !canary.at.endsWith('/text'))).toEqual([]);
  // They are read as people read them, or nothing would ever be found in them.
  expect(unpacked.get('figuresPdf')).toContain('蟠桃');
  expect(aviary.sightings(unpacked.get('publicSheet') ?? '').map(({ canary }) => canary.at)).toContain('ended/published');
});

test('streams carry ids and nothing of anybody', () => {
  const sent = streams.map((stream) => stream.text()).join('\n');
  expect(sent).toContain(told.lives[0]?.id);
  expect(aviary.sightings(sent)).toEqual([]);
  expect(inDisguise(sent)).toBeNull();
});

describe('of the database', () => {
  /** In which columns which canaries may stand in clear: what is redacted, as a masked text; identities, in sign-in’s own schema. */
  const inClear: Readonly<Record<string, (at: string, sign: Sign) => boolean>> = {
    // Texts of orders that are not sealed, redacted.
    'public.search_copies.text': (at, sign) => /^(?!sealed|staff).*\/text$/.test(at) && sign !== 'phone',
    'public.access_log.reason': (at, sign) => ['why a reveal', 'why an opening'].includes(at) && sign !== 'phone',
    'public.sealed_openings.reason': (at, sign) => at === 'why an opening' && sign !== 'phone',
    'public.sealed_openings.grounds': (at, sign) => at === 'why an opening' && sign !== 'phone',
    'public.exports.reason': (at, sign) => at === 'why an export' && sign !== 'phone',
    'public.reference_changes.reason': (at, sign) => at === 'why a post' && sign !== 'phone',
    'public.privacy_records.body': (at, sign) => at === 'breach' && sign !== 'phone',
    // What the board shows.
    'public.public_items.item': (at) => at.endsWith('/published'),
    'auth.user.name': (at) => at === 'name of a newcomer',
    'auth.user.phoneNumber': (at) => at === 'name of a newcomer',
    'auth.session.userAgent': (at) => at === 'user agent',
  };

  test.each(['queued', 'after'] as const)('no column holds a canary in clear that it may not hold: %s', (when) => {
    const found = [...columns[when]].flatMap(([column, text]) =>
      aviary
        .sightings(text)
        .filter(({ canary, sign }) => !inClear[column]?.(canary.at, sign))
        .map(({ canary, sign }) => `${column}: ${canary.at} ${sign}`),
    );
    expect(found).toEqual([]);
    expect([...columns[when]].filter(([, text]) => inDisguise(text) !== null).map(([column]) => column)).toEqual([]);
  });

  test('the effects were in the queues when it was read, and the redacted copies at the end: it was looked at', () => {
    expect(columns.queued.get('bullmq.job.data')).toMatch(/[0-9a-f-]{36}/);
    expect(columns.queued.get('public.outbox.params')).not.toBe('');
    expect(aviary.sightings(columns.after.get('public.search_copies.text') ?? '').length).toBeGreaterThan(5);
    expect(columns.after.get('public.notices.template')).toContain('order-placed');
    expect(columns.after.size).toBeGreaterThan(columns.queued.size - 1);
  });
});

test('nothing that can be asked for ends in a fault', () => {
  expect([...faults], service.lines.filter((line) => /"level":50/.test(line)).join('')).toEqual([]);
});

describe('what is refused', () => {
  test('echoes nothing of what was sent', () => {
    expect(echoed).toEqual([]);
  });

  test('and nothing that anybody ever said stands in a log or a metric', async () => {
    const metrics = (await service.call('GET', '/metrics')).text;
    expect(metrics).toContain('six_order_http_seconds');
    expect(service.lines.length).toBeGreaterThan(1_000);
    for (const text of [metrics, service.lines.join('\n'), workerLines.join('\n')]) {
      expect(aviary.sightings(text)).toEqual([]);
      expect(inDisguise(text)).toBeNull();
    }
  });
});

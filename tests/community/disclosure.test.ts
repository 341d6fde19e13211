// Personal data out of a real order: who reads what, what the log says of it, what is left after erasure.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json, OrderId, StoredOrder } from '@six-order/engine';
import {
  createEngine,
  createKeyring,
  generateKeys,
  openPool,
  type Engine,
  type FactAnswer,
  type ReadFacts,
} from '@six-order/engine/runtime';
import { authorizeWith } from '@six-order/community/authority/authority';
import type { Reader } from '@six-order/community/authority/reader';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { clockOf, type ClockAsk } from '@six-order/community/deadlines/clock';
import { openAccessLog, readAccess, type AccessLog } from '@six-order/community/privacy/access-log-store';
import { disclose, reveal } from '@six-order/community/privacy/disclose';
import { fieldsOf } from '@six-order/community/privacy/field-name';
import { openTables, type Db } from '@six-order/community/tables';
import { workflows } from '@six-order/workflows/all';
import { cloneDatabase } from '../harness/database.ts';

const nine = Date.parse('2026-03-02T09:00:00+08:00');
const DAY = 86_400_000;
const grid = 'u522326.u004.u002.u01';

const person = (role: string, more: Partial<Reader> = {}): Reader => ({
  person: randomUUID(),
  post: randomUUID(),
  role,
  tenant: '522326',
  path: grid,
  holds: [],
  ...more,
});

const resident = person('resident');
const windowClerk = person('window');
const secretary = person('secretary');
const member = person('member');
const street = person('street', { path: 'u522326.u004' });
const supervisor = person('supervisor', { path: 'u522326.u004' });
const publisher = person('publisher', { path: 'u522326.u004.u002' });
const admin = person('admin', { path: 'u522326' });

const category = (code: string) => {
  const found = categoryByCode(code);
  if (!found) throw new Error(`no category ${code}`);
  return found;
};

let numbers = 0;
const answers: Record<string, (ask: any) => Json> = {
  unit: () => ({ id: randomUUID(), code: '52232600400201', kind: 'grid', path: grid }),
  category: ({ code }) => ({ code, urgency: category(code).urgency, sealed: category(code).sealed, flags: category(code).flags }),
  number: () => `20260302-${String((numbers += 1)).padStart(6, '0')}-0`,
  holder: ({ holder, id }) => ({ kind: holder, id }),
  proxy: () => ({ how: 'in-person', confirm: false }),
  publication: () => 'finish',
  clock: (ask) =>
    clockOf({
      ...(ask as ClockAsk),
      category: category(ask.category),
      urgency: ask.urgency ?? category(ask.category).urgency,
    }) as Json,
};
const facts: ReadFacts = (asks) => Promise.resolve(asks.map((ask): FactAnswer => ({ value: answers[ask.kind]?.(ask) ?? null })));

let engine: Engine;
let db: Db;
let accessLog: AccessLog;
let url: string;
let now = nine;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  ({ url } = await cloneDatabase());
  const pool = openPool(url, 'app', { max: 2 });
  db = openTables(pool);
  const keyring = createKeyring(generateKeys());
  accessLog = openAccessLog({ db, keyring, newId: randomUUID });
  engine = createEngine({
    db: pool,
    workflows,
    authorize: authorizeWith((actor) => (actor as Reader).holds),
    facts,
    seal: keyring,
    now: () => now,
    newId: randomUUID,
  });
  ends.push(
    () => engine.close(),
    () => pool.end(),
  );
});

afterAll(async () => {
  for (const end of ends) await end();
});

async function send(actor: Reader, type: string, input: object, order?: OrderId): Promise<StoredOrder> {
  const outcome = await engine.execute({ actor, type, input, ...(order === undefined ? { workflow: 'six-order' } : { order }) });
  if (outcome.kind !== 'applied') throw new Error(`${type} as ${actor.role}: ${outcome.kind}`);
  return outcome.order;
}

const request = (code: string) => ({
  category: code,
  unit: '52232600400201',
  text: '厨房漏水，我叫韦春梅，电话13812345678',
  place: { note: { room: '501', note: '门口有鞋架' } },
  contact: { name: '韦春梅', phone: '13812345678', address: '蟠桃园社区3栋501' },
  publishConsent: true,
});

const placed = (code = '0101', actor: Reader = resident, more: object = {}) =>
  send(actor, 'place', { ...request(code), ...more });

async function dispatched(code = '0101') {
  const { id } = await placed(code);
  await send(secretary, 'admit', {}, id);
  return send(secretary, 'dispatch', { to: { kind: 'person', id: member.person }, note: '请尽快' }, id);
}

async function finished(code = '0101') {
  const { id } = await dispatched(code);
  await send(member, 'accept', {}, id);
  await send(member, 'contact', { note: '约了下午' }, id);
  return send(member, 'finish', { result: '换了水管，韦春梅已确认' }, id);
}

const read = (reader: Reader, order: StoredOrder, at = now) =>
  disclose({ db, accessLog, engine, reader, order, now: at, newId: randomUUID }, fieldsOf(order));
const log = (order: StoredOrder) => readAccess(db, { tenant: '522326', order: order.id, limit: 100 });

/** To whom the telephone is not open, or not yet: in the text neither. */
const spared = '厨房漏水，我叫韦春梅，电话138****5678';
const everything = {
  text: '厨房漏水，我叫韦春梅，电话13812345678',
  'contact.name': '韦春梅',
  'contact.phone': '13812345678',
  'contact.address': '蟠桃园社区3栋501',
  'place.room': '501',
  'place.note': '门口有鞋架',
};

describe('an order just placed', () => {
  test('its resident reads all of it, the secretary all but the telephone', async () => {
    const order = await placed();
    expect(await read(resident, order)).toEqual(everything);
    expect(await read(secretary, order)).toEqual({ ...everything, text: spared, 'contact.phone': '138****5678' });
  });

  test('the street reads it without the home, the supervisor a redacted copy', async () => {
    const order = await placed();
    expect(await read(street, order)).toEqual({
      text: spared,
      'contact.name': '韦**',
      'contact.phone': '138****5678',
      'contact.address': '蟠桃园社区*栋',
      'place.room': '*',
      'place.note': '*',
    });
    expect(await read(supervisor, order)).toEqual({
      text: '厨房漏水，我叫韦**，电话138****5678',
      'contact.name': '韦**',
      'contact.phone': '138****5678',
      'contact.address': '蟠桃园社区*栋',
    });
  });

  test('whoever may not see it reads nothing, and no log is written', async () => {
    const order = await placed();
    for (const reader of [
      admin,
      member,
      publisher,
      person('resident'),
      person('dpo'),
      { ...secretary, tenant: '522327' },
      { ...resident, person: null },
    ]) {
      expect(await read(reader, order)).toEqual({});
      expect(await reveal({ db, accessLog, engine, reader, order, now, newId: randomUUID }, 'contact.phone', '核实地址')).toEqual(
        {
          kind: 'forbidden',
        },
      );
    }
    expect(await log(order)).toEqual([]);
  });

  test('a window that entered it keeps the name for 30 days and never the telephone', async () => {
    const order = await placed('0101', windowClerk, { onBehalfOf: resident.person, consentHow: 'in-person' });
    const known = Object.fromEntries(Object.entries(everything).filter(([name]) => name !== 'contact.phone'));
    expect(await read(windowClerk, order, nine + 30 * DAY)).toEqual(known);
    expect(await read(windowClerk, order, nine + 30 * DAY + 1)).toEqual({ ...known, 'contact.name': '韦**' });
    expect(await read(resident, order)).toEqual(everything);
  });

  test('whoever placed it reads a note of his own as he wrote it, and one of the resident masked', async () => {
    const { id } = await placed('0101', windowClerk, { onBehalfOf: resident.person, consentHow: 'in-person' });
    await send(windowClerk, 'note', { text: '找我弟，电话13900000001' }, id);
    const order = await send(resident, 'note', { text: '改找我，电话13900000002' }, id);
    expect(await read(windowClerk, order)).toMatchObject({
      'notes.0.text': '找我弟，电话13900000001',
      'notes.1.text': '改找我，电话139****0002',
    });
    expect(
      (await log(order))
        .filter(({ field }) => field.startsWith('notes.'))
        .map(({ how }) => how)
        .sort(),
    ).toEqual(['full', 'masked']);
  });
});

describe('whom it is dispatched to', () => {
  test('reads a number in what the resident added only as he reads the telephone, and one of an office as it is', async () => {
    const { id } = await dispatched();
    await send(resident, 'note', { text: '白天打我爱人13900000003' }, id);
    await send(secretary, 'note', { text: '进小区找门卫13900000004' }, id);
    const offered = await send(secretary, 'note', { text: '要快' }, id);
    expect(await read(secretary, offered)).toMatchObject({
      'notes.0.text': '白天打我爱人139****0003',
      'notes.1.text': '进小区找门卫13900000004',
    });
    const asking = { db, accessLog, engine, now, newId: randomUUID };
    expect(await reveal({ ...asking, reader: member, order: offered }, 'notes.0.text', '联系居民')).toEqual({
      kind: 'forbidden',
    });

    const order = await send(member, 'accept', {}, id);
    expect(await read(member, order)).toMatchObject({
      'notes.0.text': '白天打我爱人139****0003',
      'notes.1.text': '进小区找门卫13900000004',
    });
    expect(await reveal({ ...asking, reader: member, order }, 'notes.0.text', '联系居民')).toEqual({
      kind: 'revealed',
      value: '白天打我爱人13900000003',
    });
    expect(await log(order)).toContainEqual(
      expect.objectContaining({ field: 'notes.0.text', how: 'reveal', reason: '联系居民' }),
    );
    expect(await read(resident, order)).toMatchObject({ 'notes.0.text': '白天打我爱人13900000003' });
  });

  test('reads the door only after accepting, and reveals the telephone then', async () => {
    const order = await dispatched();
    expect(await read(member, order)).toEqual({
      text: spared,
      'contact.name': '韦**',
      'contact.address': '蟠桃园社区*栋',
      'place.room': '*',
      'place.note': '*',
      'dispatch-note': '请尽快',
    });
    const asking = { db, accessLog, engine, reader: member, now, newId: randomUUID };
    expect(await reveal({ ...asking, order }, 'contact.phone', '联系居民')).toEqual({ kind: 'forbidden' });
    expect(await reveal({ ...asking, order }, 'text', '联系居民')).toEqual({ kind: 'forbidden' });

    const accepted = await send(member, 'accept', {}, order.id);
    expect(await read(member, accepted)).toEqual({
      ...everything,
      text: spared,
      'contact.phone': '138****5678',
      'dispatch-note': '请尽快',
    });
    expect(await reveal({ ...asking, order: accepted }, 'text', '联系居民')).toEqual({
      kind: 'revealed',
      value: everything.text,
    });
    expect(await log(accepted)).toContainEqual(expect.objectContaining({ field: 'text', how: 'reveal', reason: '联系居民' }));
    expect(await reveal({ ...asking, order: accepted }, 'contact.phone', '联系居民')).toEqual({
      kind: 'revealed',
      value: '13812345678',
    });
  });

  test('reads it until seven days after its end', async () => {
    const { id } = await finished();
    now = nine + DAY;
    const order = await send(resident, 'evaluate', { solved: 'yes', stars: 5, comment: '谢谢，韦春梅' }, id);
    expect(await read(member, order, now + 7 * DAY)).toMatchObject({ text: spared, 'rounds.0.comment': '谢谢，韦**' });
    expect(await read(member, order, now + 7 * DAY + 1)).toEqual({});
    expect(await read(secretary, order)).toMatchObject({ 'contact.name': '韦**', 'rounds.0.comment': '谢谢，韦春梅' });
    expect(await read(supervisor, order)).toMatchObject({
      result: '换了水管，韦**已确认',
      'notes.0.text': '约了下午',
      'rounds.0.comment': '谢谢，韦春梅',
    });
    expect(await read(publisher, order)).toEqual({ text: '厨房漏水，我叫韦**，电话138****5678', result: '换了水管，韦**已确认' });
    now = nine;
  });
});

describe('a sealed order', () => {
  test('opens to whoever dispatches it by a reason, and closes when that is done', async () => {
    const order = await placed('0701');
    expect(await read(secretary, order)).toEqual({
      text: '厨房漏水，我叫韦**，电话138****5678',
      'contact.name': '韦**',
      'contact.address': '蟠桃园社区*栋',
    });
    const asking = { db, accessLog, engine, reader: secretary, now, newId: randomUUID };
    expect(await reveal({ ...asking, order }, 'text', '派单需了解情况')).toEqual({ kind: 'revealed', value: spared });
    expect(await reveal({ ...asking, order }, 'contact.phone', '派单需了解情况')).toEqual({ kind: 'forbidden' });

    await send(secretary, 'admit', {}, order.id);
    const sent = await send(secretary, 'dispatch', { to: { kind: 'person', id: member.person } }, order.id);
    expect(await read(secretary, sent)).toEqual({});
    expect(await read(supervisor, sent)).toEqual({});
    expect(await read(member, sent)).toMatchObject({ text: spared });
    expect(await read(resident, sent)).toEqual(everything);
  });
});

describe('the access log', () => {
  test('has one entry for each field shown, with how, and for a reveal why', async () => {
    const order = await placed();
    await read(secretary, order);
    expect(await log(order)).toHaveLength(6);
    await reveal(
      { db, accessLog, engine, reader: secretary, order, now: nine + 1, newId: randomUUID },
      'contact.phone',
      '回电13912345678',
    );
    const [newest, ...older] = await log(order);
    expect(newest).toMatchObject({
      tenant: '522326',
      at: nine + 1,
      person: secretary.person,
      post: secretary.post,
      order: order.id,
      field: 'contact.phone',
      how: 'reveal',
      reason: '回电139****5678',
    });
    expect(Object.fromEntries(older.map(({ field, how }) => [field, how]))).toEqual({
      text: 'full',
      'contact.name': 'full',
      'contact.phone': 'masked',
      'contact.address': 'full',
      'place.room': 'full',
      'place.note': 'full',
    });
    expect(older.every(({ reason }) => reason === null)).toBe(true);
  });

  test('comes first: when it cannot be written, nothing is opened', async () => {
    const order = await placed();
    let opened = 0;
    const spying = { unseal: (id: OrderId, ids: readonly string[]) => ((opened += 1), engine.unseal(id, ids)) };
    const twice = randomUUID();
    await accessLog.write([
      {
        id: twice,
        tenant: '522326',
        at: now,
        person: randomUUID(),
        post: null,
        order: randomUUID(),
        field: 'text',
        how: 'full',
        reason: null,
      },
    ]);
    await expect(
      disclose({ db, accessLog, engine: spying, reader: resident, order, now, newId: () => twice }, ['text']),
    ).rejects.toThrow(/access_log/);
    expect(opened).toBe(0);
    expect(await log(order)).toEqual([]);
  });

  test('is only ever added to', async () => {
    const app = openPool(url, 'app', { max: 1 });
    ends.push(() => app.end());
    await expect(app.query("update access_log set field = 'x'")).rejects.toThrow('permission denied');
    await expect(app.query('delete from access_log')).rejects.toThrow('permission denied');
    await expect(app.query('truncate access_log')).rejects.toThrow('permission denied');
  });
});

describe('what is not there', () => {
  test('fields that were not given or do not exist are left out', async () => {
    const order = await send(resident, 'place', {
      category: '0101',
      unit: '52232600400201',
      text: '漏水',
      contact: { name: '韦春梅', phone: '13812345678' },
    });
    const names = ['text', 'contact.address', 'place.room', 'notes.0.text', 'rounds.0.comment', 'result'] as const;
    expect(await disclose({ db, accessLog, engine, reader: resident, order, now, newId: randomUUID }, names)).toEqual({
      text: '漏水',
    });
    expect(
      await reveal({ db, accessLog, engine, reader: resident, order, now, newId: randomUUID }, 'result', '查看结果'),
    ).toEqual({
      kind: 'absent',
    });
  });

  test('an erased value reads as null', async () => {
    const order = await placed();
    await engine.erase(order.id);
    const erased = Object.fromEntries(Object.keys(everything).map((name) => [name, null]));
    expect(await read(resident, order)).toEqual(erased);
    expect(await read(supervisor, order)).toMatchObject({ text: null, 'contact.name': null });
    expect(
      await reveal({ db, accessLog, engine, reader: secretary, order, now, newId: randomUUID }, 'contact.phone', '核实'),
    ).toEqual({
      kind: 'revealed',
      value: null,
    });
  });
});

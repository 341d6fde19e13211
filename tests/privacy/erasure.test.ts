// After an erasure: no byte of what was sealed is in any live row, nothing shows it, no log holds it; the journal verifies and
// nobody's figures change. (Of restored backups: tests/cli/backup.test.ts.)
import { personas } from '@six-order/community/demo/personas';
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import { searchCopiesOf } from '@six-order/community/privacy/search-copy-store';
import { OrderId } from '@six-order/engine';
import { createWorker, handlers, migrateQueues, type Worker } from '@six-order/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openService, type Persona, type Service } from '../api/service.ts';
import { inDisguise, openAviary, type Sign } from './canaries.ts';
import { readColumns } from './columns.ts';

const aviary = openAviary();
let service: Service;
let worker: Worker;
let [resident, secretary, member, publisher, dpo]: Persona[] = [];
beforeAll(async () => {
  service = await openService();
  await migrateQueues(service.databaseUrl);
  const { engine, db, databaseUrl, directory, deadlines, clock } = service;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined } as never;
  worker = createWorker({ engine, db, databaseUrl, now: clock.now, wall: clock.wall, directory, deadlines, handlers, log });
  await worker.start();
  [resident, secretary, member, publisher, dpo] = await Promise.all(
    (['resident', 'secretary', 'member', 'publisher', 'dpo'] as const).map((name) => service.as(name)),
  );
});
afterAll(async () => {
  await worker.close();
  await service.close();
});

const delivered = () =>
  vi.waitUntil(async () => (await service.db.query('select from outbox where dead_at is null')).rowCount === 0, {
    timeout: 20_000,
  });

/** Everything that can be said about an order, said. */
async function live(): Promise<string> {
  const say = (what: string) => aviary.hatch(what);
  const uploaded = await service.call('POST', '/api/v1/attachments', {
    token: resident!.token,
    headers: { 'content-type': 'application/pdf' },
    raw: `%PDF-1.4\n% ${say('paper').text}\n%%EOF\n`,
  });
  expect(uploaded.status).toBe(201);
  const { order } = await resident!.place('0101', {
    text: say('text').text,
    contact: { name: `韦${say('name').word}`, phone: say('phone').phone, address: `三栋${say('address').word}` },
    place: { room: say('room').word },
    attachments: [uploaded.json.id],
    publishConsent: true,
  });
  const steps: readonly (readonly [Persona, string, object?])[] = [
    [secretary!, 'admit'],
    [secretary!, 'dispatch', { to: { kind: 'person', id: personas.member.person }, note: say('dispatch note').text }],
    [member!, 'accept'],
    [member!, 'contact', { note: say('note').text }],
    [member!, 'finish', { result: say('result').text }],
    [publisher!, 'propose', { title: '厨房漏水', text: `厨房漏水，${say('published').word}` }],
    [publisher!, 'publish'],
    [resident!, 'evaluate', { solved: 'yes', stars: 5, comment: say('comment').text }],
  ];
  for (const [who, type, input] of steps) await who.send(order.id, type, input);
  await delivered();
  await secretary!.get(`/api/v1/orders/${order.id}`);
  await searchCopiesOf({ db: service.tables, engine: service.engine }, [(await service.engine.get(OrderId.parse(order.id)))!]);
  return order.id;
}

const figures = async (): Promise<unknown> => {
  const { rows: stages } = await service.db.query('select stage, count(*)::int as n from orders group by stage order by stage');
  const { rows: entries } = await service.db.query('select count(*)::int as n from journal');
  const statistics = await service.call('GET', '/api/v1/public/statistics');
  expect(statistics.status).toBe(200);
  return { stages, entries, statistics: { ...statistics.json, at: null } };
};
/** Columns that hold one of these in clear, as bytes or in an encoding. */
const holding = async (secrets: readonly Buffer[]): Promise<readonly string[]> => {
  const columns = await readColumns(service.databaseUrl);
  return [...columns].flatMap(([column, text]) => {
    const seen = aviary.sightings(text).map(({ canary, sign }: { canary: { at: string }; sign: Sign }) => `${canary.at} ${sign}`);
    const bytes = secrets.filter((secret) => text.includes(secret.toString('latin1'))).map(() => 'ciphertext or key');
    return [...seen, ...bytes, ...(inDisguise(text) === null ? [] : ['disguised'])].map((what) => `${column}: ${what}`);
  });
};

test('nothing that was sealed is left, nothing shows it, the journal verifies and no figure has changed', async () => {
  const [id, other] = [OrderId.parse(await live()), await resident!.place()];
  const { rows } = await service.db.query<{ bytes: Buffer }>(
    `select ciphertext as bytes from sealed_values where order_id = $1 union all select data_key from orders where id = $1
     union all select bytes from attachment_parts where attachment in (select id from attachments where order_id = $1)`,
    [id],
  );
  const secrets = rows.map(({ bytes }) => bytes);
  expect(secrets.length).toBeGreaterThan(8);
  // It was there: what is not found afterwards is gone.
  const before = await holding(secrets);
  expect(before.filter((one) => one.includes('ciphertext or key')).length).toBeGreaterThan(8);
  expect(before.some((one) => one.startsWith('public.search_copies'))).toBe(true);
  expect(before.some((one) => one.startsWith('public.public_items'))).toBe(true);
  expect((await service.db.query('select from notices where order_id = $1', [id])).rowCount).toBeGreaterThan(0);
  const counted = await figures();

  const written: unknown[] = [];
  const record = async (erasure: unknown) => void written.push(erasure);
  await eraseOrder({ db: service.tables, engine: service.engine, record }, id, service.clock.now());
  expect(written).toHaveLength(1);

  expect(await holding(secrets)).toEqual([]);
  expect(await figures()).toEqual(counted);
  expect(await service.engine.verify(id)).toBe(true);
  expect((await service.engine.replay(id)).same).toBe(true);

  // Whoever might read it is told that it was deleted, and nothing breaks; the other order is as it was.
  for (const who of [resident!, secretary!, member!, publisher!, dpo!]) {
    for (const path of [`/api/v1/orders/${id}`, `/api/v1/orders/${id}/journal`, '/api/v1/me/data', '/api/v1/notices']) {
      const { status, text } = await who.get(path);
      expect([path, status < 500, aviary.sightings(text)]).toEqual([path, true, []]);
    }
  }
  expect((await resident!.get(`/api/v1/orders/${id}`)).json.order.text).toBeNull();
  expect((await resident!.get(`/api/v1/orders/${other.order.id}`)).json.order.text).toBe('厨房天花板漏水');
  for (const path of ['/api/v1/public/items', '/api/v1/public/feed.atom', '/api/v1/public/items.csv'])
    expect([path, aviary.sightings((await service.call('GET', path)).text)]).toEqual([path, []]);
  expect(aviary.sightings(service.lines.join('\n'))).toEqual([]);

  // Who read it stays known: that is what the log is for.
  const { readings } = (await dpo!.get(`/api/v1/privacy/access-log?order=${id}`)).json;
  expect(readings.length).toBeGreaterThan(3);
});

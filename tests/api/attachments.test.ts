// Attachments over HTTP: what is taken and what is not, what is left of a file, who may open it, how it goes.
import { crc32, deflateSync } from 'node:zlib';
import { MAX_ATTACHMENT_BYTES, MAX_WAITING } from '@six-order/community/attachments/attachment';
import { giveAttachments, purgeAttachments } from '@six-order/community/attachments/attachment-store';
import { readAccess } from '@six-order/community/privacy/access-log-store';
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { OrderId } from '@six-order/engine';
import { deliver, handlers } from '@six-order/worker';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { m4a, mp3, ogg, wav, webm } from './recordings.ts';
import { openService, type Persona, type Service } from './service.ts';

let service: Service;
let cast: Record<'resident' | 'resident-2' | 'secretary' | 'member' | 'member-2' | 'supervisor' | 'publisher' | 'admin', Persona>;
beforeAll(async () => {
  service = await openService();
  const names = ['resident', 'resident-2', 'secretary', 'member', 'member-2', 'supervisor', 'publisher', 'admin'] as const;
  cast = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await service.as(name)] as const))) as typeof cast;
});
afterAll(() => service.close());

interface File {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly json: any;
}

async function fetched(path: string, init: RequestInit): Promise<File> {
  const response = await fetch(service.url + path, init);
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, bytes, json: isJson ? JSON.parse(bytes.toString()) : null };
}

const upload = ({ token }: Persona, body: Uint8Array | string, headers: Readonly<Record<string, string>> = {}): Promise<File> =>
  fetched('/api/v1/attachments', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg', ...headers },
    body: body as RequestInit['body'] & {},
  });

async function uploaded(who: Persona, body: Uint8Array): Promise<string> {
  const { status, json, bytes } = await upload(who, body);
  if (status !== 201) throw new Error(bytes.toString());
  return json.id;
}

const read = ({ token }: Persona, order: string, id: string): Promise<File> =>
  fetched(`/api/v1/orders/${order}/attachments/${id}`, { headers: { authorization: `Bearer ${token}` } });

/** What a worker would do. */
async function work(): Promise<void> {
  const { rows } = await service.db.query<{ id: string }>('select id from outbox');
  const log = { info() {}, warn() {}, error() {} };
  const { tables, engine, directory, db, clock } = service;
  const tools = { db: tables, engine, directory, load: { ours() {}, offersFrom: () => null } };
  await deliver(
    { pool: db, tools, handlers, wall: clock.now, log } as never,
    rows.map(({ id }) => id),
  );
}

const place = (who: Persona, attachments: readonly string[], more = {}) => who.place('0101', { attachments, ...more });

const secret = '金丝雀拍摄地';
const photo = (format: 'jpeg' | 'png' | 'webp' | 'avif' = 'jpeg', size = 64): Promise<Buffer> =>
  sharp({ create: { width: size, height: size / 2, channels: 3, background: '#c33' } })
    .withExif({
      IFD0: { Artist: secret, Copyright: secret },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 10/1 20/1', GPSDateStamp: '2026:03:02' },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${secret}"/></rdf:RDF></x:xmpmeta>`,
    )
    .toFormat(format)
    .toBuffer();
const pdf = (inside = '') => Buffer.from(`%PDF-1.4\n${inside}\ntrailer\n%%EOF\n`);

describe('what is left of a file', () => {
  test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
    'a photograph in %s loses where, when and by whom it was taken',
    async (format) => {
      const original = await photo(format);
      const before = await sharp(original).metadata();
      expect([before.exif?.includes('2026:03:02'), before.xmp?.includes(secret)]).toEqual([true, true]);
      const { status, json } = await upload(cast.resident, original);
      expect(status).toBe(201);
      expect(json).toMatchObject({ kind: 'photo', type: 'image/webp' });
      const { order } = await place(cast.resident, [json.id]);
      const { bytes, headers } = await read(cast.resident, order.id, json.id);
      expect(Number(headers.get('content-length'))).toBe(bytes.length);
      const after = await sharp(bytes).metadata();
      expect(after).toMatchObject({ format: 'webp', width: 64, height: 32 });
      expect([after.exif, after.xmp, after.iptc, after.icc]).toEqual([undefined, undefined, undefined, undefined]);
      for (const trace of [secret, '2026:03:02', 'adobe']) expect(bytes.includes(trace), trace).toBe(false);
    },
  );

  test('a photograph is turned as it was held and made no larger than can be read', async () => {
    const turned = await sharp({ create: { width: 3_000, height: 1_000, channels: 3, background: '#3c3' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const id = await uploaded(cast.resident, turned);
    const { order } = await place(cast.resident, [id]);
    expect(await sharp((await read(cast.resident, order.id, id)).bytes).metadata()).toMatchObject({ width: 683, height: 2_048 });
  });

  test.each([
    ['wav', wav(3, secret), 'audio/wav'],
    ['mp3', mp3(3, secret), 'audio/mpeg'],
    ['webm', webm(3, { tag: secret }), 'audio/webm'],
    ['m4a', m4a(3, { place: secret }), 'audio/mp4'],
    ['ogg', ogg(3), 'audio/ogg'],
  ])('a recording in %s keeps its sound and loses what was written beside it', async (_, recording, type) => {
    const id = await uploaded(cast.resident, recording);
    const { order } = await place(cast.resident, [id]);
    const { status, bytes, headers } = await read(cast.resident, order.id, id);
    expect([status, headers.get('content-type')]).toEqual([200, type]);
    expect(bytes.length).toBeGreaterThan(100);
    expect(bytes.includes(secret)).toBe(false);
    // Once more: what we made is taken as it is.
    const again = await upload(cast.resident, bytes);
    expect(again.json).toMatchObject({ type, size: bytes.length });
  });

  test('what hangs behind a picture, or stands in it as text, does not come out again', async () => {
    const html = '<html><script>alert(1)</script></html>';
    const polyglots = [
      Buffer.concat([await photo(), Buffer.from(html)]),
      await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
        .withExif({ IFD0: { ImageDescription: html } })
        .jpeg()
        .toBuffer(),
    ];
    for (const polyglot of polyglots) {
      expect(polyglot.includes(html)).toBe(true);
      const id = await uploaded(cast.resident, polyglot);
      const { order } = await place(cast.resident, [id]);
      expect((await read(cast.resident, order.id, id)).bytes.includes('script')).toBe(false);
    }
  });
});

/** A picture that says it is of a size and is not there. */
function bomb(width: number, height: number): Buffer {
  const chunk = (name: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(name), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(100)]);
const cut = async () => (await photo('jpeg', 640)).subarray(0, 1_000);

describe('what is not taken', () => {
  test.each<[string, () => Promise<Uint8Array | string> | Uint8Array | string, number, RegExp]>([
    ['a picture of 10,000 megapixels in a few bytes', () => bomb(100_000, 100_000), 422, /5000 万像素/],
    ['a picture that says it is large and holds little', () => bomb(7_000, 7_000), 422, /损坏或不完整/],
    ['HEIC, with what to do', () => heic, 422, /HEIC.*JPEG/],
    ['SVG with a script', () => '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 422, /SVG/],
    ['SVG behind an XML head', () => '\ufeff<?xml version="1.0"?><svg/>', 422, /SVG/],
    ['a page', () => '<!DOCTYPE html><script>alert(1)</script>', 422, /网页/],
    ['GIF that is a script too', () => 'GIF89a/*\0\0*/=1;alert(1)', 422, /GIF/],
    ['a zip', () => Buffer.from('PK\x03\x04aaaa'), 422, /无法识别.*JPEG、PNG/],
    ['a program', () => Buffer.from('7f454c4602010100', 'hex'), 422, /无法识别/],
    ['nothing', () => '', 422, /无法识别/],
    ['a photograph that was cut off', cut, 422, /损坏或不完整/],
    ['a photograph of noise', () => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(5_000, 7)]), 422, /损坏/],
    [
      'AVIF of noise',
      () => Buffer.concat([Buffer.from('\0\0\0\x18ftypavif\0\0\0\0avifmif1', 'latin1'), Buffer.alloc(500, 9)]),
      422,
      /损坏/,
    ],
    ['a PDF behind a page', () => Buffer.concat([Buffer.from('<html>'), pdf()]), 422, /网页/],
    ['a PDF that was cut off', () => pdf().subarray(0, 20), 422, /PDF 文件损坏/],
    ['a recording of two minutes (wav)', () => wav(120), 422, /60 秒/],
    ['a recording of two minutes (mp3)', () => mp3(120), 422, /60 秒/],
    ['a recording of two minutes (ogg)', () => ogg(120), 422, /60 秒/],
    ['a recording of two minutes (webm)', () => webm(120), 422, /60 秒/],
    ['a recording of two minutes (m4a)', () => m4a(120), 422, /60 秒/],
    ['a video in webm', () => webm(3, { codec: 'V_VP8' }), 422, /视频/],
    ['a video in mp4', () => m4a(3, { handler: 'vide' }), 422, /视频/],
    ['a recording with its owner’s notes', () => ogg(3, 'LOCATION=25.17,106.1'), 422, /附加信息/],
    ['recordings that were cut off (wav)', () => wav(3).subarray(0, 500), 422, /录音文件损坏/],
    ['recordings that were cut off (ogg)', () => ogg(3).subarray(0, 120), 422, /录音文件损坏/],
    ['recordings that were cut off (webm)', () => webm(3).subarray(0, 60), 422, /录音文件损坏/],
    ['recordings that were cut off (m4a)', () => m4a(3).subarray(0, 150), 422, /录音文件损坏/],
    ['more than ten megabytes', () => Buffer.alloc(MAX_ATTACHMENT_BYTES + 1), 413, /10 MB/],
  ])('%s', async (_, file, status, says) => {
    const answer = await upload(cast.resident, await file());
    expect(answer.status, answer.bytes.toString()).toBe(status);
    expect(answer.bytes.toString()).toMatch(says);
  });

  test('a form, a packed body, nobody', async () => {
    const form = new FormData();
    form.append('../../etc/passwd', new Blob([await photo()]), '../../\u202egpj.exe');
    const { token } = cast.resident;
    const sent = await fetched('/api/v1/attachments', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    expect([sent.status, sent.json.detail]).toEqual([415, '请把文件内容直接作为请求正文发送']);
    expect((await upload(cast.resident, await photo(), { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await upload({ ...cast.resident, token: 'x' }, await photo())).status).toBe(401);
  });

  test('another site cannot upload with somebody’s cookie', async () => {
    const opened = await service.call('POST', '/api/v1/demo/session', { body: { persona: 'resident' } });
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] as string;
    const sent = await fetched('/api/v1/attachments', {
      method: 'POST',
      headers: { cookie, origin: 'https://evil.example', 'content-type': 'text/plain' },
      body: (await photo()) as never,
    });
    expect(sent.status).toBe(403);
  });
});

describe('how it is served', () => {
  test('nothing of the uploader’s name for it, nor of what he says that it is', async () => {
    const name = '%E6%B1%9F%E5%B1%B1'.repeat(500);
    const { json } = await upload(cast.resident, await photo(), {
      'content-type': 'text/html',
      'content-disposition': `attachment; filename*=UTF-8''../..%00${name}.html`,
    });
    const paper = await uploaded(cast.resident, pdf('<html><script>alert(1)</script></html>'));
    const { order } = await place(cast.resident, [json.id, paper]);
    const shown = await read(cast.resident, order.id, json.id);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': `inline; filename="${order.number}-1.webp"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const saved = await read(cast.resident, order.id, paper);
    expect(Object.fromEntries(saved.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${order.number}-2.pdf"`,
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(saved.bytes).toEqual(pdf('<html><script>alert(1)</script></html>'));
  });

  test('to whom the field table shows it, each time with an entry in the access log', async () => {
    const before = await uploaded(cast.resident, await photo());
    const { order } = await place(cast.resident, [before]);
    await work();
    const seers = async (): Promise<string[]> => {
      const answers = await Promise.all(
        Object.entries(cast).map(async ([name, who]) => [name, (await read(who, order.id, before)).status] as const),
      );
      return answers.filter(([, status]) => status === 200).map(([name]) => name);
    };
    expect(await seers()).toEqual(['resident', 'secretary']);
    await cast.secretary.send(order.id, 'admit');
    await cast.secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: cast.member.person } });
    expect(await seers()).toEqual(['resident', 'secretary', 'member']);
    await cast.member.send(order.id, 'accept');
    await cast.member.send(order.id, 'contact');
    const [during, after] = [await uploaded(cast.member, await photo('png')), await uploaded(cast.member, await photo('webp'))];
    await cast.member.send(order.id, 'progress', { text: '已到现场', attachments: [during] });
    await cast.member.send(order.id, 'finish', { result: '换了水管', attachments: [after] });
    await work();

    const shown = (await cast.resident.get(`/api/v1/orders/${order.id}`)).json.order.attachments;
    expect(shown.map(({ id, about, kind }: any) => [id, about, kind])).toEqual([
      [before, 'place', 'photo'],
      [during, 'progress', 'photo'],
      [after, 'finish', 'photo'],
    ]);
    expect((await read(cast.resident, order.id, after)).status).toBe(200);
    // Who reads redacted copies sees neither the files nor that there are any.
    const watched = (await cast.supervisor.get(`/api/v1/orders/${order.id}`)).json.order;
    expect([watched.id, watched.attachments]).toEqual([order.id, undefined]);
    const log = await readAccess(service.tables, { tenant: '522326', order: order.id, limit: 200 });
    const readings = log.filter(({ field }) => field.startsWith('attachments.'));
    const readBy = (name: PersonaName, field: string) =>
      readings.filter((entry) => entry.person === personas[name].person && entry.field === field).length;
    expect([
      readBy('resident', 'attachments.0'),
      readBy('resident', 'attachments.2'),
      readBy('member', 'attachments.0'),
      readBy('supervisor', 'attachments.0'),
    ]).toEqual([2, 1, 1, 0]);
  });
});

describe('what a command may name', () => {
  test('one’s own uploads, each once, of one order', async () => {
    const id = await uploaded(cast.resident, await photo());
    const refused = async (who: Persona, attachments: unknown): Promise<[number, string]> => {
      const answer = await who.post('/api/v1/orders', { category: '0101', text: '漏水', unit: '522326004002', attachments });
      return [answer.status, answer.json?.errors?.[0]?.path];
    };
    expect(await refused(cast['resident-2'], [id])).toEqual([422, 'attachments']);
    expect(await refused(cast.resident, [id, id])).toEqual([422, 'attachments']);
    expect(await refused(cast.resident, ['../../etc/passwd'])).toEqual([422, 'attachments.0']);
    expect(await refused(cast.resident, [])).toEqual([422, 'attachments']);
    expect(
      await refused(
        cast.resident,
        Array.from({ length: 10 }, () => id),
      ),
    ).toEqual([422, 'attachments']);
    expect(await refused(cast.resident, ['01900000-0000-7000-8000-0000000000ff'])).toEqual([422, 'attachments']);
    const { order } = await place(cast.resident, [id]);
    // Another order of the same person's does not open it.
    const other = await place(cast.resident, [await uploaded(cast.resident, await photo())]);
    expect((await read(cast.resident, other.order.id, id)).status).toBe(404);
    await work();
    expect(await refused(cast.resident, [id])).toEqual([422, 'attachments']);
    expect((await read(cast.resident, order.id, id)).status).toBe(200);
    expect((await read(cast['resident-2'], order.id, id)).status).toBe(404);
  });

  test('nobody piles uploads up', async () => {
    for (let n = 0; n < MAX_WAITING; n += 1) await uploaded(cast['member-2'], pdf(String(n)));
    const answer = await upload(cast['member-2'], pdf());
    expect([answer.status, answer.json.detail]).toEqual([429, expect.stringContaining('未使用的文件过多')]);
  });
});

describe('how it goes', () => {
  const count = async (id: string): Promise<number[]> => {
    const rows = await service.db.query('select from attachments where id = $1', [id]);
    const parts = await service.db.query('select from attachment_parts where attachment = $1', [id]);
    return [rows.rowCount as number, parts.rowCount as number];
  };

  test('with its order: no byte and no key is left, whether the order had it yet or not', async () => {
    const { tables: db, engine, clock } = service;
    const [given, waiting] = [
      await uploaded(cast.resident, pdf('甲'.repeat(300_000))),
      await uploaded(cast.resident, await photo()),
    ];
    const orders = [await place(cast.resident, [given]), null];
    await work();
    orders[1] = await place(cast.resident, [waiting]);
    expect(await count(given)).toEqual([1, 4]);
    // No row holds what was sent.
    const { rows } = await service.db.query("select from attachment_parts where position('甲甲甲甲'::bytea in bytes) > 0");
    expect(rows).toEqual([]);
    for (const { order } of orders as { order: { id: string } }[])
      await eraseOrder({ db, engine, record: async () => {} }, OrderId.parse(order.id), clock.now());
    for (const [index, id] of [given, waiting].entries())
      expect((await read(cast.resident, orders[index]?.order.id, id)).status).toBe(404);
    await work();
    expect([await count(given), await count(waiting)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(await engine.verify(OrderId.parse(orders[0]?.order.id))).toBe(true);
  });

  test('with its order even when it could never be given to it', async () => {
    const { tables: db, engine, clock } = service;
    const dead = async (): Promise<readonly [string, OrderId]> => {
      const id = await uploaded(cast.resident, await photo());
      const { order } = await place(cast.resident, [id]);
      await service.db.query("update outbox set dead_at = now() where type = 'attach' and order_id = $1", [order.id]);
      return [id, OrderId.parse(order.id)];
    };
    const erase = (order: OrderId) => eraseOrder({ db, engine, record: async () => {} }, order, clock.now());
    const [[one, first], [other, second], [kept]] = [await dead(), await dead(), await dead()];
    await erase(first);
    // An erasure from before this was known: its key is gone, and the upload is swept.
    await engine.erase(second);
    expect([await count(one), await count(other)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    await purgeAttachments(service.tables, clock.now());
    expect([await count(other), await count(kept)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  test('with its order, which loses its key while it is being given', async () => {
    const { tables: db, engine } = service;
    const id = await uploaded(cast.resident, await photo());
    const { order } = await place(cast.resident, [id]);
    const dataKey = async (of: OrderId) => {
      const key = await engine.dataKey(of);
      await engine.erase(of);
      return key;
    };
    await giveAttachments({ db, engine: { dataKey } }, OrderId.parse(order.id), [id]);
    expect(await count(id)).toEqual([0, 0]);
  });

  test('after a day when nothing names it; never while its order is about to get it', async () => {
    const [forgotten, named] = [await uploaded(cast.resident, await photo()), await uploaded(cast.resident, await photo())];
    const { order } = await place(cast.resident, [named]);
    const day = 86_400_000;
    await purgeAttachments(service.tables, service.clock.now() + day - 60_000);
    expect(await count(forgotten)).toEqual([1, 1]);
    await purgeAttachments(service.tables, service.clock.now() + day + 1);
    expect([await count(forgotten), await count(named)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    await work();
    await purgeAttachments(service.tables, service.clock.now() + 99 * day);
    expect((await read(cast.resident, order.id, named)).status).toBe(200);
  });

  test('the order’s key alone opens it', async () => {
    const id = await uploaded(cast.resident, await photo());
    const { rows: before } = await service.db.query<{ key: Buffer }>('select key from attachments where id = $1', [id]);
    const { order } = await place(cast.resident, [id]);
    await work();
    const { rows: after } = await service.db.query<{ key: Buffer }>('select key from attachments where id = $1', [id]);
    expect(service.keyring.open(id, before[0]?.key as Buffer)).toBeDefined();
    expect(() => service.keyring.open(id, after[0]?.key as Buffer)).toThrow();
    const other = await service.engine.dataKey(OrderId.parse((await cast.resident.place()).order.id));
    expect(() => other?.taken(id, after[0]?.key as Buffer)).toThrow();
    expect((await service.engine.dataKey(OrderId.parse(order.id)))?.taken(id, after[0]?.key as Buffer)).toBeDefined();
  });
});

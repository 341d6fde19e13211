// Photographs on the public board: what is left of them, what is covered stays covered, and how soon they are gone.
import { purgeAttachments } from '@six-order/community/attachments/attachment-store';
import { eraseAgain } from '@six-order/community/privacy/erasure-store';
import { pictureOf } from '@six-order/community/publication/picture';
import { expireItems } from '@six-order/community/publication/item-store';
import type { OrderId } from '@six-order/engine';
import { deliver, draw, handlers } from '@six-order/worker';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let cast: Record<'resident' | 'secretary' | 'member' | 'publisher' | 'street' | 'supervisor', Persona>;
beforeAll(async () => {
  service = await openService({ publicUrl: 'https://orders.example' });
  const names = ['resident', 'secretary', 'member', 'publisher', 'street', 'supervisor'] as const;
  cast = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await service.as(name)] as const))) as typeof cast;
});
afterAll(() => service.close());

const bytesOf = async (path: string, token?: string) => {
  const answer = await fetch(service.url + path, token ? { headers: { authorization: `Bearer ${token}` } } : {});
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};

/** What the worker does with what orders ask of it. */
async function work(): Promise<void> {
  const { rows } = await service.db.query<{ id: string }>('select id from outbox');
  const { tables, engine, directory, db, clock } = service;
  const tools = { db: tables, engine, directory, load: { ours() {}, offersFrom: () => null } };
  const log = { info() {}, warn() {}, error() {} };
  await deliver(
    { pool: db, tools, handlers, wall: clock.now, log } as never,
    rows.map(({ id }) => id),
  );
}
const redraw = (id: OrderId) => draw({ db: service.tables, engine: service.engine, directory: service.directory }, id);

const secret = '金丝雀拍摄地';
const WIDTH = 160;
const HEIGHT = 80;
/** Noise, which every pixel of is known by. */
const noise = (seed: number): Buffer => {
  const raw = Buffer.alloc(WIDTH * HEIGHT * 3);
  let state = seed;
  for (let n = 0; n < raw.length; n += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    raw[n] = state >> 16;
  }
  return raw;
};
const photo = (format: 'jpeg' | 'png' | 'webp' | 'avif' = 'png', seed = 7): Promise<Buffer> =>
  sharp(noise(seed), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .withExif({
      IFD0: { Artist: secret, Copyright: secret },
      IFD1: { ImageDescription: secret },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 10/1 20/1', GPSDateStamp: '2026:03:02' },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${secret}"/></rdf:RDF></x:xmpmeta>`,
    )
    .toFormat(format)
    .toBuffer();

async function uploaded({ token }: Persona, bytes: Uint8Array): Promise<string> {
  const answer = await service.call('POST', '/api/v1/attachments', {
    token,
    headers: { 'content-type': 'image/jpeg' },
    raw: bytes,
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.json.id;
}

const none = { faces: 'none', plates: 'none', doors: 'none', screens: 'none' } as const;
const plate = { x: 250, y: 250, width: 500, height: 500 } as const;

interface Proposed {
  readonly id: OrderId;
  readonly before: string;
  readonly after: string;
}

async function proposed(before = photo(), after = photo('jpeg', 9)): Promise<Proposed> {
  const { resident, secretary, member, publisher } = cast;
  const ids = [await uploaded(resident, await before), await uploaded(member, await after)] as const;
  const { order } = await resident.place('0101', { publishConsent: true, attachments: [ids[0]] });
  await secretary.send(order.id, 'admit');
  await secretary.send(order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  await member.send(order.id, 'accept');
  await member.send(order.id, 'contact');
  await member.send(order.id, 'finish', { result: '好了', attachments: [ids[1]] });
  await publisher.send(order.id, 'propose', { title: '漏水修好', text: '过道顶板漏水。', after: '换了防水层。' });
  await work();
  return { id: order.id, before: ids[0], after: ids[1] };
}

async function aliasOf(id: OrderId): Promise<string> {
  const order = await service.engine.get(id);
  if (!order) throw new Error('no such order');
  return (order.snapshot.context['showing'] as { alias: string }).alias;
}

async function published(given?: Proposed): Promise<Proposed & { readonly alias: string; readonly urls: readonly string[] }> {
  const order = given ?? (await proposed());
  const { publisher } = cast;
  const covered = { ...none, plates: 'covered' };
  await publisher.send(order.id, 'preparePhoto', { photo: order.before, side: 'before', areas: [plate], looked: covered });
  await publisher.send(order.id, 'preparePhoto', { photo: order.after, side: 'after', areas: [], looked: none });
  await publisher.send(order.id, 'publish', {});
  await work();
  const alias = await aliasOf(order.id);
  const { json } = await service.call('GET', `/api/v1/public/items/${alias}`);
  const { item } = fits('getPublicItem', 200, json);
  return { ...order, alias, urls: item.photos.map(({ url }: { url: string }) => new URL(url).pathname) };
}

describe('what the public sees of a photograph', () => {
  test('a photograph before and one after, in their order, each with its size', async () => {
    const { alias, urls } = await published();
    const { json } = await service.call('GET', `/api/v1/public/items/${alias}`);
    expect(json.item.photos).toEqual(
      ['before', 'after'].map((side, n) => ({
        url: `https://orders.example/api/v1/public/items/${alias}/photos/${n}`,
        side,
        width: WIDTH,
        height: HEIGHT,
      })),
    );
    for (const url of urls) {
      const { status, headers, bytes } = await bytesOf(url);
      expect([status, headers.get('content-type')]).toEqual([200, 'image/webp']);
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: WIDTH, height: HEIGHT });
    }
    // Feeds are copied by whoever reads them, and a copy cannot be called back.
    for (const feed of ['feed.atom', 'feed.json'])
      expect((await service.call('GET', `/api/v1/public/${feed}`)).text).not.toContain('/photos/');
  });

  test('done again: those of the text that is shown stay while another is at work, and are gone with it', async () => {
    const { id, alias, urls } = await published();
    const { resident, member, publisher } = cast;
    const sides = async () => {
      const { json } = await service.call('GET', `/api/v1/public/items/${alias}`);
      return fits('getPublicItem', 200, json).item.photos.map(({ side }: { side: string }) => side);
    };
    await resident.send(id, 'evaluate', { solved: 'no', stars: 1 });
    const again = await uploaded(member, await photo('png', 11));
    await member.send(id, 'finish', { result: '换了管子', attachments: [again] });
    await work();
    const desk = fits('listOrders', 200, (await publisher.get('/api/v1/orders?desk=publish')).json);
    expect(desk.orders.map((order: { id: string }) => order.id)).toContain(id);
    const shown = fits('getOrder', 200, (await publisher.get(`/api/v1/orders/${id}`)).json).order;
    expect(shown.state.publication).toBe('published');
    expect(shown.publication).toMatchObject({ alias, resultOf: 1 });
    expect(shown.turns).toContainEqual(expect.objectContaining({ who: expect.objectContaining({ code: 'publisher' }) }));
    expect(shown.allowed.map(({ type }: { type: string }) => type).toSorted()).toEqual([
      'keepPublication',
      'propose',
      'retractPublication',
    ]);
    // What is there is no draft: there is nothing to be looked at before it is published.
    const preview = () => publisher.get(`/api/v1/orders/${id}/proposal`);
    expect((await preview()).status).toBe(403);
    await publisher.send(id, 'propose', { title: '换了管子', text: '过道又漏水。', after: '换了整段管子。' });
    const { item } = fits('previewProposal', 200, (await preview()).json);
    expect(item).toMatchObject({ title: '换了管子', resultOf: null });
    await publisher.send(id, 'preparePhoto', { photo: again, side: 'after', areas: [], looked: none });
    await redraw(id);
    expect(await sides()).toEqual(['before', 'after']);
    await publisher.send(id, 'publish', {});
    await work();
    expect(await sides()).toEqual(['after']);
    expect((await bytesOf(urls[1] as string)).status).toBe(404);
  });

  test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
    'of one in %s neither place nor time nor thumbnail nor its id',
    async (format) => {
      const original = await photo(format);
      const held = await sharp(original).metadata();
      expect([held.exif?.includes('2026:03:02'), held.xmp?.includes(secret)]).toEqual([true, true]);
      const { urls, before, id } = await published(await proposed(Promise.resolve(original)));
      for (const url of urls) {
        const { bytes, headers } = await bytesOf(url);
        const left = await sharp(bytes).metadata();
        expect([left.exif, left.xmp, left.iptc, left.icc]).toEqual([undefined, undefined, undefined, undefined]);
        // Of a WebP's chunks only the picture's own.
        const chunks = [...chunksOf(bytes)];
        expect(chunks.filter((name) => !['VP8 ', 'VP8L', 'VP8X', 'ALPH'].includes(name))).toEqual([]);
        for (const trace of [secret, '2026:03:02', 'adobe', before, id]) {
          expect([trace, bytes.includes(trace)]).toEqual([trace, false]);
          expect([trace, JSON.stringify([...headers]).includes(trace), url.includes(trace)]).toEqual([trace, false, false]);
        }
      }
    },
  );

  test('what is covered cannot be told any more: of two pictures that differ only there, the copies hardly differ', async () => {
    const [left, top] = [WIDTH / 4, HEIGHT / 4];
    const inside = { left, top, width: WIDTH / 2, height: HEIGHT / 2 };
    const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const;
    const ground = await sharp(noise(7), { raw }).png().toBuffer();
    // A chessboard and its negative: the same on average, the opposite at every pixel.
    const board = (black: number) => {
      const pixels = Buffer.alloc(inside.width * inside.height * 3);
      for (let n = 0; n < pixels.length; n += 1) {
        const at = Math.floor(n / 3);
        const [x, y] = [at % inside.width, Math.floor(at / inside.width)];
        pixels[n] = (Math.floor(x / 2) + Math.floor(y / 2)) % 2 === black ? 0 : 255;
      }
      return sharp(pixels, { raw: { width: inside.width, height: inside.height, channels: 3 } })
        .png()
        .toBuffer();
    };
    const made = async (black: number, areas: readonly (typeof plate)[]) => {
      const whole = await sharp(ground)
        .composite([{ input: await board(black), left, top }])
        .png()
        .toBuffer();
      const { bytes } = await pictureOf(whole, areas);
      return sharp(bytes).extract(inside).greyscale().raw().toBuffer();
    };
    const apart = (one: Buffer, other: Buffer) =>
      one.reduce((sum, value, n) => sum + Math.abs(value - (other[n] as number)), 0) / one.length;
    expect(apart(await made(0, []), await made(1, []))).toBeGreaterThan(100);
    expect(apart(await made(0, [plate]), await made(1, [plate]))).toBeLessThan(12);
  });

  test('an area is covered to its edges; a smaller one upon it brings nothing back', async () => {
    const dark = { create: { width: 40, height: 20, channels: 3, background: '#000' } } as const;
    const input = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const spot = await sharp(dark)
      .composite([{ input, left: 38, top: 18 }])
      .png()
      .toBuffer();
    const { bytes, width, height } = await pictureOf(spot, [
      { x: 500, y: 0, width: 500, height: 1_000 },
      { x: 950, y: 900, width: 50, height: 100 },
    ]);
    expect([width, height]).toEqual([40, 20]);
    const corner = await sharp(bytes).extract({ left: 36, top: 16, width: 4, height: 4 }).greyscale().raw().toBuffer();
    expect(Math.max(...corner)).toBeLessThan(40);
  });
});

describe('who prepares it, and how', () => {
  test('the publisher opens the original, which is logged, and reads the copy before it is public; nobody else does', async () => {
    const { id, before } = await proposed();
    const { publisher, supervisor, member, resident } = cast;
    const original = `/api/v1/orders/${id}/attachments/${before}`;
    expect((await bytesOf(original, publisher.token)).status).toBe(200);
    expect((await bytesOf(original, supervisor.token)).status).toBe(404);
    const preview = `/api/v1/orders/${id}/proposal`;
    const copy = `${preview}/photos/${before}`;
    expect((await bytesOf(copy, publisher.token)).status).toBe(404);
    await publisher.send(id, 'preparePhoto', {
      photo: before,
      side: 'before',
      areas: [plate],
      looked: { ...none, faces: 'covered' },
    });
    const shown = fits('previewProposal', 200, (await publisher.get(preview)).json);
    expect(shown).toMatchObject({
      item: { title: '漏水修好', before: '过道顶板漏水。', after: '换了防水层。', status: 'waiting', days: 0 },
      photos: [{ photo: before, side: 'before', areas: [plate], url: copy }],
    });
    const drawn = await bytesOf(copy, publisher.token);
    expect([drawn.status, drawn.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    for (const path of [preview, copy])
      expect([path, (await bytesOf(path, resident.token)).status, (await bytesOf(path, member.token)).status]).toEqual([
        path,
        403,
        403,
      ]);
    expect((await bytesOf(copy)).status).toBe(401);
    await publisher.send(id, 'publish', {});
    await work();
    const alias = await aliasOf(id);
    // What was looked at is what is shown, to the byte.
    expect((await bytesOf(`/api/v1/public/items/${alias}/photos/0`)).bytes.equals(drawn.bytes)).toBe(true);
    const { rows } = await service.db.query(`select field from access_log where order_id = $1 and person = $2`, [
      id,
      publisher.person,
    ]);
    expect(rows.filter(({ field }) => field === 'attachments.0').length).toBeGreaterThanOrEqual(2);
    // Once it is public the original is nobody's at the board any more.
    expect((await bytesOf(original, publisher.token)).status).toBe(404);
  });

  test.each<[string, object]>([
    ['nobody said that faces were looked for', { looked: { plates: 'none', doors: 'none', screens: 'none' } }],
    ['something is covered and no area was drawn', { looked: { ...none, faces: 'covered' } }],
    ['an area leaves the picture', { areas: [{ x: 900, y: 0, width: 101, height: 10 }] }],
    ['an area is too narrow to cover anything', { areas: [{ x: 0, y: 0, width: 9, height: 10 }] }],
    ['an area is in pixels', { areas: [{ x: 0, y: 0, width: 1280, height: 720 }] }],
    ['too many areas', { areas: Array.from({ length: 41 }, () => plate) }],
  ])('refused: %s', async (_, wrong) => {
    const { id, before } = await given();
    const input = { photo: before, side: 'before', areas: [], looked: none, ...wrong };
    const answer = await cast.publisher.post(`/api/v1/orders/${id}/commands`, { type: 'preparePhoto', input });
    expect([answer.status, answer.json.errors?.length > 0]).toEqual([422, true]);
  });

  test('another order’s photograph is refused; one that was left out is not shown; the member prepares none', async () => {
    const other = await given();
    const { id, before } = await proposed();
    const { publisher, member } = cast;
    const send = (who: Persona, photo: string, type = 'preparePhoto') =>
      who.post(`/api/v1/orders/${id}/commands`, {
        type,
        input: type === 'dropPhoto' ? { photo } : { photo, side: 'after', areas: [], looked: none },
      });
    const foreign = await send(publisher, other.before);
    expect([foreign.status, foreign.json.detail]).toEqual([409, expect.stringContaining('没有这张照片')]);
    expect((await send(member, before)).status).toBe(403);
    expect((await send(publisher, before, 'dropPhoto')).status).toBe(409);
    expect((await send(publisher, before)).status).toBe(200);
    expect((await send(publisher, before, 'dropPhoto')).status).toBe(200);
    await publisher.send(id, 'publish', {});
    await work();
    const alias = await aliasOf(id);
    expect((await service.call('GET', `/api/v1/public/items/${alias}`)).json.item.photos).toEqual([]);
    expect((await bytesOf(`/api/v1/public/items/${alias}/photos/0`)).status).toBe(404);
  });

  test('another text leaves prepared photographs; a field that is not approved takes them off', async () => {
    const order = await proposed();
    const { publisher } = cast;
    await publisher.send(order.id, 'preparePhoto', {
      photo: order.before,
      side: 'before',
      areas: [plate],
      looked: { ...none, screens: 'covered' },
    });
    await publisher.send(order.id, 'propose', { title: '修好', text: '漏水。' });
    expect((await publisher.get(`/api/v1/orders/${order.id}/proposal`)).json.photos).toHaveLength(1);
    await publisher.send(order.id, 'publish', { fields: ['after', 'stars'] });
    await work();
    const alias = await aliasOf(order.id);
    expect((await bytesOf(`/api/v1/public/items/${alias}/photos/0`)).status).toBe(404);
    expect(await copies(order.id)).toBe(0);
  });
});

/** One that refusals leave as it is. */
let kept: Promise<Proposed> | undefined;
const given = () => (kept ??= proposed());

const copies = async (id: string): Promise<number> =>
  (await service.db.query('select 1 from public_photos where order_id = $1', [id])).rows.length;

describe('how soon it is gone', () => {
  test('no cache keeps one: no tag, no store', async () => {
    const { urls } = await published();
    for (const url of urls) {
      const { headers } = await bytesOf(url);
      expect([headers.get('cache-control'), headers.get('etag'), headers.get('last-modified')]).toEqual(['no-store', null, null]);
    }
  });

  test.each<[string, (id: OrderId) => Promise<unknown>, boolean]>([
    ['the consent is revoked', (id) => cast.resident.send(id, 'withdrawConsent'), false],
    [
      'somebody objects',
      async (id) => {
        const alias = await aliasOf(id);
        return service.call('POST', `/api/v1/public/items/${alias}/objections`, { body: { reason: '拍到了我家' } });
      },
      false,
    ],
    [
      'the order is erased',
      (id) => eraseAgain({ db: service.tables, engine: service.engine }, { order: id, remains: 'nothing' }),
      true,
    ],
    [
      'retention destroys its photographs',
      (id) => eraseAgain({ db: service.tables, engine: service.engine }, { order: id, remains: 'text' }),
      true,
    ],
  ])('when %s: with the commit, whatever the worker does; the copies go with the next drawing', async (_, end, copiesGo) => {
    const { id, urls } = await published();
    expect(await copies(id)).toBe(2);
    await end(id);
    for (const url of urls) {
      const { status, bytes, headers } = await bytesOf(url);
      expect([404, 410]).toContain(status);
      expect([bytes.includes('WEBP'), headers.get('content-type')?.startsWith('image')]).toEqual([false, false]);
    }
    if (copiesGo) expect(await copies(id)).toBe(0);
    await redraw(id);
    expect(await copies(id)).toBe(0);
    for (const url of urls) expect([404, 410]).toContain((await bytesOf(url)).status);
  });

  test('when its time is over', async () => {
    const { id } = await published();
    expect(await expireItems(service.tables, service.clock.now() + 400 * 86_400_000)).toBeGreaterThan(0);
    expect(await copies(id)).toBe(0);
  });

  test('a drawing that comes late brings nothing back; one that is decided for does', async () => {
    const { id, alias, urls } = await published();
    await service.call('POST', `/api/v1/public/items/${alias}/objections`, { body: { reason: '拍到了我家' } });
    await work();
    expect(await copies(id)).toBe(0);
    await cast.street.send(id, 'decidePublication', { upheld: false, reason: '没有' });
    await work();
    for (const url of urls) expect((await bytesOf(url)).status).toBe(200);
    await Promise.all([redraw(id), cast.resident.send(id, 'withdrawConsent'), redraw(id)]);
    for (const url of urls) expect((await bytesOf(url)).status).toBe(410);
    await redraw(id);
    expect(await copies(id)).toBe(0);
    expect(await purgeAttachments(service.tables, service.clock.now())).toBeGreaterThanOrEqual(0);
  });
});

function* chunksOf(webp: Buffer): Generator<string> {
  for (let at = 12; at + 8 <= webp.length;) {
    yield webp.toString('latin1', at, at + 4);
    const size = webp.readUInt32LE(at + 4);
    at += 8 + size + (size % 2);
  }
}

// Receipts and QR sheets: what stands on the paper, and who may print it.
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { decodeQR } from 'qr/decode.js';
import { afterAll, describe, expect, test } from 'vitest';
import { openService } from './service.ts';

const service = await openService({ publicUrl: 'https://orders.example' });
afterAll(service.close);
const as = async (persona: keyof typeof personas) => ({ ...(await service.as(persona)) });
const [resident, other, window, gridWorker, secretary] = await Promise.all([
  as('resident'),
  as('resident-2'),
  as('window'),
  as('grid-worker'),
  as('secretary'),
]);
const receipt = (who: typeof resident, id: string) => who.get(`/api/v1/orders/${id}/receipt.html`);

/** Reads the code that an SVG draws: our own drawing, so a plain one, module by module. */
function read(svg: string): string {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const scale = 4;
  const data = new Uint8Array((size * scale) ** 2 * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1H\d+Z/g)) paint(Number(x), Number(y));
  let [x, y] = [0, 0];
  for (const [, move, dx, dy, ax, ay] of svg.matchAll(/(M(\d+) (\d+)|m(-?\d+) (-?\d+))h/g)) {
    [x, y] = move?.startsWith('M') ? [Number(dx), Number(dy)] : [x + Number(ax), y + Number(ay)];
    paint(x, y);
  }
  return decodeQR({ width: size * scale, height: size * scale, data });

  function paint(column: number, row: number): void {
    for (let i = 0; i < scale; i += 1)
      for (let j = 0; j < scale; j += 1) {
        const at = ((row * scale + i) * size * scale + column * scale + j) * 4;
        data[at] = data[at + 1] = data[at + 2] = 0;
      }
  }
}

describe('row 2 and 29, 回执: number and query code on paper', () => {
  test('the resident and the window that placed it print the same code', async () => {
    const { order } = await window.place('0101', { onBehalfOf: personas.resident.person, consentHow: 'in-person' });
    const codes = new Set<string | undefined>();
    for (const who of [window, resident]) {
      const answer = await receipt(who, order.id);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(order.number);
      codes.add(/[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec(answer.text)?.[0]);
      expect(answer.text).toContain('房屋漏水渗水');
      expect(answer.text).toMatch(/<dt>接下来<\/dt><dd>\d+月\d+日周. \d+:\d+ 前答复您是否受理<\/dd>/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    }
    expect([...codes]).toEqual([expect.any(String)]);
  });

  test('a proxy’s receipt has the number and no code; nobody else gets one', async () => {
    const { order } = await gridWorker.place('0101', { onBehalfOf: personas.resident.person, consentHow: 'in-person' });
    const { text } = await receipt(gridWorker, order.id);
    expect(text).toContain(order.number);
    expect(text).toContain('查询码只给居民本人');
    expect(text).not.toContain('<svg');
    expect(text).not.toMatch(/[0-9A-Z]{5}-[0-9A-Z]{5}\b/);
    expect((await receipt(other, order.id)).status).toBe(404);
    expect((await receipt(secretary, order.id)).status).toBe(403);
  });

  test('neither text nor name is on it, and of a sealed order not even the kind', async () => {
    const { order } = await resident.place('0701', { text: '低保材料', contact: { name: '韦春梅', phone: '13800001234' } });
    const { text } = await receipt(resident, order.id);
    expect(text).not.toMatch(/低保|韦春梅|13800001234/);
  });

  test('of a dispute and a topic too it says what comes next and by when', async () => {
    const ask = async (body: object) =>
      (await resident.post('/api/v1/orders', { unit: demoGrid, text: '有事', ...body })).json.order.id;
    const parties = { a: { persons: [resident.person] }, b: { name: '楼上的住户' } };
    const printed = async (body: object) => (await receipt(resident, await ask(body))).text;
    expect(await printed({ workflow: 'mediation', category: '0502', parties })).toMatch(/月\d+日周. \d\d:\d\d 前有人受理/);
    expect(await printed({ workflow: 'deliberation', forum: 'three-parties' })).toMatch(/\d\d:\d\d 前答复列不列入议题/);
  });

  test('it speaks its reader’s language, and only that one', async () => {
    const { order } = await resident.place('0101', { place: { building: `${demoGrid}001` } });
    const printed = async (language: string) => {
      const { text } = await service.call('GET', `/api/v1/orders/${order.id}/receipt.html`, {
        token: resident.token,
        headers: { 'accept-language': language },
      });
      return text.replace(/<style>.*?<\/style>|<svg.*?<\/svg>/gs, '');
    };
    const english = await printed('en');
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('<dd lang="zh-CN">蟠桃园社区 1栋</dd>');
    expect(english.replace(/<dd lang="zh-CN">.*?<\/dd>/g, '')).not.toMatch(/[\u4e00-\u9fff]/);
    expect((await printed('zh')).replace(/<[^>]*>|https:\S+/g, ' ')).not.toMatch(/\b[a-z]{3}/);
  });

  test('a day later whoever placed it prints it without the code, which is the resident’s alone', async () => {
    const { order } = await window.place('0101', { onBehalfOf: personas.resident.person, consentHow: 'in-person' });
    await service.call('POST', '/api/v1/demo/clock', { body: { advance: 'PT25H' } });
    const code = /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/;
    expect((await receipt(resident, order.id)).text).toMatch(code);
    const later = await receipt(window, order.id);
    expect(later.status).toBe(200);
    expect(later.text).toContain(order.number);
    expect(later.text).toContain('查询码只给居民本人');
    expect(later.text).not.toMatch(code);
    expect((await receipt(secretary, order.id)).status).toBe(403);
  });
});

describe('row 2, QR per building', () => {
  test('its code leads to placing with the unit filled in, and names nothing else', async () => {
    const { text, headers } = await resident.get(`/api/v1/units/${demoGrid}001/qr.svg`);
    expect(headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(read(text)).toBe(`https://orders.example/place?unit=${demoGrid}001`);
  });

  test('a sheet for each building of a grid, one for a building', async () => {
    const sheets = async (code: string) => (await window.get(`/api/v1/units/${code}/qr.html`)).text.split('<main>').slice(1);
    const grid = await sheets(demoGrid);
    expect(grid).toHaveLength(3);
    for (const [at, sheet] of grid.entries()) {
      expect(sheet).toContain(`unit=${demoGrid}00${at + 1}`);
      expect(read(sheet)).toBe(`https://orders.example/place?unit=${demoGrid}00${at + 1}`);
      expect(sheet).toContain('蟠桃街道 · 蟠桃园社区 · 第一网格');
    }
    expect(await sheets(`${demoGrid}002`)).toHaveLength(1);
    expect(await sheets(demoCommunity)).toHaveLength(12);
  });

  test('an unknown unit is not found; residents print no sheets', async () => {
    expect((await window.get('/api/v1/units/999999/qr.svg')).status).toBe(404);
    expect((await window.get('/api/v1/units/999999/qr.html')).status).toBe(404);
    expect((await resident.get(`/api/v1/units/${demoGrid}/qr.html`)).status).toBe(403);
  });
});

describe('派单卡: an order on paper for whoever works without a telephone', () => {
  const slip = (who: typeof resident, id: string) => who.get(`/api/v1/orders/${id}/slip.html`);
  const dispatched = async (category: string, body: object) => {
    const { order } = await resident.place(category, body);
    await secretary.send(order.id, 'admit');
    return order;
  };

  test('it says what, where, by whom and until when, opens by its code, and names nobody who ordered', async () => {
    const order = await dispatched('0101', {
      text: '厨房漏水，韦春梅在家，打 13800001234',
      place: { room: '2单元301', note: '门口写着13900005678' },
      contact: { name: '韦春梅', phone: '13800001234' },
    });
    expect((await slip(secretary, order.id)).status).toBe(409);
    await secretary.send(order.id, 'dispatch', {
      to: { kind: 'person', id: personas.member.person },
      note: '先打韦春梅的 13800001234',
    });
    const answer = await slip(secretary, order.id);
    expect(answer.status).toBe(200);
    for (const said of [order.number, '房屋漏水渗水', '厨房漏水', '2单元301', personas.member.name, '接单期限', '居民签名']) {
      expect(answer.text).toContain(said);
    }
    expect(answer.text).not.toMatch(/韦春梅|13800001234|13900005678/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(read(/<svg.*?<\/svg>/s.exec(answer.text)?.[0] ?? '')).toBe(`https://orders.example/staff/orders/${order.id}`);
    const { rows } = await service.db.query('select field from access_log where order_id = $1 and person = $2', [
      order.id,
      personas.secretary.person,
    ]);
    expect(rows.map(({ field }: any) => field)).toContain('text');
    expect((await slip(resident, order.id)).status).toBe(403);
    expect((await slip(other, order.id)).status).toBe(404);
  });
});

describe('what a receipt says of what comes next', () => {
  test('once the time has passed, that it has; of what has ended, nothing, for the reasons do not stand on the paper', async () => {
    const { order } = await resident.place('0101', { place: { building: `${demoGrid}001` } });
    await service.call('POST', '/api/v1/demo/clock', { body: { advance: 'P30D' } });
    expect((await receipt(resident, order.id)).text).toMatch(
      /<dd>应在[^<]* 前答复您是否受理，已经超过 \d+ 天<\/dd><dd>时间已经过了，已自动提醒该办的人。<\/dd>/,
    );
    await secretary.send(order.id, 'refuse', { reason: '不属本平台', channelCode: '12345' });
    const refused = (await receipt(resident, order.id)).text;
    expect(refused).toContain(order.number);
    expect(refused).not.toContain('接下来');
  });

  test('whoever placed it for another is not told of a query code that is not on it', async () => {
    const { order } = await gridWorker.place('0101', { onBehalfOf: other.person, consentHow: 'in-person' });
    const { text } = await receipt(gridWorker, order.id);
    expect(text).toContain('遇到危险请先拨打 110、119、120。');
    expect(text).not.toContain('查询码等同于您本人');
  });
});

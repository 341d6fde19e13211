// The board's pages and papers without a browser: statistics drawn as SVG, the service guide, the sheet for the notice board.
import { demoCommunity, demoStreet } from '@six-order/community/demo/personas';
import { monthOf } from '@six-order/community/metrics/measure';
import type { OrderId } from '@six-order/engine';
import { draw } from '@six-order/worker';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openService, type Persona, type Service } from './service.ts';

const shell = '<html lang="zh-CN"><head><link rel="stylesheet" href="/r/main.css"></head><body><!--boot--></body></html>';
const none = { pages: {}, en: [] };

let service: Service;
let month: string;
beforeAll(async () => {
  service = await openService({
    publicUrl: 'https://orders.example',
    faces: { shells: { resident: shell, staff: shell }, besides: { resident: none, staff: none }, assets: new Map() },
  });
  month = monthOf(Date.parse(`${monthOf(service.clock.now())}-01T00:00:00+08:00`) - 1);
  await measure();
});
afterAll(() => service.close());

/** Six months of 01 and 04 in one community: 20, 40, … 120 orders; and three of a kind of which nothing may be told. */
async function measure(): Promise<void> {
  const path = service.directory.unitByCode('522326', demoCommunity)?.path;
  await service.db.query(
    `insert into order_measures (order_id, tenant, revision, category, path, opened_at, done_at, closed_at, outcome, shelved,
       accepted_in_time, contacted_in_time, done_in_time, stars, was_bad, reworks, returns_asked, dispatches, proactive, consented,
       published, false_completion)
     select gen_random_uuid(), '522326', 1, case when n % 2 = 0 then '0101' else '0401' end, $1::ltree, at, at, at, 'evaluated', false,
       true, true, true, case when n % 4 = 0 then 1 else 5 end, false, 0, 0, 1, false, true, true, false
     from generate_series(1, 6) as m, generate_series(1, m * 20) as n,
       lateral (select $2::timestamptz - make_interval(months => 6 - m) + interval '12 hours' as at) as t
     union all
     select gen_random_uuid(), '522326', 1, '0901', $1::ltree, $2, $2, $2, 'evaluated', false, true, true, true, 5, false, 0, 0, 1, false,
       true, true, false from generate_series(1, 3)`,
    [path, `${month}-10T00:00:00+08:00`],
  );
}

const page = async (path: string) => {
  const answer = await service.call('GET', path, { headers: { accept: 'text/html' } });
  return { ...answer, html: answer.text };
};

/** What any page of the board keeps to: nothing of a style or a script in it, no form, no cookie, and it may be framed. */
function plain({ html, headers }: { readonly html: string; readonly headers: Headers }): void {
  expect(html).not.toMatch(/ style=|<script|<form|\son[a-z]+=/);
  expect(headers.get('set-cookie')).toBeNull();
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  expect(headers.get('x-frame-options')).toBeNull();
}

describe('statistics', () => {
  test('numbers, bars and a line over six months; every number of the line stands in a table too', async () => {
    const found = await page('/board/statistics');
    plain(found);
    const { html } = found;
    expect(found.status).toBe(200);
    expect(html).toContain(`统计 · ${month.replace(/-0?/, '年')}月`);
    expect(html).toMatch(/<dt>点单<\/dt>\s*<dd>120<\/dd>/);
    expect(html.match(/<svg class="bar"/g)).toHaveLength(3);
    const [, path = ''] = /<g class="placed"><path d="([^"]+)"/.exec(html) ?? [];
    const points = path
      .split(/[ML]/)
      .slice(1)
      .map((point) => point.split(' ').map(Number) as [number, number]);
    expect(points).toHaveLength(6);
    // Six equal steps up, from left to right.
    const steps = points.slice(1).map(([x, y], n) => [x - (points[n]?.[0] ?? 0), (points[n]?.[1] ?? 0) - y].map(Math.round));
    expect(new Set(steps.map(String)).size).toBe(1);
    expect(steps[0]?.every((step) => step > 0)).toBe(true);
    for (const count of [20, 40, 60, 80, 100, 120]) expect(html).toContain(`<td data-of="点单">${count}</td>`);
  });

  test('fewer than five are told nowhere, neither as a number nor as a length', async () => {
    const { html } = await page('/board/statistics');
    const [row = ''] = /<tr>\s*<th scope="row">[^<]*(?:<svg[^]*?<\/svg>)?<\/th>\s*<td[^>]*>少于 5<\/td>/.exec(html) ?? [];
    expect(row).not.toBe('');
    expect(row).not.toContain('<svg');
    expect(html).not.toMatch(/<td[^>]*>[1-4]<\/td>|>123</);
  });

  test('months are plain links; a month that runs, and what is no month, are not there', async () => {
    const { html } = await page('/board/statistics?lang=en');
    expect(html).toContain('Only months that are over');
    const links = [...html.matchAll(/href="(\/board\/statistics\?[^"]*month=[^"]+)"/g)].map(
      ([, link]) => link?.replaceAll('&amp;', '&') ?? '',
    );
    expect(links.length).toBeGreaterThanOrEqual(6);
    for (const link of links) expect([link, (await page(link)).status]).toEqual([link, 200]);
    const running = monthOf(service.clock.now());
    for (const wrong of [`month=${running}`, 'month=2026-13', 'month=', 'county=x', 'x=1'])
      expect([wrong, (await page(`/board/statistics?${wrong}`)).status]).toEqual([wrong, 404]);
  });

  test('an answer that still holds is not sent twice', async () => {
    const { headers } = await page('/board/statistics');
    const again = await service.call('GET', '/board/statistics', { headers: { 'if-none-match': headers.get('etag') as string } });
    expect(again.status).toBe(304);
  });
});

describe('rows 24–26 and 88: the service guide', () => {
  test('each facility says where, when, what, how, and its number can be called', async () => {
    const found = await page('/board/guide');
    plain(found);
    for (const said of ['蟠桃街道综治中心', '矛盾纠纷调解', '工作日 9:00–12:00、14:00–18:00', '蟠桃街道办事处一楼'])
      expect(found.html).toContain(said);
    const facilities = service.directory.unitsWithin('').filter(({ kind }) => kind === 'facility');
    expect(facilities.length).toBeGreaterThan(3);
    for (const { name } of facilities) expect(found.html).toContain(name);
  });

  test('an activity that begins at midnight begins on its day, and one that ends at midnight ends on it', async () => {
    const HOUR = 3_600_000;
    // The second midnight in China from now.
    const midnight = (Math.floor((service.clock.now() + 8 * HOUR) / (24 * HOUR)) + 2) * 24 * HOUR - 8 * HOUR;
    const iso = (hours: number) => new Date(midnight + hours * HOUR).toISOString();
    const community = await service.as('community');
    const plan = (begins: number, ends: number) =>
      community.post('/api/v1/activities', {
        kind: 'couplets',
        unit: demoCommunity,
        title: '新春写春联',
        place: '党群服务中心一楼大厅',
        startsAt: iso(begins),
        endsAt: iso(ends),
        wanted: 2,
      });
    for (const answer of [await plan(0, 1), await plan(-2, 0)]) expect(answer.status).toBe(201);
    const { html } = await page('/board/guide');
    const said = (at: number) => {
      const [, month, date] = new Date(at + 8 * HOUR).toISOString().slice(0, 10).split('-').map(Number);
      return `${month}月${date}日`;
    };
    expect(html).toContain(`${said(midnight)} 00:00–01:00`);
    expect(html).toContain(`${said(midnight - 1)} 22:00–24:00`);
  });

  test('by community and by kind, as plain links that lead to what they say', async () => {
    const { html } = await page('/board/guide');
    const links = [...html.matchAll(/href="(\/board\/guide\?[^"]+)"/g)].map(([, link]) => link?.replaceAll('&amp;', '&') ?? '');
    expect(links.some((link) => link.includes('community='))).toBe(true);
    for (const link of links.filter((one) => !one.includes('lang='))) {
      const { status, html: shown } = await page(link);
      expect([link, status, shown.includes('还没有登记')]).toEqual([link, 200, false]);
    }
    expect((await page('/board/guide?community=<script>')).status).toBe(404);
    expect((await page('/board/guide?community=522326004999')).html).toContain('还没有登记');
  });
});

test('large type, by the address: said on the page, kept by every link, and one link leads back', async () => {
  for (const path of ['/board?elder=1', '/board/statistics?elder=1&lang=en', '/board/guide?elder=1']) {
    const { html } = await page(path);
    expect(html).toMatch(/<html lang="[^"]+" data-elder>/);
    const links = [...html.matchAll(/href="(\/board[^"]*)"/g)].map(([, link]) => link?.replaceAll('&amp;', '&') ?? '');
    expect(links.filter((link) => !link.includes('elder=1')).every((link) => link.includes('elder=0'))).toBe(true);
    const [back = ''] = links.filter((link) => link.includes('elder=0'));
    expect((await page(back)).html).not.toContain('data-elder');
    expect((await page(links.at(-1) ?? '')).html).toContain('data-elder');
  }
});

describe('the sheet for the notice board', () => {
  let cast: Record<'resident' | 'secretary' | 'member' | 'publisher', Persona>;
  let id: OrderId;
  beforeAll(async () => {
    const names = ['resident', 'secretary', 'member', 'publisher'] as const;
    cast = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await service.as(name)] as const)),
    ) as typeof cast;
    const { order } = await cast.resident.place('0101', {
      publishConsent: true,
      contact: { name: '韦春梅', phone: '13812345678' },
    });
    id = order.id;
    await cast.secretary.send(id, 'admit');
    await cast.secretary.send(id, 'dispatch', { to: { kind: 'person', id: cast.member.person } });
    await cast.member.send(id, 'accept');
    await cast.member.send(id, 'contact');
    await cast.member.send(id, 'finish', { result: '天花板已补好' });
    await cast.publisher.send(id, 'propose', { title: '过道漏水修好', text: '过道顶板漏水。', after: '换了防水层。' });
    await cast.publisher.send(id, 'publish', {});
    await draw({ db: service.tables, engine: service.engine, directory: service.directory }, id);
  });

  const sheet = async (query: string) => {
    const answer = await fetch(`${service.url}/api/v1/public/sheet.pdf?${query}`);
    return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
  };

  test('is A4, in Chinese type of its own, says what the board says and nothing of a person', async () => {
    const { status, headers, bytes } = await sheet(`community=${demoCommunity}`);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'application/pdf', 'no-store']);
    const raw = Buffer.from(bytes).toString('latin1');
    expect(raw).toMatch(/NotoSansSC/);
    expect(raw).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/);
    expect(bytes.length).toBeLessThan(200_000);
    const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true });
    const said = text.replaceAll(/\s/g, '');
    for (const part of ['蟠桃园社区晒单公示', '过道漏水修好', '换了防水层。', '待评价', '下一工作日更换'])
      expect([part, said.includes(part)]).toEqual([part, true]);
    for (const secret of ['韦春梅', '13812345678', '天花板已补好'])
      expect([secret, said.includes(secret)]).toEqual([secret, false]);
  });

  test('a revoked consent is on no sheet that is printed from then on', async () => {
    await cast.resident.send(id, 'withdrawConsent');
    const { text } = await extractText(await getDocumentProxy((await sheet(`community=${demoCommunity}`)).bytes), {
      mergePages: true,
    });
    expect(text.replaceAll(/\s/g, '')).not.toContain('过道漏水修好');
  });

  test.each([
    ['no community', '', 422],
    ['a street', `community=${demoStreet}`, 404],
    ['none that is there', 'community=522326004999', 404],
    ['a month that is none', `community=${demoCommunity}&month=2026-00`, 422],
  ])('%s', async (_, query, status) => {
    expect((await sheet(query)).status).toBe(status);
  });
});

test('an address says how a page is shown where the browser remembers otherwise, and its links hand that on', async () => {
  const shown = async (path: string, cookie: string) => {
    const { text } = await service.call('GET', path, { headers: { accept: 'text/html', cookie } });
    const within = [...text.matchAll(/<a[^>]* href="(\/board[^"]*)"/g)].map(([, href = '']) => new URL(href, 'http://localhost'));
    const [back] = within.filter(({ pathname }) => pathname === '/board').slice(-1);
    return [/<html lang="([^"]+)"/.exec(text)?.[1], / data-elder/.test(text), back?.search];
  };
  const english = 'six_order_language=en; six_order_elder=1';
  expect(await shown('/board', '')).toEqual(['zh-CN', false, '']);
  expect(await shown('/board?lang=en&elder=1', '')).toEqual(['en', true, '?lang=en&elder=1']);
  expect(await shown('/board', english)).toEqual(['en', true, '']);
  expect(await shown('/board?lang=zh&elder=0', english)).toEqual(['zh-CN', false, '?lang=zh&elder=0']);
  expect(await shown('/board?lang=en', english)).toEqual(['en', true, '']);
});

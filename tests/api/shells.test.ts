// What a shell brings for its page: whose, for how long, and that nothing in it can run.
import { afterAll, expect, test } from 'vitest';
import { openService, type Persona } from './service.ts';

const shell = '<html lang="zh-CN"><head></head><body><!--boot--></body></html>';
const none = { pages: {}, en: [] };
const service = await openService({
  faces: { shells: { resident: shell, staff: shell }, besides: { resident: none, staff: none }, assets: new Map() },
});
afterAll(service.close);
const [resident, other, secretary] = await Promise.all([
  service.as('resident'),
  service.as('resident-2'),
  service.as('secretary'),
]);

/** As a browser asks for a page with somebody's cookie; `boot` as the page's script reads it. */
async function open(path: string, who: Persona | null, method = 'GET', more: Readonly<Record<string, string>> = {}) {
  const cookie = who ? { cookie: `six_order_session=${who.token}` } : {};
  const { text, headers, status } = await service.call(method, path, { headers: { accept: 'text/html', ...cookie, ...more } });
  const state = /<script id="boot" type="application\/json">(.*?)<\/script>/s.exec(text)?.[1];
  return { text, status, headers, cache: headers.get('cache-control'), boot: state === undefined ? null : JSON.parse(state) };
}

test('an order comes with the shell of whoever may read it, as the API answers it, and is kept by no cache', async () => {
  const { order } = await resident.place('0101', { text: '厨房漏水' });
  const path = `/api/v1/orders/${order.id}`;
  const own = await open(`/orders/${order.id}`, resident);
  expect(own.boot.answers[path].order).toMatchObject({ id: order.id, text: '厨房漏水' });
  expect(own.cache).toBe('private, no-store');
  const neighbours = await open(`/orders/${order.id}`, other);
  expect([neighbours.status, Object.keys(neighbours.boot.answers)]).toEqual([
    200,
    ['/api/v1/notices/unread', '/api/v1/categories'],
  ]);
  const nobodys = await open(`/orders/${order.id}`, null);
  expect([nobodys.boot.me, nobodys.boot.answers, nobodys.cache]).toEqual([null, {}, 'no-cache']);
  const first = await open('/', null);
  expect(Object.keys(first.boot.answers)).toEqual(['/api/v1/public/emergencies', '/api/v1/public/items?limit=3']);
  // What is on the board may be taken off it: gone back to, no browser shows it out of what it kept.
  expect(first.cache).toBe('no-store');
});

const languages: readonly (readonly [asked: string | null, cookie: string | null, query: string, expected: 'zh-CN' | 'en'])[] = [
  [null, null, '', 'zh-CN'],
  ['*', null, '', 'zh-CN'],
  ['fr-FR, de;q=0.5', null, '', 'zh-CN'],
  ['zh-CN,zh;q=0.9,en;q=0.8', null, '', 'zh-CN'],
  ['en-GB', null, '', 'en'],
  ['en-US,en;q=0.9,zh-CN;q=0.8', null, '', 'en'],
  ['fr, en;q=0.5', null, '', 'en'],
  ['en;q=0, zh', null, '', 'zh-CN'],
  ['\u00e9;;,q=', null, '', 'zh-CN'],
  ['en', 'zh', '', 'zh-CN'],
  ['zh', 'en', '', 'en'],
  ['en', null, '?lang=zh', 'zh-CN'],
  ['zh', 'zh', '?lang=en', 'en'],
];

test.each(languages)('asked for %s, chosen before %s, said %s: shown in %s', async (asked, cookie, query, expected) => {
  const headers = {
    'accept-language': asked ?? '',
    ...(cookie !== null && { cookie: `six_order_language=${cookie}` }),
  };
  for (const path of ['/', '/board', '/board/guide']) {
    const page = await open(path + query, null, 'GET', headers);
    expect([path, /<html lang="([^"]+)"/.exec(page.text)?.[1]]).toEqual([path, expected]);
    expect(page.headers.get('vary')?.toLowerCase().split(/, */)).toEqual(expect.arrayContaining(['cookie', 'accept-language']));
    expect(page.headers.get('set-cookie')).toBeNull();
  }
});

test('what somebody wrote ends no element and breaks no line of it', async () => {
  const text = '</script><script>alert(1)</script><!-- \u2028\u2029 x';
  const { order } = await resident.place('0101', { text });
  const page = await open(`/orders/${order.id}`, resident);
  expect(page.boot.answers[`/api/v1/orders/${order.id}`].order.text).toBe(text);
  expect(page.text.match(/<\/?script/g)).toEqual(['<script', '</script']);
});

test('opening a page is a reading and is logged; asking for its head reads nothing', async () => {
  const { order } = await resident.place('0101', { text: '厨房漏水' });
  const logged = async (): Promise<number> =>
    (await service.db.query('select from access_log where order_id = $1 and person = $2', [order.id, secretary.person])).rows
      .length;
  await open(`/staff/orders/${order.id}`, secretary, 'HEAD');
  expect(await logged()).toBe(0);
  const page = await open(`/staff/orders/${order.id}`, secretary);
  expect(Object.keys(page.boot.answers)).toContain(`/api/v1/orders/${order.id}`);
  expect(await logged()).toBeGreaterThan(0);
});

const lookUp = async (number: string, code: string) => {
  const answer = await fetch(`${service.url}/follow`, { method: 'POST', body: new URLSearchParams({ number, code }) });
  return { answer, status: answer.status, text: await answer.text() };
};

test('an order’s page without script is kept nowhere and framed by nobody; what was typed comes back as text and runs nothing', async () => {
  const { order, queryCode } = await resident.place('0101', { text: '厨房漏水' });
  const { answer, text } = await lookUp(order.number, queryCode);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
  expect(text).not.toContain('厨房漏水');
  expect(text).toContain('房屋漏水渗水');
  const attack = `"><script>alert(1)</script>`;
  for (const [number, code, status] of [
    [attack, attack, 404],
    ['', attack, 422],
    ['x'.repeat(40), 'y', 422],
    ['\0', 'y', 422],
    [order.number, '\0', 422],
    ['x'.repeat(9_000), 'y', 400],
  ] as const) {
    const wrong = await lookUp(number, code);
    expect(wrong.status).toBe(status);
    expect(wrong.text).not.toContain('<script');
  }
  const none = await fetch(`${service.url}/follow`, { method: 'POST', body: '{"number":"1"}' });
  expect(none.status).toBe(422);
});

test('an order without script is shown in the language and size that the address says, and so is what is wrong with it', async () => {
  const { order, queryCode } = await resident.place();
  const post = async (code: string): Promise<string> => {
    const body = new URLSearchParams({ number: order.number, code });
    return (await fetch(`${service.url}/follow?lang=en&elder=1`, { method: 'POST', body })).text();
  };
  const again = /<html lang="en" data-elder>[^]*No order has this number[^]* action="\/follow\?lang=en&amp;elder=1"/;
  expect(await post('AAAAAAAAAA')).toMatch(again);
  expect(await post(queryCode)).toMatch(/<html lang="en" data-elder>[^]*What happened/);
});

test('without script one is told to evaluate once it waits for that, only on the ways that there are, and is sent to no window', async () => {
  const member = await service.as('member');
  const read = async (number: string, code: string) => {
    const { text } = await lookUp(number, code);
    expect(text).not.toContain('窗口');
    return text;
  };
  const own = await resident.place();
  const before = await read(own.order.number, own.queryCode);
  expect(before).toContain('没有账号的，请找替您下单的人，或者告诉社区');
  expect(before).not.toContain('请您评一评');
  await secretary.send(own.order.id, 'admit');
  await secretary.send(own.order.id, 'dispatch', { to: { kind: 'person', id: member.person } });
  for (const step of ['accept', 'contact']) await member.send(own.order.id, step);
  await member.send(own.order.id, 'finish', { result: '修好了' });
  expect(await read(own.order.number, own.queryCode)).toMatch(
    /请您评一评[^]*凭单号和查询码就能评。没有这样的手机，请告诉社区，由没有经办这件事的人替您记下/,
  );
  // Whoever answered it on the spot wrote it down, and knew the code.
  const known = await secretary.place('0101', { source: 'proxy', consentHow: 'in-person' });
  await secretary.send(known.order.id, 'settle', { result: '当场答复' });
  const closed = await read(known.order.number, known.queryCode);
  expect(closed).toMatch(/请您评一评[^]*查询码经过了经办人的手/);
  expect(closed).not.toContain('就能评');
});

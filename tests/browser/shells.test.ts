// What comes with a page before and beside what it shows: its files, policies and first answers; ways in, links and languages; the
// page without script, and with somebody else's.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, personas } from '@six-order/community/demo/personas';
import { firstReads } from '@six-order/api/first-answers';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { settled } from './looks.ts';
import { act, placeOneOfEach, type OneOfEach } from './one-of-each.ts';
import { openSite } from './open-site.ts';
import type { Site, Visitor } from './site.ts';

let site: Site;
let orders: OneOfEach;
beforeAll(async () => {
  site = await openSite();
  orders = await placeOneOfEach(site);
}, 60_000);
afterAll(() => site.close());

let visitor: Visitor | undefined;
afterEach(() => visitor?.close());

test('a shell runs nothing but our own files, is framed by nobody, and is kept by nobody once it names a person', async () => {
  const html = { accept: 'text/html' };
  const open = await fetch(`${site.url}/place`, { headers: html });
  expect(open.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/);
  expect(open.headers.get('cache-control')).toBe('no-cache');
  const { token } = await site.call('resident', 'POST', '/api/v1/demo/session', { persona: 'resident' });
  const own = await fetch(`${site.url}/mine`, { headers: { ...html, cookie: `six_order_session=${token}` } });
  expect(await own.text()).toContain(personas.resident.name);
  expect(own.headers.get('cache-control')).toBe('private, no-store');
});

test('files are sent compressed, and may be kept for ever; what is not there is a problem for whoever asks no page', async () => {
  const [script = ''] =
    /\/r\/resident-[^"]+\.js/.exec(await (await fetch(site.url, { headers: { accept: 'text/html' } })).text()) ?? [];
  const file = await fetch(site.url + script, { headers: { 'accept-encoding': 'br' } });
  expect([file.headers.get('content-encoding'), file.headers.get('content-type')]).toEqual([
    'br',
    'text/javascript; charset=utf-8',
  ]);
  expect(file.headers.get('cache-control')).toContain('immutable');
  for (const [path, accept] of [
    ['/r/gone.js', '*/*'],
    ['/api/v1/nothing', 'text/html'],
    ['/nothing', 'application/json'],
  ] as const) {
    const answer = await fetch(site.url + path, { headers: { accept } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  }
});

test('who works in an office begins at the desk', async () => {
  visitor = await site.visit('secretary');
  await visitor.page.goto(site.url);
  expect(visitor.page.url()).toBe(`${site.url}/staff/`);
});

test('without script: the board, how a published order stands, and the telephone number', async () => {
  visitor = await site.visit(null, { script: false });
  const { page } = visitor;
  await page.goto(`${site.url}/board`);
  await page.getByRole('link', { name: '长辈模式' }).click();
  await page.getByRole('link', { name: /^A lamp/ }).click();
  await page.getByRole('heading', { name: '办理经过' }).waitFor();
  expect(await page.locator('html').getAttribute('data-elder')).not.toBeNull();
  for (const path of ['/', `/orders/${orders.placed}`, '/staff/']) {
    await page.goto(site.url + path);
    expect(await page.locator('noscript').innerText()).toContain('本页面需要浏览器运行脚本');
    expect(await page.locator('noscript a[href="tel:12345"]').first().isVisible()).toBe(true);
  }
  await page.goto(site.url);
  await twelveSecondsLater(page);
  const [late, said] = [await page.locator('.late').boundingBox(), await page.locator('noscript main').boundingBox()];
  // It covers nothing.
  expect(late?.y ?? 0).toBeGreaterThanOrEqual((said?.y ?? 0) + (said?.height ?? 0));
  await page.locator('noscript a[href="/board"]').click();
  await page.getByRole('heading', { name: '晒单公开栏' }).waitFor();
  expect(visitor.complaints()).toEqual([]);
});

const twelveSecondsLater = (page: Page): Promise<void> =>
  page.evaluate(() =>
    document
      .querySelector('.late')
      ?.getAnimations()
      .forEach((animation) => animation.finish()),
  );

test('where the script does not come, a link that nothing but style shows leads to the page without', async () => {
  visitor = await site.visit(null);
  const { page } = visitor;
  await page.route('**/*.js', (route) => route.abort());
  await page.goto(`${site.url}/place`);
  const link = page.getByRole('link', { name: '页面出不来' });
  expect(await link.count()).toBe(0);
  await twelveSecondsLater(page);
  await link.click();
  await page.getByRole('heading', { name: '怎么下单' }).waitFor();
});

test('without script: an order by number and query code, how far it is and by when, and whom to call', async () => {
  const text = '水管漏水，我是韦春梅';
  const body = { category: '0101', unit: demoCommunity, text, contact: { name: '韦春梅', phone: '13800000001' } };
  const { order, queryCode } = await site.call('resident', 'POST', '/api/v1/orders', body);
  visitor = await site.visit(null, { script: false });
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await page.getByRole('link', { name: '请人帮您下单' }).click();
  // Who writes one down, and whom to call.
  await page.getByText('请联户长、网格员').waitFor();
  expect(await page.locator('main a[href="tel:12345"]').isVisible()).toBe(true);
  await page.getByLabel(/^单号/).fill(order.number);
  await page.getByLabel(/^查询码/).fill('WRONGCODE1');
  await page.getByRole('button', { name: /^查看/ }).click();
  await page.getByRole('alert').getByText('没有与该单号和查询码相符的单').waitFor();
  expect(await page.getByLabel('单号').inputValue()).toBe(order.number);
  await page.getByLabel('查询码').fill('');
  await page.getByRole('button', { name: '查看' }).click();
  await page.locator('#code-error', { hasText: '请填写查询码' }).waitFor();
  await page.getByRole('heading', { name: '还有 1 处需要改一改' }).waitFor();
  await page.getByLabel('查询码').fill(queryCode.toLowerCase());
  await page.getByRole('button', { name: '查看' }).click();
  await page.getByRole('heading', { name: '房屋漏水渗水' }).waitFor();
  expect(await page.locator('.status').innerText()).toBe('待受理');
  expect(await page.locator('.promise').innerText()).toMatch(/\d\d:\d\d 前答复您是否受理$/);
  expect(await page.locator('.timeline [aria-current=step]').innerText()).toContain('先受理，再派单');
  expect(await page.locator('main a[href="tel:12345"]').isVisible()).toBe(true);
  // Number and code stand in no address, and nothing that was written is shown.
  expect(page.url()).toBe(`${site.url}/follow`);
  const shown = await page.content();
  for (const secret of ['韦春梅', '13800000001', text, queryCode, order.id]) expect(shown).not.toContain(secret);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  // In the language and size that the address said: nothing remembers them.
  await page.goto(`${site.url}/follow?lang=en&elder=1`);
  await page.getByRole('link', { name: '请人帮您下单' }).click();
  await page.getByLabel('Number').fill(order.number);
  await page.getByLabel('Query code').fill(queryCode);
  await page.getByRole('button', { name: 'Look' }).click();
  await page.locator('html[lang=en][data-elder]').getByRole('heading', { name: 'What happened' }).waitFor();
  const { readings } = await site.call('dpo', 'GET', `/api/v1/privacy/access-log?order=${order.id}`);
  expect(readings).toEqual([]);
  expect(visitor.complaints().filter((line) => !/40[46]|422/.test(line))).toEqual([]);
});

/** Paths of the API that a page asks for, more of them as it goes on; news are kept from it, so that it asks for nothing twice. */
async function askedBy(page: Page, path: string, answers: 'with' | 'without'): Promise<readonly string[]> {
  const asked: string[] = [];
  await page.route('**/api/v1/events', (route) => route.abort());
  if (answers === 'without')
    await page.route(site.url + path, async (route) => {
      const shell = await route.fetch();
      await route.fulfill({ response: shell, body: (await shell.text()).replace(/"answers":.*(?=}<\/script>)/, '"answers":{}') });
    });
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (request.method() === 'GET' && pathname.startsWith('/api/v1/')) asked.push(pathname + search);
  });
  await page.goto(site.url + path);
  await settled(page);
  return asked;
}

test.each([
  ['resident', 'resident', '/'],
  ['resident', 'resident', '/place'],
  ['resident', 'resident', '/orders/:id'],
  ['resident', 'resident', '/mine'],
  ['resident', 'resident', '/notices'],
  ['resident', 'resident', '/me'],
  ['resident', null, '/'],
  ['staff', 'secretary', '/staff/'],
  ['staff', 'secretary', '/staff/desk/intake'],
  ['staff', 'secretary', '/staff/desk/intake/:id'],
  ['staff', 'secretary', '/staff/orders/:id'],
] as const)('what comes with the shell is what the page asks for: %s %s %s', async (face, persona, where) => {
  const path = where.replace(':id', orders.placed);
  const reads = firstReads(face, { method: 'GET', path }, persona !== null);
  expect(reads).not.toEqual([]);
  visitor = await site.visit(persona);
  // Its heading can stand before it has asked: it says meanwhile that it reads.
  const asked = await askedBy(visitor.page, path, 'without');
  await expect.poll(() => asked, { timeout: 15_000 }).toEqual(expect.arrayContaining([...reads]));
});

/** To its scripts a page comes at once, or as late as this, ms. */
const cameLate = (page: Page, late: number): Promise<unknown> =>
  page.addInitScript((ms) => {
    const at = Date.now() + ms;
    Date.now = () => at;
  }, late);

test('opening an order is one reading of it: what came with the shell is not read again for nothing', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0101',
    unit: demoCommunity,
    text: '漏水',
  });
  const path = `/api/v1/orders/${order.id}`;
  visitor = await site.visit('secretary', { width: 1440 });
  await cameLate(visitor.page, 0);
  const again = visitor.page.waitForResponse((answer) => new URL(answer.url()).pathname === path);
  await visitor.page.goto(`${site.url}/staff/orders/${order.id}`);
  // Once the stream of news is there, it may have missed something.
  expect((await again).status()).toBe(304);
  // Nor when somebody looks at the page again, how often ever: it is asked for with the tag of what is shown.
  const { page } = visitor;
  for (let times = 0; times < 2; times += 1) {
    const looked = page.waitForResponse((answer) => new URL(answer.url()).pathname === path);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    expect((await looked).status()).toBe(304);
  }
  const { readings } = await site.call('dpo', 'GET', `/api/v1/privacy/access-log?order=${order.id}`);
  const fields = readings.map(({ field }: { field: string }) => field);
  expect(fields).not.toEqual([]);
  expect(fields).toEqual([...new Set(fields)]);
  // Changed meanwhile, it is read.
  await act(site, 'secretary', order.id, 'admit');
  await visitor.page.getByText('待派单').first().waitFor();
});

test('what came with the shell is not asked for again, unless it is as old as a script that begins late', async () => {
  const came = ['/api/v1/orders?desk=requests&limit=30', '/api/v1/notices/unread'];
  for (const [late, asked] of [
    [0, false],
    [11_000, true],
  ] as const) {
    visitor = await site.visit('resident');
    await cameLate(visitor.page, late);
    const paths = await askedBy(visitor.page, '/mine', 'with');
    await expect.poll(() => came.map((path) => paths.includes(path)), { timeout: 15_000 }).toEqual([asked, asked]);
    await visitor.close();
  }
});

test('how many messages are new is counted again now and then while somebody looks, without a stream that nothing else opens', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0101',
    unit: demoCommunity,
    text: '漏水',
  });
  visitor = await site.visit('resident', { width: 360 });
  const { page } = visitor;
  await page.clock.install();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const times = (path: string): number => asked.filter((one) => one === path).length;
  const counted = () => times('/api/v1/notices/unread');
  const looksAgain = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const aWhile = () => page.clock.fastForward(6_000);
  await page.goto(`${site.url}/me`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await looksAgain();
  await aWhile();
  expect(counted()).toBe(0);
  await looksAgain();
  await looksAgain();
  await expect.poll(counted).toBe(1);
  await aWhile();
  expect(counted()).toBe(1);
  await page.locator('main a[href="/points"]').click();
  await expect.poll(counted).toBe(2);
  // Without a network it is not tried again sooner than it is counted anyway: each minute that somebody looks.
  await page.route('**/api/v1/notices/unread', (route) => route.abort());
  await aWhile();
  await looksAgain();
  await expect.poll(counted).toBe(3);
  await page.clock.runFor(60_000);
  await expect.poll(counted).toBe(4);
  await page.evaluate(() => Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }));
  await page.clock.runFor(300_000);
  await page.evaluate(() => Reflect.deleteProperty(document, 'visibilityState'));
  expect([counted(), times('/api/v1/events')]).toEqual([4, 0]);
  // More than are counted.
  await page.unroute('**/api/v1/notices/unread');
  await page.route('**/api/v1/notices/unread', (route) => route.fulfill({ json: { unread: 50 } }));
  await looksAgain();
  const many = page.getByRole('link', { name: '50 条以上新消息', exact: true });
  expect(await many.evaluate((link) => getComputedStyle(link, '::after').content)).toBe('"50+"');
  await page.unroute('**/api/v1/notices/unread');

  // Where a page has its stream, what it tells of counts, and once more when the notice has come to its box.
  const stream = page.waitForRequest('**/api/v1/events');
  await page.goto(`${site.url}/mine`);
  await stream;
  await aWhile();
  const unread = async (): Promise<number> => (await site.call('resident', 'GET', '/api/v1/notices/unread')).unread;
  const [before, was] = [await unread(), counted()];
  await act(site, 'secretary', order.id, 'admit');
  await expect.poll(counted).toBe(was + 1);
  await expect.poll(unread, { timeout: 15_000 }).toBe(before + 1);
  await aWhile();
  await page.getByRole('link', { name: `${before + 1} 条新消息`, exact: true }).waitFor();
  await expect.poll(counted).toBe(was + 2);

  // The page of messages itself reads anew what came when it had just been read.
  await page.route('**/api/v1/events', (route) => route.abort());
  await page.goto(`${site.url}/notices`);
  await expect.poll(unread).toBe(0);
  await act(site, 'secretary', order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  await act(site, 'member', order.id, 'accept');
  await expect.poll(unread, { timeout: 15_000 }).toBe(1);
  const came = page.locator('.order-card', { hasText: '已有人接单' });
  const earlier = await came.count();
  await page.clock.runFor(60_000);
  await expect.poll(() => came.count(), { timeout: 15_000 }).toBe(earlier + 1);
  await came.first().getByText('新消息').waitFor();
  await expect.poll(unread).toBe(0);
  await visitor.close();

  // At a desk, too, a while after the news of an order.
  visitor = await site.visit('member-2');
  const desk = visitor.page;
  await desk.clock.install();
  const listens = desk.waitForResponse('**/api/v1/events');
  await desk.goto(`${site.url}/staff/`);
  await listens;
  const told = async (): Promise<number> => (await site.call('member-2', 'GET', '/api/v1/notices/unread')).unread;
  const earlierTold = await told();
  const another = await site.call('resident', 'POST', '/api/v1/orders', { category: '0101', unit: demoCommunity, text: '漏水' });
  await act(site, 'secretary', another.order.id, 'admit');
  await act(site, 'secretary', another.order.id, 'dispatch', { to: { kind: 'person', id: personas['member-2'].person } });
  await expect.poll(told, { timeout: 15_000 }).toBe(earlierTold + 1);
  await desk.clock.runFor(6_000);
  await desk.getByRole('link', { name: `${earlierTold + 1} 条新消息`, exact: true }).waitFor();
});

test('whoever has signed out elsewhere sees nothing of an order any more; what he was writing is there when he is back', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const context = page.context();
  const looksAgain = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.goto(`${site.url}/orders/${orders.placed}`);
  await page.locator('summary', { hasText: '补充情况' }).click();
  const note = page.locator('details[open] textarea').first();
  await note.fill('水已经到楼下');
  const cookies = await context.cookies();
  await context.clearCookies({ name: 'six_order_session' });
  await looksAgain();
  await expect.poll(() => page.getByRole('alert').allTextContents()).toEqual([expect.stringContaining('登录已经过期')]);
  expect(await page.locator('main').innerText()).not.toContain('Water comes through');
  await context.addCookies(cookies);
  await looksAgain();
  await note.waitFor();
  expect(await note.inputValue()).toBe('水已经到楼下');
  // Somebody else signed in there.
  await page.route(`**/api/v1/orders/${orders.placed}`, (route) =>
    route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{}' }),
  );
  await looksAgain();
  await page.getByText('没有找到，或者这不是您能查看的内容').waitFor();
  expect(await page.locator('main').textContent()).not.toContain('Water comes through');
  visitor.complaints();
});

test('signing in leads back to where one was going, and asks each first for what he has', async () => {
  const unfolded = () => page.locator('details.card[open] > summary').allTextContents();
  visitor = await site.visit(null);
  const { page } = visitor;
  await page.goto(`${site.url}/mine`);
  await expect.poll(unfolded).toEqual(['用手机号登录']);
  await page.goto(`${site.url}/invitation`);
  await expect.poll(unfolded).toEqual(['工作人员登录']);
  // The identity provider did not know him: once he has signed in otherwise that is past.
  await page.goto(`${site.url}/?sign-in=failed`);
  await page.locator('[data-persona=resident]').click();
  await page.getByRole('heading', { name: /您好/ }).waitFor();
  expect(page.url()).toBe(`${site.url}/`);
  await visitor.close();
  visitor = await site.visit(null, { width: 1440 });
  const { page: desk } = visitor;
  await desk.goto(`${site.url}/staff/orders/${orders.placed}`);
  await expect.poll(() => desk.locator('details.card[open] > summary').allTextContents()).toEqual(['工作人员登录']);
  // Who each is: the person, the post, the unit, and what may be done there.
  const community = await desk.locator('[data-persona=community]').innerText();
  expect(community).toMatch(/^覃安民\s*社区工作人员\s+蟠桃园社区\s+受理、派单、接单$/);
  await desk.locator('[data-persona=secretary]').click();
  await desk.locator('.timeline').first().waitFor();
  expect(desk.url()).toBe(`${site.url}/staff/orders/${orders.placed}`);
  expect(visitor.complaints()).toEqual([]);
});

test('where no codes are sent nobody is told to wait for one before he is called', async () => {
  visitor = await site.visit(null);
  const { page } = visitor;
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const html = await (await route.fetch()).text();
    expect(html).toContain('"ways":{"code":true');
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: html.replace('"ways":{"code":true', '"ways":{"code":false'),
    });
  });
  for (const elder of [true, false]) {
    await visitor.turn({ elder });
    await page.goto(site.url);
    await page.getByRole('link', { name: /^请给我回电\s*先登录，我们再打给您/ }).waitFor();
  }
  await page.goto(`${site.url}/call-me`);
  const told = page.locator('main .notice', { has: page.locator('a[href="tel:12345"]') });
  await told.getByText('现在不能用手机号登录').waitFor();
  expect(await told.innerText()).not.toContain('短信');
  expect(visitor.complaints()).toEqual([]);
});

test('a link in another language and size holds for that visit: what the reader chose before stays', async () => {
  visitor = await site.visit(null);
  const { page } = visitor;
  const shown = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.hasAttribute('data-elder')]);
  const kept = async () =>
    (await page.context().cookies()).flatMap(({ name, value }) => (name === 'six_order_session' ? [] : [`${name}=${value}`]));
  const before = await kept();
  await page.goto(`${site.url}/board?lang=en&elder=1`);
  await page.getByRole('link', { name: 'Six Orders' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await shown()).toEqual(['en', true]);
  await page.getByRole('link', { name: 'Public board' }).first().click();
  expect(await shown()).toEqual(['en', true]);
  expect(await kept()).toEqual(before);
  await page.goto(site.url);
  expect(await shown()).toEqual(['zh-CN', false]);
  // What is chosen by hand holds, whatever the address said.
  await page.goto(`${site.url}/?lang=en&elder=1`);
  await page.getByRole('button', { name: 'Normal type' }).click();
  await page.getByRole('button', { name: '中文' }).first().click();
  await page.getByRole('heading', { name: '邻里的事，说一声，有人办' }).waitFor();
  expect(await shown()).toEqual(['zh-CN', false]);
  expect(new URL(page.url()).search).toBe('');
  expect(visitor.complaints()).toEqual([]);
});

test('a script in any text that somebody may write runs on no page: not the resident’s, the office’s, the printed ones or the board', async () => {
  const attack = (field: string) =>
    `"'></textarea><img src=x onerror="document.title='${field}'"><svg onload=alert(1)>{{1}}\${1}`;
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0101',
    unit: demoCommunity,
    text: attack('text'),
    place: { room: `301${attack('')}`.slice(0, 40), note: attack('note') },
    contact: { name: attack('name').slice(0, 40), phone: '13800000001' },
    publishConsent: true,
  });
  await act(site, 'resident', order.id, 'note', { text: attack('added') });
  await act(site, 'secretary', order.id, 'admit');
  await act(site, 'secretary', order.id, 'dispatch', {
    to: { kind: 'person', id: personas.member.person },
    note: attack('dispatch'),
  });
  await act(site, 'member', order.id, 'accept');
  await act(site, 'member', order.id, 'contact');
  await act(site, 'member', order.id, 'finish', { result: attack('result') });
  await act(site, 'resident', order.id, 'evaluate', { solved: 'yes', stars: 5, comment: attack('comment') });
  const shown = { title: attack('title').slice(0, 60), text: attack('published'), after: attack('after') };
  await act(site, 'publisher', order.id, 'propose', shown);
  const looked = async (persona: PersonaName | null, paths: readonly string[]): Promise<void> => {
    const { page, complaints, close } = await site.visit(persona, { width: 1440 });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => (dialogs.push(dialog.message()), dialog.dismiss()));
    for (const path of paths) {
      await page.goto(site.url + path);
      await settled(page);
      expect(await page.locator('img[src="x"], svg[onload]').count()).toBe(0);
      expect(await page.title()).not.toMatch(/^(?:text|note|name|added|dispatch|result|comment|title|published|after)$/);
    }
    // A browser says of each refusal that it was one.
    expect([dialogs, complaints().filter((line) => !/status of 4\d\d/.test(line))]).toEqual([[], []]);
    await close();
  };
  await looked('resident', [`/orders/${order.id}`, '/mine', `/api/v1/orders/${order.id}/receipt.html`]);
  for (const persona of ['secretary', 'member', 'publisher', 'supervisor'] as const)
    await looked(persona, [`/staff/orders/${order.id}`]);
  // Reflected: what comes with an address, or with a form.
  await looked(null, [`/board?month=${encodeURIComponent(attack('month'))}`, `/evaluate#${encodeURIComponent(attack('token'))}`]);
});

/** Of other hosts: whether a page is there or not, the browser asks. */
const foreign = 'https://evil.example/';

test.each([
  '//evil.example/place',
  '/\\evil.example/place',
  '/%5Cevil.example/place',
  '/%2F%2Fevil.example/place',
  '/https://evil.example/',
  '/sign-in?next=//evil.example&return=https://evil.example&back=javascript:alert(1)#https://evil.example',
  '/sign-in//evil.example',
  '/place?next=%2F%2Fevil.example&unit=https://evil.example',
  '/mine/?to=javascript:alert(1)',
  '/staff//evil.example',
  '/?sign-in=failed&next=//evil.example',
])('nobody is led to another host, before signing in or after: %s', async (path) => {
  visitor = await site.visit(null);
  const { page } = visitor;
  const elsewhere: string[] = [];
  page.on(
    'request',
    (request) =>
      !/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== site.url && elsewhere.push(request.url()),
  );
  await page.route(`${foreign}**`, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto(site.url + path);
  await settled(page);
  const resident = page.locator('[data-persona=resident]');
  if (await resident.count()) {
    await resident.click();
    await page.waitForFunction(() => /"me":\{/.test(document.querySelector('#boot')?.textContent ?? ''));
    await settled(page);
  }
  expect(new URL(page.url()).origin).toBe(site.url);
  expect(elsewhere).toEqual([]);
  visitor.complaints();
});

test('whoever follows a link to another host tells it nothing of the page that he left, whichever it was', async () => {
  const token = 'r'.repeat(43);
  const faces: readonly [PersonaName | null, readonly string[]][] = [
    [null, ['/', `/evaluate#${token}`, '/place?unit=522326004002', '/board', `/board/${orders.alias}`]],
    ['resident', [`/orders/${orders.placed}`, `/api/v1/orders/${orders.placed}/receipt.html`]],
    ['secretary', [`/staff/orders/${orders.placed}`]],
  ];
  for (const [persona, paths] of faces) {
    visitor = await site.visit(persona);
    const { page } = visitor;
    await page.route(`${foreign}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>elsewhere</p>' }));
    for (const path of paths) {
      const answer = await page.goto(site.url + path);
      await page.locator('h1:visible').first().waitFor();
      expect([path, answer?.headers()['referrer-policy'] ?? 'no-referrer']).toEqual([path, 'no-referrer']);
      await page.evaluate(
        (href) => document.body.prepend(Object.assign(document.createElement('a'), { href, id: 'away', textContent: 'away' })),
        foreign,
      );
      const asked = page.waitForRequest(`${foreign}**`);
      await page.evaluate(() => document.querySelector<HTMLElement>('#away')?.click());
      const headers = await (await asked).allHeaders();
      await page.getByText('elsewhere').waitFor();
      expect([path, headers['referer'], await page.evaluate(() => document.referrer)]).toEqual([path, undefined, '']);
    }
    await visitor.close();
  }
});

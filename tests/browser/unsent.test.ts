// What was written or pressed and is not sent yet: without a network, in another tab, on a shared device, a day later.
import { demoCommunity, personas } from '@six-order/community/demo/personas';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openSite } from './open-site.ts';
import { leak, toCheck } from './placing.ts';
import type { Site, Visitor } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site.close());

let visitor: Visitor | undefined;
afterEach(() => visitor?.close());

const ownOf = async (): Promise<number> =>
  (await site.call('resident', 'GET', '/api/v1/orders?desk=requests&limit=100')).orders.length;

test('without a network, and after the session has ended, nothing typed is lost and the order is placed once', async () => {
  visitor = await site.visit('resident-2');
  const { page } = visitor;
  const context = page.context();
  await page.goto(`${site.url}/place`);
  await page.locator('.tile').first().click();
  await page.locator('.row-button').first().click();
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
  for (const [field, text] of [
    ['#spot', '菜市场东门'],
    ['#text', '下水道堵了'],
    ['#phone', '13800000003'],
  ] as const) {
    await page.locator(field).fill(text);
    await page.locator('main [type=submit]').click();
  }
  await page.locator('#consent').waitFor();

  const cookies = await context.cookies();
  await context.clearCookies({ name: 'six_order_session' });
  await page.locator('main [type=submit]').click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('登录已经过期');
  await context.addCookies(cookies);
  expect(await page.locator('main').textContent()).toContain('下水道堵了');

  // Sent by itself once there is a network; that answer is lost on its way, so the next sending must be the same order.
  let offline = true;
  let lost = false;
  let sent = 0;
  await page.route('**/api/v1/orders', async (route) => {
    if (offline) return route.abort();
    sent += 1;
    if (sent > 1) return route.continue();
    await route.fetch();
    lost = true;
    return route.abort();
  });
  await context.setOffline(true);
  await page.locator('main [type=submit]').click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('网络没有连上');
  offline = false;
  await context.setOffline(false);
  await expect.poll(() => lost, { timeout: 10_000 }).toBe(true);
  await page.goto(site.url);
  await page.getByRole('link', { name: /先前没有发出去的那一单，已经收到了/ }).waitFor();
  // It has arrived: nothing says that it has not.
  expect(await page.getByText('有一单还没有发出去').count()).toBe(0);
  const { orders: own } = await site.call('resident-2', 'GET', '/api/v1/orders?desk=requests');
  expect(own).toHaveLength(1);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}');
});

test('an order that was pressed without a network is sent from another page once there is one, and at once where it is pressed again', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const ownOf = async () => (await site.call('resident', 'GET', '/api/v1/orders?desk=requests&limit=100')).orders.length;
  const before = await ownOf();
  let offline = true;
  let sent = 0;
  await page.route('**/api/v1/orders', (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    if (offline) return route.abort();
    sent += 1;
    return route.continue();
  });
  const press = async (): Promise<void> => {
    await leak(page);
    await page.locator('main [type=submit]').click();
    await page.locator('#text').fill('水管漏水');
    for (const _ of ['text', 'contact']) await page.locator('main [type=submit]').click();
    await page.locator('#consent').waitFor();
    await page.locator('main [type=submit]').click();
    await page.getByRole('alert').getByText('网络没有连上').waitFor();
  };
  await page.goto(`${site.url}/place`);
  await press();
  await page.getByRole('link', { name: '消息' }).click();
  await page.getByRole('heading', { name: '消息' }).waitFor();
  offline = false;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByRole('link', { name: /先前没有发出去的那一单，已经收到了/ }).click();
  await page.getByRole('heading', { name: '办理经过' }).waitFor();
  expect([sent, await ownOf()]).toEqual([1, before + 1]);

  // Where it is said that it has not been sent, one press tries it at once.
  offline = true;
  await page.goto(`${site.url}/place`);
  await press();
  await page.locator('.brand').click();
  const said = page.getByRole('link', { name: /有一单还没有发出去/ });
  await said.click();
  await page.getByRole('alert').getByText('网络没有连上').waitFor();
  offline = false;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.locator('.receipt').waitFor();
  expect([sent, await ownOf()]).toEqual([2, before + 2]);
  await page.locator('.brand').click();
  await page.getByRole('link', { name: /我要下单/ }).waitFor();
  expect(await said.count()).toBe(0);
  visitor.complaints();
});

test('what was pressed without a network is sent from another of its questions, but not while it is mended', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const before = await ownOf();
  let offline = true;
  const texts: string[] = [];
  await page.route('**/api/v1/orders', (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    if (offline) return route.abort();
    texts.push(route.request().postDataJSON().text);
    return route.continue();
  });
  const unheard = async (text: string): Promise<void> => {
    offline = true;
    await page.goto(`${site.url}/place`);
    await toCheck(page, text);
    await page.locator('main [type=submit]').click();
    await page.getByRole('alert').getByText('网络没有连上').waitFor();
  };
  const online = (): Promise<unknown> => {
    offline = false;
    return page.evaluate(() => dispatchEvent(new Event('online')));
  };
  await unheard('阳台漏水');
  await page.goBack();
  await page.getByRole('heading', { name: '怎么联系您？' }).waitFor();
  await online();
  await page.getByRole('link', { name: /先前没有发出去的那一单，已经收到了/ }).waitFor();
  // What is answered from here on is another; a second try of the last screen that was still on its way shows the receipt.
  await page.getByRole('heading', { name: /什么事|已经收到/ }).waitFor();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}');

  await unheard('厨房漏水');
  await page.locator('#answer-text').click();
  await page.getByLabel('情况', { exact: true }).waitFor();
  await online();
  await page.getByLabel('情况', { exact: true }).fill('厨房和厕所漏水');
  await page.locator('main [type=submit]').click();
  await page.locator('#consent').waitFor();
  await page.locator('main [type=submit]').click();
  await page.locator('.receipt').waitFor();
  // The network may come back while a try is on its way, and each is then sent twice under its key: never as it stood while it was mended.
  expect([[...new Set(texts)], await ownOf()]).toEqual([['阳台漏水', '厨房和厕所漏水'], before + 2]);
  visitor.complaints();
});

test('an order that is refused and lacks an answer says why where that is asked for, and is given up there', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.route('**/api/v1/orders', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 403, json: { title: '这里不受理了', type: 'urn:six-order:problem:forbidden' } })
      : route.continue(),
  );
  await page.goto(`${site.url}/place`);
  await toCheck(page, '厕所漏水');
  await page.locator('main [type=submit]').click();
  await page.getByText('不提交了', { exact: true }).waitFor();
  // The building that it named is none any more.
  await page.evaluate(() => {
    for (const [key, kept] of Object.entries(localStorage))
      localStorage.setItem(key, String(kept).replace(/"building":"[^"]*"(?=,"room")/, '"building":""'));
  });
  await page.goto(site.url);
  await page.getByRole('link', { name: /有一单没有收下/ }).click();
  await page.getByRole('heading', { name: '在哪里？' }).waitFor();
  await page.getByRole('alert').getByText('有一单没有收下').waitFor();
  // Said still when it is mended.
  await page.locator('#building').selectOption('outdoors');
  await page.getByRole('alert').getByText('有一单没有收下').waitFor();
  await page.getByText('不提交了', { exact: true }).click();
  await page.getByRole('button', { name: '删掉，不提交了' }).click();
  await page.getByRole('link', { name: /我要下单/ }).waitFor();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}');
  visitor.complaints();
});

test('an order that is refused is told so once, sent no more by itself, and mended or given up with its words', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const before = await ownOf();
  let sent = 0;
  let offline = true;
  await page.route('**/api/v1/orders', (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    if (offline) return route.abort();
    sent += 1;
    const errors = [{ path: 'contact.phone', message: '这个号码打不通' }];
    const json = { type: 'urn:six-order:problem:invalid', title: '填写内容有误', status: 422, errors };
    return route.fulfill({ status: 422, contentType: 'application/problem+json', json });
  });
  await page.goto(`${site.url}/place`);
  await toCheck(page, '水管又漏了');
  await page.locator('main [type=submit]').click();
  await page.getByRole('alert').getByText('网络没有连上').waitFor();
  await page.getByRole('link', { name: '消息' }).click();
  await page.getByRole('heading', { name: '消息' }).waitFor();
  offline = false;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  const said = page.getByRole('link', { name: /有一单没有收下/ });
  await said.waitFor();
  await page.goto(`${site.url}/mine`);
  await page.getByRole('heading', { name: '我的事' }).waitFor();
  expect([await said.count(), sent]).toEqual([0, 1]);
  await page.goto(site.url);
  await page.getByRole('link', { name: /有一单没有收下.*填写内容有误/ }).click();
  // Nothing is lost, and what is wrong stands beside it.
  await page.getByRole('alert').getByText('填写内容有误').waitFor();
  await page.locator('.answers').getByText('水管又漏了').waitFor();
  await page.locator('#answer-contact-error', { hasText: '这个号码打不通' }).waitFor();
  expect(sent).toBe(1);
  await page.unroute('**/api/v1/orders');
  await page.locator('#answer-contact').click();
  await page.locator('#phone').fill('13800000001');
  await page.locator('main [type=submit]').click();
  await page.locator('#consent').waitFor();
  expect(await page.locator('.summary').count()).toBe(0);
  await page.locator('main [type=submit]').click();
  await page.locator('.receipt').waitFor();
  expect(await ownOf()).toBe(before + 1);
  await page.goto(site.url);
  await page.getByRole('link', { name: /我要下单/ }).waitFor();
  expect(await said.count()).toBe(0);

  // Another that is refused is given up where it is checked.
  await page.route('**/api/v1/orders', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 403, json: { title: '不能提交' } }) : route.continue(),
  );
  await page.goto(`${site.url}/place`);
  await toCheck(page, '不要了');
  await page.locator('main [type=submit]').click();
  await page.getByText('不提交了', { exact: true }).click();
  await page.getByRole('button', { name: '删掉，不提交了' }).click();
  await page.getByRole('link', { name: /我要下单/ }).waitFor();
  expect(await said.count()).toBe(0);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}');
  expect(visitor.complaints().filter((line) => !/net::|status of 4/.test(line))).toEqual([]);
});

test('what was pressed in the release before this one, or is of this post, is sent; what was pressed in another post is not', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const before = await ownOf();
  const { post } = await site.call('resident', 'GET', '/api/v1/me');
  const visit = async (more: object): Promise<void> => {
    const body = { category: '0101', unit: demoCommunity, text: '阳台漏水', publishConsent: false };
    const draft = { sent: { body, asked: [], ...more }, key: `pressed-${Object.keys(more).length}`, consents: {} };
    await page.goto(`${site.url}/follow`);
    await page.evaluate(([key, kept]) => localStorage.setItem(key as string, JSON.stringify({ at: Date.now(), draft: kept })), [
      `six-order-draft-${personas.resident.person}`,
      draft,
    ] as const);
    await page.goto(site.url);
  };
  const arrived = page.getByRole('link', { name: /先前没有发出去的那一单，已经收到了/ });
  await visit({ post: '00000000-0000-4000-8000-000000000000', refused: null });
  await page.getByRole('link', { name: /我要下单/ }).waitFor();
  expect(await page.getByRole('link', { name: /有一单还没有发出去/ }).count()).toBe(0);
  // Nor is it changed by what is written in this one.
  await page.goto(`${site.url}/place`);
  await page.locator('.tile').first().click();
  const own = `six-order-draft-place-${personas.resident.person}-${post.id}`;
  await expect.poll(() => page.evaluate((name) => localStorage.getItem(name), own)).toContain('"group":"0');
  const others = await page.evaluate((name) => localStorage.getItem(name), `six-order-draft-${personas.resident.person}`);
  expect(others).toContain('"text":"阳台漏水"');
  await page.evaluate((name) => localStorage.removeItem(name), own);
  for (const more of [{}, { post: post.id, refused: null }]) {
    await visit(more);
    await arrived.waitFor();
  }
  expect(await ownOf()).toBe(before + 2);
  expect(visitor.complaints()).toEqual([]);
});

test('what is changed in another tab while it is on its way is one order; that it is another is for its writer to say', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const before = await ownOf();
  await page.goto(`${site.url}/place`);
  await toCheck(page, '楼道灯坏了');
  const [begun, way] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route('**/api/v1/orders', async (route) => {
    if (route.request().method() === 'POST') begun.resolve();
    await way.promise;
    return route.continue();
  });
  await page.locator('main [type=submit]').click();
  await begun.promise;
  const other = await page.context().newPage();
  await other.goto(`${site.url}/place?step=text&mend=`);
  await other.locator('#text').fill('楼道灯坏了，三楼');
  await other.locator('main [type=submit]').click();
  await other.locator('#consent').waitFor();
  way.resolve();
  await page.locator('.receipt').waitFor();
  // What was changed since is there still.
  await other.locator('main [type=submit]').click();
  await other.getByRole('alert').getByText('先前从这里提交的已经收到了').waitFor();
  expect(await other.getByRole('link', { name: '我的事' }).getAttribute('href')).toBe('/mine');
  expect(await ownOf()).toBe(before + 1);
  await other.getByRole('button', { name: '这是另一件事，另外提交' }).click();
  await other.locator('.receipt').waitFor();
  expect(await ownOf()).toBe(before + 2);
  expect(await other.evaluate(() => JSON.stringify(localStorage))).toBe('{}');
  visitor.complaints();
});

test('what was changed after a sending without an answer, and sent again from another page, is not lost in silence: it stands there until its writer says which it is', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const before = await ownOf();
  await page.goto(`${site.url}/place`);
  await toCheck(page, '水表坏了');
  // The first arrives, its answer does not; the second is not even heard.
  let arrives = true;
  let away = true;
  await page.route('**/api/v1/orders', async (route) => {
    if (!away || route.request().method() !== 'POST') return route.continue();
    if (arrives) await route.fetch();
    arrives = false;
    return route.abort();
  });
  await page.locator('main [type=submit]').click();
  await page.getByRole('alert').getByText('网络没有连上').waitFor();
  await page.locator('#answer-text').click();
  await page.locator('#text').fill('水表坏了，还漏水');
  await page.locator('main [type=submit]').click();
  await page.locator('#consent').waitFor();
  await page.locator('main [type=submit]').click();
  await page.getByRole('alert').getByText('网络没有连上').waitFor();
  await page.getByRole('link', { name: '消息' }).click();
  await page.getByRole('heading', { name: '消息' }).waitFor();
  away = false;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByRole('link', { name: /有一单没有收下/ }).waitFor();
  await page.goto(site.url);
  await page.getByRole('link', { name: /有一单没有收下.*现在写的和那时不同/ }).click();
  await page.getByRole('alert').getByText('先前从这里提交的已经收到了').waitFor();
  await page.locator('.answers').getByText('水表坏了，还漏水').waitFor();
  await page.getByText('不提交了', { exact: true }).waitFor();
  expect(await ownOf()).toBe(before + 1);
  await page.getByRole('button', { name: '这是另一件事，另外提交' }).click();
  await page.locator('.receipt').waitFor();
  expect(await ownOf()).toBe(before + 2);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}');
  visitor.complaints();
});

test('what was pressed anew while the first was on its way outlasts its arrival', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const before = await ownOf();
  await page.goto(`${site.url}/place`);
  await toCheck(page, '窨井盖响');
  const way = Promise.withResolvers<void>();
  let sent = 0;
  await page.route('**/api/v1/orders', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent += 1;
    if (sent > 1) return route.abort();
    await way.promise;
    return route.continue();
  });
  await page.locator('main [type=submit]').click();
  await page.locator('#answer-text').click();
  await page.locator('#text').fill('窨井盖没了');
  await page.locator('main [type=submit]').click();
  await page.locator('#consent').waitFor();
  await page.locator('main [type=submit]').click();
  await page.getByRole('alert').getByText('网络没有连上').waitFor();
  way.resolve();
  await expect.poll(ownOf).toBe(before + 1);
  // No receipt of the first stands in the place of what was pressed since.
  expect(await page.locator('.receipt').count()).toBe(0);
  await page.unroute('**/api/v1/orders');
  await page.goto(site.url);
  await page.getByRole('link', { name: /有一单没有收下.*现在写的和那时不同/ }).click();
  await page.locator('.answers').getByText('窨井盖没了').waitFor();
  await page.getByText('不提交了', { exact: true }).click();
  await page.getByRole('button', { name: '删掉，不提交了' }).click();
  await page.getByRole('link', { name: /我要下单/ }).waitFor();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}');
  expect(await ownOf()).toBe(before + 1);
  visitor.complaints();
});

test('what is changed before it has left the device is sent as it was changed', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await toCheck(page, '井盖响');
  const way = Promise.withResolvers<void>();
  const texts: string[] = [];
  await page.route('**/api/v1/me', async (route) => {
    await way.promise;
    return route.continue();
  });
  await page.route('**/api/v1/orders', (route) => {
    if (route.request().method() === 'POST') texts.push(route.request().postDataJSON().text);
    return route.continue();
  });
  // Pressed, and while it is asked whether he is still signed in, mended and come back to.
  await page.locator('main [type=submit]').click();
  await page.locator('#answer-text').click();
  await page.locator('#text').fill('井盖没了');
  await page.locator('main [type=submit]').click();
  await page.locator('#consent').waitFor();
  const asked = page.waitForResponse('**/api/v1/me');
  way.resolve();
  await asked;
  await page.locator('main [type=submit][aria-disabled=false]').click();
  await page.locator('.receipt').waitFor();
  expect(texts).toEqual(['井盖没了']);
  expect(visitor.complaints()).toEqual([]);
});

test('of what was pressed and left before its answer the page says that it has arrived', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const before = await ownOf();
  await page.goto(`${site.url}/place`);
  await toCheck(page, '路灯忽明忽暗');
  const [first, again] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let asked = 0;
  await page.route('**/api/v1/me', async (route) => {
    asked += 1;
    if (asked > 1) await again.promise;
    return route.continue();
  });
  await page.route('**/api/v1/orders', async (route) => {
    if (route.request().method() === 'POST') await first.promise;
    return route.continue();
  });
  const posted = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/v1/orders'));
  await page.locator('main [type=submit]').click();
  await posted;
  await page.locator('.brand').click();
  await expect.poll(() => asked).toBe(2);
  // The first page tries it, too: what it tries has arrived meanwhile.
  const arrived = page.waitForResponse((response) => response.request().method() === 'POST');
  first.resolve();
  await arrived;
  again.resolve();
  await page.getByRole('link', { name: /先前没有发出去的那一单，已经收到了/ }).waitFor();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}');
  expect(await ownOf()).toBe(before + 1);
  expect(visitor.complaints()).toEqual([]);
});

test('what waits on a page that is still open is not sent in the name of whoever signed in on the same device since', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const neighbour = async (): Promise<number> =>
    (await site.call('resident-2', 'GET', '/api/v1/orders?desk=requests&limit=100')).orders.length;
  const [own, others] = [await ownOf(), await neighbour()];
  await page.route('**/api/v1/orders', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await page.goto(`${site.url}/place`);
  await toCheck(page, '窗户关不严');
  await page.locator('main [type=submit]').click();
  await page.getByRole('alert').getByText('网络没有连上').waitFor();
  const be = async (who: 'resident' | 'resident-2') =>
    page.context().addCookies([{ name: 'six_order_session', value: await site.token(who), url: site.url, httpOnly: true }]);
  await be('resident-2');
  await page.unroute('**/api/v1/orders');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByRole('alert').getByText('现在登录的不是写这一单的人').waitFor();
  expect([await ownOf(), await neighbour()]).toEqual([own, others]);
  await be('resident');
  await page.locator('main [type=submit]').click();
  await page.locator('.receipt').waitFor();
  expect([await ownOf(), await neighbour()]).toEqual([own + 1, others]);
  visitor.complaints();
});

test.each(['awake', 'asleep'])(
  'once somebody has signed out, nothing of what he wrote is left or written again by another tab: %s',
  async (tab) => {
    visitor = await site.visit(null);
    const { page } = visitor;
    await page.goto(`${site.url}/sign-in`);
    await page.locator('[data-persona=resident-2]').click();
    await page.getByRole('heading', { name: /您好/ }).waitFor();
    const other = await page.context().newPage();
    // A browser tells a tab that sleeps nothing until it is looked at again.
    if (tab === 'asleep')
      await other.addInitScript(() => addEventListener('storage', (event) => event.stopImmediatePropagation()));
    await other.goto(`${site.url}/place`);
    await leak(other);
    await other.locator('main [type=submit]').click();
    await other.locator('#text').fill('床底下的现金不见了');
    const left = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('draft')));
    expect(await left()).toHaveLength(1);
    await page.getByRole('button', { name: '退出登录' }).click();
    await page
      .locator('[data-persona=resident-2]')
      .or(page.getByRole('link', { name: /登录/ }))
      .first()
      .waitFor();
    if (tab === 'awake') {
      await other.locator('[data-persona=resident-2]').waitFor();
      expect(await other.locator('body').innerText()).not.toContain('床底下');
    } else await other.locator('#text').fill('床底下的现金又回来了');
    expect(await left()).toEqual([]);
    // Whoever is there next keeps what he writes.
    await page.goto(`${site.url}/place`);
    await page.locator('[data-persona=resident]').click();
    await page.locator('.tile').first().click();
    await expect.poll(left).toEqual([expect.stringContaining(personas.resident.person)]);
    visitor.complaints();
  },
);

test('who signs out without a network is told that he is still signed in', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.goto(site.url);
  await page.route('**/api/v1/session', (route) => route.abort());
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('alert').getByText('还没有退出登录').waitFor();
  expect(page.url()).toBe(`${site.url}/`);
  visitor.complaints();
});

test('what is a day old goes with the next page, whoever opens it', async () => {
  visitor = await site.visit(null);
  const { page } = visitor;
  await page.goto(`${site.url}/follow`);
  const keep = (hours: number) =>
    page.evaluate(([name, at]) => localStorage.setItem(name as string, JSON.stringify({ at, draft: {} })), [
      `six-order-draft-${hours}`,
      Date.now() - hours * 3_600_000,
    ] as const);
  for (const hours of [23, 25]) await keep(hours);
  await page.goto(`${site.url}/follow`);
  await page.locator('main').waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['six-order-draft-23']);
  expect(visitor.complaints()).toEqual([]);
});

test('without a network a page says so, and nothing of a person is kept for it', async () => {
  visitor = await site.visit('resident', { worker: true });
  const { page } = visitor;
  await page.goto(`${site.url}/mine`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.getByRole('heading', { name: '我的事' }).waitFor();
  const kept = await page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = (await Promise.all(caches_.map((cache) => cache.keys()))).flat();
    return requests.map(({ url }) => new URL(url).pathname);
  });
  expect(kept.filter((path) => path !== '/offline' && !/^\/r\/[^/]+\.(?:css|svg)$/.test(path))).toEqual([]);
  expect(kept).toContain('/offline');
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('heading', { name: '网络没有连上' }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('link', { name: /再试一次/ }).click();
  await page.getByRole('heading', { name: '我的事' }).waitFor();
  visitor.complaints();
});

test('without a network a page says so and keeps trying, reading as well as sending', async () => {
  visitor = await site.visit('resident', { elder: true });
  const { page } = visitor;
  let offline = true;
  await page.route(/\/api\/v1\/(?:me\/visits|orders)$/, (route) => (offline ? route.abort() : route.continue()));
  const back = async (): Promise<void> => {
    offline = false;
    await page.evaluate(() => dispatchEvent(new Event('online')));
  };
  await page.goto(`${site.url}/me`);
  await page.getByText('一通就会自动再试').waitFor();
  await back();
  await page.getByRole('heading', { name: '谁看过我的信息' }).waitFor();

  offline = true;
  await page.goto(`${site.url}/call-me`);
  await page.getByLabel('电话').fill('13800000001');
  await page.getByRole('button', { name: '请给我回电' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('网络一通就会自动再发');
  await back();
  await page.getByRole('heading', { name: '记下了，请等电话' }).waitFor();
  visitor.complaints();
});

test('what is written about an order outlasts news of it and a lost network, and is sent once', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0101',
    unit: demoCommunity,
    text: '厨房漏水',
  });
  visitor = await site.visit('resident');
  const { page } = visitor;
  let offline = true;
  let tried = 0;
  await page.route('**/commands', (route) => {
    tried += 1;
    return offline ? route.abort() : route.continue();
  });
  const again = () => page.evaluate(() => dispatchEvent(new Event('online')));
  await page.goto(`${site.url}/orders/${order.id}`);
  await page.locator('summary', { hasText: '补充情况' }).click();
  const note = page.locator('details[open] textarea').first();
  await note.fill('水已经到楼下');
  // What can be done stands before what one said oneself.
  const parts = await page.locator('article .card').allTextContents();
  const at = (beginning: string) => parts.findIndex((text) => text.startsWith(beginning));
  expect([at('办理经过'), at('您现在可以'), at('您说的情况')]).toEqual([0, 1, 2]);
  await site.call('secretary', 'POST', `/api/v1/orders/${order.id}/commands`, { type: 'admit', input: {} });
  await page.getByText('待派单').first().waitFor();
  expect(await note.inputValue()).toBe('水已经到楼下');

  await page.locator('details[open] [type=submit]').click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('网络一通就会自动再发');
  await note.focus();
  const before = tried;
  await again();
  await expect.poll(() => tried, { timeout: 15_000 }).toBeGreaterThan(before);
  await page.locator('details[open] [type=submit][aria-disabled=false]').waitFor();
  expect(await note.evaluate((field) => field === document.activeElement)).toBe(true);
  offline = false;
  await again();
  await page.getByText('补充的情况已经送到').waitFor();
  expect(await page.locator('details[open] textarea').count()).toBe(0);
  const { order: after } = await site.call('resident', 'GET', `/api/v1/orders/${order.id}`);
  expect(after.notes).toHaveLength(1);
  visitor.complaints();
});

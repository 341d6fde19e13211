// Every page in every look: nothing for axe (WCAG 2.2 AA) to find, nothing sticks out, nothing is written to the console, and
// no Chinese is left on an English page but names.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { firstReads } from '@six-order/api/first-answers';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openSite } from './open-site.ts';
import type { Look, Site, Visitor } from './site.ts';

let site: Site;
const orders = {
  placed: '',
  finished: '',
  evaluated: '',
  alias: '',
  proposed: '',
  mediation: '',
  visit: '',
  task: '',
  topic: '',
};

const act = (persona: PersonaName, order: string, type: string, input: object = {}) =>
  site.call(persona, 'POST', `/api/v1/orders/${order}/commands`, { type, input });

beforeAll(async () => {
  site = await openSite();
  const place = (text: string) =>
    site
      .call('resident', 'POST', '/api/v1/orders', {
        category: '0101',
        unit: demoCommunity,
        text,
        contact: { name: '韦春梅', phone: '13800000001' },
        publishConsent: true,
      })
      .then(({ order }) => order.id as string);
  const done = async (text: string): Promise<string> => {
    const order = await place(text);
    await act('secretary', order, 'admit');
    await act('secretary', order, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
    await act('member', order, 'accept');
    await act('member', order, 'contact');
    await act('member', order, 'finish', { result: 'A new lamp' });
    return order;
  };
  [orders.placed, orders.finished, orders.evaluated] = await Promise.all([
    place('Water comes through the ceiling'),
    done('The lamp on the third floor is broken'),
    done('The lamp on the fourth floor is broken'),
  ]);
  await act('resident', orders.evaluated, 'evaluate', { solved: 'yes', stars: 5 });
  orders.proposed = await done('The lamp on the sixth floor is broken');
  await act('publisher', orders.proposed, 'propose', { title: 'A lamp', text: 'Call 13800000001.', after: 'Bright again' });
  const shown = await done('The lamp on the fifth floor is broken');
  await act('publisher', shown, 'propose', { title: 'A lamp', text: 'It was dark in the evening.', after: 'A new one' });
  await act('publisher', shown, 'publish');
  await matters();
  // The worker draws the board.
  orders.alias = await vi.waitFor(
    async () => {
      const answer = await fetch(`${site.url}/api/v1/public/items`);
      return ((await answer.json()) as { items: [{ alias: string }] }).items[0].alias;
    },
    { timeout: 20_000 },
  );
}, 60_000);
afterAll(() => site.close());

/** One of each: a dispute, a visit, a task, a topic. */
async function matters(): Promise<void> {
  const open = (persona: PersonaName, body: object): Promise<string> =>
    site.call(persona, 'POST', '/api/v1/orders', body).then(({ order }) => order.id as string);
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
  const parties = { a: { persons: [personas.resident.person] }, b: { name: 'Who lives upstairs' } };
  orders.mediation = await open('resident', {
    workflow: 'mediation',
    category: '0502',
    unit: demoGrid,
    text: 'Furniture is moved at night',
    parties,
  });
  await act('grid-worker', orders.mediation, 'take');
  await act('grid-worker', orders.mediation, 'session', { text: 'They meet again tomorrow' });
  const visitor = personas['grid-worker'].person;
  orders.visit = await open('secretary', { workflow: 'visit', unit: demoGrid, visitor, on: day(3) });
  await act('grid-worker', orders.visit, 'record', { outcome: 'met', text: 'All is well' });
  orders.task = await open('street', {
    workflow: 'task',
    unit: demoStreet,
    to: [demoCommunity],
    dueOn: day(10),
    text: 'Look at every slope',
  });
  await act('street', orders.task, 'report', { status: 'blocked', text: 'No keys' });
  orders.topic = await open('resident', {
    workflow: 'deliberation',
    forum: 'three-parties',
    unit: demoGrid,
    text: 'The empty lot before the house',
  });
  await act('secretary', orders.topic, 'admit', { text: 'Cars or trees?', on: day(5) });
  await act('property', orders.topic, 'speak', { party: 'property', stance: 'agree', text: 'Cars, and a row of trees' });
  const record = { how: 'ballot', on: day(-1), people: 43 };
  await act('secretary', orders.topic, 'speak', { party: 'owners', stance: 'disagree', text: 'Trees', record });
}

interface Case {
  readonly name: string;
  readonly persona: PersonaName | null;
  readonly path: () => string;
  /** What is done there before it is looked at. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const pages: readonly Case[] = [
  { name: 'welcome', persona: null, path: () => '/' },
  { name: 'sign-in', persona: null, path: () => '/sign-in' },
  {
    name: 'follow with errors',
    persona: null,
    path: () => '/follow',
    prepare: (page) => page.locator('main [type=submit]').click(),
  },
  { name: 'board', persona: null, path: () => '/board' },
  { name: 'board filtered', persona: null, path: () => '/board?status=evaluated&category=0101' },
  { name: 'board statistics', persona: null, path: () => '/board/statistics' },
  { name: 'board guide', persona: null, path: () => '/board/guide' },
  {
    name: 'activities with errors',
    persona: 'community',
    path: () => '/activities',
    prepare: (page) => page.locator('main [type=submit]').click(),
  },
  { name: 'board item', persona: null, path: () => `/board/${orders.alias}` },
  {
    name: 'objection with errors',
    persona: null,
    path: () => `/board/${orders.alias}/objection`,
    prepare: (page) => page.locator('main [type=submit]').click(),
  },
  {
    name: 'evaluate by slip',
    persona: null,
    path: () => '/evaluate',
    prepare: (page) => page.locator('main [type=submit]').click(),
  },
  { name: 'wall', persona: 'supervisor', path: () => '/staff/wall' },
  { name: 'privacy', persona: 'dpo', path: () => '/staff/privacy' },
  {
    name: 'sealed orders',
    persona: 'street',
    path: () => '/staff/privacy/openings',
    prepare: (page) => page.locator('main [type=submit]').click(),
  },
  ...['processing', 'assessment', 'breach'].map((kind) => ({
    name: `privacy records ${kind}`,
    persona: 'dpo' as const,
    path: () => `/staff/privacy/records/${kind}`,
    prepare: async (page: Page) => {
      await page.locator('summary').first().click();
      await page.locator('main [type=submit]').first().click();
    },
  })),
  ...['', '/units', '/posts', '/catalogue', '/rules', '/calendar', '/webhooks', '/notices'].map((part) => ({
    name: `admin${part}`,
    persona: 'admin' as const,
    path: () => `/staff/admin${part}`,
  })),
  { name: 'figures', persona: 'street', path: () => '/staff/figures', prepare: openFolded },
  {
    name: 'before publishing',
    persona: 'publisher',
    path: () => `/staff/orders/${orders.proposed}`,
    prepare: (page) => page.locator('[data-command=clearFinding]').click(),
  },
  { name: 'emergencies', persona: 'street', path: () => '/staff/emergency', prepare: openFolded },
  { name: 'points', persona: 'member', path: () => '/staff/points' },
  { name: 'lists', persona: 'community', path: () => '/staff/lists' },
  { name: 'today', persona: 'secretary', path: () => '/staff/today' },
  { name: 'duty', persona: 'street', path: () => '/staff/desk/duty' },
  { name: 'not there', persona: null, path: () => '/nothing-here' },
  { name: 'home', persona: 'resident', path: () => '/' },
  { name: 'place: what', persona: 'resident', path: () => '/place' },
  { name: 'place: which', persona: 'resident', path: () => '/place', prepare: (page) => page.locator('.tile').first().click() },
  { name: 'place: urgent', persona: 'resident', path: () => '/place', prepare: lift },
  { name: 'place: where', persona: 'resident', path: () => '/place', prepare: leak },
  {
    name: 'place: text with error',
    persona: 'resident',
    path: () => '/place',
    prepare: async (page) => {
      await leak(page);
      await page.locator('main [type=submit]').click();
      await page.locator('textarea').waitFor();
      await page.locator('main [type=submit]').click();
    },
  },
  { name: 'my orders', persona: 'resident', path: () => '/mine' },
  { name: 'own order', persona: 'resident', path: () => `/orders/${orders.placed}`, prepare: openAll },
  {
    name: 'to evaluate',
    persona: 'resident',
    path: () => `/orders/${orders.finished}`,
    prepare: (page) => page.locator('[type=submit]').first().click(),
  },
  { name: 'notices', persona: 'resident', path: () => '/notices' },
  { name: 'call me', persona: 'resident', path: () => '/call-me', prepare: (page) => page.locator('main [type=submit]').click() },
  { name: 'household points', persona: 'resident', path: () => '/points' },
  { name: 'my data', persona: 'resident', path: () => '/me', prepare: openAll },
  { name: 'desks', persona: 'secretary', path: () => '/staff/' },
  { name: 'queue', persona: 'secretary', path: () => '/staff/desk/all' },
  { name: 'order on the desk', persona: 'secretary', path: () => `/staff/desk/intake/${orders.placed}`, prepare: openAll },
  {
    name: 'admit',
    persona: 'secretary',
    path: () => `/staff/desk/intake/${orders.placed}`,
    prepare: (page) => page.locator('[data-command=admit]').click(),
  },
  {
    name: 'refuse with errors',
    persona: 'secretary',
    path: () => `/staff/desk/intake/${orders.placed}`,
    prepare: async (page) => {
      await page.locator('[data-command=refuse]').click();
      await page.locator('form:not([role=search]) [type=submit]').click();
    },
  },
  {
    name: 'reveal',
    persona: 'secretary',
    path: () => `/staff/desk/intake/${orders.placed}`,
    prepare: (page) => page.locator('dd button').click(),
  },
  { name: 'keys', persona: 'secretary', path: () => '/staff/', prepare: (page) => page.keyboard.press('?') },
  { name: 'overdue', persona: 'supervisor', path: () => '/staff/desk/overdue' },
  { name: 'at risk', persona: 'supervisor', path: () => '/staff/desk/at-risk' },
  {
    name: 'publish',
    persona: 'publisher',
    path: () => `/staff/desk/publish/${orders.evaluated}`,
    prepare: (page) => page.locator('[data-command=propose]').click(),
  },
  { name: 'nothing to do', persona: 'dpo', path: () => '/staff/' },
  { name: 'mediation', persona: 'grid-worker', path: () => `/staff/orders/${orders.mediation}` },
  { name: 'task', persona: 'street', path: () => `/staff/orders/${orders.task}` },
  { name: 'visit', persona: 'grid-worker', path: () => `/staff/orders/${orders.visit}` },
  {
    name: 'topic, speaking',
    persona: 'secretary',
    path: () => `/staff/desk/topics/${orders.topic}`,
    prepare: (page) => page.locator('[data-command=speak]').click(),
  },
];

async function lift(page: Page): Promise<void> {
  await page.locator('.tile').first().click();
  await page.locator('.row-button').nth(3).click();
}

async function leak(page: Page): Promise<void> {
  await page.locator('.tile').first().click();
  await page.locator('.row-button').first().click();
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
}

async function openFolded(page: Page): Promise<void> {
  for (const summary of await page.locator('main summary').all()) await summary.click();
}

async function openAll(page: Page): Promise<void> {
  for (const summary of await page.locator('main summary').all()) await summary.click();
  if (page.url().includes('/staff/')) await page.locator('.journal').waitFor();
}

const long = process.env['SIX_ORDER_LONG'] === '1';

const every: readonly Look[] = ([360, 768, 1440] as const).flatMap((width) =>
  (['zh', 'en'] as const).flatMap((language) => [false, true].map((elder) => ({ width, language, elder }))),
);

/** Two looks that differ in everything, for one page after another: between them all pairs are met. */
const turns: readonly (readonly Look[])[] = [
  [
    { width: 360, language: 'zh', elder: false },
    { width: 1440, language: 'en', elder: true },
  ],
  [
    { width: 360, language: 'en', elder: true },
    { width: 1440, language: 'zh', elder: false },
  ],
  [
    { width: 360, language: 'zh', elder: true },
    { width: 768, language: 'en', elder: false },
  ],
  [
    { width: 360, language: 'en', elder: false },
    { width: 1440, language: 'zh', elder: true },
  ],
];

const visits = pages.flatMap((one, at) =>
  (long ? every : (turns[at % turns.length] ?? [])).map((look) => ({
    ...one,
    look,
    title: `${one.name} ${look.width} ${look.language}${look.elder ? ' elder' : ''}`,
  })),
);

let visitor: Visitor | undefined;
afterEach(() => visitor?.close());

test.each(visits)('$title', async ({ persona, path, prepare, look }) => {
  visitor = await site.visit(persona, look);
  const { page } = visitor;
  const missing = path() === '/nothing-here';
  expect((await page.goto(site.url + path()))?.status()).toBe(missing ? 404 : 200);
  await settled(page);
  await prepare?.(page);
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  expect(await violations(page)).toEqual([]);
  if (look.language === 'en') expect(await untranslated(page)).toEqual([]);
  expect(visitor.complaints().filter((line) => !(missing && line.includes('404')))).toEqual([]);
});

/** Nothing is being read any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1:visible').first().waitFor();
  await page.waitForLoadState('load');
  await page.waitForFunction(() => !/正在读取|Loading …/.test(document.body.innerText));
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page: Page): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { axe: own } = globalThis as unknown as { axe: { run: (on: unknown, options: unknown) => Promise<any> } };
    const found = await own.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }: any) => nodes.map(({ html }: any) => `${id}: ${html.slice(0, 200)}`));
  }, rules);
}

/** Chinese that is neither marked as such nor what somebody said or is called. */
const untranslated = (page: Page): Promise<string[]> =>
  page.evaluate(
    (names) => {
      const found: string[] = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const { parentElement } = node;
        if (parentElement?.closest('[lang="zh-CN"], noscript, script, option, dd')) continue;
        const rest = names.reduce((text, name) => text.replaceAll(name, ''), node.textContent ?? '');
        if (/[\u4e00-\u9fff]/.test(rest)) found.push(rest);
      }
      return found;
    },
    ['蟠桃园社区', ...Object.values(personas).map(({ name }) => name)],
  );

test('a shell runs nothing but our own files, is framed by nobody, and is kept by nobody once it names a person', async () => {
  const html = { accept: 'text/html' };
  const open = await fetch(site.url, { headers: html });
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

test.each(['secretary', 'member', 'supervisor', 'publisher', 'resident'] as const)(
  'whatever %s may do has a form, in words',
  async (persona) => {
    visitor = await site.visit(persona);
    const { page } = visitor;
    const base = persona === 'resident' ? '/orders/' : '/staff/orders/';
    for (const order of Object.values(orders)) {
      const { order: seen } = await site.call(persona, 'GET', `/api/v1/orders/${order}`).catch(() => ({ order: null }));
      if (seen === null) continue;
      await page.goto(site.url + base + order);
      await settled(page);
      if (persona === 'resident') await openAll(page);
      await page
        .locator('.actions .quiet')
        .click({ timeout: 300 })
        .catch(() => undefined);
      for (const { type } of persona === 'resident' ? [] : seen.allowed) {
        await page.locator(`[data-command=${type}]`).click();
        await page.locator('form:not([role=search]) [type=submit]').waitFor();
        await settled(page);
        const labels = await page.locator('form:not([role=search]) :is(label, legend, option)').allInnerTexts();
        expect(labels.filter((label) => /^[\w .-]*[a-z]{3}/i.test(label)).map((label) => `${type}: ${label}`)).toEqual([]);
      }
      expect(await violations(page)).toEqual([]);
    }
    expect(visitor.complaints()).toEqual([]);
  },
);

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

test('a one-time link evaluates without an account, once, and stays in no address', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0105',
    unit: demoCommunity,
    text: 'dark',
  });
  await act('secretary', order.id, 'admit');
  await act('secretary', order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  for (const [type, input] of [['accept'], ['contact'], ['finish', { result: 'bright' }]] as const)
    await act('member', order.id, type, input);
  const { url } = await site.call('community', 'POST', `/api/v1/orders/${order.id}/evaluation-link`);
  visitor = await site.visit(null);
  const { page } = visitor;
  await page.goto(site.url + new URL(url).pathname + new URL(url).hash);
  await page.getByText(order.number).waitFor();
  expect(page.url()).toBe(`${site.url}/evaluate`);
  await page.getByLabel('解决了', { exact: true }).check();
  await page.getByLabel(/^满意/).check();
  await page.locator('main [type=submit]').click();
  await page.getByRole('heading', { name: '谢谢您的评价' }).waitFor();
  await page.goto(`${site.url}/`);
  await page.goto(site.url + new URL(url).pathname + new URL(url).hash);
  await page.getByText('这个链接已经用过或者过期了').waitFor();
  visitor.complaints();
});

test('a building’s QR sheet leads to an order with the building filled in, after signing in', async () => {
  const { units } = await site.call('resident', 'GET', '/api/v1/units?kind=building');
  const building = units.find(({ code }: { code: string }) => code.startsWith(`${demoCommunity}01`) && code.endsWith('003'));
  visitor = await site.visit(null);
  const { page } = visitor;
  await page.goto(`${site.url}/place?unit=${building.code}`);
  await page.locator('[data-persona=resident]').click();
  await page.locator('.tile').first().click();
  await page.locator('.row-button').first().click();
  await expect.poll(() => page.locator('#building').inputValue()).toBe(building.id);
  expect(visitor.complaints()).toEqual([]);
});

test.each(['resident', 'grid-worker'] as const)('who cannot say which it is is called back: %s', async (persona) => {
  visitor = await site.visit(persona);
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await page.locator('.tile').first().click();
  await page.getByRole('link', { name: '说不清楚，请给我回电' }).click();
  await page.locator('#phone').fill('13800000003');
  await page.locator('main [type=submit]').click();
  await page.getByRole('heading', { name: '记下了，请等电话' }).waitFor();
  expect(visitor.complaints()).toEqual([]);
});

test('the window places for somebody, and says how consent was got', async () => {
  visitor = await site.visit('window');
  const { page } = visitor;
  const next = () => page.locator('main [type=submit]').click();
  await page.goto(`${site.url}/place`);
  await page.locator('.tile').first().click();
  await page.locator('.row-button').first().click();
  await page.locator('#building').selectOption('outdoors');
  await next();
  await page.locator('#text').fill('路灯不亮');
  await next();
  await page.locator('#name').fill('韦大娘');
  await page.locator('#phone').fill('13800000002');
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/韦大娘|13800000002/);
  await next();
  await page.locator('#consent').check();
  await next();
  await page.getByRole('alert').waitFor();
  await page.locator('#consent-how').selectOption('in-person');
  await next();
  await page.locator('.receipt').waitFor();
  expect(visitor.complaints()).toEqual([]);
});

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
  await page.getByRole('link', { name: /有一单还没有发出去/ }).click();
  await page.locator('main [type=submit]').click();
  await page.locator('.receipt').waitFor();
  const { orders: own } = await site.call('resident-2', 'GET', '/api/v1/orders?desk=requests');
  expect(own).toHaveLength(1);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}');
});

test('a photograph is made small, goes with the order, and is seen by whoever handles it', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await leak(page);
  await page.locator('main [type=submit]').click();
  const photo = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 2600, height: 1300 }).getContext('2d')?.fillRect(0, 0, 900, 900);
    return canvas.toDataURL('image/png');
  });
  const buffer = Buffer.from(photo.split(',')[1] ?? '', 'base64');
  const wrongType = { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('words') };
  await page.locator('#text').fill('漏水，有照片');
  await page.locator('#files').setInputFiles(wrongType);
  await expect.poll(() => page.locator('main').innerText()).toContain('可用的格式：照片 JPEG、PNG、WebP、AVIF');
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  await page.locator('#files').setInputFiles({ name: 'a.heic', mimeType: 'image/heic', buffer: heic });
  await expect.poll(() => page.locator('main').innerText()).toContain('这是 HEIC 照片');
  // A browser says of each refusal that it was one.
  expect(visitor.complaints().filter((line) => !line.includes('422'))).toEqual([]);
  await page.locator('#files').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await page.locator('.attached img').waitFor();
  expect(await page.locator('#text').inputValue()).toBe('漏水，有照片');
  await page.locator('main [type=submit]').click();
  await page.locator('main [type=submit]').click();
  await page.locator('#consent').waitFor();
  await page.locator('main [type=submit]').click();
  await page.locator('.receipt').waitFor();
  await page.getByRole('link', { name: '查看这一单' }).click();
  await page.locator('.attached img').waitFor();
  const desk = await site.visit('secretary', { width: 1440 });
  await desk.page.goto(`${site.url}/staff/orders/${page.url().split('/').at(-1)}`);
  const shown = desk.page.locator('.attached img');
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);
  expect(await violations(desk.page)).toEqual([]);
  expect(desk.complaints()).toEqual([]);
  await desk.close();
});

test('what is typed while a photograph is on its way stays', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const way = Promise.withResolvers<void>();
  await page.route('**/api/v1/attachments', async (route) => (await way.promise, route.continue()));
  await page.goto(`${site.url}/place`);
  await leak(page);
  await page.locator('main [type=submit]').click();
  const begun = page.waitForRequest('**/api/v1/attachments');
  const photo = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await page.locator('#files').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: photo });
  await begun;
  await page.locator('#text').fill('漏水，正在拍照');
  way.resolve();
  await page.locator('.attached img').waitFor();
  expect(await page.locator('#text').inputValue()).toBe('漏水，正在拍照');
  await page.reload();
  expect(await page.locator('#text').inputValue()).toBe('漏水，正在拍照');
  expect(visitor.complaints()).toEqual([]);
});

test('without a network a page says so and keeps trying, reading as well as sending', async () => {
  visitor = await site.visit('resident', { elder: true });
  const { page } = visitor;
  let offline = true;
  await page.route(/\/api\/v1\/(?:me\/data|orders)$/, (route) => (offline ? route.abort() : route.continue()));
  const back = async (): Promise<void> => {
    offline = false;
    await page.evaluate(() => dispatchEvent(new Event('online')));
  };
  await page.goto(`${site.url}/me`);
  await page.getByText('一通就会自动再试').waitFor();
  await back();
  await page.getByRole('button', { name: '下载副本' }).waitFor();

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
  await page.locator('noscript a[href="/board"]').click();
  await page.getByRole('heading', { name: '晒单公开栏' }).waitFor();
  expect(visitor.complaints()).toEqual([]);
});

test('without script: an order by number and query code, how far it is and by when, and whom to call', async () => {
  const text = '水管漏水，我是韦春梅';
  const body = { category: '0101', unit: demoCommunity, text, contact: { name: '韦春梅', phone: '13800000001' } };
  const { order, queryCode } = await site.call('resident', 'POST', '/api/v1/orders', body);
  visitor = await site.visit(null, { script: false });
  const { page } = visitor;
  await page.goto(`${site.url}/follow`);
  await page.getByLabel(/^单号/).fill(order.number);
  await page.getByLabel(/^查询码/).fill('WRONGCODE1');
  await page.getByRole('button', { name: /^查看/ }).click();
  await page.getByRole('alert').getByText('没有与该单号和查询码相符的单').waitFor();
  expect(await page.getByLabel('单号').inputValue()).toBe(order.number);
  await page.getByLabel('查询码').fill('');
  await page.getByRole('button', { name: '查看' }).click();
  await page.locator('#code-error', { hasText: '请填写查询码' }).waitFor();
  await page.getByLabel('查询码').fill(queryCode.toLowerCase());
  await page.getByRole('button', { name: '查看' }).click();
  await page.getByRole('heading', { name: '房屋漏水渗水' }).waitFor();
  expect(await page.locator('.status').innerText()).toBe('待受理');
  expect(await page.locator('.promise').innerText()).toMatch(/^社区会在.*\d\d:\d\d 前答复您$/);
  expect(await page.locator('.timeline [aria-current=step]').innerText()).toContain('派单 · 进行中');
  expect(await page.locator('main a[href="tel:12345"]').isVisible()).toBe(true);
  // Number and code stand in no address, and nothing that was written is shown.
  expect(page.url()).toBe(`${site.url}/follow`);
  const shown = await page.content();
  for (const secret of ['韦春梅', '13800000001', text, queryCode, order.id]) expect(shown).not.toContain(secret);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  // In the language and size that the address said: nothing remembers them.
  await page.goto(`${site.url}/follow?lang=en&elder=1`);
  await page.getByLabel(/^单号/).fill(order.number);
  await page.getByLabel(/^查询码/).fill(queryCode);
  await page.getByRole('button', { name: /^查看/ }).click();
  await page.locator('html[lang=en][data-elder]').getByRole('heading', { name: 'What happened' }).waitFor();
  const { readings } = await site.call('dpo', 'GET', `/api/v1/privacy/access-log?order=${order.id}`);
  expect(readings).toEqual([]);
  expect(visitor.complaints().filter((line) => !/40[46]|422/.test(line))).toEqual([]);
});

test('who is about to say what a neighbour said of a public facility is told so, and nothing of the neighbour', async () => {
  const text = '单元门的灯不亮，我叫韦春梅';
  await site.call('resident', 'POST', '/api/v1/orders', { category: '0105', unit: demoCommunity, text });
  visitor = await site.visit('resident-2');
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await page.locator('.tile').first().click();
  await page.locator('.row-button').nth(4).click();
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
  await page.locator('main [type=submit]').click();
  await page.getByText('已有邻居反映过这类事').waitFor();
  expect(await page.locator('main').textContent()).not.toContain('韦春梅');
  expect(visitor.complaints()).toEqual([]);
});

/** Paths of the API that a page asks for; news are kept from it, so that it asks for nothing twice. */
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
  expect(await askedBy(visitor.page, path, 'without')).toEqual(expect.arrayContaining([...reads]));
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
  const { readings } = await site.call('dpo', 'GET', `/api/v1/privacy/access-log?order=${order.id}`);
  const fields = readings.map(({ field }: { field: string }) => field);
  expect(fields).not.toEqual([]);
  expect(fields).toEqual([...new Set(fields)]);
  // Changed meanwhile, it is read.
  await act('secretary', order.id, 'admit');
  await visitor.page.getByText('待派单').first().waitFor();
});

test('what came with the shell is not asked for again, unless it is as old as a script that begins late', async () => {
  const path = '/api/v1/orders?desk=requests&limit=30';
  for (const [late, asked] of [
    [0, false],
    [11_000, true],
  ] as const) {
    visitor = await site.visit('resident');
    await cameLate(visitor.page, late);
    expect((await askedBy(visitor.page, '/mine', 'with')).includes(path)).toBe(asked);
    await visitor.close();
  }
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
  await page.getByRole('button', { name: 'Large type' }).click();
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
  await act('resident', order.id, 'note', { text: attack('added') });
  await act('secretary', order.id, 'admit');
  await act('secretary', order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person }, note: attack('dispatch') });
  await act('member', order.id, 'accept');
  await act('member', order.id, 'contact');
  await act('member', order.id, 'finish', { result: attack('result') });
  await act('resident', order.id, 'evaluate', { solved: 'yes', stars: 5, comment: attack('comment') });
  const shown = { title: attack('title').slice(0, 60), text: attack('published'), after: attack('after') };
  await act('publisher', order.id, 'propose', shown);
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
  await desk.locator('[data-persona=secretary]').click();
  await desk.locator('.timeline').first().waitFor();
  expect(desk.url()).toBe(`${site.url}/staff/orders/${orders.placed}`);
  expect(visitor.complaints()).toEqual([]);
});

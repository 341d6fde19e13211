// The offices' own pages in a browser: whose turn it is, several orders at once, two on one order, sheets of paper, the wall, the
// administrator's forms and buttons, points and lists.
import { contract } from '@six-order/api/contract';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, personas } from '@six-order/community/demo/personas';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { keyboard } from './hands.ts';
import { openSite } from './open-site.ts';
import type { Look, Site, Visitor } from './site.ts';

let site: Site;
let visitors: Visitor[] = [];
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterEach(async () => {
  await Promise.all(visitors.map(({ close }) => close()));
  visitors = [];
});
afterAll(() => site.close());

async function visit(persona: PersonaName, path: string, look: Look = { width: 1440 }): Promise<Page> {
  const visitor = await site.visit(persona, look);
  visitors.push(visitor);
  await visitor.page.goto(site.url + path);
  return visitor.page;
}
const place = (text: string, category = '0101'): Promise<string> =>
  site.call('resident', 'POST', '/api/v1/orders', { category, unit: demoCommunity, text }).then(({ order }) => order.id);
const send = (persona: PersonaName, order: string, type: string, input: object = {}) =>
  site.call(persona, 'POST', `/api/v1/orders/${order}/commands`, { type, input });
const fine = () => expect(visitors.flatMap((visitor) => visitor.complaints())).toEqual([]);

/** The day in China, so many days from now on: nobody moves the clock here. */
const day = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

test('whoever works in an office is led from the resident’s page of an order to his desk; it says whose turn it is, and tells its reader when it is his', async () => {
  const order = await place('过道漏水');
  const own = await visit('resident', `/orders/${order}`, { width: 360 });
  await own.getByRole('heading', { name: '办理经过' }).waitFor();
  expect(await own.getByRole('link', { name: '到工作台办这一单' }).count()).toBe(0);
  const desk = await visit('secretary', `/orders/${order}`, { width: 360 });
  await desk.getByRole('link', { name: '到工作台办这一单' }).click();
  await desk.locator('[data-command=admit]').waitFor();
  await desk.locator('.turn.mine', { hasText: /^现在轮到您：受理，.* 前$/ }).waitFor();
  await send('secretary', order, 'admit');
  await send('secretary', order, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  const holder = new RegExp(`^现在轮到承办人${personas.member.name}（党员 · .*第一网格）：接单，.* 前$`);
  await desk.locator('.turn', { hasText: holder }).waitFor();
  const member = await visit('member', `/staff/orders/${order}`, { width: 360 });
  await member.locator('.turn.mine', { hasText: '现在轮到您：接单' }).waitFor();
  fine();
});

test.each([
  ['secretary', '点单（替人或自己的）', false],
  ['grid-worker', '点单（替人或自己的）', false],
  ['window', '点单（替人或自己的）', true],
] as const)('%s finds what he does all day first', async (persona, other, placesFirst) => {
  const page = await visit(persona, '/staff/', { width: 360 });
  const [link, desks] = [page.getByRole('link', { name: other }), page.locator('.desk-cards')];
  await Promise.all([link.waitFor(), desks.waitFor()]);
  const topOf = async (one: typeof link) => (await one.boundingBox())?.y ?? Number.NaN;
  expect((await topOf(link)) < (await topOf(desks))).toBe(placesFirst);
  expect(await page.locator('main .button.main').count()).toBe(placesFirst ? 1 : 0);
  fine();
});

test('from a page of residents whoever works in an office goes home to his desks', async () => {
  const page = await visit('member', '/me', { width: 360 });
  await page.getByRole('link', { name: '回首页' }).click();
  await page.getByRole('heading', { level: 1, name: `${personas.member.name}，您好` }).waitFor();
  await page.locator('.desk-cards').waitFor();
  expect(new URL(page.url()).pathname).toBe('/staff/');
  expect(await page.getByText('替人下单').count()).toBe(0);
  fine();
});

test('whoever works begins with what is offered to him and what he has in hand; what he was told comes after, and is folded once he has read it', async () => {
  const [offered, mine, over] = await Promise.all(['灯坏了', '门坏了', '窗坏了'].map((text) => place(text, '0105')));
  for (const order of [offered, mine, over]) {
    await send('secretary', order as string, 'admit');
    await send('secretary', order as string, 'dispatch', { to: { kind: 'person', id: personas['member-2'].person } });
  }
  for (const order of [mine, over]) await send('member-2', order as string, 'accept');
  await send('member-2', over as string, 'contact');
  await send('member-2', over as string, 'finish', { result: '修好了' });
  await send('supervisor', mine as string, 'urge');
  const page = await visit('member-2', '/staff/', { width: 360 });
  const part = (name: string) => page.locator('section', { has: page.getByRole('heading', { name, exact: true }) });
  await expect.poll(() => part('等您接的').locator('[data-order]').evaluateAll(ids)).toEqual([offered]);
  expect(await part('在手要办的').locator('[data-order]').evaluateAll(ids)).toEqual([mine]);
  // What a row says already is no news; what else he was told of its order, and of the one that is over, is.
  await expect
    .poll(() => part('新消息').locator('a').evaluateAll(hrefs))
    .toEqual([mine, over].map((order) => `/staff/orders/${order}`));
  // What was opened from there is new no more.
  await part('新消息').locator('a').first().click();
  await page.locator('.order-title').waitFor();
  await page.goBack();
  await expect.poll(() => part('新消息').locator('a').evaluateAll(hrefs)).toEqual([`/staff/orders/${over}`]);
  // The head of the page counts all of them.
  await page.getByRole('link', { name: '3 条新消息', exact: true }).click();
  await expect.poll(() => page.locator('.row:visible').count()).toBe(3);
  await page.getByRole('link', { name: '六单一体' }).click();
  await part('等您接的').waitFor();
  await part('新消息').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: '消息', exact: true }).click();
  await page.getByText('没有新消息。').waitFor();
  expect(await page.locator('.row:visible').count()).toBe(0);
  await page.getByText('看过的 4 条').click();
  expect(await page.locator('.row:visible').count()).toBe(4);
  await page.goBack();
  await part('等您接的').locator('[data-order]').click();
  await page.waitForURL(`**/staff/desk/accept/${offered}`);
  fine();
});

const ids = (rows: readonly Element[]): readonly (string | null)[] => rows.map((row) => row.getAttribute('data-order'));
const hrefs = (links: readonly Element[]): readonly (string | null)[] => links.map((link) => link.getAttribute('href'));

test('what is in hand stands on the first page however much is offered; after the work a note comes before what counts; a desk folds how it is searched', async () => {
  const worker = personas['grid-worker'].person;
  const given = async (text: string): Promise<string> => {
    const order = await place(text, '0301');
    await send('secretary', order, 'admit');
    await send('secretary', order, 'dispatch', { to: { kind: 'person', id: worker } });
    return order;
  };
  const mine = await given('接了的一堆');
  await send('grid-worker', mine, 'accept');
  for (let n = 1; n <= 11; n += 1) await given(`第 ${n} 堆`);
  const page = await visit('grid-worker', '/staff/', { width: 360 });
  const part = page.locator('section', { has: page.getByRole('heading', { name: '在手要办的', exact: true }) });
  await expect.poll(() => part.locator('[data-order]').evaluateAll(ids)).toEqual([mine]);
  await send('grid-worker', mine, 'contact');
  await send('grid-worker', mine, 'finish', { result: '清走了' });
  await page.goto(`${site.url}/staff/orders/${mine}`);
  await page.getByText('没有要办的，等居民评价').waitFor();
  const commands = await page
    .locator('.actions [data-command]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-command')));
  expect(commands.slice(commands.indexOf('note'))).toEqual(['note', 'proposeExclusion']);
  await page.goto(`${site.url}/staff/desk/accept`);
  const rules = page.locator('#search-hint');
  await page.locator('#search').waitFor();
  expect(await rules.isVisible()).toBe(false);
  await page.getByText('怎么查').click();
  await rules.getByText('密封件不查').waitFor();
  // Where nothing was found it is said by itself.
  await page.reload();
  await page.locator('#search').fill('没有这样的字');
  await page.keyboard.press('Enter');
  await rules.getByText('密封件不查').waitFor();
  fine();
});

test('several orders are admitted at once, and only those that were picked', async () => {
  const [first, second, third] = await Promise.all(['一', '二', '三'].map((text) => place(text)));
  const page = await visit('secretary', '/staff/desk/intake', { width: 360 });
  await page.getByRole('button', { name: '几件一起受理' }).click();
  for (const order of [first, second]) {
    const row = page.locator('.queue li', { has: page.locator(`[data-order="${order}"]`) });
    await row.locator('input[type=checkbox]').check();
  }
  await page.getByRole('button', { name: '受理选中的 2 件' }).click();
  await page.getByText('已受理 2 件。').waitFor();
  await page.locator(`[data-order="${first}"]`).waitFor({ state: 'detached' });
  expect(await page.locator(`[data-order="${third}"]`).count()).toBe(1);
  fine();
});

test('a row says first the step whose turn it is where that was missed, then how late the order is as a whole, then another missed step; what stands still grows no later', async () => {
  const [both, step, neither, still, danger, beside, stuck] = await Promise.all(
    ['都晚了', '受理晚了', '没有晚', '暂停前晚了', '没有围护', '旁的时限', '卡在受理'].map((text) => place(text)),
  );
  const page = await visit('secretary', '/staff/', { width: 360 });
  const inDays = (days: number): string => new Date(Date.now() + (days + Math.sign(days) * 0.5) * 86_400_000).toISOString();
  const due = new Map([
    [both, { intake: -11, whole: -2 }],
    [step, { intake: -2, whole: 5 }],
    [neither, { intake: 3, whole: 5 }],
    [still, { intake: -4 }],
    [danger, { contact: -4, cordon: -3, whole: 5 }],
    [beside, { feedback: 2, intake: 3, whole: 5 }],
    [stuck, { cordon: -9, intake: -2, whole: -4 }],
  ]);
  await page.route('**/api/v1/orders?desk=intake*', async (route) => {
    const response = await route.fetch();
    const body = contract.listOrders.answers[200].schema.parse(await response.json());
    const orders = body.orders.map((one) => ({
      ...one,
      clocks: Object.entries(due.get(one.id) ?? {}).map(([name, days]) => ({
        ...(one.clocks[0] as (typeof one.clocks)[number]),
        name,
        dueAt: inDays(days),
        light: days < 0 ? 'red' : 'green',
      })),
      ...(one.id === still && { suspendedAt: new Date(Date.now() - 2 * 86_400_000).toISOString() }),
    }));
    await route.fulfill({ json: { ...body, orders } });
  });
  await page.locator('a[href="/staff/desk/intake"]').first().click();
  const chips = (order: string | undefined) => page.locator(`[data-order="${order}"] .light`).allTextContents();
  await page.locator(`[data-order="${both}"]`).waitFor();
  await expect.poll(() => chips(both), { timeout: 15_000 }).toEqual(['受理 · 超 11 天', '全程办结 · 超 2 天']);
  expect(await chips(step)).toEqual(['受理 · 超 2 天', '全程办结 · 剩 5 天']);
  expect(await chips(neither)).toEqual(['剩 3 天']);
  // What is not its stage's own is called by its name.
  expect(await chips(beside)).toEqual(['先期反馈 · 剩 2 天']);
  expect(await chips(still)).toEqual(['受理 · 超 2 天']);
  // The first measure of a danger comes before every other step but the one that the order is stuck at.
  expect(await chips(danger)).toEqual(['现场围护 · 超 3 天', '全程办结 · 剩 5 天']);
  expect(await chips(stuck)).toEqual(['受理 · 超 2 天', '全程办结 · 超 4 天', '现场围护 · 超 9 天']);
  fine();
});

test('what was sent is said once, beside the state that came of it, whatever others do meanwhile', async () => {
  const order = await place('楼道的窗户关不上');
  await send('secretary', order, 'admit');
  await send('secretary', order, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  const own = await visit('resident', `/orders/${order}`);
  await own.locator('summary', { hasText: '补充情况' }).click();
  await own.locator('details[open] textarea').first().fill('一直开着');
  // His page reads it only when it has gone on.
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await own.route(`**/api/v1/orders/${order}`, async (route) => {
    await held;
    await route.continue();
  });
  const answered = own.waitForResponse((response) => response.url().endsWith('/commands'));
  await own.locator('details[open] [type=submit]').click();
  expect((await answered).status()).toBe(200);
  await send('member', order, 'accept');
  letGo();
  await own.getByText('补充的情况已经送到').waitFor();
  await own.locator('.status', { hasText: '已接单' }).waitFor();

  await send('resident', order, 'withdraw');
  await own.locator('.status', { hasText: '已撤回' }).waitFor();
  expect(await own.getByText('补充的情况已经送到').count()).toBe(0);

  const again = await place('楼道的窗户又关不上');
  const toMember = () => send('secretary', again, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  await send('secretary', again, 'admit');
  await toMember();
  const desk = await visit('secretary', `/staff/orders/${again}`);
  const note = desk.locator('[data-command=note]');
  await note.or(desk.locator('.actions .quiet')).first().waitFor();
  if ((await note.count()) === 0) await desk.locator('.actions .quiet').click();
  await note.click();
  await desk.locator('.actions form textarea').first().fill('是东边那一扇');
  await desk.locator('.actions form [type=submit]').click();
  const said = desk.getByText('补充：已办');
  await said.waitFor();
  await send('member', again, 'decline', { reason: '不在家' });
  await desk.locator('.turn', { hasText: '派单' }).waitFor();
  expect(await said.count()).toBe(0);
  // It comes back to the state in which that was said.
  await toMember();
  await desk.locator('.turn', { hasText: '接单' }).waitFor();
  expect(await said.count()).toBe(0);
  // The member has room for others.
  await send('resident', again, 'withdraw');
  fine();
});

test('a number in what a resident wrote is revealed by the keyboard, which stays with what was shown', async () => {
  const order = await place('门禁坏了，打13900000001');
  await send('resident', order, 'note', { text: '白天打13900000003' });
  const page = await visit('secretary', `/staff/orders/${order}`, { width: 360 });
  const hands = keyboard(page);
  await page.getByText('没有留电话', { exact: true }).waitFor();
  for (const [name, masked, whole] of [
    [/^查看号码 群众原话/, '门禁坏了，打139****0001', '门禁坏了，打13900000001'],
    [/^查看号码 补充说明/, '白天打139****0003', '白天打13900000003'],
  ] as const) {
    await page.locator('article .line-up', { hasText: masked }).waitFor();
    await page.getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
    await hands.press(/联系居民/);
    await page.getByRole('dialog').locator('[type=submit]').focus();
    await page.keyboard.press('Enter');
    await page.locator('article .line-up:focus', { hasText: whole }).waitFor();
  }
  // So is one in the comment of an evaluation.
  const done = await place('路灯不亮');
  await send('secretary', done, 'settle', { result: '换了灯泡' });
  await send('resident', done, 'evaluate', { solved: 'yes', stars: 5, comment: '有事打13900000005' });
  await page.goto(`${site.url}/staff/orders/${done}`);
  await page.locator('article .line-up', { hasText: '有事打139****0005' }).waitFor();
  fine();
});

test('whoever opens an order that somebody else has open is told who', async () => {
  const order = await place('灯不亮');
  await (await visit('secretary', `/staff/orders/${order}`)).locator('[data-command=admit]').waitFor();
  const other = await visit('community', `/staff/orders/${order}`);
  const notice = other.getByText(`支部书记${personas.secretary.name}也打开了这一单`);
  await notice.waitFor();
  // Another address, not another page of ours: nothing of it runs any more, the browser itself says that it was left.
  await visitors[0]?.page.goto('about:blank');
  await notice.waitFor({ state: 'detached' });
  fine();
});

test('the day’s sheet is one page of A4, and the slip of an order is printed from it', async () => {
  await place('还没有受理');
  const order = await place('水管爆了');
  await send('secretary', order, 'admit');
  await send('secretary', order, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  const sheet = await visit('secretary', '/staff/');
  // A bad day: two pages of forty of each.
  await sheet.route('**/api/v1/orders?desk=*', async (route) => {
    const url = new URL(route.request().url());
    const second = url.searchParams.has('cursor');
    url.searchParams.delete('cursor');
    // All six full: what there is stands on each; a number with its letter is as long as a card's.
    const desk = ['intake', 'dispatch', 'today', 'overdue', 'cards', 'shelved'].indexOf(url.searchParams.get('desk') ?? '');
    const isCard = url.searchParams.get('desk') === 'cards';
    const isDanger = url.searchParams.get('desk') === 'overdue';
    url.searchParams.set('desk', 'intake');
    const json = await (await route.fetch({ url: url.href })).json();
    const [one] = json.orders;
    const dueAt = new Date(Date.now() - 50 * 3_600_000).toISOString();
    const late = one?.clocks.map((clock: any) => ({ ...clock, light: 'red', dueAt }));
    // Somebody has what is overdue; the name of a firm takes more lines than one.
    const holder = isDanger ? { kind: 'unit', id: one?.id, name: '安居物业服务中心' } : null;
    // Of a danger two of its times.
    const clocks = isDanger
      ? [
          { ...late?.[0], name: 'cordon' },
          { ...late?.[0], name: 'whole' },
        ]
      : late;
    const forty = Array.from({ length: 40 }, (_, n) => ({
      ...one,
      ...(isCard && { workflow: 'card', number: `D${one?.number}` }),
      clocks,
      holder,
      // Those of today are those that wait to be admitted, but for one.
      id: `${one?.id.slice(0, -3)}${desk === 2 && n > 0 ? 0 : desk}${(second ? 50 : 10) + n}`,
    }));
    await route.fulfill({ json: { orders: one ? forty : [], next: one && !second ? 'second' : null } });
  });
  await sheet.goto(`${site.url}/staff/today`);
  await sheet.getByRole('heading', { name: '待受理 · 80', exact: true }).waitFor();
  // Each order stands on it once: what is listed above is not listed again, but counted.
  await sheet.getByRole('heading', { name: '今天到期 · 80', exact: true }).waitFor();
  const today = sheet.locator('section', { hasText: '今天到期 ·' });
  expect(await today.locator('tbody tr').count()).toBeLessThanOrEqual(2);
  await today.getByText('其中 78 件已列在上面。').waitFor();
  const listed = await sheet.locator('tbody a').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
  expect(new Set(listed).size).toBe(listed.length);
  // A row of two times takes the room of two.
  expect(await sheet.locator('td[data-label] div').count()).toBeGreaterThan(15);
  // Which time it is, and how late it is, in words.
  const dueIn = (section: string) =>
    sheet
      .locator('section', { hasText: `${section} ·` })
      .locator('td[data-label="到期"]')
      .first();
  expect(await dueIn('待受理').textContent()).toMatch(/^受理 \d+月\d+日 \d\d:\d\d 超 2 天$/);
  // All that its row says of it, not one alone.
  expect(await dueIn('已超期').textContent()).toMatch(/^全程办结 .* 超 2 天现场围护 .* 超 2 天$/);
  expect(await sheet.locator('td[data-label="承办"]:not(:empty)').first().textContent()).toBe('安居物业服务中心');
  // On a page of A4 between its margins no column lies beyond the edge, nor one thing over another.
  await sheet.emulateMedia({ media: 'print' });
  await sheet.setViewportSize({ width: 703, height: 1000 });
  const beyond = () =>
    sheet.locator('.scroll, .sheet td').evaluateAll((all) => Math.max(...all.map((one) => one.scrollWidth - one.clientWidth)));
  await expect.poll(beyond).toBeLessThanOrEqual(0);
  const heads = sheet.locator('thead').evaluateAll((all) => all.map((one) => getComputedStyle(one).visibility));
  expect(await heads).toEqual(Array.from({ length: 6 }, () => 'visible'));
  expect(pagesOf(await sheet.pdf({ format: 'A4', preferCSSPageSize: true }))).toBe(1);
  const desk = await visit('secretary', `/staff/orders/${order}`);
  const [slip] = await Promise.all([desk.context().waitForEvent('page'), desk.getByRole('link', { name: '打印派单卡' }).click()]);
  await slip.getByRole('heading', { name: '派单卡' }).waitFor();
  expect(await slip.locator('dl').textContent()).toContain('水管爆了');
  expect(pagesOf(await slip.pdf({ format: 'A4', preferCSSPageSize: true }))).toBe(1);
  fine();
});

test('a desk has one number: on the overview, on the day’s sheet and on the wall', async () => {
  await place('还没有受理的');
  const order = await place('要发卡的');
  await send('secretary', order, 'admit');
  await send('secretary', order, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  await site.call('supervisor', 'POST', '/api/v1/orders', { workflow: 'card', order, colour: 'yellow', reason: 'other' });
  const { desks } = await site.call('secretary', 'GET', '/api/v1/desks');
  const countOf = (name: string): number => desks.find(({ desk }: { desk: string }) => desk === name).count;
  expect([countOf('cards'), countOf('intake') > 0]).toEqual([1, true]);
  const sheet = await visit('secretary', '/staff/today');
  for (const [name, word] of [
    ['intake', '待受理'],
    ['dispatch', '待派单'],
    ['today', '今天到期'],
    ['cards', '督办卡'],
  ] as const) {
    await sheet.getByRole('heading', { name: `${word} · ${countOf(name)}`, exact: true }).waitFor();
  }
  expect(await sheet.locator('section', { hasText: '督办卡 · 1' }).locator('.card-yellow').textContent()).toBe('黄卡督办');
  expect(await sheet.locator('section', { hasText: '督办卡 · 1' }).locator('tbody a').textContent()).toMatch(/^督办卡 D/);
  // On a telephone nothing lies beyond its edge.
  await sheet.setViewportSize({ width: 360, height: 740 });
  const beyond = () =>
    sheet.locator('.scroll').evaluateAll((all) => Math.max(...all.map((one) => one.scrollWidth - one.clientWidth)));
  await expect.poll(beyond, { timeout: 15_000 }).toBe(0);
  const wall = await visit('secretary', '/staff/wall', { width: 1920 });
  const shown = (name: string) => wall.locator(`.wall-numbers a[href="/staff/desk/${name}"] strong`).textContent();
  for (const name of ['intake', 'cards']) await expect.poll(() => shown(name), { timeout: 15_000 }).toBe(String(countOf(name)));
  const onWall = wall.locator('.wall-lists section', { hasText: '督办卡' }).locator('li');
  await expect.poll(() => onWall.count(), { timeout: 15_000 }).toBe(1);
  // A card is called by its number, and told by its colour.
  expect(await onWall.textContent()).toMatch(/^黄卡督办D\d{8}-\d{6}-\d/);
  // On an office's screen no row breaks in two.
  await wall.setViewportSize({ width: 1440, height: 900 });
  const tallest = () =>
    wall.locator('.wall-lists li.line').evaluateAll((all) => Math.max(...all.map((one) => (one as HTMLElement).offsetHeight)));
  await expect.poll(tallest, { timeout: 15_000 }).toBeLessThan(72);
  // What the journal holds of it is printed from its pane.
  const pane = await visit('supervisor', `/staff/orders/${order}`);
  const link = pane.getByRole('link', { name: '打印证据清单' });
  const [paper] = await Promise.all([pane.context().waitForEvent('page'), link.click()]);
  await paper.getByRole('heading', { name: '证据清单' }).waitFor();
  expect(await paper.locator('main').textContent()).toContain('校验一致');
  expect(await paper.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  fine();
});

test('a street gives a task with one thumb: what is wrong is said beside it, what was typed stays, and it is given once', async () => {
  const page = await visit('street', '/staff/', { width: 360 });
  await page.getByRole('link', { name: '交办重大任务' }).click();
  const text = page.getByLabel('任务内容');
  await text.fill('汛前排查边坡');
  await page.getByLabel('福临社区').check();
  await page.getByLabel('甘莱村').check();
  await page.getByLabel('最后期限').fill(day(-1));
  await page.getByRole('button', { name: '交办', exact: true }).click();
  await page.locator('.field', { hasText: '最后期限' }).getByText('日期须在今后').waitFor();
  expect([await text.inputValue(), await page.getByLabel('福临社区').isChecked()]).toEqual(['汛前排查边坡', true]);
  await page.getByLabel('最后期限').fill(day(20));
  visitors.at(-1)?.complaints();
  // The answer is lost on its way: it is sent again under the same key.
  let lost = 0;
  await page.route('**/api/v1/orders', async (route) => {
    if (lost > 0 || route.request().method() !== 'POST') return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: '交办', exact: true }).click();
  await page.getByText('任务已交办').waitFor({ timeout: 30_000 });
  expect(lost).toBe(1);
  await page.locator('.turn.mine', { hasText: /按期报进展，办完报告完成，.* 前；下次报进展不晚于/ }).waitFor();
  const { orders } = await site.call('street', 'GET', '/api/v1/orders?desk=task-list');
  expect(orders.map(({ rollUp }: { rollUp: { parts: number } }) => rollUp.parts)).toEqual([2]);
  visitors.at(-1)?.complaints();
  await page.goto(`${site.url}/staff/desk/task-list`);
  await page.locator('.row', { hasText: '0 / 2 已销号' }).waitFor();
  // The unit below reads on its own part what is to be done.
  const part = await expectPart('福临社区');
  const leader = await visit('leader', `/staff/orders/${part}`);
  await leader.locator('blockquote', { hasText: '汛前排查边坡' }).waitFor();
  fine();
});

/** The part of a unit, once the worker has given it. */
async function expectPart(name: string): Promise<string> {
  const { orders } = await site.call('street', 'GET', '/api/v1/orders?desk=task-list');
  const read = async (): Promise<string | null> => {
    const { order } = await site.call('street', 'GET', `/api/v1/orders/${orders[0].id}`);
    return order.task.parts.find(({ unit }: { unit: { name: string } }) => unit.name === name).order;
  };
  await expect.poll(read, { timeout: 20_000 }).not.toBeNull();
  return (await read()) as string;
}

test('what was pressed in a tab after another has changed the post is not done; it leads back with all that is filled in, or reads the page anew', async () => {
  const order = await place('单元门锁坏了', '0105');
  const page = await visit('secretary', `/staff/desk/intake/${order}`, { width: 360 });
  await page.locator('[data-command=admit]').click();
  await page.getByLabel('一般').check();
  const other = await page.context().newPage();
  const become = async (persona: PersonaName) => {
    await other.goto(`${site.url}/sign-in`);
    await other.locator(`[data-persona=${persona}]`).click();
    await other.waitForURL(/\/staff\//);
  };
  const handling = async () => (await site.call('secretary', 'GET', `/api/v1/orders/${order}`)).order.state.handling;
  await become('member');
  const admit = page.locator('form').getByRole('button', { name: '受理' });
  await admit.click();
  const told = page.locator('.other-post');
  await told.getByText('您打开这一页时是王守正 · 支部书记').waitFor();
  expect(await handling()).toBe('placed');
  await told.getByRole('button', { name: '换回王守正 · 支部书记' }).click();
  await told.getByText('请再按一次').waitFor();
  await told.getByRole('button', { name: '关闭' }).click();
  expect(await page.getByLabel('一般').isChecked()).toBe(true);
  await admit.click();
  await page.getByText('受理：已办').waitFor();
  expect(await handling()).toBe('admitted');

  // Or it goes on as whoever acts now.
  await become('member');
  await page.locator('[data-command=consult]').click();
  await page.locator('form').getByRole('textbox').first().fill('归谁管');
  await page.locator('.actions form [type=submit]').click();
  await told.getByRole('button', { name: '刷新页面' }).click();
  await page.getByRole('button', { name: new RegExp(personas.member.name) }).waitFor();
  expect(await handling()).toBe('admitted');
  expect(visitors.flatMap((visitor) => visitor.complaints()).filter((said) => !/409|404/.test(said))).toEqual([]);
});

test('a dispute is begun from an order by the keyboard alone, with whoever placed it as a side', async () => {
  const order = await place('楼上漏水', '0502');
  const page = await visit('secretary', `/staff/orders/${order}`);
  const hands = keyboard(page);
  await hands.press(/^申请调解/);
  await hands.fill(/^事情经过/, '多次劝说不听');
  await hands.fill(/^称呼/, '韦阿姨');
  await hands.press(/^提交申请/);
  await page.getByRole('alert').getByText('请填写另一方').waitFor();
  await page.locator('#f-parties-b-name').focus();
  await page.keyboard.type('四楼住户');
  await hands.press(/^提交申请/);
  await page.getByText('调解申请已提交').waitFor();
  await page.locator('.matter dd', { hasText: '韦阿姨 · 1 人' }).waitFor();
  await page.getByRole('link', { name: /^六单 \d{8}-/ }).waitFor();
  fine();
});

const kept = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify(Object.fromEntries([localStorage, sessionStorage].flatMap((store) => Object.entries(store)))),
  );

test('what was filled in of a form that begins a matter outlasts a reload, but for what names people; it is gone when put away', async () => {
  const page = await visit('secretary', '/staff/begin/mediation', { width: 360 });
  await page.locator('#f-category').selectOption('0502');
  await page.getByLabel('事情经过').fill('半夜拖桌椅');
  await page.locator('#f-parties-a-name').fill('三楼韦家');
  await page.locator('#f-parties-b-name').fill('四楼陈家');
  expect(await kept(page)).not.toMatch(/韦家|陈家/);
  // In another post of the same person it is not there.
  const asOther = (url: URL) => url.pathname === '/staff/begin/mediation';
  await page.route(asOther, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replaceAll(personas.secretary.post, personas.community.post),
    });
  });
  await page.reload();
  await page.locator('#f-category option').nth(1).waitFor({ state: 'attached' });
  expect(await page.getByLabel('事情经过').inputValue()).toBe('');
  await page.unroute(asOther);
  await page.reload();
  await page.getByText('写到人的几项不保存').waitFor();
  expect(await page.getByLabel('事情经过').inputValue()).toBe('半夜拖桌椅');
  expect(await page.locator('#f-parties-a-name').inputValue()).toBe('');
  await page.locator('#f-parties-a-name').fill('三楼韦家');
  await page.locator('#f-parties-b-name').fill('四楼陈家');
  await page.locator('#f-building option').nth(1).waitFor({ state: 'attached' });
  await page.locator('#f-building').selectOption({ index: 1 });
  await page.locator('#f-contact-phone').fill('13900001111');
  expect(await kept(page)).not.toContain('13900001111');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('调解申请已提交').waitFor();
  // The telephone is that of the side that asks, and the mediator's to read: whoever wrote it down does not.
  const begun = (await site.call('secretary', 'GET', `/api/v1/orders/${page.url().split('/').at(-1)}`)).order;
  expect([begun.contact, begun.place.building]).toEqual([
    { name: '三楼韦家' },
    expect.objectContaining({ name: expect.any(String) }),
  ]);
  expect(await kept(page)).not.toContain('半夜拖桌椅');
  // At a window many use what is kept.
  const window = await visit('window', '/staff/begin/mediation');
  await window.locator('#f-category').selectOption('0502');
  await window.getByLabel('事情经过').fill('半夜拖桌椅');
  expect(await kept(window)).not.toContain('半夜拖桌椅');
  await window.reload();
  await window.getByText('写到人的几项不保存').waitFor();
  expect(await window.getByLabel('事情经过').inputValue()).toBe('');
  expect(await window.locator('#f-category').inputValue()).toBe('0502');
  // Of what starts an emergency its form is open again; put away or signed out, nothing is left.
  const street = await visit('street', '/staff/emergency');
  await street.getByText('启动应急响应').first().click();
  await street.locator('#emergency-hazard').selectOption('flood');
  await street.locator('#emergency-document').fill('望应急〔2026〕3号');
  await street.reload();
  await street.locator('#emergency-hazard').waitFor();
  expect(await street.locator('#emergency-document').inputValue()).toBe('望应急〔2026〕3号');
  await street.goto(`${site.url}/staff/begin/task`);
  await street.getByLabel('任务内容').fill('汛前排查边坡');
  await street.reload();
  await street.getByText('刚才填的内容还在，请接着填').waitFor();
  expect(await street.getByLabel('任务内容').inputValue()).toBe('汛前排查边坡');
  await street.getByRole('button', { name: '取消' }).click();
  await street.waitForURL('**/staff/');
  expect(await kept(street)).not.toContain('汛前排查边坡');
  // An order that was begun for somebody is forgotten with them.
  await street.evaluate((name) => localStorage.setItem(name, '过道灯不亮'), `six-order-draft-${personas.street.person}`);
  await street.getByRole('button', { name: personas.street.name }).click();
  await street.getByRole('menuitem', { name: '退出登录' }).click();
  await street.waitForURL(`${site.url}/`);
  expect(await kept(street)).not.toMatch(/望应急|过道灯不亮/);
  fine();
});

test('at a visit: what the resident asks for is placed with its place filled in and linked; how it went is one choice', async () => {
  const building = personas.resident.unit;
  const { order } = await site.call('secretary', 'POST', '/api/v1/orders', {
    workflow: 'visit',
    unit: building,
    visitor: personas['grid-worker'].person,
    on: `${day(3)}T18:00:00+08:00`,
  });
  const page = await visit('grid-worker', `/staff/orders/${order.id}`, { width: 360 });
  await page.getByRole('link', { name: '把居民说的点成单' }).click();
  const next = () => page.locator('main [type=submit]').click();
  await page.locator('.tile').first().click();
  await page.locator('.row-button').first().click();
  await expect.poll(() => page.locator('#building').inputValue(), { timeout: 20_000 }).not.toBe('');
  await next();
  await page.locator('#text').fill('过道灯不亮');
  await page.reload();
  await next();
  await next();
  await next();
  await page.getByText('已关联到走访单').waitFor();
  await page.getByRole('link', { name: '回到走访单' }).click();
  await page.getByRole('link', { name: /^六单 \d{8}-/ }).waitFor();
  await page.locator('[data-command=record]').click();
  await page.getByLabel('见到了').check();
  await page.locator('.actions form').getByRole('button', { name: '走访记录' }).click();
  await page.getByText('走访记录：已办').waitFor();
  const { order: visited } = await site.call('grid-worker', 'GET', `/api/v1/orders/${order.id}`);
  expect(visited).toMatchObject({ state: { handling: 'visited' }, visit: { orders: [expect.any(String)] } });
  fine();
});

test('a form that a double click opens stays open; it says what is taken for what is left empty, and what is chosen is asked for as that', async () => {
  const order = await place('纱窗破了');
  const page = await visit('secretary', `/staff/orders/${order}`, { width: 360 });
  const form = page.locator('.actions form');
  await page.locator('[data-command=admit]').dblclick();
  await form.getByText('不选：按类别定').waitFor();
  await form.getByRole('button', { name: '受理' }).click();
  await page.getByText('受理：已办').waitFor();
  await page.locator('[data-command=dispatch]').click();
  await form.locator('.candidate').first().waitFor();
  await form.getByRole('button', { name: '派单' }).click();
  await form.locator('#f-to-error', { hasText: '请选择派给谁' }).waitFor();
  await form.getByRole('alert').getByText('还有 1 处需要改一改').waitFor();
  expect(await form.locator('label', { hasText: '找姓名或单位' }).innerText()).not.toContain('可不填');
  await send('secretary', order, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  for (const type of ['accept', 'contact']) await send('member', order, type);
  // He was reached: the next call is a further one.
  const desk = await visit('member', `/staff/orders/${order}`, { width: 360 });
  await desk.getByRole('button', { name: /^还有/ }).click();
  await desk.getByRole('button', { name: '再次联系', exact: true }).waitFor();
  expect(await desk.getByRole('button', { name: '首次联系', exact: true }).count()).toBe(0);
  // Done again, nobody was reached in this round yet.
  await send('member', order, 'finish', { result: '修好了' });
  await send('resident', order, 'evaluate', { solved: 'no', stars: 2, comment: '又坏了' });
  await desk.reload();
  await desk.getByRole('button', { name: /^还有/ }).click();
  await desk.getByRole('button', { name: '联系', exact: true }).waitFor();
  expect(await desk.getByRole('button', { name: '再次联系', exact: true }).count()).toBe(0);
  fine();
});

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

test('a form says what it asks for in its own words, and what to do where nobody is found or may be dispatched to', async () => {
  const order = await place('水管老化');
  await send('secretary', order, 'admit');
  const page = await visit('secretary', `/staff/orders/${order}`, { width: 360 });
  const form = page.locator('.actions form');
  await page.getByRole('button', { name: /^还有/ }).click();
  await page.locator('[data-command=changeUrgency]').click();
  await form.getByRole('button', { name: '改级' }).click();
  await form.locator('#f-to-error', { hasText: '请选择改成哪一级' }).waitFor();
  expect(await form.locator('legend', { hasText: '派给谁' }).count()).toBe(0);
  await page.locator('[data-command=correctCategory]').click();
  await form.getByRole('button', { name: '更正类别' }).click();
  await form.locator('#f-to-error', { hasText: '请填写事项类别' }).waitFor();
  await page.locator('[data-command=consult]').click();
  await page.getByText('由派单人自己去问有关单位').waitFor();
  await form.getByRole('button', { name: '会商' }).click();
  await form.locator('#f-question-error', { hasText: '请填写请教的问题' }).waitFor();
  await page.locator('[data-command=dispatch]').click();
  await form.getByLabel('找姓名或单位').fill('zzz');
  await form.getByText('没有找到“zzz”').waitFor();
  await form.getByLabel('找姓名或单位').fill('局');
  await form.getByText('请社区用“提级”报街道').waitFor();
  const desk = await visit('community', `/staff/orders/${order}`);
  await desk.locator('[data-command=dispatch]').click();
  await desk.getByLabel('找姓名或单位').fill('局');
  await desk.getByRole('button', { name: '提级，报街道' }).click();
  await desk.locator('.actions form').getByRole('button', { name: '提级' }).waitFor();
  fine();
});

test('a desk says where an order lies that nobody has yet, what a part of the area leaves out, and that there is no such desk', async () => {
  const order = await place('井盖松动');
  await send('secretary', order, 'admit');
  const page = await visit('street', '/staff/desk/all');
  await page
    .locator(`.row[data-order="${order}"]`)
    .getByText(/^还没有（.+，待派单）$/)
    .waitFor();
  const part = page.locator('.areas select').first();
  for (const [at] of (await part.locator('option').all()).entries()) {
    await part.selectOption({ index: at });
    await page.locator('.reading').waitFor({ state: 'detached' });
    if ((await page.getByText(/在这一台没有单。另有 \d+ 单在别处/).count()) > 0) break;
  }
  await page.getByText(/在这一台没有单。另有 \d+ 单在别处/).waitFor();
  await page.goto(`${site.url}/staff/desk/consult`);
  await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
  // Whoever is asked to call back is the window.
  const { order: calling } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0101',
    unit: demoCommunity,
    text: '灯坏了',
    callBack: true,
    contact: { name: '甲', phone: '13800000001' },
  });
  const desk = await visit('window', `/staff/orders/${calling.id}`, { width: 360 });
  await desk.getByText('现在轮到您：回电').waitFor();
  fine();
});

test('a form asks for what its choice needs, and for nothing of another', async () => {
  const order = await place('窗户关不上');
  await send('secretary', order, 'admit');
  await send('secretary', order, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  await send('member', order, 'accept');
  await send('member', order, 'contact');
  const page = await visit('secretary', `/staff/orders/${order}`, { width: 360 });
  const form = page.locator('.actions form');
  await page.locator('[data-command=record]').click();
  await form.getByLabel('办结').waitFor();
  expect(await form.locator('textarea').count()).toBe(0);
  // What was written for another step, however long, goes nowhere.
  await form.getByLabel('进展').check();
  await form.locator('#f-text').fill('写错了地方'.repeat(500));
  await form.getByLabel('首次联系').check();
  await form.locator('#f-note').waitFor();
  await form.getByLabel('办结').check();
  await form.locator('#f-result').waitFor();
  await form.getByText('不写姓名、手机号和身份证号').waitFor();
  await form.getByRole('button', { name: '代录' }).click();
  await form.locator('#f-result-error', { hasText: '请填写办理结果' }).waitFor();
  await form.getByLabel('首次联系').check();
  await form.getByRole('button', { name: '代录' }).click();
  await form.locator('#f-reached-error', { hasText: '联系上本人了吗' }).waitFor();
  await form.getByLabel('联系上了').check();
  const [recorded] = await Promise.all([
    page.waitForRequest((request) => request.url().endsWith('/commands')),
    form.getByRole('button', { name: '代录' }).click(),
  ]);
  expect(recorded.postDataJSON()).toEqual({ type: 'record', input: { act: 'contact', reached: true } });
  await page.getByText('代录：已办').waitFor();
  await page.getByRole('button', { name: /^还有/ }).click();
  await page.locator('[data-command=proposeExclusion]').click();
  await form.getByLabel(/不可抗力/).waitFor();
  expect(await form.getByLabel('文号').count()).toBe(0);
  await form.getByLabel(/不可抗力/).check();
  await form.getByLabel('理由', { exact: true }).fill('连日暴雨');
  await form.getByRole('button', { name: '提请不计入考核' }).click();
  await form.locator('#f-document-error', { hasText: '请填写文号' }).waitFor();
  await form.getByLabel('文号').fill('望府发〔2026〕9号');
  await form.getByRole('button', { name: '提请不计入考核' }).click();
  await page.getByText('提请不计入考核：已办').waitFor();
  fine();
});

test('whoever is chosen where an order is placed goes on there if he may place one, and to his desks if not; from the residents’ pages a link leads to them', async () => {
  const chosen = async (persona: PersonaName): Promise<Page> => {
    const visitor = await site.visit(null, { width: 360 });
    visitors.push(visitor);
    await visitor.page.goto(`${site.url}/place`);
    await visitor.page.locator(`[data-persona="${persona}"]`).click();
    return visitor.page;
  };
  const member = await chosen('member');
  await member.waitForURL(/\/staff\//);
  await member.getByRole('heading', { name: `${personas.member.name}，` }).waitFor();
  const secretary = await chosen('secretary');
  await secretary.getByRole('heading', { name: '您想说什么事？' }).waitFor();
  const toDesks = (page: Page) => page.getByRole('contentinfo').getByRole('link', { name: '工作台', exact: true });
  await toDesks(secretary).click();
  await secretary.waitForURL(/\/staff\//);
  const resident = await visit('resident', '/', { width: 360 });
  await resident.getByRole('contentinfo').getByRole('link', { name: '12345' }).waitFor();
  expect(await toDesks(resident).count()).toBe(0);
  fine();
});

test('an order that nobody needs to act on proposes no accusation', async () => {
  const order = await place('灯不亮', '0105');
  await send('secretary', order, 'admit');
  await send('secretary', order, 'dispatch', { to: { kind: 'person', id: personas['member-2'].person } });
  await send('supervisor', order, 'urge');
  const page = await visit('supervisor', `/staff/orders/${order}`);
  const commands = page.locator('.actions [data-command]');
  await commands.first().waitFor();
  expect(await commands.evaluateAll((all) => all.map((one) => one.getAttribute('data-command')))).toEqual([
    'note',
    'proposeExclusion',
    'declareLeak',
  ]);
  expect(await page.locator('.actions .button.main').count()).toBe(0);
  fine();
});

test('the weekdays fit their place on the wall, in English too; it says when it has had no news for too long', async () => {
  for (const category of ['0101', '1001']) await place('有事', category);
  const visitor = await site.visit('supervisor', { width: 1440, language: 'en' });
  visitors.push(visitor);
  const { page } = visitor;
  await page.clock.install();
  await page.goto(`${site.url}/staff/wall`);
  const weekdays = page.locator('.wall .heat');
  await weekdays.waitFor();
  for (const width of [1440, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const beyond = await weekdays.evaluate(
      (table) => (table as HTMLElement).offsetWidth - (table.parentElement?.clientWidth ?? 0),
    );
    expect(beyond).toBeLessThanOrEqual(0);
  }
  fine();
  const told = page.locator('.wall header [role=status]');
  await expect.poll(() => told.textContent(), { timeout: 15_000 }).toMatch(/\d\d:\d\d/);
  expect(await told.textContent()).not.toContain('No news since');
  await page.route('**/api/v1/**', (route) => route.abort());
  await page.clock.runFor(10 * 60_000);
  await expect.poll(() => told.textContent(), { timeout: 15_000 }).toContain('No news since');
  visitor.complaints();
});

test('a number of the rules is set by a document: what is wrong is said beside its field, what is set is shown in words', async () => {
  const page = await visit('admin', '/staff/admin/rules', { width: 360 });
  const rest = page.locator('summary', { hasText: /^用默认值的 \d+ 项$/ });
  await rest.click();
  const row = page.locator('li', { hasText: '退单最多次数' }).last();
  await row.getByText('默认 2').waitFor();
  await row.getByText('发文改这一项').click();
  await row.getByLabel(/^改为/).fill('9');
  await row.getByLabel(/写名称或编码来找/).fill('522326');
  await row.locator('input[type=radio]').first().check();
  await row.getByLabel('依据的文件').fill('望党发〔2026〕7号');
  await row.getByLabel('从哪天起').fill(day(0));
  await row.getByRole('button', { name: '定下' }).click();
  await row.locator('.field', { hasText: '改为' }).getByText('不大于 5').waitFor();
  expect(await row.getByLabel('依据的文件').inputValue()).toBe('望党发〔2026〕7号');
  await row.getByLabel(/^改为/).fill('3');
  await row.getByText('不大于 5').first().waitFor({ state: 'detached' });
  await row.getByRole('button', { name: '定下' }).click();
  await page.getByText('已经定下').first().waitFor();
  await page.locator('li', { hasText: '退单最多次数' }).getByText('现行 3').waitFor();
  const kept = page.locator('li', { hasText: '望党发〔2026〕7号' }).first();
  await kept.getByText(`登记 ${personas.admin.name}`).waitFor();
  expect(await page.locator('main').textContent()).not.toMatch(/[{}[\]"]/);
  // The browser's own word about the refusal that was asked for.
  const complaints = visitors.flatMap((visitor) => visitor.complaints()).filter((line) => !line.includes('status of 422'));
  expect(complaints).toEqual([]);
});

test('the administrator adds a unit and ends it, gives a post and ends it, and has running clocks counted anew', async () => {
  const page = await visit('admin', '/staff/admin/units');
  const unit = page.locator('details', { hasText: '新增单位' }).first();
  await unit.locator('summary').click();
  await unit.getByLabel('编码', { exact: true }).fill(`${demoCommunity}99`);
  await unit.getByLabel('名称', { exact: true }).fill('试验网格');
  await unit.getByLabel('类型').selectOption('grid');
  await unit.getByLabel(/写名称或编码来找/).fill(demoCommunity);
  await unit.locator('input[type=radio]').first().check();
  await unit.getByLabel('原因').fill('望党发〔2026〕8号');
  await unit.getByRole('button', { name: '新增', exact: true }).click();
  await page.getByText('已经新增。').waitFor();
  await page.locator('#look').or(page.locator('#look-find')).first().fill('试验网格');
  await page.locator('input[type=radio][name=look]').first().check();
  await page.getByText('停用', { exact: true }).first().click();
  await page.getByLabel('哪天停用').fill(day(1));
  await page.locator('#end-unit-reason').fill('并入其他网格');
  await page.getByRole('button', { name: '停用', exact: true }).click();
  await page.locator('.points', { hasText: '并入其他网格' }).waitFor();

  await page.goto(`${site.url}/staff/admin/posts`);
  await page.getByText('任岗', { exact: true }).first().click();
  await page.getByLabel('新人员的姓名').fill('石新来');
  await page.locator('#post-new-role').selectOption('window');
  await page.getByLabel(/写名称或编码来找/).fill('蟠桃园社区');
  await page.locator('input[type=radio][name=post-new-unit]').first().check();
  await page.locator('#post-new-reason').fill('望组发〔2026〕3号');
  await page.locator('form').getByRole('button', { name: '任岗' }).click();
  await page.getByText('已经任岗。').waitFor();
  await page.getByLabel('找姓名或单位').fill('石新来');
  const person = page.locator('.rows > li', { hasText: '石新来' });
  await person.getByText('窗口工作人员').click();
  await person.getByLabel('原因').fill('轮岗');
  await person.getByRole('button', { name: '离岗' }).click();
  await person.getByText('已经登记离岗。').or(page.getByText('没有这样的人。')).first().waitFor();

  await page.goto(`${site.url}/staff/admin/rules`);
  await page.getByRole('button', { name: '开始重算' }).click();
  await page.getByText(/^看了 \d+ 件在办的单/).waitFor();

  await page.goto(`${site.url}/staff/admin/notices`);
  await page.getByText('都发出去了。').waitFor();
  fine();
});

/** Answers of the server, in the shape of the contract: what leads to them takes weeks. */
async function answer(page: Page, path: string, schema: z.ZodType, body: unknown): Promise<void> {
  const json = schema.parse(body);
  await page.route(`**${path}`, (route) => (route.request().method() === 'GET' ? route.fulfill({ json }) : route.fallback()));
}

/** What is sent there, in the shape of the contract. */
async function taken(page: Page, path: string, schema: z.ZodType, reply: unknown): Promise<() => unknown> {
  let got: unknown;
  await page.route(`**${path}`, (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    got = schema.parse(route.request().postDataJSON());
    return route.fulfill({ json: reply });
  });
  return () => got;
}

const [id, other] = ['01990000-0000-7000-8000-000000000001', '01990000-0000-7000-8000-000000000002'] as const;
const later = new Date(Date.now() + 3 * 86_400_000).toISOString();
const oneCase = {
  id,
  kind: 'deduction',
  deduction: 'two-stars',
  order: null,
  points: 2,
  entry: null,
  against: null,
  openedAt: later,
  hearBy: later,
  heardAt: null,
  statement: null,
  decidedAt: null,
  upheld: null,
  grounds: null,
};

test('a member reads his points, appeals, and speaks about a deduction; another decides on it', async () => {
  const page = await visit('member', '/staff/', { width: 360 });
  const entry = {
    id,
    day: '2026-03-02',
    reason: 'one-star',
    points: -5,
    order: null,
    rule: other,
    ruleVersion: '2026-1',
    reverses: null,
    decided: true,
    appealBy: later,
  };
  const rules = { id: other, version: '2026-1', document: '居会〔2026〕1号', heldOn: '2026-01-10', record: '1号' };
  // What the end of a year gave may be appealed against in the new one.
  const late = { ...entry, id: other, reason: 'overdue', points: -3, day: '2025-12-30' };
  const member = {
    year: 2026,
    total: -5,
    entries: [entry],
    lastYear: { year: 2025, total: -3, entries: [late] },
    cases: [oneCase],
    rules,
  };
  await answer(page, '/api/v1/me/points', contract.getMyPoints.answers[200].schema, { member, household: null });
  await answer(page, '/api/v1/me/red-list', contract.listMyRedEntries.answers[200].schema, { entries: [] });
  const appealed = await taken(page, `/entries/${id}/appeal`, contract.appealPoints.body, { case: oneCase });
  const spoken = await taken(page, `/cases/${id}/statement`, contract.speakOnDeduction.body, { case: oneCase });
  await page.getByRole('link', { name: '积分' }).click();
  await page.getByText('2026 年 合计 -5 分').waitFor();
  await page.getByText('一星评价').first().waitFor();
  await page
    .getByText(/申诉：.* 前可以申诉/)
    .first()
    .click();
  await page.getByRole('button', { name: '申诉', exact: true }).click();
  await page.getByText('请写明为什么不对').first().waitFor();
  await page.getByLabel('为什么不对').fill('那天停电，不是我的单');
  await page.getByRole('button', { name: '申诉', exact: true }).click();
  await page.getByText('申诉已经提交').waitFor();
  expect(appealed()).toEqual({ text: '那天停电，不是我的单' });
  const before = page.locator('details[open]', { hasText: '2025 年 合计 -3 分' });
  await before.getByText('超期').waitFor();
  expect(await before.getByText(/申诉：.* 前可以申诉/).count()).toBe(1);
  await page.getByText('陈述', { exact: true }).first().click();
  await page.getByLabel('您想说明的情况').fill('我当天就去了');
  await page.getByRole('button', { name: '陈述', exact: true }).click();
  await page.getByText('已经记下').waitFor();
  expect(spoken()).toEqual({ text: '我当天就去了' });
  // A process of the release before says nothing of the last year.
  const older = await visit('member', '/staff/');
  const { lastYear: _, ...said } = member;
  await answer(older, '/api/v1/me/points', contract.getMyPoints.answers[200].schema, { member: said, household: null });
  await older.getByRole('link', { name: '积分' }).click();
  await older.getByText('2026 年 合计 -5 分').waitFor();
  expect(await older.getByText('2025 年').count()).toBe(0);

  const desk = await visit('secretary', '/staff/');
  const cases = [
    { ...oneCase, statement: '我当天就去了', heardAt: later, person: personas.member.person, mayDecide: true },
    { ...oneCase, id: other, person: personas.member.person, mayDecide: false },
  ];
  await answer(desk, '/api/v1/points/cases', contract.listPointCases.answers[200].schema, { cases });
  const decided = await taken(desk, `/cases/${id}/decision`, contract.decidePointCase.body, { case: oneCase });
  await desk.getByRole('link', { name: '积分' }).click();
  await desk.getByText('我当天就去了').waitFor();
  await desk.getByText('现在还不能由您决定').waitFor();
  await desk.getByText('决定', { exact: true }).click();
  // The drawn arrow has one colour: in colours of the reader's own the browser draws its.
  const isDrawn = () => desk.getByLabel('怎么定').evaluate((list) => getComputedStyle(list).backgroundImage !== 'none');
  expect(await isDrawn()).toBe(true);
  await desk.emulateMedia({ forcedColors: 'active' });
  expect(await isDrawn()).toBe(false);
  await desk.emulateMedia({ forcedColors: 'none' });
  await desk.getByLabel('怎么定').selectOption({ label: '不扣' });
  await desk.getByLabel('理由').fill('当天确已上门');
  await desk.getByRole('button', { name: '决定', exact: true }).click();
  await desk.getByText('已经决定，本人会看到').waitFor();
  expect(decided()).toEqual({ upheld: false, grounds: '当天确已上门' });
  fine();
});

test('whoever upholds a household’s appeal says what the deed was, beside what was entered', async () => {
  const desk = await visit('secretary', '/staff/');
  const against = { ledger: 'households', reason: 'volunteering', points: 2, day: '2026-03-02' } as const;
  const one = {
    ...oneCase,
    kind: 'appeal',
    deduction: null,
    entry: other,
    against,
    heardAt: later,
    statement: '那天做了四个小时',
  };
  const cases = [{ ...one, person: personas.resident.person, mayDecide: true }];
  await answer(desk, '/api/v1/points/cases', contract.listPointCases.answers[200].schema, { cases });
  const decided = await taken(desk, `/cases/${id}/decision`, contract.decidePointCase.body, { case: one });
  await desk.getByRole('link', { name: '积分' }).click();
  await desk.getByText(/申诉的是：志愿服务 \+2 分/).waitFor();
  await desk.getByText('决定', { exact: true }).click();
  await desk.getByLabel('怎么定').selectOption({ label: '申诉成立' });
  await desk.getByLabel('那天实际做的事').selectOption({ label: '志愿服务' });
  await desk.getByLabel('志愿服务多少分钟').fill('240');
  await desk.getByLabel('理由').fill('签到表为证');
  await desk.getByRole('button', { name: '决定', exact: true }).click();
  await desk.getByText('已经决定，本人会看到').waitFor();
  expect(decided()).toEqual({ upheld: true, grounds: '签到表为证', deed: { kind: 'volunteering', minutes: 240 } });
  fine();
});

test('a household reads how each of its entries came about, and appeals', async () => {
  const page = await visit('resident', '/me', { width: 360 });
  const entry = { id, day: '2026-03-02', points: 6, order: null, rule: other, ruleVersion: '2026-1', reverses: null };
  const household = {
    id: other,
    unit: null,
    points: 106,
    ending: 0,
    entries: [
      { ...entry, reason: 'volunteering', decided: true, appealBy: later },
      { ...entry, id: other, reason: 'base', points: 100, decided: false, appealBy: null },
    ],
    cases: [],
    exchanges: [],
    rules: { id: other, version: '2026-1', document: '居会〔2026〕1号', heldOn: '2026-01-10', record: '1号' },
    items: [{ code: 'umbrella', zh: '雨伞', en: 'an umbrella', points: 20 }],
  };
  const member = { year: 2026, total: 0, entries: [], cases: [], rules: null };
  await answer(page, '/api/v1/me/points', contract.getMyPoints.answers[200].schema, { member, household });
  const appealed = await taken(page, `/entries/${id}/appeal`, contract.appealPoints.body, { case: oneCase });
  await page.getByRole('link', { name: '本户积分' }).click();
  await page.getByText('现在有 106 分').waitFor();
  await page.getByText(/^\+6 志愿服务.*由工作人员记$/).waitFor();
  await page.getByText(/^\+100 每年基础分.*按规则自动记$/).waitFor();
  await page.getByText('雨伞 · 20 分').waitFor();
  await page.getByText(/前可以申诉/).click();
  await page.getByRole('button', { name: '申诉', exact: true }).click();
  await page.getByText('请写清哪里不对').first().waitFor();
  await page.getByLabel('哪里不对').fill('那天做了四个小时');
  await page.getByRole('button', { name: '申诉', exact: true }).click();
  await expect.poll(appealed, { timeout: 15_000 }).toEqual({ text: '那天做了四个小时' });
  fine();
});

test('a unit reads that it would stand on the list of reminders and appeals; the level above decides', async () => {
  const { units } = await site.call('community', 'GET', '/api/v1/units?kind=community');
  const unit = units.find(({ code }: { code: string }) => code === demoCommunity);
  const entry = {
    id,
    list: 'black',
    month: '2026-02',
    unit: { id: unit.id, code: unit.code, name: unit.name },
    reasons: ['score', 'overdue'],
    score: 58.5,
    noticedAt: new Date(Date.now()).toISOString(),
    shownFrom: later,
    appealBy: later,
    endsAt: later,
    ground: null,
    appealedAt: null,
    decidedAt: null,
    upheld: null,
    correctedAt: null,
    shown: false,
  };
  const listed = contract.listUnitEntries.answers[200].schema;
  const page = await visit('community', '/staff/', { width: 360 });
  await answer(page, '/api/v1/lists', listed, { entries: [entry] });
  const appealed = await taken(page, `/lists/${id}/appeal`, contract.appealUnitEntry.body, { entry });
  await page.getByRole('link', { name: '红榜和提醒榜' }).click();
  await page.getByText(/考核得分 · 超期比例 · 得分 58.5/).waitFor();
  await page.getByText(/申诉：.* 前可以申诉/).click();
  await page.getByLabel('申诉理由').selectOption({ label: '数字有误' });
  await page.getByRole('button', { name: '申诉', exact: true }).click();
  await page.getByText('申诉已经提交').waitFor();
  expect(appealed()).toEqual({ ground: 'figures-wrong' });

  const above = await visit('street', '/staff/');
  const waiting = { ...entry, ground: 'figures-wrong', appealedAt: later };
  await answer(above, '/api/v1/lists', listed, { entries: [waiting] });
  const decided = await taken(above, `/lists/${id}/decision`, contract.decideUnitEntry.body, { entry: waiting });
  await above.getByRole('link', { name: '红榜和提醒榜' }).click();
  await above.getByText('已申诉（数字有误），等待上级决定').waitFor();
  await above.getByText('决定', { exact: true }).click();
  await above.getByLabel('怎么定').selectOption({ label: '申诉成立' });
  await above.getByRole('button', { name: '决定', exact: true }).click();
  await above.getByText('已经决定').waitFor();
  expect(decided()).toEqual({ upheld: true });
  fine();
});

test('a note says in words what it is about', async () => {
  const order = await place('楼道灯坏了', '0105');
  await send('secretary', order, 'admit');
  await send('secretary', order, 'dispatch', { to: { kind: 'person', id: personas['member-2'].person } });
  await send('member-2', order, 'accept');
  await send('member-2', order, 'contact');
  await send('member-2', order, 'askExtension', { by: '2 wd', reason: '配件要订' });
  const page = await visit('secretary', `/staff/orders/${order}`);
  await expect.poll(() => page.locator('li p', { hasText: '配件要订' }).allInnerTexts()).toEqual(['延期 配件要订']);
  fine();
});

test('what a grid worker placed of his own stands on his desks, to be evaluated by himself once it is done', async () => {
  const body = { category: '0105', unit: demoCommunity, text: '自家门口的灯坏了', source: 'resident' };
  const { order } = await site.call('grid-worker', 'POST', '/api/v1/orders', body);
  await send('secretary', order.id, 'admit');
  await send('secretary', order.id, 'dispatch', { to: { kind: 'person', id: personas['member-2'].person } });
  await send('member-2', order.id, 'accept');
  await send('member-2', order.id, 'contact');
  await send('member-2', order.id, 'finish', { result: '换了灯' });
  const page = await visit('grid-worker', '/staff/', { width: 360 });
  await page.locator('.desk-card', { hasText: '我点的单' }).getByText('和您自己的').waitFor();
  const card = page.locator('.desk-card', { hasText: '待评价' });
  await card.getByText('您自己的请评一评').waitFor();
  await card.click();
  await page.locator(`[data-order="${order.id}"]`).click();
  await page.locator('.actions [data-command=evaluate]').waitFor();
  expect(await page.locator('.actions [data-command=transcribe]').count()).toBe(0);
  // That he was asked for a good one is his own matter, too, whatever he works as.
  await page.goto(`${site.url}/orders/${order.id}`);
  await page.getByText('有人要求我给好评').click();
  const told = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/v1/orders'));
  await page.getByRole('button', { name: '告诉上级' }).click();
  await page.getByRole('link', { name: '看这件投诉办到哪了' }).waitFor();
  expect((await told).postDataJSON()).toMatchObject({ category: '1101', source: 'resident' });
  fine();
});

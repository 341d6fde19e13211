// What people decide about their data, and who may see how it is kept, in a browser: consents where an order is placed, what the handler
// is told without one, the list of household heads, the officer's page.
import { readFile } from 'node:fs/promises';
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import type { Page } from 'playwright-core';
import { ownCode } from '@six-order/community/units/unit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { violations } from './looks.ts';
import { act } from './one-of-each.ts';
import { openSite } from './open-site.ts';
import { toContact } from './placing.ts';
import type { Look, Site, Visitor } from './site.ts';

let site: Site;
let visitors: Visitor[] = [];
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterEach(async () => {
  // A browser says of each refusal that it was one.
  expect(visitors.flatMap(({ complaints }) => complaints()).filter((line) => !line.includes('409 (Conflict)'))).toEqual([]);
  await Promise.all(visitors.map(({ close }) => close()));
  visitors = [];
}, 60_000);
afterAll(() => site.close());

async function visit(persona: PersonaName, look: Look = {}): Promise<Page> {
  const visitor = await site.visit(persona, look);
  visitors.push(visitor);
  return visitor.page;
}

const group = ownCode.householdGroup(demoGrid, 1);
const child = { category: '0804', unit: demoGrid, text: '孩子放学没人接，想找托管' };

/** The form, answered by this persona but for its last page. */
async function answered(page: Page, by: 'resident' | 'window' | 'household-head', step = 'check'): Promise<void> {
  const draft = { group: '08', category: child.category, community: demoCommunity, building: 'outdoors', text: child.text };
  await page.addInitScript(
    ([key, kept]) => localStorage.setItem(key as string, JSON.stringify({ at: Date.now(), draft: kept })),
    [`six-order-draft-${personas[by].person}`, draft] as const,
  );
  await page.goto(`${site.url}/place?step=${step}`);
}

test('the form asks for the consents of the kind, none given beforehand; what is ticked is kept, and the order goes either way', async () => {
  const page = await visit('resident');
  await answered(page, 'resident');
  const guardian = page.locator('#consent-child-details');
  await guardian.waitFor();
  expect([await guardian.isChecked(), await page.locator('#consent-outside-provider').isChecked()]).toEqual([false, false]);
  await guardian.check();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { name: '已经收到' }).waitFor();
  const { consents } = await site.call('resident', 'GET', '/api/v1/me/consents');
  const said = (purpose: string) => consents.find((one: { purpose: string }) => one.purpose === purpose);
  expect([said('child-details').given, said('outside-provider').at]).toEqual([true, null]);
}, 60_000);

test('of a sealed kind nobody is asked whether it may be published; its page says that it is not shown, and not that somebody did not agree', async () => {
  const page = await visit('resident-2');
  const draft = {
    group: '07',
    category: '0701',
    community: demoCommunity,
    building: 'outdoors',
    text: '临时救助材料',
    consent: true,
  };
  await page.addInitScript(
    ([key, kept]) => localStorage.setItem(key as string, JSON.stringify({ at: Date.now(), draft: kept })),
    [`six-order-draft-${personas['resident-2'].person}`, draft] as const,
  );
  await page.goto(`${site.url}/place?step=check`);
  await page.getByText('这类事保密').waitFor();
  expect(await page.locator('#consent').count()).toBe(0);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('link', { name: '查看这一单' }).click();
  await page.locator('.timeline li', { hasText: '晒单' }).getByText('保密，不公开').waitFor();
  await page.locator('.facts div', { hasText: '是否同意公开' }).getByText('保密，不公开').waitFor();
}, 60_000);

test('the window asks who agreed for whoever has no account, and how; it stands in the order', async () => {
  const page = await visit('window');
  await answered(page, 'window');
  await page.locator('#details-consent').selectOption('guardian');
  await page.locator('#consent-how').selectOption('in-person');
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/v1/orders'));
  await page.getByRole('button', { name: '提交' }).click();
  expect((await sent).postDataJSON()).toMatchObject({ detailsConsent: 'guardian', consentHow: 'in-person', source: 'window' });
  await page.locator('.receipt').waitFor();
}, 60_000);

test('without the guardian’s consent the handler is told why and whom to ask; the officer sees that it lacks', async () => {
  const contact = { name: '黄小满', phone: '13812345678' };
  const { order } = await site.call('resident-2', 'POST', '/api/v1/orders', { ...child, contact });
  const send = (persona: PersonaName, type: string, input: object = {}) =>
    site.call(persona, 'POST', `/api/v1/orders/${order.id}/commands`, { type, input });
  await send('secretary', 'admit');
  await send('secretary', 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  await send('member', 'accept');
  const handler = await visit('member');
  await handler.goto(`${site.url}/staff/orders/${order.id}`);
  await handler.getByText('内容不向承办人显示').waitFor();
  await handler.getByText(contact.name).first().waitFor();
  expect(await handler.getByText(child.text).count()).toBe(0);

  const officer = await visit('dpo', { width: 1440 });
  await officer.goto(`${site.url}/staff/privacy`);
  await officer.getByRole('heading', { name: '未见单独同意的在办单' }).waitFor();
  await officer.getByRole('cell', { name: order.number }).first().waitFor();
  // Nothing is past its time on the first day: the dry run says so.
  await officer.getByRole('button', { name: '试算一次' }).click();
  await officer.getByText('没有到期的信息').waitFor();
  const archives = await visit('archives');
  await archives.goto(`${site.url}/staff/privacy`);
  await archives.getByRole('heading', { name: '保存期限' }).waitFor();
  expect(await archives.getByRole('heading', { name: '查阅日志' }).count()).toBe(0);
}, 60_000);

test('a page that the browser kept is asked for anew when it is shown again: somebody else may sit there by now', async () => {
  const page = await visit('resident');
  await page.goto(`${site.url}/`);
  await page.getByText('韦春梅').first().waitFor();
  await page.evaluate(() => {
    document.body.id = 'kept';
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await page.locator('body:not(#kept)').waitFor();
  await page.getByText('韦春梅').first().waitFor();
}, 60_000);

test('who looked at one’s data is told by visits, folded to the latest, opened and folded again; the copy has each reading', async () => {
  const asked = { category: '0101', unit: demoGrid, text: '路灯不亮' };
  const placed: { readonly id: string; readonly number: string }[] = [];
  for (let n = 0; n < 4; n += 1) placed.push((await site.call('resident', 'POST', '/api/v1/orders', asked)).order);
  const [order] = placed as [(typeof placed)[number]];
  for (const { id } of [...placed, order, order])
    for (const persona of ['secretary', 'community'] as const) await site.call(persona, 'GET', `/api/v1/orders/${id}`);
  const page = await visit('resident');
  // A page of them is fifty: here six.
  await page.route('**/api/v1/me/visits*', (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set('limit', '6');
    return route.continue({ url: url.href });
  });
  await page.goto(`${site.url}/me`);
  const seen = page.locator('section', { has: page.getByRole('heading', { name: '谁看过我的信息' }) });
  const lines = seen.getByRole('listitem');
  await lines.filter({ hasText: order.number }).filter({ hasText: '（3 遍）' }).nth(1).waitFor();
  const open = seen.getByRole('button', { name: /^看更多（共 \d+ 次）$/ });
  const whole = Number(/\d+/.exec((await open.textContent()) ?? '')?.[0]);
  expect([await lines.count(), whole >= 8]).toEqual([5, true]);
  await page.emulateMedia({ media: 'print' });
  expect(await lines.count()).toBe(6);
  await page.emulateMedia({ media: 'screen' });
  await open.click();
  for (let shown = 6; shown < whole; shown += 6) {
    await seen.getByRole('button', { name: `再看更早的（已列出 ${shown} 次，共 ${whole} 次）` }).click();
    await lines.nth(shown).waitFor();
  }
  expect(await lines.count()).toBe(whole);
  await seen.getByRole('button', { name: '只看最近 5 次' }).click();
  expect(await lines.count()).toBe(5);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载副本' }).click();
  const copy = JSON.parse(await readFile(await (await coming).path(), 'utf8'));
  const { readings } = copy.orders.find(({ id }: { id: string }) => id === order.id);
  expect(readings.filter(({ role, field }: any) => role === 'secretary' && field === 'text')).toHaveLength(3);
}, 60_000);

test('a household head sees how the orders of the group stand, and no word of them', async () => {
  const text = '楼顶水箱渗漏，请来看看';
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', { category: '0101', unit: group, text });
  const page = await visit('household-head');
  await page.goto(`${site.url}/mine`);
  await page.getByRole('heading', { name: '本联户的事' }).waitFor();
  await page.getByText(order.number).waitFor();
  expect(await page.getByText(text).count()).toBe(0);
}, 60_000);

test('a household head is asked in words for somebody else, not where it comes from, and hands number and code on', async () => {
  const page = await visit('household-head');
  await answered(page, 'household-head', 'contact');
  await page.getByText('请给这位居民回电').waitFor();
  expect(await page.locator('#source').count()).toBe(0);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('这类事保密').waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请把单号和查询码交给这位居民').waitFor();
  await page.goto(`${site.url}/mine`);
  await page.getByRole('heading', { name: '我下的单' }).waitFor();
  // Its details are withheld from whoever placed it, as nobody agreed to them.
  await page.getByText('蟠桃园社区', { exact: true }).waitFor();
  expect(await page.getByText(child.text).count()).toBe(0);
}, 60_000);

test('a household head with a matter of his own is asked as its resident, consents himself, and evaluates it', async () => {
  const page = await visit('household-head', { width: 360 });
  await answered(page, 'household-head', 'contact');
  await page.getByRole('heading', { name: '怎么联系这位居民？' }).waitFor();
  await page.getByLabel(/^我自己的事/).check();
  await page.getByRole('heading', { name: '怎么联系您？' }).waitFor();
  expect(await page.locator('#name').inputValue()).toBe(personas['household-head'].name);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '下一步' }).click();
  // His consents, to be ticked; nobody is to be told.
  await page.locator('#consent-child-details').check();
  expect(await page.getByText('请先告诉对方').count()).toBe(0);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请记下单号和查询码').waitFor();
  const { consents } = await site.call('household-head', 'GET', '/api/v1/me/consents');
  expect(consents.find(({ purpose }: { purpose: string }) => purpose === 'child-details').given).toBe(true);
  await page.getByRole('link', { name: '查看这一单' }).click();
  await page.waitForURL(/\/orders\//);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await act(site, 'secretary', id, 'admit');
  await act(site, 'secretary', id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  await act(site, 'member', id, 'accept');
  await act(site, 'member', id, 'contact');
  await act(site, 'member', id, 'finish', { result: '已联系托管点' });
  await page.getByRole('heading', { name: '请您评一评' }).waitFor();
  expect(await page.getByText('代录').count()).toBe(0);
  await page.getByLabel('解决了', { exact: true }).check();
  await page.getByLabel(/^满意/).check();
  await page.getByRole('button', { name: '提交评价' }).click();
  await page.getByText('谢谢您的评价。', { exact: true }).waitFor();
  const { entries } = await site.call('household-head', 'GET', `/api/v1/orders/${id}/journal`);
  const types = entries.map(({ type }: { type: string }) => type);
  expect([types.includes('evaluate'), types.includes('transcribe')]).toEqual([true, false]);
}, 60_000);

test('at a desk, too, a matter may be one’s own: it is asked neither where it comes from nor how consent was got', async () => {
  const page = await visit('secretary');
  await page.goto(`${site.url}/call-me`);
  await page.getByLabel(/^我自己的事/).check();
  await page.locator('#phone').fill('13800000001');
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/v1/orders'));
  await page.getByRole('button', { name: '请给我回电' }).click();
  expect((await sent).postDataJSON()).toMatchObject({ callBack: true, source: 'resident' });
  await page.getByText('请记下单号和查询码').waitFor();
  await page.goto(`${site.url}/place`);
  await toContact(page);
  await page.locator('#source').waitFor();
  await page.getByLabel(/^我自己的事/).check();
  expect(await page.locator('#source').count()).toBe(0);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.locator('#consent').check();
  expect(await page.locator('#consent-how').count()).toBe(0);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请记下单号和查询码').waitFor();
}, 60_000);

test('the window is told which consents the kind asks of the person, and can give none for him', async () => {
  const page = await visit('window');
  await answered(page, 'window');
  await page.getByText('同不同意都照常受理').waitFor();
  await page.getByText('须监护人同意').waitFor();
  expect(await page.locator('#consent-child-details').count()).toBe(0);
}, 60_000);

test('a sealed order is opened to the street by the officer, read, and ended', async () => {
  const text = '丈夫酒后动手，孩子在旁';
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', { category: '0701', unit: demoGrid, text });
  const page = await visit('street', { width: 360 });
  await page.goto(`${site.url}/staff/`);
  await page.getByRole('link', { name: '密封件查阅' }).click();
  await page.getByLabel('单号').fill(order.number);
  await page.getByLabel('为什么要看').fill('上级转办，需核实处置经过');
  await page.getByRole('button', { name: '提出申请' }).click();
  await page.getByText('申请已提交').waitFor();
  expect(await page.getByText(text).count()).toBe(0);

  const officer = await visit('dpo', { width: 1440 });
  await officer.goto(`${site.url}/staff/notices`);
  await officer.getByRole('link', { name: /有人申请查阅密封内容/ }).click();
  await officer.getByLabel('审批意见').fill('属实，限时查阅');
  await officer.getByLabel('开放多久').selectOption('2');
  await officer.getByRole('button', { name: '同意，限时开放' }).click();
  await officer.getByText('开放中').waitFor();
  expect(await officer.getByText(text).count()).toBe(0);

  await page.reload();
  await page.getByRole('button', { name: '查看内容' }).click();
  await page.getByText(text).waitFor();
  await page.getByRole('button', { name: '结束' }).click();
  await page.getByText('已结束').waitFor();
  await expect.poll(() => page.getByText(text).count()).toBe(0);
}, 60_000);

test('a resident names a relative by a code, who places an order for him; either ends it', async () => {
  const page = await visit('resident-2');
  await page.goto(`${site.url}/me`);
  await page.getByRole('button', { name: '生成家属码' }).click();
  const told = await page.getByText(/家属码：\d{8}/).textContent();
  const code = /\d{8}/.exec(told ?? '')?.[0] ?? '';
  const relative = await visit('relative', { width: 360 });
  await relative.goto(`${site.url}/me`);
  await relative.getByLabel('输入家里人给我的家属码').fill(code);
  await relative
    .locator('form', { has: relative.locator('#relative-code') })
    .getByRole('button')
    .click();
  await relative.getByText('已经办好').waitFor();
  // For whom it is asked where there is more than one.
  const draft = { group: '01', category: '0102', community: demoCommunity, building: 'outdoors', text: '水管漏水' };
  await relative.evaluate(([key, kept]) => localStorage.setItem(key as string, JSON.stringify({ at: Date.now(), draft: kept })), [
    `six-order-draft-${personas.relative.person}`,
    draft,
  ] as const);
  await relative.goto(`${site.url}/place?step=contact`);
  const whom = relative.locator('#on-behalf-of');
  await whom.waitFor();
  await relative.getByRole('button', { name: '下一步' }).click();
  await relative.getByRole('alert').getByText('请选择替谁').waitFor();
  await whom.selectOption(personas['resident-2'].person);
  await relative.getByRole('button', { name: '下一步' }).click();
  await relative.getByRole('button', { name: '提交' }).click();
  await relative.getByRole('heading', { name: '已经收到' }).waitFor();
  await relative.getByText('查询码只给本人').waitFor();
  const { orders } = await site.call('resident-2', 'GET', '/api/v1/orders?desk=requests');
  expect(orders.map(({ category }: { category: string }) => category)).toContain('0102');

  await page.reload();
  await page.getByRole('button', { name: '取消授权' }).click();
  await page.getByText('还没有指定家属').waitFor();
  const { named } = await site.call('resident-2', 'GET', '/api/v1/me/relatives');
  expect(named).toEqual([]);
}, 60_000);

/** What the tests before left open would remind of itself on each of four hundred days: its owners take it back. */
async function takeBackAll(): Promise<void> {
  for (const persona of ['resident', 'resident-2', 'relative', 'window', 'household-head'] as const) {
    const { orders } = await site.call(persona, 'GET', '/api/v1/orders?desk=requests&limit=100');
    for (const { id } of orders) {
      const { order } = await site.call(persona, 'GET', `/api/v1/orders/${id}`);
      if (!order.allowed.some(({ type }: { type: string }) => type === 'withdraw')) continue;
      await site.call(persona, 'POST', `/api/v1/orders/${id}/commands`, { type: 'withdraw', input: {} });
    }
  }
}

test('what is past its time is signed for by the officer and by the archives, each on his own page', async () => {
  await takeBackAll();
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', { category: '0102', unit: demoGrid, text: '灯坏了' });
  await site.call('resident', 'POST', `/api/v1/orders/${order.id}/commands`, { type: 'withdraw', input: {} });
  await site.call('admin', 'POST', '/api/v1/demo/clock', { advance: 'P400D' });
  for (const [persona, mine] of [
    ['dpo', '个人信息保护负责人'],
    ['archives', '档案管理员'],
  ] as const) {
    const page = await visit(persona);
    await page.goto(`${site.url}/staff/privacy`);
    if (persona === 'dpo') await page.getByRole('button', { name: '试算一次' }).click();
    await page.getByRole('button', { name: '签字', exact: true }).click();
    await page.getByRole('button', { name: /^确认签字/ }).click();
    await page.getByText(new RegExp(`${mine}：[^·]*已签`)).waitFor();
  }
  // Everything of four hundred days happens.
}, 180_000);

// What people decide about their data, and who may see how it is kept, in a browser: consents where an order is placed, what the handler
// is told without one, the list of household heads, the officer's page.
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import type { Page } from 'playwright-core';
import { ownCode } from '@six-order/community/units/unit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openSite } from './open-site.ts';
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

test('the form asks for the consents of the kind, none given beforehand; what is ticked is kept, and the order goes either way', async () => {
  const page = await visit('resident');
  // Answered but for the last page.
  const draft = { group: '08', category: child.category, community: demoCommunity, building: 'outdoors', text: child.text };
  await page.addInitScript(
    ([key, kept]) => localStorage.setItem(key as string, JSON.stringify({ at: Date.now(), draft: kept })),
    [`six-order-draft-${personas.resident.person}`, draft] as const,
  );
  await page.goto(`${site.url}/place?step=check`);
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

test('a household head sees how the orders of the group stand, and no word of them', async () => {
  const text = '楼顶水箱渗漏，请来看看';
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', { category: '0101', unit: group, text });
  const page = await visit('household-head');
  await page.goto(`${site.url}/mine`);
  await page.getByRole('heading', { name: '本联户的事' }).waitFor();
  await page.getByText(order.number).waitFor();
  expect(await page.getByText(text).count()).toBe(0);
}, 60_000);

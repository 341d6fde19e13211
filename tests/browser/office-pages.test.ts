// The desks of the offices and the matters on them, in every look; and a form for whatever may be done.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bringAxe, lookAtEach, openAll, settled, violations, type Case } from './looks.ts';
import { placeOneOfEach, type OneOfEach } from './one-of-each.ts';
import { openSite } from './open-site.ts';
import type { Site, Visitor } from './site.ts';

let site: Site;
let orders: OneOfEach;
beforeAll(async () => {
  site = await openSite();
  orders = await placeOneOfEach(site);
}, 60_000);
afterAll(() => site.close());

const send = async (page: Page): Promise<void> => {
  await page.locator('main [type=submit]').click();
  await page.locator('.summary').waitFor();
};

const pages: readonly Case[] = [
  {
    name: 'before publishing',
    persona: 'publisher',
    path: () => `/staff/orders/${orders.proposed}`,
    prepare: (page) => page.locator('[data-command=clearFinding]').click(),
  },
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
  { name: 'mediation', persona: 'grid-worker', path: () => `/staff/orders/${orders.mediation}` },
  { name: 'task', persona: 'street', path: () => `/staff/orders/${orders.task}` },
  { name: 'visit', persona: 'grid-worker', path: () => `/staff/orders/${orders.visit}` },
  {
    name: 'a dispute begun from an order, with errors',
    persona: 'secretary',
    path: () => `/staff/begin/mediation?order=${orders.placed}`,
    prepare: send,
  },
  {
    name: 'a task begun, with errors',
    persona: 'street',
    path: () => '/staff/begin/task',
    prepare: async (page) => {
      await send(page);
      // What lacks is marked; by what it is looked for is not.
      const widest = (selector: string) =>
        page
          .locator(selector)
          .evaluateAll((inputs) => Math.max(...inputs.map((input) => Number.parseFloat(getComputedStyle(input).borderTopWidth))));
      expect(await widest('.wrong > .input')).toBeGreaterThan(await widest('[id$=-find]'));
    },
  },
  { name: 'a visit begun', persona: 'secretary', path: () => '/staff/begin/visit', prepare: send },
  { name: 'a topic begun', persona: 'secretary', path: () => `/staff/begin/deliberation?order=${orders.placed}` },
  {
    name: 'a referral of no order',
    persona: 'secretary',
    path: () => '/staff/begin/petition',
    prepare: (page) => page.locator('main .notice').waitFor(),
  },
  { name: 'list of tasks', persona: 'street', path: () => `/staff/desk/task-list/${orders.task}` },
  {
    name: 'topic, speaking',
    persona: 'secretary',
    path: () => `/staff/desk/topics/${orders.topic}`,
    prepare: (page) => page.locator('[data-command=speak]').click(),
  },
];

lookAtEach(pages, () => site);

let visitor: Visitor | undefined;
afterEach(() => visitor?.close());

test.each(['secretary', 'member', 'supervisor', 'publisher', 'resident'] as const)(
  'whatever %s may do has a form, in words',
  async (persona) => {
    visitor = await site.visit(persona);
    const { page } = visitor;
    await bringAxe(page);
    const base = persona === 'resident' ? '/orders/' : '/staff/orders/';
    for (const order of Object.values(orders)) {
      const { order: seen } = await site.call(persona, 'GET', `/api/v1/orders/${order}`).catch(() => ({ order: null }));
      if (seen === null) continue;
      await page.goto(site.url + base + order);
      await settled(page);
      if (persona === 'resident') await openAll(page);
      const more = page.locator('.actions .quiet');
      const [first] = persona === 'resident' ? [] : seen.allowed;
      if (first) await page.locator(`[data-command=${first.type}]`).or(more).first().waitFor();
      if ((await more.count()) > 0) await more.first().click();
      for (const { type } of persona === 'resident' ? [] : seen.allowed) {
        const button = page.locator(`[data-command=${type}]`);
        // It has no form: nothing is asked, and one press sends it.
        if ((await button.getAttribute('aria-expanded')) === null) continue;
        await button.click();
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

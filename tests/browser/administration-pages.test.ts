// What stands beside the desks, in every look: the administrator's, the data protection officer's, figures, lists, the wall.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { lookAtEach, openFolded, type Case } from './looks.ts';
import { placeOneOfEach } from './one-of-each.ts';
import { openSite } from './open-site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
  await placeOneOfEach(site);
}, 60_000);
afterAll(() => site.close());

const pages: readonly Case[] = [
  {
    name: 'activities with errors',
    persona: 'community',
    path: () => '/activities',
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
  ...['', '/units', '/posts', '/catalogue', '/rules', '/webhooks', '/notices'].map((part) => ({
    name: `admin${part}`,
    persona: 'admin' as const,
    path: () => `/staff/admin${part}`,
  })),
  {
    name: 'admin/calendar',
    persona: 'admin',
    path: () => '/staff/admin/calendar',
    prepare: async (page) => {
      await openFolded(page);
      // A date stands on one line, however narrow its list is.
      const dates = await page.locator('.dates', { hasText: /^\S{10}$/ }).evaluateAll((all) =>
        all.map((date) => {
          const { height } = date.getBoundingClientRect();
          return date.getClientRects().length === 1 && height < 2 * Number.parseFloat(getComputedStyle(date).fontSize);
        }),
      );
      expect(new Set(dates)).toEqual(new Set([true]));
    },
  },
  { name: 'figures', persona: 'street', path: () => '/staff/figures', prepare: openFolded },
  { name: 'emergencies', persona: 'street', path: () => '/staff/emergency', prepare: openFolded },
  { name: 'points', persona: 'member', path: () => '/staff/points' },
  { name: 'lists', persona: 'community', path: () => '/staff/lists' },
  { name: 'today', persona: 'secretary', path: () => '/staff/today' },
  { name: 'duty', persona: 'street', path: () => '/staff/desk/duty' },
  { name: 'nothing to do', persona: 'dpo', path: () => '/staff/' },
];

lookAtEach(pages, () => site);

// The pages of residents and of the public, in every look.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { lookAtEach, openAll, type Case } from './looks.ts';
import { placeOneOfEach, type OneOfEach } from './one-of-each.ts';
import { openSite } from './open-site.ts';
import type { Site } from './site.ts';

let site: Site;
let orders: OneOfEach;
beforeAll(async () => {
  site = await openSite();
  orders = await placeOneOfEach(site);
}, 60_000);
afterAll(() => site.close());

const pages: readonly Case[] = [
  { name: 'welcome', persona: null, path: () => '/' },
  { name: 'sign-in', persona: null, path: () => '/sign-in' },
  {
    name: 'follow with errors',
    persona: null,
    path: () => '/follow',
    prepare: (page) => page.locator('main [type=submit]').click(),
  },
  { name: 'without script', persona: null, path: () => '/plain' },
  { name: 'board', persona: null, path: () => '/board' },
  { name: 'board filtered', persona: null, path: () => '/board?status=evaluated&category=0101' },
  { name: 'board statistics', persona: null, path: () => '/board/statistics' },
  { name: 'board guide', persona: null, path: () => '/board/guide' },
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
  {
    name: 'dispute: what',
    persona: 'resident',
    path: () => '/dispute',
    prepare: (page) => page.locator('main [type=submit]').click(),
  },
  { name: 'dispute: who', persona: 'resident', path: () => '/dispute', prepare: otherSide },
  { name: 'dispute, to be checked', persona: 'resident', path: () => '/dispute', prepare: told },
  { name: 'topic: forum', persona: 'resident', path: () => '/topic', prepare: forum },
  { name: 'own dispute', persona: 'resident', path: () => `/orders/${orders.mediation}`, prepare: openAll },
  { name: 'own topic', persona: 'resident', path: () => `/orders/${orders.topic}`, prepare: openAll },
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
  { name: 'first sign-in: where, with errors', persona: null, path: () => '/place', prepare: newHere },
];

lookAtEach(pages, () => site);

/** Somebody's first sign-in, at what was found by a part of a community's name. */
async function newHere(page: Page): Promise<void> {
  const [phone, name] = [page.locator('#phone'), page.locator('#home-name')];
  await phone.or(name).waitFor();
  if (await phone.isVisible()) {
    await phone.fill('13811119999');
    await phone.press('Enter');
    const code = page.locator('#code');
    await code.waitFor();
    await code.fill(/\d{6}/.exec((await page.locator('form .notice').textContent()) ?? '')?.[0] ?? '');
    await code.press('Enter');
    await name.waitFor();
  }
  await page.locator('#home-community-street option').nth(2).waitFor({ state: 'attached' });
  await name.press('Enter');
  await page.locator('#home-community-typed').fill('桃');
  await page.locator('form ul.rows button').first().waitFor();
}

async function lift(page: Page): Promise<void> {
  await page.locator('.tile').first().click();
  await page.locator('.row-button').nth(3).click();
}

async function leak(page: Page): Promise<void> {
  await page.locator('.tile').first().click();
  await page.locator('.row-button').first().click();
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
}

async function otherSide(page: Page): Promise<void> {
  await page.locator('input[name=category]').nth(1).check();
  await page.locator('main [type=submit]').click();
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
  await page.locator('main [type=submit]').click();
  await page.locator('input[name=kind]').nth(1).check();
  await page.locator('#side').waitFor();
}

async function told(page: Page): Promise<void> {
  await otherSide(page);
  await page.locator('input[name=kind]').first().check();
  await page.locator('#name').fill('Who lives upstairs');
  await page.locator('main [type=submit]').click();
  await page.locator('textarea').fill('Furniture is moved at night');
  await page.locator('main [type=submit]').click();
  await page.locator('#phone').fill('13900001111');
  await page.locator('main [type=submit]').click();
  await page.locator('.answers').waitFor();
}

async function forum(page: Page): Promise<void> {
  await page.locator('#community option').nth(1).waitFor({ state: 'attached' });
  await page.locator('main [type=submit]').click();
  await page.locator('input[name=forum]').first().waitFor();
}

// The keyboard alone: placing an order, and working a desk.
import { personas } from '@six-order/community/demo/personas';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tabTo } from './hands.ts';
import { openSite } from './open-site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site.close());

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');

test('an order is placed', async () => {
  const { page, complaints, close } = await site.visit('resident');
  await page.goto(site.url);
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('跳到正文');
  await tabTo(page, /^ *我要下单/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '水电气与通信' }).waitFor();
  await tabTo(page, /水电气与通信/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('具体是哪一种？');
  await tabTo(page, /停水/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('在哪里？');
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
  await tabTo(page, /下一步/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('说说是什么情况');
  await tabTo(page, /下一步/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toContain('还有几处需要改一改');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.type('整栋楼停水');
  await tabTo(page, /下一步/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('怎么联系您？');
  await tabTo(page, /下一步/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('请您核对一下');
  await tabTo(page, /提交/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('已经收到');
  expect(complaints()).toEqual([]);
  await close();
});

test('the focus is on the next question before anybody can type', async () => {
  const { page, close } = await site.visit('resident');
  await page.goto(`${site.url}/place`);
  await page.getByRole('button', { name: '水电气与通信' }).click();
  // Looked at in the moment in which the page changed, before it is painted.
  const onNext = await page.evaluate(async () => {
    const item = [...document.querySelectorAll('button')].find((button) => button.textContent?.includes('停水'));
    const changed = new Promise<string>((resolve) => {
      new MutationObserver((_changes, observer) => {
        if (!document.querySelector('#building')) return;
        observer.disconnect();
        resolve(document.activeElement?.textContent ?? '');
      }).observe(document.body, { subtree: true, childList: true });
    });
    item?.click();
    return changed;
  });
  expect(onNext).toBe('在哪里？');
  await close();
});

test('a desk is worked with j, k, Enter and Escape', async () => {
  for (const text of ['一', '二']) {
    await site.call('resident', 'POST', '/api/v1/orders', { category: '0101', unit: '522326004002', text });
  }
  const { page, complaints, close } = await site.visit('secretary', { width: 1440 });
  await page.goto(`${site.url}/staff/desk/intake`);
  await page.locator('.row').nth(1).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const first = await page.locator('.row').first().getAttribute('data-order');
  expect(await page.locator('.row.marked').getAttribute('data-order')).toBe(first);
  await page.keyboard.press('Enter');
  await page.locator('[data-command=admit]').waitFor();
  expect(page.url()).toContain(first);
  await page.keyboard.press('Enter');
  await tabTo(page, /^ *受理$/);
  await tabTo(page, /取消/);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('form').count()).toBe(0);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.url()).toBe(`${site.url}/staff/desk/intake`);
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(await page.getByRole('button', { name: new RegExp(personas.secretary.name) }).count()).toBe(1);
  expect(complaints()).toEqual([]);
  await close();
});

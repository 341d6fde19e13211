// An order that was begun and not sent, on the first page: gone on with, or given up on being asked once more.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { violations } from './looks.ts';
import { openSite } from './open-site.ts';
import type { Site, Visitor } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site.close());

let visitor: Visitor | undefined;
afterEach(() => visitor?.close());

/** Up to the words of it, on the first page again. */
async function begin(group: string, kind: string, text: string, elder = false) {
  visitor = await site.visit('resident', { elder });
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await page.getByRole('button', { name: group }).click();
  await page.getByRole('button', { name: kind }).click();
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
  await page.locator('main [type=submit]').click();
  await page.locator('#text').fill(text);
  await page.goto(site.url);
  await page.getByRole('heading', { name: '您有一张没写完的单子' }).waitFor();
  return page;
}

test.each([false, true])('it stands in place of the way to a new one, by what it is about; large type: %s', async (elder) => {
  const page = await begin('住房与物业', '房屋漏水渗水', '厨房的天花板漏水', elder);
  await page.getByText('房屋漏水渗水').waitFor();
  await page.getByText('厨房的天花板漏水').waitFor();
  expect(await page.getByRole('link', { name: '我要下单' }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByText('重新写一张').click();
  await page.getByText('先前写的这些就删掉了').waitFor();
  await page.getByRole('button', { name: '删掉，重新写' }).click();
  await page.locator('.tiles').waitFor();
  await page.goto(site.url);
  await page.getByRole('link', { name: '我要下单' }).waitFor();
  expect(visitor?.complaints()).toEqual([]);
});

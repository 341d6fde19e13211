// How a neighbour comes through the questions of an order.
import type { Page } from 'playwright-core';

/** The kind of a leak, and on to where it is. */
export async function leak(page: Page): Promise<void> {
  await page.locator('.tile').first().click();
  await page.locator('.row-button').first().click();
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
}

/** All that is asked before how its resident is reached. */
export async function toContact(page: Page, text = '楼道灯不亮'): Promise<void> {
  await leak(page);
  const building = page.locator('#building');
  if ((await building.inputValue()) === '') await building.selectOption({ index: 1 });
  await page.locator('main [type=submit]').click();
  await page.locator('#text').fill(text);
  await page.locator('main [type=submit]').click();
  await page.locator('#phone').waitFor();
}

/** All that is asked of an order of one's own but the last button. */
export async function toCheck(page: Page, text: string): Promise<void> {
  await leak(page);
  await page.locator('main [type=submit]').click();
  await page.locator('#text').fill(text);
  for (const _ of ['text', 'contact']) await page.locator('main [type=submit]').click();
  await page.locator('#consent').waitFor();
}

// The demo's clock is put forward from the page on which one chooses whom to be.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite } from './open-site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site.close());

test('a day on, the page comes back with the time that it is then', async () => {
  const { page, complaints, close } = await site.visit(null);
  await page.goto(`${site.url}/sign-in`);
  const said = page.getByText('这里现在是');
  const before = await said.textContent();
  await page.getByRole('button', { name: '过 1 天' }).click();
  await expect.poll(() => said.textContent()).not.toBe(before);
  const timeIn = (text: string | null) => {
    const [, year, month, day, hour, minute] = /(\d+)年(\d+)月(\d+)日 (\d+):(\d+)/.exec(text ?? '')?.map(Number) ?? [];
    return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute);
  };
  // To the minute, and as much as went by: also where midnight lies between.
  const apart = timeIn(await said.textContent()) - timeIn(before);
  expect(apart).toBeGreaterThanOrEqual(86_400_000);
  expect(apart).toBeLessThan(86_400_000 + 10 * 60_000);
  expect(complaints()).toEqual([]);
  await close();
});

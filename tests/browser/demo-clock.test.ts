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
  const dayIn = (text: string | null) => {
    const [, year, month, day] = /(\d+)年(\d+)月(\d+)日/.exec(text ?? '') ?? [];
    return Date.UTC(Number(year), Number(month) - 1, Number(day));
  };
  expect(dayIn(await said.textContent()) - dayIn(before)).toBe(86_400_000);
  expect(complaints()).toEqual([]);
  await close();
});

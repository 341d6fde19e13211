// An order that was brought in from elsewhere, on the screens of those who look at it.
import { demoCommunity } from '@six-order/community/demo/personas';
import { generateKeys, openPool } from '@six-order/engine/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';
import { openSiteOn, type Site } from './site.ts';

let site: Site;
let id: string;
beforeAll(async () => {
  const { url } = await cloneDatabase();
  site = await openSiteOn({ DATABASE_URL: url, SIX_ORDER_KEYS: generateKeys() });
  const placed = { category: '0101', unit: demoCommunity, text: '楼道灯坏了' };
  id = (await site.call('resident', 'POST', '/api/v1/orders', placed)).order.id;
  const owner = openPool(url, 'owner', { max: 1 });
  await owner.query(
    `insert into imports (tenant, source, external_id, order_id, ended_at, file, until)
     values ('522326', 'old-hotline', 'A-17', $1, now(), '2025.csv', now() + interval '1 hour')`,
    [id],
  );
  await owner.end();
}, 60_000);
afterAll(() => site.close());

test('its page, its row, its journal and its resident’s page say where it comes from', async () => {
  const office = await site.visit('secretary', { width: 1440 });
  const { page } = office;
  await page.goto(`${site.url}/staff/orders/${id}`);
  await page
    .locator('li', { hasText: /^导入自 old-hotline，原编号 A-17，文件 2025\.csv。.+ 及以前的经过来自那里，不是在本平台办的$/ })
    .waitFor();
  await page.locator('summary', { hasText: '日志' }).click();
  await page.locator('.journal li', { hasText: '导入' }).first().waitFor();
  await page
    .getByText(/^导入自 old-hotline/)
    .nth(1)
    .waitFor();
  await page.goto(`${site.url}/staff/desk/intake`);
  await page.getByText('导入自 old-hotline，原编号 A-17', { exact: true }).waitFor();
  const resident = await site.visit('resident', { width: 360 });
  await resident.page.goto(`${site.url}/orders/${id}`);
  await resident.page
    .locator('.notice', { hasText: /^导入自 old-hotline，原编号 A-17。.+ 及以前的经过来自那里，不是在本平台办的$/ })
    .waitFor();
  expect([...office.complaints(), ...resident.complaints()]).toEqual([]);
  await Promise.all([office.close(), resident.close()]);
});

// Who has nothing but a receipt: sees how far it is, evaluates, and is told what came of it.
import { demoCommunity, personas } from '@six-order/community/demo/personas';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { violations } from './looks.ts';
import { act } from './one-of-each.ts';
import { openSite } from './open-site.ts';
import type { Look, Site, Visitor } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site.close());

let visitor: Visitor | undefined;
afterEach(() => visitor?.close());

/** Written down by the head of the household group, who hands number and code on. */
async function receipt(until: 'accept' | 'finish') {
  const { order, queryCode } = await site.call('household-head', 'POST', '/api/v1/orders', {
    category: '0101',
    unit: demoCommunity,
    text: '厨房天花板漏水',
    source: 'proxy',
    consentHow: 'in-person',
  });
  await act(site, 'secretary', order.id, 'admit');
  await act(site, 'secretary', order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  for (const [type, input] of [['accept'], ['contact'], ['finish', { result: '换了水管' }]] as const) {
    await act(site, 'member', order.id, type, input);
    if (type === until) break;
  }
  return { id: order.id, number: order.number, code: queryCode };
}

async function look({ number, code }: { readonly number: string; readonly code: string }, how: Look = {}) {
  visitor = await site.visit(null, how);
  const { page } = visitor;
  await page.goto(`${site.url}/follow`);
  await page.locator('#number').fill(number);
  await page.locator('#code').fill(code);
  await page.locator('main [type=submit]').click();
  await page.locator('article h1').waitFor();
  return page;
}

test('by number and code it is evaluated where it is looked up, and says so', async () => {
  const held = await receipt('finish');
  const page = await look(held);
  // It stands there in the other language, too, and neither number nor code is kept for it any longer.
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await page.getByText(/^You need no account\. You can evaluate until /).waitFor();
  expect(await page.evaluate(() => [location.href, sessionStorage.length])).toEqual([`${site.url}/follow`, 0]);
  await page.getByRole('button', { name: '中文', exact: true }).click();
  await page.getByText('不用登录就能评').waitFor();
  expect(await violations(page)).toEqual([]);
  // What is lacking is said before anything is sent.
  await page.getByRole('button', { name: '提交评价' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('解决了', { exact: true }).check();
  await page.getByLabel(/^满意/).check();
  await page.getByLabel(/还有什么想说的/).fill('师傅很好');
  await page.getByRole('button', { name: '提交评价' }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('谢谢您的评价');
  await page.getByText('凭回执上的查询码评的').waitFor();
  await page.getByText('师傅很好').waitFor();
  expect(await page.locator('#solved').count()).toBe(0);
  expect(page.url()).toBe(`${site.url}/follow`);
  expect(await violations(page)).toEqual([]);
  expect(visitor?.complaints()).toEqual([]);
});

test('in large type what must be said comes first, and all else may be said: it is folded, and opens where something was lacking', async () => {
  const page = await look(await receipt('finish'), { elder: true });
  const comment = page.locator('#comment');
  const tall = () => page.locator('.asks form').evaluate((form) => form.getBoundingClientRect().height / innerHeight);
  // Of a telephone's screens.
  expect(await tall()).toBeLessThan(1.6);
  expect(await comment.isVisible()).toBe(false);
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('解决了一部分').check();
  await page.getByLabel(/^不满意/).check();
  await comment.waitFor();
  await page.getByText('说说哪里没办好').waitFor();
  await comment.fill('阳台还在漏');
  // Thought better of, what was written stays in sight, and is sent.
  await page.getByLabel(/^满意/).check();
  await page.getByText('再说几句、分项打分').waitFor();
  expect([await comment.isVisible(), await comment.inputValue()]).toEqual([true, '阳台还在漏']);
  await page.getByText('分项打分（可不填）', { exact: true }).click();
  await page.locator('#score-attitude').selectOption('5');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '提交评价' }).click();
  await page.getByText('谢谢您的评价', { exact: true }).waitFor();
  await page.getByText('阳台还在漏').waitFor();
  expect(visitor?.complaints()).toEqual([]);
});

test('what was evaluated elsewhere meanwhile is shown as it stands, and nothing is counted twice', async () => {
  const held = await receipt('finish');
  const page = await look(held, { language: 'en', elder: true });
  const { evaluation } = await site.call('household-head', 'POST', '/api/v1/follow', { number: held.number, code: held.code });
  expect(evaluation.closed).not.toBeNull();
  const { token } = await site.call('community', 'POST', `/api/v1/orders/${held.id}/evaluation-link`);
  await site.call('community', 'POST', `/api/v1/evaluations/${token}`, { solved: 'yes', stars: 3 });
  await page.getByLabel('Not solved').check();
  await page.getByLabel(/^Very dissatisfied/).check();
  await page.locator('main form [type=submit]').click();
  await page.getByText('This was evaluated already').waitFor();
  await page.getByText('Solved · 3 stars', { exact: false }).waitFor();
  expect(await page.locator('#solved').count()).toBe(0);
  expect(visitor?.complaints().filter((said) => !said.includes('409'))).toEqual([]);
});

test('a step under way says since when, and by when what is to happen', async () => {
  const page = await look(await receipt('accept'));
  const now = page.locator('.timeline [aria-current=step]');
  expect(await now.locator('.when').allTextContents()).toEqual([
    expect.stringMatching(/ 开始，应在.+ 前联系$/),
    expect.stringMatching(/ 开始$/),
  ]);
});

test('whoever wrote it down for somebody without an account writes down what that one says, with how it came', async () => {
  const { id } = await receipt('finish');
  visitor = await site.visit('household-head', { width: 360 });
  const { page } = visitor;
  await page.goto(site.url);
  await page.getByText('办完了，请评一评；替别人下的，请问本人，代录评价').first().waitFor();
  await page.goto(`${site.url}/notices`);
  await page.getByText('替别人下的单，请问问本人，代录评价').first().waitFor();
  await page.goto(`${site.url}/orders/${id}`);
  await page.getByRole('heading', { name: '替居民代录评价' }).waitFor();
  expect(await page.getByText('请您评一评').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  // How the words came is asked for as the rest is.
  await page.getByLabel('解决了', { exact: true }).check();
  await page.getByLabel(/^满意/).check();
  await page.getByRole('button', { name: '提交代录' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('当面对我说的').check();
  await page.getByRole('button', { name: '提交代录' }).click();
  await page.getByText('居民的评价已经记下，注明是代录的').waitFor();
  // Within seven days it is written down anew.
  await page.getByText('改录评价（评价后 7 天内）').click();
  await page.getByRole('heading', { name: '替居民代录评价' }).waitFor();
  expect(visitor.complaints()).toEqual([]);
  await visitor.close();
  // Whoever reads it sees that it was written down.
  visitor = await site.visit('community', { width: 1440 });
  await visitor.page.goto(`${site.url}/staff/orders/${id}`);
  await visitor.page.getByText('代录：代点人转述的').waitFor();
  const { order } = await site.call('community', 'GET', `/api/v1/orders/${id}`);
  expect(order.evaluations).toMatchObject([{ solved: 'yes', stars: 4, transcribed: 'proxy' }]);
});

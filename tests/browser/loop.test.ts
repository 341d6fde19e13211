// The whole loop in browsers: a resident, a secretary, a member and a publisher, each on a page of their own.
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openSite } from './open-site.ts';
import type { Site, Visitor } from './site.ts';

let site: Site;
let resident: Visitor;
let secretary: Visitor;
let member: Visitor;
beforeAll(async () => {
  site = await openSite();
  [resident, secretary, member] = await Promise.all([
    site.visit('resident'),
    site.visit('secretary', { width: 1440 }),
    site.visit('member'),
  ]);
}, 60_000);
afterEach(() => expect([resident, secretary, member].flatMap((visitor) => visitor.complaints())).toEqual([]));
afterAll(() => site.close());

/** Text that would run where it is not shown as text. */
const SAID = '三楼的灯坏了 <img src=x onerror="document.title=1"><script>document.title=1</script>';

const placed = { id: '', number: '', code: '' };

test('a resident places an order, one question on each screen, and gets number and query code', async () => {
  const { page } = resident;
  await page.goto(site.url);
  await page.getByRole('link', { name: /我要下单/ }).click();
  await page.getByRole('button', { name: '住房与物业' }).click();
  await page.getByRole('button', { name: '房屋漏水渗水' }).click();
  await page.getByRole('heading', { name: '在哪里？' }).waitFor();
  expect(await page.getByLabel('楼栋').locator('option:checked').textContent()).toBe('1栋');
  await page.getByLabel(/门牌号/).fill('2单元301');
  await page.getByRole('button', { name: '下一步' }).click();

  await page.getByRole('button', { name: '下一步' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('请说说情况');
  await page.getByLabel('情况', { exact: true }).fill('水'.repeat(2_001));
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '下一步' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('您写了 2001 个字，最多 2000 个字，请删去 1 个');
  await page.getByLabel('情况', { exact: true }).fill(SAID);
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.reload();
  expect(await page.getByLabel('情况', { exact: true }).inputValue()).toBe(SAID);
  await page.getByRole('button', { name: '下一步' }).click();

  await page.getByRole('heading', { name: '怎么联系您？' }).waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('您没有留电话').waitFor();
  // What stands in the field that was passed is not said to be empty.
  await page.getByText(`${personas.resident.name}（没有电话，姓名不会交给办理的人）`).waitFor();
  await page.getByRole('button', { name: '留个电话' }).click();
  await page.getByLabel(/怎么称呼您/).fill('三楼的老王');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('三楼的老王（没有电话，姓名不会交给办理的人）').waitFor();
  await page.getByRole('button', { name: '留个电话' }).click();
  await page.getByLabel(/^电话/).fill('13800000001');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '请您核对一下' }).waitFor();
  expect(await page.getByText('您没有留电话').count()).toBe(0);
  // One answer is changed, and all are there again.
  await page.getByRole('button', { name: '修改 在哪里' }).click();
  await page.getByRole('heading', { name: '在哪里？' }).waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '请您核对一下' }).waitFor();
  expect(await page.getByLabel(/把这件事公开/).isChecked()).toBe(false);
  await page.getByLabel(/把这件事公开/).check();
  await page.getByRole('button', { name: '提交' }).click();

  await page.getByRole('heading', { name: '已经收到' }).waitFor();
  [placed.number = '', placed.code = ''] = await page.locator('.receipt .code').allTextContents();
  expect(placed.number).toMatch(/^\d{8}-\d{6}-\d$/);
  expect(placed.code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  await page.getByRole('link', { name: '查看这一单' }).click();
  await page.getByText(SAID).waitFor();
  // Back at the receipt, and when it is read again, the order offers it.
  await page.goBack();
  await page.waitForURL(/\/orders\//);
  await page.getByText('回执上有单号和查询码').waitFor();
  await page.getByText(SAID).waitFor();
  placed.id = page.url().split('/').at(-1) ?? '';
});

test('whoever holds the receipt follows it without an account', async () => {
  const visitor = await site.visit(null);
  const { page } = visitor;
  await page.goto(`${site.url}/follow`);
  await page.getByLabel('单号').fill(placed.number);
  await page.getByLabel('查询码').fill('00000-00000');
  await page.getByRole('button', { name: '查看' }).click();
  await page.getByText('单号和查询码对不上').waitFor();
  await page.getByLabel('查询码').fill(placed.code);
  await page.getByRole('button', { name: '查看' }).click();
  await page.getByText(SAID).waitFor();
  expect(page.url()).toBe(`${site.url}/follow`);
  await expect.poll(() => page.title(), { timeout: 15_000 }).toContain('单 ');
  // Called by what it is; the number once, one way back, and the way in where more can be done.
  await page.getByRole('heading', { level: 1, name: '房屋漏水渗水' }).waitFor();
  expect(await page.locator('article header', { hasText: placed.number }).innerText()).toMatch(/^[^\d]+\d{8}-\d{6}-\d$/);
  expect(await page.locator('main .back').allTextContents()).toEqual(['返回']);
  expect(await page.locator('main').getByRole('link', { name: '登录' }).getAttribute('href')).toBe(`/orders/${placed.id}`);
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('heading', { name: '凭单号和查询码查看' }).waitFor();
  await expect.poll(() => page.title(), { timeout: 15_000 }).toBe('凭单号和查询码查看 · 六单一体');
  // The browser says that number and code did not fit.
  expect(visitor.complaints().filter((said) => !said.includes('404'))).toEqual([]);
  // With a slip: what is missing is said beside it, and what does not fit by what it is.
  await page.goto(`${site.url}/evaluate`);
  await page.getByRole('button', { name: '提交评价' }).click();
  await page.locator('#code-error').getByText('请填写评价码').waitFor();
  await page.getByLabel('单号').fill(placed.number);
  await page.getByLabel('评价码').fill('ABCD2345');
  await page.getByLabel('解决了', { exact: true }).check();
  await page.getByLabel(/^非常满意/).check();
  await page.getByRole('button', { name: '提交评价' }).click();
  await page.getByRole('alert').getByText('单号和评价码对不上').waitFor();
  expect(visitor.complaints().filter((said) => !said.includes('404'))).toEqual([]);
  // What a call takes is said before it is pressed.
  for (const elder of [true, false]) {
    await visitor.turn({ width: 360, elder });
    await page.goto(site.url);
    await page.getByRole('link', { name: /^请给我回电\s*先收短信核对号码/ }).waitFor();
  }
  await page.goto(`${site.url}/call-me`);
  await page.locator('main .notice a[href="tel:12345"]').waitFor();
  await page.locator('#phone').fill('123');
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.locator('#phone-error').getByText('能打通的电话号码').waitFor();
  await page.locator('#phone').fill('138 0000 0009');
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.locator('#code').fill('000000');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('还可以试 2 次').waitFor();
  // How long to wait is said where one is, and that a code which is there can be used.
  await page.getByRole('button', { name: '重新获取验证码' }).click();
  await page.getByText(/请过 \d+ (?:秒|分钟)再试。先前收到的验证码/).waitFor();
  for (const code of ['111111', '222222']) {
    await page.locator('#code').fill(code);
    const answered = page.waitForResponse(/session\/resident/);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await answered;
    // What is pressed while one is on its way is not sent.
    await page.locator('form:has(#code) [type=submit][aria-disabled=false]').waitFor();
  }
  await page.getByRole('alert').getByText('已经错了三次，不能再用').waitFor();
  // One that is spent cannot.
  await page.getByRole('button', { name: '重新获取验证码' }).click();
  await page.getByText(/请过 \d+ (?:秒|分钟)再试。$/).waitFor();
  // With another nothing is wrong any more.
  await page.route('**/api/v1/session/code', (route) => route.fulfill({ json: { expiresInSeconds: 300 } }));
  await page.getByRole('button', { name: '重新获取验证码' }).click();
  await page.getByText('新的验证码已经发出').waitFor();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '换一个手机号' }).click();
  expect(await page.locator('#phone').inputValue()).toBe('138 0000 0009');
  expect(visitor.complaints().filter((said) => !/401|429/.test(said))).toEqual([]);
  await visitor.close();
});

test('a relative is told for whom he orders and that the code is not his; a long text for a call is not cut', async () => {
  const visitor = await site.visit('relative');
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await page.getByRole('button', { name: '住房与物业' }).click();
  await page.getByRole('button', { name: '房屋漏水渗水' }).click();
  await page.getByLabel('楼栋').selectOption({ label: '1栋' });
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('情况', { exact: true }).fill('厨房顶上滴水');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.locator('#on-behalf-of option:checked', { hasText: '**' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: '下一步' }).click();
  await page.locator('.answers', { hasText: '替谁韦**' }).waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('link', { name: '查看这一单' }).click();
  await page.getByRole('link', { name: '打印回执' }).waitFor();
  expect(await page.getByText('回执上有单号和查询码').count()).toBe(0);

  await page.goto(`${site.url}/call-me`);
  await page.getByLabel('大概什么事').fill('漏'.repeat(2_001));
  await page.getByLabel('电话', { exact: true }).fill('13800000001');
  await page.getByRole('button', { name: '请给我回电' }).click();
  await page.locator('#text-error').getByText('请删去 1 个').waitFor();

  await visitor.turn({ width: 360, language: 'en', elder: true });
  await page.goto(site.url);
  await page.getByRole('link', { name: 'Notices' }).waitFor();
  await page.getByRole('link', { name: 'Please call me', exact: true }).waitFor();
  const tops = await page
    .locator('.top a, .top .button:visible')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
  const middles = tops.map(({ top, bottom }) => Math.round((top + bottom) / 2));
  expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(4);
  expect(visitor.complaints()).toEqual([]);
  await visitor.close();
});

test('the secretary admits and dispatches; the resident’s page shows it by itself', async () => {
  const { page } = secretary;
  await page.goto(`${site.url}/staff/desk/intake`);
  await page.locator('.row').first().click();
  // What it is about is read before it is acted on, and once.
  expect(await page.locator('header:has(.order-title) blockquote').textContent()).toBe(SAID);
  expect(await page.getByText(SAID).count()).toBe(1);
  await page.locator('[data-command=admit]').click();
  await page.getByLabel('一般').check();
  await page.locator('form').getByRole('button', { name: '受理' }).click();
  await page.getByText('受理：已办').waitFor();
  await resident.page.locator('.status', { hasText: '待派单' }).waitFor();

  await page.locator('[data-command=dispatch]').click();
  await page.getByLabel(new RegExp(personas.member.name)).check();
  await page.locator('form').getByRole('button', { name: '派单' }).click();
  await page.getByText(/^派单：已办。已派给.*，等待接单/).waitFor();
  // It is not offered as if it had failed.
  await page.locator('[data-command=dispatch]:not(.main)', { hasText: '改派' }).waitFor();
  await resident.page.locator('.status', { hasText: '待接单' }).waitFor();
  // Who it is with is said by what he works as, not by name.
  const handler = resident.page.locator('.promise p', { hasText: '由谁办理' });
  expect(await handler.textContent()).toBe('由谁办理：蟠桃园社区 第一网格\u00a0· 党员（还没有接单）');
});

test('the member accepts, sees the number for a reason, gets in touch and finishes', async () => {
  const { page } = member;
  await page.goto(`${site.url}/staff/desk/accept`);
  await page.locator('.row').click();
  // Nothing is asked, and it can be given back: one press. The end of a double tap on what was there before is none; pressed twice while
  // the network is away, it is sent once there is one.
  const accept = page.locator('[data-command=accept]');
  await page.route('**/commands', (route) => route.abort(), { times: 1 });
  await accept.dispatchEvent('click', { detail: 2 });
  expect(await page.locator('.actions form').count()).toBe(0);
  await accept.dblclick();
  await page.getByText('网络没有连上').first().waitFor();
  expect(member.complaints()).toEqual([expect.stringContaining('ERR_FAILED')]);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText('接单：已办').waitFor();
  await resident.page.getByText(/^由谁办理：蟠桃园社区 第一网格\s· 党员$/).waitFor();
  expect(await resident.page.locator('main').textContent()).not.toContain(personas.member.name);

  expect(await page.content()).not.toContain('13800000001');
  await page.getByRole('button', { name: '查看电话' }).click();
  await page.getByRole('button', { name: '联系居民' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '查看', exact: true }).click();
  await page.getByRole('link', { name: '拨打 13800000001' }).waitFor();

  // Nothing is taken for granted. A call in vain is no contact; its resident reads that somebody called.
  await page.locator('[data-command=contact]').click();
  await page.locator('form').getByRole('button', { name: '首次联系' }).click();
  await page.locator('#f-reached-error', { hasText: '请回答：联系上本人了吗' }).waitFor();
  await page.getByLabel('没打通').check();
  await page.locator('form').getByRole('button', { name: '首次联系' }).click();
  await page.getByText('没打通：已记下').waitFor();
  await resident.page.getByText(/承办人打过电话，没有打通：[今昨][天晚]/).waitFor();

  // Beside the step whose reason it is, the number takes one press, and the next one calls.
  await page.locator('[data-command=contact]').click();
  await page.getByRole('button', { name: '打电话' }).click();
  await page.locator('.actions a[href="tel:13800000001"]').waitFor();
  await page.getByLabel('联系上了').check();
  await page.locator('form').getByRole('button', { name: '首次联系' }).click();
  await page.getByText('首次联系：已办').waitFor();
  await finish('换了灯泡');
  // What took its time says when that was over.
  const { order } = await site.call('member', 'GET', `/api/v1/orders/${placed.id}`);
  const over = order.stations.filter(({ doneAt, enteredAt }: any) => doneAt > enteredAt);
  expect(over.map(({ station }: any) => station)).toEqual(['accept', 'supervise']);
});

async function finish(result: string): Promise<void> {
  const { page } = member;
  await page.locator('[data-command=finish]').click();
  await page.getByLabel('办理结果').fill(result);
  await page.locator('form').getByRole('button', { name: '办结' }).click();
  await page.getByText('办结：已办').waitFor();
  await page.getByText('没有要办的，等居民评价').waitFor();
  expect(await page.locator('.actions .buttons .main').count()).toBe(0);
}

test('a bad evaluation starts the work again, a good one ends it', async () => {
  const { page } = resident;
  await page.getByRole('heading', { name: '请您评一评' }).waitFor();
  await page.getByLabel('没有解决').check();
  await page.getByText('我们会安排重新办理').waitFor();
  await page.getByLabel(/^哪里没办好/).fill('亮了一天又不亮了');
  await page.getByRole('button', { name: '提交评价' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('您满意吗');
  await page.getByLabel(/^不满意/).check();
  // How he was asked for a good one is another matter: what he writes of it stays when he has evaluated.
  await page.getByText('有人要求我给好评').click();
  const pressing = page.getByLabel('是怎么回事');
  const said = await pressing.inputValue();
  await pressing.fill('');
  await page.getByRole('button', { name: '告诉上级' }).click();
  await page.locator('#pressing-error').getByText('几个字也行').waitFor();
  await pressing.fill(`${said}他说不给五星就不修。`);
  await page.getByRole('button', { name: '提交评价' }).click();
  await page.getByText('谢谢您的评价').first().waitFor();
  await page.locator('.status', { hasText: '重办中' }).waitFor();
  expect(await pressing.inputValue()).toBe(`有人要求我给好评。单号：${placed.number}。他说不给五星就不修。`);
  await page.getByRole('button', { name: '告诉上级' }).click();
  const told = page.getByText('已经告诉上级，单号');
  await told.waitFor();
  expect(await told.evaluate((line) => document.activeElement === line)).toBe(true);
  const complaint = await page.getByRole('link', { name: '看这件投诉办到哪了' }).getAttribute('href');
  expect((await site.call('resident', 'GET', `/api/v1${complaint}`)).order).toMatchObject({ category: '1101', sealed: true });
  // It was given once: that was before. The work began today.
  const stations = () => page.locator('.timeline li .when').allTextContents();
  await expect
    .poll(stations)
    .toEqual([
      expect.stringMatching(/^[今昨][天晚]/),
      expect.stringMatching(/^上一次：[今昨][天晚]/),
      expect.stringMatching(/^[今昨][天晚]/),
      expect.stringMatching(/^[今昨][天晚]/),
      expect.stringMatching(/^[今昨][天晚]/),
    ]);
  await page.locator('.timeline li', { hasText: '您不满意，正在重办' }).waitFor();
  // Of the clocks those that run; the others behind one line.
  await page.getByText('时限是怎么算的').click();
  const clocks = page.locator('details:has(> summary:text("时限是怎么算的")) li:visible');
  const running = await clocks.count();
  expect(await clocks.filter({ hasText: '到期' }).count()).toBe(running);
  await page.getByText(/^其他时限 \d+ 条$/).click();
  await clocks.filter({ hasText: '已结束' }).first().waitFor();
  await page.getByRole('heading', { name: '上一次办理结果' }).waitFor();
  // What its resident reads of it is there already, and nothing is asked for that an office fills in.
  await page.getByText('更正联系方式').click();
  const correction = page.locator('details', { hasText: '更正联系方式' });
  expect(await correction.getByLabel(/^联系电话/).inputValue()).toBe('13800000001');
  expect(await correction.locator('input, textarea, select').count()).toBe(3);
  await correction.getByLabel(/^地址/).fill('三栋二单元');
  await correction.getByRole('button', { name: '提交' }).click();
  await page.getByText('已经更正').waitFor();
  await page.getByText('更正联系方式').click();
  await expect.poll(() => correction.getByLabel(/^地址/).inputValue(), { timeout: 15_000 }).toBe('三栋二单元');

  await member.page.locator('[data-command=finish]').waitFor();
  await member.page.locator('.notice', { hasText: '重办：居民上次评的是“没有解决”' }).getByText('亮了一天又不亮了').waitFor();
  await finish('重新接了线，灯亮了');
  // Nothing is said any more of what has been gone beyond.
  await page.getByRole('heading', { name: '办理结果', exact: true }).waitFor();
  expect(await page.getByText('谢谢您的评价').count()).toBe(0);
  await page.getByText('上一次评价：没有解决').waitFor();
  await page.getByLabel('解决了', { exact: true }).check();
  await page.getByLabel(/^非常满意/).check();
  await page.getByRole('button', { name: '提交评价' }).click();
  await page.getByText('已评价').waitFor();
});

test('the publisher writes and approves what the public may read', async () => {
  const publisher = await site.visit('publisher');
  const { page } = publisher;
  await page.goto(`${site.url}/staff/desk/publish`);
  await page.locator('.row').click();
  await page.locator('[data-command=propose]').click();
  // An outline to begin from: nothing of what the resident or the handler wrote, and no gap of it goes out.
  const text = page.getByLabel(/^内容/);
  expect(await text.inputValue()).toBe('【什么问题、有什么影响，一句话；不写谁、哪一户】。');
  const done = page.getByLabel(/^办得怎么样/);
  expect(await done.inputValue()).toBe('党员【做了什么，现在怎么样】。');
  // Each place that is left is counted and told.
  await page.locator('form').getByRole('button', { name: '拟稿' }).click();
  await page.locator('.summary').getByText('还有 3 处需要改一改').waitFor();
  await page.getByLabel('标题').focus();
  await page.getByLabel('标题').fill('楼道灯修好了');
  await text.fill('三楼的灯换了线，亮了。问 13812345678。');
  await page.locator('form').getByRole('button', { name: '拟稿' }).click();
  await page.locator('#f-after-error', { hasText: '这里还没有写：【做了什么，现在怎么样】' }).waitFor();
  // What is written there takes its place.
  await text.focus();
  await done.focus();
  await page.keyboard.type('换了线。');
  expect(await done.inputValue()).toBe('党员换了线。。');
  const [proposed] = await Promise.all([
    page.waitForRequest((request) => request.url().endsWith('/commands')),
    page.locator('form').getByRole('button', { name: '拟稿' }).click(),
  ]);
  expect(proposed.postDataJSON().input.after).toBe('党员换了线。');
  await page.getByText('拟稿：已办').waitFor();
  // What stands against it is named, and leads to its own form.
  await page.locator('[data-command=publish]').click();
  await page.getByText('还不能晒：有 1 处像是个人信息没有核实。').waitFor();
  await page.getByRole('button', { name: '核实“13812345678”' }).click();
  await page.waitForFunction(() => document.activeElement?.id === 'f-reason');
  expect(await page.getByRole('radio', { name: /13812345678/ }).isChecked()).toBe(true);
  // Written anew, it begins with what was written.
  await page.locator('[data-command=propose]').click();
  expect(await page.getByLabel('标题').inputValue()).toBe('楼道灯修好了');
  await text.fill((await text.inputValue()).replace('问 13812345678。', ''));
  await page.locator('form').getByRole('button', { name: '拟稿' }).click();
  await page.getByText('没有发现个人信息。').waitFor();
  await page.locator('[data-command=publish]').click();
  await page.locator('form').getByRole('button', { name: '晒单' }).click();
  await page.getByText('晒单：已办').waitFor();
  expect(publisher.complaints()).toEqual([]);
  await publisher.close();
  // Its resident is led there, and the board is not told from where.
  await resident.page.getByRole('link', { name: '看公开栏上的这一条' }).click({ timeout: 20_000 });
  await resident.page.getByRole('heading', { name: '楼道灯修好了' }).waitFor({ timeout: 20_000 });
  expect(await resident.page.evaluate(() => document.referrer)).toBe('');
  await resident.page.goBack();
});

test('the secretary reads in the journal what happened, and that nothing was altered', async () => {
  const { page } = secretary;
  await page.goto(`${site.url}/staff/orders/${placed.id}`);
  await page.getByText('日志', { exact: true }).click();
  await page.getByText('日志链完整').waitFor();
  await page.locator('.journal li', { hasText: '联系上本人了吗：否' }).first().waitFor();
  // Of a person the post is said, too, where he acted and where he has it in hand.
  await page.locator('.journal li', { hasText: '李向前（党员）' }).first().waitFor();
  await page.locator('.facts dd', { hasText: '李向前（党员 · ' }).first().waitFor();
  const said = await page.locator('.journal li > strong').allTextContents();
  // The worker starts the publication's clock when it comes to it.
  expect(said.filter((title) => title !== '晒单计时')).toEqual([
    '点单',
    '受理',
    '派单',
    '接单',
    '联系（没打通）',
    '首次联系',
    '办结',
    '评单',
    '更正联系方式',
    '办结',
    '评单',
    '拟稿',
    '拟稿',
    '晒单',
  ]);
});

test('a supervisor calls an order to account, and its holder signs for the card and answers', async () => {
  const call = (persona: 'resident' | 'secretary' | 'member', type: string, input: object = {}) =>
    site.call(persona, 'POST', `/api/v1/orders/${order.id}/commands`, { type, input });
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0101',
    unit: demoCommunity,
    text: '漏水',
  });
  await call('secretary', 'admit');
  await call('secretary', 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  await call('member', 'accept');
  const supervisor = await site.visit('supervisor');
  const { page } = supervisor;
  await page.goto(`${site.url}/staff/orders/${order.id}`);
  // What moves it on is proposed, not a note beside it.
  expect(await page.locator('.actions .button.main').getAttribute('data-command')).toBe('urge');
  await page.locator('[data-command=issue-card]').click();
  await page.getByLabel('黄卡督办').check();
  await page.getByLabel('理由').selectOption({ label: '其他' });
  await page.getByLabel(/^内容/).fill('群众催了两次');
  await page.locator('form').getByRole('button', { name: '发督办卡' }).click();
  await page.getByText('发督办卡：已办').waitFor();

  const { orders: cards } = await site.call('member', 'GET', '/api/v1/orders?desk=cards');
  const card = cards.find(({ workflow }: { workflow: string }) => workflow === 'card');
  // What its order is about stands in the list and on its page; until it is answered nothing is proposed, but to look there.
  await page.goto(`${site.url}/staff/desk/cards`);
  await page.locator('.row', { hasText: '漏水' }).click();
  await page.locator('header:has(.order-title) blockquote', { hasText: '漏水' }).waitFor();
  await page.getByText('等答复人回复这张卡').waitFor();
  expect(await page.locator('.actions .button.main').count()).toBe(0);
  expect(await page.getByRole('link', { name: '到所督的单去看、去催' }).getAttribute('href')).toBe(`/staff/orders/${order.id}`);
  // It waits for the member, not for the secretary, who sees it.
  await secretary.page.goto(`${site.url}/staff/`);
  const tile = secretary.page.locator('.desk-card', { hasText: '督办卡' });
  await tile.locator('.number', { hasText: /^0 件$/ }).waitFor();
  expect(await tile.textContent()).toContain('另有 1 张等别人办');
  await member.page.goto(`${site.url}/staff/orders/${card.id}`);
  await member.page.locator('[data-command=sign]').click();
  await member.page.getByText('签收：已办').waitFor();
  await member.page.locator('[data-command=reply]').click();
  await member.page.getByLabel(/^内容/).fill('今天下午上门');
  await member.page.locator('form').getByRole('button', { name: '回复' }).click();
  await member.page.getByText('今天下午上门').waitFor();
  expect(supervisor.complaints()).toEqual([]);
  await supervisor.close();
});

test('a card’s page says for want of which consent what its order says is not shown', async () => {
  const { notice } = await site.call('resident-2', 'GET', '/api/v1/me/consents');
  const asked = { category: '0802', text: '奶奶想要中午送餐', unit: demoGrid };
  const { order } = await site.call('resident-2', 'POST', '/api/v1/orders', asked);
  const send = (persona: PersonaName, type: string, input: object = {}) =>
    site.call(persona, 'POST', `/api/v1/orders/${order.id}/commands`, { type, input });
  await send('secretary', 'admit');
  await send('secretary', 'dispatch', { to: { kind: 'person', id: personas.facility.person } });
  await send('facility', 'accept');
  const issuing = { workflow: 'card', order: order.id, colour: 'yellow', reason: 'other' };
  const { order: card } = await site.call('supervisor', 'POST', '/api/v1/orders', issuing);
  const facility = await site.visit('facility', { width: 360 });
  await facility.page.goto(`${site.url}/staff/orders/${card.id}`);
  await facility.page.locator('header blockquote', { hasText: '中午送餐' }).waitFor();
  await site.call('resident-2', 'POST', '/api/v1/me/consents', { notice, purpose: 'outside-provider', given: false });
  await facility.page.reload();
  await facility.page.locator('.notice', { hasText: /居民尚未同意.*内容不向承办人显示/ }).waitFor();
  expect(await facility.page.getByText('中午送餐').count()).toBe(0);
  expect(facility.complaints()).toEqual([]);
  await facility.close();
});

test('what a resident was told is marked as new the first time he is shown it, and counts as read from then on', async () => {
  const visitor = await site.visit('resident', { width: 360 });
  const { page } = visitor;
  const unread = async () =>
    (await site.call('resident', 'GET', '/api/v1/notices?limit=50')).notices.filter(({ readAt }: any) => readAt === null).length;
  const before = await unread();
  expect(before).toBeGreaterThan(0);
  await page.goto(site.url);
  const way = page.getByRole('link', { name: `${before} 条新消息`, exact: true });
  expect(await way.innerText()).toBe('消息');
  const shown = (link: Element) => getComputedStyle(link, '::after').content;
  expect(await way.evaluate(shown)).toBe(`"${before}"`);
  // In a tab behind others nobody has seen them yet.
  await page.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => (sessionStorage['seen'] ? 'visible' : 'hidden') });
  });
  await page.goto(`${site.url}/notices`);
  await page.locator('.order-card').first().waitFor();
  expect([await page.getByText('新消息').count(), await unread()]).toEqual([0, before]);
  await page.evaluate(() => {
    sessionStorage['seen'] = 'yes';
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(() => page.getByText('新消息').count()).toBe(before);
  await expect.poll(unread).toBe(0);
  expect(await page.getByText('新消息').count()).toBe(before);
  // Nothing is new any more, and the page was not read again.
  const none = page.getByRole('link', { name: '消息', exact: true });
  await none.waitFor();
  expect(await none.evaluate(shown)).toBe('none');
  await page.reload();
  await page.locator('.order-card').first().waitFor();
  expect(await page.getByText('新消息').count()).toBe(0);
  expect(visitor.complaints()).toEqual([]);
  await visitor.close();
});

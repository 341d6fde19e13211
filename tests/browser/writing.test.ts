// What is written and sent from a page: by a neighbour, at a window, by a link, with photographs.
import { demoCommunity, personas } from '@six-order/community/demo/personas';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { violations } from './looks.ts';
import { act } from './one-of-each.ts';
import { openSite } from './open-site.ts';
import { leak, toCheck } from './placing.ts';
import type { Site, Visitor } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site.close());

let visitor: Visitor | undefined;
afterEach(() => visitor?.close());

test('a one-time link evaluates without an account, once, and stays in no address', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0105',
    unit: demoCommunity,
    text: 'dark',
  });
  await act(site, 'secretary', order.id, 'admit');
  await act(site, 'secretary', order.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  for (const [type, input] of [['accept'], ['contact'], ['finish', { result: 'bright' }]] as const)
    await act(site, 'member', order.id, type, input);
  const { url } = await site.call('community', 'POST', `/api/v1/orders/${order.id}/evaluation-link`);
  visitor = await site.visit(null);
  const { page } = visitor;
  await page.goto(site.url + new URL(url).pathname + new URL(url).hash);
  await page.getByText(order.number).waitFor();
  expect(page.url()).toBe(`${site.url}/evaluate`);
  await page.getByLabel('解决了', { exact: true }).check();
  await page.getByLabel(/^满意/).check();
  await page.locator('main [type=submit]').click();
  await page.getByRole('heading', { name: '谢谢您的评价' }).waitFor();
  await page.goto(`${site.url}/`);
  await page.goto(site.url + new URL(url).pathname + new URL(url).hash);
  await page.getByText('这个链接已经用过或者过期了').waitFor();
  visitor.complaints();
});

test('whose evaluation by a slip got no answer is not told that the slip is spent as if he had said nothing', async () => {
  visitor = await site.visit(null);
  const { page } = visitor;
  let sent = 0;
  await page.route('**/api/v1/evaluations', (route) => {
    sent += 1;
    return sent === 1 ? route.abort() : route.continue();
  });
  await page.goto(`${site.url}/evaluate`);
  await page.getByLabel('单号').fill('202611270001');
  await page.getByLabel('评价码').fill('ABCD2345');
  await page.getByLabel('解决了', { exact: true }).check();
  await page.getByLabel(/^满意/).check();
  await page.locator('main [type=submit]').click();
  await page.getByRole('alert').getByText('网络没有连上').waitFor();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByRole('alert').getByText('您的评价已经记下了').waitFor();
  visitor.complaints();
});

test('a building’s QR sheet leads to an order with the building filled in, after signing in', async () => {
  const { units } = await site.call('resident', 'GET', '/api/v1/units?kind=building');
  const building = units.find(({ code }: { code: string }) => code.startsWith(`${demoCommunity}01`) && code.endsWith('003'));
  visitor = await site.visit(null);
  const { page } = visitor;
  await page.goto(`${site.url}/place?unit=${building.code}`);
  await page.locator('[data-persona=resident]').click();
  await page.locator('.tile').first().click();
  await page.locator('.row-button').first().click();
  await expect.poll(() => page.locator('#building').inputValue()).toBe(building.id);
  expect(visitor.complaints()).toEqual([]);
});

test.each(['resident', 'grid-worker'] as const)('who cannot say which it is is called back: %s', async (persona) => {
  visitor = await site.visit(persona);
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  const unsure = page.getByRole('link', { name: '说不清楚，请给我回电' });
  await page.locator('.tiles').waitFor();
  expect(await unsure.count()).toBe(1);
  await page.locator('.tile').first().click();
  await page.getByRole('heading', { name: '具体是哪一种' }).waitFor();
  await unsure.click();
  await page.locator('#phone').fill('13800000003');
  await page.locator('main [type=submit]').click();
  await page.getByRole('heading', { name: '记下了，请等电话' }).waitFor();
  // As of every order: whose call it is finds it again.
  expect(await page.locator('.receipt .code').allTextContents()).toEqual([
    expect.stringMatching(/^\d{8}-\d{6}-\d$/),
    expect.stringMatching(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/),
  ]);
  expect(visitor.complaints()).toEqual([]);
});

test.each([false, true])(
  'an order that was begun is gone on with from the first page, where its writer stopped; large type: %s',
  async (elder) => {
    visitor = await site.visit('resident', { elder });
    const { page } = visitor;
    await page.goto(site.url);
    await page.getByRole('link', { name: '我要下单' }).click();
    await page.locator('.tiles').waitFor();
    await leak(page);
    await page.locator('main [type=submit]').click();
    await page.locator('#text').fill('厨房漏水');
    await page.goto(site.url);
    await page.getByRole('link', { name: /接着写/ }).click();
    expect(await page.locator('#text').inputValue()).toBe('厨房漏水');
    await page.locator('main [type=submit]').click();
    await page.locator('#phone').waitFor();
    await page.goto(site.url);
    await page.getByRole('link', { name: /接着写/ }).click();
    await page.locator('#phone').waitFor();
    expect(visitor.complaints()).toEqual([]);
  },
);

test('the call that somebody waits for stands on the first page in large type, too', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '1001',
    unit: demoCommunity,
    text: '请给我回电，我在电话里说。',
    contact: { name: '韦春梅', phone: '13800000001' },
    callBack: true,
  });
  visitor = await site.visit('resident', { elder: true });
  const { page } = visitor;
  await page.goto(site.url);
  await page.locator(`.order-card[href="/orders/${order.id}"]`).waitFor();
  expect(visitor.complaints()).toEqual([]);
});

test('in a village without buildings, the choice for a place in none fits a house of one’s own', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await leak(page);
  await page.locator('#community').selectOption({ label: '甘莱村' });
  await expect.poll(() => page.locator('#building option').allTextContents()).toContain('自己家或别处（不在楼栋里）');
  await page.locator('#building').selectOption('outdoors');
  expect(await page.locator('#building option').allTextContents()).not.toContain('不在楼里（路上、广场、小区公共地方）');
  // So it is called where a dispute is told.
  await page.goto(`${site.url}/dispute`);
  await page.locator('main input[type=radio]').first().check();
  await page.locator('main [type=submit]').click();
  await page.locator('#community').selectOption({ label: '甘莱村' });
  await expect.poll(() => page.locator('#building option').allTextContents()).toContain('自己家或别处（不在楼栋里）');
  expect(visitor.complaints()).toEqual([]);
});

test('who signs in by telephone finds it filled in, changes or clears it; of a confidential matter it is not', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const own = '13800001234';
  await page.route('**/api/v1/session/phone', (route) => route.fulfill({ json: { phone: own } }));
  const next = () => page.locator('main [type=submit]').click();
  const phone = page.locator('#phone');
  const begin = async (group: number, kind: string) => {
    await page.goto(`${site.url}/place?unit=${demoCommunity}`);
    await page.locator('.tile, button.back').first().waitFor();
    if ((await page.locator('.tile').count()) === 0) await page.locator('button.back').click();
    await page.locator('.tile').nth(group).click();
    await page.locator('.row-button', { hasText: kind }).click();
    await page.locator('#building').selectOption('outdoors');
    await next();
  };
  await begin(0, '漏水');
  await page.locator('#text').fill('水管漏水');
  await next();
  await expect.poll(() => phone.inputValue()).toBe(own);
  expect(await page.getByText('这是您登录用的号码').count()).toBe(1);
  await begin(4, '家庭');
  await next();
  await phone.waitFor();
  expect(await phone.inputValue()).toBe('');
  await begin(0, '漏水');
  await next();
  await expect.poll(() => phone.inputValue()).toBe(own);
  await phone.fill('13900005678');
  expect(await page.getByText('这是您登录用的号码').count()).toBe(0);
  await phone.fill('');
  await next();
  await page.getByText('您没有留电话').waitFor();
  await page.getByRole('button', { name: '留个电话' }).click();
  await phone.waitFor();
  expect(await phone.inputValue()).toBe('');
  // Of a confidential matter what he writes there himself is his to leave.
  await begin(4, '家庭');
  await next();
  await phone.fill(own);
  await next();
  await page.locator('.answers').getByText(own).waitFor();
  await page.goto(`${site.url}/call-me`);
  await expect.poll(() => phone.inputValue()).toBe(own);
  expect(visitor.complaints()).toEqual([]);
});

test('the own number that comes late is not put between what somebody types', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const late = Promise.withResolvers<void>();
  await page.route('**/api/v1/session/phone', async (route) => {
    await late.promise;
    await route.fulfill({ json: { phone: '13800001234' } });
  });
  await page.goto(`${site.url}/place?unit=${demoCommunity}`);
  await leak(page);
  await page.locator('#building').selectOption('outdoors');
  await page.locator('main [type=submit]').click();
  await page.locator('#text').fill('水管漏水');
  await page.locator('main [type=submit]').click();
  await page.locator('#phone').focus();
  const came = page.waitForResponse('**/api/v1/session/phone');
  late.resolve();
  await came;
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  await page.keyboard.type('13900005678');
  expect(await page.locator('#phone').inputValue()).toBe('13900005678');
  expect(visitor.complaints()).toEqual([]);
});

test('the window places for somebody, and says how consent was got', async () => {
  visitor = await site.visit('window');
  const { page } = visitor;
  const next = () => page.locator('main [type=submit]').click();
  await page.goto(`${site.url}/place`);
  await page.locator('.tile').first().click();
  await page.locator('.row-button').first().click();
  await page.locator('#building').selectOption('outdoors');
  await next();
  await page.locator('#text').fill('路灯不亮');
  await next();
  await page.locator('#name').fill('韦大娘');
  await page.locator('#phone').fill('13800000002');
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/韦大娘|13800000002|路灯不亮/);
  await next();
  await page.getByLabel(/^本人同意：办完以后/).check();
  await next();
  await page.getByRole('alert').waitFor();
  await page.locator('#consent-how').selectOption('in-person');
  await next();
  await page.locator('.receipt').waitFor();
  expect(visitor.complaints()).toEqual([]);
});

test('who is about to say what a neighbour said of a public facility is told so, and nothing of the neighbour', async () => {
  const text = '单元门的灯不亮，我叫韦春梅';
  await site.call('resident', 'POST', '/api/v1/orders', { category: '0105', unit: demoCommunity, text });
  visitor = await site.visit('resident-2');
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await page.locator('.tile').first().click();
  await page.locator('.row-button').nth(4).click();
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
  await page.locator('main [type=submit]').click();
  await page.getByText('已有邻居反映过这类事').waitFor();
  expect(await page.locator('main').textContent()).not.toContain('韦春梅');
  expect(visitor.complaints()).toEqual([]);
});

test('a photograph is made small, goes with the order, and is seen by whoever handles it', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await leak(page);
  await page.locator('main [type=submit]').click();
  const photo = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 2600, height: 1300 }).getContext('2d')?.fillRect(0, 0, 900, 900);
    return canvas.toDataURL('image/png');
  });
  const buffer = Buffer.from(photo.split(',')[1] ?? '', 'base64');
  const wrongType = { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('words') };
  await page.locator('#text').fill('漏水，有照片');
  await page.locator('#files').setInputFiles(wrongType);
  await expect.poll(() => page.locator('main').innerText()).toContain('可用的格式：照片 JPEG、PNG、WebP、AVIF');
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  await page.locator('#files').setInputFiles({ name: 'a.heic', mimeType: 'image/heic', buffer: heic });
  await expect.poll(() => page.locator('main').innerText()).toContain('这是 HEIC 照片');
  // A browser says of each refusal that it was one.
  expect(visitor.complaints().filter((line) => !line.includes('422'))).toEqual([]);
  await page.locator('#files').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await page.locator('.attached img').waitFor();
  expect(await page.locator('#text').inputValue()).toBe('漏水，有照片');
  await page.locator('main [type=submit]').click();
  await page.locator('main [type=submit]').click();
  await page.locator('#consent').waitFor();
  await page.locator('main [type=submit]').click();
  await page.locator('.receipt').waitFor();
  await page.getByRole('link', { name: '查看这一单' }).click();
  await page.locator('.attached img').waitFor();
  const desk = await site.visit('secretary', { width: 1440 });
  await desk.page.goto(`${site.url}/staff/orders/${page.url().split('/').at(-1)}`);
  const shown = desk.page.locator('.attached img');
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);
  expect(await violations(desk.page)).toEqual([]);
  expect(desk.complaints()).toEqual([]);
  await desk.close();
});

test('what is typed while a photograph is on its way stays', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  const way = Promise.withResolvers<void>();
  await page.route('**/api/v1/attachments', async (route) => (await way.promise, route.continue()));
  await page.goto(`${site.url}/place`);
  await leak(page);
  await page.locator('main [type=submit]').click();
  const begun = page.waitForRequest('**/api/v1/attachments');
  const photo = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await page.locator('#files').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: photo });
  await begun;
  await page.locator('#text').fill('漏水，正在拍照');
  way.resolve();
  await page.locator('.attached img').waitFor();
  expect(await page.locator('#text').inputValue()).toBe('漏水，正在拍照');
  await page.reload();
  expect(await page.locator('#text').inputValue()).toBe('漏水，正在拍照');
  expect(visitor.complaints()).toEqual([]);
});

test('photographs chosen without a network, or while another is on its way, all come there by themselves', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await leak(page);
  await page.locator('main [type=submit]').click();
  await page.locator('#text').fill('漏水，信号不好');
  const buffer = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const photo = (name: string) => ({ name, mimeType: 'image/png', buffer });
  const context = page.context();
  await context.setOffline(true);
  await page.locator('#files').setInputFiles([photo('a.png'), photo('b.png')]);
  await page.locator('#files-label ~ [role=alert]').getByText('网络没有连上').waitFor();
  await page.getByRole('button', { name: '还有 2 个没传上去，不传了' }).waitFor();
  // Nothing goes without them unless they are put away.
  await page.locator('main [type=submit]').click();
  await page.getByText('文件还在上传').first().waitFor();
  const way = Promise.withResolvers<void>();
  await page.route('**/api/v1/attachments', async (route) => (await way.promise, route.continue()));
  const again = page.waitForRequest('**/api/v1/attachments');
  await context.setOffline(false);
  await again;
  await page.locator('#files').setInputFiles(photo('c.png'));
  way.resolve();
  await expect.poll(() => page.locator('.attached img').count(), { timeout: 15_000 }).toBe(3);
  await page.locator('[data-uploading]').waitFor({ state: 'detached' });
  expect(await page.locator('#files-label ~ [role=alert]').count()).toBe(0);
  expect(visitor.complaints().filter((line) => !line.includes('net::'))).toEqual([]);
});

test('the telephone’s own back goes one screen back, out of the kinds of a group, too', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.goto(site.url);
  await page.getByRole('link', { name: /我要下单/ }).click();
  await page.getByRole('button', { name: '住房与物业' }).click();
  await page.getByRole('button', { name: '房屋漏水渗水' }).click();
  await page.getByRole('heading', { name: '在哪里？' }).waitFor();
  for (const heading of [/具体是哪一种/, /什么事/]) {
    await page.goBack();
    await page.getByRole('heading', { name: heading }).waitFor();
  }
  // The same group again: what was chosen in it is chosen still.
  await page.getByRole('button', { name: '住房与物业' }).click();
  await page.getByRole('button', { name: '房屋漏水渗水', pressed: true }).waitFor();
  await page.locator('.back').click();
  await page.getByRole('button', { name: '住房与物业' }).waitFor();
  expect(visitor.complaints()).toEqual([]);
});

test('from the last screen its kind is changed for one of another group, too', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await toCheck(page, '楼下堆了东西');
  await page.locator('#answer-what').click();
  await page.getByRole('button', { name: '房屋漏水渗水', pressed: true }).waitFor();
  await page.getByRole('button', { name: '不是这一类，换一类' }).click();
  await page.locator('.tile').nth(2).click();
  await page.getByRole('button', { name: '楼道堆物' }).click();
  await page.locator('.answers', { hasText: '楼道堆物' }).getByText('楼下堆了东西').waitFor();
  expect(visitor.complaints()).toEqual([]);
});

test('of many orders of one’s own one is found, and older ones are looked through on asking', async () => {
  const place = (text: string) =>
    site.call('resident', 'POST', '/api/v1/orders', { category: '0101', unit: demoCommunity, text });
  const [{ order }] = await Promise.all(
    ['一', '二', '三', '四', '五', '六', '七', '八', '九'].map((text) => place(`漏水${text}`)),
  );
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.route('**/api/v1/orders/search', async (route) => {
    const { cursor, ...asked } = route.request().postDataJSON();
    const response = await route.fetch({ postData: JSON.stringify(asked) });
    const { orders } = await response.json();
    return route.fulfill({ response, json: cursor ? { orders, next: null } : { orders: [], next: 'further-back' } });
  });
  await page.goto(`${site.url}/mine`);
  await page.getByLabel('找一单').fill('漏');
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByText('请至少写两个字').waitFor();
  await page.getByLabel('找一单').fill(order.number);
  await page.getByText('请至少写两个字').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByText('还没有找到，再往前的没有查。').waitFor();
  await page.getByRole('button', { name: '再往前找' }).click();
  await page.getByText('找到 1 单').waitFor();
  await page.locator(`.order-card[href="/orders/${order.id}"]`).waitFor();
  expect(await page.getByRole('button', { name: '再往前找' }).count()).toBe(0);
  expect(visitor.complaints()).toEqual([]);
});

test('who lives where no orders are taken is told so when he signs in first, at the place and before a call; elsewhere he may order', async () => {
  visitor = await site.visit(null);
  const { page } = visitor;
  const told = page.getByText('您登记的社区或村还没有开通点单', { exact: false });
  await page.goto(`${site.url}/place`);
  await page.getByLabel(/手机号码/).fill('13811110009');
  await page.getByRole('button', { name: '获取验证码' }).click();
  const said = await page.getByText(/演示环境不发短信，验证码是/).textContent();
  await page.getByLabel(/^ *验证码/).fill(/\d{6}/.exec(said ?? '')?.[0] ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByLabel(/姓名/).fill('新来的');
  // Nobody reads through a county of which most is not open to find where he lives.
  const ours = await page.locator('#home-community option').allTextContents();
  const shut = ours.findIndex((name) => name.includes('还没有开通'));
  expect(shut).toBeGreaterThan(1);
  expect((await page.locator('#home-community optgroup').first().locator('option').first().textContent()) ?? '').not.toContain(
    '还没有开通',
  );
  await page.getByLabel(/找社区或村/).fill('王母');
  const matches = await page.locator('.rows button').allTextContents();
  expect(matches[0]).toMatch(/^王母/);
  // As one says where one lives, and as it is written on the committee's door; two villages of the county have this name.
  for (const [typed, only] of [
    ['石屯红星', /^红星村（还没有开通） 石屯镇$/],
    // Half typed, the committee takes nothing away either.
    ...['', '村', '村民', '村民委', '村民委员', '村民委员会', '村委', '村委会'].map(
      (committee) => [`石屯镇 红星村${committee}`, /^红星村（还没有开通） 石屯镇$/] as const,
    ),
    ...['居', '居民', '居民委员', '居委会'].map(
      (committee) => [`河东${committee}`, /^河东社区（还没有开通） 王母街道$/] as const,
    ),
  ] as const) {
    await page.getByLabel(/找社区或村/).fill(typed);
    await expect.poll(() => page.locator('form .rows button').allInnerTexts()).toEqual([expect.stringMatching(only)]);
  }
  await page.getByLabel(/找社区或村/).fill('没有');
  await page.getByText('没有这个名字').waitFor();
  await page.getByLabel(/找社区或村/).fill('王母村');
  await page.getByRole('button', { name: /王母村（还没有开通）/ }).click();
  await page.getByText('这里还没有开通点单，有事请打 12345').waitFor();
  await page.getByRole('button', { name: '提交', exact: true }).click();

  await page.locator('.tile').first().click();
  await page.locator('.row-button').first().click();
  await told.first().waitFor();
  await page.locator('#building').selectOption('outdoors');
  await page.locator('main [type=submit]').click();
  await page.getByRole('alert').getByText('您登记的社区或村还没有开通点单').waitFor();
  expect(await page.locator('#community').getAttribute('aria-invalid')).toBe('true');
  await page.locator('#community').selectOption(demoCommunity);
  await expect.poll(() => told.count()).toBe(0);

  await page.goto(`${site.url}/call-me`);
  await told.waitFor();
  await page.locator('#phone').fill('13811110009');
  await page.locator('main [type=submit]').click();
  await page.getByRole('alert').getByText('您登记的社区或村还没有开通点单').waitFor();
  expect(visitor.complaints()).toEqual([]);
});

test('a telephone number that reaches nobody is told beside its field', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.goto(`${site.url}/place`);
  await leak(page);
  await page.locator('main [type=submit]').click();
  await page.locator('#text').fill('漏水');
  await page.locator('main [type=submit]').click();
  for (const phone of ['1381111', '1381111000', '138111100090', '12345678901', '765432']) {
    await page.locator('#phone').fill(phone);
    await page.locator('main [type=submit]').click();
    await page.locator('#phone-error').getByText('手机号码是 11 位').waitFor();
  }
  // What is mended is called wrong no more.
  await page.locator('#phone').fill('0859-7654321');
  await page.locator('#phone-error').waitFor({ state: 'detached' });
  await page.locator('main [type=submit]').click();
  await page.locator('#consent').waitFor();
  expect(visitor.complaints()).toEqual([]);
});

test('beside what is answered by now nothing is called wrong', async () => {
  visitor = await site.visit(null);
  const { page } = visitor;
  await page.goto(`${site.url}/evaluate`);
  await page.locator('main [type=submit]').click();
  for (const id of ['solved', 'stars']) await page.locator(`#${id}-error`).waitFor();
  await page.getByLabel('没有解决', { exact: true }).check();
  await page.locator('#solved-error').waitFor({ state: 'detached' });
  expect(await page.locator('#stars-error').count()).toBe(1);
  await page.goto(`${site.url}/follow`);
  await page.locator('main [type=submit]').click();
  await page.locator('#number-error').waitFor();
  await page.locator('#number').fill('2026');
  await page.locator('#number-error').waitFor({ state: 'detached' });
  expect(await page.locator('#code-error').count()).toBe(1);
  expect(visitor.complaints()).toEqual([]);
});

test('no dead ends: from the offices to the residents’ pages, from an order that is not there to one’s own and to the query code', async () => {
  visitor = await site.visit('resident');
  const { page } = visitor;
  await page.goto(`${site.url}/orders/nothing-here`);
  const alert = page.getByRole('alert');
  await alert.getByRole('link', { name: '凭单号和查询码查看' }).waitFor();
  expect(await alert.getByRole('button').count()).toBe(0);
  await alert.getByRole('link', { name: '我的事' }).click();
  await page.getByRole('heading', { name: '我的事' }).waitFor();
  // Whoever came by a message has no page to go back to.
  await page.getByRole('link', { name: '回首页' }).click();
  await page.getByRole('link', { name: /我要下单/ }).waitFor();
  expect(await page.getByRole('link', { name: '回首页' }).count()).toBe(0);
  await page.goto(`${site.url}/place`);
  await page.getByRole('link', { name: '回首页' }).waitFor();
  await page.goto(`${site.url}/staff/`);
  await page.getByRole('link', { name: /去居民的页面/ }).click();
  await page.getByRole('link', { name: /我要下单/ }).waitFor();
  visitor.complaints();
});

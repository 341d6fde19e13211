// A dispute and a topic from the resident's side: begun from home, kept while one writes, followed, and what the other side sees of it.
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyboard } from './hands.ts';
import { openSite } from './open-site.ts';
import type { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site.close());

const act = (persona: keyof typeof personas, order: string, type: string, input: object = {}) =>
  site.call(persona, 'POST', `/api/v1/orders/${order}/commands`, { type, input });

const orderAt = (url: string): string => /[0-9a-f-]{36}/.exec(url)?.[0] ?? '';

test('by keys from home: a dispute is told question by question, survives a reload, and its receipt says what comes next and by when', async () => {
  const { page, complaints, close } = await site.visit('resident');
  await page.goto(site.url);
  const hands = keyboard(page);
  const heading = (text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();
  await hands.press(/^与邻居有矛盾/);
  await heading('是哪一类矛盾？');
  await page.getByRole('radio', { name: '噪音扰民' }).waitFor();
  await hands.press(/^下一步/);
  await page.getByRole('alert').getByText('请回答：是哪一类矛盾？').waitFor();
  await hands.mark(/噪音扰民/);
  await hands.press(/^下一步/);
  await heading('在哪里？');
  // The home of whoever has signed in is there already.
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
  await hands.press(/^下一步/);
  await heading('另一方是谁？');
  await hands.mark(/邻居或别的个人/);
  await hands.fill(/怎么称呼对方/, '楼上 501 的住户');
  await hands.press(/^下一步/);
  await heading('说说是怎么回事');
  await hands.fill(/事情经过/, '半夜拖桌椅');
  await page.reload();
  await heading('说说是怎么回事');
  expect(await page.locator('textarea').inputValue()).toBe('半夜拖桌椅');
  await hands.press(/^下一步/);
  await heading('怎么联系您？');
  await hands.fill(/电话/, '13900001111');
  await hands.press(/^下一步/);
  await heading('请您核对一下');
  for (const answer of ['噪音扰民', '楼上 501 的住户', '半夜拖桌椅', '13900001111'])
    await page.locator('.answers').getByText(answer).waitFor();
  await page.getByRole('button', { name: '修改 另一方' }).click();
  await heading('另一方是谁？');
  await page.getByLabel('怎么称呼对方').fill('楼上 502 的住户');
  await hands.press(/^下一步/);
  await heading('请您核对一下');
  await page.locator('.answers').getByText('楼上 502 的住户').waitFor();
  await hands.press(/^申请调解/);
  await heading('已经收到');
  await page.getByText(/^网格会在.+\d{2}:\d{2} 前受理/).waitFor();
  expect(await page.locator('.code').allTextContents()).toEqual([
    expect.stringMatching(/^\d{8}-/),
    expect.stringMatching(/^\w{5}-\w{5}$/),
  ]);
  const { order } = await site.call('resident', 'GET', `/api/v1/orders/${orderAt(page.url())}`);
  expect(order).toMatchObject({
    workflow: 'mediation',
    unit: { code: demoGrid },
    place: { building: { name: expect.any(String) } },
    contact: { phone: '13900001111' },
    mediation: { parties: { a: { persons: 1 }, b: { persons: 0 } } },
  });
  // Nothing is left on the device of what was sent.
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('半夜拖桌椅');
  await hands.press(/^查看这件事/);
  await page.locator('.promise', { hasText: '前有人受理' }).waitFor();
  // That somebody does not want mediation is for the other side to say.
  expect((await page.locator('main summary').allTextContents()).slice(-2)).toEqual(['更正电话', '撤回调解申请']);
  expect(await page.getByText('不愿意调解').count()).toBe(0);
  await page.getByText('更正电话').first().click();
  await page.getByRole('button', { name: '更正电话' }).click();
  await page.getByText('请填写联系电话').first().waitFor();
  await page.getByLabel(/^联系电话/).fill('13900002222');
  await page.getByLabel(/^姓名/).fill('13900002222');
  await page.getByRole('button', { name: '更正电话' }).click();
  await page.getByText('电话请填在“联系电话”里').first().waitFor();
  await page.getByLabel(/^姓名/).fill('');
  await page.getByRole('button', { name: '更正电话' }).click();
  await page.getByText('已经更正').waitFor();
  await page.getByText('13900002222').waitFor();
  // Of the name that was refused.
  expect(complaints()).toEqual([expect.stringMatching(/ 422 /)]);
  await close();
});

test('the other side of a dispute finds it in its own list, reads no word of the neighbour, and may ask for another mediator or decline', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    workflow: 'mediation',
    category: '0502',
    unit: demoGrid,
    text: '楼上漏水不肯修',
    parties: { a: { persons: [personas.resident.person] }, b: { persons: [personas['resident-2'].person], name: '陈大勇' } },
  });
  await act('grid-worker', order.id, 'take');
  const { page, complaints, close } = await site.visit('resident-2');
  await page.goto(`${site.url}/mine`);
  await page.getByRole('heading', { name: '在办的' }).waitFor();
  await page.locator('.order-card', { hasText: '正在调解' }).click();
  await page.getByText('您是其中一方').waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/漏水不肯修|陈大勇|打印回执|撤回调解申请/);
  await page.getByText('岑雨晴').waitFor();
  expect(await page.locator('main a[href^="tel:"]').getAttribute('href')).toMatch(/^tel:0859\d/);
  await page.getByText('换一位调解员').first().click();
  await page.getByRole('button', { name: '换一位调解员' }).click();
  await page.getByText('会由另一位来受理').waitFor();
  await page.locator('.promise', { hasText: '前有人受理' }).waitFor();
  await page.getByText('不愿意调解').first().click();
  await page.getByRole('button', { name: '不愿意调解' }).click();
  await page.getByText('到人民法院起诉').waitFor();
  await page.goto(`${site.url}/mine`);
  await page.getByRole('heading', { name: '办完的' }).waitFor();
  expect(await page.getByRole('heading', { name: '在办的' }).count()).toBe(0);
  // Of a unit that gave no number the county's hotline passes on.
  const { order: streets } = await site.call('resident', 'POST', '/api/v1/orders', {
    workflow: 'mediation',
    category: '0502',
    unit: demoStreet,
    text: '楼上漏水不肯修',
    parties: { a: { persons: [personas.resident.person] }, b: { persons: [personas['resident-2'].person] } },
  });
  await act('street', streets.id, 'take');
  await page.goto(`${site.url}/orders/${streets.id}`);
  await page.getByText('可以打 12345 转').waitFor();
  expect(await page.locator('main a[href="tel:12345"]').innerText()).toContain('12345');
  expect(complaints()).toEqual([]);
  await close();
});

test('a topic: who would talk about it is said before one chooses, and what the parties say and decide is read afterwards', async () => {
  const { page, complaints, close } = await site.visit('resident', { elder: true });
  await page.goto(`${site.url}/topic`);
  const next = () => page.locator('main [type=submit]').click();
  await page.locator('#community option').nth(1).waitFor({ state: 'attached' });
  await next();
  // Orders that went up or are shelved alone come before a joint meeting.
  await page.getByRole('radio', { name: /三方共议/ }).waitFor();
  expect(await page.getByRole('radio').count()).toBe(2);
  await page.getByRole('radio', { name: /三方共议.*召集：蟠桃园社区.*业委会/ }).check();
  await next();
  await page.locator('textarea').fill('楼前空地想议一议');
  await next();
  await next();
  await page.getByText(/^蟠桃园社区会在.+ 前答复列不列入议题/).waitFor();
  const id = orderAt(page.url());
  await act('secretary', id, 'admit', { text: '空地停车还是种树？' });
  // A firm finds it by what was put to the parties, and is not asked which of them it is, nor for a record of others.
  const firm = await site.visit('property');
  await firm.page.goto(`${site.url}/staff/desk/topics`);
  // Its row is called by that, not by the forum that all of them come before.
  await firm.page.locator('.row strong', { hasText: '空地停车还是种树？' }).click();
  await firm.page.locator('[data-command=speak]').click();
  await firm.page.getByText('您代表：物业服务企业').waitFor();
  expect(await firm.page.getByText(/哪一方|凭据|记录方式/).count()).toBe(0);
  await firm.page.getByLabel('同意', { exact: true }).check();
  await firm.page.locator('.actions form textarea').fill('愿意出一半的钱');
  await firm.page.locator('.actions form [type=submit]').click();
  await firm.page.getByText('发表意见：已办').waitFor();
  // It has said what it had to.
  await firm.page.locator('.turn:not(.mine)', { hasText: '现在轮到有关各方：发表意见' }).waitFor();
  expect(firm.complaints()).toEqual([]);
  await firm.close();
  await page.goto(`${site.url}/mine`);
  await page.locator('.order-card', { hasText: '议事单' }).locator('strong', { hasText: '楼前空地想议一议' }).click();
  await page.getByText('空地停车还是种树？').waitFor();
  await page.getByText('愿意出一半的钱').waitFor();
  await page.locator('.promise', { hasText: '正在听各方意见' }).waitFor();
  expect(complaints()).toEqual([]);
  await close();
  // Whoever convenes gives what was decided to its own unit and to those below it, and to no other of the county.
  await act('representative', id, 'speak', { party: 'owners', stance: 'agree', text: '同意' });
  await act('secretary', id, 'speak', { party: 'community', stance: 'agree' });
  const desk = await site.visit('secretary');
  await desk.page.goto(`${site.url}/staff/orders/${id}`);
  await desk.page.locator('[data-command=decide]').click();
  await desk.page.getByRole('button', { name: '再加一项' }).click();
  await desk.page.getByLabel(/交给哪个单位/).fill('5223');
  const codes = desk.page.getByText(/· 5223\S+$/);
  await codes.first().waitFor();
  const offered = (await codes.allTextContents()).map((said) => said.split(' · ').at(-1) ?? '');
  expect(offered.filter((code) => !code.startsWith(demoCommunity))).toEqual([]);
  expect(desk.complaints()).toEqual([]);
  await desk.close();
});

test('who is not asked here is told where: a relative whom to leave it to, staff their desk', async () => {
  const { page, close } = await site.visit('grid-worker');
  await page.goto(`${site.url}/dispute`);
  expect(await page.getByRole('link', { name: '到工作台' }).getAttribute('href')).toBe('/staff/begin/mediation');
  await close();
  const relative = await site.visit('relative');
  await relative.page.goto(`${site.url}/dispute`);
  await relative.page.getByText('这件事要由本人来提').waitFor();
  await relative.close();
});

test('a head of a household group asks for a neighbour, by name: he is no side of it, and his device keeps no word of theirs', async () => {
  const { page, complaints, close } = await site.visit('household-head');
  await page.goto(`${site.url}/dispute`);
  const next = () => page.locator('main [type=submit]').click();
  await page.getByRole('radio', { name: '邻里与相邻权纠纷' }).check();
  await next();
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
  await page.locator('#building').selectOption({ index: 1 });
  await next();
  await page.getByLabel('申请人怎么称呼').fill('二楼的王奶奶');
  await page.getByRole('radio', { name: /物业/ }).check();
  await page.locator('#side option').nth(1).waitFor({ state: 'attached' });
  await page.locator('#side').selectOption({ index: 1 });
  await next();
  await page.locator('textarea').fill('垃圾桶正对着窗户');
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toMatch(/^(?!.*(?:王奶奶|垃圾桶)).*six-order-draft-dispute/);
  await next();
  await page.locator('#phone').waitFor();
  await next();
  await page.locator('.answers').waitFor();
  await next();
  await page.locator('.receipt').waitFor();
  const { order } = await site.call('household-head', 'GET', `/api/v1/orders/${orderAt(page.url())}`);
  expect(order.mediation.parties).toMatchObject({
    a: { persons: 0, name: '二楼的王奶奶' },
    b: { unit: { name: expect.any(String) } },
  });
  expect(order.allowed.map(({ type }: { type: string }) => type)).toEqual(['correct', 'withdraw']);
  await page.goto(`${site.url}/mine`);
  await page.locator('.order-card', { hasText: '前有人受理' }).waitFor();
  expect(complaints()).toEqual([]);
  await close();
});

test('a topic whose answer is lost on the way is said on the first page, and is one topic when that sends it again', async () => {
  const { page, close } = await site.visit('resident-2');
  await page.goto(`${site.url}/topic`);
  const next = () => page.locator('main [type=submit]').click();
  await page.locator('#community option').nth(1).waitFor({ state: 'attached' });
  await next();
  await page.getByRole('radio', { name: /三方共议/ }).check();
  await next();
  await page.locator('textarea').fill('门口的台阶想改成坡道');
  await next();
  let lost = 0;
  let away = true;
  await page.route('**/api/v1/orders', async (route) => {
    if (!away) return route.continue();
    if (lost === 0) await route.fetch();
    lost += 1;
    return route.abort();
  });
  await next();
  await page.getByRole('alert').waitFor();
  await page.goto(site.url);
  await page.getByRole('link', { name: /有一单还没有发出去/ }).waitFor();
  // Taken away in the middle of a try, a route leaves that hanging.
  away = false;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByRole('link', { name: /先前没有发出去的那一单，已经收到了/ }).waitFor();
  await page.goto(site.url);
  // The row of it says what it is about; it stands there once, and nothing waits to be sent.
  await page.locator('.order-card', { hasText: '门口的台阶想改成坡道' }).waitFor();
  expect(await page.locator('.order-card', { hasText: '门口的台阶想改成坡道' }).count()).toBe(1);
  expect(await page.getByRole('link', { name: /有一单还没有发出去/ }).count()).toBe(0);
  expect(lost).toBeGreaterThan(0);
  await close();
});

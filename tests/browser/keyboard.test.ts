// The keyboard alone: placing an order, and working a desk.
import { personas } from '@six-order/community/demo/personas';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
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
  await expect.poll(() => focused(page)).toContain('还有 1 处需要改一改');
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
  await expect.poll(() => page.locator('form:not([role=search])').count()).toBe(0);
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

test('low in a long list an order opens in sight, and so does what is said of a command sent from it', async () => {
  for (let nth = 0; nth < 12; nth += 1) {
    await site.call('resident', 'POST', '/api/v1/orders', { category: '0101', unit: '522326004002', text: `第 ${nth} 件` });
  }
  const { page, close } = await site.visit('secretary', { width: 1440 });
  await page.goto(`${site.url}/staff/desk/intake`);
  await page.locator('.row').nth(9).scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const focusInSight = (selector: string) =>
    page.evaluate((looked) => {
      const { activeElement } = document;
      const { top, bottom } = activeElement?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
      const bar = document.querySelector('.top')?.getBoundingClientRect().bottom ?? 0;
      return Boolean(activeElement?.matches(looked)) && top >= bar && bottom <= innerHeight;
    }, selector);
  const { length } = await page.locator('.row').all();
  for (const nth of [length - 1, length - 2]) {
    const row = page.locator('.row').nth(nth);
    const id = await row.getAttribute('data-order');
    await row.click();
    await page.waitForURL(new RegExp(`/${id}$`));
    await page.locator('[data-command=admit]').waitFor();
    await expect.poll(() => focusInSight('.order-title'), { timeout: 15_000 }).toBe(true);
    // The list stays where it was.
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(300);
    // The next one begins at its head, however far this one was read.
    await page.locator('.pane').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
    await expect.poll(() => focusInSight('.order-title')).toBe(false);
  }
  await page.locator('[data-command=admit]').click();
  await page.locator('.actions form button[type=submit]').click();
  await page.locator('.pane [role=status].notice').waitFor();
  await expect.poll(() => focusInSight('[role=status]'), { timeout: 15_000 }).toBe(true);
  await close();
});

test('a desk is searched by /; what is looked for stands in no address, and Escape gives the desk back', async () => {
  for (const text of ['井盖翘起来了', '路灯不亮']) {
    await site.call('resident', 'POST', '/api/v1/orders', { category: '0101', unit: '522326004002', text });
  }
  for (const look of [{ width: 1440 }, { width: 360, language: 'en' }] as const) {
    const { page, complaints, close } = await site.visit('secretary', look);
    await page.goto(`${site.url}/staff/desk/intake`);
    await page.locator('.row').nth(1).waitFor();
    await page.keyboard.press('/');
    const box = page.getByRole('search').getByRole('textbox');
    await expect.poll(() => box.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.type('井盖');
    await page.keyboard.press('Enter');
    await page.getByText(/“井盖”/).waitFor();
    expect(await page.locator('.row').count()).toBe(1);
    expect(page.url()).toBe(`${site.url}/staff/desk/intake`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await box.focus();
    await page.keyboard.press('Escape');
    await page.locator('.row').nth(1).waitFor();
    expect(await box.inputValue()).toBe('');
    // What was found on one desk is not taken for another's.
    await page.keyboard.press('/');
    await page.keyboard.type('井盖');
    await page.keyboard.press('Enter');
    await page.getByText(/“井盖”/).waitFor();
    // Nothing is on it: it lies behind a line of its own, and on a telephone behind the button of all desks.
    if (look.width === 360) await page.locator('.rail-button').click();
    await page.locator('.rail summary').click();
    await page.locator('.rail a[href$="/desk/shelved"]').click();
    await page.getByRole('heading', { name: look.width === 360 ? 'Shelved' : '挂账' }).waitFor();
    await expect.poll(() => page.locator('.row').count(), { timeout: 15_000 }).toBe(0);
    expect(complaints()).toEqual([]);
    await close();
  }
}, 60_000);

test('the desks stand under what is done there; those with nothing on them lie behind one line, none is out of reach', async () => {
  await site.call('resident', 'POST', '/api/v1/orders', { category: '0101', unit: '522326004002', text: '门坏了' });
  const { page, complaints, turn, close } = await site.visit('street', { width: 1440 });
  await page.goto(`${site.url}/staff/desk/inbox`);
  await page
    .locator('.rail-list .number', { hasText: /^[1-9]/ })
    .first()
    .waitFor();
  const { desks } = await site.call('street', 'GET', '/api/v1/desks');
  const counts = new Map<string, number>(desks.map(({ desk, count }: { desk: string; count: number }) => [desk, count]));
  const linked = () =>
    page
      .locator('.rail a')
      .evaluateAll((links) =>
        links.map((link) => [(link as HTMLAnchorElement).pathname.split('/').at(-1) as string, link.checkVisibility()] as const),
      );
  const all = await linked();
  expect(all.length).toBeGreaterThan(25);
  expect(new Set(all.map(([desk]) => desk)).size).toBe(all.length);
  const shown = all.filter(([, isSeen]) => isSeen).map(([desk]) => desk);
  // Where one begins, and all orders, whatever is on them.
  for (const desk of shown)
    expect([desk, (counts.get(desk) ?? 0) > 0 || desk === 'inbox' || desk === 'all']).toEqual([desk, true]);
  for (const [desk, isSeen] of all) if ((counts.get(desk) ?? 0) > 0) expect([desk, isSeen]).toEqual([desk, true]);
  await page.locator('.rail summary', { hasText: `${all.length - shown.length} 个没有单` }).waitFor();
  expect(await page.locator('.rail-group').allInnerTexts()).toEqual(
    expect.arrayContaining(['接单办理', '受理、派单、审批', '点单和查单']),
  );
  // By keys in the order in which they stand there; what is folded is passed in one step.
  await page.locator('.rail a').first().focus();
  const passed: string[] = [];
  for (let n = 0; n < shown.length; n += 1) {
    passed.push(await page.evaluate(() => (document.activeElement as HTMLAnchorElement).pathname.split('/').at(-1) ?? ''));
    await page.keyboard.press('Tab');
  }
  expect(passed).toEqual(shown);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await linked()).every(([, isSeen]) => isSeen)).toBe(true);
  // On a telephone: one button, and the whole list within reach below it.
  await turn({ width: 360 });
  await page.goto(`${site.url}/staff/desk/intake`);
  const button = page.getByRole('button', { name: /待受理.*换一台/ });
  await button.click();
  const sizes = await page
    .locator('.rail a:visible, .rail summary, .rail-button')
    .evaluateAll((targets) => targets.map((target) => Math.round(target.getBoundingClientRect().height)));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.keyboard.press('Escape');
  await page.locator('.rail-list').waitFor({ state: 'hidden' });
  await button.click();
  await page.locator('.rail a[href$="/desk/all"]').click();
  await page.getByRole('heading', { name: '全部' }).waitFor();
  await page.locator('.rail-list').waitFor({ state: 'hidden' });
  expect(complaints()).toEqual([]);
  await close();
}, 60_000);

test('a publisher covers places of a photograph, by keys and by pointer, and reads what the public will see', async () => {
  const order = await finishedWithPhoto();
  const { page, complaints, close } = await site.visit('publisher');
  await page.goto(`${site.url}/staff/orders/${order}`);
  await page.locator('.publish-photos img').first().waitFor();
  await tabTo(page, /打码 · 照片 1/);
  await page.keyboard.press('Enter');
  await page.locator('.area-stage img').waitFor();
  await tabTo(page, /加一个框/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('框 1');
  for (const key of ['ArrowLeft', 'ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowDown']) await page.keyboard.press(key);
  await page.getByRole('button', { name: /^框 1，左、上、宽、高各占百分之 38，38，22，22/ }).waitFor();
  // By pointer: from the upper left corner to a quarter.
  const stage = page.locator('.area-stage');
  await stage.scrollIntoViewIfNeeded();
  const box = await stage.boundingBox();
  if (!box) throw new Error('no stage');
  await page.mouse.move(box.x + 1, box.y + 1);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 4);
  await page.mouse.up();
  await page.getByRole('button', { name: /^框 2/ }).waitFor();
  await page.getByRole('button', { name: '保存这张' }).click();
  // Nothing is sent before each part was looked for.
  await page.getByRole('link', { name: '请回答：人脸' }).waitFor();
  for (const [part, found] of [
    ['人脸', 'covered'],
    ['车牌', 'none'],
    ['门牌号、单元号', 'none'],
    ['屏幕、单据上的字', 'none'],
  ] as const) {
    const group = page.locator('fieldset', { has: page.locator('legend', { hasText: part }) });
    await group.locator(`input[value=${found}]`).check();
  }
  await page.getByRole('button', { name: '保存这张' }).click();
  const copy = page.locator('.preview img');
  await expect
    .poll(() => copy.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth), { timeout: 15_000 })
    .toBe(320);
  const { photos } = await site.call('publisher', 'GET', `/api/v1/orders/${order}/proposal`);
  expect(photos).toMatchObject([
    { side: 'before', areas: [{ x: 380, y: 380, width: 220, height: 220 }, expect.objectContaining({ y: expect.any(Number) })] },
  ]);
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: own } = globalThis as unknown as { axe: { run: (on: unknown, options: unknown) => Promise<any> } };
    const { violations } = await own.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(({ id, nodes }: any) => [id, nodes[0]?.html]);
  });
  expect([found, complaints()]).toEqual([[], []]);
  await close();
});

/** An order that the member has in hand, told of and worked on. */
async function inHand(text: string): Promise<string> {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', { category: '0101', unit: '522326004002', text });
  for (const [who, type, input] of [
    ['secretary', 'admit', {}],
    ['secretary', 'dispatch', { to: { kind: 'person', id: personas.member.person } }],
    ['member', 'accept', {}],
    ['member', 'contact', {}],
  ] as const)
    await site.call(who, 'POST', `/api/v1/orders/${order.id}/commands`, { type, input });
  return order.id;
}

const idOfFocus = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

test('a form that opens has the focus in its first field, and no key of the list takes it away', async () => {
  const ids = [await inHand('门坏了'), await inHand('灯坏了')];
  const { page, complaints, close } = await site.visit('member', { width: 1440 });
  const rowOfFocus = () => page.evaluate(() => document.activeElement?.getAttribute('data-order'));
  await page.goto(`${site.url}/staff/desk/mine`);
  await page.locator('.row').nth(1).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // The list is gone to from wherever the focus is: here from the button in the header that opened the dialog.
  await page.getByRole('button', { name: '快捷键' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('快捷键');
  const first = await page.locator('.row').first().getAttribute('data-order');
  expect(ids).toContain(first);
  await page.keyboard.press('j');
  await expect.poll(rowOfFocus).toBe(first);
  await page.keyboard.press('j');
  const second = await page.locator('.row').nth(1).getAttribute('data-order');
  await expect.poll(rowOfFocus).toBe(second);
  await page.keyboard.press('Enter');
  await page.locator('[data-command=finish]').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  const address = page.url();
  expect(address).toContain(second);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await page.keyboard.press('Enter');
  await expect.poll(() => idOfFocus(page)).toBe('f-result');
  await page.keyboard.type('jkx');
  expect(await page.locator('#f-result').inputValue()).toBe('jkx');
  // Elsewhere than in a field, too, with the form open.
  await page.locator('article h1').focus();
  for (const key of ['j', 'k', 'x']) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await expect.poll(() => idOfFocus(page)).toBe('f-result');
  expect([page.url(), await page.locator('#f-result').inputValue()]).toEqual([address, 'jkx']);
  // Out of the field, then out of the form; and by mouse.
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toContain('办结');
  expect(await page.locator('#f-result').inputValue()).toBe('jkx');
  await page.keyboard.press('Escape');
  await page.locator('#f-result').waitFor({ state: 'detached' });
  await page.locator('[data-command=finish]').click();
  await expect.poll(() => idOfFocus(page)).toBe('f-result');
  expect(complaints()).toEqual([]);
  await close();
}, 60_000);

test('the focus stays with who signs in, leaves a number and evaluates; large type says how it is left, and what waits for a word', async () => {
  const order = await inHand('水管坏了');
  await site.call('member', 'POST', `/api/v1/orders/${order}/commands`, { type: 'finish', input: { result: '好了' } });
  const { page, complaints, close } = await site.visit(null);
  await page.goto(`${site.url}/sign-in`);
  await page.locator('[data-persona=resident]').click();
  await page.locator(`a[href="/orders/${order}"]`).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await page.getByRole('button', { name: '长辈模式' }).click();
  await page.getByRole('button', { name: '退出长辈模式' }).waitFor();
  await page.locator(`a.asks[href="/orders/${order}"]`).waitFor();
  // On one line with the name.
  const heights = () =>
    page.locator('.top a, .top .button:visible').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect(new Set(await heights()).size).toBe(1);
  await page.getByRole('button', { name: '退出长辈模式' }).click();
  await page.getByRole('button', { name: /^长辈模式/ }).waitFor();
  await page.locator(`a[href="/orders/${order}"]`).click();
  await page.locator('#solved').check();
  await page.locator('#stars').check();
  await page.getByRole('button', { name: '提交评价' }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('status');
  await expect.poll(() => focused(page)).not.toBe('');

  await page.goto(`${site.url}/place`);
  await page.getByRole('button', { name: '水电气与通信' }).click();
  await page.getByRole('button', { name: /停水/ }).click();
  await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: '下一步' }).click();
  await page.locator('#text').fill('整栋楼停水');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.locator('#phone').fill('');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '留个电话' }).click();
  await expect.poll(() => idOfFocus(page)).toBe('phone');
  await page.keyboard.type('13800000001');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '请您核对一下' }).waitFor();
  expect(complaints()).toEqual([]);
  await close();
}, 60_000);

async function finishedWithPhoto(): Promise<string> {
  const picture = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#a86' } })
    .jpeg()
    .toBuffer();
  const upload = await fetch(`${site.url}/api/v1/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await site.token('resident')}`, 'content-type': 'image/jpeg' },
    body: picture as never,
  });
  const { id: photo } = (await upload.json()) as { id: string };
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0101',
    unit: '522326004002',
    text: '过道漏水',
    publishConsent: true,
    attachments: [photo],
  });
  const { person } = await site.call('member', 'GET', '/api/v1/me');
  const send = (who: PersonaName, type: string, input: object = {}) =>
    site.call(who, 'POST', `/api/v1/orders/${order.id}/commands`, { type, input });
  await send('secretary', 'admit');
  await send('secretary', 'dispatch', { to: { kind: 'person', id: person.id } });
  await send('member', 'accept');
  await send('member', 'contact');
  await send('member', 'finish', { result: '好了' });
  await send('publisher', 'propose', { title: '过道漏水修好', text: '过道顶板漏水。', after: '换了防水层。' });
  return order.id;
}

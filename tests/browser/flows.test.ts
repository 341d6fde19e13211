// What goes another way than the loop: returned, raced, settled, objected to, merged, retracted, overdue; and what goes on beside
// it: a session that ends, a server that goes away, two tabs. What leads there is sent to the API; the step in question is done
// in a browser.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openSite } from './open-site.ts';
import type { Look, Site, Visitor } from './site.ts';

let site: Site;
let grid: string;
let visitors: Visitor[] = [];
beforeAll(async () => {
  site = await openSite();
  const { units } = await site.call('secretary', 'GET', '/api/v1/units?kind=grid');
  grid = units.find(({ code }: { code: string }) => code === demoGrid).id;
}, 60_000);
afterEach(async () => {
  await Promise.all(visitors.map(({ close }) => close()));
  visitors = [];
});
afterAll(() => site.close());

type Sent = readonly [persona: PersonaName, type: string, input?: object];

const send = (order: string, [persona, type, input = {}]: Sent) =>
  site.call(persona, 'POST', `/api/v1/orders/${order}/commands`, { type, input });

/** A new order, after some commands. */
async function placed(category: string, commands: readonly Sent[] = [], by: PersonaName = 'resident'): Promise<string> {
  const { order } = await site.call(by, 'POST', '/api/v1/orders', { category, unit: demoCommunity, text: '这里有事' });
  for (const command of commands) await send(order.id, command);
  return order.id;
}

const to = (persona: PersonaName) => ({ to: { kind: 'person', id: personas[persona].person } });
const admit: Sent = ['secretary', 'admit'];
const dispatch: Sent = ['secretary', 'dispatch', to('member')];
const accept: Sent = ['member', 'accept'];
const contact: Sent = ['member', 'contact'];
const finish: Sent = ['member', 'finish', { result: '办好了' }];

async function visit(persona: PersonaName | null, path: string, look?: Look): Promise<Page> {
  const visitor = await site.visit(persona, look);
  visitors.push(visitor);
  await visitor.page.goto(site.url + path);
  return visitor.page;
}

/** The button of a command, however many there are. One that opens no form sends it. */
async function buttonOf(page: Page, type: string) {
  const button = page.locator(`[data-command=${type}]`);
  const more = page.locator('.actions .quiet');
  await button.or(more).first().waitFor();
  if ((await button.count()) === 0) await more.click();
  return { button, isSent: (await button.getAttribute('aria-expanded')) === null };
}

async function open(page: Page, type: string): Promise<void> {
  await (await buttonOf(page, type)).button.click();
  await page.locator('form:not([role=search]) [type=submit]').waitFor();
}

const submit = (page: Page) => page.locator('form:not([role=search]) [type=submit]').click();

async function command(page: Page, type: string, title: string, answer?: () => Promise<unknown>): Promise<void> {
  const { button, isSent } = await buttonOf(page, type);
  if (isSent) await button.click();
  else {
    await open(page, type);
    await answer?.();
    await submit(page);
  }
  await page.getByText(`${title}：已办`).waitFor();
}

/** Whoever the order goes to, however many fit better. */
async function pick(page: Page, persona: PersonaName): Promise<void> {
  const { name } = personas[persona];
  await page.getByLabel('找姓名或单位').fill(name);
  await page.getByLabel(new RegExp(`^${name}`)).check();
}

const fine = () => expect(visitors.flatMap((visitor) => visitor.complaints())).toEqual([]);

const says = (page: Page, text: string) => page.locator('.status', { hasText: text }).waitFor();

test('returned twice: the branch cannot dispatch it any more, the street designates, and it is not given back', async () => {
  const decline: Sent = ['member', 'decline', { reason: '家中有事' }];
  const order = await placed('0101', [admit, dispatch, decline, dispatch]);
  const member = await visit('member', `/staff/orders/${order}`);
  await command(member, 'decline', '谢绝', () => member.getByLabel(/^理由/).fill('还是走不开'));
  await member.getByText('这一单已经不在您手上了').waitFor();
  expect(await member.locator('[data-command]').count()).toBe(0);

  const branch = await visit('secretary', `/staff/orders/${order}`);
  await branch.locator('.actions').waitFor();
  expect(await branch.locator('[data-command=dispatch]').count()).toBe(0);

  const street = await visit('street', `/staff/orders/${order}`);
  await command(street, 'dispatch', '派单', async () => {
    // A person has no pool.
    await street.getByLabel('放到抢单池').waitFor();
    await pick(street, 'member');
    await street.getByLabel('放到抢单池').waitFor({ state: 'detached' });
  });
  await street.getByText('退回两次，由上级指定承办').waitFor();
  await member.goto(`${site.url}/staff/orders/${order}`);
  await member.locator('[data-command=accept]').waitFor();
  expect(await member.locator('[data-command=decline], [data-command=askReturn]').count()).toBe(0);
  await command(member, 'accept', '接单');
});

test('at home what is late comes first, then what is open, then what is over', async () => {
  await placed('0101');
  const page = await visit('resident', '/mine');
  const said = ['办完的', '没有晚的', '晚了的', '也没有晚的'];
  await page.route('**/api/v1/orders?desk=requests*', async (route) => {
    const { orders } = await (await route.fetch()).json();
    const due = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
    const clock = (days: number) => ({
      ...orders[0].clocks[0],
      name: 'intake',
      light: days < 0 ? 'red' : 'green',
      dueAt: due(days),
    });
    const rows = said.map((excerpt, n) => ({
      ...orders[0],
      id: `${orders[0].id.slice(0, -1)}${n}`,
      excerpt,
      ...(n === 0
        ? { closedAt: due(-1), clocks: [], state: { ...orders[0].state, handling: 'evaluated' } }
        : { clocks: [clock(n === 2 ? -11 : 3)] }),
    }));
    await route.fulfill({ json: { orders: rows, next: null } });
  });
  await page.locator('.order-card').first().waitFor();
  await page.locator('a[href="/"]').first().click();
  await expect.poll(() => page.locator('.rows .excerpt').allTextContents()).toEqual(['晚了的', '没有晚的', '也没有晚的']);
  fine();
});

test('settled at the window: answered on the spot, and evaluated like any other', async () => {
  const order = await placed('0903');
  const desk = await visit('secretary', `/staff/orders/${order}`);
  await command(desk, 'settle', '即办', () => desk.getByLabel('办理结果').fill('当面答复，已写好'));
  await says(desk, '待评价');
  await desk.getByText('当场办结').waitFor();
  const resident = await visit('resident', `/orders/${order}`);
  await resident.getByText('当面答复，已写好').waitFor();
  await resident.getByLabel('解决了', { exact: true }).check();
  await resident.getByLabel(/^非常满意/).check();
  await resident.getByRole('button', { name: '提交评价' }).click();
  await says(resident, '已评价');
  fine();
});

test('two members race for an order of the pool: one has it, the other is told kindly', async () => {
  const pool: Sent = ['secretary', 'dispatch', { to: { kind: 'unit', id: grid }, how: 'claim' }];
  const order = await placed('0101', [admit, pool]);
  const pages = await Promise.all([
    visit('member', `/staff/desk/pool/${order}`),
    visit('member-2', `/staff/desk/pool/${order}`, { width: 1440 }),
  ]);
  const buttons = await Promise.all(pages.map((page) => buttonOf(page, 'claim')));
  expect(buttons.map(({ isSent }) => isSent)).toEqual([true, true]);
  // Both press before either is heard: whoever is later is told by the refusal.
  const both = Promise.withResolvers<void>();
  let sent = 0;
  for (const page of pages) {
    await page.route('**/commands', async (route) => {
      sent += 1;
      if (sent === 2) both.resolve();
      await both.promise;
      await route.continue();
    });
  }
  await Promise.all(buttons.map(({ button }) => button.click()));
  const ends = await Promise.all(
    pages.map(async (page) => {
      const done = page.getByText('抢单：已办');
      await done.or(page.getByText('这一步现在不能办了')).or(page.getByRole('alert')).first().waitFor();
      return (await done.count()) > 0 ? 'claimed' : 'refused';
    }),
  );
  expect(ends.toSorted()).toEqual(['claimed', 'refused']);
  const winner = pages[ends.indexOf('claimed')] as Page;
  await winner.getByText(/^现在轮到您：接单，.+ 前$/).waitFor();
  await winner.getByText('放到抢单池').waitFor();
  await command(winner, 'accept', '接单');
  await winner.getByText('放到抢单池').waitFor({ state: 'detached' });
});

test('a refusal is objected to, and the level above upholds the objection', async () => {
  const order = await placed('0101', [['secretary', 'refuse', { reason: '不归这里', channelCode: '12345' }]]);
  const resident = await visit('resident', `/orders/${order}`);
  await resident.getByText('不归这里').waitFor();
  await resident.locator('summary', { hasText: '请复核' }).click();
  await resident.getByLabel(/^理由/).fill('就是楼里的事');
  await resident.locator('details[open] form [type=submit]').click();
  await says(resident, '复核中');
  const above = await visit('community', `/staff/desk/objections/${order}`);
  await command(above, 'decideObjection', '复核', async () => {
    await above.getByLabel('是', { exact: true }).check();
    await above.getByLabel(/^理由/).fill('应当受理');
  });
  await says(resident, '待派单');
  fine();
});

test('duplicates are merged; each of their residents evaluates', async () => {
  const parent = await placed('0105', [admit]);
  const child = await placed('0105', [admit], 'resident-2');
  const desk = await visit('secretary', `/staff/orders/${child}`);
  await command(desk, 'merge', '并单', () => desk.locator(`input[value="${parent}"]`).check());
  await says(desk, '已并单');
  for (const sent of [dispatch, accept, contact, finish]) await send(parent, sent);
  for (const [persona, order] of [
    ['resident', parent],
    ['resident-2', child],
  ] as const) {
    const page = await visit(persona, `/orders/${order}`);
    await page.getByLabel('解决了', { exact: true }).check();
    await page.getByLabel(/^满意/).check();
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('谢谢您的评价').first().waitFor();
  }
  fine();
});

test('“me too”: joined with a tap, without waiting to be admitted; its resident evaluates too', async () => {
  const parent = await placed('0304', [admit]);
  const page = await visit('resident-2', '/place');
  await page.locator('.tile').nth(2).click();
  await page.locator('.row-button').nth(3).click();
  await page.locator('#building').selectOption({ label: '1栋' });
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel(/^我也一样/).check();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('我家也遇到了。').waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('并在一起办；办完通知您').waitFor();
  await page.getByRole('link', { name: '查看这一单' }).click();
  await says(page, '已并单');
  for (const sent of [dispatch, accept, contact, finish]) await send(parent, sent);
  await page.getByRole('heading', { name: '请您评一评' }).waitFor();
  fine();
});

test('a category that was chosen wrongly is corrected from a list of names; its resident reads what it was, and why', async () => {
  const order = await placed('0101', [admit]);
  const page = await visit('secretary', `/staff/orders/${order}`);
  await open(page, 'correctCategory');
  const kinds = page.locator('#f-to');
  await kinds.locator('option[value="0102"]').waitFor({ state: 'attached' });
  // Neither itself, nor sealed kinds, nor those with a way of their own.
  for (const code of ['0101', '0801', '0506', '1101', '1102'])
    expect(await kinds.locator(`option[value="${code}"]`).count()).toBe(0);
  await kinds.selectOption('0102');
  await page.locator('#f-reason').fill('是水龙头坏了，不是渗水');
  await page.locator('form:not([role=search]) [type=submit]').click();
  await page.getByText(/类别由“房屋漏水渗水”更正为“入户水电小修”（.+），时限按新类别重新计算/).waitFor();
  const own = await visit('resident', `/orders/${order}`);
  await own.getByRole('heading', { name: '入户水电小修' }).waitFor();
  await own.getByText(/类别由“房屋漏水渗水”更正为“入户水电小修”（.+），时限按新类别重新计算/).waitFor();
  await own.getByText('是水龙头坏了，不是渗水').waitFor();
  fine();
});

test('a resident chooses how he is told; what is wrong is said beside its field, and what was chosen stays', async () => {
  const page = await visit('resident-2', '/me');
  await page.getByLabel('发短信告诉我').uncheck();
  await page.getByLabel(/^电子邮箱/).fill('zhang');
  await page.getByRole('button', { name: '保存' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('邮箱写得不对');
  // No e-mail goes out from here.
  await page.getByLabel(/^电子邮箱/).fill('zhang@example.com');
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  await page.getByRole('button', { name: '保存' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('这个邮箱用不了');
  await page.getByLabel(/^电子邮箱/).fill('');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已经保存。').waitFor();
  await page.reload();
  await page.getByLabel('发短信告诉我').waitFor();
  expect(await page.getByLabel('发短信告诉我').isChecked()).toBe(false);
});

test('what a passer-by objects to is off the board at once, and once upheld its address says that it is gone', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0903',
    unit: demoCommunity,
    text: '写春联',
    publishConsent: true,
  });
  const propose: Sent = ['publisher', 'propose', { title: '春联写好了', text: '想请人写春联。', after: '写好了六副。' }];
  for (const sent of [admit, dispatch, accept, contact, finish, propose, ['publisher', 'publish'] as Sent]) {
    await send(order.id, sent);
  }
  const items = async (): Promise<readonly { alias: string; title: string }[]> =>
    ((await (await fetch(`${site.url}/api/v1/public/items`)).json()) as { items: { alias: string; title: string }[] }).items;
  const { alias } = await vi.waitFor(
    async () => {
      const item = (await items()).find(({ title }) => title === '春联写好了');
      if (!item) throw new Error('it is not on the board yet');
      return item;
    },
    { timeout: 20_000, interval: 100 },
  );
  const passer = await visit(null, `/board/${alias}`);
  await passer.getByRole('heading', { name: '春联写好了' }).waitFor();
  await passer.getByRole('link', { name: /异议/ }).click();
  await passer.getByLabel('哪里不该公开').fill('能看出是我家');
  await passer.getByLabel(/怎么告诉您结果/).fill('13800005555');
  await passer.getByRole('button', { name: '提出异议' }).click();
  await passer.getByRole('heading', { name: '已经撤下' }).waitFor();
  expect(await items()).toEqual([]);
  // Neither the page of the item nor, one further back, the board is shown again as it was.
  await passer.goBack();
  expect(await passer.content()).not.toContain('春联');
  const publisher = await visit('publisher', `/staff/orders/${order.id}`);
  // Whoever decides reads what was said, and how to reach whoever said it for a reason.
  await publisher.getByText('能看出是我家').waitFor();
  await publisher.getByRole('button', { name: '查看提异议的人怎么联系' }).click();
  await publisher.getByRole('button', { name: '核实情况' }).click();
  await publisher.getByRole('dialog').locator('[type=submit]').click();
  await publisher.getByText('13800005555').waitFor();
  await command(publisher, 'decidePublication', '审定公开异议', async () => {
    await publisher.getByLabel('是', { exact: true }).check();
    await publisher.getByLabel(/^理由/).fill('确实能看出');
  });
  // Who took it out of his own sight is told what comes next, and asks for it no more.
  await publisher.getByText('街道会收到一张黄色督办卡').waitFor();
  await publisher.waitForLoadState('networkidle').catch(() => undefined);
  await vi.waitFor(async () => expect((await passer.goto(`${site.url}/board/${alias}`))?.status()).toBe(410), {
    timeout: 20_000,
    interval: 200,
  });
  expect(await passer.content()).not.toContain('春联');
  await publisher.locator('.back').click();
  expect(visitors.flatMap((visitor) => visitor.complaints()).filter((one) => !one.includes('410'))).toEqual([]);
  // Whose matter it is reads that it was public, and why it is no more: no addition to what he said.
  const resident = await visit('resident', `/orders/${order.id}`);
  await resident.locator('.timeline li', { hasText: /公开过，.+ 撤下/ }).waitFor();
  const why = resident.locator('li', { hasText: '确实能看出' });
  expect(await why.innerText()).toMatch(/^撤下的原因/);
  expect(await why.innerText()).not.toContain('补充人');
});

test('what its publisher takes down is off the board at once, its resident reads why, and a corrected text goes up again', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0903',
    unit: demoCommunity,
    text: '想请人写福字',
    publishConsent: true,
  });
  const propose: Sent = ['publisher', 'propose', { title: '福字写好了', text: '想请人写福字。', after: '写了三张。' }];
  for (const sent of [admit, dispatch, accept, contact, finish, propose, ['publisher', 'publish'] as Sent])
    await send(order.id, sent);
  const titles = async (): Promise<readonly string[]> => {
    const { items } = (await (await fetch(`${site.url}/api/v1/public/items`)).json()) as { items: { title: string }[] };
    return items.map(({ title }) => title);
  };
  await vi.waitFor(async () => expect(await titles()).toContain('福字写好了'), { timeout: 20_000, interval: 100 });
  const publisher = await visit('publisher', `/staff/orders/${order.id}`);
  const { button } = await buttonOf(publisher, 'retractPublication');
  // Nothing that is pressed in passing, and nothing without a reason.
  expect(await button.getAttribute('class')).not.toContain('main');
  await open(publisher, 'retractPublication');
  await publisher.getByText('马上从公开栏撤下').waitFor();
  await submit(publisher);
  await publisher.getByRole('alert').first().waitFor();
  expect(await titles()).toContain('福字写好了');
  await publisher.getByLabel(/^理由/).fill('张数写错了');
  await submit(publisher);
  await publisher.getByText('撤下：已办').waitFor();
  expect(await titles()).not.toContain('福字写好了');
  await publisher.getByRole('heading', { name: '原来公开的' }).waitFor();
  await publisher.getByText(/已从公开栏撤下（.+）。改好重新拟稿/).waitFor();
  // An older process says it of what was published last alone.
  const older = await visit('publisher', '/staff/');
  await older.route(`**/api/v1/orders/${order.id}`, async (route) => {
    const said = await (await route.fetch()).json();
    delete said.order.proposal.takenDown;
    await route.fulfill({ json: said });
  });
  await older.evaluate((path) => {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
  }, `/staff/orders/${order.id}`);
  await older.getByRole('heading', { name: '原来公开的' }).waitFor();
  await open(older, 'propose');
  expect(await older.getByLabel(/^办得怎么样/).inputValue()).toBe('写了三张。');
  await older.unrouteAll({ behavior: 'ignoreErrors' });
  const resident = await visit('resident', `/orders/${order.id}`);
  await resident.locator('.timeline li', { hasText: /公开过，.+ 撤下/ }).waitFor();
  expect(await resident.locator('li', { hasText: '张数写错了' }).innerText()).toMatch(/^撤下的原因/);
  await resident.goto(`${site.url}/notices`);
  const { number } = (await site.call('resident', 'GET', `/api/v1/orders/${order.id}`)).order;
  await resident.getByText(new RegExp(`${number}.*已从公开栏撤下，原因请在单中查看`)).waitFor();
  await command(publisher, 'propose', '拟稿', async () => {
    expect(await publisher.getByLabel(/^标题/).inputValue()).toBe('福字写好了');
    await publisher.getByLabel(/^办得怎么样/).fill('写了六张。');
  });
  await command(publisher, 'publish', '晒单');
  await vi.waitFor(async () => expect(await titles()).toContain('福字写好了'), { timeout: 20_000, interval: 100 });
  fine();
});

test('a corrected text that was set aside is not called public once the order is done again', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0903',
    unit: demoCommunity,
    text: '想请人写门牌',
    publishConsent: true,
  });
  const text = { title: '门牌写好了', text: '想请人写门牌。', after: '写了两块。' };
  const corrected = { ...text, title: '门牌更正稿', after: '写了一块。' };
  for (const sent of [
    admit,
    dispatch,
    accept,
    contact,
    finish,
    ['publisher', 'propose', text],
    ['publisher', 'publish'],
    ['publisher', 'retractPublication', { reason: '块数写错了' }],
    ['publisher', 'propose', corrected],
    ['publisher', 'skipPublication'],
    ['resident', 'evaluate', { solved: 'no', stars: 1 }],
    finish,
  ] as readonly Sent[])
    await send(order.id, sent);
  const publisher = await visit('publisher', `/staff/orders/${order.id}`);
  await publisher.getByRole('heading', { name: '上次拟的稿（没有公开）' }).waitFor();
  expect(await publisher.getByRole('heading', { name: /原来公开的|公众会看到的/ }).count()).toBe(0);
  expect(await publisher.getByText('改好重新拟稿').count()).toBe(0);
  // What was done this time is told anew.
  await open(publisher, 'propose');
  expect(await publisher.getByLabel(/^标题/).inputValue()).toBe('门牌更正稿');
  expect(await publisher.getByLabel(/^办得怎么样/).inputValue()).toBe('');
  fine();
});

test('what somebody objected to, and what was taken down: each is told whose turn it is, and how it stands', async () => {
  const { order, queryCode } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0903',
    unit: demoCommunity,
    text: '想请人写喜字',
    publishConsent: true,
  });
  const propose: Sent = ['publisher', 'propose', { title: '喜字写好了', text: '想请人写喜字。', after: '写了两张。' }];
  const evaluate: Sent = ['resident', 'evaluate', { solved: 'yes', stars: 5 }];
  for (const sent of [admit, dispatch, accept, contact, finish, propose, ['publisher', 'publish'] as Sent, evaluate])
    await send(order.id, sent);
  const { publication } = (await site.call('publisher', 'GET', `/api/v1/orders/${order.id}`)).order;
  const item = `${site.url}/api/v1/public/items/${publication.alias}`;
  await vi.waitFor(async () => expect((await fetch(item)).status).toBe(200), { timeout: 20_000, interval: 100 });
  const objected = await fetch(`${item}/objections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: '写的是我家' }),
  });
  expect(objected.status).toBe(202);

  const page = `/staff/orders/${order.id}`;
  const publisher = await visit('publisher', page);
  const decider = /^现在轮到另一位晒单员或街道：复核公开异议，.+ 前$/;
  // Who put it there may take it down, and dismisses nothing.
  await publisher.locator('.turn:not(.mine)', { hasText: decider }).waitFor();
  await open(publisher, 'decidePublication');
  await publisher.getByText('您可以认定成立，把它撤下').waitFor();
  const supervisor = await visit('supervisor', page);
  await supervisor.locator('.turn:not(.mine)', { hasText: decider }).waitFor();
  const street = await visit('street', page);
  await street.locator('.turn.mine', { hasText: /^现在轮到您：复核公开异议，.+ 前$/ }).waitFor();
  const resident = await visit('resident', `/orders/${order.id}`, { width: 360 });
  const step = (who: Page, said: RegExp) => who.locator('.timeline li.now', { hasText: said });
  await step(resident, /有人提出异议，先不公开，等审定/).waitFor();
  const followed = await fetch(`${site.url}/follow`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ number: order.number, code: queryCode }),
  });
  expect(await followed.text()).toContain('有人提出异议，先不公开，等审定');

  await send(order.id, ['street', 'decidePublication', { upheld: true, reason: '认得出是哪一家' }]);
  await publisher.goto(site.url + page);
  await publisher.locator('.turn.mine', { hasText: /^现在轮到您：撤下的这一条，改好再晒，或者不再晒，.+ 前$/ }).waitFor();
  await publisher.getByRole('heading', { name: '原来公开的' }).waitFor();
  await supervisor.goto(site.url + page);
  await supervisor.locator('.turn:not(.mine)', { hasText: /^现在轮到晒单员：撤下的这一条/ }).waitFor();
  await resident.goto(`${site.url}/orders/${order.id}`);
  await step(resident, /公开过，.+ 撤下/).waitFor();
  await send(order.id, ['publisher', 'skipPublication']);
  await supervisor.goto(site.url + page);
  await supervisor.locator('.status').first().waitFor();
  await supervisor.locator('.timeline').waitFor();
  expect(await supervisor.locator('.turn').count()).toBe(0);
  fine();
});

test('evaluated well, an order is done for its resident, though a corrected text of it may be published', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0903',
    unit: demoCommunity,
    text: '想请人写对联',
    publishConsent: true,
  });
  const propose: Sent = ['publisher', 'propose', { title: '对联写好了', text: '想请人写对联。', after: '写了一副。' }];
  const evaluate: Sent = ['resident', 'evaluate', { solved: 'yes', stars: 5 }];
  const retract: Sent = ['publisher', 'retractPublication', { reason: '字数写错了' }];
  for (const sent of [admit, dispatch, accept, contact, finish, propose, ['publisher', 'publish'] as Sent, evaluate, retract])
    await send(order.id, sent);
  const page = await visit('resident', '/mine');
  const part = (title: string) => page.locator('section', { has: page.getByRole('heading', { name: title }) });
  await part('办完的').locator(`a[href="/orders/${order.id}"]`).waitFor();
  expect(await part('在办的').locator(`a[href="/orders/${order.id}"]`).count()).toBe(0);
  fine();
});

test('before a matter that is dangerous it is said what was chosen, and its row is marked', async () => {
  const page = await visit('resident', '/place', { width: 360 });
  await page.locator('.tile', { hasText: '水电' }).click();
  await page.getByRole('button', { name: '燃气泄漏' }).click();
  await page.getByRole('alert').getByText('您选的是：燃气泄漏').waitFor();
  expect(await page.locator('.row-button[aria-pressed=true]').allTextContents()).toEqual(['燃气泄漏']);
  fine();
});

test('whoever has yet to sign in reads in the title what the page is for', async () => {
  const visitor = await site.visit(null, { width: 360 });
  visitors.push(visitor);
  for (const [path, title] of [
    ['/dispute', '与邻居有矛盾 · 六单一体'],
    ['/topic', '有事想请大家议 · 六单一体'],
  ] as const) {
    await visitor.page.goto(site.url + path);
    await expect.poll(() => visitor.page.title()).toBe(title);
  }
  fine();
});

test('an activity that cannot be is told field by field, and what was typed stays', async () => {
  const page = await visit('community', '/activities');
  const said = (day: string) => ({
    title: '清扫楼道',
    place: '三栋前',
    startsAt: `${day}T10:00`,
    endsAt: `${day}T09:00`,
    wanted: '很多',
  });
  for (const [field, value] of Object.entries(said('2020-01-01'))) await page.locator(`#${field}`).fill(value);
  await page.locator('main [type=submit]').last().click();
  for (const [field, text] of [
    ['startsAt', '开始时间已过'],
    ['endsAt', '结束要晚于开始'],
    ['wanted', '请填写 1 到 500 的整数'],
  ] as const) {
    await page.locator(`#${field}-error`, { hasText: text }).waitFor();
  }
  expect(await page.locator('#title').inputValue()).toBe('清扫楼道');
  // Beside what was changed since nothing is called wrong.
  await page.locator('#wanted').fill('5');
  await page.locator('#wanted-error').waitFor({ state: 'detached' });
  expect(await page.locator('#startsAt-error').count()).toBe(1);
  const next = new Date().getUTCFullYear() + 1;
  const put = { title: '找 13800000000 报名', startsAt: `${next}-12-01T10:00`, endsAt: `${next}-12-01T11:00`, wanted: '5' };
  for (const [field, value] of Object.entries(put)) await page.locator(`#${field}`).fill(value);
  await page.locator('main [type=submit]').last().click();
  await page.locator('#title-error', { hasText: '像是有个人信息' }).waitFor();
  await page.locator('#title').fill('到楼下报名');
  await page.locator('#title-error').waitFor({ state: 'detached' });
  expect(await page.locator('.summary').count()).toBe(0);
  // The browser's own word about the refusal that was asked for.
  expect(visitors.flatMap((visitor) => visitor.complaints()).filter((line) => !line.includes('status of 422'))).toEqual([]);
});

test('a session that ends in mid-form loses nothing that was typed', async () => {
  const order = await placed('0101');
  const page = await visit('secretary', `/staff/desk/intake/${order}`);
  await open(page, 'refuse');
  await page.getByLabel(/^理由/).fill('已经进入诉讼程序，由法院处理');
  const cookies = await page.context().cookies();
  await page.context().clearCookies({ name: 'six_order_session' });
  await submit(page);
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('登录已经过期');
  await page.getByRole('link', { name: /重新登录/ }).waitFor();
  expect(await page.getByLabel(/^理由/).inputValue()).toBe('已经进入诉讼程序，由法院处理');
  await page.context().addCookies(cookies);
  await submit(page);
  await page.getByText('不予受理：已办').waitFor();
});

test('who else is there is asked for no more once the order is out of sight', async () => {
  const order = await placed('0101', [admit]);
  const visitor = await site.visit('secretary');
  visitors.push(visitor);
  const { page } = visitor;
  await page.clock.install();
  let asked = 0;
  let lost = false;
  await page.route(`**/orders/${order}/look`, (route) => {
    asked += 1;
    return lost
      ? route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{"title":"没有这一单"}' })
      : route.continue();
  });
  await page.goto(`${site.url}/staff/orders/${order}`);
  await page.locator('[data-command=dispatch]').waitFor();
  await expect.poll(() => asked, { timeout: 15_000 }).toBe(1);
  lost = true;
  // The next turn is counted from the answer, whenever that came.
  const turn = async (): Promise<number> => {
    await page.clock.runFor(21_000);
    return asked;
  };
  await expect.poll(turn, { timeout: 15_000 }).toBe(2);
  for (let n = 0; n < 3; n += 1) {
    await turn();
    // Whatever a turn of its clock asked for has gone out by when the page answers.
    await page.evaluate(() => fetch('/api/v1/categories').then((answer) => answer.text()));
  }
  expect(asked).toBe(2);
  visitor.complaints();
});

test('two tabs: what is done in one is seen in the other, and not offered there any more', async () => {
  const order = await placed('0101');
  const first = await visit('secretary', `/staff/desk/intake/${order}`, { width: 1440 });
  const second = await first.context().newPage();
  await second.goto(`${site.url}/staff/desk/intake/${order}`);
  await second.locator('[data-command=admit]').waitFor();
  await command(first, 'admit', '受理');
  await says(second, '待派单');
  expect(await second.locator('[data-command=admit]').count()).toBe(0);
  await command(second, 'dispatch', '派单', () => pick(second, 'member'));
  await says(first, '待接单');
  fine();
});

test('the server goes away in the middle of a form and comes back: it is sent, and open pages go on', async () => {
  const order = await placed('0101');
  const resident = await visit('resident', `/orders/${order}`);
  await says(resident, '待受理');
  const page = await visit('secretary', `/staff/desk/intake/${order}`, { width: 1440 });
  await open(page, 'refuse');
  await page.getByLabel(/^理由/).fill('由法院处理');
  await site.restart();
  await submit(page);
  await page.getByText('不予受理：已办').waitFor();
  await says(resident, '不予受理');
});

test('done again after it was published: its publisher may keep what is there, and where its time there is over publish no more', async () => {
  const { order } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0903',
    unit: demoCommunity,
    text: '想请人写春联',
    publishConsent: true,
  });
  const propose: Sent = ['publisher', 'propose', { title: '春联写好了', text: '想请人写春联。' }];
  const bad: Sent = ['resident', 'evaluate', { solved: 'no', stars: 1, comment: '少写了一副' }];
  for (const sent of [admit, dispatch, accept, contact, finish, propose, ['publisher', 'publish'] as Sent, bad, finish])
    await send(order.id, sent);
  const publisher = await visit('publisher', `/staff/orders/${order.id}`);
  const keep = publisher.locator('[data-command=keepPublication]');
  await keep.filter({ hasText: '保留原内容' }).waitFor();
  await publisher.getByText('公开栏上还是第 1 次办理的内容').waitFor();
  // Half a year later.
  await publisher.route(`**/api/v1/orders/${order.id}`, async (route) => {
    const response = await route.fetch();
    // Nothing new since it was read half a year later.
    if (response.status() === 304) return route.fulfill({ response });
    const body = await response.json();
    if (body.order?.publication) body.order.publication.until = new Date(Date.now() - 3_600_000).toISOString();
    return route.fulfill({ response, json: body });
  });
  await publisher.goto(`${site.url}/staff/desk/publish`);
  await publisher.locator(`[data-order="${order.id}"]`).click();
  await keep.filter({ hasText: '不再晒' }).waitFor();
  await publisher.getByText('第 1 次办理的内容公开期限已满').waitFor();
  expect(await publisher.getByText('保留原内容').count()).toBe(0);
  await command(publisher, 'keepPublication', '不再晒');
  // A reading that is still on its way is nobody's any more.
  await publisher.unrouteAll({ behavior: 'ignoreErrors' });
  fine();
});

test('overdue: a red card comes by itself, its holder answers, and the supervisor accepts the answer', async () => {
  const order = await placed('0101', [admit, dispatch, accept, contact]);
  const red = async (): Promise<string | undefined> => {
    const { orders } = await site.call('supervisor', 'GET', '/api/v1/orders?desk=cards&limit=100');
    return orders.find((one: any) => one.card?.colour === 'red' && one.card.order.id === order)?.id;
  };
  let card = await red();
  for (let days = 0; days < 30 && card === undefined; days += 1) {
    await site.call('admin', 'POST', '/api/v1/demo/clock', { advance: 'P1D' });
    card = await red();
  }
  expect(card).toBeDefined();
  const holder = await visit('member', `/staff/orders/${card}`);
  // What went up meanwhile is signed for above; he may still answer.
  const { order: standing } = await site.call('member', 'GET', `/api/v1/orders/${card}`);
  if (standing.card.escalations.length === 0) await command(holder, 'sign', '签收');
  else await holder.getByRole('heading', { name: '已提级，仍可补答' }).waitFor();
  await command(holder, 'reply', '回复', () => holder.getByLabel(/^内容/).fill('今天已上门，明天办结'));
  await holder.getByText('今天已上门，明天办结').waitFor();
  // Nobody is promised a day that has passed.
  const list = await visit('resident', '/mine');
  await list.locator(`a[href="/orders/${order}"]`).getByText('时间已经过了').waitFor();
  const supervisor = await visit('supervisor', `/staff/desk/cards/${card}`, { width: 1440 });
  await command(supervisor, 'check', '核查', () => supervisor.getByLabel('认可').check());
  await command(supervisor, 'close', '销号');
  await supervisor.goto(`${site.url}/staff/desk/overdue`);
  const row = supervisor.locator(`[data-order="${order}"]`);
  // Who has it, by name and post; and only what lies in one community.
  await row.getByText(new RegExp(`^承办：${personas.member.name}（党员 · .*第一网格）$`)).waitFor();
  const part = supervisor.getByLabel('蟠桃街道里的哪一处');
  await part.selectOption({ label: '平郎社区' });
  await supervisor.getByText('平郎社区在这一台没有单。').waitFor();
  expect(await row.count()).toBe(0);
  await part.selectOption({ label: '蟠桃园社区' });
  await row.waitFor();
  // What is found after another part was chosen is not shown in it.
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  await supervisor.route('**/api/v1/orders/search', (route) => held.then(() => route.continue()));
  const answered = supervisor.waitForResponse('**/api/v1/orders/search');
  await supervisor.locator('#search').fill((await site.call('supervisor', 'GET', `/api/v1/orders/${order}`)).order.number);
  await supervisor.locator('#search').press('Enter');
  await part.selectOption({ label: '平郎社区' });
  await supervisor.getByText('平郎社区在这一台没有单。').waitFor();
  letGo();
  await (await answered).finished();
  await supervisor.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  expect(await row.count()).toBe(0);
  fine();
});

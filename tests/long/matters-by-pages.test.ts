// Two matters worked by their pages alone: a dispute that climbs to the last rung of its ladder and is told of the courts, one that is
// agreed there and confirmed; a joint meeting of the street about a shelved order, with its parties, decision, tasks and answer. What
// leads there is sent to the API.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoStreet, personas } from '@six-order/community/demo/personas';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openSite } from '../browser/open-site.ts';
import type { Site, Visitor } from '../browser/site.ts';

let site: Site;
let visitors = new Map<PersonaName, Visitor>();
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterEach(async () => {
  await Promise.all([...visitors.values()].map(({ close }) => close()));
  visitors = new Map();
});
afterAll(() => site.close());

const call = (persona: PersonaName, type: string, order: string, input: object = {}) =>
  site.call(persona, 'POST', `/api/v1/orders/${order}/commands`, { type, input });
const advance = (time: string) => site.call('admin', 'POST', '/api/v1/demo/clock', { advance: time });
const fine = () => expect([...visitors.values()].flatMap((visitor) => visitor.complaints())).toEqual([]);
/** The day by the demo's clock, so many days on, as its field takes it. */
const later = async (days: number): Promise<string> => {
  const { now } = await advance('PT1S');
  return new Date(Date.parse(now) + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 16);
};

/** The page of an order at somebody's desk, read anew; each has one window for all that he does. */
async function at(persona: PersonaName, path: string): Promise<Page> {
  const visitor = visitors.get(persona) ?? (await site.visit(persona, { width: persona === 'resident' ? 360 : 1440 }));
  visitors.set(persona, visitor);
  await visitor.page.goto(site.url + path);
  return visitor.page;
}

/** Opens the form of a command, answers it, and sees that it was done; a dispute is taken by one press. */
async function does(persona: PersonaName, order: string, type: string, answer?: (form: Page) => Promise<unknown>): Promise<void> {
  const page = await at(persona, `/staff/orders/${order}`);
  const button = page.locator(`[data-command=${type}]`);
  const more = page.locator('.actions .quiet');
  await button.or(more).first().waitFor();
  if ((await button.count()) === 0) await more.click();
  const title = await button.innerText();
  await button.click();
  if (type !== 'take') {
    const submit = page.locator('.actions form [type=submit]');
    await submit.waitFor();
    await answer?.(page);
    await submit.click();
  }
  await page.getByText(`${title}：已办`).waitFor();
}

const field = (name: string) => `#f-${name}`;

/** A dispute, begun at the secretary's desk, and each rung climbed by its mediator until the third. */
async function toTheStreet(text: string): Promise<string> {
  const page = await at('secretary', '/staff/begin/mediation');
  await page.locator(field('category')).selectOption('0502');
  await page.locator(field('text')).fill(text);
  await page.locator(field('parties-a-name')).fill('三楼住户');
  await page.locator(field('parties-b-name')).fill('四楼住户');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('调解申请已提交').waitFor();
  const order = page.url().split('/').at(-1) as string;
  await does('community', order, 'take');
  await does('community', order, 'session', (form) => form.locator(field('text')).fill('没有谈拢'));
  await does('community', order, 'climb');
  await does('street', order, 'take');
  return order;
}

test('a dispute climbs to the last rung and is told of the courts; another is agreed at the street, confirmed and kept', async () => {
  const order = await toTheStreet('半夜拖桌椅');
  await does('street', order, 'session', (form) => form.locator(field('text')).fill('仍未谈拢'));
  await does('street', order, 'climb');
  await does('street', order, 'take');
  await does('street', order, 'climb');
  const page = await at('secretary', `/staff/orders/${order}`);
  await page.getByText(/诉讼/).first().waitFor();
  const agreed = await toTheStreet('楼道里练鼓');
  await does('street', agreed, 'agree', async (form) => {
    await form.getByLabel('书面').check();
    await form.locator(field('text')).fill('晚十点后不练');
    // Both sides bear witness, and whose word it is stands beside it.
    await form.locator('.actions form [type=submit]').click();
    await form.getByRole('alert').getByText('双方怎么确认').waitFor();
    await form.getByRole('group', { name: '申请的一方' }).getByLabel('签字').check();
    await form.getByRole('group', { name: '另一方' }).getByLabel('按手印').check();
  });
  await does('street', agreed, 'applyConfirmation', (form) => form.getByLabel('是', { exact: true }).check());
  await does('street', agreed, 'recordRuling', (form) => form.getByLabel('是', { exact: true }).check());
  await advance('P31D');
  await does('secretary', agreed, 'followUp', (form) => form.locator('input[type=radio][value=yes]').check());
  const ends = [order, agreed].map((id) => site.call('street', 'GET', `/api/v1/orders/${id}`));
  expect((await Promise.all(ends)).map((reply) => reply.order.state.handling)).toEqual(['referred', 'settled']);
  fine();
}, 300_000);

test('a joint meeting of the street: a shelved order is put before it, its parties speak, it is decided, tasks come of it and report back', async () => {
  const { order: shelved } = await site.call('resident', 'POST', '/api/v1/orders', {
    category: '0101',
    unit: demoCommunity,
    text: '外墙渗水，产权不清',
  });
  await call('secretary', 'admit', shelved.id);
  await call('secretary', 'dispatch', shelved.id, { to: { kind: 'person', id: personas.member.person } });
  await call('member', 'accept', shelved.id);
  await call('member', 'contact', shelved.id);
  const target = `${await later(60)}:00+08:00`;
  await call('member', 'askShelving', shelved.id, { reason: '产权不清', measure: '先行围挡', target });
  await call('street', 'decide', shelved.id, { granted: true });

  const page = await at('street', `/staff/orders/${shelved.id}`);
  await page.getByRole('link', { name: '提出议题' }).click();
  // The street's own meeting, not that of the community where the order is.
  await page.locator(`${field('unit')}-find`).fill(demoStreet);
  await page.locator(`input[type=radio][value="${demoStreet}"]`).check();
  await page.getByRole('radio', { name: /联席会议.*召集：蟠桃街道/ }).check();
  await page.locator(field('text')).fill('外墙由谁修');
  await page.getByRole('button', { name: '提出', exact: true }).click();
  await page.getByText('议题已提出').waitFor();
  const topic = page.url().split('/').at(-1) as string;
  expect(topic).not.toBe(shelved.id);
  const convener = 'street' as const;
  await does(convener, topic, 'admit', async (form) => {
    await form.locator(field('text')).fill('外墙渗水由谁来修、钱从哪里出');
    await form.locator(field('on')).fill(await later(3));
  });
  const says = (party: string, record?: (form: Page) => Promise<unknown>) =>
    does(convener, topic, 'speak', async (form) => {
      const option = form.locator(`${field('party')} option`, { hasText: party });
      await form.locator(field('party')).selectOption((await option.getAttribute('value')) ?? '');
      await form.getByLabel('同意', { exact: true }).check();
      await record?.(form);
    });
  await says('本级党组织');
  // Who has one side is not asked which it is.
  await does('secretary', topic, 'speak', async (form) => {
    await form.getByText(/^您代表：.*蟠桃园社区$/).waitFor();
    await form.getByLabel('同意', { exact: true }).check();
  });
  for (const absent of ['福临社区', '城南社区']) {
    await says(absent, async (form) => {
      await form.getByLabel('会议记录').check();
      await form.locator(field('record-on')).fill(await later(-1));
      await form.getByLabel('人数').fill('12');
    });
  }
  await does(convener, topic, 'closeHearing');
  await does(convener, topic, 'decide', async (form) => {
    await form.getByLabel('通过', { exact: true }).check();
    await form.locator(field('text')).fill('由产权单位维修，社区先行围挡');
    await form.getByRole('button', { name: '再加一项' }).click();
    await form
      .locator(`${field('tasks')}-0-unit-find`)
      .or(form.locator(`${field('tasks')}-0-unit`))
      .fill(demoCommunity);
    await form.locator(`input[type=radio][value="${demoCommunity}"]`).check();
    await form.locator(`${field('tasks')}-0-dueOn`).fill(await later(10));
    await form.getByLabel('销账，继续办').check();
  });
  // The order goes on, and the community has a task, whose unit reports and whose convener checks it.
  const read = (persona: PersonaName, id: string) => site.call(persona, 'GET', `/api/v1/orders/${id}`).then(({ order }) => order);
  await expect.poll(() => read('secretary', shelved.id).then(({ state }) => state.handling), { timeout: 30_000 }).toBe('working');
  const child = () => read('street', topic).then(({ deliberation }) => deliberation.tasks[0].order as string | null);
  await expect.poll(child, { timeout: 30_000 }).not.toBeNull();
  const task = (await child()) as string;
  await does('community', task, 'finish', (form) => form.locator(field('text')).fill('围挡已立，产权单位已进场'));
  await does('street', task, 'check', (form) => form.getByLabel('认可').check());
  await expect.poll(() => read('street', topic).then(({ state }) => state.handling), { timeout: 30_000 }).toBe('decided');
  await does(convener, topic, 'feedback', (form) => form.locator(field('text')).fill('由产权单位维修，已进场'));
  expect(await read('street', topic)).toMatchObject({ state: { handling: 'closed' } });
  fine();
}, 300_000);

// `pnpm screenshots`: the main screens as PNG files in docs/screens, from a demo of its own that is thrown away. With words behind it,
// only those whose names begin so.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import type { Page } from 'playwright-core';
import { type Look, openSiteOn } from './site.ts';

const folder = join(import.meta.dirname, '../../docs/screens');

interface Screen {
  readonly name: string;
  readonly persona: PersonaName | null;
  readonly path: string;
  readonly look: Look;
  /** Whether only as much as fits on the screen at once. */
  readonly first?: true;
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const data = await mkdtemp(join(tmpdir(), 'six-order-screens-'));
const site = await openSiteOn({ SIX_ORDER_DATA: data });
try {
  await mkdir(folder, { recursive: true });
  const wanted = process.argv.slice(2);
  const screens = (await tell()).filter(
    ({ name }) => wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning)),
  );
  for (const { name, persona, path, look, first = false, prepare } of screens) {
    const { page, close } = await site.visit(persona, look);
    await page.goto(site.url + path);
    await page.locator('h1:visible').first().waitFor();
    await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
    await prepare?.(page);
    // The whole page, and of an order beside a list the whole of it.
    await page.evaluate((whole) => {
      if (whole) for (const pane of document.querySelectorAll<HTMLElement>('.pane')) pane.style.maxHeight = 'none';
      scrollTo(0, 0);
    }, !first);
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: !first });
    process.stdout.write(`docs/screens/${name}.png\n`);
    await close();
  }
} finally {
  await site.close();
  await rm(data, { recursive: true, force: true });
}

/** Some orders at different stations, and the screens that show them. */
async function tell(): Promise<readonly Screen[]> {
  const place = async (category: string, text: string, persona: PersonaName = 'resident', urgency?: string): Promise<string> => {
    const contact = { name: personas[persona].name, phone: '13800000001' };
    const { order } = await site.call(persona, 'POST', '/api/v1/orders', {
      category,
      text,
      unit: demoGrid,
      contact,
      place: { room: '2单元301' },
      publishConsent: true,
      ...(urgency && { urgency }),
    });
    return order.id;
  };
  const act = (persona: PersonaName, order: string, type: string, input: object = {}) =>
    site.call(persona, 'POST', `/api/v1/orders/${order}/commands`, { type, input });
  const dispatch = async (order: string): Promise<void> => {
    await act('secretary', order, 'admit');
    await act('secretary', order, 'dispatch', {
      to: { kind: 'person', id: personas.member.person },
      note: '老人住三楼，请尽快上门看看。',
    });
  };
  const work = async (order: string): Promise<void> => {
    await dispatch(order);
    await act('member', order, 'accept');
    await act('member', order, 'contact');
  };
  const finish = async (order: string, result: string): Promise<void> => {
    await work(order);
    await act('member', order, 'finish', { result });
  };

  const evaluated = await place('0903', '想请人写几副春联。');
  await finish(evaluated, '已写好六副，送到家里。');
  await act('resident', evaluated, 'evaluate', { solved: 'yes', stars: 5, comment: '字写得好，谢谢。' });
  await act('publisher', evaluated, 'propose', {
    title: '六副春联送到家',
    text: '住户想请人写几副春联。',
    after: '社区书法志愿者写好六副，送到家里。',
  });
  await act('publisher', evaluated, 'publish');
  const reworked = await place('0105', '单元门口的灯一直闪。', 'resident-2');
  await finish(reworked, '换了灯泡。');
  await act('publisher', reworked, 'propose', { title: '单元门口换灯', text: '单元门口的灯一直闪。', after: '换了灯泡。' });
  await act('publisher', reworked, 'publish');
  await act('resident-2', reworked, 'evaluate', { solved: 'no', stars: 2, comment: '又闪了。' });
  const toPublish = await place('0903', '想请人帮忙搬一张床。');
  await finish(toPublish, '四个邻居一起搬好了。');
  await act('resident', toPublish, 'evaluate', { solved: 'yes', stars: 5 });
  const [item] = await board();
  const working = await place('0105', '三楼楼道的灯坏了三天，晚上老人上下楼看不见，怕摔。');
  await work(working);
  await act('resident', working, 'note', { text: '今天四楼的灯也不亮了。' });
  const finished = await place('0101', '厨房天花板漏水，楼上卫生间一用水就滴。');
  await finish(finished, '已联系楼上住户更换下水管，滴漏止住，两天后回访。');
  const offered = await place('0201', '整栋楼下午停水，没有接到通知。', 'resident-2', 'U1');
  await dispatch(offered);
  const admitted = await place('0304', '院里的大树枝压在电线上，刮风就冒火花。', 'resident-2', 'U1');
  await act('secretary', admitted, 'admit', { urgency: 'U1' });
  const placed = await place('0301', '垃圾桶旁边堆了两天没有清运。', 'resident-2');
  await place('0501', '夜里十一点以后楼下唱歌，睡不着。');

  const dispute = await site
    .call('resident', 'POST', '/api/v1/orders', {
      workflow: 'mediation',
      category: '0502',
      unit: demoGrid,
      text: '楼上浇花的水滴到我家晒的被子上，说了几次不听。',
      parties: { a: { persons: [personas.resident.person] }, b: { name: '楼上 401 的住户' } },
    })
    .then(({ order }) => order.id as string);
  await act('grid-worker', dispute, 'take');
  const topic = await site
    .call('resident', 'POST', '/api/v1/orders', {
      workflow: 'deliberation',
      forum: 'three-parties',
      unit: demoGrid,
      text: '三栋前的空地，有人停车有人种菜，天天吵，想请大家定个办法。',
    })
    .then(({ order }) => order.id as string);
  await act('secretary', topic, 'admit', { text: '三栋前的空地用来停车，还是种树？' });
  await act('property', topic, 'speak', { party: 'property', stance: 'agree', text: '可以划线，费用从公共收益里出。' });

  const phone: Look = { width: 360 };
  const wide: Look = { width: 1440 };
  const elder: Look = { width: 360, elder: true };
  const pick = async (page: Page): Promise<void> => {
    await page.locator('.tile').first().click();
    await page.locator('.row-button').nth(4).click();
    await page.locator('#building option').nth(2).waitFor({ state: 'attached' });
  };
  const check = async (page: Page): Promise<void> => {
    await pick(page);
    await page.locator('#room').fill('2单元301');
    await page.locator('main [type=submit]').click();
    await page.locator('#text').fill('三楼楼道的灯坏了三天，晚上老人上下楼看不见，怕摔。');
    await page.locator('main [type=submit]').click();
    await page.locator('#phone').fill('13800000001');
    await page.locator('main [type=submit]').click();
    await page.locator('#consent').waitFor();
  };
  const meToo = async (page: Page): Promise<void> => {
    await pick(page);
    await page.locator('main [type=submit]').click();
    await page.locator('[name=join]').first().check();
  };
  const open = (command: string) => async (page: Page) => {
    await page.locator(`[data-command=${command}]`).click();
    await page.waitForTimeout(500);
  };
  return [
    { name: 'welcome-360', persona: null, path: '/', look: phone },
    { name: 'sign-in-360', persona: null, path: '/sign-in', look: phone },
    { name: 'sign-in-1440', persona: null, path: '/sign-in', look: wide },
    { name: 'resident-home-360', persona: 'resident', path: '/', look: phone, first: true },
    { name: 'resident-home-1440', persona: 'resident', path: '/', look: wide },
    { name: 'resident-home-elder-360', persona: 'resident', path: '/', look: elder },
    { name: 'place-what-360', persona: 'resident', path: '/place', look: phone },
    { name: 'place-what-elder-360', persona: 'resident', path: '/place', look: elder },
    { name: 'place-where-360', persona: 'resident', path: '/place', look: phone, prepare: pick },
    { name: 'place-me-too-360', persona: 'resident', path: '/place', look: phone, prepare: meToo },
    { name: 'place-me-too-elder-360', persona: 'resident', path: '/place', look: elder, prepare: meToo },
    { name: 'place-check-360', persona: 'resident', path: '/place', look: phone, prepare: check },
    {
      name: 'place-receipt-360',
      persona: 'resident',
      path: '/place',
      look: phone,
      prepare: async (page) => {
        await check(page);
        await page.locator('main [type=submit]').click();
        await page.locator('.receipt').waitFor();
      },
    },
    { name: 'resident-order-360', persona: 'resident', path: `/orders/${working}`, look: phone },
    { name: 'resident-order-1440', persona: 'resident', path: `/orders/${working}`, look: wide },
    { name: 'resident-order-elder-360', persona: 'resident', path: `/orders/${working}`, look: elder, first: true },
    { name: 'resident-order-en-360', persona: 'resident', path: `/orders/${working}`, look: { width: 360, language: 'en' } },
    { name: 'evaluate-360', persona: 'resident', path: `/orders/${finished}`, look: phone },
    { name: 'secretary-desks-360', persona: 'secretary', path: '/staff/', look: phone },
    { name: 'secretary-desks-1440', persona: 'secretary', path: '/staff/', look: wide },
    { name: 'secretary-queue-360', persona: 'secretary', path: '/staff/desk/all', look: phone },
    { name: 'secretary-intake-1440', persona: 'secretary', path: `/staff/desk/intake/${placed}`, look: wide },
    {
      name: 'secretary-dispatch-360',
      persona: 'secretary',
      path: `/staff/desk/dispatch/${admitted}`,
      look: phone,
      prepare: open('dispatch'),
    },
    {
      name: 'secretary-dispatch-1440',
      persona: 'secretary',
      path: `/staff/desk/dispatch/${admitted}`,
      look: wide,
      first: true,
      prepare: open('dispatch'),
    },
    { name: 'member-offered-360', persona: 'member', path: `/staff/desk/accept/${offered}`, look: phone },
    {
      name: 'member-work-360',
      persona: 'member',
      path: `/staff/desk/mine/${working}`,
      look: phone,
      first: true,
      prepare: open('finish'),
    },
    {
      name: 'supervisor-all-1440',
      persona: 'supervisor',
      path: `/staff/desk/all/${evaluated}`,
      look: wide,
      prepare: (page) => page.locator('summary').last().click(),
    },
    {
      name: 'publisher-propose-1440',
      persona: 'publisher',
      path: `/staff/desk/publish/${toPublish}`,
      look: wide,
      prepare: open('propose'),
    },
    { name: 'dispute-what-360', persona: 'resident', path: '/dispute', look: phone },
    { name: 'resident-dispute-360', persona: 'resident', path: `/orders/${dispute}`, look: phone },
    {
      name: 'topic-forum-elder-360',
      persona: 'resident',
      path: '/topic',
      look: elder,
      prepare: async (page) => {
        await page.locator('#community option').nth(1).waitFor({ state: 'attached' });
        await page.locator('main [type=submit]').click();
        await page.locator('input[name=forum]').first().waitFor();
      },
    },
    { name: 'resident-topic-1440', persona: 'resident', path: `/orders/${topic}`, look: wide },
    { name: 'resident-home-en-360', persona: 'resident', path: '/', look: { width: 360, language: 'en' } },
    { name: 'call-me-elder-360', persona: 'resident', path: '/call-me', look: elder },
    { name: 'my-data-360', persona: 'resident', path: '/me', look: phone },
    { name: 'evaluate-by-slip-360', persona: null, path: '/evaluate', look: phone },
    { name: 'board-360', persona: null, path: '/board', look: phone },
    { name: 'board-elder-360', persona: null, path: '/board?elder=1', look: phone },
    { name: 'board-1440', persona: null, path: '/board', look: wide },
    { name: 'board-item-360', persona: null, path: `/board/${item}`, look: phone },
    { name: 'today-1440', persona: 'secretary', path: '/staff/today', look: wide },
    { name: 'notices-360', persona: 'resident', path: '/notices', look: phone },
    // Some days later: what was left lying is overdue.
    {
      name: 'wall-1920',
      persona: 'supervisor',
      path: '/staff/wall',
      look: { width: 1920 },
      prepare: async (page) => {
        await site.call('admin', 'POST', '/api/v1/demo/clock', { advance: 'P3D' });
        await page.reload();
        await page.locator('.wall-numbers strong').first().waitFor();
        await page.waitForTimeout(1_000);
      },
    },
    { name: 'figures-1440', persona: 'street', path: '/staff/figures', look: wide, first: true },
    { name: 'admin-posts-1440', persona: 'admin', path: '/staff/admin/posts', look: wide, first: true },
    { name: 'dispatch-slip-1440', persona: 'secretary', path: `/api/v1/orders/${working}/slip.html`, look: wide },
    { name: 'admin-rules-360', persona: 'admin', path: '/staff/admin/rules', look: phone, first: true },
    { name: 'admin-webhooks-360', persona: 'admin', path: '/staff/admin/webhooks', look: phone },
    { name: 'privacy-records-360', persona: 'dpo', path: '/staff/privacy/records/processing', look: phone, first: true },
    { name: 'supervisor-overdue-1440', persona: 'supervisor', path: '/staff/desk/overdue', look: wide },
    { name: 'supervisor-overdue-360', persona: 'supervisor', path: '/staff/desk/overdue', look: phone },
  ];
}

/** Names on the board, once the worker has drawn both items. */
async function board(): Promise<readonly string[]> {
  for (;;) {
    const answer = await fetch(`${site.url}/api/v1/public/items`);
    const { items } = (await answer.json()) as { items: readonly { alias: string }[] };
    if (items.length >= 2) return items.map(({ alias }) => alias);
    await new Promise((done) => setTimeout(done, 100));
  }
}

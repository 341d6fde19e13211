// Somebody new on a telephone of 360 px: signs in, places an order, follows it through every hand, evaluates it, and finds it on
// the public board. The same in elder mode, and by the keyboard alone.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { finger, keyboard, type Hands } from './hands.ts';
import { openSite } from './open-site.ts';
import type { Site, Visitor } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site.close());

/** What a person can do in a minute, reading as he goes. */
const MOST_ACTS = 25;

test.each([
  ['with a finger', false, finger, '13811110001'],
  ['in elder mode', true, finger, '13811110002'],
  ['by the keyboard alone', false, keyboard, '13811110003'],
] as const)(
  'an order’s whole life %s',
  async (_title, elder, handsOf, phone) => {
    const visitors: Visitor[] = [];
    const visit = async (persona: PersonaName | null): Promise<[Visitor['page'], Hands]> => {
      const visitor = await site.visit(persona, { width: 360, elder });
      visitors.push(visitor);
      return [visitor.page, handsOf(visitor.page)];
    };

    const [page, hands] = await visit(null);
    let acts = 0;
    const own = counted(hands, () => (acts += 1));
    await page.goto(site.url);
    await own.press(/我要下单/);
    await own.fill(/手机号码/, phone);
    await own.press(/获取验证码/);
    const said = await page.getByText(/演示环境不发短信，验证码是/).textContent();
    await own.fill(/^ *验证码/, /\d{6}/.exec(said ?? '')?.[0] ?? '');
    await own.press(/^登录$/);
    await own.fill(/姓名/, '新来的');
    // Of a county's two hundred: by its street, or by a part of its name.
    if (elder || handsOf === keyboard) {
      await own.choose(/哪个街道或乡镇/, '蟠桃街道');
      const listed = page.locator('#home-community option');
      await vi.waitFor(async () => expect(await listed.count()).toBeLessThan(12), { timeout: 15_000 });
      await own.choose(/住在哪个社区或村/, '蟠桃园社区');
    } else {
      await own.fill(/找社区或村/, '桃园');
      await own.press(/蟠桃园社区/);
    }
    await own.press(/^提交$/);

    await own.press(/住房与物业/);
    await own.press(/房屋漏水渗水/);
    await page.getByRole('heading', { name: '在哪里？' }).waitFor();
    await own.choose(/楼栋/, '1栋');
    await own.press(/下一步/);
    await own.fill(/^情况/, '厨房天花板漏水');
    await own.press(/下一步/);
    await own.fill(/^电话/, phone);
    await own.press(/下一步/);
    await own.mark(/把这件事公开/);
    await own.press(/^提交$/);
    await page.getByRole('heading', { name: '已经收到' }).waitFor();
    expect(acts).toBeLessThanOrEqual(MOST_ACTS);
    await hands.press(/查看这一单/);
    await page.getByRole('heading', { name: '办理经过' }).waitFor();
    const order = page.url().split('/').at(-1) ?? '';
    const says = (text: string) => page.locator('.status', { hasText: text }).waitFor();

    const desk = async (persona: PersonaName, name?: RegExp): Promise<[Visitor['page'], Hands]> => {
      const [at, its] = await visit(persona);
      await at.goto(`${site.url}/staff/`);
      if (name) await its.press(name);
      await its.press(/房屋漏水渗水/);
      return [at, its];
    };
    const done = (at: Visitor['page'], command: string) => at.getByText(`${command}：已办`).waitFor();
    const command = async ([at, its]: [Visitor['page'], Hands], title: string, answer?: () => Promise<void>): Promise<void> => {
      const button = at
        .locator('.actions button')
        .filter({ hasText: new RegExp(`^${title}$`) })
        .first();
      await button.waitFor();
      // One that opens no form sends it.
      const asks = (await button.getAttribute('aria-expanded')) !== null;
      await its.press(new RegExp(`^${title}$`));
      if (asks) {
        const submit = at.locator('form:not([role=search]) [type=submit]');
        await submit.waitFor();
        await answer?.();
        if (handsOf === keyboard) await submit.focus();
        await (handsOf === keyboard ? at.keyboard.press('Enter') : submit.click());
      }
      await done(at, title);
    };

    const secretary = await desk('secretary', /待受理/);
    await command(secretary, '受理');
    await says('待派单');
    await command(secretary, '派单', () => secretary[1].mark(new RegExp(personas.member.name)));
    await says('待接单');

    // What is offered to him stands on his first page.
    const member = await desk('member');
    await command(member, '接单');
    await says('已接单');
    await command(member, '首次联系', () => member[1].mark(/联系上了/));
    await says('办理中');
    await command(member, '办结', () => member[1].fill(/办理结果/, '换了水管，不漏了'));

    const [watched] = await desk('supervisor', /全部/);
    await watched.locator('.status', { hasText: '待评价' }).waitFor();
    await watched.getByText('日志', { exact: true }).click();
    await watched.getByText('日志链完整').waitFor();

    await page.getByRole('heading', { name: '请您评一评' }).waitFor();
    await hands.mark(/^解决了$/);
    await hands.mark(/^非常满意/);
    await hands.press(/提交评价/);
    await says('已评价');

    const publisher = await desk('publisher', /待晒单/);
    await command(publisher, '拟稿', async () => {
      await publisher[1].fill(/标题/, `漏水修好了 ${phone.slice(-1)}`);
      await publisher[1].fill(/^内容/, '厨房漏水');
      await publisher[1].fill(/办得怎么样/, '换了水管');
    });
    await command(publisher, '晒单');

    const [street, eyes] = await visit(null);
    await vi.waitFor(
      async () => {
        await street.goto(`${site.url}/board`);
        expect(await street.getByText(`漏水修好了 ${phone.slice(-1)}`).count()).toBe(1);
      },
      { timeout: 15_000, interval: 200 },
    );
    await eyes.press(new RegExp(`漏水修好了 ${phone.slice(-1)}`));
    await street.getByText('5 星（满分 5 星）').waitFor();
    // On paper stands what was done, and nothing to press.
    await street.emulateMedia({ media: 'print' });
    for (const gone of ['.switches', '.foot', 'main .button'])
      expect(await street.locator(gone).first().isVisible(), gone).toBe(false);
    const shown = await street.content();
    for (const secret of ['新来的', phone, '厨房天花板漏水', order]) expect(shown).not.toContain(secret);
    expect(visitors.flatMap((visitor) => visitor.complaints())).toEqual([]);
    await Promise.all(visitors.map((visitor) => visitor.close()));
  },
  120_000,
);

/** The same hands, each thing that they do told. */
const counted = (hands: Hands, tell: () => void): Hands => ({
  press: (name) => (tell(), hands.press(name)),
  fill: (label, text) => (tell(), hands.fill(label, text)),
  choose: (label, option) => (tell(), hands.choose(label, option)),
  mark: (label) => (tell(), hands.mark(label)),
});

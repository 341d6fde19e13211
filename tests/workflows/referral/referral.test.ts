// Sealed hand-overs: mandatory reports (强制报告) and what goes to the petition office (信访移交). Sources: domain research 2.6, 4;
// 未成年人保护法 11; 反家庭暴力法 14; 信访工作条例.
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { demoCommunity, demoGrid, personas } from '@six-order/community/demo/personas';
import { accessOf } from '@six-order/community/privacy/fields';
import { defaultReferrals, mustBeReported } from '@six-order/community/referrals/policy';
import { eventsOf } from '@six-order/community/webhooks/event';
import type { OrderId } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/referral/face';
import { whyNotReferral } from '@six-order/workflows/referral/workflow';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import { by, scenarios, type Matter } from '../matter.ts';
import { opened } from '../recorder.ts';
import { days, hours } from '../scenarios/scenario.ts';

const street = await openStreet({ delivers: true });
const [secretary, community, office, resident, member] = [
  by('secretary'),
  by('community'),
  by('street'),
  by('resident'),
  by('member'),
];
const { id: harm } = await street.place({ category: '0506', text: '隔壁孩子身上有伤' });
const { id: complaint } = await street.place({ category: '1003', text: '多年反映的征地补偿' });
const idOf = (code: string): string => street.directory.unitByCode('522326', code)?.id ?? '';
const about = (order: OrderId, kind: string) => ({ kind, order, unit: demoGrid });
const matter: Matter = { workflow: 'referral', opens: secretary('open', about(harm, 'harm')), whyNot: whyNotReferral };
const petition: Matter = { ...matter, opens: secretary('open', about(complaint, 'petition')) };
const tell = (who: ReturnType<typeof by>, body: string, more: object = {}) =>
  who('tell', { body, how: 'telephone', who: '值班民警韦某', ...more });
const told = [
  tell(secretary, 'police'),
  tell(community, 'civil-affairs'),
  secretary('leaveOut', { body: 'education', text: '未入学' }),
];

scenarios(street, '强制报告', matter, [
  {
    rule: '由社区立即报告公安、民政、教育，两小时内',
    gives: {
      stage: 'telling',
      labels: ['sealed'],
      told: ['opened'],
      context: {
        holder: { id: idOf(demoCommunity) },
        bodies: [{ code: 'police', always: true }, { code: 'civil-affairs' }, { code: 'education' }],
        clocks: { duty: { dueAt: Date.parse('2026-03-02T11:00:00+08:00') } },
      },
    },
  },
  {
    rule: '只用于伤害线索',
    opens: secretary('open', about(complaint, 'harm')),
    gives: { refused: 'invalid', why: /must-be-reported/ },
  },
  {
    rule: '只关联本街道的单',
    opens: secretary('open', { ...about(harm, 'harm'), order: newId() }),
    gives: { refused: 'invalid', why: /same-street-link/ },
  },
  { rule: '居民不移送', opens: resident('open', about(harm, 'harm')), gives: { refused: 'forbidden' } },
  {
    rule: '谁、什么时候、怎么报告的都登记',
    steps: [tell(secretary, 'police', { on: '2026-03-02T08:40:00+08:00' })],
    gives: {
      stage: 'telling',
      context: {
        tellings: [
          { body: 'police', how: 'telephone', by: personas.secretary.person, toldAt: Date.parse('2026-03-02T08:40:00+08:00') },
        ],
      },
    },
  },
  { rule: '须写明告诉了谁', steps: [secretary('tell', { body: 'police', how: 'telephone' })], gives: { refused: 'invalid' } },
  {
    rule: '时间不能在以后',
    steps: [tell(secretary, 'police', { on: '2026-03-03T08:40:00+08:00' })],
    gives: { refused: 'not-allowed', why: /later than now/ },
  },
  { rule: '名单外的机关不登记', steps: [tell(secretary, 'press')], gives: { refused: 'not-allowed', why: /not on the list/ } },
  { rule: '同一机关登记一次', steps: [told[0]!, told[0]!], gives: { refused: 'not-allowed', why: /has been told/ } },
  {
    rule: '公安机关不能免',
    steps: [secretary('leaveOut', { body: 'police', text: '邻里小事' })],
    gives: { refused: 'not-allowed', why: /told in every case/ },
  },
  { rule: '其余机关可以说明理由不报', steps: told, gives: { stage: 'told', context: { waivers: [{ body: 'education' }] } } },
  { rule: '两小时到了还没报，一再提醒', steps: [hours(30)], gives: { stage: 'telling', told: ['pressing', 'due'] } },
  { rule: '强制报告不能撤销', steps: [secretary('cancel')], gives: { refused: 'not-allowed', why: /not taken back/ } },
  { rule: '志愿者看不到', steps: [tell(member, 'police')], gives: { refused: 'not-found' } },
  {
    rule: '回执都到了才结束',
    steps: [...told, secretary('acknowledge', { body: 'police', number: '甲一号' })],
    gives: { stage: 'told' },
  },
  {
    rule: '编号和回执齐了，结束',
    steps: [
      ...told,
      secretary('acknowledge', { body: 'police', number: '甲一号' }),
      community('acknowledge', { body: 'civil-affairs', number: '乙二号' }),
    ],
    gives: { stage: 'done', told: ['done'] },
  },
  {
    rule: '没报告的谈不上回执',
    steps: [...told, secretary('acknowledge', { body: 'education', number: '丙三号' })],
    gives: { refused: 'not-allowed', why: /was not told/ },
  },
  { rule: '回执催问', steps: [...told, days(9)], gives: { stage: 'told', told: ['receiptDue'] } },
]);

scenarios(street, '信访移交', petition, [
  { rule: '交信访部门', gives: { stage: 'telling', context: { kind: 'petition', bodies: [{ code: 'petition-office' }] } } },
  {
    rule: '登记编号和回执',
    steps: [
      secretary('tell', { body: 'petition-office', how: 'written', who: '接访窗口' }),
      secretary('acknowledge', { body: 'petition-office', number: '信访2026第17号' }),
    ],
    gives: { stage: 'done' },
  },
  { rule: '还没交出的可以撤销', steps: [secretary('cancel')], gives: { stage: 'cancelled' } },
  {
    rule: '交出的不能撤销',
    steps: [tell(secretary, 'petition-office'), secretary('cancel')],
    gives: { refused: 'not-allowed' },
  },
  { rule: '街道不经手社区的移送', steps: [tell(office, 'petition-office')], gives: { refused: 'forbidden' } },
]);

test('row 74, 信访联动: a petition has number and receipt; nobody finds it by who petitioned, by the order, by a label, a word or an event', async () => {
  street.clock.set(Date.parse('2026-04-07T09:00:00+08:00'));
  const id = opened(await street.as('secretary').open('referral', 'open', about(complaint, 'petition')));
  await street.as('secretary').send(id, 'tell', { body: 'petition-office', how: 'written', who: '接访窗口韦春梅' });
  await street.as('secretary').send(id, 'acknowledge', { body: 'petition-office', number: '信访2026第17号' });
  const order = await street.get(id);
  const { people, labels, data } = order.face;
  expect(people.toSorted()).toEqual([idOf(demoCommunity), personas.secretary.person].toSorted());
  expect(labels).toEqual(['sealed']);
  expect(JSON.stringify([people, labels, data])).not.toMatch(new RegExp(`${complaint}|petition|${personas.resident.person}`));
  expect(eventsOf(null, { workflow: 'referral', face: order.face })).toEqual([]);
  const stored = JSON.stringify([order, await street.engine.journal(id)]);
  for (const word of ['韦春梅', '第17号', '征地']) expect(stored).not.toContain(word);
  const readers = ['resident', 'supervisor', 'representative', 'leader', 'publisher', 'admin', 'dpo', 'member'] as const;
  for (const who of readers) {
    const reader = { ...street.actor(who), holds: street.directory.holdsOf(street.actor(who)) };
    expect([who, accessOf(reader, order, street.clock.now())('note')]).toEqual([who, 'none']);
  }
});

test('signs of harm open their report by themselves, once, the moment they are placed; other orders open none', async () => {
  street.clock.set(Date.parse('2026-04-13T09:00:00+08:00'));
  const reports = async () => {
    const filter = { all: [{ workflow: 'referral' }, { open: true as const }] };
    return (await street.engine.find({ tenant: '522326', filter, sort: 'newest', limit: 50 })).orders;
  };
  const before = (await reports()).length;
  const { id } = await street.place({ category: '0506', text: '楼下常有打骂声' });
  await street.place({ category: '0503' });
  const [report] = await reports();
  expect((await reports()).length).toBe(before + 1);
  expect(contextOf(report!.snapshot)).toMatchObject({ kind: 'harm', order: id, openedBy: null });
  expect(mustBeReported('0506')).toBe(true);
  expect(street.undelivered).toEqual([]);
});

test('whom is told, and by when, is a row of the county with its validity and no new chart', async () => {
  const bodies = [...defaultReferrals.harm.bodies, { code: 'women', zh: '妇联', en: 'the women’s federation', always: false }];
  const value = { ...defaultReferrals, harm: { ...defaultReferrals.harm, bodies, limit: '1 h' } };
  const [from, to] = ['2026-06-01T00:00:00+08:00', '2026-06-30T00:00:00+08:00'].map((day) => Date.parse(day)) as [number, number];
  const decided = { tenant: '522326', path: 'u522326', document: '望未保〔2026〕1号', validFrom: from, validTo: to };
  await putCountyRules(street.tables, [{ ...decided, id: newId(), kind: 'referrals', key: '', value }]);
  await street.rules.refresh();
  for (const [instant, count] of [
    ['2026-05-29T09:00:00+08:00', 3],
    ['2026-06-02T09:00:00+08:00', 4],
    ['2026-07-01T09:00:00+08:00', 3],
  ] as const) {
    street.clock.set(Date.parse(instant));
    const id = opened(await street.as('secretary').open('referral', 'open', about(harm, 'harm')));
    expect(contextOf((await street.get(id)).snapshot).bodies).toHaveLength(count);
  }
});

test('once everybody was told, the order’s own clock of the report ends; of a petition the order hears nothing', async () => {
  // One of its own: in the other four months of everybody's reminders are due by now.
  const street = await openStreet({ delivers: true });
  const clocks = async (id: OrderId) =>
    ((await street.get(id)).snapshot.context as unknown as { clocks: Record<string, { finishedAt?: number }> }).clocks;
  const { id: order } = await street.place({ category: '0506', text: '孩子常年带伤' });
  expect((await clocks(order))['report']).toMatchObject({ finishedAt: null });
  const id = opened(await street.as('secretary').open('referral', 'open', about(order, 'harm')));
  const send = (body: string) => street.as('secretary').send(id, 'tell', { body, how: 'telephone', who: '值班民警' });
  for (const body of ['police', 'civil-affairs']) await send(body);
  await street.tick();
  expect((await clocks(order))['report']).toMatchObject({ finishedAt: null });
  await send('education');
  await street.tick();
  await street.tick();
  expect((await clocks(order))['report']).toMatchObject({ finishedAt: street.clock.now() });
  expect((await street.journal(order)).filter((type) => type === 'meet')).toHaveLength(1);

  const { id: asked } = await street.place({ category: '1003', text: '反映征地' });
  const handed = opened(await street.as('secretary').open('referral', 'open', about(asked, 'petition')));
  const before = await street.journal(asked);
  await street.as('secretary').send(handed, 'tell', { body: 'petition-office', how: 'written', who: '窗口' });
  await street.tick();
  expect(await street.journal(asked)).toEqual(before);
  expect(street.undelivered).toEqual([]);
});

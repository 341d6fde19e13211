// 无人应答: what nobody takes passes on, what nobody decides goes up, and at the top it says so. Numbers: domain research 2.4, 2.6.
import { personas } from '@six-order/community/demo/personas';
import { contextOf } from '@six-order/workflows/six-order/face';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import {
  accepted,
  admitted,
  bad,
  community,
  dispatched,
  finished,
  hours,
  member,
  member2,
  minutes,
  resident,
  scenarios,
  secretary,
  street as office,
  to,
  until,
  working,
} from './scenario.ts';

const street = await openStreet({ delivers: true });
const unit = (code: string): string => street.directory.unitByCode('522326', code)?.id ?? '';
const theStreet = unit(personas.street.unit);
const county = unit('522326');
const grid = unit(personas.member.unit);
const departments = street.directory
  .unitsWithin(street.directory.unitById(county)?.path ?? '')
  .filter(({ kind, parent }) => kind === 'department' && parent === county)
  .map(({ id }) => id)
  .slice(0, 3);
const progress = member('progress', { text: '在办' });

scenarios(street, '特急单无人接', [
  {
    rule: '特急单同时告知网格派单人和街道值班室',
    category: '1201',
    steps: [],
    gives: {
      heard: [
        ['secretary', 'order-alarm'],
        ['street', 'order-alarm'],
      ],
    },
  },
  {
    rule: '14 分钟还是第一个人的',
    category: '1201',
    steps: [...dispatched, minutes(14)],
    gives: { handling: 'dispatched', context: { holder: { id: personas.member.person } } },
  },
  {
    rule: '15 分钟无人接，转派下一人',
    category: '1201',
    steps: [...dispatched, minutes(15)],
    gives: {
      handling: 'dispatched',
      context: {
        passed: [personas.member.person],
        how: 'invite',
      },
      heard: [['member', 'order-passed-on']],
    },
  },
  {
    rule: '无人接单时，派单人和街道值班室都知道',
    category: '1201',
    steps: [...dispatched, minutes(15)],
    gives: {
      heard: [
        ['secretary', 'order-untaken'],
        ['street', 'order-untaken'],
      ],
      supervision: 'blue',
    },
  },
  {
    rule: '转派后原来的人不能再接',
    category: '1201',
    steps: [...dispatched, minutes(15), member('accept')],
    gives: { refused: 'not-found' },
  },
  {
    rule: '转派后仍可由派单人改派',
    category: '1201',
    steps: [...dispatched, minutes(15), secretary('dispatch', to('member-2')), member2('accept')],
    gives: { handling: 'accepted', absent: ['passed'] },
  },
  {
    rule: '转派最多四次，之后提级',
    category: '1201',
    steps: [...dispatched, minutes(15 * 5)],
    gives: { handling: 'dispatched', labels: ['raised'] },
  },
  {
    rule: '抢单池 15 分钟无人抢，转给个人',
    category: '1201',
    steps: [...admitted, secretary('dispatch', { to: { kind: 'unit', id: grid }, how: 'claim' }), minutes(15)],
    gives: { handling: 'dispatched', context: { how: 'invite' }, absent: ['pool'] },
  },
  {
    rule: '抢了不确认，拖过 15 分钟，照样转派',
    category: '1201',
    steps: [
      ...admitted,
      secretary('dispatch', { to: { kind: 'unit', id: grid }, how: 'claim' }),
      minutes(10),
      member('claim'),
      minutes(15),
    ],
    gives: { handling: 'dispatched', told: ['order-untaken'] },
  },
  {
    rule: '紧急单不自动转派',
    category: '0201',
    steps: [...dispatched, hours(2)],
    gives: { handling: 'dispatched', context: { holder: { id: personas.member.person } } },
  },
  {
    rule: '特急单四次提醒后，值班室电话联系并提级',
    category: '0203',
    steps: [minutes(15 + 15 * 5)],
    gives: { labels: ['raised'], heard: [['street', 'order-deputy']] },
  },
  {
    rule: '上一级仍不处理，再过一小时再提一级，直到最高一级',
    category: '0203',
    steps: [minutes(15 + 15 * 5), hours(3)],
    gives: { context: { level: county, atTop: true }, heard: [['leader', 'order-at-top']] },
  },
  {
    rule: '提级后街道可直接受理',
    category: '0203',
    steps: [minutes(15 + 15 * 5), office('admit')],
    gives: { handling: 'admitted' },
  },
]);

const again = [member('finish', { result: '已办好' }), bad];
const tooOften = [...finished, bad, ...again, ...again];
scenarios(street, '多次差评后无人处理', [
  {
    rule: '上一级 24 小时内另行派单或终结',
    steps: [...tooOften, until('2026-03-03T08:59:00+08:00')],
    gives: {
      handling: 'escalated',
      context: { level: theStreet, clocks: { dispatch: { dueAt: Date.parse('2026-03-03T09:00:00+08:00') } } },
    },
  },
  {
    rule: '到期街道无人处理，发卡并提到县',
    steps: [...tooOften, until('2026-03-03T09:00:00+08:00')],
    gives: {
      handling: 'escalated',
      context: { level: county },
      heard: [
        ['street', 'clock-due'],
        ['leader', 'order-escalated'],
      ],
    },
  },
  {
    rule: '仍不处理，每天提醒街道和县',
    steps: [...tooOften, until('2026-03-05T09:00:00+08:00')],
    gives: {
      handling: 'escalated',
      context: { level: county, atTop: true },
      heard: [
        ['leader', 'order-escalated'],
        ['leader', 'order-at-top'],
        ['street', 'clock-over'],
      ],
    },
  },
  {
    rule: '另行派单后不再催',
    steps: [...tooOften, office('dispatch', to('member-2')), until('2026-03-03T09:30:00+08:00')],
    gives: { handling: 'dispatched', context: { clocks: { dispatch: { finishedAt: expect.any(Number) } } } },
  },
]);

const extend = member('askExtension', { by: '2 wd', reason: '等配件' });
const askPause = member('askPause', { awaiting: 'resident', reason: '住户出门' });
const askShelving = member('askShelving', { reason: '等改造', measure: '围挡', target: '2026-06-01T18:00:00+08:00' });
const askReturn = member('askReturn', { ground: 'not-our-duty', reason: '应由物业维修' });
const dayAfter = until('2026-03-03T18:00:00+08:00');
const justBefore = until('2026-03-03T17:59:00+08:00');
const silent = { labels: ['raised'], supervision: 'blue', context: { level: theStreet } };

scenarios(street, '申请无人决定', [
  { rule: '延期申请 1 个工作日内不决定，提级', steps: [...working, progress, extend, dayAfter], gives: silent },
  {
    rule: '不到 1 个工作日不提级',
    steps: [...working, progress, extend, justBefore],
    gives: { supervision: 'clear', absent: ['level'] },
  },
  { rule: '挂起申请不决定，提级', steps: [...working, progress, askPause, dayAfter], gives: silent },
  {
    rule: '挂账申请街道不决定，提级',
    steps: [...working, progress, askShelving, dayAfter],
    gives: { ...silent, heard: [['street', 'clock-due']] },
  },
  { rule: '退单申请不审核，提级', steps: [...accepted, askReturn, dayAfter], gives: { ...silent, handling: 'returning' } },
  {
    rule: '紧急单的申请 30 分钟内决定',
    category: '0201',
    steps: [...working, member('arrive'), member('askExtension', { by: '2 h', reason: '等配件' }), minutes(30)],
    gives: silent,
  },
  {
    rule: '降级申请第二人不决定，提级',
    category: '0201',
    steps: [...admitted, secretary('changeUrgency', { to: 'U2', reason: '水压低' }), minutes(30)],
    gives: { ...silent, labels: ['raised', 'request:downgrade'] },
  },
  {
    rule: '决定了就不再催',
    steps: [...working, progress, extend, secretary('decide', { granted: false }), dayAfter],
    gives: { supervision: 'clear', context: { clocks: { decision: { finishedAt: expect.any(Number) } } }, absent: ['level'] },
  },
  {
    rule: '提级后仍可决定',
    steps: [...working, progress, extend, dayAfter, office('decide', { granted: true })],
    gives: { context: { extensions: 1 }, absent: ['request'] },
  },
  {
    rule: '街道也不决定，提到县，并说明已到最高一级',
    steps: [...working, progress, extend, until('2026-03-04T18:00:00+08:00')],
    gives: {
      context: { level: county, atTop: true },
      heard: [
        ['leader', 'order-escalated'],
        ['leader', 'order-at-top'],
      ],
    },
  },
  {
    rule: '办结后申请作废',
    steps: [...working, progress, extend, member('finish', { result: '已办' }), dayAfter],
    gives: { supervision: 'clear', absent: ['request'] },
  },
  {
    rule: '对挂起的异议无人复核，提级',
    steps: [
      ...working,
      progress,
      askPause,
      secretary('decide', { granted: true }),
      resident('object', { reason: '在家' }),
      dayAfter,
    ],
    gives: { ...silent, handling: 'paused' },
  },
  {
    rule: '对不予受理的异议无人复核，提级',
    steps: [secretary('refuse', { reason: '已在诉讼', channelCode: 'court' }), resident('object', { reason: '没有' }), dayAfter],
    gives: { ...silent, handling: 'objecting' },
  },
  {
    rule: '挂账到期不复核，提级',
    steps: [...working, askShelving, office('decide', { granted: true }), until('2026-04-01T18:00:00+08:00')],
    gives: { handling: 'shelved', labels: ['raised'], context: { level: theStreet } },
  },
]);

const transfer = member('transfer', { ...to('member-2'), reason: '出差' });
scenarios(street, '转办无人应答', [
  {
    rule: '8 个工作时无人应答，转办作废，仍由原承办人负责',
    steps: [...working, progress, transfer, until('2026-03-03T10:00:00+08:00')],
    gives: {
      handling: 'working',
      context: { handler: personas.member.person },
      absent: ['transfer'],
      heard: [
        ['member', 'transfer-lapsed'],
        ['secretary', 'transfer-lapsed'],
      ],
    },
  },
  {
    rule: '作废后接收方不能再接',
    steps: [...working, progress, transfer, until('2026-03-03T10:00:00+08:00'), member2('accept')],
    gives: { refused: 'not-found' },
  },
  {
    rule: '到时之前仍可接',
    steps: [...working, progress, transfer, until('2026-03-03T09:59:00+08:00'), member2('accept')],
    gives: { context: { handler: personas['member-2'].person } },
  },
]);

const whistle = (named: readonly string[]) => office('whistle', { departments: named, lead: named[0], matter: '需部门到场' });
scenarios(street, '按规则提级', [
  {
    rule: '涉及三个以内单位不提级',
    steps: [...working, whistle(departments.slice(0, 2))],
    gives: { absent: ['level'] },
  },
  {
    rule: '涉及三个以上单位自动提级到街道',
    steps: [...working, whistle(departments)],
    gives: { labels: ['raised'], context: { level: theStreet } },
  },
  { rule: '需执法的，受理后自动提到街道', category: '0406', steps: admitted, gives: { context: { level: theStreet } } },
  { rule: '街道自己受理的不再提级', category: '0406', steps: [office('admit')], gives: { absent: ['level'] } },
  {
    rule: '以需要执法为由退单获准，提到街道',
    steps: [
      ...accepted,
      member('askReturn', { ground: 'needs-enforcement', reason: '需执法' }),
      community('decide', { granted: true }),
    ],
    gives: { handling: 'admitted', context: { level: theStreet } },
  },
  {
    rule: '到最高一级后说明已到最高',
    steps: [...working, ...[1, 2, 3].map(() => office('escalate', { reason: '再提' })), office('escalate', { reason: '再提' })],
    gives: { refused: 'not-allowed', why: /highest level/ },
  },
]);

scenarios(street, '搁置的时限不发卡', [
  {
    rule: '退单审核期间到场时限搁置，不批准后重新计',
    category: '0201',
    steps: [
      ...accepted,
      member('contact'),
      minutes(10),
      askReturn,
      minutes(20),
      community('decide', { granted: false }),
      until('2026-03-02T13:10:00+08:00'),
    ],
    gives: { handling: 'working', supervision: 'clear' },
  },
  {
    rule: '重新计的到场时限照样发卡',
    category: '0201',
    steps: [
      ...accepted,
      member('contact'),
      minutes(10),
      askReturn,
      minutes(20),
      community('decide', { granted: false }),
      hours(4),
    ],
    gives: { supervision: 'blue' },
  },
]);

test('nothing that the orders asked of the worker was left undone', () => {
  expect(street.undelivered).toEqual([]);
});

test('the card of a silence goes to the street, not to whoever asked', async () => {
  const { id } = await street.place();
  for (const step of [...working, extend]) {
    if ('who' in step) expect((await street.as(step.who).send(id, step.type, step.input)).kind).toBe('applied');
  }
  await street.until(contextOf((await street.get(id)).snapshot).clocks.decision?.dueAt ?? 0);
  const [{ card } = { card: null }] = contextOf((await street.get(id)).snapshot).cards ?? [];
  const { snapshot } = await street.get(card as never);
  expect(snapshot.context).toMatchObject({ reason: 'undecided', holder: { kind: 'unit', id: theStreet } });
  expect(await street.as('street').send(card as never, 'reply', { text: '已督促决定' })).toMatchObject({ kind: 'applied' });
});

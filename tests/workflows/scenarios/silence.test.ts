// 无人应答: what nobody takes passes on, what nobody decides goes up, and at the top it says so. Numbers: domain research 2.4, 2.6.
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { putAbsences } from '@six-order/community/people/absence-store';
import { personas } from '@six-order/community/demo/personas';
import { leaseDueTimers } from '@six-order/engine/runtime';
import { contextOf } from '@six-order/workflows/six-order/face';
import { describe, expect, test } from 'vitest';
import { HOUR, openStreet } from '../../harness/street.ts';
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
  urgent,
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
    category: '0203',
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
    steps: urgent([...dispatched, minutes(14)]),
    gives: { handling: 'dispatched', context: { holder: { id: personas.member.person } } },
  },
  {
    rule: '15 分钟无人接，转派下一人',
    steps: urgent([...dispatched, minutes(15)]),
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
    steps: urgent([...dispatched, minutes(15)]),
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
    steps: urgent([...dispatched, minutes(15), member('accept')]),
    gives: { refused: 'not-found' },
  },
  {
    rule: '转派后仍可由派单人改派',
    steps: urgent([...dispatched, minutes(15), secretary('dispatch', to('member-2')), member2('accept')]),
    gives: { handling: 'accepted', absent: ['passed'] },
  },
  {
    rule: '转派最多四次，之后提级',
    steps: urgent([...dispatched, minutes(15 * 5)]),
    gives: { handling: 'dispatched', labels: ['raised'] },
  },
  {
    rule: '抢单池 15 分钟无人抢，转给个人',
    steps: urgent([...admitted, secretary('dispatch', { to: { kind: 'unit', id: grid }, how: 'claim' }), minutes(15)]),
    gives: { handling: 'dispatched', context: { how: 'invite' }, absent: ['pool'] },
  },
  {
    rule: '抢了不确认，拖过 15 分钟，照样转派',
    steps: urgent([
      ...admitted,
      secretary('dispatch', { to: { kind: 'unit', id: grid }, how: 'claim' }),
      minutes(10),
      member('claim'),
      minutes(15),
    ]),
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
    rule: '几个时限同时无人应答，只提一级',
    category: '0506',
    steps: [minutes(15 + 15 * 5)],
    gives: { context: { escalations: 1 }, heard: [['street', 'order-deputy']] },
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

test('limits that nobody answered take an order up one level, though they ring on either side of a minute', async () => {
  street.clock.set(Math.ceil(street.clock.now() / 60_000) * 60_000 + 59_900);
  const { id } = await street.place({ category: '0506' });
  const silent = street.clock.now() + (15 + 15 * 5) * 60_000;
  await street.until(silent - 1);
  street.clock.set(silent);
  const due = await leaseDueTimers(street.db, { now: silent, wall: Date.UTC(2100, 0), limit: 500, leaseMs: 0 });
  const own = due.filter(({ order }) => order === id);
  expect(own.length).toBeGreaterThan(1);
  for (const timer of own) {
    expect(await street.engine.fire([timer])).toEqual(['fired']);
    street.clock.advance(200);
  }
  await street.deliver();
  expect(contextOf((await street.get(id)).snapshot)).toMatchObject({ escalations: 1 });
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

const day = (text: string) => until(`2026-03-${text}:00+08:00`);
const grids = { onBehalfOf: personas.resident.person, consentHow: 'phone', source: 'proxy' };
const remindedAt = (name: string, times: number) => ({ context: { clocks: { [name]: { told: 'over', reminded: times } } } });

scenarios(street, '环节旁的时限也催办：过半、八成、到期，之后每天；特急每 15 分钟', [
  {
    rule: '先期反馈过半提醒承办人和派单人',
    steps: [...working, day('03T18:00')],
    gives: {
      context: { clocks: { feedback: { told: 'half' } } },
      heard: [
        ['member', 'clock-half'],
        ['secretary', 'clock-half'],
      ],
    },
  },
  {
    rule: '先期反馈八成再提醒',
    steps: [...working, day('05T11:00')],
    gives: { context: { clocks: { feedback: { told: 'pressing' } } }, heard: [['member', 'clock-pressing']] },
  },
  {
    rule: '先期反馈到期未报，发蓝卡',
    steps: [...working, day('05T18:00')],
    gives: { supervision: 'blue', context: { clocks: { feedback: { told: 'due' } } }, heard: [['member', 'clock-due']] },
  },
  {
    rule: '先期反馈逾期后每天提醒',
    steps: [...working, day('08T18:00')],
    gives: { ...remindedAt('feedback', 3), heard: [['member', 'clock-over']] },
  },
  {
    rule: '报了进展就不再催',
    steps: [...working, day('06T18:00'), progress, day('09T17:00')],
    gives: { context: { clocks: { feedback: { finishedAt: Date.parse('2026-03-06T18:00:00+08:00') } } } },
  },
  {
    rule: '最高一级仍不决定的申请，每天提醒街道',
    steps: [...working, progress, extend, until('2026-03-06T18:00:00+08:00')],
    gives: { context: { atTop: true, clocks: { decision: { told: 'over' } } }, heard: [['secretary', 'clock-over']] },
  },
  {
    rule: '特急单到场逾期每 15 分钟提醒，四次为止',
    steps: urgent([...accepted, member('contact'), minutes(60 + 15 * 4)]),
    gives: { ...remindedAt('arrive', 4), heard: [['member', 'clock-over']] },
  },
  {
    rule: '第四次提醒后值班室电话联系，并提级',
    steps: urgent([...accepted, member('contact'), minutes(60 + 15 * 5)]),
    gives: { labels: ['raised'], heard: [['street', 'order-deputy']] },
  },
  {
    rule: '到场后不再提醒',
    steps: urgent([...accepted, member('contact'), minutes(50), member('arrive'), minutes(45)]),
    gives: { supervision: 'clear' },
  },
]);

scenarios(street, '类别另有的处置要求各有时限', [
  {
    rule: '家暴、侵害未成年人线索立即报告：15 分钟',
    category: '0506',
    steps: [],
    gives: { context: { clocks: { report: { dueAt: Date.parse('2026-03-02T09:15:00+08:00') } } } },
  },
  {
    rule: '15 分钟没有报告，发蓝卡并转街道值班室',
    category: '0506',
    steps: [minutes(15)],
    gives: { supervision: 'blue', heard: [['street', 'order-handed-over']] },
  },
  {
    rule: '报告了记录落实',
    category: '0506',
    steps: [minutes(5), office('meet', { requirement: 'report', note: '已报派出所' }), minutes(15)],
    gives: { context: { clocks: { report: { finishedAt: Date.parse('2026-03-02T09:05:00+08:00') } } } },
  },
  {
    rule: '没有报告不能即办了结',
    category: '0506',
    steps: [community('settle', { result: '已劝解' })],
    gives: { refused: 'not-allowed', why: /mandatory report is not made yet/ },
  },
  {
    rule: '老人、儿童走失立即拨打 110',
    category: '0803',
    steps: [],
    gives: { context: { clocks: { police: { dueAt: Date.parse('2026-03-02T09:15:00+08:00') } } } },
  },
  {
    rule: '高空坠物受理后 2 小时内围护',
    category: '0403',
    steps: [minutes(10), ...admitted],
    gives: { context: { clocks: { cordon: { dueAt: Date.parse('2026-03-02T11:10:00+08:00') } } } },
  },
  {
    rule: '没有围护，到期发蓝卡',
    category: '0404',
    steps: [...admitted, hours(2)],
    gives: { supervision: 'blue', context: { clocks: { cordon: { told: 'due' } } } },
  },
  {
    rule: '欠薪 1 个工作日内移送人社部门',
    category: '0505',
    steps: [...admitted],
    gives: { context: { clocks: { refer: { dueAt: Date.parse('2026-03-03T18:00:00+08:00') } } } },
  },
  {
    rule: '没有这项要求的单不用记录',
    steps: [...admitted, secretary('meet', { requirement: 'cordon' })],
    gives: { refused: 'not-allowed', why: /does not wait for this/ },
  },
]);

scenarios(street, '电话同意的代点要由本人或回访确认', [
  {
    rule: '一般单 3 个工作日内确认',
    place: grids,
    by: 'grid-worker',
    steps: [],
    gives: { labels: ['unconfirmed'], context: { clocks: { confirm: { dueAt: Date.parse('2026-03-05T18:00:00+08:00') } } } },
  },
  {
    rule: '到期没确认，每天提醒派单人',
    place: grids,
    by: 'grid-worker',
    steps: [...dispatched, day('07T18:00')],
    gives: { ...remindedAt('confirm', 2), heard: [['secretary', 'clock-over']] },
  },
  {
    rule: '本人确认了就不再催',
    place: grids,
    by: 'grid-worker',
    steps: [minutes(5), resident('confirm')],
    gives: { context: { unconfirmed: false, clocks: { confirm: { finishedAt: Date.parse('2026-03-02T09:05:00+08:00') } } } },
  },
]);

scenarios(street, '督办卡、退单依据、投诉不派给自己', [
  {
    rule: '泄露个人信息发红卡，并提级',
    steps: [...working, office('declareLeak', { reason: '群里发了住户电话' })],
    gives: { supervision: 'red', labels: ['raised'], context: { cards: [{ colour: 'red', reason: 'privacy-leak' }] } },
  },
  {
    rule: '承办人不能认定自己没有泄露',
    steps: [...working, member('declareLeak', { reason: '没有' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '退单查到职责清单的条目，写明清单怎么说',
    steps: [...accepted, askReturn],
    gives: { context: { request: { catalogue: '0101', duty: { row: '0101', source: expect.any(String) } } } },
  },
  {
    rule: '清单没有的条目不能作依据',
    steps: [...accepted, member('askReturn', { ground: 'not-our-duty', catalogue: '9999', reason: '不归我' })],
    gives: { refused: 'invalid', why: /no row of the catalogue of duties/ },
  },
  {
    rule: '诉求类型是投诉的，不论类别，派单人不能派给自己',
    place: { requestType: 'complaint' },
    steps: [...admitted, secretary('dispatch', to('secretary'))],
    gives: { refused: 'invalid', why: /self-dispatch/ },
  },
  {
    rule: '同一事项不是投诉的，可以自己办',
    place: { requestType: 'help' },
    steps: [...admitted, secretary('dispatch', to('secretary'))],
    gives: { handling: 'dispatched' },
  },
]);

test('a county’s own numbers: one extension brings a red card, two units take the order up', async () => {
  street.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
  const row = { tenant: '522326', path: 'u522326', document: '望府办〔2026〕3号', validFrom: 0, validTo: null, kind: 'policy' };
  await putCountyRules(street.tables, [
    { ...row, id: newId(), key: 'extensions', value: 0 } as const,
    { ...row, id: newId(), key: 'units', value: 1 } as const,
  ] as never);
  await street.rules.refresh();
  const { id } = await street.place({ category: '0101' });
  for (const step of [...working, progress, extend, secretary('decide', { granted: true })]) {
    if ('who' in step) expect(await street.as(step.who).send(id, step.type, step.input)).toMatchObject({ kind: 'applied' });
  }
  await street.until(street.clock.now() + 60_000);
  const after = contextOf((await street.get(id)).snapshot);
  expect(after.cards).toMatchObject([{ colour: 'red', reason: 'extended-too-often' }]);
  const another = (await street.place({ category: '0101' })).id;
  for (const step of working) if ('who' in step) await street.as(step.who).send(another, step.type, step.input);
  expect(contextOf((await street.get(another)).snapshot).level).toBeUndefined();
  const department = { kind: 'unit', id: departments[0] };
  expect(await street.as('street').send(another, 'involve', { to: department, task: '协查' })).toMatchObject({ kind: 'applied' });
  await street.until(street.clock.now() + 60_000);
  expect(contextOf((await street.get(another)).snapshot).level).toBe(theStreet);
});

describe('派单岗位无人在岗', () => {
  const placedAt = async (instant: string, category: string): Promise<boolean> => {
    await street.db.query('delete from timers');
    street.clock.set(Date.parse(`${instant}:00+08:00`));
    await street.directory.refresh();
    const { id } = await street.place({ category });
    await street.until(street.clock.now());
    const { rows } = await street.db.query('select 1 from notices where order_id = $1 and person = $2 and template = $3', [
      id,
      personas.street.person,
      'desk-unmanned',
    ]);
    const { labels } = (await street.get(id)).face;
    expect(labels.includes('#life')).toBe(rows.length > 0);
    await street.as('street').send(id, 'admit');
    expect((await street.get(id)).face.labels).not.toContain('#life');
    return rows.length > 0;
  };

  test.each([
    ['夜里的紧急单转街道值班室', '2026-03-10T22:00', '0201', true],
    ['休息日的紧急单转街道值班室', '2026-03-14T10:00', '0201', true],
    ['夜里的一般单等上班', '2026-03-10T22:00', '0101', false],
    ['上班时间的紧急单由支部受理', '2026-03-11T10:00', '0201', false],
    ['午休不算无人在岗', '2026-03-11T13:00', '0201', false],
  ])('%s', async (_, instant, category, handed) => {
    expect(await placedAt(instant, category)).toBe(handed);
  });

  test('派单人请假有B岗代班，不转；都请假，一般单也转街道值班室；回来后不再转', async () => {
    const day = (hour: string) => Date.parse(`2026-03-12T${hour}:00+08:00`);
    const desk = unit(personas.secretary.unit);
    const onLeave = async () => {
      street.clock.set(day('10:00'));
      await street.directory.refresh();
      const there = street.directory.postsIn(desk).filter(({ role }) => role === 'secretary' || role === 'community');
      const leave = { tenant: '522326', startsAt: day('08:00'), endsAt: day('12:00'), enteredBy: personas.community.person };
      await putAbsences(
        street.tables,
        there.map(({ person }) => ({ ...leave, id: newId(), person })),
      );
    };
    await onLeave();
    expect(await placedAt('2026-03-12T10:00', '0101')).toBe(false);
    await onLeave();
    expect(await placedAt('2026-03-12T10:00', '0101')).toBe(true);
    expect(await placedAt('2026-03-12T15:00', '0101')).toBe(false);
  });
});

/** An order of Monday morning that the member works on, with what he did of it at once. */
async function takenOn(category: string, admitted: object, ...done: readonly (readonly [type: string, input: object])[]) {
  await street.db.query('delete from timers');
  street.clock.set(Date.parse('2026-05-11T09:00:00+08:00'));
  const { id } = await street.place({ category });
  for (const [who, type, input] of [
    ['secretary', 'admit', admitted],
    ['secretary', 'dispatch', to('member')],
    ['member', 'accept', {}],
    ...done.map(([type, input]) => ['member', type, input] as const),
  ] as const)
    expect(await street.as(who).send(id, type, input), type).toMatchObject({ kind: 'applied' });
  return id;
}

test('what is late of one order reminds once a day and names it all; at U0 each clock by itself', async () => {
  const nags = async (urgency: 'U0' | 'U2', lasts: number) => {
    const id = await takenOn('0101', { urgency });
    await street.until(street.clock.now() + lasts * HOUR);
    const { rows } = await street.db.query<{ at: Date; person: string; params: { clock: string; late?: string[] } }>(
      `select at, person, params from notices where order_id = $1 and template = 'clock-over' order by at`,
      [id],
    );
    return rows.map(({ params, ...row }) => ({ ...row, clocks: [params.clock, ...(params.late ?? [])] }));
  };
  const all = await nags('U2', 30 * 24);
  const mine = all.filter(({ person }) => person === personas.member.person);
  expect(mine.length).toBeGreaterThan(20);
  for (const [n, { at }] of mine.entries()) {
    const before = mine[n - 1]?.at.getTime() ?? 0;
    expect(at.getTime() - before).toBeGreaterThanOrEqual(24 * HOUR);
  }
  // A day without contact, three without a report, at last the whole.
  expect(mine[0]?.clocks).toEqual(['contact']);
  expect(mine.at(-1)?.clocks).toEqual(['contact', 'feedback', 'whole']);
  expect(all.filter(({ person }) => person === personas.secretary.person)).toHaveLength(mine.length);

  const urgentOnes = await nags('U0', 4);
  expect(urgentOnes.length).toBeGreaterThan(0);
  expect(urgentOnes.every(({ clocks }) => clocks.length === 1)).toBe(true);
});

test('whoever works on it is reminded day by day from the day after due on, before that is grave and after', async () => {
  const id = await takenOn('0101', {}, ['contact', {}], ['progress', { text: '在办' }]);
  await street.until(Date.parse('2026-05-25T09:00:00+08:00'));
  const { rows } = await street.db.query<{ at: Date; clock: string }>(
    `select at, params ->> 'clock' as clock from notices where order_id = $1 and template = 'clock-over' and person = $2 order by at`,
    [id, personas.member.person],
  );
  const day = ({ at }: { at: Date }) => new Date(at.getTime() + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' ');
  // Due on 18 May at 18:00; two working days and a morning later it is gravely late.
  expect(rows.map((row) => [row.clock, day(row)])).toEqual([
    ['whole', '05-19 18:00'],
    ['whole', '05-20 18:00'],
    ['whole', '05-21 14:30'],
    ['whole', '05-22 14:30'],
    ['whole', '05-23 14:30'],
    ['whole', '05-24 14:30'],
  ]);
});

test('at U0 what is due is reminded of every quarter of an hour, four times; then the duty room is told and it goes up', async () => {
  const id = await takenOn('0201', { urgency: 'U0' }, ['contact', {}], ['arrive', {}], ['progress', { text: '在办' }]);
  const whole = (await street.get(id)).snapshot.context as { clocks: { whole: { dueAt: number; overAt: number } } };
  const { dueAt, overAt } = whole.clocks.whole;
  await street.until(overAt - 1);
  const { rows } = await street.db.query<{ at: Date; template: string }>(
    `select distinct at, template from notices where order_id = $1 and params ->> 'clock' = 'whole' and at > $2
      and template in ('clock-over', 'order-deputy') order by at`,
    [id, new Date(dueAt)],
  );
  expect(rows.map(({ at, template }) => [template, (at.getTime() - dueAt) / 60_000])).toEqual([
    ['clock-over', 15],
    ['clock-over', 30],
    ['clock-over', 45],
    ['clock-over', 60],
    ['order-deputy', 75],
  ]);
});

test('downgraded, what was late at U0 and went up to the top is reminded of day by day again', async () => {
  const id = await takenOn('0101', { urgency: 'U0' }, ['contact', {}], ['arrive', {}], ['progress', { text: '在办' }]);
  await street.until(street.clock.now() + 20 * 24 * HOUR);
  expect((await street.get(id)).snapshot).toMatchObject({ value: { whole: { on: 'silent' } }, context: { atTop: true } });
  expect(await street.as('secretary').send(id, 'changeUrgency', { to: 'U2', reason: '险情已排除' })).toMatchObject({
    kind: 'applied',
  });
  expect(await street.as('community').send(id, 'decide', { granted: true })).toMatchObject({ kind: 'applied' });
  const since = street.clock.now();
  await street.until(since + 3 * 24 * HOUR - 1);
  const { rows } = await street.db.query<{ at: Date; params: { clock: string } }>(
    `select at, params from notices where order_id = $1 and template = 'clock-over' and person = $2 and at >= $3 order by at`,
    [id, personas.member.person, new Date(since)],
  );
  const days = rows.map(({ at, params }) => [params.clock, Math.floor((at.getTime() - since) / (24 * HOUR))]);
  expect(days).toEqual([
    ['whole', 0],
    ['whole', 1],
    ['whole', 2],
  ]);
});

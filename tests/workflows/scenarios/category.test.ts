// 更正类别: what was chosen wrongly is put right by whoever dispatches, with the reason. Limits: domain research 2.4, 4; kinds that are
// kept apart: 2.6, 3.2, 4.
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { personas } from '@six-order/community/demo/personas';
import { explain } from '@six-order/community/deadlines/explain';
import { noticeText } from '@six-order/community/notices/template';
import { contextOf } from '@six-order/workflows/six-order/face';
import { orderMeasureOf } from '@six-order/workflows/measure';
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
  property,
  resident,
  scenarios,
  secretary,
  to,
  until,
  working,
  type Step,
} from './scenario.ts';

const street = await openStreet({ delivers: true });
const march = (instant: string): number => Date.parse(`2026-03-${instant}:00+08:00`);
const correct = (to: string, who = secretary): Step => who('correctCategory', { to, reason: '点单时选错了类别' });
const due = (instant: string, more: object = {}) => ({ whole: { dueAt: march(instant), ...more } });

scenarios(street, '更正类别', [
  {
    rule: '办结时限自受理起按新类别计算，说明写明更正',
    steps: [...admitted, hours(26), correct('0102')],
    gives: {
      handling: 'admitted',
      context: {
        category: '0102',
        urgency: 'U2',
        corrections: [{ at: march('03T11:00'), by: personas.secretary.person, from: '0101', to: '0102' }],
        clocks: due('05T18:00', { trace: { changes: [{ kind: 'category', from: '0101', to: '0102' }] } }),
        notes: [{ about: 'category' }],
      },
      labels: ['cat:0102'],
      heard: [['resident', 'category-corrected']],
    },
  },
  {
    rule: '受理前也可更正，受理按新类别计时',
    steps: [correct('0102'), secretary('admit')],
    gives: { context: { category: '0102', clocks: due('05T18:00') } },
  },
  {
    rule: '新类别更急的，紧急程度随之提高',
    steps: [...admitted, correct('0103')],
    gives: { context: { urgency: 'U1', clocks: due('03T09:00') } },
  },
  {
    rule: '更正为特急类，同时告知值班室',
    steps: [...admitted, correct('0203')],
    gives: { context: { urgency: 'U0' }, heard: [['street', 'order-alarm']] },
  },
  {
    rule: '特急、紧急不因更正类别而降级',
    category: '0103',
    steps: [...admitted, correct('0105')],
    gives: { context: { urgency: 'U1', clocks: due('05T18:00') } },
  },
  {
    rule: '没有另定过的紧急程度随类别走；需执法的提级到街道',
    steps: [...admitted, correct('0406')],
    gives: { context: { urgency: 'U3', clocks: due('23T18:00') }, told: ['order-escalated'] },
  },
  {
    rule: '处置要求自更正时起计',
    steps: [...admitted, hours(3), correct('0403')],
    gives: { context: { clocks: { cordon: { dueAt: march('02T14:00'), finishedAt: null } } } },
  },
  {
    rule: '新类别不要求的处置不再催',
    category: '0403',
    steps: [...admitted, hours(1), correct('0101')],
    gives: { context: { urgency: 'U1', clocks: { cordon: { finishedAt: march('02T10:00') } } } },
  },
  {
    rule: '办理中更正，承办人也得知；首次联系按新类别的时限',
    steps: [...accepted, correct('0501')],
    gives: {
      context: { clocks: { contact: { dueAt: march('03T09:00') } } },
      heard: [['member', 'category-corrected']],
    },
  },
  {
    rule: '重办中也可更正，重办时限不变',
    steps: [...finished, bad, correct('0102')],
    gives: { handling: 'reworking', context: { category: '0102', clocks: { rework: { dueAt: march('05T18:00') } } } },
  },
  {
    rule: '重办时限已过，也不靠更正延长',
    steps: [...finished, bad, until('2026-03-20T09:00:00+08:00'), correct('0504')],
    gives: { refused: 'invalid', why: /gives no more time/ },
  },
  {
    rule: '已逾期的，不靠降级延长',
    steps: [...finished, bad, until('2026-03-20T09:00:00+08:00'), secretary('changeUrgency', { to: 'U3', reason: '不急' })],
    gives: { context: { urgency: 'U3', clocks: { rework: { dueAt: march('05T18:00') } } } },
  },
  {
    rule: '改错又改回的，处置要求不重新起计',
    category: '0403',
    steps: [...admitted, hours(1), correct('0101'), hours(3), correct('0403')],
    gives: { context: { clocks: { cordon: { startedAt: march('02T09:00'), dueAt: march('02T11:00'), finishedAt: null } } } },
  },
  {
    rule: '已落实的处置，改错又改回后不再要求',
    category: '0403',
    steps: [...admitted, secretary('meet', { requirement: 'cordon' }), hours(1), correct('0101'), hours(3), correct('0403')],
    gives: { context: { clocks: { cordon: { finishedAt: march('02T09:00') } } } },
  },
  {
    rule: '改为另一类的，该类要求的处置自更正时起计',
    category: '0403',
    steps: [...admitted, hours(1), correct('0101'), hours(3), correct('0404')],
    gives: { context: { clocks: { cordon: { dueAt: march('02T15:00'), finishedAt: null } } } },
  },
  {
    rule: '已终结、正在复核的不更正',
    steps: [
      secretary('refuse', { reason: '已进入诉讼程序', channel: '法院', channelCode: 'court' }),
      resident('object', { reason: '没有在诉讼' }),
      correct('0102'),
    ],
    gives: { refused: 'not-allowed', why: /objection/ },
  },
  {
    rule: '已到街道的，需执法也不再提级',
    steps: [...admitted, correct('0406'), correct('0407')],
    gives: { context: { category: '0407', escalations: 1 } },
  },
  {
    rule: '办结时限已过，不靠更正延长',
    steps: [...admitted, until('2026-03-10T09:00:00+08:00'), correct('0502')],
    gives: { refused: 'invalid', why: /gives no more time/ },
  },
  {
    rule: '办结时限已过，仍可更正为时限不更长的类别',
    steps: [...admitted, until('2026-03-10T09:00:00+08:00'), correct('0102')],
    gives: { context: { category: '0102', clocks: due('05T18:00') } },
  },
  {
    rule: '家暴、侵害未成年人线索另立一单',
    steps: [...admitted, correct('0506')],
    gives: { refused: 'not-allowed', why: /call 110 now, and place an order of that kind/ },
  },
  {
    rule: '违纪线索告知 12388',
    steps: [...admitted, correct('1102')],
    gives: { refused: 'not-allowed', why: /12388/ },
  },
  {
    rule: '作风投诉另行点单，绕开被反映单位',
    steps: [...admitted, correct('1101')],
    gives: { refused: 'not-allowed', why: /past the unit concerned/ },
  },
  {
    rule: '不转入密件类别',
    steps: [...admitted, correct('0801')],
    gives: { refused: 'not-allowed', why: /other people have read/ },
  },
  {
    rule: '不转出密件类别',
    category: '0801',
    steps: [...admitted, correct('0802')],
    gives: { refused: 'not-allowed', why: /other people have read/ },
  },
  {
    rule: '密件类别之间可以更正',
    category: '0801',
    steps: [...admitted, correct('0703')],
    gives: { context: { category: '0703', sealed: true }, labels: ['sealed'] },
  },
  { rule: '12 类只在急时开放', steps: [...admitted, correct('1201')], gives: { refused: 'invalid', why: /emergency/ } },
  { rule: '没有的类别', steps: [...admitted, correct('9999')], gives: { refused: 'invalid', why: /no category has this code/ } },
  {
    rule: '须写理由',
    steps: [...admitted, secretary('correctCategory', { to: '0102' })],
    gives: { refused: 'invalid' },
  },
  { rule: '类别没变', steps: [...admitted, correct('0101')], gives: { refused: 'not-allowed', why: /stays the same/ } },
  {
    rule: '新类别不能由现承办单位主办的，先退回改派',
    steps: [...dispatched, correct('0406')],
    gives: { refused: 'invalid', why: /needs enforcement/ },
  },
  {
    rule: '正在转办给不能主办新类别的人的，也不更正',
    steps: [
      ...admitted,
      secretary('dispatch', to('property')),
      property('accept'),
      property('contact'),
      property('transfer', { ...to('member'), reason: '人手不足' }),
      correct('0104'),
    ],
    gives: { refused: 'invalid', why: /not theirs to lead/ },
  },
  { rule: '居民不能自行更正', steps: [...admitted, correct('0102', resident)], gives: { refused: 'forbidden' } },
  { rule: '承办人不能自行更正', steps: [...working, correct('0102', member)], gives: { refused: 'forbidden' } },
  { rule: '社区可以更正', steps: [...admitted, correct('0102', community)], gives: { context: { category: '0102' } } },
  { rule: '办结后不更正', steps: [...finished, correct('0102')], gives: { refused: 'not-allowed', why: /finished/ } },
  {
    rule: '有申请待决定的不更正',
    category: '0201',
    steps: [...admitted, secretary('changeUrgency', { to: 'U2', reason: '水压低' }), correct('0103')],
    gives: { refused: 'not-allowed', why: /not decided yet/ },
  },
  {
    rule: '挂起期间不更正',
    steps: [
      ...working,
      member('askPause', { awaiting: 'resident', reason: '等居民回家' }),
      secretary('decide', { granted: true }),
      correct('0102'),
    ],
    gives: { refused: 'not-allowed', why: /paused/ },
  },
]);

test('the clock, the resident’s notice and the figures say the new category', async () => {
  const { id } = await street.place({ category: '0101' });
  await street.as('secretary').send(id, 'admit');
  await street.as('secretary').send(id, 'correctCategory', { to: '0102', reason: '是水龙头坏了' });
  const order = await street.get(id);
  const { clocks } = contextOf(order.snapshot);
  expect(explain(clocks.whole as never)).toMatchObject({
    zh: expect.stringContaining('类别由“房屋漏水渗水”更正为“入户水电小修”，自原起点按新类别的时限计算。'),
    en: expect.stringContaining('Category corrected from leak in dwelling to small home repair'),
  });
  const whole = clocks.whole?.dueAt ?? 0;
  const params = { number: 'N', category: '0102', was: '0101', dueAt: whole };
  expect(noticeText({ template: 'category-corrected', params }).zh).toMatch(
    /^【点单】N「入户水电小修」的类别原为“房屋漏水渗水”，已更正，办结时限现为.+，理由请在单中查看。$/,
  );
  // A sealed kind is named in no notice, nor what it was taken for.
  expect(noticeText({ template: 'category-corrected', params: { ...params, category: '0703', was: '0801' } }).zh).not.toMatch(
    /[「“]/,
  );
  const places = { ofPost: () => undefined, ofUnit: () => undefined };
  const measure = orderMeasureOf(
    {
      ...order,
      path: order.face.path,
      openedAt: order.face.openedAt,
      acceptedIn: null,
      dispatches: 0,
      whistled: [],
      entered: false,
    } as never,
    places,
    officialCalendar,
  );
  expect(measure).toMatchObject({ category: '0102', dueAt: whole });
});

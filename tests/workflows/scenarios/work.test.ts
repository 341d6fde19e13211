// 办: contact, arrival, first report, help, transfer, extension, pause, shelving. Numbers: domain research 2.4, 2.6.
import { personas } from '@six-order/community/demo/personas';
import { accessOf } from '@six-order/community/privacy/fields';
import { contextOf } from '@six-order/workflows/six-order/face';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import {
  accepted,
  bad,
  community,
  days,
  department,
  finished,
  gridWorker,
  hours,
  member,
  member2,
  minutes,
  property,
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
const department1 = street.directory.unitByCode('522326', personas.department.unit)?.id ?? '';
/** 电梯困人: the property firm is on site. */
const trapped = [secretary('admit'), secretary('dispatch', to('property')), property('accept'), property('contact')];
const inVain = member('contact', { reached: false, note: '响了十声没人接' });
const progress = member('progress', { text: '已联系物业' });

scenarios(street, '首次联系、到场、先期反馈', [
  {
    rule: '紧急单 1 小时内联系',
    category: '0201',
    steps: [...accepted, hours(1)],
    gives: { handling: 'accepted', supervision: 'blue' },
  },
  { rule: '联系后进入办理', steps: working, gives: { handling: 'working', told: ['order-contacted'] } },
  {
    rule: '没打通：居民看得到打过电话，首次联系还没完成',
    steps: [...accepted, minutes(10), inVain, minutes(5), inVain],
    gives: {
      handling: 'accepted',
      context: {
        contactedAt: null,
        unreachedAt: [10, 15].map((minute) => Date.parse('2026-03-02T09:00:00+08:00') + minute * 60_000),
      },
      told: ['order-unreached'],
    },
  },
  {
    rule: '没打通不停首次联系的钟：到期照样蓝卡',
    category: '0201',
    steps: [...accepted, minutes(30), inVain, minutes(30)],
    gives: { handling: 'accepted', supervision: 'blue' },
  },
  {
    rule: '打过没打通，后来打通才算联系',
    steps: [...accepted, minutes(10), inVain, minutes(10), member('contact', { reached: true })],
    gives: {
      handling: 'working',
      context: { contactedAt: Date.parse('2026-03-02T09:20:00+08:00') },
      told: ['order-contacted'],
    },
  },
  { rule: '办理中没打通，不改办理状态', steps: [...working, inVain], gives: { handling: 'working', told: ['order-unreached'] } },
  {
    rule: '不是承办人不能记没打通',
    steps: [...accepted, member2('contact', { reached: false })],
    gives: { refused: 'not-found' },
  },
  {
    rule: '协办的人不能替承办人记没打通',
    steps: [
      ...working,
      member('involve', { ...to('member-2'), task: '协助' }),
      member2('takePart'),
      member2('contact', { reached: false }),
    ],
    gives: { refused: 'not-allowed' },
  },
  { rule: '特急单 1 小时内到场', steps: urgent([...working, minutes(60)]), gives: { supervision: 'blue' } },
  { rule: '电梯困人 30 分钟内到场', category: '0104', steps: [...trapped, minutes(30)], gives: { supervision: 'blue' } },
  {
    rule: '到场后不再催到场',
    category: '0104',
    steps: [...trapped, minutes(20), property('arrive'), minutes(15)],
    gives: { supervision: 'clear', context: { arrivedAt: Date.parse('2026-03-02T09:20:00+08:00') } },
  },
  { rule: '紧急单 4 小时内到场', category: '0201', steps: [...working, hours(4)], gives: { supervision: 'blue' } },
  { rule: '一般单按预约，不限到场', steps: [...working, hours(5)], gives: { supervision: 'clear' } },
  {
    rule: '一般单 3 个工作日内先期反馈',
    steps: [...working, until('2026-03-05T18:00:00+08:00')],
    gives: { supervision: 'blue' },
  },
  {
    rule: '已反馈则不催',
    steps: [...working, progress, until('2026-03-05T18:00:00+08:00')],
    gives: { supervision: 'clear', told: ['order-progress'] },
  },
  {
    rule: '预约时间告知居民',
    steps: [...working, member('appoint', { on: '2026-03-03T15:00:00+08:00' })],
    gives: { told: ['order-appointed'] },
  },
  { rule: '不是承办人不能报进展', steps: [...working, gridWorker('progress', { text: '…' })], gives: { refused: 'not-found' } },
]);

const transfer = member('transfer', { ...to('member-2'), reason: '出差' });
scenarios(street, '转办', [
  {
    rule: '转办须接收方接受',
    steps: [...working, transfer],
    gives: { handling: 'working', context: { handler: personas.member.person }, told: ['transfer-offered'] },
  },
  {
    rule: '接受后由接收方承办',
    steps: [...working, transfer, member2('accept')],
    gives: { context: { handler: personas['member-2'].person }, told: ['order-transferred'] },
  },
  {
    rule: '接受前原承办人仍负责',
    steps: [...working, transfer, member('finish', { result: '已办' })],
    gives: { handling: 'finished' },
  },
  {
    rule: '接受后原承办人不能办结',
    steps: [...working, transfer, member2('accept'), member('finish', { result: '…' })],
    gives: { refused: 'not-found' },
  },
  {
    rule: '谢绝转办不计退单',
    steps: [...working, transfer, member2('decline')],
    gives: { context: { handler: personas.member.person, returns: 0 } },
  },
  {
    rule: '一次只提一个转办',
    steps: [...working, transfer, transfer],
    gives: { refused: 'not-allowed', why: /waits for its receiver/ },
  },
  {
    rule: '派单人也可提出转办',
    steps: [...working, secretary('transfer', { ...to('member-2'), reason: '承办人生病' }), member2('accept')],
    gives: { context: { handler: personas['member-2'].person } },
  },
  { rule: '不是接收方不能接受', steps: [...working, transfer, gridWorker('accept')], gives: { refused: 'not-found' } },
]);

const involve = member('involve', { ...to('member-2'), task: '协助搬运' });
scenarios(street, '协办', [
  { rule: '请求协办', steps: [...working, involve], gives: { told: ['part-asked'] } },
  {
    rule: '接受协办',
    steps: [...working, involve, member2('takePart')],
    gives: { context: { assistants: [{ by: personas['member-2'].person }] } },
  },
  {
    rule: '协办未反馈，主办不能办结',
    steps: [...working, involve, member2('takePart'), member('finish', { result: '…' })],
    gives: { refused: 'not-allowed', why: /has not reported/ },
  },
  {
    rule: '协办反馈后可办结',
    steps: [
      ...working,
      involve,
      member2('takePart'),
      member2('finishPart', { result: '已搬' }),
      member('finish', { result: '已办' }),
    ],
    gives: { handling: 'finished' },
  },
  {
    rule: '未接受的协办不妨碍办结',
    steps: [...working, involve, member('finish', { result: '已办' })],
    gives: { handling: 'finished' },
  },
  {
    rule: '可谢绝协办',
    steps: [...working, involve, member2('declinePart', { reason: '没空' })],
    gives: { context: { assistants: [] } },
  },
  {
    rule: '主办可解除协办',
    steps: [
      ...working,
      involve,
      member2('takePart'),
      member('releasePart', { part: personas['member-2'].person }),
      member('finish', { result: '已办' }),
    ],
    gives: { handling: 'finished' },
  },
  {
    rule: '协办人不能办结',
    steps: [...working, involve, member2('takePart'), member2('finish', { result: '…' })],
    gives: { refused: 'not-allowed', why: /leads to the end/ },
  },
  { rule: '没请的人不能协办', steps: [...working, gridWorker('takePart')], gives: { refused: 'not-found' } },
  {
    rule: '没接受不能报协办结果',
    steps: [...working, involve, member2('finishPart', { result: '…' })],
    gives: { refused: 'not-allowed', why: /no part that you have taken/ },
  },
]);

const whistle = office('whistle', { departments: [department1], lead: department1, matter: '需部门到场' });
scenarios(street, '吹哨报到', [
  {
    rule: '街道吹哨，部门报到',
    steps: [...working, whistle, department('reportIn')],
    gives: { context: { assistants: [{ whistled: 'lead', by: personas.department.person }] } },
  },
  { rule: '吹哨告知部门', steps: [...working, whistle], gives: { told: ['order-whistled'] } },
  {
    rule: '紧急单 2 小时内报到',
    category: '0201',
    steps: [...working, member('arrive'), whistle, minutes(119)],
    gives: { supervision: 'clear' },
  },
  {
    rule: '一般单 1 个工作日内报到',
    steps: [...working, whistle, until('2026-03-03T17:59:00+08:00')],
    gives: { supervision: 'clear' },
  },
  { rule: '不报到发卡给部门', steps: [...working, whistle, until('2026-03-03T18:00:00+08:00')], gives: { supervision: 'blue' } },
  {
    rule: '报到后部门反馈再办结',
    steps: [
      ...working,
      whistle,
      department('reportIn'),
      department('finishPart', { result: '已处置' }),
      member('finish', { result: '已办' }),
    ],
    gives: { handling: 'finished' },
  },
  {
    rule: '吹哨不能谢绝',
    steps: [...working, whistle, department('declinePart', { reason: '不归我管' })],
    gives: { refused: 'not-allowed', why: /not declined: report in/ },
  },
  {
    rule: '接受任务即报到，时限随之结束',
    steps: [
      ...working,
      member('progress', { text: '在办' }),
      whistle,
      department('takePart'),
      until('2026-03-03T18:00:00+08:00'),
    ],
    gives: { supervision: 'clear', context: { clocks: { reportIn: { finishedAt: expect.any(Number) } } } },
  },
  {
    rule: '解除协办后没有人要报到，时限随之结束',
    steps: [...working, member('progress', { text: '在办' }), whistle, office('releasePart', { part: department1 })],
    gives: { context: { assistants: [], clocks: { reportIn: { finishedAt: expect.any(Number) } } } },
  },
  {
    rule: '吹哨后另行请求协办，不免除报到',
    steps: [
      ...working,
      whistle,
      office('involve', { to: { kind: 'unit', id: department1 }, task: '会同处置' }),
      department('declinePart', { reason: '不归我管' }),
    ],
    gives: { refused: 'not-allowed', why: /not declined: report in/ },
  },
  {
    rule: '社区不能吹哨',
    steps: [...working, community('whistle', { departments: [department1], lead: department1, matter: '…' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '牵头单位须在被吹哨部门之中',
    steps: [...working, office('whistle', { departments: [department1], lead: personas.member.person, matter: '…' })],
    gives: { refused: 'invalid', why: /lead is one of/ },
  },
  { rule: '没吹哨不用报到', steps: [...working, member('reportIn')], gives: { refused: 'not-allowed', why: /no whistle/ } },
]);

const byStreet = [
  secretary('admit'),
  office('dispatch', to('member')),
  member('accept'),
  member('contact'),
  member('askExtension', { by: '2 wd', reason: '等配件' }),
];
scenarios(street, '审批由派单人', [
  {
    rule: '街道派的单，支部不能批延期',
    steps: [...byStreet, secretary('decide', { granted: true })],
    gives: { refused: 'not-allowed', why: /whoever dispatched/ },
  },
  {
    rule: '街道派的单，社区不能批延期',
    steps: [...byStreet, community('decide', { granted: true })],
    gives: { refused: 'not-allowed', why: /whoever dispatched/ },
  },
  {
    rule: '街道派的单由街道批延期',
    steps: [...byStreet, office('decide', { granted: true })],
    gives: { context: { extensions: 1 } },
  },
  {
    rule: '审批不超过办结时限',
    steps: [...working, until('2026-03-09T17:00:00+08:00'), member('askExtension', { by: '2 wd', reason: '等配件' })],
    gives: { context: { clocks: { decision: { dueAt: Date.parse('2026-03-09T18:00:00+08:00') } } } },
  },
]);

const extend = (by: string) => member('askExtension', { by, reason: '等配件' });
const grant = secretary('decide', { granted: true });
scenarios(street, '延期', [
  {
    rule: '到期前申请，派单人批准',
    steps: [...working, extend('2 wd'), grant],
    gives: {
      context: { extensions: 1, clocks: { whole: { dueAt: Date.parse('2026-03-11T18:00:00+08:00') } } },
      told: ['order-extended'],
    },
  },
  {
    rule: '未批准不延',
    steps: [...working, extend('2 wd'), secretary('decide', { granted: false })],
    gives: { context: { clocks: { whole: { dueAt: Date.parse('2026-03-09T18:00:00+08:00') } } } },
  },
  {
    rule: '到期后不能申请',
    steps: [...working, progress, until('2026-03-09T18:00:00+08:00'), extend('1 wd')],
    gives: { refused: 'invalid', why: /before/ },
  },
  {
    rule: '一般单只延一次',
    steps: [...working, extend('1 wd'), grant, extend('1 wd')],
    gives: { refused: 'invalid', why: /once/ },
  },
  { rule: '不超过原时限', steps: [...working, extend('6 wd')], gives: { refused: 'invalid' } },
  { rule: '5 个工作日可以', steps: [...working, extend('5 wd'), grant], gives: { context: { extensions: 1 } } },
  { rule: '特急单不延期', steps: urgent([...working, extend('1 h')]), gives: { refused: 'invalid', why: /U0/ } },
  {
    rule: '紧急单延期不超过 24 小时',
    category: '0201',
    steps: [...working, extend('24 h'), grant],
    gives: { context: { extensions: 1 } },
  },
  { rule: '紧急单不能延 25 小时', category: '0201', steps: [...working, extend('25 h')], gives: { refused: 'invalid' } },
  {
    rule: '申请人不能自己批',
    steps: [...working, extend('1 wd'), member('decide', { granted: true })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '一次只有一项申请',
    steps: [...working, extend('1 wd'), extend('1 wd')],
    gives: { refused: 'not-allowed', why: /not decided yet/ },
  },
  {
    rule: '到期前申请、到期后批准也算',
    steps: [...working, progress, until('2026-03-09T17:00:00+08:00'), extend('1 wd'), until('2026-03-09T19:00:00+08:00'), grant],
    gives: { context: { clocks: { whole: { dueAt: Date.parse('2026-03-10T18:00:00+08:00') } } } },
  },
  {
    rule: '居民不能申请延期',
    steps: [...working, resident('askExtension', { by: '1 wd', reason: '…' })],
    gives: { refused: 'forbidden' },
  },
]);

const askPause = member('askPause', { awaiting: 'resident', reason: '住户出门' });
const paused = [...working, askPause, grant];
const objects = resident('object', { reason: '我一直在家' });
const upheld = office('decideObjection', { upheld: true, reason: '属实' });
const shelve = (target: string) => member('askShelving', { reason: '等小区改造', measure: '先行围挡', target });
scenarios(street, '挂起', [
  {
    rule: '派单人批准后挂起，时限停走',
    steps: paused,
    gives: { handling: 'paused', labels: ['paused'], told: ['order-paused'] },
  },
  {
    rule: '挂起期间不逾期',
    steps: [...paused, until('2026-03-09T17:00:00+08:00')],
    gives: { handling: 'paused', supervision: 'clear' },
  },
  {
    rule: '恢复后接着走剩下的',
    steps: [...paused, until('2026-03-03T09:00:00+08:00'), member('resume')],
    gives: { handling: 'working', context: { clocks: { whole: { dueAt: Date.parse('2026-03-10T18:00:00+08:00') } } } },
  },
  { rule: '满 5 个工作日自动恢复', steps: [...paused, days(8)], gives: { handling: 'working', told: ['order-resumed'] } },
  {
    rule: '派单人可提前恢复，居民和承办人都知道',
    steps: [...paused, secretary('resume')],
    gives: {
      handling: 'working',
      heard: [
        ['resident', 'order-resumed'],
        ['member', 'order-resumed'],
      ],
    },
  },
  { rule: '挂起期间不能办结', steps: [...paused, member('finish', { result: '…' })], gives: { refused: 'not-allowed' } },
  {
    rule: '居民可对挂起提异议',
    steps: [...paused, resident('object', { reason: '我一直在家' })],
    gives: { handling: 'paused', labels: ['objection'] },
  },
  {
    rule: '异议成立即恢复',
    steps: [...paused, resident('object', { reason: '在家' }), office('decideObjection', { upheld: true, reason: '属实' })],
    gives: { handling: 'working' },
  },
  {
    rule: '异议不成立继续挂起',
    steps: [...paused, resident('object', { reason: '在家' }), office('decideObjection', { upheld: false, reason: '敲门无人' })],
    gives: { handling: 'paused' },
  },
  {
    rule: '累计 5 个工作日用完不能再挂起',
    steps: [...paused, days(8), askPause],
    gives: { refused: 'invalid', why: /5 working days|pause/ },
  },
  {
    rule: '不批准则不挂起',
    steps: [...working, askPause, secretary('decide', { granted: false })],
    gives: { handling: 'working' },
  },
  {
    rule: '挂起已结束才复核，异议仍可成立',
    steps: [...paused, objects, member('resume'), upheld],
    gives: { handling: 'working', context: { objection: { matter: 'pause', upheld: true } } },
  },
  {
    rule: '对前一次挂起的异议成立，不影响后一次挂起',
    steps: [...paused, objects, hours(1), member('resume'), hours(1), askPause, grant, upheld],
    gives: { handling: 'paused', context: { objection: { matter: 'pause' } }, absent: ['laterObjections'] },
  },
  {
    rule: '联系之前挂起的，恢复后仍须联系',
    steps: [...accepted, askPause, grant, hours(3), member('resume')],
    gives: {
      handling: 'accepted',
      context: { clocks: { contact: { dueAt: Date.parse('2026-03-03T12:00:00+08:00'), finishedAt: null } } },
    },
  },
  {
    rule: '恢复后联系的时限，不超过全程剩下的时间',
    steps: [
      ...accepted,
      until('2026-03-09T16:00:00+08:00'),
      askPause,
      grant,
      until('2026-03-10T09:00:00+08:00'),
      member('resume'),
    ],
    gives: {
      handling: 'accepted',
      context: {
        clocks: {
          whole: { dueAt: Date.parse('2026-03-10T11:00:00+08:00') },
          contact: { dueAt: Date.parse('2026-03-10T11:00:00+08:00') },
        },
      },
    },
  },
  {
    rule: '恢复后仍不联系，发蓝卡',
    steps: [...accepted, askPause, grant, hours(3), member('resume'), hours(24)],
    gives: { handling: 'accepted', supervision: 'blue' },
  },
  {
    rule: '恢复后仍须先期反馈',
    steps: [...paused, hours(3), member('resume')],
    gives: { context: { clocks: { feedback: { finishedAt: null, dueAt: Date.parse('2026-03-05T18:00:00+08:00') } } } },
  },
  {
    rule: '累计 5 个工作日用完，销账后也不能再挂起',
    steps: [
      ...paused,
      days(8),
      shelve('2026-06-01T18:00:00+08:00'),
      office('decide', { granted: true }),
      member('unshelve'),
      askPause,
    ],
    gives: { refused: 'invalid', why: /pause is used|paused is used/ },
  },
  {
    rule: '累计 5 个工作日用完，重办时也不能再挂起',
    steps: [...paused, days(8), member('finish', { result: '已办' }), bad, askPause],
    gives: { refused: 'invalid', why: /used/ },
  },
  { rule: '挂起时可撤单', steps: [...paused, resident('withdraw')], gives: { handling: 'withdrawn' } },
]);

const shelved = [...working, shelve('2026-06-01T18:00:00+08:00'), office('decide', { granted: true })];
scenarios(street, '挂账', [
  { rule: '街道批准后挂账', steps: shelved, gives: { handling: 'shelved', labels: ['shelved'], told: ['order-shelved'] } },
  {
    rule: '支部不能批准挂账',
    steps: [...working, shelve('2026-06-01T18:00:00+08:00'), secretary('decide', { granted: true })],
    gives: { refused: 'not-allowed', why: /shelving approved by the street/ },
  },
  {
    rule: '社区不能批准挂账',
    steps: [...working, shelve('2026-06-01T18:00:00+08:00'), community('decide', { granted: true })],
    gives: { refused: 'not-allowed' },
  },
  {
    rule: '最长 180 天',
    steps: [...working, shelve('2026-09-30T18:00:00+08:00')],
    gives: { refused: 'not-allowed', why: /180 days/ },
  },
  {
    rule: '目标日期不能在过去',
    steps: [...working, shelve('2026-03-01T18:00:00+08:00')],
    gives: { refused: 'not-allowed', why: /day to come/ },
  },
  {
    rule: '须写措施',
    steps: [...working, member('askShelving', { reason: '等改造', target: '2026-06-01T18:00:00+08:00' })],
    gives: { refused: 'invalid' },
  },
  { rule: '挂账期间不逾期', steps: [...shelved, days(20)], gives: { handling: 'shelved', supervision: 'clear' } },
  { rule: '30 天未复核发蓝卡', steps: [...shelved, days(32)], gives: { supervision: 'blue' } },
  {
    rule: '按时复核不发卡',
    steps: [...shelved, days(20), office('reviewShelving', { note: '仍等改造' }), days(20)],
    gives: { supervision: 'clear' },
  },
  {
    rule: '障碍消除后销账，居民知道恢复办理',
    steps: [...shelved, days(5), member('unshelve')],
    gives: { handling: 'working', heard: [['resident', 'order-resumed']] },
  },
  {
    rule: '到目标日自动恢复办理',
    steps: [...working, shelve('2026-03-20T18:00:00+08:00'), office('decide', { granted: true }), days(19)],
    gives: { handling: 'working' },
  },
  {
    rule: '销账后接着走剩下的',
    steps: [
      ...working,
      until('2026-03-05T09:00:00+08:00'),
      shelve('2026-06-01T18:00:00+08:00'),
      office('decide', { granted: true }),
      until('2026-03-09T09:00:00+08:00'),
      member('unshelve'),
    ],
    gives: { handling: 'working', context: { clocks: { whole: { dueAt: Date.parse('2026-03-11T18:00:00+08:00') } } } },
  },
  {
    rule: '挂账前已逾期的，销账后仍逾期',
    steps: [
      ...working,
      until('2026-03-10T09:00:00+08:00'),
      shelve('2026-06-01T18:00:00+08:00'),
      office('decide', { granted: true }),
      until('2026-03-11T09:00:00+08:00'),
      member('unshelve'),
    ],
    gives: {
      handling: 'working',
      labels: ['overdue'],
      context: { clocks: { whole: { dueAt: Date.parse('2026-03-09T18:00:00+08:00') } } },
    },
  },
  {
    rule: '重办中挂账的，销账后仍是重办',
    steps: [
      ...finished,
      bad,
      shelve('2026-06-01T18:00:00+08:00'),
      office('decide', { granted: true }),
      until('2026-03-09T09:00:00+08:00'),
      member('unshelve'),
    ],
    gives: { handling: 'reworking', context: { clocks: { rework: { dueAt: Date.parse('2026-03-12T18:00:00+08:00') } } } },
  },
  {
    rule: '挂账累计 180 天，从第一次算起',
    steps: [
      ...working,
      shelve('2026-08-20T18:00:00+08:00'),
      office('decide', { granted: true }),
      days(5),
      member('unshelve'),
      shelve('2026-09-01T18:00:00+08:00'),
    ],
    gives: { refused: 'not-allowed', why: /within 180 days of the first/ },
  },
  { rule: '居民可在挂账时撤单', steps: [...shelved, resident('withdraw')], gives: { handling: 'withdrawn' } },
]);

test('who is asked to help reads no more than whom it is offered to, until the part is taken; and no more again when it is done', async () => {
  const { id } = await street.place({ contact: { name: '韦春梅', phone: '13800138000', address: '3栋2单元' } });
  const send = async (who: 'secretary' | 'member' | 'member-2', type: string, input: object = {}) =>
    expect(await street.as(who).send(id, type, input)).toMatchObject({ kind: 'applied' });
  const name = async () => {
    const reader = { ...street.actor('member-2'), holds: [] };
    return accessOf(reader, await street.get(id), street.clock.now())('contact.name');
  };
  await send('secretary', 'admit');
  await send('secretary', 'dispatch', to('member'));
  await send('member', 'accept');
  expect(await name()).toBe('none');
  await send('member', 'involve', { ...to('member-2'), task: '协助' });
  expect(await name()).toBe('masked');
  await send('member-2', 'takePart');
  expect(await name()).toBe('full');
  await send('member-2', 'finishPart', { result: '好了' });
  expect(await name()).toBe('masked');
});

test('called in vain time and again, the resident is told once a day; when he was called stands on his order each time', async () => {
  await street.db.query('delete from timers');
  street.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
  const { id } = await street.place({ category: '0101' });
  const send = async (who: 'secretary' | 'member', type: string, input: object = {}) =>
    expect(await street.as(who).send(id, type, input)).toMatchObject({ kind: 'applied' });
  await send('secretary', 'admit');
  await send('secretary', 'dispatch', to('member'));
  await send('member', 'accept');
  const call = async (at: string, who: 'secretary' | 'member' = 'member') => {
    await street.until(Date.parse(at));
    await send(who, who === 'member' ? 'contact' : 'record', { ...(who === 'secretary' && { act: 'contact' }), reached: false });
  };
  const told = async () => {
    await street.until(street.clock.now());
    const of = "select from notices where order_id = $1 and template = 'order-unreached'";
    return (await street.db.query(of, [id])).rows.length;
  };
  await call('2026-03-02T09:10:00+08:00');
  const once = await told();
  expect(once).toBeGreaterThan(0);
  await call('2026-03-02T23:59:00+08:00', 'secretary');
  expect(await told()).toBe(once);
  await call('2026-03-03T00:00:00+08:00');
  expect(await told()).toBe(once * 2);
  expect(contextOf((await street.get(id)).snapshot)).toMatchObject({ contactedAt: null, unreachedAt: { length: 3 } });
});

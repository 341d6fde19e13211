// 点: what must hold from the first word to admission or refusal. Numbers: domain research 2.2, 2.4, 2.6, 3.1.
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { personas } from '@six-order/community/demo/personas';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import {
  accepted,
  admitted,
  community,
  days,
  dispatched,
  finished,
  gridWorker,
  hours,
  leader,
  member,
  minutes,
  resident,
  scenarios,
  secretary,
  street as office,
  until,
  windowClerk,
  working,
} from './scenario.ts';

const street = await openStreet({ delivers: true });
const refuse = secretary('refuse', { reason: '已进入诉讼程序', channel: '法院', channelCode: 'court' });
const onBehalf = { onBehalfOf: personas.resident.person, consentHow: 'in-person' };

scenarios(street, '来源与代点', [
  { rule: '居民自己点单，来源即居民', steps: [], gives: { handling: 'placed', context: { source: 'resident' } } },
  {
    rule: '网格员代点，来源为代点',
    by: 'grid-worker',
    place: onBehalf,
    steps: [],
    gives: { context: { source: 'proxy', consentHow: 'in-person' } },
  },
  {
    rule: '当面取得同意的代点无需再确认',
    by: 'window',
    place: onBehalf,
    steps: [resident('confirm')],
    gives: { refused: 'not-allowed', why: /nothing to confirm/ },
  },
  {
    rule: '电话取得同意的代点须本人确认',
    by: 'window',
    place: { ...onBehalf, consentHow: 'phone' },
    steps: [],
    gives: { labels: ['unconfirmed'] },
  },
  {
    rule: '本人确认代点',
    by: 'window',
    place: { ...onBehalf, consentHow: 'phone' },
    steps: [resident('confirm')],
    gives: { context: { unconfirmed: false } },
  },
  {
    rule: '他人回访也可确认代点',
    by: 'window',
    place: { ...onBehalf, consentHow: 'voice' },
    steps: [secretary('confirm')],
    gives: { context: { unconfirmed: false } },
  },
  {
    rule: '未诉先办：巡查发现的单有标记',
    by: 'grid-worker',
    place: { source: 'patrol' },
    steps: [],
    gives: { labels: ['proactive', 'no-resident'], context: { resident: null, openedBy: personas['grid-worker'].person } },
  },
  {
    rule: '走访发现的单也是未诉先办',
    by: 'grid-worker',
    place: { source: 'visit' },
    steps: [],
    gives: { labels: ['proactive'] },
  },
  {
    rule: '未诉先办写明了当事人的，由当事人评价',
    by: 'grid-worker',
    place: { source: 'visit', ...onBehalf },
    steps: [],
    gives: { labels: ['proactive'], context: { resident: personas.resident.person } },
  },
  {
    rule: '未诉先办的发现人不评价自己发现的事',
    by: 'grid-worker',
    place: { source: 'patrol' },
    steps: [...finished, gridWorker('evaluate', { solved: 'yes', stars: 5 })],
    gives: { refused: 'not-allowed', why: /only the resident evaluates/ },
  },
  {
    rule: '发现人也不代录评价',
    by: 'grid-worker',
    place: { source: 'patrol' },
    steps: [...finished, gridWorker('transcribe', { solved: 'yes', stars: 5, how: 'telephone' })],
    gives: { refused: 'not-allowed', why: /whoever found what nobody asked for does not evaluate it/ },
  },
  {
    rule: '转来的单，录入人不是居民，不评价',
    by: 'window',
    place: { source: '12345' },
    steps: [...finished, windowClerk('evaluate', { solved: 'yes', stars: 5 })],
    gives: { refused: 'not-allowed', why: /only the resident evaluates/ },
  },
  {
    rule: '未诉先办没人评价就结束，不算满意',
    by: 'grid-worker',
    place: { source: 'patrol' },
    steps: [...finished, days(30)],
    gives: { handling: 'unanswered', context: { rounds: [] } },
  },
  {
    rule: '会议提出的单也是未诉先办',
    by: 'community',
    place: { source: 'meeting' },
    steps: [],
    gives: { labels: ['proactive'] },
  },
  {
    rule: '12345 转来的单不算未诉先办',
    by: 'window',
    place: { source: '12345' },
    steps: [],
    gives: { context: { source: '12345' } },
  },
]);

scenarios(street, '草稿与回电', [
  { rule: '草稿等本人确认', by: 'grid-worker', place: { ...onBehalf, draft: true }, steps: [], gives: { handling: 'draft' } },
  {
    rule: '本人确认后才算点单',
    by: 'grid-worker',
    place: { ...onBehalf, draft: true },
    steps: [resident('submit')],
    gives: { handling: 'placed' },
  },
  {
    rule: '确认时可改写内容',
    by: 'grid-worker',
    place: { ...onBehalf, draft: true },
    steps: [resident('submit', { text: '是五楼漏水' })],
    gives: { handling: 'placed' },
  },
  {
    rule: '代写人不能自己确认自己贴来的草稿',
    by: 'grid-worker',
    place: { ...onBehalf, draft: true },
    steps: [gridWorker('submit')],
    gives: { refused: 'not-allowed', why: /does not confirm it/ },
  },
  {
    rule: '草稿不受理',
    by: 'grid-worker',
    place: { ...onBehalf, draft: true },
    steps: [secretary('admit')],
    gives: { refused: 'not-allowed' },
  },
  {
    rule: '七天没人确认的草稿作废',
    by: 'grid-worker',
    place: { ...onBehalf, draft: true },
    steps: [days(7)],
    gives: { handling: 'withdrawn' },
  },
  {
    rule: '六天的草稿还在',
    by: 'grid-worker',
    place: { ...onBehalf, draft: true },
    steps: [days(6)],
    gives: { handling: 'draft' },
  },
  {
    rule: '请给我回电：办公时间 30 分钟内',
    place: { callBack: true },
    steps: [minutes(29)],
    gives: { handling: 'calling', supervision: 'clear' },
  },
  {
    rule: '回电超过 30 分钟发蓝卡',
    place: { callBack: true },
    steps: [minutes(31)],
    gives: { handling: 'calling', supervision: 'blue' },
  },
  {
    rule: '回电后成单',
    place: { callBack: true },
    steps: [resident('submit', { text: '水管爆了' })],
    gives: { handling: 'placed' },
  },
  { rule: '回电请求可撤回', place: { callBack: true }, steps: [resident('withdraw')], gives: { handling: 'withdrawn' } },
]);

scenarios(street, '受理时限与特急', [
  {
    rule: '一般单 4 个工作时内受理',
    steps: [until('2026-03-02T13:59:00+08:00')],
    gives: { handling: 'placed', supervision: 'clear' },
  },
  {
    rule: '特急单 15 分钟未受理发蓝卡',
    category: '0203',
    steps: [minutes(15)],
    gives: { handling: 'placed', supervision: 'blue' },
  },
  { rule: '紧急单 1 小时未受理发蓝卡', category: '0201', steps: [minutes(60)], gives: { supervision: 'blue' } },
  { rule: '紧急单 59 分钟还没有卡', category: '0201', steps: [minutes(59)], gives: { supervision: 'clear' } },
  { rule: '无人受理转街道值班室', category: '0201', steps: [minutes(60)], gives: { told: ['order-handed-over'] } },
  { rule: '特急单同时告知街道值班室', category: '0203', steps: [], gives: { told: ['order-alarm'] } },
  {
    rule: '特急单每 15 分钟提醒，四次后告知值守并提级',
    category: '0203',
    steps: [minutes(15 + 15 * 5)],
    gives: { told: ['order-deputy'] },
  },
  { rule: '受理前可撤单', steps: [resident('withdraw')], gives: { handling: 'withdrawn' } },
  { rule: '他人不得撤单', steps: [secretary('withdraw')], gives: { refused: 'forbidden' } },
]);

scenarios(street, '紧急程度', [
  {
    rule: '受理时可升级',
    steps: [secretary('admit', { urgency: 'U1' })],
    gives: { handling: 'admitted', context: { urgency: 'U1' } },
  },
  {
    rule: '特急单受理时不能由一人降级',
    category: '0203',
    steps: [secretary('admit', { urgency: 'U2' })],
    gives: { refused: 'not-allowed', why: /second person/ },
  },
  {
    rule: '紧急单受理时不能由一人降级',
    category: '0201',
    steps: [secretary('admit', { urgency: 'U2' })],
    gives: { refused: 'not-allowed', why: /second person/ },
  },
  {
    rule: '一般单可改为疑难',
    steps: [...admitted, secretary('changeUrgency', { to: 'U3', reason: '涉及多户' })],
    gives: { context: { urgency: 'U3' } },
  },
  {
    rule: '升级立即生效',
    steps: [...admitted, secretary('changeUrgency', { to: 'U1', reason: '水已漫出' })],
    gives: { context: { urgency: 'U1' } },
  },
  {
    rule: '降级先成申请',
    category: '0201',
    steps: [...admitted, secretary('changeUrgency', { to: 'U2', reason: '只是水压低' })],
    gives: { context: { urgency: 'U1' }, labels: ['request:downgrade'] },
  },
  {
    rule: '提出降级的人不能自己决定',
    category: '0201',
    steps: [...admitted, secretary('changeUrgency', { to: 'U2', reason: '水压低' }), secretary('decide', { granted: true })],
    gives: { refused: 'not-allowed', why: /not decided by the person who asked/ },
  },
  {
    rule: '第二人同意后降级',
    category: '0201',
    steps: [...admitted, secretary('changeUrgency', { to: 'U2', reason: '水压低' }), community('decide', { granted: true })],
    gives: { context: { urgency: 'U2' } },
  },
  {
    rule: '第二人不同意则不降',
    category: '0201',
    steps: [...admitted, secretary('changeUrgency', { to: 'U2', reason: '水压低' }), community('decide', { granted: false })],
    gives: { context: { urgency: 'U1' } },
  },
  {
    rule: '未受理的单不改级',
    steps: [secretary('changeUrgency', { to: 'U1', reason: '急' })],
    gives: { refused: 'not-allowed', why: /not admitted/ },
  },
  {
    rule: '居民不能改级',
    steps: [...admitted, resident('changeUrgency', { to: 'U1', reason: '急' })],
    gives: { refused: 'forbidden' },
  },
]);

const raise = (to: string) => secretary('changeUrgency', { to, reason: '水已漫到电箱' });
scenarios(street, '改级即重算时限', [
  {
    rule: '升为特急：派单时限从升级时起 30 分钟，时限说明写明改级',
    steps: [...admitted, hours(3), raise('U0')],
    gives: {
      context: {
        urgency: 'U0',
        clocks: {
          dispatch: {
            dueAt: Date.parse('2026-03-02T12:30:00+08:00'),
            everyMs: 15 * 60_000,
            trace: { changes: [{ kind: 'urgency', from: 'U2', to: 'U0' }] },
          },
          whole: { trace: { changes: [{ kind: 'urgency', from: 'U2', to: 'U0' }] } },
        },
      },
      heard: [
        ['secretary', 'order-alarm'],
        ['street', 'order-alarm'],
      ],
    },
  },
  { rule: '升级后 30 分钟未派单发蓝卡', steps: [...admitted, raise('U0'), minutes(30)], gives: { supervision: 'blue' } },
  { rule: '受理时升为特急也告知值班室', steps: [secretary('admit', { urgency: 'U0' })], gives: { told: ['order-alarm'] } },
  {
    rule: '升为特急：15 分钟无人接，转派下一人',
    steps: [...dispatched, raise('U0'), minutes(15)],
    gives: { context: { passed: [personas.member.person] } },
  },
  {
    rule: '已逾期的升为特急，也从升级时起 15 分钟转派',
    steps: [...dispatched, until('2026-03-03T11:00:00+08:00'), raise('U0'), minutes(15)],
    gives: { context: { passed: [personas.member.person] } },
  },
  {
    rule: '剩余时间更短的，不因升级而变长',
    steps: [...dispatched, until('2026-03-03T09:55:00+08:00'), raise('U1')],
    gives: { context: { clocks: { accept: { dueAt: Date.parse('2026-03-03T10:00:00+08:00') } } } },
  },
  {
    rule: '升为紧急后 4 小时内到场',
    steps: [...working, hours(1), raise('U1')],
    gives: { context: { clocks: { arrive: { dueAt: Date.parse('2026-03-02T14:00:00+08:00'), finishedAt: null } } } },
  },
  {
    rule: '每天催办着的升为特急，四次不应，电话联系并提级',
    steps: [...working, until('2026-03-16T09:30:00+08:00'), raise('U0'), minutes(75)],
    gives: { context: { clocks: { whole: { reminded: 4 } } }, heard: [['street', 'order-deputy']] },
  },
  {
    rule: '降级后到场按预约',
    category: '0201',
    steps: [...working, raise('U2'), community('decide', { granted: true })],
    gives: {
      context: { urgency: 'U2', clocks: { arrive: { finishedAt: Date.parse('2026-03-02T09:00:00+08:00') } } },
    },
  },
  {
    rule: '到场已逾期的，降级后仍是逾期，按新的级别催办',
    steps: [
      ...admitted,
      raise('U0'),
      ...working.slice(admitted.length),
      hours(2),
      raise('U1'),
      community('decide', { granted: true }),
    ],
    gives: {
      context: {
        urgency: 'U1',
        clocks: { arrive: { dueAt: Date.parse('2026-03-02T10:00:00+08:00'), finishedAt: null, everyMs: 24 * 3_600_000 } },
      },
    },
  },
]);

scenarios(street, '不予受理', [
  { rule: '说明原因和渠道', steps: [refuse], gives: { handling: 'refused', context: { refusal: { channelCode: 'court' } } } },
  { rule: '没有原因不能不予受理', steps: [secretary('refuse', { channel: '法院' })], gives: { refused: 'invalid' } },
  { rule: '已派单的不能不予受理', steps: [...accepted, refuse], gives: { refused: 'not-allowed' } },
  { rule: '不予受理后不能再受理', steps: [refuse, secretary('admit')], gives: { refused: 'not-allowed', why: /has ended/ } },
]);

scenarios(street, '会商', [
  {
    rule: '归属不清可会商',
    steps: [...admitted, secretary('consult', { question: '是否属物业' })],
    gives: { handling: 'consulting' },
  },
  {
    rule: '会商最长 1 个工作日',
    steps: [...admitted, secretary('consult'), until('2026-03-03T17:59:00+08:00')],
    gives: { handling: 'consulting', supervision: 'clear' },
  },
  {
    rule: '会商超过 1 个工作日发蓝卡',
    steps: [...admitted, secretary('consult'), until('2026-03-03T18:00:00+08:00')],
    gives: { supervision: 'blue' },
  },
  {
    rule: '会商中可直接派单',
    steps: [...admitted, secretary('consult'), secretary('dispatch', { to: { kind: 'person', id: personas.member.person } })],
    gives: { handling: 'dispatched' },
  },
  {
    rule: '会商结束后回到待派',
    steps: [...admitted, secretary('consult'), secretary('endConsultation', { note: '属本社区' })],
    gives: { handling: 'admitted' },
  },
  {
    rule: '派单前只会商一次',
    steps: [...admitted, secretary('consult'), secretary('endConsultation'), secretary('consult')],
    gives: { refused: 'not-allowed', why: /a consultation already/ },
  },
  {
    rule: '退回后可再会商一次',
    steps: [
      ...admitted,
      secretary('consult'),
      secretary('dispatch', { to: { kind: 'person', id: personas.member.person } }),
      member('decline', { reason: '不归我管' }),
      secretary('consult'),
    ],
    gives: { handling: 'consulting' },
  },
  {
    rule: '会商不超过办结时限',
    category: '0201',
    steps: [...admitted, secretary('consult')],
    gives: { context: { clocks: { consult: { dueAt: Date.parse('2026-03-03T09:00:00+08:00') } } } },
  },
  { rule: '会商后发现不属本平台，不予受理', steps: [...admitted, secretary('consult'), refuse], gives: { handling: 'refused' } },
  { rule: '已接单的不会商', steps: [...accepted, secretary('consult')], gives: { refused: 'not-allowed' } },
]);

scenarios(street, '即办', [
  {
    rule: '窗口当场答复，一条指令办结',
    by: 'window',
    category: '1001',
    place: { source: 'proxy', settle: { result: '政策已说明' } },
    steps: [],
    gives: { handling: 'finished', labels: ['settled'] },
  },
  {
    rule: '即办仍要评价',
    by: 'window',
    category: '1001',
    place: { ...onBehalf, settle: { result: '已说明' } },
    steps: [resident('evaluate', { solved: 'yes', stars: 5 })],
    gives: { handling: 'evaluated', context: { settled: true } },
  },
  {
    rule: '即办也会差评重办',
    by: 'window',
    category: '1001',
    place: { ...onBehalf, settle: { result: '已说明' } },
    steps: [resident('evaluate', { solved: 'no', stars: 1 })],
    gives: { handling: 'reworking' },
  },
  {
    rule: '窗口重办自己即办的单',
    by: 'window',
    category: '1001',
    place: { ...onBehalf, settle: { result: '已说明' } },
    steps: [resident('evaluate', { solved: 'no', stars: 1 }), windowClerk('finish', { result: '重新说明' })],
    gives: { handling: 'finished' },
  },
  {
    rule: '窗口为没有账号的来人写下的单，先点单、再即办',
    by: 'window',
    category: '1001',
    place: { source: 'proxy' },
    steps: [windowClerk('settle', { result: '政策已说明' })],
    gives: { handling: 'finished', labels: ['settled'] },
  },
  {
    rule: '支部对已受理的单即办',
    steps: [...admitted, secretary('settle', { result: '已协调' })],
    gives: { handling: 'finished', labels: ['settled'] },
  },
  { rule: '支部受理前也可即办', steps: [secretary('settle', { result: '已答复' })], gives: { handling: 'finished' } },
  { rule: '居民不能即办', steps: [resident('settle', { result: '自己修了' })], gives: { refused: 'forbidden' } },
  { rule: '已派单的不即办', steps: [...accepted, secretary('settle', { result: '已办' })], gives: { refused: 'not-allowed' } },
]);

const object = resident('object', { reason: '没有在诉讼' });
const objected = [refuse, object];
const judge = (who: typeof office, upheld: boolean) => who('decideObjection', { upheld, reason: '已核实' });
const lowered = [...admitted, secretary('changeUrgency', { to: 'U2', reason: '水压低' }), community('decide', { granted: true })];
const pausedThen = [
  secretary('dispatch', { to: { kind: 'person', id: personas.member.person } }),
  member('accept'),
  member('contact'),
  member('askPause', { awaiting: 'resident', reason: '住户出门' }),
  secretary('decide', { granted: true }),
];
scenarios(street, '复核', [
  { rule: '5 个工作日内可对不予受理提出异议', steps: objected, gives: { handling: 'objecting', labels: ['objection'] } },
  {
    rule: '第 5 个工作日还可提出',
    steps: [refuse, until('2026-03-09T20:00:00+08:00'), object],
    gives: { handling: 'objecting' },
  },
  {
    rule: '过了 5 个工作日不能再提',
    steps: [refuse, until('2026-03-11T09:00:00+08:00'), object],
    gives: { refused: 'not-allowed', why: /time to object ended/ },
  },
  { rule: '他人不能提异议', steps: [refuse, gridWorker('object', { reason: '不服' })], gives: { refused: 'not-found' } },
  {
    rule: '由上一级复核：支部不能复核自己的决定',
    steps: [...objected, secretary('decideObjection', { upheld: true, reason: '改正' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '社区复核支部的决定，异议成立即受理',
    steps: [...objected, community('decideObjection', { upheld: true, reason: '未立案' })],
    gives: { handling: 'admitted', context: { closedAt: null } },
  },
  {
    rule: '异议不成立，维持不予受理',
    steps: [...objected, office('decideObjection', { upheld: false, reason: '已立案' })],
    gives: { handling: 'refused' },
  },
  {
    rule: '只能提一次',
    steps: [...objected, office('decideObjection', { upheld: false, reason: '已立案' }), object],
    gives: { refused: 'not-allowed', why: /only one/ },
  },
  { rule: '复核须说明理由', steps: [...objected, office('decideObjection', { upheld: false })], gives: { refused: 'invalid' } },
  { rule: '复核超过 1 个工作日发蓝卡', steps: [...objected, until('2026-03-03T18:00:00+08:00')], gives: { supervision: 'blue' } },
  { rule: '没有决定就没有异议', steps: [...admitted, object], gives: { refused: 'not-allowed', why: /no decision to object/ } },
  {
    rule: '对降级可提异议',
    category: '0201',
    steps: [
      ...admitted,
      secretary('changeUrgency', { to: 'U2', reason: '水压低' }),
      community('decide', { granted: true }),
      object,
    ],
    gives: { handling: 'admitted', labels: ['objection'] },
  },
  {
    rule: '降级异议成立则恢复原级',
    category: '0201',
    steps: [
      ...admitted,
      secretary('changeUrgency', { to: 'U2', reason: '水压低' }),
      community('decide', { granted: true }),
      object,
      office('decideObjection', { upheld: true, reason: '停水属紧急' }),
    ],
    gives: { context: { urgency: 'U1' } },
  },
  {
    rule: '同级不能复核同级',
    category: '0201',
    steps: [
      ...admitted,
      secretary('changeUrgency', { to: 'U2', reason: '水压低' }),
      community('decide', { granted: true }),
      object,
      community('decideObjection', { upheld: false, reason: '维持' }),
    ],
    gives: { refused: 'not-allowed', why: /level above/ },
  },
  {
    rule: '街道的决定，作出的人自己不能复核',
    steps: [office('refuse', { reason: '已立案', channelCode: 'court' }), object, judge(office, true)],
    gives: { refused: 'not-allowed', why: /another person at the level above/ },
  },
  {
    rule: '街道的决定由县里复核',
    steps: [office('refuse', { reason: '已立案', channelCode: 'court' }), object, judge(leader, true)],
    gives: { handling: 'admitted' },
  },
  {
    rule: '对降级的异议待复核时又批准挂起，先复核降级',
    category: '0201',
    steps: [...lowered, object, ...pausedThen, judge(office, true)],
    gives: {
      handling: 'paused',
      supervision: 'clear',
      context: { urgency: 'U1', objection: { matter: 'pause' }, clocks: { objectionReview: { finishedAt: expect.any(Number) } } },
      absent: ['laterObjections'],
    },
  },
  {
    rule: '复核降级之后，还可对挂起提出异议',
    category: '0201',
    steps: [...lowered, object, ...pausedThen, judge(office, false), object, judge(office, true)],
    gives: { handling: 'working', context: { urgency: 'U2', objection: { matter: 'pause', upheld: true } } },
  },
  {
    rule: '复核前又升级的，异议成立也不降回去',
    category: '0201',
    steps: [...lowered, object, secretary('changeUrgency', { to: 'U0', reason: '漏电' }), judge(office, true)],
    gives: { context: { urgency: 'U0', objection: { upheld: true } } },
  },
]);

scenarios(street, '补充说明', [
  {
    rule: '办理中可补充',
    steps: [...accepted, resident('note', { text: '下午在家' })],
    gives: { context: { notes: expect.arrayContaining([expect.objectContaining({ by: personas.resident.person })]) } },
  },
  { rule: '结束后不能补充', steps: [refuse, resident('note', { text: '还有' })], gives: { refused: 'not-allowed' } },
]);

test('staff who place for nobody in particular say where it comes from', async () => {
  const input = { category: '0101', text: '楼道堆物', unit: personas['grid-worker'].unit };
  const actor = street.actor('grid-worker');
  expect(await street.engine.execute({ workflow: 'six-order', type: 'place', input, actor })).toMatchObject({
    kind: 'not-allowed',
  });
});

test('merging: a child keeps its own resident and evaluation', async () => {
  const parent = await street.place({ category: '0404' });
  const child = await street.place({ category: '0404' }, 'resident-2');
  const [branch, worker] = [street.as('secretary'), street.as('member')];
  for (const { id } of [parent, child]) await branch.send(id, 'admit');
  expect(await branch.send(child.id, 'merge', { parent: child.id })).toMatchObject({ kind: 'invalid' });
  expect(await branch.send(child.id, 'merge', { parent: parent.id })).toMatchObject({ kind: 'applied' });
  expect((await street.get(child.id)).face.stage).toBe('merged');
  expect((await street.get(parent.id)).face.labels).toContain('parent');
  expect(await branch.send(parent.id, 'merge', { parent: child.id })).toMatchObject({ kind: 'not-allowed' });
  await branch.send(parent.id, 'dispatch', { to: { kind: 'person', id: personas.member.person } });
  await worker.send(parent.id, 'accept');
  await worker.send(parent.id, 'finish', { result: '井盖已换' });
  expect((await street.get(child.id)).face.stage).toBe('finished');
  expect(await street.as('resident-2').send(child.id, 'evaluate', { solved: 'no', stars: 1 })).toMatchObject({ kind: 'applied' });
  expect((await street.get(child.id)).face.labels).toContain('rework');
  expect(await street.as('resident').send(parent.id, 'evaluate', { solved: 'yes', stars: 5 })).toMatchObject({ kind: 'applied' });
  expect((await street.get(parent.id)).face.stage).toBe('evaluated');
});

test('splitting: a child goes on by itself; so it does when its parent is withdrawn', async () => {
  const parent = await street.place({ category: '0404' });
  const children = [
    await street.place({ category: '0404' }, 'resident-2'),
    await street.place({ category: '0404' }, 'resident-2'),
  ];
  const branch = street.as('secretary');
  await branch.send(parent.id, 'admit');
  for (const { id } of children) {
    await branch.send(id, 'admit');
    await branch.send(id, 'merge', { parent: parent.id });
  }
  const [first, second] = children.map(({ id }) => id);
  if (!first || !second) throw new Error('no children');
  expect(await branch.send(first, 'split')).toMatchObject({ kind: 'applied' });
  expect((await street.get(parent.id)).snapshot.context).toMatchObject({ children: [second] });
  await street.as('resident').send(parent.id, 'withdraw');
  for (const id of [first, second]) expect((await street.get(id)).face).toMatchObject({ stage: 'admitted', closedAt: null });
  expect(street.undelivered).toEqual([]);
});

test('what is split off goes on with what was left of its clock, and is as late as it was', async () => {
  const branch = street.as('secretary');
  const lives = async (merged: string, split: string) => {
    await street.db.query('delete from timers');
    street.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
    const [parent, child] = [await street.place(), await street.place()];
    for (const { id } of [parent, child]) await branch.send(id, 'admit');
    await street.until(Date.parse(merged));
    expect(await branch.send(child.id, 'merge', { parent: parent.id })).toMatchObject({ kind: 'applied' });
    await street.until(Date.parse(split));
    expect(await branch.send(child.id, 'split')).toMatchObject({ kind: 'applied' });
    await street.until(street.clock.now());
    return street.get(child.id);
  };
  // Five working days were left on Tuesday morning.
  const early = await lives('2026-03-03T09:00:00+08:00', '2026-03-05T09:00:00+08:00');
  expect(early.snapshot.context).toMatchObject({ clocks: { whole: { dueAt: Date.parse('2026-03-11T18:00:00+08:00') } } });
  expect(early.face.labels).not.toContain('overdue');
  // A few hours were left: to dispatch it there is no more time than for the whole.
  const last = (await lives('2026-03-09T16:00:00+08:00', '2026-03-11T09:00:00+08:00')).snapshot.context as {
    readonly clocks: Readonly<Record<'whole' | 'dispatch', { readonly dueAt: number }>>;
  };
  expect(last.clocks.whole.dueAt).toBe(Date.parse('2026-03-11T11:00:00+08:00'));
  expect(last.clocks.dispatch.dueAt).toBe(last.clocks.whole.dueAt);
  // Its yellow card was taken back as it was merged: it is issued anew.
  const late = await lives('2026-03-10T09:00:00+08:00', '2026-03-11T09:00:00+08:00');
  expect(late.snapshot.context).toMatchObject({ clocks: { whole: { dueAt: Date.parse('2026-03-09T18:00:00+08:00') } } });
  expect(late.face.labels).toEqual(expect.arrayContaining(['overdue', 'card:yellow']));
});

test('an objection to merging that is upheld takes the child out again', async () => {
  const parent = await street.place({ category: '0404' });
  const child = await street.place({ category: '0404' }, 'resident-2');
  for (const { id } of [parent, child]) await street.as('secretary').send(id, 'admit');
  await street.as('secretary').send(child.id, 'merge', { parent: parent.id });
  expect(await street.as('resident-2').send(child.id, 'object', { reason: '不是同一处' })).toMatchObject({ kind: 'applied' });
  expect(await street.as('street').send(child.id, 'decideObjection', { upheld: true, reason: '两处井盖' })).toMatchObject({
    kind: 'applied',
  });
  expect((await street.get(child.id)).face.stage).toBe('admitted');
});

test('what became more urgent while its merging was reviewed goes on by the limit of what it is now', async () => {
  street.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
  await putCountyRules(street.tables, [
    {
      id: newId(),
      tenant: '522326',
      path: 'u522326',
      document: '望府办〔2026〕4号',
      validFrom: 0,
      validTo: null,
      kind: 'limit',
      key: '',
      value: { clock: 'whole', category: '0404', urgency: 'U0', limit: '4 h', basis: 'policy' },
    },
  ]);
  await street.deadlines.refresh();
  const [parent, child] = [await street.place({ category: '0404' }), await street.place({ category: '0404' }, 'resident-2')];
  for (const { id } of [parent, child]) await street.as('secretary').send(id, 'admit');
  await street.as('secretary').send(child.id, 'merge', { parent: parent.id });
  await street.as('resident-2').send(child.id, 'object', { reason: '不是同一处' });
  expect(await street.as('secretary').send(child.id, 'changeUrgency', { to: 'U0', reason: '已有人踩空' })).toMatchObject({
    kind: 'applied',
  });
  await street.as('street').send(child.id, 'decideObjection', { upheld: true, reason: '两处井盖' });
  expect((await street.get(child.id)).snapshot.context).toMatchObject({
    urgency: 'U0',
    clocks: { whole: { dueAt: Date.parse('2026-03-02T13:00:00+08:00') } },
  });
});

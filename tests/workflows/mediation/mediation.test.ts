// Mediation (枫桥): who mediates, the ladder, agreements, the court's word, the warning. Sources: domain research 2.6; 人民调解法.
import { newId } from '@six-order/cli/new-id';
import { demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import type { Reader } from '@six-order/community/authority/reader';
import { personaNames, type PersonaName } from '@six-order/community/demo/persona-name';
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { deskOf, momentOf } from '@six-order/community/desks/desks';
import { keepsOutOf } from '@six-order/community/mediation/apart';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { defaultMediation, type MediationPolicy } from '@six-order/community/mediation/policy';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { accessOf, type FieldKind } from '@six-order/community/privacy/fields';
import { ownCode } from '@six-order/community/units/unit';
import { matches, type OrderId } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/mediation/face';
import { whyNotMediation } from '@six-order/workflows/mediation/workflow';
import { contextOf as warningOf } from '@six-order/workflows/warning/face';
import { describe, expect, test } from 'vitest';
import { DAY, openStreet } from '../../harness/street.ts';
import { by, scenarios, system, type Matter, type Scenario } from '../matter.ts';
import { opened } from '../recorder.ts';
import { days, hours, until } from '../scenarios/scenario.ts';

const street = await openStreet({ delivers: true });
const [resident, gridWorker, secretary, community, office] = [
  by('resident'),
  by('grid-worker'),
  by('secretary'),
  by('community'),
  by('street'),
];
const [other, member, supervisor] = [by('resident-2'), by('member'), by('supervisor')];
const [property, facility] = [by('property'), by('facility')];
const { id: noise } = await street.place({ category: '0501' });
const [asker, neighbour] = [personas.resident.person, personas['resident-2'].person];
const firm = street.directory.unitByCode('522326', personas.property.unit)?.id ?? '';
const parties = { a: { persons: [asker] }, b: { persons: [neighbour] } };
const about = (more: Record<string, unknown> = {}) => ({
  category: '0502',
  unit: demoGrid,
  text: '楼上半夜拖桌椅',
  parties,
  ...more,
});
const open = (more: Record<string, unknown> = {}) => resident('open', about(more));
const withFirm = open({ parties: { ...parties, b: { unit: firm } } });
const matter: Matter = { workflow: 'mediation', opens: open(), whyNot: whyNotMediation };

const leader = by('leader');
const unitOf = (persona: 'community' | 'street' | 'leader'): string =>
  street.directory.unitByCode('522326', personas[persona].unit)?.id ?? '';

const taken = [gridWorker('take')];
/** Where several may mediate. */
const there = { unit: personas.community.unit };
const takenThere = [community('take')];
const written = { form: 'written', text: '晚十点后不拖动', signed: { a: 'signed', b: 'fingerprint' } };
const agreed = [...taken, gridWorker('agree', written)];
const atTop = until('2026-03-09T18:00:00+08:00');

scenarios(street, '申请', matter, [
  {
    rule: '从网格开始',
    gives: { stage: 'waiting', context: { standing: { rung: 0, zh: '网格' } }, told: ['opened', 'received', 'applied'] },
  },
  {
    rule: '在社区申请的，从社区调委会开始',
    opens: open({ unit: personas.community.unit }),
    gives: { context: { standing: { rung: 0, zh: '社区人民调解委员会' } } },
  },
  {
    rule: '在街道申请的，从综治中心开始',
    opens: open({ unit: demoStreet }),
    gives: { context: { standing: { rung: 0, zh: '街道综治中心（司法所）' } } },
  },
  { rule: '只有矛盾纠纷类可以调解', opens: open({ category: '0101' }), gives: { refused: 'invalid', why: /mediation-category/ } },
  { rule: '须写明双方', opens: open({ parties: { a: {}, b: {} } }), gives: { refused: 'invalid', why: /say who this side is/ } },
  ...(
    [
      '13900001111',
      '老王 139 0000 1111',
      '电话１３９００００１１１１',
      '老王一三九零零零零一一一一',
      '王五 幺三九〇〇〇〇幺幺幺幺',
      '老王\n住三楼',
      '王\u0000',
      '　',
      '王'.repeat(41),
    ] as const
  ).flatMap((name): Scenario[] => [
    {
      rule: `称呼写不下电话、换行和别的：${JSON.stringify(name).slice(0, 24)}（另一方）`,
      opens: open({ parties: { ...parties, b: { name } } }),
      gives: { refused: 'invalid' },
    },
    {
      rule: `称呼写不下电话、换行和别的：${JSON.stringify(name).slice(0, 24)}（申请人）`,
      opens: open({ contact: { name } }),
      gives: { refused: 'invalid' },
    },
  ]),
  {
    rule: '一方须是本县的人',
    opens: open({ parties: { ...parties, b: { persons: [newId()] } } }),
    gives: { refused: 'invalid', why: /no person of this county/ },
  },
  ...['12栋2单元1203住户', '三单元一二〇三住户', '张三、李四、王五', '王二', '郑十'].map((name): Scenario => ({
    rule: `门牌号和名字里的数字不是电话：${name}`,
    opens: open({ parties: { ...parties, b: { name } } }),
    gives: { stage: 'waiting' },
  })),
  { rule: '一方可以只有称呼', opens: open({ parties: { ...parties, b: { name: '楼上住户' } } }), gives: { stage: 'waiting' } },
  {
    rule: '一方可以是单位',
    opens: open({ parties: { ...parties, b: { unit: firm } } }),
    gives: { stage: 'waiting', labels: [`side:${firm}`], context: { parties: { b: { unit: firm, kind: 'property' } } } },
  },
  {
    rule: '一方的单位须是本县的',
    opens: open({ parties: { ...parties, b: { unit: newId() } } }),
    gives: { refused: 'invalid', why: /no unit of this county/ },
  },
  { rule: '监督员不代为申请', opens: supervisor('open', about()), gives: { refused: 'forbidden' } },
  { rule: '可以由一件六单转来', opens: open({ order: noise }), gives: { stage: 'waiting', labels: [`order:${noise}`] } },
  { rule: '只能关联本街道的单', opens: open({ order: newId() }), gives: { refused: 'invalid', why: /same-street-link/ } },
  { rule: '没有这栋楼的不收', opens: open({ building: '1栋' }), gives: { refused: 'invalid', why: /no unit of this county/ } },
  {
    rule: '地点不在本县的不收',
    opens: open({ unit: '110101001' }),
    gives: { refused: 'invalid', why: /no unit of this county/ },
  },
]);

scenarios(street, '调解员', matter, [
  { rule: '网格员受理', steps: taken, gives: { stage: 'mediating', told: ['taken'] } },
  { rule: '上一级不越级受理', steps: [community('take')], gives: { refused: 'forbidden' } },
  { rule: '党员不受理', steps: [member('take')], gives: { refused: 'not-found' } },
  {
    rule: '受理后他人不再受理',
    steps: [...taken, gridWorker('take')],
    gives: { refused: 'not-allowed', why: /not possible while/ },
  },
  {
    rule: '当事人不调解自己的事',
    opens: open({ parties: { ...parties, b: { persons: [personas['grid-worker'].person] } } }),
    steps: [gridWorker('take')],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '被反映单位的人不调解',
    opens: open({ parties: { ...parties, b: { unit: street.directory.unitByCode('522326', demoGrid)?.id } } }),
    steps: [gridWorker('take')],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '调解员可以回避，不再受理',
    opens: open(there),
    steps: [...takenThere, community('stepAside'), community('take')],
    gives: { refused: 'not-allowed', why: /does not mediate it again/ },
  },
  {
    rule: '调解员回避的，本单位另一位来办，当事人知道在换人',
    opens: open(there),
    steps: [...takenThere, community('stepAside')],
    gives: { stage: 'waiting', told: ['freed', 'changing'], untold: ['refused', 'relieved'] },
  },
  {
    rule: '当事人要求换人的，说的是换人，不是回避',
    opens: open(there),
    steps: [...takenThere, other('refuseMediator')],
    gives: { stage: 'waiting', told: ['relieved', 'refused', 'changing'], untold: ['freed'] },
  },
  {
    rule: '作为一方的单位由本单位的人回应，可以要求换人',
    opens: open({ ...there, parties: { ...parties, b: { unit: firm } } }),
    steps: [...takenThere, property('refuseMediator')],
    gives: { stage: 'waiting', told: ['refused'] },
  },
  {
    rule: '作为一方的单位可以不接受调解',
    opens: withFirm,
    steps: [property('decline')],
    gives: { stage: 'declined', told: ['declined', 'told'] },
  },
  { rule: '别的单位不能代它回应', opens: withFirm, steps: [facility('decline')], gives: { refused: 'not-found' } },
  {
    rule: '没有单位作为一方的，单位看不到',
    steps: [property('decline')],
    gives: { refused: 'not-found' },
  },
  {
    rule: '申请人更正自己的电话，调解员知道',
    opens: open({ contact: { name: '韦春梅', phone: '13900001111' } }),
    steps: [...taken, resident('correct', { contact: { phone: '13900002222' } })],
    gives: { stage: 'mediating', told: ['reached'], context: { contact: { name: { sealed: expect.any(String) } } } },
  },
  {
    rule: '没留电话的可以补上',
    steps: [resident('correct', { contact: { phone: '13900002222' } })],
    gives: { stage: 'waiting', context: { contact: { name: null, phone: { sealed: expect.any(String) } } } },
  },
  {
    rule: '调解员也可以更正',
    steps: [...taken, gridWorker('correct', { contact: { name: '韦大姐' } })],
    gives: { told: ['reached'] },
  },
  {
    rule: '更正要写明更正什么',
    steps: [resident('correct', { contact: {} })],
    gives: { refused: 'invalid', why: /that is right/ },
  },
  {
    rule: '电话不写在姓名里',
    steps: [resident('correct', { contact: { name: '139 0000-2222' } })],
    gives: { refused: 'invalid', why: /belongs in the field for it/ },
  },
  {
    rule: '另一方不更正申请人的联系方式',
    steps: [other('correct', { contact: { name: '某' } })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '旁人不更正',
    steps: [...taken, secretary('correct', { contact: { name: '某' } })],
    gives: { refused: 'not-allowed', why: /asked-or-mediates/ },
  },
  {
    rule: '任期届满，调解员移交给本单位的人，当事人知道',
    steps: [...taken, gridWorker('climb'), community('take'), community('handOver', { person: personas.secretary.person })],
    gives: { stage: 'mediating', context: { mediator: personas.secretary.person }, told: ['handedOver', 'changed'] },
  },
  {
    rule: '支部可以安排交接',
    steps: [...taken, gridWorker('climb'), community('take'), secretary('handOver', { person: personas.secretary.person })],
    gives: { context: { mediator: personas.secretary.person } },
  },
  {
    rule: '不移交给不能调解的人',
    steps: [...taken, gridWorker('handOver', { person: personas.member.person })],
    gives: { refused: 'invalid', why: /mediator-able/ },
  },
  {
    rule: '不移交给当事人或其家人',
    opens: open({ parties: { ...parties, b: { persons: [personas.secretary.person] } } }),
    steps: [...taken, gridWorker('climb'), community('take'), community('handOver', { person: personas.secretary.person })],
    gives: { refused: 'invalid', why: /mediator-apart/ },
  },
  {
    rule: '当事人在办公室任职的，不安排由谁来调解自己的事',
    opens: open({ ...there, parties: { ...parties, b: { persons: [personas.secretary.person] } } }),
    steps: [...takenThere, secretary('handOver', { person: personas.member.person })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '回避了的人不安排由谁接手',
    opens: open(there),
    steps: [...takenThere, community('stepAside'), secretary('take'), community('handOver', { person: personas.street.person })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '当事人不要的人不安排由谁接手',
    opens: open(there),
    steps: [...takenThere, other('refuseMediator'), secretary('take'), community('handOver', { person: personas.street.person })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '移交给另一人',
    steps: [...taken, gridWorker('handOver', { person: personas['grid-worker'].person })],
    gives: { refused: 'not-allowed', why: /goes-to-another/ },
  },
  {
    rule: '回避后另派',
    opens: open(there),
    steps: [...takenThere, community('stepAside')],
    gives: { stage: 'waiting', context: { standing: { rung: 0 } }, told: ['freed'] },
  },
  {
    rule: '唯一的调解员是当事人的，不等到期，马上转上一级',
    opens: open({ parties: { ...parties, b: { persons: [personas['grid-worker'].person] } } }),
    gives: { stage: 'waiting', context: { standing: { rung: 1 } }, told: ['received', 'climbed', 'moved'], untold: ['opened'] },
  },
  {
    rule: '唯一的调解员回避的，马上转上一级',
    steps: [...taken, gridWorker('stepAside')],
    gives: { stage: 'waiting', context: { standing: { rung: 1 } }, told: ['changing', 'climbed', 'moved'], untold: ['freed'] },
  },
  {
    rule: '当事人不要唯一的调解员的，马上转上一级',
    steps: [...taken, other('refuseMediator')],
    gives: { stage: 'waiting', context: { standing: { rung: 1 } }, told: ['relieved', 'climbed', 'moved'], untold: ['refused'] },
  },
  {
    rule: '一级一级都没有别人的，转到有人的那一级',
    opens: open({ parties: { ...parties, b: { unit: street.directory.unitByCode('522326', personas.community.unit)?.id } } }),
    gives: { stage: 'waiting', context: { standing: { rung: 2 } }, told: ['climbed'] },
  },
  {
    rule: '最后一级没有别人的，留在那里，不因此结束',
    opens: open({ unit: demoStreet }),
    steps: [office('take'), office('climb'), office('take'), office('stepAside')],
    gives: { stage: 'waiting', context: { standing: { rung: 1, last: true } }, told: ['freed'] },
  },
  {
    rule: '当事人可以要求更换',
    steps: [...taken, other('refuseMediator')],
    gives: { stage: 'waiting', context: { mediator: null } },
  },
  { rule: '旁人不能要求更换', steps: [...taken, supervisor('refuseMediator')], gives: { refused: 'forbidden' } },
  {
    rule: '只有调解员写调解记录',
    steps: [...taken, gridWorker('session', { text: '愿意谈' })],
    gives: { context: { sessions: [{ by: personas['grid-worker'].person }] } },
  },
]);

scenarios(street, '阶梯', matter, [
  {
    rule: '网格一个工作日到期，自动提级到社区',
    steps: [days(2)],
    gives: { stage: 'waiting', context: { standing: { rung: 1 } }, told: ['climbed', 'moved'] },
  },
  {
    rule: '社区两个工作日到期，到综治中心',
    steps: [until('2026-03-05T18:01:00+08:00')],
    gives: { context: { standing: { rung: 2 } } },
  },
  {
    rule: '再两个工作日，到街道',
    steps: [until('2026-03-09T18:01:00+08:00')],
    gives: { context: { standing: { rung: 3, last: true } } },
  },
  {
    rule: '七个工作日用完，告知仲裁、诉讼',
    steps: [until('2026-03-11T18:01:00+08:00')],
    gives: { stage: 'referred', context: { told: ['arbitration', 'litigation'] }, told: ['told'] },
  },
  {
    rule: '调解员可以提前提级',
    steps: [...taken, gridWorker('climb')],
    gives: { stage: 'waiting', context: { standing: { rung: 1 }, mediator: null } },
  },
  {
    rule: '到期的自动提级，遇到刚刚提过级的，不再提一级',
    steps: [...taken, gridWorker('climb'), system('climb')],
    gives: { refused: 'not-allowed' },
  },
  {
    rule: '在最后一级也不因此告知其他途径',
    opens: open({ unit: demoStreet }),
    steps: [office('take'), office('climb'), system('climb')],
    gives: { refused: 'not-allowed' },
  },
  {
    rule: '未受理的人不能提级',
    steps: [gridWorker('climb')],
    gives: { refused: 'not-allowed', why: /the mediator takes it up, or its limit does/ },
  },
  { rule: '时限过半提醒', steps: [hours(10)], gives: { told: ['half'] } },
  { rule: '最后一级提级即告知其他途径', steps: [atTop, hours(1), office('take'), office('climb')], gives: { stage: 'referred' } },
  {
    rule: '在任何一级都可以告知其他途径',
    steps: [...taken, gridWorker('refer', { channels: ['notary', 'litigation'] })],
    gives: { stage: 'referred', context: { told: ['notary', 'litigation'] } },
  },
  ...(
    [
      ['公证', 'notary'],
      ['仲裁', 'arbitration'],
      ['行政裁决', 'ruling'],
      ['行政复议', 'reconsideration'],
      ['诉讼', 'litigation'],
    ] as const
  ).map(([zh, channel]): Scenario => ({
    rule: `调解不成，告知${zh}；双方都告知，路都还在`,
    steps: [...taken, gridWorker('session', { text: '谈不拢' }), gridWorker('refer', { channels: [channel] })],
    gives: { stage: 'referred', context: { told: [channel], agreement: null }, told: ['told'] },
  })),
  {
    rule: '仲裁、诉讼都可以走的，一并告知',
    steps: [...taken, gridWorker('climb'), secretary('take'), secretary('refer', { channels: ['arbitration', 'litigation'] })],
    gives: { stage: 'referred', context: { told: ['arbitration', 'litigation'], standing: { rung: 1 } } },
  },
  { rule: '至少告知一条路', steps: [...taken, gridWorker('refer', { channels: [] })], gives: { refused: 'invalid' } },
  { rule: '不告知没有的路', steps: [...taken, gridWorker('refer', { channels: ['police'] })], gives: { refused: 'invalid' } },
  {
    rule: '没有受理的人不告知',
    steps: [gridWorker('refer', { channels: ['litigation'] })],
    gives: { refused: 'not-allowed', why: /not possible while/ },
  },
  {
    rule: '告知之后不再提级、不再达成协议',
    steps: [...taken, gridWorker('refer', { channels: ['litigation'] }), gridWorker('agree', written)],
    gives: { refused: 'not-allowed', why: /has ended/ },
  },
  {
    rule: '噪音三个工作日：各级按比例压缩',
    opens: open({ category: '0501' }),
    steps: [until('2026-03-05T18:01:00+08:00')],
    gives: { stage: 'referred' },
  },
]);

scenarios(street, '自愿', matter, [
  {
    rule: '任何一方可以不再调解',
    steps: [other('decline')],
    gives: { stage: 'declined', context: { told: ['arbitration', 'litigation'] } },
  },
  { rule: '调解中也可以', steps: [...taken, resident('decline')], gives: { stage: 'declined' } },
  {
    rule: '申请人可以撤回，另一方知道',
    steps: [resident('withdraw')],
    gives: { stage: 'withdrawn', told: ['withdrawn', 'takenBack'], untold: ['declined'] },
  },
  { rule: '另一方不能撤回', steps: [other('withdraw')], gives: { refused: 'forbidden' } },
  {
    rule: '结束后不再调解',
    steps: [resident('withdraw'), gridWorker('take')],
    gives: { refused: 'not-allowed', why: /the order has ended/ },
  },
]);

scenarios(street, '协议', matter, [
  {
    rule: '双方签字，三十日内可申请司法确认',
    steps: agreed,
    gives: {
      stage: 'agreed',
      told: ['agreed'],
      context: { clocks: { confirmation: { dueAt: Date.parse('2026-04-01T18:00:00+08:00') } } },
    },
  },
  {
    rule: '缺一方签名记录的协议不成立',
    steps: [...taken, gridWorker('agree', { ...written, signed: { a: 'signed' } })],
    gives: { refused: 'not-allowed', why: /signature record of both sides/ },
  },
  {
    rule: '书面协议不能只由调解员记录',
    steps: [...taken, gridWorker('agree', { ...written, signed: { a: 'signed', b: 'recorded' } })],
    gives: { refused: 'not-allowed', why: /signed by both sides themselves/ },
  },
  {
    rule: '口头协议由调解员记录',
    steps: [...taken, gridWorker('agree', { form: 'oral', text: '互相让一步', signed: { a: 'recorded', b: 'recorded' } })],
    gives: { stage: 'agreed' },
  },
  { rule: '双方和解', steps: [...taken, gridWorker('reconcile')], gives: { stage: 'reconciled', told: ['reconciled'] } },
  {
    rule: '司法确认须双方共同申请',
    steps: [...agreed, gridWorker('applyConfirmation', { together: false })],
    gives: { refused: 'not-allowed', why: /both sides ask the court together/ },
  },
  {
    rule: '逾三十日不能申请司法确认',
    steps: [...agreed, days(31), gridWorker('applyConfirmation', { together: true })],
    gives: { refused: 'not-allowed', why: /within thirty days/ },
  },
  {
    rule: '司法确认只申请一次',
    steps: [...agreed, gridWorker('applyConfirmation', { together: true }), gridWorker('applyConfirmation', { together: true })],
    gives: { refused: 'not-allowed', why: /has been asked already/ },
  },
  {
    rule: '登记法院结果',
    steps: [...agreed, gridWorker('applyConfirmation', { together: true }), gridWorker('recordRuling', { confirmed: true })],
    gives: { context: { confirmation: { confirmed: true } } },
  },
  {
    rule: '移交以后由接手的人登记法院结果',
    steps: [
      ...taken,
      gridWorker('climb'),
      community('take'),
      community('agree', written),
      community('applyConfirmation', { together: true }),
      community('handOver', { person: personas.secretary.person }),
      community('recordRuling', { confirmed: true }),
    ],
    gives: { refused: 'not-allowed', why: /does not mediate it again/ },
  },
  {
    rule: '没有申请就没有结果',
    steps: [...agreed, gridWorker('recordRuling', { confirmed: true })],
    gives: { refused: 'not-allowed', why: /no court has been asked/ },
  },
]);

scenarios(street, '回访', matter, [
  { rule: '三十日到期提醒回访', steps: [...agreed, days(31)], gives: { stage: 'agreed', told: ['followUp'] } },
  {
    rule: '网格里没有别人可以回访的，到社区的工作台；到期告知社区',
    steps: [...agreed, days(31)],
    gives: {
      stage: 'agreed',
      context: { caller: unitOf('community') },
      labels: ['#raised', `level:${unitOf('community')}`],
      told: ['followUp'],
    },
  },
  {
    rule: '本单位还有别人可以回访的，不到上一级',
    opens: open(there),
    steps: [...takenThere, community('reconcile')],
    gives: { stage: 'reconciled', context: { caller: null } },
  },
  {
    rule: '达成协议后移交给本单位另一个人的，他也不能回访，到上一级',
    opens: open(there),
    steps: [...takenThere, community('agree', written), community('handOver', { person: personas.secretary.person })],
    gives: {
      stage: 'agreed',
      context: { mediator: personas.secretary.person, caller: unitOf('street') },
      labels: ['#raised', `level:${unitOf('street')}`],
    },
  },
  {
    rule: '社区是一方的，街道只有调解的人，由县里回访',
    opens: open({ parties: { ...parties, b: { unit: unitOf('community') } } }),
    steps: [office('take'), office('reconcile')],
    gives: { stage: 'reconciled', context: { caller: unitOf('leader') } },
  },
  {
    rule: '街道只有一个人，又是他调解的，由县里回访',
    opens: open({ unit: demoStreet }),
    steps: [office('take'), office('agree', written), leader('followUp', { kept: 'yes' })],
    gives: { stage: 'settled', context: { caller: unitOf('leader') }, labels: [] },
  },
  {
    rule: '县里登记法院结果',
    opens: open({ unit: demoStreet }),
    steps: [
      office('take'),
      office('agree', written),
      office('applyConfirmation', { together: true }),
      leader('recordRuling', { confirmed: true }),
    ],
    gives: { context: { confirmation: { confirmed: true } } },
  },
  {
    rule: '没有履行，转上一级，又达成协议的，重新看由谁回访',
    steps: [...agreed, community('followUp', { kept: 'no' }), community('take'), community('agree', written)],
    gives: { stage: 'agreed', context: { caller: null } },
  },
  { rule: '履行了就结束', steps: [...agreed, community('followUp', { kept: 'yes' })], gives: { stage: 'settled' } },
  {
    rule: '部分履行的再约一次',
    steps: [...agreed, days(10), community('followUp', { kept: 'partly' })],
    gives: { stage: 'agreed', context: { clocks: { followUp: { startedAt: Date.parse('2026-03-12T09:00:00+08:00') } } } },
  },
  {
    rule: '未履行的转上一级',
    steps: [...agreed, secretary('followUp', { kept: 'no', text: '又吵起来了' })],
    gives: { stage: 'waiting', context: { standing: { rung: 1 } }, told: ['broken'] },
  },
  {
    rule: '作为一方的社区不回访自己的纠纷',
    opens: open({ parties: { ...parties, b: { unit: street.directory.unitByCode('522326', personas.community.unit)?.id } } }),
    steps: [office('take'), office('agree', written), secretary('followUp', { kept: 'yes' })],
    gives: { refused: 'forbidden' },
  },
  {
    rule: '调解员不回访自己的调解',
    steps: [...agreed, gridWorker('followUp', { kept: 'yes' })],
    gives: { refused: 'not-allowed', why: /does not follow up his own/ },
  },
]);

test('where the only one who mediates may not ask whether it is kept, those above are told, and have it on their desk', async () => {
  const own = await openStreet({ delivers: true });
  const order = opened(await own.as('resident').open('mediation', 'open', about()));
  await own.as('grid-worker').send(order, 'take');
  await own.as('grid-worker').send(order, 'agree', written);
  await own.until(own.clock.now() + 31 * DAY);
  const { rows } = await own.db.query<{ person: string }>(
    `select distinct person from notices where order_id = $1 and params::text like '%followUp%'`,
    [order],
  );
  expect(rows.map(({ person }) => person).toSorted()).toEqual([personas.community.person, personas.secretary.person].toSorted());
  const standing = await own.get(order);
  const inbox = (who: PersonaName): boolean => {
    const actor = own.actor(who);
    const moment = momentOf(officialCalendar, own.clock.now());
    return matches(deskOf('inbox', { ...actor, holds: own.directory.holdsOf(actor) }, moment).filter, standing);
  };
  expect([inbox('community'), inbox('secretary'), inbox('member')]).toEqual([true, true, false]);
});

const dispute = async (more: Record<string, unknown> = {}): Promise<OrderId> =>
  opened(await street.as('resident').open('mediation', 'open', about(more)));

/** Whoever reads, as the API makes him. */
const readerAs = (who: PersonaName): Reader => {
  const actor = street.actor(who);
  return {
    ...actor,
    holds: street.directory.holdsOf(actor),
    keepsOut: keepsOutOf(street.directory)(actor),
  };
};

describe('what is offered', () => {
  const concerned = street.directory.unitByCode('522326', personas.community.unit)?.id ?? '';
  const sides: Readonly<Record<string, object>> = {
    'a neighbour': { persons: [neighbour] },
    'the grid worker himself': { persons: [personas['grid-worker'].person] },
    'the secretary himself': { persons: [personas.secretary.person] },
    'the community': { unit: concerned },
    'the grid': { unit: street.directory.unitByCode('522326', demoGrid)?.id },
  };
  type Sent = readonly [who: PersonaName, type: string, input?: object];
  const states: Readonly<Record<string, { readonly unit: string; readonly sent: readonly Sent[] }>> = {
    'waiting in the grid': { unit: demoGrid, sent: [] },
    'waiting in the community': { unit: personas.community.unit, sent: [] },
    'agreed in the street': {
      unit: demoStreet,
      sent: [
        ['street', 'take'],
        ['street', 'agree', written],
        ['street', 'applyConfirmation', { together: true }],
      ],
    },
  };
  const inputs: Readonly<Record<string, object>> = { take: {}, recordRuling: { confirmed: true }, followUp: { kept: 'partly' } };

  test.each(Object.keys(states).flatMap((state) => Object.keys(sides).map((side) => [state, side] as const)))(
    'is accepted of everybody: %s, against %s',
    async (state, side) => {
      const { unit, sent } = states[state]!;
      const begun = async (): Promise<OrderId> => {
        const id = await dispute({ unit, parties: { ...parties, b: sides[side] } });
        for (const [who, type, input] of sent) await street.as(who).send(id, type, input);
        return id;
      };
      const id = await begun();
      const order = await street.get(id);
      for (const who of personaNames) {
        for (const type of street.engine.allowed(order, street.actor(who))) {
          if (inputs[type] === undefined) continue;
          expect([who, type, (await street.as(who).send(await begun(), type, inputs[type])).kind]).toEqual([
            who,
            type,
            'applied',
          ]);
        }
      }
    },
  );
});

test('a unit that is a side of a dispute from before its face said so keeps out of it all the same, and answers for itself', async () => {
  const { unit } = personas.community;
  const id = await dispute({
    unit,
    parties: { ...parties, b: { unit: street.directory.unitByCode('522326', unit)?.id } },
  });
  const order = await street.get(id);
  const { sides, ...data } = order.face.data;
  expect(sides).toHaveLength(1);
  const old = {
    ...order,
    face: { ...order.face, data, labels: order.face.labels.filter((label) => !label.startsWith('side:')) },
  };
  const now = street.clock.now();
  for (const who of ['community', 'secretary'] as const) {
    const access = accessOf(readerAs(who), old, now);
    expect([who, access('text'), access('mediator-note'), access('result')]).toEqual([who, 'none', 'none', 'full']);
    expect(street.engine.allowed(old, street.actor(who))).toEqual(['decline']);
  }
});

describe('who reads what', () => {
  const access = async (id: OrderId, who: Parameters<typeof street.actor>[0], kinds: readonly FieldKind[]) => {
    const reader = readerAs(who);
    const of = accessOf(reader, await street.get(id), street.clock.now());
    return kinds.map((kind) => of(kind));
  };

  test('the other side reads what was agreed and no word of who asked', async () => {
    street.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
    const id = await dispute();
    for (const { type, input } of agreed) await street.as('grid-worker').send(id, type, input);
    expect(await access(id, 'resident', ['text', 'result'])).toEqual(['full', 'full']);
    expect(await access(id, 'resident-2', ['text', 'contact.name', 'result'])).toEqual(['none', 'none', 'full']);
    expect(await access(id, 'grid-worker', ['text', 'mediator-note', 'result'])).toEqual(['full', 'full', 'full']);
    // What either says to whoever mediates is for neither of them to read.
    for (const side of ['resident', 'resident-2'] as const) expect(await access(id, side, ['mediator-note'])).toEqual(['none']);
  });

  test('who asked, and how to reach him, is for whoever has taken it on alone, the telephone by a logged look', async () => {
    const id = await dispute({ contact: { name: '韦春梅', phone: '13900001111' } });
    const applicant = ['applicant.name', 'applicant.phone'] as const;
    expect(await access(id, 'resident', applicant)).toEqual(['full', 'full']);
    expect(await access(id, 'grid-worker', applicant)).toEqual(['none', 'none']);
    await street.as('grid-worker').send(id, 'take');
    expect(await access(id, 'grid-worker', applicant)).toEqual(['full', 'reveal']);
    for (const who of ['resident-2', 'secretary', 'street', 'supervisor'] as const)
      expect(await access(id, who, applicant)).toEqual(['none', 'none']);
    expect(JSON.stringify([await street.get(id), await street.journal(id)])).not.toMatch(/韦春梅|13900001111/);
    await street.as('grid-worker').send(id, 'stepAside');
    expect(await access(id, 'grid-worker', applicant)).toEqual(['none', 'none']);
  });

  test('the building that was named is where it is', async () => {
    const { snapshot } = await street.get(await dispute({ building: ownCode.building(demoGrid, 1) }));
    expect(street.directory.unitById(contextOf(snapshot).building ?? '')?.code).toBe(ownCode.building(demoGrid, 1));
  });

  test('whoever works where it is mediated, and is its other side, reads no word of who asked either', async () => {
    const id = await dispute({ parties: { ...parties, b: { persons: [personas['grid-worker'].person] } } });
    expect(await access(id, 'grid-worker', ['text', 'mediator-note', 'result'])).toEqual(['none', 'none', 'full']);
  });

  test('who mediated it and does not any more reads nothing of it; who asked reads on, and so does whoever mediates now', async () => {
    const all = ['text', 'contact.name', 'mediator-note', 'result', 'applicant.name', 'applicant.phone'] as const;
    const nothing = all.map(() => 'none');
    for (const leave of [
      gridWorker('stepAside'),
      other('refuseMediator'),
      gridWorker('handOver', { person: personas.secretary.person }),
    ]) {
      const handed = leave.type === 'handOver';
      const id = await dispute(handed ? { unit: personas.community.unit } : {});
      const mediator = handed ? 'community' : 'grid-worker';
      await street.as(mediator).send(id, 'take');
      await street.as(mediator).send(id, 'session', { text: '愿意谈' });
      expect((await access(id, mediator, all)).slice(0, 3)).toEqual(['full', 'full', 'full']);
      expect(await street.as(handed ? mediator : (leave.who as 'resident-2')).send(id, leave.type, leave.input)).toMatchObject({
        kind: 'applied',
      });
      expect(await access(id, mediator, all)).toEqual(nothing);
      expect(await access(id, 'resident', ['text', 'applicant.name'])).toEqual(['full', 'full']);
      expect(await access(id, 'secretary', ['text', 'mediator-note'])).toEqual(['full', 'full']);
    }
  });

  test('a unit that is a side reads what was agreed, and whoever is of it nothing more on the desk that mediates or supervises', async () => {
    const id = await dispute({ parties: { ...parties, b: { unit: firm } } });
    for (const { type, input } of agreed) await street.as('grid-worker').send(id, type, input);
    expect(await access(id, 'property', ['text', 'contact.name', 'mediator-note', 'result'])).toEqual([
      'none',
      'none',
      'none',
      'full',
    ]);
    const of = street.directory.unitByCode('522326', personas.community.unit)?.id;
    const about = await dispute({ parties: { ...parties, b: { unit: of } }, unit: demoStreet });
    for (const who of ['community', 'secretary'] as const)
      expect(await access(about, who, ['text', 'mediator-note', 'result'])).toEqual(['none', 'none', 'full']);
    expect(await access(about, 'street', ['text'])).toEqual(['full']);
  });

  test('no text and no name stands in snapshot, journal or face', async () => {
    const id = await dispute({
      text: '韦春梅说黄小满敲地板',
      parties: { ...parties, b: { persons: [neighbour], name: '黄小满' } },
    });
    const stored = JSON.stringify([await street.get(id), await street.engine.journal(id)]);
    for (const word of ['韦春梅', '黄小满', '敲地板']) expect(stored).not.toContain(word);
  });
});

describe('a mediator', () => {
  test('who lives in the house of a party does not mediate', async () => {
    const { person, unit } = personas['grid-worker'];
    const home = street.directory.unitByCode('522326', personas['resident-2'].unit);
    expect(unit).not.toBe(personas['resident-2'].unit);
    const begun = await dispute();
    await street.as('grid-worker').send(begun, 'take');
    const post = {
      id: newId(),
      tenant: '522326',
      person,
      role: 'resident',
      unit: home?.id ?? '',
      validFrom: 0,
      validTo: null,
    } as const;
    await putPosts(street.tables, [post]);
    await street.directory.refresh();
    // Alone there he would be passed over at once: another stands beside him.
    const colleague = newId();
    await putPeople(street.tables, [sealPerson(street.keyring, { tenant: '522326', id: colleague, name: '另一位网格员' })]);
    const beside = {
      ...post,
      id: newId(),
      person: colleague,
      role: 'grid-worker',
      unit: street.directory.unitByCode('522326', unit)!.id,
    };
    await putPosts(street.tables, [{ ...beside, role: 'grid-worker' as const }]);
    await street.directory.refresh();
    const id = await dispute();
    expect(await street.as('grid-worker').send(id, 'take')).toMatchObject({ kind: 'forbidden' });
    expect(street.engine.allowed(await street.get(id), street.actor('grid-worker'))).toEqual([]);
    // Nor does he read it, in the unit that has it in hand.
    const reader = readerAs('grid-worker');
    const of = accessOf(reader, await street.get(id), street.clock.now());
    expect((['text', 'contact.name', 'mediator-note', 'result'] as const).map(of)).toEqual(['none', 'none', 'none', 'none']);
    // What he had taken on before he moved in he gives up, and does nothing more in it.
    expect(await street.as('grid-worker').send(begun, 'session', { text: '愿意谈' })).toMatchObject({ kind: 'forbidden' });
    const left = street.engine.allowed(await street.get(begun), street.actor('grid-worker'));
    expect(left.toSorted()).toEqual(['climb', 'correct', 'handOver', 'stepAside']);
    expect(await street.as('grid-worker').send(begun, 'stepAside')).toMatchObject({ kind: 'applied' });
  });
});

describe('预警', () => {
  const openWarnings = async () => {
    const filter = { all: [{ workflow: 'warning' }, { open: true as const }] };
    return (await street.engine.find({ tenant: '522326', filter, sort: 'newest', limit: 10 })).orders;
  };

  test('three disputes of one kind at one place within thirty days raise one; a fourth is added to it; it names nobody', async () => {
    const elsewhere = personas.community.unit.replace(/.$/, '3');
    street.clock.advance(100 * DAY);
    const before = (await openWarnings()).length;
    for (let n = 0; n < 2; n += 1) await dispute({ unit: elsewhere });
    await dispute({ unit: elsewhere, category: '0504' });
    expect(await openWarnings()).toHaveLength(before);
    await dispute({ unit: elsewhere });
    const [raised] = await openWarnings();
    expect(await openWarnings()).toHaveLength(before + 1);
    await dispute({ unit: elsewhere });
    expect(await openWarnings()).toHaveLength(before + 1);
    const [again] = await openWarnings();
    const { count, colour, times } = warningOf(again!.snapshot);
    expect({ count, colour, times, id: again?.id }).toEqual({ count: 4, colour: 'blue', times: 2, id: raised?.id });
    const stored = JSON.stringify([again, await street.engine.journal(again!.id)]);
    for (const person of [asker, neighbour]) expect(stored).not.toContain(person);
  });

  test('two that are opened at once raise one together; once it is closed the next raises another', async () => {
    const at = ownCode.grid(personas.community.unit, 2);
    const ofTheArea = async () => (await openWarnings()).filter(({ face }) => face.data['unit'] === place);
    const place = street.directory.unitByCode('522326', at)?.id;
    await dispute({ unit: at });
    await dispute({ unit: at });
    const actor = street.actor('resident');
    const asked = { workflow: 'mediation', type: 'open', actor, input: about({ unit: at }) };
    const opening = await street.engine.executeMany([asked, asked]);
    expect(opening.map((one) => one instanceof Error || one.kind)).toEqual(['applied', 'applied']);
    await street.deliver();
    const raised = await ofTheArea();
    expect(raised).toHaveLength(1);
    expect(street.undelivered).toEqual([]);
    const [{ id }] = raised as [(typeof raised)[number]];
    const reviewOn = new Date(street.clock.now() + 5 * DAY).toISOString();
    await street.as('community').send(id, 'own', { person: personas.community.person });
    await street.as('community').send(id, 'assess', { text: '约定安静时段', reviewOn });
    await street.as('community').send(id, 'close', { eased: true });
    expect(await ofTheArea()).toEqual([]);
    await dispute({ unit: at });
    expect((await ofTheArea()).map((one) => one.id)).not.toContain(id);
    expect(await ofTheArea()).toHaveLength(1);
  });

  test('disputes long past count no more', async () => {
    street.clock.advance(200 * DAY);
    const before = (await openWarnings()).length;
    for (let n = 0; n < 2; n += 1) await dispute();
    street.clock.advance(31 * DAY);
    await dispute();
    expect(await openWarnings()).toHaveLength(before);
  });
});

test('a ladder of other rungs, and other numbers, are a row of the county and no new chart', async () => {
  const [first, , , last] = defaultMediation.ladder;
  const policy: MediationPolicy = { ...defaultMediation, ladder: [first!, last!], warning: { disputes: 2, days: 10 } };
  const decided = { tenant: '522326', path: 'u522326', document: '望矛调〔2026〕1号', validFrom: 0, validTo: null };
  await putCountyRules(street.tables, [{ ...decided, id: newId(), kind: 'mediation', key: '', value: policy }]);
  await street.rules.refresh();
  const id = await dispute();
  await street.until(street.clock.now() + 10 * DAY);
  expect((await street.journal(id)).filter((type) => type === 'climb')).toHaveLength(2);
  expect(contextOf((await street.get(id)).snapshot).climbs).toHaveLength(1);
});

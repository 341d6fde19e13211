// What the demo's past has beside orders, in the personas' own community: disputes, topics, visits, tasks and a campaign, at different
// stages. All of it is invented.
//
// A1: each is lived like an order of the past (live.ts): what a limit does by itself, such as taking a dispute up a rung, no step does.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoCommunity, demoGrid, demoStreet, personas } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import type { Hour } from './courses.ts';

/** What an input may name. */
export interface Telling {
  /** ISO 8601, so many days after the act. */
  inDays(days: number): string;
  /** By its code. */
  unitId(code: string): string;
}

export interface AffairStep {
  readonly day: number;
  readonly hour: Hour;
  readonly by: PersonaName;
  readonly type: string;
  /** It follows what a limit does by itself: of its days those are counted that are worked. */
  readonly worked?: true;
  /** It is sent to the n-th task that the matter was divided into, and not to the matter itself. */
  readonly part?: number;
  input?(telling: Telling): Readonly<Record<string, unknown>>;
}

export interface Affair {
  readonly workflow: 'mediation' | 'deliberation' | 'visit' | 'task';
  readonly daysAgo: number;
  readonly steps: readonly AffairStep[];
}

type Input = AffairStep['input'] | Readonly<Record<string, unknown>>;

const step = (day: number, hour: Hour, by: PersonaName, type: string, input?: Input, part?: number): AffairStep => ({
  day,
  hour,
  by,
  type,
  ...(part !== undefined && { part }),
  ...(input && { input: typeof input === 'function' ? input : () => input }),
});

const of = (workflow: Affair['workflow'], daysAgo: number, ...steps: readonly AffairStep[]): Affair => ({
  workflow,
  daysAgo,
  steps,
});

type Side = { readonly persons?: readonly string[]; readonly unit?: string; readonly name?: string };
const known = (persona: PersonaName): Side => ({ persons: [personas[persona].person] });

const asked = (by: PersonaName, category: string, text: string, other: Side, hour: Hour = '09:00'): AffairStep =>
  step(0, hour, by, 'open', { category, unit: demoGrid, text, parties: { a: known(by), b: other } });
const take = step(0, '09:40', 'grid-worker', 'take');
const session = (text: string): AffairStep => step(0, '10:50', 'grid-worker', 'session', { text });
const signed = { a: 'signed', b: 'signed' };

const disputes: readonly Affair[] = [
  of(
    'mediation',
    45,
    asked('resident', '0501', '楼上半夜拖桌椅，老人睡不着。', { name: '楼上 501 的住户' }),
    take,
    session('楼上上夜班，回来晚；愿意加脚垫，时间没有谈拢。'),
    step(0, '10:50', 'grid-worker', 'agree', { form: 'written', text: '家具加脚垫，晚上十点以后不拖动。', signed }),
    step(31, '09:40', 'secretary', 'followUp', { kept: 'yes', text: '两家都说安静了。' }),
  ),
  of(
    'mediation',
    16,
    asked('resident', '0502', '隔壁的雨棚伸到我家窗前，又挡光又滴水。', known('resident-2')),
    step(0, '10:50', 'resident-2', 'decline'),
  ),
  of(
    'mediation',
    10,
    step(0, '09:00', 'resident-2', 'open', ({ unitId }) => ({
      category: '0504',
      unit: demoGrid,
      text: '公共车位一直被物业的工程车占着，说了几次没有用。',
      parties: { a: known('resident-2'), b: { unit: unitId(ownCode.property(demoCommunity, 1)) } },
    })),
    take,
    session('物业说工期到月底；业主要求先让出两个车位。'),
    step(0, '16:30', 'grid-worker', 'agree', {
      form: 'oral',
      text: '工程车明天起停到北门外，车位当天腾出来。',
      signed: { a: 'recorded', b: 'recorded' },
    }),
  ),
  // Nobody of the grid took it on, so it went up by its limit.
  of(
    'mediation',
    4,
    asked('resident-2', '0502', '楼上漏水到我家厨房，一直不肯修。', { name: '楼上的住户' }),
    { ...step(2, '09:40', 'community', 'take'), worked: true },
    step(2, '10:50', 'community', 'session', { text: '请物业看过，是地漏的事；修可以，费用两家还在谈。' }),
  ),
  of(
    'mediation',
    0,
    asked('resident', '0502', '楼上浇花的水滴到我家晒的被子上，说了几次不听。', { name: '楼上 401 的住户' }, '09:40'),
    step(0, '10:50', 'grid-worker', 'take'),
    session('楼上愿意装接水盘，明天一起量尺寸。'),
  ),
  of('mediation', 0, asked('resident-2', '0502', '对门在过道加了一道门，我家的门打不开到头。', { name: '对门的住户' }, '10:50')),
];

const proposed = (by: PersonaName, text: string): AffairStep =>
  step(0, '09:00', by, 'propose', { forum: 'three-parties', unit: demoCommunity, text });
const admit = (text: string): AffairStep => step(1, '09:40', 'secretary', 'admit', { text });
const speak = (by: PersonaName, party: string, stance: string, text: string): AffairStep =>
  step(2, '10:50', by, 'speak', { party, stance, text });

const topics: readonly Affair[] = [
  of(
    'deliberation',
    40,
    proposed('resident', '三栋前的空地，有人停车有人种菜，天天吵，想请大家定个办法。'),
    admit('三栋前的空地用来停车，还是种树？'),
    speak('community', 'community', 'agree', '停车为主，靠楼一侧留一排树。'),
    speak('representative', 'owners', 'agree', '四十三户投票，三十一户同意停车。'),
    speak('property', 'property', 'agree', '可以划线，费用从公共收益里出。'),
    step(3, '09:40', 'secretary', 'decide', ({ inDays }) => ({
      verdict: 'adopted',
      text: '停车为主，靠楼一侧留一排树；网格看护树木，物业划线立牌。',
      tasks: [{ unit: demoGrid, dueOn: inDays(14) }],
    })),
    step(5, '16:30', 'grid-worker', 'report', { status: 'on-track', text: '树苗已到，周末栽种。' }, 0),
    step(8, '16:30', 'grid-worker', 'finish', { text: '栽了十二棵，围好了护栏。' }, 0),
    step(9, '09:40', 'community', 'check', { verdict: 'accepted' }, 0),
    step(10, '10:50', 'secretary', 'feedback', { text: '车位划好了，靠楼一侧栽了一排树，谢谢您的提议。' }),
  ),
  of(
    'deliberation',
    20,
    proposed('resident-2', '小区的快递没有地方放，堆在单元门口，老人容易绊倒。'),
    admit('快递架放在哪里、谁来管？'),
    speak('community', 'community', 'agree', '党群服务中心门口可以腾出一面墙。'),
    speak('representative', 'owners', 'agree', '业主愿意轮流照看。'),
    speak('property', 'property', 'abstain', '不在服务合同里，愿意出两个架子。'),
    step(3, '09:40', 'secretary', 'decide', ({ inDays }) => ({
      verdict: 'adopted',
      text: '在党群服务中心门口装快递架，网格组织轮流照看。',
      tasks: [{ unit: demoGrid, dueOn: inDays(30) }],
    })),
    step(6, '16:30', 'grid-worker', 'report', { status: 'on-track', text: '架子已装好一组，轮值表在排。' }, 0),
  ),
  of(
    'deliberation',
    15,
    proposed('resident-2', '建议在小区里开一家超市。'),
    step(1, '09:40', 'secretary', 'refuse', { text: '这是商家自己决定的事，不由各方议定。已把大家的需要转给附近的两家店。' }),
  ),
  of(
    'deliberation',
    4,
    proposed('representative', '晚上的广场舞声音大，住得近的和跳舞的都有意见。'),
    admit('广场舞的时间和音量怎么定？'),
    speak('property', 'property', 'agree', '八点半关广场的灯，大家好遵守。'),
  ),
  of('deliberation', 0, proposed('resident', '电动车充电棚不够用，想请大家议一议再建一个在哪里。')),
];

const visitor = personas['grid-worker'].person;
const group = ownCode.householdGroup(demoGrid, 1);
const planned = (unit: string, days: number, more: object = {}): AffairStep =>
  step(0, '09:00', 'secretary', 'plan', ({ inDays }) => ({ unit, visitor, on: inDays(days), ...more }));

const visits: readonly Affair[] = [
  of(
    'visit',
    18,
    planned(group, 2, { repeats: true }),
    step(2, '16:30', 'grid-worker', 'record', { outcome: 'met', text: '七户都见到了，讲了冬季用电用火，没有要办的事。' }),
  ),
  of('visit', 5, planned(demoGrid, 2, { purpose: 'policy' }), step(2, '16:30', 'grid-worker', 'record', { outcome: 'away' })),
  of('visit', 1, planned(ownCode.grid(demoCommunity, 2), 4)),
];

const lower = ['522326004001', demoCommunity, '522326004003'];
/** Its own community's part, where the personas are. */
const OWN = lower.indexOf(demoCommunity);

const tasks: readonly Affair[] = [
  of(
    'task',
    34,
    step(0, '09:00', 'street', 'assign', ({ inDays }) => ({
      unit: demoStreet,
      to: [demoCommunity],
      dueOn: inDays(20),
      form: 'hazard-check',
      text: '秋冬防火排查：楼道堆物、私拉电线、消防通道，一处一条。',
    })),
    step(2, '16:30', 'community', 'report', { status: 'on-track', text: '已查三栋，楼道堆物七处，当天清走四处。' }, 0),
    step(8, '16:30', 'community', 'finish', { text: '全社区十六处，都已整改。' }, 0),
    step(9, '09:40', 'street', 'check', { verdict: 'accepted' }, 0),
    step(11, '16:30', 'street', 'finish', { text: '全街道汇总上报。' }),
    step(13, '09:40', 'leader', 'check', { verdict: 'accepted', text: '同意销号。' }),
  ),
  of(
    'task',
    6,
    step(0, '09:00', 'street', 'assign', ({ inDays }) => ({
      unit: demoStreet,
      to: lower,
      dueOn: inDays(25),
      text: '入冬前把独居老人家里的取暖设备看一遍，有问题的当天处理。',
    })),
    step(3, '16:30', 'community', 'report', { status: 'blocked', text: '有三户外出，电话联系不上，请派出所帮助。' }, OWN),
  ),
  of(
    'task',
    9,
    step(0, '09:00', 'street', 'assign', ({ inDays }) => ({
      unit: demoStreet,
      to: lower,
      kind: 'campaign',
      dueOn: inDays(21),
      text: '电动车进楼充电专项整治：劝离、登记、补充电点。',
    })),
    step(5, '16:30', 'community', 'finish', { text: '劝离十一辆，充电棚加了八个插座。' }, OWN),
  ),
];

export const affairs: readonly Affair[] = [...disputes, ...topics, ...visits, ...tasks];

// The rules of points and of the lists of units, as rows of docs/rules.md. Their numbers are those that are proposed: of points to a
// community's residents' meeting, of lists to a county, without whose document there are none.
import { ListRules } from '@six-order/community/lists/lists';
import { pointPolicies } from '@six-order/community/policies/policies';
import { HouseholdRules, MemberRules, type DeductionKind } from '@six-order/community/points/rule-set';
import type { Row } from './sections.ts';

const meeting = { heldOn: '2026-01-10', record: '1号', present: 30, inFavour: 22 };
const members = MemberRules.parse({ ledger: 'members', version: '1', meeting });
const households = HouseholdRules.parse({ ledger: 'households', version: '1', meeting });
const lists = ListRules.parse({});

const rowsIn =
  (paragraph: string, prefix: string, test: string) =>
  ([name, zh, en, standing, named]: readonly [
    name: string,
    zh: string,
    en: string,
    standing: string | number,
    named: string,
  ]): Row => ({
    name: `${prefix}/${name}`,
    zh,
    en,
    standing: String(standing),
    source: `领域研究 ${paragraph} / domain research ${paragraph}`,
    test,
    named,
  });

const deductionWords: Readonly<Record<DeductionKind, readonly [zh: string, en: string]>> = {
  'return-without-ground': ['无理由退单', 'a return without ground'],
  overdue: ['超期', 'overdue'],
  'red-card': ['红卡', 'a red card'],
  'false-completion': ['虚假办结', 'a false completion'],
  'privacy-leak': ['泄露隐私', 'a leak of personal data'],
  'two-stars': ['经核实的二星', 'two stars, after review'],
  'one-star': ['经核实的一星', 'one star, after review'],
};
const named = 'a deduction for %s needs the record to bear it';

export const pointRows: readonly Row[] = [
  ...(
    [
      [
        'adopted',
        '积分规则由社区居民会议过半数通过，有会议记录才生效；只以社区为单位',
        'a set of rules is adopted by more than half of a community’s residents’ meeting, with its record; without it nothing is given',
        '',
        'is not in force without the meeting’s record',
      ],
      ['no-money', '积分不兑付现金、代金券', 'points are never paid in money or vouchers', '', 'pays no money'],
      ['members/accepted-in-time', '按时接单', 'accepted in time', members.acceptedInTime, 'accept in time +1'],
      ['members/done-in-time', '按时办结', 'done in time', members.doneInTime, 'done in time +2'],
      [
        'members/service',
        '每满一小时服务；一单最多若干小时',
        'for each whole hour of service, up to so many of one order',
        `${members.hour} · ${members.hoursAnOrder} h`,
        'at most 4 hours of an order',
      ],
      [
        'members/five-stars',
        '五星、四星；三星及以下不加分，没评价不算满意',
        'five stars, four stars; three and fewer give nothing, and no evaluation is no satisfaction',
        `${members.fiveStars} · ${members.fourStars}`,
        'no evaluation is no satisfaction (I13)',
      ],
      ['members/rework-solved', '重办后解决', 'solved by rework', members.reworkSolved, 'rework solved +1'],
      [
        'members/times',
        '特急、紧急单的倍数；应急期间的倍数，取大的一个',
        'times at U0 and U1; in an emergency; of both the greater',
        `${members.urgentTimes} · ${members.emergencyTimes}`,
        'emergency ×2, and not ×3 at U0',
      ],
      [
        'members/caps',
        '一天、一月最多',
        'the most of a day, of a month',
        `${members.mostADay} · ${members.mostAMonth}`,
        '10 a day',
      ],
      [
        'members/pair',
        '同一居民与同一党员一个月最多计几单；自家的单不计',
        'orders of one resident and one member that count in a month; of one’s own household none',
        members.ordersOfAPair,
        'the third of a month does not',
      ],
    ] as const
  ).map(rowsIn('5.2', 'points', 'tests/community/points.test.ts')),
  ...Object.entries(deductionWords).map(([kind, [zh, en]]): Row => ({
    ...rowsIn(
      '5.2',
      'points',
      'tests/community/points.test.ts',
    )([
      `deduction/${kind}`,
      `扣分：${zh}。须由人提出，听取本人陈述，另一人决定`,
      `deduction: ${en}; proposed by a person, heard, decided by another`,
      `−${members.deductions[kind as DeductionKind]}`,
      named,
    ]),
  })),
  ...(
    [
      [
        'hearing',
        '扣分前本人陈述的工作日；对积分可申诉的工作日；提出人、本人和原决定人不作决定',
        'working days to speak before a deduction; to appeal against an entry; neither who proposed it, nor the person, nor who decided before decides',
        `${pointPolicies['points/hearing'].standing} wd · ${pointPolicies['points/appeal'].standing} wd`,
        'three working days to speak end at midnight, the day of the proposal not counted',
      ],
      [
        'not-by-proposer',
        '提出扣分的人不能决定',
        'whoever proposed a deduction does not decide on it',
        '',
        'not whoever proposed it',
      ],
    ] as const
  ).map(rowsIn('5.2', 'points', 'tests/community/points.test.ts')),
  ...(
    [
      [
        'households/base',
        '每户每年基础分',
        'the base of a household and year',
        households.base,
        'nothing is ever taken off, whatever the rule set says',
      ],
      [
        'households/volunteering',
        '志愿服务每小时；一天最多',
        'volunteering, an hour; the most of a day',
        `${households.volunteeringHour} · ${households.volunteeringADay}`,
        '8 a day for volunteering; any rating 1, 3 a month',
      ],
      [
        'households/deeds',
        '查实的隐患、采纳的建议、参加议事、邻里互助、协助调解',
        'a verified hazard, an adopted suggestion, an assembly, help for a neighbour, help in mediation',
        [households.hazard, households.suggestion, households.assembly, households.neighbour, households.mediation].join(' · '),
        'neighbour',
      ],
      [
        'households/rating',
        '评价一次（几星都一样）；一个月最多',
        'any rating given, the same for every star; the most of a month',
        `${households.rating} · ${households.ratingsAMonth}`,
        '8 a day for volunteering; any rating 1, 3 a month',
      ],
      [
        'households/only-added',
        '住户积分只加不扣',
        'a household’s points are only ever added to',
        '',
        'nothing is ever taken off, whatever the rule set says',
      ],
      [
        'households/valid',
        '有效期；到期前提醒',
        'how long they are good; warned before',
        `${households.validMonths} mo · ${pointPolicies['points/warned'].standing} d`,
        'points end after 24 months, are warned of 60 days before, and the oldest are spent first',
      ],
    ] as const
  ).map(rowsIn('5.3', 'points', 'tests/community/points.test.ts')),
];

const share = (part: number): string => `${part * 100} %`;

export const listRows: readonly Row[] = (
  [
    [
      'enabled',
      '县级以文件启用才有榜；只列单位，按同类比较，街道须县文件点名',
      'there are none until a county enables them by its document; units only, each kind by itself, streets where the document names them',
      lists.kinds.join(', '),
      'a county enables them for itself; nothing lists persons, and no street may',
    ],
    [
      'no-persons',
      '没有个人、住户、楼栋的提醒榜，也没有开关；个人只上红榜且须本人单独同意',
      'persons, households and buildings are on no list of reminders, and there is no switch for one; a person is on the red list only, by consent',
      '',
      'no person without consent',
    ],
    [
      'least-orders',
      '当月单数不足的不列',
      'with fewer orders in the month a unit is not listed',
      lists.leastOrders,
      'fewer than 10 orders count for nothing',
    ],
    [
      'red',
      '红榜：前若干（至少一个）、得分不低于、无红卡',
      'red: the best part, at least one; with this score; without a red card',
      `${share(lists.redShare)} · ${lists.redScore}`,
      'with a red card none is red',
    ],
    ['black/score', '整改提醒：得分低于', 'to be reminded: a score below', lists.blackScore, 'below 60 is to be reminded'],
    ['black/red-cards', '整改提醒：红卡达到', 'to be reminded: so many red cards', lists.blackRedCards, 'two red cards are'],
    [
      'black/overdue',
      '整改提醒：超期率高于',
      'to be reminded: overdue beyond',
      share(lists.blackOverdue),
      'more than a fifth overdue is',
    ],
    [
      'dates',
      '公布前告知、申诉期、公布天数；申诉未决不公布，核实整改即撤下',
      'told before, to appeal, shown; not while an appeal waits, and down once it is put right',
      `${lists.noticeDays} wd · ${lists.appealDays} wd · ${lists.shownDays} d`,
      'told 3 working days before, 5 to appeal, 30 days long',
    ],
  ] as const
).map(rowsIn('5.4', 'lists', 'tests/community/lists.test.ts'));

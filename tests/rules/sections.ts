// What docs/rules.md lists: every rule with its default, its source and its test, taken from the data that the code works by.
//
// To add rules, add a section: a rule's name has to stand in its test, which is checked.
import { categories } from '@six-order/community/catalogue/catalogue';
import { defaultDuties } from '@six-order/community/catalogue/duties';
import { streetPowers } from '@six-order/community/catalogue/power';
import { clockNames, clockWords } from '@six-order/community/deadlines/clock-name';
import { requestLimits, requestTypes, urgencyLimits } from '@six-order/community/deadlines/default-limits';
import { writeDuration, type Duration } from '@six-order/community/deadlines/duration';
import { deadlineRules } from '@six-order/community/deadlines/refusal';
import { defaultLimits } from '@six-order/community/dispatching/limits';
import { dispatchRules } from '@six-order/community/dispatching/rules';
import { defaultDuplicateLimits, duplicateRules } from '@six-order/community/duplicates/rules';
import { policies, samplePolicies } from '@six-order/community/policies/policies';
import { exchangeRules } from '@six-order/community/exchange/rules';
import { proxyRules } from '@six-order/community/proxy/rules';
import type { Rule } from '@six-order/community/rules/rule';
import { linkRules } from '@six-order/community/links/rules';
import { mediationRules } from '@six-order/community/mediation/rules';
import { referralRules } from '@six-order/community/referrals/rules';
import { deliberationRules } from '@six-order/community/deliberation/rules';
import { emergencyRules } from '@six-order/community/emergency/rules';
import { taskRules } from '@six-order/community/tasks/rules';
import { visitRules } from '@six-order/community/visits/rules';
import { CALLED_WITHIN_DAYS } from '@six-order/community/desks/marks';
import { separationRules } from '@six-order/community/people/separation';
import { retentionRules } from '@six-order/community/privacy/retention/rule';
import { cardRules } from '@six-order/community/supervision/rules';
import { readyTemplates } from '@six-order/community/templates/station-template';
import { mediationChartRules } from '@six-order/workflows/mediation/rules';
import { referralChartRules } from '@six-order/workflows/referral/rules';
import { deliberationChartRules } from '@six-order/workflows/deliberation/rules';
import { emergencyChartRules } from '@six-order/workflows/emergency/rules';
import { taskChartRules } from '@six-order/workflows/task/rules';
import { visitChartRules } from '@six-order/workflows/visit/rules';
import { warningRules } from '@six-order/workflows/warning/rules';
import { dispatchRules as orderDispatchRules } from '@six-order/workflows/six-order/v2/rules/dispatch';
import { evaluationRules } from '@six-order/workflows/six-order/v2/rules/evaluation';
import { categoryRules } from '@six-order/workflows/six-order/v2/rules/category';
import { exclusionRules } from '@six-order/workflows/six-order/v2/rules/exclusion';
import { intakeRules } from '@six-order/workflows/six-order/v2/rules/intake';
import { peopleRules } from '@six-order/workflows/six-order/v2/rules/people';
import { workRules } from '@six-order/workflows/six-order/v2/rules/work';
import { listRows, pointRows } from './points-and-lists.ts';
import { scenarioIn, sixOrderScenarios } from './scenario-of.ts';

export interface Row {
  /** As a refusal names it. */
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** What holds where nobody set anything else; empty where there is nothing to set. */
  readonly standing: string;
  readonly source: string;
  /** The file, from the root, in which `named` is tried. */
  readonly test: string;
  /** What is looked for in the test; the name when absent. */
  readonly named?: string;
}

export interface Section {
  readonly zh: string;
  readonly en: string;
  readonly rows: readonly Row[];
}

type Held = Pick<Row, 'test' | 'named'>;

/**
 * A chart's rules: each by the scenario that expects a refusal in its words and in no other's; else by `table`, in which it stands by
 * its name.
 */
function chartRows(rules: Readonly<Record<string, Rule>>, scenarios: readonly string[], table: string, prefix = ''): Row[] {
  const scenarioOf = scenarioIn(scenarios, rules);
  return Object.entries(rules).flatMap(([named, rule]) =>
    rowsOf({ [`${prefix}${named}`]: rule }, () => scenarioOf(rule) ?? { test: table, named }),
  );
}
const inCharts = 'tests/workflows/chart-rules.test.ts';

const rowsOf = (
  rules: Readonly<Record<string, Rule>>,
  test: string | ((name: string, rule: Rule) => Held),
  standing: Readonly<Record<string, string>> = {},
): Row[] =>
  Object.entries(rules).map(([name, rule]) => {
    const { zh, en, source } = rule;
    const held = typeof test === 'string' ? { test } : test(name, rule);
    return {
      name,
      zh,
      en,
      standing: standing[name] ?? '',
      source: `${source.zh} / ${source.en}`,
      ...held,
    };
  });

const length = (limit: Duration | null): string => (limit === null ? '–' : writeDuration(limit));

const limits = (row: Readonly<Record<string, Duration | null>>): string =>
  Object.entries(row)
    .map(([urgency, limit]) => `${urgency} ${length(limit)}`)
    .join(' · ');

const categoryName = new Map(categories.map(({ code, nameZh, nameEn }) => [code, { nameZh, nameEn }]));

/** Where a rule of clocks is tried; the others with what one clock goes through. */
const deadlineTests: Readonly<Record<string, string>> = {
  'no-such-clock': 'facts',
  'category-in-time': 'clock-corrections',
};

export const sections: readonly Section[] = [
  {
    zh: '派单',
    en: 'Dispatch',
    rows: rowsOf(dispatchRules, 'tests/community/dispatching.test.ts', {
      'load-limit': `${Object.entries(defaultLimits.openOrders)
        .map(([role, most]) => `${role} ${most}`)
        .join(', ')}; ${defaultLimits.whateverLoad.join(', ')} –`,
      'departments-by-street': streetPowers['overall-coordination'].zh,
    }),
  },
  {
    zh: '重复诉求',
    en: 'Duplicates',
    rows: rowsOf(duplicateRules, 'tests/community/duplicates.test.ts', {
      'same-resident': `${defaultDuplicateLimits.sameResidentDays} d`,
      'many-residents': `${defaultDuplicateLimits.manyResidents} / ${defaultDuplicateLimits.manyResidentsDays} d`,
    }),
  },
  {
    zh: '代点',
    en: 'Ordering for another',
    rows: rowsOf(proxyRules, 'tests/community/proxy.test.ts', {
      'callback-sample': `${samplePolicies['sample/transcribed'].standing} %`,
    }),
  },
  {
    zh: '对接',
    en: 'Exchange with other systems',
    rows: rowsOf(exchangeRules, 'tests/api/exchange.test.ts'),
  },
  {
    zh: '时限',
    en: 'Clocks',
    rows: [
      ...clockNames.map((name): Row => ({
        name,
        zh: clockWords[name].zh,
        en: clockWords[name].en,
        standing: limits(urgencyLimits[name]),
        source: '领域研究 2.4、2.6 / domain research 2.4, 2.6',
        test: 'tests/community/clocks.test.ts',
      })),
      ...requestTypes.map((name): Row => ({
        name: `whole/${name}`,
        zh: '办结（按诉求类型）',
        en: 'completion, by type of request',
        standing: writeDuration(requestLimits[name]),
        source: '领域研究 2.5 / domain research 2.5',
        test: 'tests/community/clocks.test.ts',
        named: name,
      })),
      ...categories.map(({ code, nameZh, nameEn, urgency, limit }): Row => ({
        name: `whole/${code}`,
        zh: nameZh,
        en: nameEn,
        standing: `${urgency} · ${limit}`,
        source: '领域研究 4 / domain research 4',
        test: 'tests/community/deadlines-table.test.ts',
        named: code,
      })),
      {
        name: 'late-together',
        zh: '一张单有几个时限同时超期的，一天只催一次，一并列明；特急单各时限分别催办',
        en: 'of several limits of one order that are past, one reminder a day speaks and names them all; at U0 each by itself',
        standing: '',
        source: '领域研究 2.6 催办 / domain research 2.6',
        test: 'tests/workflows/scenarios/silence.test.ts',
        named: 'what is late of one order reminds once a day and names it all; at U0 each clock by itself',
      },
    ],
  },
  {
    zh: '时限的变更',
    en: 'Changes of a clock',
    rows: rowsOf(deadlineRules, (name) => ({ test: `tests/community/${deadlineTests[name] ?? 'clock-changes'}.test.ts` })),
  },
  {
    zh: '规则的数字（县、街道可另定）',
    en: 'Numbers of the rules, which a county or street may set',
    rows: Object.entries(policies).map(([name, { standing, zh, en, source }]): Row => ({
      name: `policy/${name}`,
      zh,
      en,
      standing: String(standing),
      source: `${source.zh} / ${source.en}`,
      test: 'tests/community/policies.test.ts',
      named: name,
    })),
  },
  {
    zh: '六单流程（第二版）',
    en: 'The six orders, version 2',
    rows: chartRows(
      {
        ...peopleRules,
        ...intakeRules,
        ...categoryRules,
        ...orderDispatchRules,
        ...workRules,
        ...evaluationRules,
        ...exclusionRules,
      },
      sixOrderScenarios,
      'tests/workflows/rules.test.ts',
    ),
  },
  {
    zh: '督办卡',
    en: 'Supervision cards',
    rows: rowsOf(cardRules, 'tests/workflows/card.test.ts', { 'card-look-back': length(urgencyLimits.lookBack.U2) }),
  },
  {
    zh: '调解',
    en: 'Mediation',
    rows: [
      ...rowsOf({ ...mediationRules, ...linkRules }, 'tests/workflows/mediation/mediation.test.ts'),
      ...chartRows(mediationChartRules, ['tests/workflows/mediation/mediation.test.ts'], inCharts),
      ...chartRows(warningRules, ['tests/workflows/warning/warning.test.ts'], inCharts),
    ],
  },
  {
    zh: '走访',
    en: 'Visits',
    rows: [
      ...rowsOf(visitRules, 'tests/workflows/visit/visit.test.ts'),
      ...chartRows(visitChartRules, ['tests/workflows/visit/visit.test.ts'], inCharts, 'visit/'),
    ],
  },
  {
    zh: '平急转换',
    en: 'Emergencies',
    rows: [
      ...rowsOf(emergencyRules, 'tests/workflows/emergency/emergency.test.ts'),
      ...chartRows(emergencyChartRules, ['tests/workflows/emergency/emergency.test.ts'], inCharts, 'emergency/'),
    ],
  },
  {
    zh: '重大任务',
    en: 'Tasks',
    rows: [
      ...rowsOf(taskRules, 'tests/workflows/task/task.test.ts'),
      ...chartRows(taskChartRules, ['tests/workflows/task/task.test.ts'], inCharts, 'task/'),
    ],
  },
  {
    zh: '强制报告与信访移交',
    en: 'Mandatory reports and petitions',
    rows: [
      ...rowsOf(referralRules, 'tests/workflows/referral/referral.test.ts'),
      ...chartRows(referralChartRules, ['tests/workflows/referral/referral.test.ts'], inCharts, 'referral/'),
    ],
  },
  {
    zh: '多方议事',
    en: 'Deliberation',
    rows: [
      ...rowsOf(deliberationRules, 'tests/workflows/deliberation/deliberation.test.ts'),
      ...chartRows(deliberationChartRules, ['tests/workflows/deliberation/deliberation.test.ts'], inCharts, 'deliberation/'),
    ],
  },
  { zh: '积分（居民会议通过才有）', en: 'Points, where a residents’ meeting adopted them', rows: pointRows },
  { zh: '红榜与整改提醒榜（县级启用才有）', en: 'Lists of units, where a county enabled them', rows: listRows },
  {
    zh: '职责清单',
    en: 'Catalogue of duties',
    rows: defaultDuties.map(({ category, kind, main, assisting, notMine, flags, source }): Row => ({
      name: `duty/${category}`,
      zh: categoryName.get(category)?.nameZh ?? '',
      en: categoryName.get(category)?.nameEn ?? '',
      standing: [
        kind,
        `主 ${main.join(' ')}`,
        ...(assisting.length > 0 ? [`协 ${assisting.join(' ')}`] : []),
        ...(notMine.length > 0 ? [`不 ${notMine.join(' ')}`] : []),
        ...flags,
      ].join(' · '),
      source,
      test: 'tests/community/duties.test.ts',
      named: 'each of the 52 categories has one duty with its source',
    })),
  },
  {
    zh: '环节模板',
    en: 'Station templates',
    rows: Object.entries(readyTemplates).map(([name, steps]): Row => ({
      name,
      zh: steps.map(({ zh }) => zh).join('–'),
      en: steps.map(({ en }) => en).join('–'),
      standing: name === 'six' ? '默认 / default' : '',
      source: '领域研究 2.1 / domain research 2.1',
      test: 'tests/community/station-templates.test.ts',
    })),
  },
  {
    zh: '职责分离与回避',
    en: 'Separation of duties',
    rows: rowsOf(separationRules, 'tests/community/separation.test.ts'),
  },
  {
    zh: '保存期限',
    en: 'Retention',
    rows: Object.entries(retentionRules).map(([rule, { zh, en, source, months, sealedMonths, days }]): Row => ({
      name: `retention/${rule}`,
      zh,
      en,
      standing: [
        ...(months === undefined ? [] : [`${months} mo`]),
        ...(sealedMonths === undefined ? [] : [`S ${sealedMonths} mo`]),
        ...(days === undefined ? [] : [`${days} d`]),
      ].join(' · '),
      source,
      test: 'tests/community/retention.test.ts',
      named: rule,
    })),
  },
  {
    zh: '工作台的期限',
    en: 'Times of the desks',
    rows: [
      {
        name: 'desk/callback',
        zh: '到期没评价的要电话回访；特急、紧急单一办结就列入，一天内回访',
        en: 'an evaluation that is not given in time is asked for by telephone; what is urgent stands there from the end of the work on',
        standing: limits(urgencyLimits.callback),
        source: '领域研究 2.6 / domain research 2.6',
        test: 'tests/community/desks-in-life.test.ts',
        named: '第三个工作日还没评的当天要回访',
      },
      {
        name: 'desk/called-within',
        zh: '结束后三十天内可以回访',
        en: 'who ended without an answer, or was drawn, is called within thirty days',
        standing: `${CALLED_WITHIN_DAYS} d`,
        source: '领域研究 2.6 / domain research 2.6',
        test: 'tests/community/desks.test.ts',
        named: 'an unanswered order for thirty days',
      },
      {
        name: 'desk/duty',
        zh: '没按时受理、派出的转街道值班室；特急单一点单就在',
        en: 'what is not admitted or dispatched in time comes to the street’s duty room; a matter of life at once',
        standing: '',
        source: '领域研究 2.6 / domain research 2.6',
        test: 'tests/community/desks-in-life.test.ts',
        named: '特急单一点单就在街道值班室',
      },
      {
        name: 'desk/not-own-request',
        zh: '申请人不审自己的申请',
        en: 'whoever asked for something does not decide it',
        standing: '',
        source: '领域研究 3.1 / domain research 3.1',
        test: 'tests/community/desks-in-life.test.ts',
        named: '申请人自己不审',
      },
      {
        name: 'worker-fields',
        zh: '承办人为一件普通单只须填一项：办理结果；一条指令最多三项；不要求照片、定位、打卡',
        en: 'for an ordinary order a worker must fill in one field, the result; three in one command at most; no photograph, track or check-in',
        standing: '1 · 3',
        source: '领域研究 5.6 / domain research 5.6',
        test: 'tests/community/burden.test.ts',
        named: 'over an ordinary order a worker fills in one field',
      },
    ],
  },
];

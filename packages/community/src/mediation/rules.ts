// Rules of mediation that hang on who somebody is and what is there, in words. Those of its course stand with its chart.
import type { Rule } from '../rules/rule.ts';

const law = (article: string) => ({ zh: `《人民调解法》第${article}条`, en: `People’s Mediation Law, article ${article}` });

export const mediationRules = {
  'mediation-category': {
    zh: '只有矛盾纠纷类事项可以申请调解',
    en: 'only a kind of dispute can be mediated',
    source: { zh: '领域研究 4（标记 M）', en: 'domain research 4 (flag M)' },
  },
  'mediator-able': {
    zh: '须移交给承办单位内可以担任调解员的人',
    en: 'it goes to somebody of the unit that has it in hand who may mediate',
    source: { zh: `领域研究 2.6；${law('十三').zh}`, en: `domain research 2.6; ${law('13').en}` },
  },
  'mediator-apart': {
    zh: '当事人、其近亲属或同住的人、被反映单位的人不得担任调解员，也不安排移交、不登记结果、不回访',
    en: 'a party, a relative of one or of one household, or somebody of the unit complained about does not mediate, arrange who does, record the outcome or follow it up',
    source: { zh: `领域研究 2.6 回避；${law('十五').zh}`, en: `domain research 2.6, stepping aside; ${law('15').en}` },
  },
} as const satisfies Record<string, Rule>;

// The rules of supervision cards (督办卡), with their sources. docs/rules.md lists them.
import type { Rule } from '../rules/rule.ts';

const research = (part: string) => ({ zh: `领域研究 ${part}`, en: `domain research ${part}` });

export const cardRules = {
  'card-issuers': {
    zh: '督办卡由监督岗位（督办、纪检监察、居民代表、包保领导）在本辖区内发出，或由系统按规则发出',
    en: 'a card is issued by those who supervise, in their own area, or by a rule',
    source: research('3.1'),
  },
  'card-holder-able': {
    zh: '该对象目前没有能回复督办卡的岗位',
    en: 'nobody there can answer a card',
    source: research('2.6'),
  },
  'card-unit-concerned': {
    zh: '投诉类的督办卡不由被反映的社区回复',
    en: 'a complaint is not answered for by the community that it may be about',
    source: {
      zh: '《济南市12345条例》第三十二条、《信访工作条例》第三十条',
      en: 'Jinan 12345 regulation, article 32; petition regulation, article 30',
    },
  },
  'card-apart': {
    zh: '关于纠纷的督办卡，须回避这件纠纷的人不发出、不回复，也不核查、销号、撤销',
    en: 'whoever keeps out of a dispute neither issues, answers, checks, closes nor cancels a card about it',
    source: {
      zh: '《人民调解法》第十五条、领域研究 2.6 回避',
      en: 'People’s Mediation Law, article 15; domain research 2.6, stepping aside',
    },
  },
  'card-second-person': {
    zh: '回复人不核查、不销号、不撤销自己回复的卡',
    en: 'whoever answered a card neither checks, closes nor cancels it',
    source: research('3.1'),
  },
  'card-interested': {
    zh: '点单人本人、纠纷的当事人、承办或协办过此单的人，不发出、核查、销号、撤销关于此单的督办卡',
    en: 'whose order or dispute it is, and whoever worked on it, neither issues, checks, closes nor cancels a card about it',
    source: research('2.6'),
  },
  'card-cancel-cause': {
    zh: '撤销督办卡须写明理由',
    en: 'a card is cancelled with its reason',
    source: { zh: '系统默认〔设计〕', en: 'design default' },
  },
  'card-check-escalates': {
    zh: '回复后到期未核查、核查后到期未销号的，逐级告知上一级监督岗位',
    en: 'answered and not checked, or checked and not closed in its limit, it goes up to those who supervise one level above',
    source: research('2.6'),
  },
  'card-escalates': {
    zh: '到期未回复的，逐级提级：网格、社区、街道、县、市',
    en: 'unanswered in its limit it goes up a level: grid, community, street, county, city',
    source: research('2.6'),
  },
  'card-look-back': {
    zh: '销号后回头看，其间可以抽查；问题未解决的另发红卡',
    en: 'closed, it is looked at again, and may be spot-checked before; what is unsolved brings a red card',
    source: research('2.6'),
  },
  'card-leader-told': {
    zh: '万人以上易地扶贫搬迁安置社区的红卡同时告知包保领导；密封单除外',
    en: 'a red card in a resettlement community of 10,000 people or more is told to its leader too, but for sealed orders',
    source: research('1.52'),
  },
} as const satisfies Record<string, Rule>;

export type CardRule = keyof typeof cardRules;

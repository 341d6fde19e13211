// Rules of an emergency that hang on what lies beside it, in words. Those of its course stand with the chart.
import type { Rule } from '../rules/rule.ts';

const section = {
  zh: '领域研究 6；突发事件应对法 64、71、72',
  en: 'domain research 6; Emergency Response Law, articles 64, 71, 72',
};
const plans = { zh: '领域研究 1（第 12、13 行）、6', en: 'domain research 1, rows 12 and 13; 6' };

export const emergencyRules = {
  'no-overlap': {
    zh: '此范围（或其上级、下级）已在应急响应中，不得重叠启动：请续期、调整或先结束',
    en: 'this area, one above or one below it is in an emergency already: renew or end that one',
    source: section,
  },
  'own-area': {
    zh: '范围须在本岗位的辖区以内',
    en: 'the scope lies within the area of the post',
    source: section,
  },
  'scope-once': {
    zh: '范围内的单元不得重复或互相包含',
    en: 'no unit of the scope is named twice or lies in another of them',
    source: section,
  },
  'has-document': {
    zh: '启动应急响应、确认先期处置须写明县级文件及文号；提出先期处置、演练时不写',
    en: 'a response, and whoever confirms a first response, names the county’s document and its number; a community’s first response and a drill do not',
    source: section,
  },
  'plan-has-roster': {
    zh: '预案没有可集结的应急队伍（队伍无人或少于预案要求），不得启动',
    en: 'the plan has no roster: too few rescue teams with anybody in them',
    source: plans,
  },
  'until-in-time': {
    zh: '结束时间须在今后，且不超过该级别一次响应的时长；需要更长的，到期前续期',
    en: 'it ends later than now and within the time that its level lasts; renew it for longer',
    source: { zh: '领域研究 6，时长', en: 'domain research 6, duration' },
  },
  'emergency-categories': {
    zh: '应急类事项只在本区域处于应急响应时受理；平时险情请拨 110、119、120',
    en: 'this kind of order is open only while the area is in an emergency; otherwise call 110, 119 or 120',
    source: { zh: '领域研究 4、6', en: 'domain research 4 and 6' },
  },
} as const satisfies Record<string, Rule>;

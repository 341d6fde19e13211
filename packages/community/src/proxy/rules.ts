// The rules of ordering for another (代点), as data. Whether one is broken is said in breaches.ts.
//
// Source: domain research 2.2, 3.1, 3.2.
import type { Rule } from '../rules/rule.ts';

const research = { zh: '领域研究 2.2、3.1', en: 'domain research 2.2, 3.1' };

export const proxyRules = {
  'proxy-role': {
    zh: '该岗位不能代他人点单',
    en: 'this post does not place orders for others',
    source: research,
  },
  'proxy-consent': {
    zh: '代点须注明如何取得本人同意：当面、电话、书面或语音',
    en: 'whoever places for another says how the consent was got: in person, by phone, in writing or by voice',
    source: research,
  },
  'proxy-relative': {
    zh: '家属只为在“我的信息”里指定了自己的居民代点',
    en: 'a relative places for residents who named him under “My data”',
    source: research,
  },
  'proxy-names': {
    zh: '家属点单须选替哪位家里人点；给自己点单，请换到居民身份',
    en: 'a relative says for whom of the family the order is; for himself he orders as a resident',
    source: research,
  },
  'proxy-households': {
    zh: '联户长只为本联户的住户代点',
    en: 'a household-group head places for the households of the group',
    source: research,
  },
  'proxy-grid': {
    zh: '网格员只在本网格内代点',
    en: 'a grid worker places within the grid',
    source: research,
  },
  'proxy-community': {
    zh: '民情助理、窗口、支部和社区只在本社区（本辖区）内代点',
    en: 'a public-sentiment assistant, a window, a branch and a community place within their own area',
    source: research,
  },
  'proxy-transcribes': {
    zh: '代点人不能代为评价：请用“代录评价”如实写下居民的话并注明方式，或者请居民凭单号和查询码自己评；派过、办过这一单的，由社区里没有经手的人代录',
    en: 'a proxy never evaluates for the resident: write down the resident’s words (“Write down the evaluation”) and say how they came, or let the resident evaluate by number and query code; of an order that the writer dispatched or handled, somebody of the community who had no part in it writes it down',
    source: research,
  },
  'callback-sample': {
    zh: '代录的、凭工作人员发出的链接、评价码或查询码作出的评价按 10 % 抽样回访',
    en: 'one in ten evaluations that staff wrote down, or handed the link or the code out for, is checked by a call',
    source: { zh: '领域研究 3.1', en: 'domain research 3.1' },
  },
} as const satisfies Record<string, Rule>;

export type ProxyRule = keyof typeof proxyRules;

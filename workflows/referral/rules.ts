// The rules of a referral's course, with their sources.
import { researchOf, rule, type ChartRule } from '../chart.ts';
import { unreceipted, untold, type Context } from './context.ts';

const report = {
  zh: '《未成年人保护法》第十一条、《反家庭暴力法》第十四条；领域研究 2.6 强制报告',
  en: 'Law on the Protection of Minors, article 11; Anti-Domestic Violence Law, article 14; domain research 2.6',
};
const receipt = researchOf('4', '信访事项登记、编号、回执', 'number and receipt');

export const referralChartRules = {
  'is-to-be-told': rule(
    report,
    '这个机关不在名单上，或者已经报告、已说明不需要',
    'this body is not on the list, or has been told, or is not asked for',
    ({ context, event: { input } }) => input['body'] === undefined || untold(context).some(({ code }) => code === input['body']),
  ),
  'all-are-told': rule(report, '还有机关没有报告', 'some have not been told', ({ context, event: { input } }) =>
    untold(context).every(({ code }) => code === input['body']),
  ),
  'is-past': rule(
    report,
    '报告的时间不能在以后',
    'it cannot have been told later than now',
    ({ event: { at, input } }) => input['on'] === undefined || Date.parse(input['on']) <= at,
  ),
  'may-be-left-out': rule(
    report,
    '这个机关必须报告，不能免除',
    'this body is told in every case',
    ({ context, event: { input } }) =>
      untold(context).some(({ code, always }) => !always && (input['body'] === undefined || code === input['body'])),
  ),
  'was-told': rule(
    receipt,
    '这个机关还没有报告，或者已登记回执',
    'this body was not told, or its receipt is there already',
    ({ context, event: { input } }) =>
      input['body'] === undefined || unreceipted(context).some(({ code }) => code === input['body']),
  ),
  'all-receipts-are-there': rule(receipt, '还有机关没有回执', 'some receipts are missing', ({ context, event: { input } }) =>
    unreceipted(context).every(({ code }) => code === input['body']),
  ),
  'nobody-was-told': rule(
    report,
    '已经报告的不能撤销',
    'somebody was told: it is not taken back',
    ({ context }) => context.tellings.length === 0,
  ),
  'is-no-harm': rule(
    report,
    '强制报告不能撤销',
    'a report that the law asks for is not taken back',
    ({ context }) => context.kind !== 'harm',
  ),
} as const satisfies Record<string, ChartRule<Context>>;

// What is told about an emergency, in words that follow its number. What people wrote is read in the order.
import type { Words } from '../rules/rule.ts';

export const emergencyNews = {
  proposed: {
    zh: '是待确认的应急启动申请，须由另一人确认。',
    en: 'is an emergency response to be confirmed by a second person.',
  },
  firstResponse: {
    zh: '是社区先期处置，须由街道在时限内确认，否则自行终止。',
    en: 'is a first response: the street confirms it in time, or it lapses.',
  },
  started: { zh: '应急响应已启动。', en: 'is an emergency response that has begun.' },
  drillStarted: { zh: '应急演练已开始，不是真的。', en: 'is a drill that has begun: this is not real.' },
  lacking: {
    zh: '预案要求的力量或物资没有登记够，缺什么请看单中的登记册，请尽快调拨补齐。',
    en: 'has too few of the forces or supplies that its plan needs; the register in the order says which: bring them there.',
  },
  lapsed: { zh: '未按时确认，已自行终止。', en: 'was not confirmed in time and has lapsed.' },
  dropped: { zh: '未获确认，已撤销。', en: 'was not confirmed and is dropped.' },
  alarm: { zh: '即将到期自行结束；需要继续的，请续期。', en: 'ends by itself soon: renew it if it must go on.' },
  renewed: { zh: '应急响应已续期或调整。', en: 'was renewed or changed.' },
  upgradeAsked: { zh: '申请提高响应级别，须由另一人确认。', en: 'is asked to go up a level: a second person confirms.' },
  reportDue: { zh: '该报情况了。', en: 'is an emergency to report on.' },
  reportOver: { zh: '情况报告逾期。', en: 'is an emergency whose report is late.' },
  calledOut: {
    zh: '紧急集结：请立即回复“收到”，出动、到位时再各报一次。',
    en: 'calls you out: say that you heard it, then that you set out and that you are there.',
  },
  drillCalledOut: {
    zh: '演练集结，不是真的：请回复“收到”。',
    en: 'calls you out in a drill, not for real: say that you heard it.',
  },
  ended: {
    zh: '应急响应已结束；应急单请按时办结，七日内写评估报告。',
    en: 'has ended: close its orders and write the report in time.',
  },
  closeDue: {
    zh: '应急单清零时限已到，仍有没有办结的，请尽快办结。',
    en: 'has ended, and its orders were to be closed by now: some are still open.',
  },
  reviewDue: { zh: '评估报告时限已到。', en: 'waits for its after-action report.' },
  destroyDue: { zh: '应急期间收集的个人信息应予销毁。', en: 'has data that is to be destroyed now.' },
  destroyed: { zh: '应急期间收集的个人信息已销毁。', en: 'has had its data destroyed.' },
  closed: { zh: '应急事项已全部了结。', en: 'is settled in every respect.' },
} as const satisfies Record<string, Words>;
export type EmergencyNews = keyof typeof emergencyNews;

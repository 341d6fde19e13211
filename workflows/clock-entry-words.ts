// What an entry of a journal is called that a clock wrote: `acceptDue`, `wholeHalf`.
import { clockNames, clockWords, type ClockName } from '@six-order/community/deadlines/clock-name';
import type { Words } from '@six-order/community/rules/rule';

/** Clocks that no policy of an order's stages knows. */
const termNames: Readonly<Record<string, Words>> = {
  reply: { zh: '回复', en: 'answer' },
  duty: { zh: '移交或报告', en: 'the hand-over or report' },
  receipt: { zh: '移交回执', en: 'the receipt of the hand-over' },
  rung: { zh: '本级调解', en: 'mediation on this rung' },
  confirmation: { zh: '司法确认', en: 'confirmation by a court' },
  followUp: { zh: '回访', en: 'follow-up' },
  assess: { zh: '研判', en: 'assessment' },
  review: { zh: '核查', en: 'review' },
  day: { zh: '走访', en: 'the visit' },
  task: { zh: '任务', en: 'the task' },
  report: { zh: '报告进展', en: 'the report' },
  confirm: { zh: '确认', en: 'confirmation' },
  planned: { zh: '应急响应', en: 'the emergency response' },
  closing: { zh: '应急单清零', en: 'closing its orders' },
  destroy: { zh: '个人信息销毁', en: 'destroying the data' },
  linking: { zh: '关联点单', en: 'linking orders' },
  agenda: { zh: '审定议题', en: 'the agenda' },
  opinions: { zh: '发表意见', en: 'opinions' },
  decide: { zh: '形成结论', en: 'the decision' },
  outcome: { zh: '反馈结果', en: 'telling what came of it' },
  check: { zh: '督办卡核查、销号', en: 'check of the answer to a card' },
};

/** Of an emergency, where its clock has another's name. */
const ofEmergency: Readonly<Record<string, Words>> = {
  report: { zh: '情况报告', en: 'the report on the situation' },
  review: { zh: '评估报告', en: 'the after-action report' },
};

const rungWords = {
  Half: { zh: '时限过半', en: 'half of the limit is used' },
  Pressing: { zh: '时限将到', en: 'the limit is close' },
  Due: { zh: '时限已到', en: 'the limit is reached' },
  Over: { zh: '严重超期', en: 'gravely late' },
  Again: { zh: '仍未完成', en: 'still not done' },
  Silent: { zh: '催办无果，值班室电话联系并提级', en: 'reminded in vain: telephoned, and taken up' },
} as const satisfies Readonly<Record<string, Words>>;

/** Delays of an order that are no rung of a clock. */
const delayWords: Readonly<Record<string, Words>> = {
  asideNext: {
    zh: '到场、反馈、报到、审批或转办的时限提醒',
    en: 'a reminder of arrival, report, report-in, decision or transfer',
  },
  claimLapses: { zh: '抢单后没有确认，放回抢单池', en: 'a claim was not confirmed: open to be claimed again' },
  draftLapses: { zh: '草稿没有确认，作废', en: 'a draft that nobody confirmed lapses' },
  shelvingEnds: { zh: '挂账期满', en: 'its shelving ends' },
};

export type Rung = keyof typeof rungWords;

/** What a rung of a clock of an order's stages is called. */
export const rungOf = (clock: ClockName, rung: Rung): Words => said(clockWords[clock], rungWords[rung]);

const said = (clock: Words, rung: Words): Words => ({ zh: `${clock.zh}${rung.zh}`, en: `${clock.en}: ${rung.en}` });

/** A clock's entry in a journal, `acceptDue`, in words; null when it is none. */
export function clockEntryWords(type: string, workflow?: string): Words | null {
  const delay = delayWords[type];
  if (delay) return delay;
  const [, clock, rung = ''] = /^([a-zA-Z]+?)(Half|Pressing|Due|Over|Again|Silent)$/.exec(type) ?? [];
  const words = (rungWords as Readonly<Record<string, Words>>)[rung];
  if (clock === undefined || !words) return null;
  const name =
    (workflow === 'emergency' ? ofEmergency[clock] : undefined) ??
    termNames[clock] ??
    (clockNames.includes(clock as ClockName) ? clockWords[clock as ClockName] : null);
  return name ? said(name, words) : null;
}

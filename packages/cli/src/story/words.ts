// What stages, clocks and rungs are called when a story is told.
import { clockNames, clockWords, type ClockName } from '@six-order/community/deadlines/clock-name';
import type { Words } from './story.ts';

/** Stages of six-order orders and of cards, as their faces name them. */
export const stageWords: Readonly<Record<string, Words>> = {
  draft: { zh: '草稿', en: 'draft' },
  objecting: { zh: '异议复核中', en: 'an objection is reviewed' },
  placed: { zh: '已点单，待受理', en: 'placed, to be admitted' },
  admitted: { zh: '已受理，待派单', en: 'admitted, to be dispatched' },
  dispatched: { zh: '已派单，待接单', en: 'dispatched, to be accepted' },
  accepted: { zh: '已接单', en: 'accepted' },
  working: { zh: '办理中', en: 'being worked on' },
  finished: { zh: '已办结，待评价', en: 'finished, to be evaluated' },
  evaluated: { zh: '已评价', en: 'evaluated' },
  unanswered: { zh: '未评', en: 'unanswered' },
  refused: { zh: '不予受理', en: 'refused' },
  withdrawn: { zh: '已撤单', en: 'withdrawn' },
  merged: { zh: '已并入主单', en: 'merged into another' },
  issued: { zh: '督办卡已发出', en: 'card issued' },
  signed: { zh: '督办卡已签收', en: 'card signed for' },
  replied: { zh: '督办卡已回复，待核查', en: 'card answered, to be checked' },
  returned: { zh: '督办卡已退回', en: 'card returned' },
  checked: { zh: '核查通过，待销号', en: 'checked, to be closed' },
  closed: { zh: '已销号', en: 'closed' },
  lookingBack: { zh: '待回头看', en: 'to be looked at again' },
  settled: { zh: '回头看：已解决', en: 'found solved at the second look' },
  reopened: { zh: '回头看：未解决', en: 'found unsolved at the second look' },
  cancelled: { zh: '督办卡已撤销', en: 'card cancelled' },
};

const rungWords: Readonly<Record<string, Words>> = {
  Half: { zh: '时限过半', en: 'half of the limit is used' },
  Pressing: { zh: '时限将到', en: 'the limit is close' },
  Due: { zh: '时限已到', en: 'the limit is reached' },
  Over: { zh: '严重超期', en: 'gravely late' },
  Again: { zh: '仍未办理', en: 'still not done' },
};

/** A clock's entry in a journal, `acceptDue`, in words; null when it is none. */
export function rungOf(type: string): Words | null {
  if (type === 'asideNext') return { zh: '到场、反馈或报到时限提醒', en: 'a reminder of arrival, report or report-in' };
  const [, clock, rung = ''] = /^([a-zA-Z]+?)(Half|Pressing|Due|Over|Again)$/.exec(type) ?? [];
  const words = rungWords[rung];
  if (clock === undefined || !words) return null;
  const name = clockNames.includes(clock as ClockName) ? clockWords[clock as ClockName] : { zh: '回复', en: 'answer' };
  return { zh: `${name.zh}${words.zh}`, en: `${name.en}: ${words.en}` };
}

// What is told about a task, in words that follow its number. Its text is read in the order.
import type { Words } from '../rules/rule.ts';

export const taskNews = {
  assigned: { zh: '是交给您单位的任务。', en: 'is a task for your unit.' },
  reportDue: { zh: '该报进展了。', en: 'is a task to report on.' },
  half: { zh: '任务时限已过半。', en: 'is a task that has used half of its time.' },
  pressing: { zh: '任务时限将到。', en: 'is a task that is close to its last day.' },
  due: { zh: '任务时限已到。', en: 'is a task whose last day has come.' },
  over: { zh: '任务逾期。', en: 'is a task that is late.' },
  toCheck: { zh: '已报告完成，请核查销号。', en: 'is reported done: please check it.' },
  checkWaits: {
    zh: '已报告完成，时限将到或已到，请尽快核查销号。',
    en: 'was reported done and nears or has passed its last day: please check it.',
  },
  partFinished: { zh: '有下级单位已完成，请核查销号。', en: 'has a part that is done: please check it.' },
  partBlocked: { zh: '有下级单位报告受阻。', en: 'has a part that is blocked.' },
  allSettled: { zh: '各下级单位均已销号，可以办结。', en: 'has all its parts settled and can be finished.' },
  returned: { zh: '核查退回，请继续办理。', en: 'was returned by whoever checked it.' },
  settled: { zh: '已核查销号。', en: 'was checked and settled.' },
  urged: { zh: '被督办，请抓紧。', en: 'is urged by those above.' },
  cancelled: { zh: '任务已取消。', en: 'is a task that was cancelled.' },
} as const satisfies Record<string, Words>;
export type TaskNews = keyof typeof taskNews;

// How people call those whose turn it is (该谁办): the names that charts use.
import type { Words } from '@six-order/community/rules/rule';

/** In the middle of a sentence. */
export const turnWords = {
  resident: { zh: '点单人', en: 'whoever placed it' },
  window: { zh: '窗口', en: 'the window' },
  secretary: { zh: '派单人', en: 'whoever dispatches' },
  holder: { zh: '承办人', en: 'its handler' },
  pool: { zh: '可抢单的人', en: 'whoever claims it' },
  street: { zh: '上一级', en: 'the level above' },
  publisher: { zh: '晒单员', en: 'the publisher' },
  decider: { zh: '另一位晒单员或街道', en: 'another publisher, or the street' },
  supervisor: { zh: '督办人', en: 'the supervisor' },
  dpo: { zh: '个人信息保护负责人', en: 'the data protection officer' },
  mediator: { zh: '调解人', en: 'the mediator' },
  caller: { zh: '没有参与调解的回访人', en: 'somebody to follow up who did not mediate' },
  owner: { zh: '研判负责人', en: 'whoever assesses it' },
  visitor: { zh: '走访人', en: 'the visitor' },
  planner: { zh: '安排走访的人', en: 'whoever plans visits' },
  above: { zh: '上一级', en: 'the level above' },
  convener: { zh: '召集人', en: 'the convener' },
  parties: { zh: '有关各方', en: 'the parties' },
  parts: { zh: '下级各单位', en: 'the units below' },
  tasks: { zh: '办任务单的单位', en: 'the units with its tasks' },
} as const satisfies Readonly<Record<string, Words>>;

export type TurnName = keyof typeof turnWords;

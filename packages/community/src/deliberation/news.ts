// What is told about a topic, in words that follow its number. What was said is read in the order.
import type { Words } from '../rules/rule.ts';

export const deliberationNews = {
  proposed: { zh: '是提请议事的议题，请审定是否上会。', en: 'is a topic to put on the agenda, or to refuse.' },
  received: { zh: '议题已收到，请等候是否上会的答复。', en: 'was received; you will hear whether it comes before the parties.' },
  admitted: { zh: '已列入议题，请各方发表意见。', en: 'is on the agenda: please say what your side thinks.' },
  refused: {
    zh: '议题未列入，理由和办理渠道请在单中查看。',
    en: 'was not put on the agenda; the order says why, and where else to go.',
  },
  agendaPressing: { zh: '审定议题的时限将到。', en: 'is close to the limit of being put on the agenda.' },
  agendaDue: {
    zh: '审定议题的时限已到，请立即答复。',
    en: 'has reached the limit of being put on the agenda; please answer now.',
  },
  unheard: { zh: '还没有收到您这一方的意见。', en: 'still waits for what your side says.' },
  silent: {
    zh: '到期仍有参与方没有发表意见，请逐一征求。',
    en: 'has reached its day and some have not spoken: please ask them.',
  },
  letLie: {
    zh: '召集单位逾期没有处理，请督促，也可以由上级代为审定、形成结论或反馈。',
    en: 'is let lie by whoever convenes it: press for it, or decide it in their place.',
  },
  heard: { zh: '意见已齐，请商定结论。', en: 'has been spoken about: please write down what is decided.' },
  decidePressing: { zh: '形成结论的时限将到。', en: 'is close to the limit of its decision.' },
  decideDue: { zh: '形成结论的时限已到。', en: 'has reached the limit of its decision.' },
  adopted: { zh: '议定通过。', en: 'was agreed on.' },
  rejected: { zh: '议定不通过。', en: 'was not agreed on.' },
  raised: { zh: '提交上一级联席会议研究。', en: 'goes to the meeting of the level above.' },
  higherEnded: { zh: '上一级会议已有结论，请反馈。', en: 'has been dealt with by the level above: please tell whoever asked.' },
  partBlocked: { zh: '议定事项有单位报告受阻。', en: 'has a task that is blocked.' },
  allDone: { zh: '议定事项均已销号，请反馈结果。', en: 'has all its tasks settled: please tell whoever asked.' },
  feedbackPressing: { zh: '反馈结果的时限将到。', en: 'is close to the limit of telling what came of it.' },
  feedbackDue: { zh: '反馈结果的时限已到。', en: 'has reached the limit of telling what came of it.' },
  closed: { zh: '议题已办结，结果请在单中查看。', en: 'has ended; the order says what came of it.' },
  dropped: { zh: '议题终止，理由请在单中查看。', en: 'was dropped; the order says why.' },
  withdrawn: { zh: '提议人已撤回议题。', en: 'was taken back by whoever asked.' },
} as const satisfies Record<string, Words>;
export type DeliberationNews = keyof typeof deliberationNews;

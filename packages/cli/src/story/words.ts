// What stages are called when a story is told.
import type { Words } from '@six-order/community/rules/rule';

/** Stages as the faces name them: of six-order orders, cards, mediations, warnings. */
const stageWords: Readonly<Record<string, Words>> = {
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
  waiting: { zh: '待受理调解', en: 'waits for a mediator' },
  mediating: { zh: '调解中', en: 'being mediated' },
  agreed: { zh: '已达成协议，待回访', en: 'agreed, to be followed up' },
  reconciled: { zh: '双方已和解，待回访', en: 'reconciled, to be followed up' },
  referred: { zh: '已告知其他途径', en: 'told of other ways' },
  declined: { zh: '当事人不再调解', en: 'ended by a party' },
  raised: { zh: '预警，待研判', en: 'raised, to be assessed' },
  watched: { zh: '已有措施，待核查', en: 'with a measure, to be reviewed' },
  planned: { zh: '已安排走访', en: 'a visit is planned' },
  away: { zh: '家中无人，另约', en: 'nobody at home, to be tried again' },
  visited: { zh: '已走访', en: 'visited' },
  done: { zh: '走访结束', en: 'the visit has ended' },
  assigned: { zh: '任务已交办', en: 'a task in hand' },
  responding: { zh: '先期处置中，待街道确认', en: 'a first response, to be confirmed' },
  active: { zh: '应急响应中', en: 'in force' },
  aftermath: { zh: '已结束，善后中', en: 'ended, with what is left to do' },
  lapsed: { zh: '未确认，已失效', en: 'lapsed' },
  gathering: { zh: '已分解，下级办理中', en: 'passed on to units below' },
  proposed: { zh: '已提议，待列入议题', en: 'proposed, to be put on the agenda' },
  hearing: { zh: '征求各方意见', en: 'the parties speak' },
  deciding: { zh: '意见已齐，待形成结论', en: 'to be decided' },
  carrying: { zh: '已议定，事项办理中', en: 'adopted, its tasks in hand' },
  decided: { zh: '已有结论，待反馈', en: 'decided, to be told' },
  dropped: { zh: '议题终止', en: 'dropped' },
};

/** Stages whose words hang on the workflow. */
const stageWordsOf: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  mediation: { settled: { zh: '协议已履行，调解结束', en: 'settled and kept' } },
  task: {
    finished: { zh: '已完成，待核查销号', en: 'done, to be checked' },
    settled: { zh: '已销号', en: 'checked and settled' },
    cancelled: { zh: '任务已取消', en: 'the task was cancelled' },
  },
  emergency: {
    proposed: { zh: '已提出启动，待另一人确认', en: 'to be confirmed by a second person' },
    dropped: { zh: '未确认，已撤销', en: 'dropped' },
    closed: { zh: '评估已写、信息已销毁，了结', en: 'reviewed, its data destroyed, settled' },
  },
  deliberation: {
    raised: { zh: '已提交上一级会议', en: 'before the meeting above' },
    closed: { zh: '已反馈，议题办结', en: 'told, and ended' },
    refused: { zh: '未列入议题', en: 'not put on the agenda' },
    withdrawn: { zh: '提议人已撤回', en: 'taken back' },
  },
  visit: { cancelled: { zh: '走访已取消', en: 'the visit was cancelled' } },
  warning: { closed: { zh: '预警已解除', en: 'warning closed' } },
};

/** What an order's labels say of a stage beyond its name; the first that it carries. */
const labelWords: Readonly<Record<string, readonly (readonly [label: string, words: Words])[]>> = {
  admitted: [
    ['escalated', { zh: '已由上一级接手，待派单', en: 'taken over by the level above, to be dispatched' }],
    ['consulting', { zh: '会商中', en: 'being consulted about' }],
  ],
  dispatched: [
    ['request:return', { zh: '已申请退单，待审核', en: 'asked to be returned, to be reviewed' }],
    ['pool', { zh: '已放入抢单池，待抢单', en: 'open to be claimed' }],
  ],
  working: [
    ['paused', { zh: '已挂起', en: 'paused' }],
    ['shelved', { zh: '已挂账', en: 'shelved' }],
    ['rework', { zh: '重办中', en: 'being worked on again' }],
  ],
};

export const stageOf = (workflow: string, stage: string, labels: readonly string[] = []): Words =>
  labelWords[stage]?.find(([label]) => labels.includes(label))?.[1] ??
  stageWordsOf[workflow]?.[stage] ??
  stageWords[stage] ?? { zh: stage, en: stage };

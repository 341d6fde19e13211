// What an order's state and the way it has come are called, and what is promised next: on pages with script and on those without.
// Chinese is the source.

/** By the state of the handling; `due` in words. */
export const promise = {
  suspended:
    '当地正在应急响应，这一单因应急暂停，时限也停着；应急结束就接着办，停了多少上班时间就多给多少，最多 1 个工作日。遇险请拨 110、119、120。',
  placed: (due: string) => `${due} 前答复您是否受理`,
  admitted: (due: string) => `已经受理，${due} 前派人去办`,
  dispatched: (due: string) => `已经派出去了，${due} 前有人接单`,
  accepted: (due: string) => `有人接单了，${due} 前会联系您`,
  working: (due: string) => `正在办，预计${due} 前有结果`,
  reworking: (due: string) => `上次没有办好，正在重新办，${due} 前有结果，再请您评价`,
  finished: (due: string) => `事情办完了。请在${due} 前告诉我们办得怎么样`,
  evaluated: () => '这件事已经办完，谢谢您的评价',
  unanswered: () => '这件事已经办完。您一直没有评价，我们记作“未评”，不算满意',
  refused: () => '这件事没有受理，原因和该找谁都写明了',
  withdrawn: () => '您已经撤回了这一单',
  draft: () => '已经记下来，等本人确认',
  calling: (due: string) => `${due} 前给您回电`,
  consulting: () => '正在和有关方面商量怎么办',
  pooled: (due: string) => `已经公布出去，${due} 前有人来接`,
  claimed: () => '已经有人要接，正在确认',
  returning: () => '接单的人说办不了，正在核实，会另派人',
  paused: () => '暂时停下来了，等原因没有了再接着办，时限也跟着停',
  shelved: () => '一时办不了，已经排进计划，隔一段时间再看能不能办',
  escalated: () => '已经提到上一级来办',
  merged: () => '和邻居反映的是同一件事，并在一起办；办完通知您，一样请您评价',
  objecting: (due: string) => `您请的复核正在进行，${due} 前答复`,
  /** Beside what is promised to an order that is placed meanwhile. */
  willStandStill:
    '当地正在应急响应：这一单受理以后先停着，时限也停；应急结束就接着办，新的时间再告诉您。遇险请拨 110、119、120。',
  late: '时间已经过了，已自动提醒该办的人。',
};

/** Instead, once the time has passed; `by` how much, in words. */
export const overdue = {
  placed: (due: string, by: string) => `应在${due} 前答复您是否受理，已经超过 ${by}`,
  admitted: (due: string, by: string) => `已经受理，应在${due} 前派人去办，已经超过 ${by}`,
  dispatched: (due: string, by: string) => `已经派出去了，应在${due} 前有人接单，已经超过 ${by}`,
  accepted: (due: string, by: string) => `有人接单了，应在${due} 前联系您，已经超过 ${by}`,
  working: (due: string, by: string) => `正在办，应在${due} 前有结果，已经超过 ${by}`,
  reworking: (due: string, by: string) => `上次没有办好，正在重新办，应在${due} 前有结果，已经超过 ${by}`,
  calling: (due: string, by: string) => `应在${due} 前给您回电，已经超过 ${by}`,
  pooled: (due: string, by: string) => `已经公布出去，应在${due} 前有人来接，已经超过 ${by}`,
  objecting: (due: string, by: string) => `您请的复核正在进行，应在${due} 前答复，已经超过 ${by}`,
};

export const handling = {
  new: '新建',
  placed: '待受理',
  admitted: '待派单',
  dispatched: '待接单',
  accepted: '已接单',
  working: '办理中',
  finished: '待评价',
  reworking: '重办中',
  evaluated: '已评价',
  unanswered: '未评价',
  refused: '不予受理',
  withdrawn: '已撤回',
  draft: '待确认',
  calling: '待回电',
  consulting: '会商中',
  pooled: '待抢单',
  claimed: '已抢单，待接单',
  returning: '退单待审',
  paused: '已挂起',
  shelved: '已挂账',
  escalated: '已提级',
  merged: '已并单',
  objecting: '复核中',
  waiting: '待受理调解',
  mediating: '调解中',
  agreed: '已达成协议',
  reconciled: '双方和解',
  declined: '不再调解',
  referred: '已告知其他途径',
  raised: '待研判',
  watched: '跟踪中',
  planned: '待走访',
  away: '没遇到人，另约',
  visited: '已走访',
  done: '走访结束',
  assigned: '已交办',
  gathering: '下级办理中',
  issued: '待签收',
  signed: '待回复',
  replied: '待核查',
  returned: '退回重答',
  checked: '已核查',
  closed: '已销号',
  lookingBack: '回头看',
  settled: '已了结',
  reopened: '重新打开',
  cancelled: '已撤销',
  /** Whatever its stage is. */
  suspended: '因应急暂停',
};

/** Where a stage of a dispute or a topic is called otherwise than in an order. */
export const handlingIn = {
  mediation: { settled: '协议已履行', withdrawn: '申请已撤回' },
  deliberation: {
    proposed: '待列入议题',
    hearing: '征求各方意见',
    deciding: '待形成结论',
    carrying: '议定事项办理中',
    raised: '已提交上一级',
    decided: '待反馈',
    closed: '已反馈，办结',
    refused: '未列入议题',
    dropped: '已终止',
    withdrawn: '已撤回',
  },
};

export const stationStatus = { todo: '还没到', now: '进行中', done: '已完成', skipped: '未经过', returned: '退回重来' };

/** Instead of those, where the reason can be said. */
export const stationWaits = {
  toAdmit: '先受理，再派单',
  noConsent: '未同意公开',
  sealed: '保密，不公开',
  takenDown: (since: string) => (since === '' ? '公开过，已经撤下' : `公开过，${since} 撤下`),
  hidden: '有人提出异议，先不公开，等审定',
  lacking: '您不满意，正在重办',
  falselyDone: '查实没有办好，正在重办',
};

/** Before a time of day. */
export const near = {
  day: { yesterday: '昨天', today: '今天', tomorrow: '明天' },
  evening: { yesterday: '昨晚', today: '今晚', tomorrow: '明晚' },
  night: (day: string): string => `${day}凌晨`,
};

/** `time`: which time of doing it is told of there, where it was done again since. */
export const onBoard = (time: number | undefined): string =>
  time === undefined ? '看公开栏上的这一条' : `看公开栏上的这一条（说的是第 ${time} 次办理）`;

/** `time`: which it is, from 2 on; `since` in words. */
export const redone = (time: number, since: string): string => `第 ${time} 次办：上次没有办好，${since} 起重新办`;

/** Before who does it, and behind it while he has not accepted it. */
export const handles = { title: '由谁办理：', waits: '（还没有接单）' };

/** Of a step that goes on; both in words. */
export const since = (from: string): string => `${from} 开始`;
export const dueBy = {
  intake: (until: string) => `应在${until} 前受理`,
  dispatch: (until: string) => `应在${until} 前派出`,
  accept: (until: string) => `应在${until} 前接单`,
  claim: (until: string) => `应在${until} 前有人接`,
  contact: (until: string) => `应在${until} 前联系`,
  whole: (until: string) => `应在${until} 前办完`,
  rework: (until: string) => `应在${until} 前重新办好`,
  evaluate: (until: string) => `${until} 前都可以评`,
  callRequest: (until: string) => `应在${until} 前回电`,
  objectionReview: (until: string) => `应在${until} 前答复`,
};
export const sinceDue = (from: string, due: string): string => `${from} 开始，${due}`;
export const wasDue = (due: string): string => `${due}，已经晚了`;

/** Of a step that took its time and is over; both in words. */
export const lasted = (from: string, until: string): string => `${from} 开始，${until} 完成`;

/** Of a step that was not gone through again; `at` in words. */
export const earlier = (at: string): string => `上一次：${at}`;

/** Before the headline of what is done again: it tells of a time that did not hold. */
export const saidBefore = '上次的说法：';

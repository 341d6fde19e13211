// A clock's explanation, as a resident or a supervisor reads it: the limit, where it comes from, start and due.
import type { Clock } from '@six-order/engine';
import { needsCalendar, sayDuration, type Duration } from './duration.ts';
import type { Milestone, MilestoneName } from './category-limit.ts';
import type { ClockName } from './policy.ts';

/** Where a limit comes from: the law (with the category's number), the category itself, or the urgency's row of the policy. */
export type LimitOrigin = 'law' | 'category' | 'urgency';

interface Words {
  readonly zh: string;
  readonly en: string;
}

const clockWords: Record<ClockName, Words> = {
  intake: { zh: '受理', en: 'Intake' },
  dispatch: { zh: '派单', en: 'Dispatch' },
  accept: { zh: '接单', en: 'Acceptance' },
  contact: { zh: '首次联系', en: 'First contact' },
  whole: { zh: '办结', en: 'Completion' },
  evaluate: { zh: '评单', en: 'Evaluation' },
  rework: { zh: '重办', en: 'Rework' },
};

const originWords: Record<LimitOrigin, Words> = {
  law: {
    zh: '本类事项以法定时限为先，未载明法定天数的，按本类时限',
    en: 'a statutory limit prevails; where none is recorded, the limit of this category stands for it',
  },
  category: { zh: '本类事项的时限', en: "this category's own limit" },
  urgency: { zh: '该紧急程度的环节时限', en: "the stage's limit at this urgency" },
};

const milestoneWords: Record<MilestoneName, Words> = {
  'on site': { zh: '到场', en: 'on site' },
  contact: { zh: '联系居民', en: 'resident contacted' },
  cordon: { zh: '现场围护', en: 'place cordoned off' },
  transfer: { zh: '移送', en: 'transferred' },
  report: { zh: '报告', en: 'reported' },
  110: { zh: '拨打110', en: '110 called' },
  'pass on': { zh: '转交', en: 'passed on' },
};

/** What a clock keeps of how it was counted; small, because every snapshot carries it. Absent means no. */
export interface PolicyTrace {
  readonly clock: ClockName;
  readonly limit: Duration;
  readonly origin: LimitOrigin;
  /** The whole clock ends earlier and cuts this one. */
  readonly cut?: true;
  /** The whole clock had run out before this one began. */
  readonly capPassed?: true;
  readonly milestones?: readonly Milestone[];
}

/** A clock that came from elsewhere (an imported target) brings its own words. */
export interface SaidTrace {
  readonly said: Words;
}

export type Trace = PolicyTrace | SaidTrace;

/** Says a clock's trace in words. */
export function explain({ startedAt, dueAt, trace }: Pick<Clock, 'startedAt' | 'dueAt' | 'trace'>): Words {
  const counted = trace as unknown as Trace;
  if ('said' in counted) return counted.said;
  const limit = sayDuration(counted.limit);
  const name = clockWords[counted.clock];
  const origin = originWords[counted.origin];
  const zh = [`${name.zh}时限 ${limit.zh}（${origin.zh}）。`];
  const en = [`${name.en}: ${limit.en} (${origin.en}).`];
  if (needsCalendar(counted.limit)) {
    zh.push('未接入工作日历，1 个工作日按 24 小时、1 个工作小时按 1 小时计。');
    en.push('Without a work calendar a working day counts as 24 hours and a working hour as 1 hour.');
  }
  if (counted.cut) {
    zh.push('办结时限先到，本环节以其为限。');
    en.push('The whole clock ends earlier and cuts this stage.');
  }
  if (counted.capPassed) {
    zh.push('办结时限已过，本环节按自身时限计。');
    en.push('The whole clock has run out, so this stage keeps its own limit.');
  }
  zh.push(`自 ${inShanghai(startedAt)} 起，${inShanghai(dueAt)} 到期（北京时间）。`);
  en.push(`From ${inShanghai(startedAt)}, due ${inShanghai(dueAt)} (Asia/Shanghai).`);
  for (const milestone of counted.milestones ?? []) {
    const words = sayMilestone(milestone);
    zh.push(words.zh);
    en.push(words.en);
  }
  return { zh: zh.join(''), en: en.join(' ') };
}

function sayMilestone({ name, within }: Milestone): Words {
  const what = milestoneWords[name];
  if (within === 'at once') return { zh: `须立即${what.zh}。`, en: `Also: ${what.en} at once.` };
  const limit = sayDuration(within);
  return { zh: `其间须在 ${limit.zh}内${what.zh}。`, en: `Also: ${what.en} within ${limit.en}.` };
}

/** Minutes of the clock on the wall in China, which has had no other offset since 1991: "2026-03-02 09:00". */
export const inShanghai = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

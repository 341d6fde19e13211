// A clock (时限) as people see it: when due, in which light, and why.
import { explain, instant } from '@six-order/community/deadlines/explain';
import { isProvisional } from '@six-order/community/deadlines/trace';
import type { Words } from '@six-order/community/rules/rule';
import type { Clock } from '@six-order/engine';

export type Light = 'green' | 'blue' | 'yellow' | 'red' | 'paused' | 'done';

/** A running clock, or what is worth remembering of one that ended; the journal keeps the whole. Epoch ms. */
export type KeptClock =
  | (Clock & { readonly finishedAt: null })
  | (Pick<Clock, 'startedAt' | 'dueAt'> & { readonly finishedAt: number });

/**
 * How a clock ended. `met`: by what it waited for. That did not take place by itself: the work was finished (`with-work`), the
 * order ended (`with-order`), or it went another way (`overtaken`). `ended`: nothing kept tells which.
 */
export type Ending = 'met' | 'with-work' | 'with-order' | 'overtaken' | 'ended';

export interface ShownClock<Name extends string = string> {
  readonly name: Name;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly dueAt: number;
  readonly finishedAt: number | null;
  readonly light: Light;
  readonly explanation: Words;
  /** Absent while it runs. */
  readonly ending?: Ending;
  /** 暂定: it awaits the official calendar of its year. */
  readonly provisional?: true;
}

/** It stands still (挂起), and so is due at no known time. */
export const isStopped = ({ trace }: Pick<Clock, 'trace'>): boolean =>
  (trace as { readonly paused?: unknown } | null)?.paused !== undefined;

/**
 * `now` in epoch ms. Green, blue from 80 % of the limit on, yellow when due, red when gravely late. `ending`: of one that ended;
 * it is not said to have been met unless that is known.
 */
export function shownClock<Name extends string>(
  name: Name,
  clock: KeptClock,
  now: number,
  ending: Ending = 'ended',
): ShownClock<Name> {
  const { startedAt, dueAt, finishedAt } = clock;
  return {
    name,
    startedAt,
    dueAt,
    finishedAt,
    light: lightOf(clock, now),
    explanation: explanationOf(clock, clock.finishedAt === null ? null : ending),
    ...(clock.finishedAt !== null && { ending }),
    ...(clock.finishedAt === null && isProvisional(clock) && { provisional: true as const }),
  };
}

type RunningClock = KeptClock & { readonly finishedAt: null };

/** A clock is never changed, and a step leaves most of an order's clocks as they were. */
const explained = new WeakMap<KeptClock, { readonly words: Words; readonly ending: Ending | null }>();

/** `ending`: null while it runs. How it ended may be known better later: a second evaluation tells of the work before it. */
function explanationOf(clock: KeptClock, ending: Ending | null): Words {
  const last = explained.get(clock);
  if (last && last.ending === ending) return last.words;
  const words =
    clock.finishedAt === null || ending === null ? explain(clock as RunningClock) : past(clock, clock.finishedAt, ending);
  explained.set(clock, { words, ending });
  return words;
}

const pastWords: { readonly [ending in Ending]: (ended: Words, late: boolean) => Words } = {
  met: (ended, late) => ({
    zh: `${ended.zh} ${late ? '逾期' : '按时'}完成`,
    en: `met ${late ? 'late' : 'in time'}, ${ended.en}`,
  }),
  'with-work': (ended, late) => ({
    zh: `没有单独进行，${ended.zh} 随办结终止${late ? '，已逾期' : ''}`,
    en: `did not take place by itself; ended with the work${late ? ', late' : ''}, ${ended.en}`,
  }),
  'with-order': (ended, late) => ({
    zh: `没有单独进行，${ended.zh} 随本单结束终止${late ? '，已逾期' : ''}`,
    en: `did not take place by itself; ended with the order${late ? ', late' : ''}, ${ended.en}`,
  }),
  overtaken: (ended, late) => ({
    zh: `没有单独进行，${ended.zh} 终止${late ? '，已逾期' : ''}`,
    en: `did not take place by itself; ended${late ? ' late' : ''}, ${ended.en}`,
  }),
  ended: (ended, late) => ({
    zh: `${ended.zh} ${late ? '逾期' : '已'}结束`,
    en: `ended${late ? ' late' : ''}, ${ended.en}`,
  }),
};

/** Of a clock that ended, however it did, in Asia/Shanghai time. */
function past({ dueAt }: Pick<Clock, 'dueAt'>, finishedAt: number, ending: Ending): Words {
  const due = instant(dueAt, null);
  const words = pastWords[ending](instant(finishedAt, dueAt), finishedAt > dueAt);
  return { zh: `时限到 ${due.zh}，${words.zh}（北京时间）。`, en: `Due ${due.en}; ${words.en} (Beijing time).` };
}

function lightOf(clock: KeptClock, now: number): Light {
  if (clock.finishedAt !== null) return 'done';
  if (isStopped(clock)) return 'paused';
  if (now >= clock.overAt) return 'red';
  if (now >= clock.dueAt) return 'yellow';
  return now >= clock.pressingAt ? 'blue' : 'green';
}

// A clock (时限) as people see it: when due, in which light, and why.
import { explain, instant } from '@six-order/community/deadlines/explain';
import { isProvisional } from '@six-order/community/deadlines/trace';
import type { Clock } from '@six-order/engine';

export type Light = 'green' | 'blue' | 'yellow' | 'red' | 'paused' | 'done';

/** A running clock, or what is worth remembering of one that ended; the journal keeps the whole. Epoch ms. */
export type KeptClock =
  | (Clock & { readonly finishedAt: null })
  | (Pick<Clock, 'startedAt' | 'dueAt'> & { readonly finishedAt: number });

interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface ShownClock<Name extends string = string> {
  readonly name: Name;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly dueAt: number;
  readonly finishedAt: number | null;
  readonly light: Light;
  readonly explanation: Words;
  /** 暂定: it awaits the official calendar of its year. */
  readonly provisional?: true;
}

/** It stands still (挂起), and so is due at no known time. */
export const isStopped = ({ trace }: Pick<Clock, 'trace'>): boolean =>
  (trace as { readonly paused?: unknown } | null)?.paused !== undefined;

/** `now` in epoch ms. Green, blue from 80 % of the limit on, yellow when due, red when gravely late. */
export function shownClock<Name extends string>(name: Name, clock: KeptClock, now: number): ShownClock<Name> {
  const { startedAt, dueAt, finishedAt } = clock;
  return {
    name,
    startedAt,
    dueAt,
    finishedAt,
    light: lightOf(clock, now),
    explanation: explanationOf(clock),
    ...(clock.finishedAt === null && isProvisional(clock) && { provisional: true as const }),
  };
}

/** A clock is never changed, and a step leaves most of an order's clocks as they were. */
const explained = new WeakMap<KeptClock, Words>();

function explanationOf(clock: KeptClock): Words {
  let words = explained.get(clock);
  if (!words) explained.set(clock, (words = clock.finishedAt === null ? explain(clock) : past(clock)));
  return words;
}

/** Of a clock that ran out or was met, in Asia/Shanghai time. */
function past({ dueAt, finishedAt }: { readonly dueAt: number; readonly finishedAt: number }): Words {
  const late = finishedAt > dueAt;
  const [due, ended] = [instant(dueAt, null), instant(finishedAt, dueAt)];
  return {
    zh: `时限到 ${due.zh}，${ended.zh} ${late ? '逾期' : '按时'}结束（北京时间）。`,
    en: `Due ${due.en}; ended ${late ? 'late' : 'in time'}, ${ended.en} (Beijing time).`,
  };
}

function lightOf(clock: KeptClock, now: number): Light {
  if (clock.finishedAt !== null) return 'done';
  if (isStopped(clock)) return 'paused';
  if (now >= clock.overAt) return 'red';
  if (now >= clock.dueAt) return 'yellow';
  return now >= clock.pressingAt ? 'blue' : 'green';
}

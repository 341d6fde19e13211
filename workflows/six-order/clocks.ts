// An order's clocks (时限) as people see them: when due, in which light, and why.
import { explain, inShanghai } from '@six-order/community/deadlines/explain';
import type { Snapshot } from '@six-order/engine';
import { orderClocks, type OrderClockName, type OrderClock } from './v2/context.ts';
import { contextOf } from './face.ts';

export type Light = 'green' | 'blue' | 'yellow' | 'red' | 'paused' | 'done';

export interface ShownClock {
  readonly name: OrderClockName;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly dueAt: number;
  readonly finishedAt: number | null;
  readonly light: Light;
  readonly explanation: { readonly zh: string; readonly en: string };
}

/** `now` in epoch ms. Green, blue from 80 % of the limit on, yellow when due, red when gravely late. */
export function clocksOf(snapshot: Snapshot, now: number): ShownClock[] {
  const { clocks } = contextOf(snapshot);
  return orderClocks.flatMap((name) => {
    const clock = clocks[name];
    if (!clock) return [];
    const { startedAt, dueAt, finishedAt } = clock;
    return [
      {
        name,
        startedAt,
        dueAt,
        finishedAt,
        light: lightOf(clock, now),
        explanation: clock.finishedAt === null ? explain(clock) : past(clock),
      },
    ];
  });
}

/** Of a clock that ran out or was met, in Asia/Shanghai time. */
function past({ dueAt, finishedAt }: { readonly dueAt: number; readonly finishedAt: number }) {
  const late = finishedAt > dueAt;
  return {
    zh: `时限 ${inShanghai(dueAt)}，${late ? '逾期于' : '按时于'} ${inShanghai(finishedAt)} 结束。`,
    en: `Due ${inShanghai(dueAt)}; ended ${late ? 'late' : 'in time'} at ${inShanghai(finishedAt)}.`,
  };
}

function lightOf(clock: OrderClock, now: number): Light {
  if (clock.finishedAt !== null) return 'done';
  if (now >= clock.overAt) return 'red';
  if (now >= clock.dueAt) return 'yellow';
  return now >= clock.pressingAt ? 'blue' : 'green';
}

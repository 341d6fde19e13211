// A clock (时限) and its ladder of reminders: running → half → pressing → due → over, then again and again.
//
// Owns: the shape of a clock, the nested states that show the ladder in the chart, the delays that climb it.
// Not ours: how a deadline is computed (the `clock` fact), what each rung does (the workflow's actions).
// Keeps: I4 – a rung is an instant of the clock, so a late wake-up never moves the later rungs.

import type { Json } from './order.ts';

/** One running deadline. All instants are epoch ms; the journal keeps them as used. */
export interface Clock {
  readonly startedAt: number;
  /** 50 % of the limit. */
  readonly halfAt: number;
  /** 80 % of the limit. */
  readonly pressingAt: number;
  readonly dueAt: number;
  /** When lateness becomes grave. */
  readonly overAt: number;
  /** How often the last rung repeats. */
  readonly everyMs: number;
  readonly limitMinutes: number;
  /** What was counted and by which rule; whoever made the clock can say it in words. */
  readonly trace: Json;
  /** Policy id and version that gave the limit. */
  readonly policy: string;
}

const rungs = { Half: 'halfAt', Pressing: 'pressingAt', Due: 'dueAt', Over: 'overAt' } as const;

type Rung = 'half' | 'pressing' | 'due' | 'over';

interface DelayArgs {
  readonly context: { readonly clocks: Readonly<Record<string, Clock | undefined>> };
  readonly event: { readonly at?: number };
}

/**
 * Named delays for the clocks of a machine whose context keeps them in `clocks`: `<clock>Half`, `<clock>Pressing`,
 * `<clock>Due`, `<clock>Over` and `<clock>Again`. Every event must carry `at` (epoch ms).
 */
export function ladderDelays(clocks: readonly string[]): Record<string, (args: DelayArgs) => number> {
  const delays: Record<string, (args: DelayArgs) => number> = {};
  const running = ({ context }: DelayArgs, name: string): Clock => {
    const clock = context.clocks[name];
    if (!clock) throw new Error(`the clock ${name} was entered before it was started`);
    return clock;
  };
  for (const name of clocks) {
    for (const [rung, instant] of Object.entries(rungs)) {
      delays[name + rung] = (args) => Math.max(0, running(args, name)[instant] - (args.event.at ?? 0));
    }
    delays[`${name}Again`] = (args) => running(args, name).everyMs;
  }
  return delays;
}

/**
 * The nested states of a clock. `on` gives the entry actions of each rung; `over` runs again every `everyMs`.
 * The parent state ends the clock by leaving. `last` cuts the ladder after that rung.
 */
export function clockLadder<A>(clock: string, on: { readonly [R in Rung]?: A }, last: Rung = 'over') {
  const order: readonly Rung[] = ['half', 'pressing', 'due', 'over'];
  const used = order.slice(0, order.indexOf(last) + 1);
  const states: Record<string, { entry?: A; after?: Record<string, { target: string; reenter?: boolean }> }> = {};
  const climb = (to: Rung | undefined) => (to ? { after: { [clock + to[0]?.toUpperCase() + to.slice(1)]: { target: to } } } : {});
  states.running = climb(used[0]);
  used.forEach((rung, index) => {
    const entry = on[rung];
    const after = rung === 'over' ? { after: { [`${clock}Again`]: { target: 'over', reenter: true } } } : climb(used[index + 1]);
    states[rung] = { ...(entry === undefined ? {} : { entry }), ...after };
  });
  return { initial: 'running', states } as const;
}

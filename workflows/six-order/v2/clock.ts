// The order's clocks in the chart: how they are kept, and the ladder of a stage's clock.
//
// Keeps: L1: a rung's actions hang on the way to it, so that a ladder can be entered at any rung without saying again what was
// said (after a pause, an extension). L2: a rung is an instant of the clock (engine, clock-ladder).
import { ladderDelays, type Clock } from '@six-order/engine';
import { orderClocks, type Context, type OrderClock, type OrderClockName } from './context.ts';
import { signal, type Args, type Part } from './event.ts';
import { tell, type Who } from './notice.ts';

export const started = (clock: Clock): OrderClock => ({ ...clock, finishedAt: null });

/** The clocks with some finished at `at`. */
export function finished(context: Context, at: number, ...names: readonly OrderClockName[]): Context['clocks'] {
  const clocks: { [name in OrderClockName]?: OrderClock } = { ...context.clocks };
  for (const name of names) {
    const clock = clocks[name];
    if (!clock || clock.finishedAt !== null) continue;
    clocks[name] = { startedAt: clock.startedAt, dueAt: clock.dueAt, finishedAt: at };
  }
  return clocks;
}

export const allFinished = (context: Context, at: number): Context['clocks'] =>
  finished(context, at, ...(Object.keys(context.clocks) as OrderClockName[]));

type Delay = (args: Args) => number;

/** Repeated reminders keep the clock's own hours, whenever the one before was sent (L2). */
const again =
  (name: OrderClockName): Delay =>
  ({ context, event }) => {
    const { overAt, everyMs } = context.clocks[name] as Clock;
    return everyMs - (Math.max(0, event.at - overAt) % everyMs);
  };

/** The named delays of all ladders. */
export const delays: Record<string, Delay> = {
  ...(ladderDelays(orderClocks) as Record<string, Delay>),
  ...Object.fromEntries(orderClocks.map((name) => [`${name}Again`, again(name)])),
};

const rungs = ['half', 'pressing', 'due', 'over'] as const;
type Rung = (typeof rungs)[number];

/** What is done on the way to each rung; `over` again and again. */
export type RungActions = { readonly [R in Rung]?: readonly unknown[] };

/** The nested states of a clock: running → half → pressing → due → over. `last` cuts the ladder after that rung. */
export function ladder(clock: OrderClockName, actions: RungActions, last: Rung = 'over'): Part {
  const used = rungs.slice(0, rungs.indexOf(last) + 1);
  const climb = (to: Rung | undefined): Part =>
    to ? { after: { [`${clock}${to[0]?.toUpperCase()}${to.slice(1)}`]: { target: to, actions: actions[to] ?? [] } } } : {};
  const states: Record<string, Part> = { running: climb(used[0]) };
  for (const [n, rung] of used.entries()) {
    states[rung] =
      rung === 'over'
        ? { after: { [`${clock}Again`]: { target: 'over', reenter: true, actions: actions.over ?? [] } } }
        : climb(used[n + 1]);
  }
  return { initial: 'running', states };
}

/** A reminder on each rung, and what else is done there. */
export const reminders = (clock: OrderClockName, to: Who, more: RungActions = {}): RungActions =>
  Object.fromEntries(rungs.map((rung) => [rung, [tell(`clock-${rung}`, to, { clock }), ...(more[rung] ?? [])]]));

/** A stage's clock: half and pressing remind, a missed limit raises a blue card (domain research 2.6). */
export const stageLadder = (clock: OrderClockName, to: Who): Part =>
  ladder(clock, reminders(clock, to, { due: [signal('cardBlue')] }));

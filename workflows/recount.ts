// A new calendar in a chart whose clock has a region of its own (cards, requests about one's own data): the clocks in their new
// place, and the ladder on at the rung where its clock stands now.
//
// Owns: that. Not ours: which clocks come out otherwise (the fact `clock-recount`), the six orders' own ladders (six-order/v2).
// Keeps: R1: what was said of a rung is not said again. R2: what is late all the same stays where it is.
import { rungAt } from '@six-order/community/deadlines/rung';
import type { Clock, Json } from '@six-order/engine';
import { enqueueActions } from 'xstate';
import type { KeptClock } from './shown-clock.ts';

type Facts = Readonly<Record<string, any>>;
type Clocks = Readonly<Record<string, KeptClock | undefined>>;

interface Args {
  readonly context: { readonly clocks: object };
  readonly event: { readonly at: number; readonly facts: Facts };
}

/** The fact that the command `recompute` asks for. */
export const askRecount = (category: string, path: string, clocks: unknown) => ({
  recounted: { kind: 'clock-recount', category, path, clocks: clocks as Json },
});

/** Where a matter lies whose limits its policy gives: its own place, or that of the unit that has it. */
const placeOf = ({ unit, holder, path }: Readonly<Record<string, any>>): string => unit?.path ?? holder?.path ?? path ?? '';

/** The same for such a matter (community/terms). `names`: of these clocks alone. */
export const askTermRecount = ({ context }: { readonly context: Readonly<Record<string, any>> }, names?: readonly string[]) => ({
  recounted: {
    kind: 'term-recount',
    path: placeOf(context),
    clocks: Object.fromEntries(
      Object.entries((context['clocks'] ?? {}) as Clocks).filter(([name]) => names?.includes(name) ?? true),
    ) as Json,
  },
});

/** Those that came out otherwise, in the place of those before. */
export const recountedClocks = <C extends object>(clocks: C, facts: Facts): C => ({
  ...clocks,
  ...Object.fromEntries(
    Object.entries((facts['recounted'] ?? {}) as Readonly<Record<string, Clock>>).map(([name, clock]) => [
      name,
      { ...clock, finishedAt: null },
    ]),
  ),
});

const rungs = ['pressing', 'half', 'running'] as const;

/** `isCounted`, and `<clock>IsAt<rung>` for the ways below. */
export const countedGuards = <N extends string>(name: N) =>
  guardsOf(name) as { readonly [K in 'isCounted' | `${N}IsAt${(typeof rungs)[number]}`]: (args: any) => boolean };

export const isCounted = ({ event }: Pick<Args, 'event'>): boolean => event.facts['recounted'] != null;

const guardsOf = (name: string): Record<string, (args: any) => boolean> => ({
  isCounted,
  ...Object.fromEntries(
    rungs.map((rung) => [
      `${name}IsAt${rung}`,
      ({ context, event }: Args) => {
        const clock = (context.clocks as Clocks)[name];
        return clock !== undefined && clock.finishedAt === null && rungAt(clock, event.at) === rung;
      },
    ]),
  ),
});

/** On in the ladder of the state that takes it (R2). */
export const countedWays = (name: string): any =>
  rungs.map((rung) => ({ guard: `${name}IsAt${rung}`, target: `.${rung}`, reenter: true }));

/** The same, where the guards have no names. */
export const waysOn = (name: string): any => {
  const guards = guardsOf(name);
  return rungs.map((rung) => ({ guard: guards[`${name}IsAt${rung}`], target: `.${rung}`, reenter: true }));
};

/** What a rung says when it is reached by time, not by the event by which a new calendar is told (R1). */
export const unlessCounted = (type: string, action: unknown): any =>
  enqueueActions(({ event, enqueue }: any) => {
    if (event.type !== type) enqueue(action);
  });

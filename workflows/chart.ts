// What the charts of emergencies, mediation, warnings, visits, tasks, referrals and deliberation are made of: their events, their
// memory, what they tell and ask of others.
//
// Owns: how an action is written down. Not ours: how a transition names its rules (six-order/v2/rule.ts), what each chart does.
import type { Between } from '@six-order/community/mediation/apart';
import type { Words } from '@six-order/community/rules/rule';
import { clockLadder, ladderDelays, type Clock, type CommandDefinition, type Json, type SealedValue } from '@six-order/engine';
import { assign, enqueueActions, raise, setup, type AnyStateMachine } from 'xstate';
import { z } from 'zod';
import { askTermRecount, isCounted, recountedClocks, unlessCounted, waysOn } from './recount.ts';
import type { KeptClock } from './shown-clock.ts';
import { guardsOf } from './six-order/v2/rule.ts';

export interface Event {
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: { readonly person: string | null; readonly post: string | null; readonly role: string };
  /** Empty when it is only asked whether the command could be sent. */
  readonly input: Readonly<Record<string, any>>;
  readonly facts: Readonly<Record<string, any>>;
}

/** What a command's facts may look at. */
export type FactAsk = Parameters<NonNullable<CommandDefinition['facts']>>[0];

/** Who names another order, for the fact that says whether he may (community/links). */
export const naming = ({ person, post, role, tenant, path }: FactAsk['actor']) => ({ person, post, role, tenant, path });

export interface Args<C> {
  readonly context: C;
  readonly event: Event;
}

/** A part of a chart's configuration. It is typed when the machine is made of all parts. */
export type Part = Record<string, any>;

/** A rule that a command must meet: its words, its source, when it holds. Asked without input, it says whether some input would do. */
export interface ChartRule<C> extends Words {
  readonly source: Words;
  readonly holds: (args: Args<C>) => boolean;
}

export const rule = <C>(source: Words, zh: string, en: string, holds: ChartRule<C>['holds']): ChartRule<C> => ({
  zh,
  en,
  source,
  holds,
});

export const remember = <C>(change: (args: Args<C>) => Partial<C>): any => assign(change as never);

/** Passes the instant on to an event that another region waits for. */
export const signal = (type: string): any => raise(({ event }: { event: Event }) => ({ ...event, type }) as never);

/** Actions that are taken only where this holds at their turn. */
export const only = <C>(holds: (args: Args<C>) => boolean, ...actions: readonly any[]): any =>
  enqueueActions(({ context, event, enqueue }: any) => {
    if (holds({ context, event })) for (const action of actions) enqueue(action);
  });

/** The effect `command`: to another order, to this one (`self`), or one that opens an order. */
export const ask = <C>(asked: (args: Args<C>) => { readonly [key: string]: Json | undefined }): any => ({
  type: 'command',
  params: asked,
});

/** What a timer needs facts for, the order asks of itself. By then it may be late: it is optional. */
export const askSelf = (type: string): any => ask(() => ({ order: 'self', type, input: {}, optional: true }));

/** What a clock asked for may be heard by another process, whose machine's time may be that much behind (ms; cli/doctor/clock.ts). */
export const CLOCKS_APART_MS = 2_000;

/** The effect `notify`: news of a matter for persons, units and teams, each named once. */
export interface MatterNotice<W extends string, N extends string> {
  readonly workflow: W;
  readonly to: readonly string[];
  readonly template: `${W}-news`;
  readonly number: string;
  readonly event: N;
  /** Epoch ms. */
  readonly dueAt?: number;
  readonly category?: string;
  /** Whom a unit that is told does not stand for: those who left the dispute, and who is not apart from its sides. */
  readonly keptOut?: Between;
  /** The unit that had in hand what somebody follows up, there or above it. */
  readonly callers?: string;
}

interface News<N extends string> {
  readonly event: N;
  readonly to: readonly (string | null)[];
  readonly due?: Pick<Clock, 'dueAt'> | null | undefined;
  readonly category?: string;
  readonly keptOut?: Between | undefined;
  readonly callers?: string;
}

/** How a chart tells its news. */
export const telling =
  <W extends string, C extends { readonly number: string }>(workflow: W) =>
  <N extends string>(newsOf: (context: C, event: Event) => News<N>) => ({
    type: 'notify' as const,
    params: ({ context, event: cause }: Args<C>): MatterNotice<W, N> => {
      const { event, to, due, category, keptOut, callers } = newsOf(context, cause);
      return {
        workflow,
        to: [...new Set(to.filter((id) => id !== null))],
        template: `${workflow}-news`,
        number: context.number,
        ...(category !== undefined && { category }),
        event,
        ...(due && { dueAt: due.dueAt }),
        ...(keptOut && { keptOut }),
        ...(callers !== undefined && { callers }),
      };
    },
  });

/** The machine of a chart whose regions run side by side. Its effects are data: nothing is done here (I4). */
export const chartMachine = <C extends object>(
  id: string,
  {
    regions,
    clocks,
    rules,
    context,
    effects = [],
  }: {
    readonly regions: Part;
    readonly clocks: readonly string[];
    readonly rules: Readonly<Record<string, ChartRule<C>>>;
    readonly context: C;
    /** Besides `notify` and `command`. */
    readonly effects?: readonly string[];
  },
): AnyStateMachine =>
  setup({
    types: {} as { context: C; events: Event },
    delays: ladderDelays(clocks) as Record<string, (args: any) => number>,
    actions: Object.fromEntries(['notify', 'command', ...effects].map((name) => [name, (_: unknown, _params: any) => {}])),
    guards: guardsOf<Args<C>>(regions, rules) as Record<string, (args: any) => boolean>,
  }).createMachine({ id, type: 'parallel', context, states: regions }) as unknown as AnyStateMachine;

/** One thing that somebody said. */
export interface Said {
  readonly at: number;
  readonly by: string | null;
  readonly text: SealedValue | null;
}

export const said = ({ at, actor, input }: Event, field = 'text'): Said => ({ at, by: actor.person, text: input[field] ?? null });

export const started = (clock: Clock): KeptClock => ({ ...clock, finishedAt: null });

/** Null of a clock that has ended, or never ran. */
export const running = (clock: KeptClock | undefined) => (clock && clock.finishedAt === null ? clock : null);

type Clocks = Readonly<Record<string, KeptClock | undefined>>;

/** Those of these clocks that run are met at `at`; of what ended only its instants are kept. */
export function finished<C extends Clocks>(clocks: C, at: number, ...names: readonly (keyof C & string)[]): C {
  const ended = names.flatMap((name) => {
    const clock = clocks[name];
    return clock && clock.finishedAt === null
      ? [[name, { startedAt: clock.startedAt, dueAt: clock.dueAt, finishedAt: at }] as const]
      : [];
  });
  return ended.length === 0 ? clocks : { ...clocks, ...Object.fromEntries(ended) };
}

type Reminders = Parameters<typeof clockLadder<any>>[1];

/** What is said at half of a limit and when it is pressing, unless a new calendar put the ladder there (recount.ts, R1). */
const saidOnce = (name: string, { half, pressing, ...late }: Reminders): Reminders => {
  const byTime = (actions: any) => [actions].flat().map((action) => unlessCounted(`${name}Go`, action));
  return { ...late, ...(half && { half: byTime(half) }), ...(pressing && { pressing: byTime(pressing) }) };
};

/**
 * The region of a clock: off until `<name>Start`, then its ladder of reminders until `<name>Stop`; by a new calendar on at the rung
 * where the clock stands now (`recompute`).
 */
export const clockRegion = (name: string, on: Reminders, last?: 'pressing' | 'due'): Part => ({
  initial: 'off',
  states: {
    off: { on: { [`${name}Start`]: 'on' } },
    on: {
      meta: { clock: name },
      ...clockLadder<any>(name, saidOnce(name, on), last),
      on: { [`${name}Stop`]: 'off', [`${name}Start`]: { target: 'on', reenter: true }, [`${name}Go`]: waysOn(name) },
    },
  },
});

/** A calendar came: the command by which the clocks of these names are counted anew, in any state. */
export const recompute = (names: readonly string[]): Part => ({
  guard: isCounted,
  actions: [
    remember<{ readonly clocks: object }>(({ context, event }) => ({ clocks: recountedClocks(context.clocks, event.facts) })),
    ...names.map((name) => only(({ event }) => event.facts['recounted']?.[name] !== undefined, signal(`${name}Go`))),
  ],
});

/** Its definition. `by`: the authority table's. `names`: the clocks that it counts, where it leaves one alone. */
export const recomputeCommand = (by: readonly string[], names?: readonly string[]): CommandDefinition => ({
  title: { zh: '重算时限', en: 'Count anew' },
  docs: 'A calendar came: what was counted without it is counted anew.',
  input: z.strictObject({}),
  by,
  facts: (ask) => askTermRecount(ask, names),
});

/** The nearest of the clocks that run, epoch ms; null when none does. */
export function nearestDue(clocks: Clocks): number | null {
  const due = Object.values(clocks).flatMap((clock) => (clock && clock.finishedAt === null ? [clock.dueAt] : []));
  return due.length === 0 ? null : Math.min(...due);
}

/** Ids, each once, in order; nobody is left out of a face by being null. */
export const people = (...ids: readonly (string | null | undefined)[]): string[] =>
  [...new Set(ids.filter((id) => id !== null && id !== undefined))].sort();

/** A paragraph of the domain research, and what of it is meant. */
export const researchOf = (paragraph: string | Words, zh = '', en = ''): Words => {
  const of = typeof paragraph === 'string' ? { zh: paragraph, en: paragraph } : paragraph;
  return { zh: `领域研究 ${of.zh}${zh && `，${zh}`}`, en: `domain research ${of.en}${en && `, ${en}`}` };
};

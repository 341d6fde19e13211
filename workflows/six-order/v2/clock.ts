// The order's clocks in the chart: how they are kept, the ladder of a stage's clock, the clocks beside it.
//
// Keeps: L1: a rung's actions hang on the way to it, so that a ladder can be entered at any rung without saying again what was
// said (after a pause, an extension). L2: a rung is an instant of the clock (engine, clock-ladder). L3: of what is late together one
// reminder a day speaks, and names it all.
import { countOf } from '@six-order/community/policies/policies';
import { rungAt } from '@six-order/community/deadlines/rung';
import { ladderDelays, type Clock } from '@six-order/engine';
import { raise } from 'xstate';
import { isStopped } from '../../shown-clock.ts';
import {
  orderClocks,
  sideRungs,
  type Context,
  type OrderClock,
  type OrderClockName,
  type RunningClock,
  type SideRung,
  type Stopped,
} from './context.ts';
import { ask, only, remember, signal, type Args, type Part } from './event.ts';
import { everyoneAtWork, nobody, office, tell, type Notice, type Who } from './notice.ts';

export const started = ({ dueAt, everyMs, ...rest }: Clock): OrderClock => ({ dueAt, everyMs, finishedAt: null, ...rest });

/** The clocks of these names that the command was given; a name may have none at this urgency. */
export function startedOf(facts: Readonly<Record<string, any>>, ...names: readonly OrderClockName[]): Context['clocks'] {
  const clocks: { [name in OrderClockName]?: OrderClock } = {};
  for (const name of names) if (facts[name]) clocks[name] = started(facts[name]);
  return clocks;
}

/** The clocks with some finished at `at`. */
export function finished(context: Context, at: number, ...names: readonly OrderClockName[]): Context['clocks'] {
  const clocks: { [name in OrderClockName]?: OrderClock } = { ...context.clocks };
  for (const name of names) {
    const clock = clocks[name];
    if (!clock || clock.finishedAt !== null) continue;
    clocks[name] = { dueAt: clock.dueAt, finishedAt: at, startedAt: clock.startedAt };
  }
  return clocks;
}

/** What becomes of publication is decided beside the handling, and whatever comes of that. */
const ofPublication: ReadonlySet<OrderClockName> = new Set(['publish', 'publicObjection']);

export const allFinished = (context: Context, at: number): Context['clocks'] =>
  finished(context, at, ...(Object.keys(context.clocks) as OrderClockName[]).filter((name) => !ofPublication.has(name)));

export const running = (context: Context, name: OrderClockName): RunningClock | null => {
  const clock = context.clocks[name];
  return clock && clock.finishedAt === null ? clock : null;
};

/** 挂起 or 挂账: the work stands still. */
export const isPaused = (context: Context): boolean =>
  running(context, 'pause') !== null || context.shelvedUntil !== undefined || context.emergency?.from !== undefined;

/** The clock of the work in hand: a rework's own, else the whole. */
export const workClock = (context: Context): 'rework' | 'whole' => (running(context, 'rework') ? 'rework' : 'whole');

/** The clock of the work is kept as it stands: what was left of it goes on when the order does (`goOn`, commands/facts.ts). */
export function stoppedAt(context: Context, at: number): { readonly stopped?: Stopped } {
  const name = workClock(context);
  const clock = running(context, name);
  if (!clock) return {};
  const { finishedAt: _, told: _told, reminded: _reminded, ...kept } = clock;
  return { stopped: { name, clock: kept, at } };
}

/** What the handler still owed when the work came to a stand at `since`; it begins anew when the work goes on. */
export function owedAt(
  { clocks, contactedAt, arrivedAt }: Context,
  since: number,
): readonly ('contact' | 'arrive' | 'feedback')[] {
  const done = { contact: contactedAt, arrive: arrivedAt, feedback: undefined };
  return (['contact', 'arrive', 'feedback'] as const).filter(
    (name) => clocks[name]?.finishedAt === since && done[name] !== since,
  );
}

/** Since when the work stands still (epoch ms): 挂起, or else 挂账. */
export const stoodStillSince = (context: Context): number | null =>
  running(context, 'pause')?.startedAt ?? (context.shelvedUntil === undefined ? null : (context.stopped?.at ?? null));

type Delay = (args: Args) => number;

/** Repeated reminders keep the clock's own hours, whenever the one before was sent (L2). */
const again =
  (name: OrderClockName): Delay =>
  ({ context, event }) => {
    const { dueAt, overAt, everyMs } = context.clocks[name] as Clock;
    return everyMs - (Math.max(0, event.at - (event.at < overAt ? dueAt : overAt)) % everyMs);
  };

/** U0: reminded every quarter of an hour, four times; then the deputy is told and the order goes up (domain research 2.6). */
const mostReminders = ({ policies }: Context): number => countOf(policies, 'reminders');

/** Clocks beside the stage's own: they remind as those do, at half, when pressing, when due, and then again and again (2.6). */
export const sideClocks = [
  'arrive',
  'feedback',
  'report',
  'police',
  'cordon',
  'refer',
  'confirm',
  'reportIn',
  'decision',
  'transfer',
  'objectionReview',
  'publish',
] as const satisfies readonly OrderClockName[];
export type SideClock = (typeof sideClocks)[number];

/** What nobody took over, or published, in time is over with its limit: there is nothing left to remind of. */
const lapsing: ReadonlySet<SideClock> = new Set(['transfer', 'publish']);

/** When it says something next (epoch ms); null: no more. */
function nextOf(context: Context, name: SideClock, clock: RunningClock): number | null {
  if (clock.told === undefined) return clock.halfAt;
  if (clock.told === 'half') return clock.pressingAt;
  if (clock.told === 'pressing') return clock.dueAt;
  if (lapsing.has(name)) return null;
  const { overAt, everyMs, reminded = 0 } = clock;
  const most = mostReminders(context);
  if (context.urgency !== 'U0' || reminded <= most) return overAt + reminded * everyMs;
  // After those it went up; as long after that, again (`ladder`).
  return context.atTop ? null : overAt + (most + (reminded - most) * most) * everyMs;
}

/**
 * While a return is reviewed nobody works on the order: what its handler would be late with is set aside. An objection that
 * the order waits for has its ladder in that state (objection.ts).
 */
const isSetAside = ({ request, objection }: Context, name: SideClock): boolean => {
  if (name === 'objectionReview') return objection?.matter === 'refusal' || objection?.matter === 'merging';
  return request?.kind === 'return' && (name === 'arrive' || name === 'feedback');
};

const sideOf = (context: Context, name: SideClock): RunningClock | null => {
  const clock = isSetAside(context, name) ? null : running(context, name);
  return clock && isStopped(clock) ? null : clock;
};

/** What the handler, or whoever dispatches, may be late with: one of those that are speaks for the others (L3). */
const ofWork = [
  'whole',
  'rework',
  'intake',
  'consult',
  'dispatch',
  'accept',
  'contact',
  'arrive',
  'feedback',
  'report',
  'police',
  'cordon',
  'refer',
] as const satisfies readonly OrderClockName[];

/** From when on it is reminded of day by day (epoch ms): the whole may be late for days before that is grave. */
const remindedFrom = (name: OrderClockName, { dueAt, overAt, everyMs }: Clock): number =>
  name === 'whole' ? Math.min(overAt, dueAt + everyMs) : overAt;

/** Longest first: who reminds goes on reminding when more is late. */
const lateOf = ({ context, event: { at } }: Args): readonly OrderClockName[] =>
  ofWork
    .flatMap((name) => {
      const clock = isBeside(name) ? sideOf(context, name) : running(context, name);
      if (clock === null || isStopped(clock)) return [];
      const since = remindedFrom(name, clock);
      return since <= at ? [{ name, since }] : [];
    })
    .toSorted((a, b) => a.since - b.since)
    .map(({ name }) => name);

const isBeside = (name: OrderClockName): name is SideClock => (sideClocks as readonly OrderClockName[]).includes(name);

/** Whether a clock that is late reminds by itself. At U0 each does, and counts its reminders. */
export const speaks = (args: Args, name: OrderClockName): boolean => {
  if (args.context.urgency === 'U0') return true;
  const late = lateOf(args);
  return late[0] === name || !late.includes(name);
};

/** Day by day: this clock, and what it speaks for; of the whole everyone at work hears. */
export const tellLate = (who: Who, more: Parameters<typeof tell>[2] & { readonly clock: OrderClockName }) => ({
  type: 'notify' as const,
  params: (args: Args): Notice => {
    const late = args.context.urgency === 'U0' ? [] : lateOf(args);
    const others = late.includes(more.clock) ? late.filter((name) => name !== more.clock) : [];
    const told = tell('clock-over', others.includes('whole') ? everyoneAtWork : who, more).params(args);
    return { ...told, ...(others.length > 0 && { late: others }) };
  },
});

/** When the next of them says something; null when none does. */
const nextAside = (context: Context): number | null => {
  let next: number | null = null;
  for (const name of sideClocks) {
    const clock = sideOf(context, name);
    const at = clock && nextOf(context, name, clock);
    if (at !== null && (next === null || at < next)) next = at;
  }
  return next;
};

export const anyAside = ({ context }: Args): boolean => nextAside(context) !== null;

/** Whether one of them will say something after what it says now. */
export const moreAside = (args: Args): boolean => nextAside({ ...args.context, clocks: clocksTold(args) }) !== null;

interface Saying {
  readonly name: SideClock;
  readonly rung: SideRung;
  /** That it is gravely late was said before. */
  readonly again: boolean;
  /** U0, reminded often enough: the deputy is telephoned and the order goes up. */
  readonly goesUp: boolean;
}

/** Those whose next rung has come at `at`, with that rung. */
export const asideDue = ({
  context,
  event: { at },
}: {
  readonly context: Context;
  readonly event: { readonly at: number };
}): readonly Saying[] =>
  sideClocks.flatMap((name) => {
    const clock = sideOf(context, name);
    const next = clock && nextOf(context, name, clock);
    if (!clock || next === null || next > at) return [];
    const late = clock.told === 'due' || clock.told === 'over';
    const rung = late ? 'over' : at >= clock.dueAt ? 'due' : at >= clock.pressingAt ? 'pressing' : 'half';
    const goesUp = late && context.urgency === 'U0' && (clock.reminded ?? 0) >= mostReminders(context);
    return [{ name, rung, again: clock.told === 'over', goesUp }];
  });

/** Each with what it said. Where reminders do not end, those that a sleeping clock missed are not said after it. */
const clocksTold = (args: Args): Context['clocks'] => {
  const { context, event } = args;
  return {
    ...context.clocks,
    ...Object.fromEntries(
      asideDue(args).map(({ name, rung }) => {
        const clock = context.clocks[name] as RunningClock;
        const { overAt, everyMs, reminded = 0 } = clock;
        const times = context.urgency === 'U0' ? reminded + 1 : Math.floor((event.at - overAt) / everyMs) + 1;
        return [name, { ...clock, told: rung, ...(rung === 'over' && { reminded: times }) }];
      }),
    ),
  };
};

export const asideTold = remember((args) => ({ clocks: clocksTold(args) }));

/** The named delays of all ladders. */
export const delays: Record<string, Delay> = {
  ...(ladderDelays(orderClocks) as Record<string, Delay>),
  ...Object.fromEntries(orderClocks.map((name) => [`${name}Again`, again(name)])),
  ...Object.fromEntries(orderClocks.map((name) => [`${name}Silent`, ({ context }: Args) => silence(context, name)])),
  asideNext: ({ context, event }) => Math.max(0, (nextAside(context) ?? 0) - event.at),
};

const rungs = ['half', 'pressing', 'due', 'over'] as const;
type Rung = (typeof rungs)[number];

/** What is done on the way to each rung; `over` again and again, and `late` so from `due` on, where `over` is long after it. */
export type RungActions = { readonly [R in Rung | 'late']?: readonly unknown[] };

const isLast =
  (name: OrderClockName) =>
  ({ context }: Args): boolean =>
    context.urgency === 'U0' && (running(context, name)?.reminded ?? 0) >= mostReminders(context);

/** Due, and not gravely late yet. */
const isLate = ({ context, event }: Args, name: OrderClockName): boolean => {
  const clock = running(context, name);
  return clock !== null && rungAt(clock, event.at) === 'due';
};

/** Counted only where reminders end. */
const countReminder = (name: OrderClockName) =>
  remember(({ context }) => {
    const clock = running(context, name);
    if (context.urgency !== 'U0' || !clock) return {};
    return { clocks: { ...context.clocks, [name]: { ...clock, reminded: (clock.reminded ?? 0) + 1 } } };
  });

const MINUTE_MS = 60_000;

/** When the rung of a late clock came that speaks now: whenever, and on whichever machine, it is heard. */
function rangAt({ context, event: { at } }: Args, name: OrderClockName): number {
  const clock = running(context, name);
  if (clock === null) return at;
  const from = at < clock.overAt ? clock.dueAt : clock.overAt;
  return from + Math.floor(Math.max(0, at - from) / clock.everyMs) * clock.everyMs;
}

/**
 * Takes the order up because of a silence at this clock: for one ground once for what came within a minute. Of several clocks that began
 * together and that nobody answers each asks for it, a moment after each other, and one level is what the order goes up by.
 */
export const goUp = (ground: string, name: OrderClockName): any =>
  ask((args) => ({
    order: 'self',
    type: 'escalate',
    input: { ground },
    optional: true,
    key: `escalate ${ground} ${Math.floor(rangAt(args, name) / MINUTE_MS)}`,
  }));

/** The duty room of the street telephones whoever should act, and the order goes up; whoever dispatched it knows. */
export const deputyAndUp = (name: OrderClockName): readonly unknown[] => [
  tell('order-deputy', office, { clock: name }),
  tell('order-deputy', nobody, { clock: name, desk: 'street' }),
  goUp('unanswered', name),
];

/** As long again as all reminders of one level took: then it goes up another. */
const silence = (context: Context, name: OrderClockName): number =>
  mostReminders(context) * ((context.clocks[name] as Clock | undefined)?.everyMs ?? 0);

/** The nested states of a clock: running → half → pressing → due → over. `last` cuts the ladder after that rung. */
export function ladder(clock: OrderClockName, actions: RungActions, last: Rung = 'over'): Part {
  const used = rungs.slice(0, rungs.indexOf(last) + 1);
  const way = (to: Rung): Part => ({
    target: to,
    actions: [...(actions[to] ?? []), ...(to === 'over' ? [countReminder(clock)] : [])],
  });
  const climb = (to: Rung | undefined): Part =>
    to ? { after: { [`${clock}${to[0]?.toUpperCase()}${to.slice(1)}`]: way(to) } } : {};
  const states: Record<string, Part> = { running: climb(used[0]) };
  for (const [n, rung] of used.entries()) states[rung] = climb(used[n + 1]);
  if (actions.late) {
    const again = (guard: string, said: readonly unknown[]): Part => ({
      guard: `${clock}${guard}`,
      target: 'due',
      reenter: true,
      actions: [...said, countReminder(clock)],
    });
    const late = [again('LateEnough', deputyAndUp(clock)), again('Late', actions.late)];
    states.due = { after: { ...states.due?.after, [`${clock}Again`]: late } };
  }
  if (last === 'over') {
    states.over = {
      after: {
        [`${clock}Again`]: [
          { guard: `${clock}RemindedEnough`, target: 'silent', actions: deputyAndUp(clock) },
          { ...way('over'), reenter: true },
        ],
      },
    };
    // Nobody above acted either. At the top there is nobody left to take it up to, and it says so (supervision.ts).
    states.silent = {
      after: { [`${clock}Silent`]: { guard: 'isNotAtTop', target: 'silent', reenter: true, actions: deputyAndUp(clock) } },
    };
  }
  return { initial: 'running', states };
}

/** Ways back into a ladder, at the rung where its clock stands. `state` is the path of the ladder's state. */
export const backTo = (state: string, clock: OrderClockName, way: Part): readonly Part[] =>
  ([...rungs.toReversed(), 'running'] as const).map((rung) => ({
    ...way,
    target: `#six-order.${state}.${rung}`,
    ...(rung !== 'running' && { guard: [way['guard'], `${clock}Is${rung}`].filter(Boolean).join(' & ') }),
  }));

/** A clock as the command leaves it. */
const standing = ({ context, event }: Args, name: OrderClockName): Clock | null => {
  const { request } = context;
  if (request?.kind === 'extension' && event.type === 'decide' && name === workClock(context)) return request.clock;
  const { [name]: begun, moved } = event.facts ?? {};
  return (begun as Clock | undefined) ?? (moved?.[name] as Clock | undefined) ?? running(context, name);
};

/** By a new calendar or another urgency, when it gave this clock another due time. */
const recountedOf = ({ facts }: Args['event'], name: OrderClockName): Clock | null =>
  (facts?.['recounted']?.[name] as Clock | undefined) ?? null;

/**
 * Where a ladder goes on after a new calendar or by another urgency. One that is late now and was not goes on before the due rung,
 * and one that is over now and was not before that one: it follows at once (L1). What was said already is not said again; where
 * reminders come otherwise from now on, its ladder waits anew.
 */
const rungAfterRecount = ({ context, event }: Args, name: OrderClockName): ReturnType<typeof rungAt> | null => {
  const clock = recountedOf(event, name);
  if (clock === null) return null;
  const rung = rungAt(clock, event.at);
  if (rung !== 'due' && rung !== 'over') return rung;
  // Who hears of it afterwards is told what the clocks were (`recounting`).
  const { were = context.clocks } = event as { readonly were?: Context['clocks'] };
  const before = running({ ...context, clocks: were }, name);
  if (before === null) return null;
  if (before.dueAt > event.at) return 'pressing';
  if (before.overAt > event.at) return before.overAt === clock.overAt ? null : 'due';
  return before.everyMs === clock.everyMs ? null : rung;
};

/** What the chart asks of its clocks: at which rung one stands, whether there were reminders enough. */
export const clockGuards: Readonly<Record<string, { readonly holds: (args: Args) => boolean }>> = Object.fromEntries(
  orderClocks.flatMap((name) => [
    [`${name}RemindedEnough`, { holds: isLast(name) }],
    [`${name}Late`, { holds: (args: Args) => isLate(args, name) && !isLast(name)(args) }],
    // Once: the same deputy is not telephoned about it again before it is gravely late.
    [
      `${name}LateEnough`,
      {
        holds: (args: Args) =>
          isLate(args, name) && isLast(name)(args) && running(args.context, name)?.reminded === mostReminders(args.context),
      },
    ],
    ...(['running', 'half', 'pressing', 'due', 'over'] as const).map((rung) => [
      `${name}RecountsTo${rung}`,
      { holds: (args: Args) => rungAfterRecount(args, name) === rung },
    ]),
    ...(['half', 'pressing', 'due', 'over'] as const).map((rung) => [
      `${name}Is${rung}`,
      {
        holds: ({ context, event }: Args) => {
          const clock = standing({ context, event }, name);
          return clock !== null && rungAt(clock, event.at) === rung;
        },
      },
    ]),
  ]),
);

/** A reminder on each rung, and what else is done there. */
export const reminders = (clock: OrderClockName, to: Who, more: RungActions = {}, desk?: 'street'): RungActions =>
  Object.fromEntries(
    rungs.map((rung) => {
      const named = { clock, ...(desk && { desk }) };
      const said = rung === 'over' ? only((args) => speaks(args, clock), tellLate(to, named)) : tell(`clock-${rung}`, to, named);
      return [rung, [said, ...(more[rung] ?? [])]];
    }),
  );

/** The clock of somebody who must decide, in the street: a silence brings a card to it and takes the order up, never away. */
export const decisionLadder = (clock: OrderClockName): Part =>
  ladder(clock, reminders(clock, nobody, { due: [signal('cardUndecided'), goUp('undecided', clock)] }, 'street'));

/** Of what was said before, what would have been said by now. */
const toldBy = (clock: Clock, told: SideRung | undefined, at: number): { readonly told?: SideRung } => {
  const rung = rungAt(clock, at);
  if (told === undefined || rung === 'running') return {};
  return { told: sideRungs[Math.min(sideRungs.indexOf(told), sideRungs.indexOf(rung))] as SideRung };
};

/** All clocks that came out otherwise, in the place of those before; what was said of a rung to come is said again. */
const recounted = remember(({ context: { clocks }, event: { at, facts } }) => ({
  clocks: {
    ...clocks,
    ...Object.fromEntries(
      Object.entries((facts['recounted'] ?? {}) as Readonly<Record<string, Clock>>).map(([name, clock]) => {
        const { told, reminded } = (clocks[name as OrderClockName] ?? {}) as Partial<RunningClock>;
        return [
          name,
          {
            ...started(clock),
            ...toldBy(clock, told, at),
            ...(reminded !== undefined && at >= clock.overAt && { reminded }),
          },
        ];
      }),
    ),
  },
}));

/** Tells another region of it, or the state that the order is in, and what the clocks were. */
const recounting = (type: string, holds: (args: Args) => boolean): any =>
  only(
    holds,
    raise(({ context, event }: Args) => ({ ...event, type, were: context.clocks }) as never),
  );

const counts =
  (name: OrderClockName) =>
  ({ event }: Args): boolean =>
    recountedOf(event, name) !== null;

/** Each region hears of it and goes on at the rung where its clock stands now. */
export const recount: readonly unknown[] = [
  recounting('wholeCounted', counts('whole')),
  recounting('publicCounted', counts('publicObjection')),
  recounted,
  signal('aside'),
];

/** By another urgency, whatever the state: its own ladder hears of it, too. */
export const recountAnywhere: readonly unknown[] = [
  recounting('stageCounted', ({ event }) => event.facts['recounted'] != null),
  ...recount,
];

/** Ways on in a ladder whose clock a new calendar moved. */
export const countedWays = (state: string, clock: OrderClockName, way: Part, last: Rung = 'over'): readonly Part[] =>
  ([...(last === 'over' ? (['over', 'due'] as const) : []), 'pressing', 'half', 'running'] as const).map((rung) => ({
    ...way,
    target: `#six-order.${state}.${rung}`,
    guard: `${clock}RecountsTo${rung}`,
  }));

/**
 * A new calendar, or another urgency, in a state with the ladder of `clock`; other clocks are counted anew in any state
 * (supervision.ts).
 */
export const recountHere = (
  state: string,
  clock: OrderClockName,
  last: Rung = 'over',
): { readonly recompute: readonly Part[]; readonly stageCounted: readonly Part[] } => {
  // A ladder that is cut short has its end beside it, in the state itself.
  const way = last === 'over' ? {} : { reenter: true };
  return {
    recompute: countedWays(state, clock, { ...way, actions: recount }, last),
    stageCounted: countedWays(state, clock, way, last),
  };
};

/** A stage's clock: half and pressing remind, a missed limit raises a blue card (domain research 2.6). */
export const stageLadder = (clock: OrderClockName, to: Who, due: readonly unknown[] = []): Part =>
  ladder(clock, reminders(clock, to, { due: [signal('cardBlue'), ...due] }));

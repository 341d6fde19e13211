// 平急转换: while its area is in an emergency an order of ordinary work stands still, with its clocks, and goes on where it stood;
// one of urgent work has the emergency's limits until the end. Source: domain research 6.
//
// Keeps: E1: each way in has its way back, at the rung where the clock stands then. E2: what stands still already (挂起, 挂账), and
// what waits for its resident, is let be. E3: nobody but its owner, or whoever dispatches, moves an order that stands still.
import type { Clock } from '@six-order/engine';
import { backTo, recountAnywhere } from './clock.ts';
import type { Context, OrderClockName, RunningClock } from './context.ts';
import { remember, signal, type Args, type Part } from './event.ts';
import { withdraw } from './intake.ts';
import { owners, tell, workersAndOffice } from './notice.ts';
import { entersAnew, isExempt } from './joins-emergency.ts';
import { isOrdinary } from './ordinary.ts';
import { when } from './rule.ts';

/** The states that stand still, each with the clock of its ladder; null where it has none. */
const standing = {
  placed: 'intake',
  admitted: 'dispatch',
  consulting: 'consult',
  dispatched: 'accept',
  pooled: 'accept',
  returning: 'returnReview',
  accepted: 'contact',
  working: null,
  reworking: 'rework',
  escalated: 'dispatch',
} as const satisfies Readonly<Record<string, OrderClockName | null>>;
type Standing = keyof typeof standing;

const states = Object.keys(standing) as readonly Standing[];

/** Its clocks as the turn left them; what was told of a rung is not told again. */
const moved = ({ context: { clocks }, event: { facts } }: Args): Context['clocks'] => ({
  ...clocks,
  ...Object.fromEntries(
    Object.entries((facts['moved'] ?? {}) as Readonly<Record<string, Clock>>).map(([name, clock]) => {
      const { told, reminded } = (clocks[name as OrderClockName] ?? {}) as Partial<RunningClock>;
      return [name, { ...clock, finishedAt: null, ...(told && { told }), ...(reminded !== undefined && { reminded }) }];
    }),
  ),
});

const suspend = (from: Standing, ...before: readonly unknown[]): Part => ({
  guard: 'standsStill',
  target: 'suspended',
  actions: [
    ...before,
    remember((args) => ({
      emergency: { id: args.event.input['emergency'], at: args.event.at, from },
      clocks: moved(args),
    })),
    tell('order-suspended', owners),
    signal('wholePause'),
    signal('aside'),
  ],
});

/** A claim that nobody confirmed yet goes back to its pool. */
const unclaimed = remember(({ context }) => ({ holder: context.pool ?? context.holder, pool: undefined, claimedAt: undefined }));

/** The states with the way to stand still. */
export const suspending = (parts: Part): Part =>
  Object.fromEntries(
    Object.entries(parts).map(([name, part]) => {
      const way = name === 'claimed' ? suspend('pooled', unclaimed) : name in standing ? suspend(name as Standing) : undefined;
      return [name, way ? { ...part, on: { ...part.on, enterEmergency: way } } : part];
    }),
  );

/** By hand it goes on whatever becomes of the emergency. Journals from before do not ask for it, and keep nothing. */
const exempted = ({ context: { emergency }, event: { actor, facts } }: Args): Pick<Context, 'exemptFrom'> =>
  actor.person === null || facts['emergency'] === undefined || emergency === undefined ? {} : { exemptFrom: emergency.id };

const wentOn: readonly unknown[] = [
  remember((args) => ({ emergency: undefined, clocks: moved(args), ...exempted(args) })),
  tell('order-unsuspended', (context) => [...owners(context), ...workersAndOffice(context)]),
  signal('wholeResume'),
  signal('aside'),
  entersAnew,
];

const goOn: readonly Part[] = states.flatMap((from): readonly Part[] => {
  const clock = standing[from];
  const way = { guard: when('mayGoOn', `stoodIn-${from}`), actions: wentOn };
  return clock === null ? [{ ...way, target: `#six-order.handling.${from}` }] : backTo(`handling.${from}`, clock, way);
});

/** 急时暂停. */
export const suspended: Part = { meta: { turn: ['secretary'] }, on: { leaveEmergency: goOn, withdraw } };

/** Urgent work, and what the emergency itself brought: other limits, in whatever state. */
export const turnsUrgent: Part = {
  guard: when('turnsUrgent'),
  actions: [...recountAnywhere, remember(({ event: { at, input } }) => ({ emergency: { id: input['emergency'], at } }))],
};

export const goOnAnywhere: Part = {
  guard: when('isTurned'),
  actions: [...recountAnywhere, remember(() => ({ emergency: undefined })), entersAnew],
};

export const emergencyChecks = {
  standsStill: {
    holds: ({ context, event: { input } }: Args) =>
      context.openedAt > 0 && context.emergency === undefined && isOrdinary(context) && !isExempt(context, input['emergency']),
  },
  turnsUrgent: {
    holds: ({ context }: Args) =>
      context.openedAt > 0 && context.closedAt === null && context.emergency === undefined && !isOrdinary(context),
  },
  isTurned: {
    holds: ({ context, event }: Args) =>
      event.actor.person === null &&
      context.emergency !== undefined &&
      context.emergency.from === undefined &&
      (event.input['emergency'] === undefined || event.input['emergency'] === context.emergency.id),
  },
  /** By hand, or by the end of the emergency that it stands still for. */
  mayGoOn: {
    holds: ({ context, event }: Args) =>
      context.emergency?.from !== undefined &&
      (event.input['emergency'] === undefined || event.input['emergency'] === context.emergency.id),
  },
  ...Object.fromEntries(
    states.map((from) => [`stoodIn-${from}`, { holds: ({ context }: Args) => context.emergency?.from === from }]),
  ),
};

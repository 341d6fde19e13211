// The facts that commands ask for: clocks of this order, changes of one that runs, whom it can be given to.
//
// Keeps: F1: asked before the machine has judged the command, so in any state: what does not apply is not asked for.
import type { EmergencyTurn } from '@six-order/community/deadlines/emergency';
import type { Actor, FactRequest, Json } from '@six-order/engine';
import { begunAs, requirementsAdded, urgencyAs, wasMetAs } from '../category.ts';
import { owedAt, running, stoodStillSince, workClock } from '../clock.ts';
import type { Context, Holder, OrderClockName, Urgency } from '../context.ts';
import { isOrdinary } from '../ordinary.ts';

export interface Ask {
  readonly context: Readonly<Record<string, any>>;
  readonly input: Readonly<Record<string, any>>;
  readonly at: number;
  readonly actor: Actor;
}

export type Requests = Readonly<Record<string, FactRequest>>;

/** What an order remembers; of one that is being opened there is nothing yet. */
export const contextOf = ({ context }: Ask): Context => context as Context;

const about = (context: Partial<Context>, urgency: Urgency | undefined = context.urgency) => ({
  category: context.category ?? '',
  urgency,
  path: context.unit?.path ?? '',
  ...(context.requestType && { requestType: context.requestType }),
});

/** Another system's number is given by a post that speaks for it. */
export const spokenFor = ({ input, actor: { post, path } }: Ask): Requests =>
  input['reference']
    ? { system: { kind: 'exchange-system', system: input['reference'].system as string, post, path, field: 'reference.system' } }
    : {};

/** The whole clock ends no later than the system wants from which the order came. */
const wanted = ({ context }: Ask, name: string) => {
  const dueAt = (context as Partial<Context>).reference?.dueAt;
  return name === 'whole' && dueAt !== undefined ? { cap: dueAt } : {};
};

/** A clock that begins now. `urgency`: another than the order's own. */
export const clock = (ask: Ask, name: string, urgency?: Urgency): FactRequest => ({
  kind: 'clock',
  clock: name,
  ...about(ask.context, urgency),
  ...wanted(ask, name),
  from: ask.at,
});

/** A stage's clock is cut to what is left of the whole clock (domain research 2.4). */
export function stageClock(ask: Ask, name: string): FactRequest {
  const whole = ask.context['clocks']?.whole;
  const cap = whole && whole.finishedAt === null ? { cap: whole.dueAt as number } : {};
  return { ...clock(ask, name), ...cap };
}

export const clocks = (ask: Ask, ...names: readonly string[]): Requests =>
  Object.fromEntries(names.map((name) => [name, clock(ask, name)]));

export const stageClocks = (ask: Ask, ...names: readonly string[]): Requests =>
  Object.fromEntries(names.map((name) => [name, stageClock(ask, name)]));

/** A running clock moved; nothing where it does not run. */
export function change(
  ask: Ask,
  name: OrderClockName,
  move: { readonly change: string; readonly [key: string]: Json },
  as: string = name,
): Requests {
  const context = contextOf(ask);
  const moved = context.openedAt > 0 ? running(context, name) : null;
  if (!moved) return {};
  return { [as]: { kind: 'clock-change', ...about(context), clock: moved as unknown as Json, ...move } };
}

/** All clocks by the calendar as it stands now. */
export const recount = ({ context }: Ask): Requests => {
  const { openedAt, clocks: kept } = context as Context;
  return openedAt > 0 ? { recounted: { kind: 'clock-recount', ...about(context), clocks: kept as unknown as Json } } : {};
};

/** Its work is ordinary: it waits while its area is in an emergency. */
export const standsStill = (ask: Ask): boolean => isOrdinary(contextOf(ask));

/** All clocks as the area turns to an emergency, or back. */
export function turn(ask: Ask, to: EmergencyTurn, as: 'moved' | 'recounted'): Requests {
  const context = contextOf(ask);
  if (!(context.openedAt > 0)) return {};
  return { [as]: { kind: 'clock-turn', ...about(context), clocks: context.clocks as unknown as Json, turn: to } };
}

/** The emergency that the order's place is in. */
export const emergencyOf = (ask: Ask): Requests => ({
  emergency: { kind: 'emergency-mode', path: contextOf(ask).unit?.path ?? '' },
});

/** All clocks by another urgency, that of work set aside too; on site within a limit, too, where there was none before. */
export function atUrgency(ask: Ask, to: Urgency): Requests {
  const context = contextOf(ask);
  const { openedAt, clocks: kept, handler, arrivedAt, stopped } = context;
  if (!(openedAt > 0)) return {};
  const awaited = handler !== null && arrivedAt === undefined && !running(context, 'arrive');
  return {
    recounted: { kind: 'clock-recount', ...about(context), clocks: kept as unknown as Json, to },
    ...(stopped && {
      stopped: {
        kind: 'clock-recount',
        ...about(context),
        clocks: { [stopped.name]: stopped.clock as unknown as Json },
        to,
        since: stopped.at,
      },
    }),
    ...(awaited && { arrive: { ...stageClock(ask, 'arrive'), urgency: to } }),
  };
}

/**
 * All clocks of an order that becomes of another kind, and what that kind asks for; whoever has it, or is to have it, must be one who
 * may. Nothing of a code that is no kind's.
 */
export function asCategory(ask: Ask, to: string): Requests {
  const context = contextOf(ask);
  const {
    openedAt,
    clocks: kept,
    handler,
    arrivedAt,
    unit,
    level,
    holder: held,
    transfer,
    resident,
    requestType,
    admittedAt,
  } = context;
  if (!(openedAt > 0)) return {};
  const urgency = urgencyAs(context, to);
  const awaited = handler !== null && arrivedAt === undefined && !running(context, 'arrive');
  const added = requirementsAdded(context, to);
  const has = ({ kind, id }: Holder): FactRequest => ({
    kind: 'holder',
    holder: kind,
    id,
    field: 'to',
    work: { category: to, path: unit.path, urgency, ...(requestType && { requestType }), resident },
    how: 'invite',
    kept: true,
  });
  return {
    category: { kind: 'category', code: to, unit: unit.id, field: 'to' },
    recounted: {
      kind: 'clock-recount',
      ...about(context),
      clocks: kept as unknown as Json,
      to: urgency,
      toCategory: to,
      field: 'to',
    },
    ...(awaited && { arrive: { ...stageClock(ask, 'arrive'), category: to, urgency, field: 'to' } }),
    ...Object.fromEntries(
      added
        .filter((name) => !wasMetAs(context, name, to))
        .map((name) => {
          const from = begunAs(context, name, to) ?? ask.at;
          return [name, { ...clock(ask, name, urgency), from, category: to, field: 'to' }];
        }),
    ),
    ...(held !== null && { holder: has(held) }),
    ...(transfer && { taker: has(transfer.to) }),
    ...(admittedAt !== null && {
      enforcement: { kind: 'enforcement', category: to, path: unit.path },
      ...(level !== undefined && { above: { kind: 'level-above', unit: level, least: 'street' } }),
      ...emergencyOf(ask),
    }),
  };
}

/** The whole clock goes on with what was left when the order was set aside; it begins where there was none. */
export function whole(ask: Ask): Requests {
  const { stopped } = contextOf(ask);
  if (!stopped) return clocks(ask, 'whole');
  return {
    [stopped.name]: {
      kind: 'clock-change',
      ...about(ask.context),
      clock: stopped.clock as unknown as Json,
      change: 'goOn',
      since: stopped.at,
    },
  };
}

/**
 * Stages that begin as the whole clock goes on are cut to what is left of it then, after a pause or after the order was set aside
 * (domain research 2.4).
 */
export function stagesGoingOn(ask: Ask, ...names: readonly string[]): Requests {
  const { stopped, clocks: kept } = contextOf(ask);
  const within = stopped ? { clock: stopped.clock, since: stopped.at } : { clock: kept.whole };
  const goesOn = stopped ? stopped.name === 'whole' : kept.whole?.finishedAt === null;
  return Object.fromEntries(
    names.map((name) => [name, { ...clock(ask, name), ...(goesOn && { within: within as unknown as Json }) }]),
  );
}

/** What was still owed when the work came to a stand begins anew as it goes on. */
const owed = (ask: Ask): Requests => {
  const context = contextOf(ask);
  const since = context.openedAt > 0 ? stoodStillSince(context) : null;
  return since === null ? {} : stagesGoingOn(ask, ...owedAt(context, since));
};

/** The end of a pause. */
export function resumed(ask: Ask): Requests {
  const context = contextOf(ask);
  if (!(context.openedAt > 0) || !running(context, 'pause')) return {};
  return { ...change(ask, workClock(context), { change: 'resume' }), ...owed(ask), ...emergencyOf(ask) };
}

/** The end of a shelving. */
export const unshelved = (ask: Ask): Requests =>
  contextOf(ask).shelvedUntil === undefined ? {} : { ...whole(ask), ...owed(ask), ...emergencyOf(ask) };

interface Given {
  readonly how?: string;
  readonly part?: 'lead' | 'assist';
  /** The field of the input that names it. */
  readonly field?: string;
}

/** Whom the order is given to, against the rules of dispatch. */
export function holder(
  ask: Ask,
  to: { readonly kind: string; readonly id: string },
  { how = 'assign', part = 'lead', field = 'to.id' }: Given = {},
): FactRequest {
  const { category, unit, urgency, requestType, resident } = contextOf(ask);
  const { person, role, path } = ask.actor;
  return {
    kind: 'holder',
    holder: to.kind,
    id: to.id,
    ...(field && { field }),
    work: { category, path: unit.path, urgency, ...(requestType && { requestType }), resident },
    by: { person, role, path },
    how,
    part,
  };
}

/** The sender's own uploads that the command names, if it names any. */
export const attachedBy = ({ context, input, actor: { person } }: Ask): Requests =>
  input['attachments'] === undefined
    ? {}
    : {
        attachments: {
          kind: 'attachments',
          ids: input['attachments'],
          person,
          held: context['attachments']?.length ?? 0,
          field: 'attachments',
        },
      };

/** The units that it is about and that handle it, up to their community. */
export const involved = (ask: Ask): Requests => {
  const { unit, holder, handler } = contextOf(ask);
  const units = [unit.id, ...(holder === null || holder.kind === 'person' ? [] : [holder.id])];
  return { involved: { kind: 'involved', units, person: handler ?? (holder?.kind === 'person' ? holder.id : null) } };
};

/** The units and teams that the actor's post stands for. */
export const holds = ({ actor }: Ask): Requests => (actor.post === null ? {} : { holds: { kind: 'holds', post: actor.post } });

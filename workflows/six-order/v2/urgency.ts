// The urgency of an admitted order: up at once by whoever dispatches; down from U0 or U1 by a second person.
// Every clock that runs is counted by the new one; what is late has no more time by it. Source: domain research 2.4, 3.1.
import type { Clock } from '@six-order/engine';
import { finished, recountAnywhere, running, startedOf } from './clock.ts';
import type { Urgency } from './context.ts';
import { noted, only, remember, signal, type Args, type Part } from './event.ts';
import { joinsEmergency } from './joins-emergency.ts';
import { nobody, owners, tell, workersAndOffice } from './notice.ts';
import { isOrdinary } from './ordinary.ts';
import { when } from './rule.ts';

const may = ['isDesk', 'isAdmitted', 'isUnfinished', 'isNotPaused', 'changesUrgency'] as const;

/** U0: the branch and the street's duty room are told at the same time. */
export const alarm: readonly unknown[] = [tell('order-alarm', nobody), tell('order-alarm', nobody, { desk: 'street' })];

/** To another urgency, with the clocks that the command was given by it; undefined leaves it as it is. */
export const toUrgency = (to: (args: Args) => Urgency | undefined): readonly unknown[] => [
  ...recountAnywhere,
  only((args) => to(args) === 'U0' && args.context.urgency !== 'U0', ...alarm),
  remember((args) => {
    const { context, event } = args;
    const urgency = to(args);
    if (urgency === undefined) return {};
    // On site by appointment only, from now on.
    const byAppointment = running(context, 'arrive') && !event.facts['recounted']?.arrive;
    // Work that was set aside goes on, if it does, by the limit of what the order is by then.
    const { stopped } = context;
    const aside = stopped && (event.facts['stopped']?.[stopped.name] as Clock | undefined);
    return {
      urgency,
      ...(aside && { stopped: { ...stopped, clock: aside } }),
      clocks: {
        ...(byAppointment ? finished(context, event.at, 'arrive') : context.clocks),
        ...startedOf(event.facts, 'arrive'),
      },
    };
  }),
];

export const changeUrgency: readonly Part[] = [
  {
    guard: when(...may, 'hasNoRequest', 'isDowngrade'),
    actions: [
      remember((args) => ({
        request: { kind: 'downgrade' as const, to: args.event.input['to'], at: args.event.at, by: args.event.actor.person },
        notes: noted(args, 'urgency'),
        clocks: { ...args.context.clocks, ...startedOf(args.event.facts, 'decision') },
      })),
      tell('request-made', nobody, { desk: 'street', clock: 'decision' }),
      signal('aside'),
    ],
  },
  {
    guard: when(...may, 'isNoDowngrade'),
    actions: [
      ...toUrgency(({ event }) => event.input['to']),
      remember((args) => ({ notes: noted(args, 'urgency') })),
      tell('urgency-changed', (context) => [...owners(context), ...workersAndOffice(context)]),
      only(({ context }) => context.emergency === undefined && !isOrdinary(context), ...joinsEmergency),
    ],
  },
];

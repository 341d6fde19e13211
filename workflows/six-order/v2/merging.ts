// 合并: an order about the same matter is merged into a parent. It keeps its own resident, thread and evaluation, and can be
// split off again. Source: domain research 2.6.
import { enqueueActions } from 'xstate';
import { takeCardsBack } from './cards.ts';
import { allFinished, started, startedOf, stoppedAt } from './clock.ts';
import { ask, noted, remember, signal, type Args, type Part } from './event.ts';
import { forgets, rejoinsEmergency } from './joins-emergency.ts';
import { office, owners, tell } from './notice.ts';
import { objectionTo, raiseObjection } from './objection.ts';
import { when } from './rule.ts';

/** Sends each order that was merged into this one a command. */
export const tellChildren = (type: 'parentFinished' | 'parentEnded'): any =>
  enqueueActions(({ context, enqueue }: any) => {
    const { children = [], handler, holder } = context as Args['context'];
    const input = type === 'parentFinished' ? { handler, holder } : {};
    for (const order of children) enqueue({ type: 'command', params: { order, type, input, optional: true } });
  });

const merged = remember((args) => ({
  parent: args.event.input['parent'],
  closedAt: args.event.at,
  request: undefined,
  notes: noted(args, 'merge'),
  clocks: allFinished(args.context, args.event.at),
  // Nobody works on it: it has no limits of an emergency. Journals from before do not ask.
  ...(args.event.facts['emergency'] === undefined ? {} : { emergency: undefined }),
  ...stoppedAt(args.context, args.event.at),
  ...objectionTo(args, 'merging'),
}));

export const merge: Part = {
  guard: when('hasNoParent', 'hasNoChildren'),
  target: 'merged',
  actions: [
    merged,
    tell('order-merged', owners),
    ask(({ context }) => ({ order: context.parent ?? 'self', type: 'childJoined', sender: 'child' })),
    takeCardsBack,
    signal('wholeStop'),
    signal('workEnded'),
    signal('aside'),
  ],
};

/** On its own again: admitted, with what was left of its clock. */
const alone = remember(({ context, event: { at, facts } }) => ({
  parent: undefined,
  stopped: undefined,
  closedAt: null,
  admittedAt: context.admittedAt ?? at,
  clocks: { ...context.clocks, ...startedOf(facts, 'whole', 'dispatch') },
}));

const leave: any = ask(({ context }) => ({
  order: context.parent ?? 'self',
  type: 'childLeft',
  sender: 'child',
  optional: true,
}));
export const goAlone: readonly unknown[] = [
  leave,
  alone,
  tell('order-split', owners),
  signal('wholeBack'),
  signal('workOpened'),
  ...rejoinsEmergency,
];

export const mergedState: Part = {
  merged: {
    meta: { end: true },
    on: {
      split: { target: 'admitted', actions: goAlone },
      parentEnded: { target: 'admitted', actions: goAlone },
      // The matter is settled with the parent's; each resident is asked.
      parentFinished: {
        target: 'finished',
        actions: [
          remember(({ context, event: { at, input, facts } }) => ({
            finishedAt: at,
            closedAt: null,
            stopped: undefined,
            handler: input['handler'] ?? null,
            holder: input['holder'] ?? null,
            clocks: { ...context.clocks, evaluate: started(facts['evaluate']), ...startedOf(facts, 'callback') },
          })),
          forgets,
          tell('order-finished', owners),
          signal('workOpened'),
          signal('workDone'),
        ],
      },
      object: { guard: when('isResident', 'mayObject'), target: 'objecting', actions: raiseObjection },
    },
  },
};

/** Heard by a parent in any state: one that has ended already answers at once. */
export const parenthood: Part = {
  childJoined: {
    actions: [
      remember(({ context, event }) => ({ children: [...(context.children ?? []), event.input['child']] })),
      tell('order-joined', office),
      enqueueActions(({ context, event, enqueue }: any) => {
        const { finishedAt, closedAt, handler, holder } = context as Args['context'];
        const order = (event as Args['event']).input['child'];
        if (finishedAt !== null) {
          enqueue({ type: 'command', params: { order, type: 'parentFinished', input: { handler, holder }, optional: true } });
        } else if (closedAt !== null) {
          enqueue({ type: 'command', params: { order, type: 'parentEnded', input: {}, optional: true } });
        }
      }),
    ],
  },
  childLeft: {
    actions: [
      remember(({ context, event }) => ({
        children: (context.children ?? []).filter((child) => child !== event.input['child']),
      })),
    ],
  },
};

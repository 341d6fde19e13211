// The chart of a task (重大任务督办, 专项): given, passed on level by level as tasks of their own, reported on, finished, checked by the
// level above and settled (销号); what is below is counted above. Source: domain research 1 (rows 8, 9, 50), 2.6, 5.6.
//
// Keeps: I4. M1: only `handling` takes commands; the clocks' regions follow events that it raises. M2: a part tells the task that it
// came from, and is told by it; they reach each other in no other way.
import type { TaskPlanFact } from '@six-order/community/tasks/facts';
import type { TaskNews } from '@six-order/community/tasks/news';
import { enqueueActions } from 'xstate';
import {
  ask,
  chartMachine,
  clockRegion,
  finished,
  only,
  recompute,
  remember as keep,
  running,
  said,
  signal,
  started,
  telling,
  type Args,
  type Part,
} from '../chart.ts';
import { when } from '../six-order/v2/rule.ts';
import { emptyContext, isOver, taskClocks, type Context, type PartState, type TaskPart } from './context.ts';
import { taskChartRules } from './rules.ts';

type A = Args<Context>;

const news = telling<'task', Context>('task');
const tell = (event: TaskNews, more: (context: Context) => readonly (string | null)[] = () => []) =>
  news((context) => ({ event, to: [context.unit.id, ...more(context)], due: running(context.clocks.task) }));
const giver = ({ openedBy }: Context): readonly (string | null)[] => [openedBy];

/** Reported done, and not checked yet: then those above are reminded, and no longer whoever did it. */
const waitsForCheck = ({ reports, checks }: Context): boolean =>
  reports.filter(({ status }) => status === 'finished').length > checks.length;
const tellAbove = (event: TaskNews) =>
  news(({ checkers = [], openedBy, reports, clocks }) => ({
    event,
    to: [...checkers, openedBy].filter((person) => person !== reports.at(-1)?.by),
    due: running(clocks.task),
  }));
/** A reminder for whoever has it in hand, or, once it is done, for whoever is to check it. */
const remind = (event: TaskNews, more?: (context: Context) => readonly (string | null)[]): readonly unknown[] => [
  only<Context>(({ context }) => !waitsForCheck(context), tell(event, more)),
  ...(event === 'half' ? [] : [only<Context>(({ context }) => waitsForCheck(context), tellAbove('checkWaits'))]),
];

const remember = keep<Context>;
const planOf = ({ event: { facts } }: A): TaskPlanFact => facts['plan'] as TaskPlanFact;
const partsOf = (args: A): readonly TaskPart[] =>
  planOf(args).to.map((unit) => ({ unit, child: null, state: 'assigned', at: args.event.at }));

const assign = remember((args) => {
  const { at, actor, input, facts } = args.event;
  const { id, path } = facts['unit'];
  const { due, report } = planOf(args);
  return {
    number: facts['number'],
    kind: input['kind'],
    form: input['form'] ?? null,
    unit: { id, path },
    parent: input['parent'] ?? null,
    openedBy: actor.person,
    openedAt: at,
    dueOn: input['dueOn'],
    text: input['text'] ?? null,
    parts: partsOf(args),
    clocks: { ...(due && { task: started(due) }), report: started(report) },
  };
});

/** Each part is a task of its own; it says so to this one. */
const fanOut = enqueueActions(({ context, event, enqueue }: any) => {
  const { kind, form, dueOn } = context as Context;
  for (const unit of planOf({ context, event }).to) {
    const input = { unit, to: [], dueOn, kind, ...(form !== null && { form }) };
    enqueue(ask<Context>(() => ({ workflow: 'task', type: 'assign', sender: 'parent', input })));
  }
});

/** News for the task that it is a part of. */
const up = (state: PartState | ((args: A) => PartState)) =>
  only<Context>(
    ({ context }) => context.parent !== null,
    ask<Context>((args) => ({
      order: args.context.parent ?? '',
      type: 'partChanged',
      sender: 'child',
      input: { unit: args.context.unit.id, state: typeof state === 'string' ? state : state(args) },
      optional: true,
    })),
  );

/** Those below are let off. */
const letOff = (which: (args: A) => readonly TaskPart[]) =>
  enqueueActions(({ context, event, enqueue }: any) => {
    for (const { child } of which({ context, event })) {
      if (child !== null) enqueue(ask<Context>(() => ({ order: child, type: 'cancel', input: {}, optional: true })));
    }
  });

const restart = remember(({ context, event }) => ({ clocks: { ...context.clocks, report: started(event.facts['report']) } }));
const report = {
  guard: 'has-room',
  actions: [
    remember(({ context, event }) => ({ reports: [...context.reports, { ...said(event), status: event.input['status'] }] })),
    restart,
    signal('reportStart'),
    up(({ event }) => event.input['status']),
  ],
};
const done = [
  remember(({ context, event }) => ({
    reports: [...context.reports, { ...said(event), status: 'finished' as const }],
    clocks: finished(context.clocks, event.at, 'report'),
    ...(event.facts['checkers'] !== undefined && { checkers: event.facts['checkers'] }),
  })),
  signal('reportStop'),
  // Of a part the task that it came from says so.
  only<Context>(({ context }) => context.parent === null, tellAbove('toCheck')),
  up('finished'),
];
const end = remember(({ context, event: { at } }) => ({ endedAt: at, clocks: finished(context.clocks, at, ...taskClocks) }));
const stopped = [signal('taskStop'), signal('reportStop')];
const urge = {
  actions: [
    remember(({ context, event: { at, actor } }) => ({ urges: [...context.urges, { at, by: actor.person }] })),
    tell('urged'),
  ],
};
const cancel = {
  guard: 'is-own',
  target: 'cancelled',
  actions: [letOff(({ context }) => context.parts.filter((part) => !isOver(part))), end, ...stopped, tell('cancelled')],
};

const change = remember(({ context, event: { at, input } }) => ({
  parts: context.parts.map((part) =>
    part.unit !== input['unit'] || part.state === 'excused'
      ? part
      : { ...part, child: input['child'], state: input['state'], at },
  ),
}));
const partChanged = {
  actions: [
    change,
    only<Context>(({ event }) => event.input['state'] === 'finished', tell('partFinished')),
    only<Context>(({ event }) => event.input['state'] === 'blocked', tell('partBlocked')),
    only<Context>(({ context, event }) => event.input['state'] === 'settled' && context.parts.every(isOver), tell('allSettled')),
  ],
};

const checked = remember(({ context, event }) => ({
  checks: [...context.checks, { ...said(event), verdict: event.input['verdict'] }],
}));
const returned = [checked, restart, signal('reportStart'), tell('returned'), up('on-track')];

const regions: Part = {
  handling: {
    initial: 'new',
    on: { recompute: recompute(taskClocks) },
    states: {
      new: {
        on: {
          assign: [
            {
              guard: 'goes-on',
              target: 'gathering',
              actions: [assign, signal('taskStart'), signal('reportStart'), fanOut, tell('assigned'), up('assigned')],
            },
            {
              target: 'assigned',
              actions: [assign, signal('taskStart'), signal('reportStart'), tell('assigned'), up('assigned')],
            },
          ],
        },
      },
      assigned: {
        meta: { turn: ['holder'], clock: 'task' },
        on: {
          report,
          finish: { target: 'finished', actions: done },
          passOn: {
            guard: 'goes-on',
            target: 'gathering',
            actions: [remember((args) => ({ parts: partsOf(args) })), fanOut],
          },
          urge,
          cancel,
        },
      },
      gathering: {
        meta: { turn: ['holder', 'parts'], clock: 'task' },
        on: {
          report,
          partChanged,
          excuse: {
            guard: 'is-open-part',
            actions: [
              letOff(({ context, event }) => context.parts.filter((part) => part.unit === event.input['unit'])),
              remember(({ context, event }) => ({
                parts: context.parts.map((part) =>
                  part.unit === event.input['unit'] ? { ...part, state: 'excused' as const, at: event.at } : part,
                ),
                excuses: [...context.excuses, said(event)],
              })),
            ],
          },
          finish: { guard: 'all-parts-over', target: 'finished', actions: done },
          urge,
          cancel,
        },
      },
      finished: {
        meta: { turn: ['above'], clock: 'task' },
        on: {
          check: [
            {
              guard: when('is-not-reporter', 'is-accepted'),
              target: 'settled',
              actions: [checked, end, ...stopped, tell('settled', giver), up('settled')],
            },
            { guard: when('is-not-reporter', 'has-no-parts'), target: 'assigned', actions: returned },
            { guard: when('is-not-reporter', 'has-parts'), target: 'gathering', actions: returned },
          ],
          urge,
          cancel,
        },
      },
      settled: { meta: { end: true } },
      cancelled: { meta: { end: true } },
    },
  },
  task: clockRegion('task', {
    half: [...remind('half')],
    pressing: [...remind('pressing')],
    due: [...remind('due')],
    over: [...remind('over', giver)],
  }),
  report: clockRegion('report', { due: [tell('reportDue')], over: [tell('reportDue')] }),
};

export const machine = chartMachine('task', {
  regions,
  clocks: taskClocks,
  rules: taskChartRules,
  context: emptyContext,
});

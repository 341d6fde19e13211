// The chart of a deliberation (议事单): proposed, put on the agenda, spoken about by its parties, decided; its tasks become orders and
// report back; taken up to the meeting above where that must decide; whoever asked is told. Source: domain research 1, rows 10, 31, 37.
//
// Keeps: I4, I13. M1: only `handling` takes commands; the clocks' regions follow events that it raises. M2: tasks and meetings of
// other levels are reached by effects and tell it what they come to; no text goes with them. M3: who takes part is fixed when the
// topic is put on the agenda: a later policy does not change it.
import type { DecisionFact, ForumFact, PartiesFact } from '@six-order/community/deliberation/facts';
import type { DeliberationNews } from '@six-order/community/deliberation/news';
import { enqueueActions } from 'xstate';
import {
  ask,
  askSelf,
  chartMachine,
  clockRegion,
  finished,
  only,
  recompute,
  remember as keep,
  said,
  signal,
  started,
  telling,
  type Args,
  type Part,
} from '../chart.ts';
import { when } from '../six-order/v2/rule.ts';
import { isOver } from '../task/context.ts';
import { deliberationClocks, emptyContext, silentParties, type Context, type DeliberationClock } from './context.ts';
import { deliberationChartRules } from './rules.ts';

type A = Args<Context>;

type Who = (context: Context) => readonly (string | null)[];

const convener: Who = ({ holder }) => [holder.id];
const proposer: Who = ({ openedBy }) => [openedBy];
const everybody: Who = ({ openedBy, parties }) => [openedBy, ...parties.flatMap(({ persons }) => persons)];
const unheard: Who = (context) => silentParties(context).flatMap(({ persons }) => persons);

const news = telling<'deliberation', Context>('deliberation');
const tell = (event: DeliberationNews, who: Who, clock?: DeliberationClock) =>
  news((context) => ({ event, to: who(context), due: clock && context.clocks[clock] }));

const remember = keep<Context>;

/** 逾期不议: the level above knows of it, every day that it goes on. */
const letLie = only<Context>(
  ({ context }) => context.above !== undefined,
  tell('letLie', ({ above }) => [above ?? null]),
);
const decisionOf = ({ event: { facts } }: A): DecisionFact => facts['decision'] as DecisionFact;

const propose = remember(({ event: { at, actor, input, facts } }) => {
  const { forum, holder, above, agenda } = facts['forum'] as ForumFact;
  return {
    number: facts['number'],
    forum: { ...forum },
    unit: facts['unit'].id,
    holder: { kind: 'unit' as const, id: holder.id, path: holder.path },
    ...(above && { above }),
    text: input['text'] ?? null,
    order: input['order'] ?? null,
    lower: input['lower'] ?? null,
    openedBy: actor.person,
    resident: actor.role === 'resident' ? actor.person : null,
    openedAt: at,
    clocks: { agenda: started(agenda) },
  };
});

const admit = remember(({ context, event: { at, input, facts } }) => {
  const { parties, quorum, passes, opinions } = facts['parties'] as PartiesFact;
  return {
    question: input['text'],
    meetingOn: input['on'] ?? null,
    parties,
    quorum,
    passes,
    clocks: { ...finished(context.clocks, at, 'agenda'), opinions: started(opinions) },
  };
});

const speak = remember(({ context, event }) => {
  const { party, stance, record } = event.input;
  const shown = record === undefined ? null : { how: record.how, on: record.on, people: record.people ?? null };
  return { opinions: [...context.opinions, { ...said(event), party, stance, record: shown }] };
});

const hearingEnds = remember(({ context, event: { at, facts } }) => ({
  clocks: { ...finished(context.clocks, at, 'opinions'), decide: started(facts['decide']) },
}));
const toDeciding = [hearingEnds, signal('opinionsStop'), signal('decideStart'), tell('heard', convener, 'decide')];

const decide = remember((args) => {
  const { at, input } = args.event;
  const tasks = (input['tasks'] ?? []) as readonly { readonly dueOn: string }[];
  const units = decisionOf(args).tasks;
  return {
    decision: { ...said(args.event), verdict: input['verdict'], forOrder: input['forOrder'] ?? 'keep' },
    tasks: tasks.map(({ dueOn }, n) => ({
      unit: units[n] as string,
      child: null,
      state: 'assigned' as const,
      at,
      dueOn,
    })),
    clocks: finished(args.context.clocks, at, 'decide'),
  };
});

/** Each task is an order of its own; it says so to this one. */
const fanOut = enqueueActions(({ context, enqueue }: any) => {
  for (const { unit, dueOn } of (context as Context).tasks) {
    enqueue(
      ask<Context>(() => ({ workflow: 'task', type: 'assign', sender: 'parent', input: { unit, to: [], dueOn, kind: 'major' } })),
    );
  }
});

/** 决定回写: what becomes of the order that was put before them. By then it may stand otherwise. */
const writeBack = enqueueActions(({ context, enqueue }: any) => {
  const { order, decision } = context as Context;
  const type = decision?.forOrder === 'resume' ? 'unshelve' : decision?.forOrder === 'escalate' ? 'escalate' : null;
  if (order !== null && type !== null) enqueue(ask<Context>(() => ({ order, type, input: {}, optional: true })));
});

const goUp = enqueueActions(({ context, event, enqueue }: any) => {
  const { above } = decisionOf({ context, event });
  if (above === null) return;
  const input = { forum: above.forum, unit: above.unit };
  enqueue(ask<Context>(() => ({ workflow: 'deliberation', type: 'propose', sender: 'lower', input })));
});

/** News for the topic of the level below that it comes from. */
const down = (ended: boolean) =>
  only<Context>(
    ({ context }) => context.lower !== null,
    ask<Context>(({ context }) => ({
      order: context.lower ?? '',
      type: 'higherChanged',
      sender: 'child',
      input: { ended },
      optional: true,
    })),
  );

const toFeedback = remember(({ context, event: { facts } }) => ({
  clocks: {
    ...context.clocks,
    outcome: started((facts['feedback'] as any) ?? (facts['decision'] as DecisionFact).feedback),
  },
}));
const decided = [toFeedback, signal('outcomeStart')];

const change = remember(({ context, event: { at, input } }) => ({
  tasks: context.tasks.map((task) =>
    task.unit !== input['unit'] || task.state === 'excused'
      ? task
      : { ...task, child: input['child'], state: input['state'], at },
  ),
}));
const excuse = [
  enqueueActions(({ context, event, enqueue }: any) => {
    for (const { unit, child } of (context as Context).tasks)
      if (unit === event.input['unit'] && child !== null)
        enqueue(ask<Context>(() => ({ order: child, type: 'cancel', input: {}, optional: true })));
  }),
  remember(({ context, event }) => ({
    tasks: context.tasks.map((task) =>
      task.unit === event.input['unit'] && !isOver(task) ? { ...task, state: 'excused' as const, at: event.at } : task,
    ),
    excuses: [...context.excuses, said(event)],
  })),
];

const end = remember(({ context, event: { at } }) => ({
  endedAt: at,
  clocks: finished(context.clocks, at, ...deliberationClocks),
}));
const stopped = deliberationClocks.map((name) => signal(`${name}Stop`));
const ended = (...actions: readonly unknown[]): readonly unknown[] => [...actions, end, ...stopped, down(true)];
const sayWhy = remember(({ event }) => ({ ending: said(event) }));
const drop = { target: 'dropped', actions: ended(sayWhy, tell('dropped', everybody)) };
const withdraw = { target: 'withdrawn', actions: ended(tell('withdrawn', convener)) };

const regions: Part = {
  handling: {
    initial: 'new',
    on: { recompute: recompute(deliberationClocks) },
    states: {
      new: {
        on: {
          propose: {
            guard: when('says-what', 'comes-from-below'),
            target: 'proposed',
            actions: [
              propose,
              signal('agendaStart'),
              tell('proposed', convener, 'agenda'),
              tell('received', proposer),
              down(false),
            ],
          },
        },
      },
      proposed: {
        meta: { turn: ['convener'], clock: 'agenda' },
        on: {
          admit: {
            target: 'hearing',
            actions: [admit, signal('agendaStop'), signal('opinionsStart'), tell('admitted', everybody, 'opinions')],
          },
          refuse: { target: 'refused', actions: ended(sayWhy, tell('refused', proposer)) },
          withdraw,
        },
      },
      hearing: {
        meta: { turn: ['parties'], clock: 'opinions' },
        on: {
          speak: [
            { guard: when('is-party-of-it', 'has-room', 'all-have-spoken'), target: 'deciding', actions: [speak, ...toDeciding] },
            { guard: when('is-party-of-it', 'has-room'), actions: speak },
          ],
          closeHearing: { guard: 'has-quorum', target: 'deciding', actions: toDeciding },
          drop,
          withdraw,
        },
      },
      deciding: {
        meta: { turn: ['convener'], clock: 'decide' },
        on: {
          decide: [
            {
              guard: when('tasks-when-adopted', 'is-adopted', 'enough-agree', 'has-order', 'has-tasks'),
              target: 'carrying',
              actions: [decide, signal('decideStop'), fanOut, writeBack, tell('adopted', everybody)],
            },
            {
              guard: when('tasks-when-adopted', 'is-adopted', 'enough-agree', 'has-order'),
              target: 'decided',
              actions: [decide, signal('decideStop'), writeBack, ...decided, tell('adopted', everybody)],
            },
            {
              guard: when('tasks-when-adopted', 'is-rejected', 'has-order'),
              target: 'decided',
              actions: [decide, signal('decideStop'), writeBack, ...decided, tell('rejected', everybody)],
            },
            {
              guard: when('tasks-when-adopted', 'is-raised', 'has-order'),
              target: 'raised',
              actions: [decide, signal('decideStop'), goUp, writeBack, tell('raised', everybody)],
            },
          ],
          drop,
          withdraw,
        },
      },
      carrying: {
        meta: { turn: ['tasks'] },
        on: {
          partChanged: [
            { guard: 'all-tasks-over', target: 'decided', actions: [change, ...decided, tell('allDone', convener, 'outcome')] },
            {
              actions: [change, only<Context>(({ event }) => event.input['state'] === 'blocked', tell('partBlocked', convener))],
            },
          ],
          excuse: [
            {
              guard: when('is-open-task', 'all-tasks-over'),
              target: 'decided',
              actions: [...excuse, ...decided, tell('allDone', convener, 'outcome')],
            },
            { guard: 'is-open-task', actions: excuse },
          ],
        },
      },
      raised: {
        meta: { turn: ['above'] },
        on: {
          higherChanged: [
            {
              guard: 'has-ended-above',
              target: 'decided',
              actions: [
                remember(({ event: { input } }) => ({ higher: { child: input['child'], ended: true } })),
                ...decided,
                tell('higherEnded', convener, 'outcome'),
              ],
            },
            { actions: remember(({ event: { input } }) => ({ higher: { child: input['child'], ended: false } })) },
          ],
        },
      },
      decided: {
        meta: { turn: ['convener'], clock: 'outcome' },
        on: {
          feedback: {
            target: 'closed',
            actions: ended(
              remember(({ event }) => ({ feedback: said(event) })),
              tell('closed', everybody),
            ),
          },
        },
      },
      closed: { meta: { end: true } },
      refused: { meta: { end: true } },
      dropped: { meta: { end: true } },
      withdrawn: { meta: { end: true } },
    },
  },
  agenda: clockRegion('agenda', {
    pressing: [tell('agendaPressing', convener, 'agenda')],
    due: [tell('agendaDue', convener, 'agenda')],
    over: [tell('agendaDue', convener, 'agenda'), letLie],
  }),
  opinions: clockRegion('opinions', {
    half: [tell('unheard', unheard, 'opinions')],
    pressing: [tell('unheard', unheard, 'opinions')],
    due: [
      only<Context>(({ context }) => silentParties(context).length > 0, tell('silent', convener, 'opinions')),
      askSelf('closeHearing'),
    ],
    over: [tell('silent', convener, 'opinions'), letLie],
  }),
  decide: clockRegion('decide', {
    pressing: [tell('decidePressing', convener, 'decide')],
    due: [tell('decideDue', convener, 'decide')],
    over: [tell('decideDue', convener, 'decide'), letLie],
  }),
  outcome: clockRegion('outcome', {
    pressing: [tell('feedbackPressing', convener, 'outcome')],
    due: [tell('feedbackDue', convener, 'outcome')],
    over: [tell('feedbackDue', convener, 'outcome'), letLie],
  }),
};

export const machine = chartMachine('deliberation', {
  regions,
  clocks: deliberationClocks,
  rules: deliberationChartRules,
  context: emptyContext,
});

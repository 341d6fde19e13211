// The chart of an emergency (平急转换): proposed by one, confirmed by another, or a community's first response that lapses; reported
// on, renewed, ended or ended by itself; its orders follow in chunks; afterwards its orders are closed, its report is written, its
// data destroyed. Source: domain research 6; 突发事件应对法 64, 71, 72, 77, 84–86.
//
// Keeps: I4. M1: only `handling` takes commands; the clocks' regions follow events that it raises. M2: a drill moves no order and no
// limit, and nothing of it is public. M3: orders follow in one direction at a time: what is under way is finished before they turn.
import type { EmergencyOpenFact, EmergencyStartFact, EmergencyTerms } from '@six-order/community/emergency/facts';
import type { EmergencyNews } from '@six-order/community/emergency/news';
import { type Clock } from '@six-order/engine';
import {
  ask,
  askSelf,
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
import {
  countedAnew,
  emergencyClocks,
  emptyContext,
  isDrill,
  type Context,
  type Decided,
  type EmergencyClock,
} from './context.ts';
import { emergencyChartRules } from './rules.ts';

type A = Args<Context>;

/** The effect `mode`: the areas are in the emergency from `from` until `until` (epoch ms). */
export interface ModeParams {
  readonly scope: readonly string[];
  readonly hazard: string;
  readonly level: string;
  readonly firstResponse: boolean;
  readonly document: string;
  readonly from: number;
  readonly until: number;
}

/** The effect `follow`: the next orders of the areas enter the emergency, or leave it. */
export interface FollowParams {
  readonly direction: 'on' | 'off';
  readonly scope: readonly string[];
  readonly cursor: string | null;
}

/** The effect `destroy`: what the emergency's own orders of these areas say of people. Epoch ms. */
export interface DestroyParams {
  readonly scope: readonly string[];
  readonly from: number;
  readonly until: number;
}

const remember = keep<Context>;
const startOf = ({ event: { facts } }: A): EmergencyStartFact => facts['start'] as EmergencyStartFact;
const termsOf = ({ event: { facts } }: A): EmergencyTerms => (facts['terms'] ?? {}) as EmergencyTerms;
const paths = ({ scope }: Context): readonly string[] => scope.map(({ path }) => path);
const iso = (at: number): string => new Date(at).toISOString();

const news = telling<'emergency', Context>('emergency');

/** Those of the areas, whoever asked for it, and whoever else is meant. */
const tell = (event: EmergencyNews, clock?: EmergencyClock) =>
  news(({ scope, units, openedBy, clocks }) => ({
    event,
    to: [...scope.map(({ id }) => id), ...units, openedBy],
    due: clock && running(clocks[clock]),
  }));

/** It goes on without what its plan needs: those of the areas are told that there is something to bring. */
const tellLacking = only<Context>(({ context }) => (context.lacking ?? 0) > 0, tell('lacking'));

const alert = news((context) => ({
  event: isDrill(context) ? 'drillCalledOut' : 'calledOut',
  to: context.calls.at(-1)?.people.map(({ person }) => person) ?? [],
}));

const mode = {
  type: 'mode' as const,
  params: ({ context }: A): ModeParams => ({
    scope: paths(context),
    hazard: context.hazard,
    level: context.level,
    firstResponse: context.kind === 'first-response',
    document: context.document ?? '先期处置',
    from: context.startedAt ?? context.openedAt,
    until: context.endedAt ?? dueOf(context),
  }),
};
const dueOf = ({ kind, clocks }: Context): number =>
  (clocks[kind === 'first-response' ? 'confirm' : 'planned'] as Clock | undefined)?.dueAt ?? 0;

const follow = {
  type: 'follow' as const,
  params: ({ context }: A): FollowParams => ({
    direction: context.switching?.direction ?? 'on',
    scope: paths(context),
    cursor: context.switching?.cursor ?? null,
  }),
};

const destroy = {
  type: 'destroy' as const,
  params: ({ context }: A): DestroyParams => ({
    scope: paths(context),
    from: context.startedAt ?? 0,
    until: context.endedAt ?? 0,
  }),
};

const decided = (args: A, what: Decided['what'], more: Partial<Decided> = {}): readonly Decided[] => [
  ...args.context.decided,
  {
    at: args.event.at,
    by: args.event.actor.person,
    what,
    level: args.context.level,
    document: args.context.document,
    until: iso((args.context.clocks.planned as Clock | undefined)?.dueAt ?? args.event.at),
    ...more,
  },
];

const propose = remember((args) => {
  const { at, actor, input, facts } = args.event;
  const { scope, path, units, teams, checklist, lacking, planned, confirm, report } = startOf(args);
  const kind = input['kind'] ?? 'response';
  const level = input['level'] ?? 'IV';
  const document = kind === 'response' ? input['document'] : null;
  return {
    number: facts['number'],
    kind,
    hazard: input['hazard'],
    level,
    document,
    until: input['until'] ?? null,
    path,
    scope,
    units,
    teams,
    checklist: checklist.map((item) => ({ item, at: null, by: null })),
    ...(lacking !== undefined && { lacking }),
    text: input['text'] ?? null,
    openedBy: actor.person,
    openedAt: at,
    startedAt: kind === 'response' ? null : at,
    decided: [{ at, by: actor.person, what: 'proposed' as const, level, document, until: iso(planned.dueAt) }],
    clocks: {
      ...(kind !== 'drill' && { confirm: started(confirm) }),
      ...(kind === 'drill' && { planned: started(planned) }),
      ...(kind !== 'response' && { report: started(report) }),
    },
  };
});

const goesOn = (args: A): Partial<Context> => {
  const { planned, report, lacking } = termsOf(args);
  return {
    ...(lacking !== undefined && { lacking }),
    clocks: {
      ...args.context.clocks,
      ...(planned && { planned: started(planned) }),
      ...(report && { report: started(report) }),
    },
  };
};
const ticking: readonly unknown[] = [signal('plannedStart'), signal('reportStart')];
const switchOn = remember(() => ({ switching: { direction: 'on' as const, cursor: null, orders: 0, doneAt: null } }));

/** What is in force from now on, with the planned end that the terms say. */
const inForce = (what: Decided['what'], change: (args: A) => Partial<Context>) =>
  remember((args) => {
    const changed = { ...goesOn(args), ...change(args) };
    const planned = termsOf(args).planned;
    const { level, document } = { ...args.context, ...changed };
    return { ...changed, decided: decided(args, what, { level, document, ...(planned && { until: iso(planned.dueAt) }) }) };
  });

const confirmed = (starts: boolean): readonly unknown[] => [
  inForce('confirmed', ({ context, event: { at, input } }) => ({
    kind: 'response',
    level: input['level'] ?? context.level,
    document: input['document'] ?? context.document,
    startedAt: context.startedAt ?? at,
  })),
  remember(({ context, event }) => ({ clocks: finished(context.clocks, event.at, 'confirm') })),
  signal('confirmStop'),
  ...ticking,
  mode,
  ...(starts ? [switchOn, follow] : []),
  tell('started', 'planned'),
  tellLacking,
];

const dropped: readonly unknown[] = [
  remember((args) => ({ closedAt: args.event.at, clocks: finished(args.context.clocks, args.event.at, ...emergencyClocks) })),
  signal('confirmStop'),
];

const renewed = (what: 'renewed' | 'upgraded'): readonly unknown[] => [
  inForce(what, ({ context, event: { input } }) => ({
    level: context.request?.level ?? input['level'] ?? context.level,
    document: context.request?.document ?? input['document'] ?? context.document,
    until: input['until'] ?? context.request?.until ?? null,
    request: null,
  })),
  ...ticking,
  mode,
  tell('renewed', 'planned'),
];

const ended = (what: 'ended' | 'lapsed'): readonly unknown[] => [
  remember((args) => {
    const { context, event } = args;
    const { closing, review, destroy: destruction } = termsOf(args);
    return {
      endedAt: event.at,
      request: null,
      decided: decided(args, what, {
        document: event.input['document'] ?? context.document,
        until: iso(event.at),
      }),
      clocks: {
        ...finished(context.clocks, event.at, 'confirm', 'planned', 'report'),
        ...(closing && { closing: started(closing) }),
        ...(review && { review: started(review) }),
        ...(destruction && { destroy: started(destruction) }),
      },
    };
  }),
  ...['confirmStop', 'plannedStop', 'reportStop'].map(signal),
  only<Context>(({ context }) => context.clocks.closing !== undefined, signal('closingStart'), signal('destroyStart')),
  only<Context>(({ context }) => context.clocks.review !== undefined, signal('reviewStart')),
  only<Context>(({ context }) => !isDrill(context), mode),
  // M3: what still enters turns round when it has.
  only<Context>(
    ({ context }) => context.switching !== null && context.switching.doneAt !== null,
    remember(() => ({ switching: { direction: 'off' as const, cursor: null, orders: 0, doneAt: null } })),
    follow,
  ),
  tell(what),
];

const follows = (args: A): Partial<Context> => {
  const { switching, entered } = args.context;
  const { at, input } = args.event;
  if (switching === null) return {};
  const orders = switching.orders + (input['orders'] as number);
  return {
    switching: { ...switching, cursor: input['cursor'], orders, doneAt: input['cursor'] === null ? at : null },
    entered: switching.direction === 'on' ? entered + (input['orders'] as number) : entered,
  };
};
const furtherOn: Part = {
  guard: 'follows-this-way',
  actions: [remember(follows), only<Context>(({ context }) => context.switching?.doneAt === null, follow)],
};
/** After the end: orders that still entered turn round. */
const furtherOff: Part = {
  guard: 'follows-this-way',
  actions: [
    only<Context>(
      ({ context }) => context.switching?.direction === 'on',
      remember((args) => ({
        entered: args.context.entered + (args.event.input['orders'] as number),
        switching: { direction: 'off' as const, cursor: null, orders: 0, doneAt: null },
      })),
      follow,
    ),
    only<Context>(
      ({ context, event }) => context.switching?.direction === 'off' && event.input['direction'] === 'off',
      remember(follows),
      only<Context>(({ context }) => context.switching?.doneAt === null, follow),
    ),
  ],
};

const report: Part = {
  guard: 'has-room',
  actions: [
    remember((args) => ({
      reports: [...args.context.reports, said(args.event)],
      clocks: { ...args.context.clocks, ...(termsOf(args).report && { report: started(termsOf(args).report as Clock) }) },
    })),
    signal('reportStart'),
  ],
};
const check: Part = {
  guard: 'is-on-list',
  actions: [
    remember(({ context, event: { at, actor, input } }) => ({
      checklist: context.checklist.map((one) => (one.item === input['item'] ? { ...one, at, by: actor.person } : one)),
    })),
  ],
};
const callOut: Part = {
  actions: [
    remember(({ context, event: { at, actor, input } }) => {
      const people = new Map(context.teams.flatMap(({ team, people: all }) => all.map((person) => [person, team] as const)));
      return {
        calls: [
          ...context.calls,
          {
            at,
            by: actor.person,
            text: input['text'] ?? null,
            people: [...people].map(([person, team]) => ({ person, team, state: null, at: null })),
          },
        ],
      };
    }),
    alert,
  ],
};
const answerCall: Part = {
  guard: when('is-called', 'is-own-or-telephoned', 'goes-on'),
  actions: [
    remember(({ context, event: { at, actor, input } }) => {
      const last = context.calls.at(-1);
      if (!last) return {};
      const person = input['person'] ?? actor.person;
      const written = person === actor.person || actor.person === null ? {} : { by: actor.person };
      return {
        calls: [
          ...context.calls.slice(0, -1),
          {
            ...last,
            people: last.people.map((one) => (one.person === person ? { ...one, state: input['state'], at, ...written } : one)),
          },
        ],
      };
    }),
  ],
};

/** While it holds. */
const holding: Part = { report, check, callOut, answerCall, followed: furtherOn };

const closed: readonly unknown[] = [
  remember((args) => ({ closedAt: args.event.at, clocks: finished(args.context.clocks, args.event.at, ...emergencyClocks) })),
  ...['closingStop', 'reviewStop', 'destroyStop'].map(signal),
  tell('closed'),
];
const reviewed: readonly unknown[] = [
  remember(({ context, event }) => ({ review: said(event), clocks: finished(context.clocks, event.at, 'review') })),
  signal('reviewStop'),
];
const destroyed: readonly unknown[] = [
  remember(({ context, event: { at, input } }) => ({
    destroyed: { at, orders: input['orders'] },
    clocks: finished(context.clocks, at, 'destroy'),
  })),
  signal('destroyStop'),
  tell('destroyed'),
];

/** Nobody is told to close what is closed. */
const takeStock: Part = {
  actions: [only<Context>(({ event: { facts } }) => (facts['stock'] as EmergencyOpenFact).open > 0, tell('closeDue'))],
};

/** It ends by itself, unless it was renewed or confirmed before it hears of it. */
const runsOut = (type: 'lapse' | 'end', clock: EmergencyClock) =>
  ask<Context>(({ context }) => ({
    order: 'self',
    type,
    input: { due: context.clocks[clock]?.dueAt ?? 0 },
    optional: true,
  }));

/** A first response holds until it is to be confirmed: where a calendar moves that, its areas are in it until then. */
const counted: Part = {
  ...recompute(countedAnew),
  actions: [
    ...recompute(countedAnew)['actions'],
    only<Context>(
      ({ context, event }) =>
        context.kind === 'first-response' && context.endedAt === null && event.facts['recounted']?.confirm !== undefined,
      mode,
    ),
  ],
};

const regions: Part = {
  handling: {
    initial: 'new',
    on: { recompute: counted },
    states: {
      new: {
        on: {
          propose: [
            {
              guard: when('is-response', 'is-street-or-above'),
              target: 'proposed',
              actions: [propose, signal('confirmStart'), tell('proposed', 'confirm')],
            },
            {
              guard: 'is-first-response',
              target: 'responding',
              actions: [
                propose,
                signal('confirmStart'),
                signal('reportStart'),
                mode,
                switchOn,
                follow,
                tell('firstResponse', 'confirm'),
                tellLacking,
              ],
            },
            { guard: 'is-drill', target: 'active', actions: [propose, ...ticking, tell('drillStarted', 'planned'), tellLacking] },
          ],
        },
      },
      proposed: {
        meta: { turn: ['street'], clock: 'confirm' },
        on: {
          confirm: { guard: when('is-second-person', 'names-document'), target: 'active', actions: confirmed(true) },
          drop: { target: 'dropped', actions: [...dropped, tell('dropped')] },
          lapse: { guard: 'is-late-to-confirm', target: 'lapsed', actions: [...dropped, tell('lapsed')] },
        },
      },
      /** 先期处置. */
      responding: {
        meta: { turn: ['street'], clock: 'confirm' },
        on: {
          ...holding,
          confirm: {
            guard: when('is-street-or-above', 'is-second-person', 'names-document'),
            target: 'active',
            actions: confirmed(false),
          },
          end: { guard: 'has-run-out', target: 'aftermath', actions: ended('ended') },
          lapse: { guard: 'is-late-to-confirm', target: 'aftermath', actions: ended('lapsed') },
        },
      },
      active: {
        meta: { turn: ['street'], clock: 'planned' },
        on: {
          ...holding,
          renew: [
            { guard: when('is-real', 'has-no-request', 'is-not-graver'), actions: renewed('renewed') },
            {
              guard: when('is-real', 'has-no-request', 'is-graver'),
              actions: [
                remember((args) => ({
                  request: {
                    level: args.event.input['level'],
                    document: args.event.input['document'],
                    until: args.event.input['until'] ?? null,
                    by: args.event.actor.person,
                  },
                  decided: decided(args, 'upgrade-asked', {
                    level: args.event.input['level'],
                    document: args.event.input['document'],
                  }),
                })),
                tell('upgradeAsked'),
              ],
            },
          ],
          confirm: { guard: when('has-request', 'is-second-person'), actions: renewed('upgraded') },
          drop: {
            guard: 'has-request',
            actions: [
              remember((args) => ({
                request: null,
                decided: decided(args, 'upgrade-dropped', {
                  ...(args.context.request && { level: args.context.request.level, document: args.context.request.document }),
                }),
              })),
              tell('dropped'),
            ],
          },
          end: { guard: when('has-run-out', 'may-end'), target: 'aftermath', actions: ended('ended') },
        },
      },
      aftermath: {
        // Once the report is written nobody has to act: the data is destroyed by itself.
        meta: { turn: ['street'], limit: 'review', done: ({ review }: Context) => review !== null },
        on: {
          followed: furtherOff,
          takeStock,
          review: [
            { guard: when('is-reviewed-once', 'is-settled'), target: 'closed', actions: [...reviewed, ...closed] },
            { guard: 'is-reviewed-once', actions: reviewed },
          ],
          dataDestroyed: [{ guard: 'is-settled', target: 'closed', actions: [...destroyed, ...closed] }, { actions: destroyed }],
        },
      },
      closed: { meta: { end: true } },
      dropped: { meta: { end: true } },
      lapsed: { meta: { end: true } },
    },
  },
  confirm: clockRegion('confirm', { pressing: [tell('proposed', 'confirm')], due: [runsOut('lapse', 'confirm')] }, 'due'),
  planned: clockRegion('planned', { pressing: [tell('alarm', 'planned')], due: [runsOut('end', 'planned')] }, 'due'),
  report: clockRegion('report', { due: [tell('reportDue')], over: [tell('reportOver')] }),
  closing: clockRegion('closing', { due: [askSelf('takeStock')] }, 'due'),
  review: clockRegion('review', { pressing: [tell('reviewDue', 'review')], due: [tell('reviewDue')], over: [tell('reviewDue')] }),
  destroy: clockRegion('destroy', { due: [tell('destroyDue'), destroy] }, 'due'),
};

export const machine = chartMachine('emergency', {
  regions,
  clocks: emergencyClocks,
  rules: emergencyChartRules,
  context: emptyContext,
  effects: ['mode', 'follow', 'destroy'],
});

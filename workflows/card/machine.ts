// The chart of a supervision card (督办卡): 发出 → 签收 → 回复 → 核查 → 销号, or 退回 and again; 提级 when it is not answered;
// what was answered goes up among those who check, when they do not; 回头看 after 30 days. Source: domain research 2.6.
//
// Owns: what may follow what, which clock runs where, what is told to whom and to the order.
// Not ours: who may send a command (authority), how long a clock is and what lies above (facts).
// Keeps: I4. M1: only `handling` takes commands; `reply` and `checking` follow events that it raises. M2: whoever answers a card,
// whose order it is about, or who worked on that, neither issues, checks, closes, takes up, looks again nor cancels it.
import { clockLadder, ladderDelays, type Clock, type Json } from '@six-order/engine';
import { assign, enqueueActions, raise, setup } from 'xstate';
import type { Between } from '@six-order/community/mediation/apart';
import type { CardFact } from '@six-order/community/supervision/card-fact';
import { finished, started } from '../chart.ts';
import { countedGuards, countedWays, recountedClocks, unlessCounted } from '../recount.ts';
import { cardClocks, emptyContext, type CardClockName, type Context, type Said } from './context.ts';
import { conflictOf } from './why-not.ts';

interface Event {
  readonly type: string;
  readonly at: number;
  readonly actor: { readonly person: string | null; readonly post: string | null; readonly role: string };
  /** Empty when it is only asked whether the command could be sent. */
  readonly input: Readonly<Record<string, any>>;
  readonly facts: Readonly<Record<string, any>>;
}

interface Args {
  readonly context: Context;
  readonly event: Event;
}

/** The effect `notify`: to whom, which words, and what fills them. */
export interface CardNotice {
  readonly workflow: 'card';
  /** Persons, teams or units. */
  readonly to: readonly string[];
  /** The unit whose supervisors are meant, when nobody in particular issued the card. */
  readonly overseers: string | null;
  readonly template: string;
  /** The order's number, the card's own, the order's category. */
  readonly number: string;
  readonly card: string;
  readonly category: string;
  readonly colour: string;
  readonly dueAt?: number;
  /** About a dispute: whom a unit that is told does not stand for. */
  readonly keptOut?: Between;
}

type Who = (args: Args) => { readonly to: readonly string[]; readonly overseers?: string | null };

const answering: Who = ({ context }) => ({ to: context.answering });
const holder: Who = ({ context }) => ({ to: [context.holder.id] });
/** Whose answer came back, and who must answer now: since it went up that may be another. */
const answerers: Who = ({ context: { holder: now, replies } }) => ({
  to: [...new Set([now.id, ...replies.slice(-1).flatMap(({ by }) => by ?? [])])],
});
const leaders: Who = ({ event }) => ({ to: (event.facts['card'] as CardFact).leaders });
/** Whoever issued it; of a card by rule the supervisors of its place; those above when it went up to them. */
const supervisors: Who = ({ context: { issuer, watch, unit } }) => ({
  to: issuer === null ? [] : [issuer],
  overseers: watch ?? (issuer === null ? unit.id : null),
});
const watchers: Who = ({ context }) => ({ to: [], overseers: context.watch });

const tell = (template: string, who: Who, clock?: CardClockName) => ({
  type: 'notify' as const,
  params: (args: Args): CardNotice => {
    const { context } = args;
    const { to, overseers = null } = who(args);
    const running = clock && context.clocks[clock];
    return {
      workflow: 'card',
      to,
      overseers,
      template,
      number: context.order.number,
      card: context.number,
      category: context.category,
      colour: context.colour,
      ...(running && { dueAt: running.dueAt }),
      ...(context.order.between && { keptOut: context.order.between }),
    };
  },
});

/** News for the order: its colour may have changed. One whose version does not know it lets it pass. */
const news = (colour: (context: Context) => string | null) => ({
  type: 'command' as const,
  params: ({ context }: Args): Json => ({
    order: context.order.id,
    type: 'cardChanged',
    sender: 'card',
    optional: true,
    input: newsOf(context, colour(context)),
  }),
});

const newsOf = ({ reason, issuer }: Context, colour: string | null) => ({
  colour,
  ...(colour !== null && { reason, ...(issuer !== null && { hand: true }) }),
});

/** The level above is a fact, and a clock has none: so the card sends itself a command. At the top it passes. */
const escalateItself = { type: 'command' as const, params: { order: 'self', type: 'escalate', input: {}, optional: true } };

/** The matter was found unsolved: a red card goes to whoever answered for it. */
const followedByRed = {
  type: 'command' as const,
  params: ({ context }: Args): Json => ({
    workflow: 'card',
    type: 'issue',
    sender: 'previous',
    input: { order: context.order.id, colour: 'red', reason: 'unsolved-after-closing', holder: { ...context.holder } },
  }),
};

/** M2. */
const isApart = ({ context, event }: Args): boolean => conflictOf(context, event.actor.person) === null;

const arrangers: ReadonlySet<string> = new Set(['secretary', 'community', 'street']);

/** Of a card that lies with a person: he passes it on, or whoever arranges his hand-over; never to whom it comes from, nor to himself. */
const passesOn = ({ context: { holder: now, issuer }, event: { actor, input, facts } }: Args): boolean =>
  now.kind === 'person' &&
  facts['card'] !== null &&
  (actor.person === now.id || arrangers.has(actor.role)) &&
  (input['person'] === undefined || ![now.id, issuer].includes(input['person']));

const said = ({ event: { at, actor } }: Args, text: Said['text'] | undefined): Said => ({
  at,
  by: actor.person,
  text: text ?? null,
});

const remember = (change: (args: Args) => Partial<Context>): any => assign(change as never);

/** Passes the instant on to the region that follows (M1). */
const signal = (type: string): any => raise(({ event }: { event: Event }) => ({ ...event, type }));

const chart = setup({
  types: {} as { context: Context; events: Event },
  delays: ladderDelays(cardClocks) as Record<string, (args: any) => number>,
  actions: {
    notify: (_: unknown, _params: CardNotice) => {},
    command: (_: unknown, _params: Json) => {},
    issue: remember(({ event: { at, actor, input, facts } }) => {
      const { order, holder: first, level, reply } = facts['card'] as CardFact & { readonly reply: Clock };
      return {
        number: facts['number'],
        colour: input['colour'],
        reason: input['reason'],
        grounds: input['text'] ?? null,
        order: {
          id: order.id,
          number: order.number,
          holders: order.holders,
          concerned: order.concerned,
          ...(order.between && { between: order.between }),
        },
        category: order.category,
        sealed: order.sealed,
        unit: { id: order.unit, path: order.path },
        previous: input['previous'] ?? null,
        issuer: actor.person,
        issuedAt: at,
        holder: first,
        level,
        answering: [first.id],
        clocks: { reply: started(reply) },
      };
    }),
    sign: remember(({ event: { at, actor } }) => ({ signedAt: at, signer: actor.person })),
    reply: remember((args) => ({
      signedAt: args.context.signedAt ?? args.event.at,
      signer: args.context.signer ?? args.event.actor.person,
      replies: [...args.context.replies, said(args, args.event.input['text'])],
      watch: null,
      clocks: { ...finished(args.context.clocks, args.event.at, 'reply'), check: started(args.event.facts['check']) },
    })),
    handOver: remember(({ context, event: { facts } }) => {
      const { holder: next, level } = facts['card'] as CardFact;
      return {
        holder: next,
        level,
        answering: [...new Set([...context.answering, next.id])],
        signedAt: null,
        signer: null,
      };
    }),
    check: remember((args) => ({
      checks: [...args.context.checks, { ...said(args, args.event.input['note']), verdict: args.event.input['verdict'] }],
    })),
    restart: remember(({ context, event }) => ({
      clocks: { ...finished(context.clocks, event.at, 'check'), reply: started(event.facts['reply']) },
    })),
    awaitClosing: remember(({ context, event }) => ({ clocks: { ...context.clocks, check: started(event.facts['check']) } })),
    close: remember(({ context, event: { at, facts } }) => ({
      closedAt: at,
      clocks: { ...finished(context.clocks, at, 'check'), lookBack: started(facts['lookBack']) },
    })),
    escalate: remember(({ context, event: { at, actor, facts } }) => ({
      holder: { kind: 'unit', id: facts['above'] },
      level: facts['above'],
      answering: [...new Set([...context.answering, facts['above'] as string])],
      signedAt: null,
      signer: null,
      escalations: [...context.escalations, { at, by: actor.person, to: facts['above'] as string }],
    })),
    escalateCheck: remember(({ context, event: { at, actor, facts } }) => ({
      watch: facts['above'],
      escalations: [...context.escalations, { at, by: actor.person, to: facts['above'] as string }],
      clocks: { ...context.clocks, check: started(facts['check']) },
    })),
    lookBack: remember((args) => ({
      lookBacks: [...args.context.lookBacks, { ...said(args, args.event.input['note']), solved: args.event.input['solved'] }],
    })),
    recount: remember(({ context, event }) => ({ clocks: recountedClocks(context.clocks, event.facts) })),
    cancel: remember((args) => ({
      cancellation: said(args, args.event.input['reason']),
      clocks: finished(args.context.clocks, args.event.at, 'reply', 'check'),
    })),
    end: remember(({ context, event: { at } }) => ({ endedAt: at, clocks: finished(context.clocks, at, 'lookBack') })),
  },
  guards: {
    ...countedGuards('reply'),
    ...countedGuards('check'),
    /** Of an order that is not there the fact is null. */
    hasOrder: ({ event }) => event.facts['card'] !== null,
    isApart,
    passesOn,
    isReturned: (args) => args.event.input['verdict'] === 'returned' && isApart(args),
    goesUp: (args) => args.event.facts['above'] !== null && isApart(args),
    isUnsolved: (args) => args.event.input['solved'] === false && isApart(args),
    hasRoom: (args) => args.context.lookBacks.length < MAX_LOOK_BACKS && isApart(args),
  },
});

/** Spot checks beyond this say nothing new. */
const MAX_LOOK_BACKS = 20;

const cancel = {
  guard: 'isApart' as const,
  target: 'cancelled',
  actions: [
    'cancel' as const,
    'end' as const,
    signal('replyStop'),
    signal('checkStop'),
    tell('card-cancelled', answering),
    news(() => null),
  ],
};

const escalate = {
  guard: 'goesUp' as const,
  target: 'issued',
  actions: ['escalate' as const, 'restart' as const, signal('replyStart'), tell('card-escalated', holder, 'reply')],
};

/** Of an answered card: it goes up among those who check it. */
const escalateCheck = {
  guard: 'goesUp' as const,
  actions: ['escalateCheck' as const, signal('checkStart'), tell('card-check-escalated', watchers, 'check')],
};

/** 交接: whoever answers it from now on has the time that is left. */
const handOver = {
  guard: 'passesOn' as const,
  target: 'issued',
  actions: ['handOver' as const, tell('card-issued', holder, 'reply')],
};

const reply = {
  target: 'replied',
  actions: ['reply' as const, signal('replyStop'), signal('checkStart'), tell('card-replied', supervisors)],
};

/** A calendar came. The reply's ladder hears of it; a rung whose time has come stays said. */
const recompute = { guard: 'isCounted' as const, actions: ['recount' as const, signal('replyGo')] };
const recomputeCheck = { guard: 'isCounted' as const, actions: ['recount' as const, signal('checkGo')] };

const reopened = {
  guard: 'isUnsolved' as const,
  target: 'reopened',
  actions: ['lookBack' as const, 'end' as const, followedByRed, tell('card-reopened', answering)],
};

export const machine = chart.createMachine({
  id: 'card',
  type: 'parallel',
  context: emptyContext,
  states: {
    handling: {
      initial: 'new',
      states: {
        new: {
          meta: { turn: ['supervisor'] },
          on: {
            issue: {
              guard: 'hasOrder',
              target: 'issued',
              actions: [
                'issue',
                signal('replyStart'),
                tell('card-issued', answering, 'reply'),
                enqueueActions(({ enqueue, event }) => {
                  if ((event.facts['card'] as CardFact).leaders.length > 0) enqueue(tell('card-copied', leaders) as never);
                }),
                news(({ colour }) => colour),
              ],
            },
          },
        },
        issued: {
          meta: { turn: ['holder'], clock: 'reply' },
          on: { sign: { target: 'signed', actions: ['sign'] }, reply, handOver, escalate, cancel, recompute },
        },
        signed: { meta: { turn: ['holder'], clock: 'reply' }, on: { reply, handOver, escalate, cancel, recompute } },
        replied: {
          meta: { turn: ['supervisor'], clock: 'check' },
          on: {
            check: [
              {
                guard: 'isReturned',
                target: 'returned',
                actions: [
                  'check',
                  'restart',
                  signal('checkStop'),
                  signal('replyStart'),
                  tell('card-returned', answerers, 'reply'),
                ],
              },
              {
                guard: 'isApart',
                target: 'checked',
                actions: ['check', 'awaitClosing', signal('checkStart'), tell('card-checked', answering)],
              },
            ],
            escalate: escalateCheck,
            cancel,
            recompute: recomputeCheck,
          },
        },
        returned: { meta: { turn: ['holder'], clock: 'reply' }, on: { reply, handOver, escalate, cancel, recompute } },
        checked: {
          meta: { turn: ['supervisor'], clock: 'check' },
          on: {
            close: {
              guard: 'isApart',
              target: 'closed',
              actions: ['close', signal('checkStop'), tell('card-closed', answering), news(() => null)],
            },
            escalate: escalateCheck,
            cancel,
            recompute: recomputeCheck,
          },
        },
        closed: {
          meta: { turn: ['supervisor'], clock: 'lookBack' },
          after: { lookBackDue: { target: 'lookingBack', actions: [tell('card-look-back', supervisors)] } },
          on: {
            lookBack: [reopened, { guard: 'hasRoom', actions: ['lookBack'] }],
            recompute: { guard: 'isCounted', target: 'closed', reenter: true, actions: ['recount'] },
          },
        },
        lookingBack: {
          meta: { turn: ['supervisor'], clock: 'lookBack' },
          /** Until somebody has looked. */
          after: { lookBackAgain: { target: 'lookingBack', reenter: true, actions: [tell('card-look-back', supervisors)] } },
          on: { lookBack: [reopened, { guard: 'isApart', target: 'settled', actions: ['lookBack', 'end'] }] },
        },
        settled: { meta: { end: true } },
        reopened: { meta: { end: true } },
        cancelled: { meta: { end: true } },
      },
    },
    /** The limit to answer, from issue, return or escalation to the answer. */
    reply: {
      initial: 'off',
      states: {
        off: { on: { replyStart: 'on' } },
        on: {
          meta: { clock: 'reply' },
          ...clockLadder<any>('reply', {
            half: [unlessCounted('replyGo', tell('card-half', holder, 'reply'))],
            pressing: [unlessCounted('replyGo', tell('card-pressing', holder, 'reply'))],
            due: [tell('card-due', holder, 'reply'), escalateItself],
            over: [tell('card-over', holder, 'reply')],
          }),
          on: { replyStop: 'off', replyStart: { target: 'on', reenter: true }, replyGo: countedWays('reply') },
        },
      },
    },
    /** The limit to check what was answered, and then the one to close it. */
    checking: {
      initial: 'off',
      states: {
        off: { on: { checkStart: 'on' } },
        on: {
          meta: { clock: 'check' },
          ...clockLadder<any>('check', {
            half: [unlessCounted('checkGo', tell('card-check-half', supervisors, 'check'))],
            pressing: [unlessCounted('checkGo', tell('card-check-pressing', supervisors, 'check'))],
            due: [tell('card-check-due', supervisors, 'check'), escalateItself],
            over: [tell('card-check-over', supervisors, 'check')],
          }),
          on: { checkStop: 'off', checkStart: { target: 'on', reenter: true }, checkGo: countedWays('check') },
        },
      },
    },
  },
});

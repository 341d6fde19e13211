// 督: the whole clock, the clocks beside the stage's, the colour that follows the order's cards, urging and taking up.
// Source: domain research 2.6.
import { enqueueActions } from 'xstate';
import { asideDue, asideTold, backTo, ladder, reminders, started, type RungActions } from './clock.ts';
import type { Context } from './context.ts';
import { ask, askSelf, noted, only, remember, signal, type Args, type Part } from './event.ts';
import { everyoneAtWork, owners, tell, workersAndOffice } from './notice.ts';
import { when } from './rule.ts';

const upWhenHard = only(({ context }) => context.urgency === 'U3', askSelf('escalate', { ground: 'pressing' }));

const wholeRungs: RungActions = reminders('whole', everyoneAtWork, {
  pressing: [upWhenHard],
  due: [signal('cardYellow')],
  over: [signal('cardRed')],
});

/** The whole clock, from admission to the end of the work. */
export const whole: Part = {
  initial: 'off',
  states: {
    off: { on: { wholeStart: 'on' } },
    on: {
      meta: { clock: 'whole' },
      ...ladder('whole', wholeRungs),
      on: { wholeStop: 'off', wholePause: 'paused', wholeGo: backTo('whole.on', 'whole', {}) },
    },
    /** 挂起. */
    paused: { on: { wholeResume: backTo('whole.on', 'whole', {}), wholeStop: 'off' } },
  },
};

/** What a clock beside the stage's own says on its rungs. */
const sayAside: any = enqueueActions((asked: any) => {
  const { context, enqueue } = asked;
  const args = asked as Args;
  for (const { name, rung } of asideDue(args)) {
    const who = name === 'reportIn' ? missing : workersAndOffice;
    enqueue(tell(`clock-${rung}`, who, { clock: name }));
    if (rung === 'pressing') continue;
    if (name !== 'reportIn') enqueue(signal('cardBlue'));
    else for (const id of missing(context as Context)) enqueue(issue('blue', 'not-reported-in', { kind: 'unit', id }));
  }
});

/** Departments that were whistled for and did not report in. */
const missing = ({ assistants = [] }: Context): readonly string[] =>
  assistants.flatMap(({ id, whistled, takenAt }) => (whistled !== undefined && takenAt === undefined ? [id] : []));

/** 到场, 先期反馈, 报到: they run beside the stage and say something twice at most. */
export const aside: Part = {
  initial: 'off',
  states: {
    off: { on: { aside: { guard: 'anyAside', target: 'on' } } },
    on: {
      after: {
        asideNext: [
          { guard: 'moreAside', target: 'on', reenter: true, actions: [sayAside, asideTold] },
          { target: 'off', actions: [sayAside, asideTold] },
        ],
      },
      on: { aside: [{ guard: 'anyAside', target: 'on', reenter: true }, { target: 'off' }] },
    },
  },
};

/** Opens a card (workflows/card). Without a holder it goes to whoever has the order in hand. */
const issue = (colour: string, reason: string, holder?: { readonly kind: string; readonly id: string }): any =>
  ask(() => ({ workflow: 'card', type: 'issue', sender: 'order', input: { colour, reason, ...(holder && { holder }) } }));

/** The order shows the colour at once; which card it is, it hears when the card is there. */
const raised = (colour: string, reason: string): readonly unknown[] => [
  remember(({ context, event }) => ({ cardAt: event.at, cards: [...(context.cards ?? []), { card: null, colour }] })),
  tell('card-raised', workersAndOffice, { colour }),
  issue(colour, reason),
];
const red = (reason: string): Part => ({
  target: 'red',
  actions: [...raised('red', reason), ...(reason === 'bad-again' ? [] : [askSelf('escalate', { ground: 'red-card' })])],
});

const darker: Part = {
  cardRed: red('gravely-overdue'),
  cardRedBad: red('bad-again'),
  cardRedFalse: red('false-completion'),
};
const yellow: Part = { target: 'yellow', actions: raised('yellow', 'overdue') };

/** News of a card: which order it is, its colour, or that it is over. */
const cardsAfter = ({ context: { cards = [] }, event: { input } }: Args): NonNullable<Context['cards']> => {
  const { card, colour } = input as { readonly card?: string; readonly colour?: string | null };
  if (card === undefined) return cards;
  const known = cards.findIndex((one) => one.card === card);
  const slot = known >= 0 ? known : cards.findIndex((one) => one.card === null && one.colour === colour);
  if (colour === null || colour === undefined) return cards.filter((one) => one.card !== card);
  if (slot < 0) return [...cards, { card, colour }];
  return cards.map((one, n) => (n === slot ? { card, colour } : one));
};

/** The darkest of the open cards, the news included. */
const shown = (args: Args): string => {
  const colours = cardsAfter(args).map(({ colour }) => colour);
  return ['red', 'yellow', 'blue'].find((colour) => colours.includes(colour)) ?? 'clear';
};

export const cardChecks = {
  ...Object.fromEntries(
    ['red', 'yellow', 'blue'].map((colour) => [`shows-${colour}`, { holds: (args: Args) => shown(args) === colour }]),
  ),
  isNews: { holds: ({ context }: Args) => context.openedAt > 0 },
  isCounted: { holds: ({ event }: Args) => event.facts['whole'] !== undefined },
};

const heard = remember((args) => ({ cards: cardsAfter(args), cardAt: args.event.at }));
/** A card that came when nobody works any more is taken back. */
const cancelled = only(
  ({ context }) => context.closedAt !== null && context.rounds.length === 0 && context.finishedAt === null,
  ask(({ event }) => ({ order: event.input['card'], type: 'cancel', optional: true })),
);

const cardChanged: readonly Part[] = [
  ...(['red', 'yellow', 'blue'] as const).map((colour) => ({
    guard: when('isNews', `shows-${colour}`),
    target: `.${colour}`,
    actions: [heard, cancelled],
  })),
  { guard: when('isNews'), target: '.clear', actions: [heard] },
];

/** By itself the colour only darkens; it follows the cards when they change or end. */
export const supervision: Part = {
  initial: 'clear',
  on: { cardChanged },
  states: {
    clear: { on: { cardBlue: { target: 'blue', actions: raised('blue', 'stage-missed') }, cardYellow: yellow, ...darker } },
    blue: { on: { cardYellow: yellow, ...darker } },
    yellow: { on: darker },
    red: {},
  },
};

const escalate: Part = {
  guard: when('isUnfinished', 'isAdmitted', 'escalatesWithCause', 'hasLevelAbove'),
  actions: [
    remember((args) => ({
      level: args.event.facts['above'],
      escalations: (args.context.escalations ?? 0) + 1,
      notes: noted(args, 'escalation'),
    })),
    tell('order-escalated', owners, { desk: 'level' }),
  ],
};

const urge: Part = {
  guard: when('isUnfinished', 'isUrgedRarely'),
  actions: [
    remember((args) => ({
      urgedAt: args.event.at,
      urges: (args.context.urges ?? 0) + 1,
      notes: noted(args, 'urge', 'note'),
    })),
    tell('order-urged', everyoneAtWork),
  ],
};

/** A calendar came: a due date that was provisional is counted anew. */
const recompute: Part = {
  guard: 'isCounted',
  actions: [
    remember(({ context, event: { facts } }) => ({ clocks: { ...context.clocks, whole: started(facts['whole']) } })),
    signal('wholeGo'),
  ],
};

/** Whatever the state, while the order is open. */
export const always: Part = { escalate, urge, recompute };

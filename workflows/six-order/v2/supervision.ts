// 督: the whole clock, the clocks beside the stage's, the colour that follows the order's cards, urging and taking up.
// Source: domain research 2.6.
import type { CardReason, Colour } from '@six-order/community/supervision/reason';
import { enqueueActions } from 'xstate';
import {
  asideDue,
  asideTold,
  backTo,
  countedWays,
  deputyAndUp,
  finished,
  goUp,
  ladder,
  recount,
  reminders,
  speaks,
  startedOf,
  tellLate,
  type RungActions,
  type SideClock,
} from './clock.ts';
import type { Context, Holder, SideRung } from './context.ts';
import { cancelOf, endedWithoutWork, isTakenBack } from './cards.ts';
import { ask, askSelf, noted, only, remember, signal, type Args, type Part } from './event.ts';
import { everyoneAtWork, nobody, office, owners, receiver, tell, workers, workersAndOffice, type Who } from './notice.ts';
import { when } from './rule.ts';
import { urgersWith } from './rules/work.ts';

const upWhenHard = only(({ context }) => context.urgency === 'U3', askSelf('escalate', { ground: 'pressing' }));

const wholeRungs: RungActions = {
  ...reminders('whole', everyoneAtWork, { pressing: [upWhenHard], due: [signal('cardYellow')], over: [signal('cardRed')] }),
  late: [only((args) => speaks(args, 'whole'), tellLate(everyoneAtWork, { clock: 'whole' }))],
};

/** The whole clock, from admission to the end of the work. */
export const whole: Part = {
  initial: 'off',
  states: {
    off: {
      on: {
        wholeStart: 'on',
        // After a shelving: the cards that it had stand.
        wholeGo: backTo('whole.on', 'whole', {}),
        // On its own again, after its cards were taken back: what is late says so anew.
        wholeBack: (['over', 'due', 'pressing', 'half', 'running'] as const).map((rung) => ({
          target: `#six-order.whole.on.${rung === 'over' || rung === 'due' ? 'pressing' : rung}`,
          ...(rung !== 'running' && { guard: `wholeIs${rung}` }),
        })),
      },
    },
    on: {
      meta: { clock: 'whole' },
      ...ladder('whole', wholeRungs),
      on: {
        wholeStop: 'off',
        wholePause: 'paused',
        wholeGo: backTo('whole.on', 'whole', {}),
        wholeCounted: countedWays('whole.on', 'whole', {}),
      },
    },
    /** 挂起. */
    paused: { on: { wholeResume: backTo('whole.on', 'whole', {}), wholeStop: 'off' } },
  },
};

/** What a clock beside the stage's own says on its rungs. */
const sayAside: any = enqueueActions((asked: any) => {
  const { context, enqueue } = asked;
  const args = asked as Args;
  for (const { name, rung, goesUp } of asideDue(args)) {
    if (goesUp) for (const action of deputyAndUp(name)) enqueue(action);
    // What is not published in time is set aside: there is nothing left to remind of.
    else if (rung === 'over' ? speaks(args, name) : name !== 'publish' || rung !== 'due') enqueue(asideNotice(args, name, rung));
    if (rung === 'due') for (const action of missed[name](context)) enqueue(action);
  }
});

/** Who is reminded: whoever is late. A shelving and an objection are the street's to decide. */
const asideNotice = ({ context: { request } }: Args, name: SideClock, rung: SideRung) => {
  const toStreet =
    name === 'objectionReview' || (name === 'decision' && request?.kind !== 'extension' && request?.kind !== 'pause');
  const who: Record<SideClock, Who> = {
    arrive: workersAndOffice,
    feedback: workersAndOffice,
    report: workersAndOffice,
    police: workersAndOffice,
    cordon: workersAndOffice,
    refer: workersAndOffice,
    confirm: office,
    reportIn: missing,
    decision: toStreet ? nobody : office,
    transfer: receiver,
    objectionReview: nobody,
    publish: nobody,
  };
  const named = {
    clock: name,
    ...(toStreet && { desk: 'street' as const }),
    ...(name === 'publish' && { publishers: true as const }),
  };
  return rung === 'over' ? tellLate(who[name], named) : tell(`clock-${rung}`, who[name], named);
};

/** What nobody decided goes up, with a card to the street. */
const undecided = (name: SideClock): readonly unknown[] => [signal('cardUndecided'), goUp('undecided', name)];

/** A transfer that nobody answered: it stays with the handler, and whoever dispatches knows. */
const transferLapses: readonly unknown[] = [
  tell('transfer-lapsed', workersAndOffice),
  remember(({ context, event }) => ({ transfer: undefined, clocks: finished(context, event.at, 'transfer') })),
];

/** What a missed limit beside the stage's own leads to. */
const missed: Record<SideClock, (context: Context) => readonly unknown[]> = {
  arrive: () => [signal('cardBlue')],
  feedback: () => [signal('cardBlue')],
  report: () => [signal('cardBlue'), tell('order-handed-over', nobody, { desk: 'street', clock: 'report' })],
  police: () => [signal('cardBlue'), tell('order-handed-over', nobody, { desk: 'street', clock: 'police' })],
  cordon: () => [signal('cardBlue')],
  refer: () => [signal('cardBlue')],
  confirm: () => [],
  reportIn: (context) => missing(context).map((id) => issue('blue', 'not-reported-in', () => ({ kind: 'unit', id }))),
  decision: () => undecided('decision'),
  transfer: () => transferLapses,
  objectionReview: () => undecided('objectionReview'),
  publish: () => [signal('publishLapsed')],
};

/** Departments that were whistled for and did not report in. */
const missing = ({ assistants = [] }: Context): readonly string[] =>
  assistants.flatMap(({ id, whistled, takenAt }) => (whistled !== undefined && takenAt === undefined ? [id] : []));

/** 到场, 先期反馈, 报到, 处置要求 and the like: they run beside the stage, and one timer wakes for the next of them. */
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

/**
 * Opens a card (workflows/card), unless the order is refused or withdrawn before it comes to that. Without a holder it goes to
 * whoever has the order in hand.
 */
const issue = (colour: string, reason: string, to?: (context: Context) => Holder | null): any =>
  ask(({ context }) => {
    const holder = to?.(context);
    return {
      workflow: 'card',
      type: 'issue',
      sender: 'order',
      input: { colour, reason, ...(holder && { holder }) },
      optional: true,
    };
  });

const theStreet = ({ unit }: Context): Holder | null => (unit.street ? { kind: 'unit', id: unit.street } : null);

/** What a rule issues a card for: its colour, whom it goes to, which open cards of rules say the same already. */
interface Ground {
  readonly colour: Colour;
  readonly reason: CardReason;
  readonly to?: (context: Context) => Holder | null;
  readonly saidBy: readonly CardReason[];
}

/** Of one chain the darker card says what the lighter would; a card that a person issued stands for none of a rule's. */
const grounds = {
  cardBlue: { colour: 'blue', reason: 'stage-missed', saidBy: ['stage-missed', 'overdue', 'gravely-overdue'] },
  cardUndecided: { colour: 'blue', reason: 'undecided', to: theStreet, saidBy: ['undecided'] },
  cardYellow: { colour: 'yellow', reason: 'overdue', saidBy: ['overdue', 'gravely-overdue'] },
  // The street answers for what is on its board.
  cardYellowPublished: { colour: 'yellow', reason: 'published-wrongly', to: theStreet, saidBy: ['published-wrongly'] },
  cardRed: { colour: 'red', reason: 'gravely-overdue', saidBy: ['gravely-overdue'] },
  cardRedBad: { colour: 'red', reason: 'bad-again', saidBy: ['bad-again'] },
  cardRedExtended: { colour: 'red', reason: 'extended-too-often', saidBy: ['extended-too-often'] },
  cardRedLeak: { colour: 'red', reason: 'privacy-leak', saidBy: ['privacy-leak'] },
  cardRedFalse: { colour: 'red', reason: 'false-completion', saidBy: ['false-completion'] },
} as const satisfies Readonly<Record<string, Ground>>;

/** Who answers a card is told by the card; besides him it concerns who dispatched to him. What nobody has in hand comes to its desk. */
const isAnsweredByOthers = ({ context }: Args): boolean => {
  const answering = workers(context);
  return answering.length > 0 && office(context).some((person) => !answering.includes(person));
};

/** The order shows the colour at once; which card it is, it hears when the card is there. */
const raised = ({ colour, reason, to }: Ground): readonly unknown[] => [
  remember(({ context, event }) => ({ cardAt: event.at, cards: [...(context.cards ?? []), { card: null, colour, reason }] })),
  ...(to ? [] : [only(isAnsweredByOthers, tell('card-raised', office, { colour, otherThan: workers }))]),
  issue(colour, reason, to),
  // A second bad evaluation takes it up by itself (evaluation.ts).
  ...(colour === 'red' && reason !== 'bad-again' ? [askSelf('escalate', { ground: 'red-card' })] : []),
];

const shades = ['clear', 'blue', 'yellow', 'red'] as const;

/** In a state that shows `shade`: a card is issued by its reason, whatever is shown; the colour only darkens. */
const raising = (shade: (typeof shades)[number]): Part =>
  Object.fromEntries(
    Object.entries<Ground>(grounds).map(([type, ground]) => [
      type,
      {
        guard: `lacks-${ground.reason}`,
        ...(shades.indexOf(ground.colour) > shades.indexOf(shade) && { target: ground.colour }),
        actions: raised(ground),
      },
    ]),
  );

/** News of a card: which order it is, its colour and why, or that it is over. `hand`: a person issued it. */
const cardsAfter = ({ context: { cards = [] }, event: { input } }: Args): NonNullable<Context['cards']> => {
  const { card, colour, reason, hand } = input as News;
  if (card === undefined) return cards;
  const known = cards.findIndex((one) => one.card === card);
  const awaited = hand ? -1 : cards.findIndex((one) => one.card === null && one.colour === colour && one.reason === reason);
  const slot = known >= 0 ? known : awaited;
  if (colour === null || colour === undefined) return cards.filter((one) => one.card !== card);
  if (slot < 0) return [...cards, { card, colour, ...(reason && { reason }), ...(hand && { hand }) }];
  return cards.map((one, n) => (n === slot ? { ...one, card, colour } : one));
};

interface News {
  readonly card?: string;
  readonly colour?: string | null;
  readonly reason?: CardReason;
  readonly hand?: true;
}

/** The darkest of the open cards, the news included. */
const shown = (args: Args): string => {
  const colours = cardsAfter(args).map(({ colour }) => colour);
  return ['red', 'yellow', 'blue'].find((colour) => colours.includes(colour)) ?? 'clear';
};

export const cardChecks = {
  ...Object.fromEntries(
    ['red', 'yellow', 'blue'].map((colour) => [`shows-${colour}`, { holds: (args: Args) => shown(args) === colour }]),
  ),
  ...Object.fromEntries(
    Object.values<Ground>(grounds).map(({ reason, saidBy }) => [
      `lacks-${reason}`,
      {
        holds: ({ context: { cards = [] } }: Args) =>
          !cards.some((one) => !one.hand && saidBy.some((said) => said === one.reason)),
      },
    ]),
  ),
  isNews: { holds: ({ context }: Args) => context.openedAt > 0 },
  isCounted: { holds: ({ event }: Args) => event.facts['recounted'] != null },
  isNotAtTop: { holds: ({ context }: Args) => context.atTop !== true },
};

const heard = remember((args) => ({ cards: cardsAfter(args), cardAt: args.event.at }));
/** A card that a rule asked for before the end, and that came after it, is taken back as the others were (cards.ts). */
const cancelled = only(
  ({ context, event: { input } }) =>
    context.closedAt !== null &&
    (endedWithoutWork(context) ||
      (isTakenBack(context, input) &&
        (context.cards ?? []).some(
          ({ card, colour, reason }) => card === null && colour === input['colour'] && reason === input['reason'],
        ))),
  ask(({ event }) => cancelOf(event.input['card'])),
);

const cardChanged: readonly Part[] = [
  ...(['red', 'yellow', 'blue'] as const).map((colour) => ({
    guard: when('isNews', `shows-${colour}`),
    target: `.${colour}`,
    actions: [cancelled, heard],
  })),
  { guard: when('isNews'), target: '.clear', actions: [heard] },
];

/** By itself the colour only darkens; it follows the cards when they change or end. */
export const supervision: Part = {
  initial: 'clear',
  on: { cardChanged },
  states: Object.fromEntries(shades.map((shade) => [shade, { on: raising(shade) }])),
};

/** Nobody is above: whoever stands there decides. */
const saysTop = tell('order-at-top', nobody, { desk: 'level' });

/** Up the chain, by hand or by a rule; at the top it says so. What was not decided has its limit anew, one level up. */
const escalate: readonly Part[] = [
  {
    guard: when('isUnfinished', 'goesUpAdmitted', 'escalatesWithCause', 'hasLevelAbove'),
    actions: [
      remember((args) => ({
        level: args.event.facts['above'],
        escalations: (args.context.escalations ?? 0) + 1,
        ...(args.event.facts['aboveThat'] === null && { atTop: true as const }),
        notes: noted(args, 'escalation'),
        clocks: { ...args.context.clocks, ...startedOf(args.event.facts, 'decision', 'objectionReview') },
      })),
      tell('order-escalated', owners, { desk: 'level' }),
      only(({ event }) => event.facts['aboveThat'] === null, saysTop),
      signal('aside'),
    ],
  },
  { guard: when('isUnfinished', 'isByRule'), actions: [remember(() => ({ atTop: true as const })), saysTop] },
];

const urge: Part = {
  guard: when('isUnfinished', 'isUrgedRarely'),
  actions: [
    remember((args) => ({
      urges: (args.context.urges ?? 0) + 1,
      urgers: urgersWith(args),
      notes: noted(args, 'urge', 'note'),
    })),
    tell('order-urged', everyoneAtWork),
  ],
};

/** A calendar came: every clock that comes out otherwise is counted anew. */
const recompute: Part = {
  guard: 'isCounted',
  actions: recount,
};

/** Whatever the state, while the order is open. */
export const always: Part = { escalate, urge, recompute };

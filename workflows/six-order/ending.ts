// How an order's clock ended, told from what the order remembers of what happened: whether its own event ended it.
//
// Keeps: E1: a clock is met only where its event left its instant, and that is the clock's. E2: what leaves no trace is not guessed.
import type { Ending } from '../shown-clock.ts';
import type { Context, NoteSubject, OrderClockName } from './v2/context.ts';

interface Ended {
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** What took a clock along that its own event had not ended; null: neither the work nor the order ended then. */
const endedWith = ({ finishedAt, closedAt }: Context, at: number): 'with-work' | 'with-order' | null =>
  at === finishedAt ? 'with-work' : at === closedAt ? 'with-order' : null;

const isNoted = ({ notes }: Context, about: NoteSubject, at: number): boolean =>
  notes.some((note) => note.about === about && note.at === at);

/** Of what keeps its first instant only: of a second time nothing is known. */
function firstOf(context: Context, first: number | null | undefined, { startedAt, finishedAt }: Ended): Ending {
  if (first === finishedAt) return 'met';
  const other = typeof first === 'number' && first < startedAt ? 'ended' : 'overtaken';
  return endedWith(context, finishedAt) ?? other;
}

const metIf = (isMet: boolean, context: Context, at: number): Ending => (isMet ? 'met' : (endedWith(context, at) ?? 'ended'));

/** An evaluation, or that it was found not to be done at all: the work had been said to be done before. */
const wasFinished = ({ finishedAt, rounds, falseAt = 0, parent }: Context, at: number): boolean =>
  at === finishedAt || (parent === undefined && (falseAt > at || rounds.some((round) => round.at > at)));

const required = (context: Context, { finishedAt: at }: Ended): Ending =>
  isNoted(context, 'requirement', at)
    ? 'met'
    : (endedWith(context, at) ??
      ((context.corrections ?? []).some((correction) => correction.at === at) ? 'overtaken' : 'ended'));

const ends: { readonly [name in OrderClockName]: (context: Context, clock: Ended) => Ending } = {
  callRequest: (context, { finishedAt: at }) => metIf(context.openedAt === at, context, at),
  intake: (context, { finishedAt: at }) =>
    metIf(context.admittedAt === at || (context.refusal !== null && context.closedAt === at), context, at),
  consult: (context, { finishedAt: at }) =>
    metIf(context.dispatchedAt === at || isNoted(context, 'consultation', at), context, at),
  dispatch: (context, { finishedAt: at }) => metIf(context.dispatchedAt === at, context, at),
  accept: (context, { finishedAt: at }) => metIf(context.acceptedAt === at && !context.settled, context, at),
  contact: (context, clock) =>
    isNoted(context, 'contact', clock.finishedAt) ? 'met' : firstOf(context, context.contactedAt, clock),
  arrive: (context, clock) => firstOf(context, context.arrivedAt, clock),
  feedback: (context, { finishedAt: at }) => metIf(isNoted(context, 'progress', at), context, at),
  report: required,
  police: required,
  cordon: required,
  refer: required,
  confirm: (context, { finishedAt: at }) => endedWith(context, at) ?? (context.unconfirmed === true ? 'overtaken' : 'ended'),
  whole: (context, { finishedAt: at }) => (wasFinished(context, at) ? 'met' : 'ended'),
  returnReview: (context, { finishedAt: at }) => metIf(isNoted(context, 'decision', at), context, at),
  decision: (context, { finishedAt: at }) => metIf(isNoted(context, 'decision', at), context, at),
  transfer: (context, { finishedAt: at }) => metIf(isNoted(context, 'transfer', at), context, at),
  // It is not waited for that the work goes on: nothing to meet.
  pause: () => 'ended',
  shelveReview: () => 'ended',
  reportIn: (context, { finishedAt: at }) =>
    metIf(
      (context.assistants ?? []).some(({ whistled, takenAt }) => whistled !== undefined && takenAt === at),
      context,
      at,
    ),
  callback: (context, { finishedAt: at }) =>
    (context.callbacks ?? []).some((call) => call.at === at) ? 'met' : (endedWith(context, at) ?? 'overtaken'),
  evaluate: (context, { finishedAt: at }) =>
    metIf(
      context.rounds.some((round) => round.at === at),
      context,
      at,
    ),
  rework: (context, { finishedAt: at }) => (wasFinished(context, at) ? 'met' : 'ended'),
  publish: (context, { finishedAt: at }) => (context.publishedAt === at ? 'met' : 'ended'),
  // What is denied ends the order again at the same instant.
  objectionReview: (context, { finishedAt: at }) =>
    context.objection?.upheld !== undefined || isNoted(context, 'objection', at) ? 'met' : 'ended',
  publicObjection: (context, { finishedAt: at }) => (isNoted(context, 'objection', at) ? 'met' : 'ended'),
};

/** `clock`: epoch ms. */
export const endingOf = (context: Context, name: OrderClockName, clock: Ended): Ending => ends[name](context, clock);

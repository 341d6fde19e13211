// 更正类别: a resident chose wrongly, or what was found is of another kind. Every clock that runs is counted by the new kind from its own
// start; what that kind asks for besides being done begins now. Source: domain research 2.4, 4.
//
// Keeps: C1: it gives no time once the whole limit is up (deadlines/change.ts). C2: the urgency follows the kind, but never down from U0 or U1: that takes a second person
// (urgency.ts). C3: no kind that is kept apart is left or entered by it (rules/category.ts). C4: back to a kind that it was of
// before, what that asks for is neither asked for twice nor given more time.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { requirementsOf } from '@six-order/community/deadlines/limits';
import { finished, recountAnywhere, running, startedOf } from './clock.ts';
import type { Context, OrderClock, OrderClockName, Urgency } from './context.ts';
import { noted, only, remember, signal, type Args, type Part } from './event.ts';
import { enforced } from './intake.ts';
import { joinsEmergency, leavesAsOrdinary } from './joins-emergency.ts';
import { owners, tell, workersAndOffice, type Notice } from './notice.ts';
import { isOrdinary } from './ordinary.ts';
import { when } from './rule.ts';
import { isDowngrade } from './rules/intake.ts';
import { alarm } from './urgency.ts';

/** The urgency of an order that becomes of another kind: at least that kind's; one that nobody had changed goes with it (C2). */
export function urgencyAs({ category, urgency }: Pick<Context, 'category' | 'urgency'>, to: string): Urgency {
  const own = categoryByCode(to)?.urgency ?? urgency;
  if (own < urgency) return own;
  return urgency === categoryByCode(category)?.urgency && !isDowngrade(urgency, own) ? own : urgency;
}

/** What the new kind asks for and the old one did not, of what begins so far. */
export const requirementsAdded = ({ category, admittedAt }: Pick<Context, 'category' | 'admittedAt'>, to: string) => {
  const before = requirementsOf(category);
  return requirementsOf(to).filter(
    (name) => !before.includes(name) && (admittedAt !== null || name === 'report' || name === 'police'),
  );
};

/** When the order was last of this kind, and did what that asks for or was freed of it. */
const endedAs = ({ category, corrections = [], clocks }: Context, name: OrderClockName, kind: string): OrderClock | null => {
  const clock = clocks[name];
  if (!clock || clock.finishedAt === null) return null;
  const { finishedAt } = clock;
  const was = corrections.find(({ at }) => at >= finishedAt)?.from ?? category;
  return was === kind ? clock : null;
};

/** It was corrected away from the kind before this was done, which frees of it. */
const wasFreed = ({ corrections = [] }: Context, { finishedAt }: OrderClock): boolean =>
  corrections.some(({ at }) => at === finishedAt);

/** C4: what was done for the kind, before it was taken for another, is done. */
export const wasMetAs = (context: Context, name: OrderClockName, kind: string): boolean => {
  const ended = endedAs(context, name, kind);
  return ended !== null && !wasFreed(context, ended);
};

/** C4: what was not done for it yet goes on from its own beginning; null where it begins now. */
export const begunAs = (context: Context, name: OrderClockName, kind: string): number | null => {
  const ended = endedAs(context, name, kind);
  return ended !== null && wasFreed(context, ended) ? ended.startedAt : null;
};

const dropped = (from: string, to: string) => {
  const after = requirementsOf(to);
  return requirementsOf(from).filter((name) => !after.includes(name));
};

const corrected = remember((args) => {
  const { context, event } = args;
  const { at, actor, input, facts } = event;
  const to = input['to'] as string;
  const byAppointment = running(context, 'arrive') && !facts['recounted']?.arrive;
  return {
    category: to,
    urgency: urgencyAs(context, to),
    corrections: [...(context.corrections ?? []), { at, by: actor.person, from: context.category, to }],
    notes: noted(args, 'category'),
    clocks: {
      ...finished(context, at, ...dropped(context.category, to), ...(byAppointment ? (['arrive'] as const) : [])),
      ...startedOf(facts, 'arrive', ...requirementsAdded(context, to)),
    },
  };
});

/** The kind that it was taken for stands beside the one that it is now. */
const told = {
  type: 'notify' as const,
  params: (args: Args): Notice & { readonly was: string } => ({
    ...tell('category-corrected', (context) => [...owners(context), ...workersAndOffice(context)], {
      ...(args.context.admittedAt !== null && { clock: 'whole' as const }),
    }).params(args),
    was: args.context.corrections?.at(-1)?.from ?? args.context.category,
  }),
};

const isAdmitted = ({ context }: Args): boolean => context.admittedAt !== null;

/** What was taken up to the street, or above it, goes no further for being of a kind that is for the street. */
const isBelowStreet = ({ context: { level, unit }, event: { facts } }: Args): boolean =>
  level === undefined || facts['above'] === unit.street;

export const correctCategory: Part = {
  guard: when(
    'isDesk',
    'isNotHandler',
    'isNotResident',
    'isSubmitted',
    'isUnfinished',
    // Its clock stands still by the limit of what it was.
    'waitsForNoReview',
    'isNotPaused',
    'hasNoRequest',
    'isOtherCategory',
    'isNoKeptApart',
    'keepsSeal',
  ),
  actions: [
    ...recountAnywhere,
    only(({ context, event }) => context.urgency !== 'U0' && urgencyAs(context, event.input['to']) === 'U0', ...alarm),
    corrected,
    told,
    signal('kindCorrected'),
    signal('aside'),
    only((args) => isAdmitted(args) && isBelowStreet(args), enforced),
    only((args) => isAdmitted(args) && args.context.emergency === undefined && !isOrdinary(args.context), ...joinsEmergency),
    leavesAsOrdinary,
  ],
};

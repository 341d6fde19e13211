// 复核: the resident objects once to a refusal, a merging, a downgrade or a pause; the level above decides within a working day.
// Source: domain research 2.6, 3.1.
import { decisionLadder, finished, recountHere, started } from './clock.ts';
import type { Context, Objection, Urgency } from './context.ts';
import { noted, remember, signal, type Args, type Part } from './event.ts';
import { leavesAsUrgent } from './joins-emergency.ts';
import { nobody, office, owners, tell, workersAndOffice } from './notice.ts';
import { when } from './rule.ts';
import { toUrgency } from './urgency.ts';

const waits = ({ objection }: Context): boolean => objection?.raisedAt !== undefined && objection.upheld === undefined;

/**
 * What the resident may object to from now on; without the clock of the window there is nothing to object to. What was objected
 * to and is not decided yet is decided first, unless the order goes no further.
 */
export function objectionTo(
  { context, event: { at, actor, facts } }: Args,
  matter: Objection['matter'],
  more: Pick<Objection, 'urgency'> = {},
): Pick<Context, 'objection' | 'laterObjections'> {
  const until = facts['objection']?.dueAt as number | undefined;
  if (until === undefined) return {};
  const objection: Objection = { matter, decidedAs: actor.role, decidedBy: actor.person, decidedAt: at, until, ...more };
  const goesOn = matter === 'downgrade' || matter === 'pause';
  if (goesOn && waits(context)) return { laterObjections: [...(context.laterObjections ?? []), objection] };
  return { objection, laterObjections: undefined };
}

const raised = remember((args) => {
  const { context, event } = args;
  return {
    ...(context.objection && { objection: { ...context.objection, raisedAt: event.at } }),
    closedAt: null,
    notes: noted(args, 'objection'),
    clocks: { ...context.clocks, objectionReview: started(event.facts['objectionReview']) },
  };
});

export const raiseObjection: readonly unknown[] = [raised, tell('objection-made', nobody, { desk: 'street' })];

const judged = (upheld: boolean) =>
  remember((args) => {
    const { context, event } = args;
    const [next, ...later] = context.laterObjections ?? [];
    return {
      ...(context.objection && { objection: next ?? { ...context.objection, upheld } }),
      laterObjections: later.length > 0 ? later : undefined,
      notes: noted(args, 'objection'),
      clocks: finished(context, event.at, 'objectionReview'),
    };
  });

const denied: readonly unknown[] = [judged(false), tell('objection-decided', owners)];
export const upheld: readonly unknown[] = [judged(true), tell('objection-decided', owners), tell('objection-upheld', office)];

const closeAgain = remember(({ event }) => ({ closedAt: event.at }));

const judge = when('isAboveDecider', 'isObjected');

/** Of an order that had ended: it waits for the decision and nothing else. `goOn`: what an upheld objection does. */
export const objecting = (goOn: { readonly admit: readonly unknown[]; readonly split: readonly unknown[] }): Part => ({
  objecting: {
    meta: { turn: ['street'], clock: 'objectionReview' },
    ...decisionLadder('objectionReview'),
    on: {
      ...recountHere('handling.objecting', 'objectionReview'),
      decideObjection: [
        {
          guard: when('isAboveDecider', 'isObjected', 'isUpheld', 'isAboutRefusal'),
          target: 'admitted',
          actions: [...upheld, ...goOn.admit],
        },
        { guard: when('isAboveDecider', 'isObjected', 'isUpheld'), target: 'admitted', actions: [...upheld, ...goOn.split] },
        { guard: when('isAboveDecider', 'isObjected', 'isAboutRefusal'), target: 'refused', actions: [...denied, closeAgain] },
        { guard: judge, target: 'merged', actions: [...denied, closeAgain] },
      ],
    },
  },
});

/** As urgent as it was before the downgrade; what became more urgent still stays so. */
export const urgencyBefore = ({ objection, urgency }: Context): Urgency | undefined =>
  objection?.urgency !== undefined && objection.urgency < urgency ? objection.urgency : undefined;

/** Of an order that goes on: the work does not wait for the decision. */
export const objectionInWork: Part = {
  object: {
    guard: when('isOpen', 'isResident', 'mayObject', 'objectsToRunning'),
    actions: [...raiseObjection, tell('objection-made', workersAndOffice), signal('aside')],
  },
  decideObjection: [
    {
      guard: when('isAboveDecider', 'isObjected', 'isUpheld', 'isAboutDowngrade'),
      actions: [...toUrgency(({ context }) => urgencyBefore(context)), ...upheld, leavesAsUrgent],
    },
    // A pause that was over before the decision: it was wrong all the same.
    { guard: when('isAboveDecider', 'isObjected', 'isUpheld'), actions: [...upheld, signal('aside')] },
    { guard: judge, actions: [...denied, signal('aside')] },
  ],
};

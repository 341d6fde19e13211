// 复核: the resident objects once to a refusal, a merging, a downgrade or a pause; the level above decides within a working day.
// Source: domain research 2.6, 3.1.
import { decisionLadder, finished, recountHere, started } from './clock.ts';
import type { Objection } from './context.ts';
import { noted, remember, signal, type Part } from './event.ts';
import { nobody, office, owners, tell, workersAndOffice } from './notice.ts';
import { when } from './rule.ts';

/** What the resident may object to from now on; without the clock of the window there is nothing to object to. */
export const objectionTo = (
  matter: Objection['matter'],
  decidedAs: string,
  window: { readonly dueAt: number } | undefined,
  more: Pick<Objection, 'urgency'> = {},
): { readonly objection?: Objection } => (window ? { objection: { matter, decidedAs, until: window.dueAt, ...more } } : {});

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
  remember((args) => ({
    ...(args.context.objection && { objection: { ...args.context.objection, upheld } }),
    notes: noted(args, 'objection'),
    clocks: finished(args.context, args.event.at, 'objectionReview'),
  }));

const denied: readonly unknown[] = [judged(false), tell('objection-decided', owners)];
const upheld: readonly unknown[] = [judged(true), tell('objection-decided', owners), tell('objection-upheld', office)];

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

/** Of an order that goes on: the work does not wait for the decision. */
export const objectionInWork: Part = {
  object: {
    guard: when('isOpen', 'isResident', 'mayObject', 'objectsToRunning'),
    actions: [...raiseObjection, tell('objection-made', workersAndOffice), signal('aside')],
  },
  decideObjection: [
    {
      guard: when('isAboveDecider', 'isObjected', 'isUpheld', 'isAboutDowngrade'),
      actions: [
        ...upheld,
        remember(({ context, event: { facts } }) => ({
          ...(context.objection?.urgency && { urgency: context.objection.urgency }),
          clocks: { ...context.clocks, ...(facts['whole'] && { whole: started(facts['whole']) }) },
        })),
        signal('wholeGo'),
        signal('aside'),
      ],
    },
    { guard: judge, actions: [...denied, signal('aside')] },
  ],
};

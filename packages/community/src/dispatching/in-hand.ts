// 在手: the orders that somebody has in hand. One definition for whoever dispatches, for the limit of a load, and for the desk of whose they
// are (decision 0410).
import type { FaceFilter } from '@six-order/engine';
import { IN_HAND, inHandOf } from '../desks/marks.ts';

/** A person's. By whom it is looked for, by the label it is judged: who placed an order is of its people, too. */
export const heldBy = (person: string): FaceFilter => ({
  all: [{ open: true }, { people: [person] }, { label: inHandOf(person) }],
});

/** The same of many at once. */
export const inHand = { filter: { open: true }, label: IN_HAND } as const;

/** At which an order is in somebody's hands. */
export const stagesInHand: readonly string[] = ['dispatched', 'accepted', 'working'];

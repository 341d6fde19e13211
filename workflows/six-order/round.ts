// The round of an order that waits for its evaluation, as its one-time token names it.
import type { Round } from '@six-order/community/evaluation/token';
import type { StoredOrder } from '@six-order/engine';
import { contextOf, stateOf } from './face.ts';

/** null when none waits. */
export function roundOf({ id, workflow, snapshot }: StoredOrder): Round | null {
  if (workflow !== 'six-order' || stateOf(snapshot).handling !== 'finished') return null;
  const { rounds, finishedAt } = contextOf(snapshot);
  return finishedAt === null ? null : { order: id, round: rounds.length, finishedAt };
}

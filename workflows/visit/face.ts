// The face of a visit: where, by whom, when. No free text, nobody who was visited (I12).
import { bornOf } from '@six-order/community/desks/marks';
import type { Face, Snapshot } from '@six-order/engine';
import { nearestDue, people } from '../chart.ts';
import type { Context } from './context.ts';

export const contextOf = (snapshot: Snapshot): Context => snapshot.context as unknown as Context;

export const handlingOf = (snapshot: Snapshot): string => (snapshot.value as { readonly handling: string }).handling;

export function face(snapshot: Snapshot): Face {
  const { unit, visitor, plannedBy, plannedAt, orders, purpose, number, endedAt, clocks } = contextOf(snapshot);
  return {
    path: unit.path,
    stage: handlingOf(snapshot),
    labels: [`visit:${purpose}`, ...orders.flatMap((order) => [`order:${order}`, bornOf(order)])].sort(),
    people: people(visitor, plannedBy),
    number,
    dueAt: nearestDue(clocks),
    openedAt: plannedAt,
    closedAt: endedAt,
    data: { unit: unit.id, openedBy: plannedBy, handler: visitor, endedAt },
  };
}

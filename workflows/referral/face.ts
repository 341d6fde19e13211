// The face of a referral: where it is in hand, and nothing by which whoever it concerns could be found: neither the order, nor what kind
// it is, nor a person but who opened it (I12; domain research 4).
import type { Face, Snapshot } from '@six-order/engine';
import { nearestDue, people } from '../chart.ts';
import type { Context } from './context.ts';

export const contextOf = (snapshot: Snapshot): Context => snapshot.context as unknown as Context;

export const handlingOf = (snapshot: Snapshot): string => (snapshot.value as { readonly handling: string }).handling;

export function face(snapshot: Snapshot): Face {
  const { holder, unit, openedBy, openedAt, number, endedAt, clocks } = contextOf(snapshot);
  return {
    path: holder.path,
    stage: handlingOf(snapshot),
    labels: ['sealed'],
    people: people(holder.id, openedBy),
    number,
    dueAt: nearestDue(clocks),
    openedAt,
    closedAt: endedAt,
    data: { unit, resident: null, openedBy, holder: { kind: holder.kind, id: holder.id }, handler: null, endedAt },
  };
}

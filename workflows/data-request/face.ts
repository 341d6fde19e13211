// The face of a request about one's own data.
//
// F1: it lies at the county and is sealed, so that no area's desk shows it: only whoever asked, and the data protection officer.
import { marks } from '@six-order/community/desks/marks';
import type { Face, Snapshot } from '@six-order/engine';
import type { Context } from './context.ts';

export const contextOf = (snapshot: Snapshot): Context => snapshot.context as unknown as Context;

export const handlingOf = (snapshot: Snapshot): string => (snapshot.value as { readonly handling: string }).handling;

export function face(snapshot: Snapshot): Face {
  const context = contextOf(snapshot);
  const clock = context.clocks.dataRequest;
  return {
    path: context.unit.path,
    stage: handlingOf(snapshot),
    labels: [marks.dataRequest, 'sealed'],
    people: context.resident === null ? [] : [context.resident],
    number: context.number,
    dueAt: clock && clock.finishedAt === null ? clock.dueAt : null,
    openedAt: context.askedAt,
    closedAt: context.endedAt,
    data: { unit: context.unit.id, resident: context.resident, openedBy: context.resident, endedAt: context.endedAt },
  };
}

// The face of a task: who has it in hand, of which it is a part, which form it asks for. No free text (I12).
import { formLabel } from '@six-order/community/tasks/facts';
import { inHandOf, marks, taskRoot } from '@six-order/community/desks/marks';
import type { Face, Snapshot } from '@six-order/engine';
import { nearestDue, people } from '../chart.ts';
import type { Context } from './context.ts';

export const contextOf = (snapshot: Snapshot): Context => snapshot.context as unknown as Context;

export const handlingOf = (snapshot: Snapshot): string => (snapshot.value as { readonly handling: string }).handling;

export function face(snapshot: Snapshot): Face {
  const { unit, parent, form, kind, parts, openedBy, openedAt, number, endedAt, clocks } = contextOf(snapshot);
  // Whoever is asked for the form is the unit at the end of the line, not those who pass it on.
  const asks = form !== null && parts.length === 0;
  return {
    path: unit.path,
    stage: handlingOf(snapshot),
    labels: [
      `task:${kind}`,
      parent ? `parent:${parent}` : taskRoot(kind),
      inHandOf(unit.id),
      ...(asks ? [formLabel(form, unit.id)] : []),
      ...(endedAt === null ? [marks.task] : []),
    ].sort(),
    people: people(unit.id, openedBy, ...parts.map((part) => part.unit)),
    number,
    dueAt: nearestDue(clocks),
    openedAt,
    closedAt: endedAt,
    data: { unit: unit.id, openedBy, holder: { kind: 'unit', id: unit.id }, handler: null, endedAt },
  };
}

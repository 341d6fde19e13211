// The face of a mediation: what desks search and sort by. No free text, no names (I12).
import { bornOf, marks, raisedTo } from '@six-order/community/desks/marks';
import { disputeLabel } from '@six-order/community/mediation/facts';
import { answeredFor, sideLabel } from '@six-order/community/mediation/sides';
import type { Face, Snapshot } from '@six-order/engine';
import { nearestDue, people } from '../chart.ts';
import { personsOf, sides, unitsOf, type Context } from './context.ts';

export const contextOf = (snapshot: Snapshot): Context => snapshot.context as unknown as Context;

export const handlingOf = (snapshot: Snapshot): string => (snapshot.value as { readonly handling: string }).handling;

/** It is settled, and somebody asks later whether it is kept. */
const settledStages: ReadonlySet<string> = new Set(['agreed', 'reconciled']);

export function face(snapshot: Snapshot): Face {
  const context = contextOf(snapshot);
  const { category, unit, order, holder, mediator } = context;
  const parties = personsOf(context);
  const units = unitsOf(context);
  const labels = [`cat:${category}`, disputeLabel(category, context.place), ...(order ? [`order:${order}`, bornOf(order)] : [])];
  const caller = (settledStages.has(handlingOf(snapshot)) && context.caller) || null;
  // It comes to the desks of those above who are to follow it up.
  if (caller !== null) labels.push(marks.raised, raisedTo(caller));
  if (context.sealed) labels.push('sealed');
  for (const side of sides) {
    const { unit: id, kind } = context.parties[side];
    if (id !== null && kind !== undefined && answeredFor.has(kind)) labels.push(sideLabel(id));
  }
  return {
    path: unit.path,
    stage: handlingOf(snapshot),
    labels: labels.sort(),
    people: people(...parties, ...units, context.openedBy, holder.id, mediator, caller),
    number: context.number,
    dueAt: nearestDue(context.clocks),
    openedAt: context.openedAt,
    closedAt: context.endedAt,
    data: {
      category,
      unit: unit.id,
      resident: context.resident,
      openedBy: context.openedBy,
      holder: { ...holder },
      handler: mediator,
      parties: [...parties],
      ...(units.length > 0 && { sides: [...units] }),
      endedAt: context.endedAt,
    },
  };
}

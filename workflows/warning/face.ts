// The face of a warning: matter, place, colour, owner. It is the risk list (风险清单): nobody of a dispute is in it.
import { marks } from '@six-order/community/desks/marks';
import { riskLabel } from '@six-order/community/mediation/facts';
import type { Face, Snapshot } from '@six-order/engine';
import { nearestDue, people } from '../chart.ts';
import type { Context } from './context.ts';

export const contextOf = (snapshot: Snapshot): Context => snapshot.context as unknown as Context;

export const handlingOf = (snapshot: Snapshot): string => (snapshot.value as { readonly handling: string }).handling;

export function face(snapshot: Snapshot): Face {
  const context = contextOf(snapshot);
  const { category, unit, holder, owner, colour, endedAt } = context;
  return {
    path: unit.path,
    stage: handlingOf(snapshot),
    labels: [
      `cat:${category}`,
      riskLabel(category, unit.id),
      `warning:${colour}`,
      ...(endedAt === null ? [marks.risk] : []),
    ].sort(),
    people: people(holder.id, owner),
    number: context.number,
    dueAt: nearestDue(context.clocks),
    openedAt: context.raisedAt,
    closedAt: endedAt,
    data: { category, unit: unit.id, holder: { ...holder }, handler: owner, endedAt },
  };
}

// The face of a deliberation: who convenes it, who takes part, what it is linked with. No free text (I12).
import { bornOf, marks, SILENT } from '@six-order/community/desks/marks';
import type { Face, Snapshot } from '@six-order/engine';
import { nearestDue, people } from '../chart.ts';
import { deliberationClocks, type Context } from './context.ts';

export const contextOf = (snapshot: Snapshot): Context => snapshot.context as unknown as Context;

export const handlingOf = (snapshot: Snapshot): string => (snapshot.value as { readonly handling: string }).handling;

/** A clock of it stands on its last rung. */
const isLetLie = ({ value }: Snapshot): boolean =>
  deliberationClocks.some((name) => {
    const region = (value as Readonly<Record<string, unknown>>)[name];
    return typeof region === 'object' && (region as { readonly on?: string } | null)?.on === 'over';
  });

export function face(snapshot: Snapshot): Face {
  const context = contextOf(snapshot);
  const { forum, unit, holder, order, lower, resident, openedBy, openedAt, number, endedAt, clocks } = context;
  const persons = people(...context.parties.flatMap((party) => party.persons));
  const tasked = context.tasks.map((task) => task.unit);
  return {
    path: holder.path,
    stage: handlingOf(snapshot),
    labels: [
      `forum:${forum.code}`,
      ...(order ? [`order:${order}`, bornOf(order)] : []),
      ...(lower ? [`lower:${lower}`] : []),
      ...(endedAt === null ? [marks.topic] : []),
      ...(isLetLie(snapshot) ? [SILENT] : []),
    ].sort(),
    people: people(openedBy, holder.id, ...persons, ...tasked),
    number,
    dueAt: nearestDue(clocks),
    openedAt,
    closedAt: endedAt,
    data: {
      unit,
      resident,
      openedBy,
      holder: { kind: holder.kind, id: holder.id },
      handler: null,
      parties: [...persons],
      tasked: [...tasked],
      endedAt,
    },
  };
}

// The face of an emergency: where it holds, how grave it is, whether it is real. No free text (I12).
import { marks } from '@six-order/community/desks/marks';
import { holding, REAL } from '@six-order/community/emergency/facts';
import type { Face, Snapshot } from '@six-order/engine';
import { nearestDue, people } from '../chart.ts';
import { isDrill, type Context } from './context.ts';

export const contextOf = (snapshot: Snapshot): Context => snapshot.context as unknown as Context;

export const handlingOf = (snapshot: Snapshot): string => (snapshot.value as { readonly handling: string }).handling;

const holds: ReadonlySet<string> = new Set(holding);

export function face(snapshot: Snapshot): Face {
  const context = contextOf(snapshot);
  const { path, kind, hazard, level, scope, openedBy, openedAt, number, closedAt, endedAt, clocks, calls, units } = context;
  const handling = handlingOf(snapshot);
  const called = calls.at(-1)?.people.map(({ person }) => person) ?? [];
  return {
    path,
    stage: handling,
    labels: [
      `hazard:${hazard}`,
      `level:${level}`,
      `emergency:${kind}`,
      ...(closedAt === null ? [marks.emergency] : []),
      ...(holds.has(handling) && !isDrill(context) ? [REAL] : []),
    ].sort(),
    people: people(openedBy, ...(closedAt === null ? units : []), ...(endedAt === null ? called : [])),
    number,
    dueAt: nearestDue(clocks),
    openedAt,
    closedAt,
    data: {
      unit: scope[0]?.id ?? null,
      openedBy,
      holder: null,
      handler: null,
      scope: scope.map((area) => area.path),
      endedAt: endedAt ?? closedAt,
    },
  };
}

// Orders that a switch of an emergency missed, looked for on a beat of the maintenance: which emergencies are asked about, which open
// orders of their area, and what is sent to these.
import { marks } from '@six-order/community/desks/marks';
import { OrderId, type FaceFilter } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import { contextOf } from '@six-order/workflows/emergency/face';

export interface StragglersOptions {
  readonly engine: Pick<Engine, 'find' | 'findFaces' | 'executeMany'>;
  readonly counties: () => readonly { readonly tenant: string; readonly path: string }[];
  /** Epoch ms. */
  readonly now: () => number;
}

/** An emergency whose orders have all been switched. */
export interface Switched {
  readonly tenant: string;
  readonly id: string;
  readonly scope: readonly { readonly path: string }[];
  /** Epoch ms: the end of its last page. */
  readonly doneAt: number;
}

/** At most `limit` of each county, the newest first. */
export async function switchedEmergencies(
  { engine, counties }: Pick<StragglersOptions, 'engine' | 'counties'>,
  { direction, stage, limit }: { readonly direction: 'on' | 'off'; readonly stage: readonly string[]; readonly limit: number },
): Promise<readonly Switched[]> {
  const switched: Switched[] = [];
  for (const { tenant, path } of counties()) {
    const all: FaceFilter[] = [{ workflow: 'emergency' }, { within: path }, { label: marks.emergency }, { stage }];
    const { orders } = await engine.find({ tenant, filter: { all }, sort: 'newest', limit });
    for (const { id, snapshot } of orders) {
      const { switching, scope } = contextOf(snapshot);
      if (switching?.direction !== direction || switching.doneAt === null) continue;
      switched.push({ tenant, id, scope, doneAt: switching.doneAt });
    }
  }
  return switched;
}

/** Sends a command to at most `limit` open orders of the emergency's area that `which` fits. Says how many there were and took it. */
export async function sendToStragglers(
  { engine }: Pick<StragglersOptions, 'engine'>,
  { tenant, id, scope }: Switched,
  { which, limit, ...command }: { which: readonly FaceFilter[]; limit: number; type: string; key?: string },
): Promise<{ readonly found: number; readonly applied: number }> {
  const all: FaceFilter[] = [
    { workflow: 'six-order' },
    { open: true },
    { any: scope.map((area) => ({ within: area.path })) },
    ...which,
  ];
  const { faces } = await engine.findFaces({ tenant, filter: { all }, sort: 'newest', limit });
  const actor = { person: null, post: null, role: 'system', tenant, path: '' };
  const outcomes = await engine.executeMany(
    faces.map((face) => ({ ...command, order: OrderId.parse(face.id), input: { emergency: id }, actor })),
  );
  const applied = outcomes.filter((one) => !(one instanceof Error) && one.kind === 'applied' && !one.repeated);
  return { found: faces.length, applied: applied.length };
}

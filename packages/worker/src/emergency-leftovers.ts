// Orders that hear of an emergency when its orders have gone on already: a command that waited in the outbox while the end came. They
// go on, too.
//
// E1: an emergency is looked at until an hour after its last page: by then what waited was delivered. Each process looks once more
// after that at most.
import { emergencyLabel, marks } from '@six-order/community/desks/marks';
import { OrderId } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import { contextOf } from '@six-order/workflows/emergency/face';

const HOUR_MS = 3_600_000;
/** Emergencies of a county, and orders of one, that are looked at on one beat; the next one takes more. */
const MOST = 50;

export interface LeftoversOptions {
  readonly engine: Pick<Engine, 'find' | 'findFaces' | 'executeMany'>;
  readonly counties: () => readonly { readonly tenant: string; readonly path: string }[];
  /** Epoch ms. */
  readonly now: () => number;
}

/** Lets the orders go on that an emergency which is over still holds. Says how many. */
export function emergencyLeftovers({ engine, counties, now }: LeftoversOptions): () => Promise<number> {
  const settled = new Set<string>();
  return async () => {
    let released = 0;
    for (const { tenant, path } of counties()) {
      const { orders } = await engine.find({
        tenant,
        filter: {
          all: [{ workflow: 'emergency' }, { within: path }, { label: marks.emergency }, { stage: ['aftermath'] }],
        },
        sort: 'newest',
        limit: MOST,
      });
      for (const { id, snapshot } of orders) {
        const { switching, scope } = contextOf(snapshot);
        if (settled.has(id) || switching?.direction !== 'off' || switching.doneAt === null) continue;
        const { faces } = await engine.findFaces({
          tenant,
          filter: {
            all: [
              { workflow: 'six-order' },
              { open: true },
              { any: scope.map((area) => ({ within: area.path })) },
              { label: emergencyLabel(id) },
            ],
          },
          sort: 'newest',
          limit: MOST,
        });
        const actor = { person: null, post: null, role: 'system', tenant, path: '' };
        const outcomes = await engine.executeMany(
          faces.map((face) => ({ order: OrderId.parse(face.id), type: 'leaveEmergency', input: { emergency: id }, actor })),
        );
        released += outcomes.filter((outcome) => !(outcome instanceof Error) && outcome.kind === 'applied').length;
        // E1
        if (faces.length === 0 && now() >= switching.doneAt + HOUR_MS) settled.add(id);
      }
    }
    return released;
  };
}

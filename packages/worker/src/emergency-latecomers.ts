// Orders that began to be worked on in the first seconds of an emergency by a process that did not know of it yet: they enter, too.
//
// L1: looked for on each beat of the first minute after the orders of the area have followed: by then every process knows. L2: under the
// key of the switch (handlers/emergency.ts), so that what entered with the others and was let go on by hand goes on.
import { emergencyLabel, marks } from '@six-order/community/desks/marks';
import { OrderId } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/emergency/face';
import type { LeftoversOptions } from './emergency-leftovers.ts';
import { keyOf } from './handlers/emergency.ts';

/** Processes read the modes of emergencies every few seconds. */
const KNOWN_AFTER_MS = 60_000;
/** Emergencies of a county, and orders of one, that are looked at on one beat. */
const MOST = 200;

/** Lets them enter. Says how many did. */
export function emergencyLatecomers({ engine, counties, now }: LeftoversOptions): () => Promise<number> {
  return async () => {
    let entered = 0;
    for (const { tenant, path } of counties()) {
      const { orders } = await engine.find({
        tenant,
        filter: {
          all: [{ workflow: 'emergency' }, { within: path }, { label: marks.emergency }, { stage: ['responding', 'active'] }],
        },
        sort: 'newest',
        limit: MOST,
      });
      for (const { id, snapshot } of orders) {
        const { switching, scope } = contextOf(snapshot);
        if (switching?.direction !== 'on' || switching.doneAt === null || now() > switching.doneAt + KNOWN_AFTER_MS) continue;
        const { faces } = await engine.findFaces({
          tenant,
          filter: {
            all: [
              { workflow: 'six-order' },
              { open: true },
              { any: scope.map((area) => ({ within: area.path })) },
              // What waits to be admitted enters as it is.
              { stage: ['admitted', 'dispatched', 'accepted', 'working'] },
              { not: { label: emergencyLabel(id) } },
            ],
          },
          sort: 'newest',
          limit: MOST,
        });
        const actor = { person: null, post: null, role: 'system', tenant, path: '' };
        const outcomes = await engine.executeMany(
          faces.map((face) => ({
            order: OrderId.parse(face.id),
            type: 'enterEmergency',
            input: { emergency: id },
            key: keyOf(id, 'on'),
            actor,
          })),
        );
        entered += outcomes.filter(
          (outcome) => !(outcome instanceof Error) && outcome.kind === 'applied' && !outcome.repeated,
        ).length;
      }
    }
    return entered;
  };
}

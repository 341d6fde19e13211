// Orders that hear of an emergency when its orders have gone on already: a command that waited in the outbox while the end came. They
// go on, too.
//
// E1: an emergency is looked at until an hour after its last page: by then what waited was delivered. Each process looks once more
// after that at most.
import { emergencyLabel } from '@six-order/community/desks/marks';
import { sendToStragglers, switchedEmergencies, type StragglersOptions } from './emergency-stragglers.ts';

const HOUR_MS = 3_600_000;
/** Emergencies of a county, and orders of one, that are looked at on one beat; the next one takes more. */
const MOST = 50;

/** Lets the orders go on that an emergency which is over still holds. Says how many. */
export function emergencyLeftovers(options: StragglersOptions): () => Promise<number> {
  const settled = new Set<string>();
  return async () => {
    let released = 0;
    const asked = { direction: 'off', stage: ['aftermath'], limit: MOST } as const;
    for (const emergency of await switchedEmergencies(options, asked)) {
      const { id, doneAt } = emergency;
      if (settled.has(id)) continue;
      const { found, applied } = await sendToStragglers(options, emergency, {
        which: [{ label: emergencyLabel(id) }],
        limit: MOST,
        type: 'leaveEmergency',
      });
      released += applied;
      // E1
      if (found === 0 && options.now() >= doneAt + HOUR_MS) settled.add(id);
    }
    return released;
  };
}

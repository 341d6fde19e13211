// Orders that began to be worked on in the first seconds of an emergency by a process that did not know of it yet: they enter, too.
//
// L1: looked for on each beat of the first minute after the orders of the area have followed: by then every process knows. L2: under the
// key of the switch, so that what entered, with the others or by its own admission, and was let go on by hand goes on.
import { emergencyLabel } from '@six-order/community/desks/marks';
import { switchKey } from '@six-order/community/emergency/standing';
import { sendToStragglers, switchedEmergencies, type StragglersOptions } from './emergency-stragglers.ts';

/** Processes read the modes of emergencies every few seconds. */
const KNOWN_AFTER_MS = 60_000;
/** Emergencies of a county, and orders of one, that are looked at on one beat. */
const MOST = 200;

/** Lets them enter. Says how many did. */
export function emergencyLatecomers(options: StragglersOptions): () => Promise<number> {
  return async () => {
    let entered = 0;
    const asked = { direction: 'on', stage: ['responding', 'active'], limit: MOST } as const;
    for (const emergency of await switchedEmergencies(options, asked)) {
      const { id, doneAt } = emergency;
      if (options.now() > doneAt + KNOWN_AFTER_MS) continue;
      const { applied } = await sendToStragglers(options, emergency, {
        // What waits to be admitted enters as it is.
        which: [{ stage: ['admitted', 'dispatched', 'accepted', 'working'] }, { not: { label: emergencyLabel(id) } }],
        limit: MOST,
        type: 'enterEmergency',
        key: switchKey(id, 'on'),
      });
      entered += applied;
    }
    return entered;
  };
}

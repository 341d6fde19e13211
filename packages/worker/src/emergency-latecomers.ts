// Orders that began to be worked on in the first seconds of an emergency by a process that did not know of it yet: they enter, too.
//
// L1: looked for on each beat of the first minute after the orders of the area have followed: by then every process knows. L2: under the
// key of the switch, so that what entered, with the others or by its own admission, and was let go on by hand goes on.
import { emergencyLabel } from '@six-order/community/desks/marks';
import { switchKey } from '@six-order/community/emergency/standing';
import type { FaceFilter } from '@six-order/engine';
import { sendToStragglers, switchedEmergencies, type StragglersOptions } from './emergency-stragglers.ts';

/** Processes read the modes of emergencies every few seconds. */
const KNOWN_AFTER_MS = 60_000;
/** Emergencies of a county, and orders of one, that are looked at on one beat. */
const MOST = 200;

const entered = (emergency: string): FaceFilter => ({ label: emergencyLabel(emergency) });
const still: readonly FaceFilter[] = [{ label: 'paused' }, { label: 'shelved' }];

/** Lets them enter. Says how many did. */
export function emergencyLatecomers(options: StragglersOptions): () => Promise<number> {
  return async () => {
    let applied = 0;
    const asked = { direction: 'on', stage: ['responding', 'active'], limit: MOST } as const;
    for (const emergency of await switchedEmergencies(options, asked)) {
      const { id, doneAt } = emergency;
      if (options.now() > doneAt + KNOWN_AFTER_MS) continue;
      const sent = await sendToStragglers(options, emergency, {
        // What waits to be admitted enters as it is; what stands still by itself (挂起, 挂账) as it goes on: found each time, hundreds of
        // them would leave no room.
        which: [{ stage: ['admitted', 'dispatched', 'accepted', 'working'] }, { not: { any: [entered(id), ...still] } }],
        limit: MOST,
        type: 'enterEmergency',
        key: switchKey(id, 'on'),
      });
      applied += sent.applied;
    }
    return applied;
  };
}

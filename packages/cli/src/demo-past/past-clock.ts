// The demo's clock while its past is lived: it stands where it was set, and then goes over into the installation's own.
import type { ProcessClock } from '@six-order/community/demo/clock';

export interface PastClock extends ProcessClock {
  /** The past is over: from now on it tells the time of the clock that it was made of. */
  arrive(): void;
}

/** Stands at `from` (epoch ms) and is moved by `set`, never beyond what `present` says. */
export function pastClock(present: ProcessClock, from: number): PastClock {
  let held: number | null = from;
  return {
    ...present,
    now: () => held ?? present.now(),
    async set(to) {
      if (held === null) await present.set(to);
      else held = Math.max(held, Math.min(to, present.now()));
    },
    arrive() {
      held = null;
    },
  };
}

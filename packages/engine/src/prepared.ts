// What timers that are due soon will commit, read and stepped beforehand: ten thousand deadlines of one instant are late by
// their commits alone.
//
// Owns: how much is kept and for how long. Not ours: whether it is still true: the commit's guard says that (I3).
import type { Ready } from './execution.ts';

/** Some 16 kB each, for the few seconds around an instant. */
const MAX_KEPT = 10_000;
/** What is not fired here so long after the last was kept was fired elsewhere, or does not stand any more. */
const KEPT_MS = 60_000;

export interface Prepared {
  keep(timer: string, ready: Ready): void;
  /** Gives it once. */
  take(timer: string): Ready | undefined;
}

export function createPrepared(): Prepared {
  const kept = new Map<string, Ready>();
  let ends: NodeJS.Timeout | undefined;
  return {
    keep(timer, ready) {
      kept.set(timer, ready);
      // The one that was kept first: it was most likely fired elsewhere.
      if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value as string);
      ends ??= setTimeout(() => {
        ends = undefined;
        kept.clear();
      }, KEPT_MS).unref();
      ends.refresh();
    },
    take(timer) {
      const ready = kept.get(timer);
      kept.delete(timer);
      return ready;
    },
  };
}

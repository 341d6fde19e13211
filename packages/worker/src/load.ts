// How busy this process is with commands of others: effects wait while it is (commands first).
import type { Engine } from '@six-order/engine/runtime';

/** Commands a second of others from which on effects yield. */
const BUSY_PER_SECOND = 200;
/** The rate is measured anew after this time. */
const WINDOW_MS = 200;
/** While busy, effects get one part of the time in so many. */
const SHARE = 16;
const LONGEST_PAUSE_MS = 2_000;

export interface Load {
  /** Commands that the delivery of effects itself had the engine apply. */
  ours(count: number): void;
  /** How long (ms) to leave the machine to others after `worked` ms of delivering; 0 when nobody needs it. */
  pause(worked: number): number;
}

/** `wall` gives epoch ms. */
export function watchLoad({ engine, wall }: { readonly engine: Pick<Engine, 'stats'>; readonly wall: () => number }): Load {
  let own = 0;
  let seen = { at: wall(), commands: engine.stats().commands };
  let busy = false;
  const measure = (): void => {
    const at = wall();
    const ms = at - seen.at;
    if (ms < WINDOW_MS) return;
    const commands = engine.stats().commands - own;
    busy = ((commands - seen.commands) * 1000) / ms > BUSY_PER_SECOND;
    seen = { at, commands };
  };
  return {
    ours: (count) => void (own += count),
    pause(worked) {
      measure();
      return busy ? Math.min(worked * (SHARE - 1), LONGEST_PAUSE_MS) : 0;
    },
  };
}

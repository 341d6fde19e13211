// Chance that can be played again: whatever a round leaves to chance comes out of one printed number.
import { randomInt } from 'node:crypto';

export interface Chance {
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True in `share` of the cases (0 to 1). */
  yes(share: number): boolean;
  one<T>(of: readonly [T, ...T[]]): T;
}

/** The same seed gives the same chances (mulberry32). */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    yes: (share) => next() < share,
    one: (of) => of[Math.floor(next() * of.length)] as (typeof of)[number],
  };
}

/** The seed of SIX_ORDER_CHAOS_SEED, else a new one; either way it is said on screen. */
export function seedOf(what: string): number {
  const given = Number(process.env['SIX_ORDER_CHAOS_SEED']);
  const seed = Number.isInteger(given) && given > 0 ? given : randomInt(1, 1_000_000);
  process.stderr.write(`${what}: seed ${seed} (SIX_ORDER_CHAOS_SEED=${seed} plays it again)\n`);
  return seed;
}

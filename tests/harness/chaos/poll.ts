// Waiting for something to become true, with an end.
import { setTimeout as wait } from 'node:timers/promises';

const EVERY_MS = 25;
/** For what comes within seconds on a machine that has nothing else to do, and much later on one that plays all tests at once. */
export const PATIENCE_MS = 180_000;

/** Resolves with the first value of `look` that is neither null nor false. Throws after `withinMs`, saying what did not come. */
export async function until<T>(
  what: string,
  withinMs: number,
  look: () => Promise<T | null | false> | T | null | false,
): Promise<T> {
  for (const end = Date.now() + withinMs; ; await wait(EVERY_MS)) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs / 1000} s`);
  }
}

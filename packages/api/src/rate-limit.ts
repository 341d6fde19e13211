// How often one caller may try something, counted in memory of this process.

export interface RateLimit {
  /** Counts one try. 0 when it may go on, else the seconds to wait. `now`: epoch ms of wall time. */
  take(caller: string, now: number): number;
}

/** Callers remembered at once; beyond that the oldest are forgotten, so that memory stays bounded. */
const MAX_CALLERS = 20_000;

/** A bucket of `burst` tries for each caller that fills up again within `fillSeconds`. */
export function createRateLimit({ burst, fillSeconds }: { readonly burst: number; readonly fillSeconds: number }): RateLimit {
  const perMs = burst / (fillSeconds * 1000);
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(caller, now) {
      const before = buckets.get(caller);
      const left = before ? Math.min(burst, before.left + (now - before.at) * perMs) : burst;
      buckets.delete(caller);
      if (buckets.size >= MAX_CALLERS) buckets.delete(buckets.keys().next().value as string);
      buckets.set(caller, { left: left >= 1 ? left - 1 : left, at: now });
      return left >= 1 ? 0 : Math.ceil((1 - left) / perMs / 1000);
    },
  };
}

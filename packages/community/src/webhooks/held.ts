// Which events somebody wants, in memory: so that a command of which nobody is told writes no row for it.
//
// H1: another process hears of a new endpoint when it refreshes (every few seconds): until then it announces as before.
import { isWithin, type Face, type Json, type StoredOrder } from '@six-order/engine';
import { referenceVersion } from '../reference-store.ts';
import type { Db } from '../tables.ts';
import { readEndpoints, type Endpoint } from './endpoint-store.ts';
import { announcements, subscribes } from './event.ts';

export interface HeldWebhooks {
  /** Reads the endpoints anew when they have changed since. True when they were read. */
  refresh(): Promise<boolean>;
  /** The effects beside a command's own: one for each event that somebody wants. */
  announce(
    before: Face | null,
    after: StoredOrder,
  ): readonly { readonly type: string; readonly params: { readonly [key: string]: Json } }[];
}

export async function openWebhooks({ db }: { readonly db: Db }): Promise<HeldWebhooks> {
  let version: string | null = null;
  let held: ReadonlyMap<string, readonly Endpoint[]> = new Map();
  const refresh = async (): Promise<boolean> => {
    const found = await referenceVersion(db, 'webhooks');
    if (found === version) return false;
    held = Map.groupBy(await readEndpoints(db), ({ tenant }) => tenant);
    version = found;
    return true;
  };
  await refresh();
  return {
    refresh,
    announce(before, after) {
      // One that is off gets what happened meanwhile when it is on again.
      const endpoints = held.get(after.tenant);
      if (!endpoints) return [];
      return announcements(before, after, (path, event) =>
        endpoints.some((one) => isWithin(path, one.path) && subscribes(one.events, event)),
      );
    },
  };
}

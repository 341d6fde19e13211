// The load: many orders at once, each driven through its life by the people it concerns.
import type { Client } from './client.ts';
import { live, type Life } from './order-life.ts';
import { PATIENCE_MS, until } from './poll.ts';
import type { Chance } from './seeded.ts';

export interface Load {
  /** Resolves when so many more commands have been acknowledged. */
  more(count: number): Promise<void>;
  /** Nobody starts anything more; resolves when every command that is under way has its answer. Orders stay as they are. */
  stop(): Promise<void>;
}

/** Lives that a load left behind. */
export interface Orders {
  /** In mid-life: the next load goes on with them first. */
  readonly unfinished: Life[];
  /** Nobody goes on with these: their clocks run out. */
  readonly forgotten: Life[];
}

/** So many orders at most are left alone, for their clocks to run out. */
const MAX_FORGOTTEN = 25;
const forgetShare = 0.06;

/** `drivers` lives go on at once. */
export function startLoad(
  client: Client,
  {
    chance,
    drivers,
    orders: { unfinished, forgotten },
  }: { readonly chance: Chance; readonly drivers: number; readonly orders: Orders },
): Load {
  let stopping = false;

  const drive = async (): Promise<void> => {
    while (!stopping) {
      const life = unfinished.shift() ?? live(client, chance);
      for (;;) {
        if (stopping) {
          unfinished.push(life);
          return;
        }
        if (chance.yes(forgetShare) && forgotten.length < MAX_FORGOTTEN) {
          forgotten.push(life);
          break;
        }
        if ((await life.next()).done) break;
      }
    }
  };

  const all = Promise.all(Array.from({ length: drivers }, drive));
  // Whoever waits for an acknowledgement hears of a driver that failed.
  let failed: { readonly error: unknown } | null = null;
  all.catch((error: unknown) => (failed = { error }));
  return {
    async more(count) {
      const from = client.acknowledged();
      await until(`${count} more commands are acknowledged`, PATIENCE_MS, () => {
        if (failed) throw failed.error;
        return client.acknowledged() - from >= count;
      });
    },
    async stop() {
      stopping = true;
      await all;
    },
  };
}

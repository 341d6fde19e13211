// A batch of leased timers as a job carries it: packed, because the queue store parses, compresses and copies what it is
// given, and ten thousand timers at one instant are the normal case. Packed they cost it a third.
import type { OrderId } from '@six-order/engine';
import type { DueTimer } from '@six-order/engine/runtime';

/** Timers of one county and slot; each is its order, its id and its due instant (epoch ms), apart by spaces, in one text. */
interface TimerGroup {
  readonly tenant: string;
  readonly slot: string;
  readonly timers: string;
}

export type TimerBatch = readonly TimerGroup[];

export const packTimers = (timers: readonly DueTimer[]): TimerBatch =>
  [...Map.groupBy(timers, ({ tenant, slot }) => `${tenant}\n${slot}`).values()].map((group) => {
    const { tenant, slot } = group[0] as DueTimer;
    return { tenant, slot, timers: group.map(({ order, id, dueAt }) => `${order} ${id} ${dueAt}`).join(' ') };
  });

export const unpackTimers = (batch: TimerBatch): DueTimer[] =>
  batch.flatMap(({ tenant, slot, timers }) => {
    const words = timers.split(' ');
    return Array.from({ length: words.length / 3 }, (_, n) => ({
      tenant,
      slot,
      order: words[3 * n] as OrderId,
      id: words[3 * n + 1] as string,
      dueAt: Number(words[3 * n + 2]),
    }));
  });

// Hands out order numbers: unique in a county and day whichever process asks, most of the time without a statement.
//
// N1: a sequence is handed out once. N2: a block left over by a process that ends is lost: numbers rise with gaps.
import type { Db } from '../tables.ts';
import { dayOf, orderNumber, type Series } from './order-number.ts';

export interface Numbers {
  /** The next number for an order of `tenant` opened at `at` (epoch ms). Waits for the database only when a block is used up. */
  next(tenant: string, at: number, series?: Series): Promise<string>;
}

/** What this process still has of a county's day. */
interface Block {
  next: number;
  last: number;
  /** Handed out so far; the next block is as large, so that a busy day costs few statements and a quiet one few gaps. */
  taken: number;
  refill: Promise<void> | null;
}

const SMALLEST = 16;
const LARGEST = 4096;
/** An import walks through years of days; only the latest stay in memory. */
const DAYS_KEPT = 64;

export function createNumbers(db: Db): Numbers {
  const blocks = new Map<string, Block>();

  const blockOf = (key: string): Block => {
    const block = blocks.get(key) ?? { next: 1, last: 0, taken: 0, refill: null };
    // Re-inserted at the end: the Map's order is that of the latest use.
    blocks.delete(key);
    blocks.set(key, block);
    if (blocks.size > DAYS_KEPT) blocks.delete(blocks.keys().next().value as string);
    return block;
  };

  const refill = async (block: Block, tenant: string, day: string): Promise<void> => {
    const size = Math.min(Math.max(block.taken, SMALLEST), LARGEST);
    const { last } = await takeBlock(db, { tenant, day, size });
    block.next = last - size + 1;
    block.last = last;
  };

  return {
    async next(tenant, at, series = '') {
      const day = dayOf(at);
      // Each series counts by itself: its letter leads the day in the table, too.
      const counted = `${series}${day}`;
      const block = blockOf(`${tenant} ${counted}`);
      while (block.next > block.last) {
        block.refill ??= refill(block, tenant, counted).finally(() => {
          block.refill = null;
        });
        await block.refill;
      }
      block.taken += 1;
      return orderNumber(day, block.next++, series);
    },
  };
}

/** Reserves the next `size` sequences of a day. Returns the last of them. */
export const takeBlock = (
  db: Db,
  { tenant, day, size }: { tenant: string; day: string; size: number },
): Promise<{ last: number }> =>
  db
    .insertInto('order_numbers')
    .values({ tenant, day, last: size })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'day'])
        .doUpdateSet((row) => ({ last: row('order_numbers.last', '+', row.ref('excluded.last')) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();

// Which task says what is to be done: a part has no words of its own, they stand once in the task that it is a part of.
import { maySee } from '@six-order/community/authority/authority';
import type { Reader } from '@six-order/community/authority/reader';
import { accessOf } from '@six-order/community/privacy/fields';
import { OrderId, type StoredOrder } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import { contextOf } from '@six-order/workflows/task/face';

/** County, street, community, grid, and what hangs on them. */
const MOST_LEVELS = 8;

/** By id of each task among these orders the task whose text it is about; none of what was decided in a deliberation. */
export async function tellingTasks(
  engine: Pick<Engine, 'get'>,
  orders: readonly StoredOrder[],
): Promise<ReadonlyMap<string, StoredOrder>> {
  const known = new Map<string, StoredOrder | null>(orders.map((order) => [order.id, order]));
  const telling = new Map<string, StoredOrder>();
  for (const order of orders) {
    let at: StoredOrder | null = order;
    for (let level = 0; level < MOST_LEVELS && at?.workflow === 'task'; level += 1) {
      const { text, parent } = contextOf(at.snapshot);
      if (text !== null) telling.set(order.id, at);
      if (text !== null || parent === null) break;
      if (!known.has(parent)) known.set(parent, await engine.get(OrderId.parse(parent)));
      at = known.get(parent) ?? null;
    }
  }
  return telling;
}

/**
 * The order by which a reader may read what a part is about: that task itself, where he may see it; else the part, where he reads in full
 * what is written in it, as whoever has it in hand does.
 */
export const readThrough = (reader: Reader, part: StoredOrder, telling: StoredOrder, now: number): StoredOrder =>
  !maySee(reader, telling) && accessOf(reader, part, now)('text') === 'full' ? part : telling;

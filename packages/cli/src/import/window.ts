// The window of an import: the records whose orders are in flight. A record enters with an order id kept for it, and leaves
// when its history is in.
//
// W1: an order id is kept before the order is opened (import-store M1); a record counts as in only after its last event is
// committed and its effects are settled. So whatever a crash leaves is found again by its id and finished.
import {
  type ImportSource,
  markEnded,
  releaseOrder,
  reserveOrders,
  waitingEffects,
} from '@six-order/community/imports/import-store';
import type { Db } from '@six-order/community/tables';
import type { OrderId, StoredOrder } from '@six-order/engine';
import { type Engine, recordDelivery } from '@six-order/engine/runtime';
import { contextOf } from '@six-order/workflows/six-order/face';
import type { Pool } from 'pg';
import type { Life } from './drive.ts';
import type { ImportedCase } from './row.ts';
import { type Tally, count } from './tally.ts';

export interface ImportWindow {
  /** The orders in flight. */
  all(): readonly Life[];
  size(): number;
  /** Takes records up; those whose orders are whole already are counted and go no further. */
  takeUp(records: readonly ImportedCase[]): Promise<void>;
  /** Lets go of lives that have no event left, or were refused. */
  letGo(ended: readonly Life[]): Promise<void>;
}

export interface WindowOptions {
  readonly engine: Pick<Engine, 'get' | 'journal'>;
  readonly engineDb: Pool;
  readonly db: Db;
  readonly source: ImportSource;
  readonly newId: () => string;
  readonly wall: () => number;
  readonly tally: Tally;
  /** Where the file's history ends, epoch ms. */
  readonly end: number;
  /** The orders in flight in all windows. */
  readonly lives: Map<OrderId, Life>;
}

export function createWindow({ engine, engineDb, db, source, newId, wall, tally, end, lives }: WindowOptions): ImportWindow {
  const mine = new Map<OrderId, Life>();
  const resumed = new Set<OrderId>();

  const enter = (life: Life): void => {
    mine.set(life.id, life);
    lives.set(life.id, life);
  };
  const leave = (id: OrderId): void => {
    mine.delete(id);
    lives.delete(id);
  };

  const orderOf = async (record: ImportedCase, id: OrderId): Promise<StoredOrder> => {
    const order = await engine.get(id);
    if (!order) throw new Error(`line ${record.line}: it was imported before as the order ${id}, which is not there`);
    return order;
  };

  /** Goes on with what an earlier run left: perhaps only the id, perhaps half a history. */
  const resume = async (record: ImportedCase, id: OrderId): Promise<void> => {
    const order = await engine.get(id);
    enter({ record, id, order, refused: null });
    if (!order) return;
    resumed.add(id);
    await recordDelivery(engineDb, [...(await waitingEffects(db, [id]))]);
    const journal = await engine.journal(id);
    if (journal.some(({ at, timer }) => timer && at !== timer.dueAt)) tally.disturbed.push(record.line);
  };

  return {
    all: () => [...mine.values()],
    size: () => mine.size,

    async takeUp(records) {
      const reserved = await reserveOrders(db, source, new Map(records.map(({ externalId }) => [externalId, newId()])));
      await Promise.all(
        records.map(async (record) => {
          const reservation = reserved.get(record.externalId);
          if (!reservation) throw new Error(`line ${record.line}: no order id could be kept for it`);
          const { order: id, known, ended } = reservation;
          if (ended) {
            const order = await orderOf(record, id);
            count(tally, record, order, end);
            tally.alreadyThere += 1;
            if (record.ending.kind !== 'open' && !isClosed(order)) tally.closedSince.push(record.line);
          } else if (known) {
            await resume(record, id);
          } else {
            enter({ record, id, order: null, refused: null });
          }
        }),
      );
    },

    async letGo(ended) {
      const whole = ended.filter(({ refused }) => refused === null);
      const orders = await Promise.all(whole.map(({ record, id }) => orderOf(record, id)));
      await markEnded(
        db,
        source,
        whole.map(({ id }) => id),
        wall(),
      );
      for (const [n, { record, id }] of whole.entries()) {
        count(tally, record, orders[n] as StoredOrder, end);
        tally.imported += 1;
        if (resumed.delete(id)) tally.resumed += 1;
        leave(id);
      }
      for (const { record, id, refused } of ended) {
        if (refused === null) continue;
        await releaseOrder(db, id);
        tally.refused.push({ line: record.line, refused });
        leave(id);
      }
    },
  };
}

/** Its handling has come to an end, or waits for nothing but an evaluation. */
const isClosed = ({ snapshot }: StoredOrder): boolean => {
  const { finishedAt, closedAt } = contextOf(snapshot);
  return finishedAt !== null || closedAt !== null;
};

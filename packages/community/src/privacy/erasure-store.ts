// Erasing an order: all that is personal about it goes for good, wherever it lies; its journal stays and still verifies (I9).
//
// X1: the erasure is written down outside the database, on disk, before anything is destroyed (`record`).
// X2: erasing twice is erasing once: one that was broken off is done again.
// Not ours: keys and ciphertexts (the engine), the ledger's file.
import type { OrderId } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import { sql } from 'kysely';
import { destroyAttachments } from '../attachments/attachment-store.ts';
import type { Db } from '../tables.ts';

export interface Erasing {
  readonly db: Db;
  readonly engine: Pick<Engine, 'erase'>;
  /** Writes the erasure down for good, and returns when it is on disk. */
  readonly record: (erasure: Erasure) => Promise<void>;
}

/** What stays of an erased order's text: nothing, or its redacted copy for the rest of its time (retention). */
export type Remains = 'nothing' | 'copy';

export interface Erasure {
  readonly order: OrderId;
  /** Epoch ms. */
  readonly at: number;
  readonly remains: Remains;
}

/** One erasure at a time writes itself down, in whatever process. */
const LOCK = 522_327;

/** `at` in epoch ms. The order must exist. */
export async function eraseOrder(
  { db, engine, record }: Erasing,
  order: OrderId,
  at: number,
  remains: Remains = 'nothing',
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    await record({ order, at, remains });
  });
  // The keys first: whoever makes a copy or a notice from now on finds nothing to make it of.
  await engine.erase(order);
  await eraseTraces(db, order, remains);
}

/** What is beside the order and was made of it. */
export async function eraseTraces(db: Db, order: OrderId, remains: Remains): Promise<void> {
  if (remains === 'nothing') await db.deleteFrom('search_copies').where('order_id', '=', order).execute();
  await db.deleteFrom('notices').where('order_id', '=', order).execute();
  await destroyAttachments(db, order);
}

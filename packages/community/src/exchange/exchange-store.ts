// Which order a work order of another system became.
//
// X1: the engine's idempotency key is made of their number, so that two requests at once, or one after a crash, open one order;
// the row here outlives that key.
import type { ColumnType } from 'kysely';
import type { OrderId } from '@six-order/engine';
import type { Db } from '../tables.ts';

interface ExchangeOrdersTable {
  tenant: string;
  system: string;
  number: string;
  order_id: string;
  digest: Uint8Array | null;
  received_at: ColumnType<Date, Date, never>;
}

const tables = (db: Db) => db.withTables<{ exchange_orders: ExchangeOrdersTable }>();

export interface Exchanged {
  readonly number: string;
  readonly order: OrderId;
  /** Keyed digest of what was sent; null once the order is erased. */
  readonly digest: Uint8Array | null;
  /** Epoch ms. */
  readonly receivedAt: number;
}

export interface System {
  readonly tenant: string;
  readonly system: string;
}

const exchanged = ({ number, order_id, digest, received_at }: ExchangeOrdersTable | SelectedRow): Exchanged => ({
  number,
  order: order_id as OrderId,
  digest,
  receivedAt: (received_at as Date).getTime(),
});
type SelectedRow = Pick<ExchangeOrdersTable, 'number' | 'order_id' | 'digest'> & { readonly received_at: Date };

/** Those of these numbers that are here, by number. */
export async function findExchanged(
  db: Db,
  { tenant, system }: System,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Exchanged>> {
  if (numbers.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('exchange_orders')
    .select(['number', 'order_id', 'digest', 'received_at'])
    .where('tenant', '=', tenant)
    .where('system', '=', system)
    .where('number', 'in', numbers)
    .execute();
  return new Map(rows.map((row) => [row.number, exchanged(row)]));
}

/** Keeps which order a number became; what is there stays. */
export async function putExchanged(db: Db, { tenant, system }: System, one: Exchanged): Promise<void> {
  await tables(db)
    .insertInto('exchange_orders')
    .values({
      tenant,
      system,
      number: one.number,
      order_id: one.order,
      digest: one.digest,
      received_at: new Date(one.receivedAt),
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'system', 'number']).doNothing())
    .execute();
}

/** A system's orders, newest first; `before`: older than this one. */
export async function listExchanged(
  db: Db,
  { tenant, system }: System,
  { before, limit }: { readonly before: { readonly at: number; readonly order: string } | null; readonly limit: number },
): Promise<readonly Exchanged[]> {
  const rows = await tables(db)
    .selectFrom('exchange_orders')
    .select(['number', 'order_id', 'digest', 'received_at'])
    .where('tenant', '=', tenant)
    .where('system', '=', system)
    .$if(before !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('received_at', 'order_id'), '<', tuple(new Date(before?.at ?? 0), before?.order ?? '')),
      ),
    )
    .orderBy('received_at', 'desc')
    .orderBy('order_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(exchanged);
}

/**
 * Of an erased order nothing stays that a guess at what was sent could be held against. The number does: it is the other
 * system's, names nobody, and keeps a repetition from opening what was erased a second time.
 */
export async function forgetContent(db: Db, order: OrderId): Promise<void> {
  await tables(db).updateTable('exchange_orders').set({ digest: null }).where('order_id', '=', order).execute();
}

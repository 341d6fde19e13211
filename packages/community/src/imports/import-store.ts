// What an import keeps in the database: which order a record became, and the right to be the only one at work.
//
// M1: a record's row is written before its order is opened, under the id that the order will have. So a crash at any point
// leaves either a row without an order, which is opened then, or with it: never two orders of one record.
// M2: an import is alone. It arms timers that were due long ago: a clock at work would fire them with today's date.
import { sql } from 'kysely';
import type { OrderId } from '@six-order/engine';
import type { Db } from '../tables.ts';

interface ImportsTable {
  tenant: string;
  source: string;
  external_id: string;
  order_id: string;
  ended_at: Date | null;
  file: string | null;
  until: Date | null;
}

const tables = (db: Db) => db.withTables<{ imports: ImportsTable }>();

/** A tenant, the profile that its records come through, and the file that has them. */
export interface ImportSource {
  readonly tenant: string;
  readonly source: string;
  /** Its name, without where it lies. */
  readonly file: string;
  /** Where its history ends, epoch ms. */
  readonly until: number;
}

export interface Reservation {
  readonly order: OrderId;
  /** An import that ended, or one that was cut short, had this record before. */
  readonly known: boolean;
  /** The record's whole history is in. */
  readonly ended: boolean;
}

/**
 * Keeps an order id for each record that has none yet; `ids` are by external id. Answers with the id that stands for each
 * record, by external id. Committed when it returns.
 */
export async function reserveOrders(
  db: Db,
  { tenant, source, file, until }: ImportSource,
  ids: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Reservation>> {
  if (ids.size === 0) return new Map();
  await tables(db)
    .insertInto('imports')
    .values(
      [...ids].map(([external_id, order_id]) => ({
        tenant,
        source,
        external_id,
        order_id,
        ended_at: null,
        file,
        until: new Date(until),
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant', 'source', 'external_id']).doNothing())
    .execute();
  const rows = await tables(db)
    .selectFrom('imports')
    .select(['external_id', 'order_id', 'ended_at'])
    .where('tenant', '=', tenant)
    .where('source', '=', source)
    .where('external_id', 'in', [...ids.keys()])
    .execute();
  return new Map(
    rows.map(({ external_id, order_id, ended_at }) => [
      external_id,
      { order: order_id as OrderId, known: order_id !== ids.get(external_id), ended: ended_at !== null },
    ]),
  );
}

/** These orders have their whole history, up to the end of this file's. `at` is wall time, epoch ms. */
export async function markEnded(db: Db, { file, until }: ImportSource, orders: readonly OrderId[], at: number): Promise<void> {
  if (orders.length === 0) return;
  await tables(db)
    .updateTable('imports')
    .set({ ended_at: new Date(at), file, until: new Date(until) })
    .where('order_id', 'in', orders)
    .execute();
}

/** Forgets a record whose order was refused before it was opened. */
export async function releaseOrder(db: Db, order: OrderId): Promise<void> {
  await tables(db).deleteFrom('imports').where('order_id', '=', order).where('ended_at', 'is', null).execute();
}

/** Ids of the effects of these orders that wait to be delivered. `since`: only those made after this id was (UUIDv7). */
export async function waitingEffects(db: Db, orders: readonly OrderId[], since?: string): Promise<readonly string[]> {
  if (orders.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from outbox where order_id = any(${orders}::uuid[]) and id > ${since ?? '00000000-0000-0000-0000-000000000000'}::uuid
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** How the connections of an engine are named whose process fires clocks. */
export const WORKER = 'worker';

/** How many connections of engines this database has: a process of the API or a worker holds at least one. */
export async function enginesAtWork(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name like 'six-order engine%'
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** Does the work while no other import of the tenant can. False, with nothing done, when one is at work now (M2). */
export const whileAlone = (db: Db, tenant: string, work: () => Promise<void>): Promise<boolean> =>
  db.connection().execute(async (held) => {
    const key = `six-order import ${tenant}`;
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as mine`.execute(held);
    if (!rows[0]?.mine) return false;
    try {
      await work();
      return true;
    } finally {
      // When the connection is lost the lock is too.
      await sql`select pg_advisory_unlock(hashtextextended(${key}, 0))`.execute(held).catch(() => undefined);
    }
  });

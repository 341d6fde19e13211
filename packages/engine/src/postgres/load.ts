// One statement reads everything that a batch of commands must know: the orders, their keys, their timers.
//
// L1: each is looked up by its key. `limit 1` keeps the planner from making joins of the look-ups: a plan made while a table was
// empty would read all of it for each command until the next analyze.
import type { Pool } from 'pg';
import { blobs, texts, uuids } from './array-parameters.ts';

export interface LoadAsk {
  /** null for an opening command. */
  readonly order: string | null;
  /** Hashed idempotency key. */
  readonly key: Buffer | null;
  readonly timer: { readonly slot: string; readonly id: string } | null;
}

export interface Loaded {
  readonly order: OrderRow | null;
  /** The earlier command with this key; `seqs`: the order's entries of that instant, one of which it made. */
  readonly key: { readonly digest: Buffer; readonly order: string; readonly seqs: readonly number[] } | null;
  readonly timerStands: boolean;
}

export interface OrderRow {
  readonly id: string;
  readonly tenant: string;
  readonly workflow: string;
  readonly version: number;
  readonly revision: number;
  readonly snapshot: string;
  readonly head: Buffer;
  readonly dataKey: Buffer | null;
}

const LOAD = `
select o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key,
       k.digest as key_digest, k.order_id as key_order,
       case when k.key is not null then array(select seq from journal j where j.order_id = k.order_id and j.recorded_at = k.at) end as key_seqs,
       t.id is not null as timer_stands
from unnest($1::uuid[], $2::bytea[], $3::text[], $4::uuid[]) with ordinality as ask(order_id, key, slot, timer, n)
left join lateral (select * from orders where id = ask.order_id limit 1) o on true
left join lateral (select * from idempotency_keys where key = ask.key limit 1) k on true
left join lateral (select * from timers where order_id = ask.order_id and slot = ask.slot and id = ask.timer limit 1) t on true
order by ask.n`;

/** Answers in the order asked. */
export async function load(db: Pool, asks: readonly LoadAsk[]): Promise<Loaded[]> {
  const { rows } = await db.query({
    name: 'orders-load',
    text: LOAD,
    values: [
      uuids(asks.map((ask) => ask.order)),
      blobs(asks.map((ask) => ask.key)),
      texts(asks.map((ask) => ask.timer?.slot ?? null)),
      uuids(asks.map((ask) => ask.timer?.id ?? null)),
    ],
  });
  return rows.map((row) => ({
    order: row.id === null ? null : orderRow(row),
    key: row.key_digest === null ? null : { digest: row.key_digest, order: row.key_order, seqs: row.key_seqs },
    timerStands: row.timer_stands,
  }));
}

export const orderRow = (row: Record<string, any>): OrderRow => ({
  id: row.id,
  tenant: row.tenant,
  workflow: row.workflow,
  version: row.version,
  revision: row.revision,
  snapshot: row.snapshot,
  head: row.head,
  dataKey: row.data_key,
});

// Timers as a clock reads them. Arming and consuming belong to the commit (commit.ts).
import type { Pool } from 'pg';
import type { OrderId } from '../core/order.ts';
import type { DueTimer } from '../engine.ts';

interface TimerRow {
  readonly order_id: OrderId;
  readonly slot: string;
  readonly id: string;
  readonly tenant: string;
  /** Epoch ms. */
  readonly due_at: number;
}

const dueTimer = (row: TimerRow): DueTimer => ({
  order: row.order_id,
  slot: row.slot,
  id: row.id,
  tenant: row.tenant,
  dueAt: Math.round(row.due_at),
});

/** Instants travel as epoch ms and are stored as timestamptz. The rows are locked where they were read, so they lie there. */
const LEASE = `
with due as (
  select ctid from timers
  where due_at <= to_timestamp($1::float8 / 1000) and (leased_until is null or leased_until <= to_timestamp($2::float8 / 1000))
  order by due_at limit $3 for update skip locked
)
update timers t set leased_until = to_timestamp(($2::float8 + $4::float8) / 1000)
from due where t.ctid = due.ctid
returning t.order_id, t.slot, t.id, t.tenant, (extract(epoch from t.due_at) * 1000)::float8 as due_at`;

/**
 * Leases timers due by `now`, the longest due first; a lease lasts `leaseMs` of wall time and is committed when this
 * returns, so that firing never waits for the row. `now` may run ahead of `wall` (demo clock); both epoch ms.
 */
export async function leaseDueTimers(
  db: Pool,
  ask: { readonly now: number; readonly wall: number; readonly limit: number; readonly leaseMs: number },
): Promise<DueTimer[]> {
  const { rows } = await db.query<TimerRow>({
    name: 'timers-lease',
    text: LEASE,
    values: [ask.now, ask.wall, ask.limit, ask.leaseMs],
  });
  const timers = rows.map(dueTimer);
  // `returning` keeps no order, and two timers of one order must fire in theirs.
  return timers.sort((a, b) => a.dueAt - b.dueAt);
}

/** When the earliest timer without a live lease is due (epoch ms), or null. */
export async function nextDueAt(db: Pool, ask: { readonly wall: number }): Promise<number | null> {
  const { rows } = await db.query<{ due_at: number }>({
    name: 'timers-next',
    text: `select (extract(epoch from due_at) * 1000)::float8 as due_at from timers
           where leased_until is null or leased_until <= to_timestamp($1::float8 / 1000) order by timers.due_at limit 1`,
    values: [ask.wall],
  });
  return rows[0] ? Math.round(rows[0].due_at) : null;
}

/** Timers due after `from` and by `to` (epoch ms) that nobody has leased, the longest due first. */
export async function timersDue(
  db: Pool,
  { from, to, limit }: { readonly from: number; readonly to: number; readonly limit: number },
): Promise<DueTimer[]> {
  const { rows } = await db.query<TimerRow>({
    name: 'timers-due',
    text: `select order_id, slot, id, tenant, (extract(epoch from due_at) * 1000)::float8 as due_at from timers
           where due_at > to_timestamp($1::float8 / 1000) and due_at <= to_timestamp($2::float8 / 1000) and leased_until is null
           order by timers.due_at limit $3`,
    values: [from, to, limit],
  });
  return rows.map(dueTimer);
}

/** So long after its lease ended, a timer that a living clock knows of has been leased again (wall time). */
const FORGOTTEN_MS = 30_000;

/**
 * By how much the earliest timer that no clock has in hand is late at `now` (ms). One that a clock leases again and again and
 * that cannot fire, because its order stands still, is not the clock's lateness: `stuckTimers`.
 */
export async function timerLateness(db: Pool, { now, wall }: { readonly now: number; readonly wall: number }): Promise<number> {
  const dueAt = await nextDueAt(db, { wall: wall - FORGOTTEN_MS });
  return dueAt === null ? 0 : Math.max(0, now - dueAt);
}

/** Timers that are late by more than `lateMs` though a clock has them in hand: their orders stand still. At most 100. */
export async function stuckTimers(
  db: Pool,
  { now, wall, lateMs }: { readonly now: number; readonly wall: number; readonly lateMs: number },
): Promise<readonly { readonly order: OrderId; readonly slot: string }[]> {
  const { rows } = await db.query<{ order: OrderId; slot: string }>({
    name: 'timers-stuck',
    text: `select order_id as "order", slot from timers
           where due_at <= to_timestamp(($1::float8 - $3::float8) / 1000) and leased_until > to_timestamp(($2::float8 - ${FORGOTTEN_MS}) / 1000)
           order by due_at limit 100`,
    values: [now, wall, lateMs],
  });
  return rows;
}

/** The armed timers of some orders, leased or not, in the order in which they are due. */
export async function timersOf(db: Pool, orders: readonly OrderId[]): Promise<DueTimer[]> {
  const { rows } = await db.query<TimerRow>({
    name: 'timers-of-orders',
    text: `select t.order_id, t.slot, t.id, t.tenant, (extract(epoch from t.due_at) * 1000)::float8 as due_at
           from timers t where t.order_id = any($1::uuid[]) order by t.due_at, t.slot`,
    values: [orders],
  });
  return rows.map(dueTimer);
}

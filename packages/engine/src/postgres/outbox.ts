// The outbox as the relay and the handlers use it (I8). Its rows are written by the commit (commit.ts).
import type { Pool } from 'pg';
import type { Json, OrderId } from '../core/order.ts';

export interface OutboxRow {
  /** Stable: the handler's key for "once". */
  readonly id: string;
  readonly order: OrderId;
  /** The journal entry that asked for it. */
  readonly seq: number;
  readonly tenant: string;
  readonly type: string;
  readonly params: Json;
  /** When the command happened, epoch ms. */
  readonly at: number;
  readonly attempts: number;
  readonly dead: boolean;
}

const MAX_ATTEMPTS = 10;

/** An effect that is taken to be offered. */
export interface Offered {
  readonly id: string;
  readonly type: string;
  /** JSON. */
  readonly params: string;
}

/**
 * Takes rows to offer to the queues, oldest first, and puts their next offer `againMs` × 2^attempts away: what has no
 * recorded delivery by then is offered again. Times are wall time, epoch ms.
 */
export async function offerOutbox(
  db: Pool,
  ask: { readonly wall: number; readonly limit: number; readonly againMs: number },
): Promise<Offered[]> {
  const { rows } = await db.query<Offered>({
    name: 'outbox-offer',
    text: `with ripe as (
             select id from outbox where dead_at is null and offer_at <= to_timestamp($1::float8 / 1000)
             order by offer_at, id limit $2 for update skip locked
           )
           update outbox o set offer_at = to_timestamp(($1::float8 + $3::float8 * 2 ^ least(o.attempts, 10)) / 1000)
           from ripe where o.id = ripe.id returning o.id, o.type, o.params`,
    values: [ask.wall, ask.limit, ask.againMs],
  });
  return rows;
}

/** Effects of a type that nobody has tried yet to deliver, oldest first, whether they are offered to a queue or not. */
export async function untriedOutbox(db: Pool, ask: { readonly type: string; readonly limit: number }): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'outbox-untried',
    text: `select id from outbox where type = $1 and attempts = 0 and dead_at is null order by offer_at, id limit $2`,
    values: [ask.type, ask.limit],
  });
  return rows.map(({ id }) => id);
}

export async function readOutbox(db: Pool, ids: readonly string[]): Promise<OutboxRow[]> {
  const { rows } = await db.query({
    name: 'outbox-read',
    text: `select id, order_id, seq, tenant, type, params, (extract(epoch from at) * 1000)::float8 as at, attempts, dead_at is not null as dead
           from outbox where id = any($1::uuid[])`,
    values: [ids],
  });
  return rows.map((row) => ({
    id: row.id,
    order: row.order_id,
    seq: row.seq,
    tenant: row.tenant,
    type: row.type,
    params: JSON.parse(row.params),
    at: Math.round(row.at),
    attempts: row.attempts,
    dead: row.dead,
  }));
}

/** The effects are delivered: their rows go. */
export async function recordDelivery(db: Pool, ids: readonly string[]): Promise<void> {
  await db.query({ name: 'outbox-delivered', text: 'delete from outbox where id = any($1::uuid[])', values: [ids] });
}

/**
 * An attempt failed. `error` names the fault and holds no personal data. After ten attempts, or at once when `terminal`,
 * the row becomes a dead letter: it stays for a person, and is offered no more. That an earlier death of it was set aside settles nothing: a
 * release that does not know of that offers it again and leaves it standing.
 */
export async function recordFailure(
  db: Pool,
  id: string,
  ask: { readonly wall: number; readonly error: string; readonly terminal: boolean },
): Promise<void> {
  await db.query({
    name: 'outbox-failed',
    text: `update outbox set attempts = attempts + 1, error = $3,
             offer_at = to_timestamp(($2::float8 + 1000 * 2 ^ least(attempts, 10)) / 1000),
             dead_at = case when $4 or attempts + 1 >= ${MAX_ATTEMPTS} then to_timestamp($2::float8 / 1000) end,
             aside_at = null
           where id = $1::uuid`,
    values: [id, ask.wall, ask.error.slice(0, 500), ask.terminal],
  });
}

export interface Backlog {
  readonly waiting: number;
  /** When the oldest effect that waits was written (epoch ms of wall time, as its id says: UUIDv7). */
  readonly oldestAt: number | null;
  /** Dead letters that nobody has set aside, */
  readonly dead: number;
  /** and those that somebody has. */
  readonly aside: number;
}

export async function outboxBacklog(db: Pool): Promise<Backlog> {
  const { rows } = await db.query(
    `select count(*) filter (where dead_at is null)::int as waiting, count(*) filter (where dead_at is not null and aside_at is null)::int as dead,
            count(*) filter (where dead_at is not null and aside_at is not null)::int as aside,
            (select id from outbox where dead_at is null order by id limit 1) as oldest from outbox`,
  );
  const [row] = rows;
  const { oldest, ...counts } = row as { waiting: number; dead: number; aside: number; oldest: string | null };
  return { ...counts, oldestAt: oldest === null ? null : Number.parseInt(oldest.replaceAll('-', '').slice(0, 12), 16) };
}

/**
 * Dead letters are offered again from the beginning: all but those that were set aside, or the one of this id, or all that the order of this
 * number (of whatever county) asked for. Returns how many.
 */
export async function offerDeadAgain(db: Pool, which: string | null): Promise<number> {
  const { rowCount } = await db.query(
    `update outbox set dead_at = null, aside_at = null, attempts = 0, error = null, offer_at = '-infinity'
     where dead_at is not null and (case when $1::text is null then aside_at is null
       else id::text = lower($1) or order_id in (select id from orders where number = $1) end)`,
    [which],
  );
  return rowCount ?? 0;
}

/**
 * Nothing is to be done about these dead letters: they are told of no more. Returns the ids of those that were set aside now.
 * `why` holds no personal data; `at`: epoch ms of wall time.
 */
export async function setAside(
  db: Pool,
  ask: { readonly effects: readonly string[]; readonly by: string; readonly why: string; readonly at: number },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ effect: string }>(
    `with aside as (
       update outbox set aside_at = to_timestamp($2::float8 / 1000)
       where dead_at is not null and aside_at is null and id = any($1::uuid[])
       returning id, order_id, tenant, type, error, aside_at
     )
     insert into set_asides (effect, order_id, tenant, type, error, at, by, why)
     select id, order_id, tenant, type, error, aside_at, $3, $4 from aside returning effect`,
    [ask.effects, ask.at, ask.by, ask.why],
  );
  return rows.map(({ effect }) => effect);
}

// 核查: an evaluation that carries marks is taken up with a reason and closed with what was found. Nothing follows by itself: whoever finds
// more sends the order's own commands (declareFalse, issue a card).
//
// Keeps: V1: one open case of an order at a time; what was closed stays as it was. V2: reasons are kept redacted (I12). V3: whoever handled
// the order is shown none of it (mark-store, M2).
import type { OrderId } from '@six-order/engine';
import { sql } from 'kysely';
import { redact } from '../privacy/redaction/redact.ts';
import type { Db } from '../tables.ts';
import type { ReviewOutcome } from './mark.ts';

/** The last case of an order. Instants are epoch ms. */
export interface Review {
  readonly order: string;
  readonly openedBy: string;
  readonly openedAt: number;
  readonly why: string;
  readonly closedBy: string | null;
  readonly closedAt: number | null;
  readonly outcome: ReviewOutcome | null;
  readonly found: string | null;
}

interface Taken {
  readonly id: string;
  readonly tenant: string;
  readonly order: OrderId;
  readonly by: string;
  readonly why: string;
  readonly at: number;
}

/** False when a case of it is open. */
export async function openReview(db: Db, { id, tenant, order, by, why, at }: Taken): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into evaluation_reviews (id, tenant, order_id, opened_by, opened_at, why)
    values (${id}::uuid, ${tenant}, ${order}::uuid, ${by}::uuid, ${new Date(at)}, ${redact(why)})
    on conflict (order_id) where closed_at is null do nothing
  `.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

interface Closed {
  readonly order: OrderId;
  readonly by: string;
  readonly outcome: ReviewOutcome;
  readonly found: string;
  readonly at: number;
}

/** False when no case of it is open. */
export async function closeReview(db: Db, { order, by, outcome, found, at }: Closed): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update evaluation_reviews set closed_by = ${by}::uuid, closed_at = ${new Date(at)}, outcome = ${outcome}, found = ${redact(found)}
    where order_id = ${order}::uuid and closed_at is null
  `.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function readReviews(db: Db, orders: readonly OrderId[]): Promise<ReadonlyMap<string, Review>> {
  if (orders.length === 0) return new Map();
  const { rows } = await sql<Review>`
    select distinct on (order_id) order_id as "order", opened_by as "openedBy", why, closed_by as "closedBy", outcome, found,
      (extract(epoch from opened_at) * 1000)::float8 as "openedAt", (extract(epoch from closed_at) * 1000)::float8 as "closedAt"
    from evaluation_reviews where order_id = any(${orders}::uuid[]) order by order_id, opened_at desc
  `.execute(db);
  return new Map(rows.map((row) => [row.order, row]));
}

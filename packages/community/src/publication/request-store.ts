// Orders as other systems may list them (Open311): category, place, state and dates of all that are not sealed; a description only
// of those whose item is on the board. Nothing else of an order leaves here.
//
// R1: days, never hours, of what a resident did: an hour and a place may point to one home (domain research 7).
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { seen } from './item-store.ts';

export interface PublicRequest {
  readonly order: string;
  readonly category: string;
  /** Where it lies. */
  readonly path: string;
  readonly unit: string | null;
  readonly outcome: string;
  /** Epoch ms. */
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly doneAt: number | null;
  readonly dueAt: number | null;
  readonly item: {
    readonly alias: string;
    readonly title: string;
    readonly before: string;
    readonly after: string | null;
    /** Which time of doing it that tells of; null: the last one. */
    readonly resultOf: number | null;
    /** How many photographs are shown with it. */
    readonly photos: number;
  } | null;
}

export interface RequestQuery {
  readonly tenant: string;
  /** Those alone, whenever they were placed. */
  readonly orders?: readonly string[] | undefined;
  readonly categories: readonly string[];
  readonly open?: boolean | undefined;
  /** Epoch ms, of placing. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly limit: number;
  readonly now: number;
}

/** Newest first. */
export async function readRequests(db: Db, query: RequestQuery): Promise<readonly PublicRequest[]> {
  const { tenant, orders, categories, open, from, to, limit, now } = query;
  const { rows } = await sql<PublicRequest>`
    select m.order_id as order, m.category, m.path::text as path, m.unit, m.outcome,
      (extract(epoch from m.opened_at) * 1000)::float8 as "openedAt", (extract(epoch from m.closed_at) * 1000)::float8 as "closedAt",
      (extract(epoch from m.done_at) * 1000)::float8 as "doneAt", (extract(epoch from m.due_at) * 1000)::float8 as "dueAt",
      case when i.item is not null then jsonb_build_object('alias', i.alias, 'title', i.item->'title', 'before', i.item->'before',
        'after', i.item->'after', 'resultOf', i.item->'resultOf', 'photos', jsonb_array_length(coalesce(nullif(i.item->'photos', 'null'), '[]'))) end as item
    from order_measures m
    left join public_items i on i.order_id = m.order_id and i.shown_until > ${new Date(now)} and ${seen}
    where m.tenant = ${tenant} and m.category = any(${categories})
      ${orders === undefined ? sql`` : sql`and m.order_id = any(${orders}::uuid[])`}
      ${open === undefined ? sql`` : sql`and (m.closed_at is null) = ${open}`}
      ${from === undefined ? sql`` : sql`and m.opened_at >= ${new Date(from)}`}
      ${to === undefined ? sql`` : sql`and m.opened_at <= ${new Date(to)}`}
    order by m.opened_at desc, m.order_id desc limit ${limit}
  `.execute(db);
  return rows;
}

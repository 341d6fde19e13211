// Faces of open orders as they are stored, and drawn anew: what a process of the release before wrote after the migration of this one
// is without what this one adds to them, until the order's next command.
//
// Keeps: I1: neither snapshot nor revision is touched, only what is read out of them. F1: rows are locked in id order before any is updated,
// as a commit does (C1 in commit.ts), and their keys only with them. F2: an order that was changed since it was read is left: whoever changed
// it drew its face.
import type { Pool } from 'pg';
import type { Face } from '../core/order.ts';
import { arrayText, instants, ints, texts, uuids } from './array-parameters.ts';
import { COLUMNS, FACE } from './find.ts';
import { keyRows } from './keys.ts';
import { orderRow, type OrderRow } from './load.ts';

/** Before every id. */
const NONE = '00000000-0000-0000-0000-000000000000';

/** Ids of open orders of all tenants, in order, after one of them. It looks at every open order: for the start of a release. */
export async function openAfter(db: Pool, after: string | null, limit: number): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'orders-open-after',
    text: `select o.id from orders o where o.closed_at is null and o.id > $1 order by o.id limit $2`,
    values: [after ?? NONE, limit],
  });
  return rows.map(({ id }) => id);
}

/** Those of these orders that are open, each with the face that is stored with it. */
export async function readWithFaces(
  db: Pool,
  ids: readonly string[],
): Promise<readonly { readonly row: OrderRow; readonly face: Face }[]> {
  const { rows } = await db.query({
    name: 'orders-with-faces',
    text: `select ${COLUMNS}, ${FACE}
      from orders o where o.id = any($1::uuid[]) and o.closed_at is null`,
    values: [ids],
  });
  return rows.map((row) => {
    const { path, stage, labels, people, number, data, dueAt, openedAt, closedAt } = row;
    return { row: orderRow(row), face: { path, stage, labels, people, number, data, dueAt, openedAt, closedAt } };
  });
}

const DRAW = `
with i as materialized (
  select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::text[])
  as i(id, revision, path, stage, labels, people, number, due_at, data)
), locked as materialized (
  select i.* from i join orders o on o.id = i.id order by i.id for update of o
), drawn as (
  update orders o set path = l.path::ltree, stage = l.stage, labels = l.labels::text[], people = l.people::uuid[], number = l.number,
    due_at = l.due_at, data = l.data::jsonb
  from locked l where o.id = l.id and o.revision = l.revision returning o.id
), held as (
  insert into holders (holder, order_id, due_at)
  select holder, order_id, due_at from unnest($10::uuid[], $11::uuid[], $12::timestamptz[]) as h(order_id, holder, due_at)
  where (order_id in (select id from drawn)) is true
  on conflict (holder, order_id) do update set due_at = excluded.due_at
), released as (
  delete from holders h using unnest($13::uuid[], $14::uuid[]) as g(order_id, holder)
  where h.order_id = g.order_id and h.holder = g.holder and (g.order_id in (select id from drawn)) is true
)
select id from drawn`;

export interface Drawing {
  readonly id: string;
  readonly tenant: string;
  /** The revision of which the face is. */
  readonly revision: number;
  readonly stored: Face;
  readonly face: Face;
}

/** Writes these faces and the keys under which they are found. Returns how many were written. */
export async function writeFaces(db: Pool, drawings: readonly Drawing[]): Promise<number> {
  const rows = drawings.map(({ id, tenant, stored, face }) => {
    const keys = keyRows(tenant, face);
    const stay = new Set(keys.map(({ key }) => key));
    const gone = keyRows(tenant, stored).filter(({ key }) => !stay.has(key));
    return { id, keys, gone };
  });
  const keys = rows.flatMap(({ id, keys: all }) => all.map(({ key, dueAt }) => ({ id, key, dueAt })));
  const gone = rows.flatMap(({ id, gone: all }) => all.map(({ key }) => ({ id, key })));
  const { rowCount } = await db.query({
    name: 'orders-draw',
    text: DRAW,
    values: [
      uuids(drawings.map(({ id }) => id)),
      ints(drawings.map(({ revision }) => revision)),
      texts(drawings.map(({ face }) => face.path)),
      texts(drawings.map(({ face }) => face.stage)),
      texts(drawings.map(({ face }) => arrayText(face.labels))),
      texts(drawings.map(({ face }) => arrayText(face.people))),
      texts(drawings.map(({ face }) => face.number)),
      instants(drawings.map(({ face }) => face.dueAt)),
      texts(drawings.map(({ face }) => JSON.stringify(face.data))),
      uuids(keys.map(({ id }) => id)),
      uuids(keys.map(({ key }) => key)),
      instants(keys.map(({ dueAt }) => dueAt)),
      uuids(gone.map(({ id }) => id)),
      uuids(gone.map(({ key }) => key)),
    ],
  });
  return rowCount ?? 0;
}

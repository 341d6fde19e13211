// Redacted copies of orders' texts, for search and for comparing orders.
//
// Owns: when a copy is made, and that none outlives its order's personal data. Not ours: the redaction (redaction/).
// Keeps: I12. C1: a copy of an erased order is gone when `deleteSearchCopy` has run after the engine's `erase`, or when
// whoever was just making it has looked again. C2: orders of a sealed category have no copy.
import type { OrderId, StoredOrder } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { namesOf, sealedAt, sealedNames } from './field-name.ts';
import { redact } from './redaction/redact.ts';

interface Copying {
  readonly db: Db;
  readonly engine: Pick<Engine, 'unseal'>;
}

/** The redacted text of each order that has one, by id. Those not copied yet are copied now. One tenant. */
export async function searchCopiesOf(copying: Copying, orders: readonly StoredOrder[]): Promise<ReadonlyMap<string, string>> {
  const open = orders.filter(({ face }) => !face.labels.includes('sealed'));
  if (open.length === 0) return new Map();
  const { rows } = await sql<{ id: string; text: string | null; erased: boolean }>`
    select o.id, c.text, o.data_key is null as erased from orders o left join search_copies c on c.order_id = o.id
    where o.id = any(${open.map(({ id }) => id as string)}::uuid[])`.execute(copying.db);
  const copies = new Map(rows.flatMap(({ id, text }) => (text === null ? [] : [[id, text] as const])));
  const erased = new Set(rows.flatMap(({ id, erased: isErased }) => (isErased ? [id] : [])));
  for (const order of open) {
    if (copies.has(order.id) || erased.has(order.id)) continue;
    const text = await copy(copying, order);
    if (text !== null) copies.set(order.id, text);
  }
  return copies;
}

/** Of these orders the ones whose redacted text holds the words, in whatever case. One tenant. */
export async function ordersThatSay(
  copying: Copying,
  orders: readonly StoredOrder[],
  words: string,
): Promise<readonly StoredOrder[]> {
  const copies = await searchCopiesOf(copying, orders);
  const wanted = words.normalize('NFKC').toLowerCase();
  return orders.filter(({ id }) => copies.get(id)?.normalize('NFKC').toLowerCase().includes(wanted));
}

/** Makes the copies of open orders that have none yet, the newest first, so that a search finds them made. Returns how many were tried. */
export async function copyForSearch(
  copying: Copying & { readonly engine: Pick<Engine, 'get' | 'unseal'> },
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ id: OrderId; tenant: string }>`select o.id, o.tenant from orders o
    where o.closed_at is null and o.workflow = 'six-order' and o.data_key is not null and not o.labels @> array['sealed']
      and not exists (select from search_copies c where c.order_id = o.id)
    order by o.id desc limit ${limit}`.execute(copying.db);
  for (const { id } of rows) {
    const order = await copying.engine.get(id);
    if (order) await copy(copying, order);
  }
  return rows.length;
}

/** Makes the copy of one order; null when it has no text, or none any more. */
async function copy({ db, engine }: Copying, order: StoredOrder): Promise<string | null> {
  const sealed = sealedAt(order, { path: ['text'] });
  if (!sealed) return null;
  const opened = await engine.unseal(order.id, [sealed.sealed, ...sealedNames(order)]);
  const text = opened[sealed.sealed];
  if (typeof text !== 'string') return null;
  const redacted = redact(text, namesOf(order, opened));
  await db
    .insertInto('search_copies')
    .values({ order_id: order.id, tenant: order.tenant, text: redacted })
    .onConflict((conflict) => conflict.column('order_id').doNothing())
    .execute();
  // C1: erased in between, and its copy deleted before this one was written?
  const still = await engine.unseal(order.id, [sealed.sealed]);
  if (typeof still[sealed.sealed] === 'string') return redacted;
  await deleteSearchCopy(db, order.id);
  return null;
}

/** Part of erasing an order: to be called after the engine's `erase`. */
export async function deleteSearchCopy(db: Db, order: OrderId): Promise<void> {
  await db.deleteFrom('search_copies').where('order_id', '=', order).execute();
}

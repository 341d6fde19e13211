// Attachments in the database: taken in, given to an order, read piece by piece, destroyed.
//
// A1: the bytes are sealed before they are written. A2: an upload's own key is wrapped by a master key until its order has
// it, then by the order's data key alone: with that key goes the file. A3: an attachment is given to one order, once.
// Not ours: who may read it (privacy/fields.ts), what it is (fit.ts).
import { RetryableError, type OrderId } from '@six-order/engine';
import type { DataKey, Engine, Keyring } from '@six-order/engine/runtime';
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { keptTypes, MAX_WAITING, WAITING_MS, type AttachmentKind, type Fit, type KeptType } from './attachment.ts';

interface AttachmentsTable {
  tenant: string;
  id: string;
  person: string;
  order_id: string | null;
  kind: string;
  type: string;
  size: number;
  digest: string;
  key: Uint8Array;
  at: Date;
}

interface PartsTable {
  attachment: string;
  n: number;
  bytes: Uint8Array;
}

const tables = (db: Db) => db.withTables<{ attachments: AttachmentsTable; attachment_parts: PartsTable }>();

const PART_BYTES = 256 * 1024;

export interface Upload extends Fit {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  /** Epoch ms. */
  readonly at: number;
}

/** `too-many`: this person has as many uploads waiting as one may have. */
export async function putAttachment(
  { db, keyring }: { readonly db: Db; readonly keyring: Keyring },
  { id, tenant, person, type, bytes, at }: Upload,
): Promise<'put' | 'too-many'> {
  const { key, wrapped } = keyring.newKey(id);
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`attachments ${person}`}, 0))`.execute(transaction);
    const { count } = await tables(transaction)
      .selectFrom('attachments')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('person', '=', person)
      .where('order_id', 'is', null)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MAX_WAITING) return 'too-many';
    const digest = key.digest(Buffer.from(bytes).toString('base64'));
    const { kind } = keptTypes[type];
    const row = { tenant, id, person, order_id: null, kind, type, size: bytes.length, digest, key: wrapped, at: new Date(at) };
    await tables(transaction).insertInto('attachments').values(row).execute();
    for (let n = 0; n * PART_BYTES < bytes.length; n += 1) {
      const part = key.sealBytes(`part ${n}`, bytes.subarray(n * PART_BYTES, (n + 1) * PART_BYTES));
      await tables(transaction).insertInto('attachment_parts').values({ attachment: id, n, bytes: part }).execute();
    }
    return 'put';
  });
}

/** What a command may name: its own sender's uploads that no order has. */
export interface Waiting {
  readonly id: string;
  readonly kind: AttachmentKind;
  /** Keyed: proves the bytes while their order's key lives. */
  readonly digest: string;
}

export async function readWaiting(db: Db, tenant: string, person: string, ids: readonly string[]): Promise<readonly Waiting[]> {
  const rows = await tables(db)
    .selectFrom('attachments')
    .select(['id', 'kind', 'digest'])
    .where('id', 'in', ids)
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .where('order_id', 'is', null)
    .execute();
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as AttachmentKind }));
}

interface Giving {
  readonly db: Db;
  readonly engine: Pick<Engine, 'dataKey'>;
}

/**
 * Gives waiting attachments to their order; what was given before stays (A3). Those of an order that was erased meanwhile
 * are destroyed. A4: the order's row is held while it gets one, so that whatever ends or erases it sees what it has
 * (migration 0402).
 */
export async function giveAttachments({ db, engine }: Giving, order: OrderId, ids: readonly string[]): Promise<void> {
  const rows = await tables(db)
    .selectFrom('attachments')
    .select(['id', 'key'])
    .where('id', 'in', ids)
    .where('order_id', 'is', null)
    .execute();
  if (rows.length === 0) return;
  const key = await engine.dataKey(order);
  for (const { id, key: wrapped } of rows) {
    if (key) {
      const { numAffectedRows } =
        await sql`with kept as (select from orders where id = ${order}::uuid and data_key is not null for share)
        update attachments set order_id = ${order}::uuid, key = ${key.take(id, wrapped)}
        where id = ${id}::uuid and order_id is null and exists (select from kept)`.execute(db);
      if (numAffectedRows === 1n) continue;
    }
    await tables(db).deleteFrom('attachments').where('id', '=', id).where('order_id', 'is', null).execute();
  }
}

export interface OpenAttachment {
  readonly type: KeptType;
  readonly size: number;
  /** Its bytes in order, one piece in memory at a time. */
  readonly parts: AsyncIterable<Uint8Array>;
}

/** An attachment of an order; null when it is not there, not the order's, or erased. The access log has been written. */
export async function openAttachment(
  { db, engine, keyring }: Giving & { readonly keyring: Keyring },
  order: OrderId,
  id: string,
): Promise<OpenAttachment | null> {
  const row = await tables(db)
    .selectFrom('attachments')
    .select(['order_id', 'type', 'size', 'key'])
    .where('id', '=', id)
    .executeTakeFirst();
  // Named by this order and not given to it yet: for a moment its key is still a master key's.
  if (!row || (row.order_id !== null && row.order_id !== order)) return null;
  const orderKey = await engine.dataKey(order);
  if (!orderKey) return null;
  const key = row.order_id === null ? keyring.open(id, row.key) : orderKey.taken(id, row.key);
  return { type: row.type as KeptType, size: row.size, parts: partsOf(db, id, key, Math.ceil(row.size / PART_BYTES)) };
}

/**
 * The bytes of what was given to an order, for work on it that no person asked for. Null when it is gone or the order erased.
 * Throws RetryableError while it is still to be given.
 */
export async function readGiven({ db, engine }: Giving, order: OrderId, id: string): Promise<Uint8Array | null> {
  const row = await tables(db)
    .selectFrom('attachments')
    .select(['order_id', 'size', 'key'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  if (row.order_id === null) throw new RetryableError('an attachment is not given to its order yet');
  const key = row.order_id === order ? await engine.dataKey(order) : null;
  if (!key) return null;
  const parts: Uint8Array[] = [];
  for await (const part of partsOf(db, id, key.taken(id, row.key), Math.ceil(row.size / PART_BYTES))) parts.push(part);
  return Buffer.concat(parts);
}

async function* partsOf(db: Db, id: string, key: DataKey, count: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n += 1) {
    const part = await tables(db)
      .selectFrom('attachment_parts')
      .select('bytes')
      .where('attachment', '=', id)
      .where('n', '=', n)
      .executeTakeFirst();
    // Erased while it was being read: the answer breaks off.
    if (!part) throw new Error('a piece of an attachment is gone');
    yield key.unsealBytes(`part ${n}`, part.bytes);
  }
}

/**
 * Part of erasing an order: what it has, and what it named and was not given, because that waits to be delivered or failed for good:
 * under a master key it would outlive the order's own.
 */
export async function destroyAttachments(db: Db, order: OrderId, kinds?: readonly AttachmentKind[]): Promise<void> {
  const ofKind = kinds === undefined ? sql`` : sql`and a.kind = any (${kinds}::text[])`;
  await sql`delete from attachments a where (a.order_id = ${order}::uuid or a.order_id is null and exists (
    select from outbox o where o.order_id = ${order}::uuid and o.type = 'attach' and o.params like '%' || a.id || '%')) ${ofKind}`.execute(
    db,
  );
  // Nothing of it goes early any more.
  await sql`delete from early_ends e where e.order_id = ${order}::uuid and e.kind = 'photos'
    and not exists (select from attachments a where a.order_id = e.order_id and a.kind in ('photo', 'voice'))`.execute(db);
}

/**
 * Destroys what waited for a day and no command has named; and what an order that was erased since had named. What orders have is not
 * looked at. Returns how many. `now`: epoch ms.
 */
export async function purgeAttachments(db: Db, now: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from attachments a
    where a.order_id is null and a.at < ${new Date(now - WAITING_MS)}
      and not exists (select from outbox o where o.type = 'attach' and o.params like '%' || a.id || '%')`.execute(db);
  const named = await sql`delete from attachments a using outbox x join orders o on o.id = x.order_id
    where a.order_id is null and x.type = 'attach' and x.params like '%' || a.id || '%' and o.data_key is null`.execute(db);
  return Number(numAffectedRows + (named.numAffectedRows ?? 0n));
}

// Erasing an order: all that is personal about it goes for good, wherever it lies; its journal stays and still verifies (I9).
//
// X1: the erasure is written down outside the database, on disk, before anything is destroyed (`record`).
// X2: erasing twice is erasing once: one that was broken off is done again.
// X3: the supervision cards about it tell of it: they are erased with it, whatever remains of the order's own text.
// Not ours: keys and ciphertexts (the engine), the ledger's file.
import type { OrderId } from '@six-order/engine';
import type { Engine, Keyring } from '@six-order/engine/runtime';
import { sql } from 'kysely';
import { destroyAttachments } from '../attachments/attachment-store.ts';
import { forgetDevice } from '../evaluation/mark-store.ts';
import { forgetContent } from '../exchange/exchange-store.ts';
import { sealPerson } from '../people/people-store.ts';
import { eraseItem } from '../publication/item-store.ts';
import type { Db } from '../tables.ts';

export interface Erasing {
  readonly db: Db;
  readonly engine: Pick<Engine, 'erase'>;
  /** Writes the erasure down for good, and returns when it is on disk. */
  readonly record: (erasure: Erasure | PersonErasure) => Promise<void>;
}

/**
 * What stays of an order's text for the rest of its time (retention): nothing; its redacted copy; or all of it, and only
 * photographs and recordings go.
 */
export type Remains = 'nothing' | 'copy' | 'text';

export interface Erasure {
  readonly order: OrderId;
  /** Epoch ms. */
  readonly at: number;
  readonly remains: Remains;
}

/** Of a person's name, with all that lay under the person's own key. */
export interface PersonErasure {
  readonly person: string;
  readonly tenant: string;
  /** Epoch ms. */
  readonly at: number;
}

/** One erasure at a time writes itself down, in whatever process. */
const LOCK = 522_327;

/** `at` in epoch ms. The order must exist. */
export async function eraseOrder(
  { db, engine, record }: Erasing,
  order: OrderId,
  at: number,
  remains: Remains = 'nothing',
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    await record({ order, at, remains });
  });
  await eraseAgain({ db, engine }, { order, remains });
}

/** The same without writing it down: from the ledger, after a restore. */
export async function eraseAgain(
  { db, engine }: Pick<Erasing, 'db' | 'engine'>,
  { order, remains }: Pick<Erasure, 'order' | 'remains'>,
): Promise<void> {
  if (remains === 'text') return destroyAttachments(db, order, ['photo', 'voice']);
  for (const card of await cardsAbout(db, order)) {
    await engine.erase(card);
    await db.deleteFrom('notices').where('order_id', '=', card).execute();
  }
  // The keys first: whoever makes a copy or a notice from now on finds nothing to make it of.
  await engine.erase(order);
  if (remains === 'nothing') await db.deleteFrom('search_copies').where('order_id', '=', order).execute();
  await db.deleteFrom('notices').where('order_id', '=', order).execute();
  await eraseItem(db, order);
  await forgetDevice(db, order);
  await forgetContent(db, order);
  await destroyAttachments(db, order);
}

/** The supervision cards about an order: those that it knows to be open, and all that were ever counted. */
export async function cardsAbout(db: Db, order: OrderId): Promise<readonly OrderId[]> {
  const { rows } = await sql<{ id: OrderId }>`
    select order_id as id from card_measures where about = ${order}::uuid
    union select (card->>'card')::uuid from orders o, jsonb_array_elements(coalesce(o.snapshot::jsonb #> '{context,cards}', '[]')) as card
      where o.id = ${order}::uuid and card->>'card' is not null
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}

interface ErasingPerson {
  readonly db: Db;
  readonly keyring: Keyring;
  readonly record: Erasing['record'];
}

/** What a person is called from then on, in journals and lists. */
export const ERASED_NAME = '（已删除）';

/** Destroys a person's name, the employer and the groups that the person gave. Posts and hours of service stay, under the id. */
export async function erasePerson(
  { db, keyring, record }: ErasingPerson,
  { tenant, person }: { readonly tenant: string; readonly person: string },
  at: number,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    await record({ person, tenant, at });
  });
  await erasePersonTraces(db, keyring, { tenant, person }, at);
}

/** The same without writing it down: from the ledger, after a restore. */
export async function erasePersonTraces(
  db: Db,
  keyring: Keyring,
  { tenant, person }: { readonly tenant: string; readonly person: string },
  at: number,
): Promise<void> {
  const { key, name } = sealPerson(keyring, { tenant, id: person, name: ERASED_NAME });
  await db.transaction().execute(async (transaction) => {
    await sql`update people set key = ${key}, name = ${name}, erased_at = ${new Date(at)} where tenant = ${tenant} and id = ${person}::uuid`.execute(
      transaction,
    );
    await sql`update report_ins set employer = null where tenant = ${tenant} and person = ${person}::uuid`.execute(transaction);
    await sql`update point_cases set statement = null, grounds = null where tenant = ${tenant} and person = ${person}::uuid`.execute(
      transaction,
    );
    await sql`delete from notice_choices where tenant = ${tenant} and person = ${person}::uuid`.execute(transaction);
    await sql`delete from person_tags where tenant = ${tenant} and person = ${person}::uuid`.execute(transaction);
    await sql`delete from relative_codes where tenant = ${tenant} and resident = ${person}::uuid`.execute(transaction);
    // Nobody places orders any more for who is gone.
    await sql`update posts set valid_to = greatest(${new Date(at)}, valid_from + interval '1 millisecond')
      where tenant = ${tenant} and role = 'relative' and marks->>'of' = ${person} and valid_to is null`.execute(transaction);
  });
}

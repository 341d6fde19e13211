// The commit: one statement writes a whole batch of commands, each guarded by the revision that was read (I3).
//
// Keeps: I1, I3, I7, I8. C1: rows are locked in id order before any is updated, so two processes never deadlock.
// C2: everything hangs on `ok`, so a stale command leaves nothing behind. C3: an opening command first claims its key, also
// against one beside it in the batch.
// C5: what would seal something into an order that was erased since it was read is not written.
// C4: `(… in (select id from ok)) is true` keeps the planner from pulling the membership up into a join: it stays a hashed
// look-up, and the statement linear in its batch, without hash joins that could one day read a whole table.
// C6: a row of `holders` that stands as it should is neither locked nor written again; a sub-select that no join takes up (C4).
// C7: a part that finds nothing to do is set up all the same, so what few batches need, keys and migrations, is left out of the others.
import type { Pool } from 'pg';
import type { Face } from '../core/order.ts';
import { arrayText, blobs, bools, instants, ints, texts, uuids } from './array-parameters.ts';
import { commitOne } from './commit-one.ts';
import type { HolderRow } from './keys.ts';

export interface Commit {
  readonly id: string;
  readonly tenant: string;
  readonly workflow: string;
  readonly version: number;
  /** The revision that this commit makes; 1 opens the order. */
  readonly revision: number;
  readonly snapshot: string;
  readonly head: Uint8Array;
  /** Only when the order is opened. */
  readonly dataKey: Uint8Array | null;
  readonly face: Face;
  readonly entry: string;
  readonly recordedAt: number;
  /** Epoch ms of the command. */
  readonly at: number;
  readonly key: { readonly key: Buffer; readonly digest: Buffer } | null;
  readonly arm: readonly { readonly slot: string; readonly id: string; readonly dueAt: number }[];
  /** Slots whose timers go (a fired one included). */
  readonly cancel: readonly string[];
  /** A migration drops all timers but those it arms. */
  readonly cancelAll: boolean;
  /** `offerAt`: epoch ms of wall time; null: at once. */
  readonly effects: readonly {
    readonly id: string;
    readonly type: string;
    readonly params: string;
    readonly offerAt: number | null;
  }[];
  readonly sealed: readonly { readonly id: string; readonly ciphertext: Uint8Array }[];
  readonly holdersAdded: readonly HolderRow[];
  readonly holdersGone: readonly string[];
}

/** `keyed`: a command has an idempotency key; `sweeping`: one is a migration. */
const commitText = (keyed: boolean, sweeping: boolean): string => `
with i as materialized (
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[], $16::timestamptz[], $17::text[], $18::text[], $19::timestamptz[], $20::bytea[], $21::bytea[], $22::bool[], $23::bool[])
  as i(id, tenant, workflow, version, revision, snapshot, head, data_key,
    path, stage, labels, people, number, due_at, opened_at, closed_at, data,
    entry, recorded_at, key, digest, cancel_all, seals)
), ${
  keyed
    ? `claimed as (
  insert into idempotency_keys (key, digest, order_id, at)
  select key, digest, id, recorded_at from i where revision = 1 and key is not null order by key
  on conflict (key) do nothing returning key, order_id
), `
    : ''
}opened as (
  insert into orders (id, tenant, workflow, version, revision, snapshot, head, data_key,
    path, stage, labels, people, number, due_at, opened_at, closed_at, data)
  select id, tenant, workflow, version, revision, snapshot, head, data_key,
    path::ltree, stage, labels::text[], people::uuid[], number,
    due_at, opened_at, closed_at, data::jsonb
  from i where revision = 1${keyed ? ' and (key is null or (key, id) in (select key, order_id from claimed))' : ''} order by id
  returning id
), locked as materialized (
  select i.* from i join orders o on o.id = i.id where i.revision > 1 order by i.id for update of o
), moved as (
  update orders o set workflow = l.workflow, version = l.version, revision = l.revision, snapshot = l.snapshot, head = l.head,
    path = l.path::ltree, stage = l.stage, labels = l.labels::text[], people = l.people::uuid[], number = l.number,
    due_at = l.due_at, closed_at = l.closed_at, data = l.data::jsonb
  from locked l where o.id = l.id and o.revision = l.revision - 1 and (o.data_key is not null or not l.seals) returning o.id
), ok as materialized (
  select id from opened union all select id from moved
), journaled as (
  insert into journal (order_id, seq, recorded_at, entry, mac)
  select id, revision, recorded_at, entry, head from i where (id in (select id from ok)) is true
), ${
  keyed
    ? `keyed as (
  insert into idempotency_keys (key, digest, order_id, at)
  select key, digest, id, recorded_at from i
  where revision > 1 and key is not null and (id in (select id from ok)) is true order by key
  on conflict (key) do update set digest = excluded.digest, order_id = excluded.order_id, at = excluded.at
), `
    : ''
}armed as (
  insert into timers (order_id, slot, id, tenant, due_at)
  select order_id, slot, id, tenant, due_at
  from unnest($24::uuid[], $25::text[], $26::uuid[], $27::text[], $28::timestamptz[]) as a(order_id, slot, id, tenant, due_at)
  where (order_id in (select id from ok)) is true
  on conflict (order_id, slot) do update set id = excluded.id, due_at = excluded.due_at, leased_until = null
), ${
  sweeping
    ? `swept as (
  delete from timers t using i where i.cancel_all and (i.id in (select id from ok)) is true and t.order_id = i.id
    and (t.order_id, t.slot) not in (select * from unnest($24::uuid[], $25::text[]))
), `
    : ''
}cancelled as (
  delete from timers t using unnest($29::uuid[], $30::text[]) as c(order_id, slot)
  where t.order_id = c.order_id and t.slot = c.slot and (c.order_id in (select id from ok)) is true
), effected as (
  insert into outbox (id, order_id, seq, tenant, type, params, at, offer_at)
  select id, order_id, seq, tenant, type, params, at, coalesce(offer_at, '-infinity')
  from unnest($31::uuid[], $32::uuid[], $33::int[], $34::text[], $35::text[], $36::text[], $37::timestamptz[], $38::timestamptz[]) as e(order_id, id, seq, tenant, type, params, at, offer_at)
  where (order_id in (select id from ok)) is true
), sealed as (
  insert into sealed_values (order_id, id, ciphertext)
  select order_id, id, ciphertext from unnest($39::uuid[], $40::text[], $41::bytea[]) as s(order_id, id, ciphertext)
  where (order_id in (select id from ok)) is true
), held as (
  insert into holders (holder, order_id, due_at)
  select holder, order_id, due_at
  from unnest($42::uuid[], $43::uuid[], $44::timestamptz[]) as h(order_id, holder, due_at)
  where (order_id in (select id from ok)) is true
    and (select s.due_at is not distinct from h.due_at from holders s where s.holder = h.holder and s.order_id = h.order_id) is not true
  on conflict (holder, order_id) do update set due_at = excluded.due_at
), released as (
  delete from holders h using unnest($45::uuid[], $46::uuid[]) as g(order_id, holder)
  where h.order_id = g.order_id and h.holder = g.holder and (g.order_id in (select id from ok)) is true
)
select id from ok`;

const commits = [
  { name: 'orders-commit-plain', text: commitText(false, false) },
  { name: 'orders-commit-keyed', text: commitText(true, false) },
  { name: 'orders-commit-sweeping', text: commitText(false, true) },
  { name: 'orders-commit', text: commitText(true, true) },
] as const;

/** The statement with the parts that the batch needs. */
function commitOf(batch: readonly Commit[]): (typeof commits)[number] {
  const keyed = batch.some(({ key }) => key !== null);
  const sweeping = batch.some(({ cancelAll }) => cancelAll);
  const [plain, withKeys, withSweeps, whole] = commits;
  if (keyed) return sweeping ? whole : withKeys;
  return sweeping ? withSweeps : plain;
}

/** Writes the batch (at most one command of an order). Returns the ids that were written; the others were stale. */
export async function commit(db: Pool, batch: readonly Commit[]): Promise<Set<string>> {
  const [first] = batch;
  if (first && batch.length === 1) return new Set((await commitOne(db, first)) ? [first.id] : []);
  const column = <T>(of: (item: Commit) => T): T[] => batch.map(of);
  const spread = <T>(of: (item: Commit) => readonly T[]) => {
    const items: Commit[] = [];
    const parts: T[] = [];
    for (const item of batch) {
      for (const part of of(item)) {
        items.push(item);
        parts.push(part);
      }
    }
    return { items, parts, orders: items.map((item) => item.id) };
  };
  const arm = spread((item) => item.arm);
  const cancel = spread((item) => item.cancel);
  const effects = spread((item) => item.effects);
  const sealed = spread((item) => item.sealed);
  const added = spread((item) => item.holdersAdded);
  const gone = spread((item) => item.holdersGone);
  const { rows } = await db.query<{ id: string }>({
    ...commitOf(batch),
    values: [
      uuids(column((item) => item.id)),
      texts(column((item) => item.tenant)),
      texts(column((item) => item.workflow)),
      ints(column((item) => item.version)),
      ints(column((item) => item.revision)),
      texts(column((item) => item.snapshot)),
      blobs(column((item) => item.head)),
      blobs(column((item) => item.dataKey)),
      texts(column((item) => item.face.path)),
      texts(column((item) => item.face.stage)),
      texts(column((item) => arrayText(item.face.labels))),
      texts(column((item) => arrayText(item.face.people))),
      texts(column((item) => item.face.number)),
      instants(column((item) => item.face.dueAt)),
      instants(column((item) => item.face.openedAt)),
      instants(column((item) => item.face.closedAt)),
      texts(column((item) => JSON.stringify(item.face.data))),
      texts(column((item) => item.entry)),
      instants(column((item) => item.recordedAt)),
      blobs(column((item) => item.key?.key ?? null)),
      blobs(column((item) => item.key?.digest ?? null)),
      bools(column((item) => item.cancelAll)),
      bools(column((item) => item.sealed.length > 0)),
      uuids(arm.orders),
      texts(arm.parts.map((timer) => timer.slot)),
      uuids(arm.parts.map((timer) => timer.id)),
      texts(arm.items.map((item) => item.tenant)),
      instants(arm.parts.map((timer) => timer.dueAt)),
      uuids(cancel.orders),
      texts(cancel.parts),
      uuids(effects.orders),
      uuids(effects.parts.map((effect) => effect.id)),
      ints(effects.items.map((item) => item.revision)),
      texts(effects.items.map((item) => item.tenant)),
      texts(effects.parts.map((effect) => effect.type)),
      texts(effects.parts.map((effect) => effect.params)),
      instants(effects.items.map((item) => item.at)),
      instants(effects.parts.map((effect) => effect.offerAt)),
      uuids(sealed.orders),
      texts(sealed.parts.map((value) => value.id)),
      blobs(sealed.parts.map((value) => value.ciphertext)),
      uuids(added.orders),
      uuids(added.parts.map(({ key }) => key)),
      instants(added.parts.map(({ dueAt }) => dueAt)),
      uuids(gone.orders),
      uuids(gone.parts),
    ],
  });
  return new Set(rows.map((row) => row.id));
}

/**
 * Consumes timers that their orders' machines do not take: nothing follows from them, and they would be leased for ever.
 * One that another statement holds is left to the next lease: this one holds no order, and may wait for nobody (C1).
 */
export async function dropTimers(
  db: Pool,
  timers: readonly { readonly order: string; readonly slot: string; readonly id: string }[],
): Promise<void> {
  await db.query({
    name: 'timers-drop',
    text: `with held as (
             select t.order_id, t.slot from timers t join unnest($1::uuid[], $2::text[], $3::uuid[]) as d(order_id, slot, id)
             on t.order_id = d.order_id and t.slot = d.slot and t.id = d.id for update of t skip locked
           )
           delete from timers t using held where t.order_id = held.order_id and t.slot = held.slot`,
    values: [timers.map(({ order }) => order), timers.map(({ slot }) => slot), timers.map(({ id }) => id)],
  });
}

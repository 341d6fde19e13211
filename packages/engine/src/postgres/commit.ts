// The commit: one statement writes a whole batch of commands, each guarded by the revision that was read (I3).
//
// Keeps: I1, I3, I7, I8. C1: rows are locked in id order before any is updated, so two processes never deadlock.
// C2: everything hangs on `ok`, so a stale command leaves nothing behind. C3: an opening command first claims its key, also
// against one beside it in the batch.
// C5: an order that was erased since it was read takes no ciphertext any more.
// C4: `(… in (select id from ok)) is true` keeps the planner from pulling the membership up into a join: it stays a hashed
// look-up, and the statement linear in its batch, without hash joins that could one day read a whole table.
import type { Pool } from 'pg';
import type { Face } from '../core/order.ts';

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
  readonly effects: readonly { readonly id: string; readonly type: string; readonly params: string }[];
  readonly sealed: readonly { readonly id: string; readonly ciphertext: Uint8Array }[];
  readonly holdersAdded: readonly string[];
  readonly holdersGone: readonly string[];
}

/** A parameter: its SQL type, and its value for a batch. */
type Parameter = readonly [type: string, value: (batch: Spread) => unknown];

/** A part of the statement: which batches need it, its parameters, its SQL with their places filled in. */
interface Part {
  readonly name: string;
  readonly needed: (batch: Spread) => boolean;
  readonly parameters: readonly Parameter[];
  readonly sql: (places: readonly string[], shape: ReadonlySet<string>) => string;
}

const column = (type: string, of: (item: Commit) => unknown): Parameter => [type, ({ batch }) => batch.map(of)];
/** JSON texts hold no raw control character, so one parameter carries them all without escaping. */
const jsonColumn = (of: (item: Commit) => string): Parameter => ['json texts', ({ batch }) => batch.map(of).join(SEPARATOR)];

const SEPARATOR = '\x1e';
const place = (type: string, n: number): string =>
  type === 'json texts' ? `string_to_array($${n}, E'\\x1e')` : `$${n}::${type}[]`;

const written = (id: string): string => `(${id} in (select id from ok)) is true`;

const parts: readonly Part[] = [
  {
    name: 'i',
    needed: () => true,
    parameters: [
      column('uuid', (item) => item.id),
      column('text', (item) => item.tenant),
      column('text', (item) => item.workflow),
      column('int', (item) => item.version),
      column('int', (item) => item.revision),
      jsonColumn((item) => item.snapshot),
      column('bytea', (item) => item.head),
      column('bytea', (item) => item.dataKey),
      column('text', (item) => item.face.path),
      column('text', (item) => item.face.stage),
      column('text', (item) => arrayText(item.face.labels)),
      column('text', (item) => arrayText(item.face.people)),
      column('text', (item) => item.face.number),
      column('float8', (item) => item.face.dueAt),
      column('float8', (item) => item.face.openedAt),
      column('float8', (item) => item.face.closedAt),
      jsonColumn((item) => JSON.stringify(item.face.data)),
      jsonColumn((item) => item.entry),
      column('float8', (item) => item.recordedAt),
      column('bytea', (item) => item.key?.key ?? null),
      column('bytea', (item) => item.key?.digest ?? null),
      column('bool', (item) => item.cancelAll),
    ],
    sql: (places) => `i as materialized (
  select * from unnest(${places.join(', ')})
  as i(id, tenant, workflow, version, revision, snapshot, head, data_key,
    path, stage, labels, people, number, due_at, opened_at, closed_at, data,
    entry, recorded_at, key, digest, cancel_all)
)`,
  },
  {
    name: 'claimed',
    needed: ({ batch }) => batch.some((item) => item.revision === 1 && item.key !== null),
    parameters: [],
    sql: () => `claimed as (
  insert into idempotency_keys (key, digest, order_id, at)
  select key, digest, id, to_timestamp(recorded_at / 1000) from i where revision = 1 and key is not null order by key
  on conflict (key) do nothing returning key, order_id
)`,
  },
  {
    name: 'opened',
    needed: ({ batch }) => batch.some((item) => item.revision === 1),
    parameters: [],
    sql: (_, shape) => `opened as (
  insert into orders (id, tenant, workflow, version, revision, snapshot, head, data_key,
    path, stage, labels, people, number, due_at, opened_at, closed_at, data)
  select id, tenant, workflow, version, revision, snapshot, head, data_key,
    path::ltree, stage, labels::text[], people::uuid[], number,
    to_timestamp(due_at / 1000), to_timestamp(opened_at / 1000), to_timestamp(closed_at / 1000), data::jsonb
  from i where revision = 1${shape.has('claimed') ? ' and (key is null or (key, id) in (select key, order_id from claimed))' : ''} order by id
  returning id, true as sealable
)`,
  },
  {
    name: 'moved',
    needed: ({ batch }) => batch.some((item) => item.revision > 1),
    parameters: [],
    sql: () => `locked as materialized (
  select i.* from i join orders o on o.id = i.id where i.revision > 1 order by i.id for update of o
), moved as (
  update orders o set workflow = l.workflow, version = l.version, revision = l.revision, snapshot = l.snapshot, head = l.head,
    path = l.path::ltree, stage = l.stage, labels = l.labels::text[], people = l.people::uuid[], number = l.number,
    due_at = to_timestamp(l.due_at / 1000), closed_at = to_timestamp(l.closed_at / 1000), data = l.data::jsonb
  from locked l where o.id = l.id and o.revision = l.revision - 1 returning o.id, o.data_key is not null as sealable
)`,
  },
  {
    name: 'ok',
    needed: () => true,
    parameters: [],
    sql: (_, shape) => `ok as materialized (
  ${['opened', 'moved']
    .filter((name) => shape.has(name))
    .map((name) => `select id, sealable from ${name}`)
    .join(' union all ')}
)`,
  },
  {
    name: 'journaled',
    needed: () => true,
    parameters: [],
    sql: () => `journaled as (
  insert into journal (order_id, seq, recorded_at, entry, mac)
  select id, revision, to_timestamp(recorded_at / 1000), entry, head from i where ${written('id')}
)`,
  },
  {
    name: 'keyed',
    needed: ({ batch }) => batch.some((item) => item.revision > 1 && item.key !== null),
    parameters: [],
    sql: () => `keyed as (
  insert into idempotency_keys (key, digest, order_id, at)
  select key, digest, id, to_timestamp(recorded_at / 1000) from i
  where revision > 1 and key is not null and ${written('id')} order by key
  on conflict (key) do update set digest = excluded.digest, order_id = excluded.order_id, at = excluded.at
)`,
  },
  {
    name: 'armed',
    needed: ({ arm, batch }) => arm.parts.length > 0 || batch.some((item) => item.cancelAll),
    parameters: [
      ['uuid', ({ arm }) => arm.orders],
      ['text', ({ arm }) => arm.parts.map((timer) => timer.slot)],
      ['uuid', ({ arm }) => arm.parts.map((timer) => timer.id)],
      ['text', ({ arm }) => arm.items.map((item) => item.tenant)],
      ['float8', ({ arm }) => arm.parts.map((timer) => timer.dueAt)],
    ],
    sql: (places, shape) => `armed as (
  insert into timers (order_id, slot, id, tenant, due_at)
  select order_id, slot, id, tenant, to_timestamp(due_at / 1000)
  from unnest(${places.join(', ')}) as a(order_id, slot, id, tenant, due_at)
  where ${written('order_id')}
  on conflict (order_id, slot) do update set id = excluded.id, due_at = excluded.due_at, leased_until = null
)${
      shape.has('swept')
        ? `, swept as (
  delete from timers t using i where i.cancel_all and ${written('i.id')} and t.order_id = i.id
    and (t.order_id, t.slot) not in (select * from unnest(${places[0]}, ${places[1]}))
)`
        : ''
    }`,
  },
  {
    // Written within `armed`, whose timers it spares.
    name: 'swept',
    needed: ({ batch }) => batch.some((item) => item.cancelAll),
    parameters: [],
    sql: () => '',
  },
  {
    name: 'cancelled',
    needed: ({ cancel }) => cancel.parts.length > 0,
    parameters: [
      ['uuid', ({ cancel }) => cancel.orders],
      ['text', ({ cancel }) => cancel.parts],
    ],
    sql: (places) => `cancelled as (
  delete from timers t using unnest(${places.join(', ')}) as c(order_id, slot)
  where t.order_id = c.order_id and t.slot = c.slot and ${written('c.order_id')}
)`,
  },
  {
    name: 'effected',
    needed: ({ effects }) => effects.parts.length > 0,
    parameters: [
      ['uuid', ({ effects }) => effects.orders],
      ['uuid', ({ effects }) => effects.parts.map((effect) => effect.id)],
      ['int', ({ effects }) => effects.items.map((item) => item.revision)],
      ['text', ({ effects }) => effects.items.map((item) => item.tenant)],
      ['text', ({ effects }) => effects.parts.map((effect) => effect.type)],
      ['json texts', ({ effects }) => effects.parts.map((effect) => effect.params).join(SEPARATOR)],
      ['float8', ({ effects }) => effects.items.map((item) => item.at)],
    ],
    sql: (places) => `effected as (
  insert into outbox (id, order_id, seq, tenant, type, params, at)
  select id, order_id, seq, tenant, type, params, to_timestamp(at / 1000)
  from unnest(${places.join(', ')}) as e(order_id, id, seq, tenant, type, params, at)
  where ${written('order_id')}
)`,
  },
  {
    name: 'sealed',
    needed: ({ sealed }) => sealed.parts.length > 0,
    parameters: [
      ['uuid', ({ sealed }) => sealed.orders],
      ['text', ({ sealed }) => sealed.parts.map((value) => value.id)],
      ['bytea', ({ sealed }) => sealed.parts.map((value) => value.ciphertext)],
    ],
    sql: (places) => `sealed as (
  insert into sealed_values (order_id, id, ciphertext)
  select order_id, id, ciphertext from unnest(${places.join(', ')}) as s(order_id, id, ciphertext)
  where (order_id in (select id from ok where sealable)) is true
)`,
  },
  {
    name: 'held',
    needed: ({ added }) => added.parts.length > 0,
    parameters: [
      ['uuid', ({ added }) => added.orders],
      ['uuid', ({ added }) => added.parts],
    ],
    sql: (places) => `held as (
  insert into holders (holder, order_id)
  select holder, order_id from unnest(${places.join(', ')}) as h(order_id, holder) where ${written('order_id')}
  on conflict do nothing
)`,
  },
  {
    name: 'released',
    needed: ({ gone }) => gone.parts.length > 0,
    parameters: [
      ['uuid', ({ gone }) => gone.orders],
      ['uuid', ({ gone }) => gone.parts],
    ],
    sql: (places) => `released as (
  delete from holders h using unnest(${places.join(', ')}) as g(order_id, holder)
  where h.order_id = g.order_id and h.holder = g.holder and ${written('g.order_id')}
)`,
  },
];

const whole: ReadonlySet<string> = new Set(parts.map(({ name }) => name));

/** The statement of a shape; `whole` has every part. */
export function commitStatement(shape: ReadonlySet<string> = whole): string {
  let n = 0;
  const texts = parts
    .filter(({ name }) => shape.has(name))
    .map(({ parameters, sql }) =>
      sql(
        parameters.map(([type]) => place(type, (n += 1))),
        shape,
      ),
    )
    .filter((text) => text !== '');
  return `with ${texts.join(', ')}
select id from ok`;
}

/** A batch with what hangs on its orders laid out flat. */
interface Spread {
  readonly batch: readonly Commit[];
  readonly arm: Flat<Commit['arm'][number]>;
  readonly cancel: Flat<string>;
  readonly effects: Flat<Commit['effects'][number]>;
  readonly sealed: Flat<Commit['sealed'][number]>;
  readonly added: Flat<string>;
  readonly gone: Flat<string>;
}

interface Flat<T> {
  /** For each part, the commit and the order that it hangs on. */
  readonly items: readonly Commit[];
  readonly orders: readonly string[];
  readonly parts: readonly T[];
}

function spread(batch: readonly Commit[]): Spread {
  const flat = <T>(of: (item: Commit) => readonly T[]): Flat<T> => {
    const items = batch.flatMap((item) => of(item).map(() => item));
    return { items, orders: items.map((item) => item.id), parts: batch.flatMap(of) };
  };
  return {
    batch,
    arm: flat((item) => item.arm),
    cancel: flat((item) => item.cancel),
    effects: flat((item) => item.effects),
    sealed: flat((item) => item.sealed),
    added: flat((item) => item.holdersAdded),
    gone: flat((item) => item.holdersGone),
  };
}

/**
 * A small batch runs a statement with only the parts it needs, because starting an idle part costs as much as a row. Each
 * shape is a prepared statement on each connection, so large batches and rare shapes share the whole one.
 */
const SMALL = 4;
const MAX_SHAPES = 24;
const statements = new Map<string, string>([['', commitStatement()]]);

function shapeOf(batch: Spread): { readonly name: string; readonly shape: ReadonlySet<string> } {
  if (batch.batch.length > SMALL) return { name: '', shape: whole };
  const shape = new Set(parts.filter(({ needed }) => needed(batch)).map(({ name }) => name));
  const name = parts.map((part) => (shape.has(part.name) ? '1' : '0')).join('');
  if (!statements.has(name)) {
    if (statements.size > MAX_SHAPES) return { name: '', shape: whole };
    statements.set(name, commitStatement(shape));
  }
  return { name, shape };
}

/** Writes the batch (at most one command of an order). Returns the ids that were written; the others were stale. */
export async function commit(db: Pool, batch: readonly Commit[]): Promise<Set<string>> {
  const flat = spread(batch);
  const { name, shape } = shapeOf(flat);
  const { rows } = await db.query<{ id: string }>({
    name: name === '' ? 'orders-commit' : `orders-commit-${name}`,
    text: statements.get(name) as string,
    values: parts.filter((part) => shape.has(part.name)).flatMap(({ parameters }) => parameters.map(([, value]) => value(flat))),
  });
  return new Set(rows.map((row) => row.id));
}

/** A PostgreSQL array literal of strings. */
const arrayText = (items: readonly string[]): string =>
  `{${items.map((item) => `"${item.replace(/[\\"]/g, (mark) => `\\${mark}`)}"`).join(',')}}`;

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

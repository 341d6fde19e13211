// The commit of a lone command. It writes what commit.ts writes for a batch, with a fifth of its plan: values instead of
// arrays, the update itself as the guard, and only the parts that this command needs.
//
// Keeps: I1, I3, I7, I8, and C2, C3, C5, C6 of commit.ts.
import type { Pool } from 'pg';
import type { Commit } from './commit.ts';
import { arrayText, blobs, instants, texts, uuids } from './array-parameters.ts';

/** Numbers the values of a statement in the order in which its text names them. */
class Values {
  readonly list: unknown[] = [];
  add(value: unknown, type: string): string {
    this.list.push(value);
    return `$${this.list.length}::${type}`;
  }
  instant(ms: number | null): string {
    return `to_timestamp(${this.add(ms, 'float8')} / 1000)`;
  }
}

/** Writes the command; false when another writer was first. */
export async function commitOne(db: Pool, item: Commit): Promise<boolean> {
  const { parts, values } = statementOf(item);
  const { rows } = await db.query<{ id: string }>({
    // Each set of parts is a statement of its own; PostgreSQL tells names apart by their first 63 bytes.
    name: `orders-commit-${item.revision === 1 ? 'open' : 'move'}-${parts.map(([name]) => name.slice(0, 2)).join('')}`,
    text: `with ${parts.map(([name, sql]) => `${name} as (${sql})`).join(',\n')}\nselect id from ok`,
    values,
  });
  return rows.length > 0;
}

type Part = readonly [name: string, sql: string];

function statementOf(item: Commit): { readonly parts: readonly Part[]; readonly values: unknown[] } {
  const values = new Values();
  const id = values.add(item.id, 'uuid');
  const recorded = values.instant(item.recordedAt);
  const parts: Part[] = item.revision === 1 ? opening(item, id, recorded, values) : [moving(item, id, values)];
  const part = (name: string, needed: boolean, sql: () => string) => {
    if (needed) parts.push([name, sql()]);
  };

  part('journaled', true, () => {
    const entry = `${values.add(item.revision, 'int')}, ${recorded}, ${values.add(item.entry, 'text')}, ${values.add(item.head, 'bytea')}`;
    return `insert into journal (order_id, seq, recorded_at, entry, mac) select ${id}, ${entry} from ok`;
  });
  part('keyed', item.revision > 1 && item.key !== null, () => {
    const key = `${values.add(item.key?.key, 'bytea')}, ${values.add(item.key?.digest, 'bytea')}`;
    return `insert into idempotency_keys (key, digest, order_id, at) select ${key}, ${id}, ${recorded} from ok
      on conflict (key) do update set digest = excluded.digest, order_id = excluded.order_id, at = excluded.at`;
  });
  part('armed', item.arm.length > 0, () => {
    const slots = values.add(texts(item.arm.map((timer) => timer.slot)), 'text[]');
    const ids = values.add(uuids(item.arm.map((timer) => timer.id)), 'uuid[]');
    const dues = values.add(instants(item.arm.map((timer) => timer.dueAt)), 'timestamptz[]');
    return `insert into timers (order_id, slot, id, tenant, due_at)
      select ${id}, a.slot, a.id, ${values.add(item.tenant, 'text')}, a.due_at
      from ok, unnest(${slots}, ${ids}, ${dues}) as a(slot, id, due_at)
      on conflict (order_id, slot) do update set id = excluded.id, due_at = excluded.due_at, leased_until = null`;
  });
  part('swept', item.cancelAll, () => {
    const slots = values.add(texts(item.arm.map((timer) => timer.slot)), 'text[]');
    return `delete from timers t using ok where t.order_id = ${id} and t.slot <> all(${slots})`;
  });
  part('cancelled', item.cancel.length > 0, () => {
    return `delete from timers t using ok where t.order_id = ${id} and t.slot = any(${values.add(texts(item.cancel), 'text[]')})`;
  });
  part('effected', item.effects.length > 0, () => {
    const ids = values.add(uuids(item.effects.map((effect) => effect.id)), 'uuid[]');
    const types = values.add(texts(item.effects.map((effect) => effect.type)), 'text[]');
    const params = values.add(texts(item.effects.map((effect) => effect.params)), 'text[]');
    const offers = values.add(instants(item.effects.map((effect) => effect.offerAt)), 'timestamptz[]');
    const all = `${values.add(item.revision, 'int')}, ${values.add(item.tenant, 'text')}`;
    return `insert into outbox (id, order_id, seq, tenant, type, params, at, offer_at)
      select e.id, ${id}, ${all}, e.type, e.params, ${values.instant(item.at)}, coalesce(e.offer_at, '-infinity')
      from ok, unnest(${ids}, ${types}, ${params}, ${offers}) as e(id, type, params, offer_at)`;
  });
  part('sealed', item.sealed.length > 0, () => {
    const ids = values.add(texts(item.sealed.map((value) => value.id)), 'text[]');
    const ciphertexts = values.add(blobs(item.sealed.map((value) => value.ciphertext)), 'bytea[]');
    return `insert into sealed_values (order_id, id, ciphertext)
      select ${id}, s.id, s.ciphertext from ok, unnest(${ids}, ${ciphertexts}) as s(id, ciphertext)`;
  });
  part('held', item.holdersAdded.length > 0, () => {
    const keys = values.add(uuids(item.holdersAdded.map(({ key }) => key)), 'uuid[]');
    const dues = values.add(instants(item.holdersAdded.map(({ dueAt }) => dueAt)), 'timestamptz[]');
    return `insert into holders (holder, order_id, due_at)
      select h.holder, ${id}, h.due_at
      from ok, unnest(${keys}, ${dues}) as h(holder, due_at)
      where (select s.due_at is not distinct from h.due_at from holders s where s.holder = h.holder and s.order_id = ${id}) is not true
      on conflict (holder, order_id) do update set due_at = excluded.due_at`;
  });
  part('released', item.holdersGone.length > 0, () => {
    return `delete from holders h using ok where h.order_id = ${id} and h.holder = any(${values.add(uuids(item.holdersGone), 'uuid[]')})`;
  });
  return { parts, values: values.list };
}

function opening(item: Commit, id: string, recorded: string, values: Values): Part[] {
  const { face, key } = item;
  const claimed: Part[] = key
    ? [
        [
          'claimed',
          `insert into idempotency_keys (key, digest, order_id, at)
          values (${values.add(key.key, 'bytea')}, ${values.add(key.digest, 'bytea')}, ${id}, ${recorded}) on conflict (key) do nothing returning key`,
        ],
      ]
    : [];
  const columns = [
    id,
    values.add(item.tenant, 'text'),
    values.add(item.workflow, 'text'),
    values.add(item.version, 'int'),
    values.add(item.revision, 'int'),
    values.add(item.snapshot, 'text'),
    values.add(item.head, 'bytea'),
    values.add(item.dataKey, 'bytea'),
    values.add(face.path, 'ltree'),
    values.add(face.stage, 'text'),
    values.add(arrayText(face.labels), 'text[]'),
    values.add(arrayText(face.people), 'uuid[]'),
    values.add(face.number, 'text'),
    values.instant(face.dueAt),
    values.instant(face.openedAt),
    values.instant(face.closedAt),
    values.add(JSON.stringify(face.data), 'jsonb'),
  ];
  return [
    ...claimed,
    [
      'ok',
      `insert into orders (id, tenant, workflow, version, revision, snapshot, head, data_key,
        path, stage, labels, people, number, due_at, opened_at, closed_at, data)
      select ${columns.join(', ')}${key ? ' from claimed' : ''} returning id`,
    ],
  ];
}

function moving(item: Commit, id: string, values: Values): Part {
  const { face } = item;
  const columns = [
    `workflow = ${values.add(item.workflow, 'text')}`,
    `version = ${values.add(item.version, 'int')}`,
    `revision = ${values.add(item.revision, 'int')}`,
    `snapshot = ${values.add(item.snapshot, 'text')}`,
    `head = ${values.add(item.head, 'bytea')}`,
    `path = ${values.add(face.path, 'ltree')}`,
    `stage = ${values.add(face.stage, 'text')}`,
    `labels = ${values.add(arrayText(face.labels), 'text[]')}`,
    `people = ${values.add(arrayText(face.people), 'uuid[]')}`,
    `number = ${values.add(face.number, 'text')}`,
    `due_at = ${values.instant(face.dueAt)}`,
    `closed_at = ${values.instant(face.closedAt)}`,
    `data = ${values.add(JSON.stringify(face.data), 'jsonb')}`,
  ];
  return [
    'ok',
    `update orders set ${columns.join(', ')}
    where id = ${id} and revision = ${values.add(item.revision - 1, 'int')}${item.sealed.length > 0 ? ' and data_key is not null' : ''} returning id`,
  ];
}

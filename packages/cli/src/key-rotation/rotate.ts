// Rotation of the master key: every data key wrapped anew by the newest one, in small batches, while everything goes on.
//
// Nothing personal is decrypted and no ciphertext changes: only the 32 bytes that open it are wrapped anew.
// O1: a row is changed only if it still holds the key that was read: an erasure or another rotation in between stands.
// O2: rows that somebody works on are passed over and taken on the next round; nobody waits for a rotation, and none for it.
// O3: broken off at any moment, it goes on where it was: what is wrapped by the newest key is not touched again.
import { rewrapPerson } from '@six-order/community/people/people-store';
import { rewrapEndpoint } from '@six-order/community/webhooks/endpoint-store';
import type { Keyring } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { versionOf } from './usage.ts';

export interface RotateAsk {
  readonly db: Pool;
  readonly keyring: Keyring;
  readonly progress: (done: number) => void;
  readonly stop: AbortSignal;
}

export interface Rotated {
  readonly orders: number;
  readonly people: number;
  readonly webhooks: number;
  /** Rows whose present master key the ring lacks: they stay as they are. */
  readonly unreadable: number;
  /** Rows that were in use each time they were looked at; the next run takes them. */
  readonly left: number;
}

const BATCH = 200;
const ROUNDS = 20;

interface Source {
  readonly counts: 'orders' | 'people' | 'webhooks';
  readonly table: 'orders' | 'people' | 'webhook_endpoints';
  readonly column: 'data_key' | 'key';
  rewrap(keyring: Keyring, id: string, wrapped: Buffer): Uint8Array;
}

const sources: readonly Source[] = [
  { counts: 'orders', table: 'orders', column: 'data_key', rewrap: (keyring, id, wrapped) => keyring.rewrap(id, wrapped) },
  { counts: 'people', table: 'people', column: 'key', rewrap: (keyring, id, key) => rewrapPerson(keyring, { id, key }) },
  { counts: 'webhooks', table: 'webhook_endpoints', column: 'key', rewrap: rewrapEndpoint },
];

export async function rotate(ask: RotateAsk): Promise<Rotated> {
  const done = { orders: 0, people: 0, webhooks: 0 };
  let unreadable = 0;
  let left = 0;
  for (const source of sources) {
    const lost = new Set<string>();
    for (let round = 0; round < ROUNDS && !ask.stop.aborted; round++) {
      left = await sweep(ask, source, lost, (count) => {
        done[source.counts] += count;
        ask.progress(done.orders + done.people + done.webhooks);
      });
      if (left === 0) break;
    }
    unreadable += lost.size;
    if (left > 0) break;
  }
  return { ...done, unreadable, left };
}

/** One round over a table. Returns how many rows were passed over because somebody worked on them. */
async function sweep(
  { db, keyring, stop }: RotateAsk,
  { table, column, rewrap }: Source,
  lost: Set<string>,
  changed: (count: number) => void,
): Promise<number> {
  let passed = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  while (!stop.aborted) {
    const { rows } = await db.query<{ id: string; key: Buffer }>(
      `select id, ${column} as key from ${table}
       where id > $1 and ${column} is not null and ${versionOf(column)} <> $2 order by id limit $3`,
      [after, keyring.version, BATCH],
    );
    const last = rows.at(-1);
    if (!last) return passed;
    after = last.id;
    const fresh = rows.flatMap(({ id, key }) => {
      try {
        return [{ id, key, fresh: rewrap(keyring, id, key) }];
      } catch {
        lost.add(id);
        return [];
      }
    });
    const { rowCount } = await db.query(
      `with free as (select id from ${table} where id = any($1::uuid[]) order by id for update skip locked)
       update ${table} t set ${column} = n.fresh
       from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n(id, key, fresh), free
       where free.id = n.id and t.id = n.id and t.${column} = n.key`,
      [fresh.map(({ id }) => id), fresh.map(({ key }) => key), fresh.map((row) => row.fresh)],
    );
    changed(rowCount ?? 0);
    passed += fresh.length - (rowCount ?? 0);
  }
  return passed;
}

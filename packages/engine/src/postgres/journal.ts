// Reading journals back, and the anchors over them.
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { FrozenOrderError } from '../core/error.ts';
import type { JournalEntry } from '../core/journal.ts';
import { merkleRoot } from '../core/merkle.ts';

export interface JournalRow {
  readonly entry: string;
  readonly mac: Buffer;
}

export async function readJournal(db: Pool, order: string): Promise<JournalRow[]> {
  const { rows } = await db.query<JournalRow>({
    name: 'journal-read',
    text: 'select entry, mac from journal where order_id = $1 order by seq',
    values: [order],
  });
  return rows;
}

/** The journal and the end that the order itself claims for it (null: no such order), both of one moment. */
export async function readChain(
  db: Pool,
  order: string,
): Promise<{ rows: JournalRow[]; end: { revision: number; head: Buffer; snapshot: string } | null }> {
  const { rows } = await db.query({
    name: 'journal-chain',
    text: `select o.revision, o.head, o.snapshot,
             array(select entry from journal where order_id = $1 order by seq) as entries,
             array(select mac from journal where order_id = $1 order by seq) as macs
           from (select $1::uuid as id) as ask left join orders o on o.id = ask.id`,
    values: [order],
  });
  const [{ revision, head, snapshot, entries, macs }] = rows as [Record<string, any>];
  return {
    rows: entries.map((entry: string, n: number) => ({ entry, mac: macs[n] })),
    end: revision === null ? null : { revision, head, snapshot },
  };
}

/** Throws FrozenOrderError when the entry is no JSON. */
export function parseEntry({ entry, mac }: JournalRow): JournalEntry {
  try {
    const { order: _, ...rest } = JSON.parse(entry) as Omit<JournalEntry, 'mac'> & { order: string };
    return { ...rest, mac: mac.toString('base64url') };
  } catch (cause) {
    throw new FrozenOrderError('an entry of its journal cannot be read', { cause });
  }
}

/** How long after an hour's end its last commits are surely in. */
const GRACE_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Anchors every finished hour that has entries and no anchor; returns how many. `now` in epoch ms. */
export async function anchorHours(db: Pool, now: number): Promise<number> {
  const end = Math.floor((now - GRACE_MS) / HOUR_MS) * HOUR_MS;
  const { rows: hours } = await db.query<{ hour: Date }>(
    `select distinct date_trunc('hour', recorded_at, 'UTC') as hour from journal
     where recorded_at >= coalesce((select max(hour) + interval '1 hour' from anchors), '-infinity') and recorded_at < to_timestamp($1::float8 / 1000)
     order by hour`,
    [end],
  );
  for (const { hour } of hours) {
    const leaves = await headsOf(db, hour);
    await db.query(
      'insert into anchors (hour, root, orders, anchored_at) values ($1, $2, $3, to_timestamp($4::float8 / 1000)) on conflict (hour) do nothing',
      [hour, merkleRoot(sha256, leaves), leaves.length, now],
    );
  }
  return hours.length;
}

/** Leaves of an hour: each changed order's id and last MAC of that hour, in id order. */
async function headsOf(db: Pool, hour: Date): Promise<Buffer[]> {
  const { rows } = await db.query<{ order_id: string; mac: Buffer }>(
    `select distinct on (order_id) order_id, mac from journal
     where recorded_at >= $1::timestamptz and recorded_at < $1::timestamptz + interval '1 hour' order by order_id, seq desc`,
    [hour],
  );
  return rows.map((row) => Buffer.concat([Buffer.from(row.order_id.replaceAll('-', ''), 'hex'), row.mac]));
}

/** Whether every anchor is still the root of its hour's entries; the hours that are not. */
export async function brokenAnchors(db: Pool): Promise<Date[]> {
  const { rows } = await db.query<{ hour: Date; root: Buffer }>('select hour, root from anchors order by hour');
  const broken: Date[] = [];
  for (const { hour, root } of rows) {
    const leaves = await headsOf(db, hour);
    if (leaves.length === 0 || !root.equals(merkleRoot(sha256, leaves))) broken.push(hour);
  }
  return broken;
}

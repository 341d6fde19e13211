// Anchors over the access log, and whether it is as it was written.
//
// V1: of an hour that was anchored no entry is changed, added or taken out unseen, but all together once they are three years
// old and a signed plan let them go (retention). V2: of a chain that is not anchored yet, all but its last entries are held.
import { merkleRoot } from '@six-order/engine';
import type { Keyring } from '@six-order/engine/runtime';
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import type { Db } from '../tables.ts';
import { chainText, type AccessEntry } from './access-entry.ts';

const HOUR_MS = 3_600_000;
/** How long after an hour's end its last entries are surely in. */
const GRACE_MS = 5 * 60_000;
/** From then on entries may be gone (retention). */
const KEPT_MS = 3 * 365 * 86_400_000;
const AT_ONCE = 5_000;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Anchors every finished hour that has entries and no anchor; returns how many. `now` in epoch ms. */
export async function anchorAccess(db: Db, now: number): Promise<number> {
  const end = new Date(Math.floor((now - GRACE_MS) / HOUR_MS) * HOUR_MS);
  const { rows: hours } = await sql<{ tenant: string; hour: Date }>`
    select c.tenant, date_trunc('hour', l.at, 'UTC') as hour from (select distinct tenant from units) as c
    cross join lateral (
      select coalesce(max(hour) + interval '1 hour', '-infinity') as since from access_anchors where tenant = c.tenant
    ) as a
    join access_log l on l.tenant = c.tenant and l.chain is not null and l.at >= a.since and l.at < ${end}
    group by 1, 2 order by 1, 2`.execute(db);
  for (const { tenant, hour } of hours) {
    const leaves = await endsOf(db, tenant, hour);
    await sql`
      insert into access_anchors (tenant, hour, root, chains, anchored_at)
      values (${tenant}, ${hour}, ${merkleRoot(sha256, leaves)}, ${leaves.length}, ${new Date(now)})
      on conflict (tenant, hour) do nothing`.execute(db);
  }
  return hours.length;
}

/** Leaves of an hour: each chain's id and last MAC, in the order of ids. */
async function endsOf(db: Db, tenant: string, hour: Date): Promise<Buffer[]> {
  const { rows } = await sql<{ chain: string; mac: Buffer }>`
    select distinct on (chain) chain, mac from access_log
    where tenant = ${tenant} and chain is not null and at >= ${hour} and at < ${hour}::timestamptz + interval '1 hour'
    order by chain, seq desc`.execute(db);
  return rows.map(({ chain, mac }) => Buffer.concat([Buffer.from(chain.replaceAll('-', ''), 'hex'), mac]));
}

export interface AccessLogState {
  readonly entries: number;
  /** Entries from before there were chains. */
  readonly unchained: number;
  /** Chains in which an entry was changed or is missing. */
  readonly broken: readonly string[];
  /** Hours that are not what was anchored, `tenant hour`. */
  readonly anchors: readonly string[];
}

/** Reads the whole log. `now` in epoch ms. */
export async function verifyAccessLog(db: Db, keyring: Pick<Keyring, 'mac'>, now: number): Promise<AccessLogState> {
  const broken = new Set<string>();
  let entries = 0;
  let last: { readonly chain: string; readonly seq: number; readonly mac: Buffer } | null = null;
  for (;;) {
    const rows: readonly ChainedRow[] = await pageAfter(db, last);
    for (const row of rows) {
      const before = last?.chain === row.chain ? last : null;
      if (row.seq !== (before?.seq ?? 0) + 1 || !isWhole(keyring, before?.mac ?? null, row)) broken.add(row.chain);
      last = row;
    }
    entries += rows.length;
    if (rows.length < AT_ONCE) break;
  }
  const { rows: old } = await sql<{ count: number }>`
    select count(*)::int as count from access_log where chain is null`.execute(db);
  return { entries, unchained: old[0]?.count ?? 0, broken: [...broken], anchors: await brokenAnchors(db, now) };
}

interface ChainedRow extends Omit<AccessEntry, 'at' | 'order'> {
  readonly at: Date;
  readonly order_id: string;
  readonly chain: string;
  readonly seq: number;
  readonly key: number;
  readonly mac: Buffer;
}

async function pageAfter(db: Db, last: { readonly chain: string; readonly seq: number } | null): Promise<readonly ChainedRow[]> {
  const { rows } = await sql<ChainedRow>`
    select * from access_log where chain is not null
      ${last === null ? sql`` : sql`and (chain, seq) > (${last.chain}::uuid, ${last.seq})`}
    order by chain, seq limit ${AT_ONCE}`.execute(db);
  return rows;
}

function isWhole(
  keyring: Pick<Keyring, 'mac'>,
  before: Uint8Array | null,
  { at, order_id: order, key, mac, ...row }: ChainedRow,
) {
  try {
    return mac.equals(keyring.mac(key, before, chainText({ ...row, at: at.getTime(), order }, row)));
  } catch {
    return false; // a key that is not in the ring
  }
}

async function brokenAnchors(db: Db, now: number): Promise<string[]> {
  const { rows } = await sql<{ tenant: string; hour: Date; root: Buffer }>`
    select tenant, hour, root from access_anchors order by tenant, hour`.execute(db);
  const broken: string[] = [];
  for (const { tenant, hour, root } of rows) {
    const leaves = await endsOf(db, tenant, hour);
    if (leaves.length === 0 && hour.getTime() < now - KEPT_MS) continue;
    if (leaves.length === 0 || !root.equals(merkleRoot(sha256, leaves))) broken.push(`${tenant} ${hour.toISOString()}`);
  }
  return broken;
}

// Openings of sealed orders in the database. Free text goes in masked (I12).
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { redact } from './redaction/redact.ts';
import type { SealedOpening } from './sealed-opening.ts';

/** False when the person has asked for this order already and nobody has decided. */
export async function putOpening(
  db: Db,
  { tenant, id, order, person, post, reason, askedAt }: Omit<SealedOpening, 'decision' | 'openUntil' | 'endedAt'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into sealed_openings (tenant, id, order_id, person, post, reason, asked_at)
    values (${tenant}, ${id}::uuid, ${order}::uuid, ${person}::uuid, ${post}::uuid, ${redact(reason)}, ${new Date(askedAt)})
    on conflict do nothing`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** `openUntil` null: refused. False when it is decided or was taken back. */
export async function decideOpening(
  db: Db,
  { tenant, id }: Pick<SealedOpening, 'tenant' | 'id'>,
  { by, at, grounds, openUntil }: NonNullable<SealedOpening['decision']> & Pick<SealedOpening, 'openUntil'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update sealed_openings set decided_by = ${by}::uuid, decided_at = ${new Date(at)}, grounds = ${redact(grounds)},
      open_until = ${openUntil === null ? null : new Date(openUntil)}
    where tenant = ${tenant} and id = ${id}::uuid and decided_at is null and ended_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Closes it, or takes the request back: a request that is taken back leaves nothing to decide. */
export async function endOpening(db: Db, { tenant, id }: Pick<SealedOpening, 'tenant' | 'id'>, at: number): Promise<void> {
  await sql`update sealed_openings set ended_at = ${new Date(at)}
    where tenant = ${tenant} and id = ${id}::uuid and ended_at is null`.execute(db);
}

interface Row {
  id: string;
  tenant: string;
  order_id: string;
  person: string;
  post: string;
  reason: string;
  asked_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  grounds: string | null;
  open_until: Date | null;
  ended_at: Date | null;
}

/** What waits first, then the newest; of one person, or of the county. */
export async function readOpenings(
  db: Db,
  {
    tenant,
    person,
    id,
    limit,
  }: { readonly tenant: string; readonly person?: string; readonly id?: string; readonly limit: number },
): Promise<readonly SealedOpening[]> {
  const { rows } = await sql<Row>`select * from sealed_openings
    where tenant = ${tenant} and (${person ?? null}::uuid is null or person = ${person ?? null}::uuid)
      and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
    order by (decided_at is null and ended_at is null) desc, asked_at desc, id desc limit ${limit}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    tenant: row.tenant,
    order: row.order_id,
    person: row.person,
    post: row.post,
    reason: row.reason,
    askedAt: row.asked_at.getTime(),
    decision:
      row.decided_by === null || row.decided_at === null || row.grounds === null
        ? null
        : { by: row.decided_by, at: row.decided_at.getTime(), grounds: row.grounds },
    openUntil: row.open_until?.getTime() ?? null,
    endedAt: row.ended_at?.getTime() ?? null,
  }));
}

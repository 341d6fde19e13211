// Messages of notices beyond the box in the database: what is to be sent, and what came of it.
//
// M1: attempts, back-off and ends are in rows: a process that dies leaves leases that end. Times are epoch ms of wall time.
import { sql, type ColumnType } from 'kysely';
import type { Db } from '../tables.ts';
import { parseNotice, type NoticeContent } from './notice.ts';
import type { Way } from './beyond.ts';
import type { Notice } from './notice-store.ts';

interface NoticeMessagesTable {
  tenant: string;
  outbox: string;
  person: string;
  way: string;
  next_at: ColumnType<Date, Date, Date>;
}
const tables = (db: Db) => db.withTables<{ notice_messages: NoticeMessagesTable }>();

/** By which way a notice goes out, beside the box. The notice must lie in its box already. */
export interface Outgoing extends Pick<Notice, 'tenant' | 'outbox' | 'person'> {
  readonly way: Way;
}

/** Makes messages; one that is there already stays as it is (I8). */
export async function putNoticeMessages(db: Db, outgoing: readonly Outgoing[], nextAt: number): Promise<void> {
  if (outgoing.length === 0) return;
  await tables(db)
    .insertInto('notice_messages')
    .values(outgoing.map(({ tenant, outbox, person, way }) => ({ tenant, outbox, person, way, next_at: new Date(nextAt) })))
    .onConflict((conflict) => conflict.columns(['tenant', 'outbox', 'person', 'way']).doNothing())
    .execute();
}

export interface NoticeMessage extends Outgoing {
  readonly order: string;
  readonly content: NoticeContent;
  /** The notice's own instant, in the system's time. */
  readonly at: number;
  /** It was read in the box meanwhile. */
  readonly read: boolean;
  readonly attempts: number;
}

/** Takes what is due; nobody else gets it for `leaseMs`. */
export async function leaseNoticeMessages(
  db: Db,
  { wall, limit, leaseMs }: { readonly wall: number; readonly limit: number; readonly leaseMs: number },
): Promise<readonly NoticeMessage[]> {
  const now = new Date(wall);
  const { rows } = await sql<
    Outgoing & { order: string; template: string; params: unknown; at: Date; read: boolean; attempts: number }
  >`
    with due as (
      select tenant, outbox, person, way from notice_messages
      where ended is null and next_at <= ${now} and (leased_until is null or leased_until <= ${now})
      order by next_at, outbox, person, way limit ${limit}
      for update skip locked
    ), taken as (
      update notice_messages m set leased_until = ${new Date(wall + leaseMs)} from due
      where (m.tenant, m.outbox, m.person, m.way) = (due.tenant, due.outbox, due.person, due.way)
      returning m.tenant, m.outbox, m.person, m.way, m.attempts
    )
    select t.*, n.order_id as "order", n.template, n.params, n.at, n.read_at is not null as read
    from taken t join notices n on (n.tenant, n.outbox, n.person) = (t.tenant, t.outbox, t.person)
    order by n.at, t.outbox`.execute(db);
  return rows.map(({ template, params, at, ...row }) => ({ ...row, content: parseNotice(template, params), at: at.getTime() }));
}

const which = ({ tenant, outbox, person, way }: Outgoing) =>
  sql`tenant = ${tenant} and outbox = ${outbox} and person = ${person} and way = ${way}`;

/** It is done with. */
export const endMessage = (db: Db, message: Outgoing, ended: 'sent' | 'unneeded' | 'unreachable', wall: number) =>
  sql`update notice_messages set ended = ${ended}, ended_at = ${new Date(wall)}, leased_until = null, error = null
    where ${which(message)}`.execute(db);

/** It goes at a later instant of wall time. */
export const putOffMessage = (db: Db, message: Outgoing, nextAt: number) =>
  sql`update notice_messages set next_at = ${new Date(nextAt)}, leased_until = null where ${which(message)}`.execute(db);

/** Not taken: tried again at `nextAt`, or never (null). `error` names the fault; no address, no content (I12). */
export const failMessage = (
  db: Db,
  message: Outgoing,
  { error, nextAt }: { readonly error: string; readonly nextAt: number | null },
  wall: number,
) =>
  sql`update notice_messages set attempts = attempts + 1, error = ${error}, leased_until = null,
      next_at = ${new Date(nextAt ?? wall)}, ended = ${nextAt === null ? 'dead' : null}, ended_at = ${nextAt === null ? new Date(wall) : null}
    where ${which(message)}`.execute(db);

/** What ended before `before` (wall time) is forgotten, at most so many rows. */
export const forgetMessages = (db: Db, before: number, limit: number) =>
  sql`delete from notice_messages where ctid in (
    select ctid from notice_messages where ended is not null and ended_at < ${new Date(before)} limit ${limit})`.execute(db);

/** A message that did not go out and will not be tried again; no person, no address (I12). */
export interface Undelivered {
  /** Of the order. */
  readonly number: string;
  readonly way: Way;
  /** `dead`: refused again and again; `unreachable`: no number or address stands for the person. */
  readonly ended: 'dead' | 'unreachable';
  readonly error: string | null;
  /** Epoch ms of wall time. */
  readonly endedAt: number;
}

/** What did not go out in a county, the latest first; `count` is of all that are still kept. */
export async function readUndelivered(
  db: Db,
  tenant: string,
  limit: number,
): Promise<{ readonly count: number; readonly messages: readonly Undelivered[] }> {
  const { rows } = await sql<Omit<Undelivered, 'endedAt'> & { endedAt: Date; count: number }>`
    select coalesce(n.params->>'number', '') as number, m.way, m.ended, m.error, m.ended_at as "endedAt",
      count(*) over ()::int as count
    from notice_messages m join notices n on (n.tenant, n.outbox, n.person) = (m.tenant, m.outbox, m.person)
    where m.tenant = ${tenant} and m.ended in ('dead', 'unreachable')
    order by m.ended_at desc, m.outbox, m.way limit ${limit}`.execute(db);
  return {
    count: rows[0]?.count ?? 0,
    messages: rows.map(({ count: _, endedAt, ...row }) => ({ ...row, endedAt: endedAt.getTime() })),
  };
}

/** What was given up is tried once more from `wall` on. Returns how many. */
export async function retryDead(db: Db, tenant: string, wall: number): Promise<number> {
  const done = await sql`
    update notice_messages set ended = null, ended_at = null, attempts = 0, next_at = ${new Date(wall)}, leased_until = null
    where tenant = ${tenant} and ended = 'dead'`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}

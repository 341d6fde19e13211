// Messages of notices beyond the box in the database: what is to be sent, in which order, and what came of it.
//
// M1: attempts, back-off and ends are in rows: a process that dies leaves leases that end. Times are epoch ms of wall time.
// M2: of one order a person gets messages by one way in the order in which they happened: an earlier one that waits, or that has not come
// out of the outbox yet, holds the later ones back, and they wait as long as it does. One that was given up holds back nothing.
// M3: what waits for the morning is looked at anew when something else is to be told: it may be urgent by now. What waits since it was
// not taken has an error, and keeps its turn.
// M4: what only a newer release has words for is left to a process of that one, and keeps nobody waiting meanwhile (0469).
import { sql, type ColumnType } from 'kysely';
import type { Db } from '../tables.ts';
import { NoticeTemplate, readNotice, type NoticeContent } from './notice.ts';
import type { Way } from './beyond.ts';
import type { Notice } from './notice-store.ts';

interface NoticeMessagesTable {
  tenant: string;
  outbox: string;
  person: string;
  way: string;
  order_id: string | null;
  seq: number;
  next_at: ColumnType<Date, Date, Date>;
}
const tables = (db: Db) => db.withTables<{ notice_messages: NoticeMessagesTable }>();

/** A notice and the way by which it goes out, beside the box. */
export interface Outgoing extends Pick<Notice, 'tenant' | 'outbox' | 'person'> {
  readonly way: Way;
}

/** The notice must lie in its box already. */
export interface NewMessage extends Outgoing {
  readonly order: string | null;
  /** The order's entry that asked for it. */
  readonly seq: number;
}

/** Makes messages; one that is there already stays as it is (I8). */
export async function putNoticeMessages(db: Db, messages: readonly NewMessage[], nextAt: number): Promise<void> {
  if (messages.length === 0) return;
  const next = new Date(nextAt);
  await tables(db)
    .insertInto('notice_messages')
    .values(
      messages.map(({ tenant, outbox, person, way, order, seq }) => ({
        tenant,
        outbox,
        person,
        way,
        seq,
        order_id: order,
        next_at: next,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant', 'outbox', 'person', 'way']).doNothing())
    .execute();
  // M3
  const tenants = [...new Set(messages.map(({ tenant }) => tenant))];
  const outboxes = [...new Set(messages.map(({ outbox }) => outbox))];
  await sql`
    update notice_messages a set next_at = ${next}
    from notice_messages b
    where b.tenant = any(${tenants}::text[]) and b.outbox = any(${outboxes}::uuid[]) and b.ended is null
      and (a.tenant, a.person, a.order_id, a.way) = (b.tenant, b.person, b.order_id, b.way)
      and (a.seq, a.outbox) < (b.seq, b.outbox) and a.ended is null and a.error is null and a.next_at > ${next}`.execute(db);
  // M2. Due at once, what follows one that was not taken would be looked through by every handful until that one is.
  await sql`
    update notice_messages b set next_at = held.until
    from (
      select m.tenant, m.outbox, m.person, m.way, (
        select max(a.next_at) from notice_messages a
        where (a.tenant, a.person, a.order_id, a.way) = (m.tenant, m.person, m.order_id, m.way)
          and (a.seq, a.outbox) < (m.seq, m.outbox) and a.ended is null) as until
      from notice_messages m where m.tenant = any(${tenants}::text[]) and m.outbox = any(${outboxes}::uuid[]) and m.ended is null
    ) held
    where (b.tenant, b.outbox, b.person, b.way) = (held.tenant, held.outbox, held.person, held.way) and b.next_at < held.until`.execute(
    db,
  );
}

export interface NoticeMessage extends Outgoing {
  readonly order: string;
  /** null: this release cannot read what its template is filled with. */
  readonly content: NoticeContent | null;
  /** The notice's own instant, in the system's time. */
  readonly at: number;
  /** It was read in the box meanwhile. */
  readonly read: boolean;
  readonly attempts: number;
}

/** Why a message without content is not taken. */
export const UNREAD = 'what fills it can only be read by a newer release';

/** M4. So long what it has no words for holds back what follows it: a process that has them takes it by then. As the outbox tries one. */
const NEWER_MS = 8 * 60_000;

/** M4. Whether this release has words for a row's notice. */
const isSayable = (row: 'm' | 'b') =>
  sql`(select n.template from notices n where (n.tenant, n.outbox, n.person) = (${sql.ref(`${row}.tenant`)}, ${sql.ref(`${row}.outbox`)}, ${sql.ref(`${row}.person`)}))
    = any(${NoticeTemplate.options}::text[])`;

/** The first id (UUIDv7) that is made at an instant. */
export const firstIdAt = (ms: number): string => {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

/**
 * Takes what is due; nobody else gets it for `leaseMs`. What it waits for is looked up message by message, however many there are: as joins
 * PostgreSQL, which knows little of tables that are empty most of the time, reads all of both for each handful.
 */
export async function leaseNoticeMessages(
  db: Db,
  { wall, limit, leaseMs }: { readonly wall: number; readonly limit: number; readonly leaseMs: number },
): Promise<readonly NoticeMessage[]> {
  const now = new Date(wall);
  const { rows } = await sql<
    Outgoing & { order: string; template: string; params: unknown; at: Date; read: boolean; attempts: number }
  >`
    with due as (
      select m.tenant, m.outbox, m.person, m.way from notice_messages m
      where m.ended is null and m.next_at <= ${now} and (m.leased_until is null or m.leased_until <= ${now})
        and ${isSayable('m')}
        and (
          select true from notice_messages b
          where (b.tenant, b.person, b.order_id, b.way) = (m.tenant, m.person, m.order_id, m.way)
            and (b.seq, b.outbox) < (m.seq, m.outbox) and b.ended is null
            and (b.next_at > ${now} or b.leased_until > ${now} or b.outbox >= ${firstIdAt(wall - NEWER_MS)}::uuid or ${isSayable('b')})
          limit 1) is null
        and (
          select true from outbox o where o.type = 'notify' and o.order_id = m.order_id and (o.seq, o.id) < (m.seq, m.outbox)
            and o.dead_at is null limit 1) is null
      order by m.next_at, m.outbox, m.person, m.way limit ${limit}
      for update of m skip locked
    ), taken as (
      update notice_messages m set leased_until = ${new Date(wall + leaseMs)} from due
      where (m.tenant, m.outbox, m.person, m.way) = (due.tenant, due.outbox, due.person, due.way)
      returning m.tenant, m.outbox, m.person, m.way, m.attempts
    )
    select t.*, n.order_id as "order", n.template, n.params, n.at, n.read_at is not null as read
    from taken t join notices n on (n.tenant, n.outbox, n.person) = (t.tenant, t.outbox, t.person)
    order by n.at, t.outbox`.execute(db);
  return rows.map(({ template, params, at, ...row }) => ({ ...row, content: readNotice(template, params), at: at.getTime() }));
}

const which = ({ tenant, outbox, person, way }: Outgoing) =>
  sql`tenant = ${tenant} and outbox = ${outbox} and person = ${person} and way = ${way}`;

/** It is done with. */
export const endMessage = (db: Db, message: Outgoing, ended: 'sent' | 'unneeded' | 'unreachable', wall: number) =>
  sql`update notice_messages set ended = ${ended}, ended_at = ${new Date(wall)}, leased_until = null, error = null
    where ${which(message)}`.execute(db);

/** It goes at a later instant of wall time, and those that wait for it not before (M2). */
export async function putOffMessage(db: Db, message: Outgoing, nextAt: number): Promise<void> {
  await sql`update notice_messages set next_at = ${new Date(nextAt)}, leased_until = null, error = null where ${which(message)}`.execute(
    db,
  );
  await putOffFollowers(db, message, nextAt);
}

const putOffFollowers = (db: Db, message: Outgoing, nextAt: number) =>
  sql`
    update notice_messages b set next_at = ${new Date(nextAt)}
    from (select person, order_id, seq from notice_messages where ${which(message)}) a
    where (b.tenant, b.person, b.order_id, b.way) = (${message.tenant}, a.person, a.order_id, ${message.way})
      and (b.seq, b.outbox) > (a.seq, ${message.outbox}::uuid) and b.ended is null and b.next_at < ${new Date(nextAt)}`.execute(
    db,
  );

/** Not taken: tried again at `nextAt`, or never (null). `error` names the fault; no address, no content (I12). */
export async function failMessage(
  db: Db,
  message: Outgoing,
  { error, nextAt }: { readonly error: string; readonly nextAt: number | null },
  wall: number,
): Promise<void> {
  await sql`update notice_messages set attempts = attempts + 1, error = ${error}, leased_until = null,
      next_at = ${new Date(nextAt ?? wall)}, ended = ${nextAt === null ? 'dead' : null}, ended_at = ${nextAt === null ? new Date(wall) : null}
    where ${which(message)}`.execute(db);
  if (nextAt !== null) await putOffFollowers(db, message, nextAt);
}

/** What waits because it could not be read, and what waits for that, is due now: a process that begins may be of the release that can (M4). */
export const recallUnread = (db: Db, wall: number) =>
  sql`
    update notice_messages b set attempts = case when b.error = ${UNREAD} then 0 else b.attempts end, error = nullif(b.error, ${UNREAD}), next_at = ${new Date(wall)}
    from notice_messages a
    where a.ended is null and a.error = ${UNREAD} and (b.tenant, b.person, b.order_id, b.way) = (a.tenant, a.person, a.order_id, a.way)
      and (b.seq, b.outbox) >= (a.seq, a.outbox) and b.ended is null`.execute(db);

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

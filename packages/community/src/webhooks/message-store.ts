// Messages of webhooks in the database: what is to be sent, in which order, and what came of it.
//
// M1: of one order an endpoint gets messages in the order in which they happened: an earlier one that waits, or that has not
// come out of the outbox yet, holds the later ones back. A dead one holds back nothing.
// M2: attempts, back-off and dead letters are in rows: a process that dies leaves leases that end. Times are epoch ms of wall
// time, but for `at`, the event's own.
// M3: what only a newer release has words for or can read is left to a process of that one, and keeps nobody waiting meanwhile (0503).
import { sql, type ColumnType } from 'kysely';
import { isWithin } from '@six-order/engine';
import type { Db } from '../tables.ts';
import { firstIdAt } from '../notices/message-store.ts';
import { readEndpoints, webhookFormats } from './endpoint-store.ts';
import { subscribes, TRIAL, WebhookData, webhookEvents } from './event.ts';
import { FAILING_MS, quietAfter, waitAfter } from './retry.ts';

interface MessagesTable {
  endpoint: string;
  id: string;
  order_id: string | null;
  seq: number;
  type: string;
  data: string;
  at: ColumnType<Date, Date, never>;
  attempts: number;
  next_at: ColumnType<Date, Date, Date>;
  leased_until: ColumnType<Date | null, Date | null, Date | null>;
  status: number | null;
  error: string | null;
  sent_at: ColumnType<Date | null, Date | null, Date | null>;
  dead_at: ColumnType<Date | null, Date | null, Date | null>;
}

const tables = (db: Db) => db.withTables<{ webhook_messages: MessagesTable }>();

export interface Happened {
  /** Of the outbox row. */
  readonly id: string;
  readonly tenant: string;
  readonly order: string;
  readonly seq: number;
  readonly at: number;
  readonly event: string;
  /** Of the order's unit. */
  readonly path: string;
  readonly data: WebhookData;
}

/** Makes a message for each endpoint that is told of it; one that is there already stays as it is (I8). Returns how many there are to send. */
export async function putMessages(db: Db, happened: readonly Happened[], wall: number): Promise<number> {
  if (happened.length === 0) return 0;
  const endpoints = await readEndpoints(db);
  const rows = happened.flatMap(({ id, tenant, order, seq, at, event, path, data }) =>
    endpoints
      .filter((one) => one.tenant === tenant && one.createdAt <= at && isWithin(path, one.path) && subscribes(one.events, event))
      .map((one) => ({
        endpoint: one.id,
        id,
        order_id: order,
        seq,
        type: event,
        data: JSON.stringify(data),
        at: new Date(at),
        attempts: 0,
        next_at: new Date(wall),
        leased_until: null,
        status: null,
        error: null,
        sent_at: null,
        dead_at: null,
      })),
  );
  if (rows.length === 0) return 0;
  await tables(db)
    .insertInto('webhook_messages')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['endpoint', 'id']).doNothing())
    .execute();
  return rows.length;
}

/** A message that nothing happened for, to see whether an endpoint takes any. */
export const putTrial = (
  db: Db,
  trial: { readonly endpoint: string; readonly id: string; readonly type: string; readonly at: number },
  data: WebhookData,
  wall: number,
) =>
  tables(db)
    .insertInto('webhook_messages')
    .values({
      endpoint: trial.endpoint,
      id: trial.id,
      order_id: null,
      seq: 0,
      type: trial.type,
      data: JSON.stringify(data),
      at: new Date(trial.at),
      attempts: 0,
      next_at: new Date(wall),
      leased_until: null,
      status: null,
      error: null,
      sent_at: null,
      dead_at: null,
    })
    .execute();

export interface Message {
  readonly endpoint: string;
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly data: WebhookData;
  readonly attempts: number;
}

/** `data`: null where this release cannot read it. */
type Stored<M extends Message> = Omit<M, 'data'> & { readonly data: WebhookData | null };

/** Why a message without data is not taken. */
export const UNREAD = 'what it says can only be read by a newer release';

/** Why a message for an endpoint that does not open is not taken. */
export const UNOPENED = 'its address does not open with the keys here';

function readData(text: string): WebhookData | null {
  try {
    return WebhookData.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** M3. So long what this release cannot say or read holds back what follows it: a process that can takes it by then. As the outbox tries one. */
const NEWER_MS = 8 * 60_000;

/** What this release has words for: a robot is told in some, any other receiver gets the event's name as it is. */
export const sayableEvents: readonly string[] = [...Object.keys(webhookEvents), TRIAL];

/** M3. */
const isSayable = (row: 'm' | 'b') =>
  sql`(e.format = 'standard' or ${sql.ref(`${row}.type`)} = any(${[...sayableEvents]}::text[]))`;

/**
 * Takes what is due, at most `each` for an endpoint; nobody else gets it for `leaseMs`. What it waits for is looked up message by message: as
 * joins PostgreSQL, which knows little of tables that are empty most of the time, reads all that waits for each handful.
 */
export async function leaseMessages(
  db: Db,
  { wall, each, leaseMs }: { readonly wall: number; readonly each: number; readonly leaseMs: number },
): Promise<readonly Stored<Message>[]> {
  const now = new Date(wall);
  const { rows } = await sql<{ endpoint: string; id: string; type: string; at: Date; data: string; attempts: number }>`
    with due as (
      select m.endpoint, m.id
      from webhook_endpoints e
      left join webhook_health h on h.endpoint = e.id
      cross join lateral (
        select m.endpoint, m.id from webhook_messages m
        where m.endpoint = e.id and m.sent_at is null and m.dead_at is null and m.next_at <= ${now}
          and (m.leased_until is null or m.leased_until <= ${now}) and ${isSayable('m')}
          and (
            select true from webhook_messages b
            where b.endpoint = m.endpoint and b.order_id = m.order_id and (b.seq, b.id) < (m.seq, m.id)
              and b.sent_at is null and b.dead_at is null
              and (b.leased_until > ${now} or b.id >= ${firstIdAt(wall - NEWER_MS)}::uuid
                or (${isSayable('b')} and b.error is distinct from ${UNREAD}))
            limit 1) is null
          and (
            select true from outbox o where o.type = 'webhook' and o.order_id = m.order_id and (o.seq, o.id) < (m.seq, m.id)
              and o.dead_at is null limit 1) is null
        order by m.next_at, m.seq, m.id limit ${each}
      ) m
      where e.format = any(${[...webhookFormats]}::text[]) and e.off_at is null and e.ended_at is null and (h.quiet_until is null or h.quiet_until <= ${now})
    ), taken as (
      select m.endpoint, m.id from webhook_messages m join due on due.endpoint = m.endpoint and due.id = m.id
      where (m.leased_until is null or m.leased_until <= ${now}) and m.sent_at is null
      for update of m skip locked
    )
    update webhook_messages m set leased_until = ${new Date(wall + leaseMs)} from taken
    where m.endpoint = taken.endpoint and m.id = taken.id
    returning m.endpoint, m.id, m.type, m.at, m.data, m.attempts`.execute(db);
  return rows.map(({ at, data, ...row }) => ({ ...row, at: at.getTime(), data: readData(data) }));
}

/** The receiver took it. */
export async function recordSent(
  db: Db,
  { endpoint, id }: Pick<Message, 'endpoint' | 'id'>,
  status: number,
  wall: number,
): Promise<void> {
  await sql`
    update webhook_messages set sent_at = ${new Date(wall)}, status = ${status}, error = null, attempts = attempts + 1,
      leased_until = null
    where endpoint = ${endpoint} and id = ${id}`.execute(db);
}

export interface NotTaken {
  /** What it answered; null when it could not be reached. */
  readonly status: number | null;
  /** Names the fault; no address, no content (I12). */
  readonly error: string;
  /** No other attempt can help. */
  readonly refused: boolean;
}

/** The receiver did not take it. */
export async function recordNotTaken(
  db: Db,
  { endpoint, id, attempts }: Pick<Message, 'endpoint' | 'id' | 'attempts'>,
  { status, error, refused }: NotTaken,
  wall: number,
): Promise<void> {
  const wait = refused ? null : waitAfter(attempts + 1);
  await sql`
    update webhook_messages set attempts = ${attempts + 1}, status = ${status}, error = ${error}, leased_until = null,
      next_at = ${new Date(wall + (wait ?? 0))}, dead_at = ${wait === null ? new Date(wall) : null}
    where endpoint = ${endpoint} and id = ${id}`.execute(db);
}

/** This release cannot read it (M3): it is tried again as one that was not taken, by whichever process looks; at once by one that begins. */
export const recordUnread = (db: Db, message: Pick<Message, 'endpoint' | 'id' | 'attempts'>, wall: number) =>
  recordNotTaken(db, message, { status: null, error: UNREAD, refused: false }, wall);

/** What waits because it could not be read is due now, as if it had not been tried: a process that begins may be of the release that can (M3). */
export const recallUnread = (db: Db, wall: number) =>
  sql`update webhook_messages set attempts = 0, error = null, next_at = ${new Date(wall)}
    where sent_at is null and dead_at is null and error = ${UNREAD}`.execute(db);

/** An endpoint took something. */
export const recordHealthy = (db: Db, endpoint: string) =>
  sql`delete from webhook_health where endpoint = ${endpoint}`.execute(db);

/** An endpoint took nothing of what it was sent: it rests. True when that has gone on for so long that it is to be switched off. */
export async function recordFailing(db: Db, endpoint: string, wall: number): Promise<boolean> {
  const { rows } = await sql<{ failures: number; failing_since: Date }>`
    insert into webhook_health as h (endpoint, failures, failing_since, quiet_until)
    values (${endpoint}, 1, ${new Date(wall)}, ${new Date(wall + quietAfter(1))})
    on conflict (endpoint) do update set failures = h.failures + 1
    returning failures, failing_since`.execute(db);
  const [health] = rows;
  if (!health) return false;
  const until = new Date(wall + quietAfter(health.failures));
  await sql`update webhook_health set quiet_until = ${until} where endpoint = ${endpoint}`.execute(db);
  return wall - health.failing_since.getTime() >= FAILING_MS;
}

export type MessageState = 'waiting' | 'sent' | 'dead';

export interface ListedMessage extends Message {
  readonly order: string | null;
  readonly state: MessageState;
  readonly status: number | null;
  readonly error: string | null;
  /** When it is tried next; null when it is not. */
  readonly nextAt: number | null;
  readonly sentAt: number | null;
}

/** An endpoint's messages, newest first; `before`: only those of events before this instant (epoch ms). */
export async function listMessages(
  db: Db,
  ask: { readonly endpoint: string; readonly state: MessageState | null; readonly before: number | null; readonly limit: number },
): Promise<readonly Stored<ListedMessage>[]> {
  const rows = await tables(db)
    .selectFrom('webhook_messages')
    .selectAll()
    .where('endpoint', '=', ask.endpoint)
    .$if(ask.before !== null, (query) => query.where('at', '<', new Date(ask.before as number)))
    .$if(ask.state === 'sent', (query) => query.where('sent_at', 'is not', null))
    .$if(ask.state === 'dead', (query) => query.where('dead_at', 'is not', null))
    .$if(ask.state === 'waiting', (query) => query.where('sent_at', 'is', null).where('dead_at', 'is', null))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(ask.limit)
    .execute();
  return rows.map(({ endpoint, id, type, at, data, attempts, order_id, status, error, next_at, sent_at, dead_at }) => ({
    endpoint,
    id,
    type,
    at: at.getTime(),
    data: readData(data),
    attempts,
    order: order_id,
    state: sent_at ? 'sent' : dead_at ? 'dead' : 'waiting',
    status,
    error,
    nextAt: sent_at || dead_at ? null : next_at.getTime(),
    sentAt: sent_at?.getTime() ?? null,
  }));
}

/** Sends messages again: those named, or all dead ones since an instant of wall time. Returns how many. */
export async function replayMessages(
  db: Db,
  ask: { readonly endpoint: string; readonly wall: number } & (
    | { readonly messages: readonly string[] }
    | { readonly deadSince: number }
  ),
): Promise<number> {
  const done = await tables(db)
    .updateTable('webhook_messages')
    .set({
      attempts: 0,
      next_at: new Date(ask.wall),
      sent_at: null,
      dead_at: null,
      leased_until: null,
      error: null,
      status: null,
    })
    .where('endpoint', '=', ask.endpoint)
    .$call((query) =>
      'messages' in ask
        ? query
            .where('id', 'in', ask.messages)
            .where((either) => either.or([either('sent_at', 'is not', null), either('dead_at', 'is not', null)]))
        : query.where('dead_at', '>=', new Date(ask.deadSince)),
    )
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

const SENT_KEPT_MS = 30 * 86_400_000;
const DEAD_KEPT_MS = 90 * 86_400_000;
/** So long what happens while an endpoint is off waits for it. */
export const OFF_KEPT_MS = 90 * 86_400_000;

/**
 * Forgets what was taken 30 days ago, what died 90 days ago, and what has waited for 90 days for an endpoint that has been off as long.
 * Returns how many the last are. `now`: epoch ms of the system's time, in which it is written down when one was switched off.
 */
export async function purgeMessages(db: Db, { wall, now }: { readonly wall: number; readonly now: number }): Promise<number> {
  await tables(db)
    .deleteFrom('webhook_messages')
    .where('sent_at', '<', new Date(wall - SENT_KEPT_MS))
    .execute();
  await tables(db)
    .deleteFrom('webhook_messages')
    .where('dead_at', '<', new Date(wall - DEAD_KEPT_MS))
    .execute();
  let forgotten = 0;
  for (let n = 0; n < BITES && forgotten === n * BITE; n += 1) forgotten += await forgetHeld(db, wall, now);
  return forgotten;
}

/** A bite: of one that was off for years there are millions. */
const BITE = 5_000;
const BITES = 20;

async function forgetHeld(db: Db, wall: number, now: number): Promise<number> {
  const done = await sql`
    delete from webhook_messages where (endpoint, id) in (
      select m.endpoint, m.id from webhook_endpoints e join webhook_messages m on m.endpoint = e.id
      where e.off_at < ${new Date(now - OFF_KEPT_MS)} and m.id < ${firstIdAt(wall - OFF_KEPT_MS)}::uuid and m.sent_at is null and m.dead_at is null
      limit ${BITE})`.execute(db);
  return Number(done.numAffectedRows ?? 0);
}

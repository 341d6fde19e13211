// People's boxes of notices in the database.
import { readCursor, writeCursor } from '@six-order/engine';
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { readNotice, type NoticeContent, type NoticeTemplate } from './notice.ts';

export interface Notice {
  /** Id of the outbox row that it comes from; of a notice of an activity an id of its own. */
  readonly outbox: string;
  readonly tenant: string;
  readonly person: string;
  /** What it is about: null for an activity. */
  readonly order: string | null;
  /** The order's entry that asked for it; absent, or 0, where none did, and of a notice from before this was kept. */
  readonly seq?: number;
  readonly activity?: string | null;
  readonly content: NoticeContent;
  /** Epoch ms. */
  readonly at: number;
}

export interface ReceivedNotice extends Notice {
  /** Or since when it is overtaken, epoch ms; null while unread. */
  readonly readAt: number | null;
}

/**
 * Puts notices in people's boxes; one outbox row may reach several. The key is outbox id and person: a second delivery
 * changes nothing (I8). Returns how many are new.
 */
export async function putNotice(db: Db, ...notices: readonly Notice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const done = await db
    .insertInto('notices')
    .values(
      notices.map(({ outbox, tenant, person, order, seq = 0, activity = null, content, at }) => ({
        outbox,
        tenant,
        person,
        template: content.template,
        params: JSON.stringify(content.params),
        order_id: order,
        seq,
        activity,
        at: new Date(at),
        read_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant', 'outbox', 'person']).doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows);
}

/** That an order stands still, or goes on: of these the last one says how it is. As the index `notices_standstills` has them. */
const standstills: ReadonlySet<NoticeTemplate> = new Set<NoticeTemplate>([
  'order-paused',
  'order-shelved',
  'order-resumed',
  'order-suspended',
  'order-unsuspended',
]);
/** Of these only the last one goes anywhere but the box. */
export const isStandstill = ({ template }: NoticeContent): boolean => standstills.has(template);
const ofStandstills = sql`n.template in (${sql.join([...standstills].map((name) => sql.lit(name)))})`;

/**
 * Of one order a person is told once how it stands, however often it stood still since he looked: what he has not read of that and what
 * one of these notices, or one that came before them, has overtaken stands as read from then on, and so goes no further than the box
 * (message-store). In whatever order they come, and whatever the clocks of those who wrote them say: the last one is the order's last
 * entry. Who is told of what else keeps it. By a way by which an overtaken one would still have gone the last one goes, whether or not
 * its county lets it go by itself: else nobody would say there how the order stands. Returns how many were overtaken.
 */
export async function overtakeNotices(db: Db, ...notices: readonly Notice[]): Promise<number> {
  const told = notices.filter(({ order, content: { template } }) => order !== null && standstills.has(template));
  if (told.length === 0) return 0;
  const [tenants, persons, orders] = [told.map((one) => one.tenant), told.map((one) => one.person), told.map((one) => one.order)];
  const done = await sql`
    with told as (
      select distinct * from unnest(${tenants}::text[], ${persons}::uuid[], ${orders}::uuid[]) as t (tenant, person, order_id)
    ), last as (
      select told.*, l.seq, l.at, l.outbox from told cross join lateral (
        select n.seq, n.at, n.outbox from notices n
        where (n.tenant, n.person, n.order_id) = (told.tenant, told.person, told.order_id) and ${ofStandstills}
        order by n.seq desc, n.at desc, n.outbox desc limit 1
      ) l
    ), overtaken as (
      select n.tenant, n.outbox, n.person, greatest(n.at, last.at) as at, last.order_id, last.seq, last.outbox as by from last
      join notices n on (n.tenant, n.person, n.order_id) = (last.tenant, last.person, last.order_id) and ${ofStandstills}
        and n.read_at is null and (n.seq, n.at, n.outbox) < (last.seq, last.at, last.outbox)
      order by n.tenant, n.outbox, n.person for no key update of n
    ), instead as (
      insert into notice_messages (tenant, outbox, person, way, order_id, seq, next_at)
      select distinct on (o.tenant, o.by, o.person, m.way) o.tenant, o.by, o.person, m.way, o.order_id, o.seq, m.next_at
      from overtaken o
      join notice_messages m on (m.tenant, m.outbox, m.person) = (o.tenant, o.outbox, o.person) and m.ended is null
      order by o.tenant, o.by, o.person, m.way, m.next_at
      on conflict do nothing
    )
    update notices n set read_at = o.at from overtaken o
    where (n.tenant, n.outbox, n.person) = (o.tenant, o.outbox, o.person)`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}

/** A page of a person's notices, newest first; `limit` 1 to 200. A cursor that is not ours reads as the first page. */
export async function noticesOf(
  db: Db,
  ask: { readonly tenant: string; readonly person: string; readonly limit: number; readonly cursor?: string },
): Promise<{ readonly notices: readonly ReceivedNotice[]; readonly next: string | null }> {
  const limit = Math.min(Math.max(Math.trunc(ask.limit), 1), 200);
  const after = ask.cursor === undefined ? null : readCursor(ask.cursor);
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('tenant', '=', ask.tenant)
    .where('person', '=', ask.person)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) => eb(refTuple('at', 'outbox'), '<', tuple(new Date(after!.at ?? 0), after!.id))),
    )
    .orderBy('at', 'desc')
    .orderBy('outbox', 'desc')
    .limit(limit + 1)
    .execute();
  // What only a newer release can say is shown by that one.
  const page = rows.slice(0, limit);
  const notices = page.flatMap((row) => {
    const content = readNotice(row.template, row.params);
    if (content === null) return [];
    const { outbox, tenant, person, order_id: order, seq, activity, at, read_at } = row;
    return [{ outbox, tenant, person, order, seq, activity, content, at: at.getTime(), readAt: read_at?.getTime() ?? null }];
  });
  const last = page.at(-1);
  return { notices, next: rows.length > limit && last ? writeCursor({ at: last.at.getTime(), id: last.outbox }) : null };
}

/** How many of a person's newest `limit` notices are new to him: as many as a page of so many would show. */
export async function countUnread(
  db: Db,
  { tenant, person, limit }: { readonly tenant: string; readonly person: string; readonly limit: number },
): Promise<number> {
  const newest = await db
    .selectFrom('notices')
    .select(['template', 'params', 'read_at'])
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .orderBy('at', 'desc')
    .orderBy('outbox', 'desc')
    .limit(limit)
    .execute();
  return newest.filter(({ template, params, read_at }) => read_at === null && readNotice(template, params) !== null).length;
}

/**
 * Marks a person's own notices as read at `at` (epoch ms); those read before keep their first time. Returns how many. They are locked in
 * the order in which overtaken ones are, so that neither waits for the other for ever.
 */
export async function markRead(
  db: Db,
  ask: { readonly tenant: string; readonly person: string; readonly outbox: readonly string[]; readonly at: number },
): Promise<number> {
  if (ask.outbox.length === 0) return 0;
  const done = await sql`
    with own as materialized (
      select tenant, outbox, person from notices
      where tenant = ${ask.tenant} and person = ${ask.person} and outbox = any(${ask.outbox}::uuid[]) and read_at is null
      order by outbox for no key update
    )
    update notices n set read_at = ${new Date(ask.at)} from own
    where (n.tenant, n.outbox, n.person) = (own.tenant, own.outbox, own.person)`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}

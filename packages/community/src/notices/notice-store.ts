// People's boxes of notices in the database.
import { readCursor, writeCursor } from '@six-order/engine';
import type { Db } from '../tables.ts';
import { parseNotice, type NoticeContent } from './notice.ts';

export interface Notice {
  /** Id of the outbox row that it comes from; of a notice of an activity an id of its own. */
  readonly outbox: string;
  readonly tenant: string;
  readonly person: string;
  /** What it is about: null for an activity. */
  readonly order: string | null;
  readonly activity?: string | null;
  readonly content: NoticeContent;
  /** Epoch ms. */
  readonly at: number;
}

export interface ReceivedNotice extends Notice {
  /** Epoch ms; null while unread. */
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
      notices.map(({ outbox, tenant, person, order, activity = null, content, at }) => ({
        outbox,
        tenant,
        person,
        template: content.template,
        params: JSON.stringify(content.params),
        order_id: order,
        activity,
        at: new Date(at),
        read_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant', 'outbox', 'person']).doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows);
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
  const notices = rows.slice(0, limit).map((row) => ({
    outbox: row.outbox,
    tenant: row.tenant,
    person: row.person,
    order: row.order_id,
    activity: row.activity,
    content: parseNotice(row.template, row.params),
    at: row.at.getTime(),
    readAt: row.read_at?.getTime() ?? null,
  }));
  const last = notices.at(-1);
  return { notices, next: rows.length > limit && last ? writeCursor({ at: last.at, id: last.outbox }) : null };
}

/** Marks a person's own notices as read at `at` (epoch ms); those read before keep their first time. Returns how many. */
export async function markRead(
  db: Db,
  ask: { readonly tenant: string; readonly person: string; readonly outbox: readonly string[]; readonly at: number },
): Promise<number> {
  if (ask.outbox.length === 0) return 0;
  const done = await db
    .updateTable('notices')
    .set({ read_at: new Date(ask.at) })
    .where('tenant', '=', ask.tenant)
    .where('person', '=', ask.person)
    .where('outbox', 'in', ask.outbox)
    .where('read_at', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

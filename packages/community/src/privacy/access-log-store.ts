// The access log: one row for each personal field that a reader was shown. Only ever added to.
//
// Owns: its rows and how they are chained. Not ours: when something is disclosed (disclose.ts), when it is forgotten (retention).
// Keeps: I9. L1: an entry is committed when its write returns. L2: each process writes a chain of its own for each county and
// hour; after a write that failed it begins new ones, for nobody knows whether that one came in.
import type { Keyring } from '@six-order/engine/runtime';
import { sql, type ColumnType } from 'kysely';
import type { Db } from '../tables.ts';
import { chainText, type AccessEntry } from './access-entry.ts';

export interface AccessLogTable {
  id: string;
  tenant: string;
  at: ColumnType<Date, Date, never>;
  person: string | null;
  post: string | null;
  order_id: string;
  field: string;
  how: 'full' | 'masked' | 'reveal';
  reason: string | null;
  /** Null in entries that are older than chains. */
  chain: string | null;
  seq: number | null;
  key: number | null;
  mac: Buffer | null;
}

export interface AccessLog {
  /** Committed when it returns; when it throws, nothing may be disclosed. */
  write(entries: readonly AccessEntry[]): Promise<void>;
}

const tables = (db: Db) => db.withTables<{ access_log: AccessLogTable }>();

/** What the log says was read when somebody was given a code of evaluation. */
export const EVALUATION_TOKEN = 'evaluation-token';

/** The post that handed out a code of evaluation of this order last, the resident's own not counted; null when none did. */
export async function lastHandedOut(db: Db, order: string, resident: string | null): Promise<string | null> {
  const row = await tables(db)
    .selectFrom('access_log')
    .select('post')
    .where('order_id', '=', order)
    .where('field', '=', EVALUATION_TOKEN)
    .$if(resident !== null, (query) => query.where('person', '!=', resident))
    .where('post', 'is not', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.post ?? null;
}

/** What the log says was read when a window printed a receipt with the query code on it. */
export const QUERY_CODE = 'query-code';

/** Who read the query code of this order to hand it out, and in which post, the earliest first; the resident's own is not written. */
export const readersOfCode = (
  db: Db,
  order: string,
): Promise<readonly { readonly person: string; readonly post: string | null }[]> =>
  tables(db)
    .selectFrom('access_log')
    .select(['person', 'post'])
    .where('order_id', '=', order)
    .where('field', '=', QUERY_CODE)
    .where('person', 'is not', null)
    .$narrowType<{ person: string }>()
    .orderBy('at')
    .execute();

const HOUR_MS = 3_600_000;
/** Rows of one statement; whoever comes while it is under way goes with the next. */
const AT_ONCE = 2_000;

interface Waiting {
  readonly entries: readonly AccessEntry[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

interface End {
  readonly chain: string;
  readonly seq: number;
  readonly mac: Uint8Array | null;
}

/** This process's end of the log. `newId` names its chains. */
export function openAccessLog({
  db,
  keyring,
  newId,
}: {
  readonly db: Db;
  readonly keyring: Pick<Keyring, 'mac' | 'version'>;
  readonly newId: () => string;
}): AccessLog {
  /** By county and hour; of two hours at most. */
  let ends = new Map<string, End>();
  const waiting: Waiting[] = [];
  let writing = false;

  const link = (next: Map<string, End>, entry: AccessEntry) => {
    const key = `${entry.tenant} ${Math.floor(entry.at / HOUR_MS)}`;
    const end = next.get(key) ?? { chain: newId(), seq: 0, mac: null };
    const place = { chain: end.chain, seq: end.seq + 1 };
    const mac = keyring.mac(keyring.version, end.mac, chainText(entry, place));
    next.set(key, { ...place, mac });
    const { at, order, ...rest } = entry;
    return { ...rest, ...place, at: new Date(at), order_id: order, key: keyring.version, mac: Buffer.from(mac) };
  };

  const take = (): readonly Waiting[] => {
    let rows = 0;
    const until = waiting.findIndex(({ entries }) => (rows += entries.length) > AT_ONCE);
    return waiting.splice(0, until < 1 ? (until === 0 ? 1 : waiting.length) : until);
  };

  const drain = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      const taken = take();
      const next = new Map([...ends].slice(-2));
      try {
        const rows = taken.flatMap(({ entries }) => entries.map((entry) => link(next, entry)));
        await tables(db).insertInto('access_log').values(rows).execute();
        ends = next;
        for (const { done } of taken) done();
      } catch (error) {
        ends = new Map();
        for (const { failed } of taken) failed(error);
      }
    }
    writing = false;
  };

  return {
    write(entries) {
      if (entries.length === 0) return Promise.resolve();
      return new Promise((done, failed) => {
        waiting.push({ entries, done, failed });
        if (!writing) void drain();
      });
    },
  };
}

export interface AccessAsk {
  readonly tenant: string;
  /** What was read of an order, by a person; all when neither is given. */
  readonly order?: string | undefined;
  readonly person?: string | undefined;
  /** What this person read is left out. */
  readonly notBy?: string | null;
  /** The last entry of the page before. */
  readonly after?: { readonly at: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** Who read which personal fields, newest first; at most `limit` entries. */
export async function readAccess(db: Db, { tenant, order, person, notBy, after, limit }: AccessAsk): Promise<AccessEntry[]> {
  const rows = await tables(db)
    .selectFrom('access_log')
    .select(['id', 'tenant', 'at', 'person', 'post', 'order_id', 'field', 'how', 'reason'])
    .where('tenant', '=', tenant)
    .$if(order !== undefined, (query) => query.where('order_id', '=', order as string))
    .$if(person !== undefined, (query) => query.where('person', '=', person as string))
    .$if(notBy != null, (query) => query.where('person', 'is distinct from', notBy as string))
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('at', 'id'), '<', tuple(new Date(after?.at ?? 0) as never, after?.id ?? '')),
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ at, order_id, ...row }) => ({ ...row, at: at.getTime(), order: order_id }));
}

/** One person's readings of one order in one post, none more than half an hour after the one before. */
export interface Visit {
  /** Of its last entry. */
  readonly id: string;
  readonly order: string;
  readonly post: string | null;
  /** Epoch ms: of the first reading and of the last. */
  readonly from: number;
  readonly to: number;
  readonly read: readonly (Pick<AccessEntry, 'field' | 'how' | 'reason'> & { readonly times: number })[];
}

/** Who came to these orders, the last first; `total`: of how many visits in all. Reads every entry of the orders. */
export async function readVisits(
  db: Db,
  {
    tenant,
    orders,
    notBy,
    after,
    limit,
  }: Pick<AccessAsk, 'tenant' | 'after' | 'limit'> & {
    readonly orders: readonly string[];
    /** Whose visits are left out. */
    readonly notBy: string;
  },
): Promise<{ readonly visits: readonly Visit[]; readonly total: number }> {
  const { rows } = await sql<Visit & { total: number }>`
    with own as (
      select *, at - lag(at) over (partition by order_id, person, post order by at, id) <= interval '30 minutes' as goes_on
      from access_log
      where tenant = ${tenant} and order_id = any(${orders}::uuid[]) and person is distinct from ${notBy}::uuid
    ), counted as (
      select *, count(*) filter (where goes_on is not true)
        over (partition by order_id, person, post order by at, id) as visit from own
    ), visits as (
      select order_id, person, post, visit, min(at) as first, max(at) as last, (array_agg(id order by at desc, id desc))[1] as id
      from counted group by order_id, person, post, visit
    ), page as (
      select *, (select count(*) from visits)::int as total from visits
      ${after === undefined ? sql`` : sql`where (last, id) < (${new Date(after.at)}, ${after.id}::uuid)`}
      order by last desc, id desc limit ${limit}
    )
    select p.id, p.order_id as "order", p.post, p.total, (extract(epoch from p.first) * 1000)::float8 as from,
      (extract(epoch from p.last) * 1000)::float8 as to, (
        select jsonb_agg(jsonb_build_object('field', field, 'how', how, 'reason', reason, 'times', times) order by field, how)
        from (select field, how, reason, count(*) as times from counted c
          where c.order_id = p.order_id and c.visit = p.visit and c.person is not distinct from p.person
            and c.post is not distinct from p.post
          group by field, how, reason) as one
      ) as read
    from page p order by p.last desc, p.id desc
  `.execute(db);
  return { visits: rows, total: rows[0]?.total ?? 0 };
}

/** How often fields were read in a span of time, by post; `from` and `to` in epoch ms, `to` not included. */
export async function countAccess(
  db: Db,
  { tenant, from, to }: { readonly tenant: string; readonly from: number; readonly to: number },
): Promise<readonly { readonly post: string | null; readonly how: AccessEntry['how']; readonly count: number }[]> {
  return tables(db)
    .selectFrom('access_log')
    .select(({ fn }) => ['post', 'how', fn.countAll<string>().as('count')])
    .where('tenant', '=', tenant)
    .where('at', '>=', new Date(from))
    .where('at', '<', new Date(to))
    .groupBy(['post', 'how'])
    .execute()
    .then((rows) => rows.map(({ count, ...row }) => ({ ...row, count: Number(count) })));
}

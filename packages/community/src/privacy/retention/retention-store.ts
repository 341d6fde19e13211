// Retention in the database: planning (the dry run), signing, doing, reporting.
//
// N1: nothing is destroyed that no plan names; none without the signatures of two persons. N2: an order that was taken up
// again, or that a rule no longer holds for, is left alone when its turn comes. N3: broken off, it goes on where it was.
// N4: an order that stands still holds up no other: it is kept, and the next plan names it again.
// N5: what is looked at is what can still go, never all that has ended.
import { FrozenOrderError, type OrderId } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import { sql } from 'kysely';
import type { Db } from '../../tables.ts';
import type { Keyring } from '@six-order/engine/runtime';
import { DAY_MS, monthsAfter } from '../../calendar/day.ts';
import { eraseOrder, erasePerson, type Erasing } from '../erasure-store.ts';
import { searchCopiesOf } from '../search-copy-store.ts';
import {
  type EndedOrder,
  type OrderRule,
  retentionRules,
  type RetentionRule,
  rulesDue,
  rulesOfOrders,
  rulesOfRows,
  type RowRule,
} from './rule.ts';

interface RunsTable {
  tenant: string;
  id: string;
  planned_at: Date;
  dpo: string | null;
  dpo_at: Date | null;
  archives: string | null;
  archives_at: Date | null;
  ended_at: Date | null;
}

interface ItemsTable {
  tenant: string;
  run: string;
  order_id: string;
  rule: RetentionRule;
  rows: number;
  outcome: 'done' | 'kept' | null;
  at: Date | null;
}

const tables = (db: Db) => db.withTables<{ retention_runs: RunsTable; retention_items: ItemsTable }>();

/** Whose signature a plan needs. */
export type Signer = 'dpo' | 'archives';

/** As what a post of the role signs; null when it does not. */
export const signerOf = (role: string): Signer | null => (role === 'dpo' || role === 'archives' ? role : null);

export interface RetentionRun {
  readonly id: string;
  readonly tenant: string;
  /** Epoch ms, as all instants here. */
  readonly plannedAt: number;
  readonly signed: { readonly [signer in Signer]: { readonly person: string; readonly at: number } | null };
  readonly endedAt: number | null;
  /** By rule: how many orders, people or rows, and what became of them. */
  readonly counts: readonly {
    readonly rule: RetentionRule;
    readonly planned: number;
    readonly done: number;
    readonly kept: number;
  }[];
}

interface EndedRow {
  id: OrderId;
  closed_at: Date;
  sealed: boolean;
  emergency: boolean;
  personal: boolean;
  copy: boolean;
  photos: boolean;
}

const ended = (row: EndedRow): EndedOrder => ({ ...row, closedAt: row.closed_at.getTime() });

/** Order by order: as a join, or gathered for all at once, PostgreSQL reads the whole table for a handful of them. */
const isThere = (rows: ReturnType<typeof sql>) => sql`(select true ${rows} limit 1) is true`;
const copyOf = isThere(sql`from search_copies c where c.order_id = o.id`);
const photosOf = isThere(sql`from attachments a where a.order_id = o.id and a.kind in ('photo', 'voice')`);
const isOfEmergency = sql`exists (select from unnest(o.labels) as l where l like 'cat:12%')`;
const columns = sql`o.id, o.closed_at, 'sealed' = any(o.labels) as sealed, ${isOfEmergency} as emergency,
  o.data_key is not null as personal, ${copyOf} as copy, ${photosOf} as photos`;

const PAGE = 1_000;

/** Where a page begins: `at` as PostgreSQL writes it, for it counts more finely than a Date. */
interface Place {
  readonly at: string;
  readonly id: string;
}
const start: Place = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
type PlacedRow = EndedRow & { readonly place: string };

/** What ended later has nothing due by the rule; of what did not, `rulesDue` says: a month's end lies days apart from another's. */
const endedBy = (rule: 'personal' | 'copy', now: number): Date =>
  new Date(monthsAfter(now, -(retentionRules[rule].months ?? 0)) + 3 * DAY_MS);

type Range = (tenant: string, now: number, from: Place) => ReturnType<typeof sql<PlacedRow>>;

/** What can still be read and whose year is over, of whatever kind (N5). */
const readable: Range = (tenant, now, { at, id }) => sql<PlacedRow>`
  select ${columns}, o.closed_at::text as place from orders o
  where o.tenant = ${tenant} and o.data_key is not null and (o.closed_at, o.id) > (${at}::timestamptz, ${id}::uuid)
    and o.closed_at <= ${endedBy('personal', now)}
  order by o.closed_at, o.id limit ${PAGE}`;

/** Of what ended within the year what goes before it is over (`early_ends`, N5). */
const early: Range = (tenant, now, { at, id }) => sql<PlacedRow>`
  select ${columns}, e.look_at::text as place from early_ends e join orders o on o.id = e.order_id
  where e.tenant = ${tenant} and (e.look_at, e.order_id) > (${at}::timestamptz, ${id}::uuid) and e.look_at <= ${new Date(now)}
    and o.data_key is not null and o.closed_at > ${endedBy('personal', now)}
  order by e.look_at, e.order_id limit ${PAGE}`;

/** Of what only the redacted copy is left of: those whose time is over (N5). */
const copies: Range = (tenant, now, { at, id }) => sql<PlacedRow>`
  select ${columns}, c.ended_at::text as place from search_copies c join orders o on o.id = c.order_id
  where c.tenant = ${tenant} and (c.ended_at, c.order_id) > (${at}::timestamptz, ${id}::uuid) and c.ended_at <= ${endedBy('copy', now)}
    and o.data_key is null and o.closed_at is not null
  order by c.ended_at, c.order_id limit ${PAGE}`;

/** Orders of a county that something is due for at `now`, page by page, each once. */
async function* dueOrders(
  db: Db,
  tenant: string,
  now: number,
): AsyncGenerator<{ order: OrderId; rules: readonly OrderRule[] }[]> {
  for (const range of [readable, early, copies]) {
    for (let place: Place | null = start; place !== null;) {
      const rows: readonly PlacedRow[] = (await range(tenant, now, place).execute(db)).rows;
      const last = rows.at(-1);
      place = last && rows.length === PAGE ? { at: last.place, id: last.id } : null;
      yield rows.flatMap((row) => {
        const rules = rulesDue(ended(row), now);
        return rules.length > 0 ? [{ order: row.id, rules }] : [];
      });
    }
  }
}

const lookBack = (rule: 'name' | RowRule, now: number): Date => new Date(monthsAfter(now, -(retentionRules[rule].months ?? 0)));

/**
 * A person's name is due: no post runs, the last ended long enough ago, and none of the orders that the person holds or placed
 * can be read any more. `only`: that one person.
 */
const nameDue = (tenant: string, now: number, only: string | null) => sql<{ id: string }>`select p.id from people p
  where p.tenant = ${tenant} and p.erased_at is null and (${only}::uuid is null or p.id = ${only}::uuid)
    and exists (select from posts o where o.tenant = p.tenant and o.person = p.id)
    and not exists (select from posts o where o.tenant = p.tenant and o.person = p.id
      and (o.valid_to is null or o.valid_to > ${lookBack('name', now)}))
    and not exists (select from holders h join orders o on o.id = h.order_id where h.holder = p.id and o.data_key is not null)
  order by p.id`;

/** How many rows a rule holds for: what `forget_rows` would take. */
const rowsDue = (rule: RowRule, tenant: string, now: number) => {
  const before = sql`date_trunc('hour', ${lookBack(rule, now)}::timestamptz)`;
  return {
    readings: sql<{ count: number }>`select count(*)::int as count from access_log where tenant = ${tenant} and at < ${before}`,
    changes: sql<{
      count: number;
    }>`select count(*)::int as count from reference_changes where tenant = ${tenant} and at < ${before}`,
    absences: sql<{
      count: number;
    }>`select count(*)::int as count from absences where tenant = ${tenant} and ends_at < ${before}`,
    consents: sql<{
      count: number;
    }>`select count(*)::int as count from consents c join people p on p.tenant = c.tenant and p.id = c.person
      where c.tenant = ${tenant} and p.erased_at < ${before}`,
    exports: sql<{ count: number }>`select count(*)::int as count from exports where tenant = ${tenant} and asked_at < ${before}`,
    openings: sql<{
      count: number;
    }>`select count(*)::int as count from sealed_openings where tenant = ${tenant} and asked_at < ${before}`,
    asides: sql<{ count: number }>`select count(*)::int as count from set_asides where tenant = ${tenant} and at < ${before}`,
  }[rule];
};

/** Beside orders: people, one by one; rows of the county, by rule. */
async function dueBeside(
  db: Db,
  tenant: string,
  now: number,
): Promise<{ readonly people: readonly string[]; readonly rows: readonly { readonly rule: RowRule; readonly count: number }[] }> {
  const people = (await nameDue(tenant, now, null).execute(db)).rows.map(({ id }) => id);
  const rows: { rule: RowRule; count: number }[] = [];
  for (const rule of rulesOfRows) {
    const count = (await rowsDue(rule, tenant, now).execute(db)).rows[0]?.count ?? 0;
    if (count > 0) rows.push({ rule, count });
  }
  return { people, rows };
}

/** How many orders, people and rows something is due for. */
export async function countDue(db: Db, tenant: string, now: number): Promise<number> {
  let count = 0;
  for await (const page of dueOrders(db, tenant, now)) count += page.length;
  const { people, rows } = await dueBeside(db, tenant, now);
  return count + people.length + rows.reduce((sum, row) => sum + row.count, 0);
}

/**
 * The dry run: names every order and person that something is due for, and counts rows. An unsigned plan is replaced by a newer one; a signed one that
 * is not done yet stays: null.
 */
export async function planRetention(db: Db, tenant: string, id: string, now: number): Promise<RetentionRun | null> {
  return db.transaction().execute(async (transaction) => {
    // Two who draw one up at once do so one after the other.
    await sql`select pg_advisory_xact_lock(hashtext(${`retention ${tenant}`}))`.execute(transaction);
    const open = await tables(transaction)
      .selectFrom('retention_runs')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('ended_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (open && (open.dpo !== null || open.archives !== null)) return null;
    if (open)
      await tables(transaction).deleteFrom('retention_runs').where('tenant', '=', tenant).where('id', '=', open.id).execute();
    await tables(transaction)
      .insertInto('retention_runs')
      .values({
        tenant,
        id,
        planned_at: new Date(now),
        dpo: null,
        dpo_at: null,
        archives: null,
        archives_at: null,
        ended_at: null,
      })
      .execute();
    for await (const page of dueOrders(transaction, tenant, now)) {
      const items = page.flatMap(({ order, rules }) =>
        rules.map((rule) => ({ tenant, run: id, order_id: order as string, rule, rows: 1, outcome: null, at: null })),
      );
      if (items.length > 0) await tables(transaction).insertInto('retention_items').values(items).execute();
    }
    const beside = await dueBeside(transaction, tenant, now);
    const items = [
      ...beside.people.map((person) => ({ rule: 'name' as const, order_id: person, rows: 1 })),
      ...beside.rows.map(({ rule, count }) => ({ rule, order_id: id, rows: count })),
    ];
    for (let from = 0; from < items.length; from += PAGE) {
      const page = items.slice(from, from + PAGE).map((item) => ({ ...item, tenant, run: id, outcome: null, at: null }));
      await tables(transaction).insertInto('retention_items').values(page).execute();
    }
    return readRun(transaction, tenant, id);
  });
}

/** The county's plans, newest first. */
export async function retentionRuns(db: Db, tenant: string): Promise<readonly RetentionRun[]> {
  const runs = await tables(db)
    .selectFrom('retention_runs')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('planned_at', 'desc')
    .execute();
  return Promise.all(runs.map(({ id }) => readRun(db, tenant, id) as Promise<RetentionRun>));
}

/** What a plan names, by rule: orders by their numbers, no person. */
export async function retentionItems(
  db: Db,
  { tenant, run, limit }: { readonly tenant: string; readonly run: string; readonly limit: number },
): Promise<readonly { rule: RetentionRule; number: string | null; rows: number; outcome: 'done' | 'kept' | null }[]> {
  const { rows } = await sql<{ rule: RetentionRule; number: string | null; rows: number; outcome: 'done' | 'kept' | null }>`
    select i.rule, o.number, i.rows, i.outcome from retention_items i left join orders o on o.id = i.order_id
    where i.tenant = ${tenant} and i.run = ${run}::uuid order by i.rule, o.number, i.order_id limit ${limit}`.execute(db);
  return rows;
}

async function readRun(db: Db, tenant: string, id: string): Promise<RetentionRun | null> {
  const run = await tables(db)
    .selectFrom('retention_runs')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!run) return null;
  const { rows: counts } = await sql<RetentionRun['counts'][number]>`select rule, sum(rows)::int as planned,
      coalesce(sum(rows) filter (where outcome = 'done'), 0)::int as done,
      coalesce(sum(rows) filter (where outcome = 'kept'), 0)::int as kept
    from retention_items where tenant = ${tenant} and run = ${id} group by rule order by rule`.execute(db);
  const signature = (person: string | null, at: Date | null) => (person && at ? { person, at: at.getTime() } : null);
  return {
    id: run.id,
    tenant,
    plannedAt: run.planned_at.getTime(),
    signed: { dpo: signature(run.dpo, run.dpo_at), archives: signature(run.archives, run.archives_at) },
    endedAt: run.ended_at?.getTime() ?? null,
    counts,
  };
}

/**
 * Signs a plan. `same`: the other signature is this person's. `signed`: this one is there already. `gone`: there is no such
 * plan, or it is done.
 */
export async function signRetention(
  db: Db,
  ask: { readonly tenant: string; readonly run: string; readonly signer: Signer; readonly person: string; readonly at: number },
): Promise<'ok' | 'same' | 'signed' | 'gone'> {
  return db.transaction().execute(async (transaction) => {
    const run = await tables(transaction)
      .selectFrom('retention_runs')
      .selectAll()
      .where('tenant', '=', ask.tenant)
      .where('id', '=', ask.run)
      .where('ended_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!run) return 'gone';
    if (run[ask.signer] !== null) return 'signed';
    if (run[ask.signer === 'dpo' ? 'archives' : 'dpo'] === ask.person) return 'same';
    const set =
      ask.signer === 'dpo'
        ? { dpo: ask.person, dpo_at: new Date(ask.at) }
        : { archives: ask.person, archives_at: new Date(ask.at) };
    await tables(transaction)
      .updateTable('retention_runs')
      .set(set)
      .where('tenant', '=', ask.tenant)
      .where('id', '=', ask.run)
      .execute();
    return 'ok';
  });
}

export interface Retaining extends Erasing {
  readonly db: Db;
  readonly engine: Pick<Engine, 'erase' | 'get' | 'unseal'>;
  readonly keyring: Keyring;
}

const BATCH = 50;

/** Does up to `BATCH` items of signed plans, of whatever county. Returns how many; 0 when nothing is left to do. */
export async function retain(retaining: Retaining, now: number): Promise<number> {
  const { db } = retaining;
  const items = await tables(db)
    .selectFrom('retention_items as i')
    .innerJoin('retention_runs as r', (join) => join.onRef('r.tenant', '=', 'i.tenant').onRef('r.id', '=', 'i.run'))
    .select(['i.tenant', 'i.run', 'i.order_id', 'i.rule'])
    .where('i.outcome', 'is', null)
    .where('r.ended_at', 'is', null)
    .where('r.dpo', 'is not', null)
    .where('r.archives', 'is not', null)
    .orderBy('i.tenant')
    .orderBy('i.order_id')
    .limit(BATCH)
    .execute();
  for (const { tenant, run, order_id, rule } of items) {
    // N4.
    const outcome = await carryOut(retaining, { tenant, run, id: order_id, rule }, now).catch((error: unknown) => {
      if (error instanceof FrozenOrderError) return 'kept' as const;
      throw error;
    });
    await tables(db)
      .updateTable('retention_items')
      .set({ outcome, at: new Date(now) })
      .where('tenant', '=', tenant)
      .where('run', '=', run)
      .where('order_id', '=', order_id)
      .where('rule', '=', rule)
      .execute();
  }
  await sql`update retention_runs r set ended_at = ${new Date(now)} where ended_at is null and dpo is not null and archives is not null
    and not exists (select from retention_items i where i.tenant = r.tenant and i.run = r.id and i.outcome is null)`.execute(db);
  return items.length;
}

interface Item {
  readonly tenant: string;
  readonly run: string;
  readonly id: string;
  readonly rule: RetentionRule;
}

async function carryOut(retaining: Retaining, { tenant, run, id, rule }: Item, now: number): Promise<'done' | 'kept'> {
  if (isOneOf(rulesOfOrders, rule)) return forOrder(retaining, id as OrderId, rule, now);
  if (isOneOf(rulesOfRows, rule)) {
    await sql`select forget_rows(${tenant}, ${run}::uuid, ${rule})`.execute(retaining.db);
    return 'done';
  }
  // N2.
  if ((await nameDue(tenant, now, id).execute(retaining.db)).rows.length === 0) return 'kept';
  await erasePerson(retaining, { tenant, person: id }, now);
  return 'done';
}

const isOneOf = <T extends string>(all: readonly T[], one: string): one is T => (all as readonly string[]).includes(one);

async function forOrder(retaining: Retaining, id: OrderId, rule: OrderRule, now: number): Promise<'done' | 'kept'> {
  const { db, engine } = retaining;
  const { rows } =
    await sql<EndedRow>`select ${columns} from orders o where o.id = ${id}::uuid and o.closed_at is not null`.execute(db);
  // N2.
  if (!rows[0] || !rulesDue(ended(rows[0]), now).includes(rule)) return 'kept';
  if (rule === 'photos') {
    await eraseOrder(retaining, id, now, 'text');
    return 'done';
  }
  if (rule === 'copy') {
    await eraseOrder(retaining, id, now);
    return 'done';
  }
  const order = await engine.get(id);
  const keepsCopy = retentionRules[rule].sealedMonths !== undefined;
  // The redacted text is all that stays: it is made while there is a text to make it of.
  if (order && keepsCopy) await searchCopiesOf({ db, engine }, [order]);
  await eraseOrder(retaining, id, now, keepsCopy ? 'copy' : 'nothing');
  return 'done';
}

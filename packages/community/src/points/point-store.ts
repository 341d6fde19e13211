// Ledgers of points in the database: entries, households' accounts, what was exchanged.
//
// Keeps: I12. P1: entries are only ever added (the database refuses anything else). P2: every question names one subject: there
// is no list of persons by points, and no order among them.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import type { Ledger } from './rule-set.ts';

export interface PointEntry {
  readonly id: string;
  readonly tenant: string;
  readonly ledger: Ledger;
  readonly subject: string;
  readonly year: number;
  /** YYYY-MM-DD in China. */
  readonly day: string;
  readonly reason: string;
  /** Tenths of a point. */
  readonly tenths: number;
  readonly order: string | null;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly reverses: string | null;
  readonly decidedBy: string | null;
  /** Epoch ms. */
  readonly at: number;
  /** Epoch ms, as it was counted when it was made; null where nobody may appeal against it, and of what was made before it was kept. */
  readonly appealBy: number | null;
}

export interface Subject {
  readonly tenant: string;
  readonly ledger: Ledger;
  readonly subject: string;
}

/** Adds entries; one that is there already changes nothing. Returns how many are new. */
export async function putEntries(db: Db, entries: readonly PointEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  const rows = entries.map((entry) => ({
    ...entry,
    at: new Date(entry.at).toISOString(),
    appealBy: entry.appealBy === null ? null : new Date(entry.appealBy).toISOString(),
  }));
  const { numAffectedRows } = await sql`
    insert into point_entries (tenant, id, ledger, subject, year, day, reason, tenths, order_id, rule, rule_version, reverses, decided_by, at,
      appeal_by)
    select x.tenant, x.id, x.ledger, x.subject, x.year, x.day, x.reason, x.tenths, x."order", x.rule, x."ruleVersion", x.reverses,
      x."decidedBy", x.at, x."appealBy"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(tenant text, id uuid, ledger text, subject uuid, year integer,
      day date, reason text, tenths integer, "order" uuid, rule uuid, "ruleVersion" text, reverses uuid, "decidedBy" uuid, at timestamptz,
      "appealBy" timestamptz)
    on conflict do nothing
  `.execute(db);
  return Number(numAffectedRows ?? 0n);
}

const columns = sql`tenant, id, ledger, subject, year, day::text as day, reason, tenths, order_id as "order", rule,
  rule_version as "ruleVersion", reverses, decided_by as "decidedBy", (extract(epoch from at) * 1000)::float8 as at,
  (extract(epoch from appeal_by) * 1000)::float8 as "appealBy"`;

/** A subject's entries, oldest first; of one year when it is given. */
export async function readEntries(db: Db, { tenant, ledger, subject }: Subject, year?: number): Promise<readonly PointEntry[]> {
  const { rows } = await sql<PointEntry>`
    select ${columns} from point_entries where tenant = ${tenant} and ledger = ${ledger} and subject = ${subject}::uuid
      and (${year ?? null}::integer is null or year = ${year ?? null}::integer) order by day, at, id
  `.execute(db);
  return rows;
}

export async function findEntry(db: Db, tenant: string, id: string): Promise<PointEntry | undefined> {
  const { rows } = await sql<PointEntry>`
    select ${columns} from point_entries where tenant = ${tenant} and id = ${id}::uuid
  `.execute(db);
  return rows[0];
}

/**
 * Tenths that were given (nothing that was taken off) on a day and in its month; of one reason when it is given. What a household was
 * given afterwards, because too little had been entered, was given for that day, and the whole of it for the deed that it was; what a member gets back was never given.
 */
export async function givenBefore(
  db: Db,
  { tenant, ledger, subject }: Subject,
  day: string,
  reason?: string,
): Promise<{ readonly today: number; readonly thisMonth: number }> {
  const { rows } = await sql<{ today: number; thisMonth: number }>`
    select coalesce(sum(tenths) filter (where day = ${day}::date), 0)::int as today, coalesce(sum(tenths), 0)::int as "thisMonth"
    from point_entries e where tenant = ${tenant} and ledger = ${ledger} and subject = ${subject}::uuid and tenths > 0
      and (reverses is null or ledger = 'households')
      and day >= date_trunc('month', ${day}::date) and day < date_trunc('month', ${day}::date) + interval '1 month'
      and (${reason ?? null}::text is null or ${reason ?? null}::text = coalesce((
        select c.reason from point_entries c where c.tenant = e.tenant and c.reverses = e.id and e.ledger = 'households'), e.reason))
  `.execute(db);
  return rows[0] ?? { today: 0, thisMonth: 0 };
}

/** One writer for an account or a person at a time, until the transaction ends: caps hold. */
export const lockPoints = async (transaction: Db, subject: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`points ${subject}`}, 0))`.execute(transaction);
};

export interface Household {
  readonly id: string;
  readonly tenant: string;
  /** Who keeps it. */
  readonly person: string;
  readonly unit: string;
  readonly path: string;
  /** Epoch ms. */
  readonly openedAt: number;
}

/** False when the person keeps one already. */
export async function openHousehold(db: Db, { id, tenant, person, unit, path, openedAt }: Household): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into point_households values (${tenant}, ${id}::uuid, ${person}::uuid, ${unit}::uuid, ${path}::ltree, ${new Date(openedAt)})
    on conflict (tenant, person) do nothing
  `.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

const household = sql`tenant, id, person, unit, path::text as path, (extract(epoch from opened_at) * 1000)::float8 as "openedAt"`;

export async function householdOf(db: Db, tenant: string, person: string): Promise<Household | undefined> {
  const { rows } = await sql<Household>`
    select ${household} from point_households where tenant = ${tenant} and person = ${person}::uuid
  `.execute(db);
  return rows[0];
}

export async function findHousehold(db: Db, tenant: string, id: string): Promise<Household | undefined> {
  const { rows } = await sql<Household>`
    select ${household} from point_households where tenant = ${tenant} and id = ${id}::uuid
  `.execute(db);
  return rows[0];
}

/** Accounts without this year's base. */
export async function withoutBase(db: Db, year: number, most: number): Promise<readonly Household[]> {
  const { rows } = await sql<Household>`
    select ${household} from point_households h where not exists (select from point_entries e where e.tenant = h.tenant
      and e.ledger = 'households' and e.subject = h.id and e.year = ${year} and e.reason = 'base') order by h.id limit ${most}
  `.execute(db);
  return rows;
}

export interface Exchange {
  readonly id: string;
  readonly tenant: string;
  readonly household: string;
  /** YYYY-MM in China. */
  readonly month: string;
  readonly item: string;
  readonly tenths: number;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly handedOutBy: string;
  /** Epoch ms. */
  readonly at: number;
}

/** False when the household exchanged in this month already. */
export async function putExchange(db: Db, one: Exchange): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into point_exchanges values (${one.tenant}, ${one.id}::uuid, ${one.household}::uuid, ${one.month}, ${one.item}, ${one.tenths},
      ${one.rule}::uuid, ${one.ruleVersion}, ${one.handedOutBy}::uuid, ${new Date(one.at)})
    on conflict (tenant, household, month) do nothing
  `.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function readExchanges(
  db: Db,
  { tenant, id }: Pick<Household, 'tenant' | 'id'>,
): Promise<readonly Pick<Exchange, 'id' | 'item' | 'tenths' | 'at'>[]> {
  const { rows } = await sql<Pick<Exchange, 'id' | 'item' | 'tenths' | 'at'>>`
    select id, item, tenths, (extract(epoch from at) * 1000)::float8 as at from point_exchanges
    where tenant = ${tenant} and household = ${id}::uuid order by at
  `.execute(db);
  return rows;
}

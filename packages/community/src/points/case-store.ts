// Deductions and appeals in the database. What is said in them goes in sealed under the person's own key (I12).
import { sql } from 'kysely';
import type { PersonKey } from '../people/people-store.ts';
import type { Db } from '../tables.ts';
import type { PointCase } from './case.ts';
import type { Faults } from './member-points.ts';
import { putEntries, type PointEntry } from './point-store.ts';

export interface StoredCase extends PointCase {
  readonly statement: Uint8Array | null;
  readonly grounds: Uint8Array | null;
}

const binding = (id: string, what: 'statement' | 'grounds'): string => `point case ${id} ${what}`;

export const openWord = (key: PersonKey, one: StoredCase, what: 'statement' | 'grounds'): string | null => {
  const sealed = one[what];
  return sealed === null ? null : key.unseal(binding(one.id, what), sealed);
};

/** False when the same deduction is proposed already, or the entry was appealed against. */
export async function openCase(db: Db, one: PointCase, statement: string | null, key: PersonKey): Promise<boolean> {
  const sealed = statement === null ? null : key.seal(binding(one.id, 'statement'), statement);
  const { numAffectedRows } = await sql`
    insert into point_cases (tenant, id, kind, person, path, order_id, deduction, tenths, rule, rule_version, entry, opened_by,
      opened_at, hear_by, statement, heard_at)
    values (${one.tenant}, ${one.id}::uuid, ${one.kind}, ${one.person}::uuid, ${one.path}::ltree, ${one.order}::uuid, ${one.deduction},
      ${one.tenths}, ${one.rule}::uuid, ${one.ruleVersion}, ${one.entry}::uuid, ${one.openedBy}::uuid, ${new Date(one.openedAt)},
      ${new Date(one.hearBy)}, ${sealed}, ${one.heardAt === null ? null : new Date(one.heardAt)})
    on conflict do nothing
  `.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** The person speaks, once. False when he did, or it is decided. */
export async function hear(db: Db, one: PointCase, statement: string, key: PersonKey, at: number): Promise<boolean> {
  const sealed = key.seal(binding(one.id, 'statement'), statement);
  const { numAffectedRows } = await sql`
    update point_cases set statement = ${sealed}, heard_at = ${new Date(at)}
    where tenant = ${one.tenant} and id = ${one.id}::uuid and heard_at is null and decided_at is null
  `.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Decides, with the entry that `follows` from it, both or none. False when it is decided already. What `follows` throws undoes both. */
export const decideCase = (
  db: Db,
  one: PointCase,
  decision: {
    readonly upheld: boolean;
    readonly by: string;
    readonly at: number;
    readonly grounds: string;
    readonly key: PersonKey;
  },
  follows: (transaction: Db) => Promise<PointEntry | null>,
): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const sealed = decision.key.seal(binding(one.id, 'grounds'), decision.grounds);
    const { numAffectedRows } = await sql`
      update point_cases set decided_by = ${decision.by}::uuid, decided_at = ${new Date(decision.at)}, upheld = ${decision.upheld},
        grounds = ${sealed}
      where tenant = ${one.tenant} and id = ${one.id}::uuid and decided_at is null
    `.execute(transaction);
    if ((numAffectedRows ?? 0n) === 0n) return false;
    const entry = await follows(transaction);
    if (entry) await putEntries(transaction, [entry]);
    return true;
  });

const columns = sql`tenant, id, kind, person, path::text as path, order_id as "order", deduction, tenths, rule,
  rule_version as "ruleVersion", entry, opened_by as "openedBy", (extract(epoch from opened_at) * 1000)::float8 as "openedAt",
  (extract(epoch from hear_by) * 1000)::float8 as "hearBy", (extract(epoch from heard_at) * 1000)::float8 as "heardAt",
  (extract(epoch from decided_at) * 1000)::float8 as "decidedAt", upheld, statement, grounds`;

export async function findCase(db: Db, tenant: string, id: string): Promise<StoredCase | undefined> {
  const { rows } = await sql<StoredCase>`
    select ${columns} from point_cases where tenant = ${tenant} and id = ${id}::uuid
  `.execute(db);
  return rows[0];
}

export async function casesOf(db: Db, tenant: string, person: string): Promise<readonly StoredCase[]> {
  const { rows } = await sql<StoredCase>`
    select ${columns} from point_cases where tenant = ${tenant} and person = ${person}::uuid order by opened_at, id
  `.execute(db);
  return rows;
}

/** What waits to be decided at a place, the oldest first. */
export async function openCases(db: Db, tenant: string, path: string): Promise<readonly StoredCase[]> {
  const { rows } = await sql<StoredCase>`
    select ${columns} from point_cases where tenant = ${tenant} and decided_at is null and path <@ ${path}::ltree
    order by opened_at, id limit 200
  `.execute(db);
  return rows;
}

export interface Handled extends Faults {
  /** Where it lies. */
  readonly path: string;
  /** YYYY-MM-DD in China on which its work ended. */
  readonly day: string;
}

/** An ended order that this person handled, as far as deductions go. */
export async function readHandled(db: Db, tenant: string, order: string, person: string): Promise<Handled | undefined> {
  const { rows } = await sql<Handled>`
    select m.path::text as path, to_char(coalesce(m.done_at, m.closed_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
      m.returns_asked as "returnsAsked", m.done_in_time as "doneInTime", m.false_completion as "falseCompletion", m.stars,
      (select count(*)::int from card_measures c where c.about = m.order_id and c.colour = 'red' and not c.cancelled) as "redCards"
    from order_measures m
    where m.tenant = ${tenant} and m.order_id = ${order}::uuid and m.handler = ${person}::uuid and m.closed_at is not null
  `.execute(db);
  return rows[0];
}

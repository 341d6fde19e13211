// Processing records, assessments, breaches and whom a breach concerns, in the database.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import type { PrivacyRecord, RecordKind } from './record.ts';
import { redact } from './redaction/redact.ts';

interface PrivacyRecordsTable {
  tenant: string;
  id: string;
  kind: RecordKind;
  at: Date;
  entered_by: string;
  supersedes: string | null;
  body: Readonly<Record<string, unknown>>;
}
interface BreachNotificationsTable {
  tenant: string;
  breach: string;
  person: string;
  listed_at: Date;
  notified_at: Date | null;
  how: string | null;
}
const tables = (db: Db) =>
  db.withTables<{ privacy_records: PrivacyRecordsTable; breach_notifications: BreachNotificationsTable }>();

/** Adds a record, its texts masked. False when another one supersedes the same already. */
export async function putPrivacyRecord(db: Db, record: PrivacyRecord): Promise<boolean> {
  const body = JSON.stringify(record.body, (_, value: unknown) =>
    typeof value === 'string' && !isInstant(value) ? redact(value) : value,
  );
  const done = await sql`
    insert into privacy_records (tenant, id, kind, at, entered_by, supersedes, body)
    values (${record.tenant}, ${record.id}, ${record.kind}, ${new Date(record.at)}, ${record.enteredBy}, ${record.supersedes}, ${body}::jsonb)
    on conflict do nothing
  `.execute(db);
  return (done.numAffectedRows ?? 0n) > 0n;
}

const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text);

/** All records of a kind, superseded ones too. */
export async function readPrivacyRecords(db: Db, tenant: string, kind: RecordKind): Promise<PrivacyRecord[]> {
  const rows = await tables(db)
    .selectFrom('privacy_records')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .execute();
  return rows.map(({ at, entered_by, ...row }) => ({ ...row, at: at.getTime(), enteredBy: entered_by }));
}

export interface BreachNotification {
  readonly person: string;
  /** Epoch ms. */
  readonly listedAt: number;
  readonly notifiedAt: number | null;
  readonly how: string | null;
}

/** Puts people on a breach's list; who is on it stays. Returns how many are new. */
export async function listForBreach(
  db: Db,
  {
    tenant,
    breach,
    people,
    at,
  }: { readonly tenant: string; readonly breach: string; readonly people: readonly string[]; readonly at: number },
): Promise<number> {
  if (people.length === 0) return 0;
  const done = await tables(db)
    .insertInto('breach_notifications')
    .values(people.map((person) => ({ tenant, breach, person, listed_at: new Date(at), notified_at: null, how: null })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows ?? 0n);
}

/** Notes that people on the list were told; who was told before stays as he was. Returns how many are noted. */
export async function noteNotified(
  db: Db,
  told: {
    readonly tenant: string;
    readonly breach: string;
    readonly people: readonly string[];
    readonly at: number;
    readonly how: string;
  },
): Promise<number> {
  if (told.people.length === 0) return 0;
  const done = await tables(db)
    .updateTable('breach_notifications')
    .set({ notified_at: new Date(told.at), how: told.how })
    .where('tenant', '=', told.tenant)
    .where('breach', '=', told.breach)
    .where('person', 'in', [...told.people])
    .where('notified_at', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

/** The list of a breach. */
export async function readBreachList(db: Db, tenant: string, breach: string): Promise<BreachNotification[]> {
  const rows = await tables(db)
    .selectFrom('breach_notifications')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('breach', '=', breach)
    .orderBy('person')
    .execute();
  return rows.map(({ person, listed_at, notified_at, how }) => ({
    person,
    listedAt: listed_at.getTime(),
    notifiedAt: notified_at?.getTime() ?? null,
    how,
  }));
}

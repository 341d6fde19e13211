// Reports-in and hours of service in the database. The employer goes in sealed (I12).
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import type { PersonKey } from './people-store.ts';
import type { ServiceKind, ServiceRecord } from './service.ts';

interface ReportInsTable {
  tenant: string;
  id: string;
  person: string;
  unit: string;
  employer: Uint8Array | null;
  reported_at: Date;
  ended_at: Date | null;
}
interface ServiceRecordsTable {
  tenant: string;
  id: string;
  person: string;
  unit: string;
  day: string;
  kind: string;
  minutes: number;
  order_id: string | null;
  confirmed_by: string;
  at: Date;
  material_cents: number;
  material_agreed_at: Date | null;
  reverses: string | null;
}
const tables = (db: Db) => db.withTables<{ report_ins: ReportInsTable; service_records: ServiceRecordsTable }>();

export interface ReportIn {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  /** Id of the community. */
  readonly unit: string;
  /** The unit that the member comes from, as the member says; null when not said. */
  readonly employer: string | null;
  /** Epoch ms. */
  readonly reportedAt: number;
  readonly endedAt: number | null;
}

const binding = (id: string): string => `report-in ${id}`;

/** Reports a person in. False when the person is reported in there already. `key` is the person's own. */
export async function putReportIn(
  db: Db,
  key: PersonKey,
  { id, tenant, person, unit, employer, reportedAt }: ReportIn,
): Promise<boolean> {
  const done = await tables(db)
    .insertInto('report_ins')
    .values({
      id,
      tenant,
      person,
      unit,
      employer: employer === null ? null : key.seal(binding(id), employer),
      reported_at: new Date(reportedAt),
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The member leaves the community again. False when there is no open report of this person under the id. */
export async function endReportIn(db: Db, report: Pick<ReportIn, 'tenant' | 'person' | 'id'>, at: number): Promise<boolean> {
  const done = await tables(db)
    .updateTable('report_ins')
    .set({ ended_at: new Date(at) })
    .where('tenant', '=', report.tenant)
    .where('person', '=', report.person)
    .where('id', '=', report.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** A person's reports-in, the newest first. */
export async function readReportIns(db: Db, key: PersonKey, tenant: string, person: string): Promise<ReportIn[]> {
  const rows = await tables(db)
    .selectFrom('report_ins')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .orderBy('reported_at', 'desc')
    .execute();
  return rows.map(({ reported_at, ended_at, employer, ...row }) => ({
    ...row,
    employer: employer === null ? null : key.unseal(binding(row.id), employer),
    reportedAt: reported_at.getTime(),
    endedAt: ended_at?.getTime() ?? null,
  }));
}

/** Adds a record. False when it takes back one that is taken back already, or is there already. */
export async function putServiceRecord(db: Db, record: ServiceRecord): Promise<boolean> {
  const { order, confirmedBy, at, materialCents, materialAgreedAt, ...row } = record;
  const done = await tables(db)
    .insertInto('service_records')
    .values({
      ...row,
      order_id: order,
      confirmed_by: confirmedBy,
      at: new Date(at),
      material_cents: materialCents,
      material_agreed_at: materialAgreedAt === null ? null : new Date(materialAgreedAt),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A person's records, oldest day first; of one unit when it is given. */
export async function readServiceRecords(
  db: Db,
  ask: { readonly tenant: string; readonly person: string; readonly unit?: string },
): Promise<ServiceRecord[]> {
  const rows = await tables(db)
    .selectFrom('service_records')
    .selectAll()
    // A `date` column is read as text: a Date would be of the process's time zone.
    .select(sql<string>`day::text`.as('day'))
    .where('tenant', '=', ask.tenant)
    .where('person', '=', ask.person)
    .$if(ask.unit !== undefined, (query) => query.where('unit', '=', ask.unit as string))
    .orderBy('service_records.day')
    .orderBy('id')
    .execute();
  return rows.map(({ order_id, confirmed_by, at, material_cents, material_agreed_at, kind, ...row }) => ({
    ...row,
    kind: kind as ServiceKind,
    order: order_id,
    confirmedBy: confirmed_by,
    at: at.getTime(),
    materialCents: material_cents,
    materialAgreedAt: material_agreed_at?.getTime() ?? null,
  }));
}

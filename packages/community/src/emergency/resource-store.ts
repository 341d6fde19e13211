// The register of forces and supplies, and the telephones of those who may be called out.
//
// Keeps: I12: a telephone goes in sealed under its person's own key. R2: what was entered is ended, not deleted.
import type { Keyring } from '@six-order/engine/runtime';
import { sql } from 'kysely';
import { personKey } from '../people/people-store.ts';
import type { Db } from '../tables.ts';
import type { Resource } from './resource.ts';
import { planResources, type ResourcePlan } from './resource-table.ts';

const columns = sql`id, kind, unit, what, source, amount, (extract(epoch from valid_from) * 1000)::float8 as "validFrom",
      (extract(epoch from valid_to) * 1000)::float8 as "validTo"`;

/** Those in force at `at` (epoch ms) in these units. */
export async function readResources(
  db: Db,
  { tenant, units, at }: { readonly tenant: string; readonly units: readonly string[]; readonly at: number },
): Promise<readonly Resource[]> {
  const { rows } = await sql<Resource>`
    select ${columns} from emergency_resources
    where tenant = ${tenant} and unit = any(${units}::uuid[]) and valid_from <= ${new Date(at)}
      and (valid_to is null or valid_to > ${new Date(at)})
    order by kind, what, valid_from, id
  `.execute(db);
  return rows;
}

export async function putResources(db: Db, tenant: string, enteredBy: string, resources: readonly Resource[]): Promise<void> {
  const rows = resources.map((one) => ({
    ...one,
    validFrom: new Date(one.validFrom).toISOString(),
    validTo: one.validTo === null ? null : new Date(one.validTo).toISOString(),
  }));
  await sql`
    insert into emergency_resources (tenant, id, kind, unit, what, source, amount, valid_from, valid_to, entered_by)
    select ${tenant}, x.id, x.kind, x.unit, x.what, x.source, x.amount, x."validFrom", x."validTo", ${enteredBy}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, kind text, unit uuid, what text, source uuid,
      amount integer, "validFrom" timestamptz, "validTo" timestamptz)
  `.execute(db);
}

export interface ResourceImport extends Omit<Parameters<typeof planResources>[1], 'standing'> {
  readonly tenant: string;
  readonly table: string;
  readonly enteredBy: string;
  /** Writes nothing. */
  readonly dryRun: boolean;
}

/** Plans the table against the register and puts it, whole or not at all; two at once go one after the other. */
export const importResources = (
  db: Db,
  { tenant, table, enteredBy, dryRun, ...reading }: ResourceImport,
): Promise<ResourcePlan> =>
  db.transaction().execute(async (transaction) => {
    await sql`lock table emergency_resources in share row exclusive mode`.execute(transaction);
    const now = new Date(reading.at);
    const { rows: standing } = await sql<Resource>`
      select ${columns} from emergency_resources where tenant = ${tenant} and (valid_to is null or valid_to > ${now})
    `.execute(transaction);
    const plan = planResources(table, { ...reading, standing });
    if (dryRun || plan.kind === 'refused') return plan;
    if (plan.end.length > 0) {
      const ends = plan.end.map(({ id, at }) => ({ id, at: new Date(at).toISOString() }));
      await sql`
        update emergency_resources r set valid_to = greatest(x.at, r.valid_from + interval '1 millisecond')
        from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as x(id uuid, at timestamptz)
        where r.tenant = ${tenant} and r.id = x.id
      `.execute(transaction);
    }
    if (plan.enter.length > 0) await putResources(transaction, tenant, enteredBy, plan.enter);
    return plan;
  });

/** The unit that has it; null when there is none that would run longer. Ends nothing. */
export async function unitOfResource(
  db: Db,
  { tenant, id, at }: { tenant: string; id: string; at: number },
): Promise<string | null> {
  const { rows } = await sql<{ unit: string }>`
    select unit from emergency_resources
    where tenant = ${tenant} and id = ${id}::uuid and valid_from <= ${new Date(at)} and (valid_to is null or valid_to > ${new Date(at)})
  `.execute(db);
  return rows[0]?.unit ?? null;
}

/** False when it had ended. */
export async function endResource(db: Db, { tenant, id, at }: { tenant: string; id: string; at: number }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update emergency_resources set valid_to = greatest(${new Date(at)}, valid_from + interval '1 millisecond')
    where tenant = ${tenant} and id = ${id}::uuid and valid_from <= ${new Date(at)} and (valid_to is null or valid_to > ${new Date(at)})
  `.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

const PHONE = 'duty-phone';

interface Of {
  readonly tenant: string;
  readonly person: string;
}

const keyOf = async (db: Db, keyring: Keyring, { tenant, person }: Of) => {
  const row = await db
    .selectFrom('people')
    .select(['id', 'key'])
    .where('tenant', '=', tenant)
    .where('id', '=', person)
    .executeTakeFirst();
  return row && personKey(keyring, row);
};

/** Keeps the telephone, or takes it out where it is null. False when there is no such person. */
export async function putDutyPhone(
  db: Db,
  keyring: Keyring,
  of: Of & { readonly phone: string | null; readonly enteredBy: string },
): Promise<boolean> {
  const { tenant, person, phone, enteredBy } = of;
  const key = await keyOf(db, keyring, of);
  if (!key) return false;
  if (phone === null) {
    await sql`delete from duty_phones where tenant = ${tenant} and person = ${person}::uuid`.execute(db);
    return true;
  }
  await sql`
    insert into duty_phones values (${tenant}, ${person}::uuid, ${key.seal(PHONE, phone)}, ${enteredBy}::uuid)
    on conflict (tenant, person) do update set phone = excluded.phone, entered_by = excluded.entered_by
  `.execute(db);
  return true;
}

/** In clear; null when none is known. The caller has written the access log before. */
export async function openDutyPhone(db: Db, keyring: Keyring, of: Of): Promise<string | null> {
  const { rows } = await sql<{ phone: Buffer }>`
    select phone from duty_phones where tenant = ${of.tenant} and person = ${of.person}::uuid
  `.execute(db);
  const [row] = rows;
  const key = row && (await keyOf(db, keyring, of));
  return row && key ? key.unseal(PHONE, row.phone) : null;
}

// Consents in the database: only ever added to.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import type { Consent } from './consent.ts';
import { sensitiveKinds, type ConsentPurpose } from './purposes.ts';

interface ConsentsTable {
  tenant: string;
  id: string;
  person: string;
  purpose: string;
  given: boolean;
  notice: string;
  at: Date;
  how: Consent['how'];
  entered_by: string;
  guardian: string | null;
}
const tables = (db: Db) => db.withTables<{ consents: ConsentsTable }>();

/** Adds what was said. */
export async function putConsent(db: Db, { at, enteredBy, ...consent }: Consent): Promise<void> {
  await tables(db)
    .insertInto('consents')
    .values({ ...consent, at: new Date(at), entered_by: enteredBy })
    .execute();
}

/** All that a person said, oldest first. */
export const readConsents = (db: Db, tenant: string, person: string): Promise<Consent[]> => readConsentsOf(db, tenant, [person]);

/** All that these persons said, oldest first, in one statement; none where nobody is asked about. */
export async function readConsentsOf(db: Db, tenant: string, persons: readonly string[]): Promise<Consent[]> {
  if (persons.length === 0) return [];
  const rows = await tables(db)
    .selectFrom('consents')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('person', 'in', persons)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(({ at, entered_by, purpose, ...row }) => ({
    ...row,
    purpose: purpose as ConsentPurpose,
    at: at.getTime(),
    enteredBy: entered_by,
  }));
}

/** An open order whose kind asks for consents that its resident has not given, or has taken back. */
export interface MissingConsent {
  readonly number: string;
  readonly category: string;
  /** Whose consents count (withholding.ts); null when nobody's do: whoever wrote it down for another has none to give. */
  readonly person: string | null;
  /** Epoch ms. */
  readonly openedAt: number;
  readonly missing: readonly ConsentPurpose[];
}

/** The oldest first, at most `limit`. Nothing waits for them (PIPL 16): whoever answers for personal data sees to them. */
export async function readMissingConsents(db: Db, tenant: string, limit: number): Promise<readonly MissingConsent[]> {
  const { rows } = await sql<{
    number: string;
    category: string;
    person: string | null;
    opened_at: Date;
    missing: ConsentPurpose[];
  }>`
    with asked as (select * from jsonb_to_recordset(${JSON.stringify(sensitiveKinds)}::jsonb) as a(category text, purpose text))
    select o.number, a.category, w.person, o.opened_at, array_agg(a.purpose order by a.purpose) as missing
    from orders o join asked a on a.category = o.data->>'category'
    cross join lateral (select case
      when o.data->>'resident' = o.data->>'openedBy' and coalesce(o.snapshot::jsonb #>> '{context,source}', 'resident') <> 'resident'
      then null else (o.data->>'resident')::uuid end as person) w
    where o.tenant = ${tenant} and o.workflow = 'six-order' and o.closed_at is null and o.data->>'endedAt' is null
      and not coalesce((select c.given from consents c
        where c.tenant = o.tenant and c.person = w.person and c.purpose = a.purpose
        order by c.at desc, c.id desc limit 1), false)
      and not (w.person is null and a.purpose = any(case o.snapshot::jsonb #>> '{context,detailsConsent}'
        when 'guardian' then array['child-details', 'sensitive-details']
        when 'self' then array['sensitive-details'] else array[]::text[] end))
    group by o.id, a.category, w.person
    order by o.opened_at, o.id
    limit ${limit}`.execute(db);
  return rows.map(({ opened_at, ...row }) => ({ ...row, openedAt: opened_at.getTime() }));
}

// Consents in the database: only ever added to.
import type { Db } from '../tables.ts';
import type { Consent } from './consent.ts';
import type { ConsentPurpose } from './purposes.ts';

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
export async function readConsents(db: Db, tenant: string, person: string): Promise<Consent[]> {
  const rows = await tables(db)
    .selectFrom('consents')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('person', '=', person)
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

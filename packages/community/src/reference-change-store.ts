// Changes of reference data: who changed which unit, post or absence, why, and what stood before. Only ever added to.
import { sql } from 'kysely';
import type { Json } from '@six-order/engine';
import { redact } from './privacy/redaction/redact.ts';
import type { Db } from './tables.ts';

/** Fields and what they were. */
type Said = Readonly<Record<string, Json>>;

export interface ReferenceChange {
  readonly id: string;
  readonly tenant: string;
  /** Epoch ms. */
  readonly at: number;
  /** Null when the command line did it. */
  readonly by: { readonly person: string; readonly post: string } | null;
  readonly subject:
    | 'unit'
    | 'post'
    | 'absence'
    | 'notice-version'
    | 'processing-record'
    | 'breach'
    | 'webhook'
    | 'rule'
    | 'calendar';
  readonly subjectId: string;
  readonly change: 'added' | 'changed' | 'ended';
  /** Ids, codes, names of units, roles and instants; no personal data (I12). */
  readonly before: Said | null;
  readonly after: Said | null;
  /** Why, in a person's words; kept masked. */
  readonly reason: string;
}

interface ReferenceChangesTable {
  tenant: string;
  id: string;
  at: Date;
  person: string | null;
  post: string | null;
  subject: ReferenceChange['subject'];
  subject_id: string;
  change: ReferenceChange['change'];
  before: Said | null;
  after: Said | null;
  reason: string;
}

const tables = (db: Db) => db.withTables<{ reference_changes: ReferenceChangesTable }>();

/** Adds them in one statement; in the transaction of the change itself. */
export async function recordChanges(db: Db, changes: readonly ReferenceChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ at, by, subjectId, reason, ...change }) => ({
    ...change,
    at: new Date(at),
    person: by?.person ?? null,
    post: by?.post ?? null,
    subject_id: subjectId,
    reason: redact(reason),
  }));
  await sql`
    insert into reference_changes
    select x.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(
      tenant text, id uuid, at timestamptz, person uuid, post uuid, subject text, subject_id uuid, change text,
      before jsonb, after jsonb, reason text)
  `.execute(db);
}

/** The changes of one thing, newest first; at most 200. */
export async function changesOf(db: Db, tenant: string, subjectId: string): Promise<ReferenceChange[]> {
  const rows = await tables(db)
    .selectFrom('reference_changes')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('subject_id', '=', subjectId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ at, person, post, subject_id, ...row }) => ({
    ...row,
    at: at.getTime(),
    by: person === null || post === null ? null : { person, post },
    subjectId: subject_id,
  }));
}

/** Who first put things of a kind there, and when (epoch ms); by their ids. The command line is nobody. */
export async function addersOf(
  db: Db,
  tenant: string,
  subject: ReferenceChange['subject'],
): Promise<ReadonlyMap<string, { readonly person: string | null; readonly at: number }>> {
  const rows = await tables(db)
    .selectFrom('reference_changes')
    .select(['subject_id', 'person', 'at'])
    .where('tenant', '=', tenant)
    .where('subject', '=', subject)
    .where('change', '=', 'added')
    .execute();
  return new Map(rows.map(({ subject_id, person, at }) => [subject_id, { person, at: at.getTime() }]));
}

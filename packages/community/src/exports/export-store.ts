// Exports in the database: who asked for what, and how far the writing of the file has come. The file is kept nowhere.
import { sql, type ColumnType } from 'kysely';
import { redact } from '../privacy/redaction/redact.ts';
import type { Db } from '../tables.ts';
import type { ExportFormat } from './write.ts';

export interface Export {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  readonly post: string;
  readonly format: ExportFormat;
  readonly desk: string;
  readonly unit: string | null;
  /** Placed from this instant on and before that one (epoch ms). */
  readonly from: number | null;
  readonly to: number | null;
  readonly withText: boolean;
  readonly reason: string;
  readonly askedAt: number;
  readonly progress: {
    readonly state: 'waiting' | 'running' | 'done' | 'broken';
    readonly rows: number;
    readonly startedAt: number | null;
    readonly endedAt: number | null;
    /** How often it was begun. */
    readonly fetched: number;
  };
}

interface ExportsTable {
  tenant: string;
  id: string;
  person: string;
  post: string;
  format: ExportFormat;
  desk: string;
  unit: string | null;
  opened_from: ColumnType<Date | null, Date | null, never>;
  opened_to: ColumnType<Date | null, Date | null, never>;
  with_text: boolean;
  reason: string;
  asked_at: ColumnType<Date, Date, never>;
  rows: ColumnType<number, never, number>;
  started_at: ColumnType<Date | null, never, Date | null>;
  ended_at: ColumnType<Date | null, never, Date | null>;
  broken: ColumnType<boolean, never, boolean>;
  fetched: ColumnType<number, never, number>;
}

const tables = (db: Db) => db.withTables<{ exports: ExportsTable }>();
const date = (at: number | null): Date | null => (at === null ? null : new Date(at));

export const putExport = (db: Db, { from, to, withText, reason, askedAt, progress: _, ...asked }: Export) =>
  tables(db)
    .insertInto('exports')
    .values({
      ...asked,
      opened_from: date(from),
      opened_to: date(to),
      with_text: withText,
      reason: redact(reason),
      asked_at: new Date(askedAt),
    })
    .execute();

/** Newest first; of one person, or, for whoever watches over them, of all. */
export async function readExports(
  db: Db,
  ask: { readonly tenant: string; readonly person?: string; readonly id?: string; readonly limit: number },
): Promise<readonly Export[]> {
  const rows = await tables(db)
    .selectFrom('exports')
    .selectAll()
    .where('tenant', '=', ask.tenant)
    .$if(ask.person !== undefined, (query) => query.where('person', '=', ask.person as string))
    .$if(ask.id !== undefined, (query) => query.where('id', '=', ask.id as string))
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(ask.limit)
    .execute();
  return rows.map(
    ({ opened_from, opened_to, with_text, asked_at, rows: written, started_at, ended_at, broken, fetched, ...row }) => ({
      ...row,
      from: opened_from?.getTime() ?? null,
      to: opened_to?.getTime() ?? null,
      withText: with_text,
      askedAt: asked_at.getTime(),
      progress: {
        state: broken ? 'broken' : ended_at ? 'done' : started_at ? 'running' : 'waiting',
        rows: written,
        startedAt: started_at?.getTime() ?? null,
        endedAt: ended_at?.getTime() ?? null,
        fetched,
      },
    }),
  );
}

/** The file is being written from its beginning. Committed before any of it is out. */
export const noteBegun = (db: Db, id: string, at: number) =>
  tables(db)
    .updateTable('exports')
    .set({ rows: 0, started_at: new Date(at), ended_at: null, broken: false, fetched: sql<number>`fetched + 1` })
    .where('id', '=', id)
    .execute();

export const noteRows = (db: Db, id: string, rows: number) =>
  tables(db).updateTable('exports').set({ rows }).where('id', '=', id).execute();

/** `broken`: whoever fetched it hung up, or it failed. */
export const noteEnded = (
  db: Db,
  id: string,
  { rows, at, broken }: { readonly rows: number; readonly at: number; readonly broken: boolean },
) =>
  tables(db)
    .updateTable('exports')
    .set({ rows, ended_at: new Date(at), broken })
    .where('id', '=', id)
    .execute();

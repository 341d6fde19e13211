// Tables and sequences of the system: what a backup holds, in an order in which rows may be put back.
import type { ClientBase } from 'pg';
import type { Sequence, TableHead } from './records.ts';

/** Not ours to keep: the queues, which are rebuilt from timers and outbox, and PostgreSQL's own. */
const OURS = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'bullmq')
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** Known by the release that migrates, or only of the moment. */
const NOT_KEPT = ['migrations', 'restore_unfinished'];

export interface Table extends TableHead {
  readonly bytes: number;
}

/** A table comes after those that its rows refer to. */
export async function tablesOf(client: ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<Table & { oid: string; needs: readonly string[] }>(
    `select c.oid::text as oid, n.nspname as schema, c.relname as name, pg_table_size(c.oid)::float8 as bytes,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       array(select distinct k.confrelid::text from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and ${OURS} order by n.nspname, c.relname`,
  );
  const waiting = rows.filter(({ name }) => !NOT_KEPT.includes(name));
  const sorted: typeof rows = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ needs }) => needs.every((oid) => !waiting.some((one) => one.oid === oid)));
    if (next === -1) throw new Error(`tables refer to each other in a ring: ${waiting.map(({ name }) => name).join(', ')}`);
    sorted.push(...waiting.splice(next, 1));
  }
  return sorted;
}

export async function sequencesOf(client: ClientBase): Promise<readonly Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${OURS} order by 1, 2`,
  );
  const sequences: Sequence[] = [];
  for (const { schema, name } of rows) {
    const { rows: values } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoted(schema)}.${quoted(name)}`,
    );
    if (values[0]) sequences.push({ schema, name, ...values[0] });
  }
  return sequences;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const columnsOf = ({ schema, name, columns }: TableHead): string =>
  `${quoted(schema)}.${quoted(name)} (${columns.map(quoted).join(', ')})`;

// Every column of every table of a database as text: what whoever steals a dump can read.
import pg from 'pg';

/** By `schema.table.column`. Bytes come as Latin-1, so that text in them is found as text. */
export async function readColumns(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2`,
    );
    const columns = new Map<string, string>();
    for (const { schema, name } of tables) {
      const { rows, fields } = await client.query(`select * from "${schema}"."${name}"`);
      for (const field of fields)
        columns.set(`${schema}.${name}.${field.name}`, rows.map((row) => plain(row[field.name])).join('\n'));
    }
    return columns;
  } finally {
    await client.end();
  }
}

function plain(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  if (Array.isArray(value)) return value.map(plain).join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

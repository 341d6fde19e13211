// Units in the database.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { pathLabel, UnitKind, type Unit, type UnitEntry } from './unit.ts';

interface PutOptions {
  readonly newId: () => string;
  /** When the new ones begin, epoch ms, unless an entry says it. */
  readonly at: number;
  /** Of a unit that is there only marks that it lacks are added: name, kind and end stay. */
  readonly addOnly?: boolean;
}

/**
 * Puts units of a county in, all or none, each under the unit whose code it names; a code that is there already keeps its
 * id, parent and path and takes the new name, kind, marks and end where they differ: a mark that is null goes, one that is
 * not named stays. One statement for each level. Returns how many rows were written: 0 when all of it stood already.
 * Throws when a parent is neither in the list before its child nor in the database.
 */
export const putUnits = (db: Db, tenant: string, entries: readonly UnitEntry[], options: PutOptions): Promise<number> =>
  db.isTransaction
    ? putLevels(db, tenant, entries, options)
    : db.transaction().execute((transaction) => putLevels(transaction, tenant, entries, options));

async function putLevels(
  db: Db,
  tenant: string,
  entries: readonly UnitEntry[],
  { newId, at, addOnly = false }: PutOptions,
): Promise<number> {
  // One writer at a time: `on conflict` looks at one unique index only, so that two could meet in that of the paths.
  await sql`lock table units in share row exclusive mode`.execute(db);
  const recoded = entries.flatMap(({ was, code }) => (was === undefined ? [] : [{ was, code }]));
  if (recoded.length > 0) {
    await sql`
      update units u set code = x.code from jsonb_to_recordset(${JSON.stringify(recoded)}::jsonb) as x(was text, code text)
      where u.tenant = ${tenant} and u.code = x.was
    `.execute(db);
  }
  let written = 0;
  for (const level of levels(entries)) {
    const rows = level.map(({ code, name, kind, parent, flags = {}, validFrom, validTo }) => ({
      id: newId(),
      code,
      name,
      kind: UnitKind.parse(kind),
      parent,
      label: pathLabel(code, kind === 'county' ? null : parent),
      flags,
      valid_from: new Date(validFrom ?? at),
      valid_to: validTo === undefined ? null : new Date(validTo),
    }));
    const result = await sql<{ written: number; orphans: string[] | null }>`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as x(id uuid, code text, name text, kind text, parent text, label text, flags jsonb, valid_from timestamptz, valid_to timestamptz)
      ), placed as (
        -- A county's path is its own: what stands above it is no part of where an order lies.
        select g.*, p.id as parent_id,
          case when g.parent is null or (g.kind = 'county' and p.id is not null) then text2ltree(g.label) else p.path || g.label end as path
        from given g left join units p on p.tenant = ${tenant} and p.code = g.parent
      ), put as (
        insert into units (tenant, id, code, name, kind, parent, path, valid_from, valid_to, flags)
        select ${tenant}, id, code, name, kind, parent_id, path, valid_from, valid_to, flags
        from placed where path is not null order by code
        on conflict (tenant, code) do update set ${addOnly ? addMarks : change}
        returning 1
      )
      select (select count(*)::int from put) as written, (select array_agg(code) from placed where path is null) as orphans
    `.execute(db);
    const [{ written: put, orphans }] = result.rows as [{ written: number; orphans: string[] | null }];
    if (orphans) throw new Error(`no unit above ${orphans.join(', ')}: put the parents in first`);
    written += put;
  }
  return written;
}

const merged = sql`units.flags || excluded.flags`;
/** A county that stood at the root may get a city above it: its path is its own. */
const parent = sql`case when excluded.kind = 'county' then coalesce(units.parent, excluded.parent) else units.parent end`;
const end = sql`coalesce(excluded.valid_to, units.valid_to)`;
const change = sql`
  name = excluded.name, kind = excluded.kind, parent = ${parent}, flags = ${merged}, valid_to = ${end}
  where (units.name, units.kind, units.parent, units.flags, units.valid_to)
    is distinct from (excluded.name, excluded.kind, ${parent}, ${merged}, ${end})`;
const addMarks = sql`flags = excluded.flags || units.flags where units.flags is distinct from excluded.flags || units.flags`;

/** The entries by depth among themselves, so that parents go in first. */
function levels(entries: readonly UnitEntry[]): UnitEntry[][] {
  const depths = new Map<string, number>();
  const sorted: UnitEntry[][] = [];
  for (const entry of entries) {
    if (depths.has(entry.code)) throw new Error(`unit ${entry.code} is listed twice`);
    const depth = entry.parent === null ? 0 : (depths.get(entry.parent) ?? -1) + 1;
    depths.set(entry.code, depth);
    (sorted[depth] ??= []).push(entry);
  }
  return sorted;
}

/** The counties that have units, by code. */
export async function countiesOf(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('units').select('tenant').distinct().orderBy('tenant').execute();
  return rows.map(({ tenant }) => tenant);
}

/** All units, ended ones too; of one county when `tenant` is given. */
export async function readUnits(db: Db, tenant?: string): Promise<Unit[]> {
  const rows = await db
    .selectFrom('units')
    .selectAll()
    .$if(tenant !== undefined, (query) => query.where('tenant', '=', tenant as string))
    .execute();
  return rows.map(({ valid_from, valid_to, kind, ...row }) => ({
    ...row,
    kind: UnitKind.parse(kind),
    validFrom: valid_from.getTime(),
    validTo: valid_to?.getTime() ?? null,
  }));
}

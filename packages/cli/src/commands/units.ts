// `six-order units import FILE`: brings a county's units in from its JSON file or from a CSV table.
import { openTables } from '@six-order/community/tables';
import { County, countyRows } from '@six-order/community/units/county';
import type { PlannedRow, UnitRow } from '@six-order/community/units/import-plan';
import { importUnits as putRows } from '@six-order/community/units/unit-import-store';
import { readHeader, readUnitRow } from '@six-order/community/units/unit-table';
import { openPool } from '@six-order/engine/runtime';
import { readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { csvRows } from '../import/csv-rows.ts';
import { migrateAll, pendingMigrations } from '../migrations.ts';
import { newId } from '../new-id.ts';
import { report, say } from '../screen.ts';
import { readTextFile } from '../text-file.ts';

interface UnitsImport {
  readonly file: string;
  readonly dryRun: boolean;
  readonly partial: boolean;
  readonly json: boolean;
}

/** 0 when no row is refused, or the good ones were to be put all the same; 1 when rows are refused and nothing was written. */
export async function importUnits({ file, dryRun, partial, json }: UnitsImport): Promise<0 | 1> {
  const rows = file.toLowerCase().endsWith('.json') ? await jsonRows(file) : await tableRows(file);
  if (rows.length === 0) throw new CommandFailure(`${file} has no units.`);
  const tenant = countyOf(rows);
  const configuration = readConfiguration(process.env);
  const database = await openDatabase(configuration, say);
  const pool = openPool(database.url, 'app', { max: 1 });
  try {
    if (database.embedded) await migrateAll(database.url);
    else if ((await pendingMigrations(pool)).length > 0) {
      throw new CommandFailure('The database is behind this release: run `npm run six-order -- migrate`, then import again.');
    }
    const options = { tenant, rows, newId, at: Date.now(), by: null, reason: 'units import', dryRun, partial };
    const { plan, written } = await putRows(openTables(pool), options);
    const counts = Object.fromEntries(
      outcomes.map((outcome) => [outcome, plan.rows.filter((row) => row.outcome === outcome).length]),
    );
    const refused = counts['refused'] ?? 0;
    report(json, { tenant, dryRun, written, ...counts, rows: plan.rows }, () => text(plan.rows, counts, { written, dryRun }));
    return refused > 0 && !partial ? 1 : 0;
  } finally {
    await pool.end();
    await database.close();
  }
}

const outcomes = ['new', 'changed', 'same', 'refused'] as const satisfies readonly PlannedRow['outcome'][];

async function jsonRows(file: string): Promise<UnitRow[]> {
  const text = await readTextFile(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CommandFailure(`${file} is not JSON.`);
  }
  const county = County.safeParse(value);
  if (county.success) return countyRows(county.data);
  const problems = county.error.issues.map(({ path, message }) => `  ${path.join('.') || 'the file'}: ${message}`);
  throw new CommandFailure(`${file} is not a county file:\n${problems.slice(0, 20).join('\n')}`);
}

async function tableRows(file: string): Promise<UnitRow[]> {
  const rows: UnitRow[] = [];
  let columns: Parameters<typeof readUnitRow>[0] | null = null;
  for await (const { line, fields } of csvRows(file)) {
    if (columns) rows.push(readUnitRow(columns, fields, line));
    else {
      const header = readHeader(fields);
      if (header.kind === 'unfit') throw new CommandFailure(`${file}, line ${line}: ${header.problem}.`);
      columns = header.columns;
    }
  }
  return rows;
}

/** The county is the first six digits of what is longest: a file is of one county. */
function countyOf(rows: readonly UnitRow[]): string {
  const counties = new Set(rows.map(({ code }) => code.replaceAll(/\D/g, '').slice(0, 6)).filter(({ length }) => length === 6));
  const [county, ...others] = counties;
  if (county === undefined || others.length > 0) {
    throw new CommandFailure(
      county === undefined
        ? 'No code has the six digits of a county.'
        : `The file has units of several counties (${[...counties].join(', ')}): one file, one county.`,
    );
  }
  return county;
}

function text(
  rows: readonly PlannedRow[],
  counts: Readonly<Record<string, number>>,
  { written, dryRun }: { readonly written: number; readonly dryRun: boolean },
): string {
  const shown = rows.filter(({ outcome }) => outcome === 'changed' || outcome === 'refused');
  const lines = shown.slice(0, MOST_SHOWN).map(({ at, code, outcome, changes, problems }) =>
    outcome === 'refused'
      ? `  ${at}: ${code || '(no code)'} refused: ${problems.join('; ')}`
      : `  ${at}: ${code} ${Object.entries(changes)
          .map(([name, [before, after]]) => `${name} ${JSON.stringify(before)} → ${JSON.stringify(after)}`)
          .join(', ')}`,
  );
  const left = shown.length - lines.length;
  const sums = outcomes.map((outcome) => `${counts[outcome] ?? 0} ${outcome}`).join(', ');
  const end = dryRun
    ? 'A dry run: nothing was written.'
    : written === 0 && (counts['refused'] ?? 0) > 0
      ? 'Nothing was written: set the rows right, or put the others with --partial.'
      : `${written} units written.`;
  return [...lines, ...(left > 0 ? [`  … and ${left} more: --json has them all`] : []), `${sums}.`, end].join('\n');
}

const MOST_SHOWN = 100;

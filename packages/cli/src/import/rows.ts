// All rows of a file, read through a profile: the header, each row's own checks, and that no record stands twice.
import { CommandFailure } from '../failure.ts';
import { csvRows } from './csv-rows.ts';
import { localTime } from './local-time.ts';
import type { Columns, Profile } from './profile.ts';
import { type ImportedCase, type Row, readRow } from './row.ts';

/** A row that cannot become an order. */
export interface RefusedRow {
  readonly line: number;
  readonly refused: string;
}

/**
 * Every row in the file's order. `now`: nothing may have happened after it (epoch ms). Throws CommandFailure when the file
 * cannot be read as a whole (csv-rows.ts), is empty, or lacks a column.
 */
export async function* readRows(file: string, profile: Profile, now: number): AsyncGenerator<ImportedCase | RefusedRow> {
  const time = localTime(profile.time);
  const seen = new Map<string, number>();
  let header: readonly string[] | null = null;
  let places: readonly (readonly [keyof Columns, number])[] = [];
  for await (const { line, fields } of csvRows(file)) {
    if (header === null) {
      header = fields.map((name) => name.trim());
      places = placesOf(file, profile, header);
      continue;
    }
    if (fields.length !== header.length) {
      yield { line, refused: `it has ${fields.length} fields where the header has ${header.length}` };
      continue;
    }
    const row = Object.fromEntries(places.map(([name, place]) => [name, (fields[place] as string).trim()])) as unknown as Row;
    const first = seen.get(row.id);
    if (first !== undefined && row.id !== '') {
      yield { line, refused: `its ${profile.columns.id} stands in line ${first} already` };
      continue;
    }
    seen.set(row.id, line);
    yield readRow(profile, time, now, line, row);
  }
  if (header === null) throw new CommandFailure(`${file} is empty.`);
}

function placesOf(file: string, profile: Profile, header: readonly string[]): readonly (readonly [keyof Columns, number])[] {
  const wanted = Object.entries(profile.columns) as [keyof Columns, string][];
  const missing = wanted.filter(([, column]) => !header.includes(column)).map(([, column]) => column);
  if (missing.length > 0) {
    throw new CommandFailure(
      `${file} is not as the profile ${profile.name} knows it: its header lacks ${missing.join(', ')}. Is it a comma-separated file with a header, and the right profile?`,
    );
  }
  const twice = header.filter((column, at) => header.indexOf(column) !== at);
  if (twice.length > 0) throw new CommandFailure(`${file} has the column ${[...new Set(twice)].join(', ')} twice.`);
  return wanted.map(([name, column]) => [name, header.indexOf(column)]);
}

/** What has to be known of a file before its first row goes in. */
export interface Survey {
  readonly file: string;
  /** When it was read; what lay in the past then did so for good. Epoch ms. */
  readonly at: number;
  readonly rows: number;
  /** The newest time at which something was opened or closed: there the file's history ends. Epoch ms; 0 when no row is fit. */
  readonly end: number;
  /** Columns that the profile does not know. */
  readonly unknownColumns: readonly string[];
}

/** Reads the file once through. Throws as `readRows` does: so nothing is written of a file that cannot be read to its end. */
export async function surveyFile(file: string, profile: Profile, at: number): Promise<Survey> {
  let rows = 0;
  let end = 0;
  for await (const row of readRows(file, profile, at)) {
    rows += 1;
    if (!('refused' in row)) end = Math.max(end, row.openedAt, row.ending.kind === 'open' ? 0 : row.ending.at);
  }
  return { file, at, rows, end, unknownColumns: await unknownColumns(file, profile) };
}

async function unknownColumns(file: string, profile: Profile): Promise<readonly string[]> {
  const known = new Set([...Object.values(profile.columns), ...profile.unused]);
  for await (const { fields } of csvRows(file)) return fields.map((name) => name.trim()).filter((name) => !known.has(name));
  return [];
}

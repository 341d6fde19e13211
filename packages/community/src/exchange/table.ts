// Work orders as a table (CSV) in whatever encoding the other system writes: UTF-8, UTF-16 or GBK (GB 18030).
//
// T1: a row is read or refused by itself, each refusal with its line; a table that cannot be read at all gives one problem.
import { parse } from 'csv-parse/sync';
import type { ExchangeProfile, Problem } from './profile.ts';

export const MAX_ROWS = 500;
/** Of one field; what is longer is no work order's. */
const MAX_RECORD = 20_000;

const fields = ['number', 'category', 'unit', 'text', 'urgency', 'dueAt', 'returnBy', 'name', 'phone', 'address'] as const;
type Field = (typeof fields)[number];
const required: readonly Field[] = ['number', 'category', 'unit', 'text'];

export interface Row {
  /** Of the file, from 1. */
  readonly line: number;
  /** In the shape of a work order, not checked yet. */
  readonly order: Readonly<Record<string, unknown>>;
}

/** The rows of a table, or why it is none. */
export function readTable(
  bytes: Uint8Array,
  profile: ExchangeProfile,
): { readonly rows: readonly Row[] } | { readonly problems: readonly Problem[] } {
  const text = decode(bytes);
  if (text === null) return wrong('the table must be text in UTF-8, UTF-16 or GBK');
  let records: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      trim: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD,
    }) as never;
  } catch (error) {
    const { code, lines = 1 } = error as { code?: string; lines?: number };
    const what = code === 'CSV_MAX_RECORD_SIZE' ? 'a row is too long' : 'this is no CSV: a quotation mark is missing';
    return wrong(`line ${lines}: ${what}`);
  }
  const [header, ...rest] = records;
  const names = header?.record ?? [];
  const at = new Map(fields.map((field) => [field, names.indexOf(profile.columns[field] ?? field)]));
  const missing = required.filter((field) => at.get(field) === -1);
  if (missing.length > 0) {
    return wrong(`the first line must name the columns ${missing.map((field) => profile.columns[field] ?? field).join(', ')}`);
  }
  if (rest.length === 0) return wrong('there is no row in it');
  if (rest.length > MAX_ROWS) return wrong(`at most ${MAX_ROWS} rows at once`);
  return { rows: rest.map(({ record, info }) => ({ line: info.lines, order: orderOf(at, record) })) };
}

function orderOf(at: ReadonlyMap<Field, number>, record: readonly string[]): Readonly<Record<string, unknown>> {
  const said = (field: Field): string | undefined => record[at.get(field) ?? -1] || undefined;
  const { name, phone, address, dueAt, returnBy, ...rest } = Object.fromEntries(fields.map((field) => [field, said(field)])) as {
    [field in Field]?: string;
  };
  const whole = {
    ...rest,
    ...(dueAt && { dueAt: instant(dueAt) }),
    ...(returnBy && { returnBy: instant(returnBy) }),
    ...((name ?? phone) !== undefined && { contact: { name: name ?? '', phone: phone ?? '', ...(address && { address }) } }),
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

/** `2026-03-02 17:30[:00]`, as offices write it, is time in China. */
function instant(text: string): string {
  const [, day, time, seconds = ':00'] = /^(\d{4}[-/]\d{1,2}[-/]\d{1,2})[ T](\d{2}:\d{2})(:\d{2})?$/.exec(text) ?? [];
  if (day === undefined || time === undefined) return text;
  const [year, month = '', date = ''] = day.split(/[-/]/);
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}T${time}${seconds}+08:00`;
}

function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const utf16 = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  for (const encoding of utf16 ? [utf16] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // A file of another kind has bytes that no text has.
      return text.includes('\0') ? null : text;
    } catch {
      // Then it is in another one.
    }
  }
  return null;
}

const wrong = (message: string) => ({ problems: [{ path: '', message }] });

// Rows of a CSV file, one at a time: the file may be larger than memory.
//
// R1: what makes the file unreadable ends the import; what is wrong with one row is that row's alone.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { TextDecoderStream } from 'node:stream/web';
import { CsvError, parse } from 'csv-parse';
import { CommandFailure } from '../failure.ts';
import { unreadable } from '../text-file.ts';

export interface CsvRow {
  /** Where it begins; the header is line 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A row longer than this is a quotation mark that was never closed. Characters. */
const LONGEST_ROW = 1_000_000;

/**
 * The rows, the header first; empty lines are left out, a byte order mark too. A row may have more or fewer fields than
 * the header. Throws CommandFailure when there is no such file, or it is not CSV in UTF-8, naming the line.
 */
export async function* csvRows(file: string): AsyncGenerator<CsvRow> {
  const bytes = createReadStream(file);
  const text = Readable.fromWeb(Readable.toWeb(bytes).pipeThrough(new TextDecoderStream('utf-8', { fatal: true })));
  const parser = parse({ info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: LONGEST_ROW });
  text.on('error', (error) => parser.destroy(error));
  try {
    for await (const { info, record } of text.pipe(parser) as AsyncIterable<Parsed>) {
      const breaks = record.reduce((sum, field) => sum + field.split('\n').length - 1, 0);
      yield { line: info.lines - breaks, fields: record };
    }
  } catch (error) {
    // The parser's own message may quote the row.
    if (error instanceof CsvError)
      throw new CommandFailure(`${file} is not CSV at line ${(error as { lines?: number }).lines}: ${complaint(error.code)}.`);
    throw unreadable(file, error);
  } finally {
    // Whoever stops reading early leaves no open file behind.
    text.destroy();
    bytes.destroy();
  }
}

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

const complaints: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is never closed',
  CSV_MAX_RECORD_SIZE: `a row has more than ${LONGEST_ROW} characters, as when a quotation mark is never closed`,
  CSV_INVALID_CLOSING_QUOTE: 'something stands between a closing quotation mark and the next comma',
  INVALID_OPENING_QUOTE: 'a quotation mark stands inside a field that does not begin with one',
};

const complaint = (code: string): string => complaints[code] ?? code;

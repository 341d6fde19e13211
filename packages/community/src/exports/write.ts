// The files of an export, written row by row: CSV for spreadsheets, XLSX, NDJSON.
//
// Keeps: W1: no cell is a formula: in CSV what would be one is quoted, in XLSX every text is a literal. W2: what was written is
// handed on at once, so that memory does not grow with the export.
import { stringify } from 'csv-stringify/sync';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { exportColumns, type ExportColumn, type ExportRow } from './columns.ts';

export const exportFormats = ['csv', 'xlsx', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface Writer {
  readonly type: string;
  /** What goes out for these rows; may be empty while more is gathered. */
  rows(rows: readonly ExportRow[]): Uint8Array;
  /** The last of it. */
  end(): Uint8Array;
}

export const writerOf = (format: ExportFormat, columns: readonly ExportColumn[]): Writer => writers[format](columns);

const titles = (columns: readonly ExportColumn[]): string[] => columns.map((column) => exportColumns[column][0]);
const cells = (columns: readonly ExportColumn[], row: ExportRow): (string | number)[] =>
  columns.map((column) => row[column] ?? '');

const writers: Readonly<Record<ExportFormat, (columns: readonly ExportColumn[]) => Writer>> = {
  csv(columns) {
    const lines = (table: (string | number)[][]) => stringify(table, { escape_formulas: true, record_delimiter: 'windows' });
    let head = `\ufeff${lines([titles(columns)])}`;
    const take = (text: string): Uint8Array => {
      const all = head + text;
      head = '';
      return strToU8(all);
    };
    return {
      type: 'text/csv; charset=utf-8',
      rows: (rows) => take(rows.length === 0 ? '' : lines(rows.map((row) => cells(columns, row)))),
      end: () => take(''),
    };
  },
  ndjson: (columns) => ({
    type: 'application/x-ndjson; charset=utf-8',
    rows: (rows) =>
      strToU8(
        rows
          .map((row) => `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? ''])))}\n`)
          .join(''),
      ),
    end: () => new Uint8Array(),
  }),
  xlsx: (columns) => xlsxWriter(columns),
};

/** What a sheet can hold, its titles among them. */
const SHEET_ROWS = 1_048_576;

function xlsxWriter(columns: readonly ExportColumn[], sheetRows: number = SHEET_ROWS): Writer {
  const chunks: Uint8Array[] = [];
  let fault: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) fault = error;
    else chunks.push(chunk);
  });
  const taken = (): Uint8Array => {
    if (fault) throw fault;
    const all = Buffer.concat(chunks);
    chunks.length = 0;
    return all;
  };
  const whole = (name: string, text: string): void => {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    file.push(strToU8(XML + text), true);
  };
  let sheets = 0;
  let left = 0;
  let sheet: ZipDeflate | null = null;
  const closeSheet = (): void => {
    sheet?.push(strToU8('</sheetData></worksheet>'), true);
    sheet = null;
  };
  const openSheet = (): ZipDeflate => {
    closeSheet();
    sheets += 1;
    left = sheetRows - 1;
    sheet = new ZipDeflate(`xl/worksheets/sheet${sheets}.xml`, { level: 1 });
    zip.add(sheet);
    sheet.push(strToU8(`${XML}<worksheet xmlns="${MAIN}"><sheetData>${rowXml(titles(columns))}`));
    return sheet;
  };
  openSheet();
  return {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    rows(rows) {
      for (let at = 0; at < rows.length;) {
        const into = left === 0 || sheet === null ? openSheet() : sheet;
        const some = rows.slice(at, at + left);
        into.push(strToU8(some.map((row) => rowXml(cells(columns, row))).join('')));
        at += some.length;
        left -= some.length;
      }
      return taken();
    },
    end() {
      closeSheet();
      const each = (xml: (n: number) => string): string => Array.from({ length: sheets }, (_, n) => xml(n + 1)).join('');
      whole(
        'xl/workbook.xml',
        `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each((n) => `<sheet name="orders${n === 1 ? '' : ` ${n}`}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
      );
      whole(
        'xl/_rels/workbook.xml.rels',
        `<Relationships xmlns="${PACKAGE_RELATIONS}">${each((n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
      );
      whole(
        '_rels/.rels',
        `<Relationships xmlns="${PACKAGE_RELATIONS}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      );
      whole(
        '[Content_Types].xml',
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`)}</Types>`,
      );
      zip.end();
      return taken();
    },
  };
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Every text stands literally in its cell (`inlineStr`): a spreadsheet shows it and reckons nothing. */
const rowXml = (values: readonly (string | number)[]): string =>
  `<row>${values
    .map((value) =>
      typeof value === 'number'
        ? `<c><v>${value}</v></c>`
        : value === ''
          ? '<c/>'
          : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`,
    )
    .join('')}</row>`;

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** What XML cannot hold is left out; a cell takes 32,767 characters. */
const escaped = (text: string): string =>
  text
    .slice(0, 32_767)
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>\r]/g, (mark) => marks[mark] as string);

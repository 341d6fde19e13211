// CSV for spreadsheets: UTF-8 with BOM, CRLF, and no cell that a spreadsheet would take for a formula.
import { stringify } from 'csv-stringify/sync';

export const BOM = '\ufeff';

export const csvLine = (cells: readonly (string | number | null)[]): string =>
  stringify([cells.map((cell) => cell ?? '')], { escape_formulas: true, record_delimiter: 'windows' });

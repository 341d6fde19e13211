// CSV for spreadsheets: UTF-8 with BOM, CRLF, and no cell that a spreadsheet would take for a formula.

export const BOM = '\ufeff';

type Cell = string | number | null;

const formula = /^[=+\-@\t\r]/;

function cell(value: Cell): string {
  if (value === null) return '';
  const text = typeof value === 'string' && formula.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`;

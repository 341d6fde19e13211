// Exports: what a post sees, as CSV, XLSX and NDJSON; no formula, no personal data, logged, and as large as it comes.
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { demoCommunity } from '@six-order/community/demo/personas';
import { exportColumns, type ExportRow } from '@six-order/community/exports/columns';
import { writerOf } from '@six-order/community/exports/write';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fits, openService, type Persona, type Service } from './service.ts';

let service: Service;
let secretary: Persona;
beforeAll(async () => {
  service = await openService();
  secretary = await service.as('secretary');
  const resident = await service.as('resident');
  const contact = { name: '韦春梅', phone: '13800001234', address: '3栋502' };
  for (let n = 0; n < 3; n += 1) await resident.place('0102', { text: `=1+1 漏水，找韦春梅13800001234`, contact });
  await resident.place('1101', { text: '反映工作人员' });
});
afterAll(() => service.close());

const ask = async (persona: Persona, more: object = {}) => {
  const answer = await persona.post('/api/v1/exports', { reason: '月度汇总', ...more });
  expect(answer.status, answer.text).toBe(201);
  return fits('askForExport', 201, answer.json).export as { id: string; file: string };
};
const bytesOf = async (persona: Persona, file: string): Promise<Uint8Array> => {
  const response = await fetch(service.url + file, { headers: { authorization: `Bearer ${persona.token}` } });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
};
const tableOf = (bytes: Uint8Array): Record<string, string>[] => parse(Buffer.from(bytes), { bom: true, columns: true });

test('a CSV has what the post sees and nobody’s personal data, in UTF-8 with BOM', async () => {
  const { id, file } = await ask(secretary);
  const bytes = await bytesOf(secretary, file);
  expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
  const table = tableOf(bytes);
  const desk = await secretary.get('/api/v1/orders?limit=200');
  expect(table.map((row) => row['单号'])).toEqual(desk.json.orders.map(({ number }: { number: string }) => number));
  expect(table[0]).toMatchObject({ 事项类别代码: '0102', 环节状态: 'placed', 灯色: 'green' });
  expect(Buffer.from(bytes).toString()).not.toMatch(/韦春梅|13800001234|漏水，找|栋502|反映/);
  const { export: done } = fits('getExport', 200, (await secretary.get(`/api/v1/exports/${id}`)).json);
  expect(done.progress).toMatchObject({ state: 'done', rows: table.length, fetched: 1 });
});

test('the text goes out masked only when asked for, no cell is a formula, and each reading is in the access log', async () => {
  const before = await service.db.query(`select count(*)::int as n from access_log where field = 'text' and person = $1`, [
    secretary.person,
  ]);
  const { file } = await ask(secretary, { text: true });
  const table = tableOf(await bytesOf(secretary, file));
  const texts = table.map((row) => row['诉求内容(脱敏)'] ?? '');
  expect(texts.filter((text) => text.startsWith("'=1+1 漏水")).length).toBe(3);
  expect(texts.join()).not.toMatch(/韦春梅|13800001234/);
  const after = await service.db.query(`select count(*)::int as n from access_log where field = 'text' and person = $1`, [
    secretary.person,
  ]);
  expect(after.rows[0].n - before.rows[0].n).toBe(table.length);
});

test('an XLSX opens as one: the same rows as the CSV, each text literally, no formula', async () => {
  const csv = tableOf(await bytesOf(secretary, (await ask(secretary, { text: true })).file));
  const files = unzipSync(await bytesOf(secretary, (await ask(secretary, { format: 'xlsx', text: true })).file));
  expect(Object.keys(files).toSorted((a, b) => a.localeCompare(b))).toEqual(
    ['_rels/.rels', '[Content_Types].xml', 'xl/_rels/workbook.xml.rels', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml'].toSorted(
      (a, b) => a.localeCompare(b),
    ),
  );
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] as Uint8Array);
  expect(sheet).not.toMatch(/<f[ >]/);
  const rows = cellsOf(sheet);
  expect(rows[0]).toEqual(Object.values(exportColumns).map(([zh]) => zh));
  const plain = (text: string): string => text.replace(/^'(?=[=+\-@\t\r])/, '');
  expect(rows.slice(1)).toEqual(csv.map((row) => Object.values(row).map((cell) => plain(cell))));
});

test('NDJSON has one object a line', async () => {
  const bytes = await bytesOf(secretary, (await ask(secretary, { format: 'ndjson' })).file);
  const lines = Buffer.from(bytes)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ExportRow);
  expect(lines.length).toBeGreaterThan(0);
  expect(Object.keys(lines[0] as ExportRow)).toEqual(Object.keys(exportColumns).filter((column) => column !== 'text'));
});

test('whose role takes nothing out is refused, another’s export is not there, and authority is asked when the file is written', async () => {
  for (const persona of ['resident', 'member', 'publisher', 'admin', 'window'] as const)
    expect((await (await service.as(persona)).post('/api/v1/exports', { reason: '试试' })).status, persona).toBe(403);
  const { id, file } = await ask(secretary);
  const street = await service.as('street');
  expect((await street.get(`/api/v1/exports/${id}`)).status).toBe(404);
  expect((await street.get(file)).status).toBe(404);
  const mine = fits('listExports', 200, (await street.get('/api/v1/exports')).json);
  expect(mine.exports).toEqual([]);
  const officer = fits('listExports', 200, (await (await service.as('dpo')).get('/api/v1/exports')).json);
  expect(officer.exports.map(({ id: one }: { id: string }) => one)).toContain(id);
  const sealed = await service.db.query(`select number from orders where labels @> '{sealed}'`);
  const table = tableOf(await bytesOf(street, (await ask(street)).file));
  const visible = (await street.get('/api/v1/orders?limit=200')).json.orders.map(({ number }: { number: string }) => number);
  expect(table.map((row) => row['单号'])).toEqual(visible);
  expect(sealed.rows.length).toBe(1);
});

test('bad input is answered with what would be right', async () => {
  for (const [body, path] of [
    [{ reason: '' }, 'reason'],
    [{ reason: '月报', format: 'pdf' }, 'format'],
    [{ reason: '月报', desk: 'everything' }, 'desk'],
    [{ reason: '月报', unit: '999' }, 'unit'],
    [{ reason: '月报', from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }, 'to'],
    [{ reason: '月报', from: 'yesterday' }, 'from'],
  ] as const) {
    const answer = await secretary.post('/api/v1/exports', body);
    expect(answer.status).toBe(422);
    expect(answer.json.errors.map((error: { path: string }) => error.path)).toContain(path);
  }
  const none = await ask(secretary, { unit: demoCommunity, to: '2000-01-01T00:00:00Z' });
  expect(tableOf(await bytesOf(secretary, none.file))).toEqual([]);
});

test('whatever a cell holds, it comes back from the file as it was, and no spreadsheet reckons with it', () => {
  const columns = ['number', 'text'] as const;
  const row = (text: string) => ({ number: '1', text }) as unknown as ExportRow;
  // XML holds no such characters, and a spreadsheet ends a line its own way.
  const cell = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replace(/[^\x20-\ud7ff\n\t]/g, ''));
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 20 }), (texts) => {
      const xlsx = writerOf('xlsx', columns);
      const parts = [xlsx.rows(texts.map(row)), xlsx.end()];
      const sheet = strFromU8(unzipSync(new Uint8Array(Buffer.concat(parts)))['xl/worksheets/sheet1.xml'] as Uint8Array);
      expect(
        cellsOf(sheet)
          .slice(1)
          .map(([, text]) => text),
      ).toEqual(texts);
      expect(sheet).not.toMatch(/<f[ >]/);
      const csv = writerOf('csv', columns);
      const table: string[][] = parse(Buffer.concat([csv.rows(texts.map(row)), csv.end()]), { bom: true });
      for (const [n, text] of texts.entries()) {
        const back = table[n + 1]?.[1] ?? '';
        expect(back === text || back === `'${text}`).toBe(true);
        expect(/^[=+\-@\t\r]/.test(back)).toBe(false);
      }
    }),
  );
});

// How fast it goes, and what memory it takes: the bench `exports`.
test('a file grows and what is held of it does not: a hundred thousand rows are written in pages', () => {
  const page = Array.from({ length: 2_000 }, (_, n) => ({ number: String(n), text: '漏水'.repeat(20) }) as unknown as ExportRow);
  for (const format of ['csv', 'xlsx', 'ndjson'] as const) {
    const writer = writerOf(format, ['number', 'text']);
    let largest = 0;
    for (let n = 0; n < 50; n += 1) largest = Math.max(largest, writer.rows(page).length);
    writer.end();
    expect(largest, format).toBeLessThan(2_000_000);
  }
}, 60_000);

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#13;': '\r' };

/** Texts of a sheet's cells, row by row, as a spreadsheet reads them. */
function cellsOf(sheet: string): string[][] {
  return [...sheet.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c\/>|<c><v>([^<]*)<\/v><\/c>|<c t="inlineStr"><is><t xml:space="preserve">([^<]*)<\/t><\/is><\/c>/g)].map(
      ([, number, text]) => number ?? (text ?? '').replace(/&(?:amp|lt|gt|#13);/g, (mark) => entities[mark] as string),
    ),
  );
}

// What a file, and each of its rows, must be: everything else is said, by line.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boston311 } from '@six-order/cli/import/profiles/boston311';
import type { ImportedCase } from '@six-order/cli/import/row';
import { unknownCategories } from '@six-order/cli/import/row';
import { type RefusedRow, readRows, surveyFile } from '@six-order/cli/import/rows';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sample, wall } from './open-import.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'six-order-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const names = Object.values(boston311.columns);
const fit: Readonly<Record<string, string>> = {
  CASE_ENQUIRY_ID: '101',
  OPEN_DT: '03/05/2015 08:21:37 AM',
  TARGET_DT: '03/19/2015 08:21:37 AM',
  CLOSED_DT: '03/06/2015 03:28:40 PM',
  CASE_STATUS: 'Closed',
  OnTime_Status: 'ONTIME',
  CLOSURE_REASON: 'Case Closed Case Resolved all done',
  CASE_TITLE: 'Pothole',
  TYPE: 'Pothole Repair (Internal)',
  REASON: 'Highway Maintenance',
  QUEUE: 'PWDx_District 5',
  Department: 'PWDx',
  Location: '1 City Hall Sq',
  neighborhood: 'Back Bay',
};
const field = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const line = (changed: Readonly<Record<string, string>> = {}): string =>
  names.map((name) => field(changed[name] ?? fit[name] ?? '')).join(',');

async function file(content: string | Uint8Array): Promise<string> {
  const path = join(folder, `${Math.random()}.csv`);
  await writeFile(path, content);
  return path;
}
const allOf = async (path: string): Promise<(ImportedCase | RefusedRow)[]> => {
  const rows = [];
  for await (const row of readRows(path, boston311, wall())) rows.push(row);
  return rows;
};
const rowsOf = async (...lines: readonly string[]) => allOf(await file([names.join(','), ...lines, ''].join('\n')));
const only = async (changed: Readonly<Record<string, string>>): Promise<ImportedCase> => {
  const [row] = await rowsOf(line(changed));
  if (!row || 'refused' in row) throw new Error(`refused: ${row?.refused}`);
  return row;
};

describe('a file that is no such file', () => {
  const refused = async (content: string | Uint8Array) =>
    surveyFile(await file(content), boston311, wall()).catch((error: Error) => `${error.name}: ${error.message}`);

  test('is not there, or is a folder', async () => {
    await expect(surveyFile(join(folder, 'none.csv'), boston311, wall())).rejects.toThrow(/^There is no file .*none\.csv\.$/);
    await expect(surveyFile(folder, boston311, wall())).rejects.toThrow(/is a folder: name a file\.$/);
  });

  test.each([
    ['empty', '', /^CommandFailure: .* is empty\.$/],
    ['only blank lines', '\n\n', /is empty\.$/],
    ['another table', 'a,b\n1,2\n', /its header lacks CASE_ENQUIRY_ID, OPEN_DT, .*right profile\?$/],
    ['separated otherwise', `${names.join(';')}\n`, /its header lacks/],
    ['a column twice', `${names.join(',')},TYPE\n`, /has the column TYPE twice\.$/],
    [
      'a quotation mark left open',
      `${names.join(',')}\n${line()}\n"101,\n`,
      /is not CSV at line 3: a quotation mark is never closed\.$/,
    ],
    ['a quotation mark inside', `${names.join(',')}\n1"2,\n`, /is not CSV at line 2: a quotation mark stands inside a field/],
    ['text after a quotation', `${names.join(',')}\n"1"2,\n`, /is not CSV at line 2: something stands between/],
    ['a row without end', `${names.join(',')}\n"${'x'.repeat(1_100_000)}`, /more than 1000000 characters/],
    ['another encoding', Buffer.from(`${names.join(',')}\nÄ`, 'latin1'), /is not in UTF-8: save it in that encoding/],
    ['UTF-16', Buffer.from(`\uFEFF${names.join(',')}\n`, 'utf16le'), /is not in UTF-8/],
  ])('%s', async (_, content, message) => {
    expect(await refused(content)).toMatch(message);
  });
});

test('a byte order mark, other line ends, blank lines and columns in another order do not matter', async () => {
  const text = await readFile(sample, 'utf8');
  const table = text.trimEnd().split('\r\n');
  const others = [await file(`\uFEFF${text}`), await file(table.join('\n')), await file(`${table.join('\n\n')}\n\n`)];
  const expected = await surveyFile(sample, boston311, wall());
  for (const other of others) expect(await surveyFile(other, boston311, wall())).toMatchObject({ rows: 43, end: expected.end });
  const shuffled = await file(`${names.toReversed().join(',')}\n${line().split(',').toReversed().join(',')}\n`);
  expect(await allOf(shuffled)).toEqual(await rowsOf(line()));
});

test('a column that the profile does not know is named', async () => {
  const path = await file(`${names.join(',')},LATITUDE,mood\n`);
  expect(await surveyFile(path, boston311, wall())).toEqual({
    file: path,
    at: wall(),
    rows: 0,
    end: 0,
    unknownColumns: ['mood'],
  });
});

describe('a row', () => {
  test.each([
    [{ CASE_ENQUIRY_ID: '' }, 'CASE_ENQUIRY_ID is empty'],
    [{ OPEN_DT: '' }, 'OPEN_DT is empty'],
    [{ OPEN_DT: '2015-03-05 08:21' }, 'OPEN_DT is no time as MM/DD/YYYY hh:mm:ss AM'],
    [{ OPEN_DT: '02/30/2015 08:21:37 AM' }, 'OPEN_DT is no time as MM/DD/YYYY hh:mm:ss AM'],
    [{ OPEN_DT: '03/05/2035 08:21:37 AM' }, 'OPEN_DT lies in the future'],
    [{ CLOSED_DT: '03/05/2035 08:21:37 AM' }, 'CLOSED_DT lies in the future'],
    [{ CLOSED_DT: 'yesterday' }, 'CLOSED_DT is no time as MM/DD/YYYY hh:mm:ss AM'],
    [{ CLOSED_DT: '03/05/2015 08:21:36 AM' }, 'CLOSED_DT is before OPEN_DT'],
    [{ TARGET_DT: 'soon' }, 'TARGET_DT is no time as MM/DD/YYYY hh:mm:ss AM'],
    [{ TARGET_DT: '03/05/2015 08:21:37 AM' }, 'TARGET_DT is not after OPEN_DT'],
    [{ CASE_STATUS: 'Pending' }, 'CASE_STATUS is neither Open nor Closed'],
    [{ CASE_STATUS: 'Open' }, 'CASE_STATUS is Open and CLOSED_DT is not empty'],
    [{ CLOSED_DT: '' }, 'CASE_STATUS is Closed and CLOSED_DT is empty'],
    [{ OnTime_Status: 'MAYBE' }, 'OnTime_Status is neither OVERDUE nor ONTIME nor empty'],
    [{ CASE_TITLE: '', TYPE: '' }, 'CASE_TITLE and TYPE are both empty'],
    [{ CASE_TITLE: 'a\0b' }, 'it holds the character NUL (U+0000)'],
  ])('%j is refused', async (changed, reason) => {
    expect(await rowsOf(line(changed))).toEqual([{ line: 2, refused: reason }]);
  });

  test('with too many or too few fields, or an id that was there before, is refused by its own line', async () => {
    const rows = await rowsOf(
      line({ CASE_TITLE: 'two\nlines' }),
      '',
      `${line()},more`,
      '1,2',
      line(),
      line({ CASE_ENQUIRY_ID: '102' }),
    );
    expect(rows.map((row) => [row.line, (row as RefusedRow).refused])).toEqual([
      [2, undefined],
      [5, 'it has 15 fields where the header has 14'],
      [6, 'it has 2 fields where the header has 14'],
      [7, 'its CASE_ENQUIRY_ID stands in line 2 already'],
      [8, undefined],
    ]);
  });

  test('is read into what an order needs', async () => {
    expect(await only({})).toEqual({
      line: 2,
      externalId: '101',
      openedAt: Date.parse('2015-03-05T13:21:37Z'),
      targetAt: Date.parse('2015-03-19T12:21:37Z'),
      ending: { kind: 'finished', at: Date.parse('2015-03-06T20:28:40Z'), result: 'Case Resolved all done' },
      late: false,
      category: '0404',
      area: 'BOSTON02',
      department: 'BOSTOND02',
      text: 'Pothole',
      place: '1 City Hall Sq',
      queue: 'PWDx_District 5',
      remarks: [],
    });
  });

  test('may leave out target, verdict, place and queue', async () => {
    expect(
      await only({ TARGET_DT: '', OnTime_Status: '', Location: '', QUEUE: '', CASE_STATUS: 'Open', CLOSED_DT: '' }),
    ).toMatchObject({
      targetAt: null,
      late: null,
      place: null,
      queue: null,
      ending: { kind: 'open' },
    });
  });

  test.each([
    ['Case Closed Case Invalid', 'Case Invalid', null],
    ['Case Closed. Closed date : 2015-12-31 11:48:40.69 Duplicate of Existing Case 1', 'Duplicate of Existing Case 1', null],
    ['Case Closed Case Referred to External Agency', 'Case Referred to External Agency', '其他机构（external agency）'],
  ])('closed as %s: never taken in, unless the city had set a target', async (CLOSURE_REASON, reason, channel) => {
    const at = Date.parse('2015-03-06T20:28:40Z');
    expect((await only({ CLOSURE_REASON, TARGET_DT: '' })).ending).toEqual({ kind: 'refused', at, reason, channel });
    expect((await only({ CLOSURE_REASON })).ending).toEqual({ kind: 'finished', at, result: reason });
  });

  test('closed without a reason says that there is none', async () => {
    expect((await only({ CLOSURE_REASON: 'Case Closed' })).ending).toMatchObject({
      kind: 'finished',
      result: '来源未写明办理结果。',
    });
  });

  test('takes the fall-back for words that the profile does not know, and says so', async () => {
    const changed = { TYPE: 'constructor', REASON: 'Unheard of', neighborhood: 'Atlantis', Department: 'NASA' };
    expect(await only(changed)).toMatchObject({
      category: '1003',
      area: 'BOSTON',
      department: 'BOSTOND01',
      remarks: expect.arrayContaining([
        { kind: 'fell-back', column: 'TYPE', value: 'constructor' },
        { kind: 'fell-back', column: 'neighborhood', value: 'Atlantis' },
        { kind: 'fell-back', column: 'Department', value: 'NASA' },
      ]),
    });
  });

  test('has its texts cut where they are too long, never in the middle of a character', async () => {
    const row = await only({
      CASE_TITLE: `${'x'.repeat(1998)}😀😀`,
      Location: 'y'.repeat(201),
      CLOSURE_REASON: 'z'.repeat(2000),
    });
    expect(row.text).toBe(`${'x'.repeat(1998)}…`);
    expect(row.place).toBe(`${'y'.repeat(199)}…`);
    expect(row.ending).toMatchObject({ result: 'z'.repeat(2000) });
    expect(row.remarks.map((remark) => [remark.kind, remark.column])).toEqual([
      ['shortened', 'CASE_TITLE'],
      ['shortened', 'Location'],
    ]);
  });
});

test('the profile of Boston names categories of ours, and each unit and each of its names once', () => {
  expect(unknownCategories(boston311)).toEqual([]);
  for (const units of [boston311.areas, boston311.departments]) {
    const given = units.flatMap(({ named }) => named);
    expect(new Set(given).size).toBe(given.length);
    expect(new Set(units.map(({ code }) => code)).size).toBe(units.length);
  }
});

// Every mechanism of the mission (domain research 1) has a test that says its number, but those that the README puts out of scope.
import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const ROWS = 88;
/** Slogans, personnel and pay, events. */
const outOfScope: ReadonlySet<number> = new Set([42, 44, 45, 46, 48, 67, 69]);

/** Numbers in the titles of tests: `row 7, …`, `rows 26 and 86, …`, `rows 18–20`. */
function rowsIn(source: string): readonly number[] {
  const titles = source.matchAll(/(?:test|describe)(?:\.each\([\s\S]*?\)|\.each)?\(\s*(['"`])(.*?)\1/g);
  return Array.from(titles, ([, , title = '']) => title).flatMap((title) =>
    Array.from(title.matchAll(/\b(?:rows?|mission) (\d+(?:(?:, | and |–)\d+)*)/g), ([, list = '']) => list).flatMap(numbersOf),
  );
}

const numbersOf = (list: string): readonly number[] =>
  list.split(/, | and /).flatMap((part) => {
    const [from = 0, to = from] = part.split('–').map(Number);
    return Array.from({ length: to - from + 1 }, (_, n) => from + n);
  });

test('each row of the mission is named by a test', async () => {
  const named = new Set<number>();
  for await (const file of glob('tests/**/*.test.ts', { cwd: root, exclude: (path) => path.includes('node_modules') }))
    for (const row of rowsIn(await readFile(new URL(file, root), 'utf8'))) named.add(row);
  const all = Array.from({ length: ROWS }, (_, n) => n + 1);
  expect(all.filter((row) => !named.has(row) && !outOfScope.has(row))).toEqual([]);
  const readme = await readFile(new URL('README.md', root), 'utf8');
  const [, said = ''] = readme.split('**Out of scope**');
  for (const row of ['42', '44–46', '48', '67', '69']) expect([row, said.slice(0, 1_000).includes(row)]).toEqual([row, true]);
});

test.each([
  [`test('row 7, 群众评单', () => {});`, [7]],
  [`describe('rows 34, 35 and 36, 党建引领物业', () => {`, [34, 35, 36]],
  [`test('rows 18–20: the duty list', `, [18, 19, 20]],
  [`test.each([1])('row 9 of %s', `, [9]],
  [`// row 7`, []],
])('what names a row: %s', (source, rows) => {
  expect(rowsIn(source)).toEqual(rows);
});

// docs/privacy.md and SECURITY.md: every line has its test, every test that they name is there, and no table is left out.
import { glob, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (file: string): Promise<string> => readFile(new URL(file, root), 'utf8');
async function found(pattern: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) files.push(file);
  return files;
}

/** Rows of the tables under a heading, as cells. */
function rowsUnder(page: string, heading: string): readonly (readonly string[])[] {
  const from = page.indexOf(`\n## ${heading}\n`);
  expect([heading, from]).not.toEqual([heading, -1]);
  const part = page.slice(from + 4).split('\n## ')[0] ?? '';
  const rows = part.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** What stands in code marks. */
const marked = (text: string): readonly string[] => Array.from(text.matchAll(/`([^`]+)`/g), ([, name]) => name as string);

test('each line of docs/privacy.md names a test that is there, and what enforces it', async () => {
  const rows = rowsUnder(await read('docs/privacy.md'), 'What is kept');
  expect(rows.length).toBeGreaterThan(20);
  for (const cells of rows) {
    const [what = '', where = '', long = '', who = '', , tests = ''] = cells;
    expect([what, cells.length]).toEqual([what, 6]);
    for (const cell of [where, long, who]) expect([what, cell]).not.toEqual([what, '']);
    const named = tests === 'the same' ? ['tests/community/service-records.test.ts'] : marked(tests);
    expect([what, named.length]).not.toEqual([what, 0]);
    for (const name of named) {
      const pattern = name.startsWith('tests/') ? name : `tests/**/${name}`;
      const files = (await found(pattern.endsWith('*') ? `${pattern}.test.ts` : pattern)).filter((file) =>
        file.endsWith('.test.ts'),
      );
      expect([what, name, files.length]).not.toEqual([what, name, 0]);
    }
  }
});

test('docs/privacy.md leaves out no table of the database', async () => {
  const page = await read('docs/privacy.md');
  const schema = await read('docs/schema.sql');
  const tables = Array.from(schema.matchAll(/^create table (\S+)/gm), ([, name]) => (name as string).replaceAll('"', ''));
  expect(tables.length).toBeGreaterThan(40);
  // Of sign-in’s schema one line says all.
  const missing = tables.filter(
    (table) => !table.startsWith('auth.') && !page.includes(`\`${table}\``) && !page.includes(`\`${table}.`),
  );
  expect(missing).toEqual([]);
});

test('each threat of SECURITY.md names a test that is there, and where it names a part of one, that part', async () => {
  const rows = rowsUnder(await read('SECURITY.md'), 'Threats');
  expect(rows.length).toBeGreaterThan(20);
  let last: string | undefined;
  for (const [threat = '', mechanism = '', tests = ''] of rows) {
    expect([threat, mechanism]).not.toEqual([threat, '']);
    expect([threat, tests]).not.toEqual([threat, '']);
    // `same` is the file of the line above.
    const named = marked(tests).filter((name) => name.includes('.test.ts'));
    expect([threat, named.length > 0 || (last !== undefined && tests.includes('same'))]).toEqual([threat, true]);
    for (const name of named) {
      const files = await found(name.includes('/') ? name : `tests/**/${basename(name)}`);
      expect([threat, name, files.length]).not.toEqual([threat, name, 0]);
    }
    last = named.at(-1) ?? last;
  }
});

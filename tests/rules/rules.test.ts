// docs/rules.md is true: it lists the rules as the code has them, and each has a test that tries it by its name.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isNamedIn } from './named-in.ts';
import { rulesPage } from './rules-page.ts';
import { sections } from './sections.ts';

test('the page lists the rules', async () => {
  await expect(rulesPage(sections)).toMatchFileSnapshot('../../docs/rules.md');
});

const rows = sections.flatMap(({ rows }) => rows);
const tested = rows.map(({ name, named = name, test: file }) => [name, named, file] as const);
const files = new Map(
  await Promise.all(
    [...new Set(tested.map(([, , file]) => file))].map(
      async (file) => [file, await readFile(new URL(`../../${file}`, import.meta.url), 'utf8')] as const,
    ),
  ),
);

test.each(tested)('%s has a test', (_, named, file) => {
  expect(isNamedIn(files.get(file) ?? '', named), `${named} is not tried in ${file}`).toBe(true);
});

test.each([
  [`// load-limit\n`, false],
  [`/** load-limit: a most */`, false],
  [`import { limit } from './load-limit.ts';`, false],
  [`const x = loadLimit;`, false],
  [`test('load-limits are many', () => {});`, false],
  [`test('load-limit: the sixth waits', () => {});`, true],
  [`  ['load-limit', 5],`, true],
  [`expect(said).toMatch(/rule load-limit/);`, true],
  [`const table = {\n  'load-limit': [],\n};`, true],
])('what is a test of load-limit: %s', (text, is) => {
  expect(isNamedIn(text, 'load-limit')).toBe(is);
});

test('a name stands once, and every rule says where it comes from', () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  for (const { name, zh, en, source } of rows) {
    for (const said of [zh, en, source]) expect(said, name).not.toBe('');
  }
});

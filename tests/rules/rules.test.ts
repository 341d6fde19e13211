// docs/rules.md is true: it lists the rules as the code has them, and each has a test that names it.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { rulesPage } from './rules-page.ts';
import { sections } from './sections.ts';

test('the page lists the rules', async () => {
  await expect(rulesPage(sections)).toMatchFileSnapshot('../../docs/rules.md');
});

const rows = sections.flatMap(({ rows }) => rows);
const tested = rows.flatMap(({ name, named = name, test: file }) => (file === null ? [] : [[name, named, file] as const]));
const files = new Map(
  await Promise.all(
    [...new Set(tested.map(([, , file]) => file))].map(
      async (file) => [file, await readFile(new URL(`../../${file}`, import.meta.url), 'utf8')] as const,
    ),
  ),
);

test.each(tested)('%s has a test', (_, named, file) => {
  expect(files.get(file)?.includes(named), `${named} does not stand in ${file}`).toBe(true);
});

test('a name stands once, and every rule says where it comes from', () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  for (const { name, zh, en, source } of rows) {
    for (const said of [zh, en, source]) expect(said, name).not.toBe('');
  }
});

// What a face weighs, and how it is served.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readFaces } from '@six-order/api/faces';
import { buildFaces } from '@six-order/web/build';
import { expect, test } from 'vitest';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const kilobytes = async (folder: string, files: Iterable<string>): Promise<number> => {
  let sum = 0;
  for (const file of files) sum += gzipSync(await readFile(join(folder, file)), { level: 9 }).length;
  return sum / 1024;
};

/** What a page loads before it shows anything: its entry and what that imports. */
async function firstLoad(folder: string, entry: string): Promise<{ js: number; css: number }> {
  const manifest = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const seen = new Set<string>();
  const follow = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of manifest[name]?.imports ?? []) follow(next);
  };
  follow(entry);
  const chunks = [...seen].map((name) => manifest[name] as Chunk);
  return {
    js: await kilobytes(
      folder,
      chunks.map(({ file }) => file),
    ),
    css: await kilobytes(folder, new Set(chunks.flatMap(({ css = [] }) => css))),
  };
}

test.each([
  ['resident', 30],
  ['staff', 220],
] as const)('the first load of %s is at most %i KB of script and 12 KB of style', async (face, most) => {
  const dist = await buildFaces(() => undefined);
  const { js, css } = await firstLoad(join(dist, face), `${face}.html`);
  expect(js).toBeLessThanOrEqual(most);
  expect(css).toBeLessThanOrEqual(12);
});

test('a second build finds that there is nothing to do', async () => {
  await buildFaces(() => undefined);
  const said: string[] = [];
  await buildFaces((line) => said.push(line));
  expect(said).toEqual([]);
});

test('every file that a shell names is among the assets', async () => {
  const { shells, assets } = await readFaces(await buildFaces(() => undefined));
  const named = Object.values(shells).flatMap((shell) =>
    [...shell.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path as string),
  );
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((path) => !assets.has(path))).toEqual([]);
});

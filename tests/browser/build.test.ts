// What a face weighs, and how it is served.
import { readFaces } from '@six-order/api/faces';
import { buildFaces } from '@six-order/web/build';
import { expect, test } from 'vitest';
import { firstLoad, mostKilobytes } from './first-load.ts';

test.each(['resident', 'staff'] as const)('the first load of %s is within its budget', async (face) => {
  const { js, css } = await firstLoad(await buildFaces(() => undefined), face);
  expect(js).toBeLessThanOrEqual(mostKilobytes[face].js);
  expect(css).toBeLessThanOrEqual(mostKilobytes[face].css);
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
    [...shell.matchAll(/(?:src|href)="(\/(?:r|staff)\/[^"]+)"/g)].map(([, path]) => path as string),
  );
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((path) => !assets.has(path))).toEqual([]);
});

/** In no Chrome before 92, which many in-app browsers of old telephones still are. */
const tooNew =
  /\.at\(-\d|\.(?:findLast|findLastIndex|toSorted|toReversed|toSpliced)\(|structuredClone\(|Object\.(?:hasOwn|groupBy)\(|randomUUID\(/;

test('residents’ pages call nothing that old telephones do not have', async () => {
  const { assets } = await readFaces(await buildFaces(() => undefined));
  const scripts = [...assets].filter(([path]) => path.startsWith('/r/') && path.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(10);
  expect(scripts.flatMap(([path, { plain }]) => (tooNew.test(plain.toString()) ? [path] : []))).toEqual([]);
});

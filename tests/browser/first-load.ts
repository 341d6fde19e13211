// What a face weighs before it shows anything, by the manifest of its build.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** The most that a first load may weigh, in KB of gzip. */
export const mostKilobytes = { resident: { js: 30, css: 12 }, staff: { js: 220, css: 12 } } as const;

/** KB of gzip: the entry with all that it imports at once, and its style sheets. */
export async function firstLoad(
  dist: string,
  face: 'resident' | 'staff',
): Promise<{ readonly js: number; readonly css: number }> {
  const folder = join(dist, face);
  const manifest = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const seen = new Set<string>();
  const follow = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of manifest[name]?.imports ?? []) follow(next);
  };
  follow(`${face}.html`);
  const chunks = [...seen].map((name) => manifest[name] as Chunk);
  const weigh = async (files: Iterable<string>): Promise<number> => {
    let sum = 0;
    for (const file of files) sum += gzipSync(await readFile(join(folder, file)), { level: 9 }).length;
    return sum / 1024;
  };
  return { js: await weigh(chunks.map(({ file }) => file)), css: await weigh(new Set(chunks.flatMap(({ css = [] }) => css))) };
}

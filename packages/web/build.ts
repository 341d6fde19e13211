// Builds the two faces into dist/, when their sources are not those of the build that is there.
//
// Owns: what a build depends on, the compressed copies. Not ours: how a face is bundled (bundle.ts), who serves it (api).
// B1: needs no network. B2: a build is made aside and named last, so one that was broken off is never taken for it, and several
// processes may build at once.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = import.meta.dirname;
const dist = join(root, 'dist');

/** The folder of a build that fits the sources; makes it, and says so, when there is none. */
export async function buildFaces(say: (line: string) => void): Promise<string> {
  const wanted = (await fingerprint()).slice(0, 16);
  const folder = join(dist, wanted);
  if (await isThere(folder)) return folder;
  const began = performance.now();
  say('Building the pages …');
  // Loaded only when there is something to build.
  const { bundle } = await import('./bundle.ts');
  await mkdir(dist, { recursive: true });
  const aside = await mkdtemp(join(dist, 'building-'));
  try {
    await Promise.all([bundle('resident', aside), bundle('staff', aside)]);
    await compress(aside);
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    // Unless another process was faster: its build is the same.
    if (!(await isThere(folder))) throw error;
  }
  for (const old of await readdir(dist)) {
    if (old !== wanted && !old.startsWith('building-')) await rm(join(dist, old), { recursive: true, force: true });
  }
  say(`Pages built in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  return folder;
}

const isThere = (folder: string): Promise<boolean> =>
  stat(folder).then(
    () => true,
    () => false,
  );

/** Of every source, of the bundler's settings and of the packages' versions. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const sources = (await readdir(join(root, 'src'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const lock = join(root, '../../pnpm-lock.yaml');
  for (const file of [
    ...sources.toSorted(),
    ...['build.ts', 'bundle.ts', 'resident.html', 'staff.html'].map((name) => join(root, name)),
    lock,
  ]) {
    hash.update(file.slice(root.length)).update(await readFile(file).catch(() => ''));
  }
  return hash.digest('hex');
}

const SMALL_BYTES = 512;

/** What is asked for most is compressed once, as well as it can be. */
async function compress(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:js|css|svg)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const plain = await readFile(file);
    if (plain.length < SMALL_BYTES) continue;
    await writeFile(`${file}.br`, brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    await writeFile(`${file}.gz`, gzipSync(plain, { level: 9 }));
  }
}

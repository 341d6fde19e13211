// Builds the two faces into dist/, when their sources are not those of the build that is there.
//
// Owns: what a build depends on, the compressed copies. Not ours: how a face is bundled (bundle.ts), who serves it (api).
// B1: needs no network. B2: a build is made aside and named last, so one that was broken off is never taken for it, and several
// processes may build at once.
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
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
  const { bundle, forProduction } = await import('./bundle.ts');
  await mkdir(dist, { recursive: true });
  const aside = await mkdtemp(join(dist, 'building-'));
  try {
    await forProduction(() => Promise.all([bundle('resident', aside), bundle('staff', aside)]));
    for (const face of ['resident', 'staff'] as const) await namePages(join(aside, face), face);
    await compress(aside);
    // Whoever else starts in this checkout reads them too.
    await chmod(aside, 0o755);
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

/** Of every source (some words and rules are the API’s), of the bundler's settings and of the packages' versions. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const folders = [join(root, 'src'), join(root, '../api/src/order-words')];
  const entries = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })));
  const sources = entries
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const lock = join(root, '../../pnpm-lock.yaml');
  for (const file of [
    ...sources.toSorted(),
    ...['build.ts', 'bundle.ts', 'resident.html', 'staff.html', '../api/src/matters.ts'].map((name) => join(root, name)),
    lock,
  ]) {
    hash.update(file.slice(root.length)).update(await readFile(file).catch(() => ''));
  }
  return hash.digest('hex');
}

/** What comes with a page besides its face's entry, by the beginning of its address; `en`: with every page in English. */
const pages = {
  resident: {
    '/place': 'src/resident/place/flow.tsx',
    '/dispute': 'src/resident/matters/dispute.tsx',
    '/topic': 'src/resident/matters/topic.tsx',
    '/orders/': 'src/resident/order-page.tsx',
    '/mine': 'src/resident/mine.tsx',
    '/me': 'src/resident/me/page.tsx',
    '/points': 'src/resident/me/points.tsx',
    '/call-me': 'src/resident/call-me.tsx',
    '/follow': 'src/resident/follow.tsx',
    '/notices': 'src/resident/notices.tsx',
    '/activities': 'src/resident/activities.tsx',
    '/evaluate': 'src/resident/evaluate-link.tsx',
    '/sign-in': 'src/shared/ui/sign-in/page.tsx',
  },
  // At a desk the list comes first, and the order's part after it (app.tsx).
  staff: { '/staff/orders/': 'src/staff/order-pane.tsx' },
} as const;

/** Writes `pages.json`: which files a shell asks for at once, so that a page's part does not wait until its entry has run. */
async function namePages(folder: string, face: keyof typeof pages): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const filesOf = (name: string, seen: Set<string>): Set<string> => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`the build has no ${name}`);
    if (seen.has(chunk.file)) return seen;
    seen.add(chunk.file);
    for (const next of chunk.imports ?? []) filesOf(next, seen);
    return seen;
  };
  const entry = filesOf(`${face}.html`, new Set());
  const besides = (names: readonly string[]): string[] =>
    [...new Set(names.flatMap((name) => [...filesOf(name, new Set())]))]
      .filter((file) => !entry.has(file))
      .map((file) => `/${file}`);
  const named = Object.entries(pages[face]).map(([path, name]) => [path, besides([name])]);
  const en = besides(['src/shared/words/en.ts', `src/${face}/words/en.ts`]);
  await writeFile(join(folder, 'pages.json'), JSON.stringify({ pages: Object.fromEntries(named), en }));
}

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
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

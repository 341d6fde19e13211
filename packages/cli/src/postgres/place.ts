// Where the cluster lies, and how its programs are run.
//
// Usually in the folder asked for, with the programs from node_modules. Root without user namespaces must run them as
// another user; where that user may not enter the checkout or the folder (mode 0700), programs and data go to
// /var/lib/six-order, which is said on screen and remembered in the folder's file `moved-to`.
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Binaries, copyBinaries, linkLibraries } from './binaries.ts';
import { isErrno } from './errno.ts';
import { type RunAs, type RunAsChoice, canRun, canUse, giveTo, runAs, waysToRun } from './run-as.ts';

export interface Place {
  readonly way: RunAs;
  readonly binaries: Binaries;
  /** PostgreSQL's data directory. */
  readonly data: string;
}

const ELSEWHERE = '/var/lib/six-order';

/** Throws when no way works here, saying what to do instead. */
export async function choosePlace(
  found: Binaries,
  folder: string,
  choice: RunAsChoice,
  say: (line: string) => void,
): Promise<Place> {
  const home = await homeOf(folder);
  let binaries = found;
  if (!(await linkLibraries(found))) {
    binaries = await copyBinaries(found, folder);
    say(`PostgreSQL's programs cannot be completed in ${found.home}; a copy is in ${binaries.home}`);
  }
  const ways = await waysToRun(choice);
  for (const way of ways) {
    if (way.user) continue;
    if ((await canRun(way, binaries.postgres)) && (await canUse(way, home, 'data'))) {
      return { way, binaries, data: join(home, 'data') };
    }
  }
  const way = ways.find(({ user }) => user);
  if (!way) throw new Error(await why(ways, binaries));
  return otherUsersPlace(way, binaries, folder, home, say);
}

/** The folder that holds `data`: the one asked for, or where it had to be moved to. */
export const homeOf = async (folder: string): Promise<string> =>
  (await readFile(join(folder, 'moved-to'), 'utf8').catch(() => folder)).trim();

async function otherUsersPlace(
  way: RunAs,
  found: Binaries,
  folder: string,
  wanted: string,
  say: (line: string) => void,
): Promise<Place> {
  const user = way.user?.name;
  let binaries = found;
  if (!(await canRun(way, found.postgres))) {
    await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 });
    binaries = await copyBinaries(found, ELSEWHERE);
    say(`User ${user}, as whom PostgreSQL runs, cannot enter ${found.home}; a copy of the programs is in ${binaries.home}`);
    if (!(await canRun(way, binaries.postgres))) throw new Error(await why([way], binaries));
  }
  let home = wanted;
  if (!(await canUse(way, wanted, ''))) {
    home = join(ELSEWHERE, `data-${await digest(folder)}`);
    await mkdir(home, { recursive: true, mode: 0o755 });
    await chmod(home, 0o755);
    await move(join(wanted, 'data'), join(home, 'data'));
    await writeFile(join(folder, 'moved-to'), home);
  }
  if (home !== folder) say(`User ${user}, as whom PostgreSQL runs, cannot enter ${folder}; the database is in ${home}`);
  const data = join(home, 'data');
  if (await exists(data)) await giveTo(way, data);
  return { way, binaries, data };
}

async function why(ways: readonly RunAs[], binaries: Binaries): Promise<string> {
  const tried = await Promise.all(
    ways.map(async (way) => `${way.name}: ${(await runAs(way, binaries.postgres, ['--version'])).output.trim()}`),
  );
  return (
    `The embedded PostgreSQL cannot be run on this machine (${tried.join('; ') || 'PostgreSQL refuses to run as root'}). ` +
    'Start six-order as an ordinary user, or install PostgreSQL 15 or newer and set DATABASE_URL to it.'
  );
}

const digest = async (folder: string): Promise<string> =>
  createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 8);

async function move(from: string, to: string): Promise<void> {
  if (!(await exists(from))) return;
  try {
    await rename(from, to);
  } catch (error) {
    if (!isErrno(error, 'EXDEV')) throw error;
    await cp(from, `${to}.half`, { recursive: true, preserveTimestamps: true });
    await rename(`${to}.half`, to);
    await rm(from, { recursive: true });
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

// Under which user PostgreSQL runs: it refuses to run as root.
//
// Owns: the ways there are, and whether one works for given programs and a given folder.
// For root: first in a user namespace that shows root as an ordinary user. Its files stay root's, so it works in
// folders of mode 0700. Where namespaces are not allowed (many containers): as `postgres` or `nobody`.
import { type SpawnOptions, spawn } from 'node:child_process';
import { chown, lstat, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface RunAs {
  readonly name: 'self' | 'namespace' | 'user';
  /** What to put before a command. */
  readonly prefix: readonly string[];
  /** The user and group to switch to, and whose files the cluster's must be. */
  readonly user?: { readonly name: string; readonly uid: number; readonly gid: number };
}

/** What a machine without user namespaces has: for tests of the other way, and to choose by hand. */
export type RunAsChoice = 'any' | 'user';

/** The ways to try, best first. */
export async function waysToRun(choice: RunAsChoice): Promise<readonly RunAs[]> {
  if (process.getuid?.() !== 0) return [{ name: 'self', prefix: [] }];
  const namespace: RunAs = {
    name: 'namespace',
    prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'],
  };
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const users = ['postgres', 'nobody'].flatMap((name): RunAs[] => {
    const fields = accounts
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':');
    return fields ? [{ name: 'user', prefix: [], user: { name, uid: Number(fields[2]), gid: Number(fields[3]) } }] : [];
  });
  return choice === 'user' ? users : [namespace, ...users];
}

/** Starts a program this way. */
export function spawnAs(way: RunAs, program: string, args: readonly string[], options: SpawnOptions) {
  const [first, ...rest] = [...way.prefix, program, ...args] as [string, ...string[]];
  const as = way.user ? { uid: way.user.uid, gid: way.user.gid } : {};
  return spawn(first, rest, { ...options, ...as });
}

/** Runs a program this way to its end: its exit code (null: it could not be started) and what it wrote. */
export function runAs(way: RunAs, program: string, args: readonly string[], options: SpawnOptions = {}) {
  return new Promise<{ code: number | null; output: string }>((done) => {
    const child = spawnAs(way, program, args, { cwd: '/', ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', (error) => done({ code: null, output: error.message }));
    child.on('close', (code) => done({ code, output }));
  });
}

/** Whether the program can be run this way. */
export const canRun = async (way: RunAs, program: string): Promise<boolean> =>
  (await runAs(way, program, ['--version'])).code === 0;

/** Whether this way can enter `folder` and write to what is in `data` there, if there is one. */
export async function canUse(way: RunAs, folder: string, data: string): Promise<boolean> {
  if (way.name === 'self') return true;
  const test = 'cd "$1" && { ! [ -e "$2" ] || [ -w "$2" ]; }';
  return (await runAs(way, 'sh', ['-c', test, 'sh', folder, data])).code === 0;
}

/** Gives a file or a whole folder to the user of this way. */
export async function giveTo(way: RunAs, path: string): Promise<void> {
  if (!way.user) return;
  const { uid, gid } = way.user;
  const seen = await lstat(path);
  if (seen.uid !== uid) await chown(path, uid, gid);
  if (!seen.isDirectory()) return;
  for (const name of await readdir(path)) await giveTo(way, join(path, name));
}

// Which process a number means. Numbers are used again (in a restarted container at once), so a number written down
// earlier counts only together with the start time of its process.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { isErrno } from './errno.ts';

const run = promisify(execFile);

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
};

/** `PID START`, the same for as long as the process lives; null when there is none. */
export async function processIdentity(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // Field 22, counted after the command's name, which may itself hold blanks and brackets. Field 3 is the state.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields?.[0] === 'Z') return null;
  const start = fields?.[19] ?? (await ask(pid, 'lstart='));
  return start ? `${pid} ${start.replaceAll(/\s+/g, '-')}` : String(pid);
}

/** The command line of a process, its words separated by blanks; empty when it cannot be known. */
export async function commandLine(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return line === null ? ((await ask(pid, 'command=')) ?? '') : line.replaceAll('\0', ' ').trim();
}

const ask = (pid: number, column: string): Promise<string | null> =>
  run('ps', ['-o', column, '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );

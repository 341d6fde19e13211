// A folder with a PostgreSQL for a process of the tests, noted under its process id: what a process that died left behind,
// the next run stops and removes.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@six-order/cli/embedded-postgres';

const notes = join(import.meta.dirname, '../.out/runs');

/** A new folder; one at a time for each process. It stays until `removeRunFolder`, or until a later run finds this process dead. */
export async function makeRunFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await mkdir(notes, { recursive: true });
  await writeFile(join(notes, String(process.pid)), folder);
  return folder;
}

/** Its server must have been stopped. */
export const removeRunFolder = (folder: string): Promise<void> => remove(folder, String(process.pid));

export async function removeLeftovers(): Promise<void> {
  for (const note of await readdir(notes).catch(() => [])) {
    if (isAlive(Number(note))) continue;
    const folder = await readFile(join(notes, note), 'utf8');
    // A run that was killed leaves its server running: it is adopted and stopped.
    if (existsSync(join(folder, 'data/postmaster.pid'))) await (await startPostgres({ folder })).stop();
    await remove(folder, note);
  }
}

async function remove(folder: string, note: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await rm(join(notes, note), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

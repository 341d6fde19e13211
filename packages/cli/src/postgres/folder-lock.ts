// One process at a time prepares or stops the cluster of a folder.
//
// F1: a holder that was killed hinders nobody. F2: what is done under the lock is safe without it too (the cluster
// appears by a rename, PostgreSQL refuses a second postmaster), so losing the race for a dead holder's lock costs an
// error at worst, never data.
import { randomBytes } from 'node:crypto';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isErrno } from './errno.ts';
import { processIdentity } from './process-identity.ts';

const PATIENCE_MS = 120_000;

/** Runs `work` while no other process does so under the lock file `path`. Waits at most two minutes. */
export async function withFolderLock<T>(path: string, say: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const own = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(own, (await processIdentity(process.pid)) ?? String(process.pid));
  try {
    await take(own, path, say);
  } finally {
    await unlink(own);
  }
  try {
    return await work();
  } finally {
    await unlink(path).catch(() => undefined);
  }
}

async function take(own: string, path: string, say: (line: string) => void): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (let said = false; ;) {
    try {
      await link(own, path);
      return;
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw error;
    }
    const holder = await readFile(path, 'utf8').catch(() => null);
    if (holder === null) continue;
    const pid = Number.parseInt(holder, 10);
    if ((await processIdentity(pid)) !== holder) {
      await clear(path, holder);
      continue;
    }
    if (Date.now() > until) {
      throw new Error(
        `Process ${pid} has been preparing the database for two minutes. End it, then start again (lock: ${path}).`,
      );
    }
    if (!said && pid !== process.pid) say(`Waiting for process ${pid}, which is preparing the database …`);
    said = true;
    await wait(50);
  }
}

/** Takes away a dead holder's lock, and puts it back if it was a living one's by then. */
async function clear(path: string, holder: string): Promise<void> {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== holder) await link(aside, path).catch(() => undefined);
  await unlink(aside);
}

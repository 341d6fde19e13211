// Which processes use the cluster, so that the last one to leave stops it and no other.
//
// A process that was killed leaves its file behind; it counts no more, because its number and start time say so.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processIdentity } from './process-identity.ts';

/** Notes this process as a user of the cluster in `folder`. Returns the note's file. */
export async function enter(folder: string): Promise<string> {
  const users = join(folder, 'users');
  await mkdir(users, { recursive: true });
  const note = join(users, `${process.pid}.${randomBytes(4).toString('hex')}`);
  await writeFile(note, (await processIdentity(process.pid)) ?? '');
  return note;
}

/** Takes the note away. How many living users are left. */
export async function leave(folder: string, note: string): Promise<number> {
  await unlink(note).catch(() => undefined);
  const users = join(folder, 'users');
  let left = 0;
  for (const name of await readdir(users)) {
    const identity = await readFile(join(users, name), 'utf8').catch(() => '');
    if (identity !== '' && (await processIdentity(Number.parseInt(identity, 10))) === identity) left += 1;
    else await unlink(join(users, name)).catch(() => undefined);
  }
  return left;
}

// The disks that we write to: how much is left.
import { statfs } from 'node:fs/promises';
import { type Finding, look, ok, problem, warning } from './finding.ts';

export interface Room {
  readonly folder: string;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

const GB = 1_000_000_000;
/** A day's log of the database and a checkpoint beside it: less, and it may stand still any hour. */
const LEAST_BYTES = GB;
const LOW_BYTES = 10 * GB;
const LOW_SHARE = 0.1;

/** What to say of the folders' disks; the fullest one counts. */
export function judgeRoom(rooms: readonly Room[], databaseElsewhere: boolean): Finding {
  const elsewhere = databaseElsewhere ? '; the disk of DATABASE_URL is to be watched on its own machine' : '';
  const named = ({ folder, freeBytes, totalBytes }: Room) =>
    `${(freeBytes / GB).toFixed(1)} of ${(totalBytes / GB).toFixed(1)} GB free in ${folder}`;
  const fullest = rooms.toSorted((a, b) => a.freeBytes - b.freeBytes)[0];
  if (!fullest) return ok('disk', `nothing is written here${elsewhere}`);
  const seen = `${named(fullest)}${elsewhere}`;
  if (fullest.freeBytes < LEAST_BYTES)
    return problem(
      'disk',
      `${seen}: when it is full nothing can be placed or done any more; make room (old backups and logs first) or enlarge it`,
    );
  if (fullest.freeBytes < LOW_BYTES && fullest.freeBytes < fullest.totalBytes * LOW_SHARE)
    return warning('disk', `${seen}: make room or enlarge it before it is full`);
  return ok('disk', seen);
}

/** `folders`: those that are not there yet are on no disk. */
export const lookAtDisk = (folders: readonly string[], databaseElsewhere: boolean): Promise<Finding> =>
  look('disk', async () => {
    const rooms = await Promise.all(
      folders.map(async (folder): Promise<Room | null> => {
        const seen = await statfs(folder).catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return null;
          throw error;
        });
        return seen && { folder, freeBytes: seen.bavail * seen.bsize, totalBytes: seen.blocks * seen.bsize };
      }),
    );
    return judgeRoom(
      rooms.filter((room) => room !== null),
      databaseElsewhere,
    );
  });

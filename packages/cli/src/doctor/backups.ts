// Backups: when the last one was written.
import type { Pool } from 'pg';
import { type Finding, look, ok, warning } from './finding.ts';

/** One a night; a night that was missed is noticed in the morning after. */
const OLD_MS = 36 * 3_600_000;

/** `wall`: epoch ms. An invented street needs none. */
export const lookAtBackups = (db: Pool, { wall, demo }: { readonly wall: number; readonly demo: boolean }): Promise<Finding> =>
  look('backups', async () => {
    const { rows } = await db.query<{ at: Date | null }>('select max(at) as at from backups');
    const at = rows[0]?.at ?? null;
    const next = 'write one every night (`npm run six-order -- backup FILE`), to another machine, and try `restore` now and then';
    if (at === null)
      return demo ? ok('backups', `none yet; of the demo: ${next}`) : warning('backups', `none was ever written: ${next}`);
    const hours = Math.round((wall - at.getTime()) / 3_600_000);
    const seen = `the last one is of ${at.toISOString()}, ${hours} h old`;
    return wall - at.getTime() > OLD_MS && !demo ? warning('backups', `${seen}: ${next}`) : ok('backups', seen);
  });

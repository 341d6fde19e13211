// Notices that did not go out by SMS or e-mail: given up after many tries, or nobody had a number or address.
import type { Pool } from 'pg';
import { type Finding, look, ok, warning } from './finding.ts';

export const lookAtNotices = (db: Pool): Promise<Finding> =>
  look('notices', async () => {
    const { rows } = await db.query<{ dead: number; unreachable: number; waiting: number }>(
      `select count(*) filter (where ended = 'dead')::int as dead,
         count(*) filter (where ended = 'unreachable')::int as unreachable,
         count(*) filter (where ended is null)::int as waiting
       from notice_messages`,
    );
    const { dead = 0, unreachable = 0, waiting = 0 } = rows[0] ?? {};
    if (dead === 0) return ok('notices', `${waiting} wait to go out, ${unreachable} had no number or address`);
    return warning(
      'notices',
      `${dead} were given up by the gateway; when it takes messages again, the administrator has them sent once more (/staff/admin/notices)`,
    );
  });

// Notices that did not go out by SMS or e-mail: given up after many tries, or nobody had a number or address; and those that this release
// has no words for.
import { NoticeTemplate } from '@six-order/community/notices/notice';
import type { Pool } from 'pg';
import { type Finding, look, ok, warning } from './finding.ts';

export const lookAtNotices = (db: Pool): Promise<Finding> =>
  look('notices', async () => {
    const { rows } = await db.query<{ dead: number; unreachable: number; waiting: number; newer: number }>(
      `select count(*) filter (where m.ended = 'dead')::int as dead,
         count(*) filter (where m.ended = 'unreachable')::int as unreachable,
         count(*) filter (where m.ended is null)::int as waiting,
         count(*) filter (where m.ended is null and n.template <> all ($1::text[]))::int as newer
       from notice_messages m join notices n on (n.tenant, n.outbox, n.person) = (m.tenant, m.outbox, m.person)`,
      [NoticeTemplate.options],
    );
    const { dead = 0, unreachable = 0, waiting = 0, newer = 0 } = rows[0] ?? {};
    const left = newer === 0 ? '' : `; ${newer} that wait can only be said by a newer release: a worker of it sends them`;
    if (dead === 0) return ok('notices', `${waiting} wait to go out, ${unreachable} had no number or address${left}`);
    return warning(
      'notices',
      `${dead} were given up by the gateway; when it takes messages again, the administrator has them sent once more (/staff/admin/notices)`,
    );
  });

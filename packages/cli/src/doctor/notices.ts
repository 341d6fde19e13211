// Notices that did not go out by SMS or e-mail: given up after many tries, or nobody had a number or address; and those that this release
// has no words for, or whose filling it could not read.
import { UNREAD } from '@six-order/community/notices/message-store';
import { NoticeTemplate } from '@six-order/community/notices/notice';
import type { Pool } from 'pg';
import { type Finding, look, ok, warning } from './finding.ts';

export const lookAtNotices = (db: Pool): Promise<Finding> =>
  look('notices', async () => {
    // What waits is looked up one by one: what ended is kept for weeks, and as a join all notices would be read.
    const { rows } = await db.query<{ refused: number; unread: number; unreachable: number; waiting: number; newer: number }>(
      `select count(*) filter (where ended = 'dead' and error is distinct from $2)::int as refused,
         count(*) filter (where ended = 'dead' and error = $2)::int as unread,
         count(*) filter (where ended = 'unreachable')::int as unreachable,
         count(*) filter (where ended is null)::int as waiting,
         (select count(*)::int from notice_messages m where m.ended is null and (
            select n.template from notices n where (n.tenant, n.outbox, n.person) = (m.tenant, m.outbox, m.person)
          ) <> all ($1::text[])) as newer
       from notice_messages`,
      [NoticeTemplate.options, UNREAD],
    );
    const { refused = 0, unread = 0, unreachable = 0, waiting = 0, newer = 0 } = rows[0] ?? {};
    const left = newer === 0 ? '' : `; ${newer} that wait can only be said by a newer release: a worker of it sends them`;
    if (refused + unread === 0) return ok('notices', `${waiting} wait to go out, ${unreachable} had no number or address${left}`);
    const again = 'the administrator has them sent once more (/staff/admin/notices)';
    const given = [
      ...(refused > 0 ? [`${refused} were given up by the gateway; when it takes messages again, ${again}`] : []),
      ...(unread > 0 ? [`${unread} were given up, each because ${UNREAD}; when a worker of it runs, ${again}`] : []),
    ];
    return warning('notices', `${given.join('; ')}${left}`);
  });

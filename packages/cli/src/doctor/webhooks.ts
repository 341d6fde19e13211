// Webhooks that take nothing: those that were switched off because they failed, that do not open, and what was given up;
// and what waits for what is off, or for a newer release.
import { webhookFormats } from '@six-order/community/webhooks/endpoint-store';
import { OFF_KEPT_MS, sayableEvents, UNOPENED, UNREAD } from '@six-order/community/webhooks/message-store';
import type { Pool } from 'pg';
import { type Finding, look, ok, warning } from './finding.ts';

export const lookAtWebhooks = (db: Pool): Promise<Finding> =>
  look('webhooks', async () => {
    const { rows } = await db.query<{
      id: string;
      why: string | null;
      dead: number;
      unread: number;
      unopened: number;
      shut: number;
      waiting: number;
      held: number;
      newer: number;
      failing: Date | null;
    }>(
      `select e.id, e.off_why as why, h.failing_since as failing,
         (select count(*)::int from webhook_messages m where m.endpoint = e.id and m.dead_at is not null
           and coalesce(m.error, '') <> all($4::text[])) as dead,
         (select count(*)::int from webhook_messages m where m.endpoint = e.id and m.dead_at is not null and m.error = $1) as unread,
         (select count(*)::int from webhook_messages m where m.endpoint = e.id and m.dead_at is not null and m.error = $3) as unopened,
         (select count(*)::int from webhook_messages m where m.endpoint = e.id and m.sent_at is null and m.dead_at is null
           and m.error = $3) as shut,
         (select count(*)::int from webhook_messages m where m.endpoint = e.id and m.sent_at is null and m.dead_at is null) as waiting,
         (select count(*)::int from webhook_messages m where m.endpoint = e.id and e.off_at is not null and m.sent_at is null
           and m.dead_at is null) as held,
         (select count(*)::int from webhook_messages m where m.endpoint = e.id and e.off_at is null and m.sent_at is null
           and m.dead_at is null and (m.error = $1 or e.format <> all($5::text[])
             or (e.format <> 'standard' and m.type <> all($2::text[])))) as newer
       from webhook_endpoints e left join webhook_health h on h.endpoint = e.id where e.ended_at is null order by e.id`,
      [UNREAD, sayableEvents, UNOPENED, [UNREAD, UNOPENED], webhookFormats],
    );
    const off = rows.filter(({ why }) => why === 'failing' || why === 'gone');
    const shut = rows.filter((row) => row.shut > 0);
    const failing = rows.filter((row) => row.failing !== null && !off.includes(row) && !shut.includes(row));
    const dead = rows.filter((row) => row.dead > 0);
    const unread = rows.filter((row) => row.unread > 0);
    const unopened = rows.filter((row) => row.unopened > 0);
    const seen = [
      ...off.map(({ id, why }) => `${id} is off (${why})`),
      ...shut.map(
        ({ id, waiting, shut: tried }) =>
          `${id} did not open with the keys here when ${tried} messages were to go (see keys): ${waiting} wait for it`,
      ),
      ...failing.map(({ id, failing: since }) => `${id} has taken nothing since ${since?.toISOString()}`),
      ...dead.map(({ id, dead: count }) => `${count} messages for ${id} were given up`),
      ...unread.map(({ id, unread: count }) => `${count} messages for ${id} were given up, each because ${UNREAD}`),
      ...unopened.map(
        ({ id, unopened: count }) => `${count} messages for ${id} were given up, each because ${UNOPENED} (see keys)`,
      ),
    ];
    const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + of(row), 0);
    const [later, held] = [sum(({ newer }) => newer), sum((row) => row.held)];
    const apart = [
      later > 0 ? `; ${later} messages that wait can only be sent by a newer release` : '',
      held > 0
        ? `; ${held} messages wait for what is off: after ${OFF_KEPT_MS / 86_400_000} days off each that is as old is forgotten; what is off for good is better ended`
        : '',
    ].join('');
    if (seen.length === 0) return ok('webhooks', `${rows.length}, ${apart ? 'none refused' : 'all taken'}${apart}`);
    const more = seen.length > 5 ? `, and ${seen.length - 5} more` : '';
    return warning(
      'webhooks',
      `${seen.slice(0, 5).join(', ')}${more}; when the receiver is back, it opens again, or a worker of that release runs, the administrator switches it on and replays what was given up (POST /api/v1/webhooks/{id}/replay)${apart}`,
    );
  });

// Webhooks that take nothing: those that were switched off because they failed, and what was given up.
import type { Pool } from 'pg';
import { type Finding, look, ok, warning } from './finding.ts';

export const lookAtWebhooks = (db: Pool): Promise<Finding> =>
  look('webhooks', async () => {
    const { rows } = await db.query<{ id: string; why: string | null; dead: number; failing: Date | null }>(
      `select e.id, e.off_why as why, h.failing_since as failing,
         (select count(*)::int from webhook_messages m where m.endpoint = e.id and m.dead_at is not null) as dead
       from webhook_endpoints e left join webhook_health h on h.endpoint = e.id where e.ended_at is null order by e.id`,
    );
    const off = rows.filter(({ why }) => why === 'failing' || why === 'gone');
    const failing = rows.filter((row) => row.failing !== null && !off.includes(row));
    const dead = rows.filter((row) => row.dead > 0);
    const seen = [
      ...off.map(({ id, why }) => `${id} is off (${why})`),
      ...failing.map(({ id, failing: since }) => `${id} has taken nothing since ${since?.toISOString()}`),
      ...dead.map(({ id, dead: count }) => `${count} messages for ${id} were given up`),
    ];
    if (seen.length === 0) return ok('webhooks', `${rows.length}, all taken`);
    const more = seen.length > 5 ? `, and ${seen.length - 5} more` : '';
    return warning(
      'webhooks',
      `${seen.slice(0, 5).join(', ')}${more}; when the receiver is back, the administrator switches it on and replays what was given up (POST /api/v1/webhooks/{id}/replay)`,
    );
  });

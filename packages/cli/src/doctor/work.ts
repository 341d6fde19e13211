// The work that waits: timers, effects, dead letters; and the anchors over what is done.
import { brokenAnchors, nextDueAt, outboxBacklog, stuckTimers, timerLateness } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { lookAtDeadLetters } from './dead-letters.ts';
import { type Finding, look, ok, problem, warning } from './finding.ts';

/** How late a due timer may be while a worker runs. */
const LATE_MS = 30_000;
/** A batch that fires slowly is not stuck. */
const STUCK_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

/** The demo's past is older than its first worker. `now` is the system's time (the demo's may run ahead of the wall's), both epoch ms. */
export const lookAtWork = (
  db: Pool,
  { now, wall, demo }: { readonly now: number; readonly wall: number; readonly demo: boolean },
): Promise<Finding[]> =>
  Promise.all([
    look('timers', async () => {
      const [late, next] = await Promise.all([timerLateness(db, { now, wall }), nextDueAt(db, { wall })]);
      if (late > LATE_MS)
        return warning(
          'timers',
          `the oldest due one is ${duration(late)} late: is a worker running? (\`npm run six-order -- worker\`, or \`npm start\`, which has one)`,
        );
      return ok('timers', next === null ? 'none is armed' : `none is late; the next is due ${new Date(next).toISOString()}`);
    }),
    look('stuck timers', async () => {
      const stuck = await stuckTimers(db, { now, wall, lateMs: STUCK_MS });
      if (stuck.length === 0) return ok('stuck timers', 'none');
      const some = stuck.slice(0, 5).map(({ order, slot }) => `${order} (${slot})`);
      return problem(
        'stuck timers',
        `${stuck.length} cannot fire, their orders stand still: ${some.join(', ')}; the log says why each ("a timer cannot fire")`,
      );
    }),
    look('outbox', async () => {
      const { waiting, oldestAt } = await outboxBacklog(db);
      const age = oldestAt === null ? 0 : wall - oldestAt;
      const seen = `${waiting} to deliver${oldestAt === null ? '' : `, the oldest for ${duration(age)}`}`;
      return age > 10 * LATE_MS
        ? warning('outbox', `${seen}: is a worker running? (\`npm run six-order -- worker\`, or \`npm start\`, which has one)`)
        : ok('outbox', seen);
    }),
    lookAtDeadLetters(db),
    look('anchors', async () => {
      const broken = await brokenAnchors(db);
      if (broken.length > 0) {
        const hours = broken.slice(0, 5).map((hour) => hour.toISOString());
        return problem(
          'anchors',
          `${broken.length} hours do not match their journal, first ${hours.join(', ')}: entries were changed or removed outside the application; compare with a backup`,
        );
      }
      const [row] = (
        await db.query<{ count: number; last: Date | null; unanchored: Date | null }>(
          `select count(*)::int as count, max(hour) as last,
                (select min(recorded_at) from journal where recorded_at >= coalesce((select max(hour) + interval '1 hour' from anchors), '-infinity')) as unanchored
         from anchors`,
        )
      ).rows;
      const wait = row?.unanchored ? now - row.unanchored.getTime() : 0;
      if (wait > 3 * HOUR_MS && !(demo && row?.last === null))
        return warning(
          'anchors',
          `entries since ${row?.unanchored?.toISOString()} are not anchored: a worker does it every hour; if this stays, none is running`,
        );
      return ok('anchors', row?.last ? `${row.count} hours, all match; the last ${row.last.toISOString()}` : 'none yet');
    }),
  ]);

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${Math.round(ms / 1000)} s`;
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

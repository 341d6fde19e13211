// This machine's clock: against the database's, and against what was already written down by it.
import type { Pool } from 'pg';
import { type Finding, look, ok, problem, warning } from './finding.ts';

/** NTP keeps machines within some milliseconds. */
const APART_MS = 2_000;
/** As long as a lease: beyond it work of a process that lives is taken for that of one that died. */
const LEASE_MS = 15_000;
/** Two machines within `APART_MS` of each other write an entry that much ahead of each other. */
const AHEAD_MS = 2 * APART_MS;

/** `now` is the system's time (the demo's may run ahead of the wall's), both epoch ms. */
export const lookAtClock = (db: Pool, { now, wall }: { readonly now: () => number; readonly wall: () => number }) =>
  look('clock', async (): Promise<Finding> => {
    const before = wall();
    const { rows } = await db.query<{ at: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 as at');
    const after = wall();
    const theirs = rows[0]?.at ?? before;
    const apart = Math.max(before - theirs, theirs - after, 0);
    const { rows: written } = await db.query<{ ahead: number }>(
      `select coalesce(extract(epoch from max(recorded_at)) * 1000, 0)::float8 as ahead from journal where recorded_at > $1`,
      [new Date(now() + AHEAD_MS)],
    );
    const ahead = written[0]?.ahead ?? 0;
    if (ahead > 0) {
      return problem(
        'clock',
        `it stands before the newest entry of the journal (${new Date(ahead).toISOString()}): no deadline fires in time until it is there again; set this machine by NTP, or, where the clock ran ahead, wait`,
      );
    }
    const seen = `${(apart / 1000).toFixed(1)} s from the database’s`;
    if (apart > LEASE_MS)
      return problem(
        'clock',
        `${seen}: work that is in hand is taken for lost; set both machines by NTP (chrony, systemd-timesyncd)`,
      );
    if (apart > APART_MS) return warning('clock', `${seen}: set both machines by NTP (chrony, systemd-timesyncd)`);
    return ok('clock', 'this machine’s and the database’s agree');
  });

// How often one caller may try something without a session. Counted in the database, for all processes together and through
// restarts.
//
// R1: a try counts before it is judged, so that tries made side by side count all. R2: a key is a digest, no address or number.
import type { Pool } from 'pg';
import type { Keyring } from '@six-order/engine/runtime';

export interface RateLimit {
  /** Counts one try. 0 when it may go on, else the seconds to wait; then it does not count. `now`: epoch ms of wall time. */
  take(caller: string, now: number): Promise<number>;
}

export interface RateRule {
  /** What is tried: part of the key. */
  readonly what: string;
  /** So many at once; all of them again after `fillSeconds`, one after the other. */
  readonly burst: number;
  readonly fillSeconds: number;
}

/** Spent rows are swept so often; one that is over means the same as none. */
const SWEEP_MS = 3_600_000;

export function createRateLimit(
  { db, keyring }: { readonly db: Pool; readonly keyring: Pick<Keyring, 'digest'> },
  { what, burst, fillSeconds }: RateRule,
): RateLimit {
  const eachMs = (fillSeconds * 1_000) / burst;
  let sweptAt = Number.NEGATIVE_INFINITY;
  return {
    async take(caller, now) {
      const key = Buffer.from(keyring.digest(`tries ${what}`, caller)).toString('base64url');
      const at = new Date(now);
      if (now - sweptAt > SWEEP_MS) {
        sweptAt = now;
        await db.query('delete from tries where spent_until < $1', [at]);
      }
      // Each try costs its part of the time to fill up; none is given on more than the whole of it in advance.
      const counted = await db.query(
        `insert into tries as t (key, spent_until) values ($1, $2::timestamptz + make_interval(secs => $3))
         on conflict (key) do update set spent_until = greatest(t.spent_until, $2) + make_interval(secs => $3)
         where greatest(t.spent_until, $2) + make_interval(secs => $3) <= $2::timestamptz + make_interval(secs => $4)`,
        [key, at, eachMs / 1_000, fillSeconds],
      );
      if (counted.rowCount === 1) return 0;
      const { rows } = await db.query<{ until: Date }>('select spent_until as until from tries where key = $1', [key]);
      const spent = rows[0]?.until.getTime() ?? now;
      return Math.max(1, Math.ceil((spent + eachMs - fillSeconds * 1_000 - now) / 1_000));
    },
  };
}

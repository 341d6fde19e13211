// Back-off: after some tries without success the next must wait, each time longer. Kept in the database, so that it holds for
// all processes and through restarts.
//
// Owns: who must wait how long. Not ours: how often one address may ask (the library's rate limits).
// A1: a try counts before it is judged, so that tries made side by side count all. A2: a key is a digest, no name or number.
// A3: an unknown name waits like a known one.
import type { Pool } from 'pg';
import type { Keyring } from '@six-order/engine/runtime';

export interface AttemptPolicy {
  /** What is tried: part of the key. */
  readonly what: 'password' | 'send';
  /** Tries before the first wait. */
  readonly free: number;
  /** Doubles with each further try. */
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** Without a try for so long it begins anew. */
  readonly forgetSeconds: number;
}

export interface Attempts {
  /** Counts a try. 0 when it may go on, else the seconds to wait; then it does not count. */
  take(policy: AttemptPolicy, name: string): Promise<number>;
  /** Success: begins anew. */
  clear(policy: AttemptPolicy, name: string): Promise<void>;
}

/** `wall`: epoch ms. */
export function createAttempts(db: Pool, keyring: Keyring, wall: () => number): Attempts {
  const keyOf = ({ what }: AttemptPolicy, name: string) =>
    Buffer.from(keyring.digest(`attempts ${what}`, name)).toString('base64url');
  return {
    async take(policy, name) {
      const { free, firstWaitSeconds, longestWaitSeconds, forgetSeconds } = policy;
      const key = keyOf(policy, name);
      const now = new Date(wall());
      const counted = await db.query(
        `insert into auth.attempts as a (key, tries, tried_at, blocked_until)
         values ($1, 1, $2, case when $3 <= 1 then $2::timestamptz + make_interval(secs => $4) end)
         on conflict (key) do update set
           tries = case when a.tried_at < $2::timestamptz - make_interval(secs => $6) then 1 else least(a.tries + 1, 1000) end,
           tried_at = $2,
           blocked_until = case
             when a.tried_at < $2::timestamptz - make_interval(secs => $6) then case when $3 <= 1 then $2::timestamptz + make_interval(secs => $4) end
             when a.tries + 1 >= $3
             then $2::timestamptz + make_interval(secs => least($5, $4 * power(2, least(a.tries + 1 - $3, 20))))
           end
         where a.blocked_until is null or a.blocked_until <= $2
         returning 1`,
        [key, now, free, firstWaitSeconds, longestWaitSeconds, forgetSeconds],
      );
      if (counted.rowCount === 1) return 0;
      const { rows } = await db.query<{ until: Date }>('select blocked_until as until from auth.attempts where key = $1', [key]);
      return Math.max(1, Math.ceil(((rows[0]?.until.getTime() ?? 0) - now.getTime()) / 1000));
    },
    async clear(policy, name) {
      await db.query('delete from auth.attempts where key = $1', [keyOf(policy, name)]);
    },
  };
}

/** A wrong password may be typed five times; then 30 s, 1 min, 2 min … 15 min. A lock without end would lock out whom an
 * attacker names. */
export const passwordTries: AttemptPolicy = {
  what: 'password',
  free: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 900,
  forgetSeconds: 86_400,
};

/**
 * A message costs money and rings at somebody's bedside: one a minute, then ever fewer. A code dies after three wrong tries by
 * itself, so that this bounds the guesses too: some ninety a day against a million. Entering codes is never made to wait:
 * anybody could lock out a number he knows.
 */
export const sends: AttemptPolicy = {
  what: 'send',
  free: 1,
  firstWaitSeconds: 60,
  longestWaitSeconds: 3_600,
  forgetSeconds: 86_400,
};

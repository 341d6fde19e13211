// Codes of authenticators that were used: none opens a second session while it would still be right (RFC 6238, 5.2).
import type { Pool } from 'pg';
import type { Keyring } from '@six-order/engine/runtime';

/** A code is right within the step before, its own and the next: 90 s; kept somewhat longer. */
const KEPT_SECONDS = 180;

export interface SpentCodes {
  /** False when the user's code was used before. */
  spend(user: string, code: string): Promise<boolean>;
}

/** `wall`: epoch ms. */
export const createSpentCodes = (db: Pool, keyring: Keyring, wall: () => number): SpentCodes => ({
  async spend(user, code) {
    const now = new Date(wall());
    const { rowCount } = await db.query(
      `with swept as (delete from auth.spent_codes where spent_at < $3::timestamptz - make_interval(secs => $4))
       insert into auth.spent_codes (user_id, digest, spent_at) values ($1, $2, $3) on conflict do nothing`,
      [user, Buffer.from(keyring.digest('spent code', `${user} ${code}`)), now, KEPT_SECONDS],
    );
    return rowCount === 1;
  },
});

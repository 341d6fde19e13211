// Sign-in: whether its tables are what the library wants, who is only half set up, and which keys end soon.
import { openAccounts } from '@six-order/api/sign-in';
import type { Keyring } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { logToStdout } from '../log.ts';
import { newId } from '../new-id.ts';
import { type Finding, look, ok, problem, warning } from './finding.ts';

const SOON_MS = 30 * 86_400_000;

/** `now`: epoch ms of wall time. */
export const lookAtSignIn = async (db: Pool, keyring: Keyring, now: number): Promise<readonly Finding[]> => {
  const accounts = openAccounts({ db, keyring, newId, log: logToStdout() });
  return [
    await look('sign-in', async () => {
      const missing = await accounts.missing();
      if (missing.length > 0)
        return problem('sign-in', `schema auth lacks ${missing.join(', ')}: run \`npm run six-order -- migrate\``);
      const { rows } = await db.query<{ staff: number; half: number }>(
        `select count(*)::int as staff, count(*) filter (where "twoFactorEnabled" is not true)::int as half
         from auth."user" where "username" is not null`,
      );
      const { staff = 0, half = 0 } = rows[0] ?? {};
      if (half === 0) return ok('sign-in', `${staff} staff accounts, each with an authenticator`);
      return warning('sign-in', `${half} of ${staff} staff accounts have no authenticator yet: they cannot act`);
    }),
    await look('keys of other systems', async () => {
      const inForce = (await accounts.keys.list()).filter((key) => key.revokedAt === null && key.expiresAt.getTime() > now);
      const ending = inForce.filter(({ expiresAt }) => expiresAt.getTime() < now + SOON_MS);
      if (ending.length === 0) return ok('keys of other systems', `${inForce.length} in force`);
      return warning(
        'keys of other systems',
        `end within 30 days: ${ending.map(({ id, name }) => `${name} (${id})`).join(', ')}: make new ones with \`npm run six-order -- key make\``,
      );
    }),
  ];
};

// The telephones that people sign in with, for what is sent to them. They leave schema `auth` for nothing else but to be shown to whom
// they belong (stored-sessions.ts), and are kept nowhere.
import type { Pool } from 'pg';

/** By person; only numbers that a code was confirmed on. `db`: of the role six_order_auth. */
export async function phonesOf(db: Pool, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ person: string; phone: string }>(
    `select person, "phoneNumber" as phone from auth."user" where person = any($1::text[]) and "phoneNumberVerified" and "phoneNumber" is not null`,
    [people],
  );
  return new Map(rows.map(({ person, phone }) => [person, phone]));
}

// Sessions of people who signed in: rows of schema `auth`, found by the token that a signed cookie carries.
//
// Owns: finding, choosing the post, listing, ending. Not ours: making them (the library does).
// Keeps: I11. S1: a token alone opens nothing: the cookie is signed with a key that is not in the database. S2: each request
// asks the database, so that an ended session is over everywhere at once.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { Keyring } from '@six-order/engine/runtime';
import { librarySecret } from './library-secret.ts';
import type { Way } from './way.ts';

export interface StoredSession {
  /** Names it in lists; not the token. */
  readonly id: string;
  readonly user: string;
  readonly way: Way;
  /** null until the first sign-in was told a home. */
  readonly person: string | null;
  readonly tenant: string | null;
  /** null until one was chosen. */
  readonly post: string | null;
  readonly hasPassword: boolean;
}

export interface ListedSession {
  readonly id: string;
  readonly way: Way;
  readonly post: string | null;
  readonly device: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface StoredSessions {
  /** Whether a cookie's value looks like one of these; costs nothing. */
  looksLike(cookie: string): boolean;
  /** null when it is forged, over or ended. */
  find(cookie: string): Promise<StoredSession | null>;
  choosePost(id: string, post: string): Promise<void>;
  /** Makes the user of a session a person of a county. False when he is one already. */
  link(user: string, of: { readonly person: string; readonly tenant: string }): Promise<boolean>;
  /** Eleven digits, which a code was confirmed on; for nobody but the user himself. */
  phoneOf(user: string): Promise<string | null>;
  /** Newest first. */
  list(user: string): Promise<readonly ListedSession[]>;
  /** Ends one of the user's own. False when there is none of this id. */
  end(user: string, id: string): Promise<boolean>;
  /** Deletes the user with everything that identifies him; how many sessions ended. */
  forget(user: string): Promise<number>;
  /** Ends all of the user's but one; how many there were. */
  endOthers(user: string, but: string): Promise<number>;
}

const SIGNED = /^([A-Za-z0-9]{16,64})\.([A-Za-z0-9+/]{43}=)$/;

/** `wall`: epoch ms. `db` is of the role six_order_auth. */
export function createStoredSessions(db: Pool, keyring: Keyring, wall: () => number): StoredSessions {
  const secret = librarySecret(keyring);

  const tokenOf = (cookie: string): string | null => {
    const [, token, given] = SIGNED.exec(decoded(cookie)) ?? [];
    if (token === undefined || given === undefined) return null;
    const expected = createHmac('sha256', secret).update(token).digest();
    const signature = Buffer.from(given, 'base64');
    return signature.length === expected.length && timingSafeEqual(signature, expected) ? token : null;
  };

  return {
    looksLike: (cookie) => SIGNED.test(decoded(cookie)),
    async find(cookie) {
      const token = tokenOf(cookie);
      if (token === null) return null;
      const { rows } = await db.query<StoredSession>({
        name: 'find session',
        text: `select s."id", s."userId" as "user", s."way", u."person", u."tenant", s."post", u."username" is not null as "hasPassword"
               from auth."session" s join auth."user" u on u."id" = s."userId" where s."token" = $1 and s."expiresAt" > $2`,
        values: [token, new Date(wall())],
      });
      return rows[0] ?? null;
    },
    async choosePost(id, post) {
      await db.query('update auth."session" set "post" = $2 where "id" = $1', [id, post]);
    },
    async link(user, { person, tenant }) {
      const { rowCount } = await db.query(
        'update auth."user" set "person" = $2, "tenant" = $3 where "id" = $1 and "person" is null',
        [user, person, tenant],
      );
      return rowCount === 1;
    },
    async phoneOf(user) {
      const { rows } = await db.query<{ phone: string }>(
        'select "phoneNumber" as phone from auth."user" where "id" = $1 and "phoneNumberVerified" and "phoneNumber" is not null',
        [user],
      );
      return rows[0]?.phone.replace(/^\+86/, '') ?? null;
    },
    async list(user) {
      const { rows } = await db.query<ListedSession>(
        `select "id", "way", "post", "userAgent" as device, "createdAt", "expiresAt" from auth."session"
         where "userId" = $1 and "expiresAt" > $2 order by "createdAt" desc, "id" limit 200`,
        [user, new Date(wall())],
      );
      return rows;
    },
    async end(user, id) {
      const { rowCount } = await db.query('delete from auth."session" where "userId" = $1 and "id" = $2', [user, id]);
      return rowCount === 1;
    },
    async forget(user) {
      const { rows } = await db.query<{ ended: number }>(
        `with gone as (delete from auth."user" where "id" = $1 returning "id")
         select count(*)::int as ended from auth."session" s join gone on gone."id" = s."userId"`,
        [user],
      );
      return rows[0]?.ended ?? 0;
    },
    async endOthers(user, but) {
      const { rowCount } = await db.query('delete from auth."session" where "userId" = $1 and "id" <> $2', [user, but]);
      return rowCount ?? 0;
    },
  };
}

function decoded(cookie: string): string {
  if (cookie.length > 300) return '';
  try {
    return decodeURIComponent(cookie);
  } catch {
    return '';
  }
}

// Keys of other systems: each for one post, with scopes, an end and a rate.
//
// Owns: making, finding, counting, revoking. Not ours: what the post may do (authority).
// K1: a key is shown once and kept as a keyed digest. K2: finding it counts the request in the same statement, so that the
// rate holds for all processes together.
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Keyring } from '@six-order/engine/runtime';
import { rateHeaders, type Rate } from '../rate-headers.ts';
import { Refusal } from '../refusal.ts';

/** `read`: whatever is a GET. `write`: orders and commands. `reveal`: unmasked fields. None reaches sessions or keys. */
export const Scope = z.enum(['read', 'write', 'reveal']);
export type Scope = z.infer<typeof Scope>;

export interface ApiKey {
  readonly id: string;
  readonly post: string;
  readonly scopes: readonly Scope[];
}

/** A key with what it may still ask in this minute. */
export interface FoundApiKey extends ApiKey {
  readonly rate: Rate;
}

export interface NewApiKey {
  readonly tenant: string;
  readonly post: string;
  /** Which system it is for. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly days: number;
  readonly aMinute: number;
}

export interface ListedApiKey extends ApiKey {
  readonly name: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export interface ApiKeys {
  looksLike(bearer: string): boolean;
  /** null when unknown, over or revoked. Throws Refusal `too-many` beyond its rate. */
  find(bearer: string): Promise<FoundApiKey | null>;
  /** The key itself is in the answer and nowhere else. */
  make(of: NewApiKey): Promise<{ readonly id: string; readonly key: string; readonly expiresAt: Date }>;
  list(): Promise<readonly ListedApiKey[]>;
  /** False when there is none of this id, or it was revoked before. */
  revoke(id: string): Promise<boolean>;
}

const FORM = /^sixkey_[A-Za-z0-9_-]{43}$/;
const DAY_MS = 86_400_000;

/** `wall`: epoch ms. `db` is of the role six_order_auth. */
export function createApiKeys(db: Pool, keyring: Keyring, wall: () => number): ApiKeys {
  const digestOf = (key: string) => Buffer.from(keyring.digest('api key', key));
  return {
    looksLike: (bearer) => FORM.test(bearer),
    async find(bearer) {
      if (!FORM.test(bearer)) return null;
      const values = [digestOf(bearer), new Date(wall())];
      const { rows } = await db.query<ApiKey & { used: number; a_minute: number }>({
        name: 'find api key',
        text: `update auth.api_keys set last_used_at = $2, minute = date_trunc('minute', $2::timestamptz),
                 used = case when minute = date_trunc('minute', $2::timestamptz) then used + 1 else 1 end
               where digest = $1 and revoked_at is null and expires_at > $2
                 and (minute is distinct from date_trunc('minute', $2::timestamptz) or used < a_minute)
               returning id, post, scopes, used, a_minute`,
        values,
      });
      const [row] = rows;
      const resetSeconds = 60 - new Date(wall()).getUTCSeconds();
      if (row) {
        const { id, post, scopes, used, a_minute: quota } = row;
        return {
          id,
          post,
          scopes,
          rate: { left: Math.max(0, quota - used), resetSeconds, policy: { quota, windowSeconds: 60 } },
        };
      }
      const { rows: spent } = await db.query<{ a_minute: number }>(
        'select a_minute from auth.api_keys where digest = $1 and revoked_at is null and expires_at > $2',
        values,
      );
      if (spent[0]) {
        const rate = { left: 0, resetSeconds, policy: { quota: spent[0].a_minute, windowSeconds: 60 } };
        throw new Refusal('too-many', { headers: { 'retry-after': String(resetSeconds), ...rateHeaders(rate) } });
      }
      return null;
    },
    async make({ tenant, post, name, scopes, days, aMinute }) {
      const id = randomBytes(6).toString('hex');
      const key = `sixkey_${randomBytes(32).toString('base64url')}`;
      const now = wall();
      const expiresAt = new Date(now + days * DAY_MS);
      await db.query(
        `insert into auth.api_keys (id, digest, name, tenant, post, scopes, a_minute, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, digestOf(key), name, tenant, post, scopes, aMinute, new Date(now), expiresAt],
      );
      return { id, key, expiresAt };
    },
    async list() {
      const { rows } = await db.query<ListedApiKey>(
        `select id, post, scopes, name, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt",
           last_used_at as "lastUsedAt" from auth.api_keys order by created_at, id`,
      );
      return rows;
    },
    async revoke(id) {
      const { rowCount } = await db.query('update auth.api_keys set revoked_at = $2 where id = $1 and revoked_at is null', [
        id,
        new Date(wall()),
      ]);
      return rowCount === 1;
    },
  };
}

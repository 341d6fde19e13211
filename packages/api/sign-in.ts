// What the command line needs of sign-in: staff accounts and other systems' keys, without a server.
import type { Pool } from 'pg';
import type { Keyring } from '@six-order/engine/runtime';
import type { Logger } from 'pino';
import { createApiKeys, Scope, type ApiKeys } from './src/sign-in/api-keys.ts';
import { createSignIn } from './src/sign-in/sign-in.ts';
import { inviteStaff, type Invitation, type Invited } from './src/sign-in/staff.ts';

export { phonesOf } from './src/sign-in/phones.ts';
export { Scope };
export type { ApiKeys };

export interface AccountsOptions {
  /** Of the role six_order_auth. */
  readonly db: Pool;
  readonly keyring: Keyring;
  readonly newId: () => string;
  readonly log: Logger;
}

export interface Accounts {
  readonly keys: ApiKeys;
  /** What the library wants of schema `auth` and does not find: tables, columns, indexes. */
  missing(): Promise<readonly string[]>;
  /** Throws RangeError when the name is taken or is none. */
  invite(of: Invited): Promise<Invitation>;
}

export function openAccounts({ db, keyring, newId, log }: AccountsOptions): Accounts {
  const wall = Date.now;
  const nothing = { sms: null, oidc: null, demo: false, origin: 'http://localhost' };
  const signIn = createSignIn({ ...nothing, db, keyring, wall, newId, log });
  return {
    keys: createApiKeys(db, keyring, wall),
    async missing() {
      const { missingIn } = await import('./src/sign-in/missing.ts');
      return missingIn(await signIn.library());
    },
    invite: async (of) => inviteStaff(await signIn.library(), of, wall()),
  };
}

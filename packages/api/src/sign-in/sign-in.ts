// Sign-in as the routes use it: the library when it is needed, sessions, keys, and how far a sign-in is.
//
// Owns: what is opened when, what a session still lacks. Not ours: routes, the library's setup.
// I1: the library is loaded with the first request that needs it, so that a start and a command wait for nothing.
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Keyring } from '@six-order/engine/runtime';
import { sendWebhook, type WebhookTarget } from '@six-order/worker';
import { Refusal } from '../refusal.ts';
import { createApiKeys, type ApiKeys } from './api-keys.ts';
import { createAttempts } from './attempts.ts';
import type { Library, OidcProvider } from './library.ts';
import { createSpentCodes } from './spent-codes.ts';
import { createStoredSessions, type StoredSessions } from './stored-sessions.ts';

export interface SignInOptions {
  /** Of the role six_order_auth. It stays its owner's. */
  readonly db: Pool;
  readonly keyring: Keyring;
  /** Epoch ms of wall time. */
  readonly wall: () => number;
  /** Origin that people see. */
  readonly origin: string;
  /** Where codes go; null: nowhere. */
  readonly sms: WebhookTarget | null;
  readonly oidc: OidcProvider | null;
  /** Shows codes in the answer instead of sending them. */
  readonly demo: boolean;
  readonly newId: () => string;
  readonly log: Logger;
}

export interface SignIn {
  readonly origin: string;
  readonly stored: StoredSessions;
  readonly keys: ApiKeys;
  /** Whether codes can reach anybody. */
  readonly codes: boolean;
  readonly provider: boolean;
  readonly demo: boolean;
  library(): Promise<Library>;
  /** The code that was last made for a number in demo mode, once. */
  takeDemoCode(phone: string): string | undefined;
}

export function createSignIn({ db, keyring, wall, origin, sms, oidc, demo, newId, log }: SignInOptions): SignIn {
  const shown = new Map<string, string>();
  const sendCode = async (phone: string, code: string): Promise<void> => {
    if (sms === null) {
      shown.set(phone, code);
      return;
    }
    await sendWebhook(sms, { id: newId(), type: 'sign-in-code', data: { phone, code } }, wall()).catch((error: unknown) => {
      log.warn({ fault: error instanceof Error ? error.name : 'unknown' }, 'a code could not be sent');
      throw new Refusal('unavailable', { headers: { 'retry-after': '30' } });
    });
  };
  let opening: Promise<Library> | undefined;
  const open = async (): Promise<Library> => {
    const { openLibrary } = await import('./library.ts');
    const attempts = createAttempts(db, keyring, wall);
    const spent = createSpentCodes(db, keyring, wall);
    return openLibrary({ db, keyring, attempts, spent, origin, oidc, wall, sendCode, log });
  };
  return {
    origin,
    stored: createStoredSessions(db, keyring, wall),
    keys: createApiKeys(db, keyring, wall),
    codes: sms !== null || demo,
    provider: oidc !== null,
    demo,
    library: () => (opening ??= open()),
    takeDemoCode(phone) {
      const code = shown.get(phone);
      shown.delete(phone);
      return code;
    },
  };
}

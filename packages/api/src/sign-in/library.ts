// The sign-in library as this product sets it up: better-auth on schema `auth`, under a role of its own.
//
// Owns: the library's options, what its hooks add (back-off, ways, no code twice). Not ours: its tables, hashes, codes, second
// factor and protocol. Its router is never mounted (docs/decisions/0045): ask.ts hands it single requests.
// Loaded with the first sign-in, never at the start: it is large.
// L1: a session is made by a known way only. L2: it keeps no address and no token of another provider. L3: nothing it logs is
// kept but the names of faults, because its messages quote what was sent (I12).
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { phoneNumber } from 'better-auth/plugins/phone-number';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { Keyring } from '@six-order/engine/runtime';
import type { Logger } from 'pino';
import { faultOf } from '../problem-handler.ts';
import { SESSION_COOKIE } from '../session.ts';
import { passwordTries, sends, type AttemptPolicy, type Attempts } from './attempts.ts';
import { CODE_MINUTES } from './code-minutes.ts';
import { CLIENT_HEADER, COOKIE_PREFIX, LIBRARY_PATH } from './in-process.ts';
import { librarySecret } from './library-secret.ts';
import type { SpentCodes } from './spent-codes.ts';
import { isStaffName, staffEmail } from './staff-name.ts';
import { lifetimeSeconds, wayOf } from './way.ts';

/** An identity provider of the county. */
export interface OidcProvider {
  /** Its discovery document lies at `/.well-known/openid-configuration` below. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that holds the name that staff have here. */
  readonly claim: string;
}

export interface LibraryOptions {
  /** Of the role six_order_auth. */
  readonly db: Pool;
  readonly keyring: Keyring;
  readonly attempts: Attempts;
  readonly spent: SpentCodes;
  /** Origin that people see. */
  readonly origin: string;
  readonly oidc: OidcProvider | null;
  /** Epoch ms of wall time. */
  readonly wall: () => number;
  /** Sends a code to a telephone. */
  readonly sendCode: (phone: string, code: string) => Promise<void>;
  readonly log: Logger;
}

export type Library = ReturnType<typeof openLibrary>;

export function openLibrary({ db, keyring, attempts, spent, origin, oidc, wall, sendCode, log }: LibraryOptions) {
  const secure = origin.startsWith('https:');
  return betterAuth({
    appName: '六单一体',
    baseURL: origin,
    basePath: LIBRARY_PATH,
    secret: librarySecret(keyring),
    database: {
      db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db }) }),
      type: 'postgres',
      schemaName: 'auth',
      transaction: true,
    },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (level, _message, ...given) => logged(log, level, given) },
    // A fault comes out as it is: the library would print it, with whatever it quotes.
    onAPIError: { errorURL: `${origin}/`, throw: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
    },
    user: {
      additionalFields: {
        person: { type: 'string', required: false, input: false, unique: true },
        tenant: { type: 'string', required: false, input: false },
      },
    },
    session: {
      expiresIn: lifetimeSeconds.code,
      disableSessionRefresh: true,
      additionalFields: {
        post: { type: 'string', required: false, input: false },
        way: { type: 'string', required: false, input: false },
      },
    },
    account: {
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, trustedProviders: ['county'] },
    },
    verification: { storeIdentifier: 'hashed' },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 30,
      customRules: {
        '/sign-in/username': { window: 60, max: 20 },
        '/sign-in/social': { window: 60, max: 20 },
        '/phone-number/send-otp': { window: 60, max: 10 },
        '/phone-number/verify': { window: 60, max: 20 },
        '/two-factor/*': { window: 60, max: 20 },
        '/reset-password': { window: 60, max: 10 },
      },
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      // The attribute, without the name's prefix: the demo's cookie and this one are one, so that a browser has one session.
      useSecureCookies: false,
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: { session_token: { name: SESSION_COOKIE, attributes: { sameSite: 'strict' } } },
      ipAddress: { ipAddressHeaders: [CLIENT_HEADER], ipv6Subnet: 64 },
    },
    plugins: [
      username({ displayUsername: false, minUsernameLength: 3, maxUsernameLength: 32, usernameValidator: isStaffName }),
      phoneNumber({
        otpLength: 6,
        expiresIn: CODE_MINUTES * 60,
        allowedAttempts: 3,
        sendOTP: ({ phoneNumber: phone, code }) => sendCode(phone, code),
        // The library wants an e-mail and a name; neither says anything of the telephone.
        signUpOnVerification: { getTempEmail: temporaryEmail(keyring), getTempName: () => '' },
      }),
      twoFactor({
        issuer: '六单一体',
        twoFactorCookieMaxAge: 600,
        trustDeviceMaxAge: 1,
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 900 },
      }),
      ...(oidc ? [genericOAuth({ config: [provider(oidc)] })] : []),
    ],
    hooks: hooksWith(attempts, spent),
    databaseHooks: {
      session: {
        create: {
          // L1, L2
          async before(session, context) {
            const way = wayOf(context?.path ?? '');
            if (way === undefined) return false;
            await sweep(db, new Date(wall()));
            const expiresAt = new Date(wall() + lifetimeSeconds[way] * 1000);
            return { data: { ...session, way, expiresAt, ipAddress: '', userAgent: (session.userAgent ?? '').slice(0, 200) } };
          },
        },
      },
      account: {
        create: {
          async before(account) {
            return { data: { ...account, accessToken: null, refreshToken: null, idToken: null } };
          },
        },
      },
    },
  } satisfies BetterAuthOptions);
}

/** What is over goes, each time that something begins. */
const sweep = (db: Pool, now: Date) =>
  db.query(
    `with sessions as (delete from auth."session" where "expiresAt" < $1), codes as (delete from auth."verification" where "expiresAt" < $1)
     delete from auth.attempts where tried_at < $1::timestamptz - interval '2 days'`,
    [now],
  );

const temporaryEmail = (keyring: Keyring) => (phone: string) =>
  `${Buffer.from(keyring.digest('telephone', phone)).toString('hex').slice(0, 40)}@resident.invalid`;

const provider = ({ issuer, clientId, clientSecret, claim }: OidcProvider) => ({
  providerId: 'county',
  discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
  clientId,
  clientSecret,
  scopes: ['openid', 'profile'],
  pkce: true,
  requireIdTokenVerification: true,
  // An account is made by invitation here, never by somebody else's system.
  disableSignUp: true,
  mapProfileToUser(profile: Record<string, unknown>) {
    const name = profile[claim];
    if (typeof name !== 'string' || !isStaffName(name)) return {};
    return { email: staffEmail(name), emailVerified: true, name: '' };
  },
});

/** What each endpoint counts, by which member of its body. */
const counted: Endpoints = { '/sign-in/username': [passwordTries, 'username'], '/phone-number/send-otp': [sends, 'phoneNumber'] };
/** Whose success begins anew what. Whoever holds the telephone may have the next code at once. */
const cleared: Endpoints = { '/sign-in/username': [passwordTries, 'username'], '/phone-number/verify': [sends, 'phoneNumber'] };

type Endpoints = Readonly<Record<string, readonly [AttemptPolicy, 'username' | 'phoneNumber']>>;

const hooksWith = (attempts: Attempts, spent: SpentCodes) => ({
  before: createAuthMiddleware(async (ctx) => {
    const [policy, member] = counted[ctx.path] ?? [];
    if (!policy || !member) return;
    const wait = await attempts.take(policy, String(ctx.body[member]).toLowerCase());
    if (wait > 0) throw new APIError('TOO_MANY_REQUESTS', { code: 'BACK_OFF', retryAfter: wait });
  }),
  after: createAuthMiddleware(async (ctx) => {
    if (ctx.context.returned instanceof APIError) return;
    const [policy, member] = cleared[ctx.path] ?? [];
    if (policy && member) await attempts.clear(policy, String(ctx.body[member]).toLowerCase());
    if (ctx.path !== '/two-factor/verify-totp') return;
    const made = ctx.context.newSession;
    if (!made || (await spent.spend(made.user.id, String(ctx.body.code)))) return;
    await ctx.context.internalAdapter.deleteSession(made.session.token);
    throw new APIError('UNAUTHORIZED', { code: 'CODE_SPENT' });
  }),
});

function logged(log: Logger, level: string, given: readonly unknown[]): void {
  const fault = given.find((one) => one instanceof Error);
  log.warn({ level, fault: fault === undefined ? undefined : faultOf(fault) }, 'sign-in library');
}

// The configuration: environment variables, checked once at the start.
//
// Owns: names, defaults, what goes together. Not ours: the keys themselves (keys.ts).
// N1: a value that may hold a secret is never part of an error or a listing.
import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** Somebody said where the API is, or the database is this machine's own: where it does not answer, it does not run. */
  readonly located: boolean;
  /** Folder of the embedded database and of generated keys; absolute. */
  readonly data: string;
  /** null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** null: queues in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly demo: boolean;
  /** Demo mode on a host that others reach: it was asked for by hand, and is said loudly. */
  readonly openDemo: boolean;
  /** null: generated into the data folder. */
  readonly keys: string | null;
  /** File of the erasure ledger; absolute. Outside the database and its backups. */
  readonly ledger: string;
  /** For links in notices; null: from the request. */
  readonly publicUrl: string | null;
  /** Addresses or networks of proxies whose word on the client's address is believed, beside this machine. */
  readonly proxies: readonly string[];
  /** Webhooks may reach addresses that are not on the public internet, and without TLS: a receiver in the same network. */
  readonly privateWebhooks: boolean;
  /** The county's mail server, for notices; null: none go by e-mail. */
  readonly mail: { readonly url: string; readonly from: string; readonly allowPlain: boolean } | null;
  /** Where telephones' codes go, and the county's identity provider; null where there is none. */
  readonly signIn: {
    readonly sms: { readonly url: string; readonly secret: string; readonly allowPrivate: boolean } | null;
    readonly oidc: {
      readonly issuer: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly claim: string;
    } | null;
  };
}

/** What is wrong with the environment, one line each. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** An empty variable counts as one that is not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const urlWith = (...schemes: readonly string[]) =>
  z.string().refine((text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)), {
    error: `must begin with ${schemes.join(':// or ')}://`,
  });

const Environment = z.object({
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, 'must be a number from 0 (any free port) to 65535')
      .transform(Number)
      .refine((port) => port <= 65_535, { error: 'must be a number from 0 (any free port) to 65535' }),
  ),
  HOST: optional(z.string()),
  SIX_ORDER_DATA: optional(z.string()),
  DATABASE_URL: optional(urlWith('postgres', 'postgresql')),
  REDIS_URL: optional(urlWith('redis', 'rediss')),
  SIX_ORDER_DEMO: optional(z.enum(['on', 'off'], { error: 'must be on or off' })),
  SIX_ORDER_KEYS: optional(z.string()),
  SIX_ORDER_LEDGER: optional(z.string()),
  PUBLIC_URL: optional(urlWith('http', 'https')),
  SIX_ORDER_PROXIES: optional(
    z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .refine((parts) => parts.every(isNetwork), {
        error: 'must be addresses or networks such as 10.0.0.0/8, separated by commas',
      }),
  ),
  SIX_ORDER_SMS_URL: optional(urlWith('http', 'https')),
  SIX_ORDER_SMS_SECRET: optional(z.string().min(16, 'must have at least 16 characters')),
  SIX_ORDER_SMTP_URL: optional(urlWith('smtp', 'smtps')),
  SIX_ORDER_MAIL_FROM: optional(
    z
      .string()
      .regex(/^(?:[^<>@\r\n"]+ )?<?[^\s<>@"]+@[^\s<>@"]+>?$/, 'must be an address such as 六单一体 <no-reply@example.gov.cn>'),
  ),
  SIX_ORDER_WEBHOOK_PRIVATE: optional(z.enum(['on', 'off'], { error: 'must be on or off' })),
  SIX_ORDER_OIDC_ISSUER: optional(urlWith('http', 'https')),
  SIX_ORDER_OIDC_CLIENT_ID: optional(z.string()),
  SIX_ORDER_OIDC_CLIENT_SECRET: optional(z.string()),
  SIX_ORDER_OIDC_CLAIM: optional(z.string()),
});

/** Throws ConfigurationError naming every variable that is wrong and how it must read. */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>): Configuration {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    throw new ConfigurationError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
  }
  const given = parsed.data;
  const host = given.HOST ?? '127.0.0.1';
  const demo = given.SIX_ORDER_DEMO ? given.SIX_ORDER_DEMO === 'on' : given.DATABASE_URL === undefined;
  const wrong: string[] = [];
  if (given.DATABASE_URL && !given.SIX_ORDER_KEYS) {
    wrong.push(
      'SIX_ORDER_KEYS is required with DATABASE_URL: set the keys that the database was sealed with, from where their copy is kept. ' +
        'For a new, empty database `openssl rand -base64 32` makes one, to be set as 1:KEY and kept safe; ' +
        'without it what is sealed in the database is lost',
    );
  }
  if (demo && !isLoopback(host) && given.SIX_ORDER_DEMO !== 'on') {
    wrong.push(
      `HOST ${host} can be reached by others and demo mode lets everyone in as anyone: set SIX_ORDER_DEMO=off (and DATABASE_URL), ` +
        'or SIX_ORDER_DEMO=on to do it all the same',
    );
  }
  const signIn = signInOf(given, wrong);
  const { SIX_ORDER_SMTP_URL: smtp, SIX_ORDER_MAIL_FROM: from } = given;
  if ((smtp === undefined) !== (from === undefined)) wrong.push('SIX_ORDER_SMTP_URL and SIX_ORDER_MAIL_FROM go together');
  if (smtp !== undefined && !URL.canParse(smtp))
    wrong.push('SIX_ORDER_SMTP_URL must be a URL such as smtps://user:password@host:465');
  const data = resolve(given.SIX_ORDER_DATA ?? '.six-order');
  if (statSync(data, { throwIfNoEntry: false })?.isFile())
    wrong.push(`SIX_ORDER_DATA ${data} is a file: name a folder, there or not yet`);
  if (wrong.length > 0) throw new ConfigurationError(wrong.join('\n'));
  return {
    port: given.PORT ?? 3000,
    host,
    located: [given.PORT, given.HOST, given.PUBLIC_URL].some((said) => said !== undefined) || given.DATABASE_URL === undefined,
    data,
    databaseUrl: given.DATABASE_URL ?? null,
    redisUrl: given.REDIS_URL ?? null,
    demo,
    openDemo: demo && !isLoopback(host),
    keys: given.SIX_ORDER_KEYS ?? null,
    ledger: resolve(given.SIX_ORDER_LEDGER ?? join(data, 'erasures.jsonl')),
    publicUrl: given.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    proxies: given.SIX_ORDER_PROXIES ?? [],
    privateWebhooks: given.SIX_ORDER_WEBHOOK_PRIVATE === 'on',
    mail:
      smtp !== undefined && from !== undefined ? { url: smtp, from, allowPlain: given.SIX_ORDER_WEBHOOK_PRIVATE === 'on' } : null,
    signIn,
  };
}

/** Not one with a prefix of 0: it would let any client say who he is. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address) as 0 | 4 | 6];
  if (bits === 0 || more.length > 0) return false;
  return prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= bits);
}

/** What goes together goes together; what is wrong is added to `wrong`. */
function signInOf(given: z.infer<typeof Environment>, wrong: string[]): Configuration['signIn'] {
  const allowPrivate = given.SIX_ORDER_WEBHOOK_PRIVATE === 'on';
  const { SIX_ORDER_SMS_URL: url, SIX_ORDER_SMS_SECRET: secret } = given;
  if ((url === undefined) !== (secret === undefined)) wrong.push('SIX_ORDER_SMS_URL and SIX_ORDER_SMS_SECRET go together');
  if (url?.startsWith('http://') && !allowPrivate)
    wrong.push('SIX_ORDER_SMS_URL must begin with https:// (http:// is for a gateway inside, with SIX_ORDER_WEBHOOK_PRIVATE=on)');
  const {
    SIX_ORDER_OIDC_ISSUER: issuer,
    SIX_ORDER_OIDC_CLIENT_ID: clientId,
    SIX_ORDER_OIDC_CLIENT_SECRET: clientSecret,
    SIX_ORDER_OIDC_CLAIM: claim = 'preferred_username',
  } = given;
  const parts = [issuer, clientId, clientSecret].filter((part) => part !== undefined);
  if (parts.length > 0 && parts.length < 3)
    wrong.push('SIX_ORDER_OIDC_ISSUER, SIX_ORDER_OIDC_CLIENT_ID and SIX_ORDER_OIDC_CLIENT_SECRET go together');
  if (issuer !== undefined && given.PUBLIC_URL === undefined)
    wrong.push('SIX_ORDER_OIDC_ISSUER needs PUBLIC_URL: the identity provider sends people back to a fixed address');
  return {
    sms: url !== undefined && secret !== undefined ? { url, secret, allowPrivate } : null,
    oidc: issuer && clientId && clientSecret ? { issuer, clientId, clientSecret, claim } : null,
  };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** The configuration as it may be shown: URLs without user and password, keys as their versions. */
export function presentConfiguration(configuration: Configuration): Readonly<Record<string, string>> {
  const { port, host, data, databaseUrl, redisUrl, demo, keys, ledger, publicUrl, signIn } = configuration;
  return {
    PORT: String(port),
    HOST: host,
    SIX_ORDER_DATA: data,
    DATABASE_URL: databaseUrl === null ? 'embedded PostgreSQL' : withoutSecrets(databaseUrl),
    REDIS_URL: redisUrl === null ? 'none: queues in PostgreSQL' : redisUrl.split(',').map(withoutSecrets).join(','),
    SIX_ORDER_DEMO: demo ? 'on' : 'off',
    SIX_ORDER_KEYS: keys === null ? 'in the data folder' : `set, ${describeKeys(keys)}`,
    SIX_ORDER_LEDGER: ledger,
    PUBLIC_URL: publicUrl ?? 'from the request',
    SIX_ORDER_PROXIES: configuration.proxies.length === 0 ? 'this machine only' : configuration.proxies.join(','),
    SIX_ORDER_SMS_URL: signIn.sms === null ? 'none: no sign-in by telephone but in the demo' : withoutSecrets(signIn.sms.url),
    SIX_ORDER_SMTP_URL: configuration.mail === null ? 'none: no notices by e-mail' : withoutSecrets(configuration.mail.url),
    SIX_ORDER_OIDC_ISSUER: signIn.oidc === null ? 'none' : withoutSecrets(signIn.oidc.issuer),
  };
}

/** `versions 1, 2`, without the keys. */
export const describeKeys = (keys: string): string => {
  const versions = keyVersions(keys);
  return `${versions.length === 1 ? 'version' : 'versions'} ${versions.join(', ')}`;
};

/** The versions that a ring of keys holds, lowest first, those not in use yet (`2?:`) among them. */
export const keyVersions = (keys: string): readonly number[] =>
  keys
    .split(',')
    .map((part) => Number.parseInt(part, 10))
    .toSorted((a, b) => a - b);

function withoutSecrets(text: string): string {
  const url = URL.parse(text.includes('://') ? text : `redis://${text}`);
  return url ? `${url.protocol}//${url.username ? '…@' : ''}${url.host}${url.pathname}` : '(cannot be read)';
}

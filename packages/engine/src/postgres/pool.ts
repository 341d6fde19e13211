// Connections. The application works under a role that owns nothing and cannot change a journal.
import type { Socket } from 'node:net';
import pg from 'pg';

/** The role that the application works under; made by the first migration run. */
export const APP_ROLE = 'six_order_app';

/** The role of sign-in: schema `auth` is all it may touch, and nobody else may. */
const AUTH_ROLE = 'six_order_auth';

/**
 * `owner` migrates. `app` reads and writes. `engine` does too, with plans that are always ranges of an index. `auth` knows
 * identities and no order.
 */
export type PoolRole = 'owner' | 'app' | 'engine' | 'auth';

const settings: Record<PoolRole, readonly string[]> = {
  owner: [],
  // Planned by what the tables hold now: the outbox is empty for days, and a plan kept from then would read all of it, over and
  // over, once a flood of commands has filled it.
  app: [`role=${APP_ROLE}`, 'statement_timeout=15s', 'synchronous_commit=on', 'plan_cache_mode=force_custom_plan'],
  auth: [`role=${AUTH_ROLE}`, 'statement_timeout=15s', 'synchronous_commit=on'],
  // A prepared plan made while a table was still small would scan it for ever after: the engine's statements are all
  // look-ups by key or ranges of an index, so the other plans are taken away.
  engine: [
    `role=${APP_ROLE}`,
    'statement_timeout=15s',
    'synchronous_commit=on',
    'enable_seqscan=off',
    'enable_hashjoin=off',
    'enable_mergejoin=off',
    'jit=off',
    'plan_cache_mode=force_generic_plan',
  ],
};

/**
 * The server ends a statement of the application's after 15 s. A server that is frozen, or a line that lets nothing through,
 * ends none: then this side ends the connection, ms.
 */
const UNANSWERED_MS = 20_000;

/** A pool on `url`. Lost idle connections are dropped silently: the next query tells. `works`: what its process does, for whoever looks which run. */
export function openPool(url: string, role: PoolRole, options: { readonly max?: number; readonly works?: string } = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: `six-order ${role}${options.works ? `, ${options.works}` : ''}`,
    options: ['TimeZone=UTC', ...settings[role]].map((setting) => `-c ${setting}`).join(' '),
  });
  pool.on('error', () => {});
  // A connection that is lost while somebody has it fails his statement and then tells all the same: unheard, that would
  // end the process.
  pool.on('connect', (client) => {
    client.on('error', () => {});
    // What the owner does (migrations, copies) may take its time.
    if (role !== 'owner') endUnanswered(client);
  });
  return pool;
}

/** What `pg` has beside its types. */
interface Wire {
  readonly connection: { readonly stream: Socket };
  /** False while something that was asked is not answered. */
  readonly readyForQuery: boolean;
}

/**
 * Ends a connection on which something was asked and nothing has come for too long. The connection, not the statement alone:
 * what was sent on it may still be done, and whoever got the connection next would stand in the middle of that, perhaps in a
 * transaction that nobody ends.
 */
function endUnanswered(client: pg.PoolClient): void {
  const wire = client as unknown as Wire;
  const { stream } = wire.connection;
  stream.setTimeout(UNANSWERED_MS, () => {
    if (!wire.readyForQuery) stream.destroy();
  });
}

/** The five-character code that PostgreSQL gave a failure, or null when it is none of its own. */
export function sqlState(error: unknown): string | null {
  const { code, severity } = (error ?? {}) as { code?: unknown; severity?: unknown };
  return typeof code === 'string' && severity !== undefined ? code : null;
}

/** What `pg` says itself, which carries no code. */
const lost = /^(Connection terminated|timeout exceeded|Client (has encountered|was closed)|timeout expired)/;

/**
 * Whether a failure means that the database cannot be reached, or serves no writers now: connection exceptions (08), no room
 * (53), shutdowns (57P), a statement that took too long (57014), a standby (25006), a lost socket. Nobody knows whether it
 * was written; a later try may do.
 */
export function isUnreachable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return error instanceof Error && lost.test(error.message);
  return /^(08|53|57P|57014|25006)/.test(code) || /^(ECONN|EHOST|ENET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/.test(code);
}

/** Whether two writers met (deadlock, isolation, a lock not to be had): nothing was written, and another try may pass. */
export const isContention = (error: unknown): boolean => /^(40|55P03)/.test(String((error as { code?: unknown } | null)?.code));

// Where the queues live: in PostgreSQL, in BullMQ's own tables beside ours, or in Redis or Valkey (≥ 6.2), one server or a
// Cluster. The same queues and workers on all three.
import {
  createPostgresBackend,
  Queue,
  runMigrations,
  withBackend,
  Worker,
  type Job,
  type PgPool,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';
import { createHash } from 'node:crypto';
import { Cluster, Redis } from 'ioredis';
import pg from 'pg';
import { faultFields, type Log } from './log.ts';
import { parseRedisUrl } from './redis-url.ts';

/** BullMQ's constructors with a connection filled in, and the end of that connection. */
export interface QueueStore {
  readonly queue: (name: string, options: Omit<QueueOptions, 'connection' | 'prefix'>) => Queue;
  readonly worker: (
    name: string,
    process: (job: Job) => Promise<void>,
    options: Omit<WorkerOptions, 'connection' | 'prefix'>,
  ) => Worker;
  readonly close: () => Promise<void>;
}

/** The role that owns nothing (engine/postgres/pool.ts). */
const APP_ROLE = 'six_order_app';
/** BullMQ's default: a pool that is passed to it always means this one. */
const SCHEMA = 'bullmq';
/** Three workers listen on a connection each; the rest is for their statements. */
const MAX_CONNECTIONS = 8;
/** A producer's commit wakes a worker; by itself it looks only so often, lest a notification was lost. Seconds. */
const LOOK_EVERY_S = 30;

/**
 * Makes or updates the queues' tables, owned by whoever `ownerUrl` names; the application's role, which the other
 * migrations make before, may use them. Safe to repeat, and at once by several.
 */
export async function migrateQueues(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  // A lost connection fails the query that waits for it; without a listener it would end the process as well.
  owner.on('error', () => {});
  await owner.connect();
  try {
    await runMigrations(owner, SCHEMA);
    await owner.query(`
      grant usage on schema ${SCHEMA} to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${APP_ROLE};
      grant usage, select on all sequences in schema ${SCHEMA} to ${APP_ROLE};
    `);
  } finally {
    await owner.end();
  }
}

export function postgresStore(databaseUrl: string, log: Log): QueueStore {
  const { Queue: PgQueue, Worker: PgWorker } = withBackend(createPostgresBackend);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'six-order queues',
    options: `-c role=${APP_ROLE} -c search_path=${SCHEMA} -c statement_timeout=15s -c synchronous_commit=off -c TimeZone=UTC`,
  });
  // Each queue and worker adds its own.
  pool.setMaxListeners(20);
  let closed = false;
  pool.on('error', (error) => {
    if (!closed) log.warn(faultFields(error), 'an idle connection of the queues was lost');
  });
  // One that is lost while it is in use fails its statement; unheard, what it tells then would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  // BullMQ describes the little it needs of a pool in types of its own.
  const connection = pool as unknown as PgPool;
  return {
    queue: (name, options) => new PgQueue(name, { ...options, connection }) as unknown as Queue,
    worker: (name, process, options) =>
      new PgWorker(name, process, { ...options, drainDelay: LOOK_EVERY_S, connection }) as unknown as Worker,
    close() {
      closed = true;
      return pool.end();
    },
  };
}

/**
 * Throws RangeError when an address cannot be read. Installations may share a Redis: each has keys of its own, named by its
 * database.
 */
export function redisStore(redisUrl: string, databaseUrl: string, log: Log): QueueStore {
  const { nodes, options } = parseRedisUrl(redisUrl);
  const isCluster = nodes.length > 1;
  const name = `six-order-${databaseMark(databaseUrl)}`;
  const connect = (maxRetriesPerRequest: number | null): Redis | Cluster => {
    const client = isCluster
      ? new Cluster([...nodes], { redisOptions: { ...options, maxRetriesPerRequest } })
      : new Redis({ ...nodes[0], ...options, maxRetriesPerRequest });
    // Each queue and worker adds its own.
    client.setMaxListeners(40);
    client.on('error', (error) => log.warn(faultFields(error), 'the connection to Redis reports a fault'));
    return client;
  };
  // Who hands work over must soon hear that it cannot be done; who waits for work waits for ever.
  const producer = connect(1);
  const consumer = connect(null);
  // A queue's keys must lie in one slot of a Cluster: the braces say so.
  const prefix = isCluster ? `{${name}}` : name;
  return {
    queue: (name, rest) => new Queue(name, { ...rest, prefix, connection: producer }),
    worker: (name, process, rest) => new Worker(name, process, { ...rest, prefix, connection: consumer }),
    async close() {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

/** Tells databases apart without naming them. */
function databaseMark(databaseUrl: string): string {
  const { hostname, port, pathname } = new URL(databaseUrl);
  return createHash('sha256').update(`${hostname}:${port}${pathname}`).digest('hex').slice(0, 8);
}

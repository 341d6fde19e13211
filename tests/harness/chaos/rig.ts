// A whole installation to be ill-treated: a PostgreSQL on disk, the API and a worker as processes of their own, the demo
// street, and a client that remembers what it was told.
import { join } from 'node:path';
import { openClock, type ProcessClock } from '@six-order/community/demo/clock';
import { openTables } from '@six-order/community/tables';
import { generateKeys, openPool } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { liftLoadLimit } from '../lift-load-limit.ts';
import { makeRunFolder, removeRunFolder } from '../run-folder.ts';
import { createAudit, type AuditAsk } from './audit.ts';
import { openClient, type Client } from './client.ts';
import { freePort, startDiskPostgres, type DiskPostgres } from './disk-postgres.ts';
import type { Findings } from './findings.ts';
import { startLoad, type Load, type Orders } from './load.ts';
import { until } from './poll.ts';
import type { Chance } from './seeded.ts';
import { runCommand, startService, type End, type Service, type ServiceName } from './service.ts';

export interface Rig {
  readonly url: string;
  readonly postgres: DiskPostgres;
  /** The owner's connections. */
  readonly db: Pool;
  readonly client: Client;
  /** The demo's clock, as a further process of the installation has it. */
  readonly clock: ProcessClock;
  service(name: ServiceName): Service;
  start(...names: ServiceName[]): Promise<void>;
  /** `kill -9`, all at once. */
  kill(...names: ServiceName[]): Promise<void>;
  /** SIGTERM; resolves with its end. */
  stop(name: ServiceName): Promise<End>;
  /**
   * Ends all leases of timers and all offers of effects, as if half a minute had gone by since they were taken: only while
   * no worker runs, which would not know.
   */
  endLeases(): Promise<void>;
  /** Processes that ended without being told to. */
  readonly died: readonly string[];
  /** The one before it ends, if a test that failed left it. */
  load(chance: Chance, drivers: number): Load;
  /** How many timers have fired so far. */
  fired(): Promise<number>;
  /** Resolves when everything has fired that is due by now; gives the instant (demo's time). */
  settleTimers(withinMs: number): Promise<number>;
  /** The same, and every effect is delivered. */
  settle(withinMs: number): Promise<number>;
  audit(ask?: Partial<AuditAsk>): Promise<Findings>;
  /** Ends everything. `keep`: the folder with database and logs stays, and is named on screen. */
  close(options: { readonly keep: boolean }): Promise<void>;
}

export async function openRig({ redisUrl }: { readonly redisUrl?: string } = {}): Promise<Rig> {
  const folder = await makeRunFolder('six-order-chaos-');
  const postgres = await startDiskPostgres(folder);
  const keys = generateKeys();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    DATABASE_URL: postgres.url,
    SIX_ORDER_DEMO: 'on',
    SIX_ORDER_KEYS: keys,
    SIX_ORDER_DATA: folder,
    PORT: String(port),
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
  };
  const services = new Map<ServiceName, Service>();
  const told = new Set<Service>();
  const died: string[] = [];
  const log = (name: ServiceName) => join(folder, `${name}.log`);

  const start = async (name: ServiceName): Promise<void> => {
    const service = await startService(name, env, log(name));
    services.set(name, service);
    void service.ended.then(({ code, signal }) => {
      if (!told.has(service)) died.push(`${name} ended by itself with ${signal ?? code}`);
    });
  };
  const service = (name: ServiceName): Service => {
    const found = services.get(name);
    if (!found) throw new Error(`the ${name} was never started`);
    return found;
  };
  const end = (name: ServiceName, signal: NodeJS.Signals): Promise<End> => {
    told.add(service(name));
    service(name).signal(signal);
    return service(name).ended;
  };

  await runCommand(['seed'], env);
  await liftLoadLimit(postgres.url);
  await Promise.all([start('api'), start('worker')]);
  const db = openPool(postgres.url, 'owner', { max: 4 });
  const clock = await openClock({ db: openTables(db), demo: true });
  const client = await openClient(url);
  const orders: Orders = { unfinished: [], forgotten: [] };
  const audit = createAudit(db, keys);
  let last: Load | null = null;

  const rig: Rig = {
    url,
    postgres,
    db,
    client,
    clock,
    service,
    died,
    async start(...names) {
      await Promise.all(names.map(start));
    },
    async kill(...names) {
      await Promise.all(names.map((name) => end(name, 'SIGKILL')));
    },
    stop: (name) => end(name, 'SIGTERM'),
    async endLeases() {
      if (service('worker').end() === null) throw new Error('a worker runs: its leases are its own');
      await db.query(`update timers set leased_until = null where leased_until is not null`);
      await db.query(`update outbox set offer_at = offer_at - interval '30 s' where dead_at is null`);
    },
    load(chance, drivers) {
      void last?.stop().catch(() => undefined);
      last = startLoad(client, { chance, drivers, orders });
      return last;
    },
    async fired() {
      const { rows } = await db.query<{ n: number }>(`select count(*)::int as n from journal where entry like '%"timer":{%'`);
      return rows[0]?.n ?? 0;
    },
    settleTimers(withinMs) {
      const at = clock.now();
      return until('all that is due has fired', withinMs, async () => {
        const { rows } = await db.query<{ left: boolean }>('select exists (select from timers where due_at <= $1) as left', [
          new Date(at),
        ]);
        return rows[0]?.left === false && at;
      });
    },
    async settle(withinMs) {
      const at = await rig.settleTimers(withinMs);
      await until('every effect is delivered', withinMs, async () => {
        const { rows } = await db.query<{ left: boolean }>('select exists (select from outbox where dead_at is null) as left');
        return rows[0]?.left === false;
      });
      return at;
    },
    audit: (ask) => audit({ sent: client.sent, settledAt: 0, ...ask }),
    async close({ keep }) {
      // Who asks a process that is ended here asks in vain for three minutes: nobody waits for that.
      void last?.stop().catch(() => undefined);
      for (const running of services.values()) if (running.end() === null) await end(running.name, 'SIGKILL');
      await clock.close();
      await db.end();
      await postgres.stop();
      if (keep) process.stderr.write(`Database and logs of the failed file stay until the next run: ${folder}\n`);
      else await removeRunFolder(folder);
    },
  };
  return rig;
}

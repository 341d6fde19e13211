// The whole system in one process: opened in order, closed in reverse.
//
// Owns: what depends on what. Not ours: what any part does.
// S1: nothing is told that it is there before it can be used. S2: closing answers what was asked, ends the work in hand,
// and then lets go of the database.
import { setTimeout as sleep } from 'node:timers/promises';
import { readWaiting } from '@six-order/community/attachments/attachment-store';
import { authorizeWith } from '@six-order/community/authority/authority';
import { keepsOutOf } from '@six-order/community/mediation/apart';
import type { Erasing } from '@six-order/community/privacy/erasure-store';
import { openCountyRules, type HeldRules } from '@six-order/community/county-rules/county-rule-store';
import { type ProcessClock, openClock } from '@six-order/community/demo/clock';
import { hasOrders } from '@six-order/community/demo/order-store';
import { beginPast, endPast, readBegunPast } from '@six-order/community/demo/past-store';
import { type Seeded, seedDemo } from '@six-order/community/demo/seed';
import { type Deadlines, openDeadlines } from '@six-order/community/deadlines/deadlines';
import { type Directory, openDirectory } from '@six-order/community/directory';
import { readResources } from '@six-order/community/emergency/resource-store';
import { createFacts } from '@six-order/community/facts';
import { createNumbers } from '@six-order/community/numbers/number-store';
import { enginesAtWork, WORKER } from '@six-order/community/imports/import-store';
import { type Db, openTables } from '@six-order/community/tables';
import { openWebhooks } from '@six-order/community/webhooks/held';
import type { OrderId } from '@six-order/engine';
import type { Faces } from '@six-order/api/faces';
import { type Engine, createEngine, openPool } from '@six-order/engine/runtime';
import {
  type Worker,
  createNoticeSender,
  createWebhookSender,
  createWorker,
  faultFields,
  fireUntil,
  handlers,
  openMailer,
  openQueues,
} from '@six-order/worker';
import { workflows } from '@six-order/workflows/all';
import { moveOrders } from '@six-order/workflows/move-orders';
import { upheldIn } from '@six-order/workflows/six-order/upheld';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { refuseUnfinished } from './backup/read-backup.ts';
import type { Configuration } from './configuration.ts';
import { heldBy } from '@six-order/community/dispatching/in-hand';
import { openDatabase } from './database.ts';
import { pastAnew } from './demo-past/anew.ts';
import { live, type Lived, type LiveOptions, PAST_MS } from './demo-past/live.ts';
import { type PastClock, pastClock } from './demo-past/past-clock.ts';
import { openLedger } from './erasure/ledger.ts';
import { CommandFailure } from './failure.ts';
import { type OpenedKeys, openKeys } from './keys.ts';
import { madeByNewer, migrateAll, newerMigrations, pendingMigrations } from './migrations.ts';
import { newId } from './new-id.ts';
import { refuseBeforeMigrating, refuseOtherKeys } from './other-keys.ts';

export interface SystemOptions {
  readonly configuration: Configuration;
  readonly log: Logger;
  /** Told what takes long. */
  readonly say?: (line: string) => void;
  /** Serves HTTP on the configured host and port. */
  readonly api: boolean;
  /** The built pages, served beside the API; without them the API stands alone. */
  readonly faces?: Promise<Faces>;
  /** Fires timers and delivers effects. */
  readonly worker: boolean;
  /** Brings the database to this release first; without it a database that is behind is refused. */
  readonly migrate: boolean;
  /** In demo mode, builds the demo street where it is not there yet. */
  readonly seed: boolean;
  /**
   * With the seed, where nobody has ordered anything yet: orders of the last weeks, so that desks, board and figures are not empty. What an
   * earlier start was cut short in goes on where it stopped.
   */
  readonly past?: boolean;
  /** A clock of the caller's own, instead of the installation's. */
  readonly clock?: ProcessClock;
}

export interface System {
  readonly configuration: Configuration;
  /** The database owner's URL. Holds a password: not for a log. */
  readonly databaseUrl: string;
  readonly embedded: boolean;
  /** Where the embedded database lies; null for another. */
  readonly databaseFolder: string | null;
  readonly keys: OpenedKeys;
  /** Of the application's role. */
  readonly db: Pool;
  readonly clock: ProcessClock;
  readonly directory: Directory;
  readonly deadlines: Deadlines;
  readonly engine: Engine;
  /** Writes an erasure down in the ledger. */
  readonly recordErasure: Erasing['record'];
  readonly rules: HeldRules;
  readonly worker: Worker | null;
  /** `http://host:port`; null without the API. */
  readonly address: string | null;
  /** What the seed added; null when it did not run. */
  readonly seeded: Seeded | null;
  /** The orders of the demo's past that were lived now; null when it was not. */
  readonly lived: Lived | null;
  /** Answers what is in flight, ends the work in hand, closes all. Safe to repeat. */
  close(): Promise<void>;
}

const STOP_PATIENCE_MS = 10_000;
const DIRECTORY_MS = 5_000;
const LOOK_MS = 100;
const LOOKS = 50;
/** Orders that could not be moved, each with a line of the log. */
const NAMED = 100;

/** Opens what the options name. When a part cannot be opened, those before it are closed again and its error is thrown. */
export async function openSystem(options: SystemOptions): Promise<System> {
  const { configuration, log, say = () => undefined } = options;
  const closers: (() => Promise<unknown>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    const keys = await openKeys(configuration);
    if (configuration.databaseUrl === null) say('Starting the embedded PostgreSQL …');
    const database = await openDatabase(configuration, say);
    closers.push(() => database.close());

    await refuseUnfinished(database.url);
    if (options.migrate) {
      await refuseBeforeMigrating(database.url, keys, say);
      const applied = await migrateAll(database.url);
      if (applied.length > 0) say(`Migrations applied: ${applied.length}.`);
    }
    const engineDb = openPool(database.url, 'engine', { max: 8, ...(options.worker && { works: WORKER }) });
    closers.push(() => engineDb.end());
    const db = openPool(database.url, 'app', { max: 16 });
    closers.push(() => db.end());
    const authDb = openPool(database.url, 'auth', { max: 4 });
    closers.push(() => authDb.end());
    if (!options.migrate) {
      await refuseOldDatabase(db, say);
      await refuseOtherKeys(db, keys, say);
    }

    const tables = openTables(db);
    const seeded = options.seed && configuration.demo ? await seedDemo({ db: tables, keyring: keys.keyring, newId }) : null;
    const present = options.clock ?? (await openClock({ db: tables, demo: configuration.demo }));
    closers.push(() => present.close());
    const passOn = seeded && options.past ? await waitForPast(database.url, say) : null;
    if (passOn) closers.push(passOn);
    const past = passOn && (await pastOf(tables, present, say));
    const clock = past?.clock ?? present;
    const directory = await openDirectory({ db: tables, keyring: keys.keyring, now: clock.now });
    const rules = await openCountyRules({ db: tables });
    const deadlines = await openDeadlines({ db: tables });
    const webhooks = await openWebhooks({ db: tables });
    closers.push(keepFresh(keys, directory, rules, deadlines, webhooks));

    const engine: Engine = createEngine({
      db: engineDb,
      workflows,
      authorize: authorizeWith(directory.holdsOf, keepsOutOf(directory)),
      facts: createFacts({
        directory,
        numbers: createNumbers(tables),
        deadlinesOf: deadlines.rulesOf,
        rules,
        openOrdersOf: (tenant, person, limit) => engine.count({ tenant, filter: heldBy(person), limit }),
        orderOf: (order) => engine.get(order as OrderId),
        resourcesIn: (tenant, units, at) => readResources(tables, { tenant, units, at }),
        recentOf: async (tenant, filter, limit) => (await engine.find({ tenant, filter, sort: 'newest', limit })).orders,
        openOf: async (tenant, filter) => (await engine.findIds({ tenant, filter, limit: 100_000 })).ids.length,
        unsealOf: (order, ids) => engine.unseal(order, ids),
        upheldOf: async (order) => upheldIn(engine.workflows, await engine.journal(order as OrderId)),
        waitingOf: (tenant, person, ids) => readWaiting(tables, tenant, person, ids),
        digest: keys.keyring.digest,
      }),
      seal: keys.keyring,
      now: clock.now,
      newId,
      announce: webhooks.announce,
    });
    closers.push(() => engine.close());
    const lived = past && (await livePast({ past, present, engine, db, tables, directory, deadlines, rules, keys, log, say }));
    await passOn?.();
    if (options.migrate) closers.push(movingOrders(engine, log, say));

    const recordErasure = openLedger(configuration.ledger, keys.keyring).append;
    const queueOptions = { databaseUrl: database.url, redisUrl: configuration.redisUrl ?? undefined, log };
    const sender = createWebhookSender({
      db: tables,
      keyring: keys.keyring,
      wall: clock.wall,
      now: clock.now,
      newId,
      log,
      publicUrl: configuration.publicUrl,
      allowPrivate: configuration.privateWebhooks,
    });
    const { mail, signIn } = configuration;
    const mailer = mail ? await openMailer(mail) : null;
    if (mailer) closers.push(async () => mailer.close());
    const notices = createNoticeSender({
      db: tables,
      engine,
      keyring: keys.keyring,
      rules,
      directory,
      wall: clock.wall,
      now: clock.now,
      log,
      publicUrl: configuration.publicUrl,
      sms: signIn.sms,
      phonesOf: async (people) => (await import('@six-order/api/sign-in')).phonesOf(authDb, people),
      mailer,
    });
    const ways = [...(signIn.sms ? (['sms'] as const) : []), ...(mail ? (['email'] as const) : [])];
    const worker = options.worker
      ? createWorker({
          ...queueOptions,
          engine,
          db,
          now: clock.now,
          wall: clock.wall,
          directory,
          deadlines,
          rules,
          handlers,
          recordErasure,
          newId,
          keyring: keys.keyring,
          webhooks: sender,
          notices: { sender: notices, ways, rules },
        })
      : null;
    if (worker) {
      closers.push(() => Promise.all([sender.close(), notices.close()]));
      closers.push(() => worker.close());
      if (!(await worker.start())) {
        const store = configuration.redisUrl === null ? 'The queues in PostgreSQL do' : 'Redis (REDIS_URL) does';
        say(
          `${store} not answer: until then deadlines and notices are worked off without queues, later and more slowly; \`npm run six-order -- doctor\` says why.`,
        );
      }
    }

    let address: string | null = null;
    if (options.api) {
      // A worker alone need not load it.
      const { createApi } = await import('@six-order/api');
      const board = worker ?? openQueues(queueOptions);
      if (!worker) closers.push(() => (board as ReturnType<typeof openQueues>).close());
      const api = createApi({
        engine,
        db,
        authDb,
        signIn,
        proxies: configuration.proxies,
        keyring: keys.keyring,
        directory,
        rules,
        deadlines,
        webhooks,
        privateWebhooks: configuration.privateWebhooks,
        clock,
        newId,
        log,
        demo: configuration.demo,
        publicUrl: configuration.publicUrl,
        mailer,
        queues: board.queues,
        ...(options.faces && { faces: await options.faces }),
        fireUntil: (to: number) =>
          fireUntil({ engine, db, clock, wall: clock.wall, log, ...(worker && { settle: () => worker.settle() }) }, to),
      });
      closers.push(() => api.close(STOP_PATIENCE_MS));
      const { port } = await api.listen(configuration.port, configuration.host);
      address = `http://${configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host}:${port}`;
    }
    return {
      configuration,
      databaseUrl: database.url,
      embedded: database.embedded,
      databaseFolder: database.folder,
      keys,
      db,
      clock,
      directory,
      deadlines,
      engine,
      recordErasure,
      rules,
      worker,
      address,
      seeded,
      lived,
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/**
 * Of several that start on one database at once, one at a time may live the demo's past: those after it find its orders there.
 * Returns what lets the next one go on; safe to repeat.
 */
async function waitForPast(url: string, say: (line: string) => void): Promise<() => Promise<void>> {
  const owner = openPool(url, 'owner', { max: 1 });
  try {
    // Kept until the connection ends: one that is killed lets the others go on.
    const held = await owner.connect();
    const key = 'six-order demo past';
    const { rows } = await held.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as mine', [key]);
    if (!rows[0]?.mine) {
      say('Another process is living the demo’s past; waiting for it …');
      await held.query('select pg_advisory_lock(hashtextextended($1, 0))', [key]);
    }
    let passed: Promise<void> | null = null;
    return () => (passed ??= (held.release(true), owner.end()));
  } catch (error) {
    await owner.end();
    throw error;
  }
}

/** The demo's past, to be lived or to be gone on with. */
interface Past {
  /** It stands where the past begins, or where it was cut short. */
  readonly clock: PastClock;
  /** Until when it is lived, epoch ms. */
  readonly until: number;
  readonly resumed: boolean;
}

/**
 * null where orders are that are none of it, in any county (their time would be moved, too), or where somebody is at work already. What was
 * cut short goes on, unless somebody has been at work since.
 */
async function pastOf(tables: Db, present: ProcessClock, say: (line: string) => void): Promise<Past | null> {
  const begun = await readBegunPast(tables);
  const atWork = async () => (await enginesAtWork(tables)) > 0;
  // The connections of a process that was killed end a moment after it.
  for (let looks = 0; looks < LOOKS && begun !== null && (await atWork()); looks += 1) await sleep(LOOK_MS);
  if (await atWork()) return null;
  if (begun === null) {
    if (await hasOrders(tables)) return null;
    const until = present.now();
    await beginPast(tables, until);
    return { clock: pastClock(present, until - PAST_MS), until, resumed: false };
  }
  const { until, lastAt } = begun;
  if (lastAt !== null && lastAt > until) {
    const leftOut = ['all that was to come when it was cut short: somebody has been at work since'];
    await endPast(tables, present.now(), leftOut);
    sayLeftOut(leftOut, say);
    return null;
  }
  return { clock: pastClock(present, lastAt ?? until - PAST_MS), until, resumed: lastAt !== null };
}

interface PastOptions extends Pick<LiveOptions, 'engine' | 'db' | 'tables' | 'directory' | 'deadlines'> {
  readonly past: Past;
  readonly present: ProcessClock;
  readonly rules: HeldRules;
  readonly keys: OpenedKeys;
  readonly log: Logger;
  readonly say: (line: string) => void;
}

async function livePast({ past, present, rules, keys, log, say, ...parts }: PastOptions): Promise<Lived> {
  const { clock, until, resumed } = past;
  say(`${resumed ? 'Going on with' : 'Living'} the last weeks of the demo street …`);
  const { engine, db, tables, directory } = parts;
  const delivery = {
    pool: db,
    tools: { db: tables, engine, directory, load: { ours: () => undefined, offersFrom: () => null }, rules },
    handlers,
    wall: present.wall,
    log,
  };
  const lived = await live({ ...parts, keyring: keys.keyring, clock, delivery, now: until });
  await endPast(tables, present.now(), lived.leftOut);
  clock.arrive();
  if (lived.leftOut.length > 0) {
    log.warn({ leftOut: lived.leftOut.length }, 'some of the demo’s past did not come about');
    sayLeftOut(lived.leftOut, say);
  }
  return lived;
}

/** The first few; the doctor names them all. */
function sayLeftOut(leftOut: readonly string[], say: (line: string) => void): void {
  say('Of the demo’s past was left out:');
  for (const line of leftOut.slice(0, 5)) say(`  ${line}`);
  say(
    `${leftOut.length > 5 ? `  and ${leftOut.length - 5} more; ` : '  '}\`npm run six-order -- doctor\` names it again. ${pastAnew}`,
  );
}

async function refuseOldDatabase(db: Pool, say: (line: string) => void): Promise<void> {
  const newer = await newerMigrations(db);
  if (newer.length > 0) say(madeByNewer(newer));
  const pending = await pendingMigrations(db);
  if (pending.length > 0) {
    throw new CommandFailure(
      `The database is behind this release (${pending.length > 3 ? `${pending.length} migrations, the first ${pending[0]},` : pending.join(', ')} not applied): run \`npm run six-order -- migrate\`, then start again.`,
    );
  }
}

/** Moves open orders to this release's versions while everything goes on. Returns the end of it: the next start does the rest. */
function movingOrders(engine: Engine, log: Logger, say: (line: string) => void): () => Promise<void> {
  let closing = false;
  const moving = moveOrders({ engine, stopped: () => closing }).then(
    ({ moved, left }) => {
      if (moved > 0) log.info({ moved }, 'open orders were moved to the newest version of their workflow');
      for (const { id, why } of left.slice(0, NAMED)) log.warn({ order: id, why }, 'an open order could not be moved');
      if (left.length === 0) return;
      log.warn({ left: left.length }, 'open orders could not be moved and stand as they stood');
      say(
        `${left.length} open ${left.length === 1 ? 'order' : 'orders'} could not be moved to the newest version of the workflow; \`npm run six-order -- migrate --orders\` tries again and says of each why, and what to do.`,
      );
    },
    (error: unknown) => log.warn(faultFields(error), 'open orders were not moved; the next start goes on'),
  );
  return async () => {
    closing = true;
    await moving;
  };
}

/** Another process may change units, people, posts and rules: looked for every few seconds. Returns the end of it. */
function keepFresh(...held: readonly { refresh(): Promise<unknown> }[]): () => Promise<void> {
  let looking: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // A database that is gone for a while only delays the news.
    looking = Promise.all(held.map((one) => one.refresh())).catch(() => undefined);
  }, DIRECTORY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

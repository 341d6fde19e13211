// A worker: clock, relay, net and the workers of their queues, put together.
//
// Owns: what runs in a worker process, its start and its end. Keeps: I6–I8. W1: when the queue store cannot be reached the
// work is done here and at once: a queue shares work, nothing depends on it.
import type { Queue } from 'bullmq';
import type { Pool } from 'pg';
import { RetryableError } from '@six-order/engine';
import { untriedOutbox, type Engine, type Keyring } from '@six-order/engine/runtime';
import type { Erasing } from '@six-order/community/privacy/erasure-store';
import { openTables } from '@six-order/community/tables';
import { createClock } from './clock.ts';
import { deliver, type Handlers, type HandlerTools } from './delivery.ts';
import { fireAll } from './fire.ts';
import { emergencyLatecomers } from './emergency-latecomers.ts';
import { emergencyLeftovers } from './emergency-leftovers.ts';
import { watchLoad } from './load.ts';
import { faultFields, type Log } from './log.ts';
import { maintain, type MaintenanceOptions } from './maintenance.ts';
import { BEAT_MS, createNet } from './net.ts';
import { createMeasuring } from './measuring.ts';
import { mayWait } from './handlers/notify.ts';
import { openQueues } from './queues.ts';
import { createRelay } from './relay.ts';
import { packTimers, unpackTimers } from './timer-batch.ts';
import type { NoticeSender } from './notices/notice-sender.ts';
import type { WebhookSender } from './webhook/webhook-sender.ts';

export interface WorkerOptions {
  readonly engine: Engine;
  /** A pool of the application's role. It stays its owner's. */
  readonly db: Pool;
  /** Where the queues live without `redisUrl`. */
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** The system's time (epoch ms). The demo's may jump: that is seen within a second, or at once by `wake`. */
  readonly now: () => number;
  /** Real time (epoch ms): leases and back-offs are counted in it. */
  readonly wall: () => number;
  /** For the people behind units and teams. The worker refreshes it as it needs. */
  readonly directory: HandlerTools['directory'];
  /** Calendars of the counties. Whoever opened them refreshes them. */
  readonly deadlines: MaintenanceOptions['deadlines'];
  /** One for each effect type of the engine's workflows. */
  readonly handlers: Handlers;
  /** Off: effects wait in their rows, for a measurement or for another process. */
  readonly relay?: boolean;
  /** Writes an erasure down outside the database, for retention; without it this worker carries no retention plan out. */
  readonly recordErasure?: Erasing['record'];
  /** The counties' rules as this process holds them. */
  readonly rules?: HandlerTools['rules'];
  /** Ids of what follows from rules (points, lists of units); without it this worker makes none of that. */
  readonly newId?: () => string;
  readonly keyring?: Keyring;
  /** Sends webhooks of other systems; without it they wait for a process that does. It stays its owner's. */
  readonly webhooks?: Pick<WebhookSender, 'wake'>;
  /** Sends notices beyond the box, by which ways; without it they stay in it. The sender stays its owner's. */
  readonly notices?: NonNullable<HandlerTools['beyond']> & { readonly sender: Pick<NoticeSender, 'wake'> };
  readonly log: Log;
}

export interface Worker {
  /**
   * Begins. Resolves when the queues can be used; when they cannot be reached it says so in the log, works without them
   * meanwhile, and resolves with false. Rejects when the queues' tables are missing (`migrateQueues`) or an effect type has no handler.
   */
  start(): Promise<boolean>;
  /** Looks at once for due timers and for effects to offer. */
  wake(): void;
  /** Sends now, without the queue, every command that an order asked another for, and what follows from those. */
  settle(): Promise<void>;
  /** For Bull Board. */
  readonly queues: readonly Queue[];
  /** Takes nothing more, lets what is in work end. Call it before the engine's `close`. */
  close(): Promise<void>;
}

/** Batches of timers fired at once: the engine makes its own batches of what comes together. */
const FIRING = 4;
const DELIVERING = 3;
/** Commands of orders to each other that are sent at once. */
const SETTLING = 500;

export function createWorker(options: WorkerOptions): Worker {
  const { engine, db, databaseUrl, redisUrl, now, wall, directory, deadlines, log, webhooks, notices } = options;
  const handlers = thenWake(thenWake(options.handlers, 'webhook', webhooks), 'notify', notices?.sender);
  const queues = openQueues({ databaseUrl, redisUrl, log });
  const load = watchLoad({ engine, wall });
  const { recordErasure: record, keyring, rules } = options;
  const privacy = record && keyring ? { privacy: { record, keyring, now } } : {};
  const delivery = {
    pool: db,
    tools: {
      db: openTables(db),
      engine,
      directory,
      load,
      ...privacy,
      ...(rules && { rules }),
      ...(notices && { beyond: notices }),
    },
    handlers,
    wall,
    log,
  };

  const clock = createClock({
    engine,
    db,
    now,
    wall,
    log,
    hand: (batch) =>
      // Leased again, the same timer goes into a new job: the id is of the lease, not of the timer.
      queues.add('timers', [{ id: `${batch[0]?.id}-${wall()}`, data: packTimers(batch) }]).catch(async (error: unknown) => {
        log.warn({ timers: batch.length, ...faultFields(error) }, 'timers are fired without the queue');
        await fireAll({ engine, log }, batch);
      }),
    waiting: () => queues.waiting('timers').catch(() => 0),
  });

  const relay =
    options.relay === false
      ? null
      : createRelay({
          engine,
          db,
          wall,
          log,
          load,
          mayWait,
          hand: (jobs) =>
            queues
              .add(
                'effects',
                jobs.map((ids) => ({ id: `${ids[0]}-${wall()}`, data: ids })),
              )
              .catch(async (error: unknown) => {
                log.warn({ effects: jobs.flat().length, ...faultFields(error) }, 'effects are delivered without the queue');
                for (const ids of jobs) await deliver(delivery, ids);
              }),
          waiting: () => queues.waiting('effects').catch(() => 0),
        });

  const measuring = createMeasuring({ engine, db, wall, directory, deadlines, log, load });

  const emergencies = {
    engine,
    now,
    counties: () => directory.unitsWithin('').filter(({ kind }) => kind === 'county'),
  };
  const leftovers = emergencyLeftovers(emergencies);
  const latecomers = emergencyLatecomers(emergencies);

  const wake = (): void => {
    clock.wake();
    relay?.wake();
  };

  const net = createNet({
    log,
    schedule: (everyMs) => queues.beat(everyMs),
    async look() {
      wake();
      webhooks?.wake();
      notices?.sender.wake();
      await measuring.sweep();
      const { newId, recordErasure } = options;
      await maintain({ engine, db, now, directory, deadlines, log, recordErasure, newId, keyring, leftovers, latecomers });
    },
  });

  return {
    async start() {
      const missing = engine.workflows.all.flatMap(({ effects }) => effects).filter((type) => !(type in handlers));
      if (missing.length > 0) throw new Error(`no handler for the effects ${missing.join(', ')}`);
      queues.work('timers', FIRING, async (batch) => {
        await fireAll({ engine, log }, unpackTimers(batch));
        clock.fired();
      });
      queues.work('effects', DELIVERING, async (ids) => {
        await deliver(delivery, ids);
        relay?.delivered();
      });
      queues.work('net', 1, () => net.beat());
      try {
        await queues.ready();
        await queues.beat(BEAT_MS);
      } catch (error) {
        if (!(error instanceof RetryableError)) throw error;
        log.warn(faultFields(error), 'the queues cannot be reached: the work is done without them until they can');
        wake();
        return false;
      }
      wake();
      return true;
    },
    wake,
    async settle() {
      for (;;) {
        const ids = await untriedOutbox(db, { type: 'command', limit: SETTLING });
        if (ids.length === 0) return;
        await deliver(delivery, ids);
      }
    },
    queues: queues.queues,
    async close() {
      net.close();
      load.close();
      await measuring.close();
      await Promise.all([clock.close(), relay?.close()]);
      await queues.close();
    },
  };
}

/** What a handler has made is sent at once, not on the next beat. */
const thenWake = (handlers: Handlers, type: 'webhook' | 'notify', sender: { wake(): void } | undefined): Handlers => {
  const handler = handlers[type];
  if (!sender || !handler) return handlers;
  return {
    ...handlers,
    async [type](tools, rows) {
      const faults = await handler(tools, rows);
      sender.wake();
      return faults;
    },
  };
};

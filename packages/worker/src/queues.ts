// The queues: three names, what their jobs carry, and how they are reached.
//
// Owns: queues and their workers, what becomes of finished and failed jobs. Not ours: where they live
// (queue-connection.ts), what a job does (clock, relay, net).
// Keeps: I6, I8 – a queue only carries work: any job may be lost and is made again from rows. So nothing is retried here,
// nothing is kept, and the store need not wait for a disk.
import { ErrorCode, type JobsOptions, type Queue, type Worker } from 'bullmq';
import { RetryableError } from '@six-order/engine';
import { faultFields, type Log } from './log.ts';
import { postgresStore, redisStore } from './queue-connection.ts';
import type { TimerBatch } from './timer-batch.ts';

/** What each queue's jobs carry: ids and instants, nothing else (I8, I12). */
export interface QueueJobs {
  /** A batch of leased timers to fire. */
  readonly timers: TimerBatch;
  /** Ids of outbox rows to deliver. */
  readonly effects: readonly string[];
  /** The net's beat. */
  readonly net: null;
}

export type QueueName = keyof QueueJobs;

export interface QueuesOptions {
  readonly databaseUrl: string;
  /** As parseRedisUrl reads it; several hosts are the seeds of a Cluster. Without it the queues live in PostgreSQL. */
  readonly redisUrl?: string | undefined;
  readonly log: Log;
}

export interface Queues {
  /** For Bull Board. */
  readonly queues: readonly Queue[];
  /** Hands jobs over. Rejects when the store cannot be reached within five seconds, and at once for a while after that. */
  add<N extends QueueName>(name: N, jobs: readonly { readonly id: string; readonly data: QueueJobs[N] }[]): Promise<void>;
  /** How many jobs nobody has taken yet, in all processes. Rejects as `add` does. */
  waiting(name: QueueName): Promise<number>;
  /** Makes the store put a job into `net` every `everyMs`, once for all processes. Safe to repeat. Rejects when the store does not answer. */
  beat(everyMs: number): Promise<void>;
  /** Starts to take jobs of a queue, so many at a time. What `process` throws reaches the store as its name only (I12). */
  work<N extends QueueName>(name: N, concurrency: number, process: (data: QueueJobs[N]) => Promise<void>): void;
  /** Resolves when the store can be used. Rejects when it does not answer, or lacks its tables (`migrateQueues`). */
  ready(): Promise<void>;
  /** Takes no more jobs, lets those in work end, then ends all connections. */
  close(): Promise<void>;
}

const NAMES: readonly QueueName[] = ['timers', 'effects', 'net'];
const BEAT = 'beat';
const PATIENCE_MS = 5_000;
/** A store that did not answer is left alone for so long: who waits for it each time would do little else. */
const AWAY_MS = 5_000;

const jobOptions: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: { count: 100 }, stackTraceLimit: 0 };

/** A job whose worker died is dropped: its timers are leased, its effects offered again, from their rows. */
const workerOptions = { maxStalledCount: 0, lockDuration: 30_000, stalledInterval: 60_000 };

/** Opens the queues; connects in the background. Throws RangeError when `redisUrl` cannot be read. */
export function openQueues({ databaseUrl, redisUrl, log }: QueuesOptions): Queues {
  const store = redisUrl ? redisStore(redisUrl, databaseUrl, log) : postgresStore(databaseUrl, log);
  const workers: Worker[] = [];
  const working = new Set<Promise<void>>();
  /** Until then the store is not tried again (performance.now). */
  let awayUntil = 0;
  let closed = false;
  /** What a connection still has to say while it ends is no news. */
  const complain = (fields: object, message: string): void => {
    if (!closed) log.warn(fields, message);
  };
  const open = (name: QueueName): Queue => {
    // BullMQ writes an event for each step of a job, for listeners that nobody here is: few are kept.
    const queue = store.queue(name, { defaultJobOptions: jobOptions, streams: { events: { maxLen: 100 } } });
    queue.on('error', (error) => complain({ queue: name, ...faultFields(error) }, 'the queue store reports a fault'));
    return queue;
  };
  const queues: Record<QueueName, Queue> = { timers: open('timers'), effects: open('effects'), net: open('net') };
  const list = NAMES.map((name) => queues[name]);

  async function reach<T>(ask: () => Promise<T>): Promise<T> {
    if (performance.now() < awayUntil) throw new RetryableError('the queue store did not answer a moment ago');
    try {
      return await inTime(ask(), PATIENCE_MS);
    } catch (error) {
      awayUntil = performance.now() + AWAY_MS;
      throw error;
    }
  }

  return {
    queues: list,
    async add(name, jobs) {
      // Not addBulk: on PostgreSQL each call of it makes two temporary tables, and jobs are few because each carries many.
      await reach(() => Promise.all(jobs.map(({ id, data }) => queues[name].add(name, data, { jobId: id }))));
    },
    waiting: (name) => reach(() => queues[name].getWaitingCount()),
    async beat(everyMs) {
      await inTime(
        queues.net.upsertJobScheduler(BEAT, { every: everyMs }, { name: BEAT, data: null, opts: jobOptions }),
        PATIENCE_MS,
      );
    },
    work(name, concurrency, process) {
      const begin = (data: QueueJobs[typeof name]): Promise<void> => {
        const work: Promise<void> = process(data)
          .catch(nameOnly)
          .finally(() => working.delete(work));
        working.add(work);
        return work;
      };
      const worker = store.worker(name, (job) => begin(job.data), { ...workerOptions, concurrency });
      worker.on('error', (error) => {
        if (!(name === 'net' && isReplaced(error))) {
          complain({ queue: name, ...faultFields(error) }, 'a queue worker reports a fault');
        }
      });
      worker.on('failed', (job, error) => log.warn({ queue: name, job: job?.id, fault: error.message }, 'a job failed'));
      workers.push(worker);
    },
    async ready() {
      await inTime(Promise.all([...list, ...workers].map((one) => one.waitUntilReady())), PATIENCE_MS);
    },
    async close() {
      closed = true;
      const end = Promise.all(workers.map((worker) => worker.close())).then(() =>
        Promise.all(list.map((queue) => queue.close())),
      );
      await Promise.allSettled(working);
      await inTime(end, PATIENCE_MS).catch((error: unknown) =>
        log.warn(faultFields(error), 'the queues were left without a good-bye'),
      );
      await store.close();
    },
  };
}

/** The store keeps a failed job's message and stack: it gets the fault's name in place of both (I12). */
function nameOnly(error: unknown): never {
  throw new Error(error instanceof Error ? error.name : 'Error');
}

/**
 * The store's own refusal, known by its code: the job that a worker ends is another's by now. A process that sets the beat
 * replaces its next job, and so the one that just began; the beat goes on, and the net's work is done or comes with the next.
 */
function isReplaced(error: Error): boolean {
  return anothers.has((error as { code?: unknown }).code);
}

/** Gone, taken over, or ended elsewhere; whatever else the store refuses is a fault. */
const anothers: ReadonlySet<unknown> = new Set([
  ErrorCode.JobNotExist,
  ErrorCode.JobLockNotExist,
  ErrorCode.JobNotInState,
  ErrorCode.JobLockMismatch,
]);

/** A store that was never reached lets its callers wait for ever. What it does later, after all, does no harm (I7, I8). */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => reject(new RetryableError('the queue store does not answer')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timeout);
  }
}

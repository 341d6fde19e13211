// Gathers concurrent work into batches: while one is in flight the next gathers, so a batch grows with load and a lone
// command waits for nobody.
//
// Keeps: B1: at most one piece of work of an order is in flight. B2: the queue is bounded; what does not fit is refused
// before memory grows. Not ours: what a batch does.

export interface Work {
  /** The order it touches; two pieces of work with the same one never run at once. */
  readonly order: string;
}

export interface BatcherOptions<W extends Work> {
  /** Runs a batch. Must answer every piece itself and never reject. */
  readonly run: (batch: readonly W[]) => Promise<void>;
  readonly maxBatch: number;
  /** A further batch goes out beside one in flight only when at least this much waits: small ones cost more than they save. */
  readonly minBeside: number;
  readonly maxInFlight: number;
  readonly maxWaiting: number;
}

export interface Batcher<W extends Work> {
  /** False when the queue is full. */
  add(work: W): boolean;
  /** Puts work back at the front, whatever the queue holds: it was taken already. */
  again(work: W): void;
  /** Resolves when nothing waits and nothing is in flight. */
  idle(): Promise<void>;
  stats(): { waiting: number; inFlight: number; batches: number };
}

export function createBatcher<W extends Work>({
  run,
  maxBatch,
  minBeside,
  maxInFlight,
  maxWaiting,
}: BatcherOptions<W>): Batcher<W> {
  let waiting: W[] = [];
  let inFlight = 0;
  let batches = 0;
  let scheduled = false;
  const busy = new Set<string>();
  const idlers: (() => void)[] = [];

  /** Half of a full queue, so that one half is computed while the other is written. */
  const size = (): number => Math.min(maxBatch, waiting.length >= 2 * minBeside ? Math.ceil(waiting.length / 2) : waiting.length);

  const mayGo = (): boolean => waiting.length > 0 && (inFlight === 0 || (inFlight < maxInFlight && waiting.length >= minBeside));

  const take = (): W[] => {
    const batch: W[] = [];
    const later: W[] = [];
    const limit = size();
    let i = 0;
    for (; i < waiting.length && batch.length < limit; i += 1) {
      const work = waiting[i] as W;
      if (busy.has(work.order)) {
        later.push(work);
      } else {
        busy.add(work.order);
        batch.push(work);
      }
    }
    waiting = later.length === 0 && i === waiting.length ? [] : [...later, ...waiting.slice(i)];
    return batch;
  };

  const flush = (): void => {
    scheduled = false;
    while (mayGo()) {
      const batch = take();
      if (batch.length === 0) return;
      inFlight += 1;
      batches += 1;
      void run(batch).finally(() => {
        inFlight -= 1;
        for (const { order } of batch) busy.delete(order);
        schedule();
        if (inFlight === 0 && waiting.length === 0) for (const resolve of idlers.splice(0)) resolve();
      });
    }
  };

  // A turn of the event loop later, so that everything this turn brings goes together.
  const schedule = (): void => {
    if (scheduled || !mayGo()) return;
    scheduled = true;
    setImmediate(flush);
  };

  return {
    add(work) {
      if (waiting.length >= maxWaiting) return false;
      waiting.push(work);
      schedule();
      return true;
    },
    again(work) {
      waiting.unshift(work);
      schedule();
    },
    idle: () => (inFlight === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
    stats: () => ({ waiting: waiting.length, inFlight, batches }),
  };
}

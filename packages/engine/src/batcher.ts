// Gathers concurrent work into batches: while one is in flight the next gathers, so a batch grows with load and a lone
// command waits for nobody.
//
// Keeps: B1: at most one piece of work of an order is in flight. B2: the queues are bounded; what does not fit is refused
// before memory grows. B3: work that somebody waits for never queues behind work in the background, and that always has a
// batch in flight of its own, so that neither keeps the other from going on. B4: one batch of a kind begins in a turn of the event
// loop: it is on its way to the database when the next is computed. Not ours: what a batch does.

export interface Work {
  /** The order it touches; two pieces of work with the same one never run at once. */
  readonly order: string;
  /** Nobody waits for it: a deadline, an order's message to another, one of many. */
  readonly background: boolean;
}

export interface BatcherOptions<W extends Work> {
  /** Runs a batch. Must answer every piece itself and never reject. */
  readonly run: (batch: readonly W[]) => Promise<void>;
  readonly maxBatch: number;
  /** A further batch goes out beside one in flight only when at least this much waits: small ones cost more than they save. */
  readonly minBeside: number;
  /** What a batch of the background holds while somebody waits. */
  readonly maxBehind: number;
  /** Of one kind; of the background's only while nobody waits for anything. */
  readonly maxInFlight: number;
  /** Of each kind. */
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
  maxBehind,
  maxInFlight,
  maxWaiting,
}: BatcherOptions<W>): Batcher<W> {
  const empty = (): Lane<W> => ({ waiting: [], inFlight: 0 });
  const [asked, background] = [empty(), empty()];
  const laneOf = (work: W): Lane<W> => (work.background ? background : asked);
  let batches = 0;
  let scheduled = false;
  const busy = new Set<string>();
  const idlers: (() => void)[] = [];

  const isAsked = (): boolean => asked.waiting.length > 0 || asked.inFlight > 0;

  /**
   * Half of a full queue, so that one half is computed while the other is written; beside one in flight all of it, for two halves cost
   * less than three thirds. Little of the background while somebody waits.
   */
  const size = (lane: Lane<W>): number => {
    const most = lane === background && isAsked() ? maxBehind : maxBatch;
    const { length } = lane.waiting;
    return Math.min(most, lane.inFlight === 0 && length >= 2 * minBeside ? Math.ceil(length / 2) : length);
  };

  const mayGo = (lane: Lane<W>): boolean => {
    const { waiting, inFlight } = lane;
    if (waiting.length === 0 || inFlight === 0) return waiting.length > 0;
    return inFlight < maxInFlight && waiting.length >= minBeside && (lane === asked || !isAsked());
  };

  const take = (from: Lane<W>): W[] => {
    const { waiting } = from;
    const batch: W[] = [];
    const later: W[] = [];
    const limit = size(from);
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
    from.waiting = later.length === 0 && i === waiting.length ? [] : [...later, ...waiting.slice(i)];
    return batch;
  };

  const flush = (): void => {
    scheduled = false;
    let went = false;
    for (const lane of [asked, background]) {
      const batch = mayGo(lane) ? take(lane) : [];
      if (batch.length > 0) {
        went = true;
        lane.inFlight += 1;
        batches += 1;
        void run(batch).finally(() => {
          lane.inFlight -= 1;
          for (const { order } of batch) busy.delete(order);
          schedule();
          if (isIdle()) for (const resolve of idlers.splice(0)) resolve();
        });
      }
    }
    if (went) schedule();
  };

  // A turn of the event loop later, so that everything this turn brings goes together.
  const schedule = (): void => {
    if (scheduled || !(mayGo(asked) || mayGo(background))) return;
    scheduled = true;
    setImmediate(flush);
  };

  const isIdle = (): boolean => !isAsked() && background.waiting.length === 0 && background.inFlight === 0;

  return {
    add(work) {
      const { waiting } = laneOf(work);
      if (waiting.length >= maxWaiting) return false;
      waiting.push(work);
      schedule();
      return true;
    },
    again(work) {
      laneOf(work).waiting.unshift(work);
      schedule();
    },
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
    stats: () => ({
      waiting: asked.waiting.length + background.waiting.length,
      inFlight: asked.inFlight + background.inFlight,
      batches,
    }),
  };
}

interface Lane<W> {
  waiting: W[];
  inFlight: number;
}

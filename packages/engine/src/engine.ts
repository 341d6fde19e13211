// The one room behind the four doors: nothing changes an order but `execute` and its batch form (I1).
//
// Owns: the life of a command from load to commit, its coalescing with others, what is told after the commit.
// Not ours: the step itself (core/), SQL (postgres/), who may do what (`authorize`), reference data (`facts`).
// Keeps: I1–I5, I7, I9, I12.
import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import { createBatcher } from './batcher.ts';
import { canonicalJson } from './core/canonical-json.ts';
import { RetryableError } from './core/error.ts';
import type { FaceFilter } from './core/face-filter.ts';
import type { JournalEntry } from './core/journal.ts';
import { malformed } from './core/malformed.ts';
import { OrderId, type Actor, type Face, type Json, type StoredOrder } from './core/order.ts';
import type { Issue, Outcome } from './core/outcome.ts';
import { replay } from './core/replay.ts';
import { snapshotText } from './core/snapshot-text.ts';
import { taking, type Effect } from './core/step.ts';
import { createRegistry, MIGRATE, type FactRequest, type Registry, type Workflow } from './core/workflow.ts';
import { createExecution, firing, type Answer, type Job } from './execution.ts';
import type { DataKey, Keyring } from './keyring.ts';
import { createChangeFeed } from './postgres/change-feed.ts';
import { openAfter, readWithFaces, writeFaces, type Drawing } from './postgres/faces.ts';
import {
  count,
  countHeld,
  counts,
  facesNumbered,
  find,
  findFaces,
  findIds,
  getByNumber,
  getOrder,
  getOrders,
  openOfVersions,
  readFaces,
  type FoundFace,
} from './postgres/find.ts';
import { anchorHours, parseEntry, readChain, readJournal } from './postgres/journal.ts';
import type { OrderRow } from './postgres/load.ts';
import { destroySealed, readSealed, readSealedOfMany } from './postgres/sealed-values.ts';
import { createPrepared } from './prepared.ts';
import { createRecent } from './recent.ts';
import { frozenUnless, stored, storedWith } from './stored-order.ts';

/** What a caller asks of an order. */
export interface Command {
  /** The order; absent for the command that opens one. */
  readonly order?: OrderId;
  /** Which workflow to open an order of; only with the opening command. */
  readonly workflow?: string;
  readonly type: string;
  readonly input: unknown;
  readonly actor: Actor;
  /** The caller acts on this revision and none other. */
  readonly revision?: number;
  /** Idempotency key, scoped to actor and order; kept 7 days. */
  readonly key?: string;
  /** When the caller says it happened; only for imports. Default: the engine's `now()`. Epoch ms. */
  readonly at?: number;
  /**
   * Effects that can wait: those that `which` picks are offered from `from` on (epoch ms of wall time), all others at once. For one
   * of thousands of commands: an effect that is offered in the flood only to be put off is written twice.
   */
  readonly later?: { readonly from: number; readonly which: (effect: Effect) => boolean };
}

/** A due timer as the clock leased it. */
export interface DueTimer {
  readonly order: OrderId;
  readonly slot: string;
  readonly id: string;
  /** Epoch ms. */
  readonly dueAt: number;
  readonly tenant: string;
}

/** Judges one command. `hidden`: the actor may not even know that the order exists. */
export type Verdict = 'allowed' | 'forbidden' | 'hidden';
export type Authorize = (ask: {
  readonly actor: Actor;
  readonly workflow: Workflow;
  readonly type: string;
  /** null for the opening command. */
  readonly order: StoredOrder | null;
  /** Of an order that is there as it was sent, not parsed; none where it is asked what may be sent at all. */
  readonly input: Readonly<Record<string, any>>;
  /** Values of the facts that the command named. */
  readonly facts: Readonly<Record<string, any>>;
}) => Verdict;

/** One fact's answer: its value (JSON, kept in the journal), or why the input cannot be served. */
export type FactAnswer = { readonly value: Json } | { readonly issues: readonly Issue[] };

/** Reads the facts of a whole batch at once; answers in the order asked. */
export type ReadFacts = (
  asks: readonly (FactRequest & { readonly at: number; readonly tenant: string; readonly order: OrderId })[],
) => Promise<readonly FactAnswer[]>;

export interface Page {
  readonly orders: readonly StoredOrder[];
  /** Opaque; null at the end. */
  readonly next: string | null;
}

export interface EngineOptions {
  readonly db: Pool;
  readonly workflows: readonly Workflow[];
  readonly authorize: Authorize;
  readonly facts: ReadFacts;
  readonly seal: Keyring;
  /** Epoch ms. */
  readonly now: () => number;
  /** UUIDv7. */
  readonly newId: () => string;
  /**
   * Effects that go into the outbox beside those that the machine asked for: what others are to be told of the command. It must
   * be as pure as a step. `before`: the order's face until now; null when the command opens it.
   */
  readonly announce?: (before: Face | null, after: StoredOrder) => readonly { readonly type: string; readonly params: Json }[];
}

/** What a commit changed, told after it (never before). */
export interface Change {
  readonly order: OrderId;
  readonly revision: number;
  /** The earliest timer that the commit armed (epoch ms), if any. */
  readonly armedAt: number | null;
  /** How many outbox rows it wrote that are offered at once. */
  readonly effects: number;
}

export interface Engine {
  readonly workflows: Registry;
  execute(command: Command): Promise<Outcome>;
  /**
   * Each command's own outcome, in order; one bad command never fails its neighbours. A fault is an Error in its place. They
   * go in the background, as timers do: what comes through `execute` meanwhile does not wait for them.
   */
  executeMany(commands: readonly Command[]): Promise<readonly (Outcome | Error)[]>;
  /**
   * Fires leased timers. `gone`: already consumed or cancelled; nothing was written (I7). Each happens now, or, for history
   * that is brought in from elsewhere, at the instant at which it was `due`; it is recorded now either way (I9).
   */
  fire(timers: readonly DueTimer[], at?: 'now' | 'due'): Promise<readonly ('fired' | 'gone' | Error)[]>;
  /**
   * Reads and steps timers that are due soon, so that firing them costs their commits alone: for many of one instant, a few dozen at a
   * time. Each is then fired as of the instant that it is due, unless something happened to its order meanwhile. Throws when the
   * database cannot be read.
   */
  prepare(timers: readonly DueTimer[]): Promise<void>;
  /** Moves an order to the version that declares a migration from its own, as a journal entry (I10). */
  migrate(order: OrderId, actor: Actor): Promise<Outcome>;
  /**
   * Open orders of all tenants on a version from which a declared migration leads on, up to `limit`, in no order. It looks at every
   * open order: for the start of a release, not for every beat.
   */
  behind(limit: number): Promise<readonly { readonly id: OrderId; readonly tenant: string }[]>;
  /** Ids of open orders of all tenants, in order, after one of them. It looks at every open order, too. */
  openAfter(after: OrderId | null, limit: number): Promise<readonly OrderId[]>;
  /**
   * Draws the stored faces of these open orders anew, a few hundred at a time, where they are not what their snapshots say by now; the
   * orders themselves stay as they are. `left`: those whose face cannot be made, and why.
   */
  drawFaces(orders: readonly OrderId[]): Promise<{
    readonly drawn: number;
    readonly left: readonly { readonly id: OrderId; readonly fault: Error }[];
  }>;
  get(order: OrderId): Promise<StoredOrder | null>;
  /** Those of these orders that there are, in one statement and in no order. */
  getMany(orders: readonly OrderId[]): Promise<readonly StoredOrder[]>;
  getByNumber(tenant: string, number: string): Promise<StoredOrder | null>;
  /** Faces of those of these numbers that there are, the newest first. At most 1,000 numbers. */
  facesNumbered(tenant: string, numbers: readonly string[]): Promise<readonly FoundFace[]>;
  /** A keyset page. `sort`: nearest deadline first, or newest first. `limit` ≤ 200. */
  find(ask: {
    readonly tenant: string;
    readonly filter: FaceFilter;
    readonly sort: 'due' | 'newest';
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<Page>;
  /** A keyset page of faces as they are stored: much quicker than `find`, for lists of many. `limit` ≤ 5,000. */
  findFaces(ask: {
    readonly tenant: string;
    readonly filter: FaceFilter;
    readonly sort: 'due' | 'newest';
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<{ readonly faces: readonly FoundFace[]; readonly next: string | null }>;
  /**
   * Ids of open orders alone, the newest first, for what goes through all of an area: it looks at every open order of the tenant, in
   * statements that stay short. What gets an earlier deadline meanwhile may be passed by. `limit` ≤ 100,000.
   */
  findIds(ask: {
    readonly tenant: string;
    readonly filter: FaceFilter;
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<{ readonly ids: readonly string[]; readonly next: string | null }>;
  /** Counts up to `limit` orders of a filter. */
  count(ask: { readonly tenant: string; readonly filter: FaceFilter; readonly limit: number }): Promise<number>;
  /** The same for several filters in one statement, in their order. */
  counts(ask: {
    readonly tenant: string;
    readonly filters: readonly FaceFilter[];
    readonly limit: number;
  }): Promise<readonly number[]>;
  /**
   * How many orders of a filter each of `people` holds, counted up to `limit`: of each ask in order, in one statement for all. `label`: only
   * those that have the label that begins so and ends in whose they are.
   */
  countHeld(ask: {
    readonly tenant: string;
    readonly asks: readonly { readonly filter: FaceFilter; readonly people: readonly string[]; readonly label?: string }[];
    readonly limit: number;
  }): Promise<readonly (readonly number[])[]>;
  /** Command types that the machine takes now from this actor and `authorize` lets pass; none of a workflow that is not known here. */
  allowed(order: StoredOrder, actor: Actor): readonly string[];
  journal(order: OrderId): Promise<readonly JournalEntry[]>;
  /**
   * Whether the chain of MACs holds and ends in the order's head. False too when an entry cannot be read, or names a master
   * key that is not in the ring.
   */
  verify(order: OrderId): Promise<boolean>;
  /** Folds the journal (I5): the snapshot it gives as canonical JSON, and whether that is the stored one byte for byte. */
  replay(order: OrderId): Promise<{ readonly snapshot: string; readonly same: boolean }>;
  /** Opens sealed values by id; a destroyed one is null. The caller has asked `authority` and written the access log. */
  unseal(order: OrderId, ids: readonly string[]): Promise<Readonly<Record<string, Json>>>;
  /** The same of one value of each of many orders, in one statement: by the order's id; a destroyed one is not in it. */
  unsealMany(asked: readonly { readonly order: OrderId; readonly id: string }[]): Promise<ReadonlyMap<string, Json>>;
  /** The order's data key, for what lies beside its sealed values; null when it was erased. The same holds for whoever asks. */
  dataKey(order: OrderId): Promise<DataKey | null>;
  /** Destroys the order's key and ciphertexts. Journal and snapshot stay and still verify (I9). */
  erase(order: OrderId): Promise<void>;
  /** Told after each commit of this process, and within a tenth of a second of those of others. Returns the way to stop listening. */
  onChange(listener: (changes: readonly Change[]) => void): () => void;
  /** Writes the Merkle root of every finished hour that has none yet. */
  anchor(): Promise<number>;
  /** Lets what is in flight finish and takes no more. */
  close(): Promise<void>;
  /** For metrics. `wanted`: statements that wait for a connection. */
  stats(): {
    readonly waiting: number;
    readonly inFlight: number;
    readonly batches: number;
    readonly commands: number;
    readonly connections: number;
    readonly wanted: number;
  };
}

const MAX_BATCH = 128;
const MIN_BESIDE = 8;
const MAX_BEHIND = 32;
const MAX_IN_FLIGHT = 2;
const MAX_WAITING = 5_000;

/** Opens the engine on a migrated database. `db` should be a pool of role `engine`. */
export function createEngine(options: EngineOptions): Engine {
  const { db, authorize, seal, now, newId } = options;
  const registry = createRegistry(options.workflows);
  const listeners = new Set<(changes: readonly Change[]) => void>();
  let commands = 0;
  let closed = false;
  const hear = (changes: readonly Change[]) => {
    for (const listener of listeners) {
      try {
        listener(changes);
      } catch (error) {
        // Its own fault, not the commit's: it surfaces as an uncaught exception.
        setImmediate(() => {
          throw error;
        });
      }
    }
  };
  const feed = createChangeFeed(db, hear);
  const recent = createRecent();
  const execution = createExecution({
    ...options,
    registry,
    recent,
    prepared: createPrepared(),
    again: (job) => batcher.again(job),
    told: (changes) => {
      commands += changes.length;
      hear(changes);
      feed.tell(changes);
    },
  });
  const batcher = createBatcher<Job>({
    run: execution.run,
    maxBatch: MAX_BATCH,
    minBeside: MIN_BESIDE,
    maxBehind: MAX_BEHIND,
    maxInFlight: MAX_IN_FLIGHT,
    maxWaiting: MAX_WAITING,
  });

  const submit = (job: Omit<Job, 'answer' | 'fail' | 'tries' | 'mustRead'>): Promise<Answer> =>
    new Promise((answer, fail) => {
      if (closed) fail(new RetryableError('this process is shutting down'));
      else if (!batcher.add({ ...job, answer, fail, tries: 0, mustRead: false })) answer({ kind: 'busy', retryAfterSeconds: 1 });
    });

  const send = async (command: Command, background: boolean): Promise<Outcome> => {
    const wrong = malformed(command.input, ['input']);
    if (wrong) return { kind: 'invalid', issues: [wrong] };
    const opens = command.order === undefined;
    // One bad id would fail the statement that loads the whole batch.
    const order = opens ? (newId() as OrderId) : OrderId.safeParse(command.order).data;
    if (order === undefined) return { kind: 'not-found' };
    const answer = await submit({ order, opens, background, command, timer: null, key: keyOf(command, opens ? null : order) });
    if (answer.kind === 'gone') throw new Error('only timers can be gone');
    return answer;
  };
  const execute = (command: Command): Promise<Outcome> => send(command, false);

  /** Scoped to the actor and the order, or for an opening command to the actor and the tenant. */
  const keyOf = (command: Command, order: OrderId | null): Job['key'] => {
    if (command.key === undefined) return null;
    const { actor, type, input, workflow } = command;
    const scope = [actor.person ?? actor.role, order ?? actor.tenant, command.key];
    return {
      key: Buffer.from(hash('sha256', JSON.stringify(scope), 'binary'), 'binary'),
      digest: Buffer.from(
        seal.digest('body', canonicalJson({ type, workflow: workflow ?? null, input: (input ?? null) as Json })),
      ),
    };
  };

  const readStored = (row: OrderRow): StoredOrder => stored(row, registry.get(row.workflow, row.version));

  /** What this process does not know shows the face that was stored with it: it can be seen, and waits for a process that does. */
  const read = async (rows: readonly OrderRow[]): Promise<readonly StoredOrder[]> => {
    const strange = rows.filter((row) => !registry.knows(row.workflow, row.version)).map(({ id }) => id);
    const faces = strange.length === 0 ? null : await readFaces(db, strange);
    return rows.map((row) => {
      const face = faces?.get(row.id);
      return face ? storedWith(row, () => face) : readStored(row);
    });
  };
  const readOne = async (row: OrderRow | null): Promise<StoredOrder | null> => (row && (await read([row]))[0]) ?? null;
  const get = async (order: OrderId): Promise<StoredOrder | null> => readOne(await getOrder(db, order));

  return {
    workflows: registry,
    execute,
    executeMany: (many) => Promise.all(many.map((command) => send(command, true).catch(asError))),
    fire: (timers, at = 'now') =>
      Promise.all(
        timers.map(async (timer) => {
          const answer = await submit(firing(timer, at)).catch(asError);
          if (answer instanceof Error) return answer;
          if (answer.kind === 'applied') return 'fired';
          return answer.kind === 'gone' || answer.kind === 'not-found'
            ? 'gone'
            : new RetryableError(`the timer could not fire: ${answer.kind}`);
        }),
      ),
    prepare: execution.prepare,
    migrate: (order, actor) => execute({ order, type: MIGRATE, input: {}, actor }),
    behind: async (limit) => {
      const old = registry.all.flatMap(({ id, migrates }) => (migrates ? [{ workflow: id, version: migrates.from }] : []));
      return (await openOfVersions(db, old, limit)) as readonly { readonly id: OrderId; readonly tenant: string }[];
    },
    openAfter: async (after, limit) => (await openAfter(db, after, limit)) as readonly OrderId[],
    async drawFaces(orders) {
      const drawings: Drawing[] = [];
      const left: { readonly id: OrderId; readonly fault: Error }[] = [];
      for (const { row, face: stored } of await readWithFaces(db, orders)) {
        if (!registry.knows(row.workflow, row.version)) continue;
        try {
          const { face } = readStored(row);
          if (!isSameFace(stored, face)) drawings.push({ id: row.id, tenant: row.tenant, revision: row.revision, stored, face });
        } catch (error) {
          left.push({ id: row.id as OrderId, fault: asError(error) });
        }
      }
      return { drawn: drawings.length === 0 ? 0 : await writeFaces(db, drawings), left };
    },
    get,
    getMany: async (orders) => (orders.length === 0 ? [] : read(await getOrders(db, orders))),
    getByNumber: async (tenant, number) => readOne(await getByNumber(db, tenant, number)),
    facesNumbered: async (tenant, numbers) => (numbers.length === 0 ? [] : facesNumbered(db, tenant, numbers)),
    async find(ask) {
      const { rows, next } = await find(db, ask);
      return { orders: await read(rows), next };
    },
    findFaces: (ask) => findFaces(db, ask),
    findIds: (ask) => findIds(db, ask),
    count: (ask) => count(db, ask),
    counts: (ask) => counts(db, ask),
    countHeld: (ask) => countHeld(db, ask),
    allowed(order, actor) {
      if (!registry.knows(order.workflow, order.version)) return [];
      const workflow = registry.get(order.workflow, order.version);
      const { person, post, role } = actor;
      const { heard, takes } = taking(workflow, order.snapshot);
      const sender = { person, post, role };
      const at = now();
      return heard.filter(
        (type) =>
          type !== workflow.opens &&
          authorize({ actor, workflow, type, order, input: nothing, facts: nothing }) === 'allowed' &&
          takes({ type, at, actor: sender, input: nothing, facts: nothing }),
      );
    },
    journal: async (order) => (await readJournal(db, order)).map(parseEntry),
    async verify(order) {
      const { rows, end } = await readChain(db, order);
      if (!end || rows.length !== end.revision) return false;
      let previous: Buffer | null = null;
      try {
        for (const [index, { entry, mac }] of rows.entries()) {
          const said = JSON.parse(entry) as { order: string; seq: number; key: number };
          if (said.order !== order || said.seq !== index + 1) return false;
          if (!mac.equals(seal.mac(said.key, previous, entry))) return false;
          previous = mac;
        }
      } catch {
        return false;
      }
      return previous !== null && previous.equals(end.head);
    },
    async replay(order) {
      const { rows, end } = await readChain(db, order);
      const snapshot = snapshotText(replay(registry, rows.map(parseEntry)));
      return { snapshot, same: snapshot === end?.snapshot };
    },
    async unseal(order, ids) {
      const { dataKey, ciphertexts } = await readSealed(db, order, ids);
      return frozenUnless('its sealed values do not open', () => {
        const key = dataKey && seal.open(order, dataKey);
        return Object.fromEntries(
          ids.map((id) => {
            const ciphertext = ciphertexts.get(id);
            return [id, key && ciphertext ? (JSON.parse(key.unseal(id, ciphertext)) as Json) : null];
          }),
        );
      });
    },
    async unsealMany(asked) {
      const found = asked.length === 0 ? [] : await readSealedOfMany(db, asked);
      return frozenUnless('its sealed values do not open', () => {
        const open = ({ order, id, dataKey, ciphertext }: (typeof found)[number]): Json =>
          JSON.parse(seal.open(order, dataKey).unseal(id, ciphertext)) as Json;
        return new Map(found.map((one) => [one.order, open(one)]));
      });
    },
    async dataKey(order) {
      const { dataKey } = await readSealed(db, order, []);
      return dataKey && frozenUnless('its data key does not open', () => seal.open(order, dataKey));
    },
    async erase(order) {
      await destroySealed(db, order);
      recent.drop(order);
    },
    onChange(listener) {
      listeners.add(listener);
      feed.hear();
      return () => listeners.delete(listener);
    },
    anchor: () => anchorHours(db, now()),
    async close() {
      closed = true;
      await batcher.idle();
      await feed.close();
    },
    stats: () => ({ ...batcher.stats(), commands, connections: db.totalCount, wanted: db.waitingCount }),
  };
}

/** When it was opened stays as it was first written. */
const isSameFace = (stored: Face, { openedAt: _, ...drawn }: Face): boolean => {
  const { openedAt: __, ...kept } = stored;
  return canonicalJson(kept as unknown as Json) === canonicalJson(drawn as unknown as Json);
};

const nothing: { readonly [key: string]: Json } = Object.freeze({});

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

// One batch of commands: load, judge, step, commit – two statements and one commit for all of them.
import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from './core/canonical-json.ts';
import { FrozenOrderError, RetryableError, TerminalError } from './core/error.ts';
import { entryText } from './core/journal.ts';
import type { Actor, Json, OrderId, SealedValue } from './core/order.ts';
import type { Issue, Outcome } from './core/outcome.ts';
import { takePersonal } from './core/personal.ts';
import { replay } from './core/replay.ts';
import { snapshotText, writeSnapshot } from './core/snapshot-text.ts';
import { armingsOf, delayName, step, type StepResult } from './core/step.ts';
import { MIGRATE, type FactRequest, type Registry, type Workflow } from './core/workflow.ts';
import type { Work } from './batcher.ts';
import type { Change, Command, DueTimer, EngineOptions, FactAnswer } from './engine.ts';
import type { DataKey } from './keyring.ts';
import { commit, dropTimers, type Commit } from './postgres/commit.ts';
import { parseEntry, readJournal } from './postgres/journal.ts';
import { keyChanges } from './postgres/keys.ts';
import { load, type Loaded, type OrderRow } from './postgres/load.ts';
import type { Prepared } from './prepared.ts';
import type { Recent, Standing } from './recent.ts';
import { faceOf, frozenUnless, stored } from './stored-order.ts';
import { isContention, isUnreachable, sqlState } from './postgres/pool.ts';

/** What a piece of work ends as: a command's outcome, or a timer that was gone. */
export type Answer = Outcome | { readonly kind: 'gone' };

export interface Job extends Work {
  readonly order: OrderId;
  readonly opens: boolean;
  readonly command: Command;
  readonly timer: DueTimer | null;
  /** The hashed key and the keyed digest of the body. */
  readonly key: { readonly key: Buffer; readonly digest: Buffer } | null;
  readonly answer: (answer: Answer) => void;
  readonly fail: (fault: Error) => void;
  tries: number;
  /** What this process kept of the order did not serve: it is to be read (R1 in recent.ts). */
  mustRead: boolean;
}

export interface ExecutionOptions extends Pick<
  EngineOptions,
  'db' | 'authorize' | 'facts' | 'seal' | 'now' | 'newId' | 'announce'
> {
  readonly registry: Registry;
  readonly recent: Recent;
  readonly prepared: Prepared;
  /** Runs a job again from the start: another writer was first. */
  readonly again: (job: Job) => void;
  readonly told: (changes: readonly Change[]) => void;
}

/** A job on its way, with what has been found out about it. */
interface Running {
  readonly job: Job;
  readonly at: number;
  readonly workflow: Workflow;
  readonly before: Standing | null;
  /** `before` is what this process kept, not what was just read. */
  readonly kept: boolean;
  /** Parsed, personal fields sealed. */
  readonly input: { readonly [key: string]: Json };
  readonly sealed: readonly { readonly id: string; readonly ciphertext: Uint8Array }[];
  /** Wrapped; only of an order that is being opened. */
  readonly dataKey: Uint8Array | null;
  readonly openKey: DataKey | null;
  readonly asks: readonly (readonly [name: string, request: FactRequest])[];
  facts: { readonly [key: string]: Json };
}

export interface Ready {
  readonly job: Job;
  readonly commit: Commit;
  readonly after: Standing;
}

/**
 * How often a command is run again because another process was first. Four processes on one order lose six of ten races
 * each: with 64 tries everything gets through, and what does not would not either with more.
 */
const MAX_TRIES = 64;
const system = { person: null, post: null } as const;

/** Orders of the background that are read, and then stepped, in one turn of the event loop: whoever is waited for goes on between. */
const SLICE = 8;

export function createExecution(options: ExecutionOptions) {
  const { db, registry, recent, prepared, authorize, facts, seal, now, newId, announce, again, told } = options;

  /** Runs a batch and answers each of its jobs; never rejects. */
  async function run(all: readonly Job[]): Promise<void> {
    const ready: Ready[] = [];
    const jobs: Job[] = [];
    for (const job of all) {
      const made = job.timer ? prepared.take(job.timer.id) : undefined;
      if (made) ready.push({ ...made, job, commit: { ...made.commit, recordedAt: now() } });
      else jobs.push(job);
    }
    try {
      const found = await look(jobs);
      const running: Running[] = [];
      let read = 0;
      for (const [n, job] of jobs.entries()) {
        const { key, standing, timerStands, kept } = found[n] as Found;
        if (job.background && (read += 1) % SLICE === 0) await turn();
        if (key) await guarded(job, async () => job.answer(await repeated(job, key)));
        else {
          guard(job, kept, () => {
            const judged = judge(job, standing(), timerStands, kept);
            if ('kind' in judged) answer(job, kept, judged);
            else running.push(judged);
          });
        }
      }
      const untaken: { readonly job: Job; readonly timer: DueTimer }[] = [];
      let steps = 0;
      for (const item of await readFacts(running)) {
        const { job, kept } = item;
        if (job.background && (steps += 1) % SLICE === 0) await turn();
        guard(job, kept, () => {
          const made = make(item);
          if ('commit' in made) ready.push(made);
          else if (job.timer) untaken.push({ job, timer: job.timer });
          else answer(job, kept, made);
        });
      }
      if (untaken.length > 0) {
        await dropTimers(
          db,
          untaken.map(({ timer }) => timer),
        );
        for (const { job } of untaken) job.answer({ kind: 'gone' });
      }
      if (ready.length > 0) await write(ready);
    } catch (error) {
      const fault = asFault(error);
      for (const job of all) job.fail(fault);
    }
  }

  /**
   * Reads and steps what will be due soon, as of the instant that it is due, so that only its commit is left to do then. Whatever
   * happens to an order until then makes its commit stale, and it is read and stepped anew (I3).
   */
  async function prepareTimers(timers: readonly DueTimer[]): Promise<void> {
    const nobody = { answer: () => {}, fail: () => {}, tries: 0, mustRead: false };
    const jobs = timers.map((timer): Job => ({ ...firing(timer, 'now'), ...nobody }));
    for (const [n, { standing, timerStands }] of (await look(jobs)).entries()) {
      if (n % SLICE === 0) await turn();
      const job = jobs[n] as Job;
      guard(job, false, () => {
        const judged = judge(job, standing(), timerStands, false);
        const made = 'kind' in judged ? judged : make(judged);
        if ('commit' in made) prepared.keep((job.timer as DueTimer).id, made);
      });
    }
  }

  interface Found {
    readonly key: Loaded['key'];
    /** Throws when the order's rows cannot be read as an order. */
    readonly standing: () => Standing | null;
    readonly timerStands: boolean;
    readonly kept: boolean;
  }

  /** One reading for all jobs that need any: an order just committed here is known, one that is being opened has no rows. */
  async function look(jobs: readonly Job[]): Promise<Found[]> {
    const found: (Found | undefined)[] = jobs.map((job) => {
      if (job.key || job.timer) return undefined;
      if (job.opens) return { key: null, standing: () => null, timerStands: false, kept: false };
      const standing = job.mustRead ? undefined : recent.get(job.order);
      return standing && { key: null, standing: () => standing, timerStands: false, kept: true };
    });
    const reading = jobs.filter((_, n) => !found[n]);
    if (reading.length === 0) return found as Found[];
    const loaded = await load(
      db,
      reading.map((job) => ({ order: job.opens ? null : job.order, key: job.key?.key ?? null, timer: job.timer })),
    );
    let next = 0;
    return found.map((known) => {
      if (known) return known;
      const { key, order, timerStands } = loaded[next++] as Loaded;
      return { key, standing: () => order && standingOf(order), timerStands, kept: false };
    });
  }

  const standingOf = (row: OrderRow): Standing => ({
    order: stored(row, registry.get(row.workflow, row.version)),
    head: row.head,
    dataKey: row.dataKey,
    openKey: null,
    written: null,
  });

  /** An answer that rests on what was kept is not given: the order is read, and the job judged again (R1). */
  function answer(job: Job, kept: boolean, given: Answer): void {
    if (kept) readAnew(job);
    else job.answer(given);
  }

  function readAnew(job: Job): void {
    recent.drop(job.order);
    job.mustRead = true;
    again(job);
  }

  /** A fault of one job is its own: its neighbours go on. */
  function guard(job: Job, kept: boolean, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (kept) readAnew(job);
      else job.fail(asFault(error));
    }
  }

  async function guarded(job: Job, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      job.fail(asFault(error));
    }
  }

  /** Everything that can be said before facts are read: an answer, or the job made ready for its step. */
  function judge(job: Job, before: Standing | null, timerStands: boolean, kept: boolean): Answer | Running {
    const { command } = job;
    // A timer rings when it is due or later, on a machine whose clock is behind the one that found it due, too.
    const at = command.at ?? Math.max(now(), job.timer?.dueAt ?? -Infinity);
    if (job.opens) {
      const workflow = registry.latest(command.workflow ?? '');
      if (!workflow) return invalid(['workflow'], `no such workflow; known are ${ids(registry)}`);
      if (command.type !== workflow.opens) return invalid(['type'], `a ${workflow.id} order is opened by ${workflow.opens}`);
      return prepare(job, workflow, at, null, kept);
    }
    if (!before || before.order.tenant !== command.actor.tenant) return { kind: 'not-found' };
    const { order } = before;
    const workflow = registry.get(order.workflow, order.version);
    if (job.timer) return timerStands ? prepare(job, workflow, at, before, kept) : { kind: 'gone' };
    const { actor, type } = command;
    const verdict = authorize({ actor, workflow, type, order, input: asSent(command.input), facts: {} });
    if (verdict === 'hidden') return { kind: 'not-found' };
    if (command.revision !== undefined && command.revision !== order.revision) return { kind: 'stale', order };
    if (command.type !== MIGRATE && !(command.type in workflow.commands)) {
      return invalid(['type'], `no such command; ${workflow.id} has ${Object.keys(workflow.commands).join(', ')}`);
    }
    if (verdict === 'forbidden') return { kind: 'forbidden' };
    return prepare(job, workflow, at, before, kept);
  }

  async function repeated(job: Job, key: NonNullable<Loaded['key']>): Promise<Answer> {
    if (!job.key?.digest.equals(key.digest)) return { kind: 'key-reused' };
    const [found] = await load(db, [{ order: key.order, key: null, timer: null }]);
    if (!found?.order) return { kind: 'not-found' };
    const workflow = registry.get(found.order.workflow, found.order.version);
    const order = stored(found.order, workflow);
    const { actor, type } = job.command;
    if (authorize({ actor, workflow, type, order, input: {}, facts: {} }) === 'hidden')
      return firstOutcome(job, found.order, key.seqs);
    return { kind: 'applied', repeated: true, order };
  }

  /**
   * To whom the order is hidden by now, often by this very command: the post that sent it is told what came of it then, and
   * nothing of what happened since. Anyone else is told nothing.
   */
  async function firstOutcome({ command: { actor, type } }: Job, row: OrderRow, seqs: readonly number[]): Promise<Answer> {
    const journal = (await readJournal(db, row.id)).map(parseEntry);
    const own = journal.find(
      ({ seq, type: of, actor: by }) => seqs.includes(seq) && of === type && by.person === actor.person && by.post === actor.post,
    );
    if (!own) return { kind: 'not-found' };
    const snapshot = snapshotText(replay(registry, journal.slice(0, own.seq)));
    const { workflow, version, seq: revision } = own;
    const order = stored({ ...row, workflow, version, revision, snapshot }, registry.get(workflow, version));
    return { kind: 'applied', repeated: true, order };
  }

  function prepare(job: Job, workflow: Workflow, at: number, before: Standing | null, kept: boolean): Answer | Running {
    const { command } = job;
    const openKey = before?.openKey ?? null;
    const base = { job, at, workflow, before, kept, dataKey: null, openKey, sealed: [], asks: [], facts: {} };
    if (job.timer || command.type === MIGRATE) return { ...base, input: {} };
    const definition = workflow.commands[command.type];
    const parsed = definition?.input.safeParse(command.input ?? {});
    if (!definition || !parsed) return invalid(['type'], 'no such command');
    if (!parsed.success)
      return {
        kind: 'invalid',
        issues: parsed.error.issues.map(({ path, message }) => ({ path: path as Issue['path'], message })),
      };
    const fresh = before ? null : seal.newKey(job.order);
    const taken = sealPersonal(
      job,
      workflow,
      (before?.order.revision ?? 0) + 1,
      parsed.data as Record<string, Json>,
      fresh?.key ?? openKey,
      () => opened(job.order, before?.dataKey ?? null),
    );
    const { input } = taken;
    const asks = definition.facts?.({ context: before?.order.snapshot.context ?? {}, input, at, actor: command.actor });
    return { ...base, ...taken, dataKey: fresh?.wrapped ?? null, asks: asks ? Object.entries(asks) : [] };
  }

  function opened(order: string, wrapped: Uint8Array | null): DataKey {
    if (!wrapped) throw new FrozenOrderError('the order was erased: nothing personal can be added to it');
    return frozenUnless('its data key does not open', () => seal.open(order, wrapped));
  }

  function sealPersonal(
    job: Job,
    workflow: Workflow,
    seq: number,
    input: { readonly [key: string]: Json },
    known: DataKey | null,
    open: () => DataKey,
  ): Pick<Running, 'input' | 'sealed' | 'openKey'> {
    const paths = workflow.personal[job.command.type] ?? [];
    const sealed: { id: string; ciphertext: Uint8Array }[] = [];
    let openKey = known;
    if (paths.length === 0) return { input, sealed, openKey };
    const taken = takePersonal(input, paths, (path, value): SealedValue => {
      const id = `${seq}/${path}`;
      const text = canonicalJson(value);
      openKey ??= open();
      sealed.push({ id, ciphertext: openKey.seal(id, text) });
      return { digest: openKey.digest(text), sealed: id };
    });
    return { input: taken, sealed, openKey };
  }

  /** One reading for the whole batch. Gives what goes on: a job whose facts refuse its input, or cannot be read, is answered. */
  async function readFacts(running: readonly Running[]): Promise<readonly Running[]> {
    const asking = running.filter((item) => item.asks.length > 0);
    if (asking.length === 0) return running;
    const served = await serve(asking);
    return running.filter((item) => item.asks.length === 0 || served.has(item));
  }

  /** What fails as a whole is read in halves, so that only those fail who asked what cannot be read. */
  async function serve(asking: readonly Running[]): Promise<Set<Running>> {
    const asks = asking.flatMap((item) =>
      item.asks.map(([, request]) => ({ ...request, at: item.at, tenant: item.job.command.actor.tenant, order: item.job.order })),
    );
    let answers: readonly FactAnswer[];
    try {
      answers = await facts(asks);
      if (answers.length !== asks.length) throw new Error(`the facts gave ${answers.length} answers to ${asks.length} asks`);
    } catch (error) {
      if (isUnreachable(error) || asking.length === 1) {
        for (const { job, kept } of asking) {
          if (kept && !isUnreachable(error)) readAnew(job);
          else job.fail(asFault(error));
        }
        return new Set();
      }
      const half = Math.ceil(asking.length / 2);
      return new Set([...(await serve(asking.slice(0, half))), ...(await serve(asking.slice(half)))]);
    }
    let n = 0;
    const served = new Set<Running>();
    for (const item of asking) {
      const values: Record<string, Json> = {};
      const issues: Issue[] = [];
      for (const [name] of item.asks) {
        const answer = answers[n++] as FactAnswer;
        // Two facts may complain of the same field in the same words.
        if ('issues' in answer)
          issues.push(...answer.issues.filter((one) => !issues.some((other) => isDeepStrictEqual(one, other))));
        else values[name] = answer.value;
      }
      item.facts = values;
      if (issues.length > 0) answer(item.job, item.kept, { kind: 'invalid', issues });
      else served.add(item);
    }
    return served;
  }

  /** The step and everything that its commit will write. */
  function make(item: Running): Ready | Answer {
    const { job, workflow, before, at, input } = item;
    if (job.opens) {
      const verdict = authorize({
        actor: job.command.actor,
        workflow,
        type: job.command.type,
        order: null,
        input,
        facts: item.facts,
      });
      if (verdict !== 'allowed') return { kind: 'forbidden' };
    }
    if (job.command.type === MIGRATE && before) return migrated(item, before);
    const type = job.timer?.slot ?? job.command.type;
    const { person, post, role } = job.command.actor;
    const result = step(workflow, before?.order.snapshot ?? null, {
      type,
      at,
      actor: { person, post, role },
      input,
      facts: item.facts,
    });
    if (result.kind === 'not-allowed')
      return job.timer ? { kind: 'gone' } : { kind: 'not-allowed', order: before?.order ?? null };
    return assemble(item, workflow, result);
  }

  function migrated(item: Running, before: Standing): Ready | Answer {
    const next = registry.successor(before.order.workflow, before.order.version);
    if (!next?.migrates) return { kind: 'not-allowed', order: before.order };
    const snapshot = next.migrates.snapshot(before.order.snapshot);
    const effects = next.migrates.effects?.(snapshot) ?? [];
    return assemble(item, next, { kind: 'applied', snapshot, arm: armingsOf(next, snapshot, item.at), cancel: [], effects });
  }

  function assemble(item: Running, workflow: Workflow, result: StepResult & { kind: 'applied' }): Ready {
    const { job, before, at, input } = item;
    const revision = (before?.order.revision ?? 0) + 1;
    const { snapshot } = result;
    const written = writeSnapshot(snapshot, before?.written ?? null);
    const face = faceOf(workflow, snapshot);
    const { person, post, role } = job.command.actor;
    const entry = {
      seq: revision,
      at,
      type: job.timer ? delayName(job.timer.slot) : job.command.type,
      workflow: workflow.id,
      version: workflow.version,
      actor: { person, post, role },
      input,
      facts: item.facts,
      ...(job.timer ? { timer: { slot: job.timer.slot, id: job.timer.id, dueAt: job.timer.dueAt } } : {}),
      key: seal.version,
    };
    const text = entryText(job.order, entry);
    const head = seal.mac(seal.version, before?.head ?? null, text);
    const fired = job.timer && !result.arm.some(({ slot }) => slot === job.timer?.slot) ? [job.timer.slot] : [];
    const { later } = job.command;
    const { tenant } = job.command.actor;
    const keys = keyChanges(tenant, before?.order.face ?? null, face);
    const order = {
      id: job.order,
      tenant,
      workflow: workflow.id,
      version: workflow.version,
      revision,
      snapshot,
      face,
    };
    return {
      job,
      after: { order, head, dataKey: before ? before.dataKey : item.dataKey, openKey: item.openKey, written },
      commit: {
        id: order.id,
        tenant: order.tenant,
        workflow: order.workflow,
        version: order.version,
        revision,
        snapshot: written.text,
        head,
        dataKey: item.dataKey,
        face,
        entry: text,
        recordedAt: now(),
        at,
        key: job.key,
        arm: result.arm.map(({ slot, dueAt }) => ({ slot, dueAt, id: newId() })),
        cancel: [...new Set([...result.cancel, ...fired])],
        cancelAll: job.command.type === MIGRATE,
        effects: [...result.effects, ...(announce?.(before?.order.face ?? null, order) ?? [])].map((effect) => ({
          id: newId(),
          type: effect.type,
          params: canonicalJson(effect.params),
          offerAt: later?.which(effect) ? later.from : null,
        })),
        sealed: item.sealed,
        holdersAdded: keys.added,
        holdersGone: keys.gone,
      },
    };
  }

  /** Commits; what another writer overtook runs again; a batch that fails as a whole is tried in halves. */
  async function write(ready: readonly Ready[]): Promise<void> {
    let written: Set<string>;
    try {
      written = await commit(
        db,
        ready.map((item) => item.commit),
      );
    } catch (error) {
      if (isUnreachable(error) || ready.length === 1) {
        for (const { job } of ready) job.fail(asFault(error));
        return;
      }
      const half = Math.ceil(ready.length / 2);
      await write(ready.slice(0, half));
      await write(ready.slice(half));
      return;
    }
    const changes: Change[] = [];
    for (const { job, commit: done, after } of ready) {
      const { order } = after;
      if (written.has(done.id)) {
        // A keyed command of the background is one of many, as a clock's is, and no command follows it at once either.
        if (job.timer || (job.background && job.key)) recent.renew(after);
        else recent.keep(after);
        const effects = done.effects.filter(({ offerAt }) => offerAt === null).length;
        changes.push({ order: order.id, revision: order.revision, armedAt: earliest(done.arm), effects });
        job.answer({ kind: 'applied', repeated: false, order });
      } else if ((job.tries += 1) < MAX_TRIES) {
        readAnew(job);
      } else {
        job.answer({ kind: 'busy', retryAfterSeconds: 1 });
      }
    }
    if (changes.length > 0) told(changes);
  }

  return { run, prepare: prepareTimers };
}

/** A timer's job but for its answer. `due`: as of the instant that it is due, however late it fires. */
export function firing(timer: DueTimer, at: 'now' | 'due'): Omit<Job, 'answer' | 'fail' | 'tries' | 'mustRead'> {
  const command: Command = {
    order: timer.order,
    type: delayName(timer.slot),
    input: {},
    actor: clockActor(timer.tenant),
    ...(at === 'due' && { at: timer.dueAt }),
  };
  return { order: timer.order, opens: false, background: true, command, timer, key: null };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Who acts when a clock does. */
export const clockActor = (tenant: string): Actor => ({ ...system, role: 'clock', tenant, path: '' });

const ids = (registry: Registry): string => [...new Set(registry.all.map((workflow) => workflow.id))].join(', ');

/** What was sent, as it was sent: what is no object says nothing. */
const asSent = (input: unknown): Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {};

const invalid = (path: Issue['path'], message: string): Outcome => ({ kind: 'invalid', issues: [{ path, message }] });

const earliest = (arm: Commit['arm']): number | null => (arm.length === 0 ? null : Math.min(...arm.map((timer) => timer.dueAt)));

/** What the database says is named by what follows from it; every other fault keeps its own name. */
function asFault(error: unknown): Error {
  if (isUnreachable(error)) return new RetryableError('the database cannot be reached', { cause: error });
  if (isContention(error)) return new RetryableError('another writer was in the way', { cause: error });
  const state = sqlState(error);
  if (state) return new TerminalError(`the database refused the statement (${state})`, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}

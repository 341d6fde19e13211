// Imports for tests: a database of their own, runs on it that go through or die, and ways to look at what came of them.
import { join } from 'node:path';
import { type ImportResult, importFile } from '@six-order/cli/import/import';
import { boston311 } from '@six-order/cli/import/profiles/boston311';
import { surveyFile } from '@six-order/cli/import/rows';
import { newId } from '@six-order/cli/new-id';
import type { OrderId } from '@six-order/engine';
import { type Engine, createEngine, createKeyring, generateKeys, openPool } from '@six-order/engine/runtime';
import { sixOrder } from '@six-order/workflows/six-order/workflow';
import type { Pool } from 'pg';
import { afterAll } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

export const sample = join(import.meta.dirname, 'boston311/sample.csv');

/** A moment after everything in the sample. */
export const wall = (): number => Date.parse('2026-03-02T09:00:00+08:00');

export interface ImportPlace {
  readonly url: string;
  /** Of the database's owner. */
  readonly owner: Pool;
  /** An engine that reads; of role `app`, so that it does not count as one at work. */
  readonly engine: Engine;
  /** `through`: what every statement of the run goes through first. `ahead`: by how much the system's time is ahead, ms. */
  run(options?: {
    file?: string;
    stop?: AbortSignal;
    through?: Gate;
    progress?: (done: number) => void;
    ahead?: number;
  }): Promise<ImportResult>;
  /** The order of a record. */
  orderOf(externalId: string): Promise<OrderId>;
}

export type Gate = <T>(statement: () => Promise<T>) => Promise<T>;

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Closed after the file. */
export async function openImport(): Promise<ImportPlace> {
  const { url } = await cloneDatabase();
  const keyring = createKeyring(generateKeys());
  const owner = openPool(url, 'owner', { max: 2 });
  const reading = openPool(url, 'app', { max: 2 });
  const engine = createEngine({
    db: reading,
    workflows: [sixOrder],
    authorize: () => 'forbidden',
    facts: () => Promise.reject(new Error('nothing is asked')),
    seal: keyring,
    now: wall,
    newId,
  });
  closers.push(
    () => engine.close(),
    () => owner.end(),
    () => reading.end(),
  );

  return {
    url,
    owner,
    engine,
    async run({ file = sample, stop, through, progress, ahead = 0 } = {}) {
      const named = new URL(url);
      named.searchParams.set('application_name', 'six-order import');
      const pools = [openPool(named.href, 'engine', { max: 8 }), openPool(named.href, 'app', { max: 4 })] as const;
      const [engineDb, db] = pools.map((pool) => (through ? gated(pool, through) : pool)) as [Pool, Pool];
      const survey = await surveyFile(file, boston311, wall());
      try {
        return await importFile({
          survey,
          profile: boston311,
          engineDb,
          db,
          keyring,
          newId,
          now: () => wall() + ahead,
          wall,
          ended: false,
          ...(stop && { stop }),
          ...(progress && { progress }),
        });
      } finally {
        await Promise.all(pools.map((pool) => pool.end()));
      }
    },
    async orderOf(externalId) {
      const { rows } = await owner.query<{ order_id: OrderId }>('select order_id from imports where external_id = $1', [
        externalId,
      ]);
      if (!rows[0]) throw new Error(`no order for ${externalId}`);
      return rows[0].order_id;
    },
  };
}

/** The pool with its statements, and those of its clients, sent through the gate. */
function gated(pool: Pool, gate: Gate): Pool {
  const through = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name, of);
        if (typeof value !== 'function') return value;
        if (name === 'query') return (...args: unknown[]) => gate(() => value.apply(of, args) as Promise<unknown>);
        if (name !== 'connect') return value.bind(of) as unknown;
        // With a callback when the pool asks itself, else for a promise.
        return (...args: unknown[]) =>
          args.length > 0 ? value.apply(of, args) : (value.apply(of, args) as Promise<object>).then(through);
      },
    });
  return through(pool);
}

/** A gate that closes after `statements`: the last one is lost before it is sent, or its answer is. */
export function closesAfter(statements: number, lost: 'statement' | 'answer'): Gate {
  let left = statements;
  const gone = (): Error => Object.assign(new Error('connection lost'), { code: 'ECONNRESET' });
  return async (statement) => {
    left -= 1;
    if (left < 0 || (left === 0 && lost === 'statement')) throw gone();
    const answer = await statement();
    if (left === 0) throw gone();
    return answer;
  };
}

// The engine with the harness's workload on a migrated database: no community, no worker.
import { newId } from '@six-order/cli/new-id';
import type { Actor, OrderId } from '@six-order/engine';
import {
  createEngine,
  createKeyring,
  engineMigrations,
  generateKeys,
  migrate,
  openPool,
  type Engine,
} from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { orders8, orders8Commands, type NewState } from './workflow.ts';

export interface Orders8Rig {
  readonly engine: Engine;
  readonly db: Pool;
  /** The k-th command (from 1) of an order; without one the first opens it. Throws when it is not applied. */
  command(k: number, order?: OrderId): Promise<OrderId>;
  close(): Promise<void>;
}

const operator: Actor = { person: null, post: null, role: 'operator', tenant: 'ward', path: 'ward7' };
/** The comment that the harness puts into each journal row. */
const input = { comment: 'x'.repeat(60) };

/** Migrates the database of the owner's URL first. */
export async function openOrders8(database: string, newState: NewState): Promise<Orders8Rig> {
  const owner = openPool(database, 'owner', { max: 1 });
  await migrate(owner, [engineMigrations]).finally(() => owner.end());
  // As `six-order start` opens it.
  const db = openPool(database, 'engine', { max: 4 });
  let number = 0;
  const engine = createEngine({
    db,
    workflows: [orders8(newState)],
    authorize: ({ actor }) => (actor.role === operator.role ? 'allowed' : 'forbidden'),
    facts: async (asks) => asks.map(() => ({ value: `n${(number += 1)}` })),
    seal: createKeyring(generateKeys()),
    now: Date.now,
    newId,
  });
  return {
    engine,
    db,
    async command(k, order) {
      const outcome = await engine.execute({
        ...(order ? { order } : { workflow: 'orders8' }),
        type: orders8Commands[k - 1] as string,
        input,
        actor: operator,
      });
      if (outcome.kind !== 'applied') throw new Error(`${orders8Commands[k - 1]} was not applied: ${outcome.kind}`);
      return outcome.order.id;
    },
    async close() {
      await engine.close();
      await db.end();
    },
  };
}

/** The rows agree with so many acknowledged commands: true, or what they say instead. */
export async function checkRows(db: Pool, acknowledged: number): Promise<true | string> {
  const { rows } = await db.query<{ journal: number; outbox: number; revisions: number; live: number; timers: number }>(
    `select (select count(*) from journal)::int as journal, (select count(*) from outbox)::int as outbox,
            (select coalesce(sum(revision), 0) from orders)::int as revisions,
            (select count(*) from orders where stage <> 'archived')::int as live, (select count(*) from timers)::int as timers`,
  );
  const found = rows[0];
  const same =
    found?.journal === acknowledged &&
    found.outbox === acknowledged &&
    found.revisions === acknowledged &&
    found.live === found.timers;
  return same || JSON.stringify({ acknowledged, ...found });
}

// The system under measurement: the same parts, pools and settings as `six-order start`, on a database of the run.
import { readConfiguration } from '@six-order/cli/configuration';
import { logToFile } from '@six-order/cli/log';
import { openSystem, type System } from '@six-order/cli/system';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import type { Actor, OrderId } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liftLoadLimit } from '../harness/lift-load-limit.ts';
import { livesOn } from './life.ts';
import type { Round } from './closed-loop.ts';

export interface RigOptions {
  /** Owner's URL of a migrated database. */
  readonly database: string;
  /** As SIX_ORDER_KEYS takes them. */
  readonly keys: string;
  /** HTTP on a free port of the loopback. */
  readonly api?: boolean;
  /** Clock, relay and handlers. */
  readonly worker?: boolean;
}

export interface Rig {
  readonly system: System;
  readonly engine: Engine;
  actor(persona: PersonaName): Actor;
  /** Whole lives of six-order orders, one a round. */
  lives(opened?: (order: OrderId) => void): Round;
  close(): Promise<void>;
}

export async function openRig({ database, keys, api = false, worker = false }: RigOptions): Promise<Rig> {
  const data = await mkdtemp(join(tmpdir(), 'six-order-bench-rig-'));
  const configuration = readConfiguration({
    DATABASE_URL: database,
    SIX_ORDER_KEYS: keys,
    SIX_ORDER_DATA: data,
    SIX_ORDER_DEMO: 'on',
    HOST: '127.0.0.1',
    PORT: '0',
  });
  const { log, flush } = logToFile(data);
  await liftLoadLimit(database);
  const system = await openSystem({ configuration, log, api, worker, migrate: false, seed: true });
  const actor = (persona: PersonaName): Actor => {
    const found = system.directory.actorOf(personas[persona].post);
    if (!found) throw new Error(`the demo street has no ${persona}`);
    return found;
  };
  return {
    system,
    engine: system.engine,
    actor,
    lives: (opened) => livesOn(system.engine, actor, opened),
    async close() {
      await system.close();
      await flush();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Reads orders back: each journal must verify and fold to its snapshot. Throws when one does not. */
export async function verifyOrders(engine: Engine, orders: readonly OrderId[]): Promise<void> {
  for (const order of orders) {
    if (!(await engine.verify(order))) throw new Error(`the journal of ${order} does not verify`);
    if (!(await engine.replay(order)).same) throw new Error(`the journal of ${order} does not fold to its snapshot`);
  }
}

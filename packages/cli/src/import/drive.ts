// Lives the orders of an import: their commands at the records' times, and in between every timer at the instant at which it
// is due, so that reminders, overdue labels and cards come about as they do in life.
//
// D1: one event of an order at a time, in the order of their instants; a command comes before a timer of the same instant:
// what is finished on the second is in time. D2: many orders live side by side, each round gives each of them its next
// event. D3: what the past would have told people is not told them today: its effects are settled, not delivered.
import type { OrderId, Outcome, StoredOrder } from '@six-order/engine';
import { type DueTimer, type Engine, recordDelivery, timersOf } from '@six-order/engine/runtime';
import { waitingEffects } from '@six-order/community/imports/import-store';
import type { Db } from '@six-order/community/tables';
import type { Pool } from 'pg';
import { type Act, nextAct, placing } from './history.ts';
import type { ImportedCase } from './row.ts';
import type { ImportTenant } from './tenant.ts';

/** An order on its way through its record's history. */
export interface Life {
  readonly record: ImportedCase;
  readonly id: OrderId;
  /** What stands of it, as far as its commands tell; null before it is placed. */
  order: StoredOrder | null;
  /** Why the engine would not open it. */
  refused: string | null;
}

export interface Driver {
  /** Gives each its next event. Resolves with those that have none left, or were refused. Throws when one cannot go on. */
  round(lives: readonly Life[]): Promise<readonly Life[]>;
  /** Counted up as it goes: what was committed, and effects of the past that were settled. */
  readonly counts: { commands: number; timers: number; settled: number };
}

export interface DriverOptions {
  readonly engine: Engine;
  /** Opens an order under the id given (order-ids.ts). */
  readonly open: (order: OrderId, command: Parameters<Engine['execute']>[0]) => Promise<Outcome>;
  /** The engine's pool: timers are read with it too. */
  readonly engineDb: Pool;
  readonly db: Db;
  readonly tenant: ImportTenant;
  readonly newId: () => string;
  /** Where the file's history ends, epoch ms: no timer after it fires. */
  readonly end: number;
  readonly counts: Driver['counts'];
}

export function createDriver({ engine, open, engineDb, db, tenant, newId, end, counts }: DriverOptions): Driver {
  const send = async (life: Life, act: Act): Promise<void> => {
    const { record, id } = life;
    const command = { type: act.type, input: act.input, at: act.at, actor: tenant.actor(act.by, record.department) };
    const outcome = life.order
      ? await engine.execute({ ...command, order: id })
      : await open(id, { ...command, workflow: 'six-order' });
    if (outcome.kind === 'applied') {
      counts.commands += 1;
      life.order = outcome.order;
    } else if (outcome.kind === 'invalid' && !life.order) {
      life.refused = outcome.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
    } else {
      const why = outcome.kind === 'invalid' ? `: ${outcome.issues.map(({ message }) => message).join('; ')}` : '';
      throw new Error(`line ${record.line}: ${act.type} came to "${outcome.kind}"${why} (order ${id})`);
    }
  };

  const fireAll = async (timers: readonly DueTimer[]): Promise<void> => {
    for (const fired of await engine.fire(timers, 'due')) {
      if (fired instanceof Error) throw fired;
      counts.timers += 1;
    }
  };

  const settle = async (orders: readonly OrderId[], since: string): Promise<void> => {
    const effects = await waitingEffects(db, orders, since);
    if (effects.length > 0) await recordDelivery(engineDb, effects);
    counts.settled += effects.length;
  };

  return {
    counts,
    async round(all) {
      const since = newId();
      const opened = all.flatMap(({ order, id }) => (order ? [id] : []));
      const nextTimer = new Map<OrderId, DueTimer>();
      for (const timer of opened.length > 0 ? await timersOf(engineDb, opened) : []) {
        if (!nextTimer.has(timer.order)) nextTimer.set(timer.order, timer);
      }

      const ended: Life[] = [];
      const timers: DueTimer[] = [];
      const commands: Promise<void>[] = [];
      for (const life of all) {
        const { order, record } = life;
        const act = order ? nextAct(order.face.stage, record, tenant.unitId(record.department)) : placing(record);
        const timer = nextTimer.get(life.id);
        if (timer && timer.dueAt <= end && (act === null || timer.dueAt < act.at)) timers.push(timer);
        else if (act) commands.push(send(life, act));
        else ended.push(life);
      }
      // What fails is told only when nothing of the round is on its way any more.
      const results = await Promise.allSettled([...commands, fireAll(timers)]);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
      await settle(
        all.map(({ id }) => id),
        since,
      );
      return [...ended, ...all.filter(({ refused }) => refused !== null)];
    },
  };
}

// Lives the demo's past: every command at its time through the engine, and in between every deadline when it was due, so that
// desks, cards, the board and the figures show a street where people have been at work for weeks.
//
// L1: it is lived once, before anybody is served, in a county without orders. What was cut short is begun again with the same `now`: each
// command has a key of its own, so what came about is found by it, and the rest happens at its time, as if nothing had been.
// L2: notices and places on the board bear the time of their orders, so they are delivered together at the end. L3: what cannot be done
// ends that order's course, and nothing else: what is refused on some day of the calendar, and what fails twice though the database
// answers, for it would fail at every start. L4: what is left out is said; nothing is while the database does not answer.
import type { Deadlines } from '@six-order/community/deadlines/deadlines';
import type { Directory } from '@six-order/community/directory';
import type { Db } from '@six-order/community/tables';
import { OrderId, type Outcome } from '@six-order/engine';
import { recordDelivery, type Command, type Engine, type Keyring } from '@six-order/engine/runtime';
import { deliver, faultFields, fireUntil, measure, type DeliveryOptions } from '@six-order/worker';
import type { Pool } from 'pg';
import { actsUntil, type Act } from './acts.ts';
import { affairs } from './affairs.ts';
import { putNeighbours } from './neighbours.ts';
import type { PastClock } from './past-clock.ts';
import { plan } from './plan.ts';

export interface LiveOptions {
  readonly engine: Engine;
  readonly db: Pool;
  readonly tables: Db;
  readonly directory: Directory;
  readonly deadlines: Pick<Deadlines, 'rulesOf'>;
  readonly keyring: Keyring;
  readonly clock: PastClock;
  readonly delivery: DeliveryOptions;
  /** Until when, epoch ms: all instants of the past hang on it. */
  readonly now: number;
}

export interface Lived {
  readonly orders: number;
  /** Disputes, topics, visits and tasks, those not counted that came of another. */
  readonly matters: number;
  /** What did not come about, each with why: for people who start the demo, in English; of an invented street. */
  readonly leftOut: readonly string[];
}

/** Notices of the last days lie in the boxes; what is older was read long ago. */
const BOX_MS = 4 * 86_400_000;

/** How far back the plan reaches, ms. */
export const PAST_MS = (Math.max(...plan.map(({ daysAgo }) => daysAgo)) + 1) * 86_400_000;

export async function live({
  engine,
  db,
  tables,
  directory,
  deadlines,
  keyring,
  clock,
  delivery,
  now,
}: LiveOptions): Promise<Lived> {
  const ids: (OrderId | null)[] = [...plan, ...affairs].map(() => null);
  const leftOut: string[] = [];
  const stopped = new Set<number>();

  const deliverAll = async (type?: string): Promise<void> => {
    for (;;) {
      const { rows } = await db.query<{ id: string; type: string; at: Date }>(
        `select id, type, at from outbox where attempts = 0 and dead_at is null and ($1::text is null or type = $1) order by at, id limit 500`,
        [type ?? null],
      );
      if (rows.length === 0) return;
      const { read = [], due = [] } = Object.groupBy(rows, (row) =>
        row.type === 'notify' && row.at.getTime() < now - BOX_MS ? 'read' : 'due',
      );
      if (read.length > 0) await recordDelivery(db, read.map(idOf));
      if (due.length > 0) await deliver(delivery, due.map(idOf));
    }
  };
  const { wall, log } = delivery;
  const firing = { engine, db, clock, wall, log, settle: () => deliverAll('command') };

  const send = async (acts: readonly Act[]): Promise<void> => {
    const commands = await Promise.all(
      acts.map(async ({ order, step, workflow, part, type, actor, input }) => {
        const id = part === undefined ? ids[order] : await partOf(ids[order], part);
        // L1
        const command = { type, actor, input: input(ids), key: `demo past ${order}/${step}` };
        return id ? { ...command, order: id } : { ...command, workflow };
      }),
    );
    for (const [n, first] of (await engine.executeMany(commands)).entries()) {
      const { order, workflow, part, type, at } = acts[n] as Act;
      const outcome = first instanceof Error ? await onceMore(commands[n] as Command) : first;
      if (!(outcome instanceof Error) && outcome.kind === 'applied') {
        ids[order] = part === undefined ? outcome.order.id : (ids[order] ?? null);
        continue;
      }
      stopped.add(order);
      leftOut.push(`${plan[order]?.course ?? workflow}, from ${type} of ${new Date(at).toISOString()} on: ${whyOf(outcome)}`);
    }
  };

  /** L3, L4. */
  const onceMore = async (command: Command): Promise<Outcome | Error> => {
    try {
      return await engine.execute(command);
    } catch (error) {
      await db.query('select 1');
      return error instanceof Error ? error : new Error(String(error));
    }
  };

  /** L3, L4, of what hangs on no one command. */
  const unlessItFails = async (what: () => string, work: () => Promise<void>): Promise<void> => {
    try {
      // What came about is found by its key (L1).
      await work().catch(work);
    } catch (error) {
      await db.query('select 1');
      leftOut.push(`${what()}: ${whyOf(error as Error)}`);
    }
  };

  /** The task that a task or a decision became for one of its units. */
  const partOf = async (id: OrderId | null | undefined, part: number): Promise<OrderId | null> => {
    const context = id && (await engine.get(id))?.snapshot.context;
    const parts = (context?.['parts'] ?? context?.['tasks'] ?? []) as readonly { readonly child: string | null }[];
    const child = parts[part]?.child;
    return child ? OrderId.parse(child) : null;
  };

  const liveAll = async (): Promise<void> => {
    await putNeighbours(tables, keyring, clock.now());
    await directory.refresh();
    for (const [at, acts] of Map.groupBy(actsUntil(directory, now), (act) => act.at)) {
      await fireUntil(firing, at);
      const queues = [...Map.groupBy(acts, ({ order }) => order).values()];
      for (let turn = 0; queues.some((queue) => queue.length > turn); turn += 1) {
        const next = queues.flatMap((queue) => queue.slice(turn, turn + 1)).filter(({ order }) => !stopped.has(order));
        if (next.length > 0) await send(next);
      }
      await deliverAll('command');
    }
    await fireUntil(firing, now);
    await deliverAll();
  };

  await unlessItFails(() => `all after ${new Date(clock.now()).toISOString()}`, liveAll);
  const placed = ids.slice(0, plan.length).filter((id) => id !== null);
  await unlessItFails(
    () => 'the figures of its orders',
    () => measure(tables, { directory, deadlines }, placed),
  );
  return { orders: placed.length, matters: ids.slice(plan.length).filter((id) => id !== null).length, leftOut };
}

/** A fault by its name: its message may quote anything. */
function whyOf(outcome: Outcome | Error): string {
  if (outcome instanceof Error) return Object.values(faultFields(outcome)).join(' ');
  return outcome.kind === 'invalid' ? JSON.stringify(outcome.issues) : outcome.kind;
}

const idOf = ({ id }: { readonly id: string }): string => id;

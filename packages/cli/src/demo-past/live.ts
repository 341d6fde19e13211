// Lives the demo's past: every command at its time through the engine, and in between every deadline when it was due, so that
// desks, cards, the board and the figures show a street where people have been at work for weeks.
//
// L0: orders come first in the list of what is lived, other matters after them.
// L1: it is lived once, before anybody is served, in a county without orders. What was cut short is begun again with the same `now`: each
// command has a key of its own, so what came about is found by it, and the rest happens at its time, as if nothing had been.
// L2: notices and places on the board bear the time of their orders, so they are delivered together at the end. L3: what cannot be done
// ends that order's course, and nothing else: what is refused on some day of the calendar, and what fails twice though the database
// answers, for it would fail at every start. L4: what is left out is said; nothing is while the database does not answer.
import { personas } from '@six-order/community/demo/personas';
import { demoTenant } from '@six-order/community/demo/seed';
import type { Directory } from '@six-order/community/directory';
import type { Db } from '@six-order/community/tables';
import { OrderId, type Actor, type Outcome } from '@six-order/engine';
import { recordDelivery, type Command, type Engine, type Keyring } from '@six-order/engine/runtime';
import { deliver, faultFields, fireUntil, measure, type DeliveryOptions } from '@six-order/worker';
import type { Pool } from 'pg';
import { affairs } from './affairs.ts';
import type { Known } from './courses.ts';
import { communities, putNeighbours, streetPublisher, type Community } from './neighbours.ts';
import type { PastClock } from './past-clock.ts';
import { instantsOf, plan, type Planned } from './plan.ts';

export interface LiveOptions {
  readonly engine: Engine;
  readonly db: Pool;
  readonly tables: Db;
  readonly directory: Directory;
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

interface Act {
  /** Index in `plan`; behind it that in `affairs`. */
  readonly order: number;
  /** Its place among the steps of that order. */
  readonly step: number;
  readonly workflow: string;
  /** The n-th task into which it was divided has it. */
  readonly part?: number | undefined;
  readonly at: number;
  readonly type: string;
  readonly actor: Actor;
  readonly input: (ids: readonly (OrderId | null)[]) => Readonly<Record<string, unknown>>;
}

/** How far back the plan reaches, ms. */
export const PAST_MS = (Math.max(...plan.map(({ daysAgo }) => daysAgo)) + 1) * 86_400_000;

export async function live({ engine, db, tables, directory, keyring, clock, delivery, now }: LiveOptions): Promise<Lived> {
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
      const [settled, waiting] = partition(rows, (row) => row.type === 'notify' && row.at.getTime() < now - BOX_MS);
      if (settled.length > 0) await recordDelivery(db, settled);
      if (waiting.length > 0) await deliver(delivery, waiting);
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
    () => measure(tables, directory, placed),
  );
  return { orders: placed.length, matters: ids.slice(plan.length).filter((id) => id !== null).length, leftOut };
}

/** A fault by its name: its message may quote anything. */
function whyOf(outcome: Outcome | Error): string {
  if (outcome instanceof Error) return Object.values(faultFields(outcome)).join(' ');
  return outcome.kind === 'invalid' ? JSON.stringify(outcome.issues) : outcome.kind;
}

/** In the order of their instants; those of one order in theirs. */
function actsUntil(directory: Directory, now: number): readonly Act[] {
  const actorIn = (post: string): Actor => {
    const actor = directory.actorOf(post);
    if (!actor) throw new Error(`nobody stands in the post ${post} of the demo`);
    return actor;
  };
  const ofAffairs = affairs.flatMap((affair, n) =>
    instantsOf(affair, now).map(({ step: { by, type, part, input }, at }, step): Act => ({
      order: plan.length + n,
      step,
      workflow: affair.workflow,
      part,
      at,
      type,
      actor: actorIn(personas[by].post),
      input: () => input?.({ inDays: daysFrom(at), unitId: (code) => directory.unitByCode(demoTenant, code)?.id ?? '' }) ?? {},
    })),
  );
  return plan
    .flatMap((planned, order) => {
      const here = communities[planned.community] as Community;
      const resident = here.residents[order % here.residents.length]!;
      const neighbour = here.residents[(order + 1) % here.residents.length]!;
      const member = here.members[order % here.members.length]!;
      const posts = {
        resident,
        neighbour,
        member,
        secretary: here.secretary,
        publisher: streetPublisher,
        street: personas.street,
        window: personas.window,
      } as const;
      const earlier = earlierOf(order);
      const known = (at: number, ids: readonly (OrderId | null)[]): Known => ({
        matter: planned.matter,
        unit: here.code,
        contact: { name: resident.name, phone: `138000${String(10_000 + order)}` },
        member: member.person,
        earlier: earlier === undefined ? undefined : (ids[earlier] ?? undefined),
        inDays: daysFrom(at),
      });
      return instantsOf(planned, now).map(({ step: { by, type, input }, at }, step): Act => ({
        order,
        step,
        workflow: 'six-order',
        at,
        type,
        actor: actorIn(posts[by].post),
        input: (ids) => input?.(known(at, ids)) ?? {},
      }));
    })
    .concat(ofAffairs)
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => a.at - b.at);
}

const daysFrom =
  (at: number) =>
  (days: number): string =>
    new Date(at + days * 86_400_000).toISOString();

/** The last order before it of the same matter in the same community. */
const earlierOf = (order: number): number | undefined => {
  const { matter, community } = plan[order] as Planned;
  const before = plan.slice(0, order).findLastIndex((one) => one.matter === matter && one.community === community);
  return before < 0 ? undefined : before;
};

/** Ids of those that fit, and of the others. */
const partition = <T extends { readonly id: string }>(rows: readonly T[], fits: (row: T) => boolean) =>
  [rows.filter(fits), rows.filter((row) => !fits(row))].map((part) => part.map(({ id }) => id)) as [string[], string[]];

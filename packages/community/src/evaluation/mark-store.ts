// Marks of evaluations that may not be the resident's own (防串通): hints for a supervisor, who looks and decides. Nothing follows from
// them by itself: no point, no figure, no card. Source: domain research 5.2.
//
// M1: they are worked out when they are read and kept nowhere; what they rest on is gone after 30 days, as is what was found when somebody
// looked (review-store.ts). M2: whoever handled the order, in
// whatever post he reads, is shown none of them.
import type { OrderId } from '@six-order/engine';
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { evaluationMarks, type EvaluationMark } from './mark.ts';

const KEPT_MS = 30 * 86_400_000;
/** An order that is read lies in a month that began this much earlier at most. */
const MONTH_MS = 31 * 86_400_000;
/** Orders of one pair in a month that are ordinary (domain research 5.2). */
const ORDINARY_OF_PAIR = 2;
const MOST = 100;

export interface Marked {
  readonly order: OrderId;
  /** Epoch ms. */
  readonly closedAt: number;
  /** Evaluations for other residents from the same device; of these, of what the same member did. */
  readonly device: { readonly others: number; readonly sameHandler: number };
  /** Evaluated orders of the same member and resident in the month, this one among them. */
  readonly pair: number;
  readonly ownHousehold: boolean;
}

export interface MarksQuery {
  readonly tenant: string;
  readonly path: string;
  readonly order?: string | undefined;
  /** Who reads (M2). */
  readonly reader: string;
  /** Epoch ms. */
  readonly now: number;
}

export const marksOf = ({ device, pair, ownHousehold }: Marked): readonly EvaluationMark[] =>
  evaluationMarks.filter(
    (mark) => ({ 'same-device': device.others > 0, 'same-pair': pair > ORDINARY_OF_PAIR, 'own-household': ownHousehold })[mark],
  );

/** Evaluated within the last 30 days, with at least one mark; newest first, 100 at most. */
export async function readMarks(db: Db, { tenant, path, order, reader, now }: MarksQuery): Promise<readonly Marked[]> {
  const { rows } = await sql<Omit<Marked, 'device'> & { others: number; sameHandler: number }>`
    with evaluated as materialized (
      select m.order_id, m.handler, m.resident, m.path, m.closed_at, to_char(m.closed_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month
      from order_measures m
      where m.tenant = ${tenant} and m.path <@ ${path}::ltree and m.stars is not null and m.closed_at > ${new Date(now - KEPT_MS)}
        and m.handler is distinct from ${reader}::uuid
        and not exists (select from order_acceptances a where a.order_id = m.order_id and a.person = ${reader}::uuid)
        ${order === undefined ? sql`` : sql`and m.order_id = ${order}::uuid`}
    ), shared as (
      select e.order_id, count(*)::int as others, (count(*) filter (where o.handler = e.handler))::int as "sameHandler"
      from evaluated e
      join evaluation_devices own on own.order_id = e.order_id
      join evaluation_devices other on other.tenant = own.tenant and other.device = own.device and other.order_id <> own.order_id
      join order_measures o on o.order_id = other.order_id
      where o.resident is null or o.resident is distinct from e.resident
      group by e.order_id
    ), pairs as (
      select handler, resident, to_char(closed_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as pair
      from order_measures
      where tenant = ${tenant} and stars is not null and closed_at > ${new Date(now - KEPT_MS - MONTH_MS)}
        and (handler, resident) in (select handler, resident from evaluated)
      group by 1, 2, 3
    ), people as (
      select handler as person from evaluated union select resident from evaluated
    ), homes as (
      select p.person, u.id, u.path from posts p join units u on u.tenant = p.tenant and u.id = p.unit
      where p.tenant = ${tenant} and p.person in (select person from people) and p.role = 'resident'
        and (p.valid_to is null or p.valid_to > ${new Date(now)}) and u.kind in ('building', 'household-group')
      union
      select h.person, u.id, u.path from point_households h join units u on u.tenant = h.tenant and u.id = h.unit
      where h.tenant = ${tenant} and h.person in (select person from people) and u.kind in ('building', 'household-group')
    ), found as (
      select e.order_id as "order", (extract(epoch from e.closed_at) * 1000)::float8 as "closedAt", coalesce(s.others, 0) as others,
        coalesce(s."sameHandler", 0) as "sameHandler", coalesce(p.pair, 0) as pair,
        exists (select from homes mine where mine.person = e.handler
          and (e.path <@ mine.path or exists (select from homes theirs where theirs.person = e.resident and theirs.id = mine.id))
        ) as "ownHousehold"
      from evaluated e
      left join shared s on s.order_id = e.order_id
      left join pairs p on p.handler = e.handler and p.resident = e.resident and p.month = e.month
    )
    select * from found where others > 0 or pair > ${ORDINARY_OF_PAIR} or "ownHousehold"
    order by "closedAt" desc, "order" desc limit ${MOST}
  `.execute(db);
  return rows.map(({ others, sameHandler, ...row }) => ({ ...row, device: { others, sameHandler } }));
}

interface Evaluated {
  readonly order: OrderId;
  readonly tenant: string;
  readonly device: Uint8Array;
  /** Epoch ms. */
  readonly at: number;
}

/** Resolves when it is written. */
export type NoteDevice = (evaluated: Evaluated) => Promise<void>;

/** Whoever evaluates while a statement is under way goes with the next: a statement for each would cost as much as its command. */
export function openDeviceNotes(db: Db): NoteDevice {
  const waiting = new Map<OrderId, Evaluated>();
  let last = Promise.resolve();
  let next: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    // In one order everywhere: two processes never wait for each other.
    const taken = [...waiting.values()].toSorted((a, b) => (a.order < b.order ? -1 : 1));
    waiting.clear();
    next = null;
    await sql`
      insert into evaluation_devices
      select * from unnest(${taken.map(({ order }) => order)}::uuid[], ${taken.map(({ tenant }) => tenant)}::text[],
        ${taken.map(({ device }) => Buffer.from(device))}::bytea[], ${taken.map(({ at }) => new Date(at))}::timestamptz[])
      on conflict (order_id) do update set device = excluded.device, seen_at = excluded.seen_at
    `.execute(db);
  };
  return (evaluated) => {
    waiting.set(evaluated.order, evaluated);
    if (!next) {
      next = last.then(write);
      last = next.catch(() => {});
    }
    return next;
  };
}

/** Part of erasing an order: its device, and what was found when somebody looked at its marks. */
export const forgetDevice = (db: Db, order: OrderId) =>
  sql`
    with looked as (delete from evaluation_reviews where order_id = ${order})
    delete from evaluation_devices where order_id = ${order}
  `.execute(db);

/**
 * Forgets what is older than 30 days: devices, cases that were closed, and those that nobody closed, for what they rest on is gone.
 * Returns how many devices. `now`: epoch ms.
 */
export async function forgetDevices(db: Db, now: number): Promise<number> {
  const { numAffectedRows } = await sql`
    with looked as (delete from evaluation_reviews where coalesce(closed_at, opened_at) <= ${new Date(now - KEPT_MS)})
    delete from evaluation_devices where seen_at <= ${new Date(now - KEPT_MS)}
  `.execute(db);
  return Number(numAffectedRows ?? 0n);
}

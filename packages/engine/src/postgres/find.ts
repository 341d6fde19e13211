// Pages of orders: a filter on the face, as SQL, in keyset order.
import type { Pool } from 'pg';
import { readCursor, writeCursor } from '../core/cursor.ts';
import type { FaceFilter } from '../core/face-filter.ts';
import type { Face } from '../core/order.ts';
import { orderRow, type OrderRow } from './load.ts';

const COLUMNS = 'o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key';

/** Collects parameters while a condition is written. */
class Parameters {
  readonly values: unknown[] = [];
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** The filter as a condition on `orders o`; says the same as `matches` in core/face-filter.ts. */
function condition(filter: FaceFilter, parameters: Parameters): string {
  if ('all' in filter)
    return filter.all.length === 0 ? 'true' : `(${filter.all.map((part) => condition(part, parameters)).join(' and ')})`;
  if ('any' in filter)
    return filter.any.length === 0 ? 'false' : `(${filter.any.map((part) => condition(part, parameters)).join(' or ')})`;
  if ('not' in filter) return `not ${condition(filter.not, parameters)}`;
  if ('workflow' in filter) return `o.workflow = ${parameters.add(filter.workflow)}`;
  if ('stage' in filter) return `o.stage = any(${parameters.add(filter.stage)}::text[])`;
  if ('label' in filter) return `o.labels @> array[${parameters.add(filter.label)}]::text[]`;
  if ('people' in filter) return `o.people && ${parameters.add(filter.people)}::uuid[]`;
  if ('within' in filter) return filter.within === '' ? 'true' : `o.path <@ ${parameters.add(filter.within)}::ltree`;
  if ('open' in filter) return filter.open ? 'o.closed_at is null' : 'o.closed_at is not null';
  return `(o.due_at is not null and o.due_at <= to_timestamp(${parameters.add(filter.dueBy)}::float8 / 1000))`;
}

/** Holders that every order of the filter must have: the page is then a range of `holders`. */
function holdersOf(filter: FaceFilter): readonly string[] | null {
  if ('people' in filter) return filter.people;
  if ('all' in filter) return filter.all.map(holdersOf).find((holders) => holders !== null) ?? null;
  return null;
}

/** Whether the filter holds open orders only. */
function onlyOpen(filter: FaceFilter): boolean {
  if ('open' in filter) return filter.open;
  return 'all' in filter && filter.all.some(onlyOpen);
}

export interface FindAsk {
  readonly tenant: string;
  readonly filter: FaceFilter;
  readonly sort: 'due' | 'newest';
  readonly limit: number;
  readonly cursor?: string;
}

function from(ask: Pick<FindAsk, 'tenant' | 'filter'>, parameters: Parameters): string {
  const tenant = parameters.add(ask.tenant);
  const holders = holdersOf(ask.filter);
  const held = holders
    ? `o.id in (select order_id from holders where holder = any(${parameters.add(holders)}::uuid[])) and `
    : '';
  // The open desks read the partial index, so the condition stands where the planner sees it.
  const open = onlyOpen(ask.filter) ? 'o.closed_at is null and ' : '';
  return `from orders o where ${held}${open}o.tenant = ${tenant} and ${condition(ask.filter, parameters)}`;
}

/** One page and the cursor of the next. A cursor that is not ours reads as the first page. */
export async function find(db: Pool, ask: FindAsk): Promise<{ rows: OrderRow[]; next: string | null }> {
  const parameters = new Parameters();
  const { rows } = await db.query(pageText(ask, parameters), parameters.values);
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return { rows: page.map(orderRow), next: rows.length > ask.limit && last ? writeCursor({ at: last.due, id: last.id }) : null };
}

/** Each part is a range of an index. Orders without a deadline come last: a range of their own, for one over both is none. */
function pageText(ask: FindAsk, parameters: Parameters): string {
  const where = from(ask, parameters);
  const limit = parameters.add(ask.limit + 1);
  const range = (keyset: string, order: string) =>
    `select ${COLUMNS}, (extract(epoch from o.due_at) * 1000)::float8 as due ${where}${keyset} order by ${order} limit ${limit}`;
  const after = ask.cursor === undefined ? null : readCursor(ask.cursor);
  const byDue = 'o.due_at, o.id';
  if (ask.sort === 'newest') return range(after ? ` and o.id < ${parameters.add(after.id)}::uuid` : '', 'o.id desc');
  if (after === null) return range('', byDue);
  const id = `${parameters.add(after.id)}::uuid`;
  if (after.at === null) return range(` and o.due_at is null and o.id > ${id}`, 'o.id');
  const due = `to_timestamp(${parameters.add(after.at)}::float8 / 1000)`;
  const dated = range(` and (${byDue}) > (${due}, ${id})`, byDue);
  const undated = range(' and o.due_at is null', 'o.id');
  return `select * from ((${dated}) union all (${undated})) as page order by due, id limit ${limit}`;
}

export async function count(
  db: Pool,
  ask: { readonly tenant: string; readonly filter: FaceFilter; readonly limit: number },
): Promise<number> {
  const parameters = new Parameters();
  const where = from(ask, parameters);
  const { rows } = await db.query(
    `select count(*)::int as n from (select 1 ${where} limit ${parameters.add(ask.limit)}) as page`,
    parameters.values,
  );
  return rows[0].n;
}

export async function getOrder(db: Pool, id: string): Promise<OrderRow | null> {
  const { rows } = await db.query({ name: 'orders-get', text: `select ${COLUMNS} from orders o where o.id = $1`, values: [id] });
  return rows[0] ? orderRow(rows[0]) : null;
}

export async function getByNumber(db: Pool, tenant: string, number: string): Promise<OrderRow | null> {
  const { rows } = await db.query({
    name: 'orders-by-number',
    text: `select ${COLUMNS} from orders o where o.tenant = $1 and o.number = $2`,
    values: [tenant, number],
  });
  return rows[0] ? orderRow(rows[0]) : null;
}

/** Faces as they were stored, by order. */
export async function readFaces(db: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, Face>> {
  const { rows } = await db.query({
    name: 'orders-faces',
    text: `select id, path::text, stage, labels, people, number, data,
             (extract(epoch from due_at) * 1000)::float8 as "dueAt", (extract(epoch from opened_at) * 1000)::float8 as "openedAt",
             (extract(epoch from closed_at) * 1000)::float8 as "closedAt"
           from orders where id = any($1::uuid[])`,
    values: [ids],
  });
  return new Map(rows.map(({ id, ...face }) => [id as string, face as Face]));
}

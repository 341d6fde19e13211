// Pages of orders: a filter on the face, as SQL, in keyset order.
import type { Pool } from 'pg';
import { readCursor, writeCursor, type Keyset } from '../core/cursor.ts';
import { isWithin, type FaceFilter } from '../core/face-filter.ts';
import type { Face } from '../core/order.ts';
import { isMark, markKey, openKey } from './keys.ts';
import { orderRow, type OrderRow } from './load.ts';

export const COLUMNS = 'o.id, o.tenant, o.workflow, o.version, o.revision, o.snapshot, o.head, o.data_key';

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
  if ('any' in filter) return anyOf(filter.any, parameters);
  if ('not' in filter) return `not ${condition(filter.not, parameters)}`;
  if ('workflow' in filter) return `o.workflow = ${parameters.add(filter.workflow)}`;
  if ('stage' in filter) return `o.stage = any(${parameters.add(filter.stage)}::text[])`;
  if ('label' in filter) return `o.labels @> array[${parameters.add(filter.label)}]::text[]`;
  if ('people' in filter) return `o.people && ${parameters.add(filter.people)}::uuid[]`;
  // Of a field that is not there nothing is known, and what is not known is not false to `not`.
  if ('data' in filter)
    return `coalesce(o.data -> ${parameters.add(filter.data)}::text @> to_jsonb(${parameters.add(filter.has)}::text), false)`;
  if ('within' in filter) return filter.within === '' ? 'true' : `o.path <@ ${parameters.add(filter.within)}::ltree`;
  if ('open' in filter) return filter.open ? 'o.closed_at is null' : 'o.closed_at is not null';
  if ('opened' in filter) {
    const [from, until] = [filter.opened.from, filter.opened.until].map(
      (at) => `to_timestamp(${parameters.add(at)}::float8 / 1000)`,
    );
    return `o.opened_at between ${from} and ${until}`;
  }
  return `(o.due_at is not null and o.due_at <= to_timestamp(${parameters.add(filter.dueBy)}::float8 / 1000))`;
}

/** Labels of which one is enough are one condition: planning costs by the number of them. */
function anyOf(filters: readonly FaceFilter[], parameters: Parameters): string {
  const labels = filters.flatMap((one) => ('label' in one ? [one.label] : []));
  const rest = labels.length > 1 ? filters.filter((one) => !('label' in one)) : filters;
  const ways = rest.map((one) => condition(one, parameters));
  if (labels.length > 1) ways.push(`o.labels && ${parameters.add(labels)}::text[]`);
  return ways.length === 0 ? 'false' : `(${ways.join(' or ')})`;
}

/** What says more than the others together: each condition once, of areas within each other the innermost. */
function needed(filter: FaceFilter, open: boolean): FaceFilter {
  const conditions = conjuncts(filter).filter((one) => !(open && 'open' in one && one.open));
  const areas = conditions.flatMap((one) => ('within' in one ? [one.within] : []));
  const isWider = (area: string): boolean => areas.some((other) => other !== area && isWithin(other, area));
  const once = new Map(conditions.map((one) => [JSON.stringify(one), one]));
  return { all: [...once.values()].filter((one) => !('within' in one && isWider(one.within))) };
}

/** Conditions that all hold. */
const conjuncts = (filter: FaceFilter): readonly FaceFilter[] => ('all' in filter ? filter.all.flatMap(conjuncts) : [filter]);

/**
 * A part of a page that is one range of an index: of `holders`, of a stage's open orders, of an area, or, with none of them, of
 * all orders.
 */
interface Part {
  readonly filter: FaceFilter;
  readonly open: boolean;
  readonly keys?: readonly string[];
  /** The keys are of marks, whose rows keep deadlines (K4 in keys.ts). */
  readonly marked?: boolean;
  readonly stage?: string;
  readonly area?: string;
}

/** An area of fewer labels is so much of a tenant that its newest orders are among the newest of all (orders_by_area). */
const AREA_LABELS = 3;

/**
 * The parts that a filter comes to, none where nothing can fit; no order is in two of them. Who holds an order is looked for first, then a
 * mark in an area, then either of them by the ways of an alternative; then a stage of open orders; then each way of any alternative is
 * looked at by itself; then the newest of an area.
 */
function partsOf(ask: {
  readonly tenant: string;
  readonly filter: FaceFilter;
  /** null: counted, in whatever order. */
  readonly sort: FindAsk['sort'] | null;
}): readonly Part[] {
  const { tenant, filter, sort } = ask;
  const conditions = conjuncts(filter);
  const open = conditions.some((one) => 'open' in one && one.open);
  const stages = stagesOf(conditions);
  if (stages?.length === 0) return [];
  const held = conditions.find((one) => 'people' in one);
  if (held) return [{ filter, open, keys: open ? held.people.map(openKey) : held.people }];
  const marks = conditions.map(marksIn).find((found) => found !== null);
  const area = areaOf(conditions);
  if (marks && area !== null) {
    return [{ filter, open, keys: marks.map((mark) => markKey(tenant, mark, area)), marked: true }];
  }
  const alternatives = conditions.flatMap((one) => ('any' in one && one.any.length > 1 ? [one] : []));
  /** Of each way of an alternative the parts; null when one of them does not do. */
  const waysOf = (either: (typeof alternatives)[number], isFit: (part: Part) => boolean): readonly Part[] | null => {
    const others = conditions.filter((one) => one !== either);
    const found: Part[] = [];
    for (const [n, way] of either.any.entries()) {
      const parts = partsOf({ ...ask, filter: { all: [...others, way, ...either.any.slice(0, n).map(not)] } });
      if (!parts.every(isFit)) return null;
      found.push(...parts);
    }
    return found;
  };
  // Who holds it, or else some narrow range: what is in a stage of the whole tenant is not looked through for that.
  for (const either of alternatives.filter(({ any }) => any.some(saysWho))) {
    const parts = waysOf(either, ({ keys }) => keys !== undefined);
    if (parts) return parts;
  }
  if (stages && open) {
    const rest = { all: conditions.filter((one) => !('stage' in one)) };
    return stages.map((stage) => ({ filter: rest, open, stage }));
  }
  const isNarrow = area !== null && area.split('.').length >= AREA_LABELS;
  for (const either of alternatives) {
    const parts = waysOf(either, (part) => (part.keys ?? part.stage ?? (isNarrow ? undefined : part.area)) !== undefined);
    if (parts) return parts;
  }
  if (isNarrow && (sort !== 'due' || !open)) return [{ filter, open, area }];
  return [{ filter, open }];
}

const saysWho = (filter: FaceFilter): boolean => conjuncts(filter).some((one) => 'people' in one);

const not = (filter: FaceFilter): FaceFilter => ({ not: filter });

/** The marks of which an order must have one; null where it need not. */
function marksIn(filter: FaceFilter): readonly string[] | null {
  if ('label' in filter) return isMark(filter.label) ? [filter.label] : null;
  if (!('any' in filter) || filter.any.length === 0) return null;
  const marks = filter.any.map(marksIn);
  return marks.includes(null) ? null : marks.flatMap((some) => some ?? []);
}

/** The stages in which an order may be; null when any will do. */
function stagesOf(conditions: readonly FaceFilter[]): readonly string[] | null {
  const asked = conditions.flatMap((one) => ('stage' in one ? [one.stage] : []));
  return asked.length === 0 ? null : [...new Set(asked.reduce((left, some) => left.filter((stage) => some.includes(stage))))];
}

/** The innermost of the subtrees that an order must lie in. */
const areaOf = (conditions: readonly FaceFilter[]): string | null =>
  conditions
    .flatMap((one) => ('within' in one && one.within !== '' ? [one.within] : []))
    .toSorted((a, b) => b.length - a.length)[0] ?? null;

export interface FindAsk {
  readonly tenant: string;
  readonly filter: FaceFilter;
  readonly sort: 'due' | 'newest';
  readonly limit: number;
  readonly cursor?: string;
}

/** What an order of a part is like, whatever keys it has. */
function which(tenant: string, { filter, open, stage, area }: Part, parameters: Parameters): string {
  const staged = stage === undefined ? '' : `o.stage = ${parameters.add(stage)} and `;
  const start = area?.split('.').slice(0, AREA_LABELS).join('.');
  const near =
    start === undefined ? '' : `subpath(o.path, 0, least(${AREA_LABELS}, nlevel(o.path))) = ${parameters.add(start)}::ltree and `;
  // The open desks read partial indexes, so the condition stands where the planner sees it.
  const opened = open ? 'o.closed_at is null and ' : '';
  return `${staged}${near}${opened}o.tenant = ${parameters.add(tenant)} and ${condition(needed(filter, open), parameters)}`;
}

/** Of these rows of `holders`, in their order, the orders that are like that. */
const behind = (rows: string, orders: string): string =>
  `from (${rows}) as h cross join lateral (select o.* from orders o where o.id = h.order_id and ${orders}) as o`;

/**
 * Of orders that somebody holds, by what he holds: he has hundreds, and the planner, which knows the average alone, may walk through all
 * that is due anywhere instead (`offset 0` keeps it from that).
 */
function from(tenant: string, part: Part, parameters: Parameters): string {
  const orders = which(tenant, part, parameters);
  const { keys } = part;
  if (!keys) return `from orders o where ${orders}`;
  // One key has an order once.
  const rows = `select ${keys.length === 1 ? '' : 'distinct '}order_id from holders where holder = any(${parameters.add(keys)}::uuid[])`;
  return `${behind(rows, `${orders} offset 0`)} where true`;
}

/** One page and the cursor of the next. A cursor that is not ours reads as the first page. */
export async function find(db: Pool, ask: FindAsk): Promise<{ rows: OrderRow[]; next: string | null }> {
  const parameters = new Parameters();
  const { rows } = await db.query(pageText(ask, parameters), parameters.values);
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return { rows: page.map(orderRow), next: rows.length > ask.limit && last ? writeCursor({ at: last.due, id: last.id }) : null };
}

/** An order as it is searched by, without its snapshot. */
export interface FoundFace {
  readonly id: string;
  readonly workflow: string;
  readonly revision: number;
  readonly face: Face;
}

export const FACE = `o.path::text as path, o.stage, o.labels, o.people, o.number, o.data,
  (extract(epoch from o.due_at) * 1000)::float8 as "dueAt", (extract(epoch from o.opened_at) * 1000)::float8 as "openedAt",
  (extract(epoch from o.closed_at) * 1000)::float8 as "closedAt"`;

/** The same pages of faces alone: many at a time. */
export async function findFaces(db: Pool, ask: FindAsk): Promise<{ faces: readonly FoundFace[]; next: string | null }> {
  const parameters = new Parameters();
  const { rows } = await db.query(pageText(ask, parameters, `o.id, o.workflow, o.revision, ${FACE}`), parameters.values);
  const faces = rows.slice(0, ask.limit).map(({ id, workflow, revision, due: _, ...face }): FoundFace => ({
    id,
    workflow,
    revision,
    face: face as Face,
  }));
  const last = rows[faces.length - 1];
  return { faces, next: rows.length > ask.limit && last ? writeCursor({ at: last.due, id: last.id }) : null };
}

interface WalkAsk {
  readonly tenant: string;
  readonly filter: FaceFilter;
  readonly limit: number;
  readonly cursor?: string;
}

/** Open orders that one statement of a walk looks at: some 10 ms, and on a cold disk still far from a statement's limit. */
const STEP = 5_000;

/**
 * Ids of open orders, the newest first, as many at a time as there are. No index knows all that stand anywhere in an area, so all open
 * orders of the tenant are looked at, step by step in the order of their deadlines: the larger a county, the more statements, none of
 * which takes longer. What gets an earlier deadline meanwhile may be passed by.
 */
export async function findIds(
  db: Pool,
  { tenant, filter, limit, cursor }: WalkAsk,
): Promise<{ ids: readonly string[]; next: string | null }> {
  const after = cursor === undefined ? null : readCursor(cursor);
  let found: readonly string[] = [];
  for (const dated of [true, false]) {
    for (let at: Keyset | null | undefined = null; at !== undefined;) {
      const parameters = new Parameters();
      const text = stepText({ tenant, filter, dated, at }, parameters);
      const { rows } = await db.query<{ id: string; due: number | null; fits: boolean; last: boolean }>(text, parameters.values);
      const ids = rows.flatMap(({ id, fits }) => (fits && (after === null || id < after.id) ? [id] : []));
      found = newest(found, ids.toSorted().toReversed(), limit + 1);
      const end = rows.find(({ last }) => last);
      at = end && { at: end.due, id: end.id };
    }
  }
  const ids = found.slice(0, limit);
  const last = ids.at(-1);
  return { ids, next: found.length > limit && last !== undefined ? writeCursor({ at: null, id: last }) : null };
}

/** Of two lists, the newest first, the first `most`, each once. Step by step: to sort all of a county at the end would take a second. */
function newest(a: readonly string[], b: readonly string[], most: number): readonly string[] {
  const merged: string[] = [];
  for (let i = 0, j = 0; merged.length < most && (i < a.length || j < b.length);) {
    const [x = '', y = ''] = [a[i], b[j]];
    merged.push(x > y ? x : y);
    if (x >= y) i += 1;
    if (y >= x) j += 1;
  }
  return merged;
}

interface Step extends Pick<WalkAsk, 'tenant' | 'filter'> {
  /** Of those that have a deadline, or of those that have none. */
  readonly dated: boolean;
  /** Where the step before ended. */
  readonly at: Keyset | null;
}

/** Those of a step that fit, and its last. */
function stepText({ tenant, filter, dated, at }: Step, parameters: Parameters): string {
  const fits = condition(filter, parameters);
  const range = [`o.closed_at is null and o.tenant = ${parameters.add(tenant)} and o.due_at is ${dated ? 'not ' : ''}null`];
  if (at !== null) {
    const id = `${parameters.add(at.id)}::uuid`;
    range.push(dated ? `(o.due_at, o.id) > (to_timestamp(${parameters.add(at.at)}::float8 / 1000), ${id})` : `o.id > ${id}`);
  }
  // By both, where there is no deadline as well: the planner sees no order of ids within the rows without one.
  return `with step as materialized (
    select o.id, o.due_at, ${fits} as fits from orders o where ${range.join(' and ')} order by o.due_at, o.id limit ${STEP}
  ), ending as materialized (
    select id from step order by due_at desc, id desc limit 1
  )
  select id, (extract(epoch from due_at) * 1000)::float8 as due, fits, last
  from (select s.*, s.id = (select id from ending) as last from step s) as looked where fits or last`;
}

/** Each part is a range of an index. Orders without a deadline come last: a range of their own, for one over both is none. */
function pageText(ask: FindAsk, parameters: Parameters, shown: string = COLUMNS): string {
  const limit = parameters.add(ask.limit + 1);
  const after = ask.cursor === undefined ? null : readCursor(ask.cursor);
  const columns = `${shown}, (extract(epoch from o.due_at) * 1000)::float8 as due`;
  const byDue = 'o.due_at, o.id';
  const ranges = partsOf(ask).flatMap((part): string[] => {
    const range = (keyset: string, order: string) =>
      `select ${columns} ${from(ask.tenant, part, parameters)}${keyset} order by ${order} limit ${limit}`;
    if (ask.sort === 'newest') {
      const keyset = (id: string): string => (after ? ` and ${id} < ${parameters.add(after.id)}::uuid` : '');
      return [
        part.keys ? newestOf(ask, part, keyset('order_id'), columns, limit, parameters) : range(keyset('o.id'), 'o.id desc'),
      ];
    }
    if (part.marked) return [markedOf(ask, part, after, shown, limit, parameters)];
    if (after === null) return [range('', byDue)];
    const id = `${parameters.add(after.id)}::uuid`;
    if (after.at === null) return [range(` and o.due_at is null and o.id > ${id}`, 'o.id')];
    const due = `to_timestamp(${parameters.add(after.at)}::float8 / 1000)`;
    return [range(` and (${byDue}) > (${due}, ${id})`, byDue), range(' and o.due_at is null', 'o.id')];
  });
  if (ranges.length === 0) return `select ${columns} from orders o where false limit ${limit}`;
  if (ranges.length === 1) return ranges[0] as string;
  const order = ask.sort === 'newest' ? 'id desc' : 'due, id';
  return `select * from (${ranges.map((range) => `(${range})`).join(' union all ')}) as page order by ${order} limit ${limit}`;
}

/** The newest first, by the keys alone: only as many orders are looked at as the page needs. */
function newestOf(ask: FindAsk, part: Part, keyset: string, columns: string, limit: string, parameters: Parameters): string {
  const rows = `select distinct order_id from holders where holder = any(${parameters.add(part.keys)}::uuid[])${keyset} order by order_id desc`;
  return `select ${columns} ${behind(rows, which(ask.tenant, part, parameters))} order by h.order_id desc limit ${limit}`;
}

/**
 * The most pressing first, by the marks' rows alone. What a page shows as the order's deadline is the one by which it was sorted,
 * so that pages go on where the last one ended; what stands in no row comes last.
 */
function markedOf(ask: FindAsk, part: Part, after: Keyset | null, shown: string, limit: string, parameters: Parameters): string {
  const { keys = [] } = part;
  const [only] = keys;
  const whose = keys.length === 1 ? `= ${parameters.add(only)}::uuid` : `= any(${parameters.add(keys)}::uuid[])`;
  const at = after?.at === null ? `'infinity'` : `to_timestamp(${after ? parameters.add(after.at) : ''}::float8 / 1000)`;
  const keyset = after ? ` and (due_at, order_id) > (${at}, ${parameters.add(after.id)}::uuid)` : '';
  // Of several marks an order may have more than one; the rows of one mark stand in the index as the page wants them.
  const rows = `select ${keys.length === 1 ? '' : 'distinct '}due_at, order_id from holders where holder ${whose} and due_at is not null${keyset} order by due_at, order_id`;
  const due = `(extract(epoch from nullif(h.due_at, 'infinity')) * 1000)::float8 as due`;
  const orders = behind(rows, which(ask.tenant, part, parameters));
  return `select ${shown}, ${due} ${orders} order by h.due_at, h.order_id limit ${limit}`;
}

export interface CountAsk {
  readonly tenant: string;
  readonly filter: FaceFilter;
  /** Counted no further. */
  readonly limit: number;
}

export async function count(db: Pool, ask: CountAsk): Promise<number> {
  const parameters = new Parameters();
  const { rows } = await db.query(countText(ask, parameters.add(ask.limit), parameters), parameters.values);
  return rows[0].n;
}

function countText(ask: CountAsk, limit: string, parameters: Parameters): string {
  const parts = partsOf({ ...ask, sort: null }).map((part) => `(select 1 ${from(ask.tenant, part, parameters)} limit ${limit})`);
  if (parts.length === 0) return `select least(0, ${limit}::int) as n`;
  return `select count(*)::int as n from (select 1 from (${parts.join(' union all ')}) as parts limit ${limit}) as page`;
}

/** Several filters in one statement, in their order. */
export async function counts(
  db: Pool,
  { tenant, filters, limit }: { readonly tenant: string; readonly filters: readonly FaceFilter[]; readonly limit: number },
): Promise<readonly number[]> {
  if (filters.length === 0) return [];
  const parameters = new Parameters();
  const most = parameters.add(limit);
  const texts = filters.map((filter) => `(${countText({ tenant, filter, limit }, most, parameters)})`);
  const { rows } = await db.query(`select array[${texts.join(', ')}] as counted`, parameters.values);
  return rows[0].counted;
}

/** Of which orders it is counted how many each of `people` holds. */
export interface HeldAsk {
  readonly filter: FaceFilter;
  readonly people: readonly string[];
  /** Only those that have a label of whoever it is: what it begins with, before the id. */
  readonly label?: string;
}

/** One statement for all: of each ask the counts of its people, in their order. */
export async function countHeld(
  db: Pool,
  { tenant, asks, limit }: { readonly tenant: string; readonly asks: readonly HeldAsk[]; readonly limit: number },
): Promise<readonly (readonly number[])[]> {
  if (asks.length === 0) return [];
  const parameters = new Parameters();
  const most = parameters.add(limit);
  const texts = asks.map(({ filter, people, label }, n) => {
    const open = conjuncts(filter).some((one) => 'open' in one && one.open);
    const keys = parameters.add(open ? people.map(openKey) : people);
    const opened = open ? 'o.closed_at is null and ' : '';
    const labels = label === undefined ? '' : `, ${parameters.add(people.map((person) => label + person))}::text[]`;
    const labelled = label === undefined ? '' : ' and o.labels @> array[p.label]';
    const held = `select 1 from holders h join orders o on o.id = h.order_id
      where h.holder = p.key and ${opened}o.tenant = ${parameters.add(tenant)} and ${condition(filter, parameters)}${labelled} limit ${most}`;
    return `select ${n} as ask, p.n, (select count(*)::int from (${held}) as held) as counted
      from unnest(${keys}::uuid[]${labels}) with ordinality as p (key, ${label === undefined ? '' : 'label, '}n)`;
  });
  const { rows } = await db.query<{ ask: number; counted: number }>(
    `${texts.join(' union all ')} order by 1, 2`,
    parameters.values,
  );
  return asks.map((_, n) => rows.filter(({ ask }) => ask === n).map(({ counted }) => counted));
}

/** Open orders of these versions, of all tenants, in no order. */
export async function openOfVersions(
  db: Pool,
  versions: readonly { readonly workflow: string; readonly version: number }[],
  limit: number,
): Promise<readonly { readonly id: string; readonly tenant: string }[]> {
  if (versions.length === 0) return [];
  const { rows } = await db.query<{ id: string; tenant: string }>({
    name: 'orders-of-versions',
    // As one condition on the row: a join would keep all open orders beside the versions.
    text: `select o.id, o.tenant from orders o
      where o.closed_at is null and o.workflow || '@' || o.version = any($1::text[]) limit $2`,
    values: [versions.map(({ workflow, version }) => `${workflow}@${version}`), limit],
  });
  return rows;
}

export async function getOrder(db: Pool, id: string): Promise<OrderRow | null> {
  const { rows } = await db.query({ name: 'orders-get', text: `select ${COLUMNS} from orders o where o.id = $1`, values: [id] });
  return rows[0] ? orderRow(rows[0]) : null;
}

/** Those of these orders that there are, in no order. */
export async function getOrders(db: Pool, ids: readonly string[]): Promise<readonly OrderRow[]> {
  const text = `select ${COLUMNS} from orders o where o.id = any($1::uuid[])`;
  const { rows } = await db.query({ name: 'orders-get-many', text, values: [ids] });
  return rows.map(orderRow);
}

export async function getByNumber(db: Pool, tenant: string, number: string): Promise<OrderRow | null> {
  const { rows } = await db.query({
    name: 'orders-by-number',
    text: `select ${COLUMNS} from orders o where o.tenant = $1 and o.number = $2`,
    values: [tenant, number],
  });
  return rows[0] ? orderRow(rows[0]) : null;
}

/** Those that there are of these numbers, the newest first: each is one look into the index of numbers. */
export async function facesNumbered(db: Pool, tenant: string, numbers: readonly string[]): Promise<readonly FoundFace[]> {
  const { rows } = await db.query({
    name: 'orders-faces-by-number',
    text: `select o.id, o.workflow, o.revision, ${FACE} from orders o
      where o.tenant = $1 and o.number = any($2::text[]) order by o.id desc`,
    values: [tenant, numbers],
  });
  return rows.map(({ id, workflow, revision, ...face }) => ({ id, workflow, revision, face: face as Face }));
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

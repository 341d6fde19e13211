// The board in the database: drawn by the worker, read by anyone.
//
// B1: an item is seen only while its order says so itself: the label is read with it, in the same statement, so nothing stale
// is ever shown. B2: an older drawing never replaces a newer one. B3: what has gone leaves no text and no picture behind.
import type { OrderId } from '@six-order/engine';
import { sql } from 'kysely';
import { monthSpan } from '../calendar/day.ts';
import type { Db } from '../tables.ts';
import type { Gone, PublicItem } from './item.ts';
import type { Picture } from './picture.ts';

/** What a drawing says of an order: an item, or an empty place. */
export interface Drawn {
  readonly tenant: string;
  readonly order: OrderId;
  readonly revision: number;
  readonly alias: string;
  readonly category: string;
  /** Code of the community. */
  readonly community: string;
  readonly publishedAt: number;
  readonly until: number;
  readonly item: PublicItem | Gone;
  /** In the order of the item's own. */
  readonly photos: readonly DrawnPhoto[];
}

export interface DrawnPhoto {
  readonly attachment: string;
  /** What it was made of. */
  readonly recipe: string;
  /** Null: it is there already. */
  readonly picture: Picture | null;
}

/** The photographs that are drawn, by their recipes. */
export async function readDrawnPhotos(
  db: Db,
  order: OrderId,
): Promise<ReadonlyMap<string, { readonly width: number; readonly height: number }>> {
  const { rows } = await sql<{ recipe: string; width: number; height: number }>`
    select recipe, width, height from public_photos where order_id = ${order}
  `.execute(db);
  return new Map(rows.map(({ recipe, width, height }) => [recipe, { width, height }]));
}

export const drawItem = (db: Db, drawn: Drawn): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    const { order, photos } = drawn;
    // Two first drawings at once would meet in the index of aliases, where nothing settles which of them goes on; later ones meet in
    // the row.
    await sql`
      select pg_advisory_xact_lock(hashtextextended(${order}::text, 0))
      where not exists (select from public_items where order_id = ${order})
    `.execute(transaction);
    if (!(await drawRow(transaction, drawn))) return;
    const recipes = photos.map(({ recipe }) => recipe);
    await sql`delete from public_photos where order_id = ${order} and recipe <> all(${recipes}::text[])`.execute(transaction);
    for (const [n, { attachment, recipe, picture }] of photos.entries()) {
      // Its original may be gone by now, and then so is the copy.
      if (picture)
        await sql`
          insert into public_photos (order_id, n, attachment, recipe, width, height, bytes)
          select ${order}, ${n}, a.id, ${recipe}, ${picture.width}, ${picture.height}, ${picture.bytes}
          from attachments a where a.id = ${attachment} for key share
          on conflict (order_id, n) do update set attachment = excluded.attachment, recipe = excluded.recipe,
            width = excluded.width, height = excluded.height, bytes = excluded.bytes
        `.execute(transaction);
    }
  });

/** Whether it was newer than what was there. */
async function drawRow(db: Db, { item, order, until, publishedAt, ...rest }: Drawn): Promise<boolean> {
  const gone = typeof item === 'string' ? item : null;
  const status = typeof item === 'string' ? 'ended' : item.status;
  const drawn = await sql`
    insert into public_items (order_id, tenant, alias, revision, gone, category, community, status, published_at, shown_until, item)
    values (${order}, ${rest.tenant}, ${rest.alias}, ${rest.revision}, ${gone}, ${rest.category}, ${rest.community}, ${status},
      ${new Date(publishedAt)}, ${new Date(until)}, ${gone === null ? JSON.stringify(item) : null}::jsonb)
    on conflict (order_id) do update set
      revision = excluded.revision, gone = excluded.gone, category = excluded.category, community = excluded.community,
      status = excluded.status, published_at = excluded.published_at, shown_until = excluded.shown_until, item = excluded.item
    where public_items.revision <= excluded.revision and public_items.gone is distinct from 'erased'
  `.execute(db);
  return (drawn.numAffectedRows ?? 0n) > 0n;
}

/** Part of erasing an order, after the engine's own: the place stays, empty. */
export async function eraseItem(db: Db, order: OrderId): Promise<void> {
  await sql`
    with taken as (delete from public_photos where order_id = ${order})
    update public_items set item = null, gone = 'erased' where order_id = ${order}
  `.execute(db);
}

/** Takes off the board what was shown long enough; returns how many. `now`: epoch ms. */
export async function expireItems(db: Db, now: number): Promise<number> {
  const done = await sql`
    with over as (
      update public_items set item = null, gone = 'expired' where gone is null and shown_until <= ${new Date(now)} returning order_id
    ), taken as (
      delete from public_photos using over where public_photos.order_id = over.order_id
    )
    select order_id from over
  `.execute(db);
  return done.rows.length;
}

export interface BoardQuery {
  readonly tenant?: string | undefined;
  /** Code. */
  readonly community?: string | undefined;
  readonly category?: string | undefined;
  readonly status?: string | undefined;
  /** YYYY-MM, in China. */
  readonly month?: string | undefined;
  readonly before?: { readonly publishedAt: number; readonly alias: string } | undefined;
  readonly limit: number;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Whether the item `i` is seen (B1): its order says that it is published, and this is the drawing of that very publication: of
 * an earlier one, whose consent was revoked, nothing is seen again. Orders from before this was kept do not say when.
 */
export const seen = sql`
  i.gone is null and exists (select from orders o where o.id = i.order_id and 'publication:published' = any(o.labels)
    and coalesce((o.data ->> 'publishedAt')::bigint = (extract(epoch from i.published_at) * 1000)::bigint, true))`;

/** A page of the board, newest first. */
export async function readBoard(db: Db, query: BoardQuery): Promise<readonly PublicItem[]> {
  const { tenant, community, category, status, month, before } = query;
  const span = month === undefined ? null : monthSpan(month).map((one) => new Date(one));
  const { rows } = await sql<{ item: PublicItem }>`
    select i.item from public_items i
    where ${seen} and i.shown_until > ${new Date(query.now)}
      ${tenant === undefined ? sql`` : sql`and i.tenant = ${tenant}`}
      ${community === undefined ? sql`` : sql`and i.community = ${community}`}
      ${category === undefined ? sql`` : sql`and i.category = ${category}`}
      ${status === undefined ? sql`` : sql`and i.status = ${status}`}
      ${span === null ? sql`` : sql`and i.published_at >= ${span[0]} and i.published_at < ${span[1]}`}
      ${before === undefined ? sql`` : sql`and (i.published_at, i.alias) < (${new Date(before.publishedAt)}, ${before.alias})`}
    order by i.published_at desc, i.alias desc limit ${query.limit}
  `.execute(db);
  return rows.map(({ item }) => item);
}

/** One item by its name on the board: the item, `gone` where one was, null where none ever was. */
export async function readItem(
  db: Db,
  alias: string,
  now: number,
): Promise<{ readonly order: OrderId; readonly tenant: string; readonly item: PublicItem } | 'gone' | null> {
  const { rows } = await sql<{ order_id: OrderId; tenant: string; item: PublicItem | null; seen: boolean }>`
    select i.order_id, i.tenant, i.item, (${seen} and i.shown_until > ${new Date(now)}) as seen
    from public_items i where i.alias = ${alias}
  `.execute(db);
  const [row] = rows;
  if (!row) return null;
  return row.seen && row.item ? { order: row.order_id, tenant: row.tenant, item: row.item } : 'gone';
}

/** The picture of an item's photograph, and whether the item may be seen, in one statement (B1). Null where none ever was. */
export async function readPhoto(
  db: Db,
  { alias, n, now }: { readonly alias: string; readonly n: number; readonly now: number },
): Promise<Uint8Array | 'gone' | null> {
  const { rows } = await sql<{ seen: boolean; bytes: Uint8Array | null }>`
    select s.seen, case when s.seen then p.bytes end as bytes
    from public_items i
    cross join lateral (select (${seen} and i.shown_until > ${new Date(now)}) as seen) s
    left join public_photos p on p.order_id = i.order_id and p.n = ${n}
    where i.alias = ${alias}
  `.execute(db);
  const [row] = rows;
  if (!row) return null;
  return row.seen ? row.bytes : 'gone';
}

export interface BoardFilters {
  readonly communities: readonly { readonly tenant: string; readonly code: string }[];
  readonly categories: readonly string[];
  /** YYYY-MM, in China; newest first. */
  readonly months: readonly string[];
}

/**
 * What the items on the board can be told apart by: only what is there, so that no link leads to nothing; but for a moment what
 * was just taken off. Each next value is found by an index, however many items there are.
 */
export async function readFilters(db: Db, now: number): Promise<BoardFilters> {
  const { rows } = await sql<{ kind: string; tenant: string | null; value: string }>`
    with recursive communities as (
      (select tenant, community from public_items where gone is null order by community limit 1)
      union all
      select next.tenant, next.community from communities c, lateral (
        select tenant, community from public_items where gone is null and community > c.community order by community limit 1
      ) next
    ), categories as (
      (select category from public_items where gone is null order by category limit 1)
      union all
      select next.category from categories c, lateral (
        select category from public_items where gone is null and category > c.category order by category limit 1
      ) next
    ), months as (
      (select published_at from public_items where gone is null order by published_at desc limit 1)
      union all
      select next.published_at from months m, lateral (
        select published_at from public_items
        where gone is null and published_at < date_trunc('month', m.published_at, 'Asia/Shanghai') order by published_at desc limit 1
      ) next
    )
    select 'community' as kind, tenant, community as value from communities
    union all select 'category', null, category from categories
    union all select 'month', null, to_char(published_at at time zone 'Asia/Shanghai', 'YYYY-MM') from months
  `.execute(db);
  const shown = await sql<{ there: boolean }>`
    select exists (select from public_items i where ${seen} and i.shown_until > ${new Date(now)}) as there
  `.execute(db);
  const all = (kind: string) => rows.filter((row) => row.kind === kind);
  if (!shown.rows[0]?.there) return { communities: [], categories: [], months: [] };
  return {
    communities: all('community')
      .map(({ tenant, value }) => ({ tenant: tenant as string, code: value }))
      .toSorted((a, b) => (`${a.tenant} ${a.code}` < `${b.tenant} ${b.code}` ? -1 : 1)),
    categories: all('category').map(({ value }) => value),
    months: all('month').map(({ value }) => value),
  };
}

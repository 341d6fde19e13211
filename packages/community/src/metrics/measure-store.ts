// Measures in the database: drawn from orders, summed for figures.
//
// M1: an older drawing never replaces a newer one. M2: the sums are those of counts.ts (a test holds the two together).
import { sql } from 'kysely';
import { monthSpan } from '../calendar/day.ts';
import type { Db } from '../tables.ts';
import { countNames, type Counts, type Population } from './counts.ts';
import type { CardMeasure, Measurable, OrderMeasure } from './measure.ts';

/** Those of the orders that have changed since they were measured. */
export async function readMeasurables(db: Db, ids: readonly string[]): Promise<readonly Measurable[]> {
  const { rows } = await sql<Omit<Measurable, 'snapshot' | 'openedAt'> & { snapshot: string; openedAt: number }>`
    select o.id, o.tenant, o.workflow, o.revision, o.snapshot, o.path::text as path,
      (extract(epoch from o.opened_at) * 1000)::float8 as "openedAt", j.accepted_in as "acceptedIn",
      coalesce(j.accepted, false) as "wasAccepted", coalesce(j.entered, false) as entered, coalesce(j.dispatches, 0)::int as dispatches, coalesce(j.whistled, '[]') as whistled
    from orders o
    left join order_measures m on m.order_id = o.id
    left join card_measures c on c.order_id = o.id
    left join lateral (
      select count(*) filter (where e.entry->>'type' = 'dispatch') as dispatches,
        bool_or(e.entry->>'type' = 'enterEmergency') as entered,
        bool_or(e.entry->>'type' = 'accept') as accepted,
        jsonb_agg(e.entry->'input'->'departments') filter (where e.entry->>'type' = 'whistle') as whistled,
        (array_agg(e.entry->'actor'->>'post' order by e.seq desc) filter (where e.entry->>'type' in ('accept', 'settle')
          or e.entry->>'type' = 'place' and e.entry->'input'->'settle' is not null))[1] as accepted_in
      from (select seq, entry::jsonb as entry from journal where order_id = o.id offset 0) e
    ) j on o.workflow = 'six-order'
    where o.id = any(${ids}::uuid[]) and o.workflow in ('six-order', 'card')
      and coalesce(m.revision, c.revision, 0) < o.revision
  `.execute(db);
  return rows.map((row) => ({ ...row, snapshot: JSON.parse(row.snapshot) as Measurable['snapshot'] }));
}

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/**
 * Minutes of work, once known, stay as long as the end of the work does (decision 0489). A 0 that is not known any more goes: it
 * may have been drawn too late.
 */
export async function saveOrderMeasures(db: Db, measures: readonly OrderMeasure[]): Promise<void> {
  if (measures.length === 0) return;
  const rows = measures.map((one) => ({
    ...one,
    openedAt: instant(one.openedAt),
    dueAt: instant(one.dueAt),
    doneAt: instant(one.doneAt),
    closedAt: instant(one.closedAt),
    settledAt: instant(one.settledAt),
  }));
  await sql`
    insert into order_measures
    select x."order", x.tenant, x.revision, x.category, x.path, x.unit, x."unitPath", x.handler, x.resident, x."openedAt",
      x."dueAt", to_char(x."dueAt" at time zone 'Asia/Shanghai', 'YYYY-MM'), x."doneAt", x."closedAt", x.outcome, x.excluded,
      x.shelved, x."acceptedInTime", x."contactedInTime", x."doneInTime", x."workMinutes", x.solved, x.stars, x."settledAt",
      x."wasBad", x.reworks, x."returnsAsked", x.dispatches, x.parent, x.proactive, x.consented, x.published, x."falseCompletion",
      x.settled, x.called
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("order" uuid, tenant text, revision integer, category text,
      path ltree, unit uuid, "unitPath" ltree, handler uuid, resident uuid, "openedAt" timestamptz, "dueAt" timestamptz,
      "doneAt" timestamptz, "closedAt" timestamptz, outcome text, excluded text, shelved boolean, "acceptedInTime" boolean,
      "contactedInTime" boolean, "doneInTime" boolean, "workMinutes" integer, solved real, stars smallint,
      "settledAt" timestamptz, "wasBad" boolean, reworks smallint, "returnsAsked" smallint, dispatches smallint, parent uuid,
      proactive boolean, consented boolean, published boolean, "falseCompletion" boolean,
      settled boolean, called ltree[])
    order by x."order"
    on conflict (order_id) do update set
      revision = excluded.revision, category = excluded.category, path = excluded.path, unit = excluded.unit,
      unit_path = excluded.unit_path, handler = excluded.handler, resident = excluded.resident, due_at = excluded.due_at,
      due_month = excluded.due_month, done_at = excluded.done_at, closed_at = excluded.closed_at, outcome = excluded.outcome,
      excluded = excluded.excluded, shelved = excluded.shelved, accepted_in_time = excluded.accepted_in_time,
      contacted_in_time = excluded.contacted_in_time, done_in_time = excluded.done_in_time,
      work_minutes = case
        when order_measures.done_at = excluded.done_at and (order_measures.work_minutes > 0 or excluded.work_minutes is not null)
          then coalesce(order_measures.work_minutes, excluded.work_minutes)
        else excluded.work_minutes end,
      solved = excluded.solved, stars = excluded.stars, settled_at = excluded.settled_at,
      was_bad = excluded.was_bad, reworks = excluded.reworks, returns_asked = excluded.returns_asked,
      dispatches = excluded.dispatches, parent = excluded.parent, proactive = excluded.proactive, consented = excluded.consented,
      published = excluded.published, false_completion = excluded.false_completion, settled = excluded.settled,
      called = excluded.called
    where order_measures.revision <= excluded.revision
  `.execute(db);
}

/** Who accepted these orders, and in which months: from their journals. One that is there already stays. */
export async function saveAcceptances(db: Db, orders: readonly string[]): Promise<void> {
  if (orders.length === 0) return;
  await sql`
    insert into order_acceptances
    select distinct j.order_id, o.tenant, (j.entry->'actor'->>'person')::uuid,
      to_char(to_timestamp((j.entry->>'at')::float8 / 1000) at time zone 'Asia/Shanghai', 'YYYY-MM')
    from (select order_id, entry::jsonb as entry from journal where order_id = any(${orders}::uuid[]) offset 0) j
    join orders o on o.id = j.order_id
    where j.entry->>'type' = 'accept' and j.entry->'actor'->>'person' is not null
    on conflict do nothing`.execute(db);
}

export async function saveCardMeasures(db: Db, measures: readonly CardMeasure[]): Promise<void> {
  if (measures.length === 0) return;
  const rows = measures.map((one) => ({ ...one, dueAt: instant(one.dueAt) }));
  await sql`
    insert into card_measures
    select x.card, x.tenant, x.revision, x.about, x.colour, x."dueAt", to_char(x."dueAt" at time zone 'Asia/Shanghai', 'YYYY-MM'),
      x.cancelled, x."answeredInTime"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(card uuid, tenant text, revision integer, about uuid, colour text,
      "dueAt" timestamptz, cancelled boolean, "answeredInTime" boolean)
    order by x.card
    on conflict (order_id) do update set
      revision = excluded.revision, due_at = excluded.due_at, due_month = excluded.due_month, cancelled = excluded.cancelled,
      answered_in_time = excluded.answered_in_time
    where card_measures.revision <= excluded.revision
  `.execute(db);
}

/** Entries are recorded in the order of their commits, but for those under way at the same time. */
const OVERLAP_SECONDS = 60;

/** Epoch ms up to which everything recorded was drawn; null before the first sweep. */
export async function drawnTo(db: Db): Promise<number | null> {
  const { rows } = await sql<{ at: number }>`
    select (extract(epoch from recorded_at) * 1000)::float8 as at from measures_drawn`.execute(db);
  return rows[0]?.at ?? null;
}

/**
 * Orders with a journal entry after `after` (epoch ms), or since the last sweep, of about `limit` entries, each with when the last of
 * those was recorded (epoch ms), by which they are sorted. It reads all entries after `after`, whatever the limit.
 */
export async function changedOrders(
  db: Db,
  { after, limit }: { readonly after: number | null; readonly limit: number },
): Promise<readonly { readonly id: string; readonly at: number }[]> {
  const { rows } = await sql<{ id: string; at: number }>`
    select order_id as id, (extract(epoch from max(recorded_at)) * 1000)::float8 as at from (
      select order_id, recorded_at from journal
      where recorded_at > ${
        after === null
          ? sql`coalesce((select recorded_at from measures_drawn), '-infinity') - make_interval(secs => ${OVERLAP_SECONDS})`
          : new Date(after)
      }
      order by recorded_at fetch first ${sql.lit(limit)} rows with ties
    ) recent group by order_id order by 2
  `.execute(db);
  return rows;
}

/** Everything recorded up to `to` (epoch ms) is drawn. Never goes back. */
export const drawnUpTo = (db: Db, to: number) =>
  sql`
    insert into measures_drawn (recorded_at) values (${new Date(to)})
    on conflict (id) do update set recorded_at = greatest(measures_drawn.recorded_at, excluded.recorded_at)
  `.execute(db);

/** No other table beside order_measures has these columns. */
const chargedTo = ({ path, side }: Population) => {
  if (side === undefined) return sql`unit_path <@ ${path}::ltree`;
  return side === 'caller' ? sql`called <> '{}' and path <@ ${path}::ltree` : sql`called <@ ${path}::ltree`;
};

/** isDecidedOut (measure.ts). */
const decidedOut = (table: 'c' | 'o') => sql`(coalesce(${sql.ref(`${table}.excluded`)}, '') in ('untrue', 'force-majeure'))`;

/** The sums of a unit and month. `now`: epoch ms. Statement for statement what counts.ts counts. */
export async function readCounts(db: Db, population: Population, now: number): Promise<Counts> {
  const { tenant, month, path } = population;
  const at = new Date(now).toISOString();
  const [from, to] = monthSpan(month).map((one) => new Date(one).toISOString());
  const { rows } = await sql<Record<string, number | null>>`
    with due as materialized (
      select * from order_measures
      where tenant = ${tenant} and due_month = ${month} and excluded is null and ${chargedTo(population)}
        and (due_at <= ${at}::timestamptz or done_at is not null)
    ), charged as materialized (
      select * from due where not proactive and not settled
    ), children as materialized (
      select c.*, p.shelved as parent_shelved from order_measures c join charged p on p.order_id = c.parent
      where c.tenant = ${tenant} and not c.proactive and not c.settled and not ${decidedOut('c')}
    ), answers as (
      select stars, solved, shelved from charged where stars is not null
      union all select stars, solved, parent_shelved from children where stars is not null
    ), cards as (
      select k.*, not o.proactive and not o.settled and o.excluded is distinct from 'emergency'
        and (k.due_at <= ${at}::timestamptz or k.answered_in_time) as asked
      from card_measures k join order_measures o on o.order_id = k.about
      where k.tenant = ${tenant} and k.due_month = ${month} and not k.cancelled and o.tenant = ${tenant}
        and ${chargedTo(population)} and not ${decidedOut('o')}
    ), members as (
      select distinct r.person from report_ins r join units u on u.tenant = r.tenant and u.id = r.unit
      where r.tenant = ${tenant} and u.path <@ ${path}::ltree and r.reported_at < ${to}::timestamptz
        and (r.ended_at is null or r.ended_at > ${from}::timestamptz)
    ), work as (
      select
        count(*) filter (where not shelved) as v, count(*) filter (where shelved) as shelved,
        count(*) filter (where not shelved and accepted_in_time) as "acceptedInTime",
        count(*) filter (where not shelved and contacted_in_time) as "contactedInTime",
        count(*) filter (where not shelved and done_in_time) as "doneInTime",
        count(*) filter (where not shelved and not done_in_time and coalesce(done_at, ${at}::timestamptz) > due_at) as overdue,
        coalesce(sum(floor(extract(epoch from coalesce(done_at, ${at}::timestamptz) - due_at) / 60))
          filter (where not shelved and not done_in_time and coalesce(done_at, ${at}::timestamptz) > due_at), 0) as "lateMinutes",
        count(*) filter (where was_bad) as "everBad", count(*) filter (where was_bad and stars >= 3) as mended,
        count(*) filter (where reworks > 0) as reworked,
        count(*) filter (where not shelved and done_at is not null and reworks = 0 and returns_asked = 0) as "atOnce",
        coalesce(sum(returns_asked), 0) as "returnsAsked", coalesce(sum(dispatches), 0) as dispatches,
        count(*) filter (where closed_at is not null) as closed,
        count(*) filter (where closed_at is not null and consented) as consented,
        count(*) filter (where closed_at is not null and consented and published) as published,
        percentile_cont(0.5) within group (order by work_minutes) filter (where not shelved) as "medianMinutes",
        percentile_cont(0.9) within group (order by work_minutes) filter (where not shelved) as "p90Minutes"
      from charged
    ), said as (
      select count(*) filter (where not shelved) as answered,
        coalesce(sum(solved) filter (where not shelved), 0) as solved,
        count(*) as "allAnswered", count(*) filter (where stars >= 3) as satisfied,
        coalesce(sum((stars - 1) / 4.0), 0) as "starIndex", count(*) filter (where stars <= 2) as bad
      from answers
    ), apart as (
      select count(*) filter (where proactive) as proactive,
        count(*) filter (where proactive and done_at is not null) as "proactiveDone",
        count(*) filter (where proactive and done_in_time) as "proactiveInTime",
        count(*) filter (where settled and not proactive) as settled,
        count(*) filter (where settled and not proactive and stars is not null) as "settledAnswered",
        coalesce(sum(solved) filter (where settled and not proactive and stars is not null), 0) as "settledSolved",
        count(*) filter (where settled and not proactive and stars >= 3) as "settledSatisfied",
        count(*) filter (where false_completion) as "falseCompletions"
      from due
    )
    select work.*, said.*, apart.*, (select count(*) from children) as children,
      (select count(*) from members) as members,
      (select count(*) from members where exists (
        select from order_acceptances a join order_measures m on m.order_id = a.order_id
        where a.tenant = ${tenant} and a.person = members.person and a.month = ${month}
          and m.tenant = ${tenant} and m.path <@ ${path}::ltree)) as participants,
      (select count(*) from cards where asked) as cards,
      (select count(*) from cards where asked and answered_in_time) as "cardsAnswered",
      (select count(*) from cards where colour = 'yellow') as yellow, (select count(*) from cards where colour = 'red') as red,
      (select count(*) from order_measures where tenant = ${tenant} and path <@ ${path}::ltree and not proactive
        and opened_at >= ${from}::timestamptz and opened_at < ${to}::timestamptz) as placed
    from work, said, apart
  `.execute(db);
  const [row] = rows;
  const number = (name: string): number | null => (row?.[name] == null ? null : Number(row[name] as unknown));
  return {
    ...(Object.fromEntries(countNames.map((name) => [name, number(name) ?? 0])) as Counts),
    medianMinutes: number('medianMinutes'),
    p90Minutes: number('p90Minutes'),
  };
}

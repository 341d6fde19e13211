// Points that follow from a rule set alone: drawn by the worker from orders whose evaluation is not changed any more, and the
// base of each year.
//
// D1: an order is looked at once; what nobody's rule set was in force for gives nothing later either.
import { sql } from 'kysely';
import { dayNamed, dayOf, sayDay, startOf, yearOf } from '../calendar/day.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { CountyRules } from '../county-rules/county-rules.ts';
import type { Directory } from '../directory.ts';
import { emergencyAt } from '../emergency/mode.ts';
import type { Db } from '../tables.ts';
import { branchPathOf, isEarning } from './branch.ts';
import { appealEnd } from './case.ts';
import { cut, memberCredits, memberLeft } from './member-points.ts';
import { ratingTenths } from './household-points.ts';
import { givenBefore, householdOf, lockPoints, putEntries, withoutBase, type Subject } from './point-store.ts';
import { rulesAt } from './in-force.ts';

const BITE = 200;

interface Ended {
  readonly order: string;
  readonly tenant: string;
  readonly path: string;
  readonly handler: string | null;
  readonly resident: string | null;
  readonly day: string;
  /** When the work was done, epoch ms. */
  readonly doneAt: number;
  readonly labels: readonly string[];
  readonly acceptedInTime: boolean;
  readonly doneInTime: boolean;
  readonly stars: number | null;
  readonly solved: number | null;
  readonly reworks: number;
  readonly falseCompletion: boolean;
  readonly minutes: number;
}

interface Tools {
  readonly db: Db;
  readonly rules: CountyRules;
  readonly directory: Pick<Directory, 'postsOf' | 'unitById'>;
  readonly calendarAt: (tenant: string, path: string) => Calendar;
  readonly newId: () => string;
  /** Epoch ms. */
  readonly now: number;
}

/** Looks at up to 200 orders. Returns how many. */
export async function drawPoints({ db, ...tools }: Tools): Promise<number> {
  const { now } = tools;
  const { rows } = await sql<Ended>`
    select m.order_id as "order", m.tenant, m.path::text as path, m.handler, m.resident, o.labels,
      to_char(coalesce(m.done_at, m.closed_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
      (extract(epoch from coalesce(m.done_at, m.closed_at)) * 1000)::float8 as "doneAt",
      m.accepted_in_time as "acceptedInTime", m.done_in_time as "doneInTime", m.stars, m.solved::float8 as solved, m.reworks,
      m.false_completion as "falseCompletion",
      coalesce((select sum(s.minutes) from service_records s where s.tenant = m.tenant and s.order_id = m.order_id and s.person = m.handler), 0)::int as minutes
    from order_measures m join orders o on o.id = m.order_id
    where m.closed_at between ${new Date(now - 45 * 86_400_000)} and ${new Date(now)} and m.outcome in ('evaluated', 'unanswered')
      and coalesce(m.settled_at, m.closed_at) <= ${new Date(now)}
      and not exists (select from points_drawn d where d.order_id = m.order_id)
    order by m.closed_at, m.order_id limit ${BITE}
  `.execute(db);
  for (const ended of rows) {
    await db.transaction().execute(async (transaction) => {
      const { numAffectedRows } = await sql`
        insert into points_drawn values (${ended.order}::uuid, ${new Date(now)}) on conflict do nothing
      `.execute(transaction);
      if ((numAffectedRows ?? 0n) === 0n) return;
      await drawMember({ db: transaction, ...tools }, ended);
      await drawRating({ db: transaction, ...tools }, ended);
    });
  }
  return rows.length;
}

async function drawMember({ db, rules, directory, calendarAt, newId, now }: Tools, ended: Ended): Promise<void> {
  const { tenant, path, handler, resident, day, order } = ended;
  const rule = rulesAt(rules, 'members', { tenant, path, at: startOf(dayNamed(day)) });
  if (!rule || handler === null || !directory.postsOf(handler).some(({ role }) => isEarning(role))) return;
  const subject: Subject = { tenant, ledger: 'members', subject: handler };
  await lockPoints(db, handler);
  const ofPair = resident === null ? 0 : await countedOfPair(db, { tenant, handler, resident, day });
  const credits = memberCredits(
    {
      urgent: ended.labels.some((label) => label === 'u:U0' || label === 'u:U1'),
      // By when it was done: an order leaves the emergency long before its evaluation is final.
      emergency: emergencyAt(rules, { tenant, path, at: ended.doneAt }) !== null,
      acceptedInTime: ended.acceptedInTime,
      doneInTime: ended.doneInTime,
      minutes: ended.minutes,
      stars: ended.stars,
      reworkSolved: ended.reworks > 0 && ended.solved === 1,
      falseCompletion: ended.falseCompletion,
      ownHousehold: resident === handler,
      ofPair,
    },
    rule.value,
  );
  const given = cut(credits, memberLeft(rule.value, await givenBefore(db, subject, day)));
  const appealBy = appealEnd({ rules, calendarAt }, { tenant, path: branchPathOf(directory, tenant, handler) ?? path, at: now });
  await putEntries(
    db,
    given.map(({ reason, tenths }) => ({
      ...subject,
      id: newId(),
      year: yearOf(dayNamed(day)),
      day,
      reason,
      tenths,
      order,
      rule: rule.id,
      ruleVersion: rule.value.version,
      reverses: null,
      decidedBy: null,
      at: now,
      appealBy,
    })),
  );
}

/** Orders of this resident that gave this member something in the month of `day`. */
async function countedOfPair(
  db: Db,
  { tenant, handler, resident, day }: { tenant: string; handler: string; resident: string; day: string },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct e.order_id)::int as n from point_entries e join order_measures m on m.order_id = e.order_id
    where e.tenant = ${tenant} and e.ledger = 'members' and e.subject = ${handler}::uuid and e.reverses is null and e.tenths > 0
      and m.resident = ${resident}::uuid and e.day >= date_trunc('month', ${day}::date)
      and e.day < date_trunc('month', ${day}::date) + interval '1 month'
  `.execute(db);
  return rows[0]?.n ?? 0;
}

/** Any rating given counts the same, however many stars. */
async function drawRating({ db, rules, newId, now }: Tools, { tenant, path, resident, stars, day, order }: Ended): Promise<void> {
  if (resident === null || stars === null) return;
  const rule = rulesAt(rules, 'households', { tenant, path, at: startOf(dayNamed(day)) });
  const household = rule && (await householdOf(db, tenant, resident));
  if (!rule || !household) return;
  const subject: Subject = { tenant, ledger: 'households', subject: household.id };
  await lockPoints(db, household.id);
  const { thisMonth } = await givenBefore(db, subject, day, 'rating');
  const tenths = ratingTenths(rule.value, thisMonth);
  if (tenths === 0) return;
  const { id, value } = rule;
  const entry = { ...subject, id: newId(), year: yearOf(dayNamed(day)), day, reason: 'rating', tenths, order, at: now };
  await putEntries(db, [{ ...entry, rule: id, ruleVersion: value.version, reverses: null, decidedBy: null, appealBy: null }]);
}

/** The base of the year for accounts that lack it. Returns how many got it. */
export async function drawBases({ db, rules, newId, now }: Omit<Tools, 'directory' | 'calendarAt'>): Promise<number> {
  const today = dayOf(now);
  let given = 0;
  for (const household of await withoutBase(db, yearOf(today), BITE)) {
    const rule = rulesAt(rules, 'households', { tenant: household.tenant, path: household.path, at: now });
    if (!rule || rule.value.base === 0) continue;
    given += await putEntries(db, [
      {
        id: newId(),
        tenant: household.tenant,
        ledger: 'households',
        subject: household.id,
        year: yearOf(today),
        day: sayDay(today),
        reason: 'base',
        tenths: rule.value.base * 10,
        order: null,
        rule: rule.id,
        ruleVersion: rule.value.version,
        reverses: null,
        decidedBy: null,
        at: now,
        appealBy: null,
      },
    ]);
  }
  return given;
}

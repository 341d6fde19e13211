// Lists of units in the database, drawn from frozen months.
import { sql } from 'kysely';
import type { Calendar } from '../calendar/calendar.ts';
import { monthSpan } from '../calendar/day.ts';
import type { CountyRule, CountyRules } from '../county-rules/county-rules.ts';
import { readFrozen } from '../metrics/frozen-store.ts';
import { monthOf } from '../metrics/measure.ts';
import { scoreOf, scoringOf } from '../metrics/metrics.ts';
import type { Db } from '../tables.ts';
import type { Unit } from '../units/unit.ts';
import { datesOf, listsOf, type AppealGround, type Entry, type Standing } from './lists.ts';

interface Tools {
  readonly db: Db;
  readonly rules: CountyRules;
  readonly newId: () => string;
  /** All that stand. */
  readonly units: readonly Unit[];
  /** By what days are counted at a place. */
  readonly calendarAt: (tenant: string, path: string) => Calendar;
  /** Epoch ms. */
  readonly now: number;
}

/** Draws last month's lists for every county that enabled them, once its figures are frozen. Returns how many entries are new. */
export async function drawLists({ db, rules, newId, units, calendarAt, now }: Tools): Promise<number> {
  const month = monthOf(monthSpan(monthOf(now))[0] - 1);
  let drawn = 0;
  for (const county of units.filter(({ kind }) => kind === 'county')) {
    const { tenant, path } = county;
    const rule = rules.find('lists', '', { tenant, path, at: now });
    if (!rule || !(await readFrozen(db, { tenant, month, path }))) continue;
    const peers = units.filter((unit) => unit.tenant === tenant && (rule.value.kinds as readonly string[]).includes(unit.kind));
    const scoring = scoringOf(rules, { tenant, path, month });
    const standings: Standing[] = [];
    for (const unit of peers) {
      const frozen = await readFrozen(db, { tenant, month, path: unit.path });
      if (!frozen) continue;
      const { v, red, overdue } = frozen.counts;
      standings.push({
        unit: unit.id,
        kind: unit.kind,
        orders: v,
        score: scoreOf(frozen.counts, scoring),
        redCards: red,
        overdue,
      });
    }
    const score = new Map(standings.map((one) => [one.unit, one.score]));
    const dates = datesOf(calendarAt(tenant, path), now, rule.value);
    drawn += await db.transaction().execute(async (transaction) => {
      const { numAffectedRows } = await sql`
        insert into lists_drawn values (${tenant}, ${month}, ${new Date(now)}) on conflict do nothing
      `.execute(transaction);
      if ((numAffectedRows ?? 0n) === 0n) return 0;
      const listed = listsOf(standings, rule.value);
      for (const { list, unit, reasons } of listed) {
        await sql`
          insert into list_entries (tenant, id, list, month, unit, reasons, score, rule, document, noticed_at, shown_from, appeal_by, ends_at)
          values (${tenant}, ${newId()}::uuid, ${list}, ${month}, ${unit}::uuid, ${[...reasons]}, ${score.get(unit) ?? null}, ${rule.id}::uuid,
            ${rule.document}, ${new Date(now)}, ${new Date(dates.shownFrom)}, ${new Date(dates.appealBy)}, ${new Date(dates.endsAt)})
          on conflict do nothing
        `.execute(transaction);
      }
      return listed.length;
    });
  }
  return drawn;
}

const columns = sql`tenant, id, list, month, unit, person, reasons, score::float8 as score,
  (extract(epoch from noticed_at) * 1000)::float8 as "noticedAt", (extract(epoch from shown_from) * 1000)::float8 as "shownFrom",
  (extract(epoch from appeal_by) * 1000)::float8 as "appealBy", (extract(epoch from ends_at) * 1000)::float8 as "endsAt", ground,
  (extract(epoch from appealed_at) * 1000)::float8 as "appealedAt", (extract(epoch from decided_at) * 1000)::float8 as "decidedAt",
  upheld, (extract(epoch from corrected_at) * 1000)::float8 as "correctedAt",
  (extract(epoch from consented_at) * 1000)::float8 as "consentedAt"`;

/** Those that have not ended; what has is nobody's to read. Of every county without `tenant`. */
export async function readLists(db: Db, now: number, tenant?: string): Promise<readonly Entry[]> {
  const { rows } = await sql<Entry>`
    select ${columns} from list_entries where ends_at > ${new Date(now)} and (${tenant ?? null}::text is null or tenant = ${tenant ?? null}::text)
    order by month desc, list desc, id
  `.execute(db);
  return rows;
}

const by = (db: Db, one: Pick<Entry, 'tenant' | 'id'>, set: ReturnType<typeof sql>, when: ReturnType<typeof sql>) =>
  sql`update list_entries set ${set} where tenant = ${one.tenant} and id = ${one.id}::uuid and ${when}`
    .execute(db)
    .then(({ numAffectedRows }) => (numAffectedRows ?? 0n) > 0n);

/** False when it was appealed against before. */
export const appealAgainst = (db: Db, one: Entry, ground: AppealGround, person: string, at: number) =>
  by(db, one, sql`ground = ${ground}, appealed_by = ${person}::uuid, appealed_at = ${new Date(at)}`, sql`appealed_at is null`);

/** False when there is no appeal to decide, or the same person made it. */
export const decideAppeal = (db: Db, one: Entry, upheld: boolean, person: string, at: number) =>
  by(
    db,
    one,
    sql`upheld = ${upheld}, decided_by = ${person}::uuid, decided_at = ${new Date(at)}`,
    sql`appealed_at is not null and decided_at is null and appealed_by <> ${person}::uuid`,
  );

/** Taken down early: what was wrong is put right, and somebody looked. False when it is down already. */
export const correctEntry = (db: Db, one: Entry, person: string, at: number) =>
  by(db, one, sql`corrected_by = ${person}::uuid, corrected_at = ${new Date(at)}`, sql`corrected_at is null and list = 'black'`);

/** A person proposed for the red list: shown once he agrees, and while he does. False when it is there for the month. */
export async function proposePerson(
  db: Db,
  one: Pick<Entry, 'id' | 'tenant' | 'person' | 'month' | 'reasons'> & { readonly rule: CountyRule<'lists'> },
  calendar: Calendar,
  now: number,
): Promise<boolean> {
  const { rule } = one;
  const { shownFrom, appealBy, endsAt } = datesOf(calendar, now, rule.value);
  const { numAffectedRows } = await sql`
    insert into list_entries (tenant, id, list, month, person, reasons, rule, document, noticed_at, shown_from, appeal_by, ends_at)
    values (${one.tenant}, ${one.id}::uuid, 'red', ${one.month}, ${one.person}::uuid, ${[...one.reasons]}, ${rule.id}::uuid, ${rule.document},
      ${new Date(now)}, ${new Date(shownFrom)}, ${new Date(appealBy)}, ${new Date(endsAt)}) on conflict do nothing
  `.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Gives consent, or takes it back at once. False when it stands as said. */
export const consentToList = (db: Db, one: Entry, given: boolean, at: number) =>
  by(
    db,
    one,
    sql`consented_at = ${given ? new Date(at) : null}::timestamptz`,
    sql`person is not null and (consented_at is null) = ${given}`,
  );

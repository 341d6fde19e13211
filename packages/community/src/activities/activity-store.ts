// Activities and their volunteers in the database.
//
// Keeps: I12: a volunteer's name is read by whoever confirms the hours, and by nobody else. S1: as many join as are wanted, however many try
// at once. S2: hours are confirmed once for each volunteer. S3: who joined and has no hours is forgotten 30 days after the end.
// S4: who has joined is told when it is cancelled or moved, in the same transaction.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import type { NoticeContent } from '../notices/notice.ts';
import { putNotice } from '../notices/notice-store.ts';
import { putServiceRecord } from '../people/service-store.ts';
import type { ServiceRecord } from '../people/service.ts';
import type { Activity } from './activity.ts';

export interface Listed extends Activity {
  readonly joined: number;
  /** Whether the reader is among them. */
  readonly mine: boolean;
}

export interface Volunteer {
  readonly person: string;
  readonly confirmed: boolean;
}

const columns = sql`a.id, a.tenant, a.kind, a.unit, a.facility, a.title, a.place,
  (extract(epoch from a.starts_at) * 1000)::float8 as "startsAt", (extract(epoch from a.ends_at) * 1000)::float8 as "endsAt", a.wanted,
  (extract(epoch from a.cancelled_at) * 1000)::float8 as "cancelledAt"`;

export async function putActivity(db: Db, { enteredBy, ...one }: Activity & { readonly enteredBy: string }): Promise<void> {
  await sql`
    insert into activities (tenant, id, kind, unit, facility, title, place, starts_at, ends_at, wanted, entered_by)
    values (${one.tenant}, ${one.id}::uuid, ${one.kind}, ${one.unit}::uuid, ${one.facility}::uuid, ${one.title}, ${one.place},
      ${new Date(one.startsAt)}, ${new Date(one.endsAt)}, ${one.wanted}, ${enteredBy}::uuid)
  `.execute(db);
}

interface ActivityQuery {
  readonly tenant?: string | undefined;
  /** Ids of the units whose activities are asked for. */
  readonly units?: readonly string[] | undefined;
  /** Who reads. */
  readonly person?: string | null | undefined;
  /** Those that end later (epoch ms). */
  readonly after: number;
}

const MOST = 200;

/** The soonest first; cancelled ones in it, until they would have ended. */
export async function readActivities(db: Db, { tenant, units, person, after }: ActivityQuery): Promise<readonly Listed[]> {
  const { rows } = await sql<Listed>`
    select ${columns}, (select count(*)::int from activity_volunteers v where v.tenant = a.tenant and v.activity = a.id) as joined,
      exists (select from activity_volunteers v where v.tenant = a.tenant and v.activity = a.id and v.person = ${person ?? null}::uuid) as mine
    from activities a
    where a.ends_at > ${new Date(after)}
      ${tenant === undefined ? sql`` : sql`and a.tenant = ${tenant}`}
      ${units === undefined ? sql`` : sql`and a.unit = any(${units}::uuid[])`}
    order by a.starts_at, a.id limit ${MOST}
  `.execute(db);
  return rows;
}

export async function findActivity(db: Db, tenant: string, id: string): Promise<Activity | undefined> {
  const { rows } = await sql<Activity>`
    select ${columns} from activities a where a.tenant = ${tenant} and a.id = ${id}::uuid
  `.execute(db);
  return rows[0];
}

export async function readVolunteers(db: Db, tenant: string, activity: string): Promise<readonly Volunteer[]> {
  const { rows } = await sql<Volunteer>`
    select person, record is not null as confirmed from activity_volunteers
    where tenant = ${tenant} and activity = ${activity}::uuid order by joined_at, person
  `.execute(db);
  return rows;
}

export type Joining = 'joined' | 'full' | 'over';

/** Joining twice is joining once (S1: the activity's row is held). `at`: epoch ms. */
export const joinActivity = (
  db: Db,
  { tenant, activity, person, at }: { tenant: string; activity: string; person: string; at: number },
): Promise<Joining> =>
  db.transaction().execute(async (transaction) => {
    // A statement of its own: what is counted in the one that waits for the lock was counted before it waited.
    await sql`select from activities where tenant = ${tenant} and id = ${activity}::uuid for update`.execute(transaction);
    const { rows } = await sql<{ wanted: number; open: boolean; joined: number; mine: boolean }>`
      select a.wanted, a.cancelled_at is null and a.starts_at > ${new Date(at)} as open,
        (select count(*)::int from activity_volunteers v where v.tenant = a.tenant and v.activity = a.id) as joined,
        exists (select from activity_volunteers v where v.tenant = a.tenant and v.activity = a.id and v.person = ${person}::uuid) as mine
      from activities a where a.tenant = ${tenant} and a.id = ${activity}::uuid
    `.execute(transaction);
    const [row] = rows;
    if (!row?.open) return 'over';
    if (row.mine) return 'joined';
    if (row.joined >= row.wanted) return 'full';
    await sql`
      insert into activity_volunteers (tenant, activity, person, joined_at)
      values (${tenant}, ${activity}::uuid, ${person}::uuid, ${new Date(at)}) on conflict do nothing
    `.execute(transaction);
    return 'joined';
  });

/** False once it has begun, or was not joined. */
export async function leaveActivity(
  db: Db,
  { tenant, activity, person, at }: { tenant: string; activity: string; person: string; at: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from activity_volunteers v using activities a
    where v.tenant = ${tenant} and v.activity = ${activity}::uuid and v.person = ${person}::uuid and v.record is null
      and a.tenant = v.tenant and a.id = v.activity and a.starts_at > ${new Date(at)}
  `.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

interface ToCome {
  readonly activity: Activity;
  /** Epoch ms. */
  readonly at: number;
  /** Id of the notice to its volunteers. */
  readonly notice: string;
}

/** Its volunteers are told (S4). False when it was cancelled before, or has begun. */
export const cancelActivity = (db: Db, { activity, at, notice }: ToCome): Promise<boolean> =>
  whileToCome(db, { activity, at }, async (transaction) => {
    const { tenant, id, kind, startsAt } = activity;
    await sql`update activities set cancelled_at = ${new Date(at)} where tenant = ${tenant} and id = ${id}::uuid`.execute(
      transaction,
    );
    await tell(transaction, { activity, at, notice, content: { template: 'activity-cancelled', params: { kind, startsAt } } });
  });

/** To another time, or place; its volunteers stay and are told (S4). False when it was cancelled, or has begun. */
export const moveActivity = (
  db: Db,
  { activity, at, notice, to }: ToCome & { readonly to: Pick<Activity, 'startsAt' | 'endsAt' | 'facility' | 'place'> },
): Promise<boolean> =>
  whileToCome(db, { activity, at }, async (transaction) => {
    const { tenant, id, kind, startsAt } = activity;
    await sql`
      update activities set starts_at = ${new Date(to.startsAt)}, ends_at = ${new Date(to.endsAt)},
        facility = ${to.facility}::uuid, place = ${to.place}
      where tenant = ${tenant} and id = ${id}::uuid
    `.execute(transaction);
    const params = { kind, startsAt, to: to.startsAt };
    await tell(transaction, { activity, at, notice, content: { template: 'activity-moved', params } });
  });

/** Holds its row, as joining does: who joins meanwhile is told, or joins what stands now. False when it is cancelled, or has begun. */
const whileToCome = (
  db: Db,
  { activity: { tenant, id }, at }: Pick<ToCome, 'activity' | 'at'>,
  change: (transaction: Db) => Promise<void>,
): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const { rows } = await sql`
      select from activities where tenant = ${tenant} and id = ${id}::uuid and cancelled_at is null and starts_at > ${new Date(at)}
      for update
    `.execute(transaction);
    if (rows.length === 0) return false;
    await change(transaction);
    return true;
  });

/** S4. */
async function tell(db: Db, { activity, at, notice, content }: ToCome & { readonly content: NoticeContent }): Promise<void> {
  const { tenant, id } = activity;
  const volunteers = await readVolunteers(db, tenant, id);
  await putNotice(
    db,
    ...volunteers.map(({ person }) => ({ outbox: notice, tenant, person, order: null, activity: id, content, at })),
  );
}

const KEPT_MS = 30 * 86_400_000;

/** S3; notices to them say nothing any more once it is over. Returns how many; `now`: epoch ms. */
export async function forgetVolunteers(db: Db, now: number): Promise<number> {
  await sql`
    delete from notices n using activities a
    where a.tenant = n.tenant and a.id = n.activity and a.ends_at <= ${new Date(now)}
  `.execute(db);
  const { numAffectedRows } = await sql`
    delete from activity_volunteers v using activities a
    where a.tenant = v.tenant and a.id = v.activity and v.record is null and a.ends_at <= ${new Date(now - KEPT_MS)}
  `.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Puts the record of a volunteer's hours. False when he did not join, or has his record already (S2). */
export const confirmHours = (db: Db, activity: string, record: ServiceRecord): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const { numAffectedRows } = await sql`
      update activity_volunteers set record = ${record.id}::uuid
      where tenant = ${record.tenant} and activity = ${activity}::uuid and person = ${record.person}::uuid and record is null
    `.execute(transaction);
    return (numAffectedRows ?? 0n) > 0n && putServiceRecord(transaction, record);
  });

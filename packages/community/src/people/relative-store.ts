// Relatives whom a resident named, in the database: the code by which it is done, and the posts that come of it.
//
// R1: a code works once, for three days, and not for the resident himself. R2: what it becomes is a post like any other: it ends by
// either's word, and with it the right to place orders.
import { sql } from 'kysely';
import type { Db } from '../tables.ts';
import { endPost, putPosts } from './people-store.ts';
import type { Post } from './post.ts';

export const CODE_LASTS_MS = 3 * 86_400_000;
export const MOST_RELATIVES = 5;

/**
 * A new code of the resident's; one that he had before is worth nothing any more, and what is over is kept no longer. False when
 * somebody else holds the same code: another is drawn then.
 */
export async function putRelativeCode(
  db: Db,
  {
    tenant,
    resident,
    digest,
    now,
  }: { readonly tenant: string; readonly resident: string; readonly digest: Uint8Array; readonly now: number },
): Promise<boolean> {
  await sql`delete from relative_codes where tenant = ${tenant} and expires_at <= ${new Date(now)}`.execute(db);
  const { numAffectedRows } = await sql`insert into relative_codes (tenant, resident, digest, expires_at)
    select ${tenant}, ${resident}::uuid, ${Buffer.from(digest)}, ${new Date(now + CODE_LASTS_MS)}
    where not exists (select from relative_codes where tenant = ${tenant} and digest = ${Buffer.from(digest)})
    on conflict (tenant, resident) do update set digest = excluded.digest, expires_at = excluded.expires_at`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Until when the resident's code can be used (epoch ms); null when there is none. */
export async function codeOpenUntil(db: Db, tenant: string, resident: string, now: number): Promise<number | null> {
  const { rows } = await sql<{ expires_at: Date }>`select expires_at from relative_codes
    where tenant = ${tenant} and resident = ${resident}::uuid and expires_at > ${new Date(now)}`.execute(db);
  return rows[0]?.expires_at.getTime() ?? null;
}

/** Takes a code and gives the resident whose it is; undefined when it is nobody's, the person's own, or over. */
export async function takeRelativeCode(
  db: Db,
  {
    tenant,
    person,
    digest,
    now,
  }: { readonly tenant: string; readonly person: string; readonly digest: Uint8Array; readonly now: number },
): Promise<string | undefined> {
  const { rows } = await sql<{ resident: string }>`delete from relative_codes
    where tenant = ${tenant} and digest = ${Buffer.from(digest)} and expires_at > ${new Date(now)} and resident <> ${person}::uuid
    returning resident`.execute(db);
  return rows[0]?.resident;
}

export interface Relative {
  /** Id of the post. */
  readonly id: string;
  readonly person: string;
  readonly resident: string;
  /** Epoch ms. */
  readonly since: number;
}

/** The relatives that a resident named, and the residents who named a person, that hold at `now`. */
export async function relativesOf(db: Db, tenant: string, person: string, now: number): Promise<readonly Relative[]> {
  const { rows } = await sql<{ id: string; person: string; resident: string; valid_from: Date }>`
    select id, person, marks->>'of' as resident, valid_from from posts
    where tenant = ${tenant} and role = 'relative' and marks->>'of' is not null
      and (marks->>'of' = ${person} or person = ${person}::uuid)
      and valid_from <= ${new Date(now)} and (valid_to is null or valid_to > ${new Date(now)})
    order by valid_from, id`.execute(db);
  return rows.map(({ valid_from, ...row }) => ({ ...row, since: valid_from.getTime() }));
}

/** Adds the post; what the two had is left as it is. False when the resident has as many as there may be, or this one already. */
export async function bindRelative(db: Db, post: Post & { readonly marks: { readonly of: string } }): Promise<boolean> {
  const { tenant, person, marks, validFrom } = post;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`relatives ${marks.of}`}, 0))`.execute(db);
  const named = (await relativesOf(db, tenant, marks.of, validFrom)).filter(({ resident }) => resident === marks.of);
  if (named.length >= MOST_RELATIVES || named.some((one) => one.person === person)) return false;
  return (await putPosts(db, [post])) > 0;
}

/** Ends what binds a person to others and others to him: whoever goes leaves nobody who may place orders for him. */
export async function unbindAll(db: Db, tenant: string, person: string, now: number): Promise<void> {
  for (const { id } of await relativesOf(db, tenant, person, now)) await endPost(db, { tenant, id }, now);
  await sql`delete from relative_codes where tenant = ${tenant} and resident = ${person}::uuid`.execute(db);
}

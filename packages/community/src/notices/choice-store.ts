// What people chose of notices beyond the box, in the database. An address goes in sealed under its person's own key (I12).
//
// C1: an e-mail address is written to only once a code that was sent there came back: nobody makes us write to another's.
import { timingSafeEqual } from 'node:crypto';
import type { Keyring } from '@six-order/engine/runtime';
import { sql } from 'kysely';
import { personKey, readPersonKey } from '../people/people-store.ts';
import type { Db } from '../tables.ts';
import type { Language } from './beyond.ts';

export interface NoticeChoice {
  /** null: the county's. */
  readonly language: Language | null;
  readonly email: string | null;
  /** The code that was sent there came back. */
  readonly emailConfirmed: boolean;
  /** Of staff, who do not sign in by telephone. */
  readonly phone: string | null;
  /** Whether SMS are wanted. */
  readonly sms: boolean;
}

/** Of whoever never chose. */
export const noChoice: NoticeChoice = { language: null, email: null, emailConfirmed: false, phone: null, sms: true };

const EMAIL = 'notice e-mail';
const PHONE = 'notice telephone';

/** So long a code is good, and so often it may be tried (wall time). */
const CODE_MS = 15 * 60_000;
const TRIES = 5;

/** Of the address, too: a code that went to one's own confirms no other that was entered at the same time (C1). */
const codeDigest = (keyring: Keyring, { tenant, person }: Whose, { email, code }: { email: string; code: string }): Buffer =>
  Buffer.from(keyring.digest('notice e-mail code', JSON.stringify([tenant, person, email, code])));

interface Whose {
  readonly tenant: string;
  readonly person: string;
}

/** False when the county has no such person. An address that changed is not confirmed. */
export async function putNoticeChoice(
  db: Db,
  keyring: Keyring,
  { tenant, person }: Whose,
  { language, email, emailConfirmed, phone, sms }: NoticeChoice,
): Promise<boolean> {
  const stored = await readPersonKey(db, tenant, person);
  if (!stored) return false;
  const key = personKey(keyring, stored);
  const seal = (binding: string, text: string | null) => (text === null ? null : key.seal(binding, text));
  await sql`insert into notice_choices (tenant, person, language, email, email_confirmed, phone, sms)
    values (${tenant}, ${person}, ${language}, ${seal(EMAIL, email)}, ${emailConfirmed}, ${seal(PHONE, phone)}, ${sms})
    on conflict (tenant, person) do update set language = excluded.language, email = excluded.email,
      email_confirmed = excluded.email_confirmed, email_code = null, email_code_at = null, phone = excluded.phone, sms = excluded.sms`.execute(
    db,
  );
  return true;
}

/** Remembers a code that is sent now to the address (`wall`: epoch ms of wall time). The one before holds no more. */
export const noteEmailCode = (
  db: Db,
  keyring: Keyring,
  whose: Whose,
  { email, code, wall }: { readonly email: string; readonly code: string; readonly wall: number },
) =>
  sql`update notice_choices set email_code = ${codeDigest(keyring, whose, { email, code })}, email_code_at = ${new Date(wall)}, email_tries = 0
    where tenant = ${whose.tenant} and person = ${whose.person}`.execute(db);

/** Whether it is the code that was sent to the address that is chosen now; then that is confirmed. A try counts before it is judged. */
export async function confirmEmail(
  db: Db,
  keyring: Keyring,
  whose: Whose,
  { code, wall }: { readonly code: string; readonly wall: number },
): Promise<boolean> {
  const { rows } = await sql<{
    email_code: Uint8Array;
    email: Uint8Array | null;
  }>`update notice_choices set email_tries = email_tries + 1
    where tenant = ${whose.tenant} and person = ${whose.person} and email_code is not null and email_tries < ${TRIES}
      and email_code_at > ${new Date(wall - CODE_MS)}
    returning email_code, email`.execute(db);
  const [sent] = rows;
  const stored = sent?.email ? await readPersonKey(db, whose.tenant, whose.person) : undefined;
  if (!sent?.email || !stored) return false;
  const email = personKey(keyring, stored).unseal(EMAIL, sent.email);
  if (email === null || !timingSafeEqual(codeDigest(keyring, whose, { email, code }), sent.email_code)) return false;
  const done = await sql`update notice_choices set email_confirmed = true, email_code = null, email_code_at = null
    where tenant = ${whose.tenant} and person = ${whose.person} and email_code = ${Buffer.from(sent.email_code)}`.execute(db);
  return done.numAffectedRows === 1n;
}

interface ChoiceRow {
  readonly id: string;
  readonly key: Uint8Array;
  readonly language: Language | null;
  readonly email: Uint8Array | null;
  readonly confirmed: boolean;
  readonly phone: Uint8Array | null;
  readonly sms: boolean;
}

/** By person; who never chose is not in it. */
export async function readNoticeChoices(
  db: Db,
  keyring: Keyring,
  tenant: string,
  people: readonly string[],
): Promise<ReadonlyMap<string, NoticeChoice>> {
  if (people.length === 0) return new Map();
  const { rows } = await sql<ChoiceRow>`
    select p.id, p.key, c.language, c.email, c.email_confirmed as confirmed, c.phone, c.sms from notice_choices c
    join people p on p.tenant = c.tenant and p.id = c.person
    where c.tenant = ${tenant} and c.person = any(${people}::uuid[])`.execute(db);
  return new Map(
    rows.map(({ id, key, language, email, confirmed, phone, sms }) => {
      const own = personKey(keyring, { id, key });
      const open = (binding: string, sealed: Uint8Array | null) => (sealed === null ? null : own.unseal(binding, sealed));
      return [id, { language, sms, email: open(EMAIL, email), emailConfirmed: confirmed, phone: open(PHONE, phone) }];
    }),
  );
}

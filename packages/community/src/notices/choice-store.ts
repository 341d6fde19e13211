// What people chose of notices beyond the box, in the database. An address goes in sealed under its person's own key (I12).
import type { Keyring } from '@six-order/engine/runtime';
import { sql } from 'kysely';
import { personKey, readPersonKey } from '../people/people-store.ts';
import type { Db } from '../tables.ts';
import type { Language } from './beyond.ts';

export interface NoticeChoice {
  /** null: the county's. */
  readonly language: Language | null;
  readonly email: string | null;
  /** Of staff, who do not sign in by telephone. */
  readonly phone: string | null;
  /** Whether SMS are wanted. */
  readonly sms: boolean;
}

/** Of whoever never chose. */
export const noChoice: NoticeChoice = { language: null, email: null, phone: null, sms: true };

const EMAIL = 'notice e-mail';
const PHONE = 'notice telephone';

/** False when the county has no such person. */
export async function putNoticeChoice(
  db: Db,
  keyring: Keyring,
  { tenant, person }: { readonly tenant: string; readonly person: string },
  { language, email, phone, sms }: NoticeChoice,
): Promise<boolean> {
  const stored = await readPersonKey(db, tenant, person);
  if (!stored) return false;
  const key = personKey(keyring, stored);
  const seal = (binding: string, text: string | null) => (text === null ? null : key.seal(binding, text));
  await sql`insert into notice_choices (tenant, person, language, email, phone, sms)
    values (${tenant}, ${person}, ${language}, ${seal(EMAIL, email)}, ${seal(PHONE, phone)}, ${sms})
    on conflict (tenant, person) do update set language = excluded.language, email = excluded.email, phone = excluded.phone,
      sms = excluded.sms`.execute(db);
  return true;
}

interface ChoiceRow {
  readonly id: string;
  readonly key: Uint8Array;
  readonly language: Language | null;
  readonly email: Uint8Array | null;
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
    select p.id, p.key, c.language, c.email, c.phone, c.sms from notice_choices c
    join people p on p.tenant = c.tenant and p.id = c.person
    where c.tenant = ${tenant} and c.person = any(${people}::uuid[])`.execute(db);
  return new Map(
    rows.map(({ id, key, language, email, phone, sms }) => {
      const own = personKey(keyring, { id, key });
      const open = (binding: string, sealed: Uint8Array | null) => (sealed === null ? null : own.unseal(binding, sealed));
      return [id, { language, sms, email: open(EMAIL, email), phone: open(PHONE, phone) }];
    }),
  );
}

// The one way for personal data out of an order: ask authority, write the access log, open, mask (I12).
//
// Owns: that order of steps. Not ours: who may read what (fields.ts), what lacks a consent (withholding.ts), masks, the ciphertexts (the engine).
// D1: the log is committed before anything is opened; when it cannot be written, nothing is disclosed.
import type { Json, StoredOrder } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import type { Reader } from '../authority/reader.ts';
import type { Db } from '../tables.ts';
import type { AccessEntry } from './access-entry.ts';
import type { AccessLog } from './access-log-store.ts';
import { namesOf, noteOf, phonesOf, placeOf, sealedAt, sealedNames, type FieldName } from './field-name.ts';
import { accessOf, accessWhenOpened, authorOf, kindOf, numbersIn, type Author, type FieldKind } from './fields.ts';
import { maskAddress, maskName, maskPhone } from './mask.ts';
import type { ConsentPurpose } from './purposes.ts';
import {
  type Known,
  redact,
  redaction,
  redactNumbers,
  redactNumbersOfChannel,
  redactNumbersOfPersons,
} from './redaction/redact.ts';
import { isWithheld, lackingConsents } from './withholding.ts';

export interface Disclosing {
  /** Where consents are read. */
  readonly db: Db;
  readonly accessLog: AccessLog;
  readonly engine: Pick<Engine, 'unseal'>;
  readonly reader: Reader;
  readonly order: StoredOrder;
  /** The part of it that the reader has in hand: he reads of it as he reads of that (decision 0301). */
  readonly through?: StoredOrder;
  /** Epoch ms. */
  readonly now: number;
  /** UUIDv7. */
  readonly newId: () => string;
  /** The reader is known by nothing but the order's query code: the log names no person, and telephones stay masked (decision 0415). */
  readonly byCode?: true;
}

/** A field that this reader may not read, or that the order does not have, is absent; an erased value is null (已删除). */
export type Disclosed = { readonly [name in FieldName]?: string | null };

/** The named fields as this reader may read them, full or masked; a field to be revealed comes masked. */
export async function disclose(ask: Disclosing, names: readonly FieldName[]): Promise<Disclosed> {
  const access = accessOf(ask.reader, ask.through ?? ask.order, ask.now);
  const lacking = await lackingConsents(ask.db, ask.reader, ask.order, ask.now);
  const openings = [...new Set(names)].flatMap((name): Opening[] => {
    const opening = openingOf(ask.order, name);
    const granted = opening && !isWithheld(lacking, opening.kind) ? access(opening.kind) : 'none';
    if (!opening || granted === 'none') return [];
    const written = isOwnNote(ask.reader, ask.order, name);
    const coded = ask.byCode === true;
    const spared = coded
      ? authorOf(ask.order, name) !== null
      : !written && numbersIn(ask.reader, ask.through ?? ask.order, ask.now, name, ask.order) !== 'full';
    const whole = (written || granted === 'full') && !(coded && telephones.has(opening.kind));
    return [{ ...opening, how: whole ? 'full' : 'masked', spared }];
  });
  return open(ask, openings, null);
}

const telephones: ReadonlySet<FieldKind> = new Set<FieldKind>(['contact.phone', 'applicant.phone']);

/** What he wrote beside it himself he reads as he wrote it (decision 0345). */
const isOwnNote = ({ person }: Reader, order: StoredOrder, name: FieldName): boolean =>
  person !== null && noteOf(order, name)?.by === person;

export type Revealed =
  /** `value` is null when it was erased. */
  | { readonly kind: 'revealed'; readonly value: string | null }
  /** This reader may not read the field in full, with whatever reason. */
  | { readonly kind: 'forbidden' }
  /** Only for want of this consent. */
  | { readonly kind: 'withheld'; readonly purpose: ConsentPurpose }
  /** The order has nothing there. */
  | { readonly kind: 'absent' };

/** One field in full, for a reason that the log keeps (with what looks like personal data in it masked). */
export async function reveal(ask: Disclosing, name: FieldName, reason: string): Promise<Revealed> {
  const opening = openingOf(ask.order, name);
  const kind = kindOf(ask.order, name);
  const granted = kind ? accessOf(ask.reader, ask.order, ask.now)(kind) : 'none';
  if (granted !== 'reveal' && granted !== 'full') return { kind: 'forbidden' };
  const numbers = numbersIn(ask.reader, ask.order, ask.now, name);
  const spared = numbers !== 'reveal' && numbers !== 'full';
  // He reads all of it already that is his to read.
  if (spared && granted === 'full') return { kind: 'forbidden' };
  const lacking = await lackingConsents(ask.db, ask.reader, ask.order, ask.now);
  const purpose = lacking.find((one) => kind && isWithheld([one], kind));
  if (purpose !== undefined) return { kind: 'withheld', purpose };
  if (!opening) return { kind: 'absent' };
  const value = (await open(ask, [{ ...opening, how: 'reveal', spared }], redact(reason)))[name];
  return value === undefined ? { kind: 'absent' } : { kind: 'revealed', value };
}

/** What a sealed order says, to whom it was opened: for the reason that it was opened for, which stands with each entry. */
export function discloseOpened(ask: Disclosing, names: readonly FieldName[], reason: string): Promise<Disclosed> {
  const openings = [...new Set(names)].flatMap((name): Opening[] => {
    const opening = openingOf(ask.order, name);
    const granted = opening ? accessWhenOpened(opening.kind) : 'none';
    return opening && granted !== 'none' ? [{ ...opening, how: granted === 'masked' ? 'masked' : 'reveal' }] : [];
  });
  return open(ask, openings, reason);
}

interface Opening {
  readonly name: FieldName;
  readonly kind: FieldKind;
  /** Id of the sealed value. */
  readonly id: string;
  readonly member: string | null;
  readonly author: Author | null;
  readonly how: AccessEntry['how'];
  /** Numbers of persons in it stay masked (decisions 0342, 0460). */
  readonly spared?: boolean;
}

function openingOf(order: StoredOrder, name: FieldName): Omit<Opening, 'how' | 'spared'> | null {
  const place = placeOf(order.workflow, name);
  const sealed = place && sealedAt(order, place);
  if (!sealed) return null;
  const kind = kindOf(order, name) ?? place.kind;
  return { name, kind, id: sealed.sealed, member: place.member ?? null, author: authorOf(order, name) };
}

async function open(ask: Disclosing, openings: readonly Opening[], reason: string | null): Promise<Disclosed> {
  const { accessLog, engine, reader, order } = ask;
  if (openings.length === 0 || reader.person === null) return {};
  const { person, post, tenant } = reader;
  await accessLog.write(
    openings.map(({ name, how }) => ({
      id: ask.newId(),
      tenant,
      at: ask.now,
      person: ask.byCode ? null : person,
      post,
      order: order.id,
      field: name,
      how,
      reason: how === 'reveal' ? reason : null,
    })),
  );
  // Masking a text needs the names it may hold; they are opened, not shown.
  const ids = new Set([
    ...openings.map(({ id }) => id),
    ...(openings.some(({ how, author }) => how === 'masked' || author === 'channel') ? sealedNames(order) : []),
  ]);
  const values = await engine.unseal(order.id, [...ids]);
  const known = { names: namesOf(order, values), phones: phonesOf(order, values) };
  const shown: { [name in FieldName]?: string | null } = {};
  for (const opening of openings) {
    const value = memberOf(values[opening.id] ?? null, opening.member);
    if (value === undefined) continue;
    shown[opening.name] = value === null ? value : shownAs(opening, value, known);
  }
  return shown;
}

const shownAs = ({ kind, how, author, spared }: Opening, value: string, known: Known): string => {
  if (how === 'masked') return masks[kind](value, known.names);
  if (!spared) return value;
  if (author === 'channel') return redactNumbersOfChannel(value, known);
  return author === 'resident' ? redactNumbers(value) : redactNumbersOfPersons(value);
};

/** A sealed text, or a member of a sealed object: null when it was erased, undefined when it was never given. */
function memberOf(value: Json, member: string | null): string | null | undefined {
  if (value === null) return null;
  const found =
    member === null
      ? value
      : Object.hasOwn(value as object, member)
        ? (value as { readonly [key: string]: Json })[member]
        : undefined;
  return typeof found === 'string' ? found : undefined;
}

const hidden = (): string => '*';

const masks: Record<FieldKind, (value: string, known: readonly string[]) => string> = {
  text: redact,
  'contact.name': maskName,
  'contact.phone': maskPhone,
  'contact.address': maskAddress,
  'place.room': hidden,
  'place.note': hidden,
  'dispatch-note': redact,
  'return-reason': redact,
  refusal: redact,
  note: redact,
  // As what is published: the places that lead to a home, too.
  'publication-note': (value, known) => redaction(value, known).text,
  'mediator-note': redact,
  'applicant.name': maskName,
  'applicant.phone': maskPhone,
  result: redact,
  comment: redact,
  proposal: redact,
  attachment: hidden,
  photo: hidden,
  'public-objection': redact,
  'objector.contact': hidden,
  grounds: redact,
  reply: redact,
  check: redact,
};

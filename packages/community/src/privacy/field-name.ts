// Names of an order's personal fields, by workflow, and where each lies in its snapshot as a sealed value.
//
// Source: the contexts of the workflows. `contact` and `placeNote` of six-order are sealed as whole objects.
import type { Json, SealedValue, StoredOrder } from '@six-order/engine';
import type { FieldKind } from './fields.ts';
import { namesIn } from './redaction/called-names.ts';

/** Where a field lies: the path of its sealed value in the context, and its member when an object was sealed whole. */
interface Place {
  readonly kind: FieldKind;
  readonly words: Words;
  readonly path: readonly (string | number)[];
  readonly member?: string;
}

/** A list of the context, each entry of which has one field. */
interface Listed {
  readonly kind: FieldKind;
  readonly words: Words;
  readonly member: string;
}

/** Whose words a field holds. In a resident's, and in an office's about his matter, numbers of persons are masked (decisions 0364, 0460). */
export type Words =
  /** A resident wrote it, filled it in, or is quoted in it: what he said to whoever evaluates, mediates, visits or calls back. */
  | 'resident'
  /** An office wrote it, of no resident's matter or for all to read: a number in it is one of the office's. */
  | 'office'
  /** An office wrote it about a resident's matter: he may be reached, or known, by a number in it. */
  | 'answer'
  /** Where an office sends somebody: as an answer, but a telephone in it is one to call there, unless it is known to be a person's. */
  | 'channel'
  /** Whoever issued a supervision card wrote it: as an answer, but whole for him. */
  | 'issuer'
  /** A resident's where the order is one's; an office's where it has none. */
  | 'asker'
  /** A note of a resident or of whoever placed it for him, or what a call back brought; else an office's about his matter. */
  | 'writer'
  /** It is a number itself, with a right of its own. */
  | 'number';

const sixOrderFields = {
  text: { kind: 'text', words: 'resident', path: ['text'] },
  'contact.name': { kind: 'contact.name', words: 'resident', path: ['contact'], member: 'name' },
  'contact.phone': { kind: 'contact.phone', words: 'number', path: ['contact'], member: 'phone' },
  'contact.address': { kind: 'contact.address', words: 'resident', path: ['contact'], member: 'address' },
  'place.room': { kind: 'place.room', words: 'resident', path: ['placeNote'], member: 'room' },
  'place.note': { kind: 'place.note', words: 'resident', path: ['placeNote'], member: 'note' },
  'dispatch-note': { kind: 'dispatch-note', words: 'answer', path: ['dispatchNote'] },
  'return-reason': { kind: 'return-reason', words: 'answer', path: ['returnReason'] },
  refusal: { kind: 'refusal', words: 'answer', path: ['refusal', 'reason'] },
  'refusal.channel': { kind: 'refusal', words: 'channel', path: ['refusal', 'channel'] },
  result: { kind: 'result', words: 'answer', path: ['result'] },
  'proposal.title': { kind: 'proposal', words: 'office', path: ['proposal', 'title'] },
  'proposal.text': { kind: 'proposal', words: 'office', path: ['proposal', 'text'] },
  'proposal.after': { kind: 'proposal', words: 'office', path: ['proposal', 'after'] },
  'public-objection': { kind: 'public-objection', words: 'resident', path: ['publicObjection', 'text'] },
  'public-objection.contact': { kind: 'objector.contact', words: 'number', path: ['publicObjection', 'contact'] },
} as const satisfies Record<string, Place>;

const sixOrderLists = {
  notes: { kind: 'note', words: 'writer', member: 'text' },
  rounds: { kind: 'comment', words: 'resident', member: 'comment' },
} as const satisfies Record<string, Listed>;

const cardFields = {
  grounds: { kind: 'grounds', words: 'issuer', path: ['grounds'] },
  cancellation: { kind: 'check', words: 'answer', path: ['cancellation', 'text'] },
} as const satisfies Record<string, Place>;

const cardLists = {
  replies: { kind: 'reply', words: 'answer', member: 'text' },
  checks: { kind: 'check', words: 'answer', member: 'text' },
  lookBacks: { kind: 'check', words: 'answer', member: 'text' },
} as const satisfies Record<string, Listed>;

/** Under names that a six-order order has too. */
const dataRequestFields = {
  text: { kind: 'text', words: 'resident', path: ['text'] },
  result: { kind: 'result', words: 'answer', path: ['answer', 'text'] },
} as const satisfies Record<string, Place>;

const dataRequestLists = { notes: { kind: 'note', words: 'resident', member: 'text' } } as const satisfies Record<string, Listed>;

const mediationFields = {
  text: { kind: 'text', words: 'resident', path: ['text'] },
  'contact.name': { kind: 'applicant.name', words: 'resident', path: ['contact', 'name'] },
  'contact.phone': { kind: 'applicant.phone', words: 'number', path: ['contact', 'phone'] },
  'party.a': { kind: 'contact.name', words: 'resident', path: ['parties', 'a', 'name'] },
  'party.b': { kind: 'contact.name', words: 'resident', path: ['parties', 'b', 'name'] },
  result: { kind: 'result', words: 'resident', path: ['agreement', 'text'] },
} as const satisfies Record<string, Place>;

const mediationLists = {
  sessions: { kind: 'mediator-note', words: 'resident', member: 'text' },
  followUps: { kind: 'mediator-note', words: 'resident', member: 'text' },
} as const satisfies Record<string, Listed>;

const warningFields = { result: { kind: 'result', words: 'office', path: ['closing', 'text'] } } as const satisfies Record<
  string,
  Place
>;
const warningLists = { measures: { kind: 'note', words: 'office', member: 'text' } } as const satisfies Record<string, Listed>;

const visitLists = { records: { kind: 'note', words: 'resident', member: 'text' } } as const satisfies Record<string, Listed>;

const taskFields = { text: { kind: 'text', words: 'office', path: ['text'] } } as const satisfies Record<string, Place>;
const taskLists = {
  reports: { kind: 'note', words: 'office', member: 'text' },
  checks: { kind: 'note', words: 'office', member: 'text' },
  excuses: { kind: 'note', words: 'office', member: 'text' },
} as const satisfies Record<string, Listed>;

const emergencyFields = {
  text: { kind: 'text', words: 'office', path: ['text'] },
  review: { kind: 'note', words: 'office', path: ['review', 'text'] },
} as const satisfies Record<string, Place>;
const emergencyLists = {
  reports: { kind: 'note', words: 'office', member: 'text' },
  calls: { kind: 'note', words: 'office', member: 'text' },
} as const satisfies Record<string, Listed>;

/** What is put to the parties, and what they said and decided, is theirs to read; the words of whoever asked are not. */
const deliberationFields = {
  text: { kind: 'text', words: 'asker', path: ['text'] },
  question: { kind: 'result', words: 'office', path: ['question'] },
  decision: { kind: 'result', words: 'office', path: ['decision', 'text'] },
  feedback: { kind: 'result', words: 'office', path: ['feedback', 'text'] },
  ending: { kind: 'result', words: 'office', path: ['ending', 'text'] },
} as const satisfies Record<string, Place>;
const deliberationLists = {
  opinions: { kind: 'result', words: 'resident', member: 'text' },
  excuses: { kind: 'note', words: 'office', member: 'text' },
} as const satisfies Record<string, Listed>;

const referralLists = {
  tellings: { kind: 'note', words: 'office', member: 'who' },
  waivers: { kind: 'note', words: 'office', member: 'text' },
  receipts: { kind: 'note', words: 'office', member: 'number' },
} as const satisfies Record<string, Listed>;

/** An order of a workflow that is not here shows no personal field at all. */
const workflows: Readonly<Record<string, { readonly fixed: Record<string, Place>; readonly lists: Record<string, Listed> }>> = {
  'six-order': { fixed: sixOrderFields, lists: sixOrderLists },
  card: { fixed: cardFields, lists: cardLists },
  'data-request': { fixed: dataRequestFields, lists: dataRequestLists },
  mediation: { fixed: mediationFields, lists: mediationLists },
  warning: { fixed: warningFields, lists: warningLists },
  visit: { fixed: {}, lists: visitLists },
  task: { fixed: taskFields, lists: taskLists },
  deliberation: { fixed: deliberationFields, lists: deliberationLists },
  referral: { fixed: {}, lists: referralLists },
  emergency: { fixed: emergencyFields, lists: emergencyLists },
};

type NamesIn<Lists extends Record<string, Listed>> = {
  [List in keyof Lists & string]: `${List}.${number}.${Lists[List]['member']}`;
}[keyof Lists & string];

/** `notes.0.text` is the first note, `rounds.1.comment` the comment of the second evaluation. */
export type FieldName =
  | keyof typeof sixOrderFields
  | keyof typeof cardFields
  | keyof typeof mediationFields
  | NamesIn<typeof mediationLists>
  | NamesIn<typeof warningLists>
  | NamesIn<typeof visitLists>
  | NamesIn<typeof taskLists>
  | keyof typeof emergencyFields
  | NamesIn<typeof emergencyLists>
  | keyof typeof deliberationFields
  | NamesIn<typeof deliberationLists>
  | NamesIn<typeof referralLists>
  | NamesIn<typeof sixOrderLists>
  | NamesIn<typeof cardLists>;

const entry = /^([a-zA-Z]+)\.(0|[1-9]\d{0,3})\.([a-zA-Z]+)$/;

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** The place of a field of a workflow by its name; null when there is no field of that name. */
export function placeOf(workflow: string, name: string): Place | null {
  const fields = own(workflows, workflow);
  const fixed = fields && own(fields.fixed, name);
  if (!fields || fixed) return fixed ?? null;
  const [, list = '', index, member = ''] = entry.exec(name) ?? [];
  const listed = own(fields.lists, list);
  return listed?.member === member ? { kind: listed.kind, words: listed.words, path: [list, Number(index), member] } : null;
}

/** The note beside an order whose text the field is: who wrote it (null: no person did), and which step said it; undefined of another. */
export function noteOf(
  { workflow, snapshot }: StoredOrder,
  name: FieldName,
): { readonly at: Json; readonly by: Json; readonly about?: Json } | undefined {
  const [, list, index] = entry.exec(name) ?? [];
  if (workflow !== 'six-order' || list !== 'notes') return undefined;
  return (snapshot.context['notes'] as readonly { readonly at: Json; readonly by: Json; readonly about?: Json }[] | undefined)?.[
    Number(index)
  ];
}

/** Who wrote what a field stands in, where that is kept beside it: an entry of a list, an agreement. Null: no person did. */
export function writerOf({ workflow, snapshot }: StoredOrder, name: FieldName): Json | undefined {
  const path = placeOf(workflow, name)?.path ?? [];
  const around = path.slice(0, -1).reduce<Json | undefined>(memberAt, snapshot.context as Json);
  return path.length > 1 && around !== undefined ? memberAt(around, 'by') : undefined;
}

/** Whether any workflow has a field of that name. */
export const isFieldName = (name: string): name is FieldName =>
  Object.keys(workflows).some((workflow) => placeOf(workflow, name) !== null);

/** The sealed value that stands at a place of the order; null when nothing was given there. */
export function sealedAt(order: StoredOrder, { path }: Pick<Place, 'path'>): SealedValue | null {
  const value = path.reduce<Json | undefined>(memberAt, order.snapshot.context as Json);
  return isSealed(value) ? value : null;
}

/** Where an order keeps how its people are called; `side`: the sides of a dispute, who may be called by what they are to others. */
const called = [
  { path: ['contact'], member: 'name' },
  { path: ['contact', 'name'], member: null },
  { path: ['parties', 'a', 'name'], member: null, side: true },
  { path: ['parties', 'b', 'name'], member: null, side: true },
] as const;

/** Ids of the sealed values in which the order's people are called by name. */
export const sealedNames = (order: StoredOrder): readonly string[] =>
  called.flatMap((place) => sealedAt(order, place)?.sealed ?? []);

/** The names of its people, out of those values: masked wherever they stand in its words. */
export const namesOf = (order: StoredOrder, values: Readonly<Record<string, Json>>): readonly string[] =>
  called.flatMap((place) => {
    const sealed = sealedAt(order, place);
    const value = sealed ? (values[sealed.sealed] ?? null) : null;
    const name = place.member === null ? value : memberAt(value, place.member);
    if (typeof name !== 'string') return [];
    return 'side' in place ? namesIn(name) : [name];
  });

/** The telephone that was left with it, out of the same values: sealed with the name in one, but for a dispute's, which is its applicant's. */
export const phonesOf = (order: StoredOrder, values: Readonly<Record<string, Json>>): readonly string[] => {
  const contact = sealedAt(order, { path: ['contact'] });
  const phone = contact ? memberAt(values[contact.sealed] ?? null, 'phone') : undefined;
  return typeof phone === 'string' ? [phone] : [];
};

const memberAt = (value: Json | undefined, step: string | number): Json | undefined =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as { readonly [key: string]: Json })[step]
    : undefined;

const isSealed = (value: unknown): value is SealedValue =>
  typeof value === 'object' && value !== null && typeof (value as { sealed?: unknown }).sealed === 'string';

/** Every personal field that the order has something in; members of a sealed object all count. */
export function fieldsOf(order: StoredOrder): readonly FieldName[] {
  const { workflow, snapshot } = order;
  const { fixed, lists } = own(workflows, workflow) ?? { fixed: {}, lists: {} };
  const names: string[] = [];
  for (const [name, place] of Object.entries(fixed)) if (sealedAt(order, place)) names.push(name);
  for (const [list, { member }] of Object.entries(lists)) {
    const entries = snapshot.context[list];
    if (!Array.isArray(entries)) continue;
    for (const index of entries.keys()) {
      if (sealedAt(order, { path: [list, index, member] })) names.push(`${list}.${index}.${member}`);
    }
  }
  return names as FieldName[];
}

// Names of an order's personal fields, by workflow, and where each lies in its snapshot as a sealed value.
//
// Source: the contexts of the workflows. `contact` and `placeNote` of six-order are sealed as whole objects.
import type { Json, SealedValue, StoredOrder } from '@six-order/engine';
import type { FieldKind } from './fields.ts';

/** Where a field lies: the path of its sealed value in the context, and its member when an object was sealed whole. */
interface Place {
  readonly kind: FieldKind;
  readonly path: readonly (string | number)[];
  readonly member?: string;
}

/** A list of the context, each entry of which has one field. */
interface Listed {
  readonly kind: FieldKind;
  readonly member: string;
}

const sixOrderFields = {
  text: { kind: 'text', path: ['text'] },
  'contact.name': { kind: 'contact.name', path: ['contact'], member: 'name' },
  'contact.phone': { kind: 'contact.phone', path: ['contact'], member: 'phone' },
  'contact.address': { kind: 'contact.address', path: ['contact'], member: 'address' },
  'place.room': { kind: 'place.room', path: ['placeNote'], member: 'room' },
  'place.note': { kind: 'place.note', path: ['placeNote'], member: 'note' },
  'dispatch-note': { kind: 'dispatch-note', path: ['dispatchNote'] },
  'return-reason': { kind: 'return-reason', path: ['returnReason'] },
  refusal: { kind: 'refusal', path: ['refusal', 'reason'] },
  'refusal.channel': { kind: 'refusal', path: ['refusal', 'channel'] },
  result: { kind: 'result', path: ['result'] },
  'proposal.title': { kind: 'proposal', path: ['proposal', 'title'] },
  'proposal.text': { kind: 'proposal', path: ['proposal', 'text'] },
  'proposal.after': { kind: 'proposal', path: ['proposal', 'after'] },
  'public-objection': { kind: 'public-objection', path: ['publicObjection', 'text'] },
  'public-objection.contact': { kind: 'public-objection', path: ['publicObjection', 'contact'] },
} as const satisfies Record<string, Place>;

const sixOrderLists = {
  notes: { kind: 'note', member: 'text' },
  rounds: { kind: 'comment', member: 'comment' },
} as const satisfies Record<string, Listed>;

const cardFields = {
  grounds: { kind: 'grounds', path: ['grounds'] },
  cancellation: { kind: 'check', path: ['cancellation', 'text'] },
} as const satisfies Record<string, Place>;

const cardLists = {
  replies: { kind: 'reply', member: 'text' },
  checks: { kind: 'check', member: 'text' },
  lookBacks: { kind: 'check', member: 'text' },
} as const satisfies Record<string, Listed>;

/** Under names that a six-order order has too. */
const dataRequestFields = {
  text: { kind: 'text', path: ['text'] },
  result: { kind: 'result', path: ['answer', 'text'] },
} as const satisfies Record<string, Place>;

const dataRequestLists = { notes: { kind: 'note', member: 'text' } } as const satisfies Record<string, Listed>;

const mediationFields = {
  text: { kind: 'text', path: ['text'] },
  'contact.name': { kind: 'applicant.name', path: ['contact', 'name'] },
  'contact.phone': { kind: 'applicant.phone', path: ['contact', 'phone'] },
  'party.a': { kind: 'contact.name', path: ['parties', 'a', 'name'] },
  'party.b': { kind: 'contact.name', path: ['parties', 'b', 'name'] },
  result: { kind: 'result', path: ['agreement', 'text'] },
} as const satisfies Record<string, Place>;

const mediationLists = {
  sessions: { kind: 'mediator-note', member: 'text' },
  followUps: { kind: 'mediator-note', member: 'text' },
} as const satisfies Record<string, Listed>;

const warningFields = { result: { kind: 'result', path: ['closing', 'text'] } } as const satisfies Record<string, Place>;
const warningLists = { measures: { kind: 'note', member: 'text' } } as const satisfies Record<string, Listed>;

const visitLists = { records: { kind: 'note', member: 'text' } } as const satisfies Record<string, Listed>;

const taskFields = { text: { kind: 'text', path: ['text'] } } as const satisfies Record<string, Place>;
const taskLists = {
  reports: { kind: 'note', member: 'text' },
  checks: { kind: 'note', member: 'text' },
  excuses: { kind: 'note', member: 'text' },
} as const satisfies Record<string, Listed>;

const emergencyFields = {
  text: { kind: 'text', path: ['text'] },
  review: { kind: 'note', path: ['review', 'text'] },
} as const satisfies Record<string, Place>;
const emergencyLists = {
  reports: { kind: 'note', member: 'text' },
  calls: { kind: 'note', member: 'text' },
} as const satisfies Record<string, Listed>;

/** What is put to the parties, and what they said and decided, is theirs to read; the words of whoever asked are not. */
const deliberationFields = {
  text: { kind: 'text', path: ['text'] },
  question: { kind: 'result', path: ['question'] },
  decision: { kind: 'result', path: ['decision', 'text'] },
  feedback: { kind: 'result', path: ['feedback', 'text'] },
  ending: { kind: 'result', path: ['ending', 'text'] },
} as const satisfies Record<string, Place>;
const deliberationLists = {
  opinions: { kind: 'result', member: 'text' },
  excuses: { kind: 'note', member: 'text' },
} as const satisfies Record<string, Listed>;

const referralLists = {
  tellings: { kind: 'note', member: 'who' },
  waivers: { kind: 'note', member: 'text' },
  receipts: { kind: 'note', member: 'number' },
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
  return listed?.member === member ? { kind: listed.kind, path: [list, Number(index), member] } : null;
}

/** The note beside an order whose text the field is: who wrote it (null: no person did), and which step said it; undefined of another. */
export function noteOf(
  { workflow, snapshot }: StoredOrder,
  name: FieldName,
): { readonly by: Json; readonly about?: Json } | undefined {
  const [, list, index] = entry.exec(name) ?? [];
  if (workflow !== 'six-order' || list !== 'notes') return undefined;
  return (snapshot.context['notes'] as readonly { readonly by: Json; readonly about?: Json }[] | undefined)?.[Number(index)];
}

/** Whether any workflow has a field of that name. */
export const isFieldName = (name: string): name is FieldName =>
  Object.keys(workflows).some((workflow) => placeOf(workflow, name) !== null);

/** The sealed value that stands at a place of the order; null when nothing was given there. */
export function sealedAt(order: StoredOrder, { path }: Pick<Place, 'path'>): SealedValue | null {
  let value: Json | undefined = order.snapshot.context as Json;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = Object.hasOwn(value, step) ? (value as { readonly [key: string]: Json })[step] : undefined;
  }
  return isSealed(value) ? value : null;
}

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

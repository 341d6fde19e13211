// Names of an order's personal fields, and where each lies in its snapshot as a sealed value.
//
// Source: the context of workflows/six-order (text, contact, placeNote, dispatchNote, returnReason, refusal.reason, notes[],
// result, rounds[].comment, proposal). `contact` and `placeNote` are sealed as whole objects.
import type { Json, SealedValue, StoredOrder } from '@six-order/engine';
import type { FieldKind } from './fields.ts';

/** `notes.0.text` is the first note, `rounds.1.comment` the comment of the second evaluation. */
export type FieldName =
  | Exclude<FieldKind, 'note' | 'comment' | 'proposal'>
  | `notes.${number}.text`
  | `rounds.${number}.comment`
  | 'refusal.channel'
  | 'proposal.title'
  | 'proposal.text';

/** Where a field lies: the path of its sealed value in the context, and its member when an object was sealed whole. */
interface Place {
  readonly kind: FieldKind;
  readonly path: readonly (string | number)[];
  readonly member?: string;
}

const fixed: Record<Exclude<FieldName, `notes.${number}.text` | `rounds.${number}.comment`>, Place> = {
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
};

const listed = /^(notes|rounds)\.(0|[1-9]\d{0,3})\.(text|comment)$/;

/** The place of a field by its name; null when there is no field of that name. */
export function placeOf(name: string): Place | null {
  if (Object.hasOwn(fixed, name)) return fixed[name as keyof typeof fixed];
  const [, list, index, member] = listed.exec(name) ?? [];
  if (list === 'notes' && member === 'text') return { kind: 'note', path: ['notes', Number(index), 'text'] };
  if (list === 'rounds' && member === 'comment') return { kind: 'comment', path: ['rounds', Number(index), 'comment'] };
  return null;
}

export const isFieldName = (name: string): name is FieldName => placeOf(name) !== null;

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
  const { notes, rounds } = order.snapshot.context;
  const names = [
    ...(Object.keys(fixed) as (keyof typeof fixed)[]),
    ...indices(notes).map((index): FieldName => `notes.${index}.text`),
    ...indices(rounds).map((index): FieldName => `rounds.${index}.comment`),
  ];
  return names.filter((name) => sealedAt(order, placeOf(name) as Place) !== null);
}

const indices = (list: Json | undefined): readonly number[] => (Array.isArray(list) ? [...list.keys()] : []);

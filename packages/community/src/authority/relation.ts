// What an order is to a reader, from the ids in its face. `people` alone cannot tell: it holds resident, proxy and holder alike.
import type { Json, StoredOrder } from '@six-order/engine';
import type { Between } from '../mediation/apart.ts';
import { isHeardByWriter } from '../proxy/written-down.ts';
import type { Reader } from './reader.ts';

type Faced = Pick<StoredOrder, 'face'>;

const isSelf = (reader: Reader, id: Json | undefined): boolean => reader.person !== null && id === reader.person;

/** The reader himself, or a team or unit of his. */
const isMeant = (reader: Reader, id: Json | undefined): boolean =>
  isSelf(reader, id) || (typeof id === 'string' && reader.holds.includes(id));

const isAmong = (reader: Reader, ids: Json | undefined): boolean => Array.isArray(ids) && ids.some((id) => isMeant(reader, id));

/** The reader is the resident whose order it is. */
export const isResident = (reader: Reader, { face }: Faced): boolean => isSelf(reader, face.data['resident']);

/** The reader stands as the resident of an order that he wrote down for somebody without an account. An older face does not say where it came from. */
export const isStandIn = (reader: Reader, order: StoredOrder): boolean =>
  isResident(reader, order) &&
  isPlacer(reader, order) &&
  isHeardByWriter({ ...order.face.data, source: order.snapshot.context['source'] });

/** The reader placed it, for himself or for another. */
export const isPlacer = (reader: Reader, { face }: Faced): boolean => isSelf(reader, face.data['openedBy']);

/**
 * It is dispatched to the reader or to a team or unit of his, or he is the one of them who accepted it, or they are asked to
 * help with it or to take it over; of a supervision
 * card: it is, or was before it went up, his or theirs to answer.
 */
export function isHolder(reader: Reader, order: Faced): boolean {
  const { holder, handler, answering, helping } = order.face.data;
  if (reader.person === null) return false;
  if (Array.isArray(answering)) return isAmong(reader, answering);
  return isSelf(reader, handler) || isMeant(reader, idOf(holder)) || isAmong(reader, helping) || isAsked(reader, order);
}

/** The reader is one of those whose dispute it is. */
export const isParty = (reader: Reader, { face }: Faced): boolean =>
  Array.isArray(face.data['parties']) && face.data['parties'].some((id) => isSelf(reader, id));

/** A unit or team of his is a side of the dispute. */
export const isSide = (reader: Reader, order: Disputed): boolean =>
  unitsBetween(order).some((unit) => reader.holds.includes(unit));

type Disputed = Pick<StoredOrder, 'face' | 'snapshot'>;

/** Ids of the units that it is between. Of a dispute that was opened before its face carried them they stand in what it remembers. */
const unitsBetween = ({ face, snapshot }: Disputed): readonly string[] =>
  face.data['sides'] === undefined
    ? Object.values(membersOf(snapshot.context['parties'])).flatMap((party) => idsIn([membersOf(party)['unit'] ?? null]))
    : idsIn(face.data['sides']);

const membersOf = (value: Json | undefined): { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: Json }) : {};

/** Between whom a dispute is, and who left it; of a card about one as it was when the card was issued. Null of all else. */
export function betweenIn(order: StoredOrder): Between | null {
  if (order.workflow === 'mediation') {
    const people = idsIn(order.snapshot.context['excluded']);
    return { persons: idsIn(order.face.data['parties']), units: unitsBetween(order), people };
  }
  const about = order.workflow === 'card' ? membersOf(order.snapshot.context['order'])['between'] : undefined;
  if (about === undefined) return null;
  const { persons, units, people } = membersOf(about);
  return { persons: idsIn(persons), units: idsIn(units), people: idsIn(people) };
}

/**
 * He keeps out of the dispute: a relative of a side, or of a unit that is one; who mediated it and stepped aside, was not wanted, or
 * handed it over. He neither mediates it nor reads what is in it (decision 0338), nor in a card about it.
 */
export const isKeptOut = (reader: Reader, order: StoredOrder): boolean =>
  reader.person !== null && (betweenIn(order)?.people.includes(reader.person) === true || isOfASide(reader, order));

/** He is a side of the dispute, a relative of one, or of a unit that is one (回避). */
export function isOfASide(reader: Reader, order: StoredOrder): boolean {
  const between = reader.person === null ? null : betweenIn(order);
  return between !== null && reader.keepsOut?.(between) === true;
}

/** The dispute is not only his unit's: he took it on himself, and did not give it back. */
export const isMediator = ({ person }: Reader, { workflow, face }: StoredOrder): boolean =>
  workflow === 'mediation' && person !== null && face.data['handler'] === person;

/** He keeps out of it and has no other part in it: he learns that it is there and how it stands. */
export const isShutOut = (reader: Reader, order: StoredOrder): boolean =>
  isKeptOut(reader, order) && ![isParty, isSide, isResident, isPlacer].some((has) => has(reader, order));

const idsIn = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];

/** A task of it is his unit's. */
export const isTasked = (reader: Reader, { face }: Faced): boolean => isAmong(reader, face.data['tasked']);

/** He or they are asked to help with it, or to take it over, and have not said yes; or they have helped. */
export const isAsked = (reader: Reader, { face }: Faced): boolean => isAmong(reader, face.data['asked']);

/** A holder is `{ kind, id }`, or null. */
const idOf = (holder: Json | undefined): Json | undefined => membersOf(holder)['id'];

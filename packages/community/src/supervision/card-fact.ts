// What a supervision card (督办卡) must know of its order when it is issued: where it lies, who has it in hand, who answers.
//
// Owns: which holder a card goes to. Not ours: how long he has (../deadlines), who may issue one (../authority).
// Keeps: I12: ids and codes only. F1: a card about a community's staff is never answered by that community (domain research 2.6). F2: one
// about a dispute is answered by nobody who keeps out of it (回避).
import { isWithin, type Json, type StoredOrder } from '@six-order/engine';
import { sendersOf } from '../authority/acts.ts';
import { answersCardsAt, dispatchesAt } from '../authority/authority.ts';
import { betweenIn } from '../authority/relation.ts';
import { categoryByCode } from '../catalogue/catalogue.ts';
import type { Directory } from '../directory.ts';
import { unknownPerson, unknownUnit } from '../fact-answer.ts';
import { isOutOf, type Between } from '../mediation/apart.ts';
import type { Post } from '../people/post.ts';
import { needsLeader } from '../units/coverage.ts';
import type { Unit } from '../units/unit.ts';
import { type InBoth, refusalOf, type Refused } from '../rules/rule.ts';
import type { Colour } from './reason.ts';
import { cardRules, type CardRule } from './rules.ts';

export interface CardHolder {
  readonly kind: 'person' | 'unit' | 'team';
  readonly id: string;
}

/** Roles that can answer a card. */
const answerers: ReadonlySet<string> = new Set(sendersOf('card', 'reply'));

/** `kind: 'card'`: this with `reply`, the clock within which it is answered. */
export interface CardFact {
  readonly order: {
    readonly id: string;
    readonly number: string;
    readonly category: string;
    readonly sealed: boolean;
    readonly unit: string;
    readonly path: string;
    /** Persons, teams and units that have the order in hand: they may see its cards. */
    readonly holders: readonly string[];
    /** Persons whose order it is, who lead the work, led it before, or took a part of it. */
    readonly concerned: readonly string[];
    /** Of a dispute: between whom it is, and who left it. */
    readonly between?: Between;
  };
  /** Who must answer. */
  readonly holder: CardHolder;
  /** Id of the unit from which it goes up when it is not answered. */
  readonly level: string;
  /** 包保领导 of a large resettlement community, told of red cards. */
  readonly leaders: readonly string[];
}

interface Asking {
  readonly directory: Directory;
  /** The order that the card is about; null when there is none. */
  readonly order: StoredOrder | null;
  readonly tenant: string;
  readonly colour: Colour;
  /** Null: whoever has the order in hand. */
  readonly holder: CardHolder | null;
  /** The unit at which the card stood that this one follows, by rule: who was named and cannot answer any more is followed by whoever stands there. */
  readonly instead?: string | null;
}

/**
 * Null when no card can be issued about this: no order of the county, itself a card, refused or withdrawn. `unfit` says
 * why the holder who was named cannot answer.
 */
export function cardFact({
  directory,
  order,
  tenant,
  colour,
  holder: asked,
  instead = null,
}: Asking): CardFact | { readonly unfit: InBoth | Refused } | null {
  if (!order || order.tenant !== tenant || order.workflow === 'card') return null;
  const { face } = order;
  const { category, unit, holder, handler } = face.data;
  if (typeof category !== 'string' || typeof unit !== 'string' || ['refused', 'withdrawn'].includes(face.stage)) return null;
  const between = betweenIn(order);
  const place = { category, path: face.path, ...(between && { between }) };
  const unfit = asked && unfitFor(directory, asked, tenant, place);
  if (unfit && instead === null) return { unfit };
  const named = unfit ? standingAt(directory, instead ?? '', place) : asked;
  const found = named ?? whoHasIt(directory, holder ?? null, handler ?? null, place) ?? desk(directory, unit, place);
  return {
    order: {
      id: order.id,
      number: face.number,
      category,
      sealed: face.labels.includes('sealed'),
      unit,
      path: face.path,
      holders: [idOf(holder ?? null), handler ?? null].filter((id): id is string => typeof id === 'string'),
      concerned: concernedIn(order),
      ...(between && { between }),
    },
    holder: found,
    level: levelOf(directory, found, place),
    // A leader sees no sealed order, so he is told nothing of its cards; nor is one who keeps out (F2).
    leaders:
      colour === 'red' && !face.labels.includes('sealed')
        ? leadersOf(directory, unit).filter((person) => !isOut(directory, person, place))
        : [],
  };
}

/** Persons whose order or dispute it is, to whom it is dispatched, who lead the work, led it before, or took a part of it. */
export function concernedIn(order: StoredOrder): readonly string[] {
  const { resident, holder, handler, worked } = order.face.data;
  const { persons = [], people = [] } = betweenIn(order) ?? {};
  const dispatched = (holder as Partial<CardHolder> | null)?.kind === 'person' ? idOf(holder ?? null) : null;
  const all = [resident, handler, dispatched, ...(Array.isArray(worked) ? worked : []), ...persons, ...people];
  return [...new Set(all.filter((id): id is string => typeof id === 'string'))];
}

/** Why this person does not issue a card about the order; null when he may. */
export function notByConcerned(directory: Directory, order: StoredOrder | null, person: string | null): Refused | null {
  if (order === null || person === null) return null;
  if (concernedIn(order).includes(person)) return refusal('card-interested');
  const between = betweenIn(order);
  return between !== null && isOutOf(directory, person, between) ? refusal('card-apart') : null;
}

interface Place {
  readonly category: string;
  readonly path: string;
  readonly between?: Between | undefined;
}

const idOf = (holder: Json): Json =>
  typeof holder === 'object' && holder !== null && !Array.isArray(holder) ? ((holder as { id?: Json }).id ?? null) : null;

/** Whoever accepted the order, or to whom it is dispatched, if such a one can answer. */
function whoHasIt(directory: Directory, holder: Json, handler: Json, place: Place): CardHolder | null {
  const { kind, id } = (holder ?? {}) as Partial<CardHolder>;
  const candidates: (CardHolder | null)[] = [
    typeof handler === 'string' ? { kind: 'person', id: handler } : null,
    kind && id ? { kind, id } : null,
  ];
  return candidates.find((one) => one && ableAt(directory, one, place).length > 0) ?? null;
}

/** The nearest unit from this one upwards where somebody may answer. */
function standingAt(directory: Directory, unit: string, place: Place): CardHolder | null {
  const standing = directory.unitById(unit);
  const found = standing && directory.lineOf(standing).findLast(({ id }) => answersAt(directory, id, place));
  return found ? { kind: 'unit', id: found.id } : null;
}

/** Nobody has it in hand who may answer: the nearest unit at or above the order's that dispatches it, or the root. */
function desk(directory: Directory, unit: string, place: Place): CardHolder {
  const standing = directory.unitById(unit);
  const line = standing ? directory.lineOf(standing) : [];
  const found = line.findLast((above) =>
    directory.postsIn(above.id).some(({ id, person }) => {
      const actor = directory.actorOf(id);
      return actor !== undefined && dispatchesAt({ ...actor, holds: [] }, place) && !isOut(directory, person, place);
    }),
  );
  return { kind: 'unit', id: (found ?? line[0])?.id ?? unit };
}

function unfitFor(directory: Directory, holder: CardHolder, tenant: string, place: Place): InBoth | Refused | null {
  const known =
    holder.kind === 'person'
      ? directory.tenantOf(holder.id) === tenant
      : directory.unitById(holder.id) !== undefined && directory.findUnit(tenant, holder.id) !== undefined;
  if (!known) return holder.kind === 'person' ? unknownPerson : unknownUnit;
  if (postsOf(directory, holder).every(({ role }) => !answerers.has(role))) return refusal('card-holder-able');
  if (ableAt(directory, holder, place).length > 0) return null;
  return refusal(ableAt(directory, holder, { ...place, between: undefined }).length > 0 ? 'card-apart' : 'card-unit-concerned');
}

const refusal = (rule: CardRule): Refused => refusalOf(rule, cardRules[rule]);

const postsOf = (directory: Directory, { kind, id }: CardHolder): readonly Post[] =>
  kind === 'person' ? directory.postsOf(id) : directory.postsIn(id);

const isOut = (directory: Directory, person: string, { between }: Place): boolean =>
  between !== undefined && isOutOf(directory, person, between);

/** The posts that can answer, but for those that a complaint may be about (county, street, community are the first three labels), and F2. */
function ableAt(directory: Directory, holder: CardHolder, place: Place): readonly Post[] {
  const { category, path } = place;
  const able = postsOf(directory, holder).filter(({ role, person }) => answerers.has(role) && !isOut(directory, person, place));
  const labels = path.split('.');
  if (!categoryByCode(category)?.flags.includes('bypasses-unit') || labels.length < 3) return able;
  const concerned = labels.slice(0, 3).join('.');
  return able.filter(({ unit }) => !isWithin(directory.unitById(unit)?.path ?? '', concerned));
}

/** Whether anybody at a unit can answer a card about an order at a place. */
export const answersAt = (directory: Directory, unit: string, place: Place): boolean =>
  ableAt(directory, { kind: 'unit', id: unit }, place).some(({ id }) => {
    const actor = directory.actorOf(id);
    return actor !== undefined && answersCardsAt({ ...actor, holds: [unit] }, place);
  });

/** A person stands where the post is in which he answers. */
function levelOf(directory: Directory, holder: CardHolder, place: Place): string {
  if (holder.kind !== 'person') return holder.id;
  return (ableAt(directory, holder, place)[0] as Post).unit;
}

/** Posts of leaders (包保领导) in the order's community, where that is a resettlement of 10,000 people or more. */
function leadersOf(directory: Directory, unit: string): readonly string[] {
  const standing = directory.unitById(unit);
  const community = (standing ? directory.lineOf(standing) : []).find(isResettlement);
  if (!community) return [];
  const posts = directory.postsIn(community.id).filter(({ role }) => role === 'leader');
  return [...new Set(posts.map(({ person }) => person))];
}

const isResettlement = (unit: Unit): boolean => Object.hasOwn(unit.flags, 'resettledSince') && needsLeader(unit);

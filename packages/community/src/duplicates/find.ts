// Which orders look like the same matter as this one, and what could be done about it: a proposal, a person decides.
//
// Owns: the judgement. Not ours: reading orders and texts, the merging itself (the workflow).
// D1: without a text (a sealed category) two orders are only compared by resident, category and place.
// D2: an order of whom nobody is known the resident never counts as the same resident.
import { isWithin } from '@six-order/engine';
import { similarity, trigramsOf } from './similarity.ts';
import type { DuplicateLimits, duplicateRules } from './rules.ts';

/** What is compared of an order. */
export interface Matter {
  readonly id: string;
  readonly category: string;
  /** Where it lies in the unit tree. */
  readonly path: string;
  /** The building's id, when it was named. */
  readonly building: string | null;
  readonly resident: string | null;
  /** Epoch ms. */
  readonly openedAt: number;
  /** When its handling ended; null while it goes on. */
  readonly endedAt: number | null;
  /** Redacted; null when there is none. */
  readonly text: string | null;
}

export interface Duplicate {
  readonly id: string;
  readonly rule: keyof typeof duplicateRules & ('same-resident' | 'many-residents');
  /** 0 to 1; null without texts. */
  readonly similarity: number | null;
  readonly samePlace: boolean;
}

export interface DuplicatesFound {
  /** The most alike first. */
  readonly duplicates: readonly Duplicate[];
  /** Into which order the others could be merged: the oldest that is still open. Null when nothing is proposed. */
  readonly parent: string | null;
  /** The order's own resident had this matter before and it is ended: tell how it went rather than begin again. */
  readonly answered: string | null;
}

const DAY = 86_400_000;

export function duplicatesOf(order: Matter, others: readonly Matter[], limits: DuplicateLimits): DuplicatesFound {
  const runs = order.text === null ? null : trigramsOf(order.text);
  const compared = others
    .filter(({ id, category }) => id !== order.id && category === order.category)
    .map((other) => {
      const alike = runs && other.text !== null ? similarity(runs, trigramsOf(other.text)) : null;
      return { other, alike, here: isSamePlace(order, other) };
    });
  const within = (other: Matter, days: number): boolean => Math.abs(order.openedAt - other.openedAt) <= days * DAY;

  const own = compared.filter(
    ({ other, here }) =>
      here && other.resident !== null && other.resident === order.resident && within(other, limits.sameResidentDays),
  );
  const same = compared.filter(
    ({ other, alike, here }) =>
      other.endedAt === null &&
      within(other, limits.manyResidentsDays) &&
      alike !== null &&
      alike >= (here ? limits.similarityHere : limits.similarityNearby) &&
      (here || isSameCommunity(order, other)),
  );
  const residents = new Set([order, ...same.map(({ other }) => other)].flatMap(({ resident }) => resident ?? []));
  const many = residents.size >= limits.manyResidents ? same : [];

  const found = new Map<string, Duplicate & { readonly other: Matter }>();
  const keep = (rule: Duplicate['rule'], { other, alike, here }: (typeof compared)[number]): void => {
    if (!found.has(other.id)) found.set(other.id, { id: other.id, rule, similarity: alike, samePlace: here, other });
  };
  for (const one of own) keep('same-resident', one);
  for (const one of many) keep('many-residents', one);

  const duplicates = [...found.values()].toSorted((a, b) => (b.similarity ?? 1) - (a.similarity ?? 1) || (a.id < b.id ? -1 : 1));
  const open = duplicates.filter(({ other }) => other.endedAt === null).map(({ other }) => other);
  const oldest = [order, ...open].toSorted((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))[0];
  const ended = own.filter(({ other }) => other.endedAt !== null).map(({ other }) => other);
  const latest = ended.toSorted((a, b) => b.openedAt - a.openedAt)[0];
  return {
    duplicates: duplicates.map(({ other: _, ...duplicate }) => duplicate),
    parent: open.length > 0 && oldest ? oldest.id : null,
    answered: open.length === 0 && latest ? latest.id : null,
  };
}

/** The same building, or, where one names none, the same unit. */
const isSamePlace = (a: Matter, b: Matter): boolean =>
  a.building !== null && b.building !== null ? a.building === b.building : a.path === b.path;

/** County, street, community are the first three labels. */
const isSameCommunity = (a: Matter, b: Matter): boolean => isWithin(b.path, a.path.split('.').slice(0, 3).join('.'));

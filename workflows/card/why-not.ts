// Why a card does not take a command from somebody who supervises: it is about his own order or work, or he answered it himself.
//
// Owns: the answer, and who stands apart enough. Not ours: the words (community/supervision/rules).
import { cardRules, type CardRule } from '@six-order/community/supervision/rules';
import { refusalOf, type Refused } from '@six-order/community/rules/rule';
import type { Snapshot } from '@six-order/engine';
import type { Asked } from '../why-not.ts';
import type { Context } from './context.ts';
import { contextOf, keptFrom } from './face.ts';

/** The rule that keeps a person from judging this card; null when none does, or a rule acts. */
export function conflictOf(context: Context, person: string | null): CardRule | null {
  if (person === null || !keptFrom(context).includes(person)) return null;
  return context.order.concerned.includes(person) ? 'card-interested' : 'card-second-person';
}

const judging: ReadonlySet<string> = new Set(['check', 'close', 'escalate', 'lookBack', 'cancel']);

/** A sentence in each language; null when nothing is known to stand against it. */
export function whyNotCard(snapshot: Snapshot | null, { type, actor }: Asked): Refused | null {
  const name = snapshot && judging.has(type) ? conflictOf(contextOf(snapshot), actor.person) : null;
  return name && refusalOf(name, cardRules[name]);
}

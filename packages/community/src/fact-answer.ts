// How a reader of facts answers: with the fact as the journal keeps it, or with what is wrong and at which field of the input.
//
// F1: an issue never repeats what was given (I12).
import type { Json } from '@six-order/engine';
import type { FactAnswer } from '@six-order/engine/runtime';
import { refusalOf, type Rule } from './rules/rule.ts';

/** A field of the input, from its top; as one string with dots between. */
type At = readonly (string | number)[] | string | undefined;

/** Facts are plain data; their interfaces only lack the index signature that `Json` wants. */
export const value = <T extends object | null>(fact: T): FactAnswer => ({ value: fact as unknown as Json });

export const issue = (at: At, message: string): FactAnswer => ({
  issues: [{ path: typeof at === 'string' ? at.split('.') : [...(at ?? [])], message }],
});

/** Says by its id which of these rules the input breaks. */
export const breaking =
  <R extends Readonly<Record<string, Rule>>>(rules: R) =>
  (at: At, rule: keyof R & string): FactAnswer =>
    issue(at, refusalOf(rule, rules[rule] as Rule));

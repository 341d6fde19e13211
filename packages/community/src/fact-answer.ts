// How a reader of facts answers: with the fact as the journal keeps it, or with what is wrong and at which field of the input.
//
// F1: an issue never repeats what was given (I12).
import type { Issue, Json } from '@six-order/engine';
import type { FactAnswer } from '@six-order/engine/runtime';
import { inBoth, type InBoth, refusalOf, type Refused, type Rule } from './rules/rule.ts';

/** Said in more than one place. */
export const unknownUnit = '本县没有这个 id 或编码的单元 / no unit of this county has this id or code';
export const unknownPerson = '本县没有这个 id 的人 / no person of this county has this id';
export const unknownCategory = '没有这个编码的类别 / no category has this code';

/** A field of the input, from its top; as one string with dots between. */
type At = readonly (string | number)[] | string | undefined;

/** Facts are plain data; their interfaces only lack the index signature that `Json` wants. */
export const value = <T extends object | null>(fact: T): FactAnswer => ({ value: fact as unknown as Json });

export const issue = (at: At, why: InBoth | Refused): FactAnswer => ({ issues: [issueAt(at, why)] });

export const issueAt = (at: At, why: InBoth | Refused): Issue => ({
  path: typeof at === 'string' ? at.split('.') : [...(at ?? [])],
  ...(typeof why === 'string' ? { message: why } : { message: inBoth(why), ...(why.rule && { rule: why.rule }) }),
});

/** Says by its id which of these rules the input breaks. */
export const breaking =
  <R extends Readonly<Record<string, Rule>>>(rules: R) =>
  (at: At, rule: keyof R & string): FactAnswer =>
    issue(at, refusalOf(rule, rules[rule] as Rule));

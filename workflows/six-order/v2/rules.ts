// All rules of the six orders by name.
//
// Keeps: R1: asked without input, a rule about it holds: it is judged when it is known.
import type { Rule } from './rule.ts';
import { categoryRules } from './rules/category.ts';
import { dispatchRules } from './rules/dispatch.ts';
import { evaluationRules } from './rules/evaluation.ts';
import { exclusionRules } from './rules/exclusion.ts';
import { intakeRules } from './rules/intake.ts';
import { peopleRules } from './rules/people.ts';
import { workRules } from './rules/work.ts';

export const rules: Readonly<Record<string, Rule>> = {
  ...peopleRules,
  ...intakeRules,
  ...dispatchRules,
  ...workRules,
  ...evaluationRules,
  ...exclusionRules,
  ...categoryRules,
};

// Which scenario tries a rule: one that expects a refusal in its words, as a pattern.
import { readFileSync } from 'node:fs';
import type { Rule } from '@six-order/community/rules/rule';

/** A pattern of fewer letters could mean any rule. */
const TELLING = 8;

/**
 * For the rules that these files (from the root) try: the file and the pattern; undefined where no scenario expects a rule's words.
 * A pattern that fits several of `rules` tries none of them for certain.
 */
export function scenarioIn(files: readonly string[], rules: Readonly<Record<string, Rule>>) {
  const words = Object.values(rules).map(({ en }) => en);
  const patterns = files.flatMap((test) => {
    const text = readFileSync(new URL(`../../${test}`, import.meta.url), 'utf8');
    return [...text.matchAll(/why: (\/((?:[^/\\]|\\.)+)\/)/g)]
      .map(([, named = '', source = '']) => ({ test, named, pattern: new RegExp(source) }))
      .filter(({ pattern }) => pattern.source.length >= TELLING && words.filter((one) => pattern.test(one)).length === 1);
  });
  return ({ en }: Rule): { readonly test: string; readonly named: string } | undefined => {
    const found = patterns.find(({ pattern }) => pattern.test(en));
    return found && { test: found.test, named: found.named };
  };
}

/** The files of the six orders. */
export const sixOrderScenarios = ['intake', 'category', 'dispatch', 'work', 'evaluation', 'exclusion', 'silence', 'ends'].map(
  (name) => `tests/workflows/scenarios/${name}.test.ts`,
);

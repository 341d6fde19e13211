// Which scenario tries a rule: one that expects a refusal in its words, as a pattern.
import { readFileSync } from 'node:fs';
import type { Rule } from '@six-order/community/rules/rule';

/** A pattern of fewer letters could mean any rule. */
const TELLING = 8;

/** For the rules that these files (from the root) try: the file and the pattern; null where no scenario expects a rule's words. */
export function scenarioIn(files: readonly string[]) {
  const patterns = files.flatMap((test) => {
    const text = readFileSync(new URL(`../../${test}`, import.meta.url), 'utf8');
    return [...text.matchAll(/why: (\/((?:[^/\\]|\\.)+)\/)/g)].map(([, named = '', source = '']) => ({
      test,
      named,
      pattern: new RegExp(source),
    }));
  });
  return (name: string, { en }: Rule): { readonly test: string | null; readonly named?: string } => {
    const found = patterns.find(({ pattern }) => pattern.source.length >= TELLING && (pattern.test(en) || pattern.test(name)));
    return found ? { test: found.test, named: found.named } : { test: null };
  };
}

/** Those of the six orders. */
export const scenarioOf = scenarioIn(
  ['intake', 'dispatch', 'work', 'evaluation', 'silence', 'ends'].map((name) => `tests/workflows/scenarios/${name}.test.ts`),
);

// Which scenario of the six orders tries a rule: one that expects a refusal in its words, as a pattern.
import { readFileSync } from 'node:fs';
import type { Rule } from '@six-order/community/rules/rule';

/** A pattern of fewer letters could mean any rule. */
const TELLING = 8;

const folder = 'tests/workflows/scenarios';
const patterns = ['intake', 'dispatch', 'work', 'evaluation'].flatMap((name) => {
  const test = `${folder}/${name}.test.ts`;
  const text = readFileSync(new URL(`../../${test}`, import.meta.url), 'utf8');
  return [...text.matchAll(/why: (\/((?:[^/\\]|\\.)+)\/)/g)].map(([, named = '', source = '']) => ({
    test,
    named,
    pattern: new RegExp(source),
  }));
});

/** The file and the pattern; null where no scenario expects this rule's words. */
export function scenarioOf(name: string, { en }: Rule): { readonly test: string | null; readonly named?: string } {
  const found = patterns.find(({ pattern }) => pattern.source.length >= TELLING && (pattern.test(en) || pattern.test(name)));
  return found ? { test: found.test, named: found.named } : { test: null };
}

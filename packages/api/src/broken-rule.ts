// The rule that a refusal names, as an answer carries it beside the sentence: its name, its words, what it rests on, and of that
// the law.
//
// Owns: what of a source is law: a page shows it; the papers of the design are for whoever builds or calls the system.
import type { BrokenRule } from '@six-order/engine';
import type { ShownRule } from './contract/problem.ts';

const binding = /《|法第|条例|清单|目录|办法|\b(?:PIPL|laws?|articles?|regulations?|catalogue|list of duties)\b/i;
const internal = /研究|设计|\b(?:research|design)\b/;
const parts = { zh: [/[；，]/, '，'], en: [/[;,] /, ', '] } as const;

const lawIn = (source: string, language: 'zh' | 'en'): string => {
  const [between, joined] = parts[language];
  return source
    .split(between)
    .filter((part) => binding.test(part) && !internal.test(part))
    .join(joined);
};

export function presentRule({ name, says, source }: BrokenRule, language: 'zh' | 'en'): ShownRule {
  const law = lawIn(source[language], language);
  return { name, says: says[language], source: source[language], ...(law !== '' && { law }) };
}

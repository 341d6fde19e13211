// A rule as people read it: in both languages, with its source. The code that keeps it names it by its key.
import type { BrokenRule } from '@six-order/engine';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Rule extends Words {
  readonly source: Words;
}

/** A sentence in both languages, as an issue of the engine carries it, which knows of none. */
export type InBoth = `${string} / ${string}`;

export const inBoth = ({ zh, en }: Words): InBoth => `${zh} / ${en}`;

/** Why not: a sentence in each language and, where a rule says so, that rule apart. */
export interface Refused extends Words {
  readonly rule?: BrokenRule;
}

/** What whoever is refused by a rule reads: its words with its name and source, and the three apart. */
export const refusalOf = (name: string, { zh, en, source }: Rule): Refused => ({
  zh: `${zh}（规则 ${name}，依据：${source.zh}）`,
  en: `${en} (rule ${name}; ${source.en})`,
  rule: { name, says: { zh, en }, source },
});

// The rule of links between orders, in words.
import type { Rule } from '../rules/rule.ts';

export const linkRules = {
  'same-street-link': {
    zh: '只能关联本街道的单',
    en: 'it can be linked with an order of the same street only',
    source: { zh: '领域研究 2.6 重复诉求合并', en: 'domain research 2.6, merging' },
  },
} as const satisfies Record<string, Rule>;

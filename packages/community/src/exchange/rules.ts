// The rule of other systems' numbers, as data. Asked by the fact `exchange-system` (../facts.ts).
import type { Rule } from '../rules/rule.ts';

export const exchangeRules = {
  'exchange-speaks': {
    zh: '外系统的工单号只能由该系统的对接岗位填写',
    en: 'the number of another system is given only by a post that speaks for that system',
    source: {
      zh: '领域研究 2.2；县“对接”规定（exchange）列明岗位',
      en: 'domain research 2.2; the county’s exchange rule names the posts',
    },
  },
} as const satisfies Readonly<Record<string, Rule>>;

// Rules of referrals that hang on what is there, in words. Those of their course stand with the chart.
import type { Rule } from '../rules/rule.ts';

export const referralRules = {
  'must-be-reported': {
    zh: '强制报告只用于侵害未成年人、家庭暴力线索',
    en: 'only signs of harm to a child or of domestic violence are reported this way',
    source: {
      zh: '《未成年人保护法》第十一条、《反家庭暴力法》第十四条',
      en: 'Law on the Protection of Minors, article 11; Anti-Domestic Violence Law, article 14',
    },
  },
} as const satisfies Record<string, Rule>;

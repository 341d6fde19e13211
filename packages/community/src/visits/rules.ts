// Rules of visits that hang on what lies beside them, in words. Those of their course stand with the chart.
import type { Rule } from '../rules/rule.ts';

export const visitRules = {
  'visit-place': {
    zh: '走访以网格、联户或楼栋为单位，不以某一户、某一人为对象',
    en: 'a visit goes to a grid, a household group or a building, never to one household or person that was singled out',
    source: { zh: '领域研究 1（第 76 行）、3.3', en: 'domain research 1, row 76; 3.3' },
  },
  'arranges-himself': {
    zh: '谁安排走访就记谁；只有到期自动续排的才写原安排人',
    en: 'whoever plans a visit is its planner; only one that follows by itself names another',
    source: { zh: '领域研究 1（第 76 行）', en: 'domain research 1, row 76' },
  },
  'visitor-near': {
    zh: '走访人须在走访地所在的社区（村）或其上级有能走访的岗位',
    en: 'the visitor holds a post that visits in the community of the place, or above it',
    source: { zh: '领域研究 1（第 49、76 行）', en: 'domain research 1, rows 49 and 76' },
  },
} as const satisfies Record<string, Rule>;

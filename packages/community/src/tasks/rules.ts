// Rules of tasks that hang on what lies beside them, in words. Those of their course stand with the chart.
import type { Rule } from '../rules/rule.ts';

const levels = { zh: '领域研究 1（第 8、9 行）', en: 'domain research 1, rows 8 and 9' };
const burden = { zh: '领域研究 5.6；1（第 23 行）', en: 'domain research 5.6; 1, row 23' };

export const taskRules = {
  'task-downward': {
    zh: '任务只交给本单位以下的单位，且各不相同',
    en: 'a task goes to units below the one that gives it, each once',
    source: levels,
  },
  'known-form': {
    zh: '只能要求填报清单内的表格',
    en: 'only a form of the county’s list is asked for',
    source: burden,
  },
  'asked-once': {
    zh: '该单位近期已被要求填报同一表格，不得重复要求',
    en: 'this unit was asked for the same form of late: nothing is asked twice',
    source: burden,
  },
  'checked-from-above': {
    zh: '由上一级单位核查销号',
    en: 'it is checked by a unit above the one that did it',
    source: levels,
  },
} as const satisfies Record<string, Rule>;

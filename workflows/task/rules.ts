// The rules of a task's course, with their sources.
import { researchOf, rule, type ChartRule } from '../chart.ts';
import { isOver, type Context } from './context.ts';

const task = researchOf({ zh: '1（第 8、9 行）', en: '1, rows 8 and 9' }, '重大任务督办', 'tasks from above');
const room = researchOf('5.6');

export const taskChartRules = {
  'all-parts-over': rule(
    task,
    '下级单位全部销号后才能办结',
    'it is finished when all its parts are settled or excused',
    ({ context }) => context.parts.every(isOver),
  ),
  'is-not-reporter': rule(
    task,
    '报告完成的人不核查自己的任务',
    'whoever reported it done does not check it',
    ({ context, event }) => event.actor.person === null || context.reports.at(-1)?.by !== event.actor.person,
  ),
  'is-accepted': rule(task, '核查退回', 'it was returned', ({ event }) => event.input['verdict'] !== 'returned'),
  'has-no-parts': rule(task, '已分解给下级单位', 'it went on to units below', ({ context }) => context.parts.length === 0),
  'has-parts': rule(task, '没有分解给下级单位', 'it went on to nobody', ({ context }) => context.parts.length > 0),
  'goes-on': rule(
    task,
    '没有写明交给哪些单位',
    'no unit that it goes to is named',
    ({ event }) => event.input['to'] === undefined || event.input['to'].length > 0,
  ),
  'is-open-part': rule(
    task,
    '只能免除尚未销号的下级单位',
    'only a part that is not over can be excused',
    ({ context, event }) =>
      event.input['unit'] === undefined || context.parts.some((part) => part.unit === event.input['unit'] && !isOver(part)),
  ),
  'is-own': rule(
    task,
    '只有交办人可以取消',
    'only whoever gave it takes it back',
    ({ context, event }) => event.actor.role === 'system' || event.actor.person === context.openedBy,
  ),
  'has-room': rule(
    room,
    '报告已满 200 条',
    'there are two hundred reports already',
    ({ context }) => context.reports.length < 200,
  ),
} as const satisfies Record<string, ChartRule<Context>>;

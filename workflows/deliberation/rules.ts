// The rules of a deliberation's course, with their sources.
import { researchOf, rule, type ChartRule } from '../chart.ts';
import { isOver } from '../task/context.ts';
import { agreeing, silentParties, type Context } from './context.ts';

const talks = researchOf({ zh: '1（第 31、37 行）', en: '1, rows 31 and 37' }, '多方议事', 'deliberation of several parties');
const meetings = researchOf({ zh: '1（第 10 行）', en: '1, row 10' }, '联席会议', 'joint meetings');
const room = researchOf('5.6');
const isRule = ({ role }: { readonly role: string }): boolean => role === 'system';

export const deliberationChartRules = {
  'says-what': rule(
    talks,
    '写明议题：要议什么事',
    'a topic says what it is about',
    ({ event }) => isRule(event.actor) || event.input['text'] !== undefined,
  ),
  'comes-from-below': rule(
    meetings,
    '下级议题由下级会议提交，不能自行填写',
    'a topic of the level below comes from its meeting and not from a person',
    ({ event }) => isRule(event.actor) === (event.input['lower'] !== undefined),
  ),
  'is-party-of-it': rule(
    talks,
    '议题没有这一参与方',
    'no party of this topic has this code',
    ({ context, event }) =>
      event.input['party'] === undefined || context.parties.some(({ code }) => code === event.input['party']),
  ),
  'all-have-spoken': rule(talks, '还有参与方没有发表意见', 'some parties have not spoken', ({ context, event }) =>
    silentParties(context).every(({ code }) => code === event.input['party']),
  ),
  'has-quorum': rule(
    talks,
    '发表意见的参与方不足，不能形成结论；没有表态不算同意',
    'too few parties have spoken for a decision; silence is no agreement',
    ({ context }) => context.parties.length - silentParties(context).length >= context.quorum,
  ),
  'is-adopted': rule(talks, '没有议定通过', 'it was not agreed on', ({ event }) => couldBe(event, 'adopted')),
  'is-rejected': rule(talks, '没有议定不通过', 'it was not turned down', ({ event }) => couldBe(event, 'rejected')),
  'is-raised': rule(meetings, '没有提交上一级', 'it was not taken up', ({ event }) => couldBe(event, 'raised')),
  'enough-agree': rule(
    talks,
    '同意的参与方不足，不能议定通过',
    'too few parties agree for it to be adopted',
    ({ context }) => agreeing(context) >= context.passes,
  ),
  'tasks-when-adopted': rule(
    talks,
    '只有议定通过才有议定事项',
    'only what is adopted has tasks',
    ({ event }) => couldBe(event, 'adopted') || (event.input['tasks']?.length ?? 0) === 0,
  ),
  'has-tasks': rule(talks, '没有议定事项', 'no task is named', ({ event }) => event.input['tasks']?.length !== 0),
  'has-order': rule(
    meetings,
    '议题没有关联的单',
    'no order is linked with the topic',
    ({ context, event }) => (event.input['forOrder'] ?? 'keep') === 'keep' || context.order !== null,
  ),
  'all-tasks-over': rule(talks, '还有议定事项没有销号', 'some tasks are not settled', ({ context, event: { type, input } }) =>
    context.tasks.every(
      (task) => isOver(task) || (task.unit === input['unit'] && (type === 'excuse' || input['state'] === 'settled')),
    ),
  ),
  'is-open-task': rule(
    talks,
    '只能免除尚未销号的议定事项',
    'only a task that is not over can be excused',
    ({ context, event }) =>
      event.input['unit'] === undefined || context.tasks.some((task) => task.unit === event.input['unit'] && !isOver(task)),
  ),
  'has-ended-above': rule(
    meetings,
    '上一级会议还没有结论',
    'the level above has not dealt with it yet',
    ({ event }) => event.input['ended'] === true,
  ),
  'has-room': rule(
    room,
    '意见已满 200 条',
    'there are two hundred opinions already',
    ({ context }) => context.opinions.length < 200,
  ),
} as const satisfies Record<string, ChartRule<Context>>;

type Input = { readonly input: Readonly<Record<string, any>> };
/** Asked without input, it could be any. */
const couldBe = ({ input }: Input, verdict: string): boolean => (input['verdict'] ?? verdict) === verdict;

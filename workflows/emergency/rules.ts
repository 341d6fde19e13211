// The rules of an emergency's course, with their sources.
import { isGraver } from '@six-order/community/emergency/hazard';
import { researchOf, rule, type ChartRule } from '../chart.ts';
import { isDrill, type Context } from './context.ts';

const who = researchOf('6', '启动、升级须两人；县级文件', 'two persons start and upgrade it, citing the county’s document');
const lasts = researchOf('6', '时长，到期自行结束', 'duration: it ends itself');
const ends = researchOf('6', '结束', 'end');
const calls = researchOf('1', '应急救援队（第 12 行）', 'row 12, rescue teams');

/** Who writes down for others what they said by telephone. */
const telephones: ReadonlySet<string> = new Set(['street', 'community', 'leader']);

const decider = ({ context }: { readonly context: Context }): string | null =>
  context.request?.by ?? context.decided.find(({ what }) => what === 'proposed')?.by ?? null;

export const emergencyChartRules = {
  'is-response': rule(who, '不是正式启动', 'it is no response of the county', ({ event }) =>
    asked(event.input['kind'], 'response'),
  ),
  'is-first-response': rule(who, '不是先期处置', 'it is no first response', ({ event }) =>
    asked(event.input['kind'], 'first-response'),
  ),
  'is-drill': rule(who, '不是演练', 'it is no drill', ({ event }) => asked(event.input['kind'], 'drill')),
  'is-street-or-above': rule(
    who,
    '正式启动由街道或县级提出；社区只能先期处置或演练',
    'a street or the county starts a response; a community only a first response or a drill',
    ({ event: { actor } }) => actor.role === 'street' || actor.role === 'leader',
  ),
  'is-second-person': rule(
    who,
    '须由另一人确认：提出人不能确认自己的申请',
    'a second person confirms it: nobody confirms what he asked for himself',
    ({ context, event }) => event.actor.person !== decider({ context }),
  ),
  'names-document': rule(
    who,
    '须写明县级文件及文号',
    'it names the county’s document and its number',
    ({ context, event }) =>
      context.document !== null || event.input['document'] !== undefined || Object.keys(event.input).length === 0,
  ),
  'is-not-graver': rule(
    who,
    '提高级别须由另一人确认',
    'a graver level waits for a second person',
    ({ context, event }) => event.input['level'] === undefined || !isGraver(event.input['level'], context.level),
  ),
  'is-graver': rule(
    who,
    '级别没有提高',
    'the level is not graver',
    ({ context, event }) => event.input['level'] === undefined || isGraver(event.input['level'], context.level),
  ),
  'has-request': rule(who, '没有待确认的升级申请', 'no upgrade waits to be confirmed', ({ context }) => context.request !== null),
  'has-no-request': rule(who, '有升级申请待确认', 'an upgrade waits to be confirmed', ({ context }) => context.request === null),
  'is-real': rule(who, '演练不续期、不升级', 'a drill is neither renewed nor upgraded', ({ context }) => !isDrill(context)),
  'is-late-to-confirm': rule(
    lasts,
    '还在确认时限内',
    'it may still be confirmed',
    ({ context, event: { input } }) => input['due'] === undefined || input['due'] === context.clocks.confirm?.dueAt,
  ),
  'has-run-out': rule(
    lasts,
    '还没有到计划结束时间',
    'its planned end has not come',
    ({ context, event: { actor, input } }) =>
      actor.role !== 'system' || input['due'] === undefined || input['due'] === context.clocks.planned?.dueAt,
  ),
  'may-end': rule(
    ends,
    '街道或县级结束；社区只结束自己的演练和先期处置',
    'the street or the county ends it; a community only its own drill or first response',
    ({ context, event: { actor } }) => actor.role !== 'community' || context.kind !== 'response',
  ),
  'has-room': rule(
    ends,
    '报告已满 200 条',
    'there are two hundred reports already',
    ({ context }) => context.reports.length < 200,
  ),
  'is-on-list': rule(
    researchOf('1', '应急预案（第 13 行）', 'row 13, plans'),
    '不在预案的清单里',
    'it is not on the plan’s list',
    ({ context, event }) =>
      event.input['item'] === undefined || context.checklist.some(({ item }) => item === event.input['item']),
  ),
  'is-called': rule(
    calls,
    '没有集结您，或集结名单里没有此人',
    'nobody called this person out',
    ({ context, event: { actor, input } }) => {
      const people = context.calls.at(-1)?.people ?? [];
      // Asked without input: whoever writes down for others may, as long as there is somebody.
      if (input['state'] === undefined && telephones.has(actor.role)) return people.length > 0;
      return people.some(({ person }) => person === (input['person'] ?? actor.person));
    },
  ),
  'goes-on': rule(calls, '已经报过这一步', 'that was said already', ({ context, event: { actor, input } }) => {
    if (input['state'] === undefined) return true;
    const person = input['person'] ?? actor.person;
    const one = context.calls.at(-1)?.people.find((found) => found.person === person);
    return one === undefined || steps.indexOf(input['state']) > steps.indexOf(one.state ?? '');
  }),
  'is-own-or-telephoned': rule(
    calls,
    '只有街道、社区可以代记电话核实的结果',
    'only a street or a community writes down for another what was said by telephone',
    ({ event: { actor, input } }) =>
      input['person'] === undefined || input['person'] === actor.person || telephones.has(actor.role),
  ),
  'follows-this-way': rule(
    researchOf('6', '急时变化', 'changes'),
    '不是这一方向的切换',
    'its orders do not follow in this direction now',
    ({ context, event }) =>
      event.input['direction'] === undefined ||
      (context.switching !== null &&
        context.switching.doneAt === null &&
        context.switching.direction === event.input['direction']),
  ),
  'is-settled': rule(
    ends,
    '评估报告未写或数据未销毁',
    'the report is not written, or the data is not destroyed',
    ({ context, event }) => {
      const reviewed = context.review !== null || event.type === 'review';
      const destroyed = isDrill(context) || context.destroyed !== null || event.type === 'dataDestroyed';
      return reviewed && destroyed;
    },
  ),
  'is-reviewed-once': rule(ends, '评估报告已写', 'the report is written already', ({ context }) => context.review === null),
} as const satisfies Record<string, ChartRule<Context>>;

const steps: readonly unknown[] = ['', 'heard', 'out', 'there'];

/** Asked without input, some input would do. */
function asked(given: unknown, kind: string): boolean {
  return given === undefined || given === kind;
}

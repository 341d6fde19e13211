// Rules about the work: requests and decisions, pause, shelving, assistants, reminders by hand (domain research 2.4, 2.6).
import { requirements } from '@six-order/community/deadlines/category-limit';
import { sayDuration } from '@six-order/community/deadlines/duration';
import { countOf, msOf } from '@six-order/community/policies/policies';
import type { Args, Event } from '../event.ts';
import type { Assistant, Context } from '../context.ts';
import { owedAt, running, stoodStillSince, workClock } from '../clock.ts';
import { design, research, rule, sayDay } from './word.ts';

const MINUTE = 60_000;
/** Between two urgings by one person. */
const urgePause = ({ policies, urgency }: Context): number => msOf(policies, `urge/${urgency}`);

/** When this sender urged it last, as far as he has to wait for it. */
const urgedBy = ({ urgers = [] }: Context, { actor }: Event) => urgers.findLast(({ by }) => by === actor.person);

/** Those who have to wait before they urge again, this one among them now: whoever waits no more is forgotten. */
export const urgersWith = ({ context, event: { at, actor } }: Args): NonNullable<Context['urgers']> => [
  ...(context.urgers ?? []).filter((one) => one.by !== actor.person && at < one.at + urgePause(context)),
  { by: actor.person, at },
];

/** The part of this actor: named, or the only one that can be meant. */
export function partOf(
  { context: { assistants = [] }, event: { actor, input, facts } }: Args,
  fits: (part: Assistant) => boolean,
): Assistant | null {
  const mine = assistants.filter((part) => {
    if (!fits(part) || (input['part'] !== undefined && part.id !== input['part'])) return false;
    if (part.kind === 'person') return part.id === actor.person;
    return facts['holds'] === undefined || (facts['holds'] as readonly string[]).includes(part.id);
  });
  return mine[0] ?? null;
}

export const isUntaken = ({ takenAt, doneAt }: Assistant): boolean => takenAt === undefined && doneAt === undefined;
export const isTaken = ({ takenAt, doneAt }: Assistant): boolean => takenAt !== undefined && doneAt === undefined;
const isOpenPart = ({ doneAt }: Assistant): boolean => doneAt === undefined;

/** Until when it may be shelved in all (epoch ms); without the fact (whoever only asks why not has none) by the default. */
const shelvedUntilAtMost = ({ context: { firstShelvedAt }, event: { at, facts } }: Args): number =>
  (facts['shelve'] as { readonly dueAt: number } | undefined)?.dueAt ?? (firstShelvedAt ?? at) + 180 * 1440 * MINUTE;

export const workRules = {
  hasNoRequest: rule(
    design,
    '已有一项申请待决定',
    'something else waits to be decided',
    ({ context }) => context.request === undefined,
    ({ context: { request } }) => {
      const day = sayDay(request?.at ?? 0);
      return { zh: `${day.zh}提出的申请还没有决定`, en: `what was asked for on ${day.en} is not decided yet` };
    },
  ),
  hasRequest: rule(design, '没有待决定的申请', 'nothing waits to be decided', ({ context }) => context.request !== undefined),
  asksReturn: rule(design, '待决定的不是退单', 'what waits is no return', ({ context }) => context.request?.kind === 'return'),
  asksOther: rule(design, '待决定的是退单', 'what waits is a return', ({ context }) => context.request?.kind !== 'return'),
  isGranted: rule(design, '没有批准', 'it is not granted', ({ event: { input } }) => input['granted'] !== false),
  grantsExtension: rule(
    design,
    '待决定的不是延期',
    'what waits is no extension',
    ({ context: { request }, event: { input } }) => request?.kind === 'extension' && input['granted'] !== false,
  ),
  grantsPause: rule(
    design,
    '待决定的不是挂起',
    'what waits is no pause',
    ({ context: { request }, event: { input } }) => request?.kind === 'pause' && input['granted'] !== false,
  ),
  grantsShelving: rule(
    design,
    '待决定的不是挂账',
    'what waits is no shelving',
    ({ context: { request }, event: { input } }) => request?.kind === 'shelving' && input['granted'] !== false,
  ),
  grantsDowngrade: rule(
    design,
    '待决定的不是降级',
    'what waits is no downgrade',
    ({ context: { request }, event: { input } }) => request?.kind === 'downgrade' && input['granted'] !== false,
  ),
  refusesAny: rule(design, '已经批准', 'it is granted', ({ event: { input } }) => input['granted'] === false),
  isBeforeDue: rule(
    research('2.4', '延期须在到期前提出', 'an extension is asked for before due'),
    '期限已到，延期须在到期前提出',
    'an extension is asked for before due',
    ({ context, event }) => event.at < (running(context, workClock(context))?.dueAt ?? 0),
    ({ context }) => {
      const day = sayDay(running(context, workClock(context))?.dueAt ?? 0);
      return {
        zh: `办结期限已于${day.zh}届满，延期须在到期前提出`,
        en: `it was due on ${day.en}: an extension is asked for before that`,
      };
    },
  ),
  mayBeExtended: rule(
    research('2.4', '特急单不延期', 'no extension at U0'),
    '特急单不延期',
    'there is no extension at U0',
    ({ context }) => context.urgency !== 'U0',
  ),
  shelvesInTime: rule(
    research('2.6', '挂账累计最长 180 天', 'shelved for 180 days at most in all'),
    '挂账目标日期须在今天之后、首次挂账起 180 天（或本地另定的期限）之内',
    'a shelving ends on a day to come, within 180 days of the first one, or as the county set it',
    (args) => {
      const { at, input } = args.event;
      // Whoever only asks whether it could be shelved: the command will tell until when.
      if (input['target'] === undefined) return true;
      const target = Date.parse(input['target']);
      return target > at && target <= shelvedUntilAtMost(args);
    },
  ),
  stoodInRework: rule(
    design,
    '停下来的不是重办',
    'what stood still is no rework',
    ({ context }) => (context.stopped?.name ?? workClock(context)) === 'rework',
  ),
  owesContact: rule(
    research('2.4', '首次联系', 'first contact'),
    '停下来之前已联系过居民',
    'the resident was reached before the work stood still',
    ({ context }) => {
      const since = stoodStillSince(context);
      return since !== null && owedAt(context, since).includes('contact');
    },
  ),
  wasReached: rule(
    research('2.4', '首次联系', 'first contact'),
    '没有联系上，不算首次联系',
    'a call that reached nobody is no contact',
    ({ event: { input } }) => input['reached'] !== false,
  ),
  wasNotReached: rule(design, '已经联系上', 'the resident was reached', ({ event: { input } }) => input['reached'] === false),
  wasAccepted: rule(
    design,
    '还没有接单',
    'it is not accepted yet',
    ({ context }) => context.request?.kind === 'return' && context.request.from === 'accepted',
  ),
  wasWorking: rule(
    design,
    '还没有开始办理',
    'it is not worked on yet',
    ({ context }) => context.request?.kind === 'return' && context.request.from === 'working',
  ),
  hasNoOpenParts: rule(
    research('2.6', '协办须按时向主办反馈', 'those who help report to the main handler in time'),
    '还有协办单位没有反馈，主办不能办结',
    'somebody who helps has not reported yet: the main handler cannot finish',
    ({ context: { assistants = [] } }) => !assistants.some(isTaken),
  ),
  hasReported: rule(
    {
      zh: '《未成年人保护法》第十一条、《反家庭暴力法》第十四条：强制报告',
      en: 'law on the protection of minors, article 11; law against domestic violence, article 14: mandatory report',
    },
    '还没有强制报告：请先向公安、民政、教育部门报告，再记录落实',
    'the mandatory report is not made yet: report to police, civil affairs and education first, and record it',
    ({ context }) => running(context, 'report') === null,
  ),
  isAskedFor: rule(
    research('4', '报告、110、围护、移送', 'report, 110, cordon, referral'),
    '此单没有这项待落实的处置要求',
    'the order does not wait for this to be done',
    ({ context, event: { input } }) =>
      requirements.some(
        (name) => running(context, name) !== null && (input['requirement'] === undefined || input['requirement'] === name),
      ),
  ),
  hasRoomForParts: rule(
    design,
    '协办个数已到上限',
    'as many help with the order as may',
    ({ context: { assistants = [], policies } }) => assistants.length < countOf(policies, 'helpers'),
    ({ context: { policies } }) => {
      const most = countOf(policies, 'helpers');
      return { zh: `协办最多 ${most} 个`, en: `at most ${most} help with an order` };
    },
  ),
  hasPart: rule(
    research('2.6', '协办', 'those who help'),
    '没有等您接受的协办任务',
    'there is no part for you to take',
    (args) => partOf(args, isUntaken) !== null,
  ),
  isNotWhistled: rule(
    research('2.6', '街道吹哨、部门报到', 'the street whistles, departments report in'),
    '街道吹哨的事项不能谢绝：请先报到，不属本部门职责的到场说明',
    'what the street whistled for is not declined: report in, and say there what is not yours',
    (args) => partOf(args, isUntaken)?.whistled === undefined,
  ),
  hasTakenPart: rule(
    research('2.6', '协办', 'those who help'),
    '没有您正在办理的协办任务',
    'there is no part that you have taken',
    (args) => partOf(args, isTaken) !== null,
  ),
  hasOpenPart: rule(
    research('2.6', '协办', 'those who help'),
    '没有这个协办任务',
    'there is no such part',
    ({ context: { assistants = [] }, event: { input } }) =>
      assistants.some((part) => isOpenPart(part) && (input['part'] === undefined || part.id === input['part'])),
  ),
  hasNoTransfer: rule(
    design,
    '已提出转办，等待接收方回应',
    'a transfer waits for its receiver',
    ({ context }) => context.transfer === undefined,
  ),
  isUrgedRarely: rule(
    research('2.6', '催办', 'urging'),
    '您刚催办过，请稍后再催',
    'you urged it a short while ago',
    ({ context, event }) => (urgedBy(context, event)?.at ?? -Infinity) + urgePause(context) <= event.at,
    ({ context, event }) => {
      const minutes = urgePause(context) / MINUTE;
      const day = sayDay(urgedBy(context, event)?.at ?? 0);
      const pause = sayDuration({ amount: minutes, unit: 'min' });
      return minutes < 1440
        ? { zh: `每人 ${pause.zh}内只能催办一次`, en: `each may urge it once in ${pause.en}` }
        : {
            zh: `您${day.zh}催办过，每人 ${pause.zh}内只能催办一次`,
            en: `you urged it on ${day.en}: once in ${pause.en}`,
          };
    },
  ),
  hasLevelAbove: rule(
    research('2.6', '网格→社区→街道→县→市', 'grid, community, street, county, city'),
    '已提到最高一级',
    'it is at the highest level already',
    ({ context, event: { facts } }) => context.atTop !== true && facts['above'] !== null,
  ),
  goesUpAdmitted: rule(
    research('2.6', '提级办理', 'taking up'),
    '此单还没有受理，不能提级',
    'the order is not admitted yet: by hand only what is admitted is taken up',
    ({ context, event: { actor } }) => context.admittedAt !== null || actor.person === null,
  ),
  isByRule: rule(
    research('2.6', '按规则自动提级', 'taken up by a rule'),
    '不是系统按规则提级',
    'it is not taken up by a rule',
    ({ event: { actor } }) => actor.person === null,
  ),
  escalatesWithCause: rule(
    research('3.1', '提级由社区和街道', 'a community or a street takes it up'),
    '提级由社区或街道提出，须写明理由',
    'a community or a street takes an order up, and says why',
    (args) =>
      args.event.actor.person === null || args.event.input['reason'] !== undefined || Object.keys(args.event.input).length === 0,
  ),
} as const;

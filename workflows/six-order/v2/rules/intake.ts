// Rules about intake: source, urgency, consultation, merging, objection (domain research 2.2, 2.6, 3.1).
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { isOwnMatter } from '@six-order/community/proxy/written-down';
import { isPaused, running } from '../clock.ts';
import { sources, type Urgency } from '../context.ts';
import type { Args, Event } from '../event.ts';
import { actsAs, design, research, rule, sayDay } from './word.ts';

const urgent: readonly Urgency[] = ['U0', 'U1'];
const MAX_NOTES = 100;

/** Less urgent than it was, from life, property or basic needs on down. */
export const isDowngrade = (from: Urgency, to: unknown): boolean =>
  typeof to === 'string' && urgent.includes(from) && Number(to[1]) > Number(from[1]);

const isGiven = (detailsConsent: unknown): boolean => detailsConsent !== undefined && detailsConsent !== 'none';

export const sourceOf = ({ event: { actor, input } }: Args) =>
  input['source'] ?? (input['onBehalfOf'] === undefined && actor.role === 'resident' ? 'resident' : 'proxy');

/** His own matter, as a resident or in a post. */
const isForHimself = ({ actor, input }: Event): boolean => actor.role === 'resident' || isOwnMatter(input);

/** Whoever writes it down, or wrote it, stands for somebody without an account. */
function standsForStranger(args: Args): boolean {
  const { openedAt, openedBy, resident, source } = args.context;
  if (openedAt === 0) return sourceOf(args) !== 'resident' && args.event.input['onBehalfOf'] === undefined;
  return (source ?? 'resident') !== 'resident' && (resident === null || resident === openedBy);
}

export const intakeRules = {
  isKeptHere: rule(
    research('4', '1102 不留存', '1102 keeps no text'),
    '违纪违法线索请直接向纪检监察机关反映：拨打 12388 或登录 12388 网站；本平台不接收、不保存所写内容',
    'leads about breaches of discipline or law go to discipline inspection: call 12388 or use its website; nothing of what was written is taken or kept here',
    ({ event: { input } }) => categoryByCode(input['category'])?.flags.includes('discipline-only') !== true,
  ),
  namesSource: rule(
    research('2.2'),
    `请注明来源（${sources.length} 种）：居民、代点、窗口、巡查、走访、会议、12345、上级`,
    'name where it comes from: resident, proxy, window, patrol, visit, meeting, 12345, superior',
    ({ event: { actor, input } }) =>
      input['source'] !== undefined ||
      input['onBehalfOf'] !== undefined ||
      input['category'] === undefined ||
      actor.role === 'resident',
  ),
  recordsConsent: rule(
    research('7', '代点须记录同意方式', 'a proxy records how consent was got'),
    '代为同意公开，或注明有人同意承办人查看内容的，须注明如何取得同意',
    'consent to publication given by another, or to whoever handles it reading what was written, names how it was got',
    ({ event }) =>
      event.input['consentHow'] !== undefined ||
      ((event.input['publishConsent'] !== true || isForHimself(event)) && !isGiven(event.input['detailsConsent'])),
  ),
  consentsWithoutAccount: rule(
    research('7', '同意由本人、儿童由监护人作出', 'consent is a person’s own, of a child the guardian’s'),
    '只有没有账号的来人，才在单上注明谁同意承办人查看内容；有账号的由本人在“我的信息”里，或到窗口以本人名义同意',
    'only of somebody without an account does the order say who agreed that its handler reads it; whoever has one consents under “My data”, or at the window under his own name',
    (args) => args.event.input['detailsConsent'] === undefined || standsForStranger(args),
  ),
  isUnconfirmed: rule(design, '没有待确认的代点', 'there is nothing to confirm', ({ context }) => context.unconfirmed === true),
  isNotPlacer: rule(
    research('2.2', '代点须本人或他人回访确认', 'the resident, or a call by another, confirms'),
    '代点人不能自己确认',
    'whoever placed it for another does not confirm it',
    ({ context, event: { actor } }) => actor.person === context.resident || actor.person !== context.openedBy,
  ),
  wantsDraft: rule(
    design,
    '不是草稿',
    'not a draft',
    ({ event: { input } }) => input['draft'] === true && input['callBack'] !== true,
  ),
  wantsCall: rule(design, '不是回电请求', 'not a request to be called', ({ event: { input } }) => input['callBack'] === true),
  settlesAtOnce: rule(
    research('2.6', '即办', 'answered on the spot'),
    '即办由窗口、网格员、支部或社区当场答复',
    'window, grid worker, secretary or community answer on the spot',
    (args) => args.event.input['settle'] !== undefined && actsAs(args, 'window', 'grid-worker', 'secretary', 'community'),
  ),
  settlesNot: rule(
    research('2.6', '即办', 'answered on the spot'),
    '即办由窗口、网格员、支部或社区当场答复',
    'window, grid worker, secretary or community answer on the spot',
    ({ event: { input } }) => input['settle'] === undefined,
  ),
  keepsUrgency: rule(
    research('3.1', '特急、紧急降级须第二人', 'a downgrade from U0 or U1 needs a second person'),
    '特急、紧急单不能在受理时由一人降级：请先受理，再提出降级，由第二人决定',
    'a life-threatening or urgent order is not downgraded by one person at admission: admit it, ask for the downgrade, and let a second person decide',
    ({ context, event: { input } }) => !isDowngrade(context.urgency, input['urgency']),
  ),
  changesUrgency: rule(
    design,
    '紧急程度没有变化',
    'the urgency stays the same',
    ({ context, event: { input } }) => input['to'] !== context.urgency,
  ),
  isDowngrade: rule(research('3.1'), '不是降级', 'it is no downgrade', ({ context, event: { input } }) =>
    isDowngrade(context.urgency, input['to']),
  ),
  isNoDowngrade: rule(
    research('3.1', '特急、紧急降级须第二人', 'a downgrade from U0 or U1 needs a second person'),
    '特急、紧急单降级须由第二人决定',
    'a downgrade from U0 or U1 is decided by a second person',
    ({ context, event: { input } }) => !isDowngrade(context.urgency, input['to']),
  ),
  isNotPaused: rule(
    design,
    '挂起期间不能这样做',
    'it cannot be done while the order is paused',
    ({ context }) => !isPaused(context),
  ),
  isTakenBack: rule(
    research('2.2', '来单系统的退单期限', 'the return window of the system that it came from'),
    '来单系统的退单期限已过，不能再退回：请受理，或提级由上一级协调',
    'the system that it came from takes nothing back any more: admit it, or let the level above settle it',
    ({ context: { reference }, event: { at } }) => reference?.returnBy === undefined || at <= reference.returnBy,
    ({ context: { reference } }) => {
      const day = sayDay(reference?.returnBy ?? 0);
      return {
        zh: `来单系统的退单期限已于${day.zh}届满，请受理或提级`,
        en: `the system that it came from took it back until ${day.en}: admit it or let it go up`,
      };
    },
  ),
  isOpen: rule(design, '此单已经结束', 'the order has ended', ({ context }) => context.openedAt > 0 && context.closedAt === null),
  isAdmitted: rule(design, '此单还没有受理', 'the order is not admitted yet', ({ context }) => context.admittedAt !== null),
  isUnfinished: rule(
    design,
    '此单已经办结',
    'the work is finished',
    ({ context }) => context.finishedAt === null && context.closedAt === null,
  ),
  consultsOnce: rule(
    research('2.6', '会商最长 1 个工作日', 'a consultation of a working day at most'),
    '已会商过一次，请派单或不予受理',
    'there was a consultation already: dispatch it or refuse it',
    ({ context: { clocks, dispatchedAt } }) => {
      const ended = clocks.consult?.finishedAt;
      return ended === undefined || (ended !== null && dispatchedAt !== null && ended <= dispatchedAt);
    },
  ),
  hasNoParent: rule(
    design,
    '并入的单本身已并入另一单',
    'the order to merge into was itself merged',
    ({ event: { facts } }) => !facts['parent']?.merged,
  ),
  hasNoChildren: rule(
    design,
    '已有其他单并入此单，不能再并入别的单',
    'others were merged into this order: it is not merged into another',
    ({ context }) => (context.children?.length ?? 0) === 0,
  ),
  isParents: rule(
    design,
    '此单没有并入该单',
    'the order was not merged into that one',
    ({ context, event: { input } }) => input['parent'] === undefined || input['parent'] === context.parent,
  ),
  mayObject: rule(
    research('2.2', '复核', 'objection'),
    '对不予受理、合并、降级、挂起可在 5 个工作日内提出一次异议',
    'the resident may object once, within 5 working days, to a refusal, a merging, a downgrade or a pause',
    ({ context: { objection }, event }) =>
      objection !== undefined && objection.raisedAt === undefined && event.at <= objection.until,
    ({ context: { objection } }) => {
      if (objection === undefined) return { zh: '没有可以提出异议的决定', en: 'there is no decision to object to' };
      if (objection.raisedAt !== undefined) {
        const day = sayDay(objection.raisedAt);
        return { zh: `已于${day.zh}提出过异议，只能提一次`, en: `an objection was made on ${day.en}; there is only one` };
      }
      const day = sayDay(objection.until);
      return { zh: `异议期已于${day.zh}届满`, en: `the time to object ended on ${day.en}` };
    },
  ),
  objectsToRunning: rule(
    design,
    '这项异议不在办理中提出',
    'this objection is not made while the work goes on',
    ({ context: { objection } }) => objection?.matter === 'downgrade' || objection?.matter === 'pause',
  ),
  waitsForNoReview: rule(
    research('2.2', '复核', 'objection'),
    '此单已终结，正在复核异议：先由上一级复核',
    'the order had ended, and the objection to that waits to be decided: first the level above decides',
    ({ context: { objection } }) =>
      objection?.raisedAt === undefined ||
      objection.upheld !== undefined ||
      objection.matter === 'downgrade' ||
      objection.matter === 'pause',
  ),
  isObjected: rule(
    research('2.2', '复核', 'objection'),
    '没有待复核的异议',
    'there is no objection to decide',
    ({ context: { objection } }) => objection?.raisedAt !== undefined && objection.upheld === undefined,
  ),
  isAboutRefusal: rule(
    design,
    '异议不是对不予受理',
    'the objection is not to a refusal',
    ({ context }) => context.objection?.matter === 'refusal',
  ),
  isAboutDowngrade: rule(
    design,
    '异议不是对降级',
    'the objection is not to a downgrade',
    ({ context }) => context.objection?.matter === 'downgrade',
  ),
  isAboutPause: rule(
    design,
    '异议不是对这次挂起',
    'the objection is not to this pause',
    ({ context }) =>
      context.objection?.matter === 'pause' && running(context, 'pause')?.startedAt === context.objection.decidedAt,
  ),
  isUpheld: rule(design, '异议不成立', 'the objection is not upheld', ({ event: { input } }) => input['upheld'] !== false),
  hasRoomForNotes: rule(
    design,
    `一单最多 ${MAX_NOTES} 条补充说明`,
    `an order holds ${MAX_NOTES} notes at most`,
    ({ context }) => context.notes.length < MAX_NOTES,
  ),
} as const;

// Rules about who: holder, handler, owner, resident, second person, level above (domain research 3.1).
import { isHandedOn, isHeardByWriter, isWrittenDown } from '@six-order/community/proxy/written-down';
import type { Context } from '../context.ts';
import type { Event } from '../event.ts';
import { owners } from '../notice.ts';
import { actsAs, isLevelWith, maySitOver, research, rule } from './word.ts';

const who = research('3.1');

const isSystem = ({ actor }: Event): boolean => actor.role === 'system' && actor.person === null;

/** Those who lead the work, led it once, or took a part of it. */
const didWork = ({ handler, formerHandlers = [], assistants = [] }: Context, person: string | null): boolean =>
  person !== null &&
  (handler === person ||
    formerHandlers.includes(person) ||
    assistants.some(({ takenAt, by }) => takenAt !== undefined && by === person));

/** Who keeps out of the evaluation of an order: did the work, dispatched it, wrote down what was done, or found it. */
export const hadPart = (context: Context, person: string): boolean => {
  const { resident, openedBy, dispatcher, recorded = [] } = context;
  return (
    didWork(context, person) ||
    dispatcher === person ||
    recorded.some(({ by }) => by === person) ||
    (resident === null && openedBy === person)
  );
};

/** Only the resident's own word counts, and never of one who did the work, or who entered what was handed on. */
const isResident = (context: Context, { actor: { person } }: Event): boolean =>
  person !== null &&
  person === context.resident &&
  person !== context.handler &&
  !(isHandedOn(context) && person === context.openedBy);

const isOwn = (context: Context, { actor }: Event): boolean =>
  actor.person !== null && actor.person === context.resident && !isHandedOn(context);

const clerks = ['window', 'secretary', 'community', 'street'];

export const peopleRules = {
  /** A person's own order to accept; which members may act for a team or a unit is authority's to say. */
  isHolder: rule(
    who,
    '只有被派单的人可以接单或退单',
    'only whom the order was dispatched to can accept or decline it',
    ({ context: { holder }, event }) => holder !== null && (holder.kind !== 'person' || holder.id === event.actor.person),
  ),
  isHandler: rule(
    research(
      '2.6',
      '首接负责，《北京市接诉即办工作条例》第十四条',
      'who accepts first leads to the end; Beijing regulation, article 14',
    ),
    '首接负责：只有接单人可以这样做',
    'whoever accepted leads to the end: only the handler can do this',
    ({ context, event }) => context.handler !== null && context.handler === event.actor.person,
  ),
  isAtWork: rule(
    who,
    '只有被派单的人或承办人可以这样做',
    'only whom it was dispatched to, or who accepted it, can do this',
    ({ context: { handler, holder }, event: { actor } }) =>
      handler === null ? holder !== null && (holder.kind !== 'person' || holder.id === actor.person) : handler === actor.person,
  ),
  isHandlerOrOffice: rule(
    who,
    '只有承办人或派单人可以这样做',
    'only the handler, or who dispatches, can do this',
    (args) =>
      isSystem(args.event) ||
      args.context.handler === args.event.actor.person ||
      actsAs(args, 'secretary', 'community', 'street', 'discipline'),
  ),
  isReceiver: rule(
    research('2.6', '转办须经接收方接受', 'a transfer needs the receiver to accept'),
    '只有转办的接收方可以这样做',
    'only whom it is to be handed over to can do this',
    ({ context: { transfer, handler }, event }) =>
      transfer !== undefined &&
      handler !== event.actor.person &&
      (transfer.to.kind !== 'person' || transfer.to.id === event.actor.person),
    ({ context: { transfer } }) =>
      transfer === undefined
        ? {
            zh: '已经有人承办，也没有转办给别人：不用再接，由承办人接着办',
            en: 'somebody has it in hand and nobody was offered it: it is not accepted again, its handler goes on',
          }
        : { zh: '只有转办的接收方可以这样做', en: 'only whom it is to be handed over to can do this' },
  ),
  isOwner: rule(
    who,
    '只有点单人或代点人可以这样做',
    'only whoever placed the order, or for whom it was placed, can do this',
    ({ context, event }) => event.actor.person !== null && owners(context).includes(event.actor.person),
  ),
  isResident: rule(
    research('3.1', '评单由居民本人', 'the resident evaluates'),
    '只有点单的居民本人可以评价，承办人不得自评',
    'only the resident evaluates, and never whoever did the work',
    ({ context, event }) => isResident(context, event),
  ),
  isResidentOrToken: rule(
    research('3.1', '评单由居民本人', 'the resident evaluates'),
    '只有点单的居民本人可以评价（登录，或凭一次性评价码、回执上的查询码），承办人不得自评',
    'only the resident evaluates, signed in, by a one-time token or by the query code of the receipt, and never whoever did the work',
    ({ context, event }) => isResident(context, event) || isSystem(event),
  ),
  isNotHandler: rule(
    research('3.1', '办、晒、回访三分离', 'who handles, who publishes and who calls back are three'),
    '承办人不得晒单、回访或审核自己办的单；办过或协办过的同样如此',
    'the handler does not publish, call back about or review his own work; nor does who handled it before or helped',
    ({ context, event }) => !didWork(context, event.actor.person),
  ),
  isNotResident: rule(
    research('2.6', '有利害关系的人应回避', 'interested persons step aside'),
    '本人的单须回避，由他人办理',
    'nobody decides about his own order: somebody else does',
    ({ context, event }) => !isOwn(context, event),
  ),
  isNotOwnMatter: rule(
    research('2.6', '有利害关系的人应回避', 'interested persons step aside'),
    '本人的单须回避，由他人当场答复；替没有账号的来人写下的单不算本人的单',
    'nobody answers his own order on the spot; one that he wrote down for somebody without an account is not his own',
    ({ context, event }) => !isOwn(context, event) || isWrittenDown(context),
  ),
  isNotOwnWord: rule(
    research('3.1', '评单由居民本人', 'the resident evaluates'),
    '本人的单由本人评价，不用代录；替没有账号的来人写下的单不算本人的单',
    'of one’s own order one evaluates and writes nothing down; one written down for somebody without an account is not one’s own',
    ({ context, event }) => !isOwn(context, event) || isWrittenDown(context),
  ),
  isWriter: rule(
    research('3.1', '评单由居民本人', 'the resident evaluates'),
    '已经评过的，只能由居民本人改，或者由替没有账号的居民写下这一单的人改录',
    'what was evaluated the resident changes himself; for one without an account whoever wrote the order down writes the change down',
    ({ context, event }) => event.actor.person === context.openedBy && isHeardByWriter(context),
  ),
  isNotDispatcher: rule(
    research('3.1', '评价须与派单、代录分开', 'evaluation is apart from dispatching and from writing down'),
    '派单人不得代录本单的评价，请由其他人代录或由居民本人评价',
    'whoever dispatched an order does not write down its evaluation: the resident or somebody else does',
    ({ context, event }) => context.dispatcher === null || context.dispatcher !== event.actor.person,
  ),
  isNotRecorder: rule(
    research('3.1', '评价须与派单、代录分开', 'evaluation is apart from dispatching and from writing down'),
    '代录过办理情况的人不得再代录评价，请由其他人代录或由居民本人评价',
    'whoever wrote down what the handler did does not write down the evaluation of it: the resident or somebody else does',
    ({ context: { recorded = [] }, event }) =>
      event.actor.person === null || recorded.every(({ by }) => by !== event.actor.person),
  ),
  isNotFinder: rule(
    research('3.1', '未诉先办不自评', 'what staff found themselves they do not evaluate'),
    '未诉先办的发现人不得评价或代录评价',
    'whoever found what nobody asked for does not evaluate it, nor write an evaluation down',
    ({ context: { resident, openedBy }, event: { actor } }) => resident !== null || openedBy !== actor.person,
  ),
  isNotPublisher: rule(
    research('3.1', '办、晒、回访三分离', 'who handles, who publishes and who calls back are three'),
    '晒单人不得回访同一单',
    'whoever publishes an order does not call back about it',
    ({ context, event }) => context.publisher === null || context.publisher !== event.actor.person,
  ),
  isNotShower: rule(
    research('3.1', '审核须由第二人', 'a second person reviews'),
    '拟稿人、晒单人不得自行驳回对该公开内容的异议，请由其他晒单人或街道审定',
    'whoever wrote or published an item does not dismiss an objection to it: another publisher or the street decides',
    ({ context: { publisher, proposal }, event: { actor, input } }) =>
      input['upheld'] !== false || (publisher !== actor.person && proposal?.by !== actor.person),
  ),
  isNotCaller: rule(
    research('3.1', '办、晒、回访三分离', 'who handles, who publishes and who calls back are three'),
    '回访人不得晒同一单',
    'whoever called back about an order does not publish it',
    ({ context: { callbacks = [] }, event }) =>
      event.actor.person === null || callbacks.every(({ by }) => by !== event.actor.person),
  ),
  isSecondPerson: rule(
    research('3.1', '特急、紧急降级须第二人', 'a downgrade from U0 or U1 needs a second person'),
    '不能由提出的人自己决定',
    'it is not decided by the person who asked for it',
    ({ context: { request }, event }) =>
      request === undefined || event.actor.person === null || request.by !== event.actor.person,
  ),
  /** Who may decide about what waits: the dispatchers; of a return the level above; of a shelving the street. */
  isDecider: rule(
    research(
      '3.1',
      '延期、挂起由派单人，退单由上一级，挂账由街道',
      'extension and pause by whoever dispatched, return by the level above, shelving by the street',
    ),
    '退单由上一级另一人审核，挂账由街道批准，延期、挂起由派单人或其上级决定',
    'a return is reviewed by another person at the level above, a shelving approved by the street, an extension or a pause decided by whoever dispatched, or above',
    ({ context: { request, dispatcher, dispatchedAs = 'secretary' }, event: { actor } }) => {
      if (request === undefined) return true;
      if (request.kind === 'return') return maySitOver(actor, dispatchedAs, dispatcher);
      if (request.kind === 'shelving') return actor.role === 'street';
      return actor.role !== 'leader' && (request.kind === 'downgrade' || isLevelWith(actor.role, dispatchedAs));
    },
  ),
  isAboveDecider: rule(
    research('2.2', '复核由上一级作出', 'the level above decides about an objection'),
    '异议由作出决定的上一级、另一人复核',
    'an objection is decided by another person at the level above whoever decided',
    ({ context, event }) => {
      const { objection } = context;
      if (isOwn(context, event)) return false;
      return objection === undefined || maySitOver(event.actor, objection.decidedAs, objection.decidedBy);
    },
  ),
  isDesk: rule(
    who,
    '只有派单人可以这样做',
    'only those who dispatch can do this',
    (args) => isSystem(args.event) || actsAs(args, 'secretary', 'community', 'street', 'discipline'),
  ),
  isClerk: rule(
    research('2.2', '代录由窗口、支部或社区', 'window, secretary or community write it down'),
    '代录由窗口、支部或社区进行',
    'window, secretary or community write down what a handler did',
    ({ event: { actor } }) => clerks.includes(actor.role),
  ),
  isForPerson: rule(
    research('2.2'),
    '只有派给个人的单可以代录接单',
    'only the acceptance of a person is written down for him',
    ({ context }) => context.holder?.kind === 'person',
  ),
  isStreet: rule(
    research('3.1', '街道统筹协调', 'overall coordination lies with the street'),
    '只有街道可以这样做',
    'only the street can do this',
    (args) => actsAs(args, 'street', 'discipline'),
  ),
} as const;

// Rules about dispatch: designation, declining, claims (domain research 2.4, 2.6).
import { countOf } from '@six-order/community/policies/policies';
import type { Context } from '../context.ts';
import { isAbove, design, research, rule, sayDay, sayRole } from './word.ts';
import type { Args } from '../event.ts';

/** After so many returns the next dispatch designates. */
export const mostReturns = ({ policies }: Context): number => countOf(policies, 'returns');

const returns = research('2.4', '退单最多两次，之后指定', 'two returns, then a designation');

const timesZh = ['零', '一', '两', '三', '四', '五'];
const timesEn = ['no', 'one', 'two', 'three', 'four', 'five'];

/** "Two returns already; the street designated you on 3 October." */
const sayDesignation = ({ context }: Args) => {
  const { designated } = context;
  const most = mostReturns(context);
  const [zh, en] = [`已退单${timesZh[most]}次`, `${timesEn[most]} ${most === 1 ? 'return' : 'returns'} already`];
  if (!designated) return { zh, en };
  const [role, day] = [sayRole(designated.as), sayDay(designated.at)];
  return {
    zh: `${zh}，${role.zh}已于${day.zh}指定承办，不得再退`,
    en: `${en}; ${role.en} designated the holder on ${day.en}`,
  };
};

export const dispatchRules = {
  designates: rule(
    returns,
    '已退单两次：由上一级指定承办',
    'returned twice: the level above designates who handles it',
    ({ context, event: { actor } }) =>
      context.returns < mostReturns(context) || actor.person === null || isAbove(actor.role, context.dispatchedAs ?? 'secretary'),
  ),
  isForPool: rule(design, '不是抢单', 'it is not for a pool', ({ event: { input } }) => input['how'] === 'claim'),
  isNotDesignated: rule(
    research(
      '2.6',
      '《潍坊市12345条例》第二十二条：指定后不得退回',
      'Weifang 12345 regulation, article 22: no return after designation',
    ),
    '已指定承办，不得退单',
    'after a designation nothing is returned',
    ({ context }) => context.designated === undefined,
    sayDesignation,
  ),
  mayDecline: rule(
    research('2.4', '单位退单须说明理由并经上一级审核', 'a unit’s return names its ground and is reviewed above'),
    '派给单位的单不能直接退回：请提出退单申请，写明理由和依据',
    'what was dispatched to a unit is not simply declined: ask for a return with its ground',
    ({ context: { holder } }) => holder?.kind !== 'unit',
  ),
  isUnclaimed: rule(
    research('2.1', '抢单', 'claiming'),
    '已有人抢单，等待确认',
    'somebody has claimed it already',
    ({ context }) => context.claimedAt === undefined,
  ),
  hasReturnsLeft: rule(
    returns,
    '已提出两次退单，不能再退',
    'a return was asked for twice already',
    ({ context }) => (context.returnsAsked ?? 0) < mostReturns(context),
    sayDesignation,
  ),
  mayReturn: rule(
    research('2.4', '特急单先处置，不退单', 'at U0 act first: nothing is returned'),
    '特急单先处置，不能退单',
    'at U0 one acts first: nothing is returned',
    ({ context }) => context.returnBy !== null,
  ),
  isInReturnWindow: rule(
    research('2.4', '退单窗口：紧急 30 分钟，一般 1 个工作日', 'return window: urgent 30 minutes, ordinary 1 working day'),
    '退单期限已过',
    'the time to return it is over',
    ({ context: { returnBy }, event }) => typeof returnBy !== 'number' || event.at <= returnBy,
    ({ context: { returnBy } }) => {
      const day = sayDay(returnBy ?? 0);
      return { zh: `退单期限已于${day.zh}届满`, en: `the time to return it ended on ${day.en}` };
    },
  ),
  isWhistled: rule(
    research('1.16', '街道吹哨、部门报到', 'the street whistles, departments report in'),
    '没有需要报到的吹哨',
    'there is no whistle to report in to',
    ({ context: { assistants = [] } }) =>
      assistants.some(({ whistled, takenAt }) => whistled !== undefined && takenAt === undefined),
  ),
} as const;

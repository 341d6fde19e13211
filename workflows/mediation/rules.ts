// The rules of a mediation's course, with their sources: what its chart checks and what a refusal says.
import { CLOCKS_APART_MS, researchOf, rule, type Args, type ChartRule } from '../chart.ts';
import { personsOf, sides, unitsOf, type Context } from './context.ts';

type R = ChartRule<Context>;
const law = (article: number) => ({ zh: `《人民调解法》第${article}条`, en: `People’s Mediation Law, article ${article}` });
const ladder = researchOf('2.6', '矛盾纠纷阶梯', 'the ladder of disputes');

const known = ({ event }: Args<Context>, field: string): boolean => event.input[field] !== undefined;

/**
 * What takes it up by the rule still holds: it may have gone up by hand, or another time by the rule, since that was asked for, and would
 * pass a rung on which nobody had his time. Journals from before have no such fact, and took it up.
 */
const hasGround = ({ context: { clocks, mediator, standing }, event: { at, facts } }: Args<Context>): boolean =>
  facts['unattended'] === undefined ||
  (clocks.rung?.finishedAt === null && clocks.rung.dueAt <= at + CLOCKS_APART_MS) ||
  (facts['unattended'] === true && mediator === null && !standing.last);

export const mediationChartRules = {
  'is-mediator': rule(
    law(13),
    '只有受理的调解员可以这样做',
    'only whoever mediates can do this',
    ({ context, event }) => context.mediator !== null && context.mediator === event.actor.person,
  ),
  'asked-or-mediates': rule(
    { zh: '《个人信息保护法》第四十六条', en: 'Personal Information Protection Law, article 46' },
    '由申请人、代他申请的人或受理的调解员更正',
    'whoever asked, whoever did so for another, or whoever mediates puts it right',
    ({ context: { openedBy, resident, mediator }, event: { actor } }) =>
      actor.person !== null && [openedBy, resident, mediator].includes(actor.person),
  ),
  'is-mediator-or-office': rule(
    researchOf({ zh: '1（第 57 行）', en: '1, row 57' }, '任期届满交接', 'hand-over at the end of a term'),
    '由调解员本人移交，或由支部、社区、街道安排交接',
    'the mediator hands it over himself, or branch, community or street arrange it',
    ({ context, event: { actor } }) =>
      context.mediator !== null &&
      (context.mediator === actor.person || ['secretary', 'community', 'street'].includes(actor.role)),
  ),
  'goes-to-another': rule(
    law(15),
    '须移交给另一人，且不得是已回避或被当事人要求更换的人',
    'it goes to somebody else, who neither stepped aside nor was refused by a party',
    ({ context, event: { input } }) =>
      input['person'] === undefined || ![context.mediator, ...context.excluded].includes(input['person']),
  ),
  'is-not-mediator': rule(
    researchOf('2.6', '回访由承办人以外的人进行'),
    '调解员不回访自己的调解',
    'a mediator does not follow up his own mediation',
    ({ context, event: { actor } }) => actor.person === null || ![context.mediator, ...context.excluded].includes(actor.person),
  ),
  'is-not-excluded': rule(
    law(15),
    '已回避或被当事人要求更换的人不再调解此事',
    'who stepped aside, or was not wanted by a party, does not mediate it again',
    ({ context, event }) => event.actor.person === null || !context.excluded.includes(event.actor.person),
  ),
  'is-party': rule(
    law(23),
    '只有当事人可以这样做',
    'only a party can do this',
    // Whose unit is a side, authority says: nobody answers for one as a resident.
    ({ context, event: { actor } }) =>
      actor.person !== null &&
      (personsOf(context).includes(actor.person) || (actor.role !== 'resident' && unitsOf(context).length > 0)),
  ),
  'has-rung-above': rule(
    ladder,
    '已在最后一级，不能再提级；可以告知其他途径',
    'this is the last rung: the parties can be told of other ways',
    ({ event }) => event.facts['rung'] === undefined || event.facts['rung'] !== null,
  ),
  'is-top': rule(ladder, '还有上一级可以调解', 'there is a rung above that mediates', ({ context }) => context.standing.last),
  'is-mediator-or-rule': rule(
    ladder,
    '由调解员提级，或到期自动提级；无人可以调解的，马上自动提级',
    'the mediator takes it up, or its limit does; where nobody is left to mediate, the rule does at once',
    (args) => (args.event.actor.role === 'system' ? hasGround(args) : args.context.mediator === args.event.actor.person),
  ),
  'both-signed': rule(
    { zh: '《人民调解法》第二十八条、第二十九条', en: 'People’s Mediation Law, articles 28 and 29' },
    '调解协议须有双方签名、盖章或按指印的记录；口头协议由调解员记录',
    'an agreement has the signature record of both sides; of an oral one the mediator writes it down',
    (args) => !known(args, 'form') || sides.every((side) => args.event.input['signed']?.[side] !== undefined),
  ),
  'written-is-signed': rule(
    { zh: '《人民调解法》第二十九条', en: 'People’s Mediation Law, article 29' },
    '书面协议由双方自己签名、盖章或按指印，不能只由调解员记录',
    'a written agreement is signed by both sides themselves, not only recorded',
    ({ event: { input } }) => input['form'] !== 'written' || sides.every((side) => input['signed']?.[side] !== 'recorded'),
  ),
  'asked-together': rule(
    law(33),
    '司法确认由双方共同申请',
    'both sides ask the court together',
    ({ event }) => event.input['together'] !== false,
  ),
  'within-confirmation': rule(
    law(33),
    '司法确认须自协议生效之日起三十日内申请',
    'the court is asked within thirty days of the agreement',
    ({ context, event }) => {
      const due = context.clocks.confirmation?.dueAt;
      return context.agreement !== null && due !== undefined && event.at <= due;
    },
  ),
  'not-asked-yet': rule(
    law(33),
    '已经申请过司法确认',
    'the court has been asked already',
    ({ context }) => context.confirmation === null,
  ),
  'waits-for-ruling': rule(
    law(33),
    '没有待登记结果的司法确认申请',
    'no court has been asked, or its word is recorded already',
    ({ context }) => context.confirmation !== null && context.confirmation.ruledAt === null,
  ),
  'is-kept': rule(
    researchOf('2.6'),
    '协议未履行，须提级处理',
    'the agreement is not kept and goes up',
    ({ event }) => event.input['kept'] === undefined || event.input['kept'] === 'yes',
  ),
  'is-partly-kept': rule(
    researchOf('2.6'),
    '协议没有部分履行',
    'the agreement is not kept in part',
    ({ event }) => event.input['kept'] === 'partly',
  ),
  'is-broken': rule(researchOf('2.6'), '协议已履行', 'the agreement is kept', ({ event }) => event.input['kept'] === 'no'),
  'has-room': rule(
    researchOf('5.6'),
    '调解记录已满 100 条',
    'there are a hundred sessions already',
    ({ context }) => context.sessions.length < 100,
  ),
} as const satisfies Record<string, R>;

// Rules about what is not counted in the month's figures (domain research 5.5, X).
import { groundsBefore, isStoodInFor, isUndecided, parties, speaksFor } from '../exclusion.ts';
import type { Context } from '../context.ts';
import type { Event } from '../event.ts';
import { research, rule, sayDay } from './word.ts';

const why = research(
  '5.5',
  '不属实的认定：有理由、第二人、听取居民意见',
  'found untrue: a reason, a second person, the resident heard',
);

/** It may be contested by the one whom it goes against: the resident when the order counts no more, the handler when it counts. */
const goesAgainst = (context: Context, { actor: { person } }: Event): boolean =>
  speaksFor(context, person) === (context.exclusion?.excluded ? 'resident' : 'handler');

export const exclusionRules = {
  mayBeExcluded: rule(
    why,
    '已经提请过，同样的理由不再提',
    'it was proposed before: not again on the same ground',
    ({ context: { exclusion }, event: { input } }) =>
      exclusion === undefined ||
      (exclusion.excluded === false &&
        !isUndecided(exclusion) &&
        (input['ground'] === undefined || !groundsBefore(exclusion).includes(input['ground']))),
  ),
  wentRight: rule(
    research('5.5', '虚假办结扣 20 分', '20 points for a false completion'),
    '认定虚假办结或泄露个人信息的单照常计入考核',
    'an order that was done falsely, or leaked personal data, counts whatever it was about',
    ({ context: { falseAt, leakedAt } }) => falseAt === undefined && leakedAt === undefined,
  ),
  citesDocument: rule(
    research('5.5', '不可抗力以县级文件为准', 'force majeure is what the county’s document says'),
    '不可抗力须写明县级文件的文号',
    'force majeure names the county’s document by its number',
    ({ event: { input } }) => input['ground'] !== 'force-majeure' || input['document'] !== undefined,
  ),
  isProposed: rule(
    why,
    '没有待认定的提请',
    'nothing was proposed that waits for a decision',
    ({ context: { exclusion } }) => exclusion !== undefined && exclusion.excluded === undefined,
  ),
  isConcerned: rule(
    why,
    '只有点单人（含代点人）和承办人可以陈述、申请复核',
    'only whoever placed the order, or for whom it was placed, and its handler speak about it',
    ({ context, event }) => speaksFor(context, event.actor.person) !== null,
  ),
  isNewToIt: rule(
    why,
    '提请的人不能认定，认定的人不能复核：须另一人',
    'whoever proposed it does not decide, and whoever decided does not judge: another person does',
    ({ context: { exclusion }, event: { actor } }) =>
      actor.person !== null && exclusion?.by !== actor.person && exclusion?.decidedBy !== actor.person,
  ),
  isOtherUnit: rule(
    why,
    '承办单位、被反映的单位不能认定',
    'neither the unit that handles it nor the unit that it is about decides',
    ({ context: { holder, unit }, event: { facts } }) => {
      const own = (facts['holds'] ?? []) as readonly string[];
      const involved = (facts['involved'] ?? []) as readonly string[];
      return ![unit.id, holder?.id, ...involved].some((id) => id !== undefined && own.includes(id));
    },
  ),
  isHeard: rule(
    why,
    '居民和承办人尚未都陈述，陈述期未满',
    'resident and handler have not both spoken, and may still do so',
    ({ context, event }) => {
      const { exclusion } = context;
      return (
        exclusion === undefined ||
        event.at >= exclusion.hearBy ||
        (!isStoodInFor(context) && parties(context).every((person) => exclusion.heard?.includes(person)))
      );
    },
    ({ context: { exclusion } }) => {
      const day = sayDay((exclusion?.hearBy ?? 1) - 1);
      return {
        zh: `居民和承办人尚未都陈述，可以陈述到${day.zh}`,
        en: `resident and handler have not both spoken and may do so until ${day.en}`,
      };
    },
  ),
  isContested: rule(
    why,
    '没有待复核的认定',
    'no decision is contested',
    ({ context: { exclusion } }) => exclusion?.contestedAt !== undefined && exclusion.judgedAt === undefined,
  ),
  mayContest: rule(
    research('2.6', '5 个工作日内可申请复核一次', 'contested once, within 5 working days'),
    '没有可以申请复核的认定，或复核期已过',
    'there is no decision against you to contest, or the time for it is over',
    ({ context, event }) => {
      const { exclusion } = context;
      return (
        exclusion?.excluded !== undefined &&
        exclusion.contestedAt === undefined &&
        event.at <= (exclusion.contestBy ?? 0) &&
        goesAgainst(context, event)
      );
    },
  ),
} as const;

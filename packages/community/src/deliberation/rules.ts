// Rules of deliberation that hang on who somebody is and what is there, in words. Those of its course stand with its chart.
import type { Rule } from '../rules/rule.ts';

const rows = (zh: string, en: string) => ({ zh: `领域研究 1（第 ${zh} 行）`, en: `domain research 1, ${en}` });
const parties = rows('31、37', 'rows 31 and 37');
const meetings = rows('10', 'row 10');

export const deliberationRules = {
  'known-forum': {
    zh: '没有这样的议事形式，以本县现行规定为准',
    en: 'there is no such forum: the county’s policy in force says which there are',
    source: parties,
  },
  'forum-level': {
    zh: '这里没有召集这种会议的一级',
    en: 'no level there convenes this forum',
    source: meetings,
  },
  'raised-or-shelved': {
    zh: '联席会议研究的单须已提级或挂账',
    en: 'an order comes before this meeting once it has gone up or is shelved',
    source: meetings,
  },
  'sealed-stays-out': {
    zh: '密封事项不提交多方议事',
    en: 'a sealed matter is not put before the parties',
    source: { zh: '领域研究 3.2（密封类）', en: 'domain research 3.2, sealed categories' },
  },
  'order-of-place': {
    zh: '只能议召集单位辖区内的单',
    en: 'an order comes before the forum of the place where it lies',
    source: parties,
  },
  'speaks-for-party': {
    zh: '只有该方的人发表该方意见；他人代记须写明记录',
    en: 'a party is spoken for by its own people; whoever convenes writes down what it said, with its record',
    source: parties,
  },
  'written-down-by-convener': {
    zh: '只有召集单位可以代记其他各方的意见',
    en: 'only who convenes writes down what another party said',
    source: parties,
  },
  'task-within': {
    zh: '议定事项只交给召集单位及其以下的单位，每个单位一项',
    en: 'a task goes to the unit that convenes or one below it, one to each',
    source: parties,
  },
  'meeting-above': {
    zh: '没有上一级会议可以提交',
    en: 'there is no meeting of a level above',
    source: meetings,
  },
} as const satisfies Record<string, Rule>;

// What a deadline forbids, by name: the words and the source of each rule. A refusal may say more exactly what was wrong.
import { refusalOf, type Refused, type Rule, type Words } from '../rules/rule.ts';

const pauses: Words = { zh: '领域研究 2.6 挂起', en: 'domain research 2.6, pause' };
const extensions: Words = { zh: '领域研究 2.4 延期', en: 'domain research 2.4, extension' };

export const deadlineRules = {
  'imported-clock': {
    zh: '该时限由外部系统设定，不在本系统变更。',
    en: 'This clock was set by another system and is not moved here.',
    source: { zh: '导入说明', en: 'import' },
  },
  'no-such-clock': {
    zh: '该紧急程度没有此项时限。',
    en: 'There is no such clock at this urgency.',
    source: { zh: '领域研究 2.4', en: 'domain research 2.4' },
  },
  'pause-once': { zh: '时限已在挂起中。', en: 'The clock is paused already.', source: pauses },
  'pause-in-time': { zh: '时限已到期，不能再挂起。', en: 'The clock is due: what is late is not paused.', source: pauses },
  'pause-total': {
    zh: '挂起累计时间已用完。',
    en: 'All the time for which a clock may be paused is used.',
    source: pauses,
  },
  'resume-paused': { zh: '时限并未挂起。', en: 'The clock is not paused.', source: pauses },
  'extend-work': {
    zh: '只有办理和重办的时限可以延期。',
    en: 'Only the work itself can be given more time.',
    source: extensions,
  },
  'extend-in-time': {
    zh: '延期须在到期前申请。',
    en: 'An extension must be asked for before the clock is due.',
    source: extensions,
  },
  'extend-running': { zh: '时限挂起期间不能延期，请先恢复。', en: 'The clock is paused: resume it first.', source: extensions },
  'extend-never': { zh: '特急事项不得延期。', en: 'At U0 there is no extension.', source: extensions },
  'extend-times': { zh: '延期次数已用完。', en: 'It was extended as often as may be.', source: extensions },
  'extend-length': { zh: '延期超出允许的时长。', en: 'The extension is longer than may be.', source: extensions },
  'category-in-time': {
    zh: '办结时限已过，不能靠更正类别延长。',
    en: 'The whole limit is up: a correction of the category gives no more time.',
    source: extensions,
  },
} as const satisfies Record<string, Rule>;

/** What whoever is refused reads; `exactly` in place of the rule's own words. */
export const deadlineRefusal = (name: keyof typeof deadlineRules, { zh, en }: Words = deadlineRules[name]): Refused =>
  refusalOf(name, { zh, en, source: deadlineRules[name].source });

// What an entry of a journal is called, on the page and on paper.
import type { Words } from '@six-order/community/rules/rule';
import type { JournalEntry } from '@six-order/engine';
import { clockEntryWords } from '@six-order/workflows/clock-entry-words';

const evaluatedByCode: Words = { zh: '评单（凭查询码）', en: 'Evaluate (by query code)' };
const calledInVain: Words = { zh: '联系（没打通）', en: 'Called in vain' };

/**
 * As its workflow calls the command; a clock's entry by the clock and the rung; a call in vain by what it was, which is no contact; an
 * evaluation by the query code as that.
 * `reminders`: of the journal's entries that limits beside a stage's own wrote, which they were (`sideReminders`).
 */
export function entryTitle(
  { seq, workflow, type, timer, input, actor }: JournalEntry,
  commands: Readonly<Record<string, { readonly title: Words } | undefined>> | undefined,
  reminders: ReadonlyMap<number, Words>,
): Words {
  const reminder = reminders.get(seq);
  if (reminder) return reminder;
  if (type === 'contact' && input['reached'] === false) return calledInVain;
  if (type === 'evaluate' && actor.role === 'system' && input['byCode'] === true) return evaluatedByCode;
  return (timer ? null : commands?.[type]?.title) ?? clockEntryWords(type, workflow) ?? { zh: type, en: type };
}

// An entry of the timer that limits beside a stage share says which of them it reminds of, and how far each has come.
import { readFile } from 'node:fs/promises';
import { createRegistry, type JournalEntry } from '@six-order/engine';
import { workflows } from '@six-order/workflows/all';
import { sideReminders } from '@six-order/workflows/side-reminders';
import { expect, test } from 'vitest';

const registry = createRegistry(workflows);
const journalOf = async (name: string): Promise<readonly JournalEntry[]> => {
  const file = new URL(`../../workflows/six-order/recordings/v2/${name}.json`, import.meta.url);
  return (JSON.parse(await readFile(file, 'utf8')) as { journal: JournalEntry[] }).journal;
};

test('each reminder names the limit whose time has come', async () => {
  const journal = await journalOf('overdue-and-reworked');
  expect([...sideReminders(registry, journal)]).toEqual([
    [8, { zh: '到场时限将到', en: 'arrival: the limit is close' }],
    [9, { zh: '到场时限已到', en: 'arrival: the limit is reached' }],
    [11, { zh: '先期反馈时限将到', en: 'first report: the limit is close' }],
    [13, { zh: '先期反馈时限已到', en: 'first report: the limit is reached' }],
  ]);
});

test('a limit that began anew is named by how it ran then', async () => {
  const journal = await journalOf('extended-paused-and-helped');
  expect([...sideReminders(registry, journal)].map(([seq, { zh }]) => [seq, zh])).toEqual([
    [14, '先期反馈时限将到'],
    [16, '先期反馈时限已到'],
  ]);
});

test('of a journal that does not follow from its own beginning nothing is said', async () => {
  const [, ...rest] = await journalOf('overdue-and-reworked');
  expect(sideReminders(registry, rest).size).toBe(0);
});

// Which limits an entry `asideNext` reminds of: one timer wakes for the next of those that run beside a stage, and how the order stood
// before it says which have come.
import { FrozenOrderError, replaying, type JournalEntry, type Registry, type Snapshot } from '@six-order/engine';
import type { Words } from '@six-order/community/rules/rule';
import { rungOf } from './clock-entry-words.ts';
import { asideDue } from './six-order/v2/clock.ts';
import type { Context } from './six-order/v2/context.ts';

/** By the entry's number in the journal; of an order that does not follow from its journal any more none. */
export function sideReminders(registry: Pick<Registry, 'get'>, journal: readonly JournalEntry[]): ReadonlyMap<number, Words> {
  const reminders = new Map<number, Words>();
  if (!journal.some(isReminder)) return reminders;
  let before: Snapshot | null = null;
  let next = 0;
  try {
    for (const snapshot of replaying(registry, journal)) {
      const entry = journal[next];
      next += 1;
      const words = before && entry && isReminder(entry) ? remindedOf(before, entry.at) : null;
      if (entry && words) reminders.set(entry.seq, words);
      before = snapshot;
    }
  } catch (error) {
    if (!(error instanceof FrozenOrderError)) throw error;
    return new Map();
  }
  return reminders;
}

const isReminder = ({ type, timer }: JournalEntry): boolean => type === 'asideNext' && timer !== undefined;

function remindedOf({ context: kept }: Snapshot, at: number): Words | null {
  const said = asideDue({ context: kept as unknown as Context, event: { at } }).map(({ name, rung, again, goesUp }) =>
    rungOf(name, goesUp ? 'Silent' : again ? 'Again' : rungNames[rung]),
  );
  return said.length === 0 ? null : { zh: said.map(({ zh }) => zh).join('，'), en: said.map(({ en }) => en).join('; ') };
}

const rungNames = { half: 'Half', pressing: 'Pressing', due: 'Due', over: 'Over' } as const;

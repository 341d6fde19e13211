// What stood on the board each time that an objection to it was upheld, told by the journal: an order forgets its text with its consent, and
// orders from before decision 0440 kept none (decision 0465).
import { shownOf, type ShownDraft } from '@six-order/community/publication/upheld';
import { replaying, type JournalEntry, type Registry } from '@six-order/engine';
import { contextOf } from './face.ts';

/** Throws as the fold does. */
export function upheldIn(workflows: Pick<Registry, 'get'>, journal: readonly JournalEntry[]): readonly ShownDraft[] {
  const found: ShownDraft[] = [];
  let last: number | undefined;
  for (const snapshot of replaying(workflows, journal)) {
    const { publicObjection, proposal, showing } = contextOf(snapshot);
    if (publicObjection?.upheld !== true || publicObjection.at === last) continue;
    last = publicObjection.at;
    if (proposal) found.push(shownOf(proposal, showing?.fields));
  }
  return found;
}

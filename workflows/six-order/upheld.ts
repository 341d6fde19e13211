// What stood on the board each time that an objection to it was upheld, or was left undecided, told by the journal: an order forgets its text
// with its consent, and orders from before decision 0440 kept none (decisions 0465, 0504).
import { shownOf, type TakenDraft } from '@six-order/community/publication/upheld';
import { replaying, type JournalEntry, type Registry } from '@six-order/engine';
import { contextOf } from './face.ts';

/** The oldest first. Throws as the fold does. */
export function upheldIn(workflows: Pick<Registry, 'get'>, journal: readonly JournalEntry[]): readonly TakenDraft[] {
  // By the instant of the objection; null where nothing stood there.
  const found = new Map<number, TakenDraft | null>();
  for (const snapshot of replaying(workflows, journal)) {
    const { publicObjection, proposal, showing } = contextOf(snapshot);
    if (!publicObjection) continue;
    const { at, upheld } = publicObjection;
    if (upheld === false) found.delete(at);
    else if (!found.has(at))
      found.set(at, proposal && { ...shownOf(proposal, showing?.fields), at, undecided: upheld === undefined });
    else if (upheld && found.get(at)?.undecided) found.set(at, { ...(found.get(at) as TakenDraft), undecided: false });
  }
  return [...found.values()].filter((one) => one !== null);
}

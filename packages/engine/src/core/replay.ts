// The fold (I5): a journal, played through the versions it ran on, gives the order's snapshot, byte for byte.
import { FrozenOrderError } from './error.ts';
import type { JournalEntry } from './journal.ts';
import type { Snapshot } from './order.ts';
import { step } from './step.ts';
import { MIGRATE, type Registry } from './workflow.ts';

/** Throws FrozenOrderError when an entry is not one that its workflow version would have taken. */
export function replay(registry: Pick<Registry, 'get'>, journal: readonly JournalEntry[]): Snapshot {
  let last: Snapshot | null = null;
  for (const snapshot of replaying(registry, journal)) last = snapshot;
  if (!last) throw new FrozenOrderError('the journal is empty');
  return last;
}

/** The snapshot after each entry in turn; throws as `replay` does. */
export function* replaying(registry: Pick<Registry, 'get'>, journal: readonly JournalEntry[]): Generator<Snapshot, void> {
  let snapshot: Snapshot | null = null;
  for (const entry of journal) {
    const workflow = registry.get(entry.workflow, entry.version);
    if (entry.type === MIGRATE) {
      if (!snapshot || !workflow.migrates)
        throw new FrozenOrderError(`entry ${entry.seq} migrates to a version without a migration`);
      snapshot = workflow.migrates.snapshot(snapshot);
      yield snapshot;
      continue;
    }
    const { at, actor, input, facts } = entry;
    const result = step(workflow, snapshot, { type: entry.timer?.slot ?? entry.type, at, actor, input, facts });
    if (result.kind !== 'applied')
      throw new FrozenOrderError(`entry ${entry.seq} (${entry.type}) does not follow from the entries before it`);
    snapshot = result.snapshot;
    yield snapshot;
  }
}

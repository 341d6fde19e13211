// Each acknowledged command stands in its order's journal once, where it was said to stand, with the words that were sent;
// and no person's entry stands there that was not acknowledged.
import type { Json, JournalEntry, OrderId, SealedValue } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import { textOf, type Sent } from './client.ts';
import type { Findings } from './findings.ts';

export interface CommandsAudit {
  readonly engine: Pick<Engine, 'unseal'>;
  readonly id: OrderId;
  readonly journal: readonly JournalEntry[];
  /** The commands for this order; all have their answers. */
  readonly sent: readonly Sent[];
  readonly findings: Findings;
}

export async function matchCommands({ engine, id, journal, sent, findings }: CommandsAudit): Promise<void> {
  const ids = journal.flatMap(({ input }) => sealedIn(input).map(({ sealed }) => sealed));
  const opened = await engine.unseal(id, ids).catch(() => ({}) as Readonly<Record<string, Json>>);
  for (const sealed of ids) if (opened[sealed] == null) findings.unreadable.push(`${id} ${sealed}`);

  const left = journal
    .filter(({ actor }) => actor.person !== null)
    .map((entry) => ({ entry, text: textOf(openInput(entry.input, opened)) }));
  // Those first of which it was said exactly where they stand.
  for (const command of sent.toSorted((a, b) => a.attempts - b.attempts)) {
    if (command.told?.kind !== 'acknowledged') continue;
    const at = left.findIndex(({ entry, text }) => fits(command, entry) && text === command.text);
    if (at >= 0) left.splice(at, 1);
    else findings.acknowledgedButMissing.push(`${id}: ${command.type} of ${command.persona}, sent ${command.attempts} times`);
  }
  for (const { entry } of left) findings.appliedButNeverAcknowledged.push(`${id}: ${entry.seq} ${entry.type}`);
}

/** Told at the first try, a revision is the command's own; told again, it is the order's by then. */
const fits = ({ type, person, attempts, told }: Sent, entry: JournalEntry): boolean =>
  entry.type === type &&
  entry.actor.person === person &&
  told?.kind === 'acknowledged' &&
  (attempts === 1 ? entry.seq === told.revision : entry.seq <= told.revision);

const isSealed = (value: Json): value is Json & SealedValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'sealed' in value && 'digest' in value;

const sealedIn = (value: Json): SealedValue[] => {
  if (isSealed(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((part) => sealedIn(part as Json)) : [];
};

/** An input's own members with what was sealed in them. */
const openInput = (input: JournalEntry['input'], opened: Readonly<Record<string, Json>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(input).map(([name, value]) => [name, isSealed(value) ? opened[value.sealed] : value]));

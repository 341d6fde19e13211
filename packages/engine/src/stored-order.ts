// An order out of its rows, as its readers know it.
import { FrozenOrderError, TerminalError } from './core/error.ts';
import type { Face, OrderId, Snapshot, StoredOrder } from './core/order.ts';
import type { Workflow } from './core/workflow.ts';
import type { OrderRow } from './postgres/load.ts';

/** What an order's own rows must allow; when they do not, it stands still until a person has looked. */
export function frozenUnless<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new FrozenOrderError(what, { cause });
  }
}

/** An order as its readers know it. */
export const stored = (row: OrderRow, workflow: Workflow): StoredOrder =>
  storedWith(row, (snapshot) => faceOf(workflow, snapshot));

export function storedWith(row: OrderRow, face: (snapshot: Snapshot) => Face): StoredOrder {
  const snapshot = frozenUnless('its snapshot cannot be read', () => JSON.parse(row.snapshot) as Snapshot);
  return {
    id: row.id as OrderId,
    tenant: row.tenant,
    workflow: row.workflow,
    version: row.version,
    revision: row.revision,
    snapshot,
    face: face(snapshot),
  };
}

export function faceOf(workflow: Workflow, snapshot: Snapshot): Face {
  try {
    return workflow.face(snapshot);
  } catch (cause) {
    throw new TerminalError(`${workflow.id}@${workflow.version} could not make a face`, { cause });
  }
}

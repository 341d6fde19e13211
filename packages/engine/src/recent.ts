// The orders that this process committed last and that are still open, so that the next command on one needs no reading.
//
// Owns: how many are kept. Not ours: whether what is kept is still true: the commit's guard says that (I3).
// R1: only an applied command may rest on what is kept here; every other answer is given from rows just read, for another
// process may have been at the order meanwhile.
import type { StoredOrder } from './core/order.ts';
import type { Written } from './core/snapshot-text.ts';
import type { DataKey } from './keyring.ts';

/** An order as a command finds it. */
export interface Standing {
  readonly order: StoredOrder;
  /** MAC of its last entry. */
  readonly head: Uint8Array;
  /** Its data key, wrapped; null when it was erased. */
  readonly dataKey: Uint8Array | null;
  /** The same, open, once a command had to seal something. */
  readonly openKey: DataKey | null;
  /** Its context as it was last written; null when it was read. */
  readonly written: Written | null;
}

/** Some 12 kB each: enough for all that a county works on in an hour. */
const MAX_KEPT = 2_048;

export interface Recent {
  get(order: string): Standing | undefined;
  keep(standing: Standing): void;
  /**
   * Keeps it only when the order is kept already. What a clock moved: no command follows at once, and ten thousand deadlines
   * at one instant would push out everything that people work on.
   */
  renew(standing: Standing): void;
  drop(order: string): void;
}

export function createRecent(): Recent {
  // A map keeps the order of insertion: the first is the one that was longest untouched.
  const kept = new Map<string, Standing>();
  const keep = (standing: Standing): void => {
    const { id } = standing.order;
    kept.delete(id);
    if (standing.order.face.closedAt !== null) return;
    kept.set(id, { ...standing, head: own(standing.head), dataKey: standing.dataKey && own(standing.dataKey) });
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value as string);
  };
  return {
    get: (order) => kept.get(order),
    keep,
    renew(standing) {
      if (kept.has(standing.order.id)) keep(standing);
    },
    drop: (order) => void kept.delete(order),
  };
}

/** A few bytes that were cut out of a large buffer would keep all of it in memory. */
const own = (bytes: Uint8Array): Uint8Array => (bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes));

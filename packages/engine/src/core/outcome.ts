// What came of a command. Every foreseen answer is a value here; what is thrown is a fault (error.ts).
import type { StoredOrder } from './order.ts';
import type { Text } from './text.ts';

/** One complaint about an input: where (JSON path) and what would be right. Never holds the value itself (I12). */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** The rule that stands against it, where one does. */
  readonly rule?: BrokenRule;
}

/** A rule apart from the sentence that quotes it. */
export interface BrokenRule {
  readonly name: string;
  readonly says: Text;
  /** What it rests on. */
  readonly source: Text;
}

export type Outcome =
  /** Committed; `repeated` when an earlier command with the same key and body already had been. */
  | { readonly kind: 'applied'; readonly order: StoredOrder; readonly repeated: boolean }
  /** The state, or a guard of the machine, does not take this command now; `order` is what stands. */
  | { readonly kind: 'not-allowed'; readonly order: StoredOrder | null }
  /** This actor may not send this command. */
  | { readonly kind: 'forbidden' }
  /** The caller named a revision that is no longer the order's. */
  | { readonly kind: 'stale'; readonly order: StoredOrder }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }
  /** No such order, or none that this actor may know of. */
  | { readonly kind: 'not-found' }
  /** The idempotency key was used before with another body. */
  | { readonly kind: 'key-reused' }
  /** The queue is full: come back after `retryAfterSeconds`. Nothing was written. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

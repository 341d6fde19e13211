// An order as stored: the shapes shared by the pure core, the database and the callers.
import { z } from 'zod';

/** In small letters, as the database writes it: two spellings of one order would pass for two orders. */
export const OrderId = z.uuid().toLowerCase().brand<'OrderId'>();
export type OrderId = z.infer<typeof OrderId>;

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Who acts: a person in a post, or the system itself (`person` and `post` null, role `clock` or `system`). */
export interface Actor {
  readonly person: string | null;
  readonly post: string | null;
  readonly role: string;
  /** The tenant (county) whose orders the post may reach. */
  readonly tenant: string;
  /** Where the post stands in the unit tree (ltree). */
  readonly path: string;
}

/** The machine's persisted state. `value` and `context` are plain JSON. */
export interface Snapshot {
  readonly value: Json;
  readonly context: { readonly [key: string]: Json };
}

/**
 * An order's searchable columns, projected from its snapshot by its workflow. The engine knows nothing of their
 * meaning. No free text, no personal data (I12). Times are epoch ms.
 */
export interface Face {
  /** Where in the unit tree (ltree). */
  readonly path: string;
  readonly stage: string;
  readonly labels: readonly string[];
  /** Ids that hold this order: persons, teams, units. */
  readonly people: readonly string[];
  /** The number people call it by; unique in its tenant. */
  readonly number: string;
  readonly dueAt: number | null;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly data: { readonly [key: string]: Json };
}

export interface StoredOrder {
  readonly id: OrderId;
  readonly tenant: string;
  readonly workflow: string;
  readonly version: number;
  /** Number of applied commands: 1 after the first. */
  readonly revision: number;
  readonly snapshot: Snapshot;
  readonly face: Face;
}

/** What stands in snapshot, journal and outbox in place of a piece of personal data. */
export interface SealedValue {
  /** Unique in its order: `<seq>/<path>`. */
  readonly sealed: string;
  /** Keyed digest, base64url: proves the text while the order's key lives, tells nothing once it is gone. */
  readonly digest: string;
}

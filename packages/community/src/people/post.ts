// Posts: in which role, where and for how long a person acts.
import type { Role } from './role.ts';

/** A person may hold several posts; every act is done in one of them. */
export interface Post {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  readonly role: Role;
  /** Id of the unit. */
  readonly unit: string;
  /** Epoch ms. */
  readonly validFrom: number;
  /** Epoch ms, exclusive; null without an end. */
  readonly validTo: number | null;
}

/** Whether a unit stands, or a post's term runs, at `at` (epoch ms). */
export const inForce = (term: { readonly validFrom: number; readonly validTo: number | null }, at: number): boolean =>
  term.validFrom <= at && (term.validTo === null || at < term.validTo);

// Absences (请假、出差、培训): when a person is away from every post, and when a deputy (B岗) stands in.
//
// Owns: both judgements. Not ours: whose orders move at the end of a term (hand-over.ts).
// A1: a deputy acts in a post of his own, so that the journal names him; he takes over the post, never what lies with the
// other in person: orders held by one who is away are moved by a dispatcher.
import { inForce, type Post } from './post.ts';

export interface Absence {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  /** Epoch ms; the end is exclusive. */
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The absence that covers `at` and ends last; undefined when the person is there. `absences` are the person's. */
export const absenceAt = (absences: readonly Absence[], at: number): Absence | undefined =>
  absences
    .filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
    .toSorted((a, b) => b.endsAt - a.endsAt)
    .at(0);

/**
 * Whether a post can be acted in at `at`: its term runs, and, if it is a deputy's, the post it stands in for has nobody at
 * work (its holder is away, or its term is over).
 */
export function canActIn(
  post: Post,
  at: number,
  { principal, away }: { readonly principal: Post | undefined; readonly away: (person: string, at: number) => boolean },
): boolean {
  if (!inForce(post, at)) return false;
  if (post.deputyOf === undefined) return true;
  if (principal === undefined || principal.validFrom > at) return false;
  return !inForce(principal, at) || away(principal.person, at);
}

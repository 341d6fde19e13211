// Who reads or acts: a person in a post, with the teams and units that the post stands for.
import type { Actor } from '@six-order/engine';
import type { Sides } from '../mediation/apart.ts';

export interface Reader extends Actor {
  /** Ids of the post's unit and of the person's teams, as the directory has them: an order held by one of these is theirs. */
  readonly holds: readonly string[];
  /** Whether he keeps out of a dispute between these (mediation/apart.ts). Absent where nothing of an order is disclosed or done. */
  readonly keepsOut?: (sides: Sides) => boolean;
}

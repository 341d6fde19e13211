// Who reads or acts: a person in a post, with the teams and units that the post stands for.
import type { Actor } from '@six-order/engine';

export interface Reader extends Actor {
  /** Ids of the post's unit and of the person's teams, as the directory has them: an order held by one of these is theirs. */
  readonly holds: readonly string[];
}

// Who asks after a settled dispute whether it is kept (回访): somebody else than its mediator, who keeps out of it in no way.
//
// Owns: where such people are, from the unit that has it in hand upwards. Not ours: who may follow up at all (../authority).
import { followsUpAt } from '../authority/authority.ts';
import type { Directory } from '../directory.ts';
import { isOutOf, type Between } from './apart.ts';

type Posts = Pick<Directory, 'unitById' | 'lineOf' | 'postsIn' | 'actorOf' | 'postsOf'>;

interface Settled {
  /** Id of the unit that has it in hand. */
  readonly holder: string;
  readonly category: string;
}

/**
 * The nearest unit, from the one that has it in hand upwards, in which somebody may follow it up, and these people; null when there is
 * nobody up to the county. `people`: who mediated it.
 */
export function callersOf(
  directory: Posts,
  { holder, category }: Settled,
  between: Between,
): { readonly unit: string; readonly people: readonly string[] } | null {
  const unit = directory.unitById(holder);
  for (const { id } of unit ? directory.lineOf(unit).toReversed() : []) {
    const able = directory.postsIn(id).filter(({ id: post, person }) => {
      const actor = directory.actorOf(post);
      return (
        actor !== undefined &&
        followsUpAt({ ...actor, holds: id === holder ? [id] : [] }, { category, path: unit?.path ?? '', holder }) &&
        !isOutOf(directory, person, between)
      );
    });
    if (able.length > 0) return { unit: id, people: [...new Set(able.map(({ person }) => person))] };
  }
  return null;
}

// Who is told: the people behind the ids and the desk that an effect names.
import { sendersOf } from '@six-order/community/authority/acts';
import { dispatchesAt } from '@six-order/community/authority/authority';
import type { HandlerTools } from '../delivery.ts';

type Directory = Pick<HandlerTools['directory'], 'unitById' | 'lineOf' | 'postsIn' | 'actorOf'>;

/** Who works on an order that is dispatched to a unit or team: residents live there too, and are not told. */
const workers: ReadonlySet<string> = new Set(sendersOf('six-order', 'accept'));

/**
 * Ids of the people, each once. `to`: persons, teams or units, of which those are meant who can take an order on. `desk`:
 * the unit whose dispatchers are meant, as far as authority lets them dispatch the category (a complaint about a community
 * never goes to it); where it has none, those of the nearest unit above that has.
 */
export function recipients(
  directory: Directory,
  { to, desk, category }: { readonly to: readonly string[]; readonly desk: string | null; readonly category: string },
): readonly string[] {
  const people = to.flatMap((id) => {
    const unit = directory.unitById(id);
    return unit ? holders(directory, unit.id, workers) : [id];
  });
  const unit = desk === null ? undefined : directory.unitById(desk);
  for (const above of unit ? directory.lineOf(unit).toReversed() : []) {
    const there = directory.postsIn(above.id).filter(({ id }) => {
      const actor = directory.actorOf(id);
      return actor !== undefined && dispatchesAt({ ...actor, holds: [] }, { category, path: unit?.path ?? '' });
    });
    people.push(...there.map(({ person }) => person));
    if (there.length > 0) break;
  }
  return [...new Set(people)];
}

const holders = (directory: Directory, unit: string, roles: ReadonlySet<string>): string[] =>
  directory
    .postsIn(unit)
    .filter(({ role }) => roles.has(role))
    .map(({ person }) => person);

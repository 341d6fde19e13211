// Who is told: the people behind the ids and the desk that an effect names.
import { sendersOf } from '@six-order/community/authority/acts';
import type { Role } from '@six-order/community/people/role';
import type { HandlerTools } from '../delivery.ts';

type Directory = Pick<HandlerTools['directory'], 'unitById' | 'lineOf' | 'postsIn'>;

/** Who works on an order that is dispatched to a unit or team: residents live there too, and are not told. */
const workers: ReadonlySet<Role> = new Set(sendersOf('six-order', 'accept'));
const dispatchers: ReadonlySet<Role> = new Set(sendersOf('six-order', 'dispatch'));

/**
 * Ids of the people, each once. `to`: persons, teams or units, of which those are meant who can take an order on. `desk`:
 * the unit whose dispatchers are meant; where it has none, those of the nearest unit above that has.
 */
export function recipients(
  directory: Directory,
  { to, desk }: { readonly to: readonly string[]; readonly desk: string | null },
): readonly string[] {
  const people = to.flatMap((id) => {
    const unit = directory.unitById(id);
    return unit ? holders(directory, unit.id, workers) : [id];
  });
  const unit = desk === null ? undefined : directory.unitById(desk);
  for (const above of unit ? directory.lineOf(unit).toReversed() : []) {
    const there = holders(directory, above.id, dispatchers);
    people.push(...there);
    if (there.length > 0) break;
  }
  return [...new Set(people)];
}

const holders = (directory: Directory, unit: string, roles: ReadonlySet<Role>): string[] =>
  directory
    .postsIn(unit)
    .filter(({ role }) => roles.has(role))
    .map(({ person }) => person);

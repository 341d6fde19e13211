// Who is called out in an emergency: the teams that its plan names which lie in its scope, or in the community or street of it.
//
// Keeps: I12: ids only. R1: who is away is in no roster.
import type { Directory } from '../directory.ts';
import type { Unit } from '../units/unit.ts';

export interface RosterTeam {
  readonly team: string;
  /** Ids of its people, each once. */
  readonly people: readonly string[];
}

type Sources = Pick<Directory, 'findUnit' | 'lineOf' | 'teamsWithin' | 'postsIn' | 'awayAt'>;

/** Teams that have anybody in them, those of the scope first. `at` in epoch ms. */
export function rosterOf(
  directory: Sources,
  scope: readonly Unit[],
  { calls, at }: { readonly calls: readonly string[]; readonly at: number },
): readonly RosterTeam[] {
  const near = scope.flatMap((unit) => directory.lineOf(unit).filter(({ kind }) => kind === 'street' || kind === 'community'));
  const teams = [
    ...scope.flatMap(({ path }) => directory.teamsWithin(path)),
    ...near.flatMap((above) => directory.teamsWithin(above.path).filter(({ parent }) => parent === above.id)),
  ].filter(({ flags }) => calls.some((kind) => kind === flags['class']));
  return [...new Set(teams.map(({ id }) => id))].flatMap((team) => {
    const people = [...new Set(directory.postsIn(team).map(({ person }) => person))].filter(
      (person) => directory.awayAt(person, at) === undefined,
    );
    return people.length === 0 ? [] : [{ team, people }];
  });
}

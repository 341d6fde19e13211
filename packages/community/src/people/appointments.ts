// Cross-appointments (双向进入、交叉任职): one person in several bodies. Wanted by policy, and to be known: where somebody works
// on orders and watches over the same place, the parts are kept apart order by order (separation.ts), and here they are named.
import { isWithin } from '@six-order/engine';
import type { Post } from './post.ts';
import type { Role } from './role.ts';

const working: ReadonlySet<Role> = new Set([
  'member',
  'team-lead',
  'property',
  'facility',
  'department',
  'grid-worker',
  'community',
  'secretary',
]);
const watching: ReadonlySet<Role> = new Set(['supervisor', 'discipline', 'representative', 'publisher']);

export interface CrossAppointment {
  readonly person: string;
  readonly works: Post;
  readonly watches: Post;
}

/** Pairs of posts in which one person works on orders of a place and watches over them. `pathOf` gives a unit's path. */
export function crossAppointments(
  posts: readonly Post[],
  pathOf: (unit: string) => string | undefined,
): readonly CrossAppointment[] {
  return [...Map.groupBy(posts, ({ person }) => person)].flatMap(([person, held]) => {
    const watches = held.filter(({ role }) => watching.has(role));
    return watches.flatMap((watch) =>
      held
        .filter(({ role, unit }) => working.has(role) && covers(pathOf(watch.unit), pathOf(unit)))
        .map((works): CrossAppointment => ({ person, works, watches: watch })),
    );
  });
}

const covers = (area: string | undefined, path: string | undefined): boolean =>
  area !== undefined && path !== undefined && isWithin(path, area);

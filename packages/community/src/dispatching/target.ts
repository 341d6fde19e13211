// To whom an order could go, and in which capacities: as which party of the catalogue, in which post, where.
//
// Owns: how posts and units read as parties. Not ours: what the catalogue says of a party (../catalogue/duty.ts).
import { Party } from '../catalogue/duty.ts';
import { sendersOf } from '../authority/acts.ts';
import type { Directory } from '../directory.ts';
import type { Post } from '../people/post.ts';
import type { Role } from '../people/role.ts';
import type { Unit } from '../units/unit.ts';

/** One way in which somebody could take an order on. */
export interface Capacity {
  readonly parties: readonly Party[];
  readonly unit: Unit;
  /** Null for a team or a unit as a whole. */
  readonly post: Post | null;
}

export interface Target {
  readonly kind: 'person' | 'team' | 'unit';
  readonly id: string;
  /** Empty when nobody there can accept an order. */
  readonly capacities: readonly Capacity[];
  /** The posts of those who could accept it. */
  readonly able: readonly { readonly person: string; readonly path: string }[];
}

/** Roles that can take an order on. */
const workers: ReadonlySet<string> = new Set(sendersOf('six-order', 'accept'));

/** `kind: 'person'` by person id, else by unit id; what is not there has no capacity. */
export function targetOf(directory: Directory, { kind, id }: Pick<Target, 'kind' | 'id'>): Target {
  const posts = (kind === 'person' ? directory.postsOf(id) : directory.postsIn(id)).filter(({ role }) => workers.has(role));
  const able = posts.map(({ person, unit }) => ({ person, path: directory.unitById(unit)?.path ?? '' }));
  const capacities =
    kind === 'person'
      ? posts.flatMap((post): Capacity[] => {
          const unit = directory.unitById(post.unit);
          return unit ? [{ parties: partiesOfPost(directory, post.role, unit), unit, post }] : [];
        })
      : [directory.unitById(id)].flatMap((unit): Capacity[] =>
          unit && posts.length > 0 ? [{ parties: partiesOfUnit(directory, unit), unit, post: null }] : [],
        );
  return { kind, id, capacities, able };
}

/**
 * Of the capacities in which somebody takes orders on the nearest to an order's place, of two as near the one that stands higher; undefined
 * when he has none.
 */
export function capacityNear(directory: Directory, person: string, path: string): Capacity | undefined {
  const labels = path.split('.');
  const ranked = targetOf(directory, { kind: 'person', id: person }).capacities.map((capacity) => {
    const own = capacity.unit.path.split('.');
    const apart = labels.findIndex((label, n) => label !== own[n]);
    return { capacity, shared: apart === -1 ? labels.length : apart, depth: own.length };
  });
  return ranked.toSorted((a, b) => b.shared - a.shared || a.depth - b.depth)[0]?.capacity;
}

const party = (name: string): Party => Party.parse(name);

const ofRole: Partial<Record<Role, Party>> = {
  member: party('member'),
  'team-lead': party('team'),
  property: party('property'),
  'grid-worker': party('grid'),
};

const partiesOfPost = (directory: Directory, role: Role, unit: Unit): readonly Party[] => {
  const own = ofRole[role];
  return own ? [own] : partiesOfUnit(directory, unit);
};

/** Household groups and buildings belong to their grid. A department of a street is the street, too. */
function partiesOfUnit(directory: Directory, unit: Unit): readonly Party[] {
  switch (unit.kind) {
    case 'household-group':
    case 'building':
      return [party('grid')];
    case 'department': {
      const { duty } = unit.flags;
      const named = Party.safeParse(typeof duty === 'string' ? `department:${duty}` : null);
      const above = unit.parent === null ? undefined : directory.unitById(unit.parent)?.kind;
      return [named.success ? named.data : party('department'), ...(above === 'street' ? [party('street')] : [])];
    }
    default: {
      const named = Party.safeParse(unit.kind);
      return named.success ? [named.data] : [];
    }
  }
}

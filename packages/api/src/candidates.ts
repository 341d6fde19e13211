// Whom an order could be dispatched to. A suggestion: a person decides (PIPL 24, domain research 3.3).
//
// Owns: who is asked about, what is only to be known of them. Not ours: reasons and binding rules (community/dispatching), how
// much each has in hand (the engine counts it).
import { isPlacer, isResident } from '@six-order/community/authority/relation';
import { sendersOf } from '@six-order/community/authority/acts';
import type { Directory } from '@six-order/community/directory';
import { nearnessOf, type Nearness, type Place } from '@six-order/community/dispatching/reasons';
import { targetOf, type Target } from '@six-order/community/dispatching/target';
import type { Post } from '@six-order/community/people/post';
import { markOf } from '@six-order/community/units/marks';
import { serves } from '@six-order/community/units/facility';
import type { Unit } from '@six-order/community/units/unit';
import type { StoredOrder } from '@six-order/engine';
import type { Text } from './contract/entry.ts';

export interface Candidate {
  readonly target: Target;
  readonly name: string;
  readonly role: string | null;
  readonly unit: Unit;
  readonly place: Place;
  readonly nearness: Nearness;
  readonly skills: readonly string[];
  /** What speaks against it without forbidding it. */
  readonly remarks: readonly Text[];
}

type Near = Pick<Candidate, 'place' | 'nearness'>;

const workingRoles = new Set<string>(sendersOf('six-order', 'accept'));
const workingUnits = new Set(['property', 'department']);
const MOST = 60;

/** The nearest first. At most 60: whoever stands further off is found by unit. */
export function candidatesFor(directory: Directory, order: StoredOrder): readonly Candidate[] {
  const { path } = order.face;
  const line = lineOf(directory, path);
  const community = line.find(({ kind }) => kind === 'community') ?? line.at(-1);
  if (!community) return [];
  const place = { path, community: community.path };
  const near = (unit: Unit): Near => ({ place, nearness: nearnessOf(unit.path, place) });
  const units = [...line.filter(({ kind }) => kind === 'community' || kind === 'street'), ...attached(directory, line, order)];
  const nearest = [
    ...directory.holdersWithin(community.path).flatMap((post) => personOf(directory, order, post, near)),
    ...line
      .flatMap((above) => directory.unitsWithin(above.path).filter(({ parent, kind }) => kind === 'team' && parent === above.id))
      .map((unit) => unitCandidate('team', unit, near(unit), directory)),
    ...units.map((unit) => unitCandidate('unit', unit, near(unit), directory)),
  ].sort((a, b) => b.nearness - a.nearness);
  // Whoever holds several posts stands once, with the nearest.
  return [...Map.groupBy(nearest, ({ target }) => target.id).values()].map(([first]) => first as Candidate).slice(0, MOST);
}

/** The units that an order lies in, root first. */
function lineOf(directory: Directory, path: string): readonly Unit[] {
  const [unit] = directory.unitsWithin(path);
  return unit ? directory.lineOf(unit) : [];
}

/** Property services and departments that hang on one of the line, and the facilities there that serve the category. */
const attached = (directory: Directory, line: readonly Unit[], { face }: StoredOrder): readonly Unit[] => {
  const { category } = face.data;
  const works = (unit: Unit): boolean =>
    workingUnits.has(unit.kind) || (unit.kind === 'facility' && typeof category === 'string' && serves(unit, category));
  const [root] = line;
  const above = new Set(line.map(({ id }) => id));
  return root
    ? directory.unitsWithin(root.path).filter((unit) => works(unit) && unit.parent !== null && above.has(unit.parent))
    : [];
};

function personOf(directory: Directory, order: StoredOrder, post: Post, near: (unit: Unit) => Near): readonly Candidate[] {
  const unit = directory.unitById(post.unit);
  if (!unit || !workingRoles.has(post.role)) return [];
  const reader = { person: post.person, post: post.id, role: post.role, tenant: post.tenant, path: unit.path, holds: [] };
  const placed = isPlacer(reader, order) && !isResident(reader, order);
  return [
    {
      target: targetOf(directory, { kind: 'person', id: post.person }),
      name: directory.personName(post.person) ?? '',
      role: post.role,
      unit,
      ...near(unit),
      skills: skillsOf(unit),
      remarks: placed ? [{ zh: '代为点单的人', en: 'placed it for the resident' }] : [],
    },
  ];
}

const unitCandidate = (kind: 'team' | 'unit', unit: Unit, near: Near, directory: Directory): Candidate => ({
  target: targetOf(directory, { kind, id: unit.id }),
  name: unit.name,
  role: null,
  unit,
  ...near,
  skills: skillsOf(unit),
  remarks: [],
});

/** What a team or a firm says that it can do. */
const skillsOf = (unit: Unit): readonly string[] => markOf(unit, 'skills') ?? [];

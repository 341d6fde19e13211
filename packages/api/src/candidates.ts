// Whom an order could be dispatched to, with reasons. A suggestion: a person decides (PIPL 24, domain research 3.3).
//
// Owns: who is near enough, why, what speaks against it. Not ours: how much each has in hand (the engine counts it).
import { isResident } from '@six-order/community/authority/relation';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { Flag } from '@six-order/community/catalogue/category';
import type { Directory } from '@six-order/community/directory';
import type { Post } from '@six-order/community/people/post';
import type { Unit } from '@six-order/community/units/unit';
import { isWithin, type StoredOrder } from '@six-order/engine';
import type { Text } from './contract/entry.ts';
import { roleText } from './present-names.ts';

export interface Candidate {
  readonly kind: 'person' | 'team' | 'unit';
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  readonly unit: Unit;
  readonly reasons: readonly Text[];
  readonly conflicts: readonly Text[];
  /** Greater is nearer. */
  readonly nearness: number;
}

const workingRoles = new Set(['member', 'team-lead', 'property', 'grid-worker', 'community', 'secretary', 'department']);
const workingUnits = new Set(['property', 'department']);
const MOST = 60;

/** The nearest first. At most 60: whoever stands further off is found by unit. */
export function candidatesFor(directory: Directory, order: StoredOrder): readonly Candidate[] {
  const { path } = order.face;
  const line = lineOf(directory, path);
  const community = line.find(({ kind }) => kind === 'community') ?? line.at(-1);
  if (!community) return [];
  const near = (unit: Unit) => nearnessOf(unit, path, community);
  const people = directory.holdersWithin(community.path).flatMap((post) => personOf(directory, order, post, near));
  const teams = line
    .flatMap((above) => directory.unitsWithin(above.path).filter(({ parent, kind }) => kind === 'team' && parent === above.id))
    .map((unit) => unitCandidate('team', unit, near(unit), order, directory));
  const units = [...line.filter(({ kind }) => kind === 'community' || kind === 'street'), ...attached(directory, line)].map(
    (unit) => unitCandidate('unit', unit, near(unit), order, directory),
  );
  const nearest = [...people, ...teams, ...units].sort((a, b) => b.nearness - a.nearness);
  // Whoever holds several posts stands once, with the nearest.
  return [...Map.groupBy(nearest, ({ id }) => id).values()].map(([first]) => first as Candidate).slice(0, MOST);
}

/** The units that an order lies in, root first. */
function lineOf(directory: Directory, path: string): readonly Unit[] {
  const [unit] = directory.unitsWithin(path);
  return unit ? directory.lineOf(unit) : [];
}

/** Property services and departments that hang on one of the line. */
const attached = (directory: Directory, line: readonly Unit[]): readonly Unit[] => {
  const [root] = line;
  const above = new Set(line.map(({ id }) => id));
  return root
    ? directory
        .unitsWithin(root.path)
        .filter(({ kind, parent }) => workingUnits.has(kind) && parent !== null && above.has(parent))
    : [];
};

/** 3 in the order's own grid, 2 in its community, 1 above. */
function nearnessOf(unit: Unit, path: string, community: Unit): number {
  if (isWithin(path, unit.path) && isWithin(unit.path, community.path) && unit.path !== community.path) return 3;
  return isWithin(unit.path, community.path) ? 2 : 1;
}

const nearnessText: Record<number, Text> = {
  3: { zh: '就在本网格', en: 'in the order’s own grid' },
  2: { zh: '在本社区', en: 'in the order’s community' },
  1: { zh: '服务范围覆盖本社区', en: 'serves this community from above' },
};

function personOf(directory: Directory, order: StoredOrder, post: Post, near: (unit: Unit) => number): readonly Candidate[] {
  const unit = directory.unitById(post.unit);
  if (!unit || !workingRoles.has(post.role)) return [];
  const nearness = near(unit);
  const volunteers = post.role === 'member' && isFlagged(order, 'volunteers');
  return [
    {
      kind: 'person',
      id: post.person,
      name: directory.personName(post.person) ?? '',
      role: post.role,
      unit,
      nearness: nearness + (volunteers ? 0.5 : 0),
      reasons: [
        roleText(post.role),
        nearnessText[nearness] as Text,
        ...(volunteers ? [{ zh: '本类事项志愿者可办', en: 'volunteers can do this kind' }] : []),
      ],
      conflicts: conflictsOf(order, post, unit),
    },
  ];
}

function unitCandidate(kind: 'team' | 'unit', unit: Unit, nearness: number, order: StoredOrder, directory: Directory): Candidate {
  const members = directory.postsIn(unit.id).length;
  return {
    kind,
    id: unit.id,
    name: unit.name,
    role: null,
    unit,
    nearness,
    reasons: [nearnessText[nearness] as Text],
    conflicts: [...(members === 0 ? [{ zh: '目前无人在岗', en: 'nobody is in post there now' }] : []), ...bypassed(order, unit)],
  };
}

function isFlagged(order: StoredOrder, flag: Flag): boolean {
  const code = order.face.data['category'];
  return typeof code === 'string' && categoryByCode(code)?.flags.includes(flag) === true;
}

/** Interested persons step aside (回避). */
function conflictsOf(order: StoredOrder, post: Post, unit: Unit): readonly Text[] {
  const own = isResident(
    { person: post.person, post: post.id, role: post.role, tenant: post.tenant, path: unit.path, holds: [] },
    order,
  );
  return [
    ...(own ? [{ zh: '是本单的点单人', en: 'it is this person’s own order' }] : []),
    ...(order.face.data['openedBy'] === post.person && !own ? [{ zh: '代为点单的人', en: 'placed it for the resident' }] : []),
    ...bypassed(order, unit),
  ];
}

/** A complaint about staff is not handled by the unit complained about. */
const bypassed = (order: StoredOrder, unit: Unit): readonly Text[] =>
  isFlagged(order, 'bypasses-unit') && isWithin(unit.path, order.face.path.split('.').slice(0, 3).join('.'))
    ? [{ zh: '被反映单位,应回避', en: 'belongs to the unit concerned' }]
    : [];

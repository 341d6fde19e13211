// Which post may be where: the one table of it, and what no one person may hold together.
import { inBoth, type InBoth } from '../rules/rule.ts';
import { unitKindWords } from '../units/unit-kind-words.ts';
import type { UnitKind } from '../units/unit.ts';
import type { Post } from './post.ts';
import { roleWords } from './role-words.ts';
import type { Role } from './role.ts';

const home: readonly UnitKind[] = ['community', 'grid', 'household-group', 'building'];
const area: readonly UnitKind[] = ['county', 'street', 'community'];

const places: Record<Role, readonly UnitKind[]> = {
  resident: home,
  relative: home,
  'household-head': ['household-group'],
  'grid-worker': ['grid'],
  'opinion-aide': ['street', 'community', 'grid'],
  window: ['street', 'community', 'facility'],
  secretary: ['community', 'grid', 'party'],
  member: ['community', 'grid', 'building', 'team', 'facility', 'party', 'organisation', 'owners-committee'],
  'team-lead': ['team'],
  property: ['property'],
  facility: ['facility'],
  community: ['community'],
  street: ['street'],
  department: ['department'],
  supervisor: [...area, 'organisation'],
  discipline: ['county', 'street'],
  representative: ['community', 'grid'],
  leader: area,
  publisher: ['street', 'community'],
  admin: ['county'],
  dpo: ['county', 'street'],
  archives: ['county', 'street'],
};

/** Why a post of `role` may not be in a unit of `kind`, or null. */
export const unfitPlaceOf = (role: Role, kind: UnitKind): InBoth | null =>
  places[role].includes(kind)
    ? null
    : inBoth({
        zh: `${roleWords[role].zh}的岗位设在${places[role].map((one) => unitKindWords[one].zh).join('或')}，不设在${unitKindWords[kind].zh}`,
        en: `a ${role} has a post in a ${places[role].join(' or ')}, not in a ${kind}`,
      });

/** Roles that watch over what the other does: domain research 3.1, 3.2. */
const neverTogether: readonly (readonly [Role, Role])[] = [
  ['admin', 'dpo'],
  ['admin', 'discipline'],
  // Both sign for what is destroyed.
  ['dpo', 'archives'],
];

/** Why a person with these posts may not have this one too, or null. */
export function unfitBeside(role: Role, held: readonly Post[]): InBoth | null {
  const pair = neverTogether.find(([a, b]) =>
    held.some((post) => (post.role === a && role === b) || (post.role === b && role === a)),
  );
  if (!pair) return null;
  const [one, other] = pair;
  return inBoth({
    zh: `${roleWords[one].zh}和${roleWords[other].zh}不能是同一个人`,
    en: `${one} and ${other} are never one person`,
  });
}

/** Why a post cannot stand in (B岗) for another, or null: same role and place, another person. */
export function unfitDeputy(deputy: Pick<Post, 'person' | 'role' | 'unit'>, principal: Post | undefined): InBoth | null {
  if (!principal || principal.deputyOf !== undefined)
    return 'B岗只能替补现有的、本身不是B岗的岗位 / a deputy stands in for a post that is there and no deputy’s itself';
  if (deputy.person === principal.person) return '不能做自己的B岗 / nobody is his own deputy';
  return deputy.role === principal.role && deputy.unit === principal.unit
    ? null
    : 'B岗的角色和单元须与所替补的岗位相同 / a deputy has the role and the unit of the post';
}

// Who is a relative of a party, as far as the directory says: of one building or household group, not of one grid or community.
import { isApart } from '@six-order/community/mediation/apart';
import type { Unit, UnitKind } from '@six-order/community/units/unit';
import type { Post } from '@six-order/community/people/post';
import { expect, test } from 'vitest';

const unit = (id: string, kind: UnitKind): Unit => ({ id, kind, path: id }) as Unit;
const units = (['building', 'household-group', 'grid', 'community', 'property'] as const).map((kind) => unit(kind, kind));
const posts: Readonly<Record<string, readonly Pick<Post, 'role' | 'unit'>[]>> = {
  mediator: units.map(({ id }) => ({ role: 'resident', unit: id })),
  ...Object.fromEntries(units.map(({ id }) => [`of ${id}`, [{ role: 'resident', unit: id }]])),
  'works in building': [{ role: 'member', unit: 'building' }],
};
const directory = {
  postsOf: (person: string) => (posts[person] ?? []) as readonly Post[],
  unitById: (id: string) => units.find((one) => one.id === id),
  lineOf: (of: Unit) => [of],
};

test.each([
  ['of building', false],
  ['of household-group', false],
  // Whoever gave no building is written down for where he lives: half a community would be relatives.
  ['of grid', true],
  ['of community', true],
  ['works in building', true],
  ['mediator', false],
] as const)('a mediator who lives there too, and a party: %s', (party, apart) => {
  expect(isApart(directory, 'mediator', { persons: [party], units: [] })).toBe(apart);
});

test('whoever has a post in a unit that is a side does not mediate, in whatever post; whoever lives there may', () => {
  expect(isApart(directory, 'works in building', { persons: [], units: ['building'] })).toBe(false);
  expect(isApart(directory, 'works in building', { persons: [], units: ['property'] })).toBe(true);
  expect(isApart(directory, 'mediator', { persons: [], units: ['community'] })).toBe(true);
});

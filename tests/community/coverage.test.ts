import type { Post } from '@six-order/community/people/post';
import { endingPosts, gapsOf, partyAbove, propertyOf, triosOf } from '@six-order/community/units/coverage';
import { metresBetween, nearestFacilities, serves } from '@six-order/community/units/facility';
import type { Unit, UnitKind } from '@six-order/community/units/unit';
import type { Json } from '@six-order/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** A unit whose id is its code; its path is its parent's and its own code. */
const unit = (kind: UnitKind, code: string, parent: Unit | null, flags: Record<string, Json> = {}): Unit => ({
  id: code,
  tenant: 't',
  code,
  name: code,
  kind,
  parent: parent?.id ?? null,
  path: parent ? `${parent.path}.${code}` : code,
  validFrom: 0,
  validTo: null,
  flags,
});
const post = (role: Post['role'], at: Unit, more: Partial<Post> = {}): Post => ({
  id: `${role} ${at.id}`,
  tenant: 't',
  person: `${role} ${at.id}`,
  role,
  unit: at.id,
  validFrom: 0,
  validTo: null,
  ...more,
});

const county = unit('county', 'K', null);
const street = unit('street', 'S', county);
const community = unit('community', 'C', street, { population: 10_000 });
const grid = unit('grid', 'G', community, { fullTimePosts: 2 });
const group = unit('household-group', 'H', grid);
const branch = unit('party', 'B', grid, { class: 'branch' });
const firm = unit('property', 'P', community);
const compound = unit('compound', 'Q', community, { property: 'market', firm: 'P' });
const building = unit('building', 'D', grid, { compound: 'Q' });
const units = [county, street, community, grid, group, branch, firm, compound, building];
const posts = [
  post('secretary', branch),
  post('grid-worker', grid, { marks: { duty: 'full-time' } }),
  post('grid-worker', grid, { id: 'second', marks: { duty: 'full-time' } }),
  post('household-head', group),
  post('leader', community, { marks: { duty: 'responsible-leader' } }),
];
const gaps = (of: { units?: readonly Unit[]; posts?: readonly Post[] } = {}) =>
  gapsOf({ units, posts, ...of }).map(({ kind, unit, missing }) => `${kind} ${unit.code}: ${missing.join(', ')}`);
const without = (gone: Unit | Post) => ({
  units: units.filter((one) => one !== gone),
  posts: posts.filter((one) => one !== gone),
});
const instead = (old: Unit, flags: Record<string, Json>) => ({
  units: units.map((one) => (one === old ? { ...old, flags } : one)),
});

describe('what the tree lacks', () => {
  test('is nothing where all is there', () => {
    expect(gaps()).toEqual([]);
  });

  test.each([
    ['the secretary', without(posts[0]!), ['grid-without-dispatcher G: secretary']],
    [
      'the branch',
      without(branch),
      ['grid-without-dispatcher G: secretary', 'grid-without-branch G: branch or group', 'group-without-trio H: branch or group'],
    ],
    ['one of two full-time grid workers', without(posts[1]!), ['full-time-post-unfilled G: 1 of 2']],
    ['the household-group head', without(posts[3]!), ['group-without-trio H: household-head']],
    ['the responsible leader of 10,000 people', without(posts[4]!), ['community-without-leader C: responsible leader']],
    ['the firm', without(firm), ['compound-without-cover Q: property']],
    ['a property service at all', instead(compound, { property: 'none', firm: 'P' }), ['compound-without-cover Q: property']],
    ['owners who run it themselves', instead(compound, { property: 'self-run' }), ['compound-without-cover Q: owners-committee']],
    ['a building’s compound', instead(building, {}), ['building-outside-compound D: compound']],
  ])('without %s', (_, roster, expected) => {
    expect(gaps(roster)).toEqual(expected);
  });

  test('a community’s own secretary dispatches for its grids, and 9,999 people need no leader of the county', () => {
    expect(gaps({ posts: [post('secretary', community), ...posts.slice(1)] })).toEqual([]);
    expect(gaps({ ...instead(community, { population: 9_999 }), posts: posts.slice(0, 4) })).toEqual([]);
  });

  test('each household group shows its three', () => {
    expect(triosOf({ units, posts })).toEqual([{ group, party: branch, gridWorkers: posts.slice(1, 3), heads: [posts[3]] }]);
  });

  test('terms that end within 30 days, the first to end first', () => {
    const DAY = 86_400_000;
    const ends = [31 * DAY, 30 * DAY, null, 1, 0].map((validTo, at) => post('member', grid, { id: String(at), validTo }));
    expect(endingPosts(ends, 0, 30).map(({ id }) => id)).toEqual(['3', '1']);
  });
});

test('a building’s property is its compound’s firm, and the community where there is none', () => {
  expect(propertyOf(building, units)).toEqual({ unit: firm, fallback: false });
  expect(propertyOf(building, instead(compound, { property: 'none', firm: 'P' }).units)).toEqual({
    unit: community,
    fallback: true,
  });
  expect(propertyOf(building, without(firm).units)).toEqual({ unit: community, fallback: true });
});

test('a Party organisation is led by that of the nearest area above which has one', () => {
  const party = (code: string, at: Unit) => unit('party', code, at);
  const committee = party('W', street);
  const ofBuilding = party('BB', building);
  expect(partyAbove(ofBuilding, [...units, committee, ofBuilding])).toBe(branch);
  expect(partyAbove(branch, [...units, committee])).toBe(committee);
  expect(partyAbove(committee, [...units, committee])).toBeUndefined();
});

describe('facilities', () => {
  const facility = (code: string, at: Unit, flags: Record<string, Json> = {}) => unit('facility', code, at, flags);

  test('the nearest is in the same grid, then the community, then the street, when nobody knows where they stand', () => {
    const other = unit('community', 'C2', street);
    const there = [facility('F1', other), facility('F2', street), facility('F3', community), facility('F4', grid)];
    expect(nearestFacilities([...units, ...there], { path: building.path }).map(({ unit }) => unit.code)).toEqual([
      'F4',
      'F3',
      'F1',
      'F2',
    ]);
  });

  test('coordinates go before the tree, where both ends have them', () => {
    const there = [
      facility('F1', grid),
      facility('F2', street, { lat: 25.18, lng: 106.1 }),
      facility('F3', street, { lat: 25.17, lng: 106.1 }),
    ];
    const near = nearestFacilities(there, { path: grid.path, at: { lat: 25.17, lng: 106.1 } });
    expect(near.map(({ unit, metres }) => [unit.code, metres])).toEqual([
      ['F3', 0],
      ['F2', 1112],
      ['F1', null],
    ]);
  });

  test('a distance is the same both ways, and nothing to itself', () => {
    const place = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lng: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(place, place, (a, b) => {
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 3);
        expect(metresBetween(a, b)).toBeLessThanOrEqual(20_015_200);
        expect(metresBetween(a, a)).toBe(0);
      }),
    );
  });

  test('one serves the categories and the groups that it names', () => {
    const home = facility('F1', grid, { categories: ['08', '0901'] });
    expect(['0801', '0809', '0901', '0902', '0101'].map((category) => serves(home, category))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(nearestFacilities([home, facility('F2', grid)], grid, '0801').map(({ unit }) => unit.code)).toEqual(['F1']);
  });
});

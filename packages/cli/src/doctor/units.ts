// The unit tree and its posts: what is missing, which terms end soon.
import { readPosts } from '@six-order/community/people/people-store';
import { inForce } from '@six-order/community/people/post';
import type { Db } from '@six-order/community/tables';
import { endingPosts, type GapKind, gaps, gapsOf } from '@six-order/community/units/coverage';
import { readUnits } from '@six-order/community/units/unit-store';
import { type Finding, look, ok, warning } from './finding.ts';

const titles: Record<GapKind, { readonly name: string; readonly what: string; readonly next: string }> = {
  'grid-without-dispatcher': { name: 'dispatchers', what: 'grids that nobody dispatches in', next: 'give each a secretary' },
  'grid-without-branch': { name: 'branches', what: 'grids without a Party branch or group', next: 'import one for each' },
  'community-without-leader': {
    name: 'responsible leaders',
    what: 'communities of over 10,000 people without a responsible leader (包保)',
    next: 'give each a leader’s post with the duty responsible-leader',
  },
  'full-time-post-unfilled': {
    name: 'full-time posts',
    what: 'grids with full-time posts unfilled',
    next: 'fill them, or set right how many a grid is to have',
  },
  'group-without-trio': {
    name: 'household groups',
    what: 'household groups that lack branch, grid worker or head',
    next: 'give each its three',
  },
  'compound-without-cover': {
    name: 'property services',
    what: 'compounds without property service',
    next: 'the community is the fallback (兜底): name their firm, or leave it so',
  },
  'building-outside-compound': {
    name: 'buildings',
    what: 'buildings of no compound where the community has compounds',
    next: 'mark each with its compound',
  },
};

const DAYS_BEFORE_END = 30;
const MOST_NAMED = 5;

/** `now`: epoch ms by which terms run. */
export const lookAtUnits = async (db: Db, now: number): Promise<Finding[]> => {
  const [units, posts] = await Promise.all([readUnits(db), readPosts(db)]);
  const roster = { units: units.filter((unit) => inForce(unit, now)), posts: posts.filter((post) => inForce(post, now)) };
  const found = Map.groupBy(gapsOf(roster), ({ kind }) => kind);
  const named = (codes: readonly string[]): string =>
    codes.slice(0, MOST_NAMED).join(', ') + (codes.length > MOST_NAMED ? ` and ${codes.length - MOST_NAMED} more` : '');
  return Promise.all([
    ...gaps.map((kind) =>
      look(titles[kind].name, async () => {
        const { name, what, next } = titles[kind];
        const missing = found.get(kind) ?? [];
        if (missing.length === 0) return ok(name, `no ${what}`);
        return warning(name, `${what}: ${missing.length} (${named(missing.map(({ unit }) => unit.code))}); ${next}`);
      }),
    ),
    look('terms', async () => {
      const ending = endingPosts(roster.posts, now, DAYS_BEFORE_END);
      if (ending.length === 0) return ok('terms', `no post ends within ${DAYS_BEFORE_END} days`);
      const codeOf = new Map(units.map(({ id, code }) => [id, code]));
      const shown = ending.map(({ role, unit, validTo }) => `${role} of ${codeOf.get(unit)} on ${dayOf(validTo as number)}`);
      return warning(
        'terms',
        `posts that end within ${DAYS_BEFORE_END} days: ${ending.length} (${named(shown)}); prepare their hand-over`,
      );
    }),
  ]);
};

/** The day in China. */
const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

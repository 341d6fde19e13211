// A table of forces and supplies against the register: what it says holds from its day on, what was before stays, and it says nothing
// new when it comes again.
import { planResources } from '@six-order/community/emergency/resource-table';
import type { Resource } from '@six-order/community/emergency/resource';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const DAY = 24 * 3_600_000;
const first = Date.parse('2026-06-01T00:00:00+08:00');
const day = (n: number): number => first + n * DAY;
const written = (n: number | null): string => (n === null ? '' : new Date(day(n) + 8 * 3_600_000).toISOString().slice(0, 10));
/** In the middle of the tenth day. */
const now = day(10) + 12 * 3_600_000;
let made = 0;

const plan = (standing: readonly Resource[], csv: string) =>
  planResources(csv, { standing, unitOf: (code) => ({ id: code, keeps: true }), newId: () => `new-${(made += 1)}`, at: now });

/** The register after it, as resource-store.ts puts it. */
function put(standing: readonly Resource[], csv: string): { readonly after: readonly Resource[]; readonly outcome: string } {
  const planned = plan(standing, csv);
  if (planned.kind === 'refused') throw new Error(JSON.stringify(planned.problems));
  const ends = new Map(planned.end.map(({ id, at }) => [id, at]));
  const kept = standing.map((one) => {
    const at = ends.get(one.id);
    return at === undefined ? one : { ...one, validTo: Math.max(at, one.validFrom + 1) };
  });
  return { after: [...kept, ...planned.enter], outcome: planned.rows.map(({ outcome }) => outcome).join() };
}

/** How much is there. */
const amountAt = (register: readonly Resource[], at: number): number =>
  register
    .filter(({ validFrom, validTo }) => validFrom <= at && (validTo === null || validTo > at))
    .reduce((sum, { amount }) => sum + amount, 0);

const span = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.option(fc.integer({ min: 1, max: 20 })))
  .map(([from, days]) => ({ from, to: days === null ? null : from + days }));
const standing = fc.array(fc.record({ span, amount: fc.integer({ min: 1, max: 9 }) }), { maxLength: 3 }).map((all) =>
  all.map(({ span: { from, to }, amount }, n): Resource => ({
    id: `old-${n}`,
    kind: 'supply',
    what: 'boats',
    unit: 'grid',
    source: null,
    amount,
    validFrom: day(from),
    validTo: to === null ? null : day(to),
  })),
);
const row = fc.record({
  from: fc.option(fc.integer({ min: 0, max: 20 })),
  to: fc.option(fc.integer({ min: 21, max: 40 })),
  amount: fc.integer({ min: 10, max: 19 }),
});

test('whatever the register says, a row holds from its day on, what was until then stays, and the row again changes nothing', () => {
  fc.assert(
    fc.property(standing, row, (all, { from, to, amount }) => {
      // The store shows the plan what has not ended.
      const open = all.filter(({ validTo }) => validTo === null || validTo > now);
      const csv = `unit,what,amount,from,to\ngrid,boats,${amount},${written(from)},${written(to)}\n`;
      const { after } = put(open, csv);
      const begins = Math.max(from === null ? now : day(from), now);
      for (let at = now; at < day(45); at += DAY / 2) {
        const ends = to === null ? Infinity : day(to);
        const expected = at < begins ? amountAt(open, at) : at < ends ? amount : 0;
        // What is taken back before it begins is there for a millisecond.
        const stubs = after.filter((one) => one.validTo === one.validFrom + 1).map((one) => one.id);
        const lasting = after.filter(({ id }) => !stubs.includes(id));
        expect([new Date(at).toISOString(), amountAt(lasting, at)]).toEqual([new Date(at).toISOString(), expected]);
      }
      expect(put(after, csv)).toEqual({ after, outcome: 'same' });
    }),
  );
});

test('a row for a later day leaves until then what there is', () => {
  const { after } = put([], 'unit,what,amount\ngrid,boats,3\n');
  const more = put(after, 'unit,what,amount,from\ngrid,boats,5,2026-06-20\n');
  expect(more.outcome).toBe('changed');
  expect([now, day(18), day(19), day(30)].map((at) => amountAt(more.after, at))).toEqual([3, 3, 5, 5]);
});

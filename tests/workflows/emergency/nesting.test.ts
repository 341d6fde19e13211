// Any nesting of emergencies leaves every due date equal to the slow reference. Always the same runs; others: tests/long.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import { happenings, live, seen } from './nesting.ts';

/** Nobody confirms one; in the next an order comes back, is let go on by hand, is finished, comes back once more; then another one. */
const backAndBack = (['unconfirmed', 'start', 'rework', 'rework', 'rework', 'rework', 'end', 'start'] as const).map((act) => ({
  what: act === 'unconfirmed' ? ('start' as const) : act,
  wait: 60,
  kind: act === 'unconfirmed' ? act : ('response' as const),
  area: 'street' as const,
  which: 0,
}));

const street = await openStreet({ delivers: true });

test(
  'on, off, renewed, lapsed, drilled and scoped, with orders that come back: every due date is that of the slow reference',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6 * 1440 }), happenings, (begin, all) => live(street, begin, all)),
      { numRuns: 14, seed: 3, endOnFailure: true, examples: [[600, backAndBack]] },
    );
    const wanted = [
      'in force',
      'over',
      'refused',
      'renewed',
      'response by itself',
      'first-response by itself',
      'unconfirmed by itself',
      'back in an emergency',
      'back in ordinary times',
      'let go on by hand',
      'back in an emergency, let go on before',
    ];
    expect(wanted.filter((what) => !seen[what])).toEqual([]);
  },
);

// Any nesting of emergencies leaves every due date equal to the slow reference. Always the same runs; others: tests/long.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import { happenings, live, seen } from './nesting.ts';

const street = await openStreet({ delivers: true });

test(
  'on, off, renewed, lapsed, drilled and scoped: every due date is that of the slow reference',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6 * 1440 }), happenings, (begin, all) => live(street, begin, all)),
      { numRuns: 20, seed: 1, endOnFailure: true },
    );
    const wanted = [
      'in force',
      'over',
      'refused',
      'renewed',
      'response by itself',
      'first-response by itself',
      'unconfirmed by itself',
    ];
    expect(wanted.filter((what) => !seen[what])).toEqual([]);
  },
);

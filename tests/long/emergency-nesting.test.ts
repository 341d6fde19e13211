// Any nesting of emergencies leaves every due date equal to the slow reference: other runs each time.
import fc from 'fast-check';
import { test } from 'vitest';
import { openStreet } from '../harness/street.ts';
import { happenings, live } from '../workflows/emergency/nesting.ts';

const street = await openStreet({ delivers: true });

test('emergencies in any order and at any places', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 6 * 1440 }), happenings, (begin, all) => live(street, begin, all)),
    { numRuns: 150 },
  );
});

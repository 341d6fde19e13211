// A snapshot written with what was written before it is the text that it has without.
import { canonicalJson, type Json } from '@six-order/engine';
import { writeSnapshot, type Written } from '@six-order/engine/internal/snapshot-text';
import fc from 'fast-check';
import { expect, test } from 'vitest';

type Members = { readonly [key: string]: Json };

const name = fc.constantFrom('a', 'b', 'clocks', 'd', 'é', '字', '"');
const value: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
  fc.dictionary(name, fc.integer({ max: 9 })),
);

/** One change of a context: a member set or taken away, or one of a member's own members. */
const change = fc.tuple(name, fc.option(name), fc.option(value)).map(([key, within, given]) => (context: Members): Members => {
  const before = context[key];
  if (within === null || typeof before !== 'object' || before === null || Array.isArray(before)) return put(context, key, given);
  return { ...context, [key]: put(before as Members, within, given) };
});

/** null takes it away. */
const put = (members: Members, key: string, given: Json | null): Members => {
  const { [key]: _, ...others } = members;
  return given === null ? others : { ...others, [key]: given };
};

test('what a command left as it was is written as it stood, and what it changed anew', () => {
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.array(change, { maxLength: 12 }), value, (first, changes, state) => {
      let context: Members = first;
      let last: Written | null = null;
      for (const next of [(same: Members) => same, ...changes]) {
        context = next(context);
        last = writeSnapshot({ value: state, context }, last);
        expect(last.text).toBe(canonicalJson({ context, value: state }));
      }
    }),
    { numRuns: 1_000 },
  );
});

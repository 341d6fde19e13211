// What PostgreSQL or JSON would choke on, or silently change, is refused at the door, and nothing is written.
import { malformed } from '@six-order/engine/internal/malformed';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLoanDesk } from '../harness/loan-desk.ts';
import { borrower } from '../harness/toy.ts';

const desk = await openLoanDesk();

const nested = (depth: number): unknown => {
  let value: unknown = 'bottom';
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { a: value };
  return value;
};

// As JSON.parse makes it: an own member of that name.
const parsed = (json: string): unknown => JSON.parse(json);

const bad: readonly [string, Record<string, unknown>, RegExp][] = [
  ['NUL in a text', { item: 'dr\0ill' }, /NUL/],
  ['NUL in a personal text', { item: 'drill', wish: '\0' }, /NUL/],
  ['NUL in a name', { item: 'drill', 'a\0': 1 }, /NUL/],
  ['a lone high surrogate', { item: 'drill\ud800' }, /well-formed/],
  ['a lone low surrogate in a list', { item: 'drill', other: ['fine', '\udc00!'] }, /well-formed/],
  ['a lone surrogate in a name', { item: 'drill', '\udfff': 1 }, /well-formed/],
  ['__proto__', parsed('{"item":"drill","__proto__":{"role":"admin"}}') as Record<string, unknown>, /__proto__/],
  ['constructor deep down', { item: 'drill', other: parsed('[{"constructor":{}}]') }, /constructor/],
  ['prototype', { item: 'drill', prototype: 1 }, /prototype/],
  ['deep nesting', { item: 'drill', other: nested(33) }, /nested deeper than 32/],
  ['ten thousand levels', { item: 'drill', other: nested(10_000) }, /nested deeper than 32/],
  ['a number that JSON cannot hold', { item: 'drill', days: Number.NaN }, /finite/],
  ['a huge list with one bad member', { item: 'drill', other: [...Array.from({ length: 200_000 }, () => 0), '\0'] }, /NUL/],
];

test.each(bad)('%s', async (_, input, message) => {
  const { id } = await desk.place();
  const before = await desk.rowCounts();
  const outcomes = await desk.engine.executeMany([
    { workflow: 'loan', type: 'place', input, actor: borrower, key: 'k' },
    { order: id, type: 'note', input: { text: 'x', ...input }, actor: borrower },
  ]);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ kind: 'invalid', issues: [{ message: expect.stringMatching(message) }] });
    // An issue says where and what, never the value.
    expect(JSON.stringify(outcome)).not.toContain('dr\\u0000ill');
  }
  expect(await desk.rowCounts()).toEqual(before);
});

test('texts of every other kind are kept as they came', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((value) => !value.includes('\0'));
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.constantFrom('\u001e', '\u007f', '"', '\\', '{}', 'NULL', "'; drop table orders; --", '𠮷', '\u2028'),
      async (a, b) => {
        const item = `${a}${b}`.slice(0, 40).toWellFormed();
        const order = await desk.place({ item, wish: `${b}${a}` });
        const stored = await desk.get(order.id);
        expect(stored).toEqual(order);
        expect(stored.face.labels).toEqual([`item:${item}`]);
        const [row] = await desk.query('select labels from orders where id = $1', [order.id]);
        expect(row?.['labels']).toEqual(stored.face.labels);
        expect(await desk.engine.unseal(order.id, ['1/wish'])).toEqual({ '1/wish': `${b}${a}` });
        expect(await desk.engine.replay(order.id)).toMatchObject({ same: true });
      },
    ),
    { numRuns: 20 },
  );
});

test('a huge list is judged in little time and goes nowhere', async () => {
  const order = await desk.place({ other: Array.from({ length: 300_000 }, (_, i) => ({ i })) });
  const [entry] = await desk.engine.journal(order.id);
  expect(entry?.input).toEqual({ item: 'drill', days: 7 });
});

test('what JSON can hold, and PostgreSQL too, is never called malformed', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8, noUnicodeString: false, stringUnit: 'grapheme' }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/\\u0000|__proto__|"constructor"|"prototype"/.test(text));
      expect(malformed(value)).toBeNull();
    }),
  );
});

test.each([
  ['the place of the fault', { a: [{ b: 'x\0' }] }, ['a', 0, 'b']],
  ['no more of a deep path than its beginning', { a: { b: { c: { d: nested(40) } } } }, ['a', 'b', 'c', 'd']],
  ['the holder of a bad name', { a: { '\0': 1 } }, ['a']],
])('an issue names %s', (_, value, path) => {
  expect(malformed(value)).toMatchObject({ path });
});

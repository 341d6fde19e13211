// The same value is the same bytes everywhere, and the bytes give the value back (I5).
import { canonicalJson, type Json } from '@six-order/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const json = fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }) as fc.Arbitrary<Json>;

/** The same value with the members of every object in another order. */
function shuffled(value: Json, by: (key: string) => string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => shuffled(item, by));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (by(a) < by(b) ? -1 : 1));
  return Object.fromEntries(members.map(([key, item]) => [key, shuffled(item, by)]));
}

test('parsed, it is the value again', () => {
  fc.assert(
    fc.property(json, (value) => {
      // JSON has no negative zero.
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 500 },
  );
});

test('parsed and written again it is the same bytes, and the order of members makes no difference', () => {
  fc.assert(
    fc.property(json, fc.nat(), (value, salt) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
      const by = (key: string) => `${(key.length * 7_919 + salt * (key.charCodeAt(0) || 1)) % 101}`.padStart(3, '0') + key;
      expect(canonicalJson(shuffled(value, by))).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('different values are different bytes', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      const same = canonicalJson(a) === canonicalJson(b);
      expect(same).toBe(JSON.stringify(shuffled(a, String)) === JSON.stringify(shuffled(b, String)));
    }),
  );
});

test.each<[string, unknown, string]>([
  [
    'members by code unit, not by locale or length',
    { b: 1, a: 2, B: 3, aa: 4, '\u00e4': 5, '10': 6, '9': 7 },
    '{"10":6,"9":7,"B":3,"a":2,"aa":4,"b":1,"ä":5}',
  ],
  ['members beyond the BMP by code unit too', { '\ufb33': 1, '\u{1f600}': 2 }, '{"\u{1f600}":2,"\ufb33":1}'],
  ['members deep down, inside lists too', { z: [{ b: 1, a: { d: 1, c: 2 } }] }, '{"z":[{"a":{"c":2,"d":1},"b":1}]}'],
  ['undefined members left out', { a: undefined, b: { c: undefined } }, '{"b":{}}'],
  ['undefined in a list as null', [undefined, 1], '[null,1]'],
  ['numbers as the shortest that reads back', [1e21, 0.1, 1e-7, -0, 100], '[1e+21,0.1,1e-7,0,100]'],
  ['no control character raw', '\u001e\n"\\\u2028', '"\\u001e\\n\\"\\\\\u2028"'],
  ['a member named __proto__ as any other', JSON.parse('{"b":1,"__proto__":{"a":1}}'), '{"__proto__":{"a":1},"b":1}'],
  ['it also among members out of order', JSON.parse('{"b":1,"a":2,"__proto__":false}'), '{"__proto__":false,"a":2,"b":1}'],
  ['nothing as {}', {}, '{}'],
])('%s', (_, value, text) => {
  expect(canonicalJson(value as Json)).toBe(text);
});

test.each<[string, unknown]>([
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['undefined', undefined],
  ['a function', () => 1],
  ['a bigint', 1n],
  ['a symbol', Symbol('x')],
  ['a Date, which would read back as something else', new Date(0)],
  ['a Map', new Map([[1, 2]])],
  ['a Set', new Set([1])],
])('%s is refused, wherever it stands', (_, value) => {
  const places: unknown[] = [value, [1, value], { a: 1, b: value }, { b: 1, a: value }, { a: [{ b: value }] }];
  for (const place of places) {
    // A member or an item that is undefined is left out or null, as JSON has it.
    if (value === undefined && place !== undefined) continue;
    expect(() => canonicalJson(place as Json)).toThrow(RangeError);
  }
});

// The keyed digest beside the library's own (H1).
import { createHmac as builtIn } from 'node:crypto';
import { createHmac } from '@six-order/engine/internal/hmac';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('a keyed digest', () => {
  const bytes = (most: number) => fc.uint8Array({ maxLength: most });
  const given = (key: Uint8Array, head: Uint8Array | null, text: string) => {
    const hmac = builtIn('sha256', key);
    if (head) hmac.update(head);
    return hmac.update(text).digest();
  };

  test('is that of the library, for every key, head and text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('\ud800', '\udc00', '栋', 'a', '\0')).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(bytes(64), fc.option(bytes(40)), texts, (key, head, text) => {
        const hmac = createHmac(key);
        expect(hmac(head, text, 'base64url')).toBe(given(key, head, text).toString('base64url'));
        expect(Buffer.from(hmac(head, text, 'binary'), 'binary')).toEqual(given(key, head, text));
      }),
    );
  });

  test.each([21_800, 21_900, 70_000, 1_000_000])('of %i characters too, and of the short one after it', (length) => {
    const hmac = createHmac(Buffer.alloc(32, 7));
    for (const text of ['栋'.repeat(length), 'x'])
      expect(hmac(null, text, 'base64url')).toBe(given(Buffer.alloc(32, 7), null, text).toString('base64url'));
  });

  test('takes no key that would have to be hashed first', () => {
    expect(() => createHmac(Buffer.alloc(65))).toThrow(RangeError);
  });
});

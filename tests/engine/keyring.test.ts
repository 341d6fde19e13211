// The key ring: what is bound to what, what outlives a rotation, and that no key shows.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createKeyring, generateKeys } from '@six-order/engine/runtime';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keys } from '../harness/loan-desk.ts';

const one = createKeyring(keys[1]);
const both = createKeyring(`${keys[1]}, ${keys[2]}`);
const two = createKeyring(keys[2]);

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('keys', () => {
  test.each([
    ['nothing', ''],
    ['no version', keys[1].slice(2)],
    ['version 0', `0:${keys[1].slice(2)}`],
    ['a version that is no number', `a:${keys[1].slice(2)}`],
    ['31 bytes', `1:${Buffer.alloc(31, 1).toString('base64')}`],
    ['33 bytes', `1:${Buffer.alloc(33, 1).toString('base64')}`],
    ['one good and one bad', `${keys[1]},2:x`],
    ['one version twice', `${keys[1]},1:${keys[2].slice(2)}`],
  ])('%s is refused, and the fault shows no key', (_, ring) => {
    let said = '';
    try {
      createKeyring(ring);
    } catch (error) {
      said = String(error);
    }
    expect(said).not.toBe('');
    expect(said).not.toContain(keys[1].slice(2, 40));
    expect(said).not.toContain(keys[2].slice(2, 40));
  });

  test('of a new installation are version 1, 32 bytes, never the same', () => {
    expect(createKeyring(generateKeys()).version).toBe(1);
    expect(generateKeys()).not.toBe(generateKeys());
  });

  test('one that is only held opens what others made with it, and makes nothing', () => {
    const held = createKeyring(`${keys[1]},${keys[2].replace(':', '?:')}`);
    expect(held.version).toBe(1);
    const { wrapped } = both.newKey('order');
    expect(() => held.open('order', wrapped)).not.toThrow();
    expect(() => one.open('order', wrapped)).toThrow('master key 2');
    expect(() => createKeyring(keys[1].replace(':', '?:'))).toThrow('no key in use');
  });

  test('the highest version is the one to make with, whatever the order', () => {
    expect(both.version).toBe(2);
    expect(createKeyring(`${keys[2]},${keys[1]}`).version).toBe(2);
  });

  test('both alphabets of base64 are read', () => {
    const key = Buffer.alloc(32, 0xfb);
    const [plain, url] = [createKeyring(`1:${key.toString('base64')}`), createKeyring(`1:${key.toString('base64url')}`)];
    expect(hex(url.mac(1, null, 'x'))).toBe(hex(plain.mac(1, null, 'x')));
  });
});

describe('a data key', () => {
  test('gives back every text, and never the same ciphertext', () => {
    const { key, wrapped } = one.newKey('order');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, id) => {
        const sealed = key.seal(id, text.toWellFormed());
        expect(one.open('order', wrapped).unseal(id, sealed)).toBe(text.toWellFormed());
        expect(hex(key.seal(id, text))).not.toBe(hex(sealed));
      }),
      { numRuns: 50 },
    );
  });

  test('is bound to its order, its ciphertexts to order and id, and every bit of them counts', () => {
    const { key, wrapped } = one.newKey('order');
    const sealed = key.seal('1/text', 'a text');
    expect(() => one.open('other', wrapped)).toThrow();
    expect(() => one.newKey('order').key.unseal('1/text', sealed)).toThrow();
    expect(() => key.unseal('2/text', sealed)).toThrow();
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(() => key.unseal('1/text', changed), `bit ${bit}`).toThrow();
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => key.unseal('1/text', sealed.subarray(0, length))).toThrow();
    for (let bit = 0; bit < wrapped.length * 8; bit += 1) {
      const changed = Uint8Array.from(wrapped);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(() => one.open('order', changed), `bit ${bit}`).toThrow();
    }
  });

  test('digests a text the same always, under a key of its own', () => {
    const { key, wrapped } = one.newKey('order');
    expect(one.open('order', wrapped).digest('text')).toBe(key.digest('text'));
    expect(key.digest('text')).toMatch(/^[\w-]{43}$/);
    expect(key.digest('text')).not.toBe(key.digest('texts'));
    expect(one.newKey('order').key.digest('text')).not.toBe(key.digest('text'));
  });

  test('that is kept keeps nothing of the buffers that it was cut out of', () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    /** Bytes; what the first collection found is given back by the second at the latest. */
    const held = (): number => {
      gc();
      gc();
      return process.memoryUsage().arrayBuffers;
    };
    const { wrapped } = one.newKey('order');
    const before = held();
    const kept = Array.from({ length: 400 }, () => {
      const key = one.open('order', wrapped);
      key.digest('text');
      // What a process cuts out of the same buffers beside it.
      Buffer.allocUnsafe(Buffer.poolSize / 2 - 1).fill(0);
      Buffer.allocUnsafe(Buffer.poolSize / 2 - 1).fill(0);
      return key;
    });
    expect((held() - before) / kept.length).toBeLessThan(Buffer.poolSize / 8);
    expect(new Set(kept).size).toBe(400);
  });
});

describe('a rotation', () => {
  test('leaves old keys readable while the old master is there, and rewraps them for when it is not', () => {
    const { key, wrapped } = one.newKey('order');
    const sealed = key.seal('1/text', 'a text');
    expect(both.open('order', wrapped).unseal('1/text', sealed)).toBe('a text');
    expect(() => two.open('order', wrapped)).toThrow('master key 1 is not in SIX_ORDER_KEYS');
    const rewrapped = both.rewrap('order', wrapped);
    expect(two.open('order', rewrapped).unseal('1/text', sealed)).toBe('a text');
    expect(() => one.open('order', rewrapped)).toThrow('master key 2');
    expect(() => both.rewrap('other', wrapped)).toThrow();
  });

  test('keeps MACs by their version, and digests of codes and keys for ever', () => {
    expect(hex(both.mac(1, null, 'entry'))).toBe(hex(one.mac(1, null, 'entry')));
    expect(hex(both.mac(2, null, 'entry'))).toBe(hex(two.mac(2, null, 'entry')));
    expect(hex(both.digest('code', 'x'))).toBe(hex(one.digest('code', 'x')));
    expect(hex(both.digest('code', 'x'))).not.toBe(hex(both.digest('token', 'x')));
  });
});

test('a MAC depends on all that goes into it', () => {
  const previous = one.mac(1, null, 'first');
  const all = [
    one.mac(1, null, 'second'),
    one.mac(1, previous, 'second'),
    one.mac(1, one.mac(1, null, 'other'), 'second'),
    one.mac(1, previous, 'third'),
    two.mac(2, previous, 'second'),
  ].map(hex);
  expect(new Set(all).size).toBe(all.length);
  expect(all[0]).toHaveLength(64);
});

// The root over an hour's heads: it fixes every leaf and their order, and nothing else has it.
import { createHash } from 'node:crypto';
import { merkleRoot } from '@six-order/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const root = (leaves: readonly Uint8Array[]): string => Buffer.from(merkleRoot(sha256, leaves)).toString('hex');
const leaf = fc.uint8Array({ minLength: 1, maxLength: 48 });
const leaves = fc.array(leaf, { minLength: 1, maxLength: 20 });

const leafHash = (bytes: Uint8Array) => sha256(Buffer.concat([Buffer.from([0]), bytes]));
const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.concat([Buffer.from([1]), left, right]));

/** The same tree from above: split at the greatest power of two that is smaller (RFC 6962, 2.1). */
function fromAbove(all: readonly Uint8Array[]): Uint8Array {
  if (all.length === 1) return leafHash(all[0] as Uint8Array);
  let split = 1;
  while (split * 2 < all.length) split *= 2;
  return nodeHash(fromAbove(all.slice(0, split)), fromAbove(all.slice(split)));
}

test('is the tree of RFC 6962', () => {
  fc.assert(
    fc.property(leaves, (all) => {
      expect(root(all)).toBe(Buffer.from(fromAbove(all)).toString('hex'));
    }),
  );
});

test('is the same for the same leaves, and leaves them as they were', () => {
  fc.assert(
    fc.property(leaves, (all) => {
      const before = all.map((bytes) => Buffer.from(bytes).toString('hex'));
      expect(root(all)).toBe(root(all.map((bytes) => Uint8Array.from(bytes))));
      expect(all.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(before);
    }),
  );
});

test('changes with every leaf that is changed, added, taken away or moved', () => {
  fc.assert(
    fc.property(leaves, fc.nat(), fc.nat(), leaf, (all, i, j, other) => {
      const [at, to] = [i % all.length, j % all.length];
      const same = (a: Uint8Array | undefined, b: Uint8Array | undefined) => Buffer.from(a ?? []).equals(Buffer.from(b ?? []));
      const before = root(all);
      if (!same(all[at], other)) expect(root(all.with(at, other))).not.toBe(before);
      expect(root([...all, other])).not.toBe(before);
      expect(root([...all, all.at(-1) as Uint8Array])).not.toBe(before);
      if (all.length > 1) expect(root(all.toSpliced(at, 1))).not.toBe(before);
      if (!same(all[at], all[to]))
        expect(root([...all].with(at, all[to] as (typeof all)[number]).with(to, all[at] as (typeof all)[number]))).not.toBe(
          before,
        );
    }),
  );
});

test('a node cannot pass for a leaf', () => {
  const [a, b] = [Buffer.from('a'), Buffer.from('b')];
  const node = Buffer.concat([leafHash(a), leafHash(b)]);
  expect(root([node])).not.toBe(root([a, b]));
});

test('needs a leaf', () => {
  expect(() => merkleRoot(sha256, [])).toThrow(RangeError);
});

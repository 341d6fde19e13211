// The root over the heads of the orders that an hour changed: whoever keeps it can later show that nothing was rewritten (I9).

export type Hash = (bytes: Uint8Array) => Uint8Array;

const join = (mark: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(1 + parts.reduce((length, part) => length + part.length, 0));
  whole[0] = mark;
  let at = 1;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/**
 * Merkle root of `leaves` in the order given: leaves hashed after a 0 byte, nodes after a 1 byte (so neither can pass for
 * the other), a lone node at the end of a level rises as it is. Throws RangeError without leaves.
 */
export function merkleRoot(hash: Hash, leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) throw new RangeError('a Merkle tree needs at least one leaf');
  let level = leaves.map((leaf) => hash(join(0, leaf)));
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i] as Uint8Array;
      const right = level[i + 1];
      above.push(right ? hash(join(1, left, right)) : left);
    }
    level = above;
  }
  return level[0] as Uint8Array;
}

// Which orders are called back to check: the same ones whoever asks and however often, nobody can foresee them, and everybody
// can check the draw afterwards: its seed and the share stand in the journal.

/** A draw as the journal keeps it: `seed` 0 to 2^32 - 1, `percent` 0 to 100. */
export interface Draw {
  readonly seed: number;
  readonly percent: number;
  readonly drawn: boolean;
}

/**
 * Whether a keyed digest of the order's id falls into a sample of `percent`. The digest (its first 4 bytes are the seed) is as
 * good as random, so that about `percent` of a hundred are drawn. Throws RangeError for a share that is none.
 */
export function draw(digest: Uint8Array, percent: number): Draw {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError(`a share is 0 to 100 percent, got ${percent}`);
  const [a = 0, b = 0, c = 0, d = 0] = digest;
  const seed = ((a * 256 + b) * 256 + c) * 256 + d;
  return { seed, percent, drawn: seed < (percent / 100) * 2 ** 32 };
}

// Which orders are called back to check: the same ones whoever asks and however often, and nobody can foresee them.

/**
 * Whether a keyed digest of the order's id falls into a sample of `percent`. The digest (at least 4 bytes) is as good as
 * random, so that about `percent` of a hundred are drawn. Throws RangeError for a share that is none.
 */
export function isDrawn(digest: Uint8Array, percent: number): boolean {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError(`a share is 0 to 100 percent, got ${percent}`);
  const [a = 0, b = 0, c = 0, d = 0] = digest;
  return ((a * 256 + b) * 256 + c) * 256 + d < (percent / 100) * 2 ** 32;
}

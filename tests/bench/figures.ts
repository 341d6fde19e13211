// Small arithmetic of measurements.

/** The value below which a share of `sorted` (ascending) lies; NaN of nothing. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted.length === 0 ? Number.NaN : (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number);

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/** To `digits` after the point; null of what is no number. */
export const round = (value: number, digits = 2): number | null =>
  Number.isFinite(value) ? Math.round(value * 10 ** digits) / 10 ** digits : null;

export const megabytes = (bytes: number): number => Math.round(bytes / 104_857.6) / 10;

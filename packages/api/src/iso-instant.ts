/** An order's instants are written again with every answer about it; forgotten all at once when there are too many. */
const written = new Map<number, string>();
const MAX_WRITTEN = 10_000;

/** Epoch ms as the API writes instants: ISO 8601 in UTC. Throws RangeError for what is no time. */
export function iso(at: number): string {
  let text = written.get(at);
  if (text !== undefined) return text;
  text = new Date(at).toISOString();
  if (written.size >= MAX_WRITTEN) written.clear();
  written.set(at, text);
  return text;
}

export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

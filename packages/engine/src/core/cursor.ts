// The cursor of a keyset page: where the page ended, as text that callers hand back and need not understand.

/** The last row of a page: what it was sorted by (epoch ms; null for none), and its id. */
export interface Keyset {
  readonly at: number | null;
  readonly id: string;
}

/** Instants to the microsecond, as PostgreSQL keeps them. */
export const writeCursor = ({ at, id }: Keyset): string =>
  btoa(JSON.stringify([at === null ? null : Math.round(at * 1000) / 1000, id])).replace(
    /[+/=]/g,
    (mark) => ({ '+': '-', '/': '_' })[mark] ?? '',
  );

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Epoch ms that PostgreSQL can hold. */
const isInstant = (value: unknown): value is number => typeof value === 'number' && value > -2e14 && value < 8.64e15;

/** null when no page gave this text. */
export function readCursor(cursor: string): Keyset | null {
  try {
    const [at, id] = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))) as [unknown, unknown];
    if ((at !== null && !isInstant(at)) || typeof id !== 'string' || !UUID.test(id)) return null;
    return { at, id };
  } catch {
    return null;
  }
}

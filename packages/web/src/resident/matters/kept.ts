// What was answered so far of a dispute or a topic: kept on this device for a day, as that of an order is (../place/draft.ts).
//
// Keeps: I12. D1: deleted on sending and on signing out. D2: what names a household stays in memory for whoever asks for others.
import { useState } from 'react';
import { newKey, type Reply } from '../../shared/api/client.ts';
import { type begun, keptAt, placeOfBegun } from '../place/draft.ts';

export interface Kept {
  /** Of which unit it was sent; empty until then. */
  readonly unit: string;
  /** Sent along, so that what was sent and not answered, then sent again, is one matter. */
  readonly key: string;
}

export interface Keeping<D> {
  readonly draft: D;
  readonly change: (part: Partial<D>) => void;
  /** From now on it is sent as being of this unit, whatever is read meanwhile. */
  readonly sendFrom: (unit: string) => void;
  readonly forget: () => void;
}

/** `own`: it is the reader's own; else the members `others` are not written down. */
export function useKept<D extends Kept>(
  matter: (typeof begun)[number],
  me: Reply<'getMe'>,
  empty: Omit<D, keyof Kept>,
  others: Partial<D>,
): Keeping<D> {
  const place = placeOfBegun(matter, me);
  const [draft, setDraft] = useState<D>(() => ({ ...empty, unit: '', key: newKey(), ...keptAt<D>(place) }) as D);
  const put = (part: (before: D) => D): void =>
    setDraft((before) => {
      const next = part(before);
      write(place, { ...next, ...others });
      return next;
    });
  return {
    draft,
    // Another matter than the one that may have been sent.
    change: (part) => put((before) => ({ ...before, ...part, unit: '', key: newKey() })),
    sendFrom: (unit) => put((before) => ({ ...before, unit })),
    forget: () => write(place, null),
  };
}

function write(place: string, draft: object | null): void {
  try {
    if (draft) localStorage.setItem(place, JSON.stringify({ at: Date.now(), draft }));
    else localStorage.removeItem(place);
  } catch {
    // Full, or none.
  }
}

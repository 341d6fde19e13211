// A sealed order's content for the street: asked for with a reason, opened by the data protection officer to that one person, in
// that one post, for a time (domain research 3.2: DPO-approved). Pure.
//
// O1: an opening shows one order at one door; no desk, search, stream, export or command knows of it. O2: nobody opens to himself.
import type { Reader } from '../authority/reader.ts';

export interface SealedOpening {
  readonly id: string;
  readonly tenant: string;
  readonly order: string;
  /** To whom, in which post. */
  readonly person: string;
  readonly post: string;
  /** Holds no personal data, nor do the grounds. */
  readonly reason: string;
  /** Epoch ms, as all instants here. */
  readonly askedAt: number;
  readonly decision: { readonly by: string; readonly at: number; readonly grounds: string } | null;
  /** Null until it is opened, and when it was refused. */
  readonly openUntil: number | null;
  /** Closed before its time. */
  readonly endedAt: number | null;
}

/** For how many hours at most, and how many when nothing is said. */
export const OPEN_AT_MOST_HOURS = 72;
export const OPEN_HOURS = 24;

export type OpeningState = 'waiting' | 'refused' | 'open' | 'over';

/** How it stands at `now` (epoch ms). */
export function openingState({ decision, openUntil, endedAt }: SealedOpening, now: number): OpeningState {
  if (decision === null) return endedAt === null ? 'waiting' : 'over';
  if (openUntil === null) return 'refused';
  return now < (endedAt ?? openUntil) ? 'open' : 'over';
}

const isAsker = ({ person, post }: SealedOpening, reader: Reader): boolean => reader.person === person && reader.post === post;

/** Whether this reader reads the order by it now. */
export const isOpenTo = (opening: SealedOpening, reader: Reader, now: number): boolean =>
  isAsker(opening, reader) && openingState(opening, now) === 'open';

export type OpeningAct = 'decide' | 'end' | 'read';

/** What this reader may do with it now; `decides`: he decides on such requests. */
export function openingActs(opening: SealedOpening, reader: Reader, decides: boolean, now: number): readonly OpeningAct[] {
  const state = openingState(opening, now);
  return [
    ...(state === 'waiting' && decides && reader.person !== opening.person ? (['decide'] as const) : []),
    ...((state === 'waiting' || state === 'open') && (isAsker(opening, reader) || (decides && state === 'open'))
      ? (['end'] as const)
      : []),
    ...(isOpenTo(opening, reader, now) ? (['read'] as const) : []),
  ];
}

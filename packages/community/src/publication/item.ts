// An item of the public board. Pure: what the board may hold of an order, and nothing else of it (domain research 7).

import type { PublicPhoto } from './photo.ts';

/** 待评, 已评, 未评, 重办中, and one that its resident withdrew while it was worked on again. */
export const itemStatuses = ['waiting', 'evaluated', 'unanswered', 'reworking', 'ended'] as const;
export type ItemStatus = (typeof itemStatuses)[number];

/** Why a place on the board is empty. */
export type Gone = 'retracted' | 'hidden' | 'expired' | 'erased';

export interface PublicItem {
  readonly alias: string;
  readonly category: string;
  /** Id of the community, or of the grid where it is large enough. */
  readonly unit: string;
  readonly status: ItemStatus;
  readonly title: string;
  /** What it was about and what was done, in the publisher's words. */
  readonly before: string;
  readonly after: string | null;
  /** Absent when there are none. */
  readonly photos?: readonly PublicPhoto[];
  /** Days in China, YYYY-MM-DD. */
  readonly steps: readonly { readonly station: string; readonly day: string }[] | null;
  /** Id of the team or unit that did it; null: a person did. */
  readonly team: string | null;
  readonly showsTeam: boolean;
  /** Days from placing to the end of the work: 0 is the same day. */
  readonly days: number | null;
  /** How often it was done again by now, since its resident or a check said that it was not done; absent when never. */
  readonly redone?: number;
  /** Which time of doing it the text and the photographs tell of, from 1 on; absent where it is the last one. */
  readonly resultOf?: number;
  /** Beside that: which time the evaluation is of. */
  readonly evaluationOf?: number;
  readonly stars: number | null;
  readonly solved: 'yes' | 'partly' | 'no' | null;
  /** Epoch ms. */
  readonly publishedAt: number;
  readonly until: number;
  /** When it last changed: of what the resident did, no more than the day. */
  readonly changedAt: number;
}

/** Below this a grid says who lives there. */
export const GRID_HOUSEHOLDS = 50;

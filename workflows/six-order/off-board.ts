// Since when what an order had on the public board is off it, by whoever publishes or by an objection.
import type { Snapshot } from '@six-order/engine';
import { contextOf, stateOf } from './face.ts';
import { wentByObjection } from './v2/rules/evaluation.ts';

/** Epoch ms; null of what was never there, of what is, of what is hidden until it is decided, and where a consent was taken back. */
export function offBoardSince(snapshot: Snapshot): number | null {
  const { takenDownAt: at, publicObjection, publishedAt } = contextOf(snapshot);
  const { publication } = stateOf(snapshot);
  if (publishedAt === null || publication === 'published' || publication === 'hidden') return null;
  if (at !== undefined && at >= publishedAt) return at;
  return publicObjection && wentByObjection({ publicObjection, publishedAt }) ? publicObjection.at : null;
}

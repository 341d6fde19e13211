// 不计入考核: in one sentence, for whoever reads the order.
import type { Order } from './api/client.ts';
import { when } from './time.ts';
import { w, wordOf } from './words.ts';

export function exclusionSaid({ work }: Order): string | undefined {
  const exclusion = work?.exclusion;
  if (!exclusion) return undefined;
  const ground = wordOf(w.exclusion.ground, exclusion.ground);
  if (exclusion.excluded === null) return w.exclusion.waits(ground, when(exclusion.hearBy));
  if (exclusion.contestedAt !== null && exclusion.judgedAt === null) return w.exclusion.contested;
  return exclusion.counts ? w.exclusion.counts : w.exclusion.out(ground);
}
